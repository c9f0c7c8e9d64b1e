package main

import (
	"bufio"
	"context"
	"crypto"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/mail"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

// app is what every verb stands in: the process around it and the global flags.
type app struct {
	stdin  *bufio.Reader // for answers and for inputs named "-"
	input  io.Reader     // what stdin reads from; a terminal is recognised by it
	stdout *output
	stderr io.Writer
	getenv func(string) string
	now    func() time.Time
	client *remote.Client // asks ledgers that are served elsewhere

	lang           phrase.Lang
	json           bool
	homeFlag       string
	passphraseFile string
	acceptClock    bool
	acceptHead     uint64                   // entries that are all there ever were, where the head file is missing; 0 for no word
	verbPath       string                   // of the verb that runs, as help shows it: "ikrar trust show"
	warned         bool                     // that ikrar.toml and the trust list differ
	args           []string                 // as they were typed
	at             string                   // the server of the verbs that work on a ledger elsewhere; "" for one that is here
	outpost        string                   // the officer's directory for that server, once it is made
	atRoot         rootFlag                 // its root, on the first visit
	seenRoster     bool                     // the officer has looked at the server's roster
	away           *home                    // that a server has, once a verb works on one
	opened         map[string]crypto.Signer // keys of registrars, by path: one passphrase a command
	registrarKey   string                   // of the verbs that sign as a registrar; empty for the home's
}

// run is the whole command. args are without the program's name. It returns the exit code: 0, 1 refused or failed,
// 2 usage, 3 undetermined.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string, now func() time.Time) int {
	a := &app{
		stdin: bufio.NewReader(stdin), input: stdin,
		stdout: &output{w: stdout}, stderr: stderr,
		getenv: getenv, now: now, args: args, client: remote.New(),
	}
	err := a.readEarly(args)
	if !a.json {
		a.stdout.w, a.stderr = folded(stdout), folded(stderr)
	}
	if err != nil {
		return a.finish("ikrar", err)
	}
	root := rootCommand(a)
	root.SetArgs(append([]string{}, args...)) // never nil: cobra would take the arguments of the process
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	cmd, err := root.ExecuteContextC(a.tellSlow(ctx))
	if err == nil && a.stdout.err != nil {
		err = refuse("output-failed").because(a.stdout.err)
	}
	return a.finish(cmd.CommandPath(), err)
}

// readEarly finds --lang and --json before there are commands, since help and the errors of parsing already need them.
// A value that is not a language is left to the parser, which names the flag.
func (a *app) readEarly(args []string) error {
	a.lang = phrase.ID
	asked := ""
	for i, arg := range args {
		if arg == "--" {
			break
		}
		a.json = a.json || arg == "--json"
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			asked = value
		} else if arg == "--lang" && i+1 < len(args) {
			asked = args[i+1]
		}
	}
	fromEnv := asked == ""
	if fromEnv {
		asked = a.getenv("IKRAR_LANG")
	}
	lang, ok := phrase.ParseLang(asked)
	if ok {
		a.lang = lang
	} else if fromEnv && asked != "" {
		return refuse("lang-env", "value", asked).usage("ikrar")
	}
	return nil
}

// say is the sentence under key, in the language of this run.
func (a *app) say(key string, args ...any) string {
	return phrases.Say(a.lang, key, a.spoken(args)...)
}

// words is a sentence as an argument of another: a reason inside an error.
type words struct {
	key  string
	args []any
}

// spoken puts sentences among the arguments into the language of this run.
func (a *app) spoken(args []any) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		switch w := officeWords(arg).(type) {
		case words:
			arg = phrase.Sentence(a.say(w.key, w.args...))
		case mail.Why:
			arg = w.In(a.lang)
		}
		out[i] = arg
	}
	return out
}

// langFlag is --lang, which readEarly has already obeyed; here it is only judged.
type langFlag struct{ lang *phrase.Lang }

func (f langFlag) String() string { return "" }
func (f langFlag) Type() string   { return "lang" }
func (f langFlag) Set(s string) error {
	lang, ok := phrase.ParseLang(s)
	if !ok {
		return refusedValue{words{key: "reason.language"}}
	}
	*f.lang = lang
	return nil
}

// verb makes a command out of its name and its catalogue entries: KEY.short, and where they exist KEY.long and
// KEY.example. args are the positional arguments as help shows them: "FILE", "FILE...", "[FILE]", "[FILE...]".
func (a *app) verb(name, key, args string, do func(cmd *cobra.Command, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use:     strings.TrimSpace(name + " " + a.argNames(args)),
		Short:   a.say(key + ".short"),
		Long:    a.sayIf(key + ".long"),
		Example: a.sayIf(key + ".example"),
		Args:    a.takes(args),
		RunE:    do,
	}
}

// group makes a command that only holds others.
func (a *app) group(name, key string, verbs ...*cobra.Command) *cobra.Command {
	cmd := a.verb(name, key, "", nil)
	cmd.Args = a.takesCommand
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return refuse("command-missing", "parent", cmd.CommandPath()).usage(cmd.CommandPath())
	}
	cmd.AddCommand(verbs...)
	return cmd
}

// sayIf is say for a sentence that need not exist.
func (a *app) sayIf(key string) string {
	if _, ok := phrases[key]; !ok {
		return ""
	}
	return a.say(key)
}
