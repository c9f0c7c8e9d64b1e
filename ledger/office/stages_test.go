package office_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/roster"
)

const staff = `nip,nama,jabatan,unit,golongan,status
197001011995031001,Gubernur Contoh,Gubernur,Sekretariat,IV/e,PNS
197002021996031002,Kadis Satu,Kepala Dinas Pendidikan,Dinas Pendidikan,IV/d,PNS
197003031997032003,Kabag,Kepala Subbagian Umum,Dinas Pendidikan,III/d,PNS
197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan,III/c,PNS
198001012006041001,Andre Contoh,Penata,Dinas Kesehatan,III/d,PNS
`

func newStagedWorld(t *testing.T) *world {
	w := newWorld(t)
	check(must(w.PlanImport("pegawai.csv", strings.NewReader(staff), roster.Choice{})).Import())
	w.campaign("deklarasi")
	return w
}

// said are the stages of a plan with the names in each.
func said(p *event.StagesPlan) string {
	var all []string
	for _, g := range p.Groups {
		var names []string
		for _, person := range g.People {
			names = append(names, person.Name)
		}
		slices.Sort(names)
		all = append(all, g.Name+": "+strings.Join(names, ", "))
	}
	return strings.Join(append(all, fmt.Sprint("rest ", p.Rest)), "; ")
}

// TestStages: leaders by their number, heads of agencies by their position, then all; each person
// is in the first stage alone, whatever the order in which stages were made.
func TestStages(t *testing.T) {
	w := newStagedWorld(t)
	all := event.Stage{Name: "Semua", Opens: day.Add(48 * time.Hour), All: true}
	heads := event.Stage{Name: "Kepala OPD", Opens: day.Add(24 * time.Hour), Positions: []string{"KEPALA DINAS"}}
	first := event.Stage{Name: "Pimpinan", Opens: day, NIPs: []roster.NIP{"197001011995031001"}}
	for _, s := range []event.Stage{all, heads, first} {
		check(must(event.PlanStage(w.Institution, "deklarasi", "", s)).Save())
	}
	want := "Pimpinan: Gubernur Contoh; Kepala OPD: Kadis Satu; Semua: Andre Contoh, Kabag, Nabila Contoh; rest 0"
	if got := said(must(event.Groups(w.Institution, "deklarasi"))); got != want {
		t.Errorf("%s", got)
	}
	// One by the unit, in place of the heads; and none for all.
	heads.Name, heads.Positions, heads.Units = "Pendidikan", nil, []string{"Dinas Pendidikan"}
	check(must(event.PlanStage(w.Institution, "deklarasi", "Kepala OPD", heads)).Save())
	check(must(event.PlanNoStage(w.Institution, "deklarasi", "Semua")).Save())
	want = "Pimpinan: Gubernur Contoh; Pendidikan: Kabag, Kadis Satu, Nabila Contoh; rest 1"
	if got := said(must(event.Groups(w.Institution, "deklarasi"))); got != want {
		t.Errorf("%s", got)
	}
	if stages := must(event.Stages(w.Institution, "deklarasi")); !stages[1].Opens.Equal(heads.Opens) ||
		len(stages[0].NIPs) != 1 {
		t.Errorf("%+v", stages)
	}
	// Invitations are for a stage.
	people := must(event.StagePeople(w.Institution, "deklarasi", "Pimpinan"))
	if plan := must(w.PlanInvitations(people, day.AddDate(0, 1, 0), false)); len(plan.Invitations) != 1 {
		t.Errorf("%d are invited", len(plan.Invitations))
	}
	if other := must(event.Stages(w.Institution, "lain")); len(other) != 0 {
		t.Errorf("another campaign has %+v", other)
	}
}

