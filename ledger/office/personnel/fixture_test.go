package personnel_test

import (
	"crypto"
	"crypto/ed25519"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

var day = time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC)

// clock is what time it is; tests that move it do not run side by side.
var clock = day

func now() time.Time { return clock }

// moment moves the clock, until the test ends.
func (w *world) moment(t time.Time) {
	clock = t
	w.Cleanup(func() { clock = day })
	w.Close()
	w.Institution = must(w.Home.Open(w.Context(), opening()))
}

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
	return must(signer.Sign(w.keys[nip], w.Ledger.Origin(), signer.Pledge{IssuedAt: now().Unix(),
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
