package certificate

import "ikrar/ledger/certificate/internal/typeset"

// The page, in mm from its upper left corner.
const (
	pageWidth, pageHeight = 297.0, 210.0

	inset = 19.0 // nothing but the frame is nearer to the edge

	headTop   = 20.0 // upper edge of the emblem
	headWidth = 236.0
	footGap   = 6.0 // least distance of the upper part from the lower

	emblemWidth, emblemHeight = 44.0, 17.0

	checkWidth  = 77.0 // instructions beside the QR code
	sealSize    = 33.0
	signWidth   = 82.0 // place, date, official
	rowPad      = 1.9  // above and beneath the row of values, and beside each
	rowWide     = 5.2  // at most beside each
	signingRoom = 22.0 // blank, for a pen or a later certified signature
)

// The faces of the page.
const serif, italic, sans, strong = typeset.Serif, typeset.Italic, typeset.Sans, typeset.Strong

const mmPerPoint = typeset.MMPerPoint

// style is how a line is set, and in which color.
type style struct {
	face  typeset.Face
	size  float64 // points
	track int     // thousandths of an em between letters; under 100, or extracted text falls apart
	color color
}

func (st style) setting() typeset.Style {
	return typeset.Style{Face: st.face, Size: st.size, Track: st.track}
}

// setter measures text in the styles of the page.
type setter struct{ *typeset.Setter }

func newSetter() (*setter, error) {
	s, err := typeset.NewSetter()
	return &setter{s}, err
}

func (s *setter) width(text string, st style) float64 { return s.Width(text, st.setting()) }

func (s *setter) wrap(text string, st style, width float64) []string {
	return s.Wrap(text, st.setting(), width)
}

func (s *setter) balance(text string, st style, width float64) []string {
	return s.Balance(text, st.setting(), width)
}

// line is text in its place: x of its left end and y of its baseline in mm.
type line struct {
	style
	part        *part
	text        string
	x, y, width float64
	goesOn      bool // in the line beneath, behind a space
}

// area is a rectangle in mm.
type area struct{ x, y, w, h float64 }

// bar is a filled rectangle in mm.
type bar struct {
	x, y, w, h float64
	color      color
}

// sheet is the finished composition, all that draw needs.
type sheet struct {
	palette
	lines   []line
	bars    []bar
	dots    []bar // dotted lines: h is the diameter of a dot
	emblem  *area // room for it: it is drawn in the middle
	seal    *area // of the rosette; nil for none
	mark    *line // across the page of a specimen; nil for none
	figure  *part // the emblem; nil of the neutral one, which says nothing
	rosette *part
	code    *part   // the QR code
	parts   []*part // in the order of placing
	section section // of what is placed
	qrX     float64
	qrY     float64
	module  float64
	modules int
}

// all are the lines of the page, that of a specimen last.
func (p *sheet) all() []line {
	if p.mark == nil {
		return p.lines
	}
	return append(p.lines[:len(p.lines):len(p.lines)], *p.mark)
}

// compose lays out the page for a QR code of that many modules a row.
func compose(s *setter, d *Document, w *words, colors palette, modules int) (*sheet, error) {
	p := &sheet{palette: colors, module: moduleSize(modules), modules: modules}
	p.section = checking
	top, err := p.foot(s, d, w)
	if err != nil {
		return nil, err
	}
	below := p.lines
	p.lines, p.section = nil, body
	if err := p.head(s, d, w, top-footGap); err != nil {
		return nil, err
	}
	p.lines = append(p.lines, below...) // the order in which programs read the page
	p.mark = p.specimen(s, d.Specimen)
	p.figures(d, w)
	return p, nil
}
