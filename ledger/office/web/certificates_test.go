package web_test

import (
	"archive/zip"
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

// signedHome is an institution whose people have signed in a campaign, and have no certificates.
// Its keys are without a passphrase.
type signedHome struct {
	*testing.T
	dir       string
	registrar crypto.Signer
	keys      map[roster.NIP]ed25519.PrivateKey
}

// newSignedHome makes one of a CSV of people, all of whom have signed in the campaign "deklarasi".
func newSignedHome(t *testing.T, people string) *signedHome {
	t.Helper()
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	h, _, err := office.Found(filepath.Join(t.TempDir(), "kantor saya"), office.Founding{
		Facts:  config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example", Timezone: "WIB"},
		Config: settings, Registrar: "BKD", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	home := &signedHome{T: t, dir: h.Dir, keys: map[roster.NIP]ed25519.PrivateKey{}}
	if home.registrar, err = keyfile.Open(h.KeyPath("registrar"), nil); err != nil {
		t.Fatal(err)
	}
	home.do(func(i *office.Institution) {
		plan, err := i.PlanImport("pegawai.csv", strings.NewReader(people), roster.Choice{Answer: roster.AsWritten})
		home.check(err)
		for _, refused := range plan.Refused {
			t.Errorf("refused: %v", refused)
		}
		home.check(plan.Import())
	})
	home.sign("deklarasi", "Deklarasi ASN BerAKHLAK 2026", "")
	return home
}

func (h *signedHome) check(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// do opens the institution for a moment, as another command would.
func (h *signedHome) do(do func(*office.Institution)) {
	h.Helper()
	home, _, err := office.ReadHome(h.dir)
	h.check(err)
	i, err := home.Open(h.Context(), office.Opening{Now: time.Now})
	h.check(err)
	do(i)
	h.check(i.Close())
}

// sign opens a campaign and has all people of a unit sign; "" for everybody.
func (h *signedHome) sign(id, title, unit string) {
	h.Helper()
	h.do(func(i *office.Institution) {
		text, err := office.ReadText("uu-20-2023", id)
		h.check(err)
		now := time.Now()
		plan, err := i.PlanCampaign(signer.CampaignBody{ID: id, Title: title, Text: text.Body, Digest: text.Digest(),
			Language: text.Language, Place: "Pontianak", Opens: now.Unix(), Closes: now.AddDate(1, 0, 0).Unix()})
		h.check(err)
		_, err = plan.Record(h.Context(), h.registrar)
		h.check(err)
		for p, err := range i.Roster.List(unit) {
			h.check(err)
			if h.keys[p.NIP] == nil {
				_, h.keys[p.NIP], _ = ed25519.GenerateKey(nil)
			}
			public, err := eddsa.PublicKeyOf(h.keys[p.NIP])
			h.check(err)
			e, err := i.Enrol(h.Context(), h.registrar, p, public, false)
			h.check(err)
			pledge, err := signer.Sign(h.keys[p.NIP], i.Ledger.Origin(), signer.Pledge{IssuedAt: now.Unix(),
				Credential: e.Packet.Credential,
				PledgeBody: signer.PledgeBody{Text: plan.Digest, Campaign: id, Place: "Pontianak"}})
			h.check(err)
			_, err = i.Ledger.AppendBytes(h.Context(), signer.KindPledge, pledge.Bytes())
			h.check(err)
		}
	})
}

// issued are all certificates in force.
func (h *signedHome) issued() (all []issue.Certificate) {
	h.Helper()
	h.do(func(i *office.Institution) {
		certificates, err := i.Certificates()
		h.check(err)
		found, err := certificates.Survey(issue.Request{})
		h.check(err)
		for _, c := range found {
			if c.Number != "" {
				all = append(all, c)
			}
		}
	})
	return all
}

// crowd is a CSV of so many invented people in two units.
func crowd(n int) string {
	out := "nip,nama,jabatan,unit,golongan,status\n"
	for k := range n {
		unit := "Dinas Pendidikan"
		if k%3 == 0 {
			unit = "Dinas Kesehatan"
		}
		out += fmt.Sprintf("%s,Pegawai Contoh %c%c,Analis,%s,III/c,PNS\n", nipOf(k), 'A'+k/26%26, 'A'+k%26, unit)
	}
	return out
}

// nipOf is a NIP of nobody.
func nipOf(k int) string { return fmt.Sprintf("19760201200505%d%03d", 1+k%2, 1+k) }

func init() {
	for key, text := range map[string]phrase.Text{
		"reason.number-needs": {ID: "harus memuat {counter} dan {year}", EN: "must have {counter} and {year} in it"},
		"reason.long":         {ID: "terlalu panjang: paling banyak 200 huruf", EN: "too long: at most 200 letters"},
		"fault.certificate-glyph": {ID: "huruf {rune} pada {field} tidak ada dalam fontnya",
			EN: "the font has no {rune}, which is in the {field}"},
		"certificate.field.name": {ID: "nama", EN: "name"},
	} {
		words[key] = text
	}
}

// fetched has a button offer a download and fetches it, as the browser would.
func (p *opened) fetched(button string) (name string, data []byte) {
	p.t.Helper()
	dir := p.t.TempDir()
	p.Downloads(dir)
	p.press(button)
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, e := range entries {
			if !strings.HasSuffix(e.Name(), ".crdownload") {
				data, err := os.ReadFile(filepath.Join(dir, e.Name()))
				if err != nil {
					p.t.Fatal(err)
				}
				return e.Name(), data
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.t.Fatalf("nothing came of %q", button)
	return "", nil
}

// waits until the window shows a text: of work that lasts, of a part that is drawn while one types.
func (p *opened) waits(want string) {
	p.t.Helper()
	p.Wait(fmt.Sprintf(`document.querySelector("main").innerText.includes(%s)`, quoted(want)))
	p.settled()
}

// TestCertificates: an officer looks, sets, issues, takes away, and finds one again.
func TestCertificates(t *testing.T) {
	home := newSignedHome(t, crowd(6)+nipOf(6)+`,"<script>alert()</script>",=A+B,"=HYPERLINK(""http://x"")",,PNS`+"\n")
	home.sign("lain", "Deklarasi lain", "Dinas Kesehatan")
	p := openOffice(t, home.dir)
	p.press("Sertifikat")
	p.shows("9 komitmen belum bersertifikat")
	p.picture("sertifikat")
	p.sound()
	p.press("Lihat rencana penerbitan")
	p.shows("2 sertifikat akan terbit") // the newest campaign alone
	p.fill("Kegiatan", "deklarasi")
	p.waits("7 sertifikat akan terbit")
	p.shows("Nomor 800/1/BKD/")
	p.picture("terbitkan")
	p.sound()
	p.press("Terbitkan 7 sertifikat")
	p.waits("7 sertifikat baru terbit")
	p.picture("terbit")
	p.sound()
	if all := home.issued(); len(all) != 7 || all[0].Campaign != "deklarasi" {
		t.Fatalf("issued: %+v", all)
	}

	name, data := p.fetched("Unduh ZIP")
	rows := indexed(t, data)
	if name != "sertifikat.zip" || len(rows) != 8 {
		t.Errorf("%s: %d rows of an index", name, len(rows))
	}
	p.press("Cara lain mengunduh")
	p.picture("unduh")
	p.sound()
	p.fill("Untuk dicetak", "")
	if name, data = p.fetched("Unduh"); name != "cetak-deklarasi.zip" || !bytes.HasPrefix(data, []byte("PK")) {
		t.Errorf("%s: %.8q", name, data)
	}
	p.press("Kembali")
	p.press("Daftar sertifikat")
	p.fill("Kegiatan", "deklarasi")
	p.fill("Cari", "contoh AB")
	p.waits("1 sertifikat")
	p.picture("daftar")
	p.sound()
	if name, data = p.fetched("PDF"); !strings.HasSuffix(name, ".pdf") || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("%s: %.8q", name, data)
	}
	p.fill("Cari", "<script>")
	p.waits("<script>alert()</script>")
}

// indexed reads the index of a ZIP, in which nothing may run.
func indexed(t *testing.T, data []byte) [][]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(issue.IndexCSV)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("a formula in the index: %q", cell)
			}
		}
	}
	return rows
}

// TestCertificateSettings: what is typed is drawn at once and marked, what is wrong is said, and
// what is saved is saved; what somebody else saved meanwhile is not overwritten unseen.
func TestCertificateSettings(t *testing.T) {
	home := newSignedHome(t, crowd(2)+nipOf(2)+",Nama Yang Paling Panjang Di Antara Semua,Analis,Dinas Sosial,III/c,PNS\n")
	p := openOffice(t, home.dir)
	p.press("Sertifikat")
	p.press("Tampilan dan penanda tangan")
	p.shows("Nama Yang Paling Panjang Di Antara Semua: nama terpanjang")
	if os.Getenv("IKRAR_PICTURES") != "" {
		time.Sleep(2 * time.Second) // the browser's own PDF viewer takes its time
	}
	p.picture("tampilan")
	p.sound()
	p.fill("Perangkat daerah", "BADAN KEPEGAWAIAN <b>DAERAH</b>")
	p.fill("Lihat contoh untuk", "contoh AB")
	p.waits("Contoh untuk Pegawai Contoh AB")
	p.fill("Pola nomor", "{urut}")
	p.waits("Pola nomor: harus memuat {urut} dan {tahun}")
	p.press("Simpan")
	p.shows("harus memuat {urut} dan {tahun}")
	p.picture("tampilan-salah")
	p.fill("Pola nomor", "{urut}/{tahun}")
	emblem := filepath.Join(t.TempDir(), "lambang.svg")
	home.check(os.WriteFile(emblem, []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">`+
		`<path d="M0 0h8v8z"/></svg>`), 0o600))
	p.upload("Lambang", emblem)
	p.press("Simpan")
	p.shows("Tersimpan")
	h, _, err := office.ReadHome(home.dir)
	home.check(err)
	if c := h.Config.Certificate; c.Agency != "BADAN KEPEGAWAIAN <b>DAERAH</b>" || c.Number != "{urut}/{tahun}" ||
		!strings.HasPrefix(c.Emblem, "lambang-") {
		t.Errorf("saved: %+v", c)
	}

	h.Config.Certificate.Agency = "dari orang lain"
	home.check(os.WriteFile(h.ConfigPath(), h.Config.Render(), 0o600))
	p.fill("Perangkat daerah", "dari saya")
	p.press("Simpan")
	p.shows("diubah orang lain")
	p.shows("Sekarang tersimpan: dari orang lain")
	other := must(settings.Read(home.dir))
	other.Config.Certificate.Agency, other.By = "dari Dua", settings.Saved{Officer: "Petugas Dua", At: 1}
	home.check(other.Save(t.Context()))
	p.press("Simpan")
	p.shows("Petugas Dua mengubah pengaturan ini sementara Anda mengisi")
	p.shows("Sekarang tersimpan: dari Dua")
	p.picture("tampilan-basi")
	p.sound()
	p.press("Simpan")
	p.shows("Tersimpan")
	if h, _, err = office.ReadHome(home.dir); err != nil || h.Config.Certificate.Agency != "dari saya" {
		t.Errorf("saved: %+v, %v", h.Config.Certificate, err)
	}
}

