package publish

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/public"
	"ikrar/signer"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

// Publisher copies what a ledger shows to everybody into a store. It makes one run at a time.
type Publisher struct {
	Ledger *ledger.Ledger
	Store  Store
	To     string // the store's place, as its operator knows it
	Pages  func(list *trust.List) ([]web.Asset, error)
	Now    func() time.Time

	Pace time.Duration // of Run, between two runs; 0 means 5 seconds

	Anew     bool                        // the operator's word that a place is begun
	Dry      bool                        // nothing is written, there or here
	Wrote    func(name string, o Object) // is told of each object; may be nil, and is called by many goroutines
	Progress func(done, total uint64)    // in entries; may be nil
	Told     func(Event, Report, error)  // of [Publisher.Run]: what happened, and why it failed; may be nil

	running sync.Mutex
	fit     bool // the store holds conditions
	known   map[string]signer.Digest

	mutex sync.Mutex
	state State // of Run
}

// Report says what a run has done, or would do.
type Report struct {
	Before  uint64 // entries that the destination showed
	Size    uint64 // and that it shows now
	Objects int    // that were written
	Bytes   int64
}

// Publish brings the destination up to the published checkpoint: first what can never be another,
// then what may change, last the checkpoint, which says that all it implies is there. A run that
// was cut off is made again, and goes on from the checkpoint that lies there.
//
// The error is [ErrUnpublished], [ErrMissing], [ErrLost], [ErrFormer], [ErrOvertaken], an
// [*UnverifiedError], a [*DifferentError], a [*StoreError], an [*UnfitError], or the ledger's. It
// is a [*ForkError] where the destination shows what this ledger does not have: then the ledger is
// out of service.
func (p *Publisher) Publish(ctx context.Context) (Report, error) {
	return p.once(ctx, func(r *run) error {
		err := r.begin(ctx)
		if err == nil {
			err = r.work(ctx)
		}
		return err
	})
}

// Look only holds the checkpoint that lies there against the ledger, for who is about to sign one
// or to begin to serve. The error is as Publish's.
func (p *Publisher) Look(ctx context.Context) error {
	_, err := p.once(ctx, func(r *run) error {
		if err := r.approach(ctx); err != nil {
			return err
		}
		r.memory = nil // nothing was tried there
		return nil
	})
	return err
}

func (p *Publisher) once(ctx context.Context, f func(*run) error) (Report, error) {
	p.running.Lock()
	defer p.running.Unlock()
	if err := p.Ledger.Err(); err != nil {
		return Report{}, err
	}
	r := &run{Publisher: p, counted: map[string]bool{}}
	err := f(r)
	fork := (*ForkError)(nil)
	if errors.As(err, &fork) {
		if !p.Dry {
			defer p.Ledger.Halt(fork) // who has halted writes nothing more, this neither
		}
	} else if ctx.Err() != nil || errors.Is(err, ErrOvertaken) {
		return r.report, err
	}
	return r.report, errors.Join(err, r.settle(err))
}

// begin looks at the destination and at what is to lie there. The lists come before the entries:
// what they speak of is copied too.
func (r *run) begin(ctx context.Context) (err error) {
	list, note := r.Ledger.Trust()
	r.list, r.trust = list, Object{Body: note, Type: public.Text, Cache: public.Check}
	if r.status, err = answer(r.Ledger, "status"); err != nil {
		return err
	}
	c, note, err := r.Ledger.Published()
	if err != nil {
		return err
	}
	if note == nil || !list.Policy.Met(c.Names(0)) {
		return ErrUnpublished
	}
	r.size, r.entries = c.Size, r.Ledger.Size()
	r.checkpoint = Object{Body: note, Type: public.Text, Cache: public.Check}
	if r.pages, err = r.Pages(list); err != nil {
		return err
	}
	if err := r.approach(ctx); err != nil {
		return err
	}
	if !r.fit && !r.Dry {
		if err := probe(ctx, r.Store); err != nil {
			return err
		}
		r.fit = true
	}
	if r.report = (Report{Before: r.there.size, Size: max(r.there.size, r.size)}); r.known == nil {
		r.known = map[string]signer.Digest{}
	}
	return nil
}

// finish writes the checkpoint over the one that was read at the beginning, and over no other.
func (r *run) finish(ctx context.Context) error {
	if r.there.note != nil && (r.there.size > r.size || bytes.Equal(r.there.note, r.checkpoint.Body)) {
		return nil // it is there, or another publisher has gone ahead
	}
	err := r.writer.swap(ctx, checkpointName, r.checkpoint, r.there)
	if errors.Is(err, ErrOvertaken) { // by this ledger, or by another
		note, _, read := r.Store.Get(ctx, checkpointName)
		if read != nil {
			return &StoreError{checkpointName, read}
		}
		if _, err := r.ours(note); err != nil {
			return err
		}
	}
	return err
}

// settle remembers how a run ended, where anything was ever begun there, and of every place that
// it showed what is not here.
func (r *run) settle(failed error) error {
	fork := (*ForkError)(nil)
	if errors.As(failed, &fork) {
		if r.memory == nil {
			r.memory = &Destination{To: r.To, Losses: r.losses}
		}
		r.memory.Forked = fork.Seen
	}
	switch now := r.Now().Unix(); {
	case r.memory == nil:
		return nil
	case failed == nil:
		*r.memory = Destination{To: r.To, Size: r.report.Size, Time: now, Losses: r.memory.Losses}
	default:
		r.memory.Tries, r.memory.Failed, r.memory.Why = r.memory.Tries+1, now, failed.Error()
	}
	return r.remember()
}

func (r *run) remember() error {
	if r.Dry {
		return nil
	}
	return r.memory.remember(r.Ledger)
}
