package certificates

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"ikrar/ledger/certificate"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer/text"
)

// look draws a specimen of what was typed. What is wrong with it is said in its place.
func (c *certificates) look(r *frame.Request, f *form) (l look, err error) {
	err = c.do(r.Context(), func(i *office.Institution) error {
		emblem, err := f.emblem(i)
		if err != nil {
			l.Wrong = r.Say("certificates.emblem.wrong")
			return nil
		}
		person, err := c.person(r, i, f.Person, &l)
		if err != nil || l.Wrong != "" {
			return err
		}
		l.Name = person.PrintedName()
		specimen, err := specimenOf(r, i)
		if err != nil {
			return err
		}
		pdf, err := i.Specimen(f.Certificate, emblem, person, specimen)
		if l.Wrong = whyNot(r, err); l.Wrong != "" {
			return nil
		}
		l.Address = r.Frameable("contoh.pdf", func(w io.Writer) error {
			_, err := io.Copy(w, bytes.NewReader(pdf))
			return err
		})
		return err
	})
	return l, err
}

// specimenOf is what is to be drawn: of the newest campaign, or of an invented one.
func specimenOf(r *frame.Request, i *office.Institution) (issue.Specimen, error) {
	s := issue.Specimen{Word: r.Say("certificates.specimen.word"), Sentence: r.Say("certificates.specimen.sentence"),
		Campaign: r.Say("certificates.specimen.campaign"), Place: r.Say("certificates.specimen.place"),
		Text: text.All()[0].Title}
	known, err := i.Ledger.Campaigns()
	if err != nil || len(known) == 0 {
		return s, err
	}
	newest := known[len(known)-1].Claims()
	s.Campaign, s.Place = newest.Title, newest.Place
	list, _ := i.Ledger.Trust()
	if t, approved := list.Text(newest.Digest); approved {
		s.Text = t.Title
	}
	return s, nil
}

// person is who was asked for, by NIP or by a part of the name; of nobody in particular the one
// whose name is the longest, and an invented one where there is nobody yet.
func (c *certificates) person(r *frame.Request, i *office.Institution, typed string,
	l *look) (p roster.Person, err error) {
	ok := false
	if typed == "" {
		l.Longest = true
		if p, ok, err = settings.LongestName(i); err == nil && !ok {
			p = roster.Person{Name: r.Say("certificates.specimen.name"), Unit: r.Say("certificates.specimen.unit"),
				Position: r.Say("certificates.specimen.position"), NIP: "000000000000000000"}
		}
		return p, err
	}
	if p, ok, err = find(i, typed); err == nil && !ok {
		l.Wrong = r.Say("certificates.person.none", "typed", typed)
	}
	return p, err
}

func find(i *office.Institution, typed string) (roster.Person, bool, error) {
	if nip, err := roster.ParseNIP(typed); err == nil {
		return i.Roster.Find(nip)
	}
	for p, err := range i.Roster.List("") {
		if err != nil || strings.Contains(strings.ToLower(p.PrintedName()), strings.ToLower(typed)) {
			return p, err == nil, err
		}
	}
	return roster.Person{}, false, nil
}

// whyNot says what keeps a page from being drawn, where that is in what was typed; "" otherwise.
func whyNot(r *frame.Request, err error) string {
	var bad *config.ValueError
	var field *certificate.FieldError
	var glyph *certificate.MissingGlyphError
	switch {
	case errors.As(err, &bad):
		return r.Say("certificates.wrong", "field", r.Say("certificates.field."+fieldOf(bad.Key)), "why", reason(r,
			bad))
	case errors.Is(err, certificate.ErrEmblem):
		return r.Say("certificates.emblem.wrong")
	case errors.As(err, &field), errors.As(err, &glyph):
		return explain(r.Say, r.Lang, err)
	}
	return ""
}
