package certificate

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
)

func all(w *words) string {
	var out []string
	value := reflect.ValueOf(*w)
	for i := range value.NumField() {
		field := value.Field(i)
		if field.Kind() == reflect.String {
			out = append(out, field.String())
		}
	}
	return strings.Join(append(out, w.months[:]...), "\n")
}

func TestWordsAreComplete(t *testing.T) {
	for _, w := range []*words{&indonesian, &english} {
		if regexp.MustCompile(`(?m)^\s*$`).MatchString(all(w)) {
			t.Errorf("%s: a label is empty", w.lang)
		}
		if strings.Count(w.subject, "%s") != 2 {
			t.Errorf("%s: subject %q wants text title and campaign", w.lang, w.subject)
		}
	}
}

// The law's word, and no claim beyond it.
func TestWordsClaimNoCertification(t *testing.T) {
	for _, w := range []*words{&indonesian, &english} {
		text := all(w)
		if !strings.Contains(text, "tanda tangan elektronik tidak tersertifikasi") || !strings.Contains(text, "71") {
			t.Errorf("%s: the sentence of PP 71/2019 is missing", w.lang)
		}
		for _, claim := range []string{"BSrE", "BSSN", "Balai Sertifikasi", "Badan Siber"} {
			if strings.Contains(text, claim) {
				t.Errorf("%s: names %s", w.lang, claim)
			}
		}
		rest := strings.ReplaceAll(strings.ReplaceAll(text, "tidak tersertifikasi", ""), "uncertified", "")
		if strings.Contains(rest, "tersertifikasi") || strings.Contains(rest, "certified") {
			t.Errorf("%s: claims certification", w.lang)
		}
	}
}

func TestDates(t *testing.T) {
	// 17.30 UTC is already the next day in Pontianak.
	date := time.Date(2022, 3, 30, 17, 30, 0, 0, time.UTC)
	if got := indonesian.placeAndDate("Pontianak", date.In(wib)); got != "Pontianak, 31 Maret 2022" {
		t.Error(got)
	}
	if got := english.placeAndDate("Pontianak", date); got != "Pontianak, 30 March 2022" {
		t.Error(got)
	}
}

func TestLabelOfNIP(t *testing.T) {
	for nip, want := range map[string]string{
		"": "", "••••1204": "NIP ••••1204", "19860926": "NIP 19860926", "NI PPPK ••••1204": "NI PPPK ••••1204",
	} {
		if got := indonesian.labelled(nip); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
