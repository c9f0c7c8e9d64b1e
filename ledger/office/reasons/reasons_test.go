package reasons

import "testing"

func TestNameIn(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"Rahmawati Kartika Yusri, S.E. pensiun", "Rahmawati Kartika Yusri, S.E.", true},
		{"permintaan RAHMAWATI  kartika-yusri", "Rahmawati Kartika Yusri, S.E.", true},
		{"permintaan Rahmawati", "Rahmawati Kartika Yusri", false}, // half a name is many people's
		{"yusuf sari pindah", "Ir. H. M. Yusuf Sari, S.T., M.T.", true},
		{"pindah: Andre Müller", "Andr\u00e9 Muller", true},
		{"Maruf Amin pensiun", "Ma’ruf Amin", true},
		{"permintaan Sari", "Sari", true},
		{"demi pelestarian data, kesari lestari", "Sari", false},
		{"sari", "Sariwati", false},
		{"A. B. pindah", "A. B.", true},
		{"pindah instansi", "", false},
	} {
		if got := nameIn(c.text, c.name); got != c.want {
			t.Errorf("%q in %q: %v", c.name, c.text, got)
		}
	}
}
