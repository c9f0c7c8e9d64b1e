package issue

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikrar/verify"
)

// A folder's certificates are bound into one file, the same again after a run that had to make them anew.
func TestWriteMerged(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 5)
	merge := func() map[string][]byte {
		t.Helper()
		pages := 0
		title := func(unit string, pages int) string { return fmt.Sprint(unit, " ", pages) }
		paths, err := w.issuer().WriteMerged(w.run(Request{}).made, title, func() { pages++ })
		if err != nil || pages != 5 {
			t.Fatalf("%d pages, %v", pages, err)
		}
		all := map[string][]byte{}
		for _, path := range paths {
			if all[path], err = os.ReadFile(path); err != nil {
				t.Fatal(err)
			}
		}
		return all
	}
	first := merge()
	for path, pdf := range first {
		certificates, err := filepath.Glob(filepath.Join(path[:len(path)-len(".pdf")], "*.pdf"))
		if err != nil || bytes.Count(pdf, []byte("/Type /Page /Parent")) != len(certificates) || !bytes.HasPrefix(pdf, []byte(verify.PrintMark)) {
			t.Errorf("%s: %d bytes of %d certificates, %v", path, len(pdf), len(certificates), err)
		}
		if err := os.Remove(certificates[0]); err != nil {
			t.Fatal(err)
		}
	}
	again := merge()
	if len(first) == 0 || !slices.Equal(slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(again))) {
		t.Fatal("other files", len(first), len(again))
	}
	for path := range first {
		if !bytes.Equal(first[path], again[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

// Two units whose names give one folder are bound together, and a file that is not there ends it with none half made.
func TestFolders(t *testing.T) {
	c := func(name, path string) Certificate { return Certificate{Name: name, Path: path} }
	got := folders([]Certificate{c("b", "d/x/1.pdf"), c("a", "d/y/2.pdf"), c("a", "d/x/3.pdf")})
	if fmt.Sprint(got) != fmt.Sprint([][]Certificate{{c("a", "d/x/3.pdf"), c("b", "d/x/1.pdf")}, {c("a", "d/y/2.pdf")}}) {
		t.Error(got)
	}
	w := newWorld(t)
	w.people("pegawai ", 1)
	made := w.run(Request{}).made
	if err := os.Remove(made[0].Path); err != nil {
		t.Fatal(err)
	}
	if paths, err := w.issuer().WriteMerged(made, func(string, int) string { return "" }, nil); err == nil || len(paths) != 0 || len(w.files()) != 0 {
		t.Errorf("%v, %v, %d files", paths, err, len(w.files()))
	}
}
