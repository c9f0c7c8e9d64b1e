package ledger

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// stopErasing records an erasure of all that is held of a person, and of a key of the drawer
// "roster", and stops there, as a process does that is killed after the commit.
func (w *world) stopErasing(person string) {
	w.Helper()
	var digests []signer.Digest
	for _, h := range must(w.ledger.Personal(context.Background(), subjectOf(person))) {
		digests = append(digests, h.Digest)
	}
	raw := w.erasure(digests...)
	w.mark(raw)
	if _, err := w.keeper().append(context.Background(), signer.KindErasure, raw, [][]byte{rosterKey(w, person)}, false); err != nil {
		w.Fatal(err)
	}
}

// TestEraseRecorded asks for what an erasure has emptied before its bytes are off the disk.
func TestEraseRecorded(t *testing.T) {
	w := newWorld(t)
	indexes := w.people(2)
	pledge := must(w.ledger.Entry(indexes[1])).Digest
	w.put("pegawai-1", "NIP")
	w.stopErasing("pegawai-1")
	if _, err := w.ledger.Proof(indexes[1]); !errors.Is(err, ErrErased) {
		t.Errorf("proof: %v", err)
	}
	if _, err := w.ledger.Statement(pledge); !errors.Is(err, ErrErased) {
		t.Errorf("statement: %v", err)
	}
	if a := must(w.ledger.Status(indexes[1])); a.State != verify.StateErased {
		t.Errorf("status %+v", a)
	}
	if held := must(w.ledger.Personal(t.Context(), subjectOf("pegawai-1"))); len(held) > 0 {
		t.Errorf("held: %+v", held)
	}
	if value := must(w.ledger.Drawer("roster").Get([]byte("pegawai-1"))); value != nil {
		t.Errorf("the drawer holds %q", value)
	}
	if report := must(w.ledger.Audit(t.Context(), nil)); len(report.Findings) > 0 {
		t.Errorf("audit: %+v", report.Findings)
	}
	w.valid(indexes[0])
}

// marked says whether the mark of an unfinished erasure is there.
func (w *world) marked() bool {
	_, there := place.MarkedErasing(w.options.Head)
	return there
}

// undecided closes the ledger and audits it as it was left: nothing may be wrong.
func (w *world) undecided() []string {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	report, err := Audit(context.Background(), w.options, nil)
	if err != nil || len(report.Findings) > 0 {
		w.Errorf("audit: %+v %v", report.Findings, err)
	}
	return report.Undecided
}

// TestEraseUnfinished leaves erasures at each of their stages. An audit calls one what it is,
// opening for reading refuses where it may give out what was erased, and opening for writing
// finishes it.
func TestEraseUnfinished(t *testing.T) {
	erasure := []string{audit.UndecidedErasure}
	for name, c := range map[string]struct {
		stop func(w *world)
		want []string
	}{
		"marked, never recorded": {func(w *world) { w.mark(w.erasure(signer.Digest{1})) }, nil},
		"a mark that cannot be read": {func(w *world) {
			if err := os.WriteFile(place.ErasingPath(w.options.Head), []byte("x"), 0o600); err != nil {
				w.Fatal(err)
			}
		}, erasure},
		"recorded": {func(w *world) { w.stopErasing("pegawai-1") }, erasure},
		"recorded by a build that wrote no mark": {func(w *world) {
			w.stopErasing("pegawai-1")
			if err := place.UnmarkErasing(w.options.Head); err != nil {
				w.Fatal(err)
			}
		}, erasure},
		"recorded, and nothing was there to take off the disk": {func(w *world) {
			raw := w.erasure(signer.Digest{1})
			w.mark(raw)
			w.append(signer.KindErasure, raw)
		}, erasure},
		"the newest versions gone, and not those before": {func(w *world) {
			raw := must(w.ledger.Statement(must(w.ledger.Entry(5)).Digest))
			w.stopErasing("pegawai-1")
			w.edit(func(t store.Txn) error {
				return errors.Join(t.Set(store.StatementKey(5), raw), t.Set(rosterKey(w, "pegawai-1"), []byte("NIP")))
			})
		}, erasure},
		"purged, and the mark left": {func(w *world) {
			w.stopErasing("pegawai-1")
			if err := errors.Join(w.keeper().keepErasures(), w.keeper().store.Purge()); err != nil {
				w.Fatal(err)
			}
		}, erasure},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			indexes := w.people(2)
			w.put("pegawai-1", "NIP of pegawai-1;")
			c.stop(w)
			if got := w.undecided(); !slices.Equal(got, c.want) {
				t.Errorf("the audit leaves open: %v, want %v", got, c.want)
			}
			reader := w.options
			reader.Key = nil
			l, err := OpenLedger(reader)
			if (c.want != nil) != errors.Is(err, ErrErasing) || c.want == nil && err != nil {
				t.Errorf("opened for reading: %v", err)
			}
			if err == nil {
				l.Close()
			}
			w.reopenClosed()
			if on := filesOf(t, w.dir()); w.marked() {
				t.Error("opened for writing, it is still marked")
			} else if _, err := w.ledger.Proof(indexes[1]); errors.Is(err, ErrErased) && len(contains(on, "Nama pegawai-1"))+len(contains(on, "NIP of pegawai-1;")) > 0 {
				t.Error("opened for writing, the data are still there")
			}
			w.valid(indexes[0])
			if got := w.undecided(); got != nil {
				t.Errorf("finished, the audit leaves open: %v", got)
			}
			w.reopenClosed()
		})
	}
}

