package scan

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"ikrar/verify/pdf"
	"ikrar/verify/qr"
)

// findPDF looks at every stream of a PDF, through any number of incremental updates. Attached proofs
// come first; without one, a page may show a QR code; without that, a PDF that is attached may be
// the certificate.
func findPDF(data []byte) (Found, error) {
	found, f, err := findOuter(data)
	if f == nil || !errors.Is(err, ErrNothing) && !errors.As(err, new(*FormatError)) {
		return found, err
	}
	if inner, inside := findInner(f); inner.Kind == PDF {
		return inner, inside
	}
	return found, err
}

// findOuter looks at a PDF itself; the file is nil where it cannot be looked into.
func findOuter(data []byte) (Found, *pdf.File, error) {
	found := Found{Kind: PDF}
	f, err := parsePDF(data)
	if err != nil {
		return found, nil, err
	}
	found.Full, err = attached(f)
	switch {
	case found.Full != nil || errors.Is(err, ErrAmbiguous):
		return found, nil, err
	case f.Encrypted():
		return found, nil, ErrEncrypted
	case err != nil:
		return found, nil, err
	case f.Empty():
		return found, nil, fmt.Errorf("%w: no object in it", ErrPDF)
	}
	found.QR, found.Drawn, err = shown(f)
	if err == ErrNothing && f.Cut() {
		err = fmt.Errorf("%w: no catalogue in it", ErrPDF)
	}
	return found, f, err
}

// findInner looks at the PDFs that are attached to one; Kind is 0 where none holds anything.
func findInner(f *pdf.File) (Found, error) {
	var one Found
	count := 0
	for data, err := range f.Beginning("%PDF-", maxFile) {
		if count++; err != nil || count > maxInner {
			continue
		}
		inner, _, err := findOuter(data)
		inner.File = data
		switch {
		case errors.Is(err, ErrSeveral), errors.Is(err, ErrAmbiguous):
			return inner, err
		case err != nil:
		case one.Kind == PDF && (inner.QR != one.QR || !bytes.Equal(inner.Full, one.Full)):
			return Found{Kind: PDF}, ErrSeveral
		default:
			one = inner
		}
	}
	return one, nil
}

func parsePDF(data []byte) (*pdf.File, error) {
	f, err := pdf.Parse(data)
	if many := (*pdf.TooManyError)(nil); errors.As(err, &many) {
		return nil, &LimitError{Kind: PDF, Unit: Unit(many.What), Have: int64(many.Limit) + 1, Limit: int64(many.Limit)}
	}
	return f, err
}

// Attached returns all different proofs that lie in a PDF, also where a later part of the file no longer names them.
func Attached(data []byte) (all [][]byte) {
	f, err := parsePDF(data)
	if err != nil {
		return nil
	}
	for proof, err := range proofs(f) {
		if err == nil && !slices.ContainsFunc(all, func(p []byte) bool { return bytes.Equal(p, proof) }) {
			if all = append(all, proof); len(all) == maxProofs {
				break
			}
		}
	}
	return all
}

// attached returns the one proof among the streams. That it is there several times over does no harm.
func attached(f *pdf.File) (proof []byte, err error) {
	var broken error
	for data, err := range proofs(f) {
		switch {
		case err != nil:
			broken = err
		case bytes.Equal(data, proof):
		case proof != nil:
			return nil, ErrAmbiguous
		default:
			proof = data
		}
	}
	if proof != nil {
		return proof, nil
	}
	return nil, broken
}

// proofs yields the streams that begin as proofs.
func proofs(f *pdf.File) func(yield func([]byte, error) bool) {
	return func(yield func([]byte, error) bool) {
		for data, err := range f.Beginning(proofHeader, maxProof) {
			if err != nil {
				err = fmt.Errorf("%w: the attached proof: %w", ErrPDF, err)
			} else {
				_, err = Found{Kind: ProofFile}.within(len(data), maxProof)
			}
			if !yield(data, err) {
				return
			}
		}
	}
}

// shown returns the text of our QR code on the pages of a PDF, and whether it is drawn there. A glance
// at all pictures finds what is plain to see; where it finds nothing, each is looked into, as far as
// the bounds go.
func shown(f *pdf.File) (text string, drawn bool, err error) {
	pictures := f.Pictures(qr.MinSide)
	s := sights{}
	found := map[int]bool{} // pages
	budget := maxGlances
	for _, p := range pictures {
		if p.Whole && found[p.Page] {
			continue
		}
		if budget -= work(p.Pixels); budget < 0 || len(s.texts) > 1 {
			break
		}
		if img := p.Decode(); img != nil && s.glance(img) {
			found[p.Page] = true
			drawn = p.Drawn
		}
	}
	if len(s.texts) == 0 {
		drawn, err = s.readAll(pictures)
	}
	if err == nil || len(s.texts) > 0 {
		text, err = s.result()
	}
	if errors.Is(err, ErrNothing) && f.Stopped() {
		err = &LimitError{Kind: PDF, Unit: Objects}
	}
	return text, drawn, err
}

// readAll looks into every picture up to the bound. The error is of what was not looked at.
func (s *sights) readAll(pictures []pdf.Picture) (drawn bool, err error) {
	budget, seen, other := maxWork, 0, ""
	for _, p := range pictures {
		if budget -= work(p.Pixels); budget < 0 || len(s.texts) > 1 {
			break
		}
		seen++
		if img := p.Decode(); img != nil {
			before := len(s.texts)
			s.read(img)
			drawn = drawn || p.Drawn && len(s.texts) > before
		} else if p.Format != "" {
			other = p.Format
		}
	}
	switch {
	case seen < len(pictures):
		err = &LimitError{Kind: PDF, Unit: Pictures, Have: int64(len(pictures)), Limit: int64(seen)}
	case other != "":
		err = &FormatError{Format: other, Remedy: RemedyInside}
	}
	return drawn, err
}
