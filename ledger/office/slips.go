package office

import (
	"bytes"
	"context"
	"encoding/csv"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/roster"
	"ikrar/ledger/spreadsheet"
	"ikrar/verify/phrase"
)

// slipColumns are the heads of a file of slips, for mail merge.
var slipColumns = map[phrase.Lang][]any{
	phrase.ID: {"nip", "nama", "unit", "alamat", "kode", "berlaku_sampai", "perintah", "sidik_jari_akar"},
	phrase.EN: {"nip", "name", "unit", "address", "code", "valid_until", "command", "root_fingerprint"},
}

// Last is the last minute in which the codes are valid, which people expect to read: 31 March,
// 23.59 and not 1 April, 0.00.
func (p *InvitationPlan) Last(lang phrase.Lang) string {
	return phrase.Moment(lang, p.Until.Add(-time.Second), p.zone)
}

// CSV is the slips as a table that Excel opens.
func (p *InvitationPlan) CSV(lang phrase.Lang) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(spreadsheet.BOM)
	rows := [][]any{slipColumns[lang]}
	for _, v := range p.Invitations {
		code := v.Code.String()
		rows = append(rows, []any{string(v.Person.NIP), v.Person.PrintedName(), v.Person.Unit, p.URL + "/tanda", code,
			p.Last(lang), "ikrar pledge " + p.URL + " --code " + code + " --root " + p.Root, p.Root})
	}
	err := spreadsheet.WriteRows(csv.NewWriter(&out), rows)
	return out.Bytes(), err
}

// PDF is the slips to print, cut and hand out. drawn, which may be nil, is called for each, by
// several goroutines. Errors are those of [certificate.RenderSlips].
func (p *InvitationPlan) PDF(ctx context.Context, lang phrase.Lang, drawn func()) ([]byte, error) {
	return certificate.RenderSlips(ctx, p.slips(lang), drawn)
}

func (p *InvitationPlan) slips(lang phrase.Lang) certificate.Slips {
	s := certificate.Slips{Language: string(lang), Institution: p.Institution, Address: p.URL, Root: p.Root,
		Until: p.Last(lang), Created: p.now.In(p.zone)}
	for _, v := range p.Invitations {
		s.People = append(s.People, certificate.Slip{Name: v.Person.PrintedName(), Unit: v.Person.Unit,
			Code: v.Code.String(), Plain: v.Person.Name})
	}
	return s
}

// Unprintable is somebody whose slip has a character that cannot be printed.
type Unprintable struct {
	Person roster.Person
	*certificate.MissingGlyphError
}

// LeaveUnprintable leaves those out whose slip cannot be printed: one of them keeps no other from a
// slip, and nobody gets a code that stands nowhere.
func (p *InvitationPlan) LeaveUnprintable() (left []Unprintable, err error) {
	slips := p.slips(phrase.ID)
	missing, err := slips.Unprintable()
	if err != nil {
		return nil, err
	}
	p.Keep(func(n int) bool {
		if missing[n] != nil {
			left = append(left, Unprintable{p.Invitations[n].Person, missing[n]})
		}
		return missing[n] == nil
	})
	return left, nil
}
