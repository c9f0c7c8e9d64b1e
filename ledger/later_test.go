package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// AppendLater does to a ledger what a newer version does: it records a statement of a kind whose
// rules this one does not know, and rows that the kind implies. Nothing but tests can.
func (l *keeper) AppendLater(kind signer.Kind, statement []byte, rows map[string]string) (index uint64, err error) {
	s := l.ahead
	open, err := l.store.Begin()
	if err != nil {
		return 0, err
	}
	next := *s
	next.tree = s.tree.Clone()
	b := &batchWriter{overlay: overlay{Txn: open, writes: map[string][]byte{}}, ledger: l, next: &next,
		now: s.head.Time, answers: make([]answer, 1), unsigned: map[signer.Digest]int{}}
	c := rules.Candidate{Kind: kind, Raw: statement, Digest: signer.DigestOf(statement)}
	index = s.head.Size
	b.answers[0].receipt.Registration = signer.Registration{Index: index, Time: b.now, Digest: c.Digest}
	b.fresh, b.keys = []int{0}, append(b.keys, s.key)
	err = b.extend(c, 0)
	for k, v := range rows {
		err = errors.Join(err, b.Set([]byte(k), []byte(v)))
	}
	if err = errors.Join(err, b.finish()); err != nil {
		return index, err
	}
	if err = errors.Join(open.Commit(), l.writeHead(b.next)); err == nil {
		l.current, l.ahead = b.next, b.next
	}
	return index, err
}

// continued is an institution whose ledger a newer version continued: by a statement of kind 7 with
// a row of its own, one of kind 255, and then more of the kinds that are known.
func continued(t testing.TB) *world {
	w := newWorld(t)
	w.people(3)
	w.later(7, "of kind 7, about a person", map[string]string{"Z\x07row": "of a later kind", "Z": "and another"})
	w.later(255, "of kind 255", nil)
	return w
}

func (w *world) later(kind signer.Kind, statement string, rows map[string]string) uint64 {
	w.Helper()
	index, err := w.keeper().AppendLater(kind, []byte(statement), rows)
	if err != nil {
		w.Fatal(err)
	}
	return index
}

// auditOnly closes the ledger for good and audits it.
func (w *world) auditOnly() AuditReport {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	report, err := Audit(context.Background(), w.options, nil)
	if err != nil {
		w.Fatal(err)
	}
	return report
}

// A ledger that a newer version continued is not damaged: what can be told of it is checked, and
// what cannot is counted.
func TestAuditOfLaterKinds(t *testing.T) {
	w := continued(t)
	w.enrol("after") // as the newer version would
	if r := w.auditOnly(); len(r.Findings) != 0 || r.Later != 2 || r.Kinds[7] != 1 || r.Kinds[255] != 1 || r.Size != 11 {
		t.Errorf("%+v", r)
	}
	for name, c := range map[string]struct {
		want   string
		change func(w *world) error
	}{
		"statement changed": {"statement@8", func(w *world) error {
			return w.keeper().store.Update(func(t store.Txn) error { return t.Set(store.StatementKey(8), []byte("of kind 7, about another")) })
		}},
		"statement gone": {"statement@8", func(w *world) error {
			return w.keeper().store.Update(func(t store.Txn) error { return t.Remove(store.StatementKey(8)) })
		}},
		"registration": {"registration@8", func(w *world) error {
			return w.changeRow(8, func(r *store.Registered) { r.Signature[5] ^= 1 })
		}},
		"credential that is not before it": {"registration@8", func(w *world) error {
			return w.changeRow(8, func(r *store.Registered) { r.Credential = 8 })
		}},
		"time": {"registration@8 order@9 chain@9 tile@10", func(w *world) error {
			return w.changeRow(8, func(r *store.Registered) { r.Entry = changedEntry(r.Entry, func(e *verify.Entry) { e.Time++ }) })
		}},
		"kind": {"chain@9 tile@10", func(w *world) error {
			return w.changeRow(8, func(r *store.Registered) { r.Entry = changedEntry(r.Entry, func(e *verify.Entry) { e.Kind = 8 }) })
		}},
		"a row of a kind that is known": {"index@10", func(w *world) error {
			return w.keeper().store.Update(func(t store.Txn) error { return t.Set(store.Key(store.PrefixIssued, []byte("x")), []byte("y")) })
		}},
		"kinds": {"index@10", func(w *world) error {
			row := store.Pack(store.KindsState{Size: 10, Highest: signer.KindPledge})
			return w.keeper().store.Update(func(t store.Txn) error { return t.Set([]byte{store.PrefixKinds}, row) })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := continued(t)
			if err := c.change(w); err != nil {
				t.Fatal(err)
			}
			if r := w.auditOnly(); !found(r, c.want) || r.Later != 2 {
				t.Errorf("%+v, want %s", r, c.want)
			}
		})
	}
	// Without an entry of a later kind nothing accounts for a prefix that nobody knows.
	w = newWorld(t)
	w.edit(func(t store.Txn) error { return t.Set([]byte("Z\x07row"), []byte("x")) })
	if r := w.auditOnly(); !found(r, "index@1") {
		t.Errorf("%+v", r)
	}
}

