package pdf

import (
	"bytes"
	"errors"
	"iter"

	"ikrar/verify/pdf/internal/filter"
)

// filters are the long names of a stream's filters in the order of decoding.
func (f *File) filters(o *object) (names []name) {
	filters := f.list(o.dict()["Filter"])
	if one, ok := f.resolve(o.dict()["Filter"]).(name); ok {
		filters = list{one}
	}
	for _, v := range filters {
		n, _ := f.resolve(v).(name)
		names = append(names, name(filter.Name(string(n))))
	}
	return names
}

const maxFilters = 8 // of one stream, each of which may make more of it

// decode returns a stream's data without its filters and predictors. What is cut short counts as
// far as it goes.
func (f *File) decode(o *object) ([]byte, error) {
	data, rest, parms, err := f.undo(o, max(maxInflate-f.spent, 0))
	f.stopped = f.stopped || errors.Is(err, filter.ErrLong)
	if f.spent += len(data); err != nil || len(rest) > 0 {
		return nil, ErrUnread
	}
	p := f.params(parms)
	if p.Predictor > 1 {
		step := max(1, p.Colors*p.Bits/8)
		data = filter.Unpredict(bytes.Clone(data), p.Predictor, (p.Columns*p.Colors*p.Bits+7)/8, step, p.Bits)
	}
	return data, nil
}

// undo undoes a stream's filters up to one that is none of package filter: that of a picture, or of
// something unknown. It returns the filters left, and the parameters of the first of them, or else
// of the last undone. Beside an error the data are what was decoded before it.
func (f *File) undo(o *object, limit int) (data []byte, rest []name, parms dict, err error) {
	data, rest = o.stream, f.filters(o)
	if len(rest) > maxFilters {
		return nil, rest, nil, ErrUnread
	}
	for i := 0; len(rest) > 0; i++ {
		parms = f.parms(o, i)
		if rest[0] == "Crypt" {
			rest = rest[1:]
			continue
		}
		p := f.params(parms)
		if rest[0] == "CCITTFaxDecode" && p.Rows <= 0 {
			p.Rows = f.whole(o, "Height")
		}
		out, err := filter.Decode(string(rest[0]), data, p, limit)
		switch {
		case errors.Is(err, filter.ErrUnknown):
			return data, rest, parms, nil
		case errors.Is(err, filter.ErrLong), err != nil && len(out) == 0:
			return out, rest[1:], parms, err
		}
		data, rest = out, rest[1:]
	}
	return data, nil, parms, nil
}

// parms are the parameters of the filter i of a stream.
func (f *File) parms(o *object, i int) dict {
	parms := o.dict()["DecodeParms"]
	if parms == nil {
		parms = o.dict()["DP"]
	}
	if several := f.list(parms); several != nil {
		if i >= len(several) {
			return nil
		}
		parms = several[i]
	} else if i > 0 && len(f.filters(o)) > 1 {
		return f.dict(parms) // one for all, as some write it
	}
	return f.dict(parms)
}

// params are those parameters, with their defaults.
func (f *File) params(d dict) filter.Params {
	number := func(key name, otherwise int) int {
		if n, ok := f.resolve(d[key]).(float64); ok && n >= -maxArea && n <= maxArea {
			return int(n)
		}
		return otherwise
	}
	width := 1728 // the default of a fax, and 1 that of a predictor
	if f.resolve(d["Predictor"]) != nil {
		width = 1
	}
	is := func(key name) bool { return f.resolve(d[key]) == any(word("true")) }
	return filter.Params{EarlyChange: number("EarlyChange", 1) != 0, K: number("K", 0),
		Columns: number("Columns", width), Rows: number("Rows", 0), BlackIs1: is("BlackIs1"),
		ByteAlign: is("EncodedByteAlign"), Predictor: number("Predictor", 1),
		Colors: number("Colors", 1), Bits: number("BitsPerComponent", 8)}
}

// Beginning yields each stream, plain or deflated, whose data begin with prefix, also those of
// objects that a later part of the file replaces. Streams never lie inside object streams (section
// 7.5.7), so that these are all. Of deflated data it reads at most one byte more than limit. An
// error is of a stream that begins so and cannot be read to its end.
func (f *File) Beginning(prefix string, limit int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var z filter.Inflater
		for _, o := range f.streams {
			data, err := o.stream, error(nil)
			switch filters := f.filters(o); {
			case len(filters) == 0:
			case len(filters) == 1 && filters[0] == "FlateDecode":
				data, err = z.Beginning(o.stream, prefix, limit)
			case len(o.stream) <= 2*limit && f.resolve(o.dict()["Subtype"]) != any(name("Image")):
				if data, err = f.decode(o); err != nil {
					continue
				}
				data = data[:min(len(data), limit+1)]
			default:
				continue
			}
			if bytes.HasPrefix(data, []byte(prefix)) && !yield(data, err) {
				return
			}
		}
	}
}
