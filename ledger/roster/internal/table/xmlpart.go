package table

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

var (
	errToken = errors.New("an element longer than 1 MiB")
	errDepth = errors.New("elements nested too deep")
)

// work is what the reading of one workbook costs, for all its parts together.
type work struct {
	limit  int // of what may be spent
	spent  int
	useful int // the part of it that gave values

	searched int // bytes that were unpacked only to be searched
}

// spend adds n, and fails where that is more than the file may take, or than may be spent on what
// holds no value.
func (w *work) spend(n int) error {
	w.spent += n
	switch idle := w.spent - w.useful; {
	case idle > maxIdleWork, w.spent > w.limit && idle > w.useful:
		return fileEmptyRows
	case w.spent > w.limit:
		return filePacked
	}
	return nil
}

// xmlPart reads one part of a workbook token by token, in bounded memory: the
// decoder holds a token whole, and a few packed kilobytes unpack to a text of
// gigabytes.
type xmlPart struct {
	dec    *xml.Decoder
	source io.Reader
	work   *work
	tokens int // that were read
	left   int // bytes that may still be read for this token
	depth  int // elements that are open
}

// openPart opens a part of at most limit bytes. It is not closed: it holds
// nothing but memory.
func openPart(f *partFile, limit uint64, w *work) (*xmlPart, error) {
	if f.UncompressedSize64 > limit {
		return nil, fileLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	p := &xmlPart{source: io.LimitReader(r, int64(limit)), work: w}
	p.dec = xml.NewDecoder(p)
	return p, nil
}

// Read feeds the decoder.
func (p *xmlPart) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, errToken
	}
	n, err := p.source.Read(b[:min(len(b), p.left)])
	p.left -= n
	if over := p.work.spend(n); over != nil {
		return 0, over
	}
	return n, err
}

// Token returns the next token for [xml.Decoder.Decode], which has to have them from here to be
// bounded too. It is io.EOF only where every element was closed.
func (p *xmlPart) Token() (xml.Token, error) {
	p.left = maxToken
	p.tokens++
	if err := p.work.spend(tokenWork); err != nil {
		return nil, err
	}
	t, err := p.dec.Token()
	switch t.(type) {
	case xml.StartElement:
		p.depth++
	case xml.EndElement:
		p.depth--
	}
	if p.depth > maxDepth {
		return nil, errDepth
	}
	return t, err
}

// cost is the work spent on this part up to where the decoder is.
func (p *xmlPart) cost() int { return int(p.dec.InputOffset()) + p.tokens*tokenWork }

// token is Token with the error of a workbook.
func (p *xmlPart) token() (xml.Token, error) {
	t, err := p.Token()
	if err != nil && err != io.EOF {
		return nil, unreadable(err)
	}
	return t, err
}

// unreadable tells a bound of ours, which has a sentence of its own, from damage.
func unreadable(err error) error {
	if over := bound(err); over != nil {
		return over
	}
	return damaged(err)
}

// inside is token where an end tag must still come.
func (p *xmlPart) inside() (xml.Token, error) {
	t, err := p.token()
	if err == io.EOF {
		return nil, damaged(io.ErrUnexpectedEOF)
	}
	return t, err
}

// skip passes over the rest of the element just begun.
func (p *xmlPart) skip() error {
	for depth := 1; depth > 0; {
		t, err := p.inside()
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
	}
	return nil
}

// text returns the text of the element just begun: its own where plain is true,
// otherwise that of the <t> in it, runs of rich text joined and phonetic
// readings (<rPh>) left out.
func (p *xmlPart) text(plain bool) (string, error) {
	var b strings.Builder
	take := plain
	for depth := 1; depth > 0; {
		token, err := p.inside()
		if err != nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" {
				if err := p.skip(); err != nil {
					return "", err
				}
				continue
			}
			depth++
			take = t.Name.Local == "t"
		case xml.EndElement:
			depth--
			take = false
		case xml.CharData:
			if take {
				b.Write(t)
			}
			if b.Len() > maxToken {
				return "", damaged(errToken)
			}
		}
	}
	return b.String(), nil
}

// drain reads to the end of the part, where the zip reader compares its checksum.
func (p *xmlPart) drain() error {
	p.left = maxSheetXML
	if _, err := io.Copy(io.Discard, p); err != nil {
		return unreadable(err)
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
