package admission

import (
	"context"
	"testing"
)

// TestTurns: the third of an address waits until one of it is done, or gives up; others do not, and
// nobody is kept.
func TestTurns(t *testing.T) {
	turns, a := NewTurns(2), address("192.0.2.1")
	wait := func(of Address) func() {
		done, err := turns.Wait(t.Context(), of)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	first, second := wait(a), wait(a)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := turns.Wait(over, a); err == nil {
		t.Error("a third did not wait")
	}
	wait(address("192.0.2.2"))()
	for range 3 {
		wait(Address{})
	}
	third := make(chan func())
	go func() { third <- wait(a) }()
	first()
	(<-third)()
	second()
	if len(turns.by) != 0 {
		t.Errorf("%d are kept", len(turns.by))
	}
}
