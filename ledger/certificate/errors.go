package certificate

import (
	"errors"
	"fmt"
)

// Reasons of a FieldError.
var (
	ErrEmpty    = errors.New("required and empty")
	ErrTooLong  = errors.New("too long")
	ErrNoRoom   = errors.New("does not fit the page together with the rest")
	ErrLanguage = errors.New(`not one of "id", "en", "id+en"`)
	ErrPaper    = errors.New(`not one of "A4", "A3"`)
	ErrTemplate = errors.New("not a template of this version")
	ErrColor    = errors.New(`not a color like "#0F3E4D"`)
	ErrTooLight = errors.New("too light to be read on white paper")
)

// FieldError says which field of the Document cannot be printed, and why:
// Reason is one of this package's sentinels.
type FieldError struct {
	Field  string // the Go name, "Signatory.Name"
	Reason error
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("certificate: %s: %v", e.Field, e.Reason)
}

func (e *FieldError) Unwrap() error { return e.Reason }

// MissingGlyphError names a character that the certificate's fonts cannot
// print: another script, an emoji, a control or formatting character. Latin,
// Greek and Cyrillic letters with their diacritics are there.
type MissingGlyphError struct {
	Field string // the Go name, "Name"
	Rune  rune
}

func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("certificate: %s: no glyph for %#U", e.Field, e.Rune)
}
