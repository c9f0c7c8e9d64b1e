package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"ikrar/verify/phrase"
)

// The exit codes of every verb.
const (
	exitRefused      = 1 // refused or failed
	exitUsage        = 2
	exitUndetermined = 3
)

// fault is an error a person can act on: a code with arguments. Its sentence is the catalogue's "fault.CODE", its next
// step "fault.CODE.hint" where there is one, both said with the same arguments. The codes are part of the interface
// (--json gives them as "error"), so they do not change.
type fault struct {
	code  string
	args  []any  // alternating names and values, as phrase.Book.Say takes them; a value may be words
	hint  string // catalogue key in place of fault.CODE.hint
	cause error
	exit  int      // 0 means exitRefused
	rule  string   // of the ledger, where it refused: the code that programs get
	also  []*fault // what else is wrong with the command as it was typed
}

// refuse makes a fault.
func refuse(code string, args ...any) *fault { return &fault{code: code, args: args} }

// because adds the error of a library. Behind the sentence stands what the catalogue says of it: see [app.cause].
func (f *fault) because(err error) *fault { f.cause = err; return f }

// hinted names another next step than the code's own, and what its sentence needs.
func (f *fault) hinted(key string, args ...any) *fault {
	f.hint, f.args = key, append(f.args, args...)
	return f
}

// name is the code that programs get.
func (f *fault) name() string {
	if f.rule != "" {
		return f.rule
	}
	return f.code
}

// usage makes it a usage error of the command, whose help is the next step.
func (f *fault) usage(command string) *fault {
	f.exit = exitUsage
	return f.hinted("hint.usage", "command", command)
}

// mistyped makes it a usage error whose own next step says more than the help.
func (f *fault) mistyped() *fault { f.exit = exitUsage; return f }

// Error is for logs and tests; people are shown [app.explain]'s sentences.
func (f *fault) Error() string {
	s := f.code
	for i := 0; i+1 < len(f.args); i += 2 {
		s += fmt.Sprintf(" %v=%v", f.args[i], f.args[i+1])
	}
	if f.cause != nil {
		s += ": " + f.cause.Error()
	}
	for _, other := range f.also {
		s += "; " + other.Error()
	}
	return s
}

func (f *fault) Unwrap() error { return f.cause }

// outcome is the error of a verb that has said all there is to say, and ends with this exit code.
type outcome int

func (o outcome) Error() string { return fmt.Sprintf("exit %d", int(o)) }

// asFault finds the fault in an error, or makes one: of the errors of the file system, which any verb may meet, and of
// everything else with the verb as its context.
func asFault(command string, err error) *fault {
	var (
		f    *fault
		path *fs.PathError
	)
	switch {
	case errors.As(err, &f):
		return f
	case lyingFault(err) != nil:
		return lyingFault(err)
	case officeFault(err) != nil:
		return officeFault(err)
	case errors.Is(err, context.Canceled):
		return refuse("interrupted")
	case !errors.As(err, &path):
	case errors.Is(err, fs.ErrNotExist):
		return refuse("file-missing", "path", firstMissing(path.Path))
	case errors.Is(err, fs.ErrExist):
		return refuse("file-exists", "path", path.Path)
	case errors.Is(err, fs.ErrPermission):
		return refuse("file-denied", "path", path.Path)
	case errors.Is(err, syscall.EISDIR):
		return refuse("file-directory", "path", path.Path)
	case errors.Is(err, syscall.ENOSPC):
		return refuse("disk-full", "path", path.Path)
	}
	return refuse("failed", "context", command).because(err)
}

// unseen makes an error one of not having looked, which says nothing of what was to be looked at.
func unseen(command string, err error) error {
	f := asFault(command, err)
	if f.exit == 0 {
		f.exit = exitUndetermined
	}
	return f
}

// firstMissing is path, or the directory above it that does not exist either: for a file about to be written, the
// missing directory is the news.
func firstMissing(path string) string {
	for dir := filepath.Dir(path); dir != path; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		path = dir
	}
	return path
}

// explain is a fault in the language of this run: what and where, and the next step, which may be empty.
func (a *app) explain(f *fault) (message, hint string) {
	message = a.say("fault."+f.code, f.args...)
	if cause := a.cause(f.cause); cause != "" {
		message += ": " + cause
	}
	if f.hint != "" {
		return message, a.say(f.hint, f.args...)
	}
	if key := "fault." + f.code + ".hint"; a.sayIf(key) != "" {
		hint = a.say(key, f.args...)
	}
	return message, hint
}

// oneLine is what an error says, on one line: several that were joined are set apart, and a line break that came with
// a file's name is shown.
func oneLine(err error) string {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		joined := errors.Join(several.Unwrap()...) // nil where it wraps none
		if joined != nil && joined.Error() == err.Error() {
			var parts []string
			for _, e := range several.Unwrap() {
				parts = append(parts, oneLine(e))
			}
			return strings.Join(parts, "; ")
		}
	}
	return phrase.Visible(err.Error())
}

// finish says the error of a run, if any, and returns its exit code.
func (a *app) finish(command string, err error) int {
	var done outcome
	switch {
	case err == nil:
		return 0
	case errors.As(err, &done):
		return int(done)
	}
	if a.away != nil && !errors.As(err, new(*fault)) { // the way may have ended anywhere
		if said := a.awayFault(a.away, err); said != nil {
			err = said
		}
	}
	f := asFault(command, err)
	var messages, hints, details []string
	for _, one := range append([]*fault{f}, f.also...) {
		message, hint := a.explain(one)
		messages = append(messages, message)
		if one.cause != nil {
			details = append(details, oneLine(one.cause))
		}
		if hint != "" && !slices.Contains(hints, hint) {
			hints = append(hints, hint)
		}
	}
	if a.json {
		a.encode(a.stderr, struct {
			Error   string `json:"error"`
			Message string `json:"message"`
			Hint    string `json:"hint,omitempty"`
			Detail  string `json:"detail,omitempty"` // what a library said, in English
		}{f.name(), strings.Join(messages, "; "), strings.Join(hints, "; "), strings.Join(details, "; ")})
	} else {
		for _, message := range messages {
			fmt.Fprintf(a.stderr, "%s: %s\n", a.say("error"), message)
		}
		for _, hint := range hints {
			fmt.Fprintf(a.stderr, "%s: %s\n", a.say("hint"), hint)
		}
	}
	if f.exit == 0 {
		return exitRefused
	}
	return f.exit
}
