package certificate

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/ledger/certificate/internal/typeset"
	"ikrar/ledger/certificate/internal/upright"
)

const (
	pointsPerMM = 72 / 25.4
)

// draw writes the PDF of a composition.
func draw(s *setter, d *Document, w *words, p *sheet, bitmap [][]bool) ([]byte, error) {
	pdf := fpdf.New("L", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // else resources come in map order
	pdf.SetCompression(false)
	info := about(d, w)
	describe(pdf, info, d.Proof)

	// Fonts come first: their subsets must be known before a page uses them.
	lines := p.lines
	if p.mark != nil {
		lines = append(lines, *p.mark)
	}
	texts, maps, err := s.embed(pdf, lines)
	if err != nil {
		return nil, err
	}
	pdf.AddPage()
	forms := drawFrame(pdf, d, p)
	drawEmblem(pdf, d, p)
	if p.mark != nil {
		drawSpecimen(pdf, p.mark, texts[len(p.lines)])
	}
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
	return pdfa.Finish(out.Bytes(), info, forms, maps)
}

// embed gives fpdf the subsets of the fonts, and returns the operators that
// set each line and the fonts' ToUnicode maps by name.
func (s *setter) embed(pdf *fpdf.Fpdf, lines []line) (texts []string, maps map[string][]byte, err error) {
	fonts := s.Fonts()
	for _, l := range lines {
		text, err := l.show(fonts)
		if err != nil {
			return nil, nil, err
		}
		texts = append(texts, text)
	}
	subsets, err := fonts.Subsets()
	if err != nil {
		return nil, nil, err
	}
	maps = make(map[string][]byte)
	for _, subset := range subsets {
		description, compressed, err := define(subset)
		if err != nil {
			return nil, nil, err
		}
		maps[subset.Name] = subset.Unicode
		pdf.AddFontFromBytes(family(subset.Face), "", description, compressed)
	}
	return texts, maps, nil
}

// about is what readers show about the file.
func about(d *Document, w *words) pdfa.Info {
	title, subject := headings(d, w)
	return pdfa.Info{Title: title, Author: d.Institution, Subject: subject, Language: w.lang, Creator: upright.Creator,
		Created: d.Created, Attachment: d.Code + ".tlog-proof", Description: w.proof,
		Unlinked: d.Specimen != ""}
}

// describe has fpdf write the same.
func describe(pdf *fpdf.Fpdf, info pdfa.Info, proof []byte) {
	pdf.SetTitle(info.Title, true)
	pdf.SetAuthor(info.Author, true)
	pdf.SetSubject(info.Subject, true)
	pdf.SetCreator(info.Creator, false)
	pdf.SetProducer(info.Creator, false)
	pdf.SetLang(info.Language)
	pdf.SetCreationDate(info.Created)
	pdf.SetModificationDate(info.Created)
	pdf.SetAttachments([]fpdf.Attachment{{Content: proof}}) // named by pdfa.Finish
}

func family(f typeset.Face) string {
	return [typeset.FaceCount]string{"serif", "italic", "sans", "strong"}[f]
}

// show is the PDF operators that set a line in the current font.
func (l line) show(fonts *typeset.Fonts) (string, error) {
	shown, err := fonts.Show(l.text, l.setting())
	if missing := (*typeset.GlyphError)(nil); errors.As(err, &missing) {
		return "", &MissingGlyphError{"page", missing.Rune}
	}
	return fmt.Sprintf("BT %s rg %.3f Tc %.2f %.2f Td %s ET", l.color.operands(),
		float64(l.track)/1000*l.size, l.x*pointsPerMM, (pageHeight-l.y)*pointsPerMM, shown), err
}

// drawFrame draws the border and the rosette, and returns the forms they are made of.
func drawFrame(pdf *fpdf.Fpdf, d *Document, p *sheet) []pdfa.Form {
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
	if p.mark == nil {
		pdf.LinkString(p.qrX, p.qrY, side, side, text)
	}
}
