package certificate

import (
	"bytes"
	"cmp"
	"encoding/csv"

	"ikrar/ledger/spreadsheet"
)

// tableColumns are the heads of the table of slips.
var tableColumns = map[string][]any{
	"id": {"nip", "nama", "unit", "alamat", "kode", "berlaku_sampai", "perintah", "sidik_jari_akar"},
	"en": {"nip", "name", "unit", "address", "code", "valid_until", "command", "root_fingerprint"},
}

// CSV is the slips as a table that Excel opens, for mail merge: in the order of People.
func (s Slips) CSV() ([]byte, error) {
	columns, ok := tableColumns[cmp.Or(s.Language, "id")]
	if !ok {
		return nil, &FieldError{"Language", ErrLanguage}
	}
	var out bytes.Buffer
	out.WriteString(spreadsheet.BOM)
	rows := [][]any{columns}
	for _, p := range s.People {
		rows = append(rows, []any{p.NIP, p.Name, p.Unit, s.page(), p.Code, s.Until,
			"ikrar pledge " + s.Address + " --code " + p.Code + " --root " + s.Root, s.Root})
	}
	err := spreadsheet.WriteRows(csv.NewWriter(&out), rows)
	return out.Bytes(), err
}
