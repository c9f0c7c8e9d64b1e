// Package sessions is what a server remembers of registrars' sessions (STORE.md section 14): who
// had one, from which machine, and which entries came by it. It is private, and never in the log.
package sessions

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ikrar/signer/session"
)

// Drawer is the drawer of the records.
const Drawer = "sessions"

// Keep is how long a session is remembered by which nothing was recorded.
const Keep = 90 * 24 * time.Hour

// Why a session ended.
const (
	Left     = "left"     // its officer's program was closed
	Idle     = "idle"     // nothing was heard of it, or it had lasted long enough
	Ended    = "ended"    // somebody ended it
	Retired  = "retired"  // its registrar is no longer in force
	Replaced = "replaced" // another of the same registrar took its place
	Stopped  = "stopped"  // the server was
)

// Record is what is remembered of a session.
type Record struct {
	Registrar string  `json:"registrar"` // as the trust list had the name
	Key       []byte  `json:"key"`
	Machine   string  `json:"machine,omitempty"`
	Began     int64   `json:"began"`           // Unix seconds
	Ended     int64   `json:"ended,omitempty"` // 0 while it is open, and where the server was killed
	Why       string  `json:"why,omitempty"`
	Entries   []Range `json:"entries,omitempty"` // that came by it, in order
}

// Range is of entries: the first and the last.
type Range [2]uint64

// Key is a record's key in the drawer: they stand in the order in which sessions began.
func Key(began int64, id session.ID) []byte {
	return append(binary.BigEndian.AppendUint64([]byte("s"), uint64(began)), id[:]...)
}

// Encode gives a record as it lies in the drawer.
func (r Record) Encode() ([]byte, error) { return json.Marshal(r) }

// Parse reads what [Record.Encode] gives.
func Parse(value []byte) (r Record, err error) {
	if err = json.Unmarshal(value, &r); err != nil {
		return Record{}, fmt.Errorf("a session's record: %w", err)
	}
	return r, nil
}

// Forgotten says whether a record has served its time.
func (r Record) Forgotten(now time.Time) bool {
	return len(r.Entries) == 0 && now.Sub(time.Unix(max(r.Began, r.Ended), 0)) > Keep
}

// Came adds an entry to those that came by the session.
func (r *Record) Came(index uint64) {
	at, within := slices.BinarySearchFunc(r.Entries, index, func(e Range, i uint64) int {
		switch {
		case e[1] < i:
			return -1
		case e[0] > i:
			return 1
		}
		return 0
	})
	if within {
		return
	}
	before := at > 0 && r.Entries[at-1][1]+1 == index
	behind := at < len(r.Entries) && index+1 == r.Entries[at][0]
	switch {
	case before && behind:
		r.Entries[at-1][1] = r.Entries[at][1]
		r.Entries = slices.Delete(r.Entries, at, at+1)
	case before:
		r.Entries[at-1][1] = index
	case behind:
		r.Entries[at][0] = index
	default:
		r.Entries = slices.Insert(r.Entries, at, Range{index, index})
	}
}

// Has says whether an entry came by the session.
func (r Record) Has(index uint64) bool {
	return slices.ContainsFunc(r.Entries, func(e Range) bool { return e[0] <= index && index <= e[1] })
}
