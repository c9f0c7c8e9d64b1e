package cosigning

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/trust"
)

const litewitness = "filippo.io/torchwood/cmd/litewitness@v0.9.0"

// need skips a test for want of an outside program, and fails it in CI.
func need(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s: %v, and CI must have it", what, err)
	}
	t.Skipf("%s: %.200v", what, err)
}

// TestLitewitness has the witness that others wrote cosign ours, through growth, a restart and a
// rewritten history.
func TestLitewitness(t *testing.T) {
	if testing.Short() {
		t.Skip("it is built with its database, which takes a minute the first time")
	}
	for _, tool := range []string{"ssh-agent", "ssh-add", "ssh-keygen", "sqlite3"} {
		_, err := exec.LookPath(tool)
		need(t, tool, err)
	}
	dir := t.TempDir()
	install := exec.Command("go", "install", litewitness)
	install.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=")
	install.Dir = dir // outside our module
	out, err := install.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	need(t, litewitness, err)

	w := newWorld(t, 1, "inspektorat")
	key, err := keyfile.Create(filepath.Join(dir, "witness.key"), nil, "TEST-ONLY")
	if err != nil {
		t.Fatal(err)
	}
	w.trust.Policy.Witnesses[0].Key = trust.WitnessKey("inspektorat.example", eddsa.PublicKey(key))
	agent := startAgent(t, filepath.Join(dir, "witness.key"))
	address, stop := startLitewitness(t, dir, agent, "inspektorat.example", w.trust.Ledgers[0].Key)
	w.trust.Policy.Witnesses[0].URL = "http://" + address
	w.create()
	w.now = time.Now() // litewitness has its own clock
	w.options.AcceptClock = true
	w.reopen()
	p := w.publisher()
	w.published(p)
	w.grow(7)
	w.published(p)
	w.grow(300)
	w.published(p)
	if got := w.cosigned(); got != "[inspektorat]" {
		t.Errorf("cosigned by %s", got)
	}
	size := w.ledger.Size()
	other := w.forked(int(size) + 3)
	var fork *ForkError
	if err := other.publisher().Publish(context.Background()); !errors.As(err, &fork) || fork.Seen != size {
		t.Errorf("of a rewritten history it says %v", err)
	}
	stop()
}

// startAgent starts an ssh-agent with a key, and returns its socket.
func startAgent(t *testing.T, path string) string {
	t.Helper()
	short, err := os.MkdirTemp("", "a") // a socket's path has at most 107 bytes
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(short) })
	socket := filepath.Join(short, "s")
	run(t, exec.Command("ssh-agent", "-D", "-a", socket))
	waitFor(t, "unix", socket)
	add := exec.Command("ssh-add", path)
	add.Env = append(os.Environ(), "SSH_AUTH_SOCK="+socket)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("ssh-add: %v %s", err, out)
	}
	return socket
}

// startLitewitness starts one that knows a log, and returns its address.
func startLitewitness(t *testing.T, dir, agent, name string, log trust.VerifierKey) (address string, stop func()) {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = free.Addr().String()
	free.Close()
	list := exec.Command("ssh-keygen", "-lf", filepath.Join(dir, "witness.key"))
	out, err := list.Output()
	fingerprint := regexp.MustCompile(`SHA256:\S+`).FindString(string(out))
	if err != nil || fingerprint == "" {
		t.Fatalf("ssh-keygen: %v %s", err, out)
	}
	db := filepath.Join(dir, "litewitness.db")
	stop = run(t, exec.Command(filepath.Join(dir, "litewitness"), "-db", db, "-name", name, "-key", fingerprint,
		"-ssh-agent", agent, "-listen", address))
	waitFor(t, "tcp", address)
	// What its witnessctl does, which needs modules that litewitness itself does not.
	emptyRoot, _ := tlog.TreeHash(0, nil)
	sql := fmt.Sprintf("INSERT INTO log VALUES ('%s', 0, '%s'); INSERT INTO key VALUES ('%s', '%s');", log.Name(),
		emptyRoot, log.Name(), log)
	if out, err := exec.Command("sqlite3", "-cmd", ".timeout 5000", db, sql).CombinedOutput(); err != nil {
		t.Fatalf("sqlite3: %v %s", err, out)
	}
	if resp, err := http.Get("http://" + address + "/"); err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%v %v", resp, err)
	}
	return address, stop
}

// run starts a program and kills it when the test is over, or stop is called.
func run(t *testing.T, c *exec.Cmd) (stop func()) {
	t.Helper()
	var stderr strings.Builder
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := false
	stop = func() {
		if !done {
			done = true
			c.Process.Kill()
			c.Wait()
			if t.Failed() {
				t.Logf("%s said: %s", c.Path, stderr.String())
			}
		}
	}
	t.Cleanup(stop)
	return stop
}

func waitFor(t *testing.T, network, address string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		c, err := net.Dial(network, address)
		if err == nil {
			c.Close()
			return
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}
