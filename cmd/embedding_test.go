package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestProgramOfReadme compiles the program that README shows outside the tree, as somebody would
// who embeds the libraries, and runs it. It is the one that is an Example.
func TestProgramOfReadme(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	block := regexp.MustCompile("(?s)```go\n(package main\n.*?)```").FindStringSubmatch(read("README.md"))
	example := regexp.MustCompile(`(?s)\nfunc Example\(\) \{\n(.*?)\t// Output:\n(.*?)\}\n`).
		FindStringSubmatch(read("ledger/office/example_test.go"))
	if block == nil || example == nil {
		t.Fatal("README.md shows no program, or ledger/office has no Example")
	}
	body, want := example[1], strings.ReplaceAll(example[2], "\t// ", "")
	if !strings.Contains(block[1], "\nfunc main() {\n"+body+"}\n") {
		t.Error("the program in README.md is not the Example of ledger/office")
	}
	dir := t.TempDir()
	module := strings.Replace(read("go.mod"), "module ikrar", "module example.test/program", 1)
	module = regexp.MustCompile(`(?s)\ntool \(.*?\n\)|\ntool [^\n]*`).ReplaceAllString(module, "")
	module += "\nrequire ikrar v0.0.0\n\nreplace ikrar => " + root + "\n"
	for name, text := range map[string]string{"main.go": block[1], "go.mod": module, "go.sum": read("go.sum")} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("go", "run", "-mod=mod", ".")
	run.Dir, run.Env = dir, append(os.Environ(), "GOFLAGS=-buildvcs=false", "GOWORK=off")
	out, err := run.CombinedOutput()
	if err != nil || string(out) != want {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
}
