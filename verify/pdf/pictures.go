package pdf

import (
	"cmp"
	"image"
	"math"
	"slices"

	"ikrar/verify/pdf/internal/canvas"
)

// Picture is something in a file that may show a QR code: a picture, or what is drawn on a page.
type Picture struct {
	Page   int    // counted from 1; 0 of what no page shows
	Drawn  bool   // made of lines and areas, not of pixels
	Whole  bool   // a page put together from its parts; otherwise one that stands alone
	Pixels int    // about so many
	Format string // the encoding that is not decoded here, "JPEG 2000" or "JBIG2", or ""
	decode func() image.Image
}

// Decode returns the picture; nil where it is damaged, or its Format is not decoded here.
func (p Picture) Decode() image.Image { return p.decode() }

// Pictures lists what may show a QR code of at least so many pixels a side. First comes what is
// drawn by itself, then the pictures on pages, the largest first: a photocopier that makes PDFs
// puts each page in one. Then pages put together, as scans are that were cut into strips; last what
// no page shows.
func (f *File) Pictures(least int) []Picture {
	var all []Picture
	shown := map[*object]bool{}
	pages, _ := f.pages()
	for i, page := range pages {
		p := f.newPainter(nil)
		_ = p.page(page) // what was painted before an error counts
		for _, c := range p.pictures(least, shown) {
			c.Page = i + 1
			if c.Whole {
				c.decode = func() image.Image { return f.wholePage(page) }
			}
			all = append(all, c)
		}
	}
	for _, o := range f.streams {
		if f.resolve(o.dict()["Subtype"]) == any(name("Image")) && !shown[o] {
			all = f.appendPicture(all, o, least)
		}
	}
	rank := func(p Picture) int {
		switch {
		case p.Page == 0:
			return 3
		case p.Whole:
			return 2
		case p.Drawn:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b Picture) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Pixels, a.Pixels))
	})
	return all
}

// appendPicture lists one picture of the file, where it is neither too small nor too large.
func (f *File) appendPicture(all []Picture, o *object, least int) []Picture {
	w, h := f.whole(o, "Width"), f.whole(o, "Height")
	if w < max(least, 1) || h < max(least, 1) || w > maxArea/h {
		return all
	}
	return append(all, Picture{Pixels: w * h, Format: f.foreign(o),
		decode: func() image.Image { return f.decoded(o, w, h) }})
}

// whole is a number of a stream's dictionary, or 0.
func (f *File) whole(o *object, key name) int {
	n, ok := f.resolve(o.dict()[key]).(float64)
	if !ok || n < 0 || n > maxArea || n != float64(int(n)) {
		return 0
	}
	return int(n)
}

// pictures lists what stands alone on a page, noting which pictures that are, and at last the page
// itself where it takes more than one of them to make it.
func (p *painter) pictures(least int, shown map[*object]bool) (all []Picture) {
	parts, rest := 0, 0
	for _, m := range p.marks {
		if m.picture == nil {
			continue
		}
		parts++
		if !shown[m.picture] {
			shown[m.picture] = true
			all = p.appendPicture(all, m.picture, least)
		}
	}
	for _, group := range p.groups() {
		if img := group.alone(); img != nil {
			all = append(all, Picture{Drawn: true, Pixels: drawnSide * drawnSide, decode: img})
		} else {
			rest += group.points()
		}
	}
	if parts > 1 || rest >= leastPoints {
		w, h, _ := p.frame()
		all = append(all, Picture{Whole: true, Drawn: rest >= leastPoints, Pixels: w * h})
	}
	return all
}

const (
	leastPoints = 4 * 100   // of a QR code drawn: the smallest has more dark runs than a table has cells
	drawnSide   = 1000      // pixels of one drawn by itself, ten a module of a certificate's
	pageArea    = 8 << 20   // pixels of a page put together: A4 at 280 dpi
	partsArea   = 48 << 20  // pixels of the pictures on it
	sideMost    = 16 * 1024 // pixels
)

// group are marks that were painted one behind the other in one shade.
type group []mark

