package certificate

import (
	"fmt"
	"strings"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/ledger/certificate/internal/typeset"
	"ikrar/ledger/certificate/internal/upright"
)

const (
	pointsPerMM = 72 / 25.4
)

// surface is the page of a template. What is written within begin and end is one part of the page;
// of nil, an ornament that says nothing.
type surface interface {
	begin(p *part)
	end()
	write(operators string)
	text(l line, operators string)
	fill(b bar)
	dot(x, y, radius float64, c color)
	picture(png []byte, at area)
	symbol(operators string) // the QR code
}

// paint draws a composition, whose lines the operators in texts set, and returns the forms that
// its ornaments are made of.
func paint(s surface, d *Document, p *sheet, texts []string, bitmap [][]bool) []pdfa.Form {
	forms := paintFrame(s, d, p)
	paintEmblem(s, d, p)
	if p.mark != nil {
		paintSpecimen(s, p.mark, texts[len(p.lines)])
	}
	paintBars(s, p)
	for i, l := range p.lines {
		if i == 0 || p.lines[i-1].part != l.part {
			s.begin(l.part)
		}
		s.text(l, texts[i])
		if i == len(p.lines)-1 || p.lines[i+1].part != l.part {
			s.end()
		}
	}
	s.begin(p.code)
	s.symbol(fmt.Sprintf("%.5f 0 0 -%.5f %.4f %.4f cm\n", p.module*pointsPerMM, p.module*pointsPerMM,
		p.qrX*pointsPerMM, (pageHeight-p.qrY)*pointsPerMM) + rectangles(bitmap))
	s.end()
	return forms
}

// paintFrame draws the border and the rosette.
func paintFrame(s surface, d *Document, p *sheet) []pdfa.Form {
	var frame, seal strings.Builder
	s.begin(nil)
	s.write("q 1 j") // round joins
	p.rules(&frame)
	g := newGuilloche(d.PledgeDigest)
	if g != nil {
		g.band(&frame, p)
		g.seal(&seal, p)
	}
	s.write(strings.TrimSuffix(frame.String(), "\n"))
	s.end()
	if g != nil {
		s.begin(p.rosette)
		s.write(strings.TrimSuffix(seal.String(), "\n"))
		s.end()
	}
	s.write("Q")
	if g == nil {
		return nil
	}
	return g.forms
}

// paintEmblem draws the emblem in the middle of its room.
func paintEmblem(s surface, d *Document, p *sheet) {
	e := d.Emblem
	if e == nil {
		e = neutral
	}
	width, height := e.fit()
	scale := p.emblem.h / emblemHeight // of a crowded page
	width, height = width*scale, height*scale
	x, y := p.emblem.x+(p.emblem.w-width)/2, p.emblem.y+(p.emblem.h-height)/2
	if p.figure != nil {
		p.figure.box = area{x, y, width, height}
	}
	s.begin(p.figure)
	defer s.end()
	if e.png != nil {
		s.picture(e.png, area{x, y, width, height})
		return
	}
	unit := max(width, height) / 1000 * pointsPerMM
	s.write(fmt.Sprintf("q %s rg %.6f 0 0 %.6f %.3f %.3f cm\n%sQ", p.primary.operands(), unit, unit,
		x*pointsPerMM, (pageHeight-y-height)*pointsPerMM, e.path))
}

// paintBars draws what is straight, and lines to write on.
func paintBars(s surface, p *sheet) {
	s.begin(nil)
	for _, b := range p.bars {
		s.fill(b)
	}
	for _, b := range p.dots {
		for x := b.x; x < b.x+b.w; x += 1.4 {
			s.dot(x, b.y, b.h/2, b.color)
		}
	}
	s.end()
}

// show is the PDF operators that set a line in the current font.
func (l line) show(fonts *typeset.Fonts) (string, error) {
	shown, err := fonts.Show(l.text, l.setting())
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("BT %s rg %.3f Tc %.2f %.2f Td %s ET", l.color.operands(),
		float64(l.track)/1000*l.size, l.x*pointsPerMM, (pageHeight-l.y)*pointsPerMM, shown), nil
}

// about is what readers show about the file.
func about(d *Document, w *words) pdfa.Info {
	title, subject := headings(d, w)
	return pdfa.Info{Title: title, Author: d.Institution, Subject: subject, Language: w.lang, Creator: upright.Creator,
		Created: d.Created, Attachment: d.Code + ".tlog-proof", Description: w.proof,
		Unlinked: d.Specimen != ""}
}
