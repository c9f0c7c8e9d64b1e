// Package workbook writes XLSX files as people print them. It reads none, and stands apart from
// package spreadsheet so that what strangers reach over the network has no part in it.
//
// Cells of a workbook have types, and a text stays one: no name becomes a formula, no NIP a number.
package workbook

import (
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"ikrar/ledger/spreadsheet"
	"ikrar/verify/phrase"
)

// A Sheet is a table as people print it: what it is about above it, its columns' names in bold, and
// below it what all rows make together.
//
// A cell is a string, a time.Time, or a number: an int is grouped by thousands, a uint64 is not,
// since it numbers something, and a float64 has two places. Strings are never formulas, nor
// numbers: a NIP keeps its digits, also when somebody edits the cell.
type Sheet struct {
	Title  string   // of its tab, shortened as Excel demands
	Lines  []string // above the table; the first is its title
	Header []string
	Rows   [][]any
	Total  []any // nil for none
}

// Book is a workbook in the making: A4, lying, as wide as the page, its header on each page, and
// numbered pages.
type Book struct {
	file   *excelize.File
	names  spreadsheet.Names
	styles styles
	footer string
	sheets int
}

type styles struct{ title, line, head, headRight, text, moment, whole, index, share, total, totalWhole, totalShare int }

// New begins a workbook. page says in words which page of how many one is, for the foot of each.
func New(page func(page, pages string) string) (*Book, error) {
	b := &Book{file: excelize.NewFile()}
	// A footer's codes begin with &: P is the page, N how many there are.
	codes := strings.NewReplacer("&", "&&", "%P", "&P", "%N", "&N")
	b.footer = "&R" + codes.Replace(page("%P", "%N"))
	return b, b.makeStyles()
}

// Formats of numbers: built into Excel, so that its user's language decides about points and
// commas.
const (
	formatWhole  = 1  // 0
	formatGroups = 3  // #,##0
	formatPlaces = 2  // 0.00
	formatText   = 49 // @
)

func (b *Book) makeStyles() error {
	moment := "yyyy-mm-dd hh:mm"
	rule := func(side string, kind int) []excelize.Border {
		return []excelize.Border{{Type: side, Color: "8A949E", Style: kind}}
	}
	top := func(horizontal string) *excelize.Alignment {
		a := &excelize.Alignment{Horizontal: horizontal, Vertical: "top", WrapText: true}
		if horizontal == "right" {
			a.Indent = 1 // or a number would touch the text of the next column
		}
		return a
	}
	below, above, strong := rule("bottom", 1), rule("top", 2), &excelize.Font{Family: family, Bold: true,
		Size: textSize}
	wash := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8ECEF"}}
	for at, s := range map[*int]excelize.Style{
		&b.styles.title: {Font: &excelize.Font{Family: family, Bold: true, Size: titleSize},
			Alignment: top("left"), NumFmt: formatText},
		&b.styles.line:       {Alignment: top("left"), NumFmt: formatText},
		&b.styles.head:       {Font: strong, Border: rule("bottom", 2), Alignment: top("left"), Fill: wash},
		&b.styles.headRight:  {Font: strong, Border: rule("bottom", 2), Alignment: top("right"), Fill: wash},
		&b.styles.text:       {Border: below, Alignment: top("left"), NumFmt: formatText},
		&b.styles.moment:     {Border: below, Alignment: top("left"), CustomNumFmt: &moment},
		&b.styles.whole:      {Border: below, Alignment: top("right"), NumFmt: formatGroups},
		&b.styles.index:      {Border: below, Alignment: top("right"), NumFmt: formatWhole},
		&b.styles.share:      {Border: below, Alignment: top("right"), NumFmt: formatPlaces},
		&b.styles.total:      {Font: strong, Border: above, Alignment: top("left"), NumFmt: formatText},
		&b.styles.totalWhole: {Font: strong, Border: above, Alignment: top("right"), NumFmt: formatGroups},
		&b.styles.totalShare: {Font: strong, Border: above, Alignment: top("right"), NumFmt: formatPlaces},
	} {
		id, err := b.file.NewStyle(&s)
		if err != nil {
			return err
		}
		*at = id
	}
	return nil
}

// Sizes, in points and in characters of the usual font.
const (
	family     = "Calibri"
	textSize   = 11
	titleSize  = 14
	lineHeight = 15.0
	minWidth   = 7
	maxWidth   = 44 // what is longer goes on in the next line of its cell
)

