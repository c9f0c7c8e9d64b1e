package ledger

import (
	"crypto/ed25519"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/share"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// rotated is the list that comes after w.trust and appoints a key from an index on.
func (w *world) rotated(key string, index uint64) trust.List {
	t := w.trust
	t.Serial++
	t.Ledgers = append([]trust.LedgerKey(nil), t.Ledgers...)
	last := &t.Ledgers[len(t.Ledgers)-1]
	last.Last, last.State = index-1, trust.Retired
	log := trust.LogKey(testOrigin, publicOf(key))
	t.Ledgers = append(t.Ledgers, trust.LedgerKey{Range: trust.Range{First: index, Last: trust.NoEnd}, Key: log, State: trust.Active})
	t.Policy.Logs = append(append([]trust.PolicyLog(nil), t.Policy.Logs...), trust.PolicyLog{Key: log})
	return t
}

// appointing is a request that appoints a key by a list that names one.
func (w *world) appointing(key, named string) *request {
	return &request{done: make(chan answer, 1), late: func(index uint64, inForce *trust.List) (rules.Candidate, error) {
		next := w.rotated(named, index)
		note, err := trust.Sign(next, testKey("root"))
		if err != nil {
			return rules.Candidate{}, err
		}
		if key == named {
			w.trust = next
		}
		c, err := rules.Prepare(signer.KindTrust, note, testOrigin, inForce, w.options.Root)
		c.Key = testKey(key)
		return c, err
	}}
}

// TestAppointWithinABatch puts pledges before, between and after two appointments in one batch, and
// one that is refused: every registration is by the key of its index.
func TestAppointWithinABatch(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(6)
	list, _ := w.ledger.Trust()
	pledge := func(n int) *request {
		c, err := rules.Prepare(signer.KindPledge, pledges[n], testOrigin, list, w.options.Root)
		if err != nil {
			t.Fatal(err)
		}
		return &request{candidate: c, done: make(chan answer, 1)}
	}
	batch := []*request{pledge(0), pledge(1), w.appointing("ledger-2", "ledger-2"), pledge(2), pledge(2), w.appointing("maling", "ledger-9"), pledge(3),
		w.appointing("ledger-3", "ledger-3"), pledge(4)}
	w.keeper().commit(batch)
	for n, r := range batch {
		if a := <-r.done; (refusal(a.err) == RuleLedgerRange) != (n == 5) || a.err != nil && n != 5 {
			t.Errorf("%d: %v", n, a.err)
		}
	}
	w.append(signer.KindPledge, pledges[5])
	w.options.Key = testKey("ledger-3")
	w.clean()
	w.listed()
	if _, note, err := w.ledger.Checkpoint(); err != nil {
		t.Error(err)
	} else if _, err := w.trust.Policy.Open(note); err != nil {
		t.Error(err)
	}
}

// TestAppoint rotates the key of a ledger that others are recording in, in its own process and
// through the socket.
func TestAppoint(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(600)
	dial, _ := w.share()
	var group sync.WaitGroup
	var next, recorded atomic.Int64
	for range 4 {
		group.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(pledges)); n = next.Add(1) - 1 {
				w.append(signer.KindPledge, pledges[n])
				recorded.Add(1)
			}
		})
	}
	size, before := w.ledger.Size(), uint64(0)
	for n, l := range []*Ledger{w.ledger, dial()} {
		for recorded.Load() < int64(100*(n+1)) {
			time.Sleep(time.Millisecond)
		}
		key := []string{"ledger-2", "ledger-3"}[n]
		var next trust.List
		var at uint64
		r, err := l.Appoint(t.Context(), testKey(key), func(index uint64) ([]byte, error) {
			at, next = index, w.rotated(key, index)
			return trust.Sign(next, testKey("root"))
		})
		if err != nil || r.Index != at || at < size+50 || at < before+50 {
			t.Fatalf("%s: recorded as %d, the list is for %d: %v", key, r.Index, at, err)
		}
		w.trust, before = next, at
	}
	group.Wait()
	if after := w.ledger.Size() - before; after < 50 {
		t.Errorf("%d entries by the last key", after)
	}
	w.options.Key = testKey("ledger-3")
	w.clean()
}

// TestAppointInVain: a list that fails, does not come, or is refused, leaves the key as it was, and
// recording goes on.
func TestAppointInVain(t *testing.T) {
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	dial, _ := w.share()
	far := dial()
	odd := errors.New("odd")
	list := func(index uint64) ([]byte, error) {
		return trust.Sign(w.rotated("ledger-2", index), testKey("root"))
	}
	halves := append(testKey("ledger-2")[:32:32], testKey("ledger-3")[32:]...)
	for name, l := range map[string]*Ledger{"own": w.ledger, "far": far} {
		for what, c := range map[string]struct {
			key  ed25519.PrivateKey
			list func(uint64) ([]byte, error)
			want func(error) bool
		}{
			"fails":         {testKey("ledger-2"), func(uint64) ([]byte, error) { return nil, odd }, func(err error) bool { return errors.Is(err, odd) }},
			"garbage":       {testKey("ledger-2"), func(uint64) ([]byte, error) { return []byte("x"), nil }, func(err error) bool { return errors.Is(err, signer.ErrEncoding) }},
			"another key":   {testKey("ledger-3"), list, func(err error) bool { return refusal(err) == RuleLedgerRange }},
			"begins later":  {testKey("ledger-2"), func(index uint64) ([]byte, error) { return list(index + 1) }, func(err error) bool { return refusal(err) == RuleLedgerRange }},
			"by nobody":     {testKey("ledger-2"), func(uint64) ([]byte, error) { return w.noteBy("penerus"), nil }, func(err error) bool { return refusal(err) == rules.RuleTrustRoot }},
			"no key":        {nil, list, func(err error) bool { return errors.Is(err, eddsa.ErrKey) }},
			"of two halves": {halves, list, func(err error) bool { return errors.Is(err, eddsa.ErrKey) }},
		} {
			if _, err := l.Appoint(t.Context(), c.key, c.list); !c.want(err) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			w.append(signer.KindCredential, w.credential(name+what))
		}
	}
	var out share.AppendAnswer
	if err := far.book.(*share.Client).Call("Appointed", share.ListCall{}, &out); err != nil || out.Fault.Err() == nil {
		t.Errorf("a list that nobody waits for: %+v %v", out, err)
	}
	// The other process is gone before it uses its turn.
	gone := dial()
	var turn share.TurnAnswer
	if err := gone.book.(*share.Client).Call("Appoint", share.AppointCall{Key: testKey("ledger-2")}, &turn); err != nil || turn.Index != w.ledger.Size() {
		t.Fatalf("%+v %v", turn, err)
	}
	begun := time.Now()
	gone.Close()
	w.append(signer.KindCredential, w.credential("sesudahnya"))
	if waited := time.Since(begun); waited >= share.ListPatience {
		t.Errorf("recording waited %v for a process that was gone", waited)
	}
	// It comes too late.
	defer func(before time.Duration) { share.ListPatience = before }(share.ListPatience)
	share.ListPatience = 50 * time.Millisecond
	late := func(index uint64) ([]byte, error) { time.Sleep(4 * share.ListPatience); return list(index) }
	if _, err := far.Appoint(t.Context(), testKey("ledger-2"), late); err == nil {
		t.Error("a list that came too late was recorded")
	}
	w.append(signer.KindCredential, w.credential("kemudian"))
	w.clean()
}
