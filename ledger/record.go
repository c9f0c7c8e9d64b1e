package ledger

import (
	"context"
	"crypto/ed25519"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Statement is a statement of package signer, signed, opened or read.
type Statement interface {
	Kind() signer.Kind
	Bytes() []byte
}

// Append records a statement and returns once it is on disk, in the database and in the head file.
// The same statement again gets its first answer. It refuses with a [*RuleError], a [*ClockError]
// or a [*DiskError], or with an error that wraps signer.ErrEncoding or eddsa.ErrSignature; then
// nothing is recorded. The bytes must not change afterwards.
//
// Append may be called by many goroutines at once; those who wait together share one transaction.
func (l *Ledger) Append(ctx context.Context, s Statement) (Receipt, error) {
	if s == nil {
		return Receipt{}, signer.ErrEncoding
	}
	return l.AppendBytes(ctx, s.Kind(), s.Bytes())
}

// AppendBytes is Append for bytes as they came, of the kind that their sender named; so the note of
// a trust list is recorded too.
func (l *Ledger) AppendBytes(ctx context.Context, kind signer.Kind, statement []byte) (Receipt, error) {
	return l.book.Append(ctx, kind, statement, l.options.AcceptClock)
}

// AppendAll is AppendBytes for many statements of one kind, which are recorded in their order; what
// is wrong with one of them leaves the others alone. Their signatures are checked on all cores.
func (l *Ledger) AppendAll(ctx context.Context, kind signer.Kind, statements [][]byte) []Appended {
	return l.book.AppendAll(ctx, kind, statements, l.options.AcceptClock)
}

// AppendTogether records statements in their order and in one transaction, or none of them: where
// one would be refused, or the process dies, nothing has changed. What is recorded already is
// passed over and gets its first answer. Trust lists and erasures are recorded alone.
func (l *Ledger) AppendTogether(ctx context.Context, all ...Statement) ([]Receipt, error) {
	group := make([]book.Statement, len(all))
	for n, s := range all {
		group[n] = book.Statement{Kind: s.Kind(), Bytes: s.Bytes()}
	}
	return l.book.AppendTogether(ctx, group, l.options.AcceptClock)
}

// Appoint records a trust list that puts a new ledger key in force from its own entry on, and signs
// with that key from there. Others may record until the last moment, and what they recorded must
// stay in the range of the old key: so list is asked for the note when its index is settled, and
// recording waits for it.
func (l *Ledger) Appoint(
	ctx context.Context,
	key ed25519.PrivateKey,
	list func(index uint64) ([]byte, error),
) (Receipt, error) {
	return l.book.Appoint(ctx, key, list, l.options.AcceptClock)
}

// DrawerKey names a value of a drawer.
type DrawerKey struct {
	Drawer string
	Key    []byte
}

// Erase records an erasure and takes the statements that it names off the disk, and the given
// values of drawers with them. It refuses as Append does. Once it is recorded nothing gives the
// data out any more; where an error or the end of the process comes between that and the disk, the
// next opening or the next Erase finishes it.
func (l *Ledger) Erase(ctx context.Context, erasure []byte, also []DrawerKey) (Receipt, error) {
	var keys [][]byte
	for _, k := range also {
		keys = append(keys, store.Key(0, l.Drawer(k.Drawer).prefix, k.Key)[1:])
	}
	return l.book.Erase(ctx, erasure, keys, l.options.AcceptClock)
}

// Personal finds the statements that hold a person's data, in the order of the log: the credentials
// and the pledges of a subject. There is no index for it, so it reads all statements once.
func (l *Ledger) Personal(ctx context.Context, subject signer.Subject) ([]Held, error) {
	return l.book.Personal(ctx, subject)
}
