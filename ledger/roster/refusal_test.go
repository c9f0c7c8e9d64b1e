package roster

import (
	"errors"
	"strings"
	"testing"

	"ikrar/ledger/roster/internal/wording"
)

// Every refusal a CSV file can meet, as HR reads it.
var refusals = []struct{ name, text, want string }{
	{"nip as number", head + "1.98609E+17,,Hendra,,,,,,\n",
		`pegawai.csv line 2: nip "1.98609E+17": typed as a number, digits are lost; format the column as text`},
	{"nip twice", "nip,nama\n197602012005052002,Nabila\n\n19760201 200505 2 002,Nabila L.\n",
		`pegawai.csv line 4: nip "19760201 200505 2 002": is already in this file, on line 2`},
	{"nip missing", "nip,nama\n,Hendra\n", `pegawai.csv line 2: nip: missing`},
	{"name missing", "nip,nama\n197602012005052002,\n", `pegawai.csv line 2: nama: missing`},
	{"name is a dash", "nip,nama\n197602012005052002, -\n", `pegawai.csv line 2: nama " -": missing`},
	{"name long", "nip,nama,gelar_belakang\n197602012005052002," + strings.Repeat("Siti ", 39) + ",S.Pd. M.Pd.\n",
		`pegawai.csv line 2: nama "` + strings.Repeat("Siti ", 12) + `…": longer than 200 bytes with its titles`},
	{"field long", "nip,nama,unit\n197602012005052002,Siti," + strings.Repeat("z", 201) + "\n",
		`pegawai.csv line 2: unit "` + strings.Repeat("z", 60) + `…": longer than 200 bytes`},
	{"cell long", "nip,nama,unit\n197602012005052002,Siti," + strings.Repeat("z", 1025) + "\n",
		`pegawai.csv line 2: unit "` + strings.Repeat("z", 60) + `…": longer than 200 bytes`},
	{"control", "nip,nama\n197602012005052002,Sit\x07i\n",
		`pegawai.csv line 2: nama "Sit\ai": holds a control or invisible character; type the cell again`},
	{"direction override", "nip,nama\n197602012005052002,Si\u202eti\n",
		`pegawai.csv line 2: nama "Si\u202eti": holds a control or invisible character; type the cell again`},
	{"undecodable", "nip,nama\n197602012005052002,Si\ufffdti\n",
		`pegawai.csv line 2: nama "Si�ti": holds a control or invisible character; type the cell again`},
	{"shifted right", "nip,nama,unit\n197602012005052002,Siti,Dinas Koperasi, Usaha Kecil\n",
		`pegawai.csv line 2: more cells than the header; put quotes around a cell that holds the separator`},
	{"shifted left", "nip,nama,jabatan,unit\n197602012005052002,Siti,Dinas Pendidikan\n",
		`pegawai.csv line 2: fewer cells than the header`},
	{"quote", "nip,nama\n197602012005052002,\"Siti\" x\n",
		`pegawai.csv line 2: a quote is not closed, or something follows where it closes; a quote inside a quoted cell is written twice`},
	{"line long", "nip,nama\n" + strings.Repeat("z", 64<<10+1) + "\n", `pegawai.csv line 2: longer than 64 KiB`},
}

func TestLineRefusals(t *testing.T) {
	for _, c := range refusals {
		_, bad := readAll(opened(t, c.text))
		if len(bad) != 1 || bad[0].Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, bad, c.want)
		}
	}
}

func TestFileRefusals(t *testing.T) {
	for _, c := range []struct {
		name, text string
		reason     Reason
		want       string
	}{
		{"empty", "", Reason("file-empty"), `pegawai.csv: empty; is it the right file, and was it copied whole?`},
		{"no name column", "nip,nma\n1,2\n", HeaderMissing,
			`pegawai.csv: no header with the columns nip and nama in the first 20 lines`},
		{"header too late", strings.Repeat("title\n", 20) + head, HeaderMissing,
			`pegawai.csv: no header with the columns nip and nama in the first 20 lines`},
		{"two units", "DAFTAR\nNIP,Nama,Unit Kerja,OPD\n", HeaderTwice,
			`pegawai.csv line 2: "Unit Kerja", "OPD": two columns mean the same; keep one`},
		{"old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Reason("file-old"),
			`pegawai.csv: an old .xls file; open it in a spreadsheet program and save it as .xlsx`},
		{"zip garbage", "PK\x03\x04 garbage", Reason("file-damaged"),
			`pegawai.csv: damaged; open it in a spreadsheet program and save it again: zip: not a valid zip file`},
		{"garbage", "\x00\x01\x02\xff\xfe%PDF", HeaderMissing,
			`pegawai.csv: no header with the columns nip and nama in the first 20 lines`},
	} {
		_, err := Read("pegawai.csv", strings.NewReader(c.text), Choice{})
		var file *FileError
		if !errors.As(err, &file) || !errors.Is(err, c.reason) || err.Error() != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, err, c.want)
		}
	}
}

// Too many rows and too many refusals end the reading; the counters are set
// close to the limits, since ten million lines take their time.
func TestCountLimits(t *testing.T) {
	s := opened(t, specimen)
	s.count = maxRows - 1
	people, bad := readAll(s)
	if len(people) != 1 || len(bad) != 1 || bad[0].Error() != "pegawai.csv line 3: more than 10 million rows" {
		t.Error(people, bad)
	}
	_, err := Open(newDrawer()).Plan(opened(t, "nip,nama\n"+strings.Repeat("x,y\n", maxRefused+1)))
	if err == nil || err.Error() != "pegawai.csv line 100002: more than 100,000 lines refused; is it the right file?" {
		t.Error(err)
	}
}

func TestEveryReasonHasItsWords(t *testing.T) {
	if len(wording.Reasons) < 28 {
		t.Fatal("only", len(wording.Reasons))
	}
	for r := range wording.Reasons {
		if said := Reason(r).Error(); said == r || said == "" {
			t.Errorf("%s has no wording", r)
		}
	}
	if Reason("other").Error() != "other" {
		t.Error("an unknown reason must show its code")
	}
}
