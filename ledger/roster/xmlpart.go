package roster

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

var errToken = errors.New("an element longer than 1 MiB")

// xmlPart reads one part of a workbook token by token, in bounded memory: the
// decoder holds a token whole, and a few packed kilobytes unpack to a text of
// gigabytes.
type xmlPart struct {
	dec    *xml.Decoder
	source io.Reader
	left   int // bytes that may still be read for this token
}

// openPart opens a part of at most limit bytes. It is not closed: it holds
// nothing but memory.
func openPart(f *partFile, limit uint64) (*xmlPart, error) {
	if f.UncompressedSize64 > limit {
		return nil, FileLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	p := &xmlPart{source: io.LimitReader(r, int64(limit))}
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
	return n, err
}

// token returns the next token; io.EOF only where every element was closed.
func (p *xmlPart) token() (xml.Token, error) {
	p.left = maxToken
	t, err := p.dec.Token()
	if err != nil && err != io.EOF {
		return nil, damaged(err)
	}
	return t, err
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
	if _, err := io.Copy(io.Discard, p.source); err != nil {
		return damaged(err)
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
