package certificate

import "strings"

// block is one text of a column.
type block struct {
	style
	text   string
	row    []string // instead of text: side by side over the whole width
	room   float64  // instead of text: mm kept free for the emblem
	least  float64  // points; below, text wraps instead of shrinking
	gap    float64  // mm above the block, at full scale
	shrink bool     // try smaller sizes before a second line

	role     string // of its part; empty for a paragraph
	language string // where it is not that of the page
}

func (b block) empty() bool { return b.text == "" && len(b.row) == 0 && b.room == 0 }

// beneath is the same text in a second language, smaller.
func beneath(w *words, text func(*words) string, size float64) block {
	return block{style: style{italic, size, 0, muted}, text: text(w), least: size, gap: 0.1, shrink: true,
		language: w.lang}
}

// leastScale is how far a crowded column shrinks before it is refused, and
// leastSize the points that print keeps legible: no text is smaller.
const leastScale, leastSize = 0.4, 4.5

// leading is the distance of baselines in sizes of the type.
const leading = 1.2

// separator is a middle dot with air that stays on the line it ends.
const separator = "\u00a0\u00a0·\u00a0 "

// paragraph is a block broken into lines at its final size.
type paragraph struct {
	block
	lines []string
}

func (s paragraph) height() float64 {
	switch {
	case s.room > 0:
		return s.room
	case len(s.row) > 0:
		return 2*rowPad + s.size*mmPerPoint
	}
	return float64(len(s.lines)) * s.size * leading * mmPerPoint
}

// fit shrinks a block to one line of the given width, then wraps it.
func (s *setter) fit(b block, width, scale float64) paragraph {
	b.size = max(leastSize, b.size*scale)
	b.least = max(leastSize, b.least*scale)
	b.room *= scale * scale // the emblem gives way first
	if len(b.row) > 0 {
		natural := 0.0
		for _, text := range b.row {
			natural += s.width(text, b.style) + 2*rowPad
		}
		if natural <= width {
			return paragraph{b, nil}
		}
		if size := b.size * width / natural * 0.999; size >= b.least {
			b.size = size
			return paragraph{b, nil}
		}
		b.text, b.row = strings.Join(b.row, separator), nil
	}
	if natural := s.width(b.text, b.style); b.shrink && natural > width {
		least := max(b.least, b.size*width/natural*0.999)
		if scale > 0.8 {
			return s.wrapped(b, width, least)
		}
		b.size = least
	}
	return paragraph{b, s.balance(b.text, b.style, width)}
}

// wrapped sets a block at a size too small for one line, and where it takes
// several, as large again as the same number of lines allows, up to a third more.
func (s *setter) wrapped(b block, width, size float64) paragraph {
	most := min(b.size, size*4/3)
	b.size = size
	lines := s.wrap(b.text, b.style, width)
	for larger := b.style; len(lines) > 1; b.style = larger {
		larger.size *= 1.02
		if larger.size > most || len(s.wrap(b.text, larger, width)) > len(lines) {
			break
		}
	}
	return paragraph{b, s.balance(b.text, b.style, width)}
}

// column fits blocks under each other, smaller and smaller until they are no
// higher than height; false where even the smallest legible size is too high.
func (s *setter) column(blocks []block, width, height float64) ([]paragraph, float64, bool) {
	for scale := 1.0; scale > leastScale; scale -= 0.04 {
		var sets []paragraph
		total := 0.0
		for _, b := range blocks {
			if b.empty() {
				continue
			}
			fitted := s.fit(b, width, scale)
			fitted.gap *= scale
			if len(sets) == 0 {
				fitted.gap = 0
			}
			total += fitted.gap + fitted.height()
			sets = append(sets, fitted)
		}
		if total <= height {
			return sets, total, true
		}
	}
	return nil, 0, false
}

// place puts a paragraph with its top at y; align is 0 for left, 0.5 for centre.
func (p *sheet) place(s *setter, set paragraph, x, y, width, align float64) float64 {
	bottom := y + set.height()
	switch {
	case set.room > 0:
		p.emblem = &area{x, y, width, set.room}
		return bottom
	case len(set.row) > 0:
		p.placeRow(s, set, x, y, width)
		return bottom
	}
	step := set.size * leading * mmPerPoint
	here, goesOn := p.part(set.block), spaced(set.text, set.lines)
	for i, text := range set.lines {
		w := s.width(text, set.style)
		// The baseline stands where ascenders of Latin capitals fill the line.
		p.lines = append(p.lines,
			line{set.style, here, text, x + (width-w)*align, y + float64(i)*step + 0.9*set.size*mmPerPoint, w,
				goesOn[i]})
	}
	return bottom
}

// placeRow spreads texts over the width, with equal air around each, between
// two hairlines, and sets a thin stroke between neighbours.
func (p *sheet) placeRow(s *setter, set paragraph, x, y, width float64) {
	free := width
	for _, text := range set.row {
		free -= s.width(text, set.style)
	}
	pad := min(free/float64(2*len(set.row)), rowWide)
	left := x + width/2 - (width-free)/2 - pad*float64(len(set.row))
	right := x + width - (left - x)
	bottom := y + set.height()
	set.role = listedRole
	p.bars = append(p.bars, bar{left, y, right - left, 0.2, p.accent},
		bar{left, bottom - 0.2, right - left, 0.2, p.accent})
	for i, text := range set.row {
		w := s.width(text, set.style)
		if i > 0 {
			p.bars = append(p.bars, bar{left - 0.1, y + rowPad, 0.2, bottom - y - 2*rowPad, p.accent})
		}
		p.lines = append(p.lines, line{set.style, p.part(set.block), text, left + pad,
			y + rowPad + 0.82*set.size*mmPerPoint, w, false})
		left += w + 2*pad
	}
}
