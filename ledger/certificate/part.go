package certificate

import (
	"cmp"
	"slices"
	"strings"

	"ikrar/ledger/certificate/internal/pdfa"
)

// part is what a reader takes as one: a paragraph, a heading, a figure. What belongs to none is an
// ornament.
type part struct {
	section  section
	role     string // in the structure tree, ISO 32000-1 section 14.8.4
	language string // where it is not that of the page
	instead  string // of a figure: what it shows, in words
	box      area   // of a figure
	mark     int    // number of its marked content, once it is painted
}

// section is where a part stands in the order of reading: as a person reads, not as the page is
// drawn.
type section int

const (
	word     section = iota // across a specimen
	crest                   // the emblem
	body                    // who, for what, when
	official                // place, date and who signs
	checking                // how the certificate is checked
)

// The roles of parts.
const (
	paragraphRole = "P"
	titleRole     = "H1"
	headingRole   = "H2"
	listedRole    = "LBody" // an item of a list
	figureRole    = "Figure"
	linkRole      = "Link"
	listRole      = "L"
	itemRole      = "LI"
)

// part begins a part of the page, of a block of text.
func (p *sheet) part(b block) *part {
	return p.add(&part{section: p.section, role: cmp.Or(b.role, paragraphRole), language: b.language})
}

// figures begins the parts that are pictures. The neutral emblem says nothing, and is none.
func (p *sheet) figures(d *Document, w *words) {
	if d.Emblem != nil {
		p.figure = p.add(&part{section: crest, role: figureRole, instead: w.both(func(w *words) string {
			return w.emblem + d.Institution
		})})
	}
	side := p.module * float64(p.modules)
	p.code = p.add(&part{section: checking, role: figureRole, box: area{p.qrX, p.qrY, side, side},
		instead: w.both(func(w *words) string { return w.symbol })})
	if p.seal != nil {
		p.rosette = p.add(&part{section: checking, role: figureRole, box: *p.seal,
			instead: w.both(func(w *words) string { return w.rosette })})
	}
}

func (p *sheet) add(one *part) *part {
	p.parts = append(p.parts, one)
	return one
}

// both is a text in all languages of the page, for what has room for no more than one.
func (w *words) both(text func(*words) string) string {
	if w.second == nil {
		return text(w)
	}
	return text(w) + " / " + text(w.second)
}

// elements are the parts of a painted page in the order of reading. The QR code is a link: who
// reads the certificate on the phone itself cannot point that phone at it.
func (p *sheet) elements(link string) []pdfa.Element {
	var all []pdfa.Element
	parts := slices.Clone(p.parts)
	slices.SortStableFunc(parts, func(a, b *part) int { return cmp.Compare(a.section, b.section) })
	for _, one := range parts {
		e := pdfa.Element{Role: one.role, Language: one.language, Instead: one.instead, Box: one.box.points(),
			Mark: one.mark}
		switch {
		case one.role == listedRole:
			if n := len(all); n == 0 || all[n-1].Role != listRole {
				all = append(all, pdfa.Element{Role: listRole})
			}
			list := &all[len(all)-1]
			list.Kids = append(list.Kids, pdfa.Element{Role: itemRole, Kids: []pdfa.Element{e}})
			continue
		case one == p.code && link != "":
			e = pdfa.Element{Role: linkRole, Instead: e.Instead, Box: e.Box, Link: link, Kids: []pdfa.Element{e}}
		}
		all = append(all, e)
	}
	return all
}

// points is an area as PDF writes it: left, bottom, right, top.
func (a area) points() [4]float64 {
	return [4]float64{a.x * pointsPerMM, (pageHeight - a.y - a.h) * pointsPerMM, (a.x + a.w) * pointsPerMM,
		(pageHeight - a.y) * pointsPerMM}
}

// spaced says of each line of a text whether a space stood behind it, and not the rest of a word
// that is too long for a line: what is read aloud needs it.
func spaced(text string, lines []string) []bool {
	ends, at := map[int]bool{}, 0
	for word := range strings.SplitSeq(text, " ") {
		at += len(word)
		ends[at] = true
	}
	out := make([]bool, len(lines))
	at = 0
	for i, l := range lines[:max(0, len(lines)-1)] {
		at += len(l) - strings.Count(l, " ")
		out[i] = ends[at]
	}
	return out
}
