package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/socket"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// share opens the world's ledger to other processes; what it returns dials it.
func (w *world) share() (dial func() *Ledger, stop func()) {
	w.Helper()
	path := filepath.Join(w.TempDir(), "ikrar.sock")
	ln, err := socket.Listen(path)
	if err != nil {
		w.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.ledger.Share(ln) }()
	stop = sync.OnceFunc(func() {
		if err := errors.Join(ln.Close(), <-ended); err != nil {
			w.Error(err)
		}
	})
	w.Cleanup(stop)
	return func() *Ledger {
		w.Helper()
		l, err := Dial(path, Options{Origin: testOrigin, Root: w.options.Root})
		if err != nil {
			w.Fatal(err)
		}
		w.Cleanup(func() { l.Close() })
		return l
	}, stop
}

// TestSharedLedgerAnswersAlike asks the ledger itself and one that was dialled the same questions.
func TestSharedLedgerAnswersAlike(t *testing.T) {
	w := newWorld(t)
	w.append(signer.KindCampaign, sign(w, "registrar", w.campaignClaims("deklarasi")))
	dial, stop := w.share()
	far := dial()
	credential := w.credential("nabila")
	if _, err := far.AppendBytes(t.Context(), signer.KindCredential, credential); err != nil {
		t.Fatal(err)
	}
	pledge := w.pledge("nabila", credential)
	receipt, err := far.AppendBytes(t.Context(), signer.KindPledge, pledge)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := far.AppendBytes(t.Context(), signer.KindIssuance, w.issuance(pledge, "800/1/BKD/2026")); err != nil {
		t.Fatal(err)
	}
	var many []drawerChange
	for n := range 3000 { // more than one page
		many = append(many, drawerChange{fmt.Appendf(nil, "%05d", n), make([]byte, 1000)})
	}
	if err := far.Drawer("roster").Write(append(many, drawerChange{[]byte("empty"), []byte{}}, drawerChange{[]byte("00000"), nil})); err != nil {
		t.Fatal(err)
	}

	digest := signer.DigestOf(pledge)
	questions := map[string]func(l *Ledger) (any, error){
		"size":        func(l *Ledger) (any, error) { return l.Size(), nil },
		"trust":       func(l *Ledger) (any, error) { t, note := l.Trust(); return []any{t, note}, nil },
		"entry":       func(l *Ledger) (any, error) { return l.Entry(2) },
		"no entry":    func(l *Ledger) (any, error) { return l.Entry(99) },
		"statement":   func(l *Ledger) (any, error) { return l.Statement(digest) },
		"receipt":     func(l *Ledger) (any, error) { return l.Receipt(digest) },
		"inclusion":   func(l *Ledger) (any, error) { return l.Inclusion(receipt.Index, l.Size()) },
		"consistency": func(l *Ledger) (any, error) { return l.Consistency(2, l.Size()) },
		"proof": func(l *Ledger) (any, error) {
			p, err := l.Proof(receipt.Index)
			return p.Full(), err
		},
		"code":       func(l *Ledger) (any, error) { return l.ByCode(verify.CodeOf(pledge)) },
		"no code":    func(l *Ledger) (any, error) { return l.ByCode("0000-0000-0000") },
		"number":     func(l *Ledger) (any, error) { return l.ByNumber("800/1/BKD/2026") },
		"credential": func(l *Ledger) (any, error) { return l.LiveCredential(subjectOf("nabila")) },
		"campaigns":  func(l *Ledger) (any, error) { return l.Campaigns() },
		"status":     func(l *Ledger) (any, error) { return l.Status(receipt.Index) },
		"counts":     func(l *Ledger) (any, error) { return l.Counts() },
		"drawer": func(l *Ledger) (any, error) {
			all := map[string]int{}
			err := l.Drawer("roster").Each(nil, func(k, v []byte) error {
				all[string(k)] = len(v)
				return nil
			})
			return all, err
		},
		"empty value": func(l *Ledger) (any, error) { return l.Drawer("roster").Get([]byte("empty")) },
		"no value":    func(l *Ledger) (any, error) { return l.Drawer("roster").Get([]byte("00000")) },
		"checksums":   func(l *Ledger) (any, error) { return nil, l.book.VerifyChecksums() },
		"a view in a view": func(l *Ledger) (any, error) {
			var got [2]uint64
			err := l.Pledges(func(_ signer.Subject, _ string, index uint64) error {
				e, err := l.Entry(index)
				got = [2]uint64{index, e.Index}
				return err
			})
			return got, err
		},
		"a rule": func(l *Ledger) (any, error) {
			return l.AppendBytes(context.Background(), signer.KindPledge, w.pledge("nabila", credential, func(p *signer.Pledge) { p.IssuedAt++ }))
		},
		"garbage": func(l *Ledger) (any, error) {
			return l.AppendBytes(context.Background(), signer.KindPledge, []byte("x"))
		},
		"again": func(l *Ledger) (any, error) { return l.AppendBytes(context.Background(), signer.KindPledge, pledge) },
	}
	for name, ask := range questions {
		want, wantErr := ask(w.ledger)
		got, gotErr := ask(far)
		if !reflect.DeepEqual(got, want) || fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
			t.Errorf("%s: %v %v through the socket, %v %v at the ledger", name, got, gotErr, want, wantErr)
		}
		for _, cause := range share.Causes {
			if errors.Is(gotErr, cause) != errors.Is(wantErr, cause) {
				t.Errorf("%s: the cause %v is lost: %v", name, cause, gotErr)
			}
		}
		var a, b *RuleError
		if errors.As(gotErr, &a) != errors.As(wantErr, &b) || !reflect.DeepEqual(a, b) {
			t.Errorf("%s: refused by %#v, want %#v", name, a, b)
		}
	}
	if _, note, err := far.Checkpoint(); err != nil || len(note) == 0 {
		t.Errorf("checkpoint: %v", err)
	}
	if list, err := far.StatusList(); err != nil || len(list) == 0 {
		t.Errorf("status list: %v", err)
	}
	if err := far.book.View(func(t store.Txn) error { return t.Set([]byte("x"), nil) }); err == nil {
		t.Error("a transaction from afar")
	}
	if err := far.book.(*share.Client).Write([]book.Change{{Key: []byte{store.PrefixHead}, Value: []byte("x")}}); err == nil {
		t.Error("the log was written through the socket, past Append")
	}
	stop()
	w.clean()
}

