package web_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer/invitation"
)

// What no room is made for: a name and a unit of 200 characters, one of them without a blank.
var (
	longName = strings.Repeat("Panjang ", 24) + "Sekali"
	longUnit = strings.Repeat("w", 199)
)

// pages are those that are looked at.
func pages(nip string) []string {
	of := "/pegawai/" + nip
	return []string{"/", "/pegawai", of, of + "/perbaiki", of + "/pamit", of + "/cabut", of + "/hapus", "/pegawai/1",
		"/impor", "/kegiatan", "/kegiatan/_baru", "/kegiatan/deklarasi", "/kegiatan/deklarasi/tahap",
		"/kegiatan/deklarasi/tahap/ubah", "/kegiatan/deklarasi/perpanjang", "/kegiatan/deklarasi/kertas",
		"/kegiatan/deklarasi/upacara", "/kegiatan/deklarasi/upacara?nama=ya", "/kegiatan/panjang", "/slip",
		"/slip/status", "/persetujuan", "/persetujuan/perbaikan", "/persetujuan/semua", "/persetujuan/" + nip,
		"/sertifikat", "/sertifikat/tampilan", "/sertifikat/terbitkan", "/sertifikat/daftar", "/sertifikat/unduh",
		"/laporan", "/laporan/belum", "/pengaturan/cadangan", "/kunci-akar"}
}

// TestNarrow looks at every page of a home with people, certificates and wishes, at 768 pixels:
// nothing is wider than the window, however long a name is. With IKRAR_PICTURES also at a home that
// has nothing, and in all ways that pictures are taken in.
func TestNarrow(t *testing.T) {
	full := foundHome(t)
	within(t, full, func(i *office.Institution) { fillHome(t, i) })
	homes := map[string]*office.Home{"isi": full}
	if os.Getenv("IKRAR_PICTURES") != "" {
		homes["kosong"] = foundHome(t)
	}
	for name, home := range homes {
		p := openOffice(t, home.Dir)
		p.Patient(20 * time.Minute) // pictures take long
		p.Size(768, 800)
		for n, path := range pages(nabila) {
			p.Eval(`history.pushState(null, "", `+quoted(path)+`), dispatchEvent(new PopStateEvent("popstate"))`, nil)
			p.settled()
			var wide []string
			p.Eval(`document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("main *, header *")]
				.filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll"))
				.map((one) => one.outerHTML.slice(0, 120))`, &wide)
			if len(wide) > 0 {
				t.Errorf("%s %s is wider than the window: %q", name, path, wide[:min(3, len(wide))])
			}
			p.look(fmt.Sprintf("%s-%02d-%s", name, n, strings.NewReplacer("/", "_", "?", "_").Replace(path)))
		}
	}
}

// look takes pictures of a page, and has axe-core look, where somebody asked for pictures.
func (p *opened) look(name string) {
	p.t.Helper()
	dir := os.Getenv("IKRAR_PICTURES")
	if dir == "" {
		return
	}
	for _, dark := range []bool{false, true} {
		p.Dark(dark)
		for _, width := range []int64{1280, 768} {
			p.Size(width, 1100)
			file := fmt.Sprintf("%s-%d-%t.png", name, width, dark)
			if err := os.WriteFile(filepath.Join(dir, file), p.Screenshot(), 0o600); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	p.sound()
	p.Size(768, 800)
}

// fillHome has people of long names and short ones at every stage of a campaign.
func fillHome(t testing.TB, i *office.Institution) {
	t.Helper()
	ctx := context.Background()
	file := must(os.Open("testdata/kepala-bertingkat.xlsx"))
	defer file.Close()
	check(must(i.PlanImport("a.xlsx", file, roster.Choice{})).Import())
	check(must(i.PlanImport("b.csv",
		strings.NewReader("nip,nama,jabatan,unit\n"+andre+","+longName+","+longName+","+longUnit+"\n"+
			nipOf(2)+","+longUnit+",Analis,"+longName+"\n"), roster.Choice{Answer: roster.AsWritten})).Import())
	h := hrOf(i)
	other := h.campaign
	other.ID, other.Title, other.Place = "panjang", longName, longName[:100]
	must(must(i.PlanCampaign(other)).Record(ctx, h.registrar))
	key := h.signs(nabila, true)
	h.signs(andre, true)
	for _, one := range []string{"wish", "long"} {
		wish := map[string]string{"wish": "Nabila Lestari Putri, S.Pd.", "long": longUnit}[one]
		must(i.Desk().Wish(must(invitation.Correction{Date: time.Now().Unix(), Address: i.Facts().URL, Field: "name",
			Wish: wish, Note: one}.Sign(key, i.Ledger.Origin()))))
	}
	check(must(i.PlanIssue(issue.Request{})).Issue(ctx, h.registrar, func(_ issue.Certificate,
		err error) {
		check(err)
	}))
	h.signs(nipOf(2), true)
	h.signs("196710192023222025", false)
	plan := must(i.PlanInvitations(i.Roster.List("RSUD dr. Soedarso"), time.Now().Add(48*time.Hour), false))
	check(plan.Sign(ctx, h.registrar, nil))
	check(plan.Commit())
}
