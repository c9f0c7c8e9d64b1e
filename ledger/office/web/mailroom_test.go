package web_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail/postbox"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

func init() {
	words["reason.mail-port"] = phrase.Text{ID: "harus 1 sampai 65535", EN: "must be 1 to 65535"}
}

const addressees = "nip,nama,unit,email,hp\n" +
	"197602012005052001,Ani,Dinas Kesehatan,ani@contoh.example,0812 3456 7890\n" +
	"197602012005052002,Budi,Dinas Kesehatan,,\n" +
	"197602012005052003,Citra,Dinas Kesehatan,later@contoh.example,\n" +
	"197602012005052004,=1+1<script>alert(1)</script>,\"Dinas <img src=x onerror=alert(1)>\",nobody@contoh.example,\n" +
	"197602012005052005,Eko,Dinas Sosial,kantor@contoh.example,\n" +
	"197602012005052006,Fajar,Dinas Sosial,kantor@contoh.example,\n" +
	"197602012005052007,Gita,Dinas Sosial,drop@contoh.example,\n" +
	"197602012005052008,Hana,Dinas Sosial,hana@contoh.example,\n"

// mailHome is a home with people who have addresses, and a mail server beside it.
func mailHome(t *testing.T, set bool) (*office.Home, *postbox.Server) {
	t.Helper()
	box := must(postbox.Start(config.TLSNone, time.Now()))
	t.Cleanup(box.Close)
	h := foundHome(t)
	within(t, h, func(i *office.Institution) {
		must(0, must(i.PlanImport("f.csv", strings.NewReader(addressees),
			roster.Choice{Answer: roster.AsWritten})).Import())
		openCampaign(i, h)
	})
	if set {
		h.Config.Mail = config.Mail{Server: "127.0.0.1", Port: int64(box.Port), TLS: config.TLSNone, User: postbox.User,
			PasswordFile: "keys/surel", From: "bkd@contoh.example", Rate: 600}
		must(0, os.WriteFile(filepath.Join(h.Dir, "keys", "surel"), []byte(postbox.Password+"\n"), 0o600))
		must(0, os.WriteFile(h.ConfigPath(), h.Config.Render(), 0o600))
	}
	return h, box
}

// taken counts the letters to somebody.
func taken(box *postbox.Server, to string) (n int) {
	for _, l := range box.Taken() {
		if l.To == to {
			n++
		}
	}
	return n
}

