package roster

import (
	"testing"

	"ikrar/ledger/roster/internal/wording"
)

// TestSplitTitles: titles come off, names stay whole, and what is printed is what was written.
func TestSplitTitles(t *testing.T) {
	for _, c := range []struct{ whole, before, name, after string }{
		{"Nabila", "", "Nabila", ""},
		{"Nabila Putri, S.E.", "", "Nabila Putri", "S.E."},
		{"Dr. Ir. H. Hendra Wijaya, S.T., M.T.", "Dr. Ir. H.", "Hendra Wijaya", "S.T., M.T."},
		{"dr. Siti Aminah, Sp.PD-KGEH", "dr.", "Siti Aminah", "Sp.PD-KGEH"},
		{"ARIF RAHMAN, SH, MH", "", "ARIF RAHMAN", "SH, MH"},
		{"Budi, S. Kom., M.M.", "", "Budi", "S. Kom., M.M."},
		{"M. Yusuf", "", "M. Yusuf", ""},
		{"Moh. Ali", "", "Moh. Ali", ""},
		{"H. Abdul", "H.", "Abdul", ""},
		{"Dr.", "", "Dr.", ""},
		{"Lestari, Nabila Putri", "", "Lestari, Nabila Putri", ""},
		{"I Gusti Ngurah", "", "I Gusti Ngurah", ""},
		{"Nabila,", "", "Nabila,", ""},
	} {
		before, name, after := wording.SplitTitles(c.whole)
		if before != c.before || name != c.name || after != c.after {
			t.Errorf("%q is %q, %q, %q", c.whole, before, name, after)
		}
		if printed := (Person{TitleBefore: before, Name: name, TitleAfter: after}).PrintedName(); printed != c.whole {
			t.Errorf("%q would be printed %q", c.whole, printed)
		}
	}
}

// TestTitleColumnsAreBelieved: where a file has a column for titles, names are left as they are.
func TestTitleColumnsAreBelieved(t *testing.T) {
	people, bad := readAll(opened(t, "nip,gelar_depan,nama\n197602012005052002,,\"Ir. Nabila, S.E.\"\n"))
	if len(bad) > 0 || len(people) != 1 || people[0].Name != "Ir. Nabila, S.E." {
		t.Errorf("%+v %v", people, bad)
	}
}

// TestRenumbered: a new number with the name and the birth date of somebody who is gone is pointed
// out, and no other.
func TestRenumbered(t *testing.T) {
	r := Open(newDrawer())
	must(t, r.Apply(plan(t, r, "nip,nama,unit\n197602012005052002,Nabila,A\n199003032015032003,Siti,B\n198501012010011001,Arif,C\n"), counter(1)))
	p := plan(t, r, "nip,nama,unit\n197602012023212001,NABILA,A\n199003032015032003,Siti,D\n198501022010011001,Arif,C\n")
	if len(p.Warnings) != 1 || p.Warnings[0].Reason != reasonNIPChanged ||
		p.Warnings[0].Other != "197602012005052002" ||
		p.Warnings[0].Line != 2 {
		t.Errorf("%v", p.Warnings)
	}
	if len(p.Changed) != 1 || !p.Changed[0].Moved() || p.Changed[0].Line != 3 || len(p.New) != 2 ||
		p.Places[1].Line != 4 {
		t.Errorf("%+v", p)
	}
}
