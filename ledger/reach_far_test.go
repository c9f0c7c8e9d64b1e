package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/session"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// carrying takes calls to the visits of a ledger in this process, counts them, and loses answers
// where the test says so.
type carrying struct {
	visits *share.Visits
	now    func() time.Time
	calls  atomic.Int64
	lose   func(n int64) (before, after bool)
}

func (c *carrying) Challenge(context.Context) (session.Nonce, int64, error) {
	return c.visits.Challenge(), c.now().Unix(), nil
}

func (c *carrying) Open(_ context.Context, raw []byte) (session.ID, error) {
	who, err := c.visits.Open(raw)
	return who.ID, err
}

func (c *carrying) Call(_ context.Context, call share.Call, body []byte) ([]byte, error) {
	n, before, after := c.calls.Add(1), false, false
	if c.lose != nil {
		before, after = c.lose(n)
	}
	if before {
		return nil, share.ErrCut
	}
	if err := c.visits.Admit(call); err != nil {
		return nil, err
	}
	answer, err := c.visits.Answer(call, body)
	if after {
		return nil, share.ErrCut
	}
	return answer, err
}

// reach opens the world's ledger from afar.
func (w *world) reach(c *carrying, key string) (*Ledger, error) {
	list, _ := w.ledger.Trust()
	if c.visits == nil {
		c.visits = w.ledger.Receive(w.options.Now, nil)
		w.Cleanup(c.visits.Close)
	}
	c.now = w.options.Now
	return Reach(w.Context(), c, share.Reaching{Pinned: list, Registrar: testKey(key), Machine: "meja", Now: time.Now})
}

