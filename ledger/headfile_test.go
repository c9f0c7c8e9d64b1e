package ledger

import (
	"os"
	"path/filepath"
	"testing"
)

// A process killed between creating and renaming the head file's successor leaves it; the next one
// tidies up.
func TestOpeningSweepsWhatAKilledWriterLeft(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Dir(w.options.Head)
	left := filepath.Join(dir, ".ledger.head.123456")
	kept := filepath.Join(dir, "ledger.head.bak")
	for _, path := range []string{left, kept} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.reopen()
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", left, err)
	}
	for _, path := range []string{kept, w.options.Head} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
