package place

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"strings"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
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
