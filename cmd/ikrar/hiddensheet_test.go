package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestHiddenSheet holds an import to not ending well where people stand on a sheet that nobody
// sees, until HR says which sheets count.
func TestHiddenSheet(t *testing.T) {
	dir, env := t.TempDir(), map[string]string{"IKRAR_LANG": "id"}
	home, path := filepath.Join(dir, "home"), filepath.Join(dir, "pegawai.xlsx")
	code, _, said := runWith(t, env, "init", home, "--name", "Pemerintah Provinsi Contoh",
		"--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase")
	if code != 0 {
		t.Fatal(said)
	}
	rows := [][]any{{"nip", "nama"}, {nabila, "Nabila"}}
	data, err := workbook(rows, func(x *excelize.File) error {
		to, err := x.NewSheet("Lama")
		if err == nil {
			err = x.CopySheet(0, to)
		}
		if err == nil {
			err = x.SetCellStr("Lama", "A2", siti)
		}
		if err == nil {
			err = x.SetSheetVisible("Lama", false)
		}
		return err
	})()
	if err == nil {
		err = os.WriteFile(path, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		sheets []string
		code   int
		done   string
	}{
		{nil, 1, "1 baru"},
		{[]string{"--sheet", "Sheet1"}, 0, "1 baru"},
		{[]string{"--sheet", "Sheet1", "--sheet", "Lama"}, 0, "2 baru"},
	} {
		args := append([]string{"--home", home, "roster", "import", path, "--dry-run"}, c.sheets...)
		code, stdout, stderr := runWith(t, env, args...)
		if code != c.code || !strings.Contains(stdout, c.done) {
			t.Errorf("%q: exit %d, %s%s", c.sheets, code, stdout, stderr)
		}
		if asked := strings.Contains(stderr, `Lembar tersembunyi "Lama"`); asked != (c.code == 1) {
			t.Errorf("%q: %s", c.sheets, stderr)
		}
	}
}
