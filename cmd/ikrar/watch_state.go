package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/cmd/pins"
	"ikrar/signer/eddsa"
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
)

// watchState is what a visit leaves for the next one.
type watchState struct {
	pins.Visit
	Entries map[string][]uint64 `json:"entries"` // by key, in hexadecimal digits
}

// watchPath is where a user's visits are kept; "" where there is no such place.
func watchPath(getenv func(string) string, origin string) string {
	path := pins.VisitPath(getenv, origin)
	if path == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(filepath.Dir(path)), "watch", filepath.Base(path))
}

func readWatch(path, origin string) (*watchState, error) {
	state := &watchState{Entries: map[string][]uint64{}}
	if path == "" {
		return state, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return state, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(data, state); err != nil || state.Origin != origin {
		return nil, refuse("watch-state", "path", path)
	}
	if state.Entries == nil { // which is how JSON says null
		state.Entries = map[string][]uint64{}
	}
	return state, nil
}

// keep remembers a visit without findings, and what was known of other keys.
// What was erased has been told, and is forgotten.
func (s *watchState) keep(path string, root trust.VerifierKey, keys []eddsa.PublicKey, entries []tiles.Recorded, r tiles.Report, now int64) error {
	s.Visit = visitOf(root, r, now)
	for _, k := range keys {
		s.Entries[hex.EncodeToString(k[:])] = []uint64{}
	}
	for _, e := range entries {
		if e.Erased {
			continue
		}
		k := hex.EncodeToString(e.Key[:])
		s.Entries[k] = append(s.Entries[k], e.Entry.Index)
	}
	return writeState(path, s)
}