// TestSharedLedgerHalts: what another process has found takes the ledger out of service where it is open.
func TestSharedLedgerHalts(t *testing.T) {
	w := newWorld(t)
	dial, _ := w.share()
	far := dial()
	far.Halt(errors.New("the copy elsewhere has more entries"))
	for _, l := range []*Ledger{far, w.ledger} {
		if err := l.Err(); err == nil || !strings.Contains(err.Error(), "the copy elsewhere") {
			t.Errorf("%v", err)
		}
	}
	if _, err := w.ledger.AppendBytes(t.Context(), signer.KindCredential, w.credential("siti")); err == nil {
		t.Error("it records")
	}
}

// TestSharedLedgerManyAtOnce has many processes append the same and other statements.
func TestSharedLedgerManyAtOnce(t *testing.T) {
	w := newWorld(t)
	dial, stop := w.share()
	var group sync.WaitGroup
	same := w.credential("siti")
	indexes := make([]uint64, 16)
	for n := range indexes {
		far := dial()
		group.Go(func() {
			r, err := far.AppendBytes(t.Context(), signer.KindCredential, same)
			_, err2 := far.AppendBytes(t.Context(), signer.KindCredential, w.credential(fmt.Sprint("orang", n)))
			if err := errors.Join(err, err2); err != nil {
				t.Error(err)
			}
			indexes[n] = r.Index
		})
	}
	group.Wait()
	for _, index := range indexes {
		if index != indexes[0] {
			t.Fatalf("one statement at %v", indexes)
		}
	}
	if got, want := w.ledger.Size(), uint64(1+1+len(indexes)); got != want {
		t.Errorf("%d entries, want %d", got, want)
	}
	stop()
	w.clean()
}

// TestSharedLedgerStops: what was asked is answered, a client that vanished or sleeps in a view
// holds nothing up, and whoever asks later learns that the ledger is closed.
func TestSharedLedgerStops(t *testing.T) {
	w := newWorld(t)
	dial, stop := w.share()
	before := runtime.NumGoroutine()
	gone, asleep := dial(), dial()
	if _, err := gone.Entry(0); err != nil {
		t.Fatal(err)
	}
	inside, leave := make(chan struct{}), make(chan struct{})
	slept := make(chan error, 1)
	go func() {
		slept <- asleep.book.View(func(x store.Txn) error {
			close(inside)
			<-leave
			_, err := x.Get([]byte{store.PrefixHead})
			return err
		})
	}()
	<-inside
	gone.book.(*share.Client).Rpc.Close()
	stop()
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	close(leave)
	if err := <-slept; !errors.Is(err, ErrClosed) {
		t.Errorf("a view that outlived the ledger: %v", err)
	}
	if _, err := asleep.AppendBytes(t.Context(), signer.KindCredential, w.credential("siti")); !errors.Is(err, ErrClosed) {
		t.Errorf("an append after the end: %v", err)
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines, %d before", now, before)
	}
}

