package issue

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikrar/signer"
	"ikrar/verify"
)

// A folder's certificates are bound into one file, the same again after a run that had to make them
// anew, and where an official has signed one meanwhile, which stays as it is.
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
	first, signed := merge(), map[string][]byte{}
	for path, pdf := range first {
		certificates, err := filepath.Glob(filepath.Join(path[:len(path)-len(".pdf")], "*.pdf"))
		if err != nil || bytes.Count(pdf, []byte("/Type /Page /Parent")) != len(certificates) ||
			!bytes.HasPrefix(pdf, []byte(verify.PrintMark)) {
			t.Errorf("%s: %d bytes of %d certificates, %v", path, len(pdf), len(certificates), err)
		}
		if err := os.Remove(certificates[0]); err != nil {
			t.Fatal(err)
		}
		for _, name := range certificates[1:] {
			issued, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			signed[name] = append(issued, "an official's signature"...)
			if err := os.WriteFile(name, signed[name], 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	again := merge()
	for name, want := range signed {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s was signed, and is now of %d bytes, %v", name, len(got), err)
		}
	}
	if len(signed) == 0 {
		t.Error("none is signed")
	}
	if len(first) == 0 || !slices.Equal(slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(again))) {
		t.Fatal("other files", len(first), len(again))
	}
	for path := range first {
		if !bytes.Equal(first[path], again[path]) {
			t.Errorf("%s differs", path)
		}
	}
}

// Units are told apart by their names, in any case of letters, and no two share a file to print,
// though they share a folder.
func TestUnits(t *testing.T) {
	c := func(name, unit string) Certificate { return Certificate{Name: name, Unit: unit} }
	got := units([]Certificate{c("b", "X/y"), c("a", "X-y"), c("a", "x/Y"), c("c", "X/Y")})
	if fmt.Sprint(got) != fmt.Sprint([][]Certificate{{c("a", "X-y")}, {c("a", "x/Y"), c("b", "X/y"), c("c", "X/Y")}}) {
		t.Error(got)
	}
	w := newWorld(t)
	for person, unit := range map[string]string{"ani": "Dinas A/B", "budi": "Dinas A-B", "cici": "Dinas A:B"} {
		w.pledge(person, "deklarasi", w.enrol(person, func(p *signer.Person) { p.Unit = unit }))
	}
	title := func(unit string, pages int) string { return fmt.Sprint(unit, " ", pages) }
	paths, err := w.issuer().WriteMerged(w.run(Request{}).made, title, nil)
	if err != nil || len(paths) != 3 || len(slices.Compact(slices.Sorted(slices.Values(paths)))) != 3 {
		t.Fatal(paths, err)
	}
	before, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	alone := w.run(Request{Unit: "dinas a-b"}).made
	if again, err := w.issuer().WriteMerged(alone, title, nil); err != nil || len(again) != 1 || again[0] != paths[0] ||
		filepath.Base(again[0]) != "Dinas A-B.pdf" {
		t.Error(again, paths, err)
	}
	if after, err := os.ReadFile(paths[0]); err != nil || !bytes.Equal(before, after) {
		t.Error("a unit alone is another file", err)
	}
}

// A file that is not there ends the binding with none half made, and what a killed run left is
// removed.
func TestUnfinishedMerge(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 1)
	made := w.run(Request{}).made
	title := func(string, int) string { return "" }
	left := filepath.Join(w.dir, ".Dinas Contoh.pdf.123")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if paths, err := w.issuer().WriteMerged(made, title, nil); err != nil || len(paths) != 1 {
		t.Error(paths, err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Error("left behind", err)
	}
	if err := os.Remove(made[0].Path); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(w.dir, "Dinas Contoh.pdf")); err != nil {
		t.Fatal(err)
	}
	if paths, err := w.issuer().WriteMerged(made, title, nil); err == nil || len(paths) != 0 || len(w.files()) != 0 {
		t.Errorf("%v, %v, %d files", paths, err, len(w.files()))
	}
}

// BenchmarkMerge binds the b.N certificates of one unit.
func BenchmarkMerge(b *testing.B) {
	w := newWorld(b)
	w.crowd(b.N)
	made := w.run(Request{}).made
	b.ResetTimer()
	paths, err := w.issuer().WriteMerged(made, func(string, int) string { return "" }, nil)
	if err != nil || len(paths) != 1 {
		b.Fatal(paths, err)
	}
	b.StopTimer()
	info, err := os.Stat(paths[0])
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "certificates/s")
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}
