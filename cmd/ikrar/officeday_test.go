package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ikrar/ledger/office/mail/postbox"
	"ikrar/verify/web/browser"
)

// officeDay is a day of an institution whose HR has nothing but a browser, and whose people have
// slips and telephones.
type officeDay struct {
	journey
	whole   testing.TB // the test, of which d.t is a part
	address string
	units   []string // those who get slips today; none for all
	people  []*signatory
	box     *postbox.Server
	mutex   sync.Mutex
}

// signatory is somebody who signs today.
type signatory struct {
	*phone
	slip
	name string
}

const (
	officerPassphrase = "kuda benar baterai"
	rootPassphrase    = "empat kata acak saja"
	wrong             = "Dra. Fransiska Lim, S.E." // as signed first
	right             = "Dra. Fransiska Lim, S.E., M.Kes."
	pensioned         = "Yuni Sri Rahayu, M.M." // does not sign, as the next
	absentee          = "Zainab, S.Pd."
)

// TestOfficeDay is HR's day by browser alone, by what people see, with the real command: from a
// computer that has nothing to an evidence pack. A hospital and a department sign; with
// IKRAR_DAY=whole all 40 people of the list get slips, and 38 sign.
func TestOfficeDay(t *testing.T) {
	needTools(t, "pdftoppm")
	browser.Tab(t) // started before anybody is waited for
	d := &officeDay{whole: t, journey: journey{world: world{t: t, dir: t.TempDir()},
		verifier: filepath.Join(buildVerifier(t), "ikrar-verify")}}
	d.address = freeAddress(t)
	d.url = "http://" + d.address
	d.postbox(t)
	count, wave := 40, 10
	if os.Getenv("IKRAR_DAY") != "whole" {
		d.units, count, wave = []string{"RSUD dr. Soedarso", "Dinas Kesehatan"}, 6, 6
	}
	begun := time.Now()
	d.part(t, "Morning", func() { d.morning(count) })
	stop := d.serveAt(d.address)
	for n := 0; n < count; n += wave {
		d.part(t, fmt.Sprint("Noon", n/wave+1), func() { d.noon(d.slips[n:min(n+wave, count)]) })
	}
	d.part(t, "Afternoon", func() { d.afternoon(count - 2) })
	stop()
	d.ikrar("audit")
	taps := 0
	for _, p := range d.people {
		taps += p.taps
	}
	t.Logf("%.1f s; %d people signed, with %d taps", time.Since(begun).Seconds(), len(d.people), taps)
}

// part is a part of the day, without which there are no others.
func (d *officeDay) part(t *testing.T, name string, do func()) {
	begun := time.Now()
	if !t.Run(name, func(t *testing.T) { d.t = t; do() }) {
		t.FailNow()
	}
	t.Logf("%s: %.1f s", name, time.Since(begun).Seconds())
}

// morning founds the institution, imports its people, opens the campaign and prints the slips.
func (d *officeDay) morning(count int) {
	o := d.officer()
	o.sees("Lima pertanyaan untuk memulai")
	o.writes("Nama lembaga", "Pemerintah Provinsi Contoh")
	o.writes("Alamat halaman publik", d.url)
	o.writes("Nama petugas", "Bidang Mutasi")
	o.writes("Frasa sandi kunci petugas", officerPassphrase)
	o.writes("Ulangi frasa sandi petugas", officerPassphrase)
	o.writes("Frasa sandi kunci akar", rootPassphrase)
	o.writes("Ulangi frasa sandi akar", rootPassphrase)
	o.click("Setelan lain")
	o.writes("Nama buku besar", "ikrar.contoh.example/buku")
	o.click("Mulai")
	d.lockRootAway(o)

	o.sees("Belum ada pegawai. Impor daftar dari Excel atau SIASN.")
	o.click("Impor pegawai")
	o.gives("Berkas daftar pegawai", absolute(d.t, "../../ledger/office/web/testdata/kepala-bertingkat.xlsx"))
	o.sees("Rencana impor", "Belum ada yang ditulis.", wrong)
	o.click("Impor 40 orang")
	o.sees("40 baru, 0 berubah, 0 tetap")

	o.click("Beranda")
	o.sees("Belum ada kegiatan yang dibuka.")
	o.click("Buka kegiatan")
	o.click("Buka kegiatan baru")
	o.writes("Judul kegiatan", "Deklarasi ASN BerAKHLAK")
	o.click("uu-20-2023")
	o.writes("Tempat", "Pontianak")
	o.writes("Tanggal deklarasi", "2026-03-31")
	o.writes("Hari terakhir", "2099-12-31")
	o.click("Lihat dulu")
	o.sees("Ini yang akan ditandatangani dan dicatat", "Menghargai setiap orang tanpa membedakan latar belakang")
	o.click("Tandatangani dan catat")
	d.stages(o)

	o.click("Slip & Undangan")
	o.sees("40 belum diundang")
	if len(d.units) == 0 {
		o.click("Semua unit")
	}
	for _, unit := range d.units {
		o.click(unit)
	}
	o.writes("Berlaku sampai dengan", "2099-12-31")
	o.click("Lihat rencana")
	o.sees(fmt.Sprintf("%d slip akan dibuat", count))
	o.click(fmt.Sprintf("Buat %d slip", count))
	o.sees(fmt.Sprintf("%d slip selesai dibuat", count))
	o.click("Unduh slip 1 (PDF)")
	o.takes("*.pdf", filepath.Join(d.dir, "slips.pdf"))
	o.goesHome()
	d.photograph(count)
}

