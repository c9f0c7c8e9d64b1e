package main

import (
	"bufio"
	"bytes"
	"net"
	"os"
	"path/filepath"
	"testing"
)

// freeAddress is one on loopback that nobody listens on.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// found makes an institution of n people in which certificates can be issued at once, and invites
// them all. invite says how the invitations are written down. It returns what init said.
func (w world) found(url string, n int, invite ...string) string {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, "pegawai.csv"), demoRoster(n), 0o600); err != nil {
		w.t.Fatal(err)
	}
	said := w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", url, "--no-passphrase")
	w.ikrar("roster", "import", "pegawai.csv")
	w.ikrar("campaign", "new", "deklarasi", "--title", "Deklarasi ASN BerAKHLAK", "--text", "uu-20-2023",
		"--place", "Pontianak", "--date", "2026-03-31", "--closes", "2099-12-31")
	w.ikrar(append([]string{"invite", "--all", "--until", "2099-12-31"}, invite...)...)
	w.key("otomatis.key")
	w.ikrar("registrar", "add", "otomatis.key.pub", "--name", "otomatis", "--root-key", "home/keys/root.key")
	return said
}

// serveAtOnce runs the server, which signs and issues at once, until stop. stop returns its log.
func (w world) serveAtOnce(address string) (stop func() (log string)) {
	w.t.Helper()
	cmd := w.command("serve", "--listen", address, "--registrar-key", "otomatis.key", "--issue")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = cmd.Process.Kill() }) // fails where it has ended
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		w.t.Fatalf("%v: %s", err, &stderr)
	}
	return func() string {
		w.t.Helper()
		if err := cmd.Process.Signal(os.Interrupt); err != nil { // as on Windows
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			return stderr.String()
		}
		if err := cmd.Wait(); err != nil || bytes.Contains(stderr.Bytes(), []byte("level=ERROR")) {
			w.t.Errorf("the server: %v\n%s", err, &stderr)
		}
		spent := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		w.t.Logf("the server: %.1f s of processor", spent.Seconds())
		return stderr.String()
	}
}
