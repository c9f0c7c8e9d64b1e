package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/y"

	"ikrar/ledger/internal/disk"
	"ikrar/signer/files"
)

// A table that MANIFEST does not name is removed by Badger when it opens the store. A process that
// is killed leaves such tables in three ways, and then they hold nothing of their own:
//
//   - A memtable was being written out. All rows are in its log, which goes after MANIFEST has
//     named the table.
//   - A merge was being written. Its rows are in the tables that it merges, which MANIFEST still
//     names.
//   - A merge was done, and the tables that it merged were to be removed. Their rows are in its
//     tables, or newer ones, or were dropped because they were deleted or erased.
//
// But where MANIFEST was cut off or put back from an older copy, the tables of that time and later
// hold what is nowhere else. What they are called does not tell the two apart. Versions do: they
// are given out in order, and memtables are written out in order, so that no row as old as the
// newest one in a named table waits to be named for the first time. A newer row must be in a log of
// a memtable.

// checkUnnamed refuses tables that hold a row that would be lost with them. One whose end is not
// whole was never finished where a log is there: one that is named is on the disk whole before
// that. Without a log, where an erasure wrote the memtable out before, the caller decides over it.
func (s storeFiles) checkUnnamed(
	unnamed []uint64,
	m badger.Manifest,
	keys *dataKeys,
	storeKey []byte,
) (unfinished string, err error) {
	if len(unnamed) == 0 {
		return "", nil
	}
	newest, last, err := s.newestNamed(m, keys)
	if err != nil {
		return "", err
	}
	var logged map[string]uint64
	for _, n := range unnamed {
		version, key, err := s.version(n, keys)
		switch {
		case errors.As(err, new(*DamageError)):
			if len(s.Logs) == 0 {
				unfinished = tableName(n)
			}
			continue
		case err != nil:
			return "", err
		case version <= newest:
			continue
		}
		if logged == nil {
			if logged, err = s.loggedRows(storeKey); err != nil {
				return "", err
			}
		}
		lost := false
		err = s.rowsOf(n, key, storeKey, func(item *badger.Item) {
			// The end of an older row, which a merge dropped with it.
			absent := item.IsDeletedOrExpired() || item.ValueSize() == 0
			lost = lost ||
				item.Version() > newest && logged[string(item.Key())] < item.Version() && (!absent || n > last)
		})
		if err == nil && lost {
			err = &DamageError{tableName(n), DamageUnnamed}
		}
		if err != nil {
			return "", err
		}
	}
	return unfinished, nil
}

// newestNamed is the newest version of a row in a table that MANIFEST names, and the last of these
// tables.
func (s storeFiles) newestNamed(m badger.Manifest, keys *dataKeys) (newest, last uint64, err error) {
	buffer := make([]byte, tableEnd)
	for n, t := range m.Tables {
		index, err := s.index(n, buffer)
		if err != nil {
			return 0, 0, err
		}
		version, ok := newestVersion(index, t.KeyID, keys)
		if !ok {
			return 0, 0, &DamageError{tableName(n), DamageGarbled}
		}
		newest, last = max(newest, version), max(last, n)
	}
	return newest, last, nil
}

// version is the newest version of a row in a table that MANIFEST does not name, and the data key
// that it is under.
func (s storeFiles) version(table uint64, keys *dataKeys) (version, key uint64, err error) {
	index, err := s.index(table, make([]byte, tableEnd))
	if err != nil {
		return 0, 0, err
	}
	for key = keys.count; ; key-- {
		if version, ok := newestVersion(index, key, keys); ok {
			return version, key, nil
		}
		if key <= 1 {
			return 0, 0, &DamageError{tableName(table), DamageGarbled}
		}
	}
}

// loggedRows are the rows in the logs of memtables, each with its newest version. Badger reads
// them, in copies.
func (s storeFiles) loggedRows(storeKey []byte) (rows map[string]uint64, err error) {
	rows = map[string]uint64{}
	err = s.copied(s.Logs, nil, func(dir string) error {
		return eachVersion(BadgerOptions(Verifying, dir, storeKey), func(item *badger.Item) {
			rows[string(item.Key())] = max(rows[string(item.Key())], item.Version())
		})
	})
	return rows, err
}

// rowsOf calls f with every version of every row of a table. Badger reads it, in a copy beside a
// MANIFEST that names it.
func (s storeFiles) rowsOf(table, key uint64, storeKey []byte, f func(*badger.Item)) error {
	return s.copied([]string{tableName(table)}, manifestOf(table, key), func(dir string) error {
		return eachVersion(BadgerOptions(Verifying, dir, storeKey).WithReadOnly(CanRead), f)
	})
}

// lookReserve is what Badger may need beside the copies: it gives the log of a memtable its whole
// size, and dies where that is not there.
const lookReserve = 96 << 20

// copied calls f with a directory of copies of these files and of KEYREGISTRY, which is removed
// after that.
func (s storeFiles) copied(names []string, manifest []byte, f func(dir string) error) (err error) {
	if free, err := disk.Free(os.TempDir()); err != nil || free < lookReserve {
		return cmp.Or[error](err, &DiskError{Dir: os.TempDir(), Free: free, Reserve: lookReserve})
	}
	dir, err := os.MkdirTemp("", "ikrar-look-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, files.RemoveAll(dir)) }()
	if manifest != nil {
		if err := os.WriteFile(filepath.Join(dir, badger.ManifestFilename), manifest, files.Private); err != nil {
			return err
		}
	}
	for _, name := range slices.Concat(names, []string{badger.KeyRegistryFileName}) {
		if err := copyFile(filepath.Join(dir, name), filepath.Join(s.dir, name)); err != nil {
			return err
		}
	}
	return f(dir)
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, files.Private)
	if err != nil {
		return err
	}
	return errors.Join(copyWritten(out, in), out.Close())
}

// copyWritten copies a file but for its zeros: most of a log is nothing else.
func copyWritten(out, in *os.File) error {
	buffer, zeros := make([]byte, 64<<10), make([]byte, 64<<10)
	for at := int64(0); ; {
		n, err := io.ReadFull(in, buffer)
		if !bytes.Equal(buffer[:n], zeros[:n]) {
			if _, err := out.WriteAt(buffer[:n], at); err != nil {
				return err
			}
		}
		at += int64(n)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return out.Truncate(at)
		}
		if err != nil {
			return err
		}
	}
}

// manifestOf is a MANIFEST that names one table, on the first level: magic and version, then a
// record of length(4) checksum(4) and a message with one change, whose fields are the table's
// number (1) and its data key's (4).
func manifestOf(table, key uint64) []byte {
	change := binary.AppendUvarint([]byte{1 << 3}, table)
	change = binary.AppendUvarint(append(change, 4<<3), key)
	record := append([]byte{1<<3 | 2, byte(len(change))}, change...)
	text := append([]byte("Bdgr"), 0, 0, 0, 8)
	text = binary.BigEndian.AppendUint32(text, uint32(len(record)))
	text = binary.BigEndian.AppendUint32(text, crc32.Checksum(record, y.CastagnoliCrcTable))
	return append(text, record...)
}

func eachVersion(o badger.Options, f func(*badger.Item)) error {
	db, err := openBadger(o)
	if err != nil {
		return err
	}
	err = Unpanicked(func() error {
		return db.View(func(t *badger.Txn) error {
			all := badger.DefaultIteratorOptions
			all.AllVersions, all.PrefetchValues = true, false
			it := t.NewIterator(all)
			defer it.Close()
			for it.Rewind(); it.Valid(); it.Next() {
				f(it.Item())
			}
			return nil
		})
	})
	return errors.Join(err, db.Close())
}
