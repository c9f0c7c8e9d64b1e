// Package upright begins documents of plain sheets, in the faces that every such sheet is set in.
package upright

import (
	"bytes"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-pdf/fpdf"
)

// Creator is the program that documents name.
const Creator = "ikrar"

// New is an empty document of A4 sheets upright, in the faces "sans" and its bold.
func New(title, author, language string, created time.Time) *fpdf.Fpdf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCatalogSort(true) // else resources come in map order
	pdf.SetTitle(title, true)
	pdf.SetAuthor(author, true)
	pdf.SetCreator(Creator, false)
	pdf.SetProducer(Creator, false)
	pdf.SetLang(language)
	pdf.SetCreationDate(created)
	pdf.SetModificationDate(created)
	// fpdf writes into the bytes of a font, so each document has its own.
	pdf.AddUTF8FontFromBytes("sans", "", bytes.Clone(liberationsansregular.TTF))
	pdf.AddUTF8FontFromBytes("sans", "B", bytes.Clone(liberationsansbold.TTF))
	return pdf
}
