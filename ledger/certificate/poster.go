package certificate

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"time"

	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/qr"
	"ikrar/ledger/certificate/internal/upright"
)

// Poster hangs on a wall and leads whoever passes to the public figures of a campaign.
type Poster struct {
	Language    string // of the labels: "id" (also when empty) or "en"
	Paper       string // "A4" (also when empty) or "A3", upright
	Institution string
	Title       string // of the campaign
	Place, Date string // under it; may be empty
	Address     string // of the page: "https://ikrar.contoh.example/kegiatan/deklarasi"
	Created     time.Time
}

// posterLabels are the sentences of posters.
var posterLabels = map[string]struct{ scan, what string }{
	"id": {"Arahkan kamera ponsel ke kode ini", "Berapa yang sudah menandatangani, menurut unit. Tanpa nama."},
	"en": {"Point your phone's camera at this code", "How many have signed, by unit. No names."},
}

// The measures of a poster of A4 in mm; A3 has them all times the root of two.
const (
	posterMargin = 18.0
	posterWidth  = 210 - 2*posterMargin
	posterTop    = 30.0
	posterCode   = 112.0 // where the QR code begins, if what stands above leaves that
	posterSide   = 104.0 // of the code: it is read from two metres
	posterBelow  = 52.0  // room for what stands below it
)

// RenderPoster draws the PDF. The same Poster gives the same bytes. A character that the font
// cannot print is a *MissingGlyphError.
func RenderPoster(p Poster) ([]byte, error) {
	p.Language, p.Paper = cmp.Or(p.Language, "id"), cmp.Or(p.Paper, "A4")
	words, ok := posterLabels[p.Language]
	if !ok {
		return nil, &FieldError{"Language", ErrLanguage}
	}
	scale, ok := map[string]float64{"A4": 1, "A3": math.Sqrt2}[p.Paper]
	if !ok {
		return nil, &FieldError{"Paper", ErrPaper}
	}
	set, err := newSetter()
	if err != nil {
		return nil, err
	}
	if missing := set.slipGlyph("Title", p.Title+p.Institution+p.Place+p.Date+p.Address); missing != nil {
		return nil, missing
	}
	code, err := qr.New(p.Address)
	if err != nil {
		return nil, &FieldError{"Address", ErrTooLong}
	}
	pdf := p.file()
	pdf.TransformBegin()
	pdf.TransformScaleXY(100*scale, 0, 0)
	head := []slipText{{"", 16, 9, 0, p.Institution}, {"B", 34, 12, 8, p.Title}, {"", 15, 9, 5, p.when()}}
	y := max(posterCode, posterTop+centred(pdf, head, posterTop)+8)
	side := min(posterSide, 297-posterBelow-y)
	drawCode(pdf, symbol{code.Modules(), rectangles(code.Bitmap())}, (210-side)/2, y, side)
	centred(pdf, []slipText{{"B", 20, 12, 10, words.scan}, {"", 14, 9, 2, words.what}, {"", 13, 7, 4, p.Address}},
		y+side)
	pdf.TransformEnd()
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("certificate: poster: %w", err)
	}
	return out.Bytes(), nil
}

// file is the document, with its one page.
func (p *Poster) file() *fpdf.Fpdf {
	pdf := upright.New(p.Title, p.Institution, p.Language, p.Created)
	pdf.AddPageFormat("P", map[string]fpdf.SizeType{"A4": {Wd: 210, Ht: 297}, "A3": {Wd: 297, Ht: 420}}[p.Paper])
	return pdf
}

// when is where and when the campaign is.
func (p *Poster) when() string {
	if p.Place == "" || p.Date == "" {
		return p.Place + p.Date
	}
	return p.Place + ", " + p.Date
}

// centred sets texts in the middle of the page, from y downwards, and returns the height of all.
func centred(pdf *fpdf.Fpdf, texts []slipText, y float64) float64 {
	return setSlip(pdf, texts, posterWidth, 1, func(down, height float64, line string) {
		pdf.SetXY(posterMargin, y+down)
		pdf.CellFormat(posterWidth, height, line, "", 0, "C", false, 0, "")
	})
}

// drawCode draws a QR code with its upper left corner at x, y.
func drawCode(pdf *fpdf.Fpdf, code symbol, x, y, side float64) {
	_, page := pdf.GetPageSize()
	module := side / float64(code.modules) * pointsPerMM
	pdf.TransformBegin()
	pdf.SetFillColor(0, 0, 0)
	pdf.RawWriteStr(fmt.Sprintf("%.5f 0 0 -%.5f %.4f %.4f cm", module, module, x*pointsPerMM, (page-y)*pointsPerMM))
	pdf.RawWriteStr(code.path)
	pdf.TransformEnd()
}
