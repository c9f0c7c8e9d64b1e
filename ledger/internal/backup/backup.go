// Package backup writes a store to a sealed file and reads it back (STORE.md section 7).
package backup

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// A backup is every key and value of the store at one moment, encrypted under the store key: the
// file alone tells nothing about anybody. STORE.md section 7 is its format.

// Magic is how a backup begins.
const Magic = "ikrar backup v1"

// maxRecord bounds a key and a value of a backup, in bytes: a value of a drawer may be an emblem.
const maxRecord = 64 << 20

var (
	// ErrBackup says that a file is no backup at all.
	ErrBackup = errors.New("not a backup of a ledger")
	// ErrBackupDamaged says that a backup was cut off or changed.
	ErrBackupDamaged = errors.New("the backup is damaged")
	// ErrBackupOrigin says that a backup is another institution's.
	ErrBackupOrigin = errors.New("the backup is of another ledger")
	// ErrBackupErased says that data were erased while the backup was made, which may hold them in
	// part.
	ErrBackupErased = errors.New("data were erased while the backup was made")
)

// Info is what the head of a backup says in the clear.
type Info struct {
	trust.Checkpoint
	Keys uint64 // how many keys of the store it holds; known when all is read or written
}

// Write writes a snapshot of a store to w, and counts what is erased in it.
func Write(
	ctx context.Context,
	t store.Txn,
	w io.Writer,
	origin string,
	storeKey []byte,
	progress func(done, total uint64),
) (info Info, erased int, err error) {
	h, err := store.Stored[store.Head](t, []byte{store.PrefixHead})
	if err != nil || h == nil {
		return info, 0, cmp.Or(err, fmt.Errorf("head: %w", store.ErrNotFound))
	}
	info.Origin, info.Size = origin, h.Size
	root, err := merkle.RootAt(t, h.Size)
	if err != nil {
		return info, 0, err
	}
	info.Root = root
	if erased, err = t.Count(store.PrefixErased); err != nil {
		return info, erased, err
	}
	sealed, err := NewSealWriter(w, storeKey, info.Checkpoint)
	if err != nil {
		return info, erased, err
	}
	rows := new([256]uint64)
	if info.Keys, err = WriteRecords(ctx, t, sealed, rows, func(entries uint64) {
		if progress != nil {
			progress(entries, h.Size)
		}
	}); err != nil {
		return info, erased, err
	}
	for _, prefix := range []byte{store.PrefixEntry, store.PrefixDigest} { // Badger passes over what it cannot read
		if rows[prefix] != h.Size {
			return info, erased, fmt.Errorf(
				"%w: %d rows %c of %d entries",
				store.ErrDamaged,
				rows[prefix],
				prefix,
				h.Size,
			)
		}
	}
	return info, erased, sealed.Close()
}

// WriteRecords writes each key with its value, and then how many there were behind an empty key. It
// counts them by prefix, and says now and then how many entries were among them.
func WriteRecords(
	ctx context.Context,
	t store.Txn,
	w io.Writer,
	rows *[256]uint64,
	progress func(entries uint64),
) (n uint64, err error) {
	buffered := bufio.NewWriterSize(w, ChunkSize)
	var lengths []byte
	err = t.Each(nil, func(k, v []byte) error {
		n++
		if rows[k[0]]++; k[0] == store.PrefixEntry && rows[store.PrefixEntry]%store.TileHashes == 0 {
			progress(rows[store.PrefixEntry])
		}
		lengths = binary.AppendUvarint(binary.AppendUvarint(lengths[:0], uint64(len(k))), uint64(len(v)))
		for _, part := range [][]byte{lengths, k, v} {
			if _, err := buffered.Write(part); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	if err == nil {
		_, err = buffered.Write(binary.AppendUvarint(binary.AppendUvarint(nil, 0), n))
	}
	return n, errors.Join(err, buffered.Flush())
}

// readRecords calls f for each key and value; both are f's to keep.
func readRecords(ctx context.Context, r io.Reader, f func(k, v []byte) error) (n uint64, err error) {
	buffered := bufio.NewReaderSize(r, ChunkSize)
	for {
		var length [2]uint64
		for i := range length {
			if length[i], err = binary.ReadUvarint(buffered); err != nil {
				return n, damaged(err)
			}
		}
		if length[0] == 0 {
			if _, err := buffered.ReadByte(); err != io.EOF || length[1] != n {
				return n, damaged(fmt.Errorf("%d keys, and %d announced: %w", n, length[1], err))
			}
			return n, nil
		}
		if length[0] > maxRecord || length[1] > maxRecord {
			return n, damaged(fmt.Errorf("a key of %d and a value of %d bytes", length[0], length[1]))
		}
		record := make([]byte, length[0]+length[1])
		if _, err := io.ReadFull(buffered, record); err != nil {
			return n, damaged(err)
		}
		if err := errors.Join(f(record[:length[0]:length[0]], record[length[0]:]), ctx.Err()); err != nil {
			return n, err
		}
		n++
	}
}

func damaged(err error) error { return fmt.Errorf("%w: %w", ErrBackupDamaged, err) }

// sealHead is the head of a backup, in lines; all of it goes into the derivation of the key, so
// that nobody can change it.
type sealHead struct {
	state trust.Checkpoint
	keyID [8]byte // tells which store key, and nothing about it
	salt  [16]byte
}

func (h sealHead) text() string {
	return fmt.Sprintf(
		"%s\n%s\n%d\n%s\n%x\n%x\n\n",
		Magic,
		h.state.Origin,
		h.state.Size,
		tlog.Hash(h.state.Root),
		h.keyID,
		h.salt,
	)
}

// ReadHead reads from the head of a backup what it is a backup of, which the rest of it may not
// bear out.
func ReadHead(r *bufio.Reader) (trust.Checkpoint, error) {
	h, err := readSealHead(r)
	return h.state, err
}

// readSealHead reads the head of a backup.
func readSealHead(r *bufio.Reader) (h sealHead, err error) {
	magic := make([]byte, len(Magic)+1)
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != Magic+"\n" {
		return h, ErrBackup
	}
	var lines [6]string
	for n := range lines {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return h, damaged(fmt.Errorf("head: %w", err))
		}
		lines[n] = strings.TrimSuffix(string(line), "\n")
	}
	root, err := tlog.ParseHash(lines[2])
	size, err2 := strconv.ParseUint(lines[1], 10, 53)
	keyID, err3 := hex.DecodeString(lines[3])
	salt, err4 := hex.DecodeString(lines[4])
	if err := errors.Join(err, err2, err3, err4, signer.CheckOrigin(lines[0])); err != nil {
		return h, damaged(err)
	}
	h.state = trust.Checkpoint{Origin: lines[0], Size: size, Root: root}
	copy(h.keyID[:], keyID)
	copy(h.salt[:], salt)
	if h.text() != Magic+"\n"+strings.Join(lines[:], "\n")+"\n" {
		return h, damaged(errors.New("head in another form"))
	}
	return h, nil
}
