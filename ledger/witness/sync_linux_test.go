package witness

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestDirectoryOnDisk: the name of a new directory of state is on disk before anything is cosigned.
// Otherwise a power failure takes all of a witness's memory, and it begins again from nothing.
func TestDirectoryOnDisk(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("strace is not installed: no fsync is seen")
	}
	if err := exec.Command(strace, "-qq", "-o", os.DevNull, "true").Run(); err != nil {
		t.Skipf("strace may not trace here: %v", err)
	}
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	trace := filepath.Join(t.TempDir(), "trace")
	child := exec.Command(strace, "-f", "-qq", "-y", "-o", trace, "-e", "trace=fsync", os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+filepath.Join(home, "saksi", "state"))
	child.SysProcAttr = &unix.SysProcAttr{Setpgid: true} // to kill strace with what it traces
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	stop := func() { unix.Kill(-child.Process.Pid, unix.SIGKILL) }
	defer time.AfterFunc(20*time.Second, stop).Stop()
	url, err := bufio.NewReader(out).ReadString('\n') // it serves
	stop()
	child.Wait()
	if err != nil || !strings.HasPrefix(url, "http://") {
		t.Fatalf("%q, %v", url, err)
	}
	calls, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{home, filepath.Join(home, "saksi")} {
		if !strings.Contains(string(calls), "<"+dir+">)") {
			t.Errorf("%s was not fsynced:\n%s", dir, calls)
		}
	}
}
