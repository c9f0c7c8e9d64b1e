package resaved

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
)

const (
	rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	xmp = "http://ns.adobe.com/xap/1.0/"
	mm  = xmp + "mm/" // identifiers of documents and versions
)

var errXML = errors.New("no metadata that are understood")

// free are properties that name programs and days.
var free = []xml.Name{{Space: xmp, Local: "CreateDate"}, {Space: xmp, Local: "ModifyDate"},
	{Space: xmp, Local: "MetadataDate"}, {Space: xmp, Local: "CreatorTool"},
	{Space: "http://ns.adobe.com/pdf/1.3/", Local: "Producer"}}

// metadata holds two descriptions of documents (XMP, ISO 16684-1) against each other by what they
// say.
func (g *graphs) metadata(x, y any) bool {
	rx, isRef := x.(ref)
	ry, isRef2 := y.(ref)
	if !isRef || !isRef2 {
		return x == nil && y == nil
	}
	a, b := g.a.objects[rx], g.b.objects[ry]
	if a == nil || b == nil || !a.isStream || !b.isStream ||
		!g.dicts(a.value.(dict), b.value.(dict), 0, "Length", "Filter", "DecodeParms") {
		return false
	}
	was, ok := g.a.decoded(a)
	now, ok2 := g.b.decoded(b)
	if !ok || !ok2 {
		return false
	}
	if bytes.Equal(was, now) {
		return true
	}
	said, err := properties(was)
	says, err2 := properties(now)
	return err == nil && err2 == nil && maps.Equal(said, says)
}

// element is XML, read without its comments.
type element struct {
	xml.StartElement
	kids []*element
	text strings.Builder
}

// properties reads what metadata say: by name, the value in one spelling.
func properties(packet []byte) (map[xml.Name]string, error) {
	root, err := parseXML(packet)
	if err != nil {
		return nil, err
	}
	for len(root.kids) == 1 && root.Name != (xml.Name{Space: rdf, Local: "RDF"}) {
		root = root.kids[0]
	}
	if root.Name != (xml.Name{Space: rdf, Local: "RDF"}) {
		return nil, errXML
	}
	all := map[xml.Name]string{}
	say := func(property xml.Name, value string) {
		if _, twice := all[property]; twice {
			err = errXML
		}
		if !slices.Contains(free, property) && property.Space != mm {
			all[property] = value
		}
	}
	for _, d := range root.kids {
		if d.Name != (xml.Name{Space: rdf, Local: "Description"}) {
			return nil, errXML
		}
		for _, attr := range d.Attr {
			switch {
			case isNamespace(attr.Name):
			case attr.Name.Space == rdf && attr.Name.Local == "about" && attr.Value == "":
			case attr.Name.Space == rdf || attr.Name.Space == "":
				return nil, errXML
			default:
				say(attr.Name, "<>"+attr.Value)
			}
		}
		for _, kid := range d.kids {
			say(kid.Name, kid.spelled())
		}
	}
	return all, err
}

func isNamespace(n xml.Name) bool { return n.Space == "xmlns" || n.Space == "" && n.Local == "xmlns" }

// spelled writes an element's attributes and content in one way.
func (e *element) spelled() string {
	var attrs []string
	for _, a := range e.Attr {
		if !isNamespace(a.Name) {
			attrs = append(attrs, a.Name.Space+" "+a.Name.Local+"="+a.Value)
		}
	}
	slices.Sort(attrs)
	out := "<" + strings.Join(attrs, "\x00") + ">"
	if len(e.kids) == 0 {
		return out + e.text.String()
	}
	for _, kid := range e.kids {
		out += "<" + kid.Name.Space + " " + kid.Name.Local + kid.spelled() + ">"
	}
	return out + strings.TrimSpace(e.text.String())
}

// parseXML reads one document without entities of its own.
func parseXML(data []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	open := []*element{{}}
	for {
		token, err := d.Token()
		if err == io.EOF && len(open) == 1 {
			return open[0], nil
		}
		if err != nil {
			return nil, err
		}
		inner := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{StartElement: token.Copy()}
			inner.kids = append(inner.kids, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			inner.text.Write(token)
		case xml.Directive:
			return nil, errXML
		}
		if len(open) > maxDepth {
			return nil, errXML
		}
	}
}