// found says whether a report has exactly these findings, in any order, once each.
func found(r AuditReport, want string) bool {
	all := map[string]bool{}
	for _, f := range r.Findings {
		all[fmt.Sprintf("%s@%d", f.What, f.Index)] = true
	}
	words := strings.Fields(want)
	slices.Sort(words)
	return slices.Equal(slices.Sorted(maps.Keys(all)), words)
}

// changeRow edits the row of an entry behind the ledger's back.
func (w *world) changeRow(index uint64, change func(*store.Registered)) error {
	return w.keeper().store.Update(func(t store.Txn) error {
		r, err := store.Stored[store.Registered](t, store.EntryKey(index))
		if err != nil {
			return err
		}
		change(r)
		return t.Set(store.EntryKey(index), store.Pack(*r))
	})
}

func changedEntry(raw []byte, change func(*verify.Entry)) []byte {
	e, err := verify.ParseEntry(raw)
	if err != nil {
		panic(err)
	}
	change(&e)
	return e.Bytes()
}

// Who does not know the rules of a kind does not record behind it, whether the store says that it
// is there or not. Nothing is written by the attempt, and the ledger opens for reading.
func TestOpeningLaterKinds(t *testing.T) {
	for name, change := range map[string]func(t store.Txn) error{
		"as it is":        func(t store.Txn) error { return nil },
		"without its row": func(t store.Txn) error { return t.Remove([]byte{store.PrefixKinds}) },
		"with a row from then": func(t store.Txn) error {
			return t.Set([]byte{store.PrefixKinds}, store.Pack(store.KindsState{Size: 8, Highest: signer.KindPledge}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := continued(t)
			w.edit(change)
			if later, err := w.ledger.Later(); err != nil || !later {
				t.Errorf("later: %v %v", later, err)
			}
			before := w.dump()
			if err := w.ledger.Close(); err != nil {
				t.Fatal(err)
			}
			var later *LaterError
			if _, err := w.open(); !errors.As(err, &later) || later.Kind != 255 {
				t.Fatalf("opened: %v", err)
			}
			w.options.Key = nil
			l, err := w.open()
			if err != nil {
				t.Fatal(err)
			}
			w.ledger = l
			if after := w.dump(); !maps.Equal(before, after) {
				t.Errorf("the store is another: %v, was %v", after, before)
			}
			_, err = l.AppendBytes(context.Background(), signer.KindCredential, w.credential("more"))
			if !errors.Is(err, ErrReadOnly) {
				t.Errorf("appended: %v", err)
			}
			if err := l.Drawer("roster").Write([]drawerChange{{[]byte("x"), []byte("y")}}); !errors.Is(err, ErrReadOnly) {
				t.Errorf("wrote: %v", err)
			}
			if e, err := l.Entry(8); err != nil || e.Kind != 7 {
				t.Errorf("%+v %v", e, err)
			}
		})
	}
}

// A ledger from before the row of kinds gets it when it is opened to record, and is clean without.
func TestKindsOfOlderStores(t *testing.T) {
	w := newWorld(t)
	w.people(300)
	w.edit(func(t store.Txn) error { return t.Remove([]byte{store.PrefixKinds}) })
	if r := w.auditOnly(); len(r.Findings) != 0 {
		t.Fatalf("%+v", r)
	}
	w.ledger = must(w.open())
	if got, want := w.dump()[string(store.PrefixKinds)], store.Pack(store.KindsState{Size: 602, Highest: signer.KindPledge}); got != string(want) {
		t.Errorf("the row is %x, want %x", got, want)
	}
	w.append(signer.KindRevocation, w.revocation(signer.TargetKey, signer.Digest(publicOf("pegawai-1"))))
	w.clean()
	if got, want := w.dump()[string(store.PrefixKinds)], store.Pack(store.KindsState{Size: 603, Highest: signer.KindRevocation}); got != string(want) {
		t.Errorf("the row is %x, want %x", got, want)
	}
}

// What a statement of a later kind leaves when it is erased is accepted as it is, by an erasure or
// by another later kind, and by nothing else.
func TestErasedLaterKinds(t *testing.T) {
	for name, c := range map[string]struct {
		want  string
		erase func(w *world, d signer.Digest) store.ErasedState
	}{
		"by an erasure": {"", func(w *world, d signer.Digest) store.ErasedState {
			body := signer.ErasureBody{Digests: []signer.Digest{d}, Reason: "diminta"}
			raw := sign(w, "registrar", signer.Erasure{IssuedAt: w.now.Unix(), ErasureBody: body})
			w.append(signer.KindErasure, raw)
			return store.ErasedState{Index: 10, Time: w.now.Unix(), Erasure: signer.DigestOf(raw), Subject: subjectOf("pegawai-1")}
		}},
		"by a later kind": {"", func(w *world, d signer.Digest) store.ErasedState {
			at := w.later(9, "erases", nil)
			by := signer.DigestOf([]byte("erases"))
			return store.ErasedState{Index: at, Time: w.now.Unix(), Erasure: by, Subject: subjectOf("pegawai-1")}
		}},
		"by a pledge": {"index@10", func(w *world, d signer.Digest) store.ErasedState {
			e, err := w.ledger.Entry(3)
			if err != nil {
				t.Fatal(err)
			}
			return store.ErasedState{Index: 3, Time: e.Time, Erasure: e.Digest}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := continued(t)
			d := signer.DigestOf([]byte("of kind 7, about a person"))
			left := c.erase(w, d)
			w.edit(func(t store.Txn) error {
				return errors.Join(t.Set(store.DigestKey(store.PrefixErased, d), store.Pack(left)), t.Remove(store.StatementKey(8)))
			})
			if r := w.auditOnly(); !found(r, c.want) {
				t.Errorf("%+v, want %q", r, c.want)
			}
		})
	}
}

// A backup holds what a newer version recorded, and is restored as it was.
func TestBackupOfLaterKinds(t *testing.T) {
	w := continued(t)
	w.options.StoreKey = bytes.Repeat([]byte{7}, 32)
	var backup bytes.Buffer
	if _, err := w.ledger.Backup(context.Background(), &backup, w.options.StoreKey, nil); err != nil {
		t.Fatal(err)
	}
	size, before := w.ledger.Size(), w.dump()
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(w.options.Dir, filepath.Join(filepath.Dir(w.options.Dir), "away")); err != nil {
		t.Fatal(err)
	}
	r, err := Restore(context.Background(), &backup, w.options, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Report.Findings) != 0 || r.Report.Later != 2 || r.Size != size || r.Loss() != nil {
		t.Errorf("%+v", r.Report)
	}
	if err := r.Commit(); err != nil {
		t.Fatal(err)
	}
	w.options.Key = nil
	w.ledger = must(w.open())
	if after := w.dump(); !maps.Equal(before, after) {
		t.Errorf("restored is another store")
	}
}

// The process that has the ledger open may be the newer one: who reads through its socket sees the
// same.
func TestSharedLedgerOfLaterKinds(t *testing.T) {
	w := continued(t)
	dial, stop := w.share()
	defer stop()
	l := dial()
	r, err := l.Audit(context.Background(), nil)
	if err != nil || len(r.Findings) != 0 || r.Later != 2 || r.Kinds[255] != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if later, err := l.Later(); err != nil || !later {
		t.Errorf("later: %v %v", later, err)
	}
}

// Every prefix is one that an audit derives, or one that it looks at by itself: what is neither
// would be taken for a later version's.
func TestPrefixesAreKnown(t *testing.T) {
	alone := string([]byte{store.PrefixEntry, store.PrefixStatement, store.PrefixDigest, store.PrefixTile, store.PrefixHead, store.PrefixKinds, store.PrefixPublished,
		store.PrefixDrawer, store.PrefixWipe})
	for name, prefix := range constants(t, "internal/store/keys.go", "Prefix") {
		if strings.Contains(store.Indexed, prefix) == strings.Contains(alone, prefix) {
			t.Errorf("%s is %q: in both lists or in none", name, prefix)
		}
	}
}
