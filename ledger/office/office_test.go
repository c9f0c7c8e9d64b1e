package office_test

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

var day = time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC)

func now() time.Time { return day }

// world is an institution in a directory of the test, and its people's keys.
type world struct {
	*testing.T
	*office.Institution
	registrar crypto.Signer
	keys      map[string]ed25519.PrivateKey // by NIP
}

const employees = `nip,nama,jabatan,unit,golongan,status
197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan,III/c,PNS
198001012006041001,Andre Contoh,Penata,Dinas Kesehatan,III/d,PNS
`

func newWorld(t *testing.T) *world {
	t.Helper()
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{
		Facts:  config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example", Timezone: "WIB"},
		Config: settings, Registrar: "BKD", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, keys: map[string]ed25519.PrivateKey{}}
	w.registrar = must(keyfile.Open(h.KeyPath("registrar"), nil))
	w.Institution = must(h.Open(t.Context(), opening()))
	t.Cleanup(func() { w.Close() })
	return w
}

func opening() office.Opening {
	return office.Opening{Now: now, Key: func(path string) (crypto.Signer, error) { return keyfile.Open(path, nil) }}
}

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

// campaign records a campaign of this day.
func (w *world) campaign(id string) signer.Campaign {
	w.Helper()
	plan := must(w.PlanCampaign(campaignBody(id)))
	must(plan.Record(w.Context(), w.registrar))
	return plan.Campaign
}