// Add adds a sheet.
func (b *Book) Add(s Sheet) error {
	name, err := b.begin(s.Title)
	if err != nil {
		return err
	}
	head := len(s.Lines) + 2 // a blank row parts them
	if len(s.Lines) == 0 {
		head = 1
	}
	last := head + len(s.Rows)
	if err := b.layOut(name, head, last, len(s.Header)); err != nil {
		return err
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	room := 0.0
	for n, width := range s.widths() {
		room += width
		if err := w.SetColWidth(n+1, n+1, width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: cellName(1, head+1),
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := b.writeLines(w, s.Lines, len(s.Header), room); err != nil {
		return err
	}
	header := make([]any, len(s.Header))
	for n, h := range s.Header {
		style := b.styles.head
		if s.numbers(n) {
			style = b.styles.headRight
		}
		header[n] = excelize.Cell{StyleID: style, Value: phrase.Visible(h)}
	}
	if err := w.SetRow(cellName(1, head), header); err != nil {
		return err
	}
	for n, row := range s.Rows {
		if err := w.SetRow(cellName(1, head+1+n), b.cells(row, b.styles.text, b.styles.whole,
			b.styles.share)); err != nil {
			return err
		}
	}
	if s.Total != nil {
		cells := b.cells(s.Total, b.styles.total, b.styles.totalWhole, b.styles.totalShare)
		if err := w.SetRow(cellName(1, last+1), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// begin adds an empty sheet.
func (b *Book) begin(title string) (name string, err error) {
	name = b.names.Name(title)
	if b.sheets++; b.sheets == 1 {
		return name, b.file.SetSheetName("Sheet1", name)
	}
	_, err = b.file.NewSheet(name)
	return name, err
}

// layOut says how a sheet is printed and filtered.
func (b *Book) layOut(sheet string, head, last, columns int) error {
	yes, one, many, a4, lying := true, 1, 0, 9, "landscape"
	margin, foot := 0.5, 0.75 // inches
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &lying, FitToWidth: &one,
		FitToHeight: &many}); err != nil {
		return err
	}
	if err := b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin,
		Top: &margin, Bottom: &foot, Footer: &margin}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: b.footer}); err != nil {
		return err
	}
	row := strconv.Itoa(head)
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: "'" + sheet + "'!$" + row + ":$" + row}); err != nil {
		return err
	}
	if err := b.file.AutoFilter(sheet, cellName(1, head)+":"+cellName(columns, last), nil); err != nil {
		return err
	}
	return b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}) // which AutoFilter would undo
}

// writeLines writes what stands above a table, each line as wide as the table.
func (b *Book) writeLines(w *excelize.StreamWriter, lines []string, columns int, room float64) error {
	for n, line := range lines {
		style, letter := b.styles.line, 1.0
		if n == 0 {
			style, letter = b.styles.title, 1.3
		}
		rows := 1 + int(letter*float64(utf8.RuneCountInString(line))/room)
		height := excelize.RowOpts{Height: letter * lineHeight * float64(rows)}
		if err := w.SetRow(cellName(1, n+1), b.cells([]any{line}, style, 0, 0), height); err != nil {
			return err
		}
		if columns > 1 {
			if err := w.MergeCell(cellName(1, n+1), cellName(columns, n+1)); err != nil {
				return err
			}
		}
	}
	return nil
}

// cells gives each cell of a row its style.
func (b *Book) cells(row []any, text, whole, share int) []any {
	cells := make([]any, len(row))
	for n, v := range row {
		c := excelize.Cell{Value: v}
		switch v := v.(type) {
		case string:
			c.StyleID, c.Value = text, phrase.Visible(v)
		case time.Time:
			c.StyleID = b.styles.moment
		case int:
			c.StyleID = whole
		case uint64:
			c.StyleID = b.styles.index
		case float64:
			c.StyleID = share
		}
		cells[n] = c
	}
	return cells
}

// numbers reports whether a column holds numbers, whose name stands above them at the right.
func (s Sheet) numbers(column int) bool {
	for _, row := range s.Rows {
		switch row[column].(type) {
		case int, uint64, float64:
			return true
		}
	}
	return false
}

// widths are those of the columns, in characters, with room for the filter's arrow.
func (s Sheet) widths() []float64 {
	all := make([]float64, len(s.Header))
	widen := func(n, letters int) {
		all[n] = max(all[n], min(math.Ceil(1.1*float64(letters))+2, maxWidth))
	}
	for n, head := range s.Header {
		all[n] = minWidth
		for _, word := range strings.Fields(head) {
			widen(n, utf8.RuneCountInString(word)+3)
		}
	}
	for _, row := range append(s.Rows[:len(s.Rows):len(s.Rows)], s.Total) {
		for n, v := range row {
			widen(n, utf8.RuneCountInString(spreadsheet.Cell(v)))
		}
	}
	return all
}

// cellName is the name of a cell, as A1.
func cellName(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // of our own tables: in range
	return name
}

// Write writes the workbook.
func (b *Book) Write(out io.Writer) error { return b.file.Write(out) }

// Close ends the making of a workbook.
func (b *Book) Close() error { return b.file.Close() }
