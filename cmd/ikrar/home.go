package main

import (
	"context"
	"os"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/outpost"
)

// What verbs work on, as they call it.
type (
	home        = office.Home
	institution = office.Institution
)

// homeDir is the directory that --home, IKRAR_HOME or the current directory names, without looking
// whether --home and IKRAR_HOME are right. ok is false where nobody named one.
func (a *app) homeDir() (dir string, ok bool) {
	if a.homeFlag != "" {
		return a.homeFlag, true
	}
	if dir := a.getenv("IKRAR_HOME"); dir != "" {
		return dir, true
	}
	if info, err := os.Stat(config.Name); err == nil && info.Mode().IsRegular() {
		return ".", true
	}
	return "", false
}

// openHome finds the institution's directory and reads its configuration.
func (a *app) openHome() (*home, error) {
	dir, ok := a.homeDir()
	if a.at != "" || ok && outpost.Is(dir) {
		return a.awayHome(context.Background(), dir)
	}
	if !ok {
		return nil, refuse("home-unnamed")
	}
	h, text, err := office.ReadHome(dir)
	if err != nil {
		return h, a.denied(dir, err)
	}
	return h, a.agreed(h, text)
}
