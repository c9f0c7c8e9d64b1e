// Package sight tells what a PDF shows: how many pages, what is written on them, whose QR code is drawn there, which
// proofs are attached. It is for naming what differs between two versions of a certificate.
//
// It decides nothing. Whether a file is the issued one is told by its digest; what is seen here only explains that
// answer, and whoever wants to hide an edit from it may succeed. So it reads what current programs write, and says so
// where it cannot. Like scan it takes hostile bytes, and touches no disk, no network and no clock.
package sight

import (
	"bytes"
	"crypto/sha256"
	"image"
	"slices"

	"ikrar/verify/scan"
)

// Sight is what a PDF shows.
type Sight struct {
	Pages    int
	Lines    []string   // of all pages, in the order of painting
	QR       []string   // texts of QR codes of ours, each once, at most [MaxQR]
	Links    []string   // addresses that a click opens
	Files    []string   // names of attached files, sorted
	Proofs   [][]byte   // of these the *.tlog-proof files, each once
	Painting [][32]byte // by page, of all that is painted and by which fonts: what differs here looks different, or may
}

// MaxQR is how many QR codes are read of one PDF: two are enough to know that it is no single certificate.
const MaxQR = 4

// Look reads a PDF. Errors are [ErrEncrypted] and [ErrUnread].
func Look(pdf []byte) (Sight, error) {
	f, err := parse(pdf)
	if err != nil {
		return Sight{}, err
	}
	pages, err := f.pages()
	if err != nil {
		return Sight{}, err
	}
	s := Sight{Pages: len(pages)}
	for _, p := range pages {
		shown := &painter{file: f, hash: sha256.New()}
		if err := shown.page(p); err != nil {
			return Sight{}, err
		}
		s.Lines = append(s.Lines, shown.lines...)
		s.Painting = append(s.Painting, [32]byte(shown.hash.Sum(nil)))
		s.Links = append(s.Links, f.links(p)...)
		for _, drawn := range shown.symbols() {
			s.read(drawn)
		}
	}
	if text, err := scan.Pictured(pdf); err == nil {
		s.saw(text)
	}
	f.attachments(&s)
	return s, nil
}

func (s *Sight) read(drawn image.Image) {
	if len(s.QR) >= MaxQR {
		return
	}
	if text, err := scan.FindImage(drawn); err == nil {
		s.saw(text)
	}
}

func (s *Sight) saw(text string) {
	if !slices.Contains(s.QR, text) {
		s.QR = append(s.QR, text)
	}
}

// pages returns the pages in order, each with what it inherits (ISO 32000-1 section 7.7.3).
func (f *file) pages() ([]dict, error) {
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

func (f *file) links(page dict) (all []string) {
	for _, a := range f.list(page["Annots"]) {
		if address, ok := f.resolve(f.dict(f.dict(a)["A"])["URI"]).(text); ok {
			all = append(all, string(address))
		}
	}
	return all
}

// attachments reads the files that the catalogue names (ISO 32000-1 section 7.11.4), and those of annotations.
func (f *file) attachments(s *Sight) {
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
		s.Files = append(s.Files, label.String())
		if data, err := f.decode(o); err == nil && scan.IsProof(data) && !slices.ContainsFunc(s.Proofs, func(p []byte) bool { return bytes.Equal(p, data) }) {
			s.Proofs = append(s.Proofs, data)
		}
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
	slices.Sort(s.Files)
}
