package web_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
)

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

// started is when the tests were: a campaign that is opened twice is the same.
var started = time.Now()

// hr does what other rooms do, for a room that shows it.
type hr struct {
	*office.Institution
	registrar ed25519.PrivateKey
	campaign  signer.CampaignBody
}

func hrOf(i *office.Institution) hr {
	x := must(office.ReadText("uu-20-2023", ""))
	h := hr{i, must(keyfile.Open(i.KeyPath("registrar"), nil)).(ed25519.PrivateKey), signer.CampaignBody{
		ID: "deklarasi", Title: "Deklarasi BerAKHLAK", Text: x.Body, Digest: x.Digest(), Language: x.Language,
		Place: "Pontianak", Opens: started.Add(-time.Hour).Unix(), Closes: started.Add(time.Hour).Unix()}}
	must(must(i.PlanCampaign(h.campaign)).Record(context.Background(), h.registrar))
	return h
}

// signs enrols a person, who signs where that is asked too, and returns the person's key.
func (h hr) signs(nip string, also bool) ed25519.PrivateKey {
	public, private, err := ed25519.GenerateKey(nil)
	check(err)
	ctx := context.Background()
	e := must(h.Enrol(ctx, h.registrar, must(h.Person(nip)), eddsa.PublicKey(public), true))
	if also {
		must(h.Ledger.Append(ctx, must(signer.Sign(private, h.Ledger.Origin(), signer.Pledge{
			IssuedAt: time.Now().Unix(), Credential: e.Packet.Credential, PledgeBody: signer.PledgeBody{
				Text: h.campaign.Digest, Campaign: h.campaign.ID, Place: h.campaign.Place}}))))
	}
	return private
}

const (
	nabila, bunga, andre = "197602012005052002", "198109212023212049", "198001012006041001"

	staff = "nip,gelar_belakang,nama,jabatan,unit,golongan,status\n" +
		nabila + ",S.Pd.,Nabila Lestari,Guru Ahli Pertama,Dinas Pendidikan dan Kebudayaan,III/c,PNS\n" +
		bunga + ",,Búnga Effendi,Guru Ahli Pertama,Dinas Kesehatan,X,PPPK\n" +
		andre + ",,Andre Ma'ruf,Penata,Dinas Kesehatan,III/d,PNS\n"
)

// peopled is a home with three people: one has a certificate and a wish, one an invitation, one a
// key that was revoked.
func peopled(t testing.TB) *office.Home {
	home := foundHome(t)
	within(t, home, func(i *office.Institution) {
		importFile(t, i, staff)
		h, ctx := hrOf(i), context.Background()
		key := h.signs(nabila, true)
		check(must(i.PlanIssue(issue.Request{Dir: filepath.Join(home.Dir, "sertifikat")})).Issue(ctx, h.registrar,
			func(_ issue.Certificate, err error) { check(err) }))
		must(i.Desk().Wish(must(invitation.Correction{Date: time.Now().Unix(), Address: i.Facts().URL, Field: "name",
			Wish: "Nabila <b>Lestari</b> Putri", Note: "sesuai SK"}.Sign(key, i.Ledger.Origin()))))
		one := must(i.Person(bunga))
		plan := must(i.PlanInvitations(func(yield func(roster.Person, error) bool) { yield(one, nil) },
			time.Now().Add(48*time.Hour), false))
		check(plan.Sign(ctx, h.registrar, nil))
		check(plan.Commit())
		h.signs(andre, false)
		target := must(i.PersonTarget(must(i.Person(andre))))
		must(must(i.PlanRevocation(target, 0, "kunci hilang")).Revoke(ctx, h.registrar, "x"))
	})
	return home
}

// lists waits until the search has answered, and fails unless it shows these people alone.
func (p *opened) lists(names ...string) {
	p.t.Helper()
	p.Wait(`!document.body.hasAttribute("aria-busy") && [...document.querySelectorAll("#results tbody a")]` +
		`.map(a => a.textContent).join("|") === ` + quoted(strings.Join(names, "|")))
}

