package certificate

import (
	"bytes"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/ledger/certificate/internal/typeset"
)

// tagged is the page of template 2, whose parts programs can tell apart and read aloud.
type tagged struct {
	content bytes.Buffer
	marks   int
	image   []byte
}

// drawTagged writes the PDF of a composition by template 2.
func drawTagged(s *setter, d *Document, w *words, p *sheet, bitmap [][]bool) ([]byte, error) {
	lines := p.all()
	fonts, err := s.Standing(settings(lines))
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(lines))
	for i, l := range lines {
		if l.goesOn {
			l.text += " "
		}
		if texts[i], err = l.show(fonts); err != nil {
			return nil, err
		}
	}
	page := &tagged{}
	page.content.Grow(64 << 10) // most of it is the QR code
	forms := paint(page, d, p, texts, bitmap)
	embedded, err := embed(fonts)
	if err != nil {
		return nil, err
	}
	link := d.QR
	if p.mark != nil {
		link = ""
	}
	return pdfa.Write(about(d, w), pdfa.Page{Width: pageWidth * pointsPerMM, Height: pageHeight * pointsPerMM,
		Content: page.content.Bytes(), Fonts: embedded, Forms: forms, Picture: page.image,
		Elements: p.elements(link)}, d.Proof)
}

// settings are the texts of lines and how they are set.
func settings(lines []line) iter.Seq2[string, typeset.Style] {
	return func(yield func(string, typeset.Style) bool) {
		for _, l := range lines {
			if !yield(l.text+" ", l.setting()) {
				return
			}
		}
	}
}

// embedded are fonts that files hold, by face and characters: those of one campaign are the same
// for nearly everybody.
var (
	embedded sync.Map // of fontKey to *pdfa.Font
	kept     atomic.Int32
)

type fontKey struct {
	face       typeset.Face
	characters string
}

// maxKept is how many fonts are kept, of some 10 KB; with more they are all forgotten.
const maxKept = 256

func embed(fonts *typeset.Fonts) ([]*pdfa.Font, error) {
	all := make([]*pdfa.Font, typeset.FaceCount)
	for face := range typeset.FaceCount {
		key := fontKey{face, fonts.Characters(face)}
		if key.characters == "" {
			continue
		}
		if known, ok := embedded.Load(key); ok {
			all[face] = known.(*pdfa.Font)
			continue
		}
		subset, err := fonts.Subset(face)
		if err != nil {
			return nil, err
		}
		all[face] = pdfa.NewFont(subset)
		if kept.Add(1) > maxKept {
			embedded.Clear()
			kept.Store(1)
		}
		embedded.Store(key, all[face])
	}
	return all, nil
}

func (t *tagged) begin(p *part) {
	if p == nil {
		t.write("/Artifact BMC")
		return
	}
	p.mark = t.marks
	t.marks++
	fmt.Fprintf(&t.content, "/%s << /MCID %d >> BDC\n", p.role, p.mark)
}

func (t *tagged) end() { t.write("EMC") }

func (t *tagged) write(operators string) {
	t.content.WriteString(operators)
	t.content.WriteByte('\n')
}

func (t *tagged) text(l line, operators string) {
	fmt.Fprintf(&t.content, "/F%d %.2f Tf\n%s\n", l.face, l.size, operators)
}

func (t *tagged) fill(b bar) {
	fmt.Fprintf(&t.content, "%s rg %.2f %.2f %.2f %.2f re f\n", b.color.operands(), b.x*pointsPerMM,
		(pageHeight-b.y)*pointsPerMM, b.w*pointsPerMM, -b.h*pointsPerMM)
}

// dot is a line without length, whose round ends are all of it.
func (t *tagged) dot(x, y, radius float64, c color) {
	x, y = x*pointsPerMM, (pageHeight-y)*pointsPerMM
	fmt.Fprintf(&t.content, "q 1 J %.2f w %s RG %.2f %.2f m %.2f %.2f l S Q\n", 2*radius*pointsPerMM, c.operands(),
		x, y, x, y)
}

func (t *tagged) picture(png []byte, at area) {
	t.image = png
	fmt.Fprintf(&t.content, "q %.3f 0 0 %.3f %.3f %.3f cm /Picture Do Q\n", at.w*pointsPerMM, at.h*pointsPerMM,
		at.x*pointsPerMM, (pageHeight-at.y-at.h)*pointsPerMM)
}

func (t *tagged) symbol(operators string) {
	t.write("q 0 g")
	t.write(operators)
	t.write("Q")
}
