package office_test

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"os"
	"strings"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify"
)

// From an empty directory to a certificate and a verdict. An act that has something to show is a
// plan first, which is done when somebody has seen it.
func Example() {
	ctx, dir := context.Background(), must(os.MkdirTemp("", "ikrar"))
	defer os.RemoveAll(dir)
	now := func() time.Time { return time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC) } // or time.Now

	// HR makes an institution, and opens it.
	home, _, err := office.Found(dir+"/bkd", office.Founding{Registrar: "Bidang Mutasi", Now: now,
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	check(err)
	i := must(home.Open(ctx, office.Opening{Now: now}))
	registrar := must(keyfile.Open(home.KeyPath("registrar"), nil))

	// It imports its people, and asks them for a commitment.
	people := "nip,nama,jabatan,unit\n197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan\n"
	check(must(i.PlanImport("pegawai.csv", strings.NewReader(people), roster.Choice{})).Import())
	x := must(office.ReadText("uu-20-2023", ""))
	campaign := signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi ASN BerAKHLAK", Text: x.Body, Digest: x.Digest(),
		Language: x.Language, Place: "Pontianak", Opens: now().Unix(), Closes: now().AddDate(1, 0, 0).Unix()}
	must(must(i.PlanCampaign(campaign)).Record(ctx, registrar))

	// An employee signs with a key of her own, for which HR vouches. The ledger records it.
	public, private, err := ed25519.GenerateKey(nil)
	check(err)
	enrolled := must(i.Enrol(ctx, registrar, must(i.Person("197602012005052002")), eddsa.PublicKey(public), false))
	pledge := must(signer.Sign(private, i.Ledger.Origin(), signer.Pledge{
		IssuedAt: now().Unix(), Credential: enrolled.Packet.Credential,
		PledgeBody: signer.PledgeBody{Text: x.Digest(), Campaign: campaign.ID, Place: campaign.Place}}))
	receipt := must(i.Ledger.Append(ctx, pledge))

	// HR issues her certificate. Anyone with the trust list checks the proof in it.
	check(must(i.PlanIssue(issue.Request{Dir: dir + "/sertifikat"})).Issue(ctx, registrar,
		func(c issue.Certificate, err error) { fmt.Println("issued:", c.Number, c.Name, err) }))
	list, _ := i.Ledger.Trust()
	result := verify.Check(must(i.Proof(ctx, receipt.Index)).Full(), list, nil, now().Unix())
	fmt.Println(result.Verdict, result.Person().Name, i.Close())
	// Output:
	// issued: 800/1/BKD/2026 Nabila Contoh <nil>
	// valid Nabila Contoh <nil>
}