func (w *world) campaignTitled(id, title string) signer.Campaign {
	w.Helper()
	body := campaignBody(id)
	body.Title = title
	plan := must(w.PlanCampaign(body))
	must(plan.Record(w.Context(), w.registrar))
	return plan.Campaign
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func campaignBody(id string) signer.CampaignBody {
	x := must(office.ReadText("uu-20-2023", id))
	return signer.CampaignBody{ID: id, Title: "Deklarasi", Text: x.Body, Digest: x.Digest(), Language: x.Language,
		Place: "Pontianak", Opens: day.Unix(), Closes: day.AddDate(1, 0, 0).Unix()}
}

// pledge enrols a person who has no key yet, and returns what the person signs.
func (w *world) pledge(nip string, c signer.Campaign) []byte {
	w.Helper()
	person := must(w.Person(nip))
	if w.keys[nip] == nil {
		_, w.keys[nip], _ = ed25519.GenerateKey(nil)
	}
	e := must(w.Enrol(w.Context(), w.registrar, person, must(eddsa.PublicKeyOf(w.keys[nip])), false))
	return must(signer.Sign(w.keys[nip], w.Ledger.Origin(), signer.Pledge{IssuedAt: day.Unix(),
		Credential: e.Packet.Credential,
		PledgeBody: signer.PledgeBody{Text: c.Digest, Campaign: c.ID, Place: c.Place}})).Bytes()
}

// record records pledges, and returns what was said of each.
func (w *world) record(pledges ...[]byte) (said []error) {
	w.Helper()
	names := strings.Split("abcdefgh", "")[:len(pledges)]
	err := w.Record(w.Context(), names, func(name string) ([]byte, error) {
		return pledges[name[0]-'a'], nil
	}, func(_ string, _ office.Recorded, err error) { said = append(said, err) })
	if err != nil {
		w.Fatal(err)
	}
	return said
}

func (w *world) imported() {
	w.Helper()
	if err := must(w.PlanImport("pegawai.csv", strings.NewReader(employees), roster.Choice{})).Import(); err != nil {
		w.Fatal(err)
	}
}

const nabila, andre = "197602012005052002", "198001012006041001"

// TestDay plans each act, shows it twice, and does it: from an empty directory to an erasure.
func TestDay(t *testing.T) {
	w := newWorld(t)
	if s := must(w.Standing()); s.Next() != "import" || s.Entries != 1 {
		t.Errorf("at first %+v, next %s", s, s.Next())
	}
	first := must(w.PlanImport("pegawai.csv", strings.NewReader(employees), roster.Choice{}))
	again := must(w.PlanImport("pegawai.csv", strings.NewReader(employees), roster.Choice{}))
	if !reflect.DeepEqual(first.Plan, again.Plan) || len(first.New) != 2 || must(w.Standing()).People != 0 {
		t.Errorf("an import that is only planned: %+v, then %+v", first.Plan, again.Plan)
	}
	w.imported()
	c := w.campaign("deklarasi")
	if plan := must(w.PlanCampaign(campaignBody("deklarasi"))); !plan.Recorded || plan.Unapproved {
		t.Errorf("the same campaign once more: %+v", plan)
	}
	pledges := [][]byte{w.pledge(nabila, c), w.pledge(andre, c), []byte("no pledge")}
	if said := w.record(pledges...); said[0] != nil || said[1] != nil || said[2] == nil {
		t.Errorf("recorded: %v", said)
	}
	out := t.TempDir()
	plan := must(w.PlanIssue(issue.Request{Dir: out}))
	twice := must(w.PlanIssue(issue.Request{Dir: out}))
	if plan.Missing != 2 || plan.Issued != 0 || twice.Missing != 2 {
		t.Errorf("planned: %+v, then %+v", plan, twice)
	}
	if err := plan.Cover(t.Context()); err != nil {
		t.Fatal(err)
	}
	var made []issue.Certificate
	for range 2 { // the same plan goes on from where it was
		made = nil
		err := plan.Issue(t.Context(), w.registrar, func(c issue.Certificate, err error) { made = append(made, c) })
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(made) != 2 || made[0].New {
		t.Fatalf("made: %+v", made)
	}
	if _, err := os.Stat(made[1].Path); err != nil {
		t.Error(err)
	}
	if r := must(w.Report("")); r.Total.Issued != 2 || r.Total.Missing != 0 {
		t.Errorf("reported: %+v", r.Total)
	}
	w.eraseNabila(out)
}

// eraseNabila erases a person whose certificate lies in a directory.
func (w *world) eraseNabila(out string) {
	w.Helper()
	person := must(w.Person(nabila))
	_, err := w.PlanErasure(w.Context(), person, "permintaan Nabila Contoh")
	if !errors.As(err, new(*config.ValueError)) {
		w.Errorf("a reason that names her: %v", err)
	}
	plan := must(w.PlanErasure(w.Context(), person, "diminta"))
	if plan.Credentials != 1 || plan.Pledges != 1 || plan.Plans != 1 || len(plan.Files(out)) != 1 {
		w.Errorf("planned: %+v, files %v", plan, plan.Files(out))
	}
	if _, err := w.Person(nabila); err != nil {
		w.Errorf("an erasure that is only planned: %v", err)
	}
	if entries, err := plan.Erase(w.Context(), w.registrar); err != nil || len(entries) != 1 {
		w.Errorf("erased: %v, %v", entries, err)
	}
	if _, err := w.Person(nabila); !errors.Is(err, office.NIPUnknown) {
		w.Errorf("after the erasure: %v", err)
	}
	if _, files, ok, err := w.Erased(person.NIP, out); !ok || err != nil || len(files) != 1 {
		w.Errorf("asked again: %v, %v, %v", files, ok, err)
	}
}

// TestStale: what has changed since a plan was shown is not done, and planned anew it is.
func TestStale(t *testing.T) {
	w := newWorld(t)
	early := must(w.PlanImport("pegawai.csv", strings.NewReader(employees), roster.Choice{}))
	w.imported()
	if err := early.Import(); !errors.Is(err, office.Stale) {
		t.Errorf("people who are there by now: %v", err)
	}
	longer := must(w.PlanCampaign(campaignBody("kedua")))
	first, second := w.campaign("deklarasi"), w.campaign("kedua")
	if _, err := longer.Record(t.Context(), w.registrar); !errors.Is(err, office.Stale) {
		t.Errorf("a campaign that is there by now: %v", err)
	}
	one := must(w.PlanExtension("kedua", day.AddDate(2, 0, 0)))
	other := must(w.PlanExtension("kedua", day.AddDate(3, 0, 0)))
	must(one.Record(t.Context(), w.registrar))
	if _, err := other.Record(t.Context(), w.registrar); !errors.Is(err, office.Stale) {
		t.Errorf("another end came in between: %v", err)
	}

	w.record(w.pledge(nabila, first))
	target := must(w.PersonTarget(must(w.Person(nabila))))
	plan := must(w.PlanRevocation(target, 0, "salah orang"))
	w.record(w.pledge(nabila, second))
	size := w.Ledger.Size()
	_, err := plan.Revoke(t.Context(), w.registrar, "Nabila")
	if !errors.Is(err, office.Stale) || w.Ledger.Size() != size {
		t.Errorf("a pledge that was not shown: %v", err)
	}
	plan = must(w.PlanRevocation(target, 0, "salah orang"))
	if len(plan.Pledges) != 2 || plan.Pledges[1].Campaign != "kedua" {
		t.Errorf("planned anew: %+v", plan.Pledges)
	}
	must(plan.Revoke(t.Context(), w.registrar, "Nabila"))
	if _, err := w.PersonTarget(must(w.Person(nabila))); !errors.Is(err, office.NotEnrolled) {
		t.Errorf("whose credential was revoked: %v", err)
	}
}

// TestInvitation: a code is valid when the files that say it are written, and each person has one.
func TestInvitation(t *testing.T) {
	w := newWorld(t)
	w.imported()
	people := must(w.UnitPeople("Dinas Kesehatan"))
	until := day.AddDate(0, 0, 7)
	plan := w.invitations(people, until)
	late := w.invitations(people, until)
	slip := filepath.Join(t.TempDir(), "slips.csv")
	if err := plan.Invite(office.File{Path: slip, Data: []byte(plan.Invitations[0].Code.String())}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(slip); err != nil {
		t.Error(err)
	}
	if err := late.Invite(); !errors.Is(err, office.InviteChanged) {
		t.Errorf("invited by another officer meanwhile: %v", err)
	}
	if plan := w.invitations(people, until); len(plan.Invitations) != 0 ||
		plan.Invited != 1 {
		t.Errorf("invited twice: %+v", plan.Batch)
	}
	for _, unit := range []string{"Dinas", " ", ""} {
		if _, err := w.UnitPeople(unit); !errors.Is(err, office.UnitUnknown) {
			t.Errorf("people of %q: %v", unit, err)
		}
	}
}

// TestRestore puts a ledger back, and lets it go on without what was lost.
func TestRestore(t *testing.T) {
	w := newWorld(t)
	w.imported()
	backup := filepath.Join(t.TempDir(), "cadangan")
	must(w.Backup(t.Context(), backup, func(_, _ uint64) {}, nil))
	w.campaign("hilang")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(w.LedgerDir()); err != nil {
		t.Fatal(err)
	}
	f := must(os.Open(backup))
	defer f.Close()
	plan := must(must(w.PrepareRestore(opening())).Plan(t.Context(), f, true, func(_, _ uint64) {}))
	if plan.Loss() == nil || len(plan.Report.Findings) > 0 {
		t.Errorf("what is lost was not said: %+v", plan.Report)
	}
	root := must(keyfile.Open(w.KeyPath("root"), nil))
	if err := w.CheckRoot(w.registrar); !errors.Is(err, office.RootKeyOther) {
		t.Errorf("another's key for the root's: %v", err)
	}
	if erased, err := plan.AcceptLoss(t.Context(), root); err != nil || erased != 0 {
		t.Fatalf("the loss was not accepted: %d, %v", erased, err)
	}
	if err := plan.Commit(); err != nil {
		t.Fatal(err)
	}
	again := must(w.Open(t.Context(), opening()))
	defer again.Close()
	if s := must(again.Standing()); s.People != 2 || s.Campaigns != 0 || s.Entries != 2 {
		t.Errorf("restored: %+v", s)
	}
}

// TestHomeIsRefused: what a home does not open for, by its code.
func TestHomeIsRefused(t *testing.T) {
	if _, _, err := office.ReadHome(t.TempDir()); !errors.Is(err, office.HomeNone) {
		t.Errorf("an empty directory: %v", err)
	}
	w, other := newWorld(t), newWorld(t)
	if err := os.WriteFile(w.TrustPath(), must(os.ReadFile(other.TrustPath())), 0o644); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, err := w.Open(t.Context(), opening()); err == nil {
		t.Error("the trust list of another institution was taken")
	}
	spec := office.Founding{Now: now, Config: other.Config, Registrar: "BKD", Facts: other.Facts()}
	if _, _, err := office.Found(other.Dir, spec); !errors.Is(err, office.HomeExists) {
		t.Errorf("founded twice: %v", err)
	}
}
