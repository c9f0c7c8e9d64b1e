package main

import (
	"bytes"
	"context"
	"crypto/subtle"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// maxPassphrase bounds a passphrase, in bytes: a longer first line means that the file is not a passphrase file.
const maxPassphrase = 1024

// passphrase returns what asks for the passphrase of the existing key at path, as keyfile.Open wants it: the first line
// of --passphrase-file, or else an answer at the terminal.
func (a *app) passphrase(ctx context.Context, path string) func() ([]byte, error) {
	return func() ([]byte, error) {
		if a.passphraseFile != "" {
			return a.readPassphraseFile()
		}
		return a.askPassphrase(ctx, "passphrase.old", path)
	}
}

// newPassphrase asks for the passphrase of a key about to be made, twice at a terminal, since nobody sees what they type.
func (a *app) newPassphrase(ctx context.Context, path string) ([]byte, error) {
	if a.passphraseFile != "" {
		return a.readPassphraseFile()
	}
	first, err := a.askPassphrase(ctx, "passphrase.new", path)
	if err != nil {
		return nil, err
	}
	if len(first) == 0 {
		return nil, refuse("passphrase-empty")
	}
	again, err := a.askPassphrase(ctx, "passphrase.again", path)
	if err != nil {
		return nil, err
	}
	if subtle.ConstantTimeCompare(first, again) != 1 {
		return nil, refuse("passphrase-mismatch")
	}
	return first, nil
}

// readPassphraseFile returns the first line of --passphrase-file without its line end. Its mode is not judged: it may be
// a pipe or a secret that a service manager mounts.
func (a *app) readPassphraseFile() ([]byte, error) {
	f, err := os.Open(a.passphraseFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPassphrase+2)) // and its CR LF
	if err != nil {
		return nil, err
	}
	line, _, found := bytes.Cut(data, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	switch {
	case len(line) == 0:
		return nil, refuse("passphrase-file-empty", "path", a.passphraseFile)
	case len(line) > maxPassphrase, !found && len(data) > maxPassphrase:
		return nil, refuse("passphrase-file-long", "path", a.passphraseFile, "max", maxPassphrase)
	}
	return line, nil
}

// askPassphrase asks at the terminal, without echo. An interrupt gives the terminal its echo back.
func (a *app) askPassphrase(ctx context.Context, prompt, path string) ([]byte, error) {
	stdin, ok := a.input.(*os.File)
	if !ok || !isTerminal(stdin) {
		return nil, refuse("passphrase-needed", "path", path)
	}
	fd := int(stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(a.stderr, "%s: ", a.say(prompt, "path", path))
	type answer struct {
		line []byte
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(fd)
		answered <- answer{line, err}
	}()
	select {
	case got := <-answered:
		fmt.Fprintln(a.stderr)
		if got.err == io.EOF {
			return nil, refuse("interrupted")
		}
		return got.line, got.err
	case <-ctx.Done():
		fmt.Fprintln(a.stderr)
		// Best effort: the process ends, and the terminal may be gone already.
		_ = term.Restore(fd, before)
		return nil, ctx.Err()
	}
}
