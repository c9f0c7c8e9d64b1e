package certificate

import (
	"context"
	"fmt"
	"runtime"

	"github.com/go-pdf/fpdf"
	"golang.org/x/sync/errgroup"

	"ikrar/ledger/certificate/internal/qr"
)

// slipWords are the labels of slips and of their cover sheets.
type slipWords struct {
	title, scan, open, sign, noCamera, until, alone, keep, laptop, root string

	cover, noUnit, count, hand, number, name, tick, giver, page string
}

var slipLabels = map[string]slipWords{
	"id": {
		title:    "Undangan menandatangani komitmen",
		scan:     "1. Arahkan kamera ponsel ke kode QR.",
		open:     "2. Alamat yang muncul harus:",
		sign:     "3. Buka, dan ikuti sampai selesai.",
		noCamera: "Kamera tidak bisa? Buka %s lalu ketik kode ini:",
		until:    "Berlaku sekali, sampai %s.",
		alone:    "Jangan difoto atau dikirim ke grup.",
		keep:     "Siapa pun yang memegang kode ini dapat menandatangani atas nama Anda.",
		laptop:   "Di laptop, buka: %s",
		root:     "Sidik jari kunci akar, untuk dicocokkan (bukan kode undangan): %s",

		cover:  "Daftar penerima undangan",
		noUnit: "Tanpa unit",
		count:  "Jumlah: %d orang. Berlaku sampai %s.",
		hand: "Serahkan setiap undangan langsung kepada orangnya, lalu beri tanda di sini. " +
			"Undangan jangan difoto atau dikirim ke grup.",
		number: "No.",
		name:   "Nama",
		tick:   "Tanda tangan / centang",
		giver:  "Yang menyerahkan: ______________________________   Tanggal: ____________________",
		page:   "%s, halaman %d dari %d",
	},
	"en": {
		title:    "Invitation to sign the pledge",
		scan:     "1. Point your phone's camera at this code.",
		open:     "2. The address that appears must be:",
		sign:     "3. Open it, and follow it to the end.",
		noCamera: "No camera? Open %s and type this code:",
		until:    "Valid once, until %s.",
		alone:    "Do not photograph it or send it to a group.",
		keep:     "Whoever has this code can sign in your name.",
		laptop:   "On a laptop, open: %s",
		root:     "Fingerprint of the root key, to compare (not the invitation code): %s",

		cover:  "Who receives an invitation",
		noUnit: "Without a unit",
		count:  "People: %d. Valid until %s.",
		hand: "Hand each invitation to the person it is for, and tick it off here. " +
			"Do not photograph invitations or send them to a group.",
		number: "No.",
		name:   "Name",
		tick:   "Signature / tick",
		giver:  "Handed out by: ______________________________   Date: ____________________",
		page:   "%s, page %d of %d",
	},
}

// The measures of a slip, in mm. A QR code of that side is read by any telephone, and off a fax:
// TestSlipQRReads reads it at 110 dots per inch.
const (
	slipColumns, slipRows = 2, 4
	slipWidth, slipHeight = 210.0 / slipColumns, 297.0 / slipRows
	slipMargin            = 7.0
	slipRoom              = slipHeight - slipMargin - 4 // printers take no less off the sheet
	slipInner             = slipWidth - 2*slipMargin
	slipSide              = 34.0 // of the QR code
	slipGap               = 5.0  // between it and the texts: more than its quiet zone
	largeSize             = 12.0 // in points: of what is read from afar
	slipAddress           = 60   // characters of the longest address that has room in small print too
)

// slipPrinter draws the slips and cover sheets of one file.
type slipPrinter struct {
	pdf   *fpdf.Fpdf
	s     *Slips
	words slipWords
	drawn func() // called for each slip, by several goroutines; or nil
}

// slips draws those of one unit, eight a page.
func (p slipPrinter) slips(ctx context.Context, unit []Slip) error {
	symbols, err := p.symbols(ctx, unit)
	if err != nil {
		return err
	}
	for n, slip := range unit {
		place := n % (slipColumns * slipRows)
		if place == 0 {
			p.pdf.AddPage()
			cutLines(p.pdf)
		}
		x, y := float64(place%slipColumns)*slipWidth, float64(place/slipColumns)*slipHeight
		p.slip(slip, symbols[n], x, y)
	}
	return nil
}

// symbols makes the QR codes of invitations, which is most of the work, on all processors.
func (p slipPrinter) symbols(ctx context.Context, unit []Slip) ([]symbol, error) {
	all := make([]symbol, len(unit))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for n, slip := range unit {
		work.Go(func() error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			c, err := qr.New(p.s.page() + "#" + slip.Code)
			if err != nil {
				return &FieldError{"Address", ErrTooLong}
			}
			all[n] = symbol{c.Modules(), rectangles(c.Bitmap())}
			if p.drawn != nil {
				p.drawn()
			}
			return nil
		})
	}
	return all, work.Wait()
}

// symbol is a QR code as it is drawn, in units of a module.
type symbol struct {
	modules int
	path    string
}

