package witness

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/addcheckpoint"
	"ikrar/verify/trust"
)

// testLog is a log in memory, whose leaves a test chooses: two of them can share a beginning.
type testLog struct {
	testing.TB
	hashes []tlog.Hash // stored, as in tlog.StoredHashes
	size   int64
}

func (l *testLog) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		out[i] = l.hashes[x]
	}
	return out, nil
}

func newTestLog(t testing.TB, leaves ...string) *testLog {
	l := &testLog{TB: t}
	for _, leaf := range leaves {
		hashes, err := tlog.StoredHashes(l.size, []byte(leaf), l)
		if err != nil {
			t.Fatal(err)
		}
		l.hashes, l.size = append(l.hashes, hashes...), l.size+1
	}
	return l
}

// checkpoint is the log's at a size, as text.
func (l *testLog) checkpoint(size int64) string {
	root, err := tlog.TreeHash(size, l)
	if err != nil {
		l.Fatal(err)
	}
	return trust.Checkpoint{Origin: testOrigin, Size: uint64(size), Root: root}.Text()
}

func (l *testLog) proof(old, size int64) (lines string) {
	if old == 0 || old == size {
		return ""
	}
	p, err := tlog.ProveTree(size, old, l)
	if err != nil {
		l.Fatal(err)
	}
	for _, h := range p {
		lines += h.String() + "\n"
	}
	return lines
}

