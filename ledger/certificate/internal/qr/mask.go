package qr

import "math/bits"

// row is one row or column of a QR code, module 0 in the lowest bit: version 40 has 177.
type row [3]uint64

func (r row) and(s row) row { return row{r[0] & s[0], r[1] & s[1], r[2] & s[2]} }

func (r row) or(s row) row { return row{r[0] | s[0], r[1] | s[1], r[2] | s[2]} }

func (r row) without(s row) row { return row{r[0] &^ s[0], r[1] &^ s[1], r[2] &^ s[2]} }

func (r row) xor(s row) row { return row{r[0] ^ s[0], r[1] ^ s[1], r[2] ^ s[2]} }

func (r row) has(n int) bool { return r[n/64]>>(n%64)&1 == 1 }

func (r row) count() int {
	return bits.OnesCount64(r[0]) + bits.OnesCount64(r[1]) + bits.OnesCount64(r[2])
}

// pairs has the modules that are in r with the next one.
func (r row) pairs() row {
	return row{r[0] & (r[0]>>1 | r[1]<<63), r[1] & (r[1]>>1 | r[2]<<63), r[2] & (r[2] >> 1)}
}

// first has the first n modules.
func first(n int) (r row) {
	for i := range r {
		r[i] = 1<<uint(min(max(n-64*i, 0), 64)) - 1
	}
	return r
}

// plane is the modules of a QR code, by rows and by columns.
type plane struct{ rows, columns []row }

func newPlane(n int) *plane { return &plane{rows: make([]row, n), columns: make([]row, n)} }

func (p *plane) darken(at place) {
	p.rows[at.y][at.x/64] |= 1 << (at.x % 64)
	p.columns[at.x][at.y/64] |= 1 << (at.y % 64)
}

// xor has the modules that are dark in one of them.
func (p *plane) xor(q *plane) *plane {
	out := newPlane(len(p.rows))
	for i := range out.rows {
		out.rows[i], out.columns[i] = p.rows[i].xor(q.rows[i]), p.columns[i].xor(q.columns[i])
	}
	return out
}

// penalty is what speaks against a masking (ISO/IEC 18004 section 7.8.3, as go-qrcode reads it).
func (p *plane) penalty() int {
	n, dark := len(p.rows), 0
	sum := runs(p.rows) + runs(p.columns) + finders(p.rows, p.columns) + finders(p.columns, p.rows)
	for y, r := range p.rows {
		dark += r.count()
		if y == 0 {
			continue
		}
		// Squares of two by two: four dark ones, or four light ones.
		above := p.rows[y-1]
		light := first(n).without(above.or(r))
		sum += 3 * (above.and(r).pairs().count() + light.pairs().count())
	}
	return sum + 10*(max(n*n/2-dark, dark-n*n/2)/(n*n/20))
}

// runs weighs modules of one colour one below the other, in all columns at once: two less than
// their number, from six on.
func runs(rows []row) (penalty int) {
	n := len(rows)
	all := first(n)
	var same [177]row // each module with the one below
	for y := range n - 1 {
		same[y] = all.without(rows[y].xor(rows[y+1]))
	}
	var above row
	for y := range n - 5 { // five times on end, and so six of one colour
		five := same[y].and(same[y+1]).and(same[y+2]).and(same[y+3]).and(same[y+4])
		penalty += five.count() + 3*five.without(above).count()
		above = five
	}
	return penalty
}

// finders weighs what looks, from above to below, like a finder pattern with four light modules on
// one side. All columns are looked at together, and the few that have any are counted one by one.
func finders(rows, columns []row) (penalty int) {
	n := len(rows)
	// Where any of four modules on end is dark, the first at y-4. Above the code all is light; what
	// is below it is none of it, and no light module.
	var dark [4 + 177]row
	for y := range n - 3 {
		dark[4+y] = rows[y].or(rows[y+1]).or(rows[y+2]).or(rows[y+3])
	}
	dark[3] = rows[0].or(rows[1]).or(rows[2])
	dark[2] = rows[0].or(rows[1])
	dark[1] = rows[0]
	for y := n - 3; y < n; y++ {
		dark[4+y] = first(n)
	}
	var some row
	for y := range n - 6 {
		found := rows[y].without(rows[y+1]).and(rows[y+2]).and(rows[y+3]).and(rows[y+4]).
			without(rows[y+5]).and(rows[y+6])
		if y < n-7 { // at the end nothing need follow
			found = found.without(dark[y].and(dark[y+11]))
		}
		some = some.or(found)
	}
	for i, word := range some {
		for ; word != 0; word &= word - 1 {
			penalty += findersIn(columns[64*i+bits.TrailingZeros64(word)], n)
		}
	}
	return penalty
}

// findersIn is finders of one row or column.
func findersIn(r row, n int) (penalty int) {
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
			out[y][x] = r.has(x)
		}
	}
	return out
}
