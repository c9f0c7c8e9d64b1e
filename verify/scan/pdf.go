package scan

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// findPDF looks at every stream of a PDF. Streams never lie inside object streams (ISO 32000-1 section 7.5.7), so that a
// walk over the bytes sees them all, without cross-reference tables and through any number of incremental updates.
// Attached proofs come first; without one, a scanned page may show a QR code.
func findPDF(data []byte) (Found, error) {
	found := Found{Kind: PDF}
	doc, err := walk(data)
	if err != nil {
		return found, err
	}
	found.Full, err = doc.attached()
	if found.Full != nil || errors.Is(err, ErrAmbiguous) {
		return found, err
	}
	if isEncrypted(data) {
		return found, ErrEncrypted
	}
	if err != nil {
		return found, err
	}
	if doc.objects == 0 {
		return found, fmt.Errorf("%w: no object in it", ErrPDF)
	}
	found.QR, err = doc.scanned()
	return found, err
}

// document is what a walk over a PDF keeps.
type document struct {
	objects, broken int
	streams         []stream
	integers        map[string]int // indirect integers, by "number generation": the lengths of streams
}

// stream is a stream object.
type stream struct {
	dict dict
	data []byte // up to where its length or the keyword endstream puts its end
	rest []byte // the file from its first byte on, for a length that is given elsewhere
}

func walk(data []byte) (document, error) {
	doc := document{integers: map[string]int{}}
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		if i < 0 {
			return doc, nil
		}
		at += i
		id, ok := objectID(data[:at])
		at += len("obj")
		if !ok {
			continue
		}
		doc.objects++
		at += doc.object(id, data[at:])
		switch {
		case doc.objects > maxObjects:
			return doc, &LimitError{Kind: PDF, Unit: Objects, Have: maxObjects + 1, Limit: maxObjects}
		case len(doc.streams) > maxStreams:
			return doc, &LimitError{Kind: PDF, Unit: Streams, Have: maxStreams + 1, Limit: maxStreams}
		case doc.broken > maxBroken:
			return doc, fmt.Errorf("%w: more than %d broken objects", ErrPDF, maxBroken)
		}
	}
}

// object reads the object whose bytes begin rest, and returns how many of them need no second look.
func (doc *document) object(id string, rest []byte) int {
	at := skipSpace(rest, 0)
	if !bytes.HasPrefix(rest[at:], []byte("<<")) {
		if n, err := strconv.Atoi(string(rest[at : at+leadingDigits(string(rest[at:min(len(rest), at+10)]))])); err == nil {
			doc.integers[id] = n
		}
		return at
	}
	d, end, ok := parseDict(rest, at)
	if !ok {
		doc.broken++
		return end
	}
	at = skipSpace(rest, end)
	if !bytes.HasPrefix(rest[at:], []byte("stream")) {
		return at
	}
	at += len("stream")
	at += lineEnd(rest[at:])
	s := stream{dict: d, rest: rest[at:]}
	s.data = s.rest
	if n, err := strconv.Atoi(d["Length"]); err == nil && s.endsAt(n) {
		s.data = s.rest[:n]
	} else if i := bytes.Index(s.rest, []byte("endstream")); i >= 0 {
		s.data = s.rest[:i]
	}
	doc.streams = append(doc.streams, s)
	return at + len(s.data)
}

// objectID returns "number generation" where before ends in both.
func objectID(before []byte) (string, bool) {
	before = before[max(0, len(before)-32):]
	fields := bytes.FieldsFunc(before, func(r rune) bool { return r < 0x80 && isSpace(byte(r)) })
	if len(fields) < 2 || len(before) == 0 || !isSpace(before[len(before)-1]) {
		return "", false
	}
	number, generation := fields[len(fields)-2], fields[len(fields)-1]
	number = number[len(number)-trailingDigits(number):]
	if len(number) == 0 || trailingDigits(generation) != len(generation) {
		return "", false
	}
	return string(number) + " " + string(generation), true
}

func trailingDigits(s []byte) int {
	return len(s) - len(bytes.TrimRight(s, "0123456789"))
}

// lineEnd returns the length of the line end that s begins with: CR LF, LF, or the lone CR that some writers leave.
func lineEnd(s []byte) int {
	switch {
	case bytes.HasPrefix(s, []byte("\r\n")):
		return 2
	case len(s) > 0 && (s[0] == '\n' || s[0] == '\r'):
		return 1
	}
	return 0
}

