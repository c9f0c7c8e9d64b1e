package pdfa

import (
	"fmt"
	"strings"

	"ikrar/ledger/certificate/internal/typeset"
)

// Font is a font as files hold it, made once for all that need it.
type Font struct {
	file, unicode, descriptor, dictionary []byte
}

// NewFont compresses a font and describes it (ISO 32000-1 sections 9.6.3 and 9.8). The fonts are
// symbolic, and such a TrueType font has no Encoding (ISO 19005-3, 6.2.11.6).
func NewFont(s typeset.Subset) *Font {
	first, last := 0, 0
	for code, width := range s.Widths {
		if width != 0 {
			if first == 0 {
				first = code
			}
			last = code
		}
	}
	widths := strings.Trim(fmt.Sprint(s.Widths[first:last+1]), "[]")
	return &Font{
		file:    stream(fmt.Sprintf("/Length1 %d /Filter /FlateDecode", len(s.Font)), compress(s.Font, ofText)),
		unicode: stream("/Filter /FlateDecode", compress(s.Unicode, ofText)),
		descriptor: fmt.Appendf(nil, "<< /Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] "+
			"/Ascent %d /Descent %d /CapHeight %d /ItalicAngle %d /StemV %d /FontFile2 ", s.Name, s.Flags,
			s.Box[0], s.Box[1], s.Box[2], s.Box[3], s.Ascent, s.Descent, s.CapHeight, s.ItalicAngle, s.StemV),
		dictionary: fmt.Appendf(nil, "<< /Type /Font /Subtype /TrueType /BaseFont /%s /FirstChar %d /LastChar %d "+
			"/Widths [%s] ", s.Name, first, last, widths),
	}
}

// addFont appends the objects of a font, and returns the number of its dictionary.
func (f *file) addFont(font *Font) int {
	descriptor := f.add(fmt.Appendf(font.descriptor[:len(font.descriptor):len(font.descriptor)], "%d 0 R >>",
		f.add(font.file)))
	return f.add(fmt.Appendf(font.dictionary[:len(font.dictionary):len(font.dictionary)],
		"/FontDescriptor %d 0 R /ToUnicode %d 0 R >>", descriptor, f.add(font.unicode)))
}
