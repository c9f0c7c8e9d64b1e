package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWindows is a small day of an office on Windows, as Wine plays it, in directories whose names
// have blanks and a letter beyond ASCII: by the office in the browser, and by commands beside it.
func TestWindows(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program for Windows")
	}
	t.Parallel()
	w := newWine(t)
	for name, text := range map[string]string{"frasa.txt": "kuda benar baterai\r\n",
		"daftar pegawai.csv": string(demoRoster(3))} {
		if err := os.WriteFile(w.path("Kantor BKD Ñusa", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("shell", w.pastes)
	o := w.opensOffice()
	w.signsBesideOffice(t)
	w.issuesInOffice(t, o)
	o.kill() // as where its window is closed, or the power goes
	w.checks(t)
	w.serves(t)
	t.Run("browser", w.opensBrowser)
	t.Run("window", w.isDoubleClicked)
}

// pastes has cmd.exe do the next step that init names, word by word as it was printed.
func (w *wine) pastes(t *testing.T) {
	out, _ := w.says(0, "init", "lembaga kita & kami", "--name", "Pemerintah Provinsi Contoh",
		"--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase")
	printed := regexp.MustCompile(`cd ("[^"]*"),`).FindStringSubmatch(out)
	if printed == nil {
		t.Fatalf("no command to type:\n%s", out)
	}
	dir := w.path("Kantor BKD Ñusa")
	lines := "cd " + printed[1] + "\r\n..\\ikrar.exe --json\r\n"
	if err := os.WriteFile(filepath.Join(dir, "ketik.bat"), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	c := w.command("wine", "cmd", "/c", "ketik.bat")
	c.Dir = dir
	typed, err := c.Output()
	if err != nil || !strings.Contains(string(typed), `"home":"."`) {
		t.Errorf("typed into cmd.exe: %v\n%s", err, typed)
	}
	if strings.Contains(out, "/keys") || !strings.Contains(out, `kami\keys\root.key`) {
		t.Errorf("paths with two kinds of slash:\n%s", out)
	}
}

// opensOffice makes an institution by the five questions of the office, and imports a roster.
func (w *wine) opensOffice() *officeWindow {
	w.t.Helper()
	o := world{t: w.t, program: w.ikrar}.openOfficeWindow()
	const phrase, root = "kuda benar baterai", "empat kata acak saja"
	o.submit("/mulai", map[string]string{"name": "Pemerintah Provinsi Contoh", "url": "https://ikrar.contoh.example",
		"timezone": "WIB", "registrar": "Bagian Kepegawaian", "passphrase": phrase, "passphrase-again": phrase,
		"root-passphrase": root, "root-passphrase-again": root})
	roster, err := os.ReadFile(w.path("Kantor BKD Ñusa", "daftar pegawai.csv"))
	if err != nil {
		w.t.Fatal(err)
	}
	plan := o.submit("/impor", map[string]string{"file": string(roster)}).Header.Get("Ikrar-Go")
	if page := o.send("GET", "/x"+plan, "", nil); !bytes.Contains(page.body, []byte("Rencana impor")) {
		w.t.Fatalf("no plan at %q: %s\n%.2000s", plan, page.Status, page.body)
	}
	done := o.submit(plan+"/impor", nil)
	if page := o.send("GET", "/x"+done.Header.Get("Ikrar-Go"), "", nil); !bytes.Contains(page.body, []byte("3 baru")) {
		w.t.Fatalf("not imported: %s\n%.2000s", page.Status, page.body)
	}
	return o
}

// submit sends a form; its field "file" is that of a file.
func (o *officeWindow) submit(path string, fields map[string]string) officeAnswer {
	o.t.Helper()
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	for name, value := range fields {
		if name == "file" {
			part, _ := m.CreateFormFile(name, "daftar pegawai.csv")
			io.WriteString(part, value)
			continue
		}
		m.WriteField(name, value)
	}
	m.Close()
	answer := o.send("POST", "/x"+path, m.FormDataContentType(), form.Bytes())
	if answer.StatusCode != 204 {
		o.t.Fatalf("%s: %s\n%.2000s", path, answer.Status, answer.body)
	}
	return answer
}

// signsBesideOffice runs an officer's and a person's verbs while the office is open.
func (w *wine) signsBesideOffice(t *testing.T) {
	officer := []string{"--home", "ikrar", "--passphrase-file", "frasa.txt"}
	w.says(0, slices.Concat(officer, []string{"campaign", "new", "deklarasi", "--title", "Deklarasi ASN BerAKHLAK",
		"--text", "uu-20-2023", "--place", "Pontianak", "--date", "2022-03-31", "--closes", "2099-12-31"})...)
	w.says(0, slices.Concat(officer, []string{"invite", "--all", "--until", "2099-12-31", "--pdf", `slip Ñusa.pdf`})...)
	w.says(0, "key", "new", `kunci saya.key`, "--passphrase-file", "frasa.txt")
	roster, _ := w.says(0, "--home", "ikrar", "roster", "list")
	nip := strings.Fields(roster)[0]
	w.says(0, slices.Concat(officer, []string{"enrol", "--nip", nip, `kunci saya.key.pub`})...)
	w.says(0, "pledge", nip+".ikrar", "--key", `C:\users\Kantor BKD Ñusa\kunci saya.key`, "--yes",
		"--passphrase-file", "frasa.txt")
	// cmd.exe hands patterns over as they were typed.
	if out, _ := w.says(0, "--home", "ikrar", "record", "*.pledge"); !strings.Contains(out, nip+".pledge") {
		t.Errorf("recorded: %s", out)
	}
}

// issuesInOffice issues the certificate in the office, and downloads the ZIP.
func (w *wine) issuesInOffice(t *testing.T, o *officeWindow) {
	work := o.issueAll()
	stream := o.send("GET", "/x"+work+"/events", "", nil) // it ends with the work
	if len(workDone.FindAllSubmatch(stream.body, -1)) == 0 {
		t.Fatalf("not issued: %.300q", stream.body)
	}
	offer := o.submit("/sertifikat/unduh",
		map[string]string{"campaign": "deklarasi", "unit": "", "kind": "nama", "part": "1"})
	packed := o.send("GET", offer.Header.Get("Ikrar-Download"), "", nil)
	z, err := zip.NewReader(bytes.NewReader(packed.body), int64(len(packed.body)))
	if err != nil || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.HasSuffix(f.Name, ".pdf") }) {
		t.Fatalf("no ZIP with a certificate: %s, %v", packed.Status, err)
	}
}

// checks reads what the office left that was killed, after it was settled as anywhere.
func (w *wine) checks(t *testing.T) {
	_, hint := w.says(exitUndetermined, "--home", "ikrar", "audit")
	if !strings.Contains(hint, "ikrar --home ikrar settle") {
		t.Errorf("a ledger that was not closed: %s", hint)
	}
	w.says(0, "--home", "ikrar", "settle")
	if out, _ := w.says(0, "--home", "ikrar", "audit"); !strings.Contains(out, "Bersih: 5 entri") {
		t.Errorf("audit: %s", out)
	}
	w.says(0, "--home", "ikrar", "issue", "--out", `C:\users\Kantor BKD Ñusa\sertifikat`, "--index",
		"--passphrase-file", "frasa.txt")
	out, _ := w.says(0, "verify", "--trust", `ikrar\trust.note`, `sertifikat\*\*.pdf`)
	if !strings.HasPrefix(out, `SAH  sertifikat\`) || strings.Contains(strings.SplitN(out, "\n", 2)[0], "/") {
		t.Errorf("verify: %s", out)
	}
	w.restores(t)
}

// restores makes the institution anew from a backup with its keys, as where the disk was lost.
func (w *wine) restores(t *testing.T) {
	const backup = `C:\users\Kantor BKD Ñusa\cadangan kita.backup`
	sealed, _ := w.says(0, "--home", "ikrar", "backup", backup, "--with-keys", "--passphrase-file", "frasa.txt")
	if !strings.Contains(sealed, backup+".keys.") {
		t.Errorf("no keys file: %s", sealed)
	}
	_, next := w.says(0, "--home", "lembaga baru", "restore", "cadangan kita.backup", "--with-keys", backup+".keys",
		"--accept-head", "5", "--passphrase-file", "frasa.txt")
	if !strings.Contains(next, `ikrar --home "lembaga baru" audit`) {
		t.Errorf("restored: %s", next)
	}
	held, _ := w.says(0, "--home", "lembaga baru", "recover", "sertifikat")
	if !strings.Contains(held, "Masih ada: 2\n") {
		t.Errorf("recover: %s", held)
	}
	way, _ := w.says(1, "--home", "lembaga baru", "doctor", "--offline") // no backup was made there
	if !strings.Contains(way, `: ikrar --home "lembaga baru" backup BERKAS`) {
		t.Errorf("doctor: %s", way)
	}
}

// serves asks a server's ledger by another verb, which that lets in without a Unix socket, and
// begins anew where a server was killed.
func (w *wine) serves(t *testing.T) {
	for range 2 {
		server := w.ikrar("--home", "ikrar", "serve", "--listen", "127.0.0.1:0")
		stdout, err := server.StdoutPipe()
		if err == nil {
			err = server.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		line, err := bufio.NewReader(stdout).ReadString('\n')
		if err != nil || !strings.HasPrefix(line, "http://127.") {
			t.Fatalf("serve: %q, %v", line, err)
		}
		if out, _ := w.says(0, "--home", "ikrar", "settle"); !strings.Contains(out, "ikrar serve") {
			t.Errorf("beside a server: %s", out)
		}
		w.says(0, "--home", "ikrar", "session", "list")
		server.Process.Kill()
		server.Wait()
	}
}

// opensBrowser has a program that stands for a browser told where kantor.html is.
func (w *wine) opensBrowser(t *testing.T) {
	told := filepath.Join(w.home, "dibuka")
	script := fmt.Sprintf("#!/bin/sh\nprintf '%%s\\n' \"$1\" >'%s.baru' && mv '%[1]s.baru' '%[1]s'\n", told)
	if err := os.WriteFile(filepath.Join(w.home, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	office := w.ikrar("--home", "ikrar", "office")
	if err := office.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		office.Process.Kill()
		office.Wait()
	}()
	for range 600 {
		if address, err := os.ReadFile(told); err == nil {
			if !strings.HasSuffix(string(address), "/Kantor%20BKD%20%C3%91usa/ikrar/kantor.html\n") {
				t.Errorf("opened %s", address)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("nothing was opened")
}

// isDoubleClicked runs the program alone in a console of its own, which asks, answers, and stays.
func (w *wine) isDoubleClicked(t *testing.T) {
	// Wine has the terminal while it reads; before that, too, Enter must not become another key.
	c := w.command("script", "-qec", `stty raw -echo; exec wine 'C:\users\Kantor BKD Ñusa\ikrar.exe'`, "/dev/null")
	c.Dir = w.path("Kantor BKD Ñusa")
	in, err := c.StdinPipe()
	out, err2 := c.StdoutPipe()
	if err != nil || err2 != nil || c.Start() != nil {
		t.Fatal(err, err2)
	}
	defer c.Wait()
	defer in.Close()
	defer time.AfterFunc(time.Minute, func() { c.Process.Kill() }).Stop()
	screen := &console{from: out}
	for _, step := range []struct{ shown, typed string }{
		{"1, 2, atau 3", "3\r"},
		{"ketik kodenya", "\"daftar pegawai.csv\"\r"},
		{"Tekan Enter untuk menutup", "\r"},
	} {
		if !screen.shows(step.shown) {
			t.Fatalf("%q is not shown:\n%s", step.shown, screen.all)
		}
		io.WriteString(in, step.typed)
	}
	io.Copy(io.Discard, out) // it ends
}

// console is what a console has shown.
type console struct {
	from io.Reader
	all  []byte
}

func (s *console) shows(text string) bool {
	for piece := make([]byte, 4096); !bytes.Contains(s.all, []byte(text)); {
		n, err := s.from.Read(piece)
		if s.all = append(s.all, piece[:n]...); err != nil {
			return bytes.Contains(s.all, []byte(text))
		}
	}
	return true
}
