package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// home is an institution's directory and what its configuration says.
type home struct {
	dir    string
	config config
}

const configName = "ikrar.toml"

func (h *home) configPath() string { return filepath.Join(h.dir, configName) }
func (h *home) trustPath() string  { return filepath.Join(h.dir, "trust.note") }
func (h *home) ledgerDir() string  { return filepath.Join(h.dir, "ledger") }
func (h *home) socketPath() string { return filepath.Join(h.dir, "ikrar.sock") }

// keyPath is the file of one of the institution's keys: root, registrar, ledger or store.
func (h *home) keyPath(name string) string { return filepath.Join(h.dir, "keys", name+".key") }

// homeDir is the directory that --home, IKRAR_HOME or the current directory names, without looking whether --home and
// IKRAR_HOME are right. ok is false where nobody named one.
func (a *app) homeDir() (dir string, ok bool) {
	if a.homeFlag != "" {
		return a.homeFlag, true
	}
	if dir := a.getenv("IKRAR_HOME"); dir != "" {
		return dir, true
	}
	if info, err := os.Stat(configName); err == nil && info.Mode().IsRegular() {
		return ".", true
	}
	return "", false
}

// openHome finds the institution's directory and reads its configuration.
func (a *app) openHome() (*home, error) {
	dir, ok := a.homeDir()
	if !ok {
		return nil, refuse("home-unnamed")
	}
	h := &home{dir: dir}
	data, err := os.ReadFile(h.configPath())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse("home-none", "dir", dir)
	}
	if err != nil {
		return nil, a.denied(dir, err)
	}
	if h.config, err = parseConfig(h.configPath(), data); err != nil {
		return h, err
	}
	return h, a.agreed(h, data)
}
