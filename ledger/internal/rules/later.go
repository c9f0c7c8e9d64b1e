package rules

import (
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// KindsOf finds the highest kind of the entries below a size. The row that says so may be behind,
// or missing: of another build, or none of ours. Entries that it does not speak of are looked at.
func KindsOf(t store.Txn, size uint64) (k store.KindsState, err error) {
	row, err := store.Stored[store.KindsState](t, []byte{store.PrefixKinds})
	if err != nil {
		return k, err
	}
	if row != nil {
		k = *row
	}
	if k.Size >= size {
		return k, nil
	}
	for n := k.Size / store.TileHashes; n*store.TileHashes < size && err == nil; n++ {
		err = t.Each(store.BundleKey(store.PrefixEntry, n), func(key, v []byte) error {
			if store.InLog(key, size) {
				k.Highest = max(k.Highest, kindIn(v))
			}
			return nil
		})
	}
	k.Size = size
	return k, err
}

// kindIn is the kind in the row of an entry. One that is damaged has none: an audit finds it.
func kindIn(row []byte) signer.Kind {
	r, err := store.Unpack[store.Registered](row)
	if err != nil {
		return 0
	}
	e, err := verify.ParseEntry(r.Entry)
	if err != nil {
		return 0
	}
	return e.Kind
}
