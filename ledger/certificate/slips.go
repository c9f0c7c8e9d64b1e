package certificate

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"ikrar/ledger/certificate/internal/byunit"
	"ikrar/ledger/certificate/internal/typeset"
	"ikrar/ledger/certificate/internal/upright"
)

// Slips are invitations to print, cut and hand out: one a person, eight a page,
// A4 upright, with lines to cut along. They lie by unit and name, each unit on
// pages of its own behind a sheet to tick off who has got theirs.
type Slips struct {
	Language    string // of the labels: "id" (also when empty) or "en"
	Institution string
	Address     string // of the institution, "https://ikrar.contoh.example"
	Root        string // fingerprint of the root key, to compare with
	Until       string // the end of validity in words
	Created     time.Time
	People      []Slip // in any order
}

// Slip is one person's.
type Slip struct {
	Name, Unit, Code string

	Plain string // the name without titles, by which it is sorted; empty for Name
	NIP   string // for the table alone
}

// page is the address of the signing page, for who types it.
func (s *Slips) page() string { return s.Address + "/tanda" }

// host is what a person holds against the address line of a browser.
func (s *Slips) host() string {
	_, host, found := strings.Cut(s.Address, "://")
	if !found {
		return s.Address
	}
	return host
}

// RenderSlips draws the PDF. The same Slips give the same bytes. drawn, which
// may be nil, is called for each slip, by several goroutines. A character that
// the font cannot print is a *MissingGlyphError; [Slips.Unprintable] says
// beforehand whose slip would have one. Where the context ends, that is the error.
func RenderSlips(ctx context.Context, s Slips, drawn func()) ([]byte, error) {
	if s.Language == "" {
		s.Language = "id"
	}
	words, ok := slipLabels[s.Language]
	if !ok {
		return nil, &FieldError{"Language", ErrLanguage}
	}
	if err := s.checkGlyphs(); err != nil {
		return nil, err
	}
	p := slipPrinter{upright.New(words.title, s.Institution, s.Language, s.Created), &s, words, drawn}
	for unit := range byunit.Chunk(byunit.Sort(s.People, place), place) {
		if len(s.People) > 1 {
			p.cover(unit)
		}
		if err := p.slips(ctx, unit); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("certificate: slips: %w", err)
	}
	return out.Bytes(), nil
}

// Unprintable returns, for each person, the character of the name or unit that
// the font cannot print, or nil.
func (s *Slips) Unprintable() ([]*MissingGlyphError, error) {
	set, err := newSetter()
	if err != nil {
		return nil, err
	}
	all := make([]*MissingGlyphError, len(s.People))
	for n, p := range s.People {
		if all[n] = set.slipGlyph("Name", p.Name); all[n] == nil {
			all[n] = set.slipGlyph("Unit", p.Unit)
		}
	}
	return all, nil
}

// slipGlyph returns the first character that a face of slips lacks, or nil.
func (s *setter) slipGlyph(field, text string) *MissingGlyphError {
	for _, r := range text {
		for _, f := range []typeset.Face{sans, strong} {
			if !s.Has(f, r) {
				return &MissingGlyphError{field, r}
			}
		}
	}
	return nil
}

func (s *Slips) checkGlyphs() error {
	set, err := newSetter()
	if err != nil {
		return err
	}
	if missing := set.slipGlyph("Institution", s.Institution+s.Address+s.Until); missing != nil {
		return missing
	}
	people, err := s.Unprintable()
	for _, missing := range people {
		if missing != nil {
			return missing
		}
	}
	return err
}

// place says where a slip lies.
func place(s Slip) (unit, name string) { return s.Unit, cmp.Or(s.Plain, s.Name) }

// CheckPrintable finds a character in texts of plain sheets that their faces lack: pairs are a
// field's name and its text. The error is a [*MissingGlyphError].
func CheckPrintable(pairs ...string) error {
	set, err := newSetter()
	if err != nil {
		return err
	}
	for n := 0; n+1 < len(pairs); n += 2 {
		if missing := set.slipGlyph(pairs[n], strings.ReplaceAll(pairs[n+1], "\n", "")); missing != nil {
			return missing
		}
	}
	return nil
}
