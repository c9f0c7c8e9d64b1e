package recovery_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/store"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/recovery"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

var nips = []string{"197602012005052002", "198503152010011003"}

// TestRefill: statements whose bytes were lost come back from the certificates' own PDFs and from
// proofs, and the ledger audits clean; what is erased stays away.
func TestRefill(t *testing.T) {
	dir, ctx := t.TempDir(), t.Context()
	now := func() time.Time { return time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC) }
	home, _, err := office.Found(filepath.Join(dir, "bkd"), office.Founding{Registrar: "Bidang Mutasi", Now: now,
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	check(t, err)
	open := func() *office.Institution {
		i, err := home.Open(ctx, office.Opening{Now: now})
		check(t, err)
		return i
	}
	i := open()
	registrar, err := keyfile.Open(home.KeyPath("registrar"), nil)
	check(t, err)
	people := "nip,nama,jabatan,unit\n"
	for n, nip := range nips {
		people += fmt.Sprintf("%s,%s Contoh,Analis,Dinas Pendidikan\n", nip, []string{"Nabila", "Arif"}[n])
	}
	imported, err := i.PlanImport("pegawai.csv", strings.NewReader(people), roster.Choice{})
	check(t, err)
	check(t, imported.Import())
	x, err := office.ReadText("uu-20-2023", "")
	check(t, err)
	campaign, err := i.PlanCampaign(signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi", Text: x.Body,
		Digest: x.Digest(), Language: x.Language, Place: "Pontianak", Opens: now().Unix(),
		Closes: now().AddDate(1, 0, 0).Unix()})
	check(t, err)
	_, err = campaign.Record(ctx, registrar)
	check(t, err)
	var proofs [][]byte
	for _, nip := range nips {
		public, private, _ := ed25519.GenerateKey(nil)
		person, err := i.Person(nip)
		check(t, err)
		enrolled, err := i.Enrol(ctx, registrar, person, eddsa.PublicKey(public), false)
		check(t, err)
		pledge, err := signer.Sign(private, i.Ledger.Origin(), signer.Pledge{
			IssuedAt: now().Unix(), Credential: enrolled.Packet.Credential,
			PledgeBody: signer.PledgeBody{Text: x.Digest(), Campaign: "deklarasi", Place: "Pontianak"}})
		check(t, err)
		r, err := i.Ledger.Append(ctx, pledge)
		check(t, err)
		proof, err := i.Proof(ctx, r.Index)
		check(t, err)
		proofs = append(proofs, proof.Full())
	}
	issued, err := i.PlanIssue(issue.Request{Dir: filepath.Join(dir, "sertifikat")})
	check(t, err)
	check(t, issued.Issue(ctx, registrar, func(_ issue.Certificate, err error) { check(t, err) }))
	pdfs, err := filepath.Glob(filepath.Join(dir, "sertifikat", "*", "*.pdf"))
	if err != nil || len(pdfs) != 2 {
		t.Fatal(pdfs, err)
	}
	options, err := home.Options(office.Opening{Now: now})
	check(t, err)
	check(t, i.Close())

	// The first person's from the PDF, the second's from a proof.
	var all []recovery.Statement
	for _, data := range [][]byte{read(t, pdfs[0]), read(t, pdfs[1]), proofs[0], proofs[1]} {
		some, err := recovery.Read(data)
		check(t, err)
		all = append(all, some...)
	}
	s, err := store.Create(filepath.Join(options.Dir, "store"), options.StoreKey)
	check(t, err)
	check(t, s.Update(func(x store.Txn) error {
		for n, m := range all[:4] {
			err := x.Remove(store.StatementKey(m.Index))
			if n == 1 { // and what leads to it
				err = errors.Join(err, x.Remove(store.DigestKey(store.PrefixDigest, m.Digest())))
			}
			check(t, err)
		}
		return nil
	}))
	check(t, s.Close())

	states := func(want recovery.State) (some []recovery.Statement) {
		i := open()
		defer i.Close()
		for _, m := range all {
			m, state, err := recovery.Look(i.Ledger, m)
			if err != nil || state != want {
				t.Errorf("entry %d: state %d, want %d: %v", m.Index, state, want, err)
			}
			some = append(some, m)
		}
		return some
	}
	missing := states(recovery.Missing)
	other := missing[0]
	other.Index = missing[1].Index
	if err := recovery.Refill(options, []recovery.Statement{other}); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("at another entry: %v", err)
	}
	check(t, recovery.Refill(options, missing))
	check(t, recovery.Refill(options, missing)) // again
	states(recovery.Held)
	report, err := ledger.Audit(ctx, options, nil)
	if err != nil || len(report.Findings) > 0 {
		t.Errorf("%+v, %v", report.Findings, err)
	}
	if _, err := recovery.Read(bytes.Repeat([]byte("x"), 100)); err == nil {
		t.Error("a file that holds nothing is read")
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	check(t, err)
	return data
}
