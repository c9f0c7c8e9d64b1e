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

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/internal/addcheckpoint"
	"ikrar/signer"
	"ikrar/verify/trust"
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

// TestRenewal: a witness that the trust list no longer names is not asked and its line not kept; a
// new one is.
func TestRenewal(t *testing.T) {
	w := newWorld(t, 2, three...)
	for _, name := range three[:2] {
		w.serve(name, t.TempDir())
	}
	w.address("ombudsman", http.NotFoundHandler()).Close()
	w.create()
	p := w.publisher()
	w.published(p)
	w.serve("ombudsman", t.TempDir())
	w.renew(func(l *trust.List) {
		l.Policy.Witnesses = l.Policy.Witnesses[1:]
		l.Policy.Groups = []trust.Group{{Name: "saksi", Need: 2, Members: three[1:]}}
	})
	w.published(p)
	if got := w.cosigned(); got != "[bkn ombudsman]" {
		t.Errorf("cosigned by %s", got)
	}
}

// TestRun: what is recorded is published within seconds and at most once a second, through outages,
// until a stop or a fork.
func TestRun(t *testing.T) {
	w := newWorld(t, 1, "inspektorat")
	witness := w.serve("inspektorat", t.TempDir())
	var down atomic.Bool
	var asked atomic.Int32
	w.address("inspektorat", http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if asked.Add(1); down.Load() {
			http.Error(rw, "down", http.StatusServiceUnavailable)
			return
		}
		witness.ServeHTTP(rw, r)
	}))
	down.Store(true)
	w.create()
	var clock atomic.Int64
	p := w.publisher()
	p.Now = func() time.Time { return w.now.Add(time.Duration(clock.Load())) }
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	until := func(what string, done func(State) bool) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			s, err := p.State()
			if err == nil && done(s) {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%s: %+v %v", what, s, err)
			}
		}
	}
	until("the failure is told", func(s State) bool {
		var short *QuorumError
		return errors.As(s.Err, &short) && s.Witnesses[0].Tries == 1
	})
	down.Store(false)
	if asked.Load() != 1 {
		t.Errorf("asked %d times although nobody was due", asked.Load())
	}
	clock.Store(int64(time.Second)) // the first pause is over
	until("it is published", func(s State) bool {
		return s.Published == 1 && s.Err == nil && s.Witnesses[0].Tries == 0
	})
	begin, before := time.Now(), asked.Load()
	for range 5 {
		w.grow(3)
		time.Sleep(300 * time.Millisecond)
	}
	until("the rest is published", func(s State) bool { return s.Published == w.ledger.Size() })
	if n, most := asked.Load()-before, int32(time.Since(begin)/pace)+1; n > most {
		t.Errorf("%d checkpoints in %v", n, time.Since(begin))
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stopped with %v", err)
	}
	other := w.forked(40)
	var fork *ForkError
	if err := other.publisher().Run(context.Background()); !errors.As(err, &fork) {
		t.Errorf("on a fork it ends with %v", err)
	}
}

func TestBackoff(t *testing.T) {
	var pauses []string
	for tries := range 9 {
		r := remembered{Failed: 1000, Tries: tries}
		pauses = append(pauses, fmt.Sprint(r.askAgainAt().Unix()-1000))
	}
	if got := strings.Join(pauses[1:], " "); got != "1 2 4 8 16 32 32 32" {
		t.Errorf("pauses %s", got)
	}
	if !(remembered{}).askAgainAt().IsZero() {
		t.Error("who has not failed rests")
	}
}

// TestClosed: the loop ends with the ledger, and nothing is published without its key.
func TestClosed(t *testing.T) {
	w := newWorld(t, 0).create()
	p := w.publisher()
	w.ledger.Close()
	if err := p.Run(context.Background()); !errors.Is(err, ledger.ErrClosed) {
		t.Errorf("on a closed ledger: %v", err)
	}
	w.options.Key = nil
	l, err := ledger.OpenLedger(w.options)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p = &Publisher{Ledger: l, Now: time.Now}
	if err := p.Run(context.Background()); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("without the ledger's key: %v", err)
	}
	if _, err := os.Stat(w.options.Head); err != nil {
		t.Error(err)
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
