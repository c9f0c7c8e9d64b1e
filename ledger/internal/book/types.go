package book

import (
	"ikrar/ledger/internal/rules"
	"ikrar/signer"
)

// Appended is what Append gives for one of many statements.
type Appended struct {
	Receipt rules.Receipt
	Err     error
}

// Statement is one of several that are recorded together.
type Statement struct {
	Kind  signer.Kind
	Bytes []byte
}

// Held is a statement that the store holds.
type Held struct {
	Kind   signer.Kind
	Index  uint64
	Digest signer.Digest
}

// Change is one of a drawer, with its whole key.
type Change struct {
	Key, Value []byte
	Remove     bool // gob makes no difference between an empty value and none

	Swap   bool // only if the key still has the value Old, or none where Absent
	Old    []byte
	Absent bool
}
