package qr

import (
	"math/bits"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// row is one row or column of a QR code, module 0 in the lowest bit: version 40 has 177.
type row [3]uint64

// from is the row moved so that module n stands first.
func (r row) from(n uint) row {
	return row{r[0]>>n | r[1]<<(64-n), r[1]>>n | r[2]<<(64-n), r[2] >> n}
}

func (r row) and(s row) row { return row{r[0] & s[0], r[1] & s[1], r[2] & s[2]} }

// like has the modules that are the same in both.
func (r row) like(s row) row { return row{^(r[0] ^ s[0]), ^(r[1] ^ s[1]), ^(r[2] ^ s[2])} }

func (r row) count() int {
	return bits.OnesCount64(r[0]) + bits.OnesCount64(r[1]) + bits.OnesCount64(r[2])
}

// first has the first n modules dark.
func first(n int) (r row) {
	for i := range r {
		r[i] = 1<<uint(min(max(n-64*i, 0), 64)) - 1
	}
	return r
}

// plane is the modules of a QR code, by rows and by columns.
type plane struct{ rows, columns []row }

func newPlane(matrix *encoder.ByteMatrix) *plane {
	n := matrix.GetWidth()
	p := &plane{rows: make([]row, n), columns: make([]row, n)}
	for y, modules := range matrix.GetArray() {
		for x, module := range modules {
			p.rows[y][x/64] |= uint64(module&1) << (x % 64)
			p.columns[x][y/64] |= uint64(module&1) << (y % 64)
		}
	}
	return p
}

func (p *plane) clone() *plane {
	return &plane{slices.Clone(p.rows), slices.Clone(p.columns)}
}

// xor turns over the modules that are dark in q.
func (p *plane) xor(q *plane) {
	for i := range p.rows {
		for k := range p.rows[i] {
			p.rows[i][k] ^= q.rows[i][k]
			p.columns[i][k] ^= q.columns[i][k]
		}
	}
}

// penalty is what speaks against a masking (ISO/IEC 18004 section 7.8.3, as go-qrcode reads it).
func (p *plane) penalty() int {
	n, dark, sum := len(p.rows), 0, 0
	for i := range n {
		dark += p.rows[i].count()
		sum += runs(p.rows[i], n) + runs(p.columns[i], n) + finders(p.rows[i], n) + finders(p.columns[i], n)
		if i > 0 { // squares of two by two
			above, below := p.rows[i-1], p.rows[i]
			alike := above.like(above.from(1)).and(below.like(below.from(1))).and(above.like(below)).and(first(n - 1))
			sum += 3 * alike.count()
		}
	}
	return sum + 10*(max(n*n/2-dark, dark-n*n/2)/(n*n/20))
}

// runs weighs rows of one colour: two less than their length, from six on.
func runs(r row, n int) int {
	same := r.like(r.from(1)).and(first(n - 1)) // each module with the next
	five := same.and(same.from(1))
	five = five.and(five.from(2)).and(same.from(4)) // five times on end, and so six of one colour
	next := row{five[0] << 1, five[1]<<1 | five[0]>>63, five[2]<<1 | five[1]>>63}
	starts := row{five[0] &^ next[0], five[1] &^ next[1], five[2] &^ next[2]}
	return five.count() + 3*starts.count()
}

// finders weighs what looks like a finder pattern with four light modules on one side.
func finders(r row, n int) (penalty int) {
	var seen, ahead uint64 // the last modules, the latest in the lowest bit, and the next ones
	for i := range n {
		if i%64 == 0 {
			ahead = r[i/64]
		}
		seen, ahead = seen<<1&0x7ff|ahead&1, ahead>>1
		if seen == 0x05d || seen == 0x5d0 || i == n-1 && seen&0x7f == 0x5d {
			penalty += 40
			seen = 0xff // what was counted is not counted again
		}
	}
	return penalty
}

func (p *plane) modules() [][]bool {
	out := make([][]bool, len(p.rows))
	for y, r := range p.rows {
		out[y] = make([]bool, len(p.rows))
		for x := range out[y] {
			out[y][x] = r[x/64]>>(x%64)&1 == 1
		}
	}
	return out
}
