// Package certificate draws the PDF that a person receives for a recorded
// pledge: one A4 landscape page, a pure function of its inputs.
//
// The page carries its own evidence twice. The QR code holds the short proof,
// so that paper can be checked with a phone and no network; the attached
// *.tlog-proof file holds the full proof, for any transparency log tool. The
// printed code is what a person compares, or types where no camera works.
//
// Order and wording follow the usage of Indonesian government certificates:
// institution, agency, title, number, name, NIP, rank, position, unit, what
// for, place and date, the official, room for a signature. Beside the QR code
// stands what the law asks to be said: under Peraturan Pemerintah 71/2019 the
// pledge is signed with a "tanda tangan elektronik tidak tersertifikasi". The
// package never prints a claim of certification. The room above the official's
// name is left blank for a pen, or for a certified signature that is added to
// the PDF later as an incremental update.
//
// Who cannot see has it read aloud: the page says what is a title, a paragraph, a list, a picture
// or a link, in the order of a person who reads, which words are English, and in words what
// pictures show. The file is PDF/A-3, level A, and PDF/UA-1, as far as our own tests see: no
// validator is run.
//
// The package reads no clock, no disk and no network, and keeps no state
// between calls but fonts, of which nothing depends on what was drawn before.
package certificate

import (
	"cmp"
	"time"
)

// A template stays in the code as it is: a certificate that it drew is drawn again byte for byte,
// years later, and a ledger that keeps what is on one names the template. A change that gives other
// bytes for the same Document is another template, beside it, with its own number.
const (
	// Template1 has the words of a page in their places, and nothing that says how they belong
	// together.
	Template1 = 1
	// Template2 looks the same. Its parts are tagged, so that programs read it aloud in order, and
	// its fonts hold what names need beside what a page shows, so that they are made once for many.
	Template2 = 2
)

// Template is that of new certificates.
const Template = Template2

// Document is everything that a certificate shows. Texts are UTF-8, one line
// each, at most 200 bytes; canonically equivalent spellings print alike.
type Document struct {
	// Template draws the page; 0 is that of new certificates.
	Template int

	// Language of the labels: "id" (also when empty), "en", or "id+en" for
	// Indonesian with English beneath, smaller and in italics.
	Language string

	// Institution is required, Agency may be empty. Printed as given, so the
	// caller chooses the capitals: "PEMERINTAH PROVINSI KALIMANTAN BARAT".
	Institution, Agency string

	// Title is "SERTIFIKAT" or "PIAGAM"; empty means the language's own word
	// for a certificate.
	Title string

	// Number as HR's pattern made it, "800.1.3.3.22/3/BKD/2026". Required.
	Number string

	// Name is required. NIP is printed as it stands, so the caller masks it;
	// one that begins with a letter ("NI PPPK ...") gets no label in front.
	Name, NIP, Rank, Position, Unit string

	// Campaign is the title of the declaration, TextTitle that of the text
	// that was signed. Both required.
	Campaign, TextTitle string

	// Emblem stands above the institution's name; nil is a neutral flower.
	Emblem *Emblem

	// Primary and Accent are the two colors, "#0F3E4D"; empty means the
	// defaults. A color too light to be read or seen is refused.
	Primary, Accent string

	// PledgeDigest is SHA-256 of the pledge's statement, of which the rosette
	// and the border follow (package rosette). All zero: neither is drawn.
	PledgeDigest [32]byte

	// Values are the names of the text's values, set as a row of the
	// composition. May be empty; at most 200 bytes together.
	Values []string

	// Place and Date make the line "Pontianak, 31 Maret 2022". Required. The
	// day is the one of Date's own zone.
	Place string
	Date  time.Time

	// Signatory is the official who signs. Without a name a dotted line is
	// left to fill by hand.
	Signatory Signatory

	// Code is printed as given, "K7QM-2F8D-9XPA". Required.
	Code string

	// QR is the whole text of the QR code, "https://host/#digits". Required.
	// Versions above 28 do not fit the page: ErrTooLong.
	QR string

	// Host is the official address printed in words beside the QR code, so
	// that a reader can tell it from an impostor's. Required.
	Host string

	// Proof is the *.tlog-proof file, attached byte for byte under the name
	// Code + ".tlog-proof". Required.
	Proof []byte

	// Created becomes the PDF's creation and modification dates, with its
	// zone, in whole seconds. Required.
	Created time.Time

	// Specimen, where it is not empty, is a word across the page, "CONTOH": what is drawn shows
	// how certificates look, and must pass for none. No link leads anywhere from it. Certificates
	// have none.
	Specimen string
}

// Signatory is the official whose signature the certificate leaves room for.
// Every field may be empty. NIP and Rank are customary for officials other
// than a governor, deputy or secretary: the caller passes what is to be printed.
type Signatory struct {
	Position, Name, NIP, Rank string
}

// Render draws the certificate and returns the PDF 1.7 file. The same
// Document gives the same bytes, whatever was rendered before or is rendered
// at the same time; it is safe for concurrent use.
//
// A text that is missing, too long or does not fit is a *FieldError, and so is
// a color that is none or too light; a
// character that the fonts cannot print is a *MissingGlyphError, never a box.
func Render(d Document) ([]byte, error) {
	d = normalize(d)
	d.Template = cmp.Or(d.Template, Template)
	if d.Template != Template1 && d.Template != Template2 {
		return nil, &FieldError{"Template", ErrTemplate}
	}
	words, err := wordsFor(d.Language)
	if err != nil {
		return nil, err
	}
	if err := check(&d); err != nil {
		return nil, err
	}
	colors, err := d.colors()
	if err != nil {
		return nil, err
	}
	set, err := newSetter()
	if err != nil {
		return nil, err
	}
	if err := set.checkGlyphs(&d); err != nil {
		return nil, err
	}
	code, err := newSymbol(d.QR)
	if err != nil {
		return nil, err
	}
	sheet, err := compose(set, &d, words, colors, code.Modules())
	if err != nil {
		return nil, err
	}
	draw := drawTagged
	if d.Template == Template1 {
		draw = drawPlain
	}
	pdf, err := draw(set, &d, words, sheet, code.Bitmap())
	return pdf, d.holding(err)
}
