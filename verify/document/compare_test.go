package document

import (
	"testing"

	"ikrar/verify"
)

// TestTextsJoined holds that words in a row are not called missing where a program wrote them as
// one line, or as several, and that an edited word is.
func TestTextsJoined(t *testing.T) {
	was := []string{"Nama", "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Pontianak, 31 Maret 2026"}
	for name, c := range map[string]struct {
		now  []string
		want []verify.Difference
	}{
		"joined": {[]string{"Nama", "Berorientasi Pelayanan AkuntabelKompeten", "Pontianak, 31 Maret 2026"}, nil},
		"broken": {[]string{"Nama", "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Pontianak,",
			"31 Maret", "2026"}, nil},
		"edited": {[]string{"Budi", "Berorientasi Pelayanan Akuntabel Kompeten", "Pontianak, 31 Maret 2026"},
			[]verify.Difference{{What: "text", Issued: "Nama", Here: "Budi"}}},
		"out of order": {[]string{"Nama", "Akuntabel Berorientasi Pelayanan", "Kompeten", "Pontianak, 31 Maret 2026"},
			[]verify.Difference{{What: "text", Issued: "Berorientasi Pelayanan",
				Here: "Akuntabel Berorientasi Pelayanan"}, {What: "text-missing", Issued: "Akuntabel"}}},
	} {
		got := texts(was, c.now)
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got[i], c.want[i])
			}
		}
	}
}
