package roster

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestContacts: a file says how people are reached, in HR's spellings; one without the columns
// leaves what is there, and a cell that cannot be read keeps nobody out.
func TestContacts(t *testing.T) {
	r := Open(newDrawer())
	p := plan(t, r, "NIP,Nama,Surel,No. HP/WA,Telp\n"+
		"197602012005052002,Nabila Lestari,nabila@contoh.go.id,0812-3456-7890,0561736541\n"+
		"197407242024211050,Hendra,hendra@contoh,-,\n")
	if len(p.New) != 2 || len(p.Warnings) != 1 || !errors.Is(p.Warnings[0], reasonEmailMalformed) ||
		p.Warnings[0].Column != "email" || p.Warnings[0].Line != 3 {
		t.Fatalf("%+v", p)
	}
	must(t, r.Apply(p, counter(1)))
	if p := found(t, r, nabila); p.Email != "nabila@contoh.go.id" || p.Phone != "+6281234567890" {
		t.Errorf("%+v", p)
	}

	must(t, r.Apply(plan(t, r, "nip,nama\n197602012005052002,Nabila L.\n"), counter(9)))
	if p := found(t, r, nabila); p.Name != "Nabila L." || p.Email != "nabila@contoh.go.id" || p.Phone == "" {
		t.Errorf("a file without the columns: %+v", p)
	}
	bad := plan(t, r, "nip,nama,email,hp\n197602012005052002,Nabila L.,\"a@b.id\nBcc: c@d.id\",#N/A\n")
	if len(bad.Warnings) != 2 || bad.Same != 1 {
		t.Errorf("what cannot be read: %+v", bad)
	}
	next := plan(t, r, "nip,nama,email,hp\n197602012005052002,Nabila L.,nl@contoh.go.id,\n")
	if len(next.Changed) != 1 || !slices.Equal(next.Changed[0].Columns(), []string{"email", "hp"}) {
		t.Fatalf("%+v", next)
	}
	must(t, r.Apply(next, counter(9)))
	if p := found(t, r, nabila); p.Email != "nl@contoh.go.id" || p.Phone != "" {
		t.Errorf("a blank cell: %+v", p)
	}
}

// TestContactsOfSIASN: an export has several columns of each kind. The first of addresses counts,
// and mobile numbers before others.
func TestContactsOfSIASN(t *testing.T) {
	f := opened(t, "NIP BARU,NAMA,TELEPON,NOMOR HP,EMAIL,EMAIL GOV\n"+
		"197602012005052002,Nabila,0561736541,81234567890,n@a.id,n@b.go.id\n")
	people, bad := readAll(f)
	if len(bad) != 0 || len(people) != 1 || people[0].Phone != "+6281234567890" || people[0].Email != "n@a.id" {
		t.Errorf("%+v %v", people, bad)
	}
	if !slices.Equal(f.Ignored, []string{"EMAIL GOV"}) {
		t.Errorf("%q", f.Ignored)
	}
}

// TestPhoneTypedAsNumber: a workbook has most numbers without their zero.
func TestPhoneTypedAsNumber(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for at, v := range map[string]any{"A1": "nip", "B1": "nama", "C1": "HP", "A2": nabilaNIP, "B2": "Nabila",
		"C2": 81234567890} {
		must(t, f.SetCellValue("Sheet1", at, v))
	}
	var out bytes.Buffer
	must(t, f.Write(&out))
	people, bad := readBook(t, out.Bytes())
	if len(bad) != 0 || len(people) != 1 || people[0].Phone != "+6281234567890" {
		t.Errorf("%+v %v", people, bad)
	}
}
