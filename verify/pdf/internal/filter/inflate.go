package filter

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

// Inflater decodes zlib streams one after the other, in the same memory.
type Inflater struct{ r io.ReadCloser }

// Inflate returns the first limit bytes and one more, beside [ErrLong], of what data decodes to.
// The checksum at the end is checked; bytes after it are not looked at.
func (z *Inflater) Inflate(data []byte, limit int) ([]byte, error) {
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
		err = ErrLong
	}
	return out, err
}

// Beginning inflates data whole where that begins with prefix, and else only as far as shows that
// it does not.
func (z *Inflater) Beginning(data []byte, prefix string, limit int) ([]byte, error) {
	head, err := z.Inflate(data, len(prefix))
	if !bytes.HasPrefix(head, []byte(prefix)) || err == nil {
		return head, err
	}
	all, err := z.Inflate(data, limit)
	if errors.Is(err, ErrLong) {
		err = nil
	}
	if err != nil {
		all = head // which the reader knows already
	}
	return all, err
}
