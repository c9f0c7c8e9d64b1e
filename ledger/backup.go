package ledger

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
)

// A backup is every key and value of the store at one moment, encrypted under the store key: the file alone tells nothing
// about anybody. STORE.md section 7 is its format.

// BackupMagic is how a backup begins.
const BackupMagic = "ikrar backup v1"

// maxRecord bounds a key and a value of a backup, in bytes: a value of a drawer may be an emblem.
const maxRecord = 64 << 20

var (
	// ErrBackup says that a file is no backup at all.
	ErrBackup = errors.New("not a backup of a ledger")
	// ErrBackupDamaged says that a backup was cut off or changed.
	ErrBackupDamaged = errors.New("the backup is damaged")
	// ErrBackupOrigin says that a backup is another institution's.
	ErrBackupOrigin = errors.New("the backup is of another ledger")
	// ErrBackupErased says that data were erased while the backup was made, which may hold them in part.
	ErrBackupErased = errors.New("data were erased while the backup was made")
)

// BackupInfo is what the head of a backup says in the clear.
type BackupInfo struct {
	verify.Checkpoint
	Keys uint64 // how many keys of the store it holds; known when all is read or written
}

// Backup writes the state of this moment to w. It may run while statements are recorded. storeKey is the key that the
// store is encrypted with, and that the backup will be. progress hears how many entries are written; it may be nil. It is
// [ErrDamaged] where the store cannot be read whole: whoever kept such a backup would let a better one go for it.
func (l *Ledger) Backup(ctx context.Context, w io.Writer, storeKey []byte, progress func(done, total uint64)) (info BackupInfo, err error) {
	if err := checkBlocks(l.store); err != nil {
		return info, err
	}
	erased := 0
	err = l.store.view(func(t txn) error {
		h, err := stored[head](t, []byte{prefixHead})
		if err != nil || h == nil {
			return either(err, fmt.Errorf("head: %w", ErrNotFound))
		}
		info.Origin, info.Size = l.origin, h.Size
		root, err := rootAt(t, h.Size)
		if err != nil {
			return err
		}
		info.Root = root
		if erased, err = t.count(prefixErased); err != nil {
			return err
		}
		sealed, err := newSealWriter(w, storeKey, info.Checkpoint)
		if err != nil {
			return err
		}
		rows := new([256]uint64)
		if info.Keys, err = writeRecords(ctx, t, sealed, rows, func(entries uint64) {
			if progress != nil {
				progress(entries, h.Size)
			}
		}); err != nil {
			return err
		}
		for _, prefix := range []byte{prefixEntry, prefixDigest} { // Badger passes over a block that it cannot read
			if rows[prefix] != h.Size {
				return fmt.Errorf("%w: %d rows %c of %d entries", ErrDamaged, rows[prefix], prefix, h.Size)
			}
		}
		return sealed.close()
	})
	if err != nil {
		return info, err
	}
	// A snapshot does not keep what an erasure takes off the disk under it.
	if now, err := l.countErased(); err != nil || now != erased {
		return info, either(err, ErrBackupErased)
	}
	return info, nil
}

// checkBlocks is verifyChecksums whose error is [ErrDamaged] or says that it could not look.
func checkBlocks(s store) (err error) {
	died := unpanicked(func() error { err = s.verifyChecksums(); return nil })
	_, far := s.(far)
	switch {
	case died != nil:
		return fmt.Errorf("%w: a block of a table cannot be read", ErrDamaged)
	case err == nil, far, errors.Is(err, ErrClosed):
		return err
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// writeRecords writes each key with its value, and then how many there were behind an empty key. It counts them by prefix, and
// says now and then how many entries were among them.
func writeRecords(ctx context.Context, t txn, w io.Writer, rows *[256]uint64, progress func(entries uint64)) (n uint64, err error) {
	buffered := bufio.NewWriterSize(w, chunkSize)
	var lengths []byte
	err = t.each(nil, func(k, v []byte) error {
		n++
		if rows[k[0]]++; k[0] == prefixEntry && rows[prefixEntry]%tileHashes == 0 {
			progress(rows[prefixEntry])
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
	buffered := bufio.NewReaderSize(r, chunkSize)
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

// sealHead is the head of a backup, in lines; all of it goes into the derivation of the key, so that nobody can change it.
type sealHead struct {
	state verify.Checkpoint
	keyID [8]byte // tells which store key, and nothing about it
	salt  [16]byte
}

func (h sealHead) text() string {
	return fmt.Sprintf("%s\n%s\n%d\n%s\n%x\n%x\n\n", BackupMagic, h.state.Origin, h.state.Size, tlog.Hash(h.state.Root), h.keyID, h.salt)
}

// readSealHead reads the head of a backup.
func readSealHead(r *bufio.Reader) (h sealHead, err error) {
	magic := make([]byte, len(BackupMagic)+1)
	if _, err := io.ReadFull(r, magic); err != nil || string(magic) != BackupMagic+"\n" {
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
	h.state = verify.Checkpoint{Origin: lines[0], Size: size, Root: root}
	copy(h.keyID[:], keyID)
	copy(h.salt[:], salt)
	if h.text() != BackupMagic+"\n"+strings.Join(lines[:], "\n")+"\n" {
		return h, damaged(errors.New("head in another form"))
	}
	return h, nil
}
