package ledger

import (
	"bytes"
	"errors"
	"iter"
	"maps"
	"os"
	"slices"
)

// derivedInMemory is how many index keys an audit keeps in memory: some 25 MB of them. The ledger of a large institution
// stays below it; that of a nation has 22 million.
const derivedInMemory = 100_000

// derivedSifted is how many keys the sieve has room for, in 34 MB.
const derivedSifted = 22_500_000

// derived is what the log implies: the index keys as an audit derives them. What is more than fits in memory goes into a
// database of the audit's own, in a temporary directory, under a key that nobody keeps.
type derived struct {
	limit  int               // how many of them memory holds
	recent map[string][]byte // nil for what was removed
	older  *database         // nil until something is spilled
	sieve  sieve             // of the keys in older: most that a replay asks for are in neither
	seats  seats             // of the credentials in force in older
	dir    string
	err    error // of the disk; once there is one, nothing that this says counts
}

func newDerived(limit int) *derived { return &derived{limit: limit, recent: map[string][]byte{}} }

// close removes the temporary files.
func (d *derived) close() {
	if d.older != nil {
		d.older.close()
	}
	if d.dir != "" {
		os.RemoveAll(d.dir)
	}
}

// get returns nil where the log implies no such key.
func (d *derived) get(k []byte) ([]byte, error) {
	if v, ok := d.recent[string(k)]; ok || d.older == nil || d.err != nil || !d.sieve.mayHold(k) {
		return v, d.err
	}
	var v []byte
	d.err = d.older.view(func(t txn) (err error) {
		v, err = t.get(k)
		return err
	})
	return v, d.err
}

// holds says whether a credential's key has this value. False means that get has to be asked.
func (d *derived) holds(k, v []byte) bool {
	_, recent := d.recent[string(k)]
	return !recent && d.older != nil && d.seats.holds(k, v)
}

// set with a nil value removes.
func (d *derived) set(k, v []byte) error {
	d.recent[string(k)] = v
	if len(d.recent) >= d.limit && d.err == nil {
		d.err = d.spill(false)
	}
	return d.err
}

// spill moves what is in memory into the database; unless all is true, not what every pledge asks for.
func (d *derived) spill(all bool) error {
	if d.older == nil {
		if err := d.open(); err != nil {
			return err
		}
	}
	keep := map[string][]byte{}
	keys := slices.Sorted(maps.Keys(d.recent))
	for len(keys) > 0 {
		done := 0
		err := d.older.update(func(t txn) error {
			for _, k := range keys {
				v, err := d.recent[k], error(nil)
				if k[0] == prefixSubject {
					if err := d.reseat(t, []byte(k), v); err != nil {
						return err
					}
				}
				switch {
				case !all && (k[0] == prefixCampaign || k[0] == prefixCampaigns || k[0] == prefixTrust):
					keep[k] = v
				case v == nil:
					err = t.remove([]byte(k))
				default:
					err = t.set([]byte(k), v)
					d.sieve.add([]byte(k))
				}
				if errors.Is(err, errTooBig) && done > 0 {
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

// reseat gives a credential that goes into the database its seat, and takes it from the one there before.
func (d *derived) reseat(t txn, k, v []byte) error {
	if d.sieve.mayHold(k) {
		before, err := t.get(k)
		if err != nil {
			return err
		}
		if before != nil {
			d.seats.leave(k, before)
		}
	}
	if v != nil {
		d.seats.take(k, v)
	}
	return nil
}

func (d *derived) open() (err error) {
	if d.dir, err = os.MkdirTemp("", "ikrar-audit-"); err != nil {
		return err
	}
	key := auditKey()
	d.sieve, d.seats = newSieve(derivedSifted), newSeats(seatCount)
	d.older, err = openScratch(d.dir, key[:])
	return err
}

// all yields every key and its value, in the order of [placed], which the caller may keep.
func (d *derived) all() iter.Seq2[[]byte, []byte] {
	return func(yield func(k, v []byte) bool) {
		if d.older == nil {
			for _, k := range slices.SortedFunc(maps.Keys(d.recent), func(a, b string) int { return comparePlaced([]byte(a), []byte(b)) }) {
				if v := d.recent[k]; v != nil && !yield([]byte(k), v) {
					return
				}
			}
			return
		}
		if d.err = errors.Join(d.err, d.spill(true)); d.err != nil {
			return
		}
		enough := errors.New("enough")
		err := unpanicked(func() error {
			return d.older.view(func(t txn) error {
				return t.each(nil, func(k, v []byte) error {
					if !yield(bytes.Clone(k), bytes.Clone(v)) {
						return enough
					}
					return nil
				})
			})
		})
		if !errors.Is(err, enough) {
			d.err = err
		}
	}
}
