package office_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/signer"
)

func TestCampaignID(t *testing.T) {
	for title, want := range map[string]string{
		"Deklarasi ASN BerAKHLAK":              "deklarasi-asn-berakhlak-2026",
		"Deklarasi 2026":                       "deklarasi-2026",
		"<script>alert('x')</script>":          "script-alert-x-script-2026",
		"Komitmen Résumé  —  Pégawai":          "komitmen-resume-pegawai-2026",
		"宣言":                                   "kegiatan-2026",
		"":                                     "kegiatan-2026",
		strings.Repeat("W", 200):               "kegiatan-2026",
		"Pernyataan Komitmen Bersama Pimpinan": "pernyataan-komitmen-bersama-2026",
	} {
		got := event.CampaignID(title, 2026)
		if got != want || signer.CheckCampaignID(got) != nil {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

// TestCampaignTimes: a day counts as a whole, and what is refused is named.
func TestCampaignTimes(t *testing.T) {
	zone := time.FixedZone("WITA", 8*3600)
	from, to, bad := event.CampaignTimes("2026-03-31", "2026-03-31T09:30", "2026-04-30", zone)
	if bad != nil || from.Format(time.RFC3339) != "2026-03-31T09:30:00+08:00" ||
		to.Format(time.RFC3339) != "2026-05-01T00:00:00+08:00" {
		t.Error(from, to, bad)
	}
	if _, to, _ := event.CampaignTimes("2026-03-31", "", "", zone); to.Format(time.DateOnly) != "2027-03-31" {
		t.Error(to)
	}
	for key, dates := range map[string][3]string{"date": {"31-03-2026"}, "opens": {"2026-03-31", "besok"},
		"closes": {"2026-03-31", "", "2026-03-30"}} {
		if _, _, bad := event.CampaignTimes(dates[0], dates[1], dates[2], zone); bad == nil || bad.Key != key {
			t.Errorf("%s: %v", key, bad)
		}
	}
}

// TestTexts: a text of the institution's own can be asked for again.
func TestTexts(t *testing.T) {
	w := newWorld(t)
	w.campaign("satu")
	if all := must(event.Texts(w.Institution)); len(all) != 2 {
		t.Errorf("%d texts", len(all))
	}
	if _, err := w.PlanExtension("tiada", day); !errors.Is(err, office.CampaignUnknown) {
		t.Error(err)
	}
}
