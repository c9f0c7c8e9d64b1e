package rules

import (
	"slices"
	"sync"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// Address is a public address of the institution, as a recorded trust list says it.
type Address struct {
	URL   string
	Since int64             // from when on that list was in force, Unix seconds
	Until int64             // when the next one took its place; 0 for the one in force
	Root  trust.VerifierKey // that signed the list
}

// Addresses are those of a log, as far as it was read.
type Addresses struct {
	reading sync.Mutex
	serial  uint64 // of the trust list that was in force then
	next    uint64 // index of the entry to be read next
	all     []Address
}

// Of returns the addresses of a log of that size, in which the trust list of that serial is in
// force. It reads what was added since the last time, and only where the list is another. The slice
// is shared: read it only.
func (a *Addresses) Of(v store.Viewer, size, serial uint64) ([]Address, error) {
	a.reading.Lock()
	defer a.reading.Unlock()
	if a.next > 0 && a.serial == serial {
		return a.all, nil
	}
	all := slices.Clone(a.all) // what was returned before stays as it is
	err := v.View(func(t store.Txn) error {
		for index := a.next; index < size; index++ {
			e, err := EntryAt(t, index)
			if err != nil {
				return err
			}
			if e.Kind != signer.KindTrust {
				continue
			}
			one, err := addressIn(t, e)
			if err != nil {
				return err
			}
			if n := len(all); n > 0 {
				all[n-1].Until = one.Since
			}
			all = append(all, one)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	a.serial, a.next, a.all = serial, size, all
	return all, nil
}

// addressIn reads a trust list of the log, whose signature was checked when it was recorded.
func addressIn(s store.State, e verify.Entry) (Address, error) {
	raw, err := StatementRaw(s, e.Digest)
	if err != nil {
		return Address{}, err
	}
	t, err := trust.Pin(raw)
	if err != nil {
		return Address{}, err
	}
	return Address{URL: t.URL, Since: e.Time, Root: t.Root}, nil
}
