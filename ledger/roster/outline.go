package roster

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ikrar/ledger/roster/internal/table"
)

// heading is the unit that stands as a row of its own above the people in it.
type heading struct {
	unit, subunit string
	agency        bool // unit is one that has others below it
}

// set takes a heading: a bureau's office below it, or another unit.
func (h *heading) set(text string) {
	if h.unit != "" && h.agency && subHeading.MatchString(text) {
		h.subunit = text
		return
	}
	h.unit, h.subunit, h.agency = text, "", agencyHeading.MatchString(text)
}

var (
	agencyHeading = regexp.MustCompile(`(?i)^(dinas|badan|inspektorat|sekretariat\s+(daerah|dprd|dewan)|setda|setwan|` +
		`satuan polisi|satpol|kantor|kecamatan|rumah sakit|rsud|rsj|pemerintah|kementerian)\b`)
	subHeading = regexp.MustCompile(`(?i)^(bidang|bagian|biro|seksi|sub|subbag\w*|subbid\w*|upt|uptd|upt-d|puskesmas|cabang|balai|` +
		`sekretariat|kelurahan|laboratorium|unit|instalasi|kelompok|sd|sdn|smp|smpn|sma|sman|smk|smkn|slb|slbn|tk)\b`)
	unitHeading = regexp.MustCompile(`(?i)^(staf ahli|asisten|lembaga|sekolah|taman|museum|pusat|direktorat|deputi|` +
		`kepala daerah|fakultas|politeknik|akademi|kel\.|kec\.)`)
	unitLabel = regexp.MustCompile(`(?i)^(nama\s+)?(unit kerja|unit organisasi|unit|opd|skpd|perangkat daerah|satuan kerja|` +
		`satker|unor induk|unor)\s*(/\s*(opd|skpd|unit kerja))?\s*:?\s*`)
	ordinal = regexp.MustCompile(`^\(?([IVXLC]{1,6}|[A-Z]|\d{1,3})[.)]\s*`)
	alone   = regexp.MustCompile(`^\(?([IVXLC]{1,6}|[A-Za-z]|\d{1,3})[.)]?$`)
)

// signature begins a line of what stands below the people: who signs, where and when, and remarks.
var signature = regexp.MustCompile(`(?i)^\(?(mengetahui|menyetujui|mengesahkan|an\.|a\.n\.?|a/n|plt\.?|plh\.?|pj\.?|kepala\b|ttd\b|` +
	`ditetapkan|dikeluarkan|disahkan|(keterangan|ket\.?|catatan|sumber)\s*:|dicetak|diunduh|halaman\s+\d|hal\.|pejabat\b|` +
	`sekretaris\b|gubernur\b|bupati\b|wali ?kota\b|camat\b|lurah\b|direktur\b|inspektur\b|ketua\b|nip\b|` +
	`[\p{L} .]+,\s*(tanggal\s*)?(\d{1,2}|\.+|…+)?\s*(januari|februari|maret|april|mei|juni|juli|agustus|september|` +
	`oktober|november|nopember|desember)\s+(\d{4}|\.+))`)

// begins reports whether a cell of a row begins as a pattern says.
func begins(cells []table.Cell, pattern *regexp.Regexp) bool {
	for _, i := range filled(cells) {
		if pattern.MatchString(strings.TrimSpace(cells[i].Text)) {
			return true
		}
	}
	return false
}

// signs reports whether a row is of what stands below the people, and no person without a NIP.
func (s *sheet) signs(cells []table.Cell) bool {
	return begins(cells, signature) &&
		(!s.personLike(cells) || signature.MatchString(strings.TrimSpace(s.cell(cells, columnName).Text)))
}

// labelledUnit reads "Unit Kerja : Dinas Pendidikan", in one cell or two.
func labelledUnit(cells []table.Cell) (string, bool) {
	var text []string
	for _, i := range filled(cells) {
		text = append(text, strings.Trim(strings.TrimSpace(cells[i].Text), " :"))
	}
	all := strings.Join(text, " : ")
	label := unitLabel.FindString(all)
	if !strings.Contains(label, ":") || len(text) > 3 {
		return "", false
	}
	rest, reason := fold(strings.Trim(all[len(label):], " :"))
	if _, header := spelled(rest); header {
		return "", false
	}
	return rest, reason == "" && strings.ContainsFunc(rest, unicode.IsLetter) && len(rest) <= maxField
}

