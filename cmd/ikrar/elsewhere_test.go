package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNothingServed: a ledger whose own address serves nothing is accused of that, and nothing is said of what it
// records. An address that no trust list names is no ledger then.
func TestNothingServed(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	env, trust := trustAt(t, server.URL)
	key := filepath.Join(t.TempDir(), "nabila.key")
	if code, _, stderr := runWith(t, env, "key", "new", key, "--no-passphrase"); code != 0 {
		t.Fatal(stderr)
	}
	const found = "entry 0: checkpoint: /checkpoint is not served\nentry 0: trust list: /trust is not served\n"
	for _, args := range [][]string{
		{"audit", server.URL},
		{"watch", server.URL, "--key", key + ".pub"},
	} {
		code, stdout, stderr := runWith(t, env, append(args, "--trust", trust)...)
		if code != exitRefused || stdout != found || !strings.HasPrefix(stderr, "error: ") || strings.Contains(stderr, "Not visible") {
			t.Errorf("%v: %d\n%s%s", args, code, stdout, stderr)
		}
	}
	elsewhere := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	code, stdout, stderr := runWith(t, env, "audit", elsewhere, "--trust", trust)
	if code != exitUndetermined || stdout != "" || !strings.Contains(stderr, "by the trust list ikrar.contoh.example/buku is at "+server.URL) {
		t.Errorf("at another address: %d\n%s%s", code, stdout, stderr)
	}
	for _, args := range [][]string{
		{"record", "a.pledge", "--at", server.URL, "--trust", trust},
		{"pledge", server.URL, "--key", key},
	} {
		if code, _, stderr := runWith(t, env, args...); code != exitRefused || !strings.Contains(stderr, "not that of an ikrar ledger") ||
			!strings.Contains(stderr, "\nhint: the address may be wrong; a ledger's is on the invitation and in the trust list, for example https://") {
			t.Errorf("%v: %d %s", args, code, stderr)
		}
	}
}

// TestSlowAnswer: a person is told that an answer is awaited, and a program is not.
func TestSlowAnswer(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for seconds")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(slowAnswer + time.Second/2)
		http.NotFound(w, r)
	}))
	t.Cleanup(server.Close)
	env, trust := trustAt(t, server.URL)
	for form, want := range map[string]int{"--json=false": 1, "--json": 0} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			code, _, stderr := runWith(t, env, "record", "a.pledge", "--at", server.URL, "--trust", trust, form)
			if said := strings.Count(stderr, "No answer from that address yet"); code != exitRefused || said != want {
				t.Errorf("%d, said %d times: %s", code, said, stderr)
			}
		})
	}
}

// trustAt makes a trust list that names an address, and an environment in which nothing else is known.
func trustAt(t *testing.T, url string) (env map[string]string, path string) {
	t.Helper()
	dir := t.TempDir()
	env = map[string]string{"IKRAR_LANG": "en", "XDG_CONFIG_HOME": filepath.Join(dir, "config")}
	home := filepath.Join(dir, "home")
	code, _, stderr := runWith(t, env, "init", home, "--name", "Contoh", "--origin", "ikrar.contoh.example/buku", "--url", url, "--no-passphrase")
	if code != 0 {
		t.Fatal(stderr)
	}
	return env, filepath.Join(home, "trust.note")
}
