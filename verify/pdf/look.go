package pdf

import (
	"cmp"
	"crypto/sha256"
	"image"
	"slices"
)

// View is what a PDF shows.
type View struct {
	Pages int
	Lines []string     // of all pages, in the order of painting
	QR    []string     // texts of QR codes that the caller reads, each once, at most four
	Links []string     // addresses that a click opens
	Files []Attachment // sorted by name
	// by page, of all that is painted and by which fonts: what differs here looks different, or may
	Painting [][32]byte
}

// Attachment is an attached file. Its data are nil where they cannot be decoded.
type Attachment struct {
	Name string
	Data []byte
}

// maxQR is how many drawn QR codes are read of one PDF: two are enough to know that it is no single
// certificate.
const maxQR = 4

const (
	maxLooks  = 16 // pictures that are looked at to explain a verdict
	leastSide = 21 // pixels of a QR code: the modules of the smallest
)

// A QRReader reads the text of the QR code in a picture.
type QRReader func(image.Image) (string, error)

// Look reads what a PDF shows. Errors are [ErrEncrypted] and [ErrUnread].
func Look(pdf []byte, read QRReader) (View, error) {
	f, err := Parse(pdf)
	if err != nil {
		return View{}, ErrUnread
	}
	if f.Encrypted() {
		return View{}, ErrEncrypted
	}
	pages, err := f.pages()
	if err != nil {
		return View{}, err
	}
	v := View{Pages: len(pages)}
	for _, p := range pages {
		shown := f.newPainter(sha256.New())
		if err := shown.page(p); err != nil {
			return View{}, err
		}
		v.Lines = append(v.Lines, shown.lines...)
		v.Painting = append(v.Painting, [32]byte(shown.hash.Sum(nil)))
		v.Links = append(v.Links, f.links(p)...)
	}
	v.QR = f.codes(read)
	v.Files = f.attachments()
	return v, nil
}

// codes reads the QR codes that a file shows: all that are drawn by themselves and the first that
// is in a picture, or else the first of a page put together.
func (f *File) codes(read QRReader) (all []string) {
	looks := 0
	for _, p := range f.Pictures(leastSide) {
		alone := p.Drawn && !p.Whole
		switch {
		case len(all) >= maxQR, !alone && looks >= maxLooks, p.Whole && len(all) > 0:
			return all
		case !alone:
			looks++
		}
		img := p.Decode()
		if img == nil {
			continue
		}
		text, err := read(img)
		if err == nil && !slices.Contains(all, text) {
			all = append(all, text)
		}
		if err == nil && !alone {
			return all
		}
	}
	return all
}

// pages returns the pages in order, each with what it inherits (section 7.7.3).
func (f *File) pages() ([]dict, error) {
	root := f.dict(f.dict(f.trailer["Root"])["Pages"])
	if root == nil {
		return nil, ErrUnread
	}
	var all []dict
	budget := 2 * maxPages // nodes: a tree may name one node twice, and itself
	var visit func(node, above dict, depth int) error
	visit = func(node, above dict, depth int) error {
		if budget--; budget < 0 || depth > maxDepth {
			return ErrUnread
		}
		here := dict{}
		for _, key := range []name{"Resources", "MediaBox", "CropBox", "Rotate"} {
			if here[key] = node[key]; here[key] == nil {
				here[key] = above[key]
			}
		}
		if node["Kids"] == nil {
			here["Contents"], here["Annots"] = node["Contents"], node["Annots"]
			if all = append(all, here); len(all) > maxPages {
				return ErrUnread
			}
			return nil
		}
		for _, kid := range f.list(node["Kids"]) {
			if err := visit(f.dict(kid), here, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return all, visit(root, dict{}, 0)
}

func (f *File) links(page dict) (all []string) {
	for _, a := range f.list(page["Annots"]) {
		if address, ok := f.resolve(f.dict(f.dict(a)["A"])["URI"]).(text); ok {
			all = append(all, string(address))
		}
	}
	return all
}

// attachments reads the files that the catalogue names (section 7.11.4), and those of annotations.
func (f *File) attachments() (all []Attachment) {
	root := f.dict(f.trailer["Root"])
	seen := map[any]bool{}
	add := func(spec any) {
		d := f.dict(spec)
		r := f.dict(d["EF"])["F"]
		o, ok := f.stream(r)
		if !ok || seen[r] {
			return
		}
		seen[r] = true
		label, _ := f.resolve(d["UF"]).(text)
		if label == nil {
			label, _ = f.resolve(d["F"]).(text)
		}
		a := Attachment{Name: label.String()}
		if data, err := f.decode(o); err == nil {
			a.Data = data
		}
		all = append(all, a)
	}
	budget := maxObjects
	var visit func(node dict, depth int)
	visit = func(node dict, depth int) {
		if budget--; budget < 0 || depth > maxDepth {
			return
		}
		names := f.list(node["Names"])
		for i := 1; i < len(names); i += 2 {
			add(names[i])
		}
		for _, kid := range f.list(node["Kids"]) {
			visit(f.dict(kid), depth+1)
		}
	}
	visit(f.dict(f.dict(root["Names"])["EmbeddedFiles"]), 0)
	for _, spec := range f.list(root["AF"]) {
		add(spec)
	}
	slices.SortStableFunc(all, func(a, b Attachment) int { return cmp.Compare(a.Name, b.Name) })
	return all
}
