package certificate

import (
	"bytes"
	"fmt"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/typeset"
)

// Slips are invitations to print, cut and hand out: one a person, eight a page,
// A4 upright, with lines to cut along.
type Slips struct {
	Language    string // of the labels: "id" (also when empty) or "en"
	Institution string
	Address     string // to type, "https://ikrar.contoh.example"
	Root        string // fingerprint of the root key, to type and to compare with
	Until       string // the end of validity in words
	Created     time.Time
	People      []Slip
}

// Slip is one person's.
type Slip struct {
	Name, Unit, Code string
}

type slipWords struct{ title, code, typed, typedOne, until, root, keep string }

var slipLabels = map[string]slipWords{
	"id": {"Undangan menandatangani komitmen", "Kode undangan", "Di komputer Anda, ketik:",
		"Di komputer Anda, ketik dalam satu baris:", "Berlaku sekali, sampai %s.",
		"Sidik jari kunci akar, untuk dicocokkan (bukan kode undangan):",
		"Hanya untuk Anda: siapa pun yang memegang kode ini dapat mendaftarkan kunci atas nama Anda."},
	"en": {"Invitation to sign the pledge", "Invitation code", "On your computer, type:",
		"On your computer, type all of this as one line:", "Valid once, until %s.",
		"Fingerprint of the root key, to compare (not the invitation code):",
		"For you alone: whoever has this code can enrol a key in your name."},
}

// The measures of a slip, in mm.
const (
	slipColumns, slipRows = 2, 4
	slipWidth, slipHeight = 210.0 / slipColumns, 297.0 / slipRows
	slipMargin            = 7.0
	slipRoom              = slipHeight - slipMargin - 4 // printers take no less off the sheet
)

// RenderSlips draws the PDF. The same Slips give the same bytes. A character
// that the font cannot print is a *MissingGlyphError; [Slips.Unprintable] says
// beforehand whose slip would have one.
func RenderSlips(s Slips) ([]byte, error) {
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
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // else resources come in map order
	pdf.SetTitle(words.title, true)
	pdf.SetAuthor(s.Institution, true)
	pdf.SetCreator(creator, false)
	pdf.SetProducer(creator, false)
	pdf.SetLang(s.Language)
	pdf.SetCreationDate(s.Created)
	pdf.SetModificationDate(s.Created)
	// fpdf writes into the bytes of a font, so each document has its own.
	pdf.AddUTF8FontFromBytes("sans", "", bytes.Clone(liberationsansregular.TTF))
	pdf.AddUTF8FontFromBytes("sans", "B", bytes.Clone(liberationsansbold.TTF))
	for n, p := range s.People {
		place := n % (slipColumns * slipRows)
		if place == 0 {
			pdf.AddPage()
			cutLines(pdf)
		}
		s.draw(pdf, words, p, float64(place%slipColumns)*slipWidth, float64(place/slipColumns)*slipHeight)
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
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

func cutLines(pdf *fpdf.Fpdf) {
	pdf.SetDrawColor(150, 150, 150)
	pdf.SetLineWidth(0.2)
	pdf.SetDashPattern([]float64{1.5, 1.5}, 0)
	for column := 1; column < slipColumns; column++ {
		pdf.Line(float64(column)*slipWidth, 0, float64(column)*slipWidth, 297)
	}
	for row := 1; row < slipRows; row++ {
		pdf.Line(0, float64(row)*slipHeight, 210, float64(row)*slipHeight)
	}
	pdf.SetDashPattern(nil, 0)
}

// slipText is one text of a slip: its size in points, the least that it may get, and the gap above
// it.
type slipText struct {
	style            string
	size, least, gap float64
	text             string
}

// texts are those of one slip. What is to be typed or compared stays legible.
func (s *Slips) texts(pdf *fpdf.Fpdf, w slipWords, p Slip) []slipText {
	command := slipText{"B", 7.5, 7, 0, "ikrar pledge " + s.Address + " --code " + p.Code + " --root " + s.Root}
	typed := w.typed
	if _, lines := command.fit(pdf, 1); len(lines) > 1 {
		typed = w.typedOne
	}
	return []slipText{
		{"", 8, leastSize, 0, s.Institution},
		{"B", 8, leastSize, 0, w.title},
		{"B", 11, leastSize, 1.8, p.Name},
		{"", 8, leastSize, 0.3, p.Unit},
		{"", 7, leastSize, 1.8, w.code},
		{"B", 15, 12, 0, p.Code},
		{"", 7, leastSize, 1.8, typed},
		command,
		{"", 7, leastSize, 1.2, fmt.Sprintf(w.until, s.Until)},
		{"", 7, leastSize, 0.6, w.root},
		{"B", 9, 8, 0, s.Root},
		{"", 6.5, leastSize, 1.2, w.keep},
	}
}

// fit breaks a text at a scale into lines: roster and settings allow more than is usual, and that
// gets smaller before it gets a third line. The font is left set.
func (t slipText) fit(pdf *fpdf.Fpdf, scale float64) (size float64, lines []string) {
	for size = max(t.least, t.size*scale); ; size = max(t.least, size-0.5) {
		pdf.SetFont("sans", t.style, size)
		lines = pdf.SplitText(t.text, slipWidth-2*slipMargin)
		if len(lines) <= 2 || size == t.least {
			return size, lines
		}
	}
}

// draw sets one slip with its upper left corner at x, y, as large as all of it has room.
func (s *Slips) draw(pdf *fpdf.Fpdf, w slipWords, p Slip, x, y float64) {
	texts, scale := s.texts(pdf, w, p), 1.0
	for scale > leastScale && setSlip(pdf, texts, scale, nil) > slipRoom {
		scale -= 0.05
	}
	setSlip(pdf, texts, scale, func(down, height float64, line string) {
		pdf.SetXY(x+slipMargin, y+slipMargin+down)
		pdf.CellFormat(slipWidth-2*slipMargin, height, line, "", 0, "L", false, 0, "")
	})
}

// setSlip gives draw each line of a slip at a scale, and returns the height of all.
func setSlip(pdf *fpdf.Fpdf, texts []slipText, scale float64,
	draw func(down, height float64, line string)) (down float64) {
	for _, t := range texts {
		if t.text == "" {
			continue
		}
		down += t.gap * scale
		size, lines := t.fit(pdf, scale)
		height := size * mmPerPoint * 1.25
		for _, line := range lines {
			if draw != nil {
				draw(down, height, line)
			}
			down += height
		}
	}
	return down
}
