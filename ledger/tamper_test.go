package ledger

import (
	"errors"
	"os"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// What whoever writes the disk can do to a store, as tests do it.

// line is all that stands under one index.
type line struct {
	verify.Entry
	credential uint64
	signature  eddsa.Signature
	statement  []byte
}

func (w *world) lines() (all []line) {
	w.Helper()
	err := w.ledger.store.view(func(t txn) error {
		for i := range w.ledger.Size() {
			e, r, err := registeredAt(t, i)
			if err != nil {
				return err
			}
			all = append(all, line{e, r.Credential, r.Signature, must(t.get(statementKey(i)))})
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// rewrite is what whoever holds the disk can do: make the log these lines, with indexes, links, digests, tiles, head and head
// file that fit together. Signatures and other index keys are the caller's.
func (w *world) rewrite(lines []line) {
	w.Helper()
	tr := &tree{}
	c := verify.Checkpoint{Origin: testOrigin, Size: uint64(len(lines))}
	w.edit(func(t txn) error {
		write := func(level int, n int64, hashes []tlog.Hash) error { return t.set(tileKey(level, n), flatten(hashes)) }
		prev := verify.FirstPrev(testOrigin)
		h := head{Size: c.Size}
		for i, e := range lines {
			e.Index, e.Prev = uint64(i), prev
			prev = e.LeafHash()
			h.Time, h.Last = e.Time, prev
			row := pack(registered{e.credential, e.signature, e.Bytes()})
			if err := errors.Join(t.set(entryKey(e.Index), row), t.set(statementKey(e.Index), e.statement),
				t.set(digestKey(prefixDigest, e.Digest), number(e.Index)), tr.add(prev, write)); err != nil {
				return err
			}
		}
		for i := len(lines); i < int(w.ledger.Size()); i++ {
			if err := t.remove(entryKey(uint64(i))); err != nil {
				return err
			}
		}
		root, err := tr.root()
		c.Root = root
		return errors.Join(err, tr.flush(write), t.set([]byte{prefixHead}, pack(h)))
	})
	if err := os.WriteFile(w.options.Head, []byte(c.Text()), 0o600); err != nil {
		w.Fatal(err)
	}
}

// force records a statement as the thief of the disk and of a ledger key would: past every rule.
func (w *world) force(ledgerKey string, kind signer.Kind, raw []byte, credential uint64) {
	w.Helper()
	e := verify.Entry{Kind: kind, Index: w.ledger.Size(), Time: w.now.Unix(), Digest: signer.DigestOf(raw)}
	w.rewrite(append(w.lines(), w.register(ledgerKey, line{Entry: e, statement: raw}, credential)))
}

// register signs for an entry.
func (w *world) register(ledgerKey string, l line, credential uint64) line {
	w.Helper()
	sig, err := signer.Registration{Index: l.Index, Time: l.Time, Digest: l.Digest, Credential: credential}.Sign(testKey(ledgerKey), testOrigin)
	if err != nil {
		w.Fatal(err)
	}
	l.credential, l.signature = credential, sig
	return l
}

// change edits the value under a key.
func (w *world) change(k []byte, f func(v []byte) []byte) {
	w.Helper()
	w.edit(func(t txn) error {
		v, err := t.get(k)
		if err == nil && v == nil {
			err = errors.New("nothing is there to change")
		}
		if err != nil {
			return err
		}
		if v = f(v); v == nil {
			return t.remove(k)
		}
		return t.set(k, v)
	})
}

func gone([]byte) []byte       { return nil }
func bent(raw []byte) []byte   { return flip(raw, len(raw)-1) }
func tailed(raw []byte) []byte { return append(raw, 0) }

func (w *world) keepHeadFile(f func()) {
	was, err := os.ReadFile(w.options.Head)
	f()
	if err := errors.Join(err, os.WriteFile(w.options.Head, was, 0o600)); err != nil {
		w.Fatal(err)
	}
}
