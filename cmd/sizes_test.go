package cmd_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// mostLines is how many lines a library package may have without its tests: one idea, which a
// person can read in a day.
const mostLines = 3000

func TestPackageSizes(t *testing.T) {
	lines := map[string]int{}
	for _, f := range sources(t) {
		if f.test || strings.HasPrefix(f.name, "cmd/") {
			continue
		}
		text, err := os.ReadFile("../" + f.name)
		if err != nil {
			t.Fatal(err)
		}
		lines[f.pkg] += bytes.Count(text, []byte("\n"))
	}
	if len(lines) < 40 {
		t.Errorf("only %d library packages were found", len(lines))
	}
	for pkg, n := range lines {
		if n > mostLines {
			t.Errorf("%s has %d lines, more than %d: split it along its ideas", pkg, n, mostLines)
		}
	}
}
