package certificate

import (
	"fmt"
	"math"

	"github.com/go-pdf/fpdf"
)

// The word across a specimen: from the lower left towards the upper right, beneath the text and
// above the frame, so that the page can be judged and no part of it be cut out without the word.
const (
	specimenWidth = 250.0 // mm, of the word
	specimenTilt  = 27.0  // degrees
)

var specimenColor = color{242, 208, 208}

// specimen sets the word of a specimen around the middle of the page, before it is turned.
func (s *setter) specimen(word string) *line {
	if word == "" {
		return nil
	}
	st := style{strong, 100, 60, specimenColor}
	st.size *= specimenWidth / s.width(word, st)
	width := s.width(word, st)
	capital := 0.7 * st.size * mmPerPoint
	return &line{style: st, text: word, x: -width / 2, y: pageHeight + capital/2, width: width}
}

// drawSpecimen writes the word, whose operators are text, turned about the middle of the page.
func drawSpecimen(pdf *fpdf.Fpdf, l *line, text string) {
	sin, cos := math.Sincos(specimenTilt * math.Pi / 180)
	pdf.RawWriteStr(fmt.Sprintf("q %.5f %.5f %.5f %.5f %.3f %.3f cm", cos, sin, -sin, cos,
		pageWidth/2*pointsPerMM, pageHeight/2*pointsPerMM))
	pdf.SetFont(family(l.face), "", l.size)
	pdf.RawWriteStr(text)
	pdf.RawWriteStr("Q")
}