// TestFarLedgerAnswersAlike asks the ledger itself and one from afar the same questions, and counts
// the ways.
func TestFarLedgerAnswersAlike(t *testing.T) {
	w := newWorld(t)
	w.append(signer.KindCampaign, sign(w, "registrar", w.campaignClaims("deklarasi")))
	c := &carrying{}
	far := must(w.reach(c, "registrar"))
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
	for n := range 3000 {
		many = append(many, drawerChange{fmt.Appendf(nil, "%05d", n), make([]byte, 1000)})
	}
	if err := far.Drawer("roster").Write(append(many, drawerChange{[]byte("empty"), []byte{}},
		drawerChange{[]byte("00000"), nil})); err != nil {
		t.Fatal(err)
	}
	digest := signer.DigestOf(pledge)
	questions := map[string]func(l *Ledger) (any, error){
		"size":        func(l *Ledger) (any, error) { return l.Size(), nil },
		"trust":       func(l *Ledger) (any, error) { t, note := l.Trust(); return []any{t, note}, nil },
		"entry":       func(l *Ledger) (any, error) { return l.Entry(2) },
		"statement":   func(l *Ledger) (any, error) { return l.Statement(digest) },
		"inclusion":   func(l *Ledger) (any, error) { return l.Inclusion(receipt.Index, l.Size()) },
		"consistency": func(l *Ledger) (any, error) { return l.Consistency(2, l.Size()) },
		"code":        func(l *Ledger) (any, error) { return l.ByCode(verify.CodeOf(pledge)) },
		"credential":  func(l *Ledger) (any, error) { return l.LiveCredential(subjectOf("nabila")) },
		"campaigns":   func(l *Ledger) (any, error) { return l.Campaigns() },
		"counts":      func(l *Ledger) (any, error) { return l.Counts() },
		"drawer": func(l *Ledger) (any, error) {
			all := map[string]int{}
			err := l.Drawer("roster").Each(nil, func(k, v []byte) error { all[string(k)] = len(v); return nil })
			return all, err
		},
		"empty value": func(l *Ledger) (any, error) { return l.Drawer("roster").Get([]byte("empty")) },
		"no value":    func(l *Ledger) (any, error) { return l.Drawer("roster").Get([]byte("00000")) },
	}
	for round := range 2 {
		before := c.calls.Load()
		for name, ask := range questions {
			want, wantErr := ask(w.ledger)
			got, err := ask(far)
			if !reflect.DeepEqual(got, want) || fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Errorf("%s from afar: %v, %v; want %v, %v", name, got, err, want, wantErr)
			}
		}
		if ways := c.calls.Load() - before; round == 1 && ways > 1 {
			t.Errorf("what was read before took %d ways", ways)
		}
	}
	// A list may take longer than a view is shared: where nothing has changed, it goes on.
	if err := far.book.View(func(txn store.Txn) error {
		before := c.calls.Load()
		far.Far().Refresh()
		far.Size()
		v, err := txn.Get(store.EntryKey(2))
		if ways := c.calls.Load() - before; err != nil || v == nil || ways != 1 {
			t.Errorf("beside a newer view, %d bytes in %d ways: %v", len(v), ways, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	// What somebody else has written since is seen, and costs what has changed.
	if err := w.ledger.Drawer("roster").Write([]drawerChange{{[]byte("00007"), []byte("x")}, {[]byte("zz"),
		[]byte("y")}, {[]byte("00009"), nil}}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond)
	before := c.calls.Load()
	for _, name := range []string{"drawer", "counts"} {
		want := must(questions[name](w.ledger))
		if got := must(questions[name](far)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s, changed: %v", name, got)
		}
	}
	if ways := c.calls.Load() - before; ways > 3 {
		t.Errorf("three changes took %d ways", ways)
	}
}

// TestFarCut: whatever is lost on the way, each thing is done once.
func TestFarCut(t *testing.T) {
	w := newWorld(t)
	w.append(signer.KindCampaign, sign(w, "registrar", w.campaignClaims("deklarasi")))
	c := &carrying{}
	c.lose = func(n int64) (bool, bool) { return n%3 == 0, n%3 == 1 }
	far := must(w.reach(c, "registrar"))
	d, size := far.Drawer("roster"), w.ledger.Size()
	for n := range 4 {
		var old []byte
		if n > 0 {
			old = fmt.Append(nil, n-1)
		}
		if err := d.Swap([]struct{ Key, Old, New []byte }{{[]byte("k"), old, fmt.Append(nil, n)}}); err != nil {
			t.Fatal(n, err)
		}
	}
	if _, err := far.AppendBytes(t.Context(), signer.KindCredential, w.credential("nabila")); err != nil {
		t.Fatal(err)
	}
	if got := must(w.ledger.Drawer("roster").Get([]byte("k"))); string(got) != "3" || w.ledger.Size() != size+1 {
		t.Errorf("%s after four changes, %d entries", got, w.ledger.Size()-size)
	}
}

// TestFarManyAtOnce: of hundreds of calls some are long under way, and none is taken for an old one
// or loses its view.
func TestFarManyAtOnce(t *testing.T) {
	w := newWorld(t)
	c := &carrying{}
	far := must(w.reach(c, "registrar"))
	c.lose = func(n int64) (bool, bool) {
		if n%20 == 0 {
			time.Sleep(100 * time.Millisecond)
		}
		return false, false
	}
	d := far.Drawer("roster")
	var all errgroup.Group
	for n := range 300 {
		all.Go(func() error {
			k := fmt.Append(nil, n)
			err := d.Swap([]struct{ Key, Old, New []byte }{{k, nil, k}})
			got, bad := d.Get(k)
			if !bytes.Equal(got, k) {
				bad = errors.Join(bad, fmt.Errorf("%q under %q", got, k))
			}
			return errors.Join(err, bad)
		})
	}
	if err := all.Wait(); err != nil {
		t.Error(err)
	}
}

// TestFarRights: what no registrar may do from afar is refused, and so is who is none.
func TestFarRights(t *testing.T) {
	w := newWorld(t)
	c := &carrying{}
	far := must(w.reach(c, "registrar"))
	if _, _, err := far.Checkpoint(); !errors.Is(err, share.ErrRight) {
		t.Error(err)
	}
	for method, in := range map[string]any{"Publish": struct{ Note []byte }{}, "Checkpoint": share.Nothing{},
		"Checksums": share.Nothing{},
		"Appoint":   share.AppointCall{Key: testKey("ledger-2")}, "Appointed": share.ListCall{}} {
		var out share.AppendAnswer
		if err := far.book.(*share.Far).Call(method, in, &out); !errors.Is(err, share.ErrRight) {
			t.Errorf("%s: %v", method, err)
		}
	}
	list, _ := w.ledger.Trust()
	newer := *list
	newer.Serial++
	note := must(trust.Sign(newer, testKey("root")))
	if _, err := far.AppendBytes(t.Context(), signer.KindTrust, note); !errors.Is(err, share.ErrRight) {
		t.Errorf("a trust list from afar: %v", err)
	}
	if err := far.book.Write([]book.Change{{Key: []byte{store.PrefixHead}, Value: []byte("x")}}); err == nil {
		t.Error("the log was written to")
	}
	if _, err := w.reach(c, "ledger"); !errors.Is(err, share.ErrStranger) {
		t.Errorf("a stranger: %v", err)
	}
}
