// Command ikrar keeps an institution's ledger of pledges: people sign, HR runs it, anyone checks.
//
// A verb is one file: its command, what it does, and its sentences. What verbs share is in app.go (the frame they stand
// in), fault.go (errors a person can act on), home.go (an institution's directory), refused.go (what package office refuses), passphrase.go,
// output.go and write.go.
//
// The law of the surface: results go to stdout and all else to stderr; an error says what, where and the next step;
// every sentence is in the catalogue, in Indonesian and English; nothing below main exits, and nothing asks for a clock
// but through app.now.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"ikrar/verify/phrase"
)

func main() {
	// Cobra would turn a double-click away with an English sentence; ours is asked what it is for (doubleclick.go).
	cobra.MousetrapHelpText = ""
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal asks to finish, the second one ends the process
	limitMemory(memoryLimit)
	if os.Getenv(readerEnv) != "" {
		limitMemory(readerLimit)
		os.Exit(auditReader(ctx, os.Stdin, os.Stdout, os.Stderr))
	}
	self = os.Args[0]
	args, window := os.Args[1:], ownWindow()
	lang, _ := phrase.ParseLang(os.Getenv("IKRAR_LANG"))
	if window && len(args) == 0 {
		args = welcome(lang, os.Stdin, os.Stderr)
	}
	code := run(ctx, args, os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now)
	if window {
		waitToClose(lang, os.Stdin, os.Stderr)
	}
	os.Exit(code)
}

// limitMemory leaves the limit to whoever has set one.
func limitMemory(limit int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}

// memoryLimit is where Go's collector begins to work harder, and readerLimit the same for the process that reads a store for an
// audit, which remembers more and merges nothing (ledger/STORE.md, Memory).
const (
	memoryLimit = 272 << 20
	readerLimit = 304 << 20
)