// TestMailroom sets a mail server, looks at the plan and a sample, sends invitations, answers for
// the one of which nobody knows, and marks what came back; nobody gets a letter twice.
func TestMailroom(t *testing.T) {
	h, box := mailHome(t, false)
	p := openOffice(t, h.Dir)
	p.toRoom("Surel", "Peladen surel belum disetel")
	p.picture("surel-belum")
	p.sound()
	p.fill("Nama peladen", "surel.contoh.example")
	p.fill("Enkripsi", "none")
	p.fill("Nama pengguna", postbox.User)
	p.fill("Kata sandi surel", "sandi lama")
	p.fill("Alamat pengirim", "bkd@contoh.example")
	p.fill("Port", "99999")
	p.press("Simpan")
	p.shows("harus 1 sampai 65535")
	p.shows("Ketik lagi kata sandinya: yang tadi belum disimpan.")
	p.fill("Port", strconv.Itoa(box.Port))
	p.press("Simpan")
	p.shows("Tanpa enkripsi hanya ke peladen di komputer ini")
	p.picture("surel-salah")
	p.sound()
	p.fill("Nama peladen", "127.0.0.1")
	p.fill("Kata sandi surel", "sandi lama")
	p.fill("Surel setiap menit", "600")
	p.press("Simpan")
	p.shows("Tersimpan.")
	if text := must(os.ReadFile(h.ConfigPath())); !bytes.Contains(text, []byte("bkd@contoh.example")) ||
		bytes.Contains(text, []byte("sandi lama")) {
		t.Errorf("ikrar.toml:\n%s", text)
	}
	p.picture("surel")
	p.sound()

	p.press("Lihat rencana")
	p.shows("Undangan untuk Deklarasi")
	p.shows("Alamat dipakai bersama: 2")
	p.shows("Tanpa alamat surel: 1")
	p.shows("XXXX-XXXX-XXXX-XXXX")
	p.press("Bahasa Inggris")
	p.shows("Your invitation to sign Deklarasi")
	p.picture("surel-rencana")
	p.sound()
	p.fill("Kirim contoh", "bukan alamat")
	p.press("Kirim contoh")
	p.shows("Isi satu alamat surel.")
	p.fill("Kirim contoh", "saya@contoh.example")
	p.press("Kirim contoh")
	p.shows("nama pengguna dan kata sandi tidak diterima (kata peladen: “535 5.7.8 Authentication failed”)")
	p.picture("surel-sandi-salah")
	p.sound()
	p.press("Kirim 5 surel")
	p.shows("Ketik kata sandi surel.")
	p.fill("untuk contoh ini", postbox.Password)
	p.press("Kirim contoh")
	p.shows("Contoh sudah diterima peladen untuk saya@contoh.example")
	if l := box.Taken(); len(l) != 1 || !strings.Contains(l[0].Text, "XXXX-XXXX") {
		t.Fatalf("%+v", l)
	}

	p.press("Kirim 5 surel")
	p.worked()
	p.shows("Sambungan putus tepat saat surel untuk Gita diserahkan")
	p.shows("1 surel terkirim.")
	p.shows("“550 5.1.1 No such user here”")
	p.shows("“451 4.7.1 Greylisted, come back”")
	p.shows("=1+1<script>alert(1)</script>")
	p.shows("2 orang belum dikirimi.")
	p.picture("surel-hasil")
	p.sound()
	var rest string
	p.Eval(`[...document.querySelectorAll("main a")].find(a => a.textContent.includes("Teruskan")).href`, &rest)
	p.toRoom("Beranda", "1 orang belum pasti menerima surelnya")
	p.press("1 orang belum pasti menerima surelnya")
	p.shows("Kirim")
	p.Open(rest)
	p.settled()
	p.shows("1 surel belum pasti")
	p.shows("Gita")
	p.picture("surel-belum-pasti")
	p.sound()
	p.press("Sudah sampai: anggap terkirim")
	p.shows("1 surel yang belum pasti akan dianggap terkirim.")
	p.press("Kirim 2 surel")
	p.worked()
	p.shows("1 surel terkirim.")
	p.shows("Ditunda peladen: 1")
	for to, want := range map[string]int{"ani@contoh.example": 1, "hana@contoh.example": 1,
		"kantor@contoh.example": 0} {
		if got := taken(box, to); got != want {
			t.Errorf("%s has %d letters, want %d", to, got, want)
		}
	}
	p.Open(p.address + "/surel/rencana?unit=Dinas+Sosial&sampai=2101-12-31") // of nobody: the sample has its last day
	p.settled()
	p.shows("Tidak ada yang perlu dikirimi.")
	p.shows("berlaku sekali, sampai 31 Desember 2101, 23.59")
	p.toRoom("Surel", "Lihat surel yang sudah dikirim")

	p.press("Lihat surel yang sudah dikirim")
	p.shows("5 surel")
	p.picture("surel-catatan")
	p.sound()
	if name, data := p.fetched("Unduh tabel"); name != "surel.csv" || !bytes.Contains(data, []byte("'=1+1<script>")) {
		t.Errorf("%s: %s", name, data)
	}
	p.fill("Nama, NIP, atau alamat", "citra")
	p.Wait(`document.getElementById("results").innerText.includes("1 surel")`)
	p.shows("ditunda")

	p.toRoom("Surel", "Laporan gagal kirim")
	dir := t.TempDir()
	report := "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n" +
		"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; %s\r\n" +
		"Action: failed\r\nStatus: 5.2.2\r\n\r\n--b--\r\n"
	var reports []string
	for name, text := range map[string]string{"1.eml": fmt.Sprintf(report, "ani@contoh.example"),
		"2.eml": fmt.Sprintf(report, "x<i>x@contoh.example"), "<b>3.eml": "Subject: Re: undangan\r\n\r\nTerima kasih"} {
		reports = append(reports, filepath.Join(dir, name))
		must(0, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	p.Do(chromedp.SetUploadFiles("#laporan", reports, chromedp.ByQuery)) // as several that are dropped
	p.Wait(`document.querySelector("main h1").innerText === "Surel yang kembali" && !document.body.hasAttribute("aria-busy")`)
	p.shows("1 surel ditandai kembali.")
	p.shows("x<i>x@contoh.example")
	p.shows("3.eml")
	p.picture("surel-kembali")
	p.sound()
	p.toRoom("Surel", "Laporan gagal kirim")
	p.press("Lihat surel yang sudah dikirim")
	p.shows("kotak suratnya penuh (kata peladen: “5.2.2”)")
}

// TestMailInTurn: while another sends, an officer is told who, and nothing goes twice: what was
// sent meanwhile, or whose address has changed, is passed over.
func TestMailInTurn(t *testing.T) {
	h, box := mailHome(t, true)
	lock := func() func() {
		return must(issue.Lock(t.Context(), h.LedgerDir()+".mailing", "Bu Rini (PID 4711)", nil))
	}
	unlock := lock()
	p := openOffice(t, h.Dir)
	p.toRoom("Surel", "Surel sedang dikirim oleh Bu Rini (PID 4711).")
	p.press("Ubah peladen surel") // a password goes to the server alone for which it was typed
	p.fill("Nama peladen", "localhost")
	p.press("Simpan")
	p.shows("Peladen atau penggunanya lain dari tadi")
	p.toRoom("Surel", "dikirim oleh Bu Rini")
	p.press("Lihat rencana")
	p.shows("Surel sedang dikirim oleh Bu Rini (PID 4711).")
	var buttons int
	p.Eval(`document.querySelectorAll("form[action='/surel/kirim']").length`, &buttons)
	if buttons != 0 {
		t.Error("two may send at once")
	}
	p.picture("surel-giliran")
	p.sound()
	unlock()
	p.press("Lihat lagi")
	p.shows("Kirim 5 surel")
	unlock = lock()
	p.press("Kirim 5 surel")
	p.waits("Menunggu Bu Rini (PID 4711) selesai mengirim surel")
	p.press("Hentikan")
	p.waits("5 orang belum dikirimi.")
	unlock()
	if len(box.Taken()) != 0 {
		t.Error("a letter went out of turn")
	}
	p.press("Teruskan")
	p.shows("Kirim 5 surel")
	within(t, h, func(i *office.Institution) {
		importFile(t, i, "nip,nama,email\n197602012005052003,Citra,citra@contoh.example\n")
	})
	p.press("Kirim 5 surel")
	p.shows("Ada yang berubah sejak rencana dilihat")
	p.press("Kirim 5 surel")
	p.worked()
	p.shows("2 surel terkirim.") // Ani and Citra; Gita breaks it
	if taken(box, "citra@contoh.example") != 1 || taken(box, "later@contoh.example") != 0 {
		t.Errorf("%+v", box.Taken())
	}

	// What reminds them by WhatsApp opens there as it is, and has no code, and neither has its
	// address.
	for path, want := range map[string]int{"/pegawai/197602012005052001": 1, "/slip/status?cari=ani": 1,
		"/laporan/belum?cari=ani": 1, "/pegawai/197602012005052002": 0, "/slip/status?cari=budi": 0} {
		p.Open(p.address + path)
		p.settled()
		var texts, links []string
		p.Eval(`[...document.querySelectorAll("[aria-label^='Salin pesan WhatsApp untuk']")].map(b => b.dataset.copy)`, &texts)
		p.Eval(`[...document.querySelectorAll("a[href^='whatsapp:']")].map(a => a.href)`, &links)
		if len(texts) != want || len(links) != want {
			t.Fatalf("%s: %q %q", path, texts, links)
		}
		if want == 0 {
			continue
		}
		u := must(url.Parse(links[0]))
		if u.Query().Get("phone") != "6281234567890" || u.Query().Get("text") != texts[0] ||
			!strings.HasPrefix(texts[0], "Yth. Ani, ") || codePattern.MatchString(texts[0]) {
			t.Errorf("%s: %q %q", path, texts, links)
		}
		p.picture("whatsapp" + strings.ReplaceAll(path[:6], "/", "-"))
		p.sound()
	}
}

var codePattern = regexp.MustCompile(`[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}`)
