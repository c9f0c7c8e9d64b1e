package office_test

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

// An institution from an empty directory to the first certificate. Every act that has something to
// show is a plan first, which is done when somebody has seen it.
func Example() {
	ctx := context.Background()
	check := func(err error) {
		if err != nil {
			log.Fatal(err)
		}
	}
	dir, err := os.MkdirTemp("", "ikrar")
	check(err)
	defer os.RemoveAll(dir)
	now := func() time.Time { return time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC) }

	settings := config.Default()
	settings.Origin = "ikrar.contoh.example/buku"
	home, _, err := office.Found(filepath.Join(dir, "bkd"), office.Founding{
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example", Timezone: "WIB"},
		Config: settings, Registrar: "Bidang Mutasi", Now: now})
	check(err)
	key := func(path string) (crypto.Signer, error) { return keyfile.Open(path, nil) }
	i, err := home.Open(ctx, office.Opening{Now: now, Key: key})
	check(err)
	defer i.Close()
	registrar, err := key(home.KeyPath("registrar"))
	check(err)

	roster := "nip,nama,jabatan,unit\n197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan\n"
	people, err := i.PlanImport("pegawai.csv", strings.NewReader(roster))
	check(err)
	fmt.Println("new:", len(people.New), "refused:", len(people.Refused))
	check(people.Import())

	x, err := office.ReadText("uu-20-2023", "")
	check(err)
	campaign, err := i.PlanCampaign(signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi ASN BerAKHLAK",
		Text: x.Body, Digest: x.Digest(), Language: x.Language, Place: "Pontianak",
		Opens: now().Unix(), Closes: now().AddDate(1, 0, 0).Unix()})
	check(err)
	_, err = campaign.Record(ctx, registrar)
	check(err)

	person, err := i.Person("197602012005052002")
	check(err)
	public, private, err := ed25519.GenerateKey(nil) // hers, and on her machine
	check(err)
	enrolled, err := i.Enrol(ctx, registrar, person, eddsa.PublicKey(public), false)
	check(err)
	pledge, err := signer.Sign(private, i.Ledger.Origin(), signer.Pledge{IssuedAt: now().Unix(),
		Credential: enrolled.Packet.Credential,
		PledgeBody: signer.PledgeBody{Text: x.Digest(), Campaign: "deklarasi", Place: "Pontianak"}})
	check(err)
	check(i.Record(ctx, []string{"nabila.pledge"}, func(string) ([]byte, error) { return pledge.Bytes(), nil },
		func(name string, r office.Recorded, err error) { fmt.Println(name, "is entry", r.Index, err) }))

	plan, err := i.PlanIssue(issue.Request{Dir: filepath.Join(dir, "sertifikat")})
	check(err)
	fmt.Println("to be issued:", plan.Missing)
	check(plan.Cover(ctx))
	check(plan.Issue(ctx, registrar, func(c issue.Certificate, err error) { fmt.Println(c.Number, c.Name, err) }))
	// Output:
	// new: 1 refused: 0
	// nabila.pledge is entry 3 <nil>
	// to be issued: 1
	// 800/1/BKD/2026 Nabila Contoh <nil>
}
