package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/outpost"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

// TestPlaceFault: an outpost that cannot be written is said to be that; other files are others'.
func TestPlaceFault(t *testing.T) {
	for path, is := range map[string]bool{"/rumah/pos/.trust.note.1": true, "/rumah": true, "/lain/x.pdf": false} {
		for _, cause := range []error{syscall.EROFS, fs.ErrPermission} {
			err := placeFault("/rumah/pos", errors.Join(&fs.PathError{Op: "open", Path: path, Err: cause}))
			if f := (*fault)(nil); errors.As(err, &f) != is || is && f.code != "at-place" {
				t.Errorf("%s, %v: %v", path, cause, err)
			}
		}
	}
}

// TestThereFault: what is the server's trouble is said to be that.
func TestThereFault(t *testing.T) {
	home, _, err := office.Found(filepath.Join(t.TempDir(), "pos"), office.Founding{Registrar: "BKD", Now: time.Now,
		Facts:  config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/uji"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := writeFile(filepath.Join(home.Dir, "ikrar.at"), []byte(`{"url":"https://ikrar.contoh.example"}`), 0o600,
		keepExisting); err != nil {
		t.Fatal(err)
	}
	away, err := outpost.Read(home.Dir, outpost.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	a := &app{lang: phrase.EN}
	former := &remote.Refusal{Status: 404, Code: "not-found", Message: "There is nothing at this address."}
	if f := (*fault)(nil); !errors.As(a.thereFault(away, former), &f) || f.code != "at-version" {
		t.Errorf("a server from before officers came from afar: %v", f)
	}
	for code, err := range map[string]error{
		"at-clock":       &ledger.ClockError{},
		"at-disk":        &ledger.DiskError{},
		"at-version":     ledger.ErrOlder,
		"address-leads":  remote.Redirected{To: "https://baru.contoh.example"},
		"pledge-refused": &remote.Refusal{Code: "address-other", Message: "type another"},
		"at-place":       &fs.PathError{Path: home.Dir, Err: syscall.EROFS},
	} {
		if f := (*fault)(nil); !errors.As(a.thereFault(away, fmt.Errorf("x: %w", err)), &f) || f.code != code {
			t.Errorf("%v: %v, want %s", err, f, code)
		} else if message, hint := a.explain(f); message == "" || hint == "" && code != "pledge-refused" {
			t.Errorf("%s: %q, %q", code, message, hint)
		}
		if a.thereFault(home, err) != nil {
			t.Errorf("%s: of a home that is here", code)
		}
	}
}

// TestOfficeFaults: an office is no command that could be repeated.
func TestOfficeFaults(t *testing.T) {
	f := &officeFar{app: &app{lang: phrase.EN, at: "https://ikrar.contoh.example"}}
	for _, err := range []error{outpost.ErrDismissed, outpost.ErrStranger, outpost.ErrEnded, outpost.ErrCut} {
		for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
			what, next := f.explain(lang, fmt.Errorf("x: %w", err))
			if next == "" || strings.Contains(what+next, "perintah") || strings.Contains(what+next, "command") {
				t.Errorf("%v: %q, %q", err, what, next)
			}
		}
	}
}
