package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// narrowest is the width in columns below which a terminal is not believed.
const narrowest = 20

// folding is a terminal to which text goes in whole words, as wide as it is: by itself it would
// break them at its edge.
type folding struct {
	*os.File
	column int // that the next character is written in, from 0
}

// folded is a stream for text: itself, or a [folding] one where somebody sits there.
func folded(w io.Writer) io.Writer {
	if f, ok := w.(*os.File); ok && isTerminal(f) {
		return &folding{File: f}
	}
	return w
}

// columnsOf is how wide a terminal is; of what is none, [terminalCells].
func columnsOf(stream any) int {
	if f, ok := stream.(interface{ Fd() uintptr }); ok {
		if columns, _, err := term.GetSize(int(f.Fd())); err == nil && columns > 0 {
			return max(columns, narrowest)
		}
	}
	return terminalCells
}

func (f *folding) Write(p []byte) (int, error) {
	if bytes.ContainsAny(p, "\r\x1b") || !utf8.Valid(p) { // a progress bar, or no text
		return f.File.Write(p)
	}
	var b strings.Builder
	lines := strings.Split(string(p), "\n")
	for n, line := range lines {
		if n > 0 {
			b.WriteByte('\n')
			f.column = 0
		}
		if isCommand(line) {
			b.WriteString(line)
		} else {
			line = foldLine(line, f.column, columnsOf(f.File))
			b.WriteString(line)
		}
		if last := line[strings.LastIndexByte(line, '\n')+1:]; last != line {
			f.column = utf8.RuneCountInString(last)
		} else {
			f.column += utf8.RuneCountInString(last)
		}
	}
	if _, err := io.WriteString(f.File, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// isCommand says whether a line is a command alone: those are copied, and stay whole.
func isCommand(line string) bool { return strings.HasPrefix(strings.TrimLeft(line, " "), "ikrar ") }

// foldLine breaks a line between words, its indentation before each part; used columns of its first
// are taken. A word that is wider than that stays whole.
func foldLine(line string, used, width int) string {
	words := strings.TrimLeft(line, " ")
	indent := line[:len(line)-len(words)]
	var b strings.Builder
	b.WriteString(indent)
	column, begun := used+len(indent), false
	for word := range strings.SplitSeq(words, " ") {
		long := utf8.RuneCountInString(word)
		switch {
		case begun && column+1+long > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		case begun:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column, begun = column+long, true
	}
	return b.String()
}
