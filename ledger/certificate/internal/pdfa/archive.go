package pdfa

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// Info is what programs show about a file, and what it says of its attachment.
type Info struct {
	Title, Author, Subject string
	Language               string // RFC 3066
	Creator                string // the program, which is the producer as well
	Created                time.Time
	Attachment             string // name of the attached file
	Description            string // of the same
	Unlinked               bool   // the page has no link
}

// Form is a drawing that the page calls by its name, as often as it likes.
type Form struct{ Name, Box, Path string }

// Finish makes an archival file of what fpdf wrote, a page with an attachment: PDF/A-3, level U
// (ISO 19005-3), whose clauses are named below. forms are the drawings that the page's content
// calls by name, maps the ToUnicode maps of the fonts by name.
func Finish(pdf []byte, info Info, forms []Form, maps map[string][]byte) ([]byte, error) {
	f, err := parseFile(pdf)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return f.finishFonts(maps) },
		func() error { return f.finishPage(forms, !info.Unlinked) },
		func() error { return f.finishInfo(info.Created) },
		func() error { return f.finishCatalog(info) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return f.bytes(), nil
}

// finishFonts gives each font its ToUnicode map (6.2.11.7). The fonts are
// symbolic, and such a TrueType font has no Encoding (6.2.11.6).
func (f *file) finishFonts(maps map[string][]byte) error {
	for i, body := range f.objects {
		_, name, isFont := strings.Cut(string(body[:min(len(body), 200)]), "/Type /Font\n/BaseFont /")
		if !isFont {
			continue
		}
		name, _, _ = strings.Cut(name, "\n")
		number, err := f.addDeflated("", maps[name])
		if err != nil {
			return err
		}
		if err := f.replace(i, "/Encoding /WinAnsiEncoding", fmt.Sprintf("/ToUnicode %d 0 R", number)); err != nil {
			return err
		}
	}
	return nil
}

// finishPage compresses the content, which fpdf was told not to do since it
// would start from a megabyte of fresh compressor state, names the forms in
// the resources, and lets the link print (6.3.2).
func (f *file) finishPage(forms []Form, linked bool) error {
	page, err := f.find("/Type /Page\n")
	if err != nil {
		return err
	}
	_, contents, _ := bytes.Cut(f.objects[page], []byte("/Contents "))
	number := 0
	if _, err := fmt.Sscanf(string(contents), "%d 0 R", &number); err != nil || number >= len(f.objects) {
		return ErrShape
	}
	_, data, plain := bytes.Cut(f.objects[number], []byte(">>\nstream\n"))
	data, ended := bytes.CutSuffix(data, []byte("\nendstream"))
	if !plain || !ended {
		return ErrShape
	}
	compressed, err := Deflate(data)
	if err != nil {
		return err
	}
	f.objects[number] = stream("/Filter /FlateDecode", compressed)
	if linked {
		if err := f.replace(page, "/Border [0 0 0]", "/Border [0 0 0] /F 4"); err != nil {
			return err
		}
	}
	resources, err := f.find("/ProcSet")
	if err != nil {
		return err
	}
	names := "/XObject <<"
	for _, drawn := range forms {
		number, err := f.addDeflated("/Type /XObject /Subtype /Form /Resources << >> /BBox "+drawn.Box,
			[]byte(drawn.Path))
		if err != nil {
			return err
		}
		names += fmt.Sprintf("\n/%s %d 0 R", drawn.Name, number)
	}
	return f.replace(resources, "/XObject <<", names)
}

// finishInfo gives the two dates their zone, which fpdf leaves out.
func (f *file) finishInfo(created time.Time) error {
	const layout = "20060102150405"
	for _, key := range []string{"CreationDate", "ModDate"} {
		before := fmt.Sprintf("/%s (D:%s)", key, created.Format(layout))
		if err := f.replace(f.info, before, fmt.Sprintf("/%s (%s)", key, date(created))); err != nil {
			return err
		}
	}
	return nil
}

// date is a time as PDF writes it, "D:20260401101500+07'00'".
func date(t time.Time) string {
	offset := t.Format("-07:00")
	return t.Format("D:20060102150405") + offset[:3] + "'" + offset[4:] + "'"
}

// finishCatalog links metadata (6.6.2), output intent (6.2.3) and the
// attachment, with its kind, date and relationship to the document (6.8).
func (f *file) finishCatalog(info Info) error {
	compressed, err := compressedProfile()
	if err != nil {
		return err
	}
	profile := f.addStream("/N 3 /Filter /FlateDecode", compressed)
	intent := f.add(intentOf(profile))
	metadata := f.addStream("/Type /Metadata /Subtype /XML", xmp(info, "U", ""))

	spec, err := f.find("/Type /Filespec")
	if err != nil {
		return err
	}
	embedded, err := f.find("/Type /EmbeddedFile")
	if err != nil {
		return err
	}
	f.objects[spec] = filespec(info, embedded)
	if err := f.replace(embedded, "/Type /EmbeddedFile ", "/Type /EmbeddedFile /Subtype /text#2Fplain "); err != nil {
		return err
	}
	if err := f.replace(embedded, "/Params << ",
		fmt.Sprintf("/Params << /ModDate (%s) ", date(info.Created))); err != nil {
		return err
	}
	if err := f.replace(f.root, "(Attachement1)", textString(info.Attachment)); err != nil {
		return err
	}
	return f.replace(f.root, "/Type /Catalog\n", fmt.Sprintf("/Type /Catalog\n"+
		"/Metadata %d 0 R /OutputIntents [%d 0 R] /AF [%d 0 R]\n/ViewerPreferences << /DisplayDocTitle true >>\n",
		metadata, intent, spec))
}

// intentOf is the output intent of a profile.
func intentOf(profile int) []byte {
	return fmt.Appendf(nil, "<< /Type /OutputIntent /S /GTS_PDFA1 "+
		"/OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R >>", profile)
}

// filespec names the attachment, and says what it is to the document.
func filespec(info Info, embedded int) []byte {
	name := textString(info.Attachment)
	return fmt.Appendf(nil, "<< /Type /Filespec /F %s /UF %s /Desc %s /AFRelationship /Data "+
		"/EF << /F %d 0 R /UF %d 0 R >> >>", name, name, textString(info.Description), embedded, embedded)
}

// textString is a PDF text string in hexadecimal, which needs no escapes.
func textString(text string) string {
	out := []byte("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		out = fmt.Appendf(out, "%04X", unit)
	}
	return string(append(out, '>'))
}

// xmp says the same as the information dictionary, in the form that archives read, and to which
// level the file is one of them.
func xmp(info Info, level, more string) []byte {
	escaped := func(text string) string {
		var out strings.Builder
		_ = xml.EscapeText(&out, []byte(text)) // a strings.Builder takes everything
		return out.String()
	}
	stamp := info.Created.Format("2006-01-02T15:04:05-07:00")
	return fmt.Appendf(nil, `<?xpacket begin="%s" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate><xmp:CreatorTool>%s</xmp:CreatorTool>
<pdf:Producer>%s</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>%s</pdfaid:conformance>
%s</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`, "\ufeff", escaped(info.Title), escaped(info.Author), escaped(info.Subject),
		info.Language, stamp, stamp, info.Creator, info.Creator, level, more)
}
