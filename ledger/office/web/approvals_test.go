package web_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
	"ikrar/verify/trust"
)

// appoint appoints another officer, and returns the file of the key.
func appoint(t testing.TB, i *office.Institution, name string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "petugas.key")
	public := must(keyfile.Create(path, nil, name))
	old, _ := i.Ledger.Trust()
	next := old.Next(time.Now().Unix())
	next.Registrars = append(next.Registrars, trust.Registrar{Name: name, Key: eddsa.PublicKey(public),
		Range: trust.Range{First: i.Ledger.Size(), Last: trust.NoEnd}})
	note := must(trust.Sign(next, must(keyfile.Open(i.KeyPath("root"), nil))))
	must(i.Ledger.AppendBytes(context.Background(), signer.KindTrust, note))
	must(0, os.WriteFile(i.TrustPath(), note, 0o600))
	return path
}

// enrolled counts who has a key.
func enrolled(t testing.TB, h *office.Home) (n int) {
	within(t, h, func(i *office.Institution) { n = must(i.Ledger.Counts()).Enrolled })
	return n
}

// TestApprovals approves one, some and all, and one with a question on its own page.
func TestApprovals(t *testing.T) {
	h := foundHome(t)
	within(t, h, func(i *office.Institution) {
		importFile(t, i, invitees)
		for _, nip := range []string{nabila, andre, sari, budi} {
			askBy(i, slipOf(i, h, nip))
		}
		importFile(t, i, strings.Replace(invitees, "Guru,Dinas Pendidikan", "Guru,Dinas Sosial", 1))
	})
	p := openOffice(t, h.Dir)
	p.toRoom("Persetujuan", "4\npermintaan menunggu")
	p.shows("Datanya berubah sejak ia diundang:")
	p.shows("Dinas Pendidikan → Dinas Sosial")
	p.picture("persetujuan")
	p.sound()
	p.press("Setujui yang dicentang")
	p.shows("Centang dulu yang dimaksud.")
	p.fill("Nabila Contoh", "")
	// Meanwhile the roster has another post for her: not what was shown.
	within(t, h, func(i *office.Institution) {
		importFile(t, i, strings.Replace(invitees, "Nabila Contoh,Analis,", "Nabila Contoh,Arsiparis,", 1))
	})
	p.press("Setujui yang dicentang")
	p.shows("1 belum disetujui")
	p.shows("berubah sejak Anda lihat")
	p.picture("persetujuan-berubah")
	p.sound()
	p.press("Kembali ke Persetujuan")
	p.fill("Andre Contoh", "")
	p.press("Setujui yang dicentang")
	p.shows("1 disetujui")
	p.shows("Andre Contoh")
	p.sound()

	p.press("Kembali ke Persetujuan")
	p.press("Lihat permintaan Nabila Contoh")
	p.shows("Analis → Arsiparis")
	p.picture("persetujuan-satu")
	p.sound()
	p.press("Setujui kunci ini")
	p.shows("Pastikan dulu dengan orangnya")
	p.sound()
	p.fill("Sudah saya pastikan", "")
	p.press("Setujui kunci ini")
	p.shows("1 disetujui")

	p.press("Kembali ke Persetujuan")
	p.press("Setujui semua tanpa pertanyaan")
	p.shows("2 permintaan tanpa pertanyaan")
	p.picture("persetujuan-semua")
	p.sound()
	p.press("Setujui 2 permintaan")
	p.worked()
	p.shows("2 disetujui")
	p.sound()
	p.press("Persetujuan")
	p.shows("Tidak ada yang menunggu.")
	p.sound()
	if n := enrolled(t, h); n != 4 {
		t.Errorf("%d have a key", n)
	}
}

