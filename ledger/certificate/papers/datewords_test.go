package papers

import (
	"testing"
	"time"
)

func TestNumberWords(t *testing.T) {
	for n, want := range map[int]string{0: "nol", 1: "satu", 10: "sepuluh", 11: "sebelas", 12: "dua belas",
		19: "sembilan belas", 20: "dua puluh", 31: "tiga puluh satu", 100: "seratus", 111: "seratus sebelas",
		999: "sembilan ratus sembilan puluh sembilan", 1000: "seribu",
		1999: "seribu sembilan ratus sembilan puluh sembilan",
		2000: "dua ribu", 2026: "dua ribu dua puluh enam", 2100: "dua ribu seratus",
		9011: "sembilan ribu sebelas"} {
		if got := numberWords(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestDayInWords(t *testing.T) {
	day := time.Date(2026, 3, 31, 0, 30, 0, 0, time.FixedZone("WIT", 9*3600))
	if got, want := dayInWords("id", day),
		"Selasa tanggal tiga puluh satu bulan Maret tahun dua ribu dua puluh enam"; got != want {
		t.Errorf("%q", got)
	}
	if got := dayAndDate("en", day); got != "Tuesday, 31 March 2026" {
		t.Errorf("%q", got)
	}
	if got := dayAndDate("id", day.AddDate(0, 0, 3)); got != "Jumat, 3 April 2026" {
		t.Errorf("%q", got)
	}
}
