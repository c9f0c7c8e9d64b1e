package publish

import (
	"encoding/json"
	"errors"
	"strings"

	"ikrar/ledger"
)

// Destination is what is remembered of a place that was published to, in a drawer of the ledger:
// that a checkpoint should lie there, and how the last tries went.
type Destination struct {
	To     string `json:"-"`
	Size   uint64 `json:"size"`             // of the checkpoint that was written there last; 0 for none yet
	Time   int64  `json:"time"`             // when a run last succeeded, Unix seconds
	Tries  int    `json:"tries,omitempty"`  // that failed in a row since
	Failed int64  `json:"failed,omitempty"` // when the last of them did, Unix seconds
	Why    string `json:"why,omitempty"`    // it did, in the words of the store
	Losses int    `json:"losses,omitempty"` // of entries, that were accepted before the place was begun
	Forked uint64 `json:"forked,omitempty"` // entries that it showed and this ledger did not have; 0 where it has them
}

// The keys of the drawer: a destination behind toKey, and how often entries were lost.
const (
	drawerName = "publish"
	toKey      = "to "
	lossesKey  = "losses"
)

// Destinations are all that was published to, in the order of their names, but for those of before
// entries were lost: they stay as they are.
func Destinations(l *ledger.Ledger) (all []Destination, err error) {
	lost, err := losses(l)
	if err != nil {
		return nil, err
	}
	err = l.Drawer(drawerName).Each([]byte(toKey), func(k, v []byte) error {
		d := Destination{To: strings.TrimPrefix(string(k), toKey)}
		if err := json.Unmarshal(v, &d); err != nil {
			return err
		}
		if d.Losses >= lost {
			all = append(all, d)
		}
		return nil
	})
	return all, err
}

// recall reads what is remembered of a place: nil where it is new.
func recall(l *ledger.Ledger, to string) (*Destination, error) {
	value, err := l.Drawer(drawerName).Get([]byte(toKey + to))
	if err != nil || value == nil {
		return nil, err
	}
	d := &Destination{To: to}
	return d, json.Unmarshal(value, d)
}

func (d *Destination) remember(l *ledger.Ledger) error {
	value, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return l.Drawer(drawerName).Write([]struct{ Key, Value []byte }{{[]byte(toKey + d.To), value}})
}

// Fenced says why nothing may be recorded: a place has shown what this ledger does not have (a
// [*ForkError]), nobody has accepted that loss, and no run has found it otherwise since. It is for
// every process that opens the ledger, since what halted one is forgotten by the next.
func Fenced(l *ledger.Ledger) error {
	all, err := Destinations(l)
	for _, d := range all {
		if d.Forked > 0 {
			return errors.Join(err, &ForkError{d.To, d.Forked, l.Size()})
		}
	}
	return err
}

// AcceptLoss remembers that entries were lost which others may have seen: what was published before
// stays as it is, for whoever read it, and publishing goes on in a new place.
func AcceptLoss(l *ledger.Ledger) error {
	n, err := losses(l)
	if err != nil {
		return err
	}
	value, err := json.Marshal(n + 1)
	if err != nil {
		return err
	}
	return l.Drawer(drawerName).Write([]struct{ Key, Value []byte }{{[]byte(lossesKey), value}})
}

func losses(l *ledger.Ledger) (n int, err error) {
	value, err := l.Drawer(drawerName).Get([]byte(lossesKey))
	if err != nil || value == nil {
		return 0, err
	}
	return n, json.Unmarshal(value, &n)
}
