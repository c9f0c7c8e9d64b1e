package audit

import (
	"bytes"
	"errors"
	"iter"
	"maps"
	"os"
	"slices"

	"ikrar/ledger/internal/store"
	"ikrar/signer/files"
)

// derivedInMemory is how many index keys an audit keeps in memory: some 25 MB of them. The ledger
// of a large institution stays below it; that of a nation has 22 million.
const derivedInMemory = 100_000

// derivedFiltered is how many keys the Bloom filter has room for, in 34 MB.
const derivedFiltered = 22_500_000

// derived is what the log implies: the index keys as an audit derives them. What is more than fits
// in memory goes into a database of the audit's own, in a temporary directory, under a key that
// nobody keeps.
type derived struct {
	limit   int               // how many of them memory holds
	recent  map[string][]byte // nil for what was removed
	Older   *store.Database   // nil until something is spilled
	bloom   bloom             // of the keys in older: most that a replay asks for are in neither
	inForce fingerprints      // of the credentials in force in older
	dir     string
	Err     error // of the disk; once there is one, nothing that this says counts
}

func NewDerived(limit int) *derived { return &derived{limit: limit, recent: map[string][]byte{}} }

// Close removes the temporary files.
func (d *derived) Close() {
	if d.Older != nil {
		d.Older.Close()
	}
	if d.dir != "" {
		files.RemoveAll(d.dir)
	}
}

// Get returns nil where the log implies no such key.
func (d *derived) Get(k []byte) ([]byte, error) {
	if v, ok := d.recent[string(k)]; ok || d.Older == nil || d.Err != nil || !d.bloom.mayHold(k) {
		return v, d.Err
	}
	var v []byte
	d.Err = d.Older.View(func(t store.Txn) (err error) {
		v, err = t.Get(k)
		return err
	})
	return v, d.Err
}

// Holds says whether a credential's key has this value. False means that get has to be asked.
func (d *derived) Holds(k, v []byte) bool {
	_, recent := d.recent[string(k)]
	return !recent && d.Older != nil && d.inForce.Holds(k, v)
}

// Set with a nil value removes.
func (d *derived) Set(k, v []byte) error {
	d.recent[string(k)] = v
	if len(d.recent) >= d.limit && d.Err == nil {
		d.Err = d.spill(false)
	}
	return d.Err
}

// spill moves what is in memory into the database; unless all is true, not what every pledge asks
// for.
func (d *derived) spill(all bool) error {
	if d.Older == nil {
		if err := d.open(); err != nil {
			return err
		}
	}
	keep := map[string][]byte{}
	keys := slices.Sorted(maps.Keys(d.recent))
	for len(keys) > 0 {
		done := 0
		err := d.Older.Update(func(t store.Txn) error {
			for _, k := range keys {
				v, err := d.recent[k], error(nil)
				if k[0] == store.PrefixSubject {
					if err := d.replaceInForce(t, []byte(k), v); err != nil {
						return err
					}
				}
				switch {
				case !all && bytes.IndexByte([]byte{store.PrefixCampaign, store.PrefixCampaigns, store.PrefixTrust},
					k[0]) >= 0:
					keep[k] = v
				case v == nil:
					err = t.Remove([]byte(k))
				default:
					err = t.Set([]byte(k), v)
					d.bloom.add([]byte(k))
				}
				if errors.Is(err, store.ErrTooBig) && done > 0 {
					return nil
				}
				if err != nil {
					return err
				}
				done++
			}
			return nil
		})
		if err != nil {
			return err
		}
		keys = keys[done:]
	}
	d.recent = keep
	return nil
}

// replaceInForce remembers a credential that goes into the database, and forgets the one that was
// there before.
func (d *derived) replaceInForce(t store.Txn, k, v []byte) error {
	if d.bloom.mayHold(k) {
		before, err := t.Get(k)
		if err != nil {
			return err
		}
		if before != nil {
			d.inForce.leave(k, before)
		}
	}
	if v != nil {
		d.inForce.take(k, v)
	}
	return nil
}

func (d *derived) open() (err error) {
	if d.dir, err = os.MkdirTemp("", "ikrar-audit-"); err != nil {
		return err
	}
	key := AuditKey()
	d.bloom, d.inForce = newBloom(derivedFiltered), newFingerprints(fingerprintCount)
	d.Older, err = store.OpenScratch(d.dir, key[:])
	return err
}

// All yields every key and its value, in the order of [store.Placed], which the caller may keep.
func (d *derived) All() iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		if d.Older == nil {
			placed := func(a, b string) int { return store.ComparePlaced([]byte(a), []byte(b)) }
			for _, k := range slices.SortedFunc(maps.Keys(d.recent), placed) {
				if v := d.recent[k]; v != nil && !yield([]byte(k), v) {
					return
				}
			}
			return
		}
		if d.Err = errors.Join(d.Err, d.spill(true)); d.Err != nil {
			return
		}
		enough := errors.New("enough")
		err := store.Unpanicked(func() error {
			return d.Older.View(func(t store.Txn) error {
				return t.Each(nil, func(k, v []byte) error {
					if !yield(bytes.Clone(k), bytes.Clone(v)) {
						return enough
					}
					return nil
				})
			})
		})
		if !errors.Is(err, enough) {
			d.Err = err
		}
	}
}
