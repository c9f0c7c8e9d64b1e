// Package pdfa writes archival files (PDF/A-3) of one page: of what fpdf wrote, by putting right
// what fpdf cannot be told, or of a page with a structure tree, without fpdf. And it makes one file
// of the pages of several.
package pdfa

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// ErrShape says that a file is not of the shape that fpdf gives it, or [Finish].
var ErrShape = errors.New("certificate: fpdf no longer writes the file as expected")

// file is a PDF in its objects, so that what fpdf cannot be told is put right
// before the cross-reference table is written.
type file struct {
	objects [][]byte // by number, from 1; [0] is unused
	root    int
	info    int
}

var trailer = regexp.MustCompile(`/Root (\d+) 0 R\s/Info (\d+) 0 R`)

// parseFile takes the output of fpdf apart, or a finished certificate. It is no reader of other
// PDFs.
func parseFile(pdf []byte) (*file, error) {
	xref := bytes.LastIndex(pdf, []byte("\nxref\n0 "))
	if xref < 0 {
		return parsePacked(pdf)
	}
	lines := bytes.Split(pdf[xref+1:], []byte("\n"))
	count, err := strconv.Atoi(string(lines[1][2:]))
	if err != nil || len(lines) < count+2 {
		return nil, ErrShape
	}
	ends := []int{xref + 1}
	starts := make([]int, count)
	for i := 1; i < count; i++ {
		if starts[i], err = strconv.Atoi(string(bytes.SplitN(lines[2+i], []byte(" "), 2)[0])); err != nil {
			return nil, ErrShape
		}
		ends = append(ends, starts[i])
	}
	slices.Sort(ends)
	f := &file{objects: make([][]byte, count)}
	for i := 1; i < count; i++ {
		next, _ := slices.BinarySearch(ends, starts[i]+1)
		if next == len(ends) {
			return nil, ErrShape
		}
		body, begun := bytes.CutPrefix(pdf[starts[i]:ends[next]], []byte(strconv.Itoa(i)+" 0 obj\n"))
		body, ended := bytes.CutSuffix(body, []byte("\nendobj\n"))
		if !begun || !ended {
			return nil, ErrShape
		}
		f.objects[i] = body
	}
	found := trailer.FindSubmatch(pdf[xref:])
	if found == nil {
		return nil, ErrShape
	}
	f.root, _ = strconv.Atoi(string(found[1]))
	f.info, _ = strconv.Atoi(string(found[2]))
	if f.root >= count || f.info >= count {
		return nil, ErrShape
	}
	return f, nil
}

// add appends an object and returns its number.
func (f *file) add(body []byte) int {
	f.objects = append(f.objects, body)
	return len(f.objects) - 1
}

// addStream appends a stream; dictionary is what it has besides its length.
func (f *file) addStream(dictionary string, data []byte) int {
	return f.add(stream(dictionary, data))
}

// addDeflated appends a compressed stream.
func (f *file) addDeflated(dictionary string, data []byte) (int, error) {
	compressed, err := Deflate(data)
	if err != nil {
		return 0, err
	}
	return f.addStream(dictionary+" /Filter /FlateDecode", compressed), nil
}

const streamEnd = "\nendstream"

func stream(dictionary string, data []byte) []byte {
	out := fmt.Appendf(nil, "<< %s /Length %d >>\nstream\n", dictionary, len(data))
	return append(append(out, data...), streamEnd...)
}

// find returns the number of the one object whose dictionary holds the mark.
func (f *file) find(mark string) (int, error) {
	found := 0
	for i, body := range f.objects {
		dictionary, _, _ := bytes.Cut(body, []byte("\nstream\n"))
		if bytes.Contains(dictionary, []byte(mark)) {
			if found != 0 {
				return 0, ErrShape
			}
			found = i
		}
	}
	if found == 0 {
		return 0, ErrShape
	}
	return found, nil
}

// replace exchanges the one place where object i says before.
func (f *file) replace(i int, before, after string) error {
	if bytes.Count(f.objects[i], []byte(before)) != 1 {
		return ErrShape
	}
	f.objects[i] = bytes.Replace(f.objects[i], []byte(before), []byte(after), 1)
	return nil
}

// head begins a file. The comment of high bytes tells transfer programs that it is binary.
const head = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

func appendObject(out []byte, number int, body []byte) []byte {
	out = fmt.Appendf(out, "%d 0 obj\n", number)
	return append(append(out, body...), "\nendobj\n"...)
}

// bytes writes the file. Its identifier is the digest of all that comes before.
func (f *file) bytes() []byte {
	out := []byte(head)
	table := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(f.objects))
	for i, body := range f.objects[1:] {
		table = fmt.Appendf(table, "%010d 00000 n \n", len(out))
		out = appendObject(out, i+1, body)
	}
	sum := sha256.Sum256(out)
	start := len(out)
	out = append(out, table...)
	return appendTrailer(out, len(f.objects), f.root, f.info, sum, start)
}

// appendTrailer ends a file of so many objects, 0 included, whose table begins at start.
func appendTrailer(out []byte, size, root, info int, sum [sha256.Size]byte, start int) []byte {
	out = fmt.Appendf(out, "trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%X> <%X>] >>\n",
		size, root, info, sum[:16], sum[:16])
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start)
}