// The preview's address is good once, and only in the office's own frames.
func TestPreviewIsFramed(t *testing.T) {
	home := newSignedHome(t, crowd(1))
	p := openOffice(t, home.dir)
	p.press("Sertifikat")
	p.press("Tampilan dan penanda tangan")
	var address string
	p.Eval(`document.querySelector("iframe").src`, &address)
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode == http.StatusOK {
		t.Error("a stranger is shown the preview")
	}
}

// TestCertificatesInTurn: while another issues one is told who, may stop and go on, and what cannot
// be drawn is said in words; the others are issued, and nothing twice.
func TestCertificatesInTurn(t *testing.T) {
	home := newSignedHome(t, crowd(3)+nipOf(3)+",Nama 字,Analis,Dinas Sosial,III/c,PNS\n")
	unlock, err := issue.Lock(t.Context(), filepath.Join(home.dir, "ledger.issuing"), "Bu Rini (PID 4711)", nil)
	home.check(err)
	p := openOffice(t, home.dir)
	start := func() {
		p.press("Sertifikat")
		p.press("Lihat rencana penerbitan")
		p.press("Terbitkan 4 sertifikat")
	}
	start()
	p.waits("Sedang diterbitkan oleh Bu Rini (PID 4711)")
	p.picture("menunggu")
	p.sound()
	p.press("Hentikan")
	p.waits("Dihentikan")
	p.shows("4 belum diterbitkan")
	p.press("Teruskan")
	p.press("Terbitkan 4 sertifikat")
	p.waits("Sedang diterbitkan oleh Bu Rini")
	unlock()
	p.waits("3 sertifikat baru terbit")
	p.shows("huruf 字 pada nama tidak ada dalam fontnya")
	p.picture("terbit-sebagian")
	p.sound()
	numbers := map[string]bool{}
	for _, c := range home.issued() {
		numbers[c.Number] = true
	}
	if len(numbers) != 3 {
		t.Errorf("numbers: %v", numbers)
	}
}

// TestPlanIsKept: what is issued is what was shown. Who signs meanwhile, and settings that change,
// lead back to the plan; a mark of another campaign opens nothing.
func TestPlanIsKept(t *testing.T) {
	home := newSignedHome(t, crowd(3))
	p := openOffice(t, home.dir)
	p.press("Sertifikat")
	p.press("Lihat rencana penerbitan")
	h, _, err := office.ReadHome(home.dir)
	home.check(err)
	h.Config.Certificate.Signatory.Name = "Pejabat Lain"
	home.check(os.WriteFile(h.ConfigPath(), h.Config.Render(), 0o600))
	p.press("Terbitkan 3 sertifikat")
	p.shows("Ada yang berubah sejak rencana ini Anda lihat")
	p.shows("Pejabat Lain")
	home.sign("lain", "Deklarasi lain", "")
	p.Eval(`document.querySelector("input[name=campaign]").value = "lain"`, nil)
	p.press("Terbitkan 3 sertifikat")
	p.shows("Ada yang berubah")
	p.shows("Deklarasi lain")
	if all := home.issued(); len(all) > 0 {
		t.Errorf("issued all the same: %+v", all)
	}
}
