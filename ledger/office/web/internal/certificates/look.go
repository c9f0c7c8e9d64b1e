package certificates

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/text"
)

// look draws a specimen of what was typed. What is wrong with it is said in its place.
func (c *certificates) look(r *frame.Request, f *form) (l look, err error) {
	err = c.do(r.Context(), func(i *office.Institution) error {
		specimen, err := c.specimen(r, i, f, &l)
		if err != nil || l.Wrong != "" {
			return err
		}
		pdf, err := i.Specimen(specimen)
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

// specimen is what is to be drawn: for the person that was asked for, in the newest campaign, and
// for invented ones where there are none yet.
func (c *certificates) specimen(r *frame.Request, i *office.Institution, f *form, l *look) (office.Specimen, error) {
	s := office.Specimen{Settings: f.Certificate, Word: r.Say("certificates.specimen.word"),
		Sentence: r.Say("certificates.specimen.sentence"),
		Campaign: signer.Campaign{CampaignBody: signer.CampaignBody{Title: r.Say("certificates.specimen.campaign"),
			Place: r.Say("certificates.specimen.place")}},
		Text: text.All()[0].Title}
	var err error
	if s.Emblem, _, err = f.emblem(i); err != nil {
		l.Wrong = r.Say("certificates.emblem.wrong")
		return s, nil
	}
	var ok bool
	if s.Person, ok, err = c.person(i, f.Person, l); err != nil {
		return s, err
	}
	switch {
	case !ok && f.Person != "":
		l.Wrong = r.Say("certificates.person.none", "typed", f.Person)
		return s, nil
	case !ok:
		s.Person = roster.Person{Name: r.Say("certificates.specimen.name"),
			Position: r.Say("certificates.specimen.position"),
			Unit:     r.Say("certificates.specimen.unit"), NIP: "000000000000000000"}
	}
	l.Name = s.Person.PrintedName()
	known, err := i.Ledger.Campaigns()
	if len(known) > 0 {
		newest := known[len(known)-1].Claims()
		s.Campaign = newest
		list, _ := i.Ledger.Trust()
		if t, approved := list.Text(newest.Digest); approved {
			s.Text = t.Title
		}
	}
	return s, err
}

// person is who was asked for, by NIP or by a part of the name; of nobody in particular the one
// whose name is the longest.
func (c *certificates) person(i *office.Institution, typed string, l *look) (roster.Person, bool, error) {
	if typed == "" {
		l.Longest = true
		return i.LongestName()
	}
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
