package filter

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"testing"
)

// coded writes data by each of the general filters.
func coded(data []byte) map[string][]byte {
	var flate, compressed bytes.Buffer
	for _, w := range []io.WriteCloser{zlib.NewWriter(&flate), lzw.NewWriter(&compressed, lzw.MSB, 8)} {
		_, _ = w.Write(data)
		_ = w.Close()
	}
	a85 := make([]byte, ascii85.MaxEncodedLen(len(data)))
	a85 = append(a85[:ascii85.Encode(a85, data)], "~>"...)
	var runs []byte
	for i := 0; i < len(data); {
		n := 1
		for i+n < len(data) && n < 128 && data[i+n] == data[i] {
			n++
		}
		if n == 1 {
			runs = append(runs, 0, data[i])
		} else {
			runs = append(runs, byte(257-n), data[i])
		}
		i += n
	}
	return map[string][]byte{"FlateDecode": flate.Bytes(), "LZWDecode": compressed.Bytes(), "ASCII85Decode": a85,
		"ASCIIHexDecode": []byte(hex.EncodeToString(data) + ">"), "RunLengthDecode": append(runs, 128)}
}

func TestDecode(t *testing.T) {
	plain := append(bytes.Repeat([]byte{0, 0, 0, 0, 255}, 500), "teks"...)
	for name, data := range coded(plain) {
		if out, err := Decode(name, data, Params{}, len(plain)); err != nil || !bytes.Equal(out, plain) {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
		out, err := Decode(name, data, Params{}, 1000)
		if !errors.Is(err, ErrLong) || !bytes.Equal(out, plain[:1000]) {
			t.Errorf("%s beyond the limit: %d bytes, %v", name, len(out), err)
		}
	}
	// The example of ISO 32000-1 section 7.4.4.2, which changes early.
	example := []byte{0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01}
	if out, err := Decode("LZWDecode", example, Params{EarlyChange: true},
		99); err != nil || string(out) != "-----A---B" {
		t.Errorf("LZW: %q, %v", out, err)
	}
	if _, err := Decode("JPXDecode", plain, Params{}, 99); !errors.Is(err, ErrUnknown) {
		t.Errorf("an unknown filter: %v", err)
	}
}

func TestUnpredict(t *testing.T) {
	want := []byte{10, 20, 30, 40, 50, 60, 11, 22, 33, 44, 55, 66}
	png := []byte{1, 10, 20, 30, 30, 30, 30, 2, 1, 2, 3, 4, 5, 6}
	if got := Unpredict(png, 15, 6, 3, 8); !bytes.Equal(got, want) {
		t.Errorf("PNG: %d", got)
	}
	tiff := []byte{10, 20, 30, 30, 30, 30, 11, 22, 33, 33, 33, 33}
	if got := Unpredict(tiff, 2, 6, 3, 8); !bytes.Equal(got, want) {
		t.Errorf("TIFF: %d", got)
	}
}

// bits are written from the highest of each byte on.
type bits struct {
	out []byte
	n   int
}

func (b *bits) write(code string) {
	for _, c := range code {
		if b.n%8 == 0 {
			b.out = append(b.out, 0)
		}
		if c == '1' {
			b.out[b.n/8] |= 0x80 >> (b.n % 8)
		}
		b.n++
	}
}

// run writes a run's length by the table of its colour.
func (b *bits) run(table []runCode, n int) {
	for ; n > 2560+63; n -= 2560 {
		b.code(table, 2560)
	}
	if n >= 64 {
		b.code(table, n/64*64)
	}
	b.code(table, n%64)
}

func (b *bits) code(table []runCode, run int) {
	for i, c := range table {
		if int(c.run) == run && c.bits > 0 {
			for j := range int(c.bits) {
				b.write(string("01"[i>>(longestRun-1-j)&1]))
			}
			return
		}
	}
	panic(run)
}

var ofColour = map[bool][]runCode{false: whites, true: blacks}

// flat writes a row in one dimension.
func (b *bits) flat(row []bool) {
	black := false
	for x := 0; x < len(row) || x == 0; black = !black {
		n := 0
		for x+n < len(row) && row[x+n] == black {
			n++
		}
		b.run(ofColour[black], n)
		x += n
	}
}

// change is the first place from x on where row is of another colour than at x-1 and of colour.
func change(row []bool, x int, colour bool) int {
	for ; x < len(row); x++ {
		before := x > 0 && row[x-1]
		if row[x] != before && row[x] == colour {
			return x
		}
	}
	return len(row)
}

func until(row []bool, x int, colour bool) int {
	for x < len(row) && row[x] != colour {
		x++
	}
	return x
}

// against writes a row by its differences from the one above, as T.4 section 4.2.1.3 tells.
func (b *bits) against(row, above []bool) {
	black := false
	for a0 := -1; a0 < len(row); {
		a1 := until(row, max(a0, 0), !black)
		b1 := change(above, a0+1, !black)
		b2 := until(above, b1, black)
		switch {
		case b2 < a1:
			b.write("0001")
			a0 = b2
		case a1-b1 >= -3 && a1-b1 <= 3:
			b.write(map[int]string{0: "1", 1: "011", 2: "000011", 3: "0000011", -1: "010", -2: "000010",
				-3: "0000010"}[a1-b1])
			a0, black = a1, !black
		default:
			a2 := until(row, a1, black)
			b.write("001")
			b.run(ofColour[black], a1-max(a0, 0))
			b.run(ofColour[!black], a2-a1)
			a0 = a2
		}
	}
}

const eol = "000000000001"

// TestFax reads pictures back that were sent in each of the ways.
func TestFax(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	const w, h = 3000, 40
	rows := make([][]bool, h)
	for y := range rows {
		rows[y] = make([]bool, w)
		for x := 0; y > 0 && x < w; {
			n := 1 + random.IntN(9)
			if random.IntN(30) == 0 {
				n = random.IntN(3000)
			}
			for i := x; i < min(x+n, w); i++ {
				rows[y][i] = rows[y-1][max(i-random.IntN(2), 0)] != (random.IntN(50) == 0)
				if n > 40 {
					rows[y][i] = y%2 == 0
				}
			}
			x += n
		}
	}
	row := (w + 7) / 8
	want := make([]byte, row*h)
	for i := range want {
		want[i] = 255
	}
	for y := range rows {
		for x, black := range rows[y] {
			if black {
				want[y*row+x/8] &^= 0x80 >> (x % 8)
			}
		}
	}
	for name, c := range map[string]struct {
		p     Params
		ends  bool
		every int // row of T.4 in one dimension, the others against the one above
	}{
		"T.6":                         {Params{K: -1}, false, 0},
		"T.6, aligned":                {Params{K: -1, ByteAlign: true}, false, 0},
		"T.6, rows not said":          {Params{K: -1, Rows: -1}, false, 0},
		"T.4":                         {Params{}, false, 1},
		"T.4 with ends":               {Params{}, true, 1},
		"T.4 with ends, rows unsaid":  {Params{Rows: -1}, true, 1},
		"T.4, aligned":                {Params{ByteAlign: true}, false, 1},
		"T.4 in two dimensions":       {Params{K: 4}, true, 4},
		"T.4 in two, without the end": {Params{K: 2}, false, 2},
	} {
		var b bits
		blank := make([]bool, w)
		for y, r := range rows {
			above := blank
			if y > 0 {
				above = rows[y-1]
			}
			if c.p.ByteAlign {
				b.n = (b.n + 7) / 8 * 8
			}
			if c.ends {
				b.write("0000" + eol)
			}
			flat := c.every > 0 && y%c.every == 0
			if c.p.K > 0 {
				b.write(map[bool]string{true: "1", false: "0"}[flat])
			}
			if flat {
				b.flat(r)
			} else {
				b.against(r, above)
			}
		}
		if c.p.K < 0 {
			b.write(eol + eol)
		} else if c.ends {
			for range 6 {
				b.write(eol)
				if c.p.K > 0 {
					b.write("1")
				}
			}
		}
		c.p.Columns = w
		if c.p.Rows == 0 {
			c.p.Rows = h
		}
		got, err := Decode("CCITTFaxDecode", b.out, c.p, len(want)+row)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d of %d bytes, %v", name, len(got), len(want), err)
		}
	}
}

// FuzzDecode holds every filter to its bound.
func FuzzDecode(f *testing.F) {
	for _, data := range coded([]byte("teks teks teks")) {
		f.Add(data, 0, 9)
	}
	f.Add([]byte{0x26, 0xa1, 0x5b}, -1, 17)
	f.Fuzz(func(t *testing.T, data []byte, k, columns int) {
		for _, name := range []string{"FlateDecode", "LZWDecode", "CCITTFaxDecode", "RunLengthDecode", "ASCII85Decode",
			"ASCIIHexDecode"} {
			p := Params{K: k, Columns: columns, EarlyChange: k%2 == 0, ByteAlign: columns%2 == 0}
			const limit = 10_000
			out, _ := Decode(name, data, p, limit)
			if len(out) > limit {
				t.Errorf("%s: %d bytes", name, len(out))
			}
			Unpredict(out, 10+k%6, columns%100, 1+columns&3, 8)
		}
	})
}
