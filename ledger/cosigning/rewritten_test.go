package cosigning

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/internal/addcheckpoint"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// forked makes the world's second history: the same keys, other entries from entry 1 on.
func (w *world) forked(entries int) *world {
	other := newWorld(w.TB, 0)
	other.trust, other.now = w.trust, w.now
	other.create()
	other.grow(entries-1, "yang lain")
	return other
}

// TestRewritten: a history written anew with the ledger's real key, and an older copy put back, are
// refused by a witness, and the ledger signs nothing more.
func TestRewritten(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries int
		want    ForkError
		says    string
	}{
		{"longer", 9, ForkError{"inspektorat", 5, 9}, "written anew"},
		{"as long", 5, ForkError{"inspektorat", 5, 5}, "written anew"},
		{"shorter", 3, ForkError{"inspektorat", 5, 3}, "an older copy"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, 1, "inspektorat", "bkn")
			dir := t.TempDir()
			witness := w.serve("inspektorat", dir)
			w.address("bkn", http.NotFoundHandler())
			w.create()
			w.grow(4)
			w.published(w.publisher())
			before := filesOf(t, dir)

			other := w.forked(c.entries)
			p := other.publisher()
			var fork *ForkError
			if err := p.Publish(context.Background()); !errors.As(err, &fork) || *fork != c.want ||
				!strings.Contains(err.Error(), c.says) {
				t.Fatalf("%v, want %v", err, &c.want)
			}
			if _, note, _ := other.ledger.Published(); note != nil {
				t.Errorf("published: %s", note)
			}
			if filesOf(t, dir) != before || witness.Seen(testOrigin) != 5 {
				t.Error("the witness's state changed")
			}
			if x := other.stands(p, "inspektorat"); x.Why != whyFork {
				t.Errorf("%+v", x)
			}
			if _, _, err := other.ledger.Checkpoint(); !errors.As(err, &fork) {
				t.Errorf("it signs a checkpoint: %v", err)
			}
			if _, err := other.ledger.AppendBytes(context.Background(), signer.KindTrust, other.note()); !errors.As(err,
				&fork) {
				t.Errorf("it records: %v", err)
			}
			w.grow(1)
			w.published(w.publisher()) // the true history goes on
		})
	}
}

// TestCopyPutBack: all of an institution's directory is put back as it was when everything was
// published and cosigned, its head file too. Only the witness knows better, and it is asked before
// anything is recorded.
func TestCopyPutBack(t *testing.T) {
	w := newWorld(t, 1, "inspektorat")
	w.serve("inspektorat", t.TempDir())
	w.create()
	w.grow(4)
	w.published(w.publisher())
	w.reopen()
	home, copied := filepath.Dir(w.options.Dir), filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(home)); err != nil {
		t.Fatal(err)
	}
	w.grow(4)
	w.published(w.publisher())
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	w.options.Dir, w.options.Head = filepath.Join(copied, filepath.Base(w.options.Dir)), filepath.Join(copied,
		filepath.Base(w.options.Head))
	l, err := ledger.OpenLedger(w.options)
	if err != nil {
		t.Fatal(err)
	}
	w.ledger = l
	var fork *ForkError
	if err := w.publisher().Publish(t.Context()); !errors.As(err, &fork) || *fork != (ForkError{"inspektorat", 9, 5}) {
		t.Fatalf("%v, want a fork", err)
	}
	if _, _, err := l.Checkpoint(); !errors.As(err, &fork) {
		t.Errorf("the copy signs: %v", err)
	}
}

