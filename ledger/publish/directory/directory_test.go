package directory

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"ikrar/ledger/publish"
)

// TestStore: a file is made once, changed by whoever read it last, and lies below the directory.
func TestStore(t *testing.T) {
	dir, ctx := filepath.Join(t.TempDir(), "a", "b"), t.Context()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	object := func(text string) publish.Object { return publish.Object{Body: []byte(text)} }
	expect := func(what string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	_, _, err = s.Get(ctx, "tile/0/000")
	expect("get nothing", err, publish.ErrAbsent)
	expect("replace nothing", s.Replace(ctx, "trust", object("1"), "x"), publish.ErrChanged)
	expect("create", s.Create(ctx, "tile/0/000", object("1")), nil)
	expect("create again", s.Create(ctx, "tile/0/000", object("2")), publish.ErrExists)
	body, version, err := s.Get(ctx, "tile/0/000")
	if err != nil || string(body) != "1" {
		t.Errorf("%q, %v", body, err)
	}
	expect("replace", s.Replace(ctx, "tile/0/000", object("2"), version), nil)
	expect("replace again", s.Replace(ctx, "tile/0/000", object("3"), version), publish.ErrChanged)
	for _, name := range []string{"panduan", "panduan/kepegawaian"} {
		expect(name, s.Create(ctx, name, object(name)), nil)
		if body, _, err := s.Get(ctx, name); err != nil || string(body) != name {
			t.Errorf("%s: %q, %v", name, body, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "panduan", "index.html")); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"", "/etc/x", "../x", "a/../../x", `a\b`} {
		if err := s.Create(ctx, name, object("")); err == nil || errors.Is(err, publish.ErrExists) {
			t.Errorf("%q: %v", name, err)
		}
	}

	// Of many who read the same, one changes it.
	_, version, _ = s.Get(ctx, "tile/0/000")
	var group sync.WaitGroup
	var won atomic.Int64
	for range 8 {
		group.Go(func() {
			if s.Replace(ctx, "tile/0/000", object("4"), version) == nil {
				won.Add(1)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Errorf("%d changed it", won.Load())
	}
}
