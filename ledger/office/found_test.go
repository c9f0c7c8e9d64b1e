package office_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
)

// TestFoundInPlace: a directory that is there stays itself, as a package or a mounted disk has made
// it; what a crash left in it is no home, and goes.
func TestFoundInPlace(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, ".ikrar-init-1"), 0o700); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := office.Found(dir, office.Founding{
		Facts:     config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"},
		Registrar: "Bidang Mutasi", Now: time.Now, Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	if err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(dir)
	if err != nil || !os.SameFile(before, after) || after.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v: another directory, or one that others may read: %v", err, after.Mode())
	}
	left, err := filepath.Glob(filepath.Join(dir, ".ikrar-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v, and left are %q", err, left)
	}
	if again, _, err := office.ReadHome(dir); err != nil || again.Config.Origin != h.Config.Origin {
		t.Errorf("%+v %v", again, err)
	}
}
