package store

import (
	"crypto/aes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/fb"
	"github.com/dgraph-io/badger/v4/y"
)

// A table ends in its index, as it lies on the disk, and four bytes of its length; then the
// checksum of the index, and four bytes of that one's length. Badger reads them of each table that
// it opens, and the last block, which ends in the same two fields of its own.

func tableName(number uint64) string { return fmt.Sprintf("%06d.sst", number) }

func tableNumber(name string) (number uint64, ok bool) {
	number, err := strconv.ParseUint(strings.TrimSuffix(name, ".sst"), 10, 63)
	return number, err == nil
}

// checkTables holds the tables against MANIFEST and returns those that it does not name.
func (s storeFiles) checkTables(m badger.Manifest, keys *dataKeys) (unnamed []uint64, err error) {
	there := map[uint64]bool{}
	for _, n := range s.tables {
		if there[n] = true; !isNamed(m, n) {
			unnamed = append(unnamed, n)
		}
	}
	for n, t := range m.Tables {
		if !there[n] {
			return nil, &DamageError{tableName(n), DamageMissing}
		}
		if !keys.has(t.KeyID) {
			return nil, &DamageError{badger.KeyRegistryFileName, DamageCut}
		}
	}
	return unnamed, s.checkEnds(m, keys)
}

func isNamed(m badger.Manifest, table uint64) bool { _, ok := m.Tables[table]; return ok }

// checkEnds reads the end of each table, on all cores: a nation's ledger has thousands.
func (s storeFiles) checkEnds(m badger.Manifest, keys *dataKeys) error {
	tables := slices.Sorted(maps.Keys(m.Tables))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	wrong := make([]error, workers)
	for w := range workers {
		group.Go(func() {
			buffer := make([]byte, tableEnd)
			for i := w; i < len(tables) && wrong[w] == nil; i += workers {
				var index []byte
				if index, wrong[w] = s.index(tables[i], buffer); wrong[w] == nil {
					wrong[w] = s.checkLastBlock(tables[i], index, m.Tables[tables[i]].KeyID, keys)
				}
			}
		})
	}
	group.Wait()
	return errors.Join(wrong...)
}

// tableEnd is more than the index of a table and its last block, which Badger reads of every table
// when it opens a store.
const tableEnd = 128 << 10

// index reads the index of a table, as it lies on the disk. The buffer is for it where it fits.
func (s storeFiles) index(table uint64, buffer []byte) ([]byte, error) {
	name := tableName(table)
	f, err := os.Open(filepath.Join(s.dir, name))
	if errors.Is(err, fs.ErrNotExist) { // it has a number of another width
		return nil, &DamageError{name, DamageMissing}
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := s.sizes[name]
	end := buffer[:min(size, int64(len(buffer)))]
	if _, err := f.ReadAt(end, size-int64(len(end))); err != nil {
		return nil, err
	}
	rest, checksum, ok := lastField(end)
	if !ok || len(checksum) == 0 || len(rest) < 4 {
		return nil, &DamageError{name, DamageCut}
	}
	length := int64(binary.BigEndian.Uint32(rest[len(rest)-4:]))
	begin := size - int64(len(end)-len(rest)) - 4 - length
	if length == 0 || begin < 0 {
		return nil, &DamageError{name, DamageCut}
	}
	index := rest[max(0, int64(len(rest))-4-length) : len(rest)-4]
	if int64(len(index)) < length {
		index = make([]byte, length)
		if _, err := f.ReadAt(index, begin); err != nil {
			return nil, err
		}
	}
	if !checks(index, checksum) {
		return nil, &DamageError{name, DamageGarbled}
	}
	return index, nil
}

// checks says whether a checksum is that of b: a message of one field, number 2, its CRC.
func checks(b, checksum []byte) bool {
	if len(checksum) == 0 || checksum[0] != 2<<3 {
		return false
	}
	sum, n := binary.Uvarint(checksum[1:])
	return n == len(checksum)-1 && sum == uint64(crc32.Checksum(b, y.CastagnoliCrcTable))
}

// checkLastBlock reads the block that Badger reads for the last key of a table: after it has begun
// a log for the next memtable, which it would leave behind.
func (s storeFiles) checkLastBlock(table uint64, index []byte, key uint64, keys *dataKeys) error {
	garbled := &DamageError{tableName(table), DamageGarbled}
	var at, size int64
	plain, ok := readIndex(index, key, keys, func(i *fb.TableIndex) {
		var last fb.BlockOffset
		if i.Offsets(&last, i.OffsetsLength()-1) {
			at, size = int64(last.Offset()), int64(last.Len())
		}
	})
	if !ok || size == 0 || at+size > s.sizes[tableName(table)]-int64(len(plain)) {
		return garbled
	}
	block, err := readAt(filepath.Join(s.dir, tableName(table)), at, int(size))
	if err != nil {
		return err
	}
	if block, ok = decrypted(block, key, keys); !ok {
		return garbled
	}
	if rest, checksum, ok := lastField(block); !ok || !checks(rest, checksum) {
		return garbled
	}
	return nil
}

// lastField cuts off the end of b what its last four bytes say the length of.
func lastField(b []byte) (rest, field []byte, ok bool) {
	if len(b) < 4 {
		return nil, nil, false
	}
	length := binary.BigEndian.Uint32(b[len(b)-4:])
	if b = b[:len(b)-4]; length > uint32(len(b)) {
		return nil, nil, false
	}
	at := len(b) - int(length)
	return b[:at], b[at:], true
}

// newestVersion is the newest version of a row that a table holds under a data key, as its index
// says. Under a wrong key an index seems to begin far outside itself.
func newestVersion(index []byte, key uint64, keys *dataKeys) (version uint64, ok bool) {
	_, ok = readIndex(index, key, keys, func(i *fb.TableIndex) { version = i.MaxVersion() })
	return version, ok
}

// readIndex calls f with an index, unless it cannot be one.
func readIndex(index []byte, key uint64, keys *dataKeys, f func(*fb.TableIndex)) (plain []byte, ok bool) {
	plain, ok = decrypted(index, key, keys)
	if !ok || len(plain) < 4 || uint64(binary.LittleEndian.Uint32(plain)) >= uint64(len(plain)) {
		return nil, false
	}
	return plain, Unpanicked(func() error { f(fb.GetRootAsTableIndex(plain, 0)); return nil }) == nil
}

// decrypted is a part of a table in the clear; it ends in its nonce.
func decrypted(part []byte, key uint64, keys *dataKeys) (plain []byte, ok bool) {
	if key == 0 {
		return part, true
	}
	dk, err := keys.registry.DataKey(key)
	at := len(part) - aes.BlockSize
	if err != nil || at < 0 {
		return nil, false
	}
	plain, err = y.XORBlockAllocate(part[:at], dk.Data, part[at:])
	return plain, err == nil
}
