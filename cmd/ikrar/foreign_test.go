package main

import (
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"ikrar/verify/phrase"
)

// strange is what a file, a cell, a server or the system may say.
const strange = "x\x1b[2J\u009b31m\r\nerror: forged\t\u2028\u202e\u200b\x7f\xff"

var placeholder = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)

// TestForeignTextIsVisible: no sentence of the catalogue, with anything in its places, sends a terminal more than its own
// lines, by whatever way it is said.
func TestForeignTextIsVisible(t *testing.T) {
	checked := 0
	check := func(what, got string, lines int) {
		t.Helper()
		checked++
		if strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }) ||
			strings.Contains(got, "\u2028") || lines >= 0 && strings.Count(got, "\n") != lines {
			t.Errorf("%s: %q", what, got)
		}
	}
	for key, text := range phrases {
		var args []any
		for _, name := range placeholder.FindAllStringSubmatch(text.ID, -1) {
			args = append(args, name[1], strange)
		}
		a, stdout, stderr := testApp("")
		a.print(key, args...)
		a.note(key, append(args, "unused", strange)...)
		check("print "+key, stdout.String(), 1+strings.Count(text.ID, "\n"))
		check("note "+key, stderr.String(), 1+strings.Count(text.ID, "\n"))
		code, isFault := strings.CutPrefix(key, "fault.")
		if !isFault || strings.HasSuffix(key, ".hint") {
			continue
		}
		cause := errors.Join(&fs.PathError{Op: "open", Path: strange, Err: fs.ErrInvalid}, errors.New(strange))
		for _, json := range []bool{false, true} {
			a, stdout, stderr = testApp("")
			a.json = json
			a.finish("ikrar", refuse(code, args...).because(cause))
			a.complain(strange, refuse(code, args...).because(cause))
			check("fault "+code, stdout.String()+stderr.String(), -1)
			if forged := strings.Contains("\n"+stdout.String()+stderr.String(), "\nerror: forged"); forged {
				t.Errorf("fault %s: a forged line", code)
			}
		}
	}
	a, stdout, stderr := testApp("")
	a.line(strange, 7)
	check("line", stdout.String(), 1)
	b, shown, _ := testApp("")
	table := b.table()
	table.row(strange, strange)
	table.flush()
	check("row", shown.String(), 1)
	a.finish("ikrar", errors.New(strange))
	check("finish", stderr.String(), 2)
	if checked < 500 {
		t.Errorf("only %d sentences", checked)
	}
	shown.Reset()
	table = b.table()
	table.row("a", "b\tc")
	if table.flush(); shown.String() != "a  b‹U+0009›c\n" {
		t.Errorf("%q", shown)
	}
	if said := a.say("watch.erased", "line", phrase.Sentence("a\nb")); !strings.Contains(said, "a\nb") {
		t.Errorf("a sentence of ours lost its line: %q", said)
	}
}
