package roster

import (
	"fmt"
	"strings"

	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/roster/internal/wording"
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
	reasonFormulaEmpty   Reason = "formula-empty" // a formula without a stored value
	reasonFieldBoolean   Reason = "field-boolean"
	reasonFieldDate      Reason = "field-date"
	reasonNameTitle      Reason = "name-title"
)

// Reasons to ask HR about a cell or a line. The person is not imported until HR has answered, but
// where asWritten says so.
const (
	reasonNameCapitals Reason = "name-capitals" // a proposal, which needs no answer
	reasonNameUnit     Reason = "name-unit"
	reasonNameOther    Reason = "name-other"  // a pangkat, a jabatan, a status
	reasonFieldOther   Reason = "field-other" // of another column
	reasonNameDigits   Reason = "name-digits"
	reasonNameAddress  Reason = "name-address"
	reasonNameSigns    Reason = "name-signs"
	reasonTextGarbled  Reason = "text-garbled" // read under a wrong encoding once
	reasonTextEscaped  Reason = "text-escaped" // signs of a web page
	reasonTextQuoted   Reason = "text-quoted"  // quotes of the file
	reasonTextFormula  Reason = "text-formula"
	reasonTextDitto    Reason = "text-ditto" // as above, in a word or a sign
	reasonFieldNumber  Reason = "field-number"
	reasonStandingLeft Reason = "standing-left" // pensiun, meninggal: to be left out
	reasonStandingAway Reason = "standing-away" // tugas belajar, CLTN: to be taken in
	reasonLineSigned   Reason = "line-signed"   // who signs below the people: to be left out
	reasonUnitHeading  Reason = "unit-heading"  // other than the column for the unit
)

// Lines that are no people. The first two may be people, and count as refused.
const (
	reasonHeaderLost      Reason = "header-lost" // below a header that cannot be read
	reasonLineAbove       Reason = "line-above"  // a number above the header
	reasonLineTotal       Reason = "line-total"
	reasonLineNumbers     Reason = "line-numbers"
	reasonLineHeader      Reason = "line-header"
	reasonLineHeaderOther Reason = "line-header-other" // of another order, which is obeyed
	reasonLineUnit        Reason = "line-unit"
	reasonLineUnitSame    Reason = "line-unit-same"
	reasonLineGroup       Reason = "line-group" // sorts people, and is no unit
	reasonLineTitle       Reason = "line-title"
	reasonLineEmpty       Reason = "line-empty"
	reasonLineBelow       Reason = "line-below"
	reasonTextCleaned     Reason = "text-cleaned" // invisible signs were taken out
	reasonSheetPeople     Reason = "sheet-people" // LineError.Count numbers on a sheet without a header
)

var notes = map[Reason]bool{reasonLineTotal: true, reasonLineNumbers: true, reasonLineHeader: true,
	reasonLineHeaderOther: true, reasonLineUnit: true, reasonLineUnitSame: true, reasonLineTitle: true,
	reasonLineGroup: true, reasonLineEmpty: true, reasonLineBelow: true, reasonTextCleaned: true}

// asWritten reports whether a person is imported as written while the question is open.
func (r Reason) asWritten() bool { return r == reasonNameCapitals || r == reasonUnitHeading }

// proposes reports whether a question has an answer to take without a text of its own.
func (r Reason) proposes() bool {
	return r.leaves() || r == reasonStandingAway || r == reasonUnitHeading
}

// leaves reports whether the proposal is to leave the person out.
func (r Reason) leaves() bool { return r == reasonStandingLeft || r == reasonLineSigned }

// Reasons for a whole file.
const (
	reasonFileUnreadable Reason = "file-unreadable"
	reasonFileRows       Reason = "file-rows"
	reasonFileRefused    Reason = "file-refused"
	HeaderMissing        Reason = "header-missing"
	HeaderTwice          Reason = "header-twice"      // FileError.Detail names the columns
	SheetUnknown         Reason = "sheet-unknown"     // Detail names those that there are
	SheetHiddenOnly      Reason = "sheet-hidden-only" // Detail names the one that has people
	ColumnsUnknown       Reason = "columns-unknown"   // Detail is what cannot be read
	ColumnsMissing       Reason = "columns-missing"   // Detail is the column that is not there
)

func (r Reason) Error() string {
	if w, ok := wording.Reasons[string(r)]; ok {
		return w
	}
	return table.Reason(r).Error() // a reason against a file or a line of it
}

// LineError is one refused or doubtful line or value.
type LineError struct {
	File   string // as given to Read; empty for a value that came from elsewhere
	Place         // zero as for File
	Column string // a field's name, or empty for the whole line
	Cell   string // of a workbook: "C7"
	Value  string // as found, cut to 60 characters; personal data
	// Proposal is what the cell may have been meant to say, where that is known.
	Proposal string
	First    Place // for reasonNIPTwice, the line that has it already
	Count    int   // for reasonSheetPeople
	Other    NIP   // for reasonNIPChanged, the number in the roster; personal data
	Reason   Reason
}

func (p Place) String() (s string) {
	if p.Sheet != "" {
		s = fmt.Sprintf(" sheet %q", p.Sheet)
	}
	if p.Line > 0 {
		s += fmt.Sprintf(" line %d", p.Line)
	}
	return s
}

func (e *LineError) Error() string {
	var b strings.Builder
	if e.File != "" {
		fmt.Fprintf(&b, "%s%s: ", e.File, e.Place)
	}
	if e.Column != "" {
		b.WriteString(e.Column)
		if e.Value != "" {
			fmt.Fprintf(&b, " %q", e.Value)
		}
		b.WriteString(": ")
	} else if e.Value != "" {
		fmt.Fprintf(&b, "%q: ", e.Value)
	}
	b.WriteString(e.Reason.Error())
	if e.Proposal != "" {
		fmt.Fprintf(&b, "; proposed: %q", e.Proposal)
	}
	if e.First.Line > 0 {
		fmt.Fprintf(&b, ", on%s", e.First)
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
	Sheet  string // empty where the file has one only, or none is to blame
	Line   int    // 0 where no line is to blame
	Detail string // for HeaderTwice, the header cells, quoted
	Reason Reason
	Err    error // the cause below, or nil
}

func (e *FileError) Error() string {
	s := e.File
	s += Place{e.Sheet, e.Line}.String()
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