// TestPeople searches as one types, and filters.
func TestPeople(t *testing.T) {
	p := openOffice(t, peopled(t).Dir)
	p.toRoom("Pegawai", "3 dari 3 pegawai")
	p.picture("pegawai")
	p.sound()
	for typed, found := range map[string]string{"bunga": "Búnga Effendi", "MARUF": "Andre Ma'ruf",
		"1976 0201": "Nabila Lestari, S.Pd.", "pendidikan les": "Nabila Lestari, S.Pd."} {
		p.fill("Cari nama", typed)
		p.lists(found)
	}
	p.fill("Cari nama", "")
	for state, found := range map[string]string{"issued": "Nabila Lestari, S.Pd.", "absent": "Búnga Effendi",
		"revoked": "Andre Ma'ruf"} {
		p.fill("Keadaan", state)
		p.lists(found)
	}
	p.fill("Keadaan", "")
	p.fill("Unit", "Dinas Kesehatan")
	p.lists("Andre Ma'ruf", "Búnga Effendi")
	p.fill("Cari nama", "siapa")
	p.lists()
	p.shows("Tidak ada yang cocok")
	p.sound()
	p.Open(p.address + "/pegawai/198001012006041999")
	p.settled()
	p.shows("Periksa angkanya")
	p.sound()
}

// TestPerson reads the pages of three people, takes a certificate and settles a wish.
func TestPerson(t *testing.T) {
	h := peopled(t)
	p := openOffice(t, h.Dir)
	p.press("Pegawai")
	p.press("Andre Ma'ruf")
	p.shows("mencabut kuncinya, dengan alasan: kunci hilang")
	p.shows("tidak berlaku lagi")
	p.sound()
	p.press("Semua pegawai")
	p.press("Búnga Effendi")
	p.shows("Undangan berlaku sampai")
	p.shows("Belum ada yang tercatat")
	p.sound()
	p.press("Semua pegawai")
	p.press("Nabila Lestari")
	p.shows("Bidang Mutasi menjamin kunci baru")
	p.shows("Menandatangani Deklarasi BerAKHLAK")
	var fingerprint string
	p.Eval(`document.querySelector("main code").textContent`, &fingerprint)
	if len(fingerprint) != 16 {
		t.Errorf("the key's fingerprint: %q", fingerprint)
	}
	p.shows("Nabila <b>Lestari</b> Putri")
	p.picture("orang")
	p.sound()
	var got struct {
		Status int
		Type   string
		Size   int
	}
	p.Eval(`(async () => {
		const seen = new Promise(done => { HTMLAnchorElement.prototype.click = function () { done(this.href) } })
		;[...document.querySelectorAll("button")].find(b => b.textContent === "Unduh PDF").click()
		const answer = await fetch(await seen)
		return { Status: answer.status, Type: answer.headers.get("Content-Type"), Size: (await answer.blob()).size }
	})()`, &got)
	if got.Status != http.StatusOK || got.Type != "application/pdf" || got.Size < 10_000 {
		t.Errorf("the certificate: %+v", got)
	}
	p.settled()
	p.Eval(`document.querySelector("[name=code]").value = "AAAA-AAAA-AAAA"`, nil)
	p.press("Unduh PDF")
	p.shows("tidak berlaku lagi")
	p.press("Sudah diurus")
	p.shows("ditandai sudah diurus")
	p.sound()
	within(t, h, func(i *office.Institution) {
		if wishes := must(i.Wishes(nil)); len(wishes) != 0 {
			t.Errorf("wishes: %+v", wishes)
		}
	})
}

