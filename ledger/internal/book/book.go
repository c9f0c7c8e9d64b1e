// Package book is what may be asked of a ledger, whoever has its database: this process, or another
// one that shares it.
package book

import (
	"context"
	"crypto/ed25519"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// Book is a log that is kept by this process, or by another one that shares it.
type Book interface {
	store.Viewer
	VerifyChecksums() error // of every block of every table, as Badger says it
	CheckBlocks() error     // the same, as ErrDamaged or the reason why it could not look
	State() State           // the log as it is acknowledged now
	// Changes says which keys were written since a mark, and up to which: a view that was open
	// before the question shows nothing that is not among them. all says that nobody knows.
	Changes(since store.Mark) (now store.Mark, keys [][]byte, all bool)

	Append(ctx context.Context, kind signer.Kind, statement []byte, acceptClock bool) (rules.Receipt, error)
	AppendAll(ctx context.Context, kind signer.Kind, statements [][]byte, acceptClock bool) []Appended
	AppendTogether(ctx context.Context, all []Statement, acceptClock bool) ([]rules.Receipt, error)
	Appoint(
		ctx context.Context,
		key ed25519.PrivateKey,
		list func(index uint64) ([]byte, error),
		acceptClock bool,
	) (rules.Receipt, error)
	Erase(ctx context.Context, statement []byte, also [][]byte, acceptClock bool) (rules.Receipt, error)
	Write(changes []Change) error // of drawers

	Personal(ctx context.Context, subject signer.Subject) ([]Held, error)
	Checkpoint() (trust.Checkpoint, []byte, error)
	StatusList() ([]byte, error)
	Published() (*Published, error) // nil where there is none
	Publish(note []byte) error

	ReadOnly() bool        // opened by this process to be read
	HeadMissing() bool     // and without a head file
	FinishedErasure() bool // opening finished an erasure that was stopped
	Err() error            // why it is out of service
	Halt(why error)
	Close() error
}

// State is what a log is at one moment.
type State struct {
	Head  store.Head
	Root  [32]byte
	Trust *trust.List
	Note  []byte // the trust list as it stands
}
