package enrol

import (
	"sync"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// addresses are the institution's by the trust lists of the log, as far as it was read.
type addresses struct {
	reading sync.Mutex
	next    uint64 // index of the entry to be read next
	lists   []listed
}

// listed is what a trust list in the log says.
type listed struct {
	time int64 // from when on it was in force, Unix seconds
	url  string
}

// inForce reports whether an address was the institution's at some moment since. The log is read to
// its end once, and only where an address is not today's.
func (a *addresses) inForce(l *ledger.Ledger, address string, since int64) (bool, error) {
	list, _ := l.Trust()
	if address == list.URL {
		return true, nil
	}
	a.reading.Lock()
	defer a.reading.Unlock()
	for ; a.next < l.Size(); a.next++ {
		e, err := l.Entry(a.next)
		if err != nil {
			return false, err
		}
		if e.Kind != signer.KindTrust {
			continue
		}
		raw, err := l.Statement(e.Digest)
		if err != nil {
			return false, err
		}
		// By today's root alone: of what another root signed an officer is asked.
		if t, err := trust.Open(raw, list.Root); err == nil {
			a.lists = append(a.lists, listed{e.Time, t.URL})
		}
	}
	for n, t := range a.lists {
		ended := n+1 < len(a.lists) && a.lists[n+1].time < since
		if t.url == address && !ended {
			return true, nil
		}
	}
	return false, nil
}