// signed is a text as a note by the named keys, each as a log of the origin.
func signed(t testing.TB, text string, keys ...string) string {
	t.Helper()
	var signers []note.Signer
	for _, k := range keys {
		s, err := trust.NoteSigner(testOrigin, testKey(k))
		if err != nil {
			t.Fatal(err)
		}
		signers = append(signers, s)
	}
	raw, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// body is a request from one size of a log to another.
func (l *testLog) body(old, size int64) string {
	return fmt.Sprintf("old %d\n%s\n%s", old, l.proof(old, size), signed(l, l.checkpoint(size), "ledger"))
}

// office is a witness with its server, in a directory.
type office struct {
	*Witness
	testing.TB
	url string
	dir string
}

func newOffice(t testing.TB, dir string) *office {
	t.Helper()
	w := newWorld(t)
	witness, err := Open(w.witness("inspektorat", dir))
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(witness)
	t.Cleanup(func() { s.Close(); witness.Close() })
	return &office{witness, t, s.URL, dir}
}

// post sends a body, and returns status, content type and answer.
func (o *office) post(body string) (int, string, string) {
	o.Helper()
	resp, err := http.Post(o.url+"/add-checkpoint", "text/plain", strings.NewReader(body))
	if err != nil {
		o.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		o.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), string(answer)
}

// cosigns fails the test unless the body is answered by a cosignature, which torchwood verifies
// too, and that is on disk.
func (o *office) cosigns(body string) {
	o.Helper()
	status, _, line := o.post(body)
	if status != http.StatusOK {
		o.Fatalf("%d %s", status, line)
	}
	_, checkpoint, _ := strings.Cut(body, "\n\n")
	theirs, err := torchwood.NewCosignatureVerifier(o.Key().String())
	if err != nil {
		o.Fatal(err)
	}
	n, err := note.Open([]byte(checkpoint+line), note.VerifierList(theirs))
	if err != nil || len(n.Sigs) != 1 {
		o.Fatalf("torchwood does not accept the line %q: %v", line, err)
	}
	files, _ := filepath.Glob(filepath.Join(o.dir, "*.note"))
	if len(files) != 1 {
		o.Fatalf("%d state files", len(files))
	}
	state, err := os.ReadFile(files[0])
	if err != nil || !strings.HasPrefix(string(state), n.Text) || !strings.HasSuffix(string(state), line) {
		o.Errorf("the state is %q, the answer was %q: %v", state, line, err)
	}
}

func TestAddCheckpoint(t *testing.T) {
	l := newTestLog(t, "a", "b", "c", "d", "e", "f", "g", "h", "i")
	other := newTestLog(t, "a", "b", "x", "d", "e", "f", "g", "h", "i") // the same key, another history from entry 2 on
	seven := l.checkpoint(7)
	for _, c := range []struct {
		name   string
		body   string
		status int
		answer string // the beginning of it
	}{
		{"empty", "", 400, ""},
		{"no old line", l.proof(5, 7) + "\n" + signed(t, seven, "ledger"), 400, ""},
		{"old size with a leading zero", strings.Replace(l.body(5, 7), "old 5", "old 05", 1), 400, ""},
		{"old size with a sign", strings.Replace(l.body(5, 7), "old 5", "old +5", 1), 400, ""},
		{"old size below zero", strings.Replace(l.body(5, 7), "old 5", "old -5", 1), 400, ""},
		{"old size of more than 63 bits", strings.Replace(l.body(5, 7), "old 5", "old 9223372036854775808", 1), 400,
			""},
		{"line ends of DOS", strings.ReplaceAll(l.body(5, 7), "\n", "\r\n"), 400, ""},
		{"no empty line", strings.Replace(l.body(5, 7), "\n\n", "\n", 1), 400, ""},
		{"a proof line of another length", strings.Replace(l.body(5, 7), "old 5\n", "old 5\nAAAA\n", 1), 400, ""},
		{"a proof line in hexadecimal",
			strings.Replace(l.body(5, 7), "old 5\n", "old 5\n"+strings.Repeat("0a", 32)+"\n", 1), 400, ""},
		{"a proof line with spare bits", spareBits(l.body(5, 7)), 400, ""},
		{"64 proof lines",
			strings.Replace(l.body(5, 7), "old 5\n",
				"old 5\n"+strings.Repeat(base64.StdEncoding.EncodeToString(make([]byte, 32))+"\n", 64), 1), 400, ""},
		{"old size above the checkpoint's", "old 8\n\n" + signed(t, seven, "ledger"), 400, ""},
		{"a checkpoint without signature", "old 5\n" + l.proof(5, 7) + "\n" + seven, 400, ""},
		{"signed, but no checkpoint", "old 5\n\n" + signed(t, testOrigin+"\nseven\n", "ledger"), 400, ""},
		{"an empty extension line", "old 5\n" + l.proof(5, 7) + "\n" + signed(t, seven+"\n", "ledger"), 400, ""},
		{"too long", l.body(5, 7) + strings.Repeat("x", maxBody), 413, ""},
		{"another origin", strings.Replace(l.body(5, 7), testOrigin, testOrigin+"2", 1), 404, ""},
		{"another key", "old 5\n" + l.proof(5, 7) + "\n" + signed(t, seven, "thief"), 403, ""},
		{"changed after it was signed", strings.Replace(l.body(5, 7), "\n7\n", "\n8\n", 1), 403, ""},
		{"from another size", l.body(4, 7), 409, "5\n"},
		{"from nothing", l.body(0, 7), 409, "5\n"},
		{"from a size that is to come", l.body(6, 7), 409, "5\n"},
		{"smaller", l.body(4, 4), 409, "5\n"},
		{"another root at the same size", other.body(5, 5), 409, "another root"},
		{"another history", other.body(5, 7), 422, ""},
		{"the proof of another size", "old 5\n" + l.proof(4, 7) + "\n" + signed(t, seven, "ledger"), 422, ""},
		{"no proof", "old 5\n\n" + signed(t, seven, "ledger"), 422, ""},
		{"a proof where there is nothing to prove", "old 5\n" + l.proof(5, 7) + "\n" + signed(t, l.checkpoint(5),
			"ledger"), 422, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, t.TempDir())
			o.cosigns(l.body(0, 5))
			before := filesOf(t, o.dir)
			status, kind, answer := o.post(c.body)
			if status != c.status || !strings.HasPrefix(answer, c.answer) || strings.Contains(answer, "—") {
				t.Errorf("%d %q, want %d %q", status, answer, c.status, c.answer)
			}
			if (kind == addcheckpoint.SizeType) != (c.answer == "5\n") {
				t.Errorf("content type %s of %q", kind, answer)
			}
			if after := filesOf(t, o.dir); after != before || o.Seen(testOrigin) != 5 {
				t.Errorf("a refusal changed the state, which has seen %d:\n%s\n%s", o.Seen(testOrigin), before, after)
			}
			o.cosigns(l.body(5, 9)) // and the log goes on
		})
	}
}