// TestStagesRefuse: what cannot be is said by its field, and nothing is kept.
func TestStagesRefuse(t *testing.T) {
	w := newStagedWorld(t)
	good := event.Stage{Name: "Pimpinan", Opens: day, Units: []string{"Sekretariat"}}
	check(must(event.PlanStage(w.Institution, "deklarasi", "", good)).Save())
	for want, change := range map[string]func(*event.Stage){
		`name "Pimpinan": stage-name`: func(*event.Stage) {},
		`name "": empty`:              func(s *event.Stage) { s.Name = "" },
		`group "": stage-empty`:       func(s *event.Stage) { s.Name, s.Units = "x", nil },
		`stage-opens`:                 func(s *event.Stage) { s.Name, s.Opens = "x", day.Add(-time.Minute) },
		`: stage-opens`:               func(s *event.Stage) { s.Name, s.Opens = "x", day.AddDate(1, 0, 0) },
		`unit-unknown unit=Dinas X`:   func(s *event.Stage) { s.Name, s.Units = "x", []string{"Dinas X"} },
		`nip-unknown`: func(s *event.Stage) {
			s.Name, s.NIPs = "x",
				[]roster.NIP{"198103022008011003"}
		},
		`nip-malformed`: func(s *event.Stage) { s.Name, s.NIPs = "x", []roster.NIP{"12"} },
	} {
		s := good
		change(&s)
		if _, err := event.PlanStage(w.Institution, "deklarasi", "", s); err == nil || !strings.Contains(err.Error(),
			want) {
			t.Errorf("want %s, got %v", want, err)
		}
	}
	for _, bad := range []func() error{
		func() error { _, err := event.PlanStage(w.Institution, "lain", "", good); return err },
		func() error { _, err := event.PlanNoStage(w.Institution, "deklarasi", "Semua"); return err },
		func() error { _, err := event.StagePeople(w.Institution, "deklarasi", "Semua"); return err },
	} {
		if refused := (*office.RefusedError)(nil); !errors.As(bad(), &refused) {
			t.Errorf("%v", bad())
		}
	}
	if len(must(event.Stages(w.Institution, "deklarasi"))) != 1 {
		t.Error("a refused stage was kept")
	}
}

// TestTwoOfficersStage: of two who change the stages at once one wins, and the other is told.
func TestTwoOfficersStage(t *testing.T) {
	w := newStagedWorld(t)
	one := must(event.PlanStage(w.Institution, "deklarasi", "", event.Stage{Name: "Satu", Opens: day, All: true}))
	two := must(event.PlanStage(w.Institution, "deklarasi", "", event.Stage{Name: "Dua", Opens: day, All: true}))
	if one.Seen() != two.Seen() {
		t.Error("two plans of the same stages saw others")
	}
	check(one.Save())
	if must(event.Groups(w.Institution, "deklarasi")).Seen() == two.Seen() {
		t.Error("the stages have changed, and it is not seen")
	}
	if err := two.Save(); !errors.Is(err, office.Stale) {
		t.Errorf("the second: %v", err)
	}
	if stages := must(event.Stages(w.Institution, "deklarasi")); len(stages) != 1 || stages[0].Name != "Satu" {
		t.Errorf("%+v", stages)
	}
}

// TestErasedLeaveStages: who is erased is named in no stage any more, by nothing in the store.
func TestErasedLeaveStages(t *testing.T) {
	w := newStagedWorld(t)
	nip := roster.NIP("197001011995031001")
	check(must(event.PlanStage(w.Institution, "deklarasi", "", event.Stage{Name: "Pimpinan", Opens: day,
		NIPs: []roster.NIP{nip, "197002021996031002"}})).Save())
	left := func() (n int) {
		check(w.Ledger.Drawer("stages").Each([]byte("m"), func(_, _ []byte) error { n++; return nil }))
		return n
	}
	if left() != 2 {
		t.Fatal(left())
	}
	must(must(w.PlanErasure(t.Context(), must(w.Person(string(nip))), "permintaan")).Erase(t.Context(), w.registrar))
	if left() != 1 {
		t.Errorf("%d are named", left())
	}
	if got := said(must(event.Groups(w.Institution, "deklarasi"))); got != "Pimpinan: Kadis Satu; rest 3" {
		t.Error(got)
	}
	check(must(event.PlanStage(w.Institution, "deklarasi", "", event.Stage{Name: "Semua", Opens: day,
		All: true})).Save())
	if got := said(must(event.Groups(w.Institution, "deklarasi"))); !strings.HasSuffix(got, "rest 0") {
		t.Error(got)
	}
}
