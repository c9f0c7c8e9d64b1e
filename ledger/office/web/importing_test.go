package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/ledger/office"
)

func writeFile(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// absolute is a path as the browser takes it.
func absolute(t testing.TB, path string) string {
	t.Helper()
	whole, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

// TestImport imports the usual list of a personnel office, whose header has two rows, by the
// browser alone; then the same file again, and a corrected one.
func TestImport(t *testing.T) {
	h := foundHome(t)
	p := openOffice(t, h.Dir)
	p.toRoom("Impor", "Tidak ada yang ditulis sebelum")
	p.picture("impor")
	p.sound()
	p.press("Baca berkas")
	p.shows("Pilih dulu berkasnya")
	p.Eval(`(() => {
		const field = document.querySelector("input[type=file]"), files = new DataTransfer()
		files.items.add(new File([new Uint8Array((64 << 20) + 1)], "video.xlsx"))
		field.files = files.files
		field.dispatchEvent(new Event("change", { bubbles: true }))
	})()`, nil)
	p.shows("Berkas ini terlalu besar")
	p.press("Kembali")
	var astray bool
	p.Eval(`(() => {
		const files = new DataTransfer()
		files.items.add(new File(["x"], "x.csv"))
		return document.querySelector("h1").dispatchEvent(
			new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }))
	})()`, &astray)
	if astray {
		t.Error("a file that is dropped beside its field takes the window away")
	}
	p.sound()
	p.upload("Berkas daftar pegawai", absolute(t, "testdata/kepala-bertingkat.xlsx"))
	p.shows("Rencana impor")
	p.shows("Dra. Fransiska Lim")
	p.picture("impor-rencana")
	p.sound()
	p.press("Impor 40 orang")
	p.shows("40 baru, 0 berubah, 0 tetap")
	p.picture("impor-selesai")
	p.sound()
	within(t, h, func(i *office.Institution) {
		one, err := i.Person("197602012005052002")
		if err != nil || one.PrintedName() != "Nabila Lestari, S.Pd." || one.Unit != "Dinas Pendidikan dan Kebudayaan" {
			t.Errorf("imported: %+v %v", one, err)
		}
	})
	p.press("Impor berkas lain")
	p.upload("Berkas daftar pegawai", absolute(t, "testdata/kepala-bertingkat.xlsx"))
	p.shows("Tidak ada yang perlu ditulis")
	p.press("Batalkan dan lupakan")
	p.shows("Berkas daftar pegawai")
	p.upload("Berkas daftar pegawai", writeFile(t, "baru.csv", "nip,nama,unit,golongan\n"+
		"197602012005052002,Nabila Lestari Putri,Dinas Kesehatan,II/b\n197608281996042009,FRANSISKA LIM,Dinas Kesehatan,\n"+
		"198109212023212049,B4mbang,Dinas Kesehatan,X\n123,Siapa,Dinas Kesehatan,\n"))
	p.shows("Mungkin salah")
	p.shows("B4mbang")
	p.picture("impor-pertanyaan")
	p.sound()
	p.press("baris ditolak")
	p.shows("baris 5")
	p.press("berubah")
	p.shows("Dinas Pendidikan dan Kebudayaan → Dinas Kesehatan")
	p.picture("impor-berubah")
	p.sound()
	p.press("tidak ada dalam berkas")
	p.shows("Tetap disimpan")
	p.fill("Impor seperti tertulis", "")
	p.press("Perbarui rencana")
	p.shows("pertanyaan terjawab")
	p.press("Impor 3 orang")
	p.shows("0 baru, 3 berubah")
	p.shows("1 baris ditolak")
}

// TestImportColumns maps the columns of a file whose header nobody knows, and finds them
// remembered.
func TestImportColumns(t *testing.T) {
	h := foundHome(t)
	p := openOffice(t, h.Dir)
	const head = "nomor pokok,sebutan,bagian\n"
	p.press("Impor")
	p.upload("Berkas daftar pegawai", writeFile(t, "aneh.csv",
		head+"197602012005052002,Nabila Lestari,Dinas Pendidikan\n"))
	p.shows("tunjukkan kolomnya di bawah")
	p.picture("impor-kolom")
	p.sound()
	choose := func(letter, field string) {
		p.Eval(`document.querySelector("select[name='column.`+letter+`']").value = "`+field+`"`, nil)
	}
	choose("A", "nip")
	choose("B", "nip")
	p.press("Perbarui rencana")
	p.shows("Dua kolom dipilih sebagai NIP")
	choose("A", "nip")
	choose("B", "nama")
	choose("C", "unit")
	p.press("Perbarui rencana")
	p.shows("Nabila Lestari")
	p.press("Impor 1 orang")
	p.shows("1 baru")
	memory, err := os.ReadFile(filepath.Join(h.Dir, "columns.json"))
	if err != nil || strings.Contains(string(memory), "abila") || strings.Contains(string(memory), "sebutan") {
		t.Errorf("remembered: %s %v", memory, err)
	}
	p.press("Impor berkas lain")
	p.upload("Berkas daftar pegawai", writeFile(t, "lagi.csv",
		head+"198109212023212049,Bunga Effendi,Dinas Kesehatan\n"))
	p.shows("seperti yang Anda pilih untuk berkas sebelumnya")
	p.shows("Bunga Effendi")
	p.sound()
	p.press("Impor 1 orang")
	p.shows("1 baru")
}

// TestImportSheets chooses among the sheets of a workbook.
func TestImportSheets(t *testing.T) {
	p := openOffice(t, foundHome(t).Dir)
	p.press("Impor")
	p.upload("Berkas daftar pegawai", absolute(t, "testdata/dua-lembar.xlsx"))
	p.shows("PPPK · 1 orang")
	p.sound()
	p.Eval(`[...document.querySelectorAll("[name=sheet]")].find(b => b.value === "PPPK").checked = false`, nil)
	p.press("Perbarui rencana")
	p.shows("Impor 2 orang")
	p.picture("impor-lembar")
	p.Eval(`document.querySelectorAll("[name=sheet]").forEach(b => b.checked = false)`, nil)
	p.press("Perbarui rencana")
	p.shows("Pilih paling sedikit satu lembar")
}

// TestImportIsWhatWasShown: where another officer has changed the list since the plan was made, the
// new plan is shown and nothing is written.
func TestImportIsWhatWasShown(t *testing.T) {
	h := foundHome(t)
	p := openOffice(t, h.Dir)
	p.press("Impor")
	p.upload("Berkas daftar pegawai", writeFile(t, "a.csv",
		"nip,nama,unit\n197602012005052002,Nabila Lestari,Dinas Pendidikan\n"))
	p.shows("Impor 1 orang")
	within(t, h, func(i *office.Institution) {
		importFile(t, i, "nip,nama,unit\n197602012005052002,Nabila Lestari,Dinas Kesehatan\n")
	})
	p.press("Impor 1 orang")
	p.shows("baru saja berubah, mungkin oleh petugas lain")
	p.shows("Dinas Kesehatan → Dinas Pendidikan")
	p.picture("impor-basi")
	p.sound()
	p.press("Impor 1 orang")
	p.shows("0 baru, 1 berubah")
}

// TestImportOfStrangers: what a file has in it is text on every page, and a file of another kind is
// refused with the way out.
func TestImportOfStrangers(t *testing.T) {
	p := openOffice(t, foundHome(t).Dir)
	script := `<script>alert(1)</script><img src=x onerror=alert(2)>`
	long := strings.Repeat("Panjang ", 24) + "Sekali"
	p.press("Impor")
	p.upload("Berkas daftar pegawai", writeFile(t, "<img src=x onerror=alert(3)>.csv",
		"nip,nama,unit,jabatan,"+script+"\n"+
			"197602012005052002,"+script+","+script+",=1+1,"+script+"\n=HYPERLINK(1),Bunga,x,y,z\n"+
			"198109212023212049,"+long+","+strings.Repeat("w", 199)+",y,z\n"))
	p.shows("Rencana impor")
	p.shows(script)
	p.picture("impor-asing")
	p.sound()
	p.press("baris ditolak")
	p.shows("HYPERLINK")
	p.fill("Impor seperti tertulis", "")
	p.press("Perbarui rencana")
	p.press("baru")
	p.shows(script)
	p.sound()
	var made int
	p.Eval(`document.querySelectorAll("main script, main img").length`, &made)
	if made != 0 {
		t.Errorf("%d elements of a stranger's", made)
	}
	p.press("Impor")
	p.shows("Menunggu konfirmasi")
	p.sound()
	p.upload("Berkas daftar pegawai", writeFile(t, "a.xlsx", "%PDF-1.7\n"))
	p.shows("belum dapat dibaca")
	p.sound()
	p.Open(p.address + "/impor/TIDAKADA")
	p.settled()
	p.shows("tidak disimpan lagi")
}
