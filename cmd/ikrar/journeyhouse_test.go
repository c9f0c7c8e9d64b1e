package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"image/png"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikrar/signer/invitation"
	"ikrar/verify/qr"
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

// codes are those of the invitations in codes.csv.
func (w world) codes() (all []invitation.Code) {
	w.t.Helper()
	data := strings.TrimPrefix(w.read(filepath.Join(w.dir, "codes.csv")), "\ufeff")
	rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil {
		w.t.Fatal(err)
	}
	column := slices.Index(rows[0], "kode")
	for _, row := range rows[1:] {
		code, err := invitation.ParseCode(row[column])
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, code)
	}
	return all
}

// serveAtOnce runs the server, which signs and issues at once, until stop. stop returns its log.
func (w world) serveAtOnce(address string) (stop func() (log string)) {
	w.t.Helper()
	return w.serveAt(address, "--registrar-key", "otomatis.key", "--issue")
}

// serveAt runs the server until stop, which returns its log.
func (w world) serveAt(address string, flags ...string) (stop func() (log string)) {
	w.t.Helper()
	cmd := w.command(append([]string{"serve", "--listen", address}, flags...)...)
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

// open founds an institution that invites n people, prints their slips, and serves it.
func (j *journey) open(n int) (stop func() (log string)) {
	j.t.Helper()
	address := freeAddress(j.t)
	j.url, j.wire = wiretap(j.t, address)
	said := j.found(j.url, n, "--pdf", "slips.pdf")
	j.root = rootPrint.FindString(said)
	j.photograph(n)
	return j.serveAtOnce(address)
}

// rootPrint finds the fingerprint of the root key in what init says.
var rootPrint = regexp.MustCompile(`([0-9A-Z]{4}-){4}[0-9A-Z]{4}`)

// wiretap passes on to the address, and writes down everything.
func wiretap(t testing.TB, address string) (url, file string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "wire")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close(); f.Close() })
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			go passOn(from, address, &heard{file: f})
		}
	}()
	return "http://" + l.Addr().String(), file
}

// photograph reads the links off pictures of the printed sheets, as a camera does.
func (j *journey) photograph(n int) {
	j.t.Helper()
	if out, err := exec.Command("pdftoppm", "-r", "110", "-png", filepath.Join(j.dir, "slips.pdf"),
		filepath.Join(j.dir, "sheet")).CombinedOutput(); err != nil {
		j.t.Fatalf("%v: %s", err, out)
	}
	sheets, err := filepath.Glob(filepath.Join(j.dir, "sheet*.png"))
	if err != nil {
		j.t.Fatal(err)
	}
	for _, sheet := range sheets {
		img, err := png.Decode(strings.NewReader(j.read(sheet)))
		if err != nil {
			j.t.Fatal(err)
		}
		ours := func(link string) bool { return strings.HasPrefix(link, j.url+"/") }
		links, _ := qr.Read(img, ours) // a sheet without any is an error
		for _, link := range links {
			if _, code, ok := strings.Cut(link, "/tanda#"); ok {
				if _, err := invitation.ParseCode(code); err != nil {
					j.t.Fatalf("%s: %v", link, err)
				}
				j.slips = append(j.slips, slip{link, code})
			}
		}
	}
	if len(j.slips) != n {
		j.t.Fatalf("%d slips can be read off %d sheets, want %d", len(j.slips), len(sheets), n)
	}
}
