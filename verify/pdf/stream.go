package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"iter"
)

// filters are the names of a stream's filters in the order of decoding.
func (f *File) filters(o *object) (names []name) {
	filters := f.list(o.dict()["Filter"])
	if one, ok := f.resolve(o.dict()["Filter"]).(name); ok {
		filters = list{one}
	}
	for _, filter := range filters {
		n, _ := f.resolve(filter).(name)
		names = append(names, n)
	}
	return names
}

func isFlate(filter name) bool { return filter == "FlateDecode" || filter == "Fl" }

// decode returns a stream's data: plain or deflated, which all current programs write. What is cut
// short counts as far as it goes.
func (f *File) decode(o *object) ([]byte, error) {
	data := o.stream
	for _, filter := range f.filters(o) {
		if !isFlate(filter) {
			return nil, ErrUnread
		}
		var z inflater
		out, err := z.inflate(data, maxInflate-f.spent)
		if f.spent += len(out); f.spent > maxInflate || err != nil && len(out) == 0 {
			return nil, ErrUnread
		}
		data = out
	}
	return data, nil
}

// Beginning yields each stream, plain or deflated, whose data begin with prefix, also those of
// objects that a later part of the file replaces. Streams never lie inside object streams (section
// 7.5.7), so that these are all. Of deflated data it reads at most one byte more than limit. An
// error is of a stream that begins so and cannot be read to its end.
func (f *File) Beginning(prefix string, limit int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var z inflater
		for _, o := range f.streams {
			data, err := o.stream, error(nil)
			switch filters := f.filters(o); {
			case len(filters) == 0:
			case len(filters) == 1 && isFlate(filters[0]):
				data, err = z.beginning(o.stream, prefix, limit)
			default:
				continue
			}
			if bytes.HasPrefix(data, []byte(prefix)) && !yield(data, err) {
				return
			}
		}
	}
}

// inflater decodes zlib streams one after the other, in the same memory.
type inflater struct{ r io.ReadCloser }

var errLong = errors.New("longer than the limit")

// inflate returns the first limit bytes and one more, beside errLong, of what data decodes to. The
// checksum at the end is checked; bytes after it are not looked at.
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

// beginning inflates data whole where that begins with prefix, and else only as far as shows that
// it does not.
func (z *inflater) beginning(data []byte, prefix string, limit int) ([]byte, error) {
	head, err := z.inflate(data, len(prefix))
	if !bytes.HasPrefix(head, []byte(prefix)) || err == nil {
		return head, err
	}
	all, err := z.inflate(data, limit)
	if errors.Is(err, errLong) {
		err = nil
	}
	if err != nil {
		all = head // which the reader knows already
	}
	return all, err
}
