package cosigning

import (
	"encoding/json"
	"maps"
	"sync"

	"ikrar/ledger"
	"ikrar/verify/trust"
)

// remembered is what a publisher knows of a witness, kept over restarts in a drawer of the ledger:
// who did not sign, why, and since when is asked by people who were not there.
type remembered struct {
	Size   uint64 `json:"size"`             // of our last checkpoint that it cosigned
	Time   int64  `json:"time"`             // when, Unix seconds by our clock
	Failed int64  `json:"failed,omitempty"` // of the last attempt, where that failed; 0 where it did not
	Tries  int    `json:"tries,omitempty"`  // failed ones in a row
	Why    string `json:"why,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// drawerName is the corner of the store that holds what is remembered, by the witness's verifier
// key.
const drawerName = "witness"

// memory holds what is remembered, and writes what has changed.
type memory struct {
	mutex sync.Mutex
	known map[string]remembered
	dirty map[string]bool
}

// load reads the drawer once.
func (m *memory) load(l *ledger.Ledger) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if m.known != nil {
		return nil
	}
	known := map[string]remembered{}
	err := l.Drawer(drawerName).Each(nil, func(k, v []byte) error {
		var r remembered
		if err := json.Unmarshal(v, &r); err != nil {
			return err
		}
		known[string(k)] = r
		return nil
	})
	if err == nil {
		m.known, m.dirty = known, map[string]bool{}
	}
	return err
}

func (m *memory) of(w trust.Witness) remembered {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return m.known[w.Key.String()]
}

func (m *memory) change(w trust.Witness, f func(*remembered)) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	r := m.known[w.Key.String()]
	f(&r)
	m.known[w.Key.String()], m.dirty[w.Key.String()] = r, true
}

// save writes what has changed, in one transaction.
func (m *memory) save(l *ledger.Ledger) error {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	var changes []struct{ Key, Value []byte }
	for k := range maps.Keys(m.dirty) {
		value, err := json.Marshal(m.known[k])
		if err != nil {
			return err
		}
		changes = append(changes, struct{ Key, Value []byte }{[]byte(k), value})
	}
	err := l.Drawer(drawerName).Write(changes)
	if err == nil {
		clear(m.dirty)
	}
	return err
}
