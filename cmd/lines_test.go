package cmd_test

import (
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Lines are as wide as two windows side by side show them. A tab counts four columns.
const (
	codeColumns    = 120
	commentColumns = 100 // of a line of its own
	keyColumns     = 60  // beside a text that is wider than a line by itself, and is not cut
)

// wide lists the files that had wider lines when this rule came. It only shrinks: a file leaves it
// when it is touched, and none comes in.
const wide = "testdata/wide.txt"

func TestLines(t *testing.T) {
	list, err := os.ReadFile(wide)
	if err != nil {
		t.Fatal(err)
	}
	exempt := strings.Fields(string(list))
	if !slices.IsSorted(exempt) {
		t.Errorf("%s is not sorted", wide)
	}
	var seen []string
	for _, f := range sources(t) {
		text, err := os.ReadFile("../" + f.name)
		if err != nil {
			t.Fatal(err)
		}
		lines := wideLines(text)
		switch known := slices.Contains(exempt, f.name); {
		case known && len(lines) == 0:
			t.Errorf("%s: no line is too wide any more: take it out of cmd/%s", f.name, wide)
		case !known && len(lines) > 0:
			t.Errorf("%s: too wide: %s", f.name, strings.Join(lines, ", "))
		}
		seen = append(seen, f.name)
	}
	for _, name := range exempt {
		if !slices.Contains(seen, name) {
			t.Errorf("%s: there is no such file: take it out of cmd/%s", name, wide)
		}
	}
}

// wideLines returns the numbers and columns of a Go file's lines that are too wide. Lines of raw
// strings, specimens and outputs in comments, and directives, are as wide as what they show; so is
// a text that has a line to itself and its key.
func wideLines(text []byte) (wide []string) {
	lines := strings.Split(string(text), "\n")
	limit := make([]int, len(lines))
	literals := make([][]string, len(lines))
	for i := range limit {
		limit[i] = codeColumns
	}
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, text, nil, scanner.ScanComments)
	output := false // of an Example
	for pos, kind, literal := s.Scan(); kind != token.EOF; pos, kind, literal = s.Scan() {
		first := file.Line(pos) - 1
		output = kind == token.COMMENT && (output || literal == "// Output:")
		switch n := strings.Count(literal, "\n"); {
		case kind == token.STRING && n > 0:
			for i := range n + 1 {
				limit[first+i] = 1 << 20
			}
		case kind == token.STRING:
			literals[first] = append(literals[first], literal)
		case kind == token.COMMENT && strings.HasPrefix(strings.TrimSpace(lines[first]), "//"):
			limit[first] = commentColumns
			if output || strings.HasPrefix(literal, "//\t") || strings.HasPrefix(literal, "//go:") {
				limit[first] = 1 << 20
			}
		}
	}
	for i, line := range lines {
		n := columns(line)
		alone := len(literals[i]) == 1 && n-columns(literals[i][0]) <= keyColumns
		if n > limit[i] && !alone {
			wide = append(wide, fmt.Sprintf("line %d has %d columns", i+1, n))
		}
	}
	return wide
}

func columns(line string) int { return utf8.RuneCountInString(line) + 3*strings.Count(line, "\t") }

func TestLinesBite(t *testing.T) {
	const word = "sepuluhhrf"
	text := "package p\n\n// " + strings.Repeat(word, 9) + " pas\n// " + strings.Repeat(word, 10) + "\n" +
		"//go:generate " + strings.Repeat(word, 10) + "\n//\t" + strings.Repeat(word, 12) + "\n" +
		"var a = `\n" + strings.Repeat(word, 13) + "`\n" +
		"var b = \"" + strings.Repeat(word, 13) + "\"\n" +
		"var c = \"" + strings.Repeat(word, 6) + "\" + \"" + strings.Repeat(word, 6) + "\"\n" +
		"\t\t\tf(" + strings.Repeat("a, ", 36) + "b)\n"
	want := "[line 4 has 103 columns line 10 has 135 columns line 11 has 124 columns]"
	if got := fmt.Sprint(wideLines([]byte(text))); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
