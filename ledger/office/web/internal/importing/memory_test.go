package importing

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestColumnsAreRemembered by the header, until they are taken back; a file that is broken is
// begun anew.
func TestColumnsAreRemembered(t *testing.T) {
	dir := t.TempDir()
	remember := func(header byte, columns ...string) {
		t.Helper()
		if err := rememberColumns(dir, [32]byte{header}, columns); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(header byte, want ...string) {
		t.Helper()
		if got := rememberedColumnsOf(dir, [32]byte{header}); !slices.Equal(got, want) {
			t.Errorf("header %d: %q, want %q", header, got, want)
		}
	}
	expect(1)
	remember(1)
	if _, err := os.Stat(filepath.Join(dir, "columns.json")); err == nil {
		t.Error("nothing was chosen, and a file was written")
	}
	remember(1, "unit=C", "nip=-")
	remember(2, "nama=B")
	expect(1, "unit=C", "nip=-")
	remember(1, "unit=D")
	expect(1, "unit=D")
	remember(1)
	expect(1)
	expect(2, "nama=B")
	if err := os.WriteFile(filepath.Join(dir, "columns.json"), []byte("{rusak"), 0o600); err != nil {
		t.Fatal(err)
	}
	expect(2)
	remember(3, "nama=B")
	expect(3, "nama=B")
	for n := range 150 {
		remember(byte(n+10), "nama=B")
	}
	if expect(3); len(rememberedColumnsOf(dir, [32]byte{159})) != 1 {
		t.Error("the newest header is forgotten")
	}
}
