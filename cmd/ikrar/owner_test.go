//go:build !windows

package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Premises are a directory in which one user has an institution, and other users of the machine run
// the real command.
type premises struct {
	*testing.T
	dir, bin string
}

const theOwner, stranger = 65534, 65533 // users who have nothing else here

func newPremises(t *testing.T) premises {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can run commands as several users")
	}
	dir, err := os.MkdirTemp("", "ikrar-owner-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	o := premises{t, filepath.Join(dir, "office"), filepath.Join(dir, "ikrar")} // the test's binary is ikrar where it is called so
	program, err := os.ReadFile(must(os.Executable()))
	err = errors.Join(err, os.Chmod(dir, 0o755), os.Mkdir(o.dir, 0o755), os.Chown(o.dir, theOwner, theOwner), os.WriteFile(o.bin, program, 0o755), os.Chmod(o.bin, 0o755))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func (o premises) command(user uint32, program string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Dir = o.dir
	cmd.Env = []string{"PATH=" + filepath.Dir(o.bin) + ":" + os.Getenv("PATH"), "IKRAR_LANG=en", "HOME=" + o.dir, "TMPDIR=/tmp"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
	return cmd
}

// ikrar runs the command as a user.
func (o premises) ikrar(user uint32, args ...string) (exit int, said string) {
	o.Helper()
	out, err := o.command(user, o.bin, args...).CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		o.Fatal(err)
	}
	if ended != nil {
		exit = ended.ExitCode()
	}
	return exit, string(out)
}

// trace is all there is on the premises, with owners and times.
func (o premises) trace() string {
	o.Helper()
	cmd := exec.Command("sh", "-c", "find . -printf '%p %u %m %s %T@\\n' | sort; find . -type f | sort | xargs -d '\\n' cksum")
	cmd.Dir = o.dir
	out, err := cmd.Output()
	if err != nil {
		o.Fatal(err)
	}
	return string(out)
}

// TestRootLooks is root in the home of the service's user: what only reads leaves nothing behind,
// what writes is refused with the command to type, and the user's server starts as before.
func TestRootLooks(t *testing.T) {
	o := newPremises(t)
	if exit, said := o.ikrar(theOwner, "init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase"); exit != 0 {
		t.Fatal(said)
	}
	if err := os.WriteFile(filepath.Join(o.dir, "pegawai.csv"), demoRoster(3), 0o644); err != nil {
		t.Fatal(err)
	}
	if exit, said := o.ikrar(theOwner, "--home", "home", "roster", "import", "pegawai.csv"); exit != 0 {
		t.Fatal(said)
	}
	if exit, said := o.ikrar(theOwner, "--home", "home", "campaign", "new", "deklarasi", "--title", "Deklarasi", "--text", "uu-20-2023", "--place", "Pontianak", "--date", "2022-03-31"); exit != 0 {
		t.Fatal(said)
	}
	theirs := filepath.Join(o.dir, "theirs")
	if err := errors.Join(os.Mkdir(theirs, 0o700), os.Chown(theirs, theOwner, theOwner)); err != nil {
		t.Fatal(err)
	}
	before := o.trace()
	name := userName(theOwner)
	for _, args := range [][]string{{}, {"audit"}, {"report"}, {"roster", "list"}, {"trust", "show"}, {"prove", "0", "--entry", "-o", "/dev/null"}} {
		if exit, said := o.ikrar(0, append([]string{"--home", "home"}, args...)...); exit != 0 {
			t.Errorf("root, %v: exit %d, %s", args, exit, said)
		}
	}
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		t.Errorf("/dev/null is no device any more: %v %v", info, err)
	}
	for command, args := range map[string][]string{
		"sudo -u " + name + " ikrar --home home roster import 'daftar baru.csv'": {"--home", "home", "roster", "import", "daftar baru.csv"},
		"sudo -u " + name + " ikrar --home home serve --listen 127.0.0.1:0":      {"--home", "home", "serve", "--listen", "127.0.0.1:0"},
		"sudo -u " + name + " ikrar --home home settle":                          {"--home", "home", "settle"},
		"sudo -u " + name + " ikrar --home home audit --settle":                  {"--home", "home", "audit", "--settle"},
		"sudo -u " + name + " ikrar --home home restore x.backup":                {"--home", "home", "restore", "x.backup"},
		"sudo -u " + name + " ikrar init theirs --name X --origin x.example/x --url https://x.example": {
			"init", "theirs", "--name", "X", "--origin", "x.example/x", "--url", "https://x.example"},
	} {
		exit, said := o.ikrar(0, args...)
		if exit == 0 || !strings.Contains(said, "belongs to user "+name+", not to root; nothing was changed\nhint: type: "+command+"\n") {
			t.Errorf("root, %v: exit %d, %s", args, exit, said)
		}
	}
	exit, said := o.ikrar(stranger, "--home", "home", "report")
	if exit == 0 || !strings.Contains(said, "may not read it; it belongs to "+name+"\nhint: type: sudo -u "+name+" ikrar --home home report\n") {
		t.Errorf("a stranger: exit %d, %s", exit, said)
	}
	if after := o.trace(); after != before {
		t.Errorf("somebody left a trace:\n%s\nwas\n%s", after, before)
	}
	o.serves()
}

