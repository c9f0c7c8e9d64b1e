package web_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

const scripted = `<script>alert(1)</script>`

// reportedHome is an institution of three units, in the largest of which nobody has signed.
func reportedHome(t *testing.T) *office.Home {
	t.Helper()
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/buku", 0
	settings.Public.Figures = true
	h, _, err := office.Found(filepath.Join(t.TempDir(), "rumah"), office.Founding{Registrar: "Bidang Mutasi",
		Now: time.Now, Config: settings,
		Facts: config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"}})
	checked(t, err)
	i, err := h.Open(t.Context(), office.Opening{Now: time.Now})
	checked(t, err)
	defer i.Close()
	people := "nip,nama,jabatan,unit,status\n197602012005052002,Nabila Contoh,Analis,Dinas Sosial,PNS\n" +
		"198001012006041001,=Andre+1,Penata," + scripted + ",PNS\n197805052005052003," + strings.Repeat("Panjang ",
		24) +
		"Akhir,Penata,Dinas Sosial,PNS\n"
	for n := range 120 {
		people += fmt.Sprintf("19800101200601%04d,Guru %03d,Guru,Dinas Pendidikan,PNS\n", 1100+n, n)
	}
	plan, err := i.PlanImport("f.csv", strings.NewReader(people), roster.Choice{Answer: roster.AsWritten})
	checked(t, err)
	checked(t, plan.Import())
	registrar, err := keyfile.Open(h.KeyPath("registrar"), nil)
	checked(t, err)
	text, err := office.ReadText("uu-20-2023", "deklarasi")
	checked(t, err)
	now := time.Now()
	c, err := i.PlanCampaign(signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi " + scripted, Text: text.Body,
		Digest: text.Digest(), Language: text.Language, Place: "Pontianak", Opens: now.Unix(),
		Closes: now.AddDate(0, 1, 0).Unix()})
	checked(t, err)
	_, err = c.Record(t.Context(), registrar)
	checked(t, err)
	person, err := i.Person("197602012005052002")
	checked(t, err)
	_, key, _ := ed25519.GenerateKey(nil)
	public, err := eddsa.PublicKeyOf(key)
	checked(t, err)
	e, err := i.Enrol(t.Context(), registrar, person, public, false)
	checked(t, err)
	pledge, err := signer.Sign(key, i.Ledger.Origin(), signer.Pledge{IssuedAt: time.Now().Unix(),
		Credential: e.Packet.Credential,
		PledgeBody: signer.PledgeBody{Text: text.Digest(), Campaign: "deklarasi", Place: "Pontianak"}})
	checked(t, err)
	checked(t, i.Record(t.Context(), []string{"x"}, func(string) ([]byte, error) { return pledge.Bytes(), nil },
		func(_ string, _ office.Recorded, err error) { checked(t, err) }))
	return h
}

func checked(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestReports: an officer sees how far a campaign is, who is missing, copies the message to a
// unit's group, and takes the files away.
func TestReports(t *testing.T) {
	h := reportedHome(t)
	p := openOffice(t, h.Dir)
	p.press("Laporan")
	p.shows("Menurut unit")
	p.shows(scripted)
	p.picture("laporan")
	p.sound()
	p.phone("laporan")

	p.press("Lihat siapa yang belum")
	p.shows("122 orang")
	p.shows("Halaman 1 dari 2")
	p.press("Berikutnya")
	p.shows("Guru 119")
	p.fill("Cari nama", "panjang akhir")
	p.Wait(`document.querySelector("#results").textContent.includes("1 orang")`)
	p.fill("Cari nama", "")
	p.fill("Unit", "Dinas Pendidikan")
	p.Wait(`document.querySelector(".message") !== null`)
	p.press("Pesan untuk grup")
	p.shows("Dinas Pendidikan: 120 orang belum menandatangani, sampai ")
	p.shows("\n\n1. Guru 000\n2. Guru 001\n")
	p.shows(" ikrar.contoh.example/tanda ")
	p.picture("belum")
	p.sound()
	p.phone("belum")
	var copied string
	p.Eval(`document.querySelector("[data-copy]").dataset.copy`, &copied)
	if strings.Contains(copied, "19800101") || !strings.Contains(copied, "120. Guru 119") {
		t.Errorf("the message: %s", copied)
	}
	p.fill("Unit", scripted)
	p.Wait(`document.querySelector(".message")?.textContent.includes("=Andre+1")`)

	book, err := excelize.OpenReader(bytes.NewReader(p.takes("Excel (XLSX)", "deklarasi-belum.xlsx")))
	checked(t, err)
	defer book.Close()
	if cell, _ := book.GetCellValue("Dinas Pendidikan", "A7"); cell != "198001012006011100" {
		t.Errorf("the workbook has %q", cell)
	}
	p.Open(p.address + "/laporan")
	p.settled()
	if pdf := p.takes("Unduh poster A3", "deklarasi-poster.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no poster: %.40s", pdf)
	}
	p.press("Baca siapa melakukan apa")
	p.Wait(`document.querySelector("main").innerText.includes("2 perbuatan")`)
	p.shows("Bidang Mutasi")
	p.picture("peran")
	p.sound()
	acts, err := excelize.OpenReader(bytes.NewReader(p.takes("Excel (XLSX)", "peran.xlsx")))
	checked(t, err)
	defer acts.Close()
	if rows, _ := acts.GetRows("Peran"); len(rows) < 3 || !strings.Contains(fmt.Sprint(rows), "Nabila Contoh") {
		t.Errorf("the workbook of roles has %q", rows)
	}
	p.Open(p.address + "/laporan")
	p.settled()
	p.linksUnits()
	p.press("Buat bukti dukung")
	p.Wait(`document.querySelector("main").innerText.includes("1 dari 123")`)
	p.picture("bukti")
	p.sound()
	p.checksPack(h, p.takes("Unduh bukti dukung", "bukti-dukung-deklarasi.zip"))
}

// linksUnits makes links of units, hands them over and revokes one. It ends where it began.
func (p *opened) linksUnits() {
	p.t.Helper()
	p.press("Buat atau cabut tautan unit")
	p.press("Buat tautan")
	p.shows("Pilih sedikitnya satu unit.")
	p.fill("Semua unit", "")
	p.fill("Berlaku sampai akhir hari", "2020-01-01")
	p.press("Buat tautan")
	p.shows("Tanggal itu sudah lewat.")
	p.fill("Berlaku sampai akhir hari", "2099-12-31")
	p.fill("Catatan", scripted)
	p.press("Buat tautan")
	p.Wait(`document.querySelector("main").innerText.includes("3 tautan dibuat, berlaku sampai 31 Desember 2099")`)
	p.shows("https://ikrar.contoh.example/opd#")
	p.picture("tautan-baru")
	p.sound()
	book, err := excelize.OpenReader(bytes.NewReader(p.takes("Unduh lembar Excel", "tautan-unit.xlsx")))
	checked(p.t, err)
	defer book.Close()
	if cell, _ := book.GetCellValue(book.GetSheetName(0), "C8"); !strings.Contains(cell, "/opd#") {
		p.t.Errorf("the workbook has %q", cell)
	}
	if pdf := p.takes("Unduh slip untuk digunting", "tautan-unit.pdf"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		p.t.Errorf("no slips: %.40s", pdf)
	}
	p.press("Tautan unit")
	p.shows("belum pernah")
	p.press("Cabut yang dipilih")
	p.shows("Pilih sedikitnya satu tautan yang masih berlaku.")
	p.Eval(`document.querySelector("input[name=tautan]").click()`, nil)
	p.picture("tautan")
	p.sound()
	p.phone("tautan")
	p.press("Cabut yang dipilih")
	p.shows("1 tautan ini akan dicabut")
	p.sound()
	p.press("Ya, cabut")
	p.shows("dicabut ")
	p.Open(p.address + "/laporan")
	p.settled()
}

// phone looks at the page on a telephone of 360 pixels: nothing of it is wider.
func (p *opened) phone(name string) {
	p.t.Helper()
	p.Size(360, 740)
	var wide int
	p.Eval(`document.documentElement.scrollWidth`, &wide)
	if wide > 360 {
		p.t.Errorf("%s is %d wide", name, wide)
	}
	if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
		checked(p.t, os.WriteFile(filepath.Join(dir, name+"-phone.png"), p.Screenshot(), 0o600))
	}
	p.Size(1280, 800)
}

// takes presses a button and waits for the file that it downloads.
func (p *opened) takes(button, name string) []byte {
	p.t.Helper()
	dir := p.t.TempDir()
	p.Downloads(dir)
	p.press(button)
	for range 200 {
		// While a file arrives its name is taken by an empty one.
		under, err := filepath.Glob(filepath.Join(dir, "*.crdownload"))
		checked(p.t, err)
		if body, err := os.ReadFile(filepath.Join(dir, name)); err == nil && len(body) > 0 && len(under) == 0 {
			return body
		}
		time.Sleep(50 * time.Millisecond)
	}
	p.t.Fatalf("%s is not downloaded", name)
	return nil
}

// checksPack unpacks the archive and checks it as whoever gets it does.
func (p *opened) checksPack(h *office.Home, archive []byte) {
	p.t.Helper()
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	checked(p.t, err)
	dir := p.t.TempDir()
	checked(p.t, os.CopyFS(dir, z))
	list, err := office.ReadTrust(h.TrustPath())
	checked(p.t, err)
	s, name, err := report.CheckPack(dir, list)
	if err != nil || name != "Bidang Mutasi" || s.Pledged != 1 || s.People != 123 {
		p.t.Errorf("%+v by %q: %v", s, name, err)
	}
}
