package pdfa

import (
	"encoding/binary"
	"fmt"
	"sync"
)

// Page is the page of a tagged file.
type Page struct {
	Width, Height float64 // points
	Content       []byte
	Fonts         []*Font // which the content calls F0, F1 and so on; nil of one that it does not
	Forms         []Form
	Picture       []byte // a PNG of 8 bits a color, neither transparent nor interlaced; nil for none
	Elements      []Element
}

// Write makes an archival file of a page with an attachment, whose parts programs can read aloud in
// their order: PDF/A-3, level A (ISO 19005-3), and PDF/UA-1 (ISO 14289-1).
func Write(info Info, page Page, attachment []byte) ([]byte, error) {
	f := &file{objects: make([][]byte, 1, 96)}
	f.root, f.info = f.add(nil), f.add(information(info))
	pages, number := f.add(nil), f.add(nil)
	f.objects[pages] = fmt.Appendf(nil, "<< /Type /Pages /Kids [%d 0 R] /Count 1 /MediaBox [0 0 %.2f %.2f] >>",
		number, page.Width, page.Height)
	content := f.addStream("/Filter /FlateDecode", compress(page.Content, ofText))
	resources, err := f.addResources(page)
	if err != nil {
		return nil, err
	}
	structure, tree := f.addTree(number, page.Elements)
	links := ""
	if tree.annot != 0 {
		links = fmt.Sprintf("/Annots [%d 0 R]\n/Tabs /S\n", tree.annot)
	}
	f.objects[number] = fmt.Appendf(nil, "<< /Type /Page\n/Parent %d 0 R\n/Resources %d 0 R\n%s/StructParents %d\n"+
		"/Contents %d 0 R >>", pages, resources, links, pageParent, content)

	packed := compress(attachment, ofNumbers) // hashes in base64: nothing comes twice
	embedded := f.addStream(fmt.Sprintf("/Type /EmbeddedFile /Subtype /text#2Fplain /Filter /FlateDecode "+
		"/Params << /ModDate (%s) /Size %d >>", date(info.Created),
		len(attachment)), packed)
	spec := f.add(filespec(info, embedded))
	profile := f.addStream("/N 3 /Filter /FlateDecode", taggedProfile())
	metadata := f.addStream("/Type /Metadata /Subtype /XML", xmp(info, "A", accessible))
	f.objects[f.root] = fmt.Appendf(nil, "<< /Type /Catalog\n/Pages %d 0 R\n/Metadata %d 0 R "+
		"/OutputIntents [%d 0 R] /AF [%d 0 R]\n/ViewerPreferences << /DisplayDocTitle true >>\n/Lang (%s)\n"+
		"/MarkInfo << /Marked true >> /StructTreeRoot %d 0 R\n/Names << /EmbeddedFiles << /Names [%s %d 0 R] >> >> >>",
		pages, metadata, f.add(intentOf(profile)), spec, info.Language, structure, textString(info.Attachment), spec)
	return f.packed(), nil
}

// addResources appends what the content calls by names.
func (f *file) addResources(page Page) (int, error) {
	out := []byte("<< /ProcSet [/PDF /Text /ImageC]\n/Font <<")
	for i, font := range page.Fonts {
		if font != nil {
			out = fmt.Appendf(out, " /F%d %d 0 R", i, f.addFont(font))
		}
	}
	out = append(out, " >>\n/XObject <<"...)
	for _, drawn := range page.Forms {
		out = fmt.Appendf(out, " /%s %d 0 R", drawn.Name, f.addStream("/Type /XObject /Subtype /Form "+
			"/Resources << >> /BBox "+drawn.Box+" /Filter /FlateDecode", compress([]byte(drawn.Path), ofNumbers)))
	}
	if page.Picture != nil {
		picture, err := image(page.Picture)
		if err != nil {
			return 0, err
		}
		out = fmt.Appendf(out, " /Picture %d 0 R", f.add(picture))
	}
	return f.add(append(out, " >> >>"...)), nil
}

// image is a PNG of 8 bits a color as PDF holds it: its rows are compressed and predicted in the
// same way (ISO 32000-1 section 7.4.4.4).
func image(png []byte) ([]byte, error) {
	const signature, head = 8, 8 // bytes; of a chunk
	var data []byte
	width, height := uint32(0), uint32(0)
	for rest := png[min(signature, len(png)):]; len(rest) >= head; {
		size := int(binary.BigEndian.Uint32(rest))
		if size > len(rest)-head-4 {
			return nil, ErrShape
		}
		chunk := rest[head : head+size]
		switch string(rest[4:head]) {
		case "IHDR":
			if size != 13 || string(chunk[8:]) != "\x08\x02\x00\x00\x00" {
				return nil, ErrShape
			}
			width, height = binary.BigEndian.Uint32(chunk), binary.BigEndian.Uint32(chunk[4:])
		case "IDAT":
			data = append(data, chunk...)
		}
		rest = rest[head+size+4:]
	}
	if width == 0 || data == nil {
		return nil, ErrShape
	}
	return stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "+
		"/BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 "+
		"/Columns %d >>", width, height, width), data), nil
}

// information is the information dictionary.
func information(info Info) []byte {
	return fmt.Appendf(nil, "<< /Producer (%s) /Creator (%s) /Title %s /Subject %s /Author %s /CreationDate (%s) "+
		"/ModDate (%s) >>", info.Creator, info.Creator, textString(info.Title), textString(info.Subject),
		textString(info.Author), date(info.Created), date(info.Created))
}

// taggedProfile is the profile as this kind of file compresses it.
var taggedProfile = sync.OnceValue(func() []byte { return compress(colorProfile(), ofText) })

// accessible says in the metadata that the file is PDF/UA-1. PDF/A asks for a description of names
// that it does not know (ISO 19005-3, 6.6.2.3).
const accessible = `<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>
<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
	`<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>` +
	`<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>` +
	`<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">` +
	`<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>` +
	`<pdfaProperty:category>internal</pdfaProperty:category>` +
	`<pdfaProperty:description>part of ISO 14289 that the file conforms to</pdfaProperty:description>` +
	`</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
`
