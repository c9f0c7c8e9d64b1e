package place

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/files"
)

// An erasure is recorded in one moment and finished in another: between the two the log says that
// the data are gone, and the disk still holds them. The marks in the store (store.PrefixWipe) tell
// that to whoever can read it. A file beside the head file tells whoever cannot: it is there from
// before the erasure is recorded until nothing of it is left to do. It holds the digest of the
// erasure statement in base64 on a line, so that a mark whose erasure was never recorded is known
// for that.

// ErasingPath is the mark's name.
func ErasingPath(head string) string { return head + ".erasing" }

// MarkedErasing says whether there is a mark, and of which erasure: nil where the mark cannot be
// read.
func MarkedErasing(head string) (of *signer.Digest, there bool) {
	text, err := os.ReadFile(ErasingPath(head))
	if err != nil {
		return nil, !errors.Is(err, fs.ErrNotExist)
	}
	digest, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(string(text), "\n"))
	if err != nil || len(digest) != len(signer.Digest{}) {
		return nil, true
	}
	return (*signer.Digest)(digest), true
}

// Unfinished says whether an erasure that the log holds is still to be finished. What it names may
// then be read again in parts: a purge that was stopped may have taken the empty values off the
// disk, and not the data before them.
func Unfinished(t store.Txn, head string) (bool, error) {
	if marks, err := t.Count(store.PrefixWipe); err != nil || marks > 0 {
		return marks > 0, err
	}
	of, there := MarkedErasing(head)
	if !there || of == nil {
		return there, nil
	}
	recorded, err := t.Get(store.DigestKey(store.PrefixDigest, *of))
	return recorded != nil, err
}

// MarkErasing writes the mark of an erasure.
func MarkErasing(head string, erasure []byte) error {
	digest := signer.DigestOf(erasure)
	line := base64.StdEncoding.EncodeToString(digest[:]) + "\n"
	return files.Replace(ErasingPath(head), []byte(line), files.Private)
}

// UnmarkErasing removes the mark.
func UnmarkErasing(head string) error {
	path := ErasingPath(head)
	if err := os.Remove(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	return files.SyncDir(filepath.Dir(path))
}

// WriteErasures writes a file of erasures anew: a statement in base64 on each line.
func WriteErasures(path string, erasures [][]byte) error {
	var text []byte
	for _, raw := range erasures {
		text = append(base64.StdEncoding.AppendEncode(text, raw), '\n')
	}
	return files.Replace(path, text, files.Private)
}

// ReadErasures reads the statements in a file of erasures; none where there is no file.
func ReadErasures(path string) (erasures [][]byte, err error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(text) {
		raw, err := base64.StdEncoding.DecodeString(string(bytes.TrimSuffix(line, []byte("\n"))))
		if err == nil {
			_, err = signer.Parse[signer.Erasure](raw)
		}
		if err != nil {
			return nil, fmt.Errorf("file of erasures %s: %w", path, errors.Join(signer.ErrEncoding, err))
		}
		erasures = append(erasures, raw)
	}
	return erasures, nil
}
