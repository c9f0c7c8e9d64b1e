package certificate

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/ledger/certificate/internal/typeset"
)

// plain is the page of template 1, which fpdf writes. All that is in this file stays as it is.
type plain struct{ *fpdf.Fpdf }

// drawPlain writes the PDF of a composition by template 1.
func drawPlain(s *setter, d *Document, w *words, p *sheet, bitmap [][]bool) ([]byte, error) {
	pdf := fpdf.New("L", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // else resources come in map order
	pdf.SetCompression(false)
	info := about(d, w)
	describe(pdf, info, d.Proof)

	// Fonts come first: their subsets must be known before a page uses them.
	texts, maps, err := s.embed(pdf, p.all())
	if err != nil {
		return nil, err
	}
	pdf.AddPage()
	forms := paint(plain{pdf}, d, p, texts, bitmap)
	if p.mark == nil {
		// Who reads the certificate on the phone itself cannot point that phone at it.
		side := p.module * float64(p.modules)
		pdf.LinkString(p.qrX, p.qrY, side, side, d.QR)
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("certificate: %w", err)
	}
	return pdfa.Finish(out.Bytes(), info, forms, maps)
}

func (plain) begin(*part) {}
func (plain) end()        {}

func (pdf plain) write(operators string) { pdf.RawWriteStr(operators) }

func (pdf plain) text(l line, operators string) {
	pdf.SetFont(family(l.face), "", l.size)
	pdf.RawWriteStr(operators)
}

func (pdf plain) fill(b bar) {
	pdf.color(b.color)
	pdf.Rect(b.x, b.y, b.w, b.h, "F")
}

func (pdf plain) dot(x, y, radius float64, c color) {
	pdf.color(c)
	pdf.Circle(x, y, radius, "F")
}

func (pdf plain) color(c color) { pdf.SetFillColor(int(c[0]), int(c[1]), int(c[2])) }

func (pdf plain) picture(png []byte, at area) {
	const name = "emblem"
	options := fpdf.ImageOptions{ImageType: "PNG"}
	pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(png))
	pdf.ImageOptions(name, at.x, at.y, at.w, at.h, false, options, 0, "")
}

func (pdf plain) symbol(operators string) {
	pdf.TransformBegin()
	pdf.color(color{})
	pdf.RawWriteStr(operators)
	pdf.TransformEnd()
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

// fpdf's own UTF-8 fonts are not used for certificates: for each one they would parse the whole
// font, hash 65,536 widths as JSON and compress an empty 128 KB map, four milliseconds a face where
// subsets of our own take a quarter of one, and they call the result by a name that does not tell
// readers that it is a subset.

// definition is a font in the JSON form that fpdf reads.
type definition struct {
	Tp, Name, File string
	Desc           fpdf.FontDescType
	Cw             []int
	OriginalSize   int
}

// define makes fpdf's two inputs of a font, the definition and the compressed file.
func define(s typeset.Subset) (description, compressed []byte, err error) {
	if compressed, err = pdfa.Deflate(s.Font); err != nil {
		return nil, nil, err
	}
	d := definition{
		Tp:           "TrueType",
		Name:         s.Name,
		File:         s.Base + ".z", // the suffix tells fpdf that it is compressed
		Cw:           s.Widths,
		OriginalSize: len(s.Font),
		Desc: fpdf.FontDescType{
			Ascent:      s.Ascent,
			Descent:     s.Descent,
			CapHeight:   s.CapHeight,
			ItalicAngle: s.ItalicAngle,
			StemV:       s.StemV,
			Flags:       s.Flags,
		},
	}
	box := &d.Desc.FontBBox
	box.Xmin, box.Ymin, box.Xmax, box.Ymax = s.Box[0], s.Box[1], s.Box[2], s.Box[3]
	description, err = json.Marshal(d)
	return description, compressed, err
}
