package safekeeping_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/safekeeping"
)

// TestLast remembers a backup that was made, and none that was not.
func TestLast(t *testing.T) {
	now := time.Now()
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{
		Facts:     config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example"},
		Config:    config.Config{Origin: "ikrar.contoh.example/uji"},
		Registrar: "BKD", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	i, err := h.Open(t.Context(), office.Opening{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer i.Close()
	if _, ok, err := safekeeping.Last(h); ok || err != nil {
		t.Errorf("before any: %v, %v", ok, err)
	}
	path := filepath.Join(t.TempDir(), "a.backup")
	none := func(uint64, uint64) {}
	if _, err := safekeeping.Make(t.Context(), i, path, none, none); err != nil {
		t.Fatal(err)
	}
	want := safekeeping.Backup{Path: path, At: now.Unix(), Entries: 1}
	if got, ok, err := safekeeping.Last(h); got != want || !ok || err != nil {
		t.Errorf("%+v, %v, %v", got, ok, err)
	}
	if _, err := safekeeping.Make(t.Context(), i, path, none, none); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an earlier backup: %v", err)
	}
	if err := os.WriteFile(h.LedgerDir()+".backup", []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := safekeeping.Last(h); ok || err != nil {
		t.Errorf("of a record that is none: %v, %v", ok, err)
	}
}