// endsAt reports whether the keyword endstream follows the first n bytes.
func (s stream) endsAt(n int) bool {
	if n < 0 || n > len(s.rest) {
		return false
	}
	after := s.rest[n:]
	return bytes.HasPrefix(after[lineEnd(after):], []byte("endstream"))
}

// raw returns the stream's exact bytes before decoding.
func (doc document) raw(s stream) []byte {
	length := s.dict["Length"]
	if n, err := strconv.Atoi(length); err == nil && s.endsAt(n) {
		return s.data
	}
	if n, ok := doc.integers[strings.TrimSuffix(length, " R")]; ok && s.endsAt(n) {
		return s.rest[:n]
	}
	// No usable length: the line end before endstream belongs to the keyword.
	return bytes.TrimSuffix(bytes.TrimSuffix(s.data, []byte("\n")), []byte("\r"))
}

// Attached returns all different proofs that lie in a PDF, also where a later part of the file no longer names them.
func Attached(pdf []byte) [][]byte {
	doc, err := walk(pdf)
	if err != nil {
		return nil
	}
	var all [][]byte
	var z inflater
	for _, s := range doc.streams {
		data, err := doc.proofIn(s, &z)
		if err == nil && data != nil && !slices.ContainsFunc(all, func(p []byte) bool { return bytes.Equal(p, data) }) {
			if all = append(all, data); len(all) == maxProofs {
				break
			}
		}
	}
	return all
}

// attached returns the one proof among the streams. That it is there several times over does no harm.
func (doc document) attached() ([]byte, error) {
	var proof []byte
	var broken error
	var z inflater
	for _, s := range doc.streams {
		data, err := doc.proofIn(s, &z)
		switch {
		case err != nil:
			broken = err
		case data == nil || bytes.Equal(data, proof):
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

// proofIn returns the proof that s is, or nil. Only streams that begin as proofs are read further than that.
func (doc document) proofIn(s stream, z *inflater) ([]byte, error) {
	switch filters := s.dict.filters(); {
	case len(filters) == 0 && bytes.HasPrefix(s.data, []byte(proofHeader)):
		data := doc.raw(s)
		_, err := Found{Kind: ProofFile}.within(len(data), maxProof)
		return data, err
	case len(filters) == 1 && isFlate(filters[0]):
		head, err := z.inflate(s.data, len(proofHeader))
		if len(head) < len(proofHeader) || string(head[:len(proofHeader)]) != proofHeader {
			return nil, nil // whatever it is, it is no proof
		}
		if err == nil {
			return head, nil // nothing but the header
		}
		data, err := z.inflate(s.data, maxProof)
		if errors.Is(err, errLong) {
			return nil, &LimitError{Kind: ProofFile, Unit: Bytes, Have: maxProof + 1, Limit: maxProof}
		}
		if err != nil {
			return nil, fmt.Errorf("%w: the attached proof: %w", ErrPDF, err)
		}
		return data, nil
	}
	return nil, nil
}

var errLong = errors.New("longer than the limit")

// inflater decodes zlib streams one after the other, in the same memory.
type inflater struct{ r io.ReadCloser }

// inflate returns the first limit bytes and one more, beside errLong, of what data decodes to. The checksum at the end is
// checked; bytes after it are not looked at.
func (z *inflater) inflate(data []byte, limit int) ([]byte, error) {
	var err error
	if z.r == nil {
		z.r, err = zlib.NewReader(bytes.NewReader(data))
	} else {
		err = z.r.(zlib.Resetter).Reset(bytes.NewReader(data), nil)
	}
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(z.r, int64(limit)+1))
	if err == nil && len(out) > limit {
		err = errLong
	}
	return out, err
}

// isEncrypted reports whether a trailer or cross-reference stream names an encryption dictionary.
func isEncrypted(data []byte) bool {
	for {
		_, rest, ok := bytes.Cut(data, []byte("/Encrypt"))
		if !ok {
			return false
		}
		near := rest[:min(len(rest), 64)]
		value := token(near, skipSpace(near, 0))
		if len(value) > 0 && trailingDigits(value) == len(value) || bytes.HasPrefix(value, []byte("<<")) {
			return true
		}
		data = rest
	}
}
