package office_test

import (
	"testing"
	"time"

	"ikrar/ledger/certificate/papers"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/standing"
)

// TestPapers: what is printed of a campaign is what the ledger and the roster say at that moment,
// under a checkpoint that covers it.
func TestPapers(t *testing.T) {
	w := newStagedWorld(t)
	c := must(w.Ledger.Campaign("deklarasi")).Claims()
	if said := w.record(w.pledge("197602012005052002", c)); said[0] != nil {
		t.Fatal(said)
	}
	r := must(w.Report("deklarasi"))
	m := must(event.Minutes(t.Context(), w.Institution, r, event.Gathering{Language: "id", Day: day.In(w.Zone())}))
	if m.Total.Signed != 1 || m.Total.People != 5 || len(m.Units) != 3 || m.Size < r.Size || m.Root == "" ||
		m.Place != "Pontianak" || m.TextTitle == "" || !m.Closes.Equal(time.Unix(c.Closes, 0)) {
		t.Errorf("%+v", m)
	}
	published, _, err := w.Ledger.Published()
	if err != nil || published.Root.String() != m.Root || published.Size != m.Size {
		t.Errorf("the checkpoint %v is not the published one, %v", published, err)
	}
	if _, err := papers.RenderMinutes(m); err != nil {
		t.Error(err)
	}
	people := must(w.UnitPeople("Dinas Pendidikan"))
	a := must(event.Attendance(w.Institution, c, people, event.Gathering{Place: "Aula", Day: day}))
	if len(a.People) != 3 || a.Place != "Aula" || a.People[0].Unit != "Dinas Pendidikan" ||
		len([]rune(a.People[0].NIP)) != 5 {
		t.Errorf("%+v", a)
	}
	if _, err := papers.RenderAttendance(a); err != nil {
		t.Error(err)
	}
}

// TestLive: the projector shows what a report counts, at every step, and knows who came since.
func TestLive(t *testing.T) {
	w := newStagedWorld(t)
	c := must(w.Ledger.Campaign("deklarasi")).Claims()
	var view standing.View
	live := func(since time.Time) event.LiveFigures {
		return event.Live(must(view.Now(w.Institution)), "deklarasi", now(), since)
	}
	compare := func(recent int) {
		t.Helper()
		f := live(day)
		r := must(w.Report("deklarasi")).Total
		if f.People != r.People || f.Signed != r.Pledged || f.Recent != recent || len(f.Last) != r.Pledged {
			t.Errorf("%+v, and the report %+v", f, r)
		}
		if again := live(day.Add(time.Hour)); again.Signed != f.Signed || again.Recent != 0 {
			t.Errorf("asked again: %+v", again)
		}
	}
	compare(0)
	nips := []string{"197602012005052002", "198001012006041001", "197001011995031001"}
	for n, nip := range nips {
		if said := w.record(w.pledge(nip, c)); said[0] != nil {
			t.Fatal(said)
		}
		compare(n + 1)
	}
	if f := live(day); f.Last[0].Name != "Gubernur Contoh" {
		t.Errorf("%+v", f.Last)
	}
	target := must(w.PersonTarget(must(w.Person(nips[0]))))
	must(must(w.PlanRevocation(target, 0, "keliru")).Revoke(t.Context(), w.registrar, "x"))
	compare(2)
}