func cutLines(pdf *fpdf.Fpdf) {
	pdf.SetDrawColor(150, 150, 150)
	pdf.SetLineWidth(0.2)
	pdf.SetDashPattern([]float64{1.5, 1.5}, 0)
	for column := 1; column < slipColumns; column++ {
		pdf.Line(float64(column)*slipWidth, 0, float64(column)*slipWidth, 297)
	}
	for row := 1; row < slipRows; row++ {
		pdf.Line(0, float64(row)*slipHeight, 210, float64(row)*slipHeight)
	}
	pdf.SetDashPattern(nil, 0)
}

// slipText is one text of a slip: its style, its size in points, the least that it may get, and
// the gap above it in mm.
type slipText struct {
	style            string
	size, least, gap float64
	text             string
}

// texts are those of one slip: beside the QR code, and below it. What is to be typed or compared
// stays legible.
func (p slipPrinter) texts(slip Slip) (beside, below []slipText) {
	w := p.words
	beside = []slipText{
		{"", 8, leastSize, 0, p.s.Institution},
		{"B", 12, leastSize, 0.8, slip.Name},
		{"", 8.5, leastSize, 0.3, slip.Unit},
		{"B", 8.5, leastSize, 2.4, w.title},
		{"", 8.5, leastSize, 0.8, w.scan},
		{"", 8.5, leastSize, 0.5, w.open},
		{"B", 10, 7, 0.2, p.s.host()},
		{"", 8.5, leastSize, 0.5, w.sign},
	}
	below = []slipText{
		{"", 8, leastSize, 2, fmt.Sprintf(w.noCamera, p.s.host()+"/tanda")},
		{"B", 17, 12, 0.2, slip.Code},
		{"", 8, leastSize, 0.2, fmt.Sprintf(w.until, p.s.Until)},
		{"B", 8.5, leastSize, 1.2, w.alone},
		{"", 8, leastSize, 0, w.keep},
	}
	if len(p.s.Address) <= slipAddress {
		below = append(below, slipText{"", 6.5, leastSize, 1, fmt.Sprintf(w.laptop, p.s.page())})
	}
	return beside, append(below, slipText{"", 6.5, leastSize, 0, fmt.Sprintf(w.root, p.s.Root)})
}

// slip sets one slip with its upper left corner at x, y, as large as all of it has room.
func (p slipPrinter) slip(slip Slip, code symbol, x, y float64) {
	beside, below := p.texts(slip)
	height := func(scale float64) float64 {
		return max(slipSide, setSlip(p.pdf, beside, besideWidth, scale, nil)) +
			setSlip(p.pdf, below, slipInner, scale, nil)
	}
	scale := 1.0
	for scale > leastScale && height(scale) > slipRoom {
		scale -= 0.05
	}
	x, y = x+slipMargin, y+slipMargin
	p.set(beside, besideWidth, scale, x, y)
	p.set(below, slipInner, scale, x, y+max(slipSide, setSlip(p.pdf, beside, besideWidth, scale, nil)))
	p.symbol(code, x+slipInner-slipSide, y)
}

const besideWidth = slipInner - slipSide - slipGap

// set draws texts with their upper left corner at x, y.
func (p slipPrinter) set(texts []slipText, width, scale, x, y float64) {
	setSlip(p.pdf, texts, width, scale, func(down, height float64, line string) {
		p.pdf.SetXY(x, y+down)
		p.pdf.CellFormat(width, height, line, "", 0, "L", false, 0, "")
	})
}

// symbol draws the QR code of an invitation, with its upper left corner at x, y.
func (p slipPrinter) symbol(code symbol, x, y float64) {
	module := slipSide / float64(code.modules) * pointsPerMM
	p.pdf.TransformBegin()
	p.pdf.SetFillColor(0, 0, 0)
	p.pdf.RawWriteStr(fmt.Sprintf("%.5f 0 0 -%.5f %.4f %.4f cm", module, module, x*pointsPerMM, (297-y)*pointsPerMM))
	p.pdf.RawWriteStr(code.path)
	p.pdf.TransformEnd()
}

// fit breaks a text at a scale into lines of that width: roster and settings allow more than is
// usual, and that gets smaller before it gets a third line; what is large, as the name, gets that
// first. The font is left set.
func (t slipText) fit(pdf *fpdf.Fpdf, width, scale float64) (size float64, lines []string) {
	most := 2
	if t.size >= largeSize {
		most = 3
	}
	for size = max(t.least, t.size*scale); ; size = max(t.least, size-0.5) {
		pdf.SetFont("sans", t.style, size)
		lines = pdf.SplitText(t.text, width)
		if len(lines) <= most || size == t.least {
			return size, lines
		}
	}
}

// setSlip gives draw each line of texts at a scale, and returns the height of all.
func setSlip(pdf *fpdf.Fpdf, texts []slipText, width, scale float64,
	draw func(down, height float64, line string)) (down float64) {
	for _, t := range texts {
		if t.text == "" {
			continue
		}
		down += t.gap * scale
		size, lines := t.fit(pdf, width, scale)
		height := size * mmPerPoint * 1.2
		for _, line := range lines {
			if draw != nil {
				draw(down, height, line)
			}
			down += height
		}
	}
	return down
}
