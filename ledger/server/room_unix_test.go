//go:build !windows

package server

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// fewFiles is set for the child of TestFewFiles.
const fewFiles = "IKRAR_TEST_FEW_FILES"

// TestFewFiles: where the system allows 1024 open files, more idle connections than that from one
// address keep neither others out nor the ledger from what it has to open.
func TestFewFiles(t *testing.T) {
	if os.Getenv(fewFiles) != "" {
		serveFewFiles(t)
		return
	}
	if room := FindRoom(); room.Limit < 2000 {
		t.Skipf("the attackers would need more than %d files", room.Limit)
	}
	const victims = 20
	child := exec.Command("sh", "-c", `ulimit -n 1024 && exec "$0" -test.run='^TestFewFiles$'`, os.Args[0])
	child.Env, child.Stderr = append(os.Environ(), fewFiles+"=1"), os.Stderr
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	next := func() string { lines.Scan(); return lines.Text() }
	defer func() {
		in.Close()
		rest, _ := io.ReadAll(out)
		if err := child.Wait(); err != nil {
			t.Errorf("%v\n%s", err, rest)
		}
	}()
	url := next()
	ctx, cancel := context.WithCancel(t.Context())
	a := &attackers{ctx: ctx, plain: strings.TrimPrefix(url, "http://")}
	defer a.Wait()
	defer cancel()
	a.hold(1500, a.idle)
	a.awaitHeld(t, &world{TB: t})
	for i := range victims {
		pledge, err := hex.DecodeString(next())
		if err != nil {
			t.Fatal(err)
		}
		(&world{TB: t}).probe(url, pledge, i)
	}
	if err := ask(clientAt("127.0.0.2", 10*time.Second), url+"/healthz", nil); err != nil {
		t.Error(err)
	}
}

// serveFewFiles is what the child does until its input ends: it says where it serves, and some
// pledges that are not recorded yet.
func serveFewFiles(t *testing.T) {
	w := newWorld(t)
	fmt.Println(w.url)
	for _, pledge := range w.staff(20, "korban") {
		fmt.Println(hex.EncodeToString(pledge))
	}
	io.Copy(io.Discard, os.Stdin)
	if got := w.get("/healthz"); got.StatusCode != http.StatusOK {
		t.Errorf("%s %s", got.Status, got.body)
	}
	if strings.Contains(w.log.String(), "ERROR") {
		t.Errorf("log: %s", w.log)
	}
}
