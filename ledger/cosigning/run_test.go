package cosigning

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/verify/trust"
)

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
