package sessions

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// TestCame: in whatever order entries come, the ranges name these and no others, and are as few as
// they can be.
func TestCame(t *testing.T) {
	for seed := range uint64(50) {
		r, one := rand.New(rand.NewPCG(seed, 1)), Record{}
		came := map[uint64]bool{}
		for range 60 {
			index := r.Uint64N(80)
			came[index] = true
			one.Came(index)
		}
		value, err := one.Encode()
		if err != nil {
			t.Fatal(err)
		}
		read, err := Parse(value)
		if err != nil || fmt.Sprint(read) != fmt.Sprint(one) {
			t.Fatalf("%v, read as %v (%v)", one, read, err)
		}
		for index := range uint64(82) {
			if read.Has(index) != came[index] {
				t.Fatalf("seed %d: of %d it says %v: %v", seed, index, read.Has(index), read.Entries)
			}
		}
		for n := 1; n < len(one.Entries); n++ {
			if one.Entries[n-1][1]+1 >= one.Entries[n][0] {
				t.Errorf("seed %d: %v", seed, one.Entries)
			}
		}
	}
}

func TestForgotten(t *testing.T) {
	began := time.Unix(1774922400, 0)
	r := Record{Began: began.Unix(), Ended: began.Unix() + 60}
	if r.Forgotten(began.Add(Keep)) || !r.Forgotten(began.Add(Keep+2*time.Minute)) {
		t.Error("not after its time")
	}
	r.Came(7)
	if r.Forgotten(began.Add(10 * Keep)) {
		t.Error("an entry came by it")
	}
	if _, err := Parse([]byte("{")); err == nil {
		t.Error("half a record was read")
	}
}
