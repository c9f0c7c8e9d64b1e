package office

import (
	"context"
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/office/internal/ordered"
	"ikrar/signer"
	"ikrar/verify"
)

// noCode stands where a code would: only pledges have one.
const noCode verify.Code = "-"

// Recorded is a pledge, or the revocation of a key by its owner, that is in the ledger.
type Recorded struct {
	ledger.Receipt
	Code verify.Code
}

// Record records what people have signed, many at once. read gives the bytes that have a name: a
// file's, an upload's. done is called for each in the order of the names, once it is on disk or
// refused, by one goroutine.
//
// Record's own error ends it: the context's, or a [*LedgerError] that every further one would get
// (clock, disk, closed). To do the same again is safe: what is recorded gets its first answer.
func (i *Institution) Record(ctx context.Context, names []string, read func(name string) ([]byte, error),
	done func(name string, r Recorded, err error)) error {
	for n, r := range ordered.Do(ctx, names, func(name string) (Recorded, error) {
		raw, err := read(name)
		if err != nil {
			return Recorded{}, err
		}
		return i.record(ctx, raw)
	}) {
		switch {
		case errors.Is(r.Err, context.Canceled):
			return r.Err
		case outOfService(r.Err):
			return &LedgerError{names[n], r.Err}
		}
		done(names[n], r.Value, r.Err)
	}
	return nil
}

// record records one statement of a person's own. What has begun is not broken off.
func (i *Institution) record(ctx context.Context, raw []byte) (r Recorded, err error) {
	kind, code := signer.KindPledge, verify.CodeOf(raw)
	if _, err := signer.Parse[signer.Revocation](raw); err == nil { // no bytes are both
		kind, code = signer.KindRevocation, noCode
	}
	receipt, err := i.Ledger.AppendBytes(context.WithoutCancel(ctx), kind, raw)
	return Recorded{receipt, code}, err
}

// outOfService reports whether an error will be that of every further statement, so that saying it
// once is enough.
func outOfService(err error) bool {
	return errors.As(err, new(*ledger.ClockError)) || errors.As(err, new(*ledger.DiskError)) ||
		errors.Is(err, ledger.ErrClosed)
}
