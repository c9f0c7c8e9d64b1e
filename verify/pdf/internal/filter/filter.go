// Package filter undoes the filters of PDF streams (ISO 32000-1 section 7.4), each within a bound:
// a few bytes can claim gigabytes. What is cut short or damaged counts as far as it goes.
package filter

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"errors"
	"io"

	tiff "golang.org/x/image/tiff/lzw"
)

var (
	// ErrLong says that data decode to more than the limit.
	ErrLong = errors.New("longer than the limit")
	// ErrUnknown says that a filter is none of those that are undone here.
	ErrUnknown = errors.New("unknown filter")
)

// Params are the parameters of a filter, as its dictionary has them, defaults filled in.
type Params struct {
	EarlyChange   bool // of LZWDecode
	K             int  // of CCITTFaxDecode, and those below
	Columns, Rows int
	BlackIs1      bool
	ByteAlign     bool

	Predictor, Colors, Bits int // of FlateDecode and LZWDecode, with Columns
}

// Name returns the long name of a filter that may be given by its abbreviation.
func Name(name string) string {
	if long, ok := abbreviations[name]; ok {
		return long
	}
	return name
}

var abbreviations = map[string]string{"AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "LZW": "LZWDecode",
	"Fl": "FlateDecode", "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode"}

// Decode undoes one filter, by its long name, without the predictor ([Unpredict]). It returns limit
// bytes at most, with ErrLong where there are more; beside another error, what was decoded before
// it.
func Decode(name string, data []byte, p Params, limit int) ([]byte, error) {
	switch name {
	case "FlateDecode":
		var z Inflater
		return cut(z.Inflate(data, limit))(limit)
	case "LZWDecode":
		r := lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
		if p.EarlyChange {
			r = tiff.NewReader(bytes.NewReader(data), tiff.MSB, 8)
		}
		return read(r, limit)
	case "CCITTFaxDecode":
		return fax(data, p, limit)
	case "RunLengthDecode":
		return runLength(data, limit)
	case "ASCII85Decode":
		return base85(data, limit)
	case "ASCIIHexDecode":
		return hexadecimal(data, limit)
	}
	return nil, ErrUnknown
}

func cut(out []byte, err error) func(limit int) ([]byte, error) {
	return func(limit int) ([]byte, error) { return out[:min(len(out), limit)], err }
}

func read(r io.Reader, limit int) ([]byte, error) {
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if len(out) > limit {
		return out[:limit], ErrLong
	}
	return out, err
}

func runLength(data []byte, limit int) (out []byte, err error) {
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		switch {
		case n < 128:
			end := min(i+n+1, len(data))
			out = append(out, data[i:end]...)
			i = end
		case i < len(data):
			out = append(out, bytes.Repeat(data[i:i+1], 257-n)...)
			i++
		}
		if len(out) > limit {
			return out[:limit], ErrLong
		}
	}
	return out, nil
}

func base85(data []byte, limit int) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimLeft(data, " \t\r\n\f\x00"), []byte("<~"))
	if end := bytes.IndexByte(data, '~'); end >= 0 {
		data = data[:end]
	}
	size := 4*bytes.Count(data, []byte("z")) + len(data)/5*4 + 8
	if size > 2*limit {
		size = 2 * limit // white space is no data
	}
	out := make([]byte, size)
	n, _, err := ascii85.Decode(out, data, true)
	if n > limit {
		return out[:limit], ErrLong
	}
	return out[:n], err
}

func hexadecimal(data []byte, limit int) (out []byte, err error) {
	half, high := false, byte(0)
	for _, c := range data {
		n, ok := nibble(c)
		if c == '>' {
			break
		}
		if !ok {
			continue
		}
		if half = !half; half {
			high = n << 4
			continue
		}
		if out = append(out, high|n); len(out) > limit {
			return out[:limit], ErrLong
		}
	}
	if half {
		out = append(out, high)
	}
	return out[:min(len(out), limit)], nil
}

func nibble(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
