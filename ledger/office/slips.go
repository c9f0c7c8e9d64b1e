package office

import (
	"context"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// Last is the last minute in which the codes are valid, which people expect to read: 31 March,
// 23.59 and not 1 April, 0.00.
func (p *InvitationPlan) Last(lang phrase.Lang) string {
	return phrase.Moment(lang, p.Until.Add(-time.Second), p.zone)
}

// CSV is the slips as a table that Excel opens.
func (p *InvitationPlan) CSV(lang phrase.Lang) ([]byte, error) { return p.slips(lang).CSV() }

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
			Code: v.Code.String(), Plain: v.Person.Name,
			NIP: string(v.Person.NIP)})
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
