package certificate

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// longText is 200 bytes of a plausible very long name.
var longText = strings.Repeat("Raden Ayu Ḥafṣa Siti-Nūr Kusumaningrat ", 5)[:200]

// stretched gives every text of d the same content.
func stretched(d Document, text string, names ...string) Document {
	for _, f := range d.fields() {
		for _, name := range names {
			if f.name == name || name == "all" && f.name != "Code" && f.name != "Host" && f.name != "Specimen" {
				*f.text = text
			}
		}
	}
	return d
}

func composed(t *testing.T, d Document) *sheet {
	t.Helper()
	d = normalize(d)
	w, err := wordsFor(d.Language)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newSetter()
	if err != nil {
		t.Fatal(err)
	}
	code, err := newSymbol(d.QR)
	if err != nil {
		t.Fatal(err)
	}
	colors, err := d.colors()
	if err != nil {
		t.Fatal(err)
	}
	p, err := compose(s, &d, w, colors, code.Modules())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// box is the room that a line takes, from ascender to descender.
func (l line) box() (left, top, right, bottom float64) {
	return l.x, l.y - 0.69*l.size*mmPerPoint, l.x + l.width, l.y + 0.22*l.size*mmPerPoint
}

func checkSheet(t *testing.T, p *sheet) {
	t.Helper()
	s, err := newSetter()
	if err != nil {
		t.Fatal(err)
	}
	side := p.module * float64(p.modules+2*quietModules)
	quietLeft, quietTop := p.qrX-quietModules*p.module, p.qrY-quietModules*p.module
	if p.module < 0.45 || quietLeft < 10 || quietTop+side > pageHeight-10+1e-9 {
		t.Errorf("QR code: module %.3f mm, from %.2f, to %.2f", p.module, quietLeft, quietTop+side)
	}
	for i, l := range p.lines {
		left, top, right, bottom := l.box()
		if math.Abs(s.width(l.text, l.style)-l.width) > 1e-9 {
			t.Errorf("%q: width %.2f, measured %.2f", l.text, l.width, s.width(l.text, l.style))
		}
		if left < inset || right > pageWidth-inset+1e-9 || top < inset || bottom > pageHeight-inset {
			t.Errorf("%q leaves the page: %.1f,%.1f to %.1f,%.1f", l.text, left, top, right, bottom)
		}
		if l.size < 4.5 {
			t.Errorf("%q: %.1f points", l.text, l.size)
		}
		if left < quietLeft+side && right > quietLeft && top < quietTop+side && bottom > quietTop {
			t.Errorf("%q lies in the QR code or its quiet zone", l.text)
		}
		for _, m := range p.lines[:i] {
			a, b, c, d := m.box()
			if left < c && right > a && top < d && bottom > b {
				t.Errorf("%q overlaps %q", l.text, m.text)
			}
		}
	}
}

func TestNothingOverflows(t *testing.T) {
	wide := strings.Repeat("W", 200)
	documents := map[string]Document{
		"usual":      sample(),
		"one word":   stretched(sample(), "Sulaiman", "Name"),
		"nine words": stretched(sample(), "Raden Mas Haji Muhammad Arya Wirabuana Kusuma bin Hamengkubumi", "Name"),
		"all long":   stretched(sample(), longText, "all"),
		"all wide":   stretched(sample(), wide, "all"),
		"long host":  stretched(sample(), strings.Repeat("sub.", 60)+"example", "Host"),
		"empty optional": stretched(sample(), "", "Agency", "NIP", "Rank", "Position", "Unit", "Title",
			"Signatory.Position", "Signatory.Name", "Signatory.NIP", "Signatory.Rank"),
	}
	for _, f := range new(Document).fields() {
		documents["wide "+f.name] = stretched(sample(), wide, f.name)
	}
	for name, d := range documents {
		for _, length := range []int{1, 1360, 2700} { // versions 3, 19, 28
			d.QR = "https://ikrar.contoh.example/#" + digits(length)
			t.Run(name, func(t *testing.T) { checkSheet(t, composed(t, d)) })
		}
	}
}

func TestNothingIsCut(t *testing.T) {
	p := composed(t, stretched(sample(), longText, "all"))
	var all strings.Builder
	for _, l := range p.lines {
		all.WriteString(strings.ReplaceAll(l.text, " ", ""))
	}
	// Eleven texts of the upper part, number and date lines included, and four
	// of the official; Place stands once, NIP and Rank share a line.
	if got := strings.Count(all.String(), strings.ReplaceAll(strings.TrimSpace(longText), " ", "")); got != 16 {
		t.Errorf("%d whole texts on the page, want 16", got)
	}
}

func TestDottedLineWithoutName(t *testing.T) {
	if p := composed(t, sample()); len(p.dots) != 0 {
		t.Error("a named official needs no dotted line")
	}
	d := sample()
	d.Signatory = Signatory{}
	if p := composed(t, d); len(p.dots) != 1 {
		t.Error("no dotted line to sign on")
	}
}

// No text within the limits is known to need this guard.
func TestNoRoomIsAnError(t *testing.T) {
	s, err := newSetter()
	if err != nil {
		t.Fatal(err)
	}
	d, p := sample(), new(sheet)
	err = p.head(s, &d, &indonesian, headTop+10)
	if want := "certificate: Name: does not fit the page together with the rest"; err == nil || err.Error() != want ||
		!errors.Is(err, ErrNoRoom) {
		t.Errorf("error %v, want %s", err, want)
	}
}
