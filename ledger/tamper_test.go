package ledger

import (
	"errors"
	"os"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
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
	err := w.keeper().store.View(func(t store.Txn) error {
		for i := range w.ledger.Size() {
			e, r, err := rules.RegisteredAt(t, i)
			if err != nil {
				return err
			}
			all = append(all, line{e, r.Credential, r.Signature, must(t.Get(store.StatementKey(i)))})
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// rewrite is what whoever holds the disk can do: make the log these lines, with indexes, links,
// digests, tiles, head and head file that fit together. Signatures and other index keys are the
// caller's.
func (w *world) rewrite(lines []line) {
	w.Helper()
	tr := &merkle.Tree{}
	c := trust.Checkpoint{Origin: testOrigin, Size: uint64(len(lines))}
	w.edit(func(t store.Txn) error {
		write := func(level int, n int64, hashes []tlog.Hash) error {
			return t.Set(store.TileKey(level, n), merkle.Flatten(hashes))
		}
		prev := verify.FirstPrev(testOrigin)
		h := store.Head{Size: c.Size}
		for i, e := range lines {
			e.Index, e.Prev = uint64(i), prev
			prev = e.LeafHash()
			h.Time, h.Last = e.Time, prev
			row := store.Pack(store.Registered{Credential: e.credential, Signature: e.signature, Entry: e.Bytes()})
			if err := errors.Join(t.Set(store.EntryKey(e.Index), row), t.Set(store.StatementKey(e.Index), e.statement),
				t.Set(store.DigestKey(store.PrefixDigest, e.Digest), store.Number(e.Index)), tr.Add(prev, write)); err != nil {
				return err
			}
		}
		for i := len(lines); i < int(w.ledger.Size()); i++ {
			if err := t.Remove(store.EntryKey(uint64(i))); err != nil {
				return err
			}
		}
		root, err := tr.Root()
		c.Root = root
		return errors.Join(err, tr.Flush(write), t.Set([]byte{store.PrefixHead}, store.Pack(h)))
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
	w.edit(func(t store.Txn) error {
		v, err := t.Get(k)
		if err == nil && v == nil {
			err = errors.New("nothing is there to change")
		}
		if err != nil {
			return err
		}
		if v = f(v); v == nil {
			return t.Remove(k)
		}
		return t.Set(k, v)
	})
}

func gone([]byte) []byte { return nil }

func bent(raw []byte) []byte { return flip(raw, len(raw)-1) }

func tailed(raw []byte) []byte { return append(raw, 0) }

func (w *world) keepHeadFile(f func()) {
	was, err := os.ReadFile(w.options.Head)
	f()
	if err := errors.Join(err, os.WriteFile(w.options.Head, was, 0o600)); err != nil {
		w.Fatal(err)
	}
}
