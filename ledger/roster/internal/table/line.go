package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// lineReader reads the lines of a text file, whatever ends them.
type lineReader struct {
	r       *bufio.Reader
	end     string // what ends most lines
	ends    page   // that the line ends speak for
	settled page   // of the sample
	last    int    // number of the line read last
	ahead   []line // that were given back
}

// line is a line without its end, or why there is none.
type line struct {
	text   string
	number int
	end    string
	row    bool // begins or ends a row, however it ends
	cut    bool // off the line of another file
	err    error
}

// newLineReader reads a file whose beginning is sample. Its buffer has bufferSize.
func newLineReader(r *bufio.Reader, sample []byte) *lineReader {
	l := &lineReader{r: r, end: "\n", settled: settle(sample)}
	both := bytes.Count(sample, []byte("\r\n"))
	lf, cr := bytes.Count(sample, []byte("\n"))-both, bytes.Count(sample, []byte("\r"))-both
	switch {
	case cr > lf && cr > both:
		l.end, l.ends = "\r", macintosh
	case both > lf:
		l.end = "\r\n"
	}
	return l
}

// take returns the next line.
func (l *lineReader) take() line {
	if len(l.ahead) > 0 {
		next := l.ahead[0]
		l.ahead = l.ahead[1:]
		return next
	}
	text, end, err := l.scan()
	if err != nil && err != error(lineLong) {
		return line{number: l.last, err: err}
	}
	l.last++
	next := line{number: l.last, end: end, err: err}
	if err == nil {
		next.text, next.err = l.decode(text, end)
	}
	return next
}

// back gives lines back, to be taken again.
func (l *lineReader) back(lines []line) { l.ahead = append(lines, l.ahead...) }

// usual reports whether a line ends as most lines of the file do, or with it.
func (l *lineReader) usual(one line) bool { return one.end == l.end || one.end == "" }

// scan returns the next line and its end. It is valid until the next call.
func (l *lineReader) scan() (text []byte, end string, err error) {
	var long error // where the beginning was too much to be kept
	for searched := 0; ; {
		b, err := l.r.Peek(searched + 1)
		if more := l.r.Buffered(); more > len(b) {
			b, _ = l.r.Peek(more)
		}
		if i := bytes.IndexAny(b[searched:], "\r\n"); i >= 0 {
			if searched += i; searched <= maxLine {
				return l.cut(searched, long)
			}
			l.discard(searched)
			long, searched = lineLong, 0
			continue
		}
		searched = len(b)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			long, searched = lineLong, 0
			l.discard(len(b))
		case err == io.EOF && (searched > 0 || long != nil):
			l.discard(searched)
			return b, "", long
		case err != nil:
			return nil, "", err
		}
	}
}

// cut takes n bytes and the line end after them.
func (l *lineReader) cut(n int, long error) (text []byte, end string, err error) {
	b, _ := l.r.Peek(n + 2) // at the end of the file, the one byte less
	end = string(b[n : n+1])
	if end == "\r" && len(b) > n+1 && b[n+1] == '\n' {
		end = "\r\n"
	}
	l.discard(n + len(end))
	return b[:n], end, long
}

// discard passes over n bytes that are in the buffer.
func (l *lineReader) discard(n int) { _, _ = l.r.Discard(n) }

// decode makes UTF-8 of a line.
func (l *lineReader) decode(b []byte, end string) (string, error) {
	b = bytes.TrimPrefix(b, []byte(marks[0]))
	if end == "" || len(b) == 1 {
		b = bytes.TrimRight(b, "\x1a") // with which MS-DOS ends a file
	}
	if utf8.Valid(b) {
		return strings.TrimPrefix(string(b), marks[1]), nil
	}
	p := choose(scores(b), l.ends, l.settled)
	if p == noPage {
		return "", lineEncoding
	}
	return p.decode(b), nil
}