// TestEvidence: a refusal is logged with the checkpoint that the log signed, and with nothing that
// anybody can add to it.
func TestEvidence(t *testing.T) {
	w, out := newWorld(t), new(bytes.Buffer)
	options := w.witness("inspektorat", t.TempDir())
	options.Log = slog.New(slog.NewTextHandler(out, nil))
	witness, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	defer witness.Close()
	l := newTestLog(t, "a", "b", "c")
	if _, err := witness.add([]byte(l.body(0, 2))); err != nil {
		t.Fatal(err)
	}
	junk := "— siapa.saja " + base64.StdEncoding.EncodeToString(make([]byte, 400)) + "\n"
	if _, err :=
		witness.add([]byte("old 2\n\n" + signed(t, l.checkpoint(3), "ledger") + strings.Repeat(junk, 90))); err == nil {
		t.Error("cosigned")
	}
	if log := out.String(); !strings.Contains(log, l.checkpoint(3)[len(testOrigin)+3:len(testOrigin)+30]) ||
		strings.Contains(log, "siapa.saja") || len(log) > 1000 {
		t.Errorf("a log of %d bytes: %.2000s", len(log), log)
	}
}

// TestRetiredKey: whoever finds a key that the log has retired cannot lead a witness away from the
// log with it, which would stop the log for good.
func TestRetiredKey(t *testing.T) {
	w := newWorld(t)
	w.trust.Ledgers[0].Last, w.trust.Ledgers[0].State = 4, trust.Retired
	w.trust.Ledgers = append(w.trust.Ledgers, trust.LedgerKey{Range: trust.Range{First: 5, Last: trust.NoEnd},
		Key: trust.LogKey(testOrigin, publicOf("successor")), State: trust.Active})
	witness, err := Open(w.witness("inspektorat", t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	defer witness.Close()
	l := newTestLog(t, "a", "b", "c", "d", "e", "f", "g")
	for _, c := range []struct {
		old, size int64
		by        []string
		status    int
	}{
		{0, 5, []string{"successor"}, 403}, {0, 5, []string{"ledger"}, 200}, {5, 6, []string{"ledger"}, 403},
		{5, 6, []string{"successor"}, 200},
		{6, 7, []string{"ledger", "successor"}, 200},
	} {
		status := 200
		_, err :=
			witness.add([]byte(fmt.Sprintf("old %d\n%s\n%s", c.old, l.proof(c.old, c.size),
				signed(t, l.checkpoint(c.size), c.by...))))
		if no := new(refusal); errors.As(err, &no) {
			status = no.status
		} else if err != nil {
			t.Fatal(err)
		}
		if status != c.status {
			t.Errorf("from %d to %d by %q: %d, want %d", c.old, c.size, c.by, status, c.status)
		}
	}
}

// spareBits spells the first hash of a body in another way: its last character holds two bits that
// no byte uses.
func spareBits(body string) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	at := strings.Index(body, "=\n") - 1
	return body[:at] + string(alphabet[strings.IndexByte(alphabet, body[at])^1]) + body[at+1:]
}

// filesOf is every state file of a directory with its content.
func filesOf(t testing.TB, dir string) (all string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.note"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all += path + "\n" + string(data)
	}
	return all
}

func TestCosigns(t *testing.T) {
	l := newTestLog(t, "a", "b", "c")
	o := newOffice(t, t.TempDir())
	o.cosigns(l.body(0, 0)) // an empty tree
	o.cosigns(l.body(0, 2))
	o.cosigns(l.body(2, 2)) // again, at a later time
	// Lines of others are ignored and not kept, and extension lines are cosigned.
	extended := l.checkpoint(3) + "a line of the log's own\n"
	o.cosigns("old 2\n" + l.proof(2, 3) + "\n" + signed(t, extended, "thief", "ledger", "thief"))
	if state := filesOf(t, o.dir); strings.Count(state, "—") != 2 {
		t.Errorf("kept are other lines than the log's and the witness's:\n%s", state)
	}
	emptyRoot[0]++
	forged := trust.Checkpoint{Origin: testOrigin, Root: emptyRoot}.Text()
	emptyRoot[0]--
	if status, _, answer := newOffice(t, t.TempDir()).post("old 0\n\n" + signed(t, forged, "ledger")); status != 422 {
		t.Errorf("an empty tree of another root: %d %s", status, answer)
	}
	for _, method := range []string{http.MethodGet, http.MethodPut} {
		q, _ := http.NewRequest(method, o.url+"/add-checkpoint", nil)
		if resp, err := http.DefaultClient.Do(q); err != nil || resp.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %v %v", method, resp, err)
		}
	}
}

