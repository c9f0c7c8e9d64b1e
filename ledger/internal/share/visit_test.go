package share

import (
	"errors"
	"testing"
	"time"

	"ikrar/signer"
)

// TestKept: the answers to the last calls are kept, the late one's too, and no more of them than
// fit; what is kept no more is told so, and not made again.
func TestKept(t *testing.T) {
	v := &visit{answers: map[uint64]*answered{}}
	call := func(n uint64) Call { return Call{Number: n, Body: signer.Digest{byte(n)}} }
	make1 := func(n uint64, size int) {
		a, first, err := v.once(call(n), time.Time{})
		if err != nil || !first {
			t.Fatal(n, first, err)
		}
		v.keep(n, a, make([]byte, size), nil)
		close(a.done)
	}
	again := func(n uint64) (int, error) {
		a, first, err := v.once(call(n), time.Time{})
		if err != nil || first {
			return 0, errors.Join(err, map[bool]error{true: errors.New("made again")}[first])
		}
		answer, err := v.got(a)
		return len(answer), err
	}
	make1(1, 10)
	for n := range uint64(500) { // many are under way at once
		make1(n+2, 100)
	}
	if n, err := again(1); n != 10 || err != nil {
		t.Errorf("a late one: %d bytes, %v", n, err)
	}
	for n := range uint64(40) {
		make1(n+600, 1<<20)
		if v.size > maxKept {
			t.Fatalf("%d bytes are kept", v.size)
		}
	}
	if n, err := again(639); n != 1<<20 || err != nil {
		t.Errorf("the last: %d bytes, %v", n, err)
	}
	if _, err := again(600); !errors.Is(err, ErrNumber) {
		t.Errorf("one of those that did not fit: %v", err)
	}
	if make1(639+kept, 7); v.size != 7 {
		t.Errorf("%d bytes behind all that were kept", v.size)
	}
	if _, err := again(2); !errors.Is(err, ErrNumber) {
		t.Errorf("a number of long ago: %v", err)
	}
	a, _, _ := v.once(call(5000), time.Time{})
	close(a.done) // by a panic
	if _, err := again(5000); !errors.Is(err, errBroken) {
		t.Errorf("a call that broke off: %v", err)
	}
}
