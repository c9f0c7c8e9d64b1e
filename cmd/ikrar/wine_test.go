package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A wine is Windows as Wine plays it, with ikrar.exe on its drive C. Names in it have blanks and
// letters beyond ASCII, as those of people's directories have.
type wine struct {
	t      *testing.T
	prefix string // where drive C is, by its Unix name
	home   string // of the officer; Wine is a program of this user as well
}

// newWine builds the program and a Windows of its own, which ends with the test.
func newWine(t *testing.T) *wine {
	t.Helper()
	needTools(t, "wine", "wineserver", "script", "x86_64-w64-mingw32-dlltool", "x86_64-w64-mingw32-ld")
	w := &wine{t: t, prefix: filepath.Join(t.TempDir(), "awalan wine"), home: t.TempDir()}
	if err := os.Mkdir(w.prefix, 0o700); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-ldflags", "-s -w", "-o", filepath.Join(w.home, "ikrar.exe"), ".")
	build.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=0")
	// Windows starts while the program is built. Its server stays for a minute after each program:
	// to start takes it seconds.
	begun := make(chan error, 1)
	go func() { begun <- errors.Join(w.run("wineserver", "-p60"), w.run("wineboot", "--init")) }()
	t.Cleanup(func() {
		if err := errors.Join(w.run("wineserver", "-k"), w.run("wineserver", "-w")); err != nil {
			t.Log(err)
		}
	})
	out, err := build.CombinedOutput()
	if err = errors.Join(err, <-begun); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	w.addRandomness()
	if err := os.MkdirAll(w.path("Kantor BKD Ñusa"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(w.home, "ikrar.exe"), w.path("Kantor BKD Ñusa", "ikrar.exe")); err != nil {
		t.Fatal(err)
	}
	return w
}

// addRandomness makes the library that Go has its random numbers from, which Wine 8 lacks: all it
// holds is the name under which an older library has the same function.
func (w *wine) addRandomness() {
	w.t.Helper()
	system := filepath.Join(w.prefix, "drive_c", "windows", "system32")
	if _, err := os.Stat(filepath.Join(system, "bcryptprimitives.dll")); err == nil {
		return
	}
	const exports = "LIBRARY bcryptprimitives.dll\nEXPORTS\n ProcessPrng = advapi32.SystemFunction036\n"
	err := os.WriteFile(filepath.Join(w.home, "prng.def"), []byte(exports), 0o600)
	if err == nil {
		err = w.run("x86_64-w64-mingw32-dlltool", "-d", "prng.def", "-e", "prng.exp")
	}
	if err == nil {
		err = w.run("x86_64-w64-mingw32-ld", "-shared", "-e", "0", "-o", filepath.Join(system, "bcryptprimitives.dll"),
			"prng.exp")
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// path is the Unix name of a file in C:\users.
func (w *wine) path(names ...string) string {
	return filepath.Join(append([]string{w.prefix, "drive_c", "users"}, names...)...)
}

func (w *wine) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Dir = w.home
	// Programs that Windows starts outside of it are looked for where the officer's own come first.
	c.Env = append(os.Environ(), "WINEPREFIX="+w.prefix, "WINEDEBUG=-all",
		"HOME="+w.home, "LC_ALL=C.UTF-8", "DISPLAY=", "PATH="+w.home+":"+os.Getenv("PATH"),
		"IKRAR_HOME=", "IKRAR_LANG=id")
	return c
}

// run does not take its output by a pipe: the services of Windows would keep that open.
func (w *wine) run(name string, args ...string) error {
	if err := w.command(name, args...).Run(); err != nil {
		return fmt.Errorf("%s %q: %w", name, args, err)
	}
	return nil
}

// ikrar is the program in the directory of the office, on drive C.
func (w *wine) ikrar(args ...string) *exec.Cmd {
	c := w.command("wine", append([]string{`C:\users\Kantor BKD Ñusa\ikrar.exe`}, args...)...)
	c.Dir = w.path("Kantor BKD Ñusa")
	return c
}

// says runs the program, which must end with this code, and returns what it said.
func (w *wine) says(code int, args ...string) (stdout, stderr string) {
	w.t.Helper()
	c := w.ikrar(args...)
	var out, complaints bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaints
	if err := c.Run(); c.ProcessState == nil || c.ProcessState.ExitCode() != code {
		w.t.Fatalf("ikrar %q: %v, want exit code %d\n%.3000s%s", args, err, code, &out, &complaints)
	}
	return strings.ReplaceAll(out.String(), "\r\n", "\n"), complaints.String()
}