// TestTwoOfficersApprove has two officers approve the same request at once: it is approved once,
// and the other is told by whom.
func TestTwoOfficersApprove(t *testing.T) {
	h := foundHome(t)
	var second string
	within(t, h, func(i *office.Institution) {
		importFile(t, i, invitees)
		second = appoint(t, i, "Bidang Data")
		askBy(i, slipOf(i, h, nabila))
		askBy(i, slipOf(i, h, andre))
	})
	a, b := openOffice(t, h.Dir), openOfficeAs(t, h.Dir, second)
	for _, p := range []*opened{a, b} {
		p.toRoom("Persetujuan", "Nabila Contoh")
		p.fill("Nabila Contoh", "")
	}
	pressed := make(chan struct{})
	go func() {
		defer close(pressed)
		a.press("Setujui yang dicentang")
	}()
	b.press("Setujui yang dicentang")
	<-pressed
	told, won := 0, 0
	for _, p := range []*opened{a, b} {
		var text string
		p.Eval(`document.querySelector("main").innerText`, &text)
		switch {
		case strings.Contains(text, "1 disetujui"):
			won++
		case strings.Contains(text, "Nabila Contoh, oleh Bidang"):
			told++
		default:
			t.Errorf("an officer is told %q", text)
		}
	}
	if n := enrolled(t, h); won != 1 || told != 1 || n != 1 {
		t.Errorf("%d won, %d were told, %d have a key", won, told, n)
	}

	// And later: one has approved when the other, who sees an old page, does.
	for _, p := range []*opened{a, b} {
		p.press("Kembali ke Persetujuan")
		p.fill("Andre Contoh", "")
	}
	a.press("Setujui yang dicentang")
	a.shows("1 disetujui")
	b.press("Setujui yang dicentang")
	b.shows("Andre Contoh, oleh Bidang Mutasi")
	b.picture("persetujuan-oleh-lain")
	b.sound()
}

// TestCountsGoOn counts anew what waits while the page is open.
func TestCountsGoOn(t *testing.T) {
	h := foundHome(t)
	within(t, h, func(i *office.Institution) { importFile(t, i, invitees) })
	p := openOffice(t, h.Dir)
	p.toRoom("Persetujuan", "0\npermintaan menunggu")
	within(t, h, func(i *office.Institution) { askBy(i, slipOf(i, h, nabila)) })
	p.Wait(`document.getElementById("counts").innerText.startsWith("1")`)
	p.shows("Tidak ada yang menunggu.") // the list is left alone: somebody may be ticking
	p.press("Perbarui daftar ini")
	p.shows("Nabila Contoh")
}

// TestWishes shows what people wish as text, whatever they write, and marks it as done once.
func TestWishes(t *testing.T) {
	const script = `<script>alert(1)</script><img src=x onerror=alert(2)>`
	h := foundHome(t)
	within(t, h, func(i *office.Institution) {
		importFile(t, i, invitees)
		origin := i.Ledger.Origin()
		for nip, c := range map[string]invitation.Correction{
			nabila: {Field: "name", Wish: "Nabila Contoh Putri", Note: script},
			andre:  {Field: "position", Wish: "=HYPERLINK(\"https://jahat.contoh.example\")"},
			budi:   {Field: "unit", Wish: strings.Repeat("Dinas", 40)},
		} {
			c.Date, c.Address = time.Now().Unix(), i.Facts().URL
			must(i.Desk().Wish(must(c.Sign(slipOf(i, h, nip).Key(origin), origin))))
		}
	})
	p := openOffice(t, h.Dir)
	p.toRoom("Persetujuan", "3\npermintaan perbaikan")
	p.press("permintaan perbaikan")
	p.shows("Nabila Contoh Putri")
	p.shows("Catatan: " + script)
	p.picture("perbaikan")
	p.sound()
	p.press("Tandai selesai")
	p.shows("Centang dulu yang dimaksud.")
	p.tick("Nabila Contoh: Nama")
	p.press("Tandai selesai")
	p.shows("1 ditandai selesai.")
	p.sound()
	within(t, h, func(i *office.Institution) {
		person := must(i.Person(andre))
		must(0, i.SettleWishes(must(i.Wishes(&person))))
	})
	p.tick("Andre Contoh: Jabatan")
	p.press("Tandai selesai")
	p.shows("1 sudah diselesaikan petugas lain.")
	p.shows("1\npermintaan perbaikan")
	var links int
	p.Eval(`document.querySelectorAll('a[href="/pegawai/`+budi+`"]').length`, &links)
	if links != 1 {
		t.Errorf("%d links to the person's page", links)
	}
}

// tick ticks a box by its name, as a screen reader has it.
func (p *opened) tick(name string) {
	p.t.Helper()
	p.Eval(`document.querySelector('input[aria-label=`+quoted(name)+`]').click()`, nil)
}
