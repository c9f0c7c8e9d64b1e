package phrase

import (
	"math"
	"testing"
	"time"
)

func TestMoments(t *testing.T) {
	instant := time.Date(2022, time.March, 31, 17, 15, 59, 0, time.UTC) // already April in Indonesia
	for _, c := range []struct{ zone, id, en string }{
		{"WIB", "1 April 2022, 00.15 WIB", "1 April 2022, 00:15 WIB"},
		{"WITA", "1 April 2022, 01.15 WITA", "1 April 2022, 01:15 WITA"},
		{"WIT", "1 April 2022, 02.15 WIT", "1 April 2022, 02:15 WIT"},
	} {
		zone, ok := Zone(c.zone)
		if !ok {
			t.Fatalf("no zone %s", c.zone)
		}
		if got := Moment(ID, instant, zone); got != c.id {
			t.Errorf("got %q, want %q", got, c.id)
		}
		if got := Moment(EN, instant, zone); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
	}
	if got := Moment(ID, instant, nil); got != "31 Maret 2022, 17.15 UTC" {
		t.Errorf("got %q", got)
	}
	for _, name := range []string{"", "wib", "UTC", "Asia/Jakarta"} {
		if zone, ok := Zone(name); ok || zone != nil {
			t.Errorf("Zone(%q) = %v", name, zone)
		}
	}
}

func TestDate(t *testing.T) {
	indonesian := []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
		"Oktober", "November", "Desember"}
	for i, name := range indonesian {
		day := time.Date(2026, time.Month(i+1), 3, 0, 0, 0, 0, time.UTC)
		if got, want := Date(ID, day), "3 "+name+" 2026"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got, want := Date(EN, day), day.Format("2 January 2006"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if Date("xx", day) != Date(ID, day) {
			t.Errorf("an unknown language does not fall back to Indonesian: %q", Date("xx", day))
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1.000", 1204: "1.204", 14691: "14.691", 5588245: "5.588.245",
		-1204:         "-1.204",
		math.MaxInt64: "9.223.372.036.854.775.807", math.MinInt64: "-9.223.372.036.854.775.808",
	} {
		if got := Number(ID, n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
	if got := Number(EN, uint64(math.MaxUint64)); got != "18,446,744,073,709,551,615" {
		t.Errorf("got %q", got)
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		x      float64
		places int
		id, en string
	}{
		{89.97, 2, "89,97", "89.97"},
		{1204.5, 2, "1.204,50", "1,204.50"},
		{-1204.5, 1, "-1.204,5", "-1,204.5"},
		{1999.9, 0, "2.000", "2,000"},
		{0.5, -1, "0", "0"},
		{math.Inf(1), 2, "+Inf", "+Inf"},
		{math.Inf(-1), 2, "-Inf", "-Inf"},
		{math.NaN(), 2, "NaN", "NaN"},
	} {
		if id, en := Decimal(ID, c.x, c.places), Decimal(EN, c.x, c.places); id != c.id || en != c.en {
			t.Errorf("Decimal(%v, %d) = %q, %q, want %q, %q", c.x, c.places, id, en, c.id, c.en)
		}
	}
}
