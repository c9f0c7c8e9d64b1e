package roles_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/internal/sessions"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/report/roles"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/signer/session"
	"ikrar/verify/phrase"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// world is an institution whose statements a test signs itself.
type world struct {
	*testing.T
	*office.Institution
	registrar crypto.Signer
	now       time.Time
}

func newWorld(t *testing.T) *world {
	now := time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{Config: settings,
		Facts:     config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example", Timezone: "WIB"},
		Registrar: "Bidang Mutasi", Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	i := must(h.Open(t.Context(), office.Opening{Now: clock}))
	t.Cleanup(func() { i.Close() })
	return &world{t, i, must(keyfile.Open(h.KeyPath("registrar"), nil)), now}
}

// record signs claims and records them, and gives the statement and its index.
func record[C signer.Claims](w *world, key crypto.Signer, claims C) (raw []byte, index uint64) {
	w.Helper()
	s := must(signer.Sign(key, w.Ledger.Origin(), claims))
	r, err := w.Ledger.Append(w.Context(), s)
	if err != nil {
		w.Fatal(err)
	}
	return s.Bytes(), r.Index
}

// TestRoles: who did what is told by registrar and machine, also where an entry came by another's
// session; a campaign has what is part of it; cells run nowhere.
func TestRoles(t *testing.T) {
	w := newWorld(t)
	text := must(office.ReadText("uu-20-2023", "deklarasi"))
	at := w.now.Unix()
	record(w, w.registrar, signer.Campaign{IssuedAt: at, CampaignBody: signer.CampaignBody{ID: "deklarasi",
		Title: "=1+1", Text: text.Body, Digest: text.Digest(), Language: text.Language, Place: "Pontianak",
		Opens: at - 60, Closes: at + 3600}})
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) // TEST-ONLY
	vouch := func(key ed25519.PrivateKey, subject byte, name string) ([]byte, uint64) {
		return record(w, w.registrar, signer.Credential{IssuedAt: at,
			Confirmation: signer.Confirmation{Key: must(eddsa.PublicKeyOf(key))},
			Person:       signer.Person{Subject: signer.Subject{subject}, Name: name, Unit: "Dinas Sosial"}})
	}
	credential, first := vouch(key, 1, "Nabila Contoh")
	other, _ := vouch(ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32)), 2, "Andre Contoh")
	pledge, _ := record(w, key, signer.Pledge{IssuedAt: at, Credential: credential,
		PledgeBody: signer.PledgeBody{Text: text.Digest(), Campaign: "deklarasi", Place: "Pontianak"}})
	_, issued := record(w, w.registrar, signer.Issuance{IssuedAt: at, IssuanceBody: signer.IssuanceBody{
		Pledge: signer.DigestOf(pledge), Number: "800/1/BKD/2026", File: signer.Digest{1}, Length: 1}})
	record(w, w.registrar, signer.Revocation{IssuedAt: at, RevocationBody: signer.RevocationBody{
		What: signer.TargetCredential, Target: signer.DigestOf(other), Reason: "keliru"}})
	record(w, key, signer.Revocation{IssuedAt: at, RevocationBody: signer.RevocationBody{What: signer.TargetKey,
		Target: signer.Digest(must(eddsa.PublicKeyOf(key))), From: w.Ledger.Size(), Reason: "hilang"}})

	var changes []struct{ Key, Value []byte }
	for n, r := range []sessions.Record{
		{Registrar: "Bidang Mutasi", Machine: "laptop", Began: at, Ended: at + 60, Entries: []sessions.Range{{first,
			first + 1}}},
		{Registrar: "Bidang Data", Machine: "meja", Began: at, Entries: []sessions.Range{{issued, issued}}},
	} {
		changes = append(changes, struct{ Key, Value []byte }{sessions.Key(r.Began, session.ID{byte(n)}),
			must(r.Encode())})
	}
	if err := w.Ledger.Drawer(sessions.Drawer).Write(changes); err != nil {
		t.Fatal(err)
	}

	r := must(roles.Gather(w.Ledger, w.now.In(w.Zone())))
	said := ""
	for _, a := range r.Acts {
		machine := ""
		if a.Session != nil {
			machine = a.Session.Machine
		}
		said += fmt.Sprintf("%s|%s|%s|%s|%s\n", a.What, a.By, machine, a.Person, a.About)
	}
	if want := "opened|Bidang Mutasi|||=1+1\nvouched|Bidang Mutasi|laptop|Nabila Contoh|\n" +
		"vouched|Bidang Mutasi|laptop|Andre Contoh|\nissued|Bidang Mutasi|meja|Nabila Contoh|800/1/BKD/2026\n" +
		"revoked|Bidang Mutasi||Andre Contoh|keliru\nrevoked|||Nabila Contoh|hilang\n"; said != want {
		t.Errorf("acts:\n%swant:\n%s", said, want)
	}
	if got := fmt.Sprint(r.Sums); got != "[{Bidang Mutasi  map[opened:1 revoked:1]} {Bidang Mutasi laptop map[vouched:2]} "+
		"{Bidang Mutasi meja (Bidang Data) map[issued:1]}]" {
		t.Error(got)
	}
	if only := r.Only("deklarasi"); len(only.Acts) != 4 || len(r.Only("lain").Acts) != 0 {
		t.Errorf("of the campaign: %+v", only.Acts)
	}

	files := map[string][]byte{}
	if err := r.Pack(files, phrase.ID); err != nil {
		t.Fatal(err)
	}
	rows := must(csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files["peran.csv"], []byte("\ufeff")))).ReadAll())
	if len(rows) != 7 || rows[1][8] != "'=1+1" || rows[6][2] != "mencabut sendiri" {
		t.Errorf("%q", rows)
	}
	book := must(excelize.OpenReader(bytes.NewReader(files["peran.xlsx"])))
	defer book.Close()
	if names := strings.Join(book.GetSheetList(), " "); names != "Ringkasan Peran" {
		t.Error(names)
	}
}
