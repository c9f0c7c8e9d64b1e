package certificate

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"
)

const (
	pointsPerMM = 72 / 25.4
	creator     = "ikrar"
)

// draw writes the PDF of a composition.
func draw(s *setter, d *Document, w *words, p *sheet, bitmap [][]bool) ([]byte, error) {
	pdf := fpdf.New("L", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // else resources come in map order
	pdf.SetCompression(false)
	describe(pdf, d, w)

	// Fonts come first: their subsets must be known before a page uses them.
	texts, maps, err := s.embed(pdf, p.lines)
	if err != nil {
		return nil, err
	}
	pdf.AddPage()
	forms := drawFrame(pdf, d, p)
	drawEmblem(pdf, d, p)
	for _, b := range p.bars {
		pdf.SetFillColor(int(b.color[0]), int(b.color[1]), int(b.color[2]))
		pdf.Rect(b.x, b.y, b.w, b.h, "F")
	}
	drawDots(pdf, p.dots)
	for i, l := range p.lines {
		pdf.SetFont(family(l.face), "", l.size)
		pdf.RawWriteStr(texts[i])
	}
	drawSymbol(pdf, d.QR, p, bitmap)

	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return finish(out.Bytes(), d, w, forms, maps)
}

// embed gives fpdf the subsets of the fonts, and returns the operators that
// set each line and the fonts' ToUnicode maps by name.
func (s *setter) embed(pdf *fpdf.Fpdf, lines []line) (texts []string, maps map[string][]byte, err error) {
	var fonts [faceCount]*codes
	for i := range fonts {
		fonts[i] = newCodes()
	}
	for _, l := range lines {
		text, err := s.show(fonts[l.face], l)
		if err != nil {
			return nil, nil, err
		}
		texts = append(texts, text)
	}
	maps = make(map[string][]byte)
	for i, c := range fonts {
		if len(c.bytes) == 0 {
			continue
		}
		name, description, compressed, err := s.faces[i].define(c)
		if err != nil {
			return nil, nil, err
		}
		maps[name] = c.unicode()
		pdf.AddFontFromBytes(family(face(i)), "", description, compressed)
	}
	return texts, maps, nil
}

// describe sets what readers show about the file.
func describe(pdf *fpdf.Fpdf, d *Document, w *words) {
	title, subject := headings(d, w)
	pdf.SetTitle(title, true)
	pdf.SetAuthor(d.Institution, true)
	pdf.SetSubject(subject, true)
	pdf.SetCreator(creator, false)
	pdf.SetProducer(creator, false)
	pdf.SetLang(w.lang)
	pdf.SetCreationDate(d.Created)
	pdf.SetModificationDate(d.Created)
	pdf.SetAttachments([]fpdf.Attachment{{Content: d.Proof}}) // named in finishCatalog
}

func family(f face) string { return [faceCount]string{"serif", "italic", "sans", "strong"}[f] }

// show is the PDF operators that set a line in the current font. Kerning is
// written as adjustments (ISO 32000-1 section 9.4.3, TJ).
func (s *setter) show(c *codes, l line) (string, error) {
	encoded, kerns, err := s.encode(c, l.text, l.style)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "BT %s rg %.3f Tc %.2f %.2f Td [(", l.color.operands(),
		float64(l.track)/1000*l.size, l.x*pointsPerMM, (pageHeight-l.y)*pointsPerMM)
	for i, code := range encoded {
		if kerns[i] != 0 {
			fmt.Fprintf(&out, ")%d(", -kerns[i])
		}
		if strings.IndexByte(`\()`, code) >= 0 {
			out.WriteByte('\\')
		}
		out.WriteByte(code)
	}
	out.WriteString(")] TJ ET")
	return out.String(), nil
}

// drawFrame draws the border and the rosette, and returns the forms they are made of.
func drawFrame(pdf *fpdf.Fpdf, d *Document, p *sheet) []form {
	var out strings.Builder
	out.WriteString("q 1 j\n") // round joins
	p.rules(&out)
	g := newGuilloche(d.PledgeDigest)
	if g != nil {
		g.band(&out, p)
		g.seal(&out, p)
	}
	out.WriteString("Q")
	pdf.RawWriteStr(out.String())
	if g == nil {
		return nil
	}
	return g.forms
}

// drawEmblem draws the emblem in the middle of its room.
func drawEmblem(pdf *fpdf.Fpdf, d *Document, p *sheet) {
	e := d.Emblem
	if e == nil {
		e = neutral
	}
	width, height := e.fit()
	scale := p.emblem.h / emblemHeight // of a crowded page
	width, height = width*scale, height*scale
	x, y := p.emblem.x+(p.emblem.w-width)/2, p.emblem.y+(p.emblem.h-height)/2
	if e.png != nil {
		const name = "emblem"
		options := fpdf.ImageOptions{ImageType: "PNG"}
		pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(e.png))
		pdf.ImageOptions(name, x, y, width, height, false, options, 0, "")
		return
	}
	unit := max(width, height) / 1000 * pointsPerMM
	pdf.RawWriteStr(fmt.Sprintf("q %s rg %.6f 0 0 %.6f %.3f %.3f cm\n%sQ", p.primary.operands(), unit, unit,
		x*pointsPerMM, (pageHeight-y-height)*pointsPerMM, e.path))
}

func drawDots(pdf *fpdf.Fpdf, dots []bar) {
	for _, b := range dots {
		pdf.SetFillColor(int(b.color[0]), int(b.color[1]), int(b.color[2]))
		for x := b.x; x < b.x+b.w; x += 1.4 {
			pdf.Circle(x, b.y, b.h/2, "F")
		}
	}
}

// drawSymbol draws the QR code, which is also a link: who reads the
// certificate on the phone itself cannot point that phone at it.
func drawSymbol(pdf *fpdf.Fpdf, text string, p *sheet, bitmap [][]bool) {
	side := p.module * float64(p.modules)
	pdf.TransformBegin()
	pdf.SetFillColor(0, 0, 0)
	pdf.RawWriteStr(fmt.Sprintf("%.5f 0 0 -%.5f %.4f %.4f cm", p.module*pointsPerMM, p.module*pointsPerMM,
		p.qrX*pointsPerMM, (pageHeight-p.qrY)*pointsPerMM))
	pdf.RawWriteStr(rectangles(bitmap))
	pdf.TransformEnd()
	pdf.LinkString(p.qrX, p.qrY, side, side, text)
}
