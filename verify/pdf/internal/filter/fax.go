package filter

// faxDecoder reads black and white pictures as fax machines send them: ITU-T T.4 in one dimension
// (K = 0), T.4 in two (K > 0), and T.6 (K < 0), of which most scanned pages are.
type faxDecoder struct {
	Params
	data []byte
	at   int // bit
	out  []byte
}

const longestFax = 1 << 16 // pixels a row: 2.7 m at 600 dpi

// fax returns rows of packed samples, in which 0 is black unless the parameters say otherwise. What
// follows damage is lost in T.6; in T.4 rows go on at the next end of line.
func fax(data []byte, p Params, limit int) ([]byte, error) {
	row := (p.Columns + 7) / 8
	if p.Columns <= 0 || p.Columns > longestFax {
		return nil, ErrUnknown
	}
	d := &faxDecoder{Params: p, data: data}
	above := []int{}
	for n := 0; p.Rows <= 0 || n < p.Rows; n++ {
		flat, ok := d.begin(n)
		if !ok {
			break
		}
		var line []int
		if flat {
			line, ok = d.runs()
		} else {
			line, ok = d.against(above)
		}
		if !ok && (p.K < 0 || !d.resume()) {
			if len(line) > 0 {
				d.draw(line, row)
			}
			break
		}
		if len(d.out)+row > limit {
			return d.out, ErrLong
		}
		d.draw(line, row)
		above = line
	}
	return d.out, nil
}

// begin passes what stands before a row, and says whether it is coded in one dimension; not ok at
// the end.
func (d *faxDecoder) begin(n int) (flat, ok bool) {
	if d.ByteAlign && n > 0 {
		d.at = (d.at + 7) / 8 * 8
	}
	if d.K < 0 {
		return false, d.at < 8*len(d.data) && d.peek(24) != 0x001001 // the end of the block
	}
	for ends := 0; d.endOfLine(); ends++ {
		if ends == 5 {
			return false, false
		}
		if d.K > 0 && d.peek(13) == 0x1001 { // a tag bit between the six that end the page
			d.at++
		}
	}
	flat = true
	if d.K > 0 {
		flat = d.peek(1) == 1
		d.at++
	}
	return flat, d.at < 8*len(d.data)
}

// endOfLine passes an end of line with the zeros that fill up before it.
func (d *faxDecoder) endOfLine() bool {
	at := d.at
	for at < 8*len(d.data) && d.data[at/8]>>(7-at%8)&1 == 0 {
		at++
	}
	if at-d.at < 11 || at >= 8*len(d.data) {
		return false
	}
	d.at = at + 1
	return true
}

// resume finds the next end of line, and leaves it to be read.
func (d *faxDecoder) resume() bool {
	for ; d.at < 8*len(d.data); d.at++ {
		if d.peek(11) == 0 {
			return true
		}
	}
	return false
}

// peek returns the next n bits, zeros behind the end.
func (d *faxDecoder) peek(n int) int {
	v := 0
	for i := range 5 {
		v <<= 8
		if at := d.at/8 + i; at < len(d.data) {
			v |= int(d.data[at])
		}
	}
	return v >> (40 - d.at%8 - n) & (1<<n - 1)
}

// runs reads a row in one dimension: the places where its colour changes.
func (d *faxDecoder) runs() (line []int, ok bool) {
	for x := 0; x < d.Columns; {
		n, ok := d.run(len(line)%2 == 1)
		if !ok || len(line) > d.Columns { // runs of nothing, without end
			return line, false
		}
		x = min(x+n, d.Columns)
		line = append(line, x)
	}
	return line, true
}

// run reads the length of a run: codes of 64 and more go before one of less.
func (d *faxDecoder) run(black bool) (int, bool) {
	table := whites
	if black {
		table = blacks
	}
	for n := 0; n <= 2*longestFax; {
		code := table[d.peek(longestRun)]
		if code.bits == 0 || d.at >= 8*len(d.data) {
			return n, false
		}
		d.at += int(code.bits)
		n += int(code.run)
		if code.run < 64 {
			return n, true
		}
	}
	return 0, false
}

// vertical are the codes of T.6 table 1 by the next seven bits: how far a change lies from that
// above it, and the bits of the code.
func vertical(bits int) (shift, length int, ok bool) {
	switch {
	case bits>>6 == 1:
		return 0, 1, true
	case bits>>4 == 3:
		return 1, 3, true
	case bits>>4 == 2:
		return -1, 3, true
	case bits>>1 == 3:
		return 2, 6, true
	case bits>>1 == 2:
		return -2, 6, true
	case bits == 3:
		return 3, 7, true
	case bits == 2:
		return -3, 7, true
	}
	return 0, 0, false
}

// against reads a row by its differences from the row above.
func (d *faxDecoder) against(above []int) (line []int, ok bool) {
	x, next := -1, 0
	for x < d.Columns {
		for next > 0 && (next >= len(above) || above[next] > x) { // a change to the left may have passed it
			next--
		}
		for next < len(above) && (above[next] <= x || next%2 != len(line)%2) {
			next++
		}
		b1, b2 := d.Columns, d.Columns
		if next < len(above) {
			b1 = above[next]
		}
		if next+1 < len(above) {
			b2 = above[next+1]
		}
		bits := d.peek(7)
		if shift, length, ok := vertical(bits); ok {
			d.at += length
			x = min(max(b1+shift, x, 0), d.Columns)
			line = append(line, x)
			if d.at > 8*len(d.data)+8 || len(line) > d.Columns+1 {
				return line, false
			}
			continue
		}
		switch {
		case bits>>3 == 1: // pass
			d.at += 4
			x = b2
		case bits>>4 == 1: // horizontal
			d.at += 3
			x = max(x, 0)
			for range 2 {
				n, ok := d.run(len(line)%2 == 1)
				if !ok {
					return line, false
				}
				x = min(x+n, d.Columns)
				line = append(line, x)
			}
		default:
			return line, false
		}
	}
	return line, true
}

// draw appends a row, black between each odd change and the even one behind it.
func (d *faxDecoder) draw(line []int, row int) {
	start := len(d.out)
	d.out = append(d.out, make([]byte, row)...)
	for i := 0; i < len(line); i += 2 {
		end := d.Columns
		if i+1 < len(line) {
			end = line[i+1]
		}
		for x := line[i]; x < end; x++ {
			d.out[start+x/8] |= 0x80 >> (x % 8)
		}
	}
	if !d.BlackIs1 {
		for i := start; i < len(d.out); i++ {
			d.out[i] = ^d.out[i]
		}
	}
}