func (g group) points() (n int) {
	for _, m := range g {
		for _, outline := range m.outlines {
			n += len(outline)
		}
	}
	return n
}

// groups are the areas of a page: one that is rich by itself, or many poor ones in a row.
func (p *painter) groups() (all []group) {
	var poor group
	end := func() {
		if len(poor) > 0 {
			all = append(all, poor)
		}
		poor = nil
	}
	for _, m := range p.marks {
		switch {
		case m.picture != nil:
			end()
		case group{m}.points() >= leastPoints:
			end()
			all = append(all, group{m})
		default:
			if len(poor) > 0 && (poor[0].shade != m.shade) {
				end()
			}
			poor = append(poor, m)
		}
	}
	end()
	return all
}

// alone returns what draws a group on white paper, where it is rich and dark enough for a QR code,
// and square; nil otherwise.
func (g group) alone() func() image.Image {
	b := nowhere
	for _, m := range g {
		b = b.and(m.box)
	}
	w, h := b.size()
	if g.points() < leastPoints || g[0].shade > 160 || !(w > 0 && h > 0 && w < 1.15*h && h < 1.15*w) {
		return nil
	}
	return func() image.Image {
		const margin = drawnSide / 12 // of paper
		scale := (drawnSide - 2*margin) / max(w, h)
		c := canvas.New(drawnSide, drawnSide)
		onto := canvas.Matrix{scale, 0, 0, -scale, margin - scale*b.left, margin + scale*b.top}
		for _, m := range g {
			c.Fill(mapped(m.outlines, onto), m.evenOdd, 0)
		}
		return c.Gray
	}
}

func mapped(outlines [][]canvas.Point, m canvas.Matrix) [][]canvas.Point {
	out := make([][]canvas.Point, len(outlines))
	for i, outline := range outlines {
		for _, p := range outline {
			out[i] = append(out[i], m.Apply(p))
		}
	}
	return out
}

// frame is the size in pixels and the place of a page put together: as fine as its finest picture,
// as far as the bound goes.
func (p *painter) frame() (w, h int, onto canvas.Matrix) {
	b, finest := nowhere, 0.0
	for _, m := range p.marks {
		b = b.and(m.box)
		if m.picture != nil {
			across := math.Hypot(m.matrix[0], m.matrix[1])
			finest = max(finest, float64(p.whole(m.picture, "Width"))/across)
		} else {
			finest = math.Inf(1)
		}
	}
	width, height := b.size()
	if !(width > 0 && height > 0) || math.IsInf(width+height, 0) {
		return 0, 0, onto
	}
	scale := min(finest, math.Sqrt(pageArea/(width*height)), sideMost/max(width, height))
	if !(scale > 0) {
		return 0, 0, onto
	}
	w, h = int(math.Ceil(width*scale)), int(math.Ceil(height*scale))
	return w, h, canvas.Matrix{scale, 0, 0, -scale, -scale * b.left, scale * b.top}
}

// wholePage puts a page together from what is painted on it.
func (f *File) wholePage(page dict) image.Image {
	p := f.newPainter(nil)
	_ = p.page(page)
	w, h, onto := p.frame()
	if w*h < 1 {
		return nil
	}
	c := canvas.New(w, h)
	decoded, area := map[*object]image.Image{}, 0
	for _, m := range p.marks {
		if m.picture == nil {
			c.Fill(mapped(m.outlines, onto), m.evenOdd, m.shade)
			continue
		}
		img, ok := decoded[m.picture]
		if !ok {
			w, h := f.whole(m.picture, "Width"), f.whole(m.picture, "Height")
			if w < 1 || h < 1 || w > maxArea/h || area > partsArea-w*h {
				continue
			}
			area += w * h
			if img = f.decoded(m.picture, w, h); img != nil {
				img = canvas.Grey(img)
			}
			decoded[m.picture] = img
		}
		if img != nil {
			c.Place(img, m.matrix.Then(onto), f.isMask(m.picture), m.shade)
		}
	}
	return c.Gray
}
