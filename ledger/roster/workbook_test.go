package roster

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const (
	sekar = "198503152010012007"
	bagus = "197911222005011004"
	rara  = "199004072023212011"
)

// rows puts rows on a sheet, which is made where it is not there.
func rows(t *testing.T, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	if n, _ := f.GetSheetIndex(sheet); n < 0 {
		_, err := f.NewSheet(sheet)
		must(t, err)
	}
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		must(t, err)
		must(t, f.SetSheetRow(sheet, at, &row))
	}
}

// TestWorkbooks reads workbooks of several sheets, merged headings and the like.
func TestWorkbooks(t *testing.T) {
	head, page := []any{"NIP", "Nama", "Unit"}, []any{"", "Nama Lengkap", "", "Pangkat"}
	for _, c := range []struct {
		name   string
		make   func(f *excelize.File)
		choice Choice
		want   string
	}{
		{"a hidden sheet is passed over", func(f *excelize.File) {
			rows(t, f, "Sheet1", head, []any{sekar, "Sekar", "X"})
			rows(t, f, "Lama", head, []any{bagus, "Bagus", "X"})
			must(t, f.SetSheetVisible("Lama", false))
		}, Choice{}, `
new sheet "Sheet1" line 2: 198503152010012007 Sekar |  | X |  |  | 
sheet "Sheet1": 1 people, 0 hidden rows, passed over: ""
sheet "Lama": 0 people, 0 hidden rows, passed over: "sheet-hidden"`},
		{"a hidden sheet is read where it is chosen", func(f *excelize.File) {
			rows(t, f, "Sheet1", []any{"Sampul"})
			rows(t, f, "Lama", head, []any{bagus, "Bagus", "X"})
			must(t, f.SetSheetVisible("Lama", false))
		}, Choice{Sheets: []string{"lama "}}, `
new sheet "Lama" line 2: 197911222005011004 Bagus |  | X |  |  | 
sheet "Sheet1": 0 people, 0 hidden rows, passed over: "sheet-other"
sheet "Lama": 1 people, 0 hidden rows, passed over: ""`},
		{"only a hidden sheet has people", func(f *excelize.File) {
			rows(t, f, "Sheet1", []any{"Sampul"})
			rows(t, f, "Lama", head, []any{bagus, "Bagus", "X"})
			must(t, f.SetSheetVisible("Lama", false))
		}, Choice{}, `
refused: f: "Lama": only a hidden sheet has people; show it or choose it`},
		{"people on a sheet without a header are not lost without a word", func(f *excelize.File) {
			rows(t, f, "Sheet1", head, []any{sekar, "Sekar", "X"})
			rows(t, f, "PPPK", []any{1, rara, "Rara"}, []any{2, bagus, "Bagus"})
		}, Choice{}, `
new sheet "Sheet1" line 2: 198503152010012007 Sekar |  | X |  |  | 
refused: f sheet "PPPK" line 1: numbers of people on a sheet without a header; it was not read
sheet "Sheet1": 1 people, 0 hidden rows, passed over: ""
sheet "PPPK": 0 people, 0 hidden rows, passed over: "sheet-no-header"`},
		{"one person on two sheets is named with both places", func(f *excelize.File) {
			rows(t, f, "Sheet1", head, []any{sekar, "Sekar", "X"})
			rows(t, f, "PPPK", head, []any{rara, "Rara", "X"}, []any{sekar, "Sekar W.", "X"})
		}, Choice{}, `
new sheet "Sheet1" line 2: 198503152010012007 Sekar |  | X |  |  | 
new sheet "PPPK" line 2: 199004072023212011 Rara |  | X |  |  | 
refused: f sheet "PPPK" line 3: nip "198503152010012007": is already in this file, on sheet "Sheet1" line 2
sheet "Sheet1": 1 people, 0 hidden rows, passed over: ""
sheet "PPPK": 2 people, 0 hidden rows, passed over: ""`},
		{"a chart is passed over", func(f *excelize.File) {
			rows(t, f, "Sheet1", head, []any{sekar, "Sekar", "X"})
			must(t, f.AddChartSheet("Grafik", &excelize.Chart{Type: excelize.Bar,
				Series: []excelize.ChartSeries{{Values: "Sheet1!$A$2:$A$2"}}}))
		}, Choice{}, `
new line 2: 198503152010012007 Sekar |  | X |  |  | `},
		{"units as merged rows, the header of two rows again on each page", func(f *excelize.File) {
			rows(t, f, "Sheet1", page, []any{"NIP", "Gelar Depan", "Nama", "Gol."}, []any{"DINAS X"},
				[]any{sekar, "Dra.", "Sekar", "III/c"}, page, []any{"NIP", "Gelar Depan", "Nama", "Gol."},
				[]any{"DINAS Y"}, []any{bagus, "", "Bagus", "IV/a"}, []any{"Jumlah", "", "2 orang"})
			for _, r := range []string{"B1:C1", "A3:D3", "B5:C5", "A7:D7"} {
				from, to, _ := strings.Cut(r, ":")
				must(t, f.MergeCell("Sheet1", from, to))
			}
		}, Choice{}, `
new line 4: 198503152010012007 Dra. Sekar |  | DINAS X |  | Penata, III/c | 
new line 8: 197911222005011004 Bagus |  | DINAS Y |  | Pembina, IV/a | 
noted: f line 3: "DINAS X": the unit of the people below
noted: f line 5: the header again; passed over
noted: f line 7: "DINAS Y": the unit of the people below
noted: f line 9: a total and not a person; passed over`},
		{"what is merged down a column is said of each person, but not who they are", func(f *excelize.File) {
			rows(t, f, "Sheet1",
				[]any{"NIP", "Nama", "Jabatan", "Unit", "Gol"},
				[]any{sekar, "Sekar", "Guru", "DINAS X", "III/a"}, []any{bagus, "Bagus"},
				[]any{rara, "Rara", "", "DINAS Y"},
				[]any{"", "", "Wali Kelas"})
			for _, r := range []string{"D2:D3", "C2:C4", "E2:E3", "A4:A5", "B4:B5"} {
				from, to, _ := strings.Cut(r, ":")
				must(t, f.MergeCell("Sheet1", from, to))
			}
		}, Choice{}, `
new line 2: 198503152010012007 Sekar | Guru | DINAS X |  | Penata Muda, III/a | 
new line 3: 197911222005011004 Bagus | Guru | DINAS X |  | Penata Muda, III/a | 
new line 4: 199004072023212011 Rara | Guru | DINAS Y |  |  | 
refused: f line 5: nip: missing`},
		{"a form with formulas far below its people", func(f *excelize.File) {
			rows(t, f, "Sheet1", head, []any{sekar, "Sekar", "X"})
			must(t, f.SetCellFormula("Sheet1", "B3", `IF(A3="","","x")`))
			must(t, f.SetCellValue("Sheet1", "B3", ""))
		}, Choice{}, `
new line 2: 198503152010012007 Sekar |  | X |  |  | `},
		{"dates and numbers in the place of texts", func(f *excelize.File) {
			rows(t, f, "Sheet1", head, []any{sekar, "Sekar", 45231}, []any{bagus, 12, "X"}, []any{rara, true, "X"})
		}, Choice{}, `
refused: f line 3: nama "12": has no letter
refused: f line 4: nama "TRUE": TRUE or FALSE and not a text; put the right value in its place
asked: f line 2: unit "45231": a number and not a text
same 0, held 1, left out 0, without a unit 0`},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := excelize.NewFile()
			defer f.Close()
			c.make(f)
			var got strings.Builder
			file, err := Read("f", bytes.NewReader(save(t, f)), c.choice)
			if err != nil {
				got.WriteString("refused: " + err.Error() + "\n")
			} else {
				p, err := Open(newDrawer()).Plan(file)
				must(t, err)
				show(&got, file, p)
			}
			if want := strings.TrimPrefix(c.want, "\n") + "\n"; got.String() != want {
				t.Errorf("got\n%swant\n%s", got.String(), want)
			}
		})
	}
}
