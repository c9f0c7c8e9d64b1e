package ledger

import (
	"context"

	"ikrar/signer"
	"ikrar/verify"
)

// Receipt is the ledger's answer to a statement that is recorded.
type Receipt struct {
	signer.Registration
	Signature signer.Signature
	Known     bool // it was recorded before; this is the first answer again
}

type request struct {
	candidate   candidate
	late        func(index uint64, inForce *verify.Trust) (candidate, error) // makes the candidate once its index is settled; mostly nil
	acceptClock bool                                                         // the operator's word, of this request's caller
	done        chan answer
}

type answer struct {
	receipt Receipt
	err     error
}

// Append records a statement and returns once it is on disk, in the database and in the head file. The same statement
// again gets its first answer. It refuses with a [*RuleError], a [*ClockError] or a [*DiskError], or with an error that
// wraps signer.ErrEncoding or signer.ErrSignature; then nothing is recorded. The bytes must not change afterwards.
//
// Append may be called by many goroutines at once; those who wait together share one transaction.
func (l *Ledger) Append(ctx context.Context, kind signer.Kind, statement []byte) (Receipt, error) {
	if l.host != nil {
		return l.host.append(ctx, kind, statement, l.options.AcceptClock)
	}
	return l.append(ctx, kind, statement, nil, l.options.AcceptClock)
}

// append is Append, and for an erasure it wipes the given keys in the same transaction.
func (l *Ledger) append(ctx context.Context, kind signer.Kind, statement []byte, also [][]byte, acceptClock bool) (Receipt, error) {
	if l.options.Key == nil {
		return Receipt{}, ErrReadOnly
	}
	c, err := prepare(kind, statement, l.origin, l.snapshot().trust, l.options.Root)
	if err != nil {
		if r, err := l.answered(kind, statement); err != nil || r.Known {
			return r, err
		}
		return Receipt{}, err
	}
	c.also = also
	return l.enqueue(ctx, &request{candidate: c, acceptClock: acceptClock, done: make(chan answer, 1)})
}

// enqueue hands a request to the sequencer and waits for its answer.
func (l *Ledger) enqueue(ctx context.Context, r *request) (Receipt, error) {
	select {
	case l.queue <- r:
	default: // it is full
		select {
		case l.queue <- r:
		case <-l.closing:
			return Receipt{}, ErrClosed
		case <-ctx.Done():
			return Receipt{}, ctx.Err()
		}
	}
	select { // from here on it may be recorded whether the caller waits or not
	case a := <-r.done:
		return a.receipt, a.err
	case <-l.finished:
		select {
		case a := <-r.done:
			return a.receipt, a.err
		default:
			return Receipt{}, ErrClosed
		}
	}
}

// answered finds the first answer to a statement that was acknowledged before and no longer stands up to prepare: its
// registrar or its root has left the trust list since.
func (l *Ledger) answered(kind signer.Kind, statement []byte) (r Receipt, err error) {
	if err := l.failed(); err != nil {
		return Receipt{}, err
	}
	size, digest := l.Size(), signer.DigestOf(statement)
	err = l.store.view(func(t txn) error {
		known, err := receiptOf(t, digest)
		if err != nil || known == nil || known.Index >= size { // on disk, but not yet acknowledged
			return err
		}
		if k, err := kindAt(t, known.Index); err != nil || k != kind {
			return err
		}
		r = *known
		return nil
	})
	return r, err
}
