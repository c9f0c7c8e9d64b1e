package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dgraph-io/badger/v4"
)

// Badger mends what it opens: it makes a new MANIFEST or KEYREGISTRY where there is none, removes
// every table that MANIFEST does not name (also when it is told to read only), gives empty files a
// size, and passes over a table that it cannot read. So the files are looked at first. What a
// process that was killed leaves passes; everything else is refused as it is.

// DamageError says that a file of the store is not as Badger leaves it, even where its process is
// killed. Nothing was changed.
type DamageError struct {
	File string // in the store's directory
	What string // one of the Damage constants
}

// What may be wrong with a file.
const (
	DamageMissing = "missing"
	DamageCut     = "cut"     // shorter than it ever is
	DamageGarbled = "garbled" // it holds what Badger does not write there
	DamageUnnamed = "unnamed" // a table that MANIFEST does not name, and that holds what is nowhere else
	DamageBehind  = "behind"  // a log of a memtable with which the store holds less than the head file has seen
)

func (e *DamageError) Error() string {
	text := map[string]string{
		DamageMissing: "it is missing", DamageCut: "it was cut off",
		DamageGarbled: "its content is not what was written",
		DamageUnnamed: "MANIFEST does not name it, and what it holds is nowhere else",
		DamageBehind:  "it holds less than the head file has seen",
	}[e.What]
	return fmt.Sprintf("store file %s: %s", e.File, text)
}

const (
	discardFile = "DISCARD"
	discardSize = 1 << 20
	LogHeader   = 20 // bytes: which data key (8), base of the nonces (12); a value log that was closed has no more
)

// Condition is what the files of an intact store say.
type Condition struct {
	Fresh      bool   // nothing was ever written, or the process that began to was killed
	Closed     bool   // its last process came to the end
	Settled    bool   // Badger has nothing to replay or remove, and can read it as it is
	Unfinished string // a table that was never finished, or was lost: what the head file has seen says which
}

// storeFiles are the files of a store's directory.
type storeFiles struct {
	dir    string
	sizes  map[string]int64
	tables []uint64 // their numbers
	Logs   []string // of memtables, in order
	values []string // value logs, in order
}

func ListStore(dir string) (storeFiles, error) {
	s := storeFiles{dir: dir, sizes: map[string]int64{}}
	entries, err := os.ReadDir(dir) // in the order of names, which are numbers of one width
	if err != nil {
		return s, err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return s, err
		}
		s.sizes[e.Name()] = info.Size()
		switch filepath.Ext(e.Name()) {
		case ".sst":
			if n, ok := tableNumber(e.Name()); ok {
				s.tables = append(s.tables, n)
			}
		case ".mem":
			s.Logs = append(s.Logs, e.Name())
		case ".vlog":
			s.values = append(s.values, e.Name())
		}
	}
	return s, nil
}

func (s storeFiles) has(name string) bool { _, ok := s.sizes[name]; return ok }

// Inspect looks at the files of a store. Its error is a [*DamageError], [ErrStoreKey], or that it
// could not look. The caller holds the directory's lock. Of a table it reads the end, as Badger
// does after it; more only of one that MANIFEST does not name.
func Inspect(dir string, key []byte) (c Condition, err error) {
	s, err := ListStore(dir)
	if err != nil {
		return c, err
	}
	begun := len(s.tables)+len(s.Logs)+len(s.values) > 0
	if !s.has(badger.ManifestFilename) {
		if begun || s.has(badger.KeyRegistryFileName) || s.has(discardFile) {
			return c, &DamageError{badger.ManifestFilename, DamageMissing}
		}
		return Condition{Fresh: true}, nil
	}
	manifest, err := s.manifest()
	if err != nil {
		return c, err
	}
	keys, err := s.dataKeys(key)
	if err != nil || keys == nil {
		return Condition{Fresh: !begun}, err
	}
	unnamed, err := s.checkTables(manifest, keys)
	if err == nil {
		err = errors.Join(s.checkLogs(keys), s.checkValues())
	}
	c.Closed = len(s.values) > 0 && s.sizes[s.values[len(s.values)-1]] == LogHeader
	c.Settled = c.Closed && len(s.Logs)+len(unnamed) == 0
	if err == nil {
		c.Unfinished, err = s.checkUnnamed(unnamed, manifest, keys, key)
	}
	if err == nil && c.Unfinished != "" && c.Closed {
		err = &DamageError{c.Unfinished, DamageCut} // whoever closes a store has finished its tables
	}
	return c, err
}

