package publish

import (
	"bytes"
	"context"
	"errors"
)

// probeName is an object that says nothing, and shows that the store keeps two publishers apart.
const probeName = ".ikrar-probe"

// noVersion is the version of nothing, in the form that ETags have.
const noVersion = `"00000000000000000000000000000000"`

// probe shows that the store refuses to make what is there, and to change what is another by now.
// One that overwrites instead would let an older copy of the ledger take the newer one's place.
func probe(ctx context.Context, s Store) error {
	o := Object{Body: []byte("ikrar\n"), Type: "text/plain; charset=utf-8", Cache: "no-store"}
	if err := s.Create(ctx, probeName, o); err != nil && !errors.Is(err, ErrExists) {
		return &StoreError{probeName, err}
	}
	there, _, err := s.Get(ctx, probeName)
	if err != nil {
		return &StoreError{probeName, err}
	}
	o.Body = append(bytes.Clone(there), '!')
	if !bytes.Equal(there, []byte("ikrar\n")) { // a store that was unfit has overwritten it
		o.Body = []byte("ikrar\n")
	}
	for condition, write := range map[string]func() error{
		"If-None-Match": func() error { return s.Create(ctx, probeName, o) },
		"If-Match":      func() error { return s.Replace(ctx, probeName, o, noVersion) },
	} {
		written := write()
		if errors.Is(written, ErrExists) || errors.Is(written, ErrChanged) {
			continue
		}
		now, _, err := s.Get(ctx, probeName)
		if written == nil || err == nil && !bytes.Equal(now, there) {
			return &UnfitError{condition}
		}
		return &StoreError{probeName, errors.Join(written, err)}
	}
	return nil
}

// dry is a store that is only read: a write says what it would have met.
type dry struct{ Store }

func (d dry) Create(ctx context.Context, name string, _ Object) error {
	_, _, err := d.Get(ctx, name)
	if err == nil {
		return ErrExists
	}
	if errors.Is(err, ErrAbsent) {
		return nil
	}
	return err
}

func (dry) Replace(context.Context, string, Object, string) error { return nil }
