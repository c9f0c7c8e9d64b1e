package pdf

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestEncrypted reads files that qpdf encrypted in each of the ways: those of an owner's password
// alone open for everybody, those of a user's for nobody here.
func TestEncrypted(t *testing.T) {
	files, err := filepath.Glob("testdata/encrypted/*.pdf")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v, err := look(data)
		if strings.HasPrefix(filepath.Base(file), "user-") {
			if !errors.Is(err, ErrEncrypted) {
				t.Errorf("%s: %v", file, err)
			}
			continue
		}
		if err != nil || !slices.Equal(v.Lines, []string{"a"}) {
			t.Errorf("%s: %q, %v", file, v.Lines, err)
		}
		for _, damage := range []string{"/U ", "/R ", "/V ", "/ID "} {
			if _, err := look([]byte(strings.Replace(string(data), damage, "/X ", 1))); !errors.Is(err,
				ErrEncrypted) && damage != "/ID " {
				t.Errorf("%s without %s: %v", file, damage, err)
			}
		}
	}
}