// lockRootAway copies the root key to two sticks and removes it here.
func (d *officeDay) lockRootAway(o *officer) {
	o.sees("Simpan kunci akar di brankas")
	for n := range 2 {
		o.click("Simpan salinan")
		stick := o.takes("root*.key", filepath.Join(d.dir, fmt.Sprint("root.key", n)))
		o.gives("Berkas di diska lepas", stick)
		o.sees(fmt.Sprintf("Salinan yang sudah cocok: %d dari 2.", n+1))
	}
	o.click("Hapus dari komputer ini")
	o.sees("Kunci akar sudah tidak ada di komputer ini.")
	o.click("Lanjut ke Beranda")
}

// stages has the leaders go first.
func (d *officeDay) stages(o *officer) {
	o.sees("dari 40 pegawai sudah menandatangani")
	o.click("Tahap")
	for _, name := range []string{"Pimpinan", "Semua pegawai"} {
		o.click("Tambah tahap")
		o.writes("Nama tahap", name)
		if name == "Pimpinan" {
			o.writes("Kapan slipnya dibagikan", "2026-03-31T08:00")
			o.writes("Jabatan yang memuat kata ini", "Kepala")
		} else {
			o.writes("Kapan slipnya dibagikan", "2026-04-01T08:00")
			o.click("Semua pegawai", "Siapa")
		}
		o.click("Lihat siapa saja")
		o.sees(map[string]string{"Pimpinan": "Ratna Mempawah, S.E., Kepala Subbagian Umum",
			"Semua pegawai": "Mega"}[name])
		o.click("Simpan tahap")
		o.sees("Tahap menurut waktu", name)
	}
}

// noon has people use their slips, an officer approve, and the people sign.
func (d *officeDay) noon(slips []slip) {
	var came []*signatory
	several(d.t, slips, func(s slip) {
		if p := d.asks(s); p != nil {
			d.mutex.Lock()
			defer d.mutex.Unlock()
			came = append(came, p)
		}
	})
	d.approves(came)
	several(d.t, came, (*signatory).signs)
	d.people = append(d.people, came...)
}

// several are served three at a time, as many as a computer can be.
func several[T any](t testing.TB, all []T, do func(T)) {
	t.Helper()
	var working sync.WaitGroup
	places := make(chan bool, 3)
	for _, one := range all {
		places <- true
		working.Go(func() {
			defer func() { <-places }()
			do(one)
		})
	}
	working.Wait()
	if t.Failed() {
		t.FailNow()
	}
}

// asks uses a slip, and makes a key that is kept: nil where its holder lets it be.
func (d *officeDay) asks(s slip) *signatory {
	p := &signatory{phone: newPhone(d.whole), slip: s}
	p.page.Patient(20 * time.Minute) // whoever is corrected comes back in the afternoon
	p.page.Open(s.link)
	p.sees("Apakah ini Anda?")
	_, card, _ := strings.Cut(p.reads(), "Apakah ini Anda?")
	p.name, _, _ = strings.Cut(strings.TrimSpace(card), "\n")
	if p.name == pensioned || p.name == absentee {
		return nil
	}
	p.tap("Ya, ini saya")
	p.types("Frasa sandi baru", journeyPassphrase)
	p.types("Ketik sekali lagi", journeyPassphrase)
	p.tap("Buat kunci")
	p.tap("Unduh berkas")
	p.downloaded("kunci-*.txt")
	p.tap("Ya, sudah ada")
	p.sees("Menunggu persetujuan kepegawaian")
	return p
}

// signs comes back with the slip, and signs.
func (p *signatory) signs() {
	p.page.Open(p.link)
	const revoked, mine, agree = "Lanjut, tandatangani lagi", "Ya, ini saya", "Saya sudah membaca naskah ini"
	const early = "Tampaknya Anda sudah menandatangani" // a correction that the server has not published yet
	for screen := ""; screen != agree; {
		if screen = p.seesOneOf(revoked, mine, agree, early); screen == early {
			time.Sleep(time.Second)
			p.page.Open("about:blank")
			p.page.Open(p.link)
			continue
		}
		p.tap(screen)
		if screen != agree {
			p.leaves(screen)
		}
	}
	p.sees("Memahami dan memenuhi kebutuhan masyarakat.")
	p.types("Frasa sandi kunci Anda", journeyPassphrase)
	p.tap("Tanda tangani")
	p.sees("Sertifikat Anda belum terbit.")
}

// returns opens the office again, with the passphrase.
func (d *officeDay) returns(flags ...string) *officer {
	o := d.officer(flags...)
	o.sees("Buka kunci petugas")
	o.writes("Frasa sandi", officerPassphrase)
	o.click("Buka")
	return o
}

// approves one, and then all the others.
func (d *officeDay) approves(came []*signatory) {
	o := d.returns()
	o.sees("Ada yang meminta kuncinya disetujui.")
	o.click("Setujui")
	o.sees(fmt.Sprintf("%d permintaan menunggu", len(came)))
	o.click(came[0].name)
	o.click("Setujui yang dicentang")
	o.sees("1 disetujui", came[0].name)
	o.click("Kembali ke Persetujuan")
	o.click(fmt.Sprintf("Setujui semua tanpa pertanyaan (%d)", len(came)-1))
	o.click(fmt.Sprintf("Setujui %d permintaan", len(came)-1))
	o.sees(fmt.Sprintf("%d disetujui", len(came)-1))
	o.goesHome()
}