// TestOneStateOneAnswer: of many requests from one state, only one line of history is cosigned.
func TestOneStateOneAnswer(t *testing.T) {
	shared := []string{"a", "b", "c"}
	o := newOffice(t, t.TempDir())
	o.cosigns(newTestLog(t, shared...).body(0, 3))
	const forks = 16
	var group sync.WaitGroup
	results := make([]int, forks)
	for i := range forks {
		l := newTestLog(t, append(slices.Clone(shared), fmt.Sprint("fork ", i))...)
		body := l.body(3, 4)
		group.Go(func() { results[i], _, _ = o.post(body) })
	}
	group.Wait()
	count := map[int]int{}
	for _, r := range results {
		count[r]++
	}
	if count[200] != 1 || count[409] != forks-1 {
		t.Errorf("answers by status: %v, want one 200 and the others 409", count)
	}
}

// TestState: what was cosigned outlives the process, and what a witness did not write is refused.
func TestState(t *testing.T) {
	l := newTestLog(t, "a", "b", "c", "d")
	dir := t.TempDir()
	w := newWorld(t)
	open := func(options Options) (*Witness, error) {
		witness, err := Open(options)
		if err == nil {
			t.Cleanup(func() { witness.Close() })
		}
		return witness, err
	}
	first, err := open(w.witness("inspektorat", dir))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.add([]byte(l.body(0, 3))); err != nil {
		t.Fatal(err)
	}
	if _, err := open(w.witness("inspektorat", dir)); !errors.Is(err, ErrLocked) {
		t.Fatalf("a second process: %v", err)
	}
	first.Close()
	leftover := filepath.Join(dir, ".x.note.123")
	if err := os.WriteFile(leftover, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := open(w.witness("inspektorat", dir))
	if err != nil || again.Seen(testOrigin) != 3 {
		t.Fatalf("opened again it has seen %d: %v", again.Seen(testOrigin), err)
	}
	if _, err := os.Stat(leftover); err == nil {
		t.Error("what a killed writer left is still there")
	}
	var no *refusal
	if _, err := again.add([]byte(l.body(0, 4))); !errors.As(err, &no) || no.status != 409 || *no.seen != 3 {
		t.Errorf("from nothing, after it was opened again: %v", err)
	}
	again.Close()

	if _, err := open(w.witness("bkn", dir)); !errors.Is(err, ErrState) {
		t.Errorf("with another key: %v", err)
	}
	path := again.state.path(testOrigin)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{
		"cut":      good[:len(good)/2],
		"empty":    {},
		"flipped":  bytes.Replace(good, []byte("\n3\n"), []byte("\n2\n"), 1),
		"no line":  good[:bytes.LastIndex(good[:len(good)-1], []byte("\n"))+1],
		"a tail":   append(bytes.Clone(good), "x\n"...),
		"too long": append(bytes.Clone(good), make([]byte, maxState)...),
	} {
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := open(w.witness("inspektorat", dir)); !errors.Is(err, ErrState) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"another.note", "notes.txt", ".hidden"} {
		stray := filepath.Join(dir, name)
		if err := os.WriteFile(stray, good, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(w.witness("inspektorat", dir)); !errors.Is(err, ErrState) {
			t.Errorf("with %s: %v", name, err)
		}
		os.Remove(stray)
	}
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "ikrar.toml"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open(w.witness("inspektorat", foreign)); !errors.Is(err, ErrState) {
		t.Errorf("in a directory of something else: %v", err)
	}
	if left, err := os.ReadDir(foreign); err != nil || len(left) != 1 {
		t.Errorf("a refused directory holds %v, %v", left, err)
	}
}

// TestUnwritten: what cannot be kept is not given away, and the witness goes on from what is on
// disk.
func TestUnwritten(t *testing.T) {
	l := newTestLog(t, "a", "b", "c", "d")
	o := newOffice(t, filepath.Join(t.TempDir(), "state"))
	o.cosigns(l.body(0, 2))
	if err := os.Rename(o.dir, o.dir+".away"); err != nil {
		t.Fatal(err)
	}
	if status, _, answer := o.post(l.body(2, 4)); status != 500 || strings.Contains(answer, "—") ||
		strings.Contains(answer, o.dir) {
		t.Errorf("%d %s", status, answer)
	}
	if err := os.Rename(o.dir+".away", o.dir); err != nil {
		t.Fatal(err)
	}
	if status, kind, answer := o.post(l.body(0, 3)); status != 409 || kind != addcheckpoint.SizeType ||
		answer != "2\n" {
		t.Errorf("%d %s %q", status, kind, answer)
	}
	o.cosigns(l.body(2, 4))
}
