package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"ikrar/signer/keyfile"
)

// TestOfficersKeyStaysAway: an officer does a piece of a day from afar with a key of their own.
// Then the server's memory and files, and all that has passed between the two, are searched for
// that key and its passphrase. A server that signs itself shows that the search finds a key.
func TestOfficersKeyStaysAway(t *testing.T) {
	w := world{t: t, dir: t.TempDir()}
	passphrase := rand.Text() // and no constant, which would stand in the program itself
	wire, behind := must(net.Listen("tcp", "127.0.0.1:0")), freeAddress(t)
	url := "http://" + wire.Addr().String()
	passed := &passedBy{}
	go passed.tap(wire, behind)
	t.Cleanup(func() { wire.Close() })

	var made struct {
		Root string `json:"root_fingerprint"`
	}
	if err := json.Unmarshal([]byte(w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin",
		"ikrar.contoh.example/buku", "--url", url, "--no-passphrase", "--json")), &made); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("sandi", passphrase+"\n")
	put("pegawai.csv", string(demoRoster(2)))
	w.ikrar("key", "new", "jauh.key", "--passphrase-file", "sandi")
	w.key("otomatis.key")
	for _, name := range []string{"jauh", "otomatis"} {
		w.ikrar("registrar", "add", name+".key.pub", "--name", name, "--root-key", "home/keys/root.key")
	}
	officer := secretsOf(t, filepath.Join(w.dir, "jauh.key"), passphrase)
	robot := secretsOf(t, filepath.Join(w.dir, "otomatis.key"), "")

	server := w.server("--listen", behind)
	away := w
	away.program = func(args ...string) *exec.Cmd { // the officer's computer
		cmd := w.command(args...)
		cmd.Args[2] = "meja"
		return cmd
	}
	at := func(args ...string) string {
		return away.ikrar(append(args, "--at", url, "--root", made.Root, "--registrar-key", "jauh.key",
			"--passphrase-file", "sandi")...)
	}
	at("roster", "import", "pegawai.csv")
	at("campaign", "new", "deklarasi", "--title", "Deklarasi", "--text", "uu-20-2023", "--place", "Pontianak", "--date",
		"2026-03-31", "--closes", "2099-12-31")
	at("invite", "--all", "--until", "2099-12-31", "--csv", "codes.csv")
	pledge := []string{"pledge", url, "--code", string(w.codes()[0]), "--yes", "--root", made.Root, "--no-passphrase",
		"--key", "pegawai.key"}
	waits := w.command(pledge...)
	if err := waits.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); at("enrol", "approve", "--all", "--json") == ""; { // until it has asked
		if time.Now().After(end) {
			t.Fatal("nobody waits")
		}
	}
	_ = waits.Process.Kill() // it would look again in some seconds
	_ = waits.Wait()
	w.ikrar(pledge...)
	at("issue", "--out", "sertifikat", "--settings-seen")
	at("correct", "--nip", w.nips()[0], "--position", "Kepala Seksi", "--yes")
	found := officer.searched(t, server)
	server.stop()
	for place := range found {
		t.Errorf("without --registrar-key, the officer's %s", place)
	}
	for place := range officer.searchedFiles(t, filepath.Join(w.dir, "home")) {
		t.Errorf("the officer's %s", place)
	}
	if n := len(passed.all); n < 20_000 {
		t.Errorf("only %d bytes have passed", n)
	}
	for what := range officer.in(passed.all) {
		t.Errorf("the officer's %s has passed", what)
	}

	server = w.server("--listen", behind, "--registrar-key", "otomatis.key")
	at("wishes")
	if found := robot.searched(t, server); len(found) == 0 {
		t.Error("the key of --registrar-key was not found: the search finds nothing")
	}
	found = officer.searched(t, server)
	server.stop()
	for place := range found {
		t.Errorf("with --registrar-key, the officer's %s", place)
	}
}

// passedBy is what a wire has carried, both ways.
type passedBy struct {
	mutex sync.Mutex
	all   []byte
}

func (p *passedBy) Write(b []byte) (int, error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.all = append(p.all, b...)
	return len(b), nil
}

func (p *passedBy) tap(wire net.Listener, to string) {
	for {
		from, err := wire.Accept()
		if err != nil {
			return
		}
		go passOn(from, to, p)
	}
}

// secrets are the forms in which a key could lie somewhere, by what they are called.
type secrets map[string][]byte

