package issue

import (
	"slices"
	"testing"
)

// TestLook: what is said before a run is what the run does.
func TestLook(t *testing.T) {
	w := newWorld(t)
	w.people("lama ", 2)
	w.run(Request{})
	missing := w.people("baru ", 3)
	o, err := w.issuer().Look(Request{})
	if err != nil || !slices.Equal(o.Missing, missing) || o.Issued != 2 {
		t.Fatalf("%+v, %v", o, err)
	}
	next, err := w.issuer().Next()
	if err != nil || next != o.First {
		t.Errorf("next %q, first %q, %v", next, o.First, err)
	}
	var fresh []string
	for _, c := range w.run(Request{}).made {
		if c.New {
			fresh = append(fresh, c.Number)
		}
	}
	if len(fresh) != 3 || fresh[0] != o.First || fresh[2] != o.Last {
		t.Errorf("numbers %q, said %q to %q", fresh, o.First, o.Last)
	}
	if o, err = w.issuer().Look(Request{}); err != nil || len(o.Missing) > 0 || o.First != "" {
		t.Errorf("when all are made: %+v, %v", o, err)
	}
}

// TestCampaignKeepsIndexes: pledges of another campaign that somebody names beside a campaign are
// not pulled into the run.
func TestCampaignKeepsIndexes(t *testing.T) {
	w := newWorld(t)
	w.campaign("lain")
	credential := w.enrol("seseorang")
	own := w.pledge("seseorang", "deklarasi", credential)
	other := w.pledge("seseorang", "lain", credential)
	subject := subjectOf("seseorang")
	for _, r := range []Request{
		{Campaign: "deklarasi", Indexes: []uint64{own, other}},
		{Campaign: "deklarasi", Indexes: []uint64{own, other}, Subject: &subject},
		{Campaign: "deklarasi", Indexes: []uint64{own, other}, Unit: "dinas contoh"},
	} {
		if o, err := w.issuer().Look(r); err != nil || !slices.Equal(o.Missing, []uint64{own}) {
			t.Errorf("%+v: %v, %v", r, o.Missing, err)
		}
	}
	if made := w.run(Request{Campaign: "deklarasi", Indexes: []uint64{other}}).made; len(made) > 0 {
		t.Errorf("the other campaign's was made: %+v", made)
	}
	w.run(Request{Campaign: "deklarasi", Indexes: []uint64{own, other}})
	if issued := w.issuances(); len(issued) != 1 {
		t.Errorf("issued: %v", issued)
	}
	all, err := w.issuer().Survey(Request{})
	if err != nil || len(all) != 2 || all[0].Campaign != "deklarasi" || all[0].Number == "" || all[0].Issued.IsZero() ||
		all[1].Campaign != "lain" || all[1].Number != "" {
		t.Errorf("survey: %+v, %v", all, err)
	}
}
