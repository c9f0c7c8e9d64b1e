package ledger

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// Some tests need another process: one to kill, one to hold the lock, one to die of a damaged file.
// It is this test binary again, told by the environment what to do, and to which ledger.
const (
	childRole = "IKRAR_LEDGER_TEST_ROLE"
	childDir  = "IKRAR_LEDGER_TEST_DIR" // holds "ledger" and "ledger.head"
	childWho  = "IKRAR_LEDGER_TEST_WHO"

	childReserve = "IKRAR_LEDGER_TEST_RESERVE" // bytes; none where it is not set
)

func TestMain(m *testing.M) {
	role, dir := os.Getenv(childRole), os.Getenv(childDir)
	if role == "" {
		os.Exit(m.Run())
	}
	o := testOptions(dir)
	if os.Getenv(childWho) == "encrypted" {
		o.StoreKey = testStoreKey
	}
	if strings.HasPrefix(os.Getenv(childWho), "inject-") {
		store.Serving = store.Verifying // which merges nothing: STORE.md, "A merge that cannot write"
	}
	o.Reserve, _ = strconv.ParseUint(os.Getenv(childReserve), 10, 64)
	if err := map[string]func(Options) error{"append": childAppend, "open": childOpen, "audit": childAudit, "reader": childReader, "crash": childCrash, "silent": childSilent, "mute": childMute, "babble": childBabble, "erase": childErase, "nation": childNation, "restore": childRestore, "bound": childBound}[role](o); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// testOptions are the options of a world whose files are in dir.
func testOptions(dir string) Options {
	return Options{Dir: filepath.Join(dir, "ledger"), Head: filepath.Join(dir, "ledger.head"), Erasures: filepath.Join(dir, "ledger.erasures"), Origin: testOrigin,
		Root: trust.LogKey(trust.RootName(testOrigin), publicOf("root")), Key: testKey("ledger"), Now: func() time.Time { return time.Unix(1774922400, 0) }}
}

// child starts this test binary in a role.
func child(ctx context.Context, role, dir, who string) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0])
	c.Env = append(os.Environ(), childRole+"="+role, childDir+"="+dir, childWho+"="+who)
	return c
}

func childOpen(o Options) error {
	l, err := OpenLedger(o)
	if err != nil {
		return err
	}
	fmt.Println("open")
	bufio.NewReader(os.Stdin).ReadString('\n')
	return l.Close()
}

func childAudit(o Options) error {
	report, err := Audit(context.Background(), o, nil)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(report.Findings)
}

// childReader is the reader of an audit; the others are readers as damage makes them.
func childReader(Options) error {
	debug.SetMemoryLimit(readerMemory)
	return AuditReader(context.Background(), os.Stdin, os.Stdout)
}

func childCrash(Options) error {
	fmt.Println(`{"Progress":[1,2]}`)
	go func() { panic("a table is not one") }()
	select {}
}

func childSilent(Options) error {
	if _, err := os.MkdirTemp("", "left"); err != nil {
		return err
	}
	time.Sleep(time.Minute)
	return nil
}

func childMute(Options) error { return nil }

func childBabble(Options) error {
	_, err := fmt.Println("this is no report")
	return err
}

// acknowledged is what childAppend prints of each answer.
type acknowledged struct {
	Index     uint64
	Digest    signer.Digest
	Signature eddsa.Signature
}

// childAppend enrols people and records their pledges, several at once, and says so, until it is
// killed.
func childAppend(o Options) error {
	l, err := OpenLedger(o)
	if err != nil {
		return err
	}
	lines := make(chan acknowledged)
	var workers sync.WaitGroup
	for worker := range 8 {
		workers.Go(func() {
			for i := 0; ; i++ {
				if err := childWork(l, fmt.Sprint(os.Getenv(childWho), "-", worker, "-", i), lines); err != nil {
					fmt.Println(err)
					return
				}
			}
		})
	}
	go func() {
		workers.Wait() // until each was refused
		close(lines)
	}()
	out := json.NewEncoder(os.Stdout)
	for a := range lines {
		if err := out.Encode(a); err != nil {
			return err
		}
	}
	return nil
}

func childWork(l *Ledger, person string, lines chan<- acknowledged) error {
	w := &world{now: time.Unix(1774922400, 0)}
	credential, err := signer.Sign(testKey("registrar"), testOrigin, w.credentialClaims(person))
	if err != nil {
		return err
	}
	pledge, err := signer.Sign(testKey(person), testOrigin, w.pledgeClaims(credential.Bytes()))
	if err != nil {
		return err
	}
	for _, s := range []struct {
		kind signer.Kind
		raw  []byte
	}{{signer.KindCredential, credential.Bytes()}, {signer.KindPledge, pledge.Bytes()}} {
		r, err := l.AppendBytes(context.Background(), s.kind, s.raw)
		if err != nil {
			return err
		}
		lines <- acknowledged{r.Index, r.Digest, r.Signature}
	}
	return nil
}

