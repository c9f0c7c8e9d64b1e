package certificate

// block is one text of a column.
type block struct {
	style
	text   string
	least  float64 // points; below, text wraps instead of shrinking
	gap    float64 // mm above the block, at full scale
	shrink bool    // try smaller sizes before a second line
	rules  bool    // thin rules above and below, as wide as the text
}

// leastScale is how far a crowded column shrinks before it is refused: to four
// points and a half at the smallest, which print keeps legible.
const leastScale = 0.5

// leading is the distance of baselines in sizes of the type.
const leading = 1.2

// paragraph is a block broken into lines at its final size.
type paragraph struct {
	block
	lines []string
}

func (s paragraph) height() float64 {
	return float64(len(s.lines)) * s.size * leading * mmPerPoint
}

// fit shrinks a block to one line of the given width, then wraps it.
func (s *setter) fit(b block, width, scale float64) paragraph {
	b.size *= scale
	b.least *= scale
	if natural := s.width(b.text, b.style); b.shrink && natural > width {
		b.size = max(b.least, b.size*width/natural*0.999)
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
			if b.text == "" {
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
	step := set.size * leading * mmPerPoint
	widest := 0.0
	for i, text := range set.lines {
		w := s.width(text, set.style)
		widest = max(widest, w)
		// The baseline stands where ascenders of Latin capitals fill the line.
		p.lines = append(p.lines, line{set.style, text, x + (width-w)*align, y + float64(i)*step + 0.9*set.size*mmPerPoint, w})
	}
	bottom := y + set.height()
	if set.rules {
		left := x + (width-widest)*align - overhang
		for _, at := range []float64{y - 1.6, bottom + 1.4} {
			p.bars = append(p.bars, bar{left, at, widest + 2*overhang, 0.25, gold})
		}
	}
	return bottom
}
