package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingServed: a ledger whose own address serves nothing is accused of that, and nothing is said of what it
// records. An address that no trust list names is no ledger then.
func TestNothingServed(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	dir := t.TempDir()
	env := map[string]string{"IKRAR_LANG": "en", "XDG_CONFIG_HOME": filepath.Join(dir, "config")}
	home, key := filepath.Join(dir, "home"), filepath.Join(dir, "nabila.key")
	for _, args := range [][]string{
		{"init", home, "--name", "Contoh", "--origin", "ikrar.contoh.example/buku", "--url", server.URL, "--no-passphrase"},
		{"key", "new", key, "--no-passphrase"},
	} {
		if code, _, stderr := runWith(t, env, args...); code != 0 {
			t.Fatalf("%v: %d %s", args, code, stderr)
		}
	}
	const found = "entry 0: checkpoint: /checkpoint is not served\nentry 0: trust list: /trust is not served\n"
	for _, args := range [][]string{
		{"audit", server.URL},
		{"watch", server.URL, "--key", key + ".pub"},
	} {
		code, stdout, stderr := runWith(t, env, append(args, "--trust", filepath.Join(home, "trust.note"))...)
		if code != exitRefused || stdout != found || !strings.HasPrefix(stderr, "error: ") || strings.Contains(stderr, "Not visible") {
			t.Errorf("%v: %d\n%s%s", args, code, stdout, stderr)
		}
	}
	elsewhere := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	code, stdout, stderr := runWith(t, env, "audit", elsewhere, "--trust", filepath.Join(home, "trust.note"))
	if code != exitUndetermined || stdout != "" || !strings.Contains(stderr, "by the trust list ikrar.contoh.example/buku is at "+server.URL) {
		t.Errorf("at another address: %d\n%s%s", code, stdout, stderr)
	}
}