// TestRewrittenOverHTTP sends the rewritten history as a thief would, who does not stop at what our
// client does.
func TestRewrittenOverHTTP(t *testing.T) {
	w := newWorld(t, 1, "inspektorat")
	witness := w.serve("inspektorat", t.TempDir())
	w.create()
	w.grow(4)
	w.published(w.publisher())
	other := w.forked(9)
	_, signed, err := other.ledger.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	proof, err := other.ledger.Consistency(5, 9)
	if err != nil {
		t.Fatal(err)
	}
	rec := httptest.NewRecorder()
	witness.ServeHTTP(rec, httptest.NewRequest(http.MethodPost, "/add-checkpoint",
		strings.NewReader(string(addcheckpoint.Request{Old: 5, Proof: proof, Checkpoint: signed}.Bytes()))))
	if rec.Code != http.StatusUnprocessableEntity || strings.Contains(rec.Body.String(), "—") {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
}

// TestLies: whatever a witness answers, no line is kept that does not verify, and the ledger goes
// on.
func TestLies(t *testing.T) {
	w := newWorld(t, 0, "inspektorat")
	otherText := otherLine(t)
	for _, c := range []struct {
		name   string
		status int
		kind   string
		body   string
		why    string
	}{
		{"nothing", 200, "", "", whySignature},
		{"rubbish", 200, "", "ok\n", whySignature},
		{"a cosignature of something else", 200, "", otherText, whySignature},
		{"a line without end", 200, "", "— inspektorat.example " + strings.Repeat("A", maxAnswer), whySignature},
		{"a redirection", 302, "", "", whyRefused},
		{"server error", 500, "", "sorry", whyRefused},
		{"bad request", 400, "", "", whyRefused},
		{"forbidden", 403, "", "", whyKey},
		{"not found", 404, "", "", whyUnknownLog},
		{"the size that it was told", 409, addcheckpoint.SizeType, "0\n", whyRefused},
		{"a size that is none", 409, addcheckpoint.SizeType, "many\n", whyRefused},
		{"a size below zero", 409, addcheckpoint.SizeType, "-1\n", whyRefused},
		{"a root at no size", 409, "", "", whyRefused},
		{"no proof was wanted", 422, "", "", whyRefused},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, 0, "inspektorat")
			w.address("inspektorat", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
				rw.Header().Set("Content-Type", c.kind)
				rw.Header().Set("Location", "/elsewhere")
				rw.WriteHeader(c.status)
				rw.Write([]byte(c.body))
			}))
			w.create()
			p := w.publisher()
			w.published(p)
			if x := w.stands(p, "inspektorat"); x.Why != c.why || x.Signed {
				t.Errorf("%+v, want %s", x, c.why)
			}
			if x := w.stands(p, "inspektorat"); c.why == whyUnknownLog &&
				!strings.Contains(x.Detail, w.trust.Policy.Witnesses[0].URL+"/add-checkpoint: 404") {
				t.Errorf("%s: of which address?", x.Detail)
			}
			if _, note, _ := w.ledger.Published(); strings.Count(string(note), "—") != 1 {
				t.Errorf("published %s", note)
			}
		})
	}
	for name, url := range map[string]string{"none": "", "a file's": "file:///etc/passwd", "nonsense": "http://[/"} {
		w.trust.Policy.Witnesses[0].URL = url
		w := &world{TB: t, options: w.options, trust: w.trust, now: w.now}
		w.options.Dir, w.options.Head = t.TempDir(), t.TempDir()+"/head"
		w.create()
		p := w.publisher()
		w.published(p)
		if x := w.stands(p, "inspektorat"); x.Why != whyAddress {
			t.Errorf("an address of %s: %+v", name, x)
		}
	}
}

// otherLine is the line by which the inspektorat cosigns another checkpoint than ours.
func otherLine(t testing.TB) string {
	t.Helper()
	log, err := trust.NoteSigner(testOrigin, testKey("ledger"))
	if err != nil {
		t.Fatal(err)
	}
	text := trust.Checkpoint{Origin: testOrigin, Size: 1, Root: tlog.RecordHash([]byte("a"))}.Text()
	signed, err := note.Sign(&note.Note{Text: text}, log)
	if err != nil {
		t.Fatal(err)
	}
	cosigner, err := trust.Cosigner("inspektorat.example", testKey("inspektorat"), 1774922400)
	if err != nil {
		t.Fatal(err)
	}
	all, err := trust.AddCosignatures(signed, cosigner)
	if err != nil {
		t.Fatal(err)
	}
	return string(all[len(signed):])
}
