package pdfa

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// PrintFile is a file of pages for a printer.
type PrintFile struct {
	Header        string  // the lines that the file begins with
	Width, Height float64 // of all pages, in points
	Title         string
	Creator       string // the program
	Created       time.Time
}

// Bind puts the pages of certificates into one file, in their order and object for object; what two
// of them have in common is there once. Attachments and metadata stay behind. It stops at the first
// error of certificates, and returns it.
func (s PrintFile) Bind(certificates iter.Seq2[[]byte, error]) ([]byte, error) {
	b := &binder{known: make(map[[sha256.Size]byte]int)}
	b.out.WriteString(s.Header)
	pages, count := b.reserve(), 0
	var kids strings.Builder
	for pdf, err := range certificates {
		number := 0
		if err == nil {
			number, err = b.page(pdf, pages)
		}
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&kids, "%d 0 R\n", number)
		count++
	}
	b.write(pages, fmt.Appendf(nil, "<< /Type /Pages /Count %d /MediaBox [0 0 %.2f %.2f] /Kids [\n%s] >>",
		count, s.Width, s.Height, kids.String()))
	root, info := b.reserve(), b.reserve()
	b.write(root, fmt.Appendf(nil,
		"<< /Type /Catalog /Pages %d 0 R /ViewerPreferences << /DisplayDocTitle true >> >>", pages))
	b.write(info, fmt.Appendf(nil, "<< /Producer (%s) /Creator (%s) /Title %s /CreationDate (%s) /ModDate (%s) >>",
		s.Creator, s.Creator, textString(s.Title), date(s.Created), date(s.Created)))
	return b.finish(root, info), nil
}

// binder writes objects of several files into one.
type binder struct {
	out   bytes.Buffer
	at    []int                     // where each object begins, from number 1
	known map[[sha256.Size]byte]int // numbers of what was written, by content
	from  *file
	moved map[int]int // numbers of from's objects in out
}

var parent = regexp.MustCompile(`/Parent \d+ 0 R`)

// page brings over the page of a certificate, as a child of the node pages.
func (b *binder) page(pdf []byte, pages int) (int, error) {
	f, err := parseFile(pdf)
	if err != nil {
		return 0, err
	}
	page, err := f.find("/Type /Page\n")
	if err != nil {
		return 0, err
	}
	if len(parent.FindAll(f.objects[page], 2)) != 1 {
		return 0, ErrShape
	}
	b.from, b.moved = f, map[int]int{page: 0}
	body, err := b.adopt(parent.ReplaceAll(f.objects[page], nil))
	if err != nil {
		return 0, err
	}
	number := b.reserve()
	b.write(number,
		bytes.Replace(body, []byte("/Type /Page\n"), fmt.Appendf(nil, "/Type /Page /Parent %d 0 R\n", pages), 1))
	return number, nil
}

func (b *binder) reserve() int {
	b.at = append(b.at, 0)
	return len(b.at)
}

func (b *binder) write(number int, body []byte) {
	b.at[number-1] = b.out.Len()
	fmt.Fprintf(&b.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

var reference = regexp.MustCompile(`\b(\d+) 0 R\b`)

// adopt brings over what an object refers to, and returns the object with its new references.
// Certificates have no references in circles but that to the parent of a page.
func (b *binder) adopt(body []byte) ([]byte, error) {
	dictionary, data, streams := bytes.Cut(body, []byte("\nstream\n"))
	var failed error
	dictionary = reference.ReplaceAllFunc(dictionary, func(found []byte) []byte {
		number, err := strconv.Atoi(string(bytes.TrimSuffix(found, []byte(" 0 R"))))
		if err == nil {
			number, err = b.move(number)
		}
		if err != nil {
			failed = err
		}
		return fmt.Appendf(nil, "%d 0 R", number)
	})
	if streams {
		dictionary = append(append(dictionary, "\nstream\n"...), data...)
	}
	return dictionary, failed
}

// move writes one object of the file at hand, unless it or its like is written.
func (b *binder) move(number int) (int, error) {
	if to, ok := b.moved[number]; ok && to > 0 {
		return to, nil
	} else if ok || number <= 0 || number >= len(b.from.objects) {
		return 0, ErrShape // on its way: a circle
	}
	b.moved[number] = 0
	body, err := b.adopt(b.from.objects[number])
	if err != nil {
		return 0, err
	}
	sum := sha256.Sum256(body)
	to, ok := b.known[sum]
	if !ok {
		to = b.reserve()
		b.known[sum] = to
		b.write(to, body)
	}
	b.moved[number] = to
	return to, nil
}

func (b *binder) finish(root, info int) []byte {
	sum := sha256.Sum256(b.out.Bytes())
	start := b.out.Len()
	fmt.Fprintf(&b.out, "xref\n0 %d\n0000000000 65535 f \n", len(b.at)+1)
	for _, at := range b.at {
		fmt.Fprintf(&b.out, "%010d 00000 n \n", at)
	}
	return appendTrailer(b.out.Bytes(), len(b.at)+1, root, info, sum, start)
}
