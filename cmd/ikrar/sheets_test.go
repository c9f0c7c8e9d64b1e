package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	nabila = "197602012005052002"
	siti   = "199003032015032003"
)

// workbook makes an .xlsx file; f may do anything to it.
func workbook(rows [][]any, f func(x *excelize.File) error) func() ([]byte, error) {
	return func() ([]byte, error) {
		x := excelize.NewFile()
		defer x.Close()
		for n, row := range rows {
			if err := x.SetSheetRow("Sheet1", fmt.Sprintf("A%d", n+1), &row); err != nil {
				return nil, err
			}
		}
		if f != nil {
			if err := f(x); err != nil {
				return nil, err
			}
		}
		var out bytes.Buffer
		err := x.Write(&out)
		return out.Bytes(), err
	}
}

func plainFile(text string) func() ([]byte, error) {
	return func() ([]byte, error) { return []byte(text), nil }
}

// rezip changes one part of a workbook.
func rezip(workbook []byte, part string, change func(string) string) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(r)
		if f.Name == part {
			data = []byte(change(string(data)))
		}
		p, createErr := w.Create(f.Name)
		if err = errors.Join(err, createErr); err != nil {
			return nil, err
		}
		if _, err := p.Write(data); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

// What HR really has. Each is read, or gets the sentence of what to do: want must be in the output, and done says how many
// people are new where the file is read.
var sheets = []struct {
	name, file string
	make       func() ([]byte, error)
	want       string
	done       int // -1 where the whole file is refused
}{
	{"merged header cells and titles above", "a.xlsx", workbook([][]any{{"DAFTAR PEGAWAI"}, {"Keadaan Maret 2026"}, {}, {"No", "NIP", "Nama Lengkap", "Unit Kerja"}, {1, nabila, "Nabila", "BKD"}},
		func(x *excelize.File) error { return x.MergeCell("Sheet1", "A1", "D1") }), "1 baru", 1},
	{"a header of two rows, merged", "a.xlsx", workbook([][]any{{"No", "Pegawai", "", "Penempatan"}, {"", "NIP", "Nama", "Unit"}, {1, nabila, "Nabila", "BKD"}},
		func(x *excelize.File) error { return x.MergeCell("Sheet1", "B1", "C1") }), "1 baru", 1},
	{"a row of column numbers below the header", "a.xlsx", workbook([][]any{{"nip", "nama"}, {1, 2}, {nabila, "Nabila"}}, nil), "baris 2: nomor kolom, bukan pegawai; dilewati", 1},
	{"a total row below", "a.xlsx", workbook([][]any{{"No", "nip", "nama"}, {1, nabila, "Nabila"}, {"JUMLAH", "", "1"}}, nil), "baris 3: jumlah, bukan pegawai; dilewati", 1},
	{"a total row below, CSV", "a.csv", plainFile("nip;nama;unit\n" + nabila + ";Nabila;BKD\nTotal: 1\n"), "baris 3: jumlah, bukan pegawai; dilewati", 1},
	{"a formula that was never computed", "a.xlsx", workbook([][]any{{"nip", "nama"}, {nabila, ""}}, func(x *excelize.File) error {
		return x.SetCellFormula("Sheet1", "B2", `UPPER("nabila")`)
	}), `baris 2: nama "3": tidak memuat huruf`, 0},
	{"hidden columns", "a.xlsx", workbook([][]any{{"nip", "rahasia", "nama"}, {nabila, "x", "Nabila"}}, func(x *excelize.File) error {
		return x.SetColVisible("Sheet1", "B", false)
	}), `Kolom yang diabaikan: rahasia`, 1},
	{"a hidden first sheet", "a.xlsx", workbook([][]any{{"lama"}}, func(x *excelize.File) error {
		if _, err := x.NewSheet("Pegawai"); err != nil {
			return err
		}
		for n, row := range [][]any{{"nip", "nama"}, {nabila, "Nabila"}} {
			if err := x.SetSheetRow("Pegawai", fmt.Sprintf("A%d", n+1), &row); err != nil {
				return err
			}
		}
		x.SetActiveSheet(1)
		return x.SetSheetVisible("Sheet1", false)
	}), "Nabila", 1},
	{"duplicated sheets: the first counts", "a.xlsx", workbook([][]any{{"nip", "nama"}, {nabila, "Nabila"}}, func(x *excelize.File) error {
		to, err := x.NewSheet("Sheet1 (2)")
		if err == nil {
			err = x.CopySheet(0, to)
		}
		return err
	}), "1 baru", 1},
	{"a date as NIP", "a.xlsx", workbook([][]any{{"nip", "nama"}, {27791, "Nabila"}}, nil), `nip "27791": bukan 18 angka`, 0},
	{"a date of text as NIP", "a.csv", plainFile("nip,nama\n01/02/1976,Nabila\n"), `nip "01/02/1976": memuat selain angka`, 0},
	{"typed as a number", "a.csv", plainFile("nip,nama\n1.98609E+17,Nabila\n"), `nip "1.98609E+17": diketik sebagai angka, sebagian digitnya hilang; ubah format kolom menjadi teks lalu isi kembali`, 0},
	{"typed as a number, workbook", "a.xlsx", workbook([][]any{{"nip", "nama"}, {197602012005052002, "Nabila"}}, nil), "diketik sebagai angka", 0},
	{"a comma in place of the point", "a.csv", plainFile("nip;nama\n1,98609E+17;Nabila\n"), "diketik sebagai angka", 0},
	{"trailing spaces, and NIP in groups", "a.csv", plainFile("NIP ,  Nama Lengkap \n 19760201 200505 2 002 ,  Nabila   Putri \n"), "Nabila Putri, ", 1},
	{"an old .xls renamed", "a.xlsx", plainFile("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "berkas .xls lama; buka dengan program lembar kerja lalu simpan sebagai .xlsx", -1},
	{"protected by a password", "a.xlsx", func() ([]byte, error) {
		x := excelize.NewFile()
		defer x.Close()
		var out bytes.Buffer
		err := x.Write(&out, excelize.Options{Password: "rahasia"})
		return out.Bytes(), err
	}, "buku kerja berkata sandi; buka, hapus kata sandinya, lalu simpan sebagai .xlsx", -1},
	{"a web page under the name of a spreadsheet", "a.xls", plainFile("<html><table><tr><td>nip</td><td>nama</td></tr></table></html>"), "halaman web dengan nama lembar kerja", -1},
	{"a web page below a comment and blank lines", "a.xls", plainFile("\ufeff\r\n\r\n<!-- PHP -->\n<table><tr><td>nip</td></tr></table>"), "halaman web dengan nama lembar kerja", -1},
	{"a web archive", "a.xls", plainFile("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"), "arsip web atau surel dengan nama lembar kerja", -1},
	{"a PDF", "a.xlsx", plainFile("%PDF-1.7\n"), "dokumen PDF; mintalah lembar kerja asalnya", -1},
	{"JSON", "a.csv", plainFile(`[{"nip": "1"}]`), "JSON, yaitu data antarprogram", -1},
	{"nothing", "a.csv", plainFile(""), "kosong; benarkah ini berkasnya", -1},
	{"CSV of a Macintosh", "a.csv", plainFile("nip;nama;unit\r" + nabila + ";Sekar Ma\xd5ruf;BKD\r"), "Sekar Ma’ruf", 1},
	{"letters that two code pages have", "a.csv", plainFile("nip;nama;unit\r\n" + nabila + ";SIM\xd5ES;BKD\r\n" + siti + ";Siti;BKD\r\n"), "baris 2: huruf di luar A-Z pada baris ini dapat dibaca lebih dari satu cara", 1},
	{"a break in a cell, without quotes", "a.csv", plainFile("nip;nama;unit\r\n" + nabila + ";Nabila\nPutri;BKD\r\n" + siti + ";Siti;BKD\r\n"), "Nabila Putri, ", 2},
	{"UTF-16 without its mark, texts wrapped as formulas", "a.csv", func() ([]byte, error) {
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte("nip\tnama\r\n=\"" + nabila + "\"\tNabila\r\n"))
	}, "1 baru", 1},
	{"a title whose formula gives no text", "a.xlsx", func() ([]byte, error) {
		data, err := workbook([][]any{{"nip", "nama", "gelar depan"}, {nabila, "Nabila", "Ir."}}, nil)()
		if err != nil {
			return nil, err
		}
		return rezip(data, "xl/worksheets/sheet1.xml", func(sheet string) string {
			return strings.Replace(sheet, `t="s"><v>5</v></c>`, `t="str"><f>IF(A1="","Ir.","")</f><v></v></c>`, 1)
		})
	}, "1 baru", 1},
	{"10 MB of empty rows", "a.csv", func() ([]byte, error) { // made when it is asked for: every ikrar that a script runs is this program, and starts with its variables
		return []byte("nip,nama,unit\n" + nabila + ",Nabila,BKD\n" + strings.Repeat(",,\n", 3<<20)), nil
	}, "1 baru", 1},
	{"millions of formatted cells and no more", "a.xlsx", func() ([]byte, error) {
		data, err := workbook([][]any{{"nip", "nama"}, {nabila, "Nabila"}}, nil)()
		if err != nil {
			return nil, err
		}
		return rezip(data, "xl/worksheets/sheet1.xml", func(sheet string) string {
			return strings.Replace(sheet, "</sheetData>", strings.Repeat("<row>"+strings.Repeat(`<c s="1"/>`, 60)+"</row>", 60_000)+"</sheetData>", 1)
		})
	}, "hapus baris dan kolom kosong di sekitar datanya lalu simpan kembali", -1},
	{"Windows-1252, semicolons", "a.csv", func() ([]byte, error) {
		return charmap.Windows1252.NewEncoder().Bytes([]byte("nip;nama;unit\r\n" + nabila + ";José D’Árcy;BKD\r\n"))
	}, "José D’Árcy", 1},
	{"tabs, UTF-8 with its mark", "a.txt", plainFile("\ufeffNIP\tNama\tOPD\n" + nabila + "\tNabila\tBKD\n"), "1 baru", 1},
	{"titles and name in one column", "a.csv", plainFile("nip;nama lengkap\n" + nabila + ";Dr. Ir. Hj. Nabila Putri, S.E., M.Si\n"), "Dr. Ir. Hj. Nabila Putri, S.E., M.Si", 1},
	{"two spellings of one column", "a.csv", plainFile("nip,nama,Unit Kerja,OPD\n" + nabila + ",Nabila,BKD,BKD\n"), "dua kolom berarti sama (\"Unit Kerja\", \"OPD\"); sisakan satu", -1},
	{"merged cells in the body", "a.xlsx", workbook([][]any{{"nip", "nama", "unit"}, {nabila, "Nabila", "BKD"}, {siti, "Siti", ""}}, func(x *excelize.File) error {
		return x.MergeCell("Sheet1", "C2", "C3")
	}), `Siti, BKD`, 2},
	{"the same person twice", "a.csv", plainFile("nip,nama\n" + nabila + ",Nabila\n" + nabila + ",Nabila P.\n"), "baris 3: nip \"" + nabila + "\": sudah ada dalam berkas ini, pada baris 2", 1},
	{"an impossible date of birth", "a.csv", plainFile("nip,nama\n197613012005052002,Nabila\n"), "bukan tanggal lahir", 0},
	{"a cell with the separator in it", "a.csv", plainFile("nip,nama,unit\n" + nabila + ",Nabila,Dinas Koperasi, UKM\n"), "beri tanda kutip pada sel yang memuat pemisah", 0},
	{"no header", "a.csv", plainFile(nabila + ",Nabila,BKD\n"), "tidak ada kepala kolom dengan nip dan nama pada 20 baris pertama", -1},
	{"cut off while it was copied", "a.xlsx", func() ([]byte, error) {
		data, err := workbook([][]any{{"nip", "nama"}, {nabila, "Nabila"}}, nil)()
		return data[:len(data)/2], err
	}, "rusak; buka dengan program lembar kerja", -1},
	{"a picture", "a.csv", plainFile("\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\xff", 500)), "gambar; mintalah lembar kerjanya", -1},
}

