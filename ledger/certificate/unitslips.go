package certificate

import (
	"bytes"
	"cmp"
	"fmt"
	"time"

	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/qr"
	"ikrar/ledger/certificate/internal/upright"
)

// UnitSlips hand links of units over to their personnel desks: four a page, A4 upright, with lines
// to cut along.
type UnitSlips struct {
	Language    string // of the labels: "id" (also when empty) or "en"
	Institution string
	Until       string // the end of validity in words
	Created     time.Time
	Units       []UnitSlip
}

// UnitSlip is one unit's.
type UnitSlip struct{ Unit, Address string }

// unitSlipLabels are the sentences of such slips.
var unitSlipLabels = map[string]struct{ title, desk, scan, until, keep string }{
	"id": {"Tautan kemajuan unit", "Untuk petugas kepegawaian:",
		"Arahkan kamera ponsel ke kode ini. Yang tampak: kemajuan unit ini dan nama yang belum menandatangani.",
		"Berlaku sampai %s.",
		"Jangan dikirim ke grup: siapa pun yang memegang tautan ini dapat membaca nama-nama itu."},
	"en": {"Links of units", "For the personnel desk of",
		"Point your phone's camera at this code. It shows how far this unit is, and the names of who has not signed.",
		"Valid until %s.",
		"Do not send it to a group: whoever has this link can read those names."},
}

// The measures of a unit's slip, in mm.
const (
	unitSlipsAPage = 4
	unitSlipHeight = 297.0 / unitSlipsAPage
	unitSlipMargin = 12.0
	unitSlipSide   = unitSlipHeight - 2*unitSlipMargin // of the code
	unitSlipText   = 210 - 3*unitSlipMargin - unitSlipSide
)

// RenderUnitSlips draws the PDF. The same UnitSlips give the same bytes. A character that the font
// cannot print is a *MissingGlyphError.
func RenderUnitSlips(s UnitSlips) ([]byte, error) {
	s.Language = cmp.Or(s.Language, "id")
	words, ok := unitSlipLabels[s.Language]
	if !ok {
		return nil, &FieldError{"Language", ErrLanguage}
	}
	set, err := newSetter()
	if err != nil {
		return nil, err
	}
	pdf := upright.New(words.title, s.Institution, s.Language, s.Created)
	for n, slip := range s.Units {
		if missing := set.slipGlyph("Unit", slip.Unit+s.Institution+slip.Address+s.Until); missing != nil {
			return nil, missing
		}
		code, err := qr.New(slip.Address)
		if err != nil {
			return nil, &FieldError{"Address", ErrTooLong}
		}
		if n%unitSlipsAPage == 0 {
			pdf.AddPage()
			cutUnitSlips(pdf)
		}
		y := unitSlipHeight*float64(n%unitSlipsAPage) + unitSlipMargin
		texts := []slipText{{"", 10, 8, 0, s.Institution}, {"", 10, 8, 2, words.desk}, {"B", 16, 8, 0.5, slip.Unit},
			{"", 10, 8, 2, words.scan}, {"", 9, 7, 1.5, slip.Address}, {"B", 10, 8, 2, fmt.Sprintf(words.until,
				s.Until)},
			{"", 9, 7, 0.5, words.keep}}
		scale := 1.0
		for scale > leastScale && setSlip(pdf, texts, unitSlipText, scale, nil) > unitSlipSide {
			scale -= 0.05
		}
		x := 2*unitSlipMargin + unitSlipSide
		setSlip(pdf, texts, unitSlipText, scale, func(down, height float64, line string) {
			pdf.SetXY(x, y+down)
			pdf.CellFormat(unitSlipText, height, line, "", 0, "L", false, 0, "")
		})
		drawCode(pdf, symbol{code.Modules(), rectangles(code.Bitmap())}, unitSlipMargin, y, unitSlipSide)
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("certificate: unit slips: %w", err)
	}
	return out.Bytes(), nil
}

// cutUnitSlips draws the lines to cut along.
func cutUnitSlips(pdf *fpdf.Fpdf) {
	pdf.SetDrawColor(150, 150, 150)
	pdf.SetLineWidth(0.2)
	pdf.SetDashPattern([]float64{2, 2}, 0)
	for n := 1; n < unitSlipsAPage; n++ {
		pdf.Line(0, unitSlipHeight*float64(n), 210, unitSlipHeight*float64(n))
	}
	pdf.SetDashPattern([]float64{}, 0)
}
