package ledger

import (
	"reflect"
	"testing"

	"ikrar/signer"
	"ikrar/verify/trust"
)

// at are the addresses of the log without what is the same for all.
func (w *world) at() (urls []string, times []int64) {
	w.Helper()
	all, err := w.ledger.Addresses()
	if err != nil {
		w.Fatal(err)
	}
	for n, a := range all {
		urls, times = append(urls, a.URL), append(times, a.Since)
		if next := n + 1; next < len(all) && a.Until != all[next].Since || next == len(all) && a.Until != 0 {
			w.Errorf("%s until %d: %+v", a.URL, a.Until, all)
		}
		if a.Root != w.options.Root {
			w.Errorf("%s by the root %v", a.URL, a.Root)
		}
	}
	return urls, times
}

// The address of every list is known with its time, the one that came back too, and what was asked
// before stays as it was; all of it is the same once the ledger was opened again.
func TestAddresses(t *testing.T) {
	o := newOffice(t)
	first := o.trust.URL
	before, err := o.ledger.Addresses()
	if err != nil || len(before) != 1 || before[0].URL != first || before[0].Until != 0 {
		t.Fatalf("at first: %+v, %v", before, err)
	}
	want := []string{first}
	for _, url := range []string{"https://baru.example", "https://lagi.example:8443", first} {
		o.enrol("ani " + url)
		o.newTrust(func(t *trust.List) { t.URL = url })
		want = append(want, url)
		if urls, _ := o.at(); !reflect.DeepEqual(urls, want) {
			t.Fatalf("addresses %q, want %q", urls, want)
		}
	}
	if before[0].Until != 0 {
		t.Error("what was returned before has changed")
	}
	urls, times := o.at()
	o.reopen()
	if again, at := o.at(); !reflect.DeepEqual(again, urls) || !reflect.DeepEqual(at, times) {
		t.Errorf("opened again: %q at %d, before %q at %d", again, at, urls, times)
	}
	read := testing.AllocsPerRun(100, func() { o.ledger.Addresses() })
	if read > 2 {
		t.Errorf("asked again it takes %v allocations", read)
	}
}

// After a succession the lists of both roots are there, each with its own.
func TestAddressesOfRoots(t *testing.T) {
	o := newOffice(t)
	next := trust.LogKey(trust.RootName(testOrigin), publicOf("penerus"))
	o.newTrust(func(t *trust.List) { t.NextRoot = &next })
	former := o.options.Root
	o.append(signer.KindTrust, o.noteBy("penerus"))
	all, err := o.ledger.Addresses()
	if err != nil || len(all) != 3 || all[1].Root != former || all[2].Root != next {
		t.Errorf("addresses %+v, %v", all, err)
	}
}