// heading reads a row as the name of a unit: one cell, or an ordinal and one.
func (s *sheet) heading(cells []table.Cell) (string, bool) {
	if text, ok := labelledUnit(cells); ok {
		return text, true
	}
	at := filled(cells)
	counted := len(at) == 2 && alone.MatchString(strings.TrimSpace(cells[at[0]].Text))
	if len(at) != 1 && !counted || isTotal(cells) {
		return "", false
	}
	i := at[len(at)-1]
	text, reason := fold(cells[i].Text)
	text = strings.Trim(ordinal.ReplaceAllString(text, ""), " :")
	if reason != "" || !strings.ContainsFunc(text, unicode.IsLetter) || countDigits(text) > 4 || len(text) > maxField ||
		strings.ContainsRune(text, '@') {
		return "", false
	}
	if cells[i].Kind != table.Text || !s.mayHead(cells, i, counted && countDigits(cells[at[0]].Text) > 0, isUnit(text)) {
		return "", false
	}
	return text, true
}

// mayHead reports whether a text is in a place for a heading: in a merged range, or left of the
// people's own columns; in these it may be all that is left of a person.
func (s *sheet) mayHead(cells []table.Cell, i int, counted, unit bool) bool {
	if i+1 < len(cells) && cells[i+1].Merged {
		return true
	}
	switch c := slices.Index(s.header.at[:], i); column(c) {
	case -1, columnNIP:
		return unit || !counted
	case columnUnit, columnSubunit:
		return false
	}
	return unit
}

func isUnit(text string) bool {
	return agencyHeading.MatchString(text) || subHeading.MatchString(text) || unitHeading.MatchString(text) || unitWord(text)
}

// leads reports whether people, or another heading before them, follow the row.
func (s *sheet) leads() bool {
	for n := range maxHeadings {
		next, err := s.peek(n)
		if err != nil {
			return false
		}
		if _, err := s.parseNIP(next.Cells); err == nil {
			return !s.isSignature(next.Cells)
		}
		_, heads := s.heading(next.Cells)
		_, titled := resolve(labels(next.Cells), s.file.choice.Columns.of)
		if !heads && !titled && !isNumbers(next.Cells) && !s.personLike(next.Cells) {
			return false
		}
	}
	return false
}

// takeHeading makes a heading the unit of the people below it. Where the file has a column for the
// unit, the column counts, and HR is asked where the two differ.
func (s *sheet) takeHeading(line int, text string) error {
	s.tail = false
	e := &LineError{Value: shown(text), Reason: reasonLineUnit}
	if !s.header.has(columnUnit) {
		s.unit.set(text)
		return s.note(line, e)
	}
	e.Reason = reasonLineUnitSame
	if next, err := s.peek(0); err == nil && s.cell(next.Cells, columnNIP).Text != "" {
		of, _ := fold(s.cell(next.Cells, columnUnit).Text)
		if !strings.EqualFold(of, text) {
			e.Reason, e.Proposal = reasonUnitHeading, of
		}
	}
	return s.note(line, e)
}

// isSignature knows the number of who signs below the people.
func (s *sheet) isSignature(cells []table.Cell) bool {
	at := filled(cells)
	if len(at) > 2 || strings.TrimSpace(s.cell(cells, columnName).Text) != "" && !begins(cells, signature) {
		return false
	}
	for _, i := range at {
		if text := strings.ToLower(strings.TrimSpace(cells[i].Text)); !strings.HasPrefix(text, "nip") {
			return false
		}
	}
	return len(at) > 0
}

// named reports whether a row has a NIP of sorts: then it is a person, whatever else it says.
func (s *sheet) named(cells []table.Cell) bool {
	return countDigits(s.cell(cells, columnNIP).Text) >= 8
}

// personLike reports whether a row without a readable NIP is a person all the same: it has half a
// number, or a name beside other things.
func (s *sheet) personLike(cells []table.Cell) bool {
	if s.named(cells) {
		return true
	}
	if strings.TrimSpace(s.cell(cells, columnName).Text) == "" {
		return false
	}
	at := filled(cells)
	counted := false
	for _, i := range at {
		_, ok := columnNumber(cells[i].Text)
		counted = counted || ok
	}
	return counted || len(at) > 3 || len(at) > 1 && !s.tail
}

// onlyName reports whether all that a row has is a name.
func (s *sheet) onlyName(cells []table.Cell) bool {
	at := filled(cells)
	return !s.tail && len(at) == 1 && at[0] == s.header.at[columnName]
}