// TestSheets imports what HR has, and holds each to its sentence.
func TestSheets(t *testing.T) {
	home, env := filepath.Join(t.TempDir(), "home"), map[string]string{"IKRAR_LANG": "id"}
	code, _, said := runWith(t, env, "init", home, "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase")
	if code != 0 {
		t.Fatal(said)
	}
	if len(sheets) < 20 {
		t.Fatalf("only %d sheets", len(sheets))
	}
	for _, c := range sheets {
		t.Run(c.name, func(t *testing.T) {
			data, err := c.make()
			path := filepath.Join(t.TempDir(), c.file)
			if err == nil {
				err = os.WriteFile(path, data, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			code, stdout, stderr := runWith(t, env, "--home", home, "roster", "import", path, "--dry-run")
			if all := stdout + stderr; !strings.Contains(all, c.want) {
				t.Errorf("no %q in\n%s", c.want, all)
			}
			if c.done >= 0 && !strings.Contains(stdout, fmt.Sprintf("\n%d baru", c.done)) && !strings.HasPrefix(stdout, fmt.Sprintf("%d baru", c.done)) {
				t.Errorf("not %d new people in\n%s", c.done, stdout)
			}
			if c.done == -1 && (code != 1 || stdout != "") {
				t.Errorf("exit %d, stdout %s", code, stdout)
			}
		})
	}
}
