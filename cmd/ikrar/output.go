package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/term"

	"ikrar/verify/phrase"
)

// output is stdout. It remembers its first error, so that no verb has to look at every line it prints and a full disk
// behind a redirection still ends in a failure.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.w.Write(p)
	o.err = err
	return n, err
}

// print writes a line of the result to stdout.
func (a *app) print(key string, args ...any) { fmt.Fprintln(a.stdout, a.say(key, args...)) }

// indented writes a line of the result below the one that it belongs to.
func (a *app) indented(key string, args ...any) { fmt.Fprintln(a.stdout, " ", a.say(key, args...)) }

// line writes a line of the result that is no sentence: its parts with spaces between them.
func (a *app) line(parts ...any) {
	fmt.Fprintln(a.stdout, phrase.Visible(strings.TrimSuffix(fmt.Sprintln(parts...), "\n")))
}

// note writes a line about the work to stderr; with --json it is silent, since stderr then is for programs too.
func (a *app) note(key string, args ...any) {
	if !a.json {
		fmt.Fprintln(a.stderr, a.say(key, args...))
	}
}

// result writes value as one line of JSON where --json was asked for, and otherwise calls text.
func (a *app) result(value any, text func()) {
	if a.json {
		a.encode(a.stdout, value)
		return
	}
	text()
}

// encode writes one line of JSON. What it is given are structs of this package, which always encode.
func (a *app) encode(w io.Writer, value any) {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	if err == nil {
		_, err = w.Write(phrase.VisibleJSON(line.Bytes()))
	}
	if err != nil && a.stdout.err == nil {
		a.stdout.err = err
	}
}

// isTerminal says whether a reader or writer is a terminal someone sits at.
func isTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(int(f.Fd()))
}

// maxAnswer bounds a line read as an answer, in bytes: longer ones are a file that came in by mistake.
const maxAnswer = 4096

// readAnswer reads one line from stdin, without its line end. io.EOF where there is none.
func (a *app) readAnswer() (string, error) {
	var line []byte
	for len(line) < maxAnswer {
		c, err := a.stdin.ReadByte()
		if err == io.EOF && len(line) > 0 || err == nil && c == '\n' {
			break
		}
		if err != nil {
			return "", err
		}
		line = append(line, c)
	}
	return strings.TrimSpace(string(line)), nil
}

// confirm asks the question under key as [app.agree] does. With --json there is nobody to ask, and stderr is for programs.
func (a *app) confirm(ctx context.Context, flag, key string, args ...any) error {
	if a.json {
		return refuse("answer-needed", "flag", flag)
	}
	return a.agree(ctx, flag, key, args...)
}

// agree asks the question under key and returns nil for yes. Yes must be typed as a word, in either language: ya, yes,
// y. Anything else is a no. Without anybody to ask it says which flag answers beforehand.
func (a *app) agree(ctx context.Context, flag, key string, args ...any) error {
	fmt.Fprintf(a.stderr, "%s [%s] ", a.say(key, args...), a.say("confirm.choices"))
	var answer string
	answered := make(chan error, 1)
	go func() {
		var err error
		answer, err = a.readAnswer()
		answered <- err
	}()
	select {
	case <-ctx.Done(): // the reader stays behind; the process is about to end
		fmt.Fprintln(a.stderr)
		return ctx.Err()
	case err := <-answered:
		if err == io.EOF {
			fmt.Fprintln(a.stderr)
			return refuse("answer-needed", "flag", flag)
		} else if err != nil {
			return err
		}
		if !isTerminal(a.input) { // nobody has pressed Enter
			fmt.Fprintln(a.stderr)
		}
	}
	switch strings.ToLower(answer) {
	case "y", "ya", "yes":
		return nil
	}
	return refuse("declined")
}
