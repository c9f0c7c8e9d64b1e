package papers

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/typeset"
)

// The measures of papers to be signed by hand, in mm: the left margin is for the punch.
const (
	paperLeft   = 22.0
	paperRight  = 210 - 16.0
	paperWidth  = paperRight - paperLeft
	paperTop    = 16.0
	paperBottom = 297 - 20.0
	paperFoot   = 297 - 13.0

	signatureRoom = 18.0
)

// paper is written on from top to bottom.
type paper struct {
	pdf *fpdf.Fpdf
	y   float64 // where the next line begins
}

// font is a style ("B" or none) at a size in points.
type font struct {
	style string
	size  float64
}

// height is that of a line.
func (f font) height() float64 { return f.size * typeset.MMPerPoint * 1.25 }

// lines breaks a text to fit a width.
func (p *paper) lines(f font, text string, width float64) []string {
	p.pdf.SetFont("sans", f.style, f.size)
	return p.pdf.SplitText(text, width)
}

// write sets lines with their upper left corner at x, y; align is "L", "C" or "R" in the width.
func (p *paper) write(f font, align string, lines []string, x, y, width float64) (bottom float64) {
	p.pdf.SetFont("sans", f.style, f.size)
	for _, line := range lines {
		p.pdf.SetXY(x, y)
		p.pdf.CellFormat(width, f.height(), line, "", 0, align, false, 0, "")
		y += f.height()
	}
	return y
}

// centred sets a text in the middle, and goes on below it.
func (p *paper) centred(f font, gap float64, text string) {
	if text == "" {
		return
	}
	p.y = p.write(f, "C", p.lines(f, text, paperWidth), paperLeft, p.y+gap, paperWidth)
}

// need begins another page where this one has no such height left.
func (p *paper) need(height float64) {
	if p.y+height > paperBottom {
		p.turn()
	}
}

// turn begins another page.
func (p *paper) turn() {
	p.pdf.AddPage()
	p.y = paperTop
}

// flow sets a text from x on, over as many pages as it takes, and goes on below it.
func (p *paper) flow(f font, x, gap float64, text string) {
	p.y += gap
	for _, line := range p.lines(f, text, paperRight-x) {
		p.need(f.height())
		p.y = p.write(f, "L", []string{line}, x, p.y, paperRight-x)
	}
}

// fact sets a label, and behind it what it is of.
func (p *paper) fact(f font, label, value string) {
	const room, gap = 34.0, 1.2
	p.write(f, "L", []string{label}, paperLeft, p.y, room)
	p.write(f, "L", []string{":"}, paperLeft+room, p.y, 4)
	lines := p.lines(f, value, paperWidth-room-4)
	p.y = p.write(f, "L", lines, paperLeft+room+4, p.y, paperWidth-room-4) + gap
}

// cell draws a cell of a table, its lines in the middle of its height.
func (p *paper) cell(f font, align string, lines []string, x, y, width, height float64) {
	p.pdf.SetLineWidth(0.2)
	p.pdf.SetDrawColor(90, 90, 90)
	p.pdf.Rect(x, y, width, height, "D")
	free := height - f.height()*float64(len(lines))
	p.write(f, align, lines, x+1, y+free/2, width-2)
}

// signed is who signs by hand: what is known of them, and room.
type signed struct {
	above, name string // "" leaves a line to be filled in
	below       []string
}

// signature sets the room for one signature with its upper left corner at x, y.
func (p *paper) signature(f font, s signed, x, y, width float64) (bottom float64) {
	y = p.write(f, "L", p.lines(f, s.above, width), x, y, width) + signatureRoom
	name := p.lines(font{"B", f.size}, s.name, width)
	if s.name == "" {
		name = []string{blank(34)}
	}
	y = p.write(font{"B", f.size}, "L", name, x, y, width)
	for _, text := range s.below {
		y = p.write(f, "L", p.lines(f, text, width), x, y, width)
	}
	return y
}

// blank is room to be filled in by hand.
func blank(n int) string { return strings.Repeat(".", n) }

// bytes ends the document.
func (p *paper) bytes(what string) ([]byte, error) {
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("certificate: %s: %w", what, err)
	}
	return out.Bytes(), nil
}