// dir is the directory that holds the world's ledger and head file.
func (w *world) dir() string { return filepath.Dir(w.options.Head) }

// rounds is how often a test of faults goes round: so often, or as many times as the environment
// says (make soak).
func rounds(t *testing.T, env string, usual, short int) int {
	t.Helper()
	if n, err := strconv.Atoi(os.Getenv(env)); err == nil {
		return n
	}
	if testing.Short() {
		return short
	}
	return usual
}

// TestKilled kills a process at random moments, while it opens or records, again and again: what it
// had acknowledged must be there, with the same answer, and the ledger whole.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("processes of their own, in which nothing is raced that other tests do not race")
	}
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	promised := promises{}
	n := rounds(t, "IKRAR_KILLS", 24, 4)
	for round := range n {
		if err := w.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		most := time.Minute
		if round%4 == 3 { // while it opens, or soon after
			most = time.Duration(rand.IntN(80_000)) * time.Microsecond
		}
		ctx, cancel := context.WithTimeout(t.Context(), most)
		promised.hear(t, child(ctx, "append", w.dir(), fmt.Sprint(round)), time.Duration(rand.IntN(150_000))*time.Microsecond)
		cancel()
		w.reopenClosed()
		promised.kept(t, w.ledger)
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
		if round%20 == 19 {
			w.clean()
		}
	}
	t.Logf("%d answers in %d rounds, all kept", len(promised), n)
	if len(promised) < leastAcknowledged*n/2 {
		t.Errorf("only %d entries were acknowledged in %d rounds", len(promised), n)
	}
	w.clean()
}

// leastAcknowledged is how many answers a child gives before its time begins to run, however slow
// the machine.
const leastAcknowledged = 10

// promises are what children acknowledged, by index.
type promises map[uint64]acknowledged

// hear lets a child record for a while after its first answers, kills it, and takes down what it
// acknowledged. Two answers for one index are an error.
func (p promises) hear(t *testing.T, c *exec.Cmd, after time.Duration) (said string) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return ""
		}
		t.Fatal(err)
	}
	lines, heard := bufio.NewScanner(out), 0
	for lines.Scan() {
		var a acknowledged
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			if len(lines.Text()) > 0 && lines.Text()[0] == '{' {
				break // the line that the kill cut
			}
			said += lines.Text() + "\n"
			continue
		}
		if before, ok := p[a.Index]; ok && before != a {
			t.Errorf("two answers for entry %d: %v and %v", a.Index, before.Digest, a.Digest)
		}
		p[a.Index] = a
		if heard++; heard == leastAcknowledged {
			time.AfterFunc(after, func() { c.Cancel() })
		}
	}
	c.Wait()
	return said
}

// kept holds a ledger against what was acknowledged.
func (p promises) kept(t *testing.T, l *Ledger) {
	t.Helper()
	for index, a := range p {
		e, err := l.Entry(index)
		if err != nil || e.Digest != a.Digest {
			t.Errorf("entry %d was acknowledged as %v; now it is %v, %v", index, a.Digest, e.Digest, err)
			continue
		}
		if r, err := l.Receipt(a.Digest); err != nil || r.Index != index || r.Signature != a.Signature {
			t.Errorf("entry %d was acknowledged; now: %+v %v", index, r.Index, err)
		}
	}
}

// kill starts a child and kills it some milliseconds after it has printed so many lines, each of
// which must begin with a brace.
func kill(t *testing.T, c *exec.Cmd, lines, after int) {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); s.Scan(); lines-- {
		if s.Text()[0] != '{' {
			t.Errorf("child: %s", s.Text())
		}
		if lines == 1 {
			time.AfterFunc(time.Duration(after)*time.Millisecond, func() { c.Process.Kill() })
		}
	}
	c.Wait()
}

func TestSecondProcess(t *testing.T) {
	w := newWorld(t)
	if out, err := child(t.Context(), "open", w.dir(), "").Output(); err == nil || strings.TrimSpace(string(out)) != ErrLocked.Error() {
		t.Errorf("a second process opened the ledger: %s %v", out, err)
	}
	if out, err := child(t.Context(), "audit", w.dir(), "").Output(); err == nil || strings.TrimSpace(string(out)) != ErrLocked.Error() {
		t.Errorf("a second process audited the ledger: %s %v", out, err)
	}
	if _, err := OpenLedger(w.options); !errors.Is(err, ErrLocked) {
		t.Errorf("a second opener in this process: %v", err)
	}
	w.valid(w.people(1)[0]) // and the first works on
}

// filesOf lists the regular files below dir with their contents.
func filesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil {
			all[name], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// restore makes dir hold exactly these files.
func restore(t *testing.T, dir string, all map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, data := range all {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

func contains(all map[string][]byte, what string) (names []string) {
	for name, data := range all {
		if bytes.Contains(data, []byte(what)) {
			names = append(names, name)
		}
	}
	return names
}
