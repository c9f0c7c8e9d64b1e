package ledger

import (
	"context"
	"errors"
	"testing"
	"time"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// noting remembers the calls that it carries.
type noting struct {
	*carrying
	calls  []share.Call
	bodies [][]byte
}

func (n *noting) Call(ctx context.Context, c share.Call, body []byte) ([]byte, error) {
	n.calls, n.bodies = append(n.calls, c), append(n.bodies, body)
	return n.carrying.Call(ctx, c, body)
}

// TestFarBounds: no call from afar has the server make an answer, or read a question, that is many
// times as large as what our own program asks.
func TestFarBounds(t *testing.T) {
	w := newWorld(t)
	far := must(w.reach(&carrying{}, "registrar")).book.(*share.Far)
	if err := w.ledger.Drawer("roster").Write([]drawerChange{{[]byte("k"), make([]byte, 1<<20)}}); err != nil {
		t.Fatal(err)
	}
	var view struct {
		View  uint64
		Fault *struct{ Text string }
	}
	if err := far.Call("Look", struct{ Drop []uint64 }{}, &view); err != nil || view.View == 0 {
		t.Fatal(view, err)
	}
	key := append([]byte{store.PrefixDrawer}, "roster\x00k"...)
	for name, in := range map[string]struct {
		View uint64
		Keys [][]byte
	}{"the same large value, many times": {view.View, repeat(key, 1000)},
		"keys of 5 MiB":  {view.View, [][]byte{make([]byte, 5<<20)}},
		"more than many": {view.View, repeat([]byte("d"), 1025)}} {
		var out struct {
			Values []struct{ Value []byte }
			Fault  *struct{ Text string }
		}
		if err := far.Call("Several", in, &out); err == nil && (out.Fault == nil || out.Values != nil) {
			t.Errorf("%s: %d values", name, len(out.Values))
		}
	}
	if all := far.AppendAll(t.Context(), signer.KindPledge, make([][]byte, 1<<15), false); all[0].Err == nil ||
		all[0].Err.Error() != "too much for one call" {
		t.Errorf("statements of nothing: %v", all[0].Err)
	}
}

func repeat(k []byte, n int) (all [][]byte) {
	for range n {
		all = append(all, k)
	}
	return all
}

// TestFarLate: a call that arrives again behind many others is still made once, and gets its
// answer.
func TestFarLate(t *testing.T) {
	w := newWorld(t)
	by := &noting{carrying: &carrying{}}
	must(w.reach(by.carrying, "registrar"))
	list, _ := w.ledger.Trust()
	far := must(Reach(t.Context(), by, share.Reaching{Pinned: list, Registrar: testKey("registrar"),
		Now: w.options.Now}))
	d, first := far.Drawer("roster"), len(by.calls)
	for n := range 150 {
		if err := d.Write([]drawerChange{{[]byte("k"), []byte{byte(n)}}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := by.Call(t.Context(), by.calls[first], by.bodies[first]); err != nil {
		t.Errorf("it came again: %v", err)
	}
	if got := must(w.ledger.Drawer("roster").Get([]byte("k"))); got[0] != 149 {
		t.Errorf("it was made again: %d", got[0])
	}
}

// TestFarClock: the operator's word about the server's clock is not an officer's to give.
func TestFarClock(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	far := must(w.reach(&carrying{}, "registrar"))
	w.now = w.now.Add(-time.Second)
	var wrong *ClockError
	_, err := far.book.Append(t.Context(), signer.KindCredential, w.credential("ani"), true)
	if !errors.As(err, &wrong) {
		t.Errorf("recorded by a clock that is behind: %v", err)
	}
}

// TestFarErasure: an erasure is recorded from afar by what takes its data off the disk, or not.
func TestFarErasure(t *testing.T) {
	w := newWorld(t)
	credential := w.enrol("ani")
	far := must(w.reach(&carrying{}, "registrar"))
	erasure, size := w.erasure(signer.DigestOf(credential)), w.ledger.Size()
	if _, err := far.AppendBytes(t.Context(), signer.KindErasure, erasure); !errors.Is(err, share.ErrRight) {
		t.Errorf("recorded alone: %v", err)
	}
	if a := far.AppendAll(t.Context(), signer.KindErasure, [][]byte{erasure}); !errors.Is(a[0].Err, share.ErrRight) {
		t.Errorf("recorded among others: %v", a[0].Err)
	}
	if w.ledger.Size() != size {
		t.Errorf("%d entries", w.ledger.Size()-size)
	}
	if _, err := far.Erase(t.Context(), erasure, nil); err != nil {
		t.Error(err)
	}
}
