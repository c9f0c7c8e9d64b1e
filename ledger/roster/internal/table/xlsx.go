package table

import (
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// xlsxRows streams the rows of one worksheet (ECMA-376 part 1, section 18.3).
//
// It is written here, and excelize only writes the fixtures, for two reasons that
// were measured on excelize 2.11.1. Its row iterator drops XML errors, so that a
// damaged sheet of five people read as three, without an error. And it does not
// say which cells are numbers, so that an NIP whose digits a spreadsheet has
// rounded cannot be told from one typed as text.
type xlsxRows struct {
	sheet   *xmlPart
	strings []string // the shared strings, by index
	dates   dates
	merges  *merges
	line    int
	begun   int // what the sheet had cost before this row
	column  int // of the next cell that does not say its own
	cells   []Cell
}

// rowsOf opens a sheet, and the shared strings with the first one.
func (w *workbook) rowsOf(sheet *partFile) (rows, error) {
	if sheet == nil {
		return nil, damaged(errors.New("a sheet is not there"))
	}
	if w.strings != nil && w.texts == nil {
		var err error
		if w.texts, err = readStrings(w.strings, w.work); err != nil {
			return nil, err
		}
	}
	p, err := openPart(sheet, maxSheetXML, w.work)
	if err != nil {
		return nil, err
	}
	m, err := mergesOf(sheet, w.work)
	return &xlsxRows{sheet: p, strings: w.texts, dates: w.dates, merges: m}, err
}

// next returns the next row that the sheet stores, under the number it has in a
// spreadsheet program.
func (x *xlsxRows) next() (Row, error) {
	for {
		x.begun = x.sheet.cost()
		token, err := x.sheet.token()
		if err == io.EOF {
			return Row{Line: x.line}, io.EOF
		}
		if err != nil {
			return Row{Line: x.line}, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "row" {
				continue
			}
			x.line++
			if n, err := strconv.Atoi(attribute(t, "r")); err == nil && n > 0 {
				x.line = n
			}
			return x.row(truth(attribute(t, "hidden")) || attribute(t, "ht") == "0")
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				// To the end, for the checksum of the part.
				if err := x.sheet.drain(); err != nil {
					return Row{Line: x.line}, err
				}
				return Row{Line: x.line}, io.EOF
			}
		}
	}
}

// row reads the cells up to the end of the row, and tells what of its cost went into cells with a
// value.
func (x *xlsxRows) row(hidden bool) (Row, error) {
	row := Row{Line: x.line, Hidden: hidden}
	x.cells, x.column = x.cells[:0], 0
	size, idle := 0, 0
	for {
		before := x.sheet.cost()
		token, err := x.sheet.inside()
		if err != nil {
			return row, err
		}
		var v Cell
		switch t := token.(type) {
		case xml.StartElement:
			if v, err = x.child(t); err != nil {
				return row, err
			}
			size += len(v.Text)
		case xml.EndElement:
			if len(x.cells) > 0 {
				x.sheet.work.useful += x.sheet.cost() - x.begun - idle
			}
			if size > maxLine {
				return row, lineLong
			}
			err := x.fill()
			row.Cells = x.cells
			return row, err
		}
		if v == (Cell{}) {
			idle += x.sheet.cost() - before
		}
	}
}

// child reads one element of a row, and sets the cell that it is.
func (x *xlsxRows) child(start xml.StartElement) (Cell, error) {
	if start.Name.Local != "c" {
		return Cell{}, x.sheet.skip()
	}
	at, v, err := x.cell(start)
	if err != nil {
		return Cell{}, err
	}
	x.column = at + 1
	x.put(at, v)
	return v, nil
}

// put sets a cell. An empty one makes the row no longer: formats alone reach to the end of many a
// sheet.
func (x *xlsxRows) put(at int, v Cell) {
	if v == (Cell{}) && at >= len(x.cells) {
		return
	}
	if at >= maxColumns {
		if strings.TrimSpace(v.Text) == "" {
			return
		}
		at, v = maxColumns, textCell("…")
	}
	for len(x.cells) <= at {
		x.cells = append(x.cells, Cell{})
	}
	x.cells[at] = v
}

