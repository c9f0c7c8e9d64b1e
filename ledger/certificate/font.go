package certificate

import (
	"encoding/json"

	"github.com/go-pdf/fpdf"

	"ikrar/ledger/certificate/internal/pdfa"
	"ikrar/ledger/certificate/internal/typeset"
)

// fpdf's own UTF-8 fonts are not used for certificates: for each one they would parse the whole
// font, hash 65,536 widths as JSON and compress an empty 128 KB map, four milliseconds a face where
// subsets of our own take a quarter of one, and they call the result by a name that does not tell
// readers that it is a subset.

// definition is a font in the JSON form that fpdf reads.
type definition struct {
	Tp, Name, File string
	Desc           fpdf.FontDescType
	Cw             []int
	OriginalSize   int
}

// define makes fpdf's two inputs of a font, the definition and the compressed file.
func define(s typeset.Subset) (description, compressed []byte, err error) {
	if compressed, err = pdfa.Deflate(s.Font); err != nil {
		return nil, nil, err
	}
	d := definition{
		Tp:           "TrueType",
		Name:         s.Name,
		File:         s.Base + ".z", // the suffix tells fpdf that it is compressed
		Cw:           s.Widths,
		OriginalSize: len(s.Font),
		Desc: fpdf.FontDescType{
			Ascent:      s.Ascent,
			Descent:     s.Descent,
			CapHeight:   s.CapHeight,
			ItalicAngle: s.ItalicAngle,
			StemV:       s.StemV,
			Flags:       s.Flags,
		},
	}
	box := &d.Desc.FontBBox
	box.Xmin, box.Ymin, box.Xmax, box.Ymax = s.Box[0], s.Box[1], s.Box[2], s.Box[3]
	description, err = json.Marshal(d)
	return description, compressed, err
}
