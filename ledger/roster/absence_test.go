package roster

import (
	"errors"
	"testing"
	"time"
)

// TestAbsence takes somebody out for a time, through imports and back.
func TestAbsence(t *testing.T) {
	r := Open(newDrawer())
	must(t, r.Apply(plan(t, r, specimen), counter(1)))
	old := found(t, r, "197407242024211050")
	until := time.Unix(1_800_000_000, 0)
	away := old
	away.Absence = Absence{"tugas-belajar", until.Unix()}
	must(t, r.Replace(old, away))
	if err := r.Replace(old, away); !errors.Is(err, ErrStale) {
		t.Errorf("on top of what was read before: %v", err)
	}
	again := plan(t, r, specimen)
	must(t, r.Apply(again, counter(9)))
	if len(again.Absent) != 1 || again.Absent[0].NIP != old.NIP || found(t, r, old.NIP) != away {
		t.Errorf("an import: %+v, and then %+v", again.Absent, found(t, r, old.NIP))
	}
	count := func(now time.Time) (n int) {
		for _, err := range Present(r.List(""), now) {
			must(t, err)
			n++
		}
		return n
	}
	all := count(until)
	if n := count(until.Add(-time.Second)); n != all-1 {
		t.Errorf("%d of %d people on the last day", n, all)
	}
	if (Absence{Reason: "pensiun"}).At(until) != true || (Absence{}).At(until) {
		t.Error("who has retired is there, or who is there has retired")
	}
}
