package unitlink

import (
	"io"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/spreadsheet/workbook"
	"ikrar/verify/phrase"
)

// Phrases are the sentences of what is handed over.
var Phrases = phrase.Book{
	"unitlink.title": {ID: "Tautan kemajuan unit", EN: "Links of units"},
	"unitlink.hint": {
		ID: "Serahkan setiap tautan kepada petugas kepegawaian unitnya saja. Tautan ini tidak dapat ditampilkan lagi.",
		EN: "Hand each link to the personnel desk of its unit alone. These links cannot be shown again."},
	"unitlink.until":   {ID: "Berlaku sampai {until}", EN: "Valid until {until}"},
	"unitlink.unit":    {ID: "Unit", EN: "Unit"},
	"unitlink.people":  {ID: "Pegawai", EN: "People"},
	"unitlink.address": {ID: "Tautan", EN: "Link"},
	"unitlink.id":      {ID: "Nomor tautan", EN: "Link's number"},
	"unitlink.page":    {ID: "Halaman {page} dari {pages}", EN: "Page {page} of {pages}"},
}

// UntilWords is the last moment of the links in words.
func (m *Links) UntilWords(lang phrase.Lang) string { return Last(lang, m.Until) }

// Last is the last moment before an end, in words.
func Last(lang phrase.Lang, end time.Time) string {
	last := end.Add(-time.Second)
	return phrase.Moment(lang, last, last.Location())
}

// XLSX writes a workbook of the links. Its cells are texts.
func (m *Links) XLSX(out io.Writer, lang phrase.Lang) error {
	say := func(key string, args ...any) string { return Phrases.Say(lang, "unitlink."+key, args...) }
	sheet := workbook.Sheet{Title: say("title"), Lines: []string{say("title"), m.Institution,
		say("until", "until", m.UntilWords(lang)), say("hint")},
		Header: []string{say("unit"), say("people"), say("address"), say("id")}}
	for _, l := range m.All {
		sheet.Rows = append(sheet.Rows, []any{l.Unit, l.People, l.Address, l.ID})
	}
	b, err := workbook.New(func(page, pages string) string { return say("page", "page", page, "pages", pages) })
	if err != nil {
		return err
	}
	defer b.Close()
	if err := b.Add(sheet); err != nil {
		return err
	}
	return b.Write(out)
}

// PDF draws slips to cut out, with QR codes. Errors are those of [certificate.RenderUnitSlips].
func (m *Links) PDF(lang phrase.Lang) ([]byte, error) {
	s := certificate.UnitSlips{Language: string(lang), Institution: m.Institution, Until: m.UntilWords(lang),
		Created: m.Now}
	for _, l := range m.All {
		s.Units = append(s.Units, certificate.UnitSlip{Unit: l.Unit, Address: l.Address})
	}
	return certificate.RenderUnitSlips(s)
}
