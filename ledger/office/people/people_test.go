package people_test

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/people"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

const roll = `nip,nama,jabatan,unit
197602012005052001,Ébénézer Siahaan,Analis,Dinas Pendidikan
197602012005052002,Ma'rufah Lestari,Analis,Dinas Pendidikan
197602012005052003,Ayu Contoh,Penata,Dinas Kesehatan
197602012005052004,BUDI CONTOH,Penata,Dinas Kesehatan
197602012005052005,Citra Contoh,Penata,Dinas Kesehatan
`

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// world is an institution with a campaign.
type world struct {
	*office.Institution
	ctx       context.Context
	registrar crypto.Signer
	campaign  signer.CampaignBody
}

func newWorld(t *testing.T, file string) *world {
	t.Helper()
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{Registrar: "BKD", Now: time.Now,
		Config: settings, Facts: config.Facts{Name: "Contoh", URL: "https://ikrar.contoh.example"}})
	check(err)
	w := &world{ctx: t.Context(), registrar: must(keyfile.Open(h.KeyPath("registrar"), nil)),
		Institution: must(h.Open(t.Context(), office.Opening{Now: time.Now}))}
	t.Cleanup(func() { w.Close() })
	w.take(file)
	x := must(office.ReadText("uu-20-2023", ""))
	w.campaign = signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi", Text: x.Body, Digest: x.Digest(),
		Language: x.Language, Place: "Pontianak", Opens: time.Now().Add(-time.Hour).Unix(),
		Closes: time.Now().Add(time.Hour).Unix()}
	must(must(w.PlanCampaign(w.campaign)).Record(w.ctx, w.registrar))
	return w
}

func (w *world) take(file string) {
	check(must(w.PlanImport("f.csv", strings.NewReader(file), roster.Choice{})).Import())
}

// signs enrols a person and records a pledge, unless it is only to be enrolled.
func (w *world) signs(nip string, also bool) {
	public, private, err := ed25519.GenerateKey(nil)
	check(err)
	e := must(w.Enrol(w.ctx, w.registrar, must(w.Person(nip)), eddsa.PublicKey(public), true))
	if also {
		must(w.Ledger.Append(w.ctx, must(signer.Sign(private, w.Ledger.Origin(), signer.Pledge{
			IssuedAt: time.Now().Unix(), Credential: e.Packet.Credential, PledgeBody: signer.PledgeBody{
				Text: w.campaign.Digest, Campaign: w.campaign.ID, Place: w.campaign.Place}}))))
	}
}

func (w *world) revokes(nip, reason string) {
	target := must(w.PersonTarget(must(w.Person(nip))))
	must(must(w.PlanRevocation(target, 0, reason)).Revoke(w.ctx, w.registrar, nip))
}

func (w *world) issues(t *testing.T) {
	check(must(w.PlanIssue(issue.Request{Dir: t.TempDir()})).Issue(w.ctx, w.registrar,
		func(_ issue.Certificate, err error) { check(err) }))
}

func names(all []people.Person) (names []string) {
	for _, p := range all {
		names = append(names, p.Name+"="+string(p.State))
	}
	return names
}

// TestDirectory: states and people are as they are at each question, whoever has changed them.
func TestDirectory(t *testing.T) {
	w := newWorld(t, roll)
	d := people.Directory{View: new(standing.View)}
	expect := func(want ...string) {
		t.Helper()
		all := must(d.All(w.Institution))
		if got := names(all); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		for _, p := range all {
			if state := people.StateOf(must(people.History(w.Institution, p.Person))); state != p.State {
				t.Errorf("%s: %s by the history, %s in the list", p.Name, state, p.State)
			}
		}
	}
	expect("Ayu Contoh=absent", "BUDI CONTOH=absent", "Citra Contoh=absent", "Ébénézer Siahaan=absent",
		"Ma'rufah Lestari=absent")
	w.signs("197602012005052001", false)
	w.signs("197602012005052002", true)
	w.issues(t)
	w.signs("197602012005052003", true)
	w.signs("197602012005052004", true)
	w.revokes("197602012005052004", "salah orang")
	w.signs("197602012005052005", false)
	w.revokes("197602012005052005", "kunci hilang")
	expect("Ayu Contoh=pledged", "BUDI CONTOH=revoked", "Citra Contoh=revoked", "Ébénézer Siahaan=enrolled",
		"Ma'rufah Lestari=issued")
	w.take("nip,nama,jabatan,unit\n197602012005052003,Zainab Contoh,Penata,Dinas Kesehatan\n" +
		"197602012005052006,Dewi Contoh,Penata,Dinas Kesehatan\n")
	w.signs("197602012005052005", true)
	must(must(w.PlanErasure(w.ctx, must(w.Person("197602012005052004")), "permintaan")).Erase(w.ctx, w.registrar))
	expect("Citra Contoh=pledged", "Dewi Contoh=absent", "Ébénézer Siahaan=enrolled", "Ma'rufah Lestari=issued",
		"Zainab Contoh=pledged")
	all := must(d.All(w.Institution))
	for typed, want := range map[string]string{"ebenezer": "Ébénézer", "ÉBÉ siah": "Ébénézer", "marufah": "Ma'rufah",
		"dinas KESEHATAN dewi": "Dewi", "1976 0201 2005 05 2006": "Dewi", "052003": "Zainab", "kesehatan marufah": ""} {
		found := people.Query{Text: typed}.Find(all)
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.HasPrefix(found[0].Name, want)) {
			t.Errorf("%q finds %q", typed, names(found))
		}
	}
	if found := (people.Query{Unit: "Dinas Kesehatan", State: people.Pledged}).Find(all); len(found) != 2 {
		t.Errorf("filtered: %q", names(found))
	}
	if units := people.Units(all); !slices.Equal(units, []string{"Dinas Kesehatan", "Dinas Pendidikan"}) {
		t.Errorf("units %q", units)
	}
}

// TestHistory reads a person's entries, also those that ended and those that are erased.
func TestHistory(t *testing.T) {
	w := newWorld(t, roll)
	const nip = "197602012005052002"
	person := must(w.Person(nip))
	if events := must(people.History(w.Institution, person)); events != nil {
		t.Errorf("of somebody without a key: %+v", events)
	}
	w.signs(nip, true)
	w.issues(t)
	w.revokes(nip, "kunci dicuri")
	w.signs(nip, true)
	w.issues(t)
	var got []string
	for _, e := range must(people.History(w.Institution, person)) {
		one := e.What
		if e.Holds {
			one += "+"
		}
		if e.What == people.KeyEnded && e.Reason != "kunci dicuri" || e.Registrar == "" && e.What != people.Signed {
			t.Errorf("%+v", e)
		}
		if e.What == people.CertificateIssued && (e.Number == "" || e.Code == "" || e.Campaign != "Deklarasi") {
			t.Errorf("%+v", e)
		}
		got = append(got, one)
	}
	if want := "key pledge issuance key-ended key+ pledge+ issuance+"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}
