package resaved

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"
)

// streams holds two streams against each other: what their dictionaries say but for length and
// filters, and their data, decoded.
func (g *graphs) streams(x, y *object) bool {
	but := []name{"Length", "Filter", "DecodeParms"}
	a, b := x.value.(dict), y.value.(dict)
	if g.a.resolved(a["Type"]) == name("EmbeddedFile") {
		but = append(but, "Params")
		if !g.dicts(g.a.dict(a["Params"]), g.b.dict(b["Params"]), 0, "CreationDate", "ModDate") {
			return false
		}
	}
	return g.dicts(a, b, 0, but...) && (g.data(x, y) || a["Subtype"] == name("Form") && g.tokens(x, y))
}

// tokens compares what two forms paint as that of pages is.
func (g *graphs) tokens(x, y *object) bool {
	a, ok := g.a.decoded(x)
	b, ok2 := g.b.decoded(y)
	return ok && ok2 && sameTokens(a, b)
}

// data compares the data of two streams. A picture's own encoding is not undone: its bytes must be
// the same.
func (g *graphs) data(x, y *object) bool {
	a, ok := g.a.peeled(x)
	b, ok2 := g.b.peeled(y)
	if !ok || !ok2 || !bytes.Equal(a.data, b.data) || len(a.filters) != len(b.filters) {
		return false
	}
	for i := range a.filters {
		if a.filters[i] != b.filters[i] || !g.same(a.parms[i], b.parms[i], 0) {
			return false
		}
	}
	return true
}

// encoded is data, with the filters that are left to be undone, in order.
type encoded struct {
	data    []byte
	filters []name
	parms   []any
}

// filters reads the filters of a stream, and the parameters of each.
func (f *file) filters(o *object) (e encoded, ok bool) {
	d := o.value.(dict)
	e.data = o.raw
	filters, parms := f.resolved(d["Filter"]), f.resolved(d["DecodeParms"])
	if one, ok := filters.(name); ok {
		filters, parms = list{one}, list{parms}
	}
	all, isList := filters.(list)
	several, _ := parms.(list)
	if filters != nil && !isList || parms != nil && len(several) != len(all) {
		return e, false
	}
	for i := range all {
		one, ok := f.resolved(all[i]).(name)
		if !ok {
			return e, false
		}
		var p any
		if i < len(several) {
			p = several[i]
		}
		e.filters, e.parms = append(e.filters, one), append(e.parms, p)
	}
	return e, len(all) < maxDepth
}

// peeled undoes the filters that lose nothing.
func (f *file) peeled(o *object) (e encoded, ok bool) {
	e, ok = f.filters(o)
	for ok && len(e.filters) > 0 {
		var known bool
		e.data, known, ok = f.undo(e.filters[0], e.parms[0], e.data)
		if !known {
			return e, true
		}
		f.spent += len(e.data)
		ok = ok && f.spent <= maxFile
		e.filters, e.parms = e.filters[1:], e.parms[1:]
	}
	return e, ok
}

// decoded is a stream's data where nothing is left to be undone.
func (f *file) decoded(o *object) ([]byte, bool) {
	e, ok := f.peeled(o)
	return e.data, ok && len(e.filters) == 0
}

// undo undoes one filter; known is false of one that is left as it is.
func (f *file) undo(filter name, parms any, data []byte) (out []byte, known, ok bool) {
	plain := f.resolved(parms) == nil
	switch filter {
	case "FlateDecode":
		out, ok = inflated(data, maxFile-f.spent)
		if !plain && ok {
			out, ok = f.unpredicted(out, f.dict(parms))
		}
	case "ASCIIHexDecode":
		end := bytes.IndexByte(data, '>')
		if ok = plain && end >= 0 && blank.Match(data[end+1:]); ok {
			out, ok = unhex(data[:end])
		}
	case "ASCII85Decode":
		end := bytes.Index(data, []byte("~>"))
		if ok = plain && end >= 0 && blank.Match(data[end+2:]); ok {
			out = make([]byte, 4*end+4)
			n, _, err := ascii85.Decode(out, data[:end], true)
			out, ok = out[:n], err == nil
		}
	default:
		return data, false, true
	}
	return out, true, ok
}

// inflated undoes deflation. There is one stream of it, whole, and a line end behind it at most.
func inflated(data []byte, limit int) ([]byte, bool) {
	from := bytes.NewReader(data)
	z, err := zlib.NewReader(from)
	if err != nil {
		return nil, false
	}
	out, err := io.ReadAll(io.LimitReader(z, int64(limit)+1))
	return out, err == nil && len(out) <= limit && len(bytes.Trim(data[len(data)-from.Len():], "\r\n")) == 0
}

// unpredicted undoes the PNG filters of rows (ISO 32000-1 section 7.4.4.4, W3C PNG section 9.2).
func (f *file) unpredicted(data []byte, parms dict) ([]byte, bool) {
	values := map[name]int{"Predictor": 1, "Colors": 1, "BitsPerComponent": 8, "Columns": 1}
	for key, v := range parms {
		n, ok := f.length(v)
		if _, known := values[key]; !known || !ok || n == 0 || n > maxFile {
			return nil, false
		}
		values[key] = n
	}
	if parms == nil || values["Predictor"] == 1 {
		return data, parms != nil
	}
	pixel := min(values["Colors"], 1024) * min(values["BitsPerComponent"], 1024)
	row := (pixel*values["Columns"] + 7) / 8
	if values["Predictor"] < 10 || values["Predictor"] > 15 || len(data)%(row+1) != 0 || row > len(data) {
		return nil, false
	}
	above, step := make([]byte, row), max(1, pixel/8)
	var out []byte
	for ; len(data) > 0; data = data[row+1:] {
		line := bytes.Clone(data[1 : row+1])
		for i := range line {
			var left, corner byte
			if i >= step {
				left, corner = line[i-step], above[i-step]
			}
			switch data[0] {
			case 0:
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(int(left), int(above[i]), int(corner))
			default:
				return nil, false
			}
		}
		out, above = append(out, line...), line
	}
	return out, true
}

func paeth(left, above, corner int) byte {
	p := left + above - corner
	dl, da, dc := max(p-left, left-p), max(p-above, above-p), max(p-corner, corner-p)
	switch {
	case dl <= da && dl <= dc:
		return byte(left)
	case da <= dc:
		return byte(above)
	}
	return byte(corner)
}
