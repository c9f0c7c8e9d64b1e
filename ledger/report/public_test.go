package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// ofUnits reports so many people of each unit, of whom the first has pledged.
func ofUnits(sizes map[string]int) *Report {
	r := &Report{Institution: "Pemerintah Contoh", Now: time.Unix(1774922470, 0)}
	r.Campaign.Title = "Deklarasi <b>"
	for unit, n := range sizes {
		for k := range n {
			p := Person{Name: "Nabila " + unit, Unit: unit, State: Absent}
			if k == 0 {
				p.State, p.Index, p.Code = Pledged, 7, "0000-0000-0001"
			}
			r.People = append(r.People, p)
		}
	}
	r.sort()
	r.count()
	return r
}

// TestPublic: no unit is told of fewer than five people, by itself or by subtraction, and nothing
// is counted that no checkpoint covers.
func TestPublic(t *testing.T) {
	for _, c := range []struct {
		sizes map[string]int
		units string
		small int
		ok    bool
	}{
		{map[string]int{"A": 5, "B": 40}, "A 5, B 40, ", 0, true},
		{map[string]int{"A": 3, "B": 4, "C": 6}, "C 6, ", 7, true},
		{map[string]int{"A": 1, "B": 9, "C": 6}, "B 9, ", 7, true},
		{map[string]int{Left: 8, "B": 9}, "B 9, ", 8, true},
		{map[string]int{"A": 2, "B": 2}, "", 4, false},
		{map[string]int{"A": 2, "B": 5}, "", 7, true},
		{nil, "", 0, false},
	} {
		p, ok := ofUnits(c.sizes).Public(trust.Checkpoint{Size: 8})
		units, small, all := "", 0, 0
		for _, u := range p.Units {
			units += fmt.Sprintf("%s %d, ", u.Unit, u.People)
			all += u.Pledged
		}
		if p.Small != nil {
			small, all = p.Small.People, all+p.Small.Pledged
		}
		if ok != c.ok || units != c.units || small != c.small || all != len(c.sizes) {
			t.Errorf("%v: %q and %d with %d pledges, %v", c.sizes, units, small, all, ok)
		}
	}
	r := ofUnits(map[string]int{"A": 7})
	if p, _ := r.Public(trust.Checkpoint{Size: 7}); p.Total.Pledged != 0 || p.Units[0].Missing != 7 {
		t.Errorf("a pledge beyond the checkpoint is counted: %+v", p)
	}
	if r.Total.Pledged != 1 || r.People[0].State == Enrolled {
		t.Error("the report itself has changed")
	}
}

// TestPublicPage: it names nobody, and its policy is that of its own style.
func TestPublicPage(t *testing.T) {
	p, _ := ofUnits(map[string]int{"Dinas A": 9, "Dinas <script>": 6, "C": 2}).Public(trust.Checkpoint{Size: 8})
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		var out bytes.Buffer
		if err := p.HTML(&out, lang); err != nil {
			t.Fatal(err)
		}
		page := out.String()
		for _, bad := range []string{"Nabila", "<script", "<b>", "http", "report.", "0000-0000"} {
			if strings.Contains(page, bad) {
				t.Errorf("the page has %q", bad)
			}
		}
		if !strings.Contains(page, "<style>"+strings.Split(strings.Split(publicPage, "<style>")[1], "</style>")[0]) {
			t.Error("the style is not what the policy allows")
		}
	}
}
