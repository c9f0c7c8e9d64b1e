package web_test

import (
	"crypto"
	"crypto/ed25519"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

const attendants = `nip,nama,jabatan,unit,golongan,status
197001011995031001,Gubernur Contoh,Gubernur,Sekretariat Daerah,IV/e,PNS
197002021996031002,Kadis Satu,Kepala Dinas Pendidikan,Dinas Pendidikan,IV/d,PNS
197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan,III/c,PNS
198001012006041001,Andre Contoh,Penata,Dinas Kesehatan,III/d,PNS
`

// signs has people of the roster sign a campaign, as they would elsewhere.
func signs(t *testing.T, dir, campaign string, nips ...string) {
	t.Helper()
	asOfficer(t, dir, func(i *office.Institution, registrar crypto.Signer) error {
		c, err := i.Ledger.Campaign(campaign)
		if err != nil {
			return err
		}
		for _, nip := range nips {
			public, private, err := ed25519.GenerateKey(nil)
			if err != nil {
				return err
			}
			person, err := i.Person(nip)
			if err != nil {
				return err
			}
			e, err := i.Enrol(t.Context(), registrar, person, eddsa.PublicKey(public), false)
			if err != nil {
				return err
			}
			pledge, err := signer.Sign(private, i.Ledger.Origin(), signer.Pledge{IssuedAt: time.Now().Unix(),
				Credential: e.Packet.Credential, PledgeBody: signer.PledgeBody{Text: c.Claims().Digest,
					Campaign: campaign, Place: c.Claims().Place}})
			if err != nil {
				return err
			}
			if _, err := i.Ledger.Append(t.Context(), pledge); err != nil {
				return err
			}
		}
		return nil
	})
}

// opens has another officer open a campaign.
func opens(t *testing.T, dir, id, title string) {
	t.Helper()
	asOfficer(t, dir, func(i *office.Institution, registrar crypto.Signer) error {
		x, err := office.ReadText("uu-20-2023", id)
		if err != nil {
			return err
		}
		from := time.Now().Add(-time.Hour)
		plan, err := i.PlanCampaign(signer.CampaignBody{ID: id, Title: title, Text: x.Body, Digest: x.Digest(),
			Language: x.Language, Place: "Pontianak", Opens: from.Unix(), Closes: from.AddDate(1, 0, 0).Unix()})
		if err != nil {
			return err
		}
		_, err = plan.Record(t.Context(), registrar)
		return err
	})
}

// visit goes to a page as by its address.
func (p *opened) visit(path string) {
	p.t.Helper()
	p.Open(p.address + path)
	p.settled()
}

// TestOpenCampaign: plain questions, what is signed is shown whole, and what anybody typed is text.
func TestOpenCampaign(t *testing.T) {
	p := institution(t, attendants)
	p.press("Kegiatan")
	p.shows("Belum ada kegiatan")
	p.sound()
	p.press("Buka kegiatan baru")
	p.picture("kegiatan-baru")
	p.sound()
	p.fill("Judul kegiatan", strings.Repeat("é", 200))
	p.fill("Tempat", "<img src=x onerror=alert(1)>")
	p.fill("Saksi", "Saksi Satu\nSaksi <i>Dua</i>")
	p.press("Lihat dulu")
	p.shows("paling banyak 200 huruf")
	p.picture("kegiatan-baru-salah")
	p.sound()
	p.fill("Judul kegiatan", "<script>alert(1)</script> Deklarasi")
	p.press("Lihat dulu")
	p.shows("Ini yang akan ditandatangani dan dicatat")
	p.shows("script-alert-1-script-")
	p.shows("<script>alert(1)</script> Deklarasi")
	p.shows("<img src=x onerror=alert(1)>")
	p.shows("Saksi <i>Dua</i>")
	p.shows("Demikian pernyataan komitmen ini saya buat dengan sebenarnya")
	p.shows("Bidang Mutasi")
	p.picture("kegiatan-rencana")
	p.sound()
	p.press("Ubah lagi")
	p.fill("Judul kegiatan", "Deklarasi ASN BerAKHLAK")
	p.fill("ID kegiatan", "Deklarasi")
	p.press("Lihat dulu")
	p.press("Tandatangani dan catat")
	p.shows("ID kegiatan deklarasi, ditandatangani oleh Bidang Mutasi")
	p.shows("0 dari 2")
	p.picture("kegiatan")
	p.sound()
	asOfficer(t, p.dir, func(i *office.Institution, _ crypto.Signer) error {
		c, err := i.Ledger.Campaign("deklarasi")
		if err == nil && (c.Claims().Place != "<img src=x onerror=alert(1)>" || len(c.Claims().Witnesses) != 2) {
			t.Errorf("%+v", c.Claims())
		}
		return err
	})
	p.visit("/kegiatan")
	p.shows("Sedang dibuka")
	p.picture("kegiatan-daftar")
	p.sound()
}

// TestTwoOfficersOpen: of two who open the same identifier one wins, and the other is told who did,
// before and after the plan; so is one who extends.
func TestTwoOfficersOpen(t *testing.T) {
	p := institution(t, attendants)
	p.visit("/kegiatan/_baru")
	p.fill("Judul kegiatan", "Milik saya")
	p.fill("Tempat", "Pontianak")
	p.fill("ID kegiatan", "sama")
	p.press("Lihat dulu")
	opens(t, p.dir, "sama", "Milik <b>orang lain</b>")
	p.press("Tandatangani dan catat")
	p.shows("ID sama sudah dipakai kegiatan “Milik <b>orang lain</b>”, yang dicatat oleh Bidang Mutasi")
	p.picture("kegiatan-dipakai")
	p.sound()
	p.press("Lihat dulu")
	p.shows("sudah dipakai kegiatan")
	p.fill("ID kegiatan", "lain")
	p.press("Lihat dulu")
	p.press("Tandatangani dan catat")
	p.shows("ID kegiatan lain")

	p.visit("/kegiatan/sama/perpanjang")
	p.shows("Judul, naskah, tempat, waktu buka, dan saksi tetap")
	p.sound()
	p.fill("Hari terakhir yang baru", "2098-01-31")
	p.press("Lihat dulu")
	p.shows("31 Januari 2098, 23.59 WIB")
	p.picture("perpanjang")
	p.sound()
	asOfficer(t, p.dir, func(i *office.Institution, registrar crypto.Signer) error {
		plan, err := i.PlanExtension("sama", time.Date(2097, 1, 1, 0, 0, 0, 0, i.Zone()))
		if err != nil {
			return err
		}
		_, err = plan.Record(t.Context(), registrar)
		return err
	})
	p.press("Tandatangani dan catat")
	p.shows("Bidang Mutasi baru saja mengubah waktu tutup menjadi 31 Desember 2096, 23.59 WIB")
	p.sound()
	p.press("Lihat dulu")
	p.press("Tandatangani dan catat")
	p.shows("sampai 31 Januari 2098, 23.59 WIB")
	p.visit("/kegiatan/sama/perpanjang")
	p.fill("Hari terakhir yang baru", "2001-01-31")
	p.press("Lihat dulu")
	p.shows("reason.closes")
}

// TestCampaignStages: leaders first, then heads, then all, each seen before it is kept.
func TestCampaignStages(t *testing.T) {
	p := institution(t, attendants)
	opens(t, p.dir, "deklarasi", "Deklarasi ASN BerAKHLAK")
	p.visit("/kegiatan/deklarasi/tahap")
	p.shows("Belum ada tahap")
	p.press("Tambah tahap")
	p.fill("Nama tahap", "Pimpinan <script>alert(1)</script>")
	p.fill("NIP", "19700101 199503 1 001\n123")
	p.press("Lihat siapa saja")
	p.shows("123: bukan NIP yang utuh")
	p.picture("tahap-salah")
	p.sound()
	p.fill("NIP", "19700101 199503 1 001")
	p.press("Lihat siapa saja")
	p.shows("Gubernur Contoh, Gubernur (Sekretariat Daerah)")
	p.shows("3 pegawai tidak termasuk tahap mana pun")
	p.sound()
	p.press("Simpan tahap")
	p.press("Tambah tahap")
	p.fill("Nama tahap", "Kepala OPD")
	p.fill("Jabatan yang memuat", "kepala dinas\nkepala badan")
	p.press("Lihat siapa saja")
	p.shows("Kadis Satu")
	p.press("Simpan tahap")
	p.press("Tambah tahap")
	p.fill("Nama tahap", "Semua")
	p.fill("Semua pegawai", "")
	p.press("Lihat siapa saja")
	p.shows("Nabila Contoh")
	p.picture("tahap-rencana")
	// Another officer changes the stages before they are kept.
	asOfficer(t, p.dir, func(i *office.Institution, _ crypto.Signer) error {
		plan, err := event.PlanNoStage(i, "deklarasi", "Kepala OPD")
		if err != nil {
			return err
		}
		return plan.Save()
	})
	p.press("Simpan tahap")
	p.shows("Petugas lain baru saja mengubah tahap kegiatan ini")
	p.sound()
	p.press("Tambah tahap")
	p.fill("Nama tahap", "Semua")
	p.fill("Semua pegawai", "")
	p.press("Lihat siapa saja")
	p.press("Simpan tahap")
	p.shows("Pimpinan <script>alert(1)</script>")
	p.picture("tahap")
	p.sound()
	p.press("Ubah")
	p.shows("Ubah tahap")
	p.picture("tahap-ubah")
	p.sound()
	p.visit("/kegiatan/deklarasi/tahap")
	p.press("Hapus")
	p.shows("Hapus tahap Pimpinan <script>")
	p.sound()
	p.press("Hapus")
	asOfficer(t, p.dir, func(i *office.Institution, _ crypto.Signer) error {
		stages, err := event.Stages(i, "deklarasi")
		if len(stages) != 1 || stages[0].Name != "Semua" {
			t.Errorf("%+v", stages)
		}
		return err
	})
}

// TestCeremony: the screen counts while people sign, says no name until it may, and fits.
func TestCeremony(t *testing.T) {
	p := institution(t, attendants)
	opens(t, p.dir, "deklarasi", "Deklarasi"+strings.Repeat(" ASN BerAKHLAK", 13))
	signs(t, p.dir, "deklarasi", "197001011995031001")
	p.visit("/kegiatan/deklarasi/upacara")
	p.shows("dari 4 pegawai (25,0%)")
	p.sound()
	p.fits(t, "upacara")
	signs(t, p.dir, "deklarasi", "197602012005052002")
	p.Wait(`document.querySelector(".big").textContent === "2"`)
	p.shows("+2 dalam 5 menit terakhir")
	var text string
	p.Eval(`document.body.innerText`, &text)
	if strings.Contains(text, "Nabila") || strings.Contains(text, "Gubernur") {
		t.Errorf("names are shown unasked: %s", text)
	}
	p.press("Layar penuh")
	p.press("Tampilkan nama")
	p.shows("Tampilkan nama di layar?")
	p.sound()
	p.press("Ya, tampilkan nama")
	p.shows("Nabila Contoh")
	p.sound()
	p.fits(t, "upacara-nama")
	p.press("Sembunyikan nama")
	p.Eval(`document.body.innerText`, &text)
	if strings.Contains(text, "Nabila") {
		t.Error("names are still shown")
	}
}

// fits fails where a screen of a projector would have to be scrolled, or its text is too small for
// the last row: a 25th of the height is 8 cm on a screen of two metres.
func (p *opened) fits(t *testing.T, name string) {
	t.Helper()
	for _, size := range [][2]int64{{1920, 1080}, {1280, 720}} {
		p.Size(size[0], size[1])
		var bad []string
		p.Eval(`(() => {
			const bad = [], page = document.documentElement
			if (page.scrollHeight > innerHeight ||
				page.scrollWidth > innerWidth) bad.push("scrolls: " + page.scrollWidth + "x" + page.scrollHeight)
			for (const e of document.querySelectorAll(".ceremony h1, .ceremony .count p, .ceremony .names li")) {
				const box = e.getBoundingClientRect()
				if (parseFloat(getComputedStyle(e).fontSize) < innerHeight / 25) bad.push("small: " + e.textContent)
				if (box.right > innerWidth || box.bottom > innerHeight) bad.push("outside: " + e.textContent)
			}
			return bad
		})()`, &bad)
		for _, b := range bad {
			t.Errorf("%dx%d: %s", size[0], size[1], b)
		}
		if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
			path := filepath.Join(dir, name+map[int64]string{1920: "-1080", 1280: "-720"}[size[0]]+".png")
			if err := os.WriteFile(path, p.Screenshot(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.Size(1280, 800)
}

// TestCampaignPapers: both papers are made in the browser, and what cannot be printed is said.
func TestCampaignPapers(t *testing.T) {
	p := institution(t, attendants)
	opens(t, p.dir, "deklarasi", "Deklarasi ASN BerAKHLAK")
	asOfficer(t, p.dir, func(i *office.Institution, _ crypto.Signer) error {
		plan, err := event.PlanStage(i, "deklarasi", "", event.Stage{Name: "Pimpinan", Opens: time.Now(),
			NIPs: []roster.NIP{"197001011995031001"}})
		if err != nil {
			return err
		}
		return plan.Save()
	})
	p.visit("/kegiatan/deklarasi/kertas")
	p.picture("kertas")
	p.sound()
	for _, form := range []string{"do=attendance", "do=attendance&date=2026-03-31&whom=tahap:Pimpinan",
		"do=attendance&whom=unit:Dinas+Pendidikan&language=en", "do=minutes&date=2026-03-31&number=800/1/BKD/2026"} {
		if pdf := p.posted("/kegiatan/deklarasi/kertas", form); !strings.HasPrefix(pdf, "%PDF-") {
			t.Errorf("%s: %.200s", form, pdf)
		}
	}
	for form, want := range map[string]string{"do=minutes&date=": "reason.date",
		"do=attendance&whom=tahap:Lain":              "tidak ada lagi",
		"do=minutes&date=2026-03-31&place=%E5%AE%98": "tidak dapat dicetak"} {
		if page := p.posted("/kegiatan/deklarasi/kertas", form); !strings.Contains(page, want) {
			t.Errorf("%s: %s", form, page)
		}
	}
}

// posted posts a form as the page does, and gives the download that it leads to, or else the page.
func (p *opened) posted(path, form string) string {
	p.t.Helper()
	var got string
	p.Eval(`fetch("/x`+path+`", { method: "POST", body: new URLSearchParams(`+quoted(form)+`), headers: { "Ikrar-Token": sessionStorage.getItem("ikrar.office") } })
		.then(a => a.headers.get("Ikrar-Download") ? fetch(a.headers.get("Ikrar-Download")) : a)
		.then(a => a.blob()).then(b => new Promise(done => {
			const r = new FileReader()
			r.onload = () => done(r.result.split(",")[1])
			r.readAsDataURL(b)
		}))`, &got)
	data, err := base64.StdEncoding.DecodeString(got)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(data)
}
