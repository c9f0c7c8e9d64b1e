package certificate

import "strings"

// The page, in mm from its upper left corner.
const (
	pageWidth, pageHeight = 297.0, 210.0

	frameOuter = 7.0  // thick rule of the frame, from the page edge
	frameInner = 9.2  // thin rule
	corner     = 4.4  // side of the corner pieces
	inset      = 14.0 // nothing but the frame is nearer to the edge

	headTop   = 19.0 // upper edge of the institution's name
	headWidth = 236.0
	footGap   = 8.0 // least distance of the upper part from the lower

	checkWidth  = 92.0 // instructions beside the QR code
	signWidth   = 96.0 // place, date, official
	columnGap   = 4.0
	overhang    = 5.0  // of the rules around the values, on each side
	signingRoom = 22.0 // blank, for a pen or a later certified signature
)

// color is red, green, blue, 0 to 255.
type color [3]uint8

var (
	ink    = color{33, 37, 41}
	muted  = color{88, 94, 100}
	accent = color{15, 62, 77}
	gold   = color{182, 148, 78} // rules only: too light for small type
	bronze = color{134, 101, 38}
)

// style is how a line is set.
type style struct {
	face  face
	size  float64 // points
	track int     // thousandths of an em between letters; under 100, or extracted text falls apart
	color color
}

// line is text in its place: x of its left end and y of its baseline in mm.
type line struct {
	style
	text        string
	x, y, width float64
}

// bar is a filled rectangle in mm.
type bar struct {
	x, y, w, h float64
	color      color
}

// sheet is the finished composition, all that draw needs.
type sheet struct {
	lines   []line
	bars    []bar
	dots    []bar // dotted lines: h is the diameter of a dot
	qrX     float64
	qrY     float64
	module  float64
	modules int
}

// separator is a middle dot with air that stays on the line it ends.
const separator = "\u00a0\u00a0·\u00a0 "

// compose lays out the page for a QR code of that many modules a row.
func compose(s *setter, d *Document, w *words, modules int) (*sheet, error) {
	p := &sheet{module: moduleSize(modules), modules: modules}
	p.frame()
	top, err := p.foot(s, d, w)
	if err != nil {
		return nil, err
	}
	below := p.lines
	p.lines = nil
	if err := p.head(s, d, w, top-footGap); err != nil {
		return nil, err
	}
	p.lines = append(p.lines, below...) // the order in which programs read the page
	return p, nil
}

func (p *sheet) frame() {
	box := func(at, thick float64, c color) {
		w, h := pageWidth-2*at, pageHeight-2*at
		p.bars = append(p.bars,
			bar{at, at, w, thick, c}, bar{at, at + h - thick, w, thick, c},
			bar{at, at, thick, h, c}, bar{at + w - thick, at, thick, h, c})
	}
	box(frameOuter, 1.1, accent)
	box(frameInner, 0.25, gold)
	for _, x := range []float64{frameOuter, pageWidth - frameOuter - corner} {
		for _, y := range []float64{frameOuter, pageHeight - frameOuter - corner} {
			p.bars = append(p.bars, bar{x, y, corner, corner, accent})
		}
	}
}

// head sets what is centred in the upper part, between headTop and bottom.
func (p *sheet) head(s *setter, d *Document, w *words, bottom float64) error {
	title := d.Title
	if title == "" {
		title = w.title
	}
	grade := join(separator, w.labelled(d.NIP), d.Rank)
	blocks := []block{
		{style: style{bold, 15, 40, accent}, text: d.Institution, least: 11, shrink: true},
		{style: style{regular, 12, 30, accent}, text: d.Agency, least: 9.5, gap: 0.8, shrink: true},
		{style: style{bold, 34, 90, accent}, text: title, least: 20, gap: 5.5, shrink: true},
		{style: style{regular, 11, 0, muted}, text: w.number + d.Number, least: 9, gap: 0.6, shrink: true},
		{style: style{italic, 12, 0, muted}, text: w.given, least: 12, gap: 5.5},
		{style: style{italic, 33, 0, ink}, text: d.Name, least: 17, gap: 1.2, shrink: true},
		{style: style{regular, 11, 0, muted}, text: grade, least: 9, gap: 1.4, shrink: true},
		{style: style{regular, 12.5, 0, ink}, text: d.Position, least: 10, gap: 1.2, shrink: true},
		{style: style{regular, 12.5, 0, ink}, text: d.Unit, least: 10, gap: 0.3, shrink: true},
		{style: style{italic, 12, 0, muted}, text: w.signed, least: 12, gap: 4.2},
		{style: style{bold, 16, 0, accent}, text: d.TextTitle, least: 11, gap: 0.8, shrink: true},
		{style: style{regular, 12.5, 0, ink}, text: w.during + d.Campaign, least: 10, gap: 0.6, shrink: true},
		{style: style{italic, 10.5, 20, bronze}, text: strings.Join(d.Values, separator), least: 8.5, gap: 6, shrink: true, rules: true},
	}
	room := bottom - headTop
	sets, total, ok := s.column(blocks, headWidth, room)
	if !ok {
		return &FieldError{"Name", ErrNoRoom}
	}
	// What is left over opens the gaps, up to half as much again, and is then
	// shared between above and below.
	gaps := 0.0
	for _, fitted := range sets {
		gaps += fitted.gap
	}
	open := min(0.5, (room-total)/gaps)
	y := headTop + (room-total-gaps*open)/2
	for _, fitted := range sets {
		y = p.place(s, fitted, (pageWidth-headWidth)/2, y+fitted.gap*(1+open), headWidth, 0.5)
	}
	return nil
}

// join joins what is not empty.
func join(separator string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, separator)
}
