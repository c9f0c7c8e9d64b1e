package web_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
)

const (
	sari = "199001012015032003"
	budi = "198502022010011004"

	invitees = "nip,nama,jabatan,unit,golongan,status\n" +
		nabila + ",Nabila Contoh,Analis,Dinas Pendidikan,III/c,PNS\n" +
		andre + ",Andre Contoh,Penata,Dinas Kesehatan,III/d,PNS\n" +
		sari + ",Sari Contoh,Guru,Dinas Pendidikan,III/a,PNS\n" +
		budi + ",Budi Contoh,Perawat,Dinas Kesehatan,III/b,PNS\n"
)

func officerKey(h *office.Home) crypto.Signer { return must(keyfile.Open(h.KeyPath("registrar"), nil)) }

// openCampaign opens a campaign of a month.
func openCampaign(i *office.Institution, h *office.Home) (closes time.Time) {
	x := must(office.ReadText("uu-20-2023", "hut"))
	now := time.Now()
	closes = now.AddDate(0, 1, 0)
	plan := must(i.PlanCampaign(signer.CampaignBody{ID: "hut", Title: "Deklarasi", Text: x.Body, Digest: x.Digest(),
		Language: x.Language, Place: "Pontianak", Opens: now.Add(-time.Hour).Unix(), Closes: closes.Unix()}))
	must(plan.Record(context.Background(), officerKey(h)))
	return closes
}

// slipOf invites somebody, and returns the code.
func slipOf(i *office.Institution, h *office.Home, nip string) invitation.Code {
	person := must(i.Person(nip))
	var people iter.Seq2[roster.Person, error] = func(yield func(roster.Person, error) bool) { yield(person, nil) }
	plan := must(i.PlanInvitations(people, time.Now().AddDate(0, 0, 20), true))
	if err := errors.Join(plan.Sign(context.Background(), officerKey(h), nil), plan.Invite()); err != nil {
		panic(err)
	}
	return plan.Invitations[0].Code
}

// askBy asks for the credential of a new key with the code of a slip.
func askBy(i *office.Institution, code invitation.Code) eddsa.PublicKey {
	_, key, _ := ed25519.GenerateKey(nil)
	origin := i.Ledger.Origin()
	request := must(invitation.Request{Address: i.Facts().URL}.Sign(key, code.Key(origin), origin))
	if _, err := i.Desk().Redeem(context.Background(), request); !errors.Is(err, enrol.ErrWaiting) {
		panic(err)
	}
	return must(eddsa.PublicKeyOf(key))
}

// worked waits until work has ended, and its outcome is shown.
func (p *opened) worked() {
	p.t.Helper()
	p.Wait(`!document.body.hasAttribute("aria-busy") && location.pathname.startsWith("/kerja/") &&
		document.querySelector("main h1") !== null && document.querySelector("[data-work]") === null`)
}

