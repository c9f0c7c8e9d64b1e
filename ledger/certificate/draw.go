package certificate

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"
)

const (
	pointsPerMM = 72 / 25.4

	// creator and the filler behind it hold the place of the two time zones
	// that fpdf does not write; see zoned.
	creator = "ikrar"
	filler  = "+00'00'+00'00'"
)

// draw writes the PDF of a composition.
func draw(s *setter, d *Document, w *words, p *sheet, bitmap [][]bool) ([]byte, error) {
	pdf := fpdf.New("L", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // else resources come in map order
	describe(pdf, d, w)

	// Fonts come first: their subsets must be known before a page uses them.
	var fonts [faceCount]*codes
	for i := range fonts {
		fonts[i] = newCodes()
	}
	var texts []string
	for _, l := range p.lines {
		text, err := s.show(fonts[l.face], l)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	for i, c := range fonts {
		description, compressed, err := s.faces[i].define(c)
		if err != nil {
			return nil, err
		}
		pdf.AddFontFromBytes(family(face(i)), "", description, compressed)
	}
	pdf.AddPage()
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
	return finish(out.Bytes(), d)
}

// describe sets what readers show about the file. There is no XMP: fpdf
// writes such a stream without linking it from the catalogue.
func describe(pdf *fpdf.Fpdf, d *Document, w *words) {
	title := d.Title
	if title == "" {
		title = w.title
	}
	pdf.SetTitle(title+" "+d.Number, true)
	pdf.SetAuthor(d.Institution, true)
	pdf.SetSubject(fmt.Sprintf(w.subject, d.TextTitle, d.Campaign), true)
	pdf.SetCreator(creator+filler, false)
	pdf.SetProducer(creator, false)
	pdf.SetLang(w.lang)
	pdf.SetCreationDate(d.Created)
	pdf.SetModificationDate(d.Created)
	pdf.SetAttachments([]fpdf.Attachment{{
		Content:     d.Proof,
		Filename:    d.Code + ".tlog-proof",
		Description: w.proof,
	}})
}

func family(f face) string { return [faceCount]string{"regular", "bold", "italic"}[f] }

// show is the PDF operators that set a line in the current font. Kerning is
// written as adjustments (ISO 32000-1 section 9.4.3, TJ).
func (s *setter) show(c *codes, l line) (string, error) {
	encoded, kerns, err := s.encode(c, l.text, l.style)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	fmt.Fprintf(&out, "BT %.3f %.3f %.3f rg %.3f Tc %.2f %.2f Td [(",
		float64(l.color[0])/255, float64(l.color[1])/255, float64(l.color[2])/255,
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
	pdf.RawWriteStr(fmt.Sprintf("%.5f 0 0 %.5f %.4f %.4f cm", p.module*pointsPerMM, p.module*pointsPerMM,
		p.qrX*pointsPerMM, (pageHeight-p.qrY)*pointsPerMM))
	pdf.RawWriteStr(rectangles(bitmap))
	pdf.TransformEnd()
	pdf.LinkString(p.qrX, p.qrY, side, side, text)
}

var errShape = errors.New("certificate: fpdf no longer writes the file as expected")

// finish corrects what fpdf cannot be told, in place: every replacement has
// the length of what it replaces, so the cross-reference table stays true.
func finish(pdf []byte, d *Document) ([]byte, error) {
	const date = "20060102150405"
	stamp := d.Created.Format(date)
	before := fmt.Sprintf("/Creator (%s%s)\n/CreationDate (D:%s)\n/ModDate (D:%s)\n", creator, filler, stamp, stamp)
	stamp += zone(d)
	after := fmt.Sprintf("/Creator (%s)\n/CreationDate (D:%s)\n/ModDate (D:%s)\n", creator, stamp, stamp)
	// Attachments are of PDF 1.4, and their Unicode names of 1.7.
	if len(before) != len(after) || bytes.Count(pdf, []byte(before)) != 1 || !bytes.HasPrefix(pdf, []byte("%PDF-1.3\n")) {
		return nil, errShape
	}
	copy(pdf, "%PDF-1.7\n")
	return bytes.Replace(pdf, []byte(before), []byte(after), 1), nil
}

// zone is the offset from UTC as PDF writes it: "+07'00'".
func zone(d *Document) string {
	offset := d.Created.Format("-07:00")
	return offset[:3] + "'" + offset[4:] + "'"
}
