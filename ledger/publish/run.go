package publish

import (
	"context"
	"errors"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"ikrar/ledger"
	"ikrar/ledger/public"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

// atOnce is how many objects are on their way at a time: a store across the country answers in a
// tenth of a second, and two objects an entry are to be there in hours and not in days.
const atOnce = 16

// run is one run of a publisher.
type run struct {
	*Publisher
	writer *writer
	group  *errgroup.Group
	ctx    context.Context        // of the group
	ending map[signer.Digest]bool // new revocations of keys and credentials

	there      there        // what lies there
	memory     *Destination // what is remembered of it
	losses     int          // of entries, that were accepted
	list       *trust.List
	trust      Object
	status     Object
	checkpoint Object
	size       uint64 // of that checkpoint
	entries    uint64 // of the ledger, with those that it does not cover yet
	pages      []web.Asset

	mutex   sync.Mutex
	report  Report
	counted map[string]bool // of a dry run
}

// work does what begin has found to do.
func (r *run) work(ctx context.Context) (err error) {
	store := r.Store
	if r.Dry {
		store = dry{store}
	}
	r.writer = &writer{store: store, wrote: r.count, known: r.known}
	if r.there.note == nil { // begun, so that a run that is cut off now needs no word to go on
		r.memory.Size = 0
		if err := r.remember(); err != nil {
			return err
		}
	}
	from := r.there.size
	if r.Anew {
		from = 0
	}
	if err := r.together(ctx, func(ctx context.Context) error { return r.forever(ctx, from) }); err != nil {
		return err
	}
	if err := r.together(ctx, func(ctx context.Context) error { return r.changing(ctx, from) }); err != nil {
		return err
	}
	// The status list comes after the revocations that it speaks of.
	if err := r.look(ctx, change{name: "status", make: always(r.status), may: r.noOlderStatus}); err != nil {
		return err
	}
	return r.finish(ctx)
}

// together has the objects written that f hands on, many at once, and waits for them.
func (r *run) together(ctx context.Context, f func(context.Context) error) error {
	r.group, r.ctx = errgroup.WithContext(ctx)
	r.group.SetLimit(atOnce)
	err := f(r.ctx)
	if failed := r.group.Wait(); failed != nil { // it is why f was cut off
		return failed
	}
	return err
}

// forever hands on what can never be another.
func (r *run) forever(ctx context.Context, from uint64) error {
	r.files(r.pages)
	eachTile(from, max(from, r.size), func(t tiles.Path) { r.create("tile/" + t.String()) })
	return ctx.Err()
}

// changing hands on what may change: what new entries have made or changed, then the pages and the
// trust list.
func (r *run) changing(ctx context.Context, from uint64) error {
	r.ending = map[signer.Digest]bool{}
	err := r.eachEntry(ctx, from, r.entries, func(e verify.Entry) error { return r.changes(e, e.Index < r.size) })
	if err == nil && len(r.ending) > 0 {
		err = r.ended()
	}
	if err != nil {
		return err
	}
	for _, a := range r.pages {
		if !a.Immutable {
			r.watch(change{name: nameOf(a.Path), make: always(objectOf(a))})
		}
	}
	r.watch(change{name: "trust", make: always(r.trust), may: r.noOlderTrust})
	return nil
}

func always(o Object) func() (Object, error) { return func() (Object, error) { return o, nil } }

// making makes an object as the ledger has it when it is asked.
func (r *run) making(name string) func() (Object, error) {
	return func() (Object, error) { return answer(r.Ledger, name) }
}

// create has an object of the ledger written that can never be another. The text of a campaign that
// was changed since is nowhere; a tile always is.
func (r *run) create(name string) {
	r.group.Go(func() error {
		o, err := answer(r.Ledger, name)
		if errors.Is(err, ledger.ErrNotFound) && !strings.HasPrefix(name, "tile/") {
			return nil
		}
		if err != nil {
			return err
		}
		return r.writer.create(r.ctx, name, o)
	})
}

// createOnce is create for what every run names.
func (r *run) createOnce(name string, o Object) {
	if r.writer.knows(name, o) {
		return
	}
	r.group.Go(func() error {
		err := r.writer.create(r.ctx, name, o)
		if err == nil {
			r.writer.learn(name, o)
		}
		return err
	})
}

// change has an object of the ledger written that may change. What has no answer there has none
// here.
func (r *run) change(name string) {
	r.group.Go(func() error {
		err := r.writer.apply(r.ctx, change{name: name, make: r.making(name)})
		if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, public.ErrUnpublished) {
			return nil
		}
		return err
	})
}

// watch is change for what every run names.
func (r *run) watch(c change) { r.group.Go(func() error { return r.look(r.ctx, c) }) }

func (r *run) look(ctx context.Context, c change) error {
	o, err := c.make()
	if err != nil || r.writer.knows(c.name, o) {
		return err
	}
	if err = r.writer.apply(ctx, c); err == nil {
		r.writer.learn(c.name, o)
	}
	return err
}

// count counts what was written, or would be: then an object that two entries speak of comes twice.
func (r *run) count(name string, o Object) {
	r.mutex.Lock()
	if r.Dry && r.counted[name] {
		r.mutex.Unlock()
		return
	}
	if r.Dry {
		r.counted[name] = true
	}
	r.report.Objects++
	r.report.Bytes += int64(len(o.Body))
	r.mutex.Unlock()
	if r.Wrote != nil {
		r.Wrote(name, o)
	}
}
