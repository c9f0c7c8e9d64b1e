package ledger

import (
	"context"
	"crypto/ed25519"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/verify"
)

// rotated is the list that comes after w.trust and appoints a key from an index on.
func (w *world) rotated(key string, index uint64) verify.Trust {
	t := w.trust
	t.Serial++
	t.Ledgers = append([]verify.LedgerKey(nil), t.Ledgers...)
	last := &t.Ledgers[len(t.Ledgers)-1]
	last.Last, last.State = index-1, verify.Retired
	log := verify.LogKey(testOrigin, publicOf(key))
	t.Ledgers = append(t.Ledgers, verify.LedgerKey{Range: verify.Range{First: index, Last: verify.Open}, Key: log, State: verify.Active})
	t.Policy.Logs = append(append([]verify.PolicyLog(nil), t.Policy.Logs...), verify.PolicyLog{Key: log})
	return t
}

// TestAppoint rotates the key of a ledger that others are recording in, once in its own process and once through the socket:
// every registration is by the key of its index.
func TestAppoint(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(600)
	dial, _ := w.share()
	var recorded atomic.Int64
	var group sync.WaitGroup
	indexes := make([]uint64, len(pledges))
	group.Go(func() {
		w.parallel(len(pledges), func(i int) {
			time.Sleep(time.Duration(i%9) * time.Millisecond) // so that the appointments come between
			indexes[i] = w.append(signer.KindPledge, pledges[i]).Index
			recorded.Add(1)
		})
	})
	for n, l := range []*Ledger{w.ledger, dial()} {
		key := []string{"ledger-2", "ledger-3"}[n]
		for before := recorded.Load(); recorded.Load() < min(before+50, int64(len(pledges))); {
			time.Sleep(time.Millisecond)
		}
		var at uint64
		var next verify.Trust
		r, err := l.Appoint(t.Context(), testKey(key), func(index uint64) ([]byte, error) {
			at, next = index, w.rotated(key, index)
			return verify.SignTrust(next, testKey("root"))
		})
		if err != nil || r.Index != at {
			t.Fatalf("%s: recorded as %d, the list is for %d: %v", key, r.Index, at, err)
		}
		w.trust = next
	}
	group.Wait()
	w.options.Key = testKey("ledger-3")
	for _, index := range indexes[:3] {
		w.valid(index)
	}
	w.clean()
	trust, _ := w.ledger.Trust()
	if _, note, err := w.ledger.Checkpoint(); err != nil {
		t.Error(err)
	} else if opened, err := trust.Policy.Open(note); err != nil || opened.Size != uint64(1+1+2*len(pledges)+2) {
		t.Errorf("a checkpoint of %d entries: %v", opened.Size, err)
	}
	w.listed()
}

// TestAppointInVain: a list that fails, does not come, or is refused, leaves the key as it was, and recording goes on.
func TestAppointInVain(t *testing.T) {
	defer func(before time.Duration) { listPatience = before }(listPatience)
	listPatience = 200 * time.Millisecond
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	dial, _ := w.share()
	far := dial()
	odd := errors.New("odd")
	list := func(index uint64) ([]byte, error) {
		return verify.SignTrust(w.rotated("ledger-2", index), testKey("root"))
	}
	for name, l := range map[string]*Ledger{"own": w.ledger, "far": far} {
		for what, c := range map[string]struct {
			key  string
			list func(uint64) ([]byte, error)
			want string // a rule, or the error
		}{
			"fails":        {"ledger-2", func(uint64) ([]byte, error) { return nil, odd }, "odd"},
			"another key":  {"ledger-3", list, RuleLedgerRange},
			"begins later": {"ledger-2", func(index uint64) ([]byte, error) { return list(index + 1) }, RuleLedgerRange},
			"by nobody":    {"ledger-2", func(index uint64) ([]byte, error) { return w.noteBy("penerus"), nil }, RuleTrustRoot},
		} {
			if _, err := l.Appoint(t.Context(), testKey(c.key), c.list); refusal(err) != c.want {
				t.Errorf("%s, %s: %v", name, what, err)
			}
			w.append(signer.KindCredential, w.credential(name+what))
		}
	}
	if _, err := w.ledger.Appoint(t.Context(), testKey("ledger-2"), func(uint64) ([]byte, error) { return []byte("x"), nil }); !errors.Is(err, signer.ErrEncoding) {
		t.Errorf("garbage: %v", err)
	}
	late := func(index uint64) ([]byte, error) { time.Sleep(2 * listPatience); return list(index) }
	if _, err := far.Appoint(t.Context(), testKey("ledger-2"), late); err == nil {
		t.Error("a list that came too late was recorded")
	}
	if _, err := far.Appoint(t.Context(), ed25519.PrivateKey("short"), list); !errors.Is(err, signer.ErrKey) {
		t.Errorf("half a key: %v", err)
	}
	var out appendAnswer
	if err := far.host.call("Appointed", noteCall{}, &out); err != nil || out.Fault.err() == nil {
		t.Errorf("a list that nobody waits for: %+v %v", out, err)
	}
	// The other process is gone before it uses its turn.
	listPatience = time.Minute
	gone := dial()
	var turn turnAnswer
	if err := gone.host.call("Appoint", appointCall{Key: testKey("ledger-2")}, &turn); err != nil || turn.Index != w.ledger.Size() {
		t.Fatalf("%+v %v", turn, err)
	}
	gone.Close()
	waiting, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := w.ledger.Append(waiting, signer.KindCredential, w.credential("sesudahnya")); err != nil {
		t.Error(err)
	}
	w.clean()
}
