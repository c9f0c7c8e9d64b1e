package ledger

import (
	"errors"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/verify"
)

// rehearsal is the state of a batch as statements would leave it that are not recorded yet.
type rehearsal struct {
	*batchWriter
	writes map[string][]byte // nil removes
}

func (r *rehearsal) Get(k []byte) ([]byte, error) {
	if value, ok := r.writes[string(k)]; ok {
		return value, nil
	}
	return r.batchWriter.Get(k)
}

func (r *rehearsal) Set(k, value []byte) error {
	r.writes[string(k)] = value
	return nil
}

func (r *rehearsal) Remove(k []byte) error {
	r.writes[string(k)] = nil
	return nil
}

// rehearse tries statements one after the other, before any is recorded, and says why they would
// not all be. It writes nothing. Its error is technical.
func (b *batchWriter) rehearse(group []*request) (refused *RuleError, err error) {
	r := &rehearsal{b, map[string][]byte{}}
	index := b.next.head.Size
	for _, one := range group {
		c := one.candidate
		if _, ok := b.unsigned[c.Digest]; ok {
			continue
		}
		if known, err := rules.ReceiptOf(r, c.Digest); err != nil || known != nil {
			if err != nil {
				return nil, err
			}
			continue
		}
		err := b.mayRegister(c, index)
		if err == nil {
			_, err = rules.Rules{State: r, Trust: b.next.trust, Index: index, Now: b.now}.Apply(c)
		}
		if errors.As(err, &refused) {
			return refused, nil
		}
		if err != nil {
			return nil, err
		}
		// What a later one of the group is decided by: that this one is there, and what it says.
		entry := verify.Entry{Kind: c.Kind, Index: index, Time: b.now, Digest: c.Digest}.Bytes()
		r.writes[string(store.EntryKey(index))] = store.Pack(store.Registered{Entry: entry})
		r.writes[string(store.StatementKey(index))] = c.Raw
		r.writes[string(store.DigestKey(store.PrefixDigest, c.Digest))] = store.Number(index)
		index++
	}
	return nil, nil
}
