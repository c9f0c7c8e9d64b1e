package ledger

import (
	"slices"
	"sync"

	"ikrar/ledger/internal/rules"
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

// addresses are those of the log, as far as it was read.
type addresses struct {
	reading sync.Mutex
	list    *trust.List // in force when it was read
	next    uint64      // index of the entry to be read next
	all     []Address
}

// Addresses returns the public address of every trust list that was ever in force, in their order;
// the last is that of today. The log is read once, and what was added to it only after another list
// has come into force: from then on a call costs nothing. The slice is shared: read it only.
func (l *Ledger) Addresses() ([]Address, error) {
	a := &l.addresses
	a.reading.Lock()
	defer a.reading.Unlock()
	state := l.book.State()
	if a.list != nil && a.list.Serial == state.Trust.Serial {
		return a.all, nil
	}
	all := slices.Clone(a.all) // what was returned before stays as it is
	err := l.book.View(func(t store.Txn) error {
		for index := a.next; index < state.Head.Size; index++ {
			e, err := rules.EntryAt(t, index)
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
	a.list, a.next, a.all = state.Trust, state.Head.Size, all
	return all, nil
}

// addressIn reads a trust list of the log, whose signature was checked when it was recorded.
func addressIn(s store.State, e verify.Entry) (Address, error) {
	raw, err := rules.StatementRaw(s, e.Digest)
	if err != nil {
		return Address{}, err
	}
	t, err := trust.Pin(raw)
	if err != nil {
		return Address{}, err
	}
	return Address{URL: t.URL, Since: e.Time, Root: t.Root}, nil
}
