package rules

import (
	"ikrar/ledger/internal/store"
	"ikrar/verify"
)

// rehearsal is a state as statements would leave it that are not recorded yet.
type rehearsal struct {
	store.State
	writes map[string][]byte // nil removes
}

func (r *rehearsal) Get(k []byte) ([]byte, error) {
	if value, ok := r.writes[string(k)]; ok {
		return value, nil
	}
	return r.State.Get(k)
}

func (r *rehearsal) Set(k, value []byte) error {
	r.writes[string(k)] = value
	return nil
}

func (r *rehearsal) Remove(k []byte) error { return r.Set(k, nil) }

// Rehearse tries statements one after the other, before any is recorded, and returns why they would
// not all be. It changes nothing. may says whether the ledger's key may register one at an index.
func (r Rules) Rehearse(group []Candidate, may func(c Candidate, index uint64) error) error {
	state := &rehearsal{r.State, map[string][]byte{}}
	r.State = state
	for _, c := range group {
		known, err := ReceiptOf(state, c.Digest)
		if err != nil {
			return err
		}
		if known != nil {
			continue
		}
		if err := may(c, r.Index); err != nil {
			return err
		}
		if _, err := r.Apply(c); err != nil {
			return err
		}
		// What a later one of the group is decided by: that this one is there, and what it says.
		entry := verify.Entry{Kind: c.Kind, Index: r.Index, Time: r.Now, Digest: c.Digest}.Bytes()
		state.writes[string(store.EntryKey(r.Index))] = store.Pack(store.Registered{Entry: entry})
		state.writes[string(store.StatementKey(r.Index))] = c.Raw
		state.writes[string(store.DigestKey(store.PrefixDigest, c.Digest))] = store.Number(r.Index)
		r.Index++
	}
	return nil
}
