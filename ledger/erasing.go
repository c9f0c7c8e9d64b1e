package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/signer/files"

	"ikrar/signer"
)

// An erasure is recorded in one moment and finished in another: between the two the log says that the data are gone, and the
// disk still holds them. The marks in the store (wipe.go) tell that to whoever can read it. A file beside the head file tells
// whoever cannot: it is there from before the erasure is recorded until nothing of it is left to do. It holds the digest of
// the erasure statement in base64 on a line, so that a mark whose erasure was never recorded is known for that.

// erasingPath is the mark's name.
func erasingPath(head string) string { return head + ".erasing" }

func (l *Ledger) markErasing(erasure []byte) error {
	digest := signer.DigestOf(erasure)
	line := base64.StdEncoding.EncodeToString(digest[:]) + "\n"
	return files.Replace(erasingPath(l.options.Head), []byte(line), files.Private)
}

func (l *Ledger) unmarkErasing() error {
	path := erasingPath(l.options.Head)
	if err := os.Remove(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return err
	}
	return files.SyncDir(filepath.Dir(path))
}

// markedErasing says whether there is a mark, and of which erasure: nil where the mark cannot be read.
func markedErasing(head string) (of *signer.Digest, there bool) {
	text, err := os.ReadFile(erasingPath(head))
	if err != nil {
		return nil, !errors.Is(err, fs.ErrNotExist)
	}
	digest, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(string(text), "\n"))
	if err != nil || len(digest) != len(signer.Digest{}) {
		return nil, true
	}
	return (*signer.Digest)(digest), true
}

// unfinished says whether an erasure that the log holds is still to be finished. What it names may then be read again in
// parts: a purge that was stopped may have taken the empty values off the disk, and not the data before them.
func unfinished(t txn, head string) (bool, error) {
	if marks, err := t.count(prefixWipe); err != nil || marks > 0 {
		return marks > 0, err
	}
	of, there := markedErasing(head)
	if !there || of == nil {
		return there, nil
	}
	recorded, err := t.get(digestKey(prefixDigest, *of))
	return recorded != nil, err
}

// unopened is the error of a store that cannot be read as it lies there, and so cannot say itself whether an erasure was stopped.
// An error with a reason of its own stays what it is.
func (o Options) unopened(err error) error {
	for _, own := range []error{nil, ErrLocked, ErrStoreKey, ErrOlder, ErrNotFound, ErrFileSystem, fs.ErrPermission} {
		if errors.Is(err, own) {
			return err
		}
	}
	if _, there := markedErasing(o.Head); there {
		return fmt.Errorf("%w: %w", ErrErasing, err)
	}
	return err
}
