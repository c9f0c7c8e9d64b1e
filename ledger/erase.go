package ledger

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"ikrar/signer/files"

	"ikrar/signer"
)

// DrawerKey names a value of a drawer.
type DrawerKey struct {
	Drawer string
	Key    []byte
}

// Held is a statement that the store holds.
type Held struct {
	Kind   signer.Kind
	Index  uint64
	Digest signer.Digest
}

// Personal finds the statements that hold a person's data, in the order of the log: the credentials and the pledges of
// a subject. There is no index for it, so it reads all statements once.
func (l *Ledger) Personal(ctx context.Context, subject signer.Subject) (held []Held, err error) {
	if l.host != nil {
		return l.host.personal(ctx, subject)
	}
	err = l.store.view(func(t txn) error {
		return t.each([]byte{prefixStatement}, func(k, v []byte) error {
			if ctx.Err() != nil || !bytes.Contains(v, subject[:]) {
				return ctx.Err()
			}
			if len(k) != len(statementKey(0)) {
				return malformed(k)
			}
			e, err := entryAt(t, logIndex(k))
			if err != nil || e.Kind != signer.KindCredential && e.Kind != signer.KindPledge {
				return err
			}
			if left, err := remainsOf(t, e.Digest, e.Kind); err != nil || left.Subject != subject {
				return err
			}
			held = append(held, Held{e.Kind, e.Index, e.Digest})
			return nil
		})
	})
	slices.SortFunc(held, func(a, b Held) int { return cmp.Compare(a.Index, b.Index) })
	return held, err
}

// Erase records an erasure and takes the statements that it names off the disk, and the given values of drawers with
// them. It refuses as Append does. Once it is recorded nothing gives the data out any more; where an error or the end
// of the process comes between that and the disk, the next opening or the next Erase finishes it.
func (l *Ledger) Erase(ctx context.Context, erasure []byte, also []DrawerKey) (Receipt, error) {
	var keys [][]byte
	for _, k := range also {
		keys = append(keys, key(0, l.Drawer(k.Drawer).prefix, k.Key)[1:])
	}
	if l.host != nil {
		return l.host.erase(ctx, erasure, keys, l.options.AcceptClock)
	}
	return l.erase(ctx, erasure, keys, l.options.AcceptClock)
}

func (l *Ledger) erase(ctx context.Context, erasure []byte, also [][]byte, acceptClock bool) (Receipt, error) {
	if !l.options.records() {
		return Receipt{}, ErrReadOnly
	}
	l.erasing.Lock()
	defer l.erasing.Unlock()
	if err := l.markErasing(erasure); err != nil {
		return Receipt{}, err
	}
	r, err := l.append(ctx, signer.KindErasure, erasure, also, acceptClock)
	if err != nil && l.failed() != nil {
		return r, err // nobody knows whether it is recorded: the mark stays for the next opening
	}
	return r, errors.Join(err, l.finishErasing())
}

// finishErasures finishes what a process that died has left. Where the ledger is opened for reading it refuses to go on: data
// that were erased could be read.
func (l *Ledger) finishErasures() error {
	left := false
	err := l.store.view(func(t txn) (err error) {
		left, err = unfinished(t, l.options.Head)
		return err
	})
	switch {
	case err != nil:
		return err
	case l.options.records():
		l.resumed = left
		return l.finishErasing()
	case left:
		return ErrErasing
	}
	return nil
}

// FinishedErasure says whether opening the ledger finished an erasure that was stopped.
func (l *Ledger) FinishedErasure() bool { return l.resumed }

// finishErasing does what comes after the recording of an erasure: it is kept outside the store, the bytes go, and then the
// mark. Where none was recorded, only the mark is left to go.
func (l *Ledger) finishErasing() error {
	if err := l.keepErasures(); err != nil {
		return err
	}
	if err := l.store.purge(); err != nil {
		return err
	}
	return l.unmarkErasing()
}

// The file of erasures is the ledger's memory of what may never come back, outside its database as the head file is: a
// backup from before an erasure still holds what was erased. It holds no personal data, only signed digests. A line is
// an erasure statement in base64.

// keepErasures adds to the file what was recorded since.
func (l *Ledger) keepErasures() error {
	if l.options.Erasures == "" {
		return nil
	}
	kept, err := ReadErasures(l.options.Erasures)
	if err != nil {
		return err
	}
	known := map[signer.Digest]bool{}
	for _, raw := range kept {
		known[signer.DigestOf(raw)] = true
	}
	before := len(kept)
	err = l.store.view(func(t txn) error {
		return t.each([]byte{prefixErased}, func(_, v []byte) error {
			e, err := unpack[erasedState](v)
			if err != nil || known[e.Erasure] {
				return err
			}
			known[e.Erasure] = true
			raw, err := statementRaw(t, e.Erasure)
			if err == nil && raw != nil { // else the row is forged, which is for an audit to say
				kept = append(kept, raw)
			}
			return err
		})
	})
	if err != nil || len(kept) == before {
		return err
	}
	var text []byte
	for _, raw := range kept {
		text = append(base64.StdEncoding.AppendEncode(text, raw), '\n')
	}
	return files.Replace(l.options.Erasures, text, files.Private)
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
