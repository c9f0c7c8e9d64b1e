package roster

import (
	"fmt"
	"strings"

	"ikrar/ledger/roster/internal/table"
)

// Reason says why a value, a line or a file was refused or is doubtful. Its
// string value is a stable code for a catalogue of sentences; Error gives the
// English one. Test for it with errors.Is, as Reason("nip-twice").
type Reason string

// Reasons for a NIP or NI PPPK.
const (
	reasonNIPMissing Reason = "nip-missing"
	reasonNIPNumber  Reason = "nip-number" // typed as a number in a spreadsheet
	reasonNIPChars   Reason = "nip-chars"
	reasonNIPLength  Reason = "nip-length"
	reasonNIPBirth   Reason = "nip-birth"  // digits 1-8
	reasonNIPYear    Reason = "nip-year"   // digits 9-12
	reasonNIPMonth   Reason = "nip-month"  // digits 13-14
	reasonNIPSex     Reason = "nip-sex"    // digit 15
	reasonNIPSerial  Reason = "nip-serial" // digits 16-18
	reasonNIPTwice   Reason = "nip-twice"  // LineError.First holds the earlier line
	reasonNIPUnder18 Reason = "nip-under-18"
	reasonNIPChanged Reason = "nip-changed" // a warning; LineError.Other holds the person's earlier number
)

// Reasons for another cell, or for a line.
const (
	reasonNameMissing    Reason = "name-missing"
	reasonNameLetters    Reason = "name-letters" // a number in its place
	reasonUnitMissing    Reason = "unit-missing" // a warning only, where there is a column for it
	reasonNameLong       Reason = "name-long"    // with titles, as printed
	reasonFieldLong      Reason = "field-long"
	reasonFieldInvisible Reason = "field-invisible"
	reasonFieldFormula   Reason = "field-formula"
	reasonGradeUnknown   Reason = "grade-unknown" // a warning only
	reasonCellsMany      Reason = "cells-many"
	reasonCellsFew       Reason = "cells-few"
	reasonLineTotal      Reason = "line-total" // a warning only
)

// Reasons for a whole file.
const (
	reasonFileUnreadable Reason = "file-unreadable"
	reasonFileRows       Reason = "file-rows"
	reasonFileRefused    Reason = "file-refused"
	HeaderMissing        Reason = "header-missing"
	HeaderTwice          Reason = "header-twice" // FileError.Detail names the columns
)

var wordings = map[Reason]string{
	reasonNIPMissing: "missing",
	reasonNIPNumber:  "typed as a number, digits are lost; format the column as text",
	reasonNIPChars:   "holds something other than digits, spaces, dots and dashes",
	reasonNIPLength:  "is not 18 digits",
	reasonNIPBirth:   "its first eight digits are not a date of birth (YYYYMMDD)",
	reasonNIPYear:    "digits 9-12 are not a year of appointment",
	reasonNIPMonth:   "digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)",
	reasonNIPSex:     "digit 15 is neither 1 nor 2",
	reasonNIPSerial:  "serial 000 does not exist; if the column was typed as a number, its last digits are lost: format it as text",
	reasonNIPTwice:   "is already in this file",
	reasonNIPUnder18: "appointed less than 18 years after birth",
	reasonNIPChanged: "new, and name and birth date are those of somebody whose number is no longer in the file",

	reasonNameMissing:    "missing",
	reasonNameLetters:    "has no letter",
	reasonUnitMissing:    "empty; of merged cells only the first has the value",
	reasonNameLong:       "longer than 200 bytes with its titles",
	reasonFieldLong:      "longer than 200 bytes",
	reasonFieldInvisible: "holds a control or invisible character; type the cell again",
	reasonFieldFormula:   "the formula of this cell has failed; put its value in its place",
	reasonGradeUnknown:   "not a known golongan (PNS I/a to IV/e, PPPK I to XVII)",
	reasonCellsMany:      "more cells than the header; put quotes around a cell that holds the separator",
	reasonCellsFew:       "fewer cells than the header",
	reasonLineTotal:      "a total and not a person; passed over",

	reasonFileUnreadable: "cannot be read",
	reasonFileRows:       "more than 10 million rows",
	reasonFileRefused:    "more than 100,000 lines refused; is it the right file?",
	HeaderMissing:        "no header with the columns nip and nama in the first 20 lines",
	HeaderTwice:          "two columns mean the same; keep one",
}

func (r Reason) Error() string {
	if w, ok := wordings[r]; ok {
		return w
	}
	return table.Reason(r).Error() // a reason against a file or a line of it
}

// LineError is one refused or doubtful line or value.
type LineError struct {
	File   string // as given to Read; empty for a value that came from elsewhere
	Line   int    // from 1, as a text editor or spreadsheet counts; 0 as for File
	Column string // a column name of design section 7, or empty for the whole line
	Value  string // as found, cut to 60 characters; personal data
	First  int    // for reasonNIPTwice, the line that has it already
	Other  NIP    // for reasonNIPChanged, the number in the roster; personal data
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
