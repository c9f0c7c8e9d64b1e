package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// TestTwoOffices has two officers, each with an office of their own on one home, plan the same and
// then both do it: one is first, and the other is told by whom, and what there is now. What two
// approve is tried in ./ledger/office/web.
func TestTwoOffices(t *testing.T) {
	t.Parallel()
	w := pledgedWorld(t, 5)
	w.ikrar("record", "pegawai")
	w.ikrar("registrar", "add", w.key("kedua")+".pub", "--name", "Petugas Kedua", "--root-key", "home/keys/root.key")
	first, second := w.officer(), w.officer("--registrar-key", "kedua")
	both := func(do func(o *officer)) {
		do(first)
		do(second)
	}
	const sooner = "Perubahan terakhir lewat kantor: Bagian Kepegawaian, "

	nips, units := strings.Fields(w.rosterColumn(0)), map[*officer]string{first: "Dinas Contoh Satu",
		second: "Dinas Contoh Dua"}
	both(func(o *officer) {
		w.writeColumns("pindah.csv", "unit", nips, units[o])
		o.click("Impor")
		o.gives("Berkas daftar pegawai", filepath.Join(w.dir, "pindah.csv"))
		o.sees("Rencana impor")
	})
	first.click("Impor 5 orang")
	first.sees("Impor selesai")
	second.click("Impor 5 orang")
	second.sees("Daftar pegawai baru saja berubah", sooner)
	second.click("berubah")
	second.sees("Dinas Contoh Satu → Dinas Contoh Dua")
	second.click("Impor 5 orang")
	second.sees("0 baru, 5 berubah")

	both(func(o *officer) {
		o.click("Kegiatan")
		o.click("Deklarasi ASN BerAKHLAK")
		o.click("Tahap")
		o.click("Tambah tahap")
		o.writes("Nama tahap", "Pimpinan")
		o.click("Semua pegawai", "Siapa")
		o.click("Lihat siapa saja")
		o.sees("Semua tahap kegiatan ini sesudahnya")
	})
	first.click("Simpan tahap")
	first.sees("Tahap menurut waktu")
	second.click("Simpan tahap")
	second.sees("Petugas lain baru saja mengubah tahap kegiatan ini.", sooner)

	both(func(o *officer) {
		o.click("Slip & Undangan")
		o.click("Semua unit")
		o.click("Ganti slip yang lama")
		o.writes("Berlaku sampai dengan", "2099-12-31")
		o.click("Lihat rencana")
		o.sees("slip akan dibuat")
	})
	first.click("Buat 5 slip")
	first.sees("5 slip selesai dibuat")
	second.click("Buat 5 slip")
	second.sees("Tidak ada slip yang dibuat. Lihat lagi rencananya. " + sooner)

	both(func(o *officer) {
		o.click("Sertifikat")
		o.click("Lihat rencana penerbitan")
		o.sees("5 sertifikat akan terbit")
	})
	first.click("Terbitkan 5 sertifikat")
	first.sees("5 sertifikat baru terbit.")
	second.click("Terbitkan 5 sertifikat")
	second.sees("Ada yang berubah sejak rencana ini Anda lihat, jadi belum ada yang diterbitkan.", sooner)

	var person struct{ Name string }
	if err := json.Unmarshal([]byte(strings.Split(w.ikrar("roster", "list", "--json"), "\n")[1]), &person); err != nil {
		t.Fatal(err)
	}
	both(func(o *officer) {
		o.click("Pegawai")
		o.writes("Cari nama, NIP, atau unit", nips[1])
		o.sees("1 dari 5 pegawai")
		o.click(person.Name)
		o.click("Perbaiki data")
		o.writes("Jabatan", "Analis "+units[o])
		o.click("Lihat akibatnya")
		o.sees("harus menandatangani sekali lagi")
	})
	first.click("Perbaiki dan cabut yang lama")
	first.sees("Data sudah diperbaiki")
	second.click("Perbaiki dan cabut yang lama")
	second.sees("Keadaannya baru saja berubah.", "Bagian Kepegawaian mencabut komitmen Deklarasi ASN BerAKHLAK, "+
		"dengan alasan: perbaikan.", "Jabatan: Analis Dinas Contoh Satu menjadi Analis Dinas Contoh Dua")
	second.click("Perbaiki dan cabut yang lama")
	second.sees("Data sudah diperbaiki")
	both((*officer).goesHome)
	w.ikrar("audit")
}