// TestRevocation shows what a revocation ends before it does, and only does what it has shown.
func TestRevocation(t *testing.T) {
	h := peopled(t)
	p := openOffice(t, h.Dir)
	p.Open(p.address + "/pegawai/" + nabila)
	p.settled()
	p.press("Cabut kuncinya")
	p.sound()
	p.press("Lihat akibatnya")
	p.shows("Tulis alasannya")
	p.sound()
	p.fill("Alasan", "Perbaikan")
	p.press("Lihat akibatnya")
	p.shows("Tulis alasan lain")
	p.fill("Alasan", "<script>alert(1)</script> kunci dicuri")
	p.press("Lihat akibatnya")
	p.shows("1 komitmen, dan sertifikatnya")
	p.shows("Deklarasi BerAKHLAK (catatan")
	p.shows("<script>alert(1)</script> kunci dicuri")
	p.picture("cabut")
	p.sound()
	p.press("Batal")
	p.press("Cabut kuncinya")
	p.fill("Tetap berlaku", "")
	p.fill("Alasan", "orangnya keluar")
	p.press("Lihat akibatnya")
	p.shows("Komitmennya tetap berlaku")
	within(t, h, func(i *office.Institution) { // another officer gives the person another key
		hrOf(i).signs(nabila, false)
	})
	p.press("Cabut")
	p.shows("Keadaannya baru saja berubah")
	p.sound()
	p.press("Cabut")
	p.shows("0 komitmen tidak berlaku lagi")
	p.picture("dicabut")
	p.sound()
	p.press("Kembali ke Nabila")
	p.shows("mencabut kuncinya, dengan alasan: orangnya keluar")
	p.shows("Unduh PDF")
	p.Open(p.address + "/pegawai/" + nabila + "/cabut")
	p.settled()
	p.fill("Alasan", "sekali lagi")
	p.press("Lihat akibatnya")
	p.shows("tidak punya kunci yang berlaku")
}

// TestErasure erases a person whose number is typed, and nobody else.
func TestErasure(t *testing.T) {
	h := peopled(t)
	p := openOffice(t, h.Dir)
	p.Open(p.address + "/pegawai/" + nabila)
	p.settled()
	p.press("Hapus data pribadi")
	p.fill("Alasan", "permintaan orangnya")
	p.press("Lihat akibatnya")
	p.shows("komitmen: 1")
	p.picture("hapus")
	p.sound()
	p.fill("Ketik NIP", andre)
	p.press("Hapus selamanya")
	p.shows("bukan NIP orang ini")
	p.sound()
	p.fill("Ketik NIP", "19760201 200505 2 002")
	p.press("Hapus selamanya")
	p.shows("Data pribadi dihapus")
	p.shows(".pdf")
	p.picture("dihapus")
	p.sound()
	p.press("Semua pegawai")
	p.shows("2 dari 2 pegawai")
	p.Open(p.address + "/pegawai/" + nabila)
	p.settled()
	p.shows("sudah dihapus pada")
	p.sound()
	if _, err := os.Stat(filepath.Join(h.Dir, "ikrar.toml")); errors.Is(err, fs.ErrNotExist) {
		t.Error("the home is gone")
	}
}

// TestPeopleOfStrangers: names of 200 characters and of scripts are text, and stay in their place.
func TestPeopleOfStrangers(t *testing.T) {
	h := foundHome(t)
	script := `<script>alert(1)</script><img src=x onerror=alert(2)>`
	long := strings.Repeat("W", 199)
	within(t, h, func(i *office.Institution) {
		plan := must(i.PlanImport("f.csv", strings.NewReader("nip,nama,jabatan,unit\n"+
			nabila+","+script+","+script+","+script+"\n"+andre+","+long+","+long+","+long+"\n"+
			bunga+",=1+1|A,=cmd,@SUM\n"),
			roster.Choice{Answer: roster.AsWritten}))
		check(plan.Import())
	})
	p := openOffice(t, h.Dir)
	p.press("Pegawai")
	p.shows(script)
	p.picture("pegawai-asing")
	p.sound()
	p.press(long)
	p.picture("orang-asing")
	p.sound()
	p.Size(320, 800)
	var wide bool
	p.Eval(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &wide)
	if wide {
		t.Error("the page is wider than a narrow window")
	}
	p.Size(1280, 800)
	p.press("Semua pegawai")
	p.press(script)
	p.sound()
	var made int
	p.Eval(`document.querySelectorAll("main script, main img").length`, &made)
	if made != 0 {
		t.Errorf("%d elements of a stranger's", made)
	}
}
