package window

import (
	"testing"
	"time"
)

// TestWindow: none is further ahead of the slowest than the window is wide.
func TestWindow(t *testing.T) {
	w := New(3)
	first := w.Take()
	for want := first + 1; want < first+3; want++ {
		if n := w.Take(); n != want {
			t.Errorf("%d, want %d", n, want)
		}
	}
	w.End(first + 1) // the slowest is still under way
	next := make(chan uint64)
	go func() { next <- w.Take() }()
	select {
	case n := <-next:
		t.Fatalf("%d was given while %d is under way", n, first)
	case <-time.After(20 * time.Millisecond):
	}
	w.End(first)
	if n := <-next; n != first+3 {
		t.Errorf("%d, want %d", n, first+3)
	}
}
