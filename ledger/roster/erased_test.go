package roster

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestErased(t *testing.T) {
	d := newDrawer()
	r := Open(d)
	if _, ok, err := r.Erased(nabila); ok || err != nil {
		t.Errorf("nobody was erased: %v %v", ok, err)
	}
	day := time.Date(2026, 3, 31, 23, 59, 0, 0, time.FixedZone("WIT", 9*3600))
	must(t, r.Forget(nabila, day.AddDate(-1, 0, 0), counter(1)))
	must(t, r.Forget(nabila, day, counter(9)))
	if on, ok, err := r.Erased(nabila); !ok || err != nil || on.Format(dayLayout) != "2026-03-31" {
		t.Errorf("%v %v %v", on, ok, err)
	}
	if _, ok, err := r.Erased(hendra); ok || err != nil {
		t.Errorf("somebody else: %v %v", ok, err)
	}
	for k, v := range d.m {
		if strings.Contains(k+string(v), nabila.Last4()) {
			t.Errorf("%q %q shows the number", k, v)
		}
	}
	for _, err := range r.List("") {
		t.Errorf("somebody is listed: %v", err)
	}
	other := Open(newDrawer())
	must(t, other.Forget(nabila, day, counter(2)))
	for k := range other.drawer.(*memoryDrawer).m {
		if _, same := d.m[k]; same && k != erasedPrefix {
			t.Error("two rosters have the same fingerprint")
		}
	}
	if err := Open(newDrawer()).Forget(nabila, day, bytes.NewReader(nil)); err == nil {
		t.Error("a salt of nothing")
	}
	d.broken = errors.New("disk on fire")
	if _, _, err := r.Erased(nabila); !errors.Is(err, d.broken) {
		t.Error(err)
	}
	if err := r.Forget(nabila, day, counter(1)); !errors.Is(err, d.broken) {
		t.Error(err)
	}
}
