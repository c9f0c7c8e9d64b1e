package certificate

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ikrar/ledger/certificate/internal/typeset"
)

// field is one text of a Document with the rule it is held to.
type field struct {
	name     string
	text     *string
	required bool
	limit    int
}

// fields lists the texts that are printed in the fonts of the page.
func (d *Document) fields() []field {
	return slices.Concat([]field{
		{"Institution", &d.Institution, true, maxText},
		{"Agency", &d.Agency, false, maxText},
		{"Title", &d.Title, false, maxText},
		{"Number", &d.Number, true, maxText},
	}, d.person(), []field{
		{"Campaign", &d.Campaign, true, maxText},
		{"TextTitle", &d.TextTitle, true, maxText},
		{"Place", &d.Place, true, maxText},
		{"Signatory.Position", &d.Signatory.Position, false, maxText},
		{"Signatory.Name", &d.Signatory.Name, false, maxText},
		{"Signatory.NIP", &d.Signatory.NIP, false, maxText},
		{"Signatory.Rank", &d.Signatory.Rank, false, maxText},
		{"Code", &d.Code, true, maxText},
		{"Host", &d.Host, true, maxHost},
		{"Specimen", &d.Specimen, false, maxSpecimen},
	})
}

// person lists those of them that say who gets the certificate.
func (d *Document) person() []field {
	return []field{
		{"Name", &d.Name, true, maxText},
		{"NIP", &d.NIP, false, maxText},
		{"Rank", &d.Rank, false, maxText},
		{"Position", &d.Position, false, maxText},
		{"Unit", &d.Unit, false, maxText},
	}
}

// holding says of a character for which a font had no room beside the others which text holds it:
// first of the person, since it is the person's words that are other than on all pages before.
func (d *Document) holding(err error) error {
	var full *typeset.GlyphError
	if !errors.As(err, &full) {
		return err
	}
	for _, f := range slices.Concat(d.person(), d.fields()) {
		if strings.ContainsRune(*f.text, full.Rune) {
			return &MissingGlyphError{f.name, full.Rune}
		}
	}
	return &MissingGlyphError{"Values", full.Rune}
}

// normalize returns d with composed letters (Unicode NFC): a name typed with
// combining accents would otherwise print with the accents beside the letters.
// It leaves the caller's slice alone.
func normalize(d Document) Document {
	for _, f := range d.fields() {
		*f.text = strings.TrimSpace(norm.NFC.String(*f.text))
	}
	values := make([]string, 0, len(d.Values))
	for _, value := range d.Values {
		values = append(values, strings.TrimSpace(norm.NFC.String(value)))
	}
	d.Values = values
	return d
}

// check holds d to presence and length.
func check(d *Document) error {
	for _, f := range d.fields() {
		if f.required && *f.text == "" {
			return &FieldError{f.name, ErrEmpty}
		}
		if len(*f.text) > f.limit {
			return &FieldError{f.name, ErrTooLong}
		}
	}
	switch {
	case d.QR == "":
		return &FieldError{"QR", ErrEmpty}
	case len(d.Proof) == 0:
		return &FieldError{"Proof", ErrEmpty}
	case d.Date.IsZero():
		return &FieldError{"Date", ErrEmpty}
	case d.Created.IsZero():
		return &FieldError{"Created", ErrEmpty}
	case len(d.Proof) > maxProof:
		return &FieldError{"Proof", ErrTooLong}
	case len(strings.Join(d.Values, "")) > maxValues:
		return &FieldError{"Values", ErrTooLong}
	}
	return nil
}

// checkGlyphs refuses the first character that would print as a box, or not
// at all. What one of the faces lacks is refused in all, so that it does not
// depend on the field whether a letter can be printed.
func (s *setter) checkGlyphs(d *Document) error {
	test := func(name, text string) error {
		for _, r := range text {
			for f := range typeset.FaceCount {
				if !s.Has(f, r) {
					return &MissingGlyphError{name, r}
				}
			}
		}
		return nil
	}
	for _, f := range d.fields() {
		if err := test(f.name, *f.text); err != nil {
			return err
		}
	}
	return test("Values", strings.Join(d.Values, ""))
}
