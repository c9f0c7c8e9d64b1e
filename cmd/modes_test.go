package cmd_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// modeTables are the files that may write a mode down in digits: one a room, each mode with its
// reason.
var modeTables = []string{"signer/files/files.go", "cmd/ikrar/write.go", "signer/keyfile/create.go"}

var modeDigits = regexp.MustCompile(`\b0o[67][0-7][0-7]\b`)

// TestModesAreNamed keeps modes out of the code: at the call nobody sees why a file may be read by
// others.
func TestModesAreNamed(t *testing.T) {
	looked := 0
	for _, dir := range []string{"../cmd", "../ledger", "../signer"} {
		err := filepath.WalkDir(dir, func(name string, _ fs.DirEntry, err error) error {
			at := strings.TrimPrefix(filepath.ToSlash(name), "../")
			if err != nil || !strings.HasSuffix(at, ".go") || strings.HasSuffix(at, "_test.go") ||
				slices.Contains(modeTables, at) {
				return err
			}
			looked++
			text, err := os.ReadFile(name)
			for n, line := range strings.Split(string(text), "\n") {
				code, _, _ := strings.Cut(line, "//")
				if found := modeDigits.FindString(code); found != "" {
					t.Errorf("%s:%d: %s: name the mode, in one of %v", at, n+1, found, modeTables)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if looked < 100 {
		t.Errorf("only %d files were looked at", looked)
	}
}