// serves starts the owner's server and stops it.
func (o premises) serves() {
	o.Helper()
	server := o.command(theOwner, o.bin, "--home", "home", "serve", "--listen", "127.0.0.1:0")
	out, err := server.StdoutPipe()
	var complaint bytes.Buffer
	server.Stderr = &complaint
	if err = errors.Join(err, server.Start()); err != nil {
		o.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "http://") {
		o.Errorf("the owner's server: %q %v %s", line, err, &complaint)
	}
	if exit, said := o.ikrar(0, "--home", "home", "audit"); exit != 0 { // through its socket
		o.Errorf("root audits what is served: %d %s", exit, said)
	}
	_ = server.Process.Signal(os.Interrupt) // it may have ended
	go io.Copy(io.Discard, out)
	if err := server.Wait(); err != nil {
		o.Errorf("the owner's server: %v %s", err, &complaint)
	}
}

// TestReadOnlyFiles audits where nothing can be written: by the modes of files, and on a file
// system that is mounted so.
func TestReadOnlyFiles(t *testing.T) {
	o := newPremises(t)
	if exit, said := o.ikrar(theOwner, "init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase"); exit != 0 {
		t.Fatal(said)
	}
	if out, err := exec.Command("chmod", "-R", "a-w", filepath.Join(o.dir, "home")).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for _, verb := range []string{"audit", "report"} {
		exit, said := o.ikrar(theOwner, "--home", "home", verb)
		if want := map[string]int{"audit": 0, "report": 1}[verb]; exit != want || strings.Contains(said, "denied") { // there is no campaign to report on
			t.Errorf("%s, without leave to write: exit %d, %s", verb, exit, said)
		}
	}
	mounted := exec.Command("unshare", "-m", "sh", "-c", "mount --bind home home && mount -o remount,bind,ro home && ! touch home/x 2>/dev/null && "+o.bin+" --home home audit")
	mounted.Dir, mounted.WaitDelay = o.dir, time.Minute
	if exec.Command("unshare", "-m", "sh", "-c", "mount --bind "+o.dir+" "+o.dir).Run() != nil {
		t.Skip("nothing can be mounted here")
	}
	if out, err := mounted.CombinedOutput(); err != nil {
		t.Errorf("on a file system that is mounted to be read: %v %s", err, out)
	}
}

// TestStrayFile is a file of root's in the home of the service's user: whoever writes says what to
// type, and the store is not left half opened.
func TestStrayFile(t *testing.T) {
	o := newPremises(t)
	if exit, said := o.ikrar(theOwner, "init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase"); exit != 0 {
		t.Fatal(said)
	}
	stray := must(filepath.Glob(filepath.Join(o.dir, "home", "ledger", "store", "*.vlog")))[0]
	if err := os.Chown(stray, 0, 0); err != nil {
		t.Fatal(err)
	}
	name := userName(theOwner)
	for _, mode := range []os.FileMode{0o644, 0o600} {
		if err := os.Chmod(stray, mode); err != nil {
			t.Fatal(err)
		}
		before := o.trace()
		for _, args := range [][]string{{"settle"}, {"serve", "--listen", "127.0.0.1:0"}, {"audit", "--settle"}} {
			exit, said := o.ikrar(theOwner, append([]string{"--home", "home"}, args...)...)
			want := filepath.Base(stray) + ": this file belongs to user root, and the directory to " + name + "; nothing was changed\nhint: type: sudo chown -R " + name + " home\n"
			if exit == 0 || !strings.Contains(said, want) {
				t.Errorf("%v: exit %d, %s", args, exit, said)
			}
		}
		if after := o.trace(); after != before {
			t.Errorf("somebody left a trace:\n%s\nwas\n%s", after, before)
		}
	}
	if err := os.Chown(stray, theOwner, theOwner); err != nil {
		t.Fatal(err)
	}
	o.serves()
}

// TestUnclosedOnReadOnlyFiles: where nothing can be written, an unclosed ledger is not settled, and
// is not damaged either.
func TestUnclosedOnReadOnlyFiles(t *testing.T) {
	o := newPremises(t)
	if exec.Command("unshare", "-m", "sh", "-c", "mount --bind "+o.dir+" "+o.dir).Run() != nil {
		t.Skip("nothing can be mounted here")
	}
	if exit, said := o.ikrar(theOwner, "init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase"); exit != 0 {
		t.Fatal(said)
	}
	logs := must(filepath.Glob(filepath.Join(o.dir, "home", "ledger", "store", "*.vlog")))
	if err := os.Truncate(logs[len(logs)-1], 1<<20); err != nil { // as before it was closed
		t.Fatal(err)
	}
	for verb, want := range map[string]int{"audit": 3, "audit --settle": 3, "settle": 3, "serve --listen 127.0.0.1:0": 1} {
		cmd := exec.Command("unshare", "-m", "sh", "-c", "mount --bind home home && mount -o remount,bind,ro home && exec setpriv --reuid 65534 --regid 65534 --clear-groups "+o.bin+" --home home --lang en "+verb)
		cmd.Dir, cmd.WaitDelay = o.dir, time.Minute
		out, err := cmd.CombinedOutput()
		if err == nil || cmd.ProcessState.ExitCode() != want ||
			!strings.Contains(string(out), "home: this file system can only be read; nothing was changed\nhint: copy this directory elsewhere (cp -a home ...)") {
			t.Errorf("%s: %v, want %d, %s", verb, err, want, out)
		}
	}
}
