package audit

import (
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
)

// Finding is one thing that is not as it must be, with its evidence.
type Finding struct {
	What     string // one of the Found constants
	Index    uint64 // of the entry it was found at; the log's size where it belongs to none
	Evidence string // what is there and what should be
}

// What an audit can find.
const (
	FoundDamage       = "damage"       // the store cannot be read
	FoundHead         = "head"         // the end of the log is not where the head file saw it
	FoundEntry        = "entry"        // missing, or not its one encoding
	FoundOrder        = "order"        // index or time out of order
	FoundChain        = "chain"        // prev is not the leaf hash before
	FoundStatement    = "statement"    // missing, or its digest is another
	FoundSignature    = "signature"    // a statement's encoding or signature does not hold
	FoundRule         = "rule"         // recorded against the rules
	FoundRegistration = "registration" // the ledger's own signature or its fields
	FoundTile         = "tile"         // a hash tile is missing or differs from the entries
	FoundIndex        = "index"        // an index key differs from what the log implies
	FoundPublished    = "published"    // the published checkpoint is not the log's, or not signed as it must be
	FoundStray        = "stray"        // a key that nothing accounts for
)

// MaxFindings bounds a report: a ledger with as many findings needs no more to be distrusted.
const MaxFindings = 100

// What an audit cannot decide, although nothing that it saw is wrong.
const (
	UndecidedHead    = "head-missing"       // no head file says whether there were more entries
	UndecidedGarbled = "head-unreadable"    // the head file is none of this ledger, and says nothing
	UndecidedErasure = "erasure-unfinished" // what an erasure names may still be on the disk
)

// Report is what an audit re-derived. It is clean when Findings and Undecided are empty.
type Report struct {
	Size       uint64
	Root       tlog.Hash
	Kinds      map[signer.Kind]int
	Later      int // entries of kinds that a later version knows, of those in Kinds: what they say was not checked
	Signatures int // verified, of statements and registrations
	Findings   []Finding
	Undecided  []string // some of the Undecided constants
	Shut       bool     // a file of the store is damaged so that it was not opened, and nothing else was looked at
}

func (r *Report) Find(what string, index uint64, evidence string) {
	if len(r.Findings) < MaxFindings {
		r.Findings = append(r.Findings, Finding{what, index, evidence})
	}
}
