package witness

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/internal/addcheckpoint"
)

// The witness that is killed is this test binary again, told by the environment where its memory
// is.
const childDir = "IKRAR_WITNESS_TEST_DIR"

func TestMain(m *testing.M) {
	dir := os.Getenv(childDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	o := Options{Name: "inspektorat.example", Key: testKey("inspektorat"), Logs: []Log{{testOrigin, testLogKeys()}},
		Dir: dir, Now: time.Now}
	w, err := Open(o)
	if err == nil {
		var l net.Listener
		if l, err = net.Listen("tcp", "127.0.0.1:0"); err == nil {
			fmt.Println("http://" + l.Addr().String())
			err = http.Serve(l, w)
		}
	}
	fmt.Println(err)
	os.Exit(1)
}

// TestKilled kills a witness at random moments while a log goes on asking: what it has answered it
// still knows.
func TestKilled(t *testing.T) {
	rounds := 8
	if testing.Short() {
		rounds = 2
	}
	var leaves []string
	for n := range 4000 {
		leaves = append(leaves, fmt.Sprint(n))
	}
	l, dir := newTestLog(t, leaves...), t.TempDir()
	answered, asked := int64(0), int64(0)
	for range rounds {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		url, err := bufio.NewReader(out).ReadString('\n')
		if err != nil || !strings.HasPrefix(url, "http://") {
			t.Fatalf("the witness does not start: %q %v", url, err)
		}
		o := &office{TB: t, url: strings.TrimSpace(url), dir: dir}
		status, kind, size := o.post(l.body(0, 1))
		if kind == addcheckpoint.SizeType {
			var seen int64
			fmt.Sscan(size, &seen)
			if seen < answered || seen > asked {
				t.Fatalf("it has seen %d, and %d were answered and %d asked for", seen, answered, asked)
			}
			answered = seen
		} else if status != http.StatusOK || answered > 1 {
			t.Fatalf("%d %s after %d were answered", status, size, answered)
		} else {
			answered, asked = 1, 1
		}
		killed := time.AfterFunc(time.Duration(rand.IntN(300))*time.Millisecond, func() { child.Process.Kill() })
		for asked < l.size-1 {
			asked = answered + 1 + rand.Int64N(3)
			resp, err := http.Post(o.url+"/add-checkpoint", "text/plain", strings.NewReader(l.body(answered, asked)))
			if err != nil {
				break
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusOK {
				t.Fatalf("%d after %d", resp.StatusCode, answered)
			}
			answered = asked
		}
		killed.Stop()
		child.Process.Kill()
		child.Wait()
	}
	if answered < int64(rounds) {
		t.Errorf("only %d checkpoints in %d rounds", answered, rounds)
	}
}
