package scan

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"ikrar/verify/pdf"
	"ikrar/verify/qr"
)

// findPDF looks at every stream of a PDF, through any number of incremental updates. Attached proofs come first; without one,
// a scanned page may show a QR code.
func findPDF(data []byte) (Found, error) {
	found := Found{Kind: PDF}
	f, err := parsePDF(data)
	if err != nil {
		return found, err
	}
	found.Full, err = attached(f)
	if found.Full != nil || errors.Is(err, ErrAmbiguous) {
		return found, err
	}
	if f.Encrypted() {
		return found, ErrEncrypted
	}
	if err != nil {
		return found, err
	}
	if f.Empty() {
		return found, fmt.Errorf("%w: no object in it", ErrPDF)
	}
	found.QR, err = scanned(f)
	return found, err
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

// scanned returns the text of our QR code in a picture of the PDF.
func scanned(f *pdf.File) (string, error) {
	none := ErrNothing
	for img := range f.Pictures(qr.MinSide) {
		text, err := FindImage(img)
		if err == nil {
			return text, nil
		}
		if errors.Is(err, ErrForeign) {
			none = ErrForeign
		}
	}
	return "", none
}
