package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestOfficeWayIn: what opens the office stands in a file that the officer alone can read, and in
// no command line, which every user of the machine can. A link that waits at its place leads
// nowhere, and the file goes with the office.
func TestOfficeWayIn(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("it looks into /proc")
	}
	w := world{t: t, dir: t.TempDir()}
	w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", "https://ikrar.contoh.example", "--no-passphrase")
	in := func(name string) string { return filepath.Join(w.dir, name) }
	write := func(name, text string, mode os.FileMode) {
		if err := os.WriteFile(in(name), []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(in("bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("bin/xdg-open", "#!/bin/sh\nprintf '%s ' \"$@\" > \"$SEEN.part\" && mv \"$SEEN.part\" \"$SEEN\"\n", 0o755)
	write("victim", "untouched", 0o644)
	if err := os.Symlink(in("victim"), in("home/kantor.html")); err != nil {
		t.Fatal(err)
	}
	cmd := w.command("office")
	cmd.Env = append(cmd.Env, "PATH="+in("bin")+":"+os.Getenv("PATH"), "SEEN="+in("seen"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // fails only where it has ended
	for range 600 {
		if _, err := os.Stat(in("seen")); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	page := w.read(in("home/kantor.html"))
	code := regexp.MustCompile(`#([A-Z2-7]{26})"`).FindStringSubmatch(page)
	if code == nil {
		t.Fatalf("no way in: %s", page)
	}
	line := w.read(filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "cmdline"))
	for _, seen := range []string{w.read(in("seen")), line, w.read(in("victim"))} {
		if seen == "" || strings.Contains(seen, code[1]) {
			t.Errorf("others see %q", seen)
		}
	}
	if info, err := os.Lstat(in("home/kantor.html")); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(in("home/kantor.html")); err == nil {
		t.Error("the way in is left behind")
	}
}