// tired fails to accept once, as where a process has no file descriptor left.
type tired struct {
	net.Listener
	once sync.Once
}

func (l *tired) Accept() (conn net.Conn, err error) {
	l.once.Do(func() { err = &net.OpError{Op: "accept", Net: "unix", Err: syscall.EMFILE} })
	if err != nil {
		return nil, err
	}
	return l.Listener.Accept()
}

// deaf asks and never reads, as a suspended process.
type deaf struct {
	net.Conn
	closed chan struct{}
}

func (d deaf) Read([]byte) (int, error) {
	<-d.closed
	return 0, io.EOF
}

// TestSharedLedgerOutlivesItsClients: neither a listener that fails for a moment ends it, nor does
// a client that takes no answer hold up its end.
func TestSharedLedgerOutlivesItsClients(t *testing.T) {
	w, path := newWorld(t), filepath.Join(t.TempDir(), "ikrar.sock")
	defer func(before time.Duration) { share.StopPatience = before }(share.StopPatience)
	share.StopPatience = 200 * time.Millisecond
	ln, err := socket.Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.ledger.Share(&tired{Listener: ln}) }()
	conn, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	closed := make(chan struct{})
	defer close(closed)
	client := rpc.NewClient(deaf{conn, closed})
	go func() {
		for range 5000 { // more than the socket holds of answers
			client.Go(share.Service+".State", share.StateCall{}, &share.StateAnswer{}, make(chan *rpc.Call, 1))
		}
	}()
	select {
	case err := <-ended:
		t.Fatalf("it ended: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	ln.Close()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		conn.Close()
		t.Error("a client that reads nothing holds up the end")
	}
}

// TestSharedLedgerViewEnds: a view that is closed while it is read ends the reading, and not the
// process.
func TestSharedLedgerViewEnds(t *testing.T) {
	w := newWorld(t)
	dial, _ := w.share()
	c := dial().book.(*share.Client)
	for range 100 {
		var view share.ViewAnswer
		if err := c.Call("View", share.Nothing{}, &view); err != nil {
			t.Fatal(err)
		}
		calls := make(chan *rpc.Call, 21)
		for range 20 {
			c.Rpc.Go(share.Service+".Get", share.GetCall{view.View, []byte{store.PrefixHead}}, &share.GetAnswer{}, calls)
		}
		c.Rpc.Go(share.Service+".Done", view.View, &share.Nothing{}, calls)
		for range 21 {
			if call := <-calls; call.Error != nil {
				t.Fatal(call.Error)
			}
		}
	}
}

func TestSocketFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ikrar.sock")
	if _, err := Dial(path, Options{}); !errors.As(err, new(*net.OpError)) {
		t.Errorf("nobody listens, there is no file: %v", err)
	}
	ln, err := socket.Listen(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	ln.(*socket.Socket).UnixListener.Close() // as a killed process leaves it
	if _, err := Dial(path, Options{}); !errors.As(err, new(*net.OpError)) {
		t.Errorf("nobody listens, there is a file: %v", err)
	}
	if ln, err = socket.Listen(path); err != nil {
		t.Fatalf("in the place of a dead socket: %v", err)
	}
	if err := ln.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
	if hidden, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(hidden) != 0 {
		t.Errorf("left behind: %q", hidden)
	}
}

// TestSocketInTheDeep: a directory whose path is too long for a socket is reached from itself.
func TestSocketInTheDeep(t *testing.T) {
	dir := filepath.Join(t.TempDir(), strings.Repeat("d", 100), strings.Repeat("d", 100))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	ln, err := socket.Listen(filepath.Join(dir, "ikrar.sock"))
	if err != nil {
		t.Fatal(err)
	}
	if err := ln.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestSharedLedgerOther: a socket of another institution is refused.
func TestSharedLedgerOther(t *testing.T) {
	w := newWorld(t)
	ln, err := socket.Listen(filepath.Join(t.TempDir(), "s"))
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	go w.ledger.Share(ln)
	if _, err := Dial(ln.(*socket.Socket).Path, Options{Origin: "lain.example/buku"}); !errors.Is(err, signer.ErrEncoding) {
		t.Errorf("another origin: %v", err)
	}
}