func secretsOf(t *testing.T, path, passphrase string) secrets {
	t.Helper()
	typed := func() (keyfile.Passphrase, error) { return keyfile.Typed([]byte(passphrase)), nil }
	opened, err := keyfile.Open(path, typed)
	if err != nil {
		t.Fatal(err)
	}
	seed := opened.(ed25519.PrivateKey).Seed()
	scalar := sha512.Sum512(seed)
	clamped := scalar
	clamped[0], clamped[31] = clamped[0]&248, clamped[31]&127|64
	s := secrets{}
	for name, raw := range map[string][]byte{"seed": seed, "expanded key": scalar[:32], "scalar": clamped[:32],
		"passphrase": []byte(passphrase)} {
		if len(raw) == 0 {
			continue
		}
		s[name] = raw
		s[name+" in hex"] = []byte(hex.EncodeToString(raw))
		s[name+" in capital hex"] = bytes.ToUpper(s[name+" in hex"])
		for skip := range 3 { // in any base64 text, as that of an OpenSSH or PEM file is
			whole := raw[skip : skip+(len(raw)-skip)/3*3]
			s[fmt.Sprint(name, " in base64 ", skip)] = []byte(base64.StdEncoding.EncodeToString(whole)[:20])
			s[fmt.Sprint(name, " in base64url ", skip)] = []byte(base64.URLEncoding.EncodeToString(whole)[:20])
		}
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(file, []byte("\n"))
	s["key file"] = lines[len(lines)/2] // inside, where nothing is alike in two files
	return s
}

// in are those that stand in some bytes.
func (s secrets) in(data []byte) map[string]bool {
	found := map[string]bool{}
	for name, form := range s {
		if bytes.Contains(data, form) {
			found[name] = true
		}
	}
	return found
}

func (s secrets) searchedFiles(t *testing.T, dir string) map[string]bool {
	t.Helper()
	all, n := map[string]bool{}, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		n++
		for what := range s.in(data) {
			all[what+" in "+filepath.Base(path)] = true
		}
		return err
	})
	if err != nil || n < 10 {
		t.Fatalf("%d files: %v", n, err)
	}
	return all
}

// searched reads all memory of a process that can be read, but for pages that are all zeros.
func (s secrets) searched(t *testing.T, of running) map[string]bool {
	t.Helper()
	memory, err := os.Open(fmt.Sprintf("/proc/%d/mem", of.pid))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skipf("the memory of another process may not be read here: %v", err)
	}
	defer memory.Close()
	maps, err := os.Open(fmt.Sprintf("/proc/%d/smaps", of.pid))
	if err != nil {
		t.Fatal(err)
	}
	defer maps.Close()
	all, read := map[string]bool{}, 0
	var first, last uint64
	var readable bool
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		line, resident := lines.Text(), 0
		var mode string
		if n, _ := fmt.Sscanf(line, "%x-%x %4s", &first, &last, &mode); n == 3 {
			readable = mode[0] == 'r'
		}
		if n, _ := fmt.Sscanf(line, "Rss: %d kB", &resident); n == 0 || resident == 0 || !readable {
			continue
		}
		data := s.piece(memory, first, last)
		read += len(data)
		for what := range s.in(data) {
			all[what+" in the server's memory"] = true
		}
	}
	if read < 8<<20 {
		t.Fatalf("only %d bytes of memory were read", read)
	}
	return all
}

// piece is a range of memory, without pages of zeros.
func (s secrets) piece(memory *os.File, first, last uint64) (data []byte) {
	page, zeros := make([]byte, os.Getpagesize()), make([]byte, os.Getpagesize())
	for at := first; at < last; at += uint64(len(page)) {
		n, err := memory.ReadAt(page, int64(at))
		if err != nil && n == 0 {
			continue // [vvar], or gone since
		}
		if !bytes.Equal(page[:n], zeros[:n]) {
			data = append(data, page[:n]...)
		}
	}
	return data
}

// running is a server.
type running struct {
	pid  int
	stop func()
}

// server starts `ikrar serve`, and waits until it answers.
func (w world) server(flags ...string) running {
	w.t.Helper()
	cmd := w.command(append([]string{"serve"}, flags...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = cmd.Process.Kill() }) // fails where it has ended
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		w.t.Fatalf("%v: %s", err, &said)
	}
	return running{cmd.Process.Pid, func() {
		w.t.Helper()
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			w.t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			w.t.Errorf("serve: %v\n%s", err, &said)
		}
	}}
}
