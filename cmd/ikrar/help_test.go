package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"ikrar/verify/phrase"
)

// everyCommand calls f for the root and all below it.
func everyCommand(cmd *cobra.Command, f func(*cobra.Command)) {
	f(cmd)
	for _, sub := range cmd.Commands() {
		everyCommand(sub, f)
	}
}

// English words of help that no Indonesian page may show; most come from Cobra's own templates.
var english = regexp.MustCompile(`(?i)\b(usage|flags?|commands?|options?|examples?|help for|default|show|make|file|available|use|the|string|strings|int|duration)\b`)

func TestHelpIsInOneLanguage(t *testing.T) {
	commands := 0
	a, _, _ := testApp("")
	everyCommand(rootCommand(a), func(cmd *cobra.Command) {
		commands++
		args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
		_, id, _ := runWith(t, nil, args...)
		_, en, _ := runWith(t, map[string]string{"IKRAR_LANG": "en"}, args...)
		if !strings.Contains(id, "Pemakaian:\n  ikrar") || !strings.Contains(en, "Usage:\n  ikrar") {
			t.Errorf("%s: help without a usage line\n%s%s", cmd.CommandPath(), id, en)
		}
		// What is typed is the same in every language: commands, options and files.
		typed := regexp.MustCompile(`\S+\.example\S*|--[a-z-]+|ikrar[ a-z-]*|  (show|help)  `)
		for line := range strings.Lines(typed.ReplaceAllString(id, "")) {
			if word := english.FindString(line); word != "" {
				t.Errorf("%s --help says %q in Indonesian: %s", cmd.CommandPath(), word, line)
			}
		}
		for line := range strings.Lines(id + en) {
			if len([]rune(line)) > phrase.Columns+1 {
				t.Errorf("%s --help has a line of %d characters: %s", cmd.CommandPath(), len([]rune(line))-1, line)
			}
		}
	})
	if commands < 4 {
		t.Errorf("only %d commands were looked at", commands)
	}
}

// TestFirstScreen: who signs, who runs it and who checks find their verb on the first screen.
func TestFirstScreen(t *testing.T) {
	for _, lang := range []string{"id", "en"} {
		_, help, _ := runWith(t, map[string]string{"IKRAR_LANG": lang}, "--help")
		first := strings.Join(strings.SplitN(help, "\n", 25)[:24], "\n")
		for _, verb := range []string{"pledge", "verify", "office", "init"} {
			if !strings.Contains(first, "\n  "+verb+" ") {
				t.Errorf("%s is not on the first screen:\n%s", verb, first)
			}
		}
	}
}

func TestHelpDescribesEverything(t *testing.T) {
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		a, _, _ := testApp("")
		a.lang = lang
		everyCommand(rootCommand(a), func(cmd *cobra.Command) {
			path := cmd.CommandPath()
			if strings.HasSuffix(cmd.Short, ".short") || strings.HasSuffix(cmd.Short, ".") {
				t.Errorf("%s: short is %q, want a phrase without a stop", path, cmd.Short)
			}
			if !cmd.HasSubCommands() && !cmd.Hidden && !strings.Contains(cmd.Example, path) {
				t.Errorf("%s: no example of it: %q", path, cmd.Example)
			}
			cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
				name, text := pflag.UnquoteUsage(f)
				if text == "" || strings.Contains(text, ".flag.") {
					t.Errorf("%s --%s has no text: %q", path, f.Name, text)
				}
				if f.Value.Type() != "bool" && name == f.Value.Type() {
					t.Errorf("%s --%s: name its value in backquotes", path, f.Name)
				}
			})
		})
	}
}

func TestHelpTable(t *testing.T) {
	a, stdout, _ := testApp("")
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.StringP("out", "o", "", "`BERKAS` hasil")
	flags.Int("jobs", 2, "`N` sekaligus")
	a.helpFlags(stdout, "help.options", flags)
	want := "\nOpsi:\n      --jobs N      N sekaligus (bawaan 2)\n  -o, --out BERKAS  BERKAS hasil\n"
	if got := stdout.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHelpCommand(t *testing.T) {
	_, flag, _ := runWith(t, nil, "key", "new", "--help")
	code, verb, _ := runWith(t, nil, "help", "key", "new")
	if code != 0 || verb != flag {
		t.Errorf("help key new: exit %d\n%s\nkey new --help:\n%s", code, verb, flag)
	}
	code, stdout, stderr := runWith(t, nil, "help", "key", "nwe")
	if code != exitUsage || stdout != "" || !strings.Contains(stderr, "mungkin maksud Anda: ikrar key new") {
		t.Errorf("help key nwe: exit %d, %s", code, stderr)
	}
}
