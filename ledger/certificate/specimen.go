package certificate

import (
	"fmt"
	"math"
)

// The word across a specimen: from the lower left towards the upper right, beneath the text and
// above the frame, so that the page can be judged and no part of it be cut out without the word.
const (
	specimenWidth = 250.0 // mm, of the word
	specimenTilt  = 27.0  // degrees
)

var specimenColor = color{242, 208, 208}

// specimen sets the word of a specimen around the middle of the page, before it is turned.
func (p *sheet) specimen(s *setter, text string) *line {
	if text == "" {
		return nil
	}
	st := style{strong, 100, 60, specimenColor}
	st.size *= specimenWidth / s.width(text, st)
	width := s.width(text, st)
	capital := 0.7 * st.size * mmPerPoint
	return &line{style: st, part: p.add(&part{section: word, role: paragraphRole}), text: text, x: -width / 2,
		y: pageHeight + capital/2, width: width}
}

// paintSpecimen writes the word, which operators set, turned about the middle of the page.
func paintSpecimen(s surface, l *line, operators string) {
	sin, cos := math.Sincos(specimenTilt * math.Pi / 180)
	s.begin(l.part)
	s.write(fmt.Sprintf("q %.5f %.5f %.5f %.5f %.3f %.3f cm", cos, sin, -sin, cos,
		pageWidth/2*pointsPerMM, pageHeight/2*pointsPerMM))
	s.text(*l, operators)
	s.write("Q")
	s.end()
}
