package ledger

import (
	"cmp"
	"context"
	"runtime"
	"sync"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

type request struct {
	candidate rules.Candidate
	// late makes the candidate once its index is settled; mostly nil.
	late        func(index uint64, inForce *trust.List) (rules.Candidate, error)
	acceptClock bool // the operator's word, of this request's caller
	done        chan answer

	// together are the requests behind this one, recorded with it or not at all; mostly nil.
	together []*request
}

type answer struct {
	receipt Receipt
	err     error
}

// Append records a statement and returns once it is on disk, in the database and in the head file.
func (l *keeper) Append(ctx context.Context, kind signer.Kind, statement []byte, acceptClock bool) (Receipt, error) {
	return l.append(ctx, kind, statement, nil, acceptClock)
}

// AppendAll is Append for many statements of one kind, whose signatures are checked on all cores.
func (l *keeper) AppendAll(ctx context.Context, kind signer.Kind, statements [][]byte, acceptClock bool) []Appended {
	all, requests := make([]Appended, len(statements)), make([]*request, len(statements))
	var group sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(statements))
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(statements); i += workers {
				err := store.Unpanicked(func() error {
					requests[i], all[i] = l.request(kind, statements[i], acceptClock)
					return nil
				})
				if err != nil {
					all[i].Err = err
				}
			}
		})
	}
	group.Wait()
	var full error // after it nothing more is recorded: the order would be another
	for i, r := range requests {
		if r == nil {
			continue
		}
		if full == nil {
			full = l.enqueue(ctx, r)
		}
		if full != nil {
			requests[i], all[i].Err = nil, full
		}
	}
	for i, r := range requests {
		if r != nil {
			all[i].Receipt, all[i].Err = l.await(r)
		}
	}
	return all
}

// AppendTogether is Append for statements that are recorded all, in their order and in one
// transaction, or not at all. What is recorded already is passed over.
func (l *keeper) AppendTogether(ctx context.Context, all []book.Statement, acceptClock bool) ([]Receipt, error) {
	receipts, waiting := make([]Receipt, len(all)), make([]*request, len(all))
	var group []*request
	for n, s := range all {
		if s.Kind == signer.KindTrust || s.Kind == signer.KindErasure { // either changes what the next is decided by
			return nil, rules.Refuse(rules.RuleKind, "kind", s.Kind)
		}
		r, a := l.request(s.Kind, s.Bytes, acceptClock)
		if receipts[n] = a.Receipt; a.Err != nil {
			return nil, a.Err
		}
		if waiting[n] = r; r != nil {
			group = append(group, r)
		}
	}
	if len(group) == 0 {
		return receipts, nil
	}
	group[0].together = group[1:]
	if err := l.enqueue(ctx, group[0]); err != nil {
		return nil, err
	}
	var failed error
	for n, r := range waiting {
		if r != nil {
			var err error
			receipts[n], err = l.await(r)
			failed = cmp.Or(failed, err)
		}
	}
	return receipts, failed
}

// append is Append, and for an erasure it wipes the given keys in the same transaction.
func (l *keeper) append(
	ctx context.Context,
	kind signer.Kind,
	statement []byte,
	also [][]byte,
	acceptClock bool,
) (Receipt, error) {
	r, a := l.request(kind, statement, acceptClock)
	if r == nil {
		return a.Receipt, a.Err
	}
	r.candidate.Also = also
	return l.ask(ctx, r)
}

// ask hands a request to the sequencer and waits for its answer.
func (l *keeper) ask(ctx context.Context, r *request) (Receipt, error) {
	if err := l.enqueue(ctx, r); err != nil {
		return Receipt{}, err
	}
	return l.await(r)
}

// request prepares a statement for the sequencer. Where there is nothing to ask it, the request is
// nil and the answer there.
func (l *keeper) request(kind signer.Kind, statement []byte, acceptClock bool) (*request, Appended) {
	if !l.options.records() {
		return nil, Appended{Err: ErrReadOnly}
	}
	c, err := rules.Prepare(kind, statement, l.options.Origin, l.snapshot().trust, l.options.Root)
	if err != nil {
		if r, err := l.answered(kind, statement); err != nil || r.Known {
			return nil, Appended{Receipt: r, Err: err}
		}
		return nil, Appended{Err: err}
	}
	return &request{candidate: c, acceptClock: acceptClock, done: make(chan answer, 1)}, Appended{}
}

// enqueue hands a request to the sequencer. Without an error it may be recorded whether anyone
// awaits it or not.
func (l *keeper) enqueue(ctx context.Context, r *request) error {
	select {
	case l.queue <- r:
		return nil
	default: // it is full
	}
	select {
	case l.queue <- r:
		return nil
	case <-l.closing:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// await returns the answer to a request that was enqueued.
func (l *keeper) await(r *request) (Receipt, error) {
	select {
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

// answered finds the first answer to a statement that was acknowledged before and no longer stands
// up to prepare: its registrar or its root has left the trust list since.
func (l *keeper) answered(kind signer.Kind, statement []byte) (r Receipt, err error) {
	if err := l.failed(); err != nil {
		return Receipt{}, err
	}
	size, digest := l.snapshot().head.Size, signer.DigestOf(statement)
	err = l.store.View(func(t store.Txn) error {
		known, err := rules.ReceiptOf(t, digest)
		if err != nil || known == nil || known.Index >= size { // on disk, but not yet acknowledged
			return err
		}
		if k, err := rules.KindAt(t, known.Index); err != nil || k != kind {
			return err
		}
		r = *known
		return nil
	})
	return r, err
}
