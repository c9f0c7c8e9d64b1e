package cosigning

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/internal/addcheckpoint"
)

var three = []string{"inspektorat", "bkn", "ombudsman"}

// published has a checkpoint of all entries published, which must succeed.
func (w *world) published(p *Publisher) {
	w.Helper()
	if err := p.Publish(context.Background()); err != nil {
		w.Fatal(err)
	}
	if c, _, err := w.ledger.Published(); err != nil || c.Size != w.ledger.Size() {
		w.Fatalf("published are %d entries of %d: %v", c.Size, w.ledger.Size(), err)
	}
}

// stands is the state of a witness in a publisher's eyes.
func (w *world) stands(p *Publisher, name string) WitnessState {
	w.Helper()
	s, err := p.State()
	if err != nil {
		w.Fatal(err)
	}
	for _, x := range s.Witnesses {
		if x.Name == name {
			return x
		}
	}
	w.Fatalf("no state of %s", name)
	return WitnessState{}
}

func TestPublish(t *testing.T) {
	w := newWorld(t, 2, three...)
	for _, name := range three {
		w.serve(name, t.TempDir())
	}
	w.create()
	p := w.publisher()
	w.published(p)
	w.grow(5)
	w.published(p)
	if got := w.cosigned(); got != "[inspektorat bkn ombudsman]" {
		t.Errorf("cosigned by %s", got)
	}
	s, err := p.State()
	if err != nil || s.Published != 6 || s.Entries != 6 || !s.Met || s.Need != 2 || len(s.Witnesses) != 3 {
		t.Errorf("%+v, %v", s, err)
	}
	if x := w.stands(p, "bkn"); !x.Signed || x.Size != 6 || x.Time != w.now.Unix() || x.Why != "" || x.Tries != 0 {
		t.Errorf("%+v", x)
	}
}

func TestPublishWithoutWitnesses(t *testing.T) {
	w := newWorld(t, 0).create()
	w.grow(1)
	w.published(w.publisher())
}

// TestOneDown: the quorum is enough, and it is said who is missing, also after a restart.
func TestOneDown(t *testing.T) {
	w := newWorld(t, 2, three...)
	w.serve("inspektorat", t.TempDir())
	down := w.address("bkn", http.NotFoundHandler())
	w.serve("ombudsman", t.TempDir())
	down.Close()
	w.create()
	w.published(w.publisher())
	if got := w.cosigned(); got != "[inspektorat ombudsman]" {
		t.Errorf("cosigned by %s", got)
	}
	w.reopen()
	if x := w.stands(w.publisher(), "bkn"); x.Signed || x.Why != whyUnreachable || x.Failed != w.now.Unix() ||
		x.Tries != 1 || !strings.Contains(x.Detail, "refused") {
		t.Errorf("%+v", x)
	}
}

func TestQuorumShort(t *testing.T) {
	w := newWorld(t, 2, three...)
	w.serve("inspektorat", t.TempDir())
	down := w.address("bkn", http.NotFoundHandler())
	down.Close()
	w.address("ombudsman", http.NotFoundHandler())
	w.create()
	err := w.publisher().Publish(context.Background())
	var short *QuorumError
	if !errors.As(err, &short) || short.Need != 2 || fmt.Sprint(short.Signed) != "[inspektorat]" ||
		len(short.Missing) != 2 ||
		short.Missing[0].Name != "bkn" || short.Missing[0].Err.Why != whyUnreachable ||
		short.Missing[1].Err.Why != whyUnknownLog {
		t.Fatalf("%+v", err)
	}
	if c, note, err := w.ledger.Published(); note != nil || err != nil {
		t.Errorf("published anyway: %+v, %v", c, err)
	}
}

// TestGrace: who is slow does not hold up the others, and is added when it has come.
func TestGrace(t *testing.T) {
	w := newWorld(t, 2, three...)
	w.serve("inspektorat", t.TempDir())
	w.serve("bkn", t.TempDir())
	slow := w.serve("ombudsman", t.TempDir())
	var busy atomic.Bool
	busy.Store(true)
	w.address("ombudsman", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if busy.Load() {
			io.Copy(io.Discard, r.Body) // else the server does not notice that the caller has gone
			<-r.Context().Done()
			return
		}
		slow.ServeHTTP(rw, r)
	}))
	w.create()
	p := w.publisher()
	p.Patience = time.Minute
	w.published(p)
	if got := w.cosigned(); got != "[inspektorat bkn]" {
		t.Errorf("cosigned by %s", got)
	}
	if x := w.stands(p, "ombudsman"); x.Why != whySlow {
		t.Errorf("%+v", x)
	}
	busy.Store(false)
	w.published(p)
	if got := w.cosigned(); got != "[inspektorat bkn ombudsman]" {
		t.Errorf("afterwards cosigned by %s", got)
	}
}

// TestContinues: after a restart each witness is asked from the size that it has, and where that
// was forgotten it says so.
func TestContinues(t *testing.T) {
	w := newWorld(t, 1, "inspektorat")
	witness := w.serve("inspektorat", t.TempDir())
	var answers []int
	w.address("inspektorat", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		record := httptest.NewRecorder()
		witness.ServeHTTP(record, r)
		answers = append(answers, record.Code)
		rw.Header().Set("Content-Type", record.Header().Get("Content-Type"))
		rw.WriteHeader(record.Code)
		rw.Write(record.Body.Bytes())
	}))
	w.create()
	w.grow(3)
	w.published(w.publisher())
	w.reopen()
	w.grow(3)
	w.published(w.publisher())
	key := w.trust.Policy.Witnesses[0].Key.String()
	if err := w.ledger.Drawer(drawerName).Write([]struct{ Key, Value []byte }{{[]byte(key), nil}}); err != nil {
		t.Fatal(err)
	}
	w.grow(3)
	w.published(w.publisher())
	if got := fmt.Sprint(answers); got != "[200 200 409 200]" {
		t.Errorf("answers %s", got)
	}
}

// TestAskedOnce: a publisher asks a witness that has cosigned what is published when it begins, and
// not again.
func TestAskedOnce(t *testing.T) {
	w, asked := newWorld(t, 1, "inspektorat"), 0
	witness := w.serve("inspektorat", t.TempDir())
	w.address("inspektorat", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked++
		witness.ServeHTTP(rw, r)
	}))
	w.create()
	w.published(w.publisher())
	again := w.publisher()
	w.published(again)
	w.published(again)
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
}

// TestSizeForEver: a witness that names another size each time is not asked without end.
func TestSizeForEver(t *testing.T) {
	w := newWorld(t, 0, "inspektorat")
	var asked atomic.Int32
	w.address("inspektorat", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", addcheckpoint.SizeType)
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", asked.Add(1))
	}))
	w.create()
	w.grow(20)
	p := w.publisher()
	w.published(p)
	if x := w.stands(p, "inspektorat"); x.Why != whyRefused || asked.Load() != maxTries {
		t.Errorf("%+v after %d requests", x, asked.Load())
	}
}

// filesOf is every state file of a directory with its content.
func filesOf(t testing.TB, dir string) (all string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.note"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all += path + "\n" + string(data)
	}
	return all
}