// manifest reads MANIFEST. An end that is cut off was being written; a tail of zeros is nothing to
// Badger.
func (s storeFiles) manifest() (m badger.Manifest, err error) {
	f, err := os.Open(filepath.Join(s.dir, badger.ManifestFilename))
	if err != nil {
		return m, err
	}
	defer f.Close()
	m, _, err = badger.ReplayManifestFile(f, 0, badger.DefaultOptions(s.dir).WithLogger(nil))
	if err != nil && s.sizes[badger.ManifestFilename] < int64(len("Bdgr")+4) {
		return m, &DamageError{badger.ManifestFilename, DamageCut} // Badger renames a whole one
	}
	if err != nil {
		return m, &DamageError{badger.ManifestFilename, DamageGarbled}
	}
	return m, nil
}

// checkLogs looks at the beginnings of logs. What follows in the log of a memtable may be cut off
// anywhere by the end of its process. One of no bytes was being made, or removed.
func (s storeFiles) checkLogs(keys *dataKeys) error {
	for _, name := range slices.Concat(s.Logs, s.values) {
		if s.sizes[name] == 0 && len(s.Logs) > 0 {
			continue
		}
		if s.sizes[name] < LogHeader {
			return &DamageError{name, DamageCut}
		}
		head, err := readAt(filepath.Join(s.dir, name), 0, 8)
		if err != nil {
			return err
		}
		if !keys.has(binary.BigEndian.Uint64(head)) {
			if keys.count == 0 {
				return &DamageError{badger.KeyRegistryFileName, DamageCut}
			}
			return &DamageError{name, DamageGarbled}
		}
	}
	return nil
}

// checkValues misses what is always there beside a table: Badger makes both before it writes the
// first one. Each opening begins a new value log and keeps one before it.
func (s storeFiles) checkValues() error {
	switch size, there := s.sizes[discardFile]; {
	case len(s.tables) == 0:
		return nil
	case !there:
		return &DamageError{discardFile, DamageMissing}
	case size < discardSize:
		return &DamageError{discardFile, DamageCut}
	case len(s.values) == 0:
		return &DamageError{"*.vlog", DamageMissing}
	case len(s.values) == 1 && len(s.Logs) == 0 && s.sizes[s.values[0]] == LogHeader && s.values[0] != "000001.vlog":
		return &DamageError{"*.vlog", DamageMissing}
	}
	return nil
}

// readAt reads n bytes of a file; fewer are an error.
func readAt(path string, at int64, n int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := make([]byte, n)
	_, err = f.ReadAt(b, at)
	return b, err
}

// dataKeys are the keys that KEYREGISTRY holds under the store key; their numbers begin at 1, and 0
// is none.
type dataKeys struct {
	registry *badger.KeyRegistry
	count    uint64
}

func (k *dataKeys) has(number uint64) bool {
	_, err := k.registry.DataKey(number)
	return err == nil
}

// registryHead is how long KEYREGISTRY is without keys: a nonce, and a text under the store key.
const registryHead = 16 + len("Hello Badger")

// dataKeys reads KEYREGISTRY; nil where the process that was about to make it was killed.
func (s storeFiles) dataKeys(key []byte) (k *dataKeys, err error) {
	name := badger.KeyRegistryFileName
	text, err := os.ReadFile(filepath.Join(s.dir, name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if len(s.tables)+len(s.Logs)+len(s.values) > 0 || s.has(discardFile) {
			return nil, &DamageError{name, DamageMissing}
		}
		return nil, nil
	case err != nil:
		return nil, err
	case len(text) < registryHead:
		return nil, &DamageError{name, DamageCut}
	case len(strings.Trim(string(text[:registryHead]), "\x00")) == 0: // to Badger another store key looks the same
		return nil, &DamageError{name, DamageGarbled}
	}
	k = &dataKeys{}
	for rest := text[registryHead:]; len(rest) > 0; k.count++ { // length(4) checksum(4) key
		if len(rest) < 8 || uint64(len(rest)-8) < uint64(binary.BigEndian.Uint32(rest)) {
			return nil, &DamageError{name, DamageCut}
		}
		rest = rest[8+binary.BigEndian.Uint32(rest):]
	}
	err = Unpanicked(func() (err error) {
		k.registry, err = badger.OpenKeyRegistry(
			badger.KeyRegistryOptions{Dir: s.dir, ReadOnly: true, EncryptionKey: key},
		)
		return err
	})
	if errors.Is(err, badger.ErrEncryptionKeyMismatch) {
		return nil, ErrStoreKey
	}
	if err != nil {
		return nil, &DamageError{name, DamageGarbled}
	}
	return k, nil
}