func rosterKey(w *world, k string) []byte {
	return store.Key(0, w.ledger.Drawer("roster").prefix, []byte(k))[1:]
}

func (w *world) mark(erasure []byte) {
	w.Helper()
	if err := place.MarkErasing(w.options.Head, erasure); err != nil {
		w.Fatal(err)
	}
}

// TestEraseMarked holds that the mark is there while an erasure is under way, and not after it,
// whether it was recorded or refused.
func TestEraseMarked(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	if _, err := w.ledger.Erase(t.Context(), w.erasure(must(w.ledger.Entry(0)).Digest), nil); refusal(err) != rules.RuleNotErasable || w.marked() {
		t.Errorf("refused: %v, marked: %v", err, w.marked())
	}
	w.erase("pegawai-0")
	if w.marked() {
		t.Error("finished, and still marked")
	}
	w.enrol("ani")
	w.ledger.Halt(errors.New("a witness has seen more"))
	live := signer.DigestOf(must(w.ledger.LiveCredential(subjectOf("ani"))).Bytes())
	if _, err := w.ledger.Erase(t.Context(), w.erasure(live), nil); err == nil || !w.marked() {
		t.Errorf("out of service: %v, marked: %v", err, w.marked())
	}
	w.reopen()
	if w.marked() || len(must(w.ledger.Personal(t.Context(), subjectOf("ani")))) != 1 {
		t.Error("an erasure that was never recorded is still marked, or was done")
	}
	w.clean()
}

// TestEraseUnfinishedUnopened: where the store cannot be read as it is, the mark tells what was
// under way. It hides neither damage nor a reason of its own.
func TestEraseUnfinishedUnopened(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	unread := errors.New("not as it is")
	if err := w.options.place().Unopened(unread); err != unread {
		t.Errorf("without a mark: %v", err)
	}
	w.mark(w.erasure(signer.Digest{1}))
	if err := w.options.place().Unopened(unread); !errors.Is(err, ErrErasing) || !errors.Is(err, unread) {
		t.Errorf("marked: %v", err)
	}
	if _, err := Audit(t.Context(), w.options, nil); !errors.Is(err, ErrLocked) || errors.Is(err, ErrErasing) {
		t.Errorf("marked, and open in another process: %v", err)
	}
	if err := w.options.place().Unopened(nil); err != nil {
		t.Error(err)
	}
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.options.Dir, "store", "MANIFEST"), []byte("no manifest of Badger"), 0o600); err != nil {
		t.Fatal(err)
	}
	if report, err := Audit(t.Context(), w.options, nil); err != nil || len(report.Findings) != 1 || report.Findings[0].What != audit.FoundDamage {
		t.Errorf("marked, and damaged: %+v %v", report, err)
	}
}
