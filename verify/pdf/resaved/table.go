package resaved

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
)

// trailerKeys are all that a trailer may say. XRefStm, a second table for newer readers, is not
// among them.
var trailerKeys = []name{"Size", "Prev", "Root", "Info", "ID", "Encrypt",
	"Type", "W", "Index", "Length", "Filter", "DecodeParms"}

var (
	ending = regexp.MustCompile(`^startxref[\t\r\n ]+([0-9]{1,9})[\t ]*[\r\n]+%%EOF[\t\n\f\r ]*$`)
	row    = regexp.MustCompile(`^([0-9]{10}) ([0-9]{5}) ([nf])(?: \r| \n|\r\n)`)
)

// tables reads the tables of cross-references from the last one back (ISO 32000-1 section 7.5.4 to
// 7.5.8). No two of them may speak of one object: that is an update, which replaces something.
func (f *file) tables() bool {
	last := bytes.LastIndex(f.data, []byte("startxref"))
	if last < 0 {
		return false
	}
	m := ending.FindSubmatch(f.data[last:])
	if m == nil {
		return false
	}
	at, _ := strconv.Atoi(string(m[1]))
	for n := 0; ; n++ {
		trailer, ok := f.table(at)
		if !ok || n == maxTables || !f.trail(trailer, n == 0) {
			return false
		}
		if trailer["Prev"] == nil {
			return f.named()
		}
		prev, ok := f.length(trailer["Prev"])
		if !ok {
			return false
		}
		at = prev
	}
}

// trail takes what a trailer says of the whole file. All must say the same.
func (f *file) trail(d dict, newest bool) bool {
	for key := range d {
		if !slices.Contains(trailerKeys, key) {
			return false
		}
	}
	if newest {
		f.root, f.info, f.encrypt, f.id = d["Root"], d["Info"], d["Encrypt"], d["ID"]
		f.size, _ = f.length(d["Size"])
	}
	_, byItself := d["Encrypt"].(dict)
	return (d["Root"] == nil || scalar(d["Root"], f.root)) && (d["Info"] == nil || scalar(d["Info"], f.info)) &&
		(newest || d["Encrypt"] == nil || !byItself && scalar(d["Encrypt"], f.encrypt))
}

// table reads one table, and returns its trailer.
func (f *file) table(at int) (dict, bool) {
	if at < 0 || at >= len(f.data) {
		return nil, false
	}
	if !bytes.HasPrefix(f.data[at:], []byte("xref")) {
		return f.tableStream(at)
	}
	l := lexer{data: f.data, at: at + len("xref")}
	for {
		if l.space(); l.bad || bytes.HasPrefix(f.data[l.at:], []byte("trailer")) {
			break
		}
		first, count := l.integer(), l.integer()
		if l.space(); count > maxObjects || l.bad {
			return nil, false
		}
		for i := range count {
			m := row.FindSubmatch(f.data[l.at:])
			if m == nil {
				return nil, false
			}
			l.at += len(m[0])
			place, _ := strconv.Atoi(string(m[1]))
			if used := string(m[3]) == "n"; used && (string(m[2]) != "00000" || !f.name(first+i, entry{at: place})) {
				return nil, false
			}
		}
	}
	l.keyword("trailer")
	d, ok := l.value(0).(dict)
	f.taken = append(f.taken, span{at, l.at})
	return d, ok && !l.bad
}

// named says whether the tables name objects as readers expect it: there is a catalogue, no number
// is above the size that the trailer gives, and a table that is a stream stands where it was read.
func (f *file) named() bool {
	for number, e := range f.entries {
		at, isTable := f.read[number]
		if int(number) >= f.size || isTable && e != (entry{at: at}) {
			return false
		}
	}
	_, isRef := f.root.(ref)
	return isRef
}

// name notes where an object stands.
func (f *file) name(number int, e entry) bool {
	_, twice := f.entries[ref(number)]
	f.entries[ref(number)] = e
	return !twice && number > 0
}

// tableStream reads a table that is a stream.
func (f *file) tableStream(at int) (dict, bool) {
	l := lexer{data: f.data, at: at}
	number := ref(l.integer())
	o, end := f.objectAt(number, at)
	if o == nil || !o.isStream {
		return nil, false
	}
	d := o.value.(dict)
	data, ok := f.decoded(o)
	if !ok || d["Type"] != name("XRef") {
		return nil, false
	}
	f.objects[number], f.read[number] = o, at
	f.taken = append(f.taken, span{at, end})
	return d, f.rows(d, data, number, at)
}

// rows reads the entries of a table that is a stream, which names itself too, or not.
func (f *file) rows(d dict, data []byte, self ref, at int) bool {
	widths, ok := d["W"].(list)
	size, ok2 := f.length(d["Size"])
	if !ok || !ok2 || len(widths) != 3 {
		return false
	}
	var w [3]int
	for i := range w {
		if w[i], ok = f.length(widths[i]); !ok || w[i] > 4 {
			return false
		}
	}
	index, ok := d["Index"].(list)
	if !ok {
		index = list{0.0, float64(size)}
	}
	for i := 0; i+1 < len(index); i += 2 {
		first, ok := f.length(index[i])
		count, ok2 := f.length(index[i+1])
		if !ok || !ok2 || count > maxObjects {
			return false
		}
		for n := first; n < first+count; n++ {
			if len(data) < w[0]+w[1]+w[2] || !f.row(n, w, data, self, at) {
				return false
			}
			data = data[w[0]+w[1]+w[2]:]
		}
	}
	return len(index)%2 == 0 && len(data) == 0
}

func (f *file) row(number int, w [3]int, data []byte, self ref, at int) bool {
	field := func(from, width int) (n int) {
		for _, c := range data[from : from+width] {
			n = n<<8 | int(c)
		}
		return n
	}
	kind, second, third := 1, field(w[0], w[1]), field(w[0]+w[1], w[2])
	if w[0] > 0 {
		kind = field(0, w[0])
	}
	switch {
	case kind == 0:
		return true
	case ref(number) == self: // it has been read already
		return kind == 1 && second == at && third == 0
	case kind == 1:
		return third == 0 && f.name(number, entry{at: second})
	}
	return kind == 2 && second > 0 && f.name(number, entry{at: third, in: ref(second)})
}
