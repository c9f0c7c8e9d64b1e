package roster

import (
	"strings"

	"ikrar/ledger/roster/contact"
	"ikrar/ledger/roster/internal/table"
	"ikrar/ledger/spreadsheet"
)

// Why an address or a number is left out: a warning, and what the roster holds already stays.
const (
	reasonEmailMalformed Reason = "email-malformed"
	reasonPhoneMalformed Reason = "phone-malformed"
)

// readContact reads the cell of an address or a number.
func readContact(c column, cell table.Cell) (text string, reason Reason) {
	if c == columnPhone && cell.Kind == table.Text {
		cell.Text = spreadsheet.Plain(cell.Text)
	}
	r, reason := read(c, cell)
	switch {
	case reason != "" || r.text == "" || c == columnPhone && r.text == "0":
		return "", reason
	case r.doubt != "":
		return "", r.doubt
	}
	parse, malformed := contact.ParseEmail, reasonEmailMalformed
	if c == columnPhone {
		parse, malformed = contact.ParsePhone, reasonPhoneMalformed
	}
	text, err := parse(r.text)
	if err != nil {
		return "", malformed
	}
	return text, ""
}

// contacts reads how the person of a row is reached. What cannot be read counts as not said.
func (s *sheet) contacts(row table.Row, one *Row, v *values) {
	for _, c := range []column{columnEmail, columnPhone} {
		if !s.header.has(c) {
			continue
		}
		cell := s.cell(row.Cells, c)
		text, reason := readContact(c, cell)
		v[c] = reading{text: text, unread: reason != ""}
		if reason != "" {
			one.warnings = append(one.warnings, s.note(row.Line, s.about(row, c, strings.TrimSpace(cell.Text), reason)))
		}
	}
}

// settlePhone takes the column of telephones where there is none of mobile ones: exports have both.
func (h *header) settlePhone() {
	if !h.has(columnPhone) {
		h.at[columnPhone] = h.at[columnTelephone]
	}
	h.at[columnTelephone] = -1
}
