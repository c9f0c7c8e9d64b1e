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

// workbook is where the shared strings of one lie, and what they are once they are read. strings is
// nil where all cells hold their own text.
type workbook struct {
	strings *partFile
	texts   []string
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
	root, err := relations(z, "", &costs)
	if err != nil {
		return nil, err
	}
	main := root.byType("/officeDocument")
	if find(z, main) == nil || find(z, relationsOf(main)) == nil {
		return nil, fileNoWorkbook
	}
	list, err := sheetList(find(z, main), &costs)
	if err != nil {
		return nil, err
	}
	parts, err := relations(z, main, &costs)
	if err != nil {
		return nil, err
	}
	w := &workbook{strings: find(z, parts.byType("/sharedStrings")), work: &costs}
	f := &File{}
	for _, s := range list {
		part := find(z, parts.byID(s.relation))
		f.Sheets = append(f.Sheets,
			&Sheet{Name: s.name, Hidden: s.hidden, open: func() (rows, error) { return w.rowsOf(part) }})
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

func (l relationList) byID(id string) string {
	for _, r := range l {
		if r.ID == id {
			return r.Target
		}
	}
	return ""
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
		return nil, fileNoWorkbook
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
	hidden         bool
}

// sheetList returns the sheets, of which a person can see at least one.
func sheetList(f *partFile, w *work) ([]listed, error) {
	var doc struct {
		Sheets []struct {
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := decodePart(f, &doc, w); err != nil {
		return nil, err
	}
	var list []listed
	visible := false
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
		visible = visible || !one.hidden
		list = append(list, one)
	}
	if !visible {
		return nil, damaged(errors.New("it has no visible sheet"))
	}
	return list, nil
}

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
