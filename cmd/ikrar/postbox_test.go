package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"ikrar/ledger/office/mail/postbox"
)

// runPostbox is a mail server beside a script: `ikrar-postbox TLS DIR` writes the PEM of its
// authority to DIR/root.pem, its port to DIR/port, and what it has taken, a file a letter, named by
// its number and whom it is for.
func runPostbox() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	dir := os.Args[2]
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	s, err := postbox.Start(os.Args[1], clockNow())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer s.Close()
	write("root.pem", string(s.Root))
	write("port", fmt.Sprintln(s.Port))
	for n := 0; ctx.Err() == nil; {
		for _, l := range s.Taken()[n:] {
			n++
			write(fmt.Sprintf("%d-%s.eml", n, l.To), l.Text)
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}
