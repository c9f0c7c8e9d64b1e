package publish

import (
	"bytes"
	"context"
	"errors"
	"sync"

	"ikrar/signer"
)

// maxTries bounds how often one object is written in a run: a store that fails more often is asked
// again in the next.
const maxTries = 3

// writer writes objects, and never over what it has not read.
type writer struct {
	store Store
	wrote func(name string, o Object) // may be called by several goroutines at once

	mutex sync.Mutex
	known map[string]signer.Digest // what lies under the names that every run looks at, as far as this process knows
}

// create makes an object that can never be another. Where it is there already it must be the same,
// byte for byte.
func (w *writer) create(ctx context.Context, name string, o Object) error {
	var err error
	for range maxTries {
		if err = w.store.Create(ctx, name, o); err == nil {
			w.wrote(name, o)
			return nil
		}
		body, _, read := w.store.Get(ctx, name)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case read == nil && bytes.Equal(body, o.Body): // it was there, or the write arrived although nobody said so
			if !errors.Is(err, ErrExists) {
				w.wrote(name, o)
			}
			return nil
		case read == nil:
			return &DifferentError{name}
		case !errors.Is(read, ErrAbsent):
			return &StoreError{name, read}
		}
	}
	return &StoreError{name, err}
}

// A change is an object that may become another.
type change struct {
	name string
	make func() (Object, error)   // as the ledger has it now: it is asked again after each reading
	may  func(there []byte) error // judges what lies there, so that no older one takes its place; may be nil
}

// apply makes the object, or changes the one that lies there. What became of a write that failed is
// read.
func (w *writer) apply(ctx context.Context, c change) error {
	body, version, err := w.store.Get(ctx, c.name)
	for try := 1; ; try++ {
		absent := errors.Is(err, ErrAbsent)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil && !absent {
			return &StoreError{c.name, err}
		}
		o, err := c.make()
		if err != nil || !absent && bytes.Equal(body, o.Body) {
			return err
		}
		if !absent && c.may != nil {
			if err := c.may(body); errors.Is(err, errKeep) {
				return nil
			} else if err != nil {
				return err
			}
		}
		var written error
		if absent {
			written = w.store.Create(ctx, c.name, o)
		} else {
			written = w.store.Replace(ctx, c.name, o, version)
		}
		if written == nil {
			w.wrote(c.name, o)
			return nil
		}
		certain := errors.Is(written, ErrExists) || errors.Is(written, ErrChanged)
		if body, version, err = w.store.Get(ctx, c.name); err == nil && bytes.Equal(body, o.Body) {
			if !certain {
				w.wrote(c.name, o)
			}
			return nil
		}
		if try == maxTries {
			return &StoreError{c.name, written}
		}
	}
}

// swap writes an object in the place of what was found there, and of nothing else.
func (w *writer) swap(ctx context.Context, name string, o Object, found there) error {
	for try := 1; ; try++ {
		var written error
		if found.note == nil {
			written = w.store.Create(ctx, name, o)
		} else {
			written = w.store.Replace(ctx, name, o, found.version)
		}
		if written == nil {
			w.wrote(name, o)
			return nil
		}
		certain := errors.Is(written, ErrExists) || errors.Is(written, ErrChanged)
		body, version, err := w.store.Get(ctx, name)
		unchanged := err == nil && found.note != nil && version == found.version || errors.Is(err, ErrAbsent) &&
			found.note == nil
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err == nil && bytes.Equal(body, o.Body):
			if !certain {
				w.wrote(name, o)
			}
			return nil
		case err != nil && !errors.Is(err, ErrAbsent):
			return &StoreError{name, err}
		case certain || !unchanged:
			return ErrOvertaken
		case try == maxTries:
			return &StoreError{name, written}
		}
	}
}

// knows reports whether this process has seen an object lie there as it is to be.
func (w *writer) knows(name string, o Object) bool {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	d, ok := w.known[name]
	return ok && d == signer.DigestOf(o.Body)
}

func (w *writer) learn(name string, o Object) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.known[name] = signer.DigestOf(o.Body)
}
