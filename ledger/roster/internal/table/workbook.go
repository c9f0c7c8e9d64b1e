package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

type partFile = zip.File

// workbook is what the sheets of one share.
type workbook struct {
	strings *partFile // nil where all cells hold their own text
	texts   []string  // those strings, once they are read
	dates   dates
	work    *work
}

func damaged(err error) error { return &FileError{Reason: fileDamaged, Err: err} }

// openXLSX follows the relations of the package (ECMA-376 part 2): from its root to the workbook,
// from there to sheets and strings. Writers differ in where they put them, and some in the case of
// the names.
func openXLSX(r io.Reader) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxWorkbook+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxWorkbook {
		return nil, fileLarge
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged(err)
	}
	costs := work{limit: fixedWork + workPerByte*len(data)}
	if reason := foreignZip(z); reason != "" {
		return nil, reason
	}
	root, err := relations(z, "", &costs)
	if err != nil {
		return nil, err
	}
	main := root.byType("/officeDocument")
	if find(z, main) == nil || find(z, relationsOf(main)) == nil {
		return nil, noWorkbook(z)
	}
	book, err := bookOf(find(z, main), &costs)
	if err != nil {
		return nil, err
	}
	parts, err := relations(z, main, &costs)
	if err != nil {
		return nil, err
	}
	w := &workbook{strings: find(z, parts.byType("/sharedStrings")), work: &costs}
	if w.dates, err = datesOf(find(z, parts.byType("/styles")), book.epoch1904, &costs); err != nil {
		return nil, err
	}
	return w.file(z, book.sheets, parts)
}

// file lists the sheets of cells; charts and macros are passed over.
func (w *workbook) file(z *zip.Reader, sheets []listed, parts relationList) (*File, error) {
	f, visible := &File{}, false
	for _, s := range sheets {
		r := parts.byID(s.relation)
		if r.Type != "" && !strings.HasSuffix(r.Type, "/worksheet") {
			continue
		}
		part := find(z, r.Target)
		f.Sheets = append(f.Sheets,
			&Sheet{Name: s.name, Hidden: s.hidden, open: func() (rows, error) { return w.rowsOf(part) }})
		visible = visible || !s.hidden
	}
	if !visible {
		return nil, damaged(errors.New("it has no visible sheet"))
	}
	return f, nil
}

// find returns the part of that name, or nil.
func find(z *zip.Reader, name string) *partFile {
	for _, f := range z.File {
		if name != "" && strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			return f
		}
	}
	return nil
}

type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

type relationList []relation

func (l relationList) byType(suffix string) string {
	for _, r := range l {
		if strings.HasSuffix(r.Type, suffix) {
			return r.Target
		}
	}
	return ""
}

func (l relationList) byID(id string) relation {
	for _, r := range l {
		if r.ID == id {
			return r
		}
	}
	return relation{}
}

// relationsOf names the part that holds the relations of a part, "" being the root.
func relationsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

// relations reads the relations of a part, their targets made full names.
func relations(z *zip.Reader, part string, w *work) (relationList, error) {
	f := find(z, relationsOf(part))
	if f == nil {
		return nil, noWorkbook(z)
	}
	var doc struct {
		List relationList `xml:"Relationship"`
	}
	if err := decodePart(f, &doc, w); err != nil {
		return nil, err
	}
	for i, r := range doc.List {
		target := strings.ReplaceAll(r.Target, `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir("/"+part), target)
		}
		doc.List[i].Target = strings.TrimPrefix(path.Clean(target), "/")
	}
	return doc.List, nil
}

// listed is a sheet as the workbook lists it.
type listed struct {
	name, relation string
	hidden         bool // also where only a macro can show it
}

// book is what the main part of a workbook says.
type book struct {
	sheets    []listed
	epoch1904 bool // days are counted as on the first Macintosh
}

func bookOf(f *partFile, w *work) (book, error) {
	var doc struct {
		XMLName    xml.Name
		Properties struct {
			Epoch1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := decodePart(f, &doc, w); err != nil {
		return book{}, err
	}
	if doc.XMLName.Local != "workbook" {
		return book{}, fileNoWorkbook
	}
	b := book{epoch1904: truth(doc.Properties.Epoch1904)}
	for _, s := range doc.Sheets {
		var one listed
		for _, a := range s.Attrs {
			switch {
			case a.Name.Local == "id" && a.Name.Space != "": // r:id; its namespace has two spellings
				one.relation = a.Value
			case a.Name.Local == "name":
				one.name = a.Value
			case a.Name.Local == "state":
				one.hidden = a.Value != "visible"
			}
		}
		b.sheets = append(b.sheets, one)
	}
	return b, nil
}

// truth reads a boolean of XML Schema.
func truth(s string) bool { return s == "1" || s == "true" || s == "on" }

// decodePart reads a small part whole.
func decodePart(f *partFile, v any, w *work) error {
	p, err := openPart(f, maxPartXML, w)
	if err != nil {
		return err
	}
	if err := xml.NewTokenDecoder(p).Decode(v); err != nil {
		return unreadable(err)
	}
	return nil
}
