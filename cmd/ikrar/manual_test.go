package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"ikrar/verify/phrase"
)

// manualHeadings are those that cobra/doc writes in English, in the language of Indonesian pages.
var manualHeadings = strings.NewReplacer(".SH NAME\n", ".SH NAMA\n", ".SH SYNOPSIS\n", ".SH RINGKASAN\n",
	".SH DESCRIPTION\n", ".SH URAIAN\n", ".SH OPTIONS\n", ".SH OPSI\n",
	".SH OPTIONS INHERITED FROM PARENT COMMANDS\n", ".SH OPSI UMUM\n",
	" [flags]", " [opsi]", ".SH EXAMPLE\n", ".SH CONTOH\n", ".SH SEE ALSO\n", ".SH LIHAT JUGA\n")

// TestManual makes the manual pages and the completions of shells out of the commands, which is how
// `make dist` has them made: IKRAR_MANUAL names the directory, SOURCE_DATE_EPOCH their date.
func TestManual(t *testing.T) {
	dir := os.Getenv("IKRAR_MANUAL")
	if dir == "" {
		dir = t.TempDir()
	}
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		seconds = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	}
	date, commands := time.Unix(seconds, 0).UTC(), 0
	for lang, section := range map[phrase.Lang]string{phrase.EN: "man/man1", phrase.ID: "man/id/man1"} {
		pages := makeDir(t, dir, section)
		root := languageCommand(lang)
		root.DisableAutoGenTag = true
		err := doc.GenManTreeFromOpts(root, doc.GenManTreeOptions{Path: pages, CommandSeparator: "-",
			Header: &doc.GenManHeader{Section: "1", Source: "ikrar", Manual: "ikrar", Date: &date}})
		if err != nil {
			t.Fatal(err)
		}
		commands = eachCommand(root, func(cmd *cobra.Command) {
			name := filepath.Join(pages, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1")
			page, err := os.ReadFile(name)
			if err != nil {
				t.Fatalf("no page of %s: %v", cmd.CommandPath(), err)
			}
			if lang == phrase.ID {
				page = []byte(manualHeadings.Replace(string(page)))
				if err := os.WriteFile(name, page, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Contains(page, []byte(cmd.Short[:10])) {
				t.Errorf("%s does not say what %s is for", name, cmd.CommandPath())
			}
		})
	}
	if commands < 60 {
		t.Errorf("only %d commands have pages", commands)
	}
	completions := makeDir(t, dir, "completions")
	root := languageCommand(phrase.ID)
	for name, make := range map[string]func(io.Writer) error{
		"ikrar.bash": func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"_ikrar":     root.GenZshCompletion,
		"ikrar.fish": func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"ikrar.ps1":  root.GenPowerShellCompletionWithDesc,
	} {
		var script bytes.Buffer
		if err := make(&script); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(completions, name), script.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	needTools(t, "bash")
	out, err := exec.Command("bash", "-n", filepath.Join(completions, "ikrar.bash")).CombinedOutput()
	if err != nil {
		t.Errorf("bash reads its completions as %v: %s", err, out)
	}
}

func languageCommand(lang phrase.Lang) *cobra.Command {
	return rootCommand(&app{lang: lang, stdout: &output{w: io.Discard}, stderr: io.Discard,
		getenv: func(string) string { return "" }, now: time.Now})
}

// eachCommand calls f with every command that help shows, and counts them.
func eachCommand(cmd *cobra.Command, f func(*cobra.Command)) (n int) {
	f(cmd)
	n++
	for _, sub := range cmd.Commands() {
		if !sub.Hidden && sub.Name() != "help" { // which cobra/doc adds
			n += eachCommand(sub, f)
		}
	}
	return n
}

func makeDir(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(parts...)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}
