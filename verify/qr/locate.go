package qr

import (
	"cmp"
	"errors"
	"iter"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

const (
	viewArea   = 4 << 20 // pixels of the first look at a large picture: an A4 page at 200 dpi
	smallArea  = 1 << 20 // pixels of a picture that may be a QR code and nothing else
	fineModule = 4       // pixels a module from which reading needs no finer pixels
)

// coarse is how many times l is shrunk for the first look at it.
func (l luma) coarse() int {
	f := 1
	for l.w*l.h/(f*f) > viewArea {
		f++
	}
	return f
}

// search looks for wanted QR codes in views of full: shrunk until a page takes moments, then ever
// finer, or else enlarged, last with black and white exchanged, as some readers show pages at
// night. It ends with the view that leaves nothing unread.
func (s *searcher) search(full luma) ([]string, error) {
	for look := range s.views(full) {
		look()
		if len(s.texts) > 0 && !s.pending() {
			break
		}
	}
	switch {
	case len(s.texts) > 0:
		return s.texts, nil
	case s.foreign:
		return nil, ErrOther
	case s.pending():
		return nil, ErrUnclear
	}
	return nil, ErrNone
}

// views yields the looks at full, the likeliest first.
func (s *searcher) views(full luma) iter.Seq[func()] {
	return func(yield func(func()) bool) {
		coarse := full.coarse()
		view := full.shrink(coarse)
		ok := yield(func() { s.squares(view, full, float64(coarse), byBlocks) }) &&
			yield(func() { s.squares(view, full, float64(coarse), bySurroundings) }) &&
			yield(func() { s.whole(view) })
		for f := coarse / 2; ok && f >= 1; f /= 2 {
			ok = yield(func() { s.squares(full.shrink(f), full, float64(f), byBlocks) })
		}
		for f := 2; ok && coarse == 1 && f <= 3; f++ { // which closes seams between modules that are drawn one by one
			ok = yield(func() { s.squares(full.shrink(f), full, float64(f), byBlocks) })
		}
		if ok && coarse == 1 {
			twice := full.double()
			ok = yield(func() { s.squares(twice, full, 0.5, byBlocks) }) &&
				(full.w*full.h > smallArea || yield(func() { s.whole(twice) }))
		}
		if ok {
			night := view.invert()
			yield(func() { s.squares(night, night, 1, byBlocks) })
		}
	}
}

// searcher keeps what was seen: the wanted texts, whether there was another, and where.
type searcher struct {
	wants   func(text string) bool
	texts   []string
	foreign bool
	read    []square // in the pixels of full
	unread  []square // that have finder patterns
	unbent  int      // how often paper was taken for crumpled
}

func (s *searcher) saw(text string, err error) {
	s.foreign = s.foreign || errors.Is(err, ErrOther)
	if err == nil && !slices.Contains(s.texts, text) {
		s.texts = append(s.texts, text)
	}
}

// pending says whether a code is to be seen that was not read.
func (s *searcher) pending() bool {
	return slices.ContainsFunc(s.unread, func(q square) bool { return !s.known(q) })
}

// known says whether a finder pattern of q is one of a code that was read.
func (s *searcher) known(q square) bool {
	return slices.ContainsFunc(s.read, func(r square) bool {
		for _, a := range []point{q.corner, q.right, q.down} {
			for _, b := range []point{r.corner, r.right, r.down} {
				if a.minus(b).length() < 3.5*r.module() {
					return true
				}
			}
		}
		return false
	})
}

// squares looks for finder patterns in view, whose pixels are factor pixels of full wide, and reads
// each square that three of them may span, in the finest pixels that help.
func (s *searcher) squares(view, full luma, factor float64, black func(luma) (*gozxing.BitMatrix, error)) {
	found, _ := guarded(func() ([]square, error) { return squares(view, black) })
	for _, q := range found {
		place := q.scale(factor)
		if s.known(place) {
			continue
		}
		from := view
		if factor < 1 || q.module() < fineModule {
			from, q = full, place
		}
		text, err := from.readSquare(q, s)
		s.saw(text, err)
		switch {
		case err == nil, errors.Is(err, ErrOther):
			s.read = append(s.read, place)
		case errors.Is(err, ErrUnclear):
			s.unread = append(s.unread, place)
		}
	}
}

// whole lets the library read the view, for a QR code seen so obliquely that it spans no square, or
// drawn with single pixels.
func (s *searcher) whole(view luma) {
	if len(s.texts) == 0 {
		s.saw(view.read(s.wants))
	}
}

// square is where the centres of a QR code's three finder patterns lie, and how many modules they
// are apart.
type square struct {
	corner, right, down point
	modules             float64
	misfit              float64 // 0 for a perfect square of like finder patterns
}

func (s square) module() float64 { return s.right.minus(s.corner).length() / s.modules }

func (s square) scale(f float64) square {
	s.corner, s.right, s.down = point{}.plus(s.corner, f), point{}.plus(s.right, f), point{}.plus(s.down, f)
	return s
}

// squares returns the likeliest squares of view, best first.
func squares(view luma, black func(luma) (*gozxing.BitMatrix, error)) ([]square, error) {
	matrix, err := black(view)
	if err != nil {
		return nil, err
	}
	centres := finderPatterns(matrix)
	var all []square
	for i, a := range centres {
		for j, b := range centres[:i] {
			for _, c := range centres[:j] {
				if s, ok := spanned(a, b, c); ok {
					all = append(all, s)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b square) int { return cmp.Compare(a.misfit, b.misfit) })
	return all[:min(len(all), maxSquares)], nil
}

// spanned arranges three finder patterns into a square, unless they are too unlike or too oblique
// for one.
func spanned(a, b, c *detector.FinderPattern) (square, bool) {
	least := min(a.GetEstimatedModuleSize(), b.GetEstimatedModuleSize(), c.GetEstimatedModuleSize())
	most := max(a.GetEstimatedModuleSize(), b.GetEstimatedModuleSize(), c.GetEstimatedModuleSize())
	p := [3]point{{a.GetX(), a.GetY()}, {b.GetX(), b.GetY()}, {c.GetX(), c.GetY()}}
	// The corner lies opposite the longest side.
	for p[1].minus(p[2]).length() < max(p[0].minus(p[1]).length(), p[0].minus(p[2]).length()) {
		p = [3]point{p[1], p[2], p[0]}
	}
	u, v := p[1].minus(p[0]), p[2].minus(p[0])
	if u.x*v.y-u.y*v.x < 0 { // y grows downwards: right to down is a positive turn
		p[1], p[2], u, v = p[2], p[1], v, u
	}
	longer, shorter := max(u.length(), v.length()), min(u.length(), v.length())
	if shorter < 1 || most > 1.6*least {
		return square{}, false
	}
	oblique := math.Abs(u.x*v.x+u.y*v.y) / (longer * shorter)
	modules := math.Round(2 * (longer + shorter) / 2 / (least + most))
	misfit := (longer/shorter - 1) + oblique + (most/least-1)/2
	ok := modules >= 12 && modules <= 180 && misfit < 0.6 // versions 1 to 40 have 14 to 170 modules between centres
	return square{corner: p[0], right: p[1], down: p[2], modules: modules, misfit: misfit}, ok
}

// finderPatterns returns the places where black and white alternate as 1:1:3:1:1 across, down and
// slantwise, those seen in most rows first.
func finderPatterns(m *gozxing.BitMatrix) []*detector.FinderPattern {
	finder := detector.NewFinderPatternFinder(m, nil)
	hits := 0
	for y := 1; y < m.GetHeight() && hits < maxHits && len(finder.GetPossibleCenters()) < maxSeen; y += 2 {
		hits += finderRow(finder, m, y)
	}
	centres := slices.Clone(finder.GetPossibleCenters())
	slices.SortStableFunc(centres, func(a, b *detector.FinderPattern) int {
		return cmp.Compare(b.GetCount(), a.GetCount())
	})
	return centres[:min(len(centres), maxCentres)]
}

// finderRow offers every five runs of row y that begin and end black to the finder, and returns how
// many it found worth a second look.
func finderRow(finder *detector.FinderPatternFinder, m *gozxing.BitMatrix, y int) (hits int) {
	var runs [5]int // the last five, the current one last
	black := false
	for x := 0; x <= m.GetWidth(); x++ {
		if x < m.GetWidth() && m.Get(x, y) == black {
			runs[4]++
			continue
		}
		if black && detector.FinderPatternFinder_foundPatternCross(runs[:]) {
			finder.HandlePossibleCenter(slices.Clone(runs[:]), y, x)
			hits++
		}
		copy(runs[:], runs[1:])
		runs[4], black = 1, !black
	}
	return hits
}
