package pdfa

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// A packed file has all objects that are no streams in one object stream, and a stream as the table
// of cross-references (ISO 32000-1 sections 7.5.7 and 7.5.8): the structure tree is a fifth of a
// file otherwise.

// entrySize is the length of an entry of the table: its kind, an offset or the number of an object
// stream, and the place in that.
const entrySize = 1 + 3 + 1

const (
	inFile   = 1
	inStream = 2
)

// packed writes the file. Its identifier is the digest of all that comes before.
func (f *file) packed() []byte {
	out := make([]byte, 0, 64<<10)
	out = append(out, head...)
	table := make([]byte, 0, (len(f.objects)+2)*entrySize)
	entry := func(kind byte, at, place int) {
		table = append(binary.BigEndian.AppendUint32(table, uint32(at)), byte(place))
		table[len(table)-entrySize] = kind // over the highest of four bytes: no file is that long
	}
	entry(0, 0, 0)
	var places, inner []byte
	count, pack := 0, len(f.objects)
	for i, body := range f.objects[1:] {
		if bytes.HasSuffix(body, []byte(streamEnd)) {
			entry(inFile, len(out), 0)
			out = appendObject(out, i+1, body)
			continue
		}
		entry(inStream, pack, count)
		places = fmt.Appendf(places, "%d %d ", i+1, len(inner))
		inner = append(append(inner, body...), '\n')
		count++
	}
	entry(inFile, len(out), 0)
	out = appendObject(out, pack, stream(fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", count,
		len(places)), compress(append(places, inner...), ofText)))
	sum, start := sha256.Sum256(out), len(out)
	entry(inFile, start, 0)
	out = appendObject(out, pack+1, stream(fmt.Sprintf("/Type /XRef /Size %d /W [1 3 1] /Root %d 0 R /Info %d 0 R "+
		"/ID [<%X> <%X>] /Filter /FlateDecode", pack+2, f.root, f.info, sum[:16], sum[:16]), compress(table, ofText)))
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start)
}

var (
	ending  = regexp.MustCompile(`\nstartxref\n(\d{1,9})\n%%EOF\n$`)
	locator = regexp.MustCompile(`^\d+ 0 obj\n<< /Type /XRef /Size (\d{1,3}) /W \[1 3 1\] ` +
		`/Root (\d{1,3}) 0 R /Info (\d{1,3}) 0 R `)
	packing = regexp.MustCompile(`^<< /Type /ObjStm /N \d+ /First (\d{1,5}) `)
)

// parsePacked takes a packed file apart. It is no reader of others.
func parsePacked(pdf []byte) (*file, error) {
	end := ending.FindSubmatch(pdf[max(0, len(pdf)-64):])
	if end == nil {
		return nil, ErrShape
	}
	start, _ := strconv.Atoi(string(end[1]))
	found := locator.FindSubmatch(pdf[min(start, len(pdf)):])
	if found == nil {
		return nil, ErrShape
	}
	_, table, _ := bytes.Cut(pdf[start:], []byte("\nstream\n"))
	table = inflate(table)
	size, _ := strconv.Atoi(string(found[1]))
	f := &file{objects: make([][]byte, max(size-2, 0))}
	f.root, _ = strconv.Atoi(string(found[2]))
	f.info, _ = strconv.Atoi(string(found[3]))
	if len(table) != size*entrySize || f.root >= len(f.objects) || f.info >= len(f.objects) {
		return nil, ErrShape
	}
	at := func(i int) (kind byte, offset, place int) {
		e := table[i*entrySize:]
		return e[0], int(e[1])<<16 | int(e[2])<<8 | int(e[3]), int(e[4])
	}
	_, pack, _ := at(size - 2)
	inner, err := unpack(pdf, size-2, pack)
	if err != nil {
		return nil, err
	}
	next := pack
	for i := len(f.objects) - 1; i > 0; i-- {
		switch kind, offset, place := at(i); {
		case kind == inFile && offset < next:
			body, begun := bytes.CutPrefix(pdf[offset:next], []byte(strconv.Itoa(i)+" 0 obj\n"))
			body, ended := bytes.CutSuffix(body, []byte("\nendobj\n"))
			if !begun || !ended {
				return nil, ErrShape
			}
			f.objects[i], next = body, offset
		case kind == inStream && offset == size-2 && place < len(inner):
			f.objects[i] = inner[place]
		default:
			return nil, ErrShape
		}
	}
	return f, nil
}

// unpack returns the objects of the object stream that begins at an offset.
func unpack(pdf []byte, number, offset int) ([][]byte, error) {
	body, begun := bytes.CutPrefix(pdf[min(offset, len(pdf)):], []byte(strconv.Itoa(number)+" 0 obj\n"))
	found := packing.FindSubmatch(body)
	if !begun || found == nil {
		return nil, ErrShape
	}
	_, data, _ := bytes.Cut(body, []byte("\nstream\n"))
	data = inflate(data)
	first, _ := strconv.Atoi(string(found[1]))
	if first > len(data) {
		return nil, ErrShape
	}
	var all [][]byte
	places := bytes.Fields(data[:first])
	for i := 1; i < len(places); i += 2 {
		from, err := strconv.Atoi(string(places[i]))
		to := len(data) - first
		if i+2 < len(places) && err == nil {
			to, err = strconv.Atoi(string(places[i+2]))
		}
		if err != nil || from < 0 || from >= to || to > len(data)-first {
			return nil, ErrShape
		}
		all = append(all, bytes.TrimSuffix(data[first+from:first+to], []byte("\n")))
	}
	return all, nil
}

// inflate returns what a stream holds; nil of what is none.
func inflate(data []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	out, err := io.ReadAll(io.LimitReader(r, 1<<20))
	if err != nil {
		return nil
	}
	return out
}