// cell reads one <c> and the index of its column, from 0.
func (x *xlsxRows) cell(start xml.StartElement) (int, Cell, error) {
	at := x.column
	if ref := attribute(start, "r"); ref != "" {
		at = columnIndex(ref)
	}
	if at < 0 || at >= excelColumns {
		return 0, Cell{}, damaged(errors.New("a cell outside the sheet"))
	}
	c := stored{kind: attribute(start, "t"), format: attribute(start, "s")}
	for {
		token, err := x.sheet.inside()
		if err != nil {
			return 0, Cell{}, err
		}
		t, isStart := token.(xml.StartElement)
		if _, end := token.(xml.EndElement); end {
			v, err := x.value(c)
			return at, v, err
		}
		if !isStart {
			continue
		}
		switch t.Name.Local {
		case "v", "is":
			c.text, err = x.sheet.text(t.Name.Local == "v")
			c.valued = true
		case "f":
			c.formula, err = x.sheet.text(true)
			c.computed = true
		default:
			err = x.sheet.skip()
		}
		if err != nil {
			return 0, Cell{}, err
		}
	}
}

// stored is a <c> as it stands in a sheet.
type stored struct {
	kind, format     string // t and s
	text, formula    string
	valued, computed bool // it has a value, a formula
}

// value gives a cell its meaning by its type (ECMA-376 part 1, section 18.18.11).
func (x *xlsxRows) value(c stored) (Cell, error) {
	switch {
	case c.computed && c.text == "" && c.kind == "str" && c.valued: // by Excel, for the text ""
		return Cell{Kind: Formula}, nil
	case c.computed && c.text == "":
		return Cell{Text: "=" + clip(clean(c.formula)), Kind: Formula}, nil
	}
	switch c.kind {
	case "s":
		return x.sharedText(c.text)
	case "e":
		return Cell{Text: c.text, Kind: Failed}, nil
	case "b":
		return boolean(strings.TrimSpace(c.text)), nil
	case "d":
		day, _ := strings.CutSuffix(strings.TrimSpace(c.text), "T00:00:00")
		return Cell{Text: day, Kind: Date}, nil
	case "", "n":
		if c.text == "" {
			return Cell{}, nil
		}
		if day, ok := x.dates.text(c.format, strings.TrimSpace(c.text)); ok {
			return Cell{Text: day, Kind: Date}, nil
		}
		return Cell{Text: c.text, Kind: Number}, nil
	}
	return textCell(clean(c.text)), nil // str, inlineStr
}

func (x *xlsxRows) sharedText(index string) (Cell, error) {
	if index == "" {
		return Cell{}, nil
	}
	i, err := strconv.Atoi(strings.TrimSpace(index))
	if err != nil || i < 0 || i >= len(x.strings) {
		return Cell{}, damaged(errors.New("a cell refers to a text that is not there"))
	}
	return textCell(x.strings[i]), nil
}

func boolean(s string) Cell {
	switch s {
	case "":
		return Cell{}
	case "0", "false":
		return Cell{Text: "FALSE", Kind: Boolean}
	}
	return Cell{Text: "TRUE", Kind: Boolean}
}

// columnIndex returns the index of the letters of a reference such as "AB12",
// from 0; -1 for none.
func columnIndex(ref string) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && n <= excelColumns; i++ {
		n = n*26 + int(ref[i]-'A') + 1
	}
	return n - 1
}

// readStrings reads the table of shared strings.
func readStrings(part *partFile, w *work) ([]string, error) {
	p, err := openPart(part, maxStringsXML, w)
	if err != nil {
		return nil, err
	}
	var all []string
	for {
		before := p.cost()
		token, err := p.token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == "si" {
			s, err := p.text(false)
			if err != nil {
				return nil, err
			}
			if len(all) == maxStrings {
				return nil, fileLarge
			}
			if s = clip(clean(s)); s != "" {
				w.useful += p.cost() - before
			}
			all = append(all, s)
		}
	}
}

// clip bounds what is kept of a text that no field can take: what is left is still too long for
// one.
func clip(s string) string {
	const kept = maxCell + utf8.UTFMax
	if len(s) <= kept {
		return s
	}
	return strings.ToValidUTF8(strings.Clone(s[:kept]), "")
}

// clean makes each run of blanks of a text one space, and none of all: once for a text that many
// cells share.
func clean(s string) string { return strings.Join(strings.Fields(unescape(s)), " ") }

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescape undoes the writing of characters that XML cannot hold as _x000D_
// (ECMA-376 part 1, section 22.9.2.19).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseUint(e[2:6], 16, 16) // four hexadecimal digits
		return string(rune(n))
	})
}