// downloaded is the content of a file that the browser has saved.
func downloaded(t *testing.T, path string) []byte {
	t.Helper()
	for range 100 {
		if data, err := os.ReadFile(path); err == nil && len(data) > 0 {
			return data
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s was not saved", path)
	return nil
}

// TestSlips makes slips for a unit, by the browser alone, prints them again, and replaces one whose
// request waits.
func TestSlips(t *testing.T) {
	h := foundHome(t)
	within(t, h, func(i *office.Institution) {
		importFile(t, i, invitees+"199201012018011005,Ani 漢,Analis,Dinas Pendidikan,III/a,PNS\n")
		openCampaign(i, h)
		askBy(i, slipOf(i, h, andre))
	})
	p := openOffice(t, h.Dir)
	dir := t.TempDir()
	p.Downloads(dir)
	p.toRoom("Slip & Undangan", "Pilih unit")
	p.picture("slip")
	p.sound()
	p.press("Lihat rencana")
	p.shows("Centang unit, atau ketik NIP.")
	var ticked int
	p.Eval(`document.querySelector("[data-all]").click(),
		document.querySelectorAll("[name=unit]:checked").length * 10 + document.querySelectorAll("[name=ganti]:checked").length`, &ticked)
	if ticked != 20 {
		t.Errorf("all units, and not the box that replaces slips: %d", ticked)
	}
	p.press("Slip & Undangan")
	p.fill("Dinas Pendidikan", "")
	p.press("Lihat rencana")
	p.shows("2 slip akan dibuat")
	p.shows("1 orang tidak mendapat slip")
	p.shows("U+6F22")
	p.picture("slip-rencana")
	p.sound()
	p.press("Buat 2 slip")
	p.worked()
	p.shows("2 slip selesai dibuat")
	p.picture("slip-hasil")
	p.sound()
	p.press("Unduh slip 1 (PDF)")
	if pdf := downloaded(t, filepath.Join(dir, "slip-1.pdf")); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("no PDF: %.20q", pdf)
	} else if pictures := os.Getenv("IKRAR_PICTURES"); pictures != "" {
		os.WriteFile(filepath.Join(pictures, "slip.pdf"), pdf, 0o600)
	}
	p.press("Unduh tabel 1 (Excel)")
	first := codesIn(t, downloaded(t, filepath.Join(dir, "slip-1.xlsx")))
	if len(first) != 2 || first[nabila] == "" || first[sari] == "" {
		t.Errorf("the table says %v", first)
	}

	p.toRoom("Slip & Undangan", "Dibuat sejak kantor dibuka")
	p.picture("slip-sesudah")
	p.sound()
	p.fill("Dinas Pendidikan", "")
	p.press("Cetak lagi slip yang masih berlaku")
	p.worked()
	p.shows("2 slip dicetak lagi dengan kode yang sama")
	p.shows("1 orang lainnya")
	p.press("Unduh tabel 2 (Excel)")
	if again := codesIn(t, downloaded(t, filepath.Join(dir, "slip-2.xlsx"))); fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("printed again: %v, want %v", again, first)
	}

	p.toRoom("Slip & Undangan", "Pilih unit")
	p.fill("Satu orang: NIP", andre)
	p.press("Lihat rencana")
	p.shows("Tidak ada slip baru yang perlu dibuat")
	p.shows("1 menunggu persetujuan")
	p.picture("slip-rencana-kosong")
	p.sound()
	p.press("Kembali ke Slip & Undangan")
	p.fill("Satu orang: NIP", "1980 0101 2006 04 1 001")
	p.fill("Ganti slip yang lama", "")
	p.press("Lihat rencana")
	p.shows("1 permintaan yang menunggu akan gugur")
	p.shows("Andre Contoh")
	p.picture("slip-rencana-gugur")
	p.sound()
	// Meanwhile another officer approves: what was shown is not what would be done.
	within(t, h, func(i *office.Institution) {
		requests := must(i.Waiting(nil))
		err := i.Approve(t.Context(), officerKey(h), requests, false, func(_ enrol.Request, _ string, err error) {
			must(0, err)
		})
		must(0, err)
	})
	p.press("Buat 1 slip")
	p.worked()
	p.shows("Ada yang berubah sejak rencana dilihat")
	p.sound()

	p.press("Lihat rencana")
	p.shows("1 slip akan dibuat")
	p.press("Buat 1 slip")
	p.worked()
	p.shows("1 slip selesai dibuat")
	p.press("Kembali")
	p.press("sudah punya kunci")
	p.shows("diundang lagi sampai")
	p.picture("slip-keadaan")
	p.sound()

	// Whoever is erased is on no slip in memory any more.
	p.Open(p.address + "/pegawai/" + nabila + "/hapus")
	p.settled()
	p.fill("Alasan", "permintaan orangnya")
	p.press("Lihat akibatnya")
	p.fill("Ketik NIP", nabila)
	p.press("Hapus selamanya")
	p.shows("Data pribadi dihapus")
	p.toRoom("Slip & Undangan", "3. 1 slip, sampai")
	var left string
	p.Eval(`document.querySelector("main").textContent`, &left)
	if strings.Contains(left, "1. 2 slip") || strings.Contains(left, "2. 2 slip") {
		t.Errorf("slips with an erased person are kept: %s", left)
	}
}

// TestWhereEachStands finds people as one types, in pages.
func TestWhereEachStands(t *testing.T) {
	h := foundHome(t)
	var list strings.Builder
	list.WriteString(invitees)
	for n := range 120 {
		fmt.Fprintf(&list, "197602012005051%03d,%s,Analis,%s,III/c,PNS\n", 300+n, "Pegawai <script>alert(1)</script>",
			"=1+1<img src=x onerror=alert(1)>"+strings.Repeat(" Panjang", 20))
	}
	within(t, h, func(i *office.Institution) {
		plan := must(i.PlanImport("f.csv", strings.NewReader(list.String()), roster.Choice{Answer: roster.AsWritten}))
		must(0, plan.Import())
	})
	p := openOffice(t, h.Dir)
	p.toRoom("Slip & Undangan", "Pilih unit")
	p.picture("slip-panjang")
	p.sound()
	p.press("belum diundang")
	p.shows("124 orang")
	p.shows("Halaman 1 dari 2")
	p.shows("<script>")
	p.press("Berikutnya")
	p.shows("Halaman 2 dari 2")
	p.picture("slip-keadaan-panjang")
	p.sound()
	p.fill("Nama atau NIP", "sari cont")
	p.Wait(`document.getElementById("results").innerText.includes("1 orang")`)
	p.shows("Sari Contoh")
	p.press("Buat slip")
	p.shows("Satu orang: NIP")
	p.fill("Berlaku sampai dengan", "2020-01-01")
	p.press("Lihat rencana")
	p.shows("Tanggal ini sudah lewat.")
	p.sound()
}

// codesIn reads the codes of a table of slips, by NIP.
func codesIn(t *testing.T, data []byte) map[string]string {
	t.Helper()
	book := must(excelize.OpenReader(bytes.NewReader(data)))
	defer book.Close()
	rows := must(book.GetRows(book.GetSheetList()[0]))
	if kind := must(book.GetCellType(book.GetSheetList()[0], "A2")); kind == excelize.CellTypeNumber {
		t.Error("the first NIP is a number, and loses digits")
	}
	codes := map[string]string{}
	for _, row := range rows[1:] {
		codes[row[0]] = row[4]
	}
	return codes
}
