package roster

import (
	"fmt"
	"strings"
)

// Reason says why a value, a line or a file was refused or is doubtful. Its
// string value is a stable code for a catalogue of sentences; Error gives the
// English one. Test for it with errors.Is.
type Reason string

// Reasons for a NIP or NI PPPK.
const (
	NIPMissing Reason = "nip-missing"
	NIPNumber  Reason = "nip-number" // typed as a number in a spreadsheet
	NIPChars   Reason = "nip-chars"
	NIPLength  Reason = "nip-length"
	NIPBirth   Reason = "nip-birth"  // digits 1-8
	NIPYear    Reason = "nip-year"   // digits 9-12
	NIPMonth   Reason = "nip-month"  // digits 13-14
	NIPSex     Reason = "nip-sex"    // digit 15
	NIPSerial  Reason = "nip-serial" // digits 16-18
	NIPTwice   Reason = "nip-twice"  // LineError.First holds the earlier line
	NIPUnder18 Reason = "nip-under-18"
	NIPChanged Reason = "nip-changed" // a warning; LineError.Other holds the person's earlier number
)

// Reasons for another cell, or for a line.
const (
	NameMissing    Reason = "name-missing"
	NameLetters    Reason = "name-letters" // a number in its place
	UnitMissing    Reason = "unit-missing" // a warning only, where there is a column for it
	NameLong       Reason = "name-long"    // with titles, as printed
	FieldLong      Reason = "field-long"
	FieldInvisible Reason = "field-invisible"
	FieldFormula   Reason = "field-formula"
	GradeUnknown   Reason = "grade-unknown" // a warning only
	LineLong       Reason = "line-long"
	LineQuote      Reason = "line-quote"
	CellsMany      Reason = "cells-many"
	CellsFew       Reason = "cells-few"
	LineTotal      Reason = "line-total" // a warning only
)

// Reasons for a whole file.
const (
	FileUnreadable Reason = "file-unreadable"
	FileOld        Reason = "file-old"
	FileHTML       Reason = "file-html"
	FileNoWorkbook Reason = "file-no-workbook"
	FileDamaged    Reason = "file-damaged"
	FileLarge      Reason = "file-large"
	FileEmptyRows  Reason = "file-empty-rows"
	FilePacked     Reason = "file-packed"
	FileRows       Reason = "file-rows"
	FileRefused    Reason = "file-refused"
	HeaderMissing  Reason = "header-missing"
	HeaderTwice    Reason = "header-twice" // FileError.Detail names the columns
)

var wordings = map[Reason]string{
	NIPMissing: "missing",
	NIPNumber:  "typed as a number, digits are lost; format the column as text",
	NIPChars:   "holds something other than digits, spaces, dots and dashes",
	NIPLength:  "is not 18 digits",
	NIPBirth:   "its first eight digits are not a date of birth (YYYYMMDD)",
	NIPYear:    "digits 9-12 are not a year of appointment",
	NIPMonth:   "digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)",
	NIPSex:     "digit 15 is neither 1 nor 2",
	NIPSerial:  "serial 000 does not exist; if the column was typed as a number, its last digits are lost: format it as text",
	NIPTwice:   "is already in this file",
	NIPUnder18: "appointed less than 18 years after birth",
	NIPChanged: "new, and name and birth date are those of somebody whose number is no longer in the file",

	NameMissing:    "missing",
	NameLetters:    "has no letter",
	UnitMissing:    "empty; of merged cells only the first has the value",
	NameLong:       "longer than 200 bytes with its titles",
	FieldLong:      "longer than 200 bytes",
	FieldInvisible: "holds a control or invisible character; type the cell again",
	FieldFormula:   "the formula of this cell has failed; put its value in its place",
	GradeUnknown:   "not a known golongan (PNS I/a to IV/e, PPPK I to XVII)",
	LineLong:       "longer than 64 KiB",
	LineQuote:      "a quote is not closed, or something follows where it closes; a quote inside a quoted cell is written twice",
	CellsMany:      "more cells than the header; put quotes around a cell that holds the separator",
	CellsFew:       "fewer cells than the header",
	LineTotal:      "a total and not a person; passed over",

	FileUnreadable: "cannot be read",
	FileOld:        "an old .xls file, or a workbook with a password; save it as .xlsx without a password, or as CSV",
	FileHTML:       "a web page under the name of a spreadsheet; open it in a spreadsheet program and save it as .xlsx or CSV",
	FileNoWorkbook: "not an .xlsx workbook; save it as .xlsx or CSV",
	FileDamaged:    "damaged; open it in a spreadsheet program and save it again",
	FileLarge:      "too large for a workbook; save it as CSV",
	FilePacked:     "the same texts stand in it over and over, far more than a roster of its size holds; save it as CSV",
	FileEmptyRows:  "nearly all of it is empty rows, cells or formats; delete the empty rows and columns beside the data and save it anew, or save it as CSV",
	FileRows:       "more than 10 million rows",
	FileRefused:    "more than 100,000 lines refused; is it the right file?",
	HeaderMissing:  "no header with the columns nip and nama in the first 20 lines",
	HeaderTwice:    "two columns mean the same; keep one",
}

func (r Reason) Error() string {
	if w, ok := wordings[r]; ok {
		return w
	}
	return string(r)
}

// LineError is one refused or doubtful line or value.
type LineError struct {
	File   string // as given to Read; empty for a value that came from elsewhere
	Line   int    // from 1, as a text editor or spreadsheet counts; 0 as for File
	Column string // a column name of design section 7, or empty for the whole line
	Value  string // as found, cut to 60 characters; personal data
	First  int    // for NIPTwice, the line that has it already
	Other  NIP    // for NIPChanged, the number in the roster; personal data
	Reason Reason
}

func (e *LineError) Error() string {
	var b strings.Builder
	if e.File != "" {
		fmt.Fprintf(&b, "%s line %d: ", e.File, e.Line)
	}
	if e.Column != "" {
		b.WriteString(e.Column)
		if e.Value != "" {
			fmt.Fprintf(&b, " %q", e.Value)
		}
		b.WriteString(": ")
	}
	b.WriteString(e.Reason.Error())
	if e.First > 0 {
		fmt.Fprintf(&b, ", on line %d", e.First)
	}
	if e.Other != "" {
		fmt.Fprintf(&b, ", ending %s", e.Other.Last4())
	}
	return b.String()
}

func (e *LineError) Unwrap() error { return e.Reason }

// FileError ends the reading of a file.
type FileError struct {
	File   string
	Line   int    // 0 where no line is to blame
	Detail string // for HeaderTwice, the header cells, quoted
	Reason Reason
	Err    error // the cause below, or nil
}

func (e *FileError) Error() string {
	s := e.File
	if e.Line > 0 {
		s += fmt.Sprintf(" line %d", e.Line)
	}
	s += ": "
	if e.Detail != "" {
		s += e.Detail + ": "
	}
	s += e.Reason.Error()
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *FileError) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// shown cuts a refused value for its message.
func shown(s string) string {
	if len(s) <= maxShown {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > maxShown {
			return s[:i] + "…"
		}
	}
	return s
}
