package web_test

import (
	"testing"

	"ikrar/ledger/office"
)

// TestCorrection corrects a name that somebody has signed: what that means is shown first, and only
// what was shown is done.
func TestCorrection(t *testing.T) {
	h := peopled(t)
	p := openOffice(t, h.Dir)
	p.Open(p.address + "/pegawai/" + nabila)
	p.settled()
	p.press("Perbaiki data")
	p.sound()
	p.press("Lihat akibatnya")
	p.shows("Tidak ada yang berubah")
	p.fill("Nama dengan gelar", "Nabila Lestari <i>Putri</i>, S.Pd.")
	p.press("Lihat akibatnya")
	p.shows("harus menandatangani sekali lagi")
	p.shows("menjadi Nabila Lestari <i>Putri</i>, S.Pd.")
	p.shows("Deklarasi BerAKHLAK, dapat ditandatangani lagi sampai")
	p.picture("perbaiki")
	p.sound()
	p.press("Perbaiki dan cabut yang lama")
	p.shows("Data sudah diperbaiki")
	p.shows("https://ikrar.contoh.example/tanda")
	p.picture("diperbaiki")
	p.sound()
	p.press("Kembali ke Nabila")
	p.shows("perbaikan")
	within(t, h, func(i *office.Institution) {
		if name := must(i.Person(nabila)).PrintedName(); name != "Nabila Lestari <i>Putri</i>, S.Pd." {
			t.Errorf("the roster has %q", name)
		}
	})
}

// TestRetirement takes somebody off those who are waited for, and back.
func TestRetirement(t *testing.T) {
	h := peopled(t)
	p := openOffice(t, h.Dir)
	p.Open(p.address + "/pegawai/" + bunga)
	p.settled()
	p.press("Tidak ditunggu lagi")
	p.sound()
	p.fill("Alasan", "cuti")
	p.press("Lihat akibatnya")
	p.shows("Isi hari terakhir untuk cuti")
	p.fill("Alasan", "pensiun")
	p.press("Lihat akibatnya")
	p.shows("Búnga Effendi tidak ditunggu lagi: pensiun.")
	p.picture("pamit")
	p.sound()
	p.press("Jangan ditunggu lagi")
	p.shows("Sekarang tidak ditunggu: pensiun.")
	within(t, h, func(i *office.Institution) {
		if away := must(i.Person(bunga)).Absence; away.Reason != "pensiun" {
			t.Errorf("%+v", away)
		}
	})
	p.press("Tidak ditunggu lagi")
	p.shows("Sekarang tidak ditunggu: pensiun.")
	p.press("Tunggu lagi")
	within(t, h, func(i *office.Institution) {
		if away := must(i.Person(bunga)).Absence; away.Reason != "" {
			t.Errorf("%+v", away)
		}
	})
}
