package book

import (
	"errors"
	"fmt"

	"ikrar/ledger/internal/store"
	"ikrar/verify/trust"
)

// ErrPublish is wrapped by the refusals of Publish.
var ErrPublish = errors.New("checkpoint not published")

// Published is the last published checkpoint, as the trust list in force opens it.
type Published struct {
	trust.OpenedCheckpoint
	Note  []byte
	Trust *trust.List
}

// ReadPublished reads the record of the published checkpoint; nil where there is none.
func ReadPublished(log store.Viewer, list *trust.List) (*Published, error) {
	p := &Published{Trust: list}
	err := log.View(func(t store.Txn) (err error) {
		p.Note, err = t.Get([]byte{store.PrefixPublished})
		return err
	})
	if err != nil || p.Note == nil {
		return nil, err
	}
	if p.OpenedCheckpoint, err = list.Policy.Open(p.Note); err != nil {
		return nil, fmt.Errorf("published checkpoint: %w", err)
	}
	return p, nil
}
