package roster

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

// workbook is what is read of one: where its first visible sheet and its shared
// strings lie. strings is nil where all cells hold their own text.
type workbook struct {
	sheet, strings *partFile
	work           *work
}

func damaged(err error) error { return &FileError{Reason: reasonFileDamaged, Err: err} }

// openWorkbook follows the relations of the package (ECMA-376 part 2): from its
// root to the workbook, from there to sheet and strings. Writers differ in where
// they put them, and some in the case of the names.
func openWorkbook(r io.Reader) (*workbook, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxWorkbook+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxWorkbook {
		return nil, reasonFileLarge
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
		return nil, reasonFileNoWorkbook
	}
	id, err := firstSheet(find(z, main), &costs)
	if err != nil {
		return nil, err
	}
	parts, err := relations(z, main, &costs)
	if err != nil {
		return nil, err
	}
	w := &workbook{sheet: find(z, parts.byID(id)), strings: find(z, parts.byType("/sharedStrings")), work: &costs}
	if w.sheet == nil {
		return nil, damaged(errors.New("its first sheet is not there"))
	}
	return w, nil
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
		return nil, reasonFileNoWorkbook
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

// firstSheet returns the relation of the first sheet that a person can see.
func firstSheet(f *partFile, w *work) (string, error) {
	var doc struct {
		Sheets []struct {
			Attrs []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := decodePart(f, &doc, w); err != nil {
		return "", err
	}
	for _, s := range doc.Sheets {
		id, visible := "", true
		for _, a := range s.Attrs {
			switch {
			case a.Name.Local == "id" && a.Name.Space != "": // r:id; its namespace has two spellings
				id = a.Value
			case a.Name.Local == "state":
				visible = a.Value == "visible"
			}
		}
		if visible {
			return id, nil
		}
	}
	return "", damaged(errors.New("it has no visible sheet"))
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
