package issue

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"ikrar/ledger/spreadsheet"
	"ikrar/ledger/spreadsheet/workbook"
	"ikrar/signer/files"
)

// Names of the index files, in the directory of the certificates.
const (
	IndexCSV  = "indeks.csv"
	IndexXLSX = "indeks.xlsx"
)

// WriteIndex lists certificates for whoever hands them out, as dir/indeks.csv and dir/indeks.xlsx:
// name, unit, number, code, and the file's path from dir with slashes, sorted by unit, name and
// code. header names these columns, in the first row of both: no title stands above it, as in what
// people print, for these are read by mail merge and programs. All cells are texts, also those that
// a spreadsheet would take for numbers or formulas; in the CSV, where that needs an apostrophe, it
// stands before them ([spreadsheet.Inert]), but before paths stands ./ where they need it, so that
// they lead to the files. Each file is replaced whole or not at all.
func WriteIndex(dir string, header [5]string, all []Certificate) error {
	table, book, err := index(dir, header, all)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, files.PrivateDir); err != nil {
		return err
	}
	return errors.Join(files.Replace(filepath.Join(dir, IndexCSV), table, files.Private),
		files.Replace(filepath.Join(dir, IndexXLSX), book, files.Private))
}

// index makes the CSV and the workbook.
func index(dir string, header [5]string, all []Certificate) (table, book []byte, err error) {
	rows, err := indexRows(dir, all)
	if err != nil {
		return nil, nil, err
	}
	rows = append([][5]string{header}, rows...)
	if table, err = indexTable(rows); err != nil {
		return nil, nil, err
	}
	book, err = indexBook(rows)
	return table, book, err
}

func indexRows(dir string, all []Certificate) ([][5]string, error) {
	all = slices.SortedFunc(slices.Values(all), func(a, b Certificate) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	var rows [][5]string
	for _, c := range all {
		path := "" // of one whose file is not at hand
		if c.Path != "" {
			within, err := filepath.Rel(dir, c.Path)
			if err != nil {
				return nil, err
			}
			path = within
		}
		if path = filepath.ToSlash(path); spreadsheet.Inert(path) != path {
			path = "./" + path // or an apostrophe would stand before it, and it would lead nowhere
		}
		rows = append(rows, [5]string{c.Name, c.Unit, c.Number, string(c.Code), path})
	}
	return rows, nil
}

// indexTable writes CSV as RFC 4180 has it.
func indexTable(rows [][5]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	var all [][]any
	for _, row := range rows {
		all = append(all, cells(row))
	}
	err := spreadsheet.WriteRows(w, all)
	return out.Bytes(), err
}

// indexBook writes the same as a workbook.
func indexBook(rows [][5]string) ([]byte, error) {
	b, err := workbook.New(func(page, pages string) string { return page + " / " + pages })
	if err != nil {
		return nil, err
	}
	defer b.Close()
	s := workbook.Sheet{Title: "indeks", Header: rows[0][:]}
	for _, row := range rows[1:] {
		s.Rows = append(s.Rows, cells(row))
	}
	if err := b.Add(s); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = b.Write(&out)
	return out.Bytes(), err
}

func cells(row [5]string) (all []any) {
	for _, text := range row {
		all = append(all, text)
	}
	return all
}
