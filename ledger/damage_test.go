package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ikrar/ledger/internal/audit"
	"ikrar/signer"
)

// flipsWanted in the environment is how many bytes TestDamagedFiles flips; `make soak` wants 2,000.
const flipsWanted = "IKRAR_FLIPS"

// TestDamagedFiles flips single bytes in every file of a small ledger and audits each in a process
// apart. The audit finds it, or the byte is provably unused: then every key, every value and the
// head file are what they were, the ledger opens and records, and an audit of that is clean. It
// never hangs.
//
// The ledger is once closed in good order, in the clear and encrypted, and once as a killed process
// leaves it: the newest entries are then in the log of a memtable, and the files have the sizes
// that Badger gave them in advance.
func TestDamagedFiles(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv(flipsWanted))
	if n == 0 {
		n = 150
	}
	if testing.Short() {
		n = 6 // each is an audit by a process of its own
	}
	table := &flipTable{}
	t.Cleanup(func() { table.log(t) })
	for at, kind := range []string{"clear", "encrypted", "killed"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			whole, want := damagedOffice(t, kind)
			if result := flipped(t, t.TempDir(), kind, whole, want, wrongByte{}); result != "unused" {
				t.Fatalf("without a flip: %s", result)
			}
			dir := t.TempDir()
			for _, f := range flips(whole, n/3, uint64(at)) {
				result := flipped(t, dir, kind, whole, want, f)
				if table.Add(f.file, result); strings.HasPrefix(result, "MISSED") {
					t.Errorf("%v: %s", f, result)
				}
			}
		})
	}
}

var testStoreKey = bytes.Repeat([]byte{7}, 32)

// wrongByte is a byte of a file that is another; the zero value is none.
type wrongByte struct {
	file string
	at   int
	by   byte
}

func (f wrongByte) String() string {
	return fmt.Sprintf("byte %d of %s changed by %#x", f.at, f.file, f.by)
}

// damagedOffice makes a ledger and returns its files, and what is in it.
func damagedOffice(t *testing.T, kind string) (whole image, want map[string]string) {
	o := newOffice(t, func(w *world) {
		if kind != "clear" {
			w.options.StoreKey = testStoreKey
		}
	})
	o.reopen() // the first tables
	o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
	o.append(signer.KindPledge, o.pledge("budi", o.budi))
	want = o.dump()
	if kind != "killed" {
		if err := o.ledger.Close(); err != nil {
			t.Fatal(err)
		}
	}
	whole = image{filesOf(t, o.dir()), map[string]int{}}
	for name, data := range whole.files {
		whole.written[name] = len(bytes.TrimRight(data, "\x00"))
	}
	return whole, want
}

// image is the files of a ledger, and how much of each is not the zeros that Badger made it end in.
type image struct {
	files   map[string][]byte
	written map[string]int
}

// restore makes dir hold these files, with a byte changed.
func (i image) restore(t *testing.T, dir string, f wrongByte) {
	t.Helper()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	for name, data := range i.files {
		path, written := filepath.Join(dir, name), i.written[name]
		if name == f.file && f.by != 0 {
			data[f.at] ^= f.by
			written = max(written, f.at+1)
			defer func() { data[f.at] ^= f.by }()
		}
		err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data[:written], 0o600), os.Truncate(path, int64(len(data))))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// flips chooses n bytes, the same in every run: the files in turn, and in each of those that are
// larger than what was written to them mostly what was written.
func flips(whole image, n int, seed uint64) (all []wrongByte) {
	r := rand.New(rand.NewPCG(1, seed))
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(whole.files)), func(name string) bool { return len(whole.files[name]) == 0 })
	for i := range n {
		f := wrongByte{file: names[i%len(names)], by: byte(1 + r.IntN(255))}
		size := len(whole.files[f.file])
		if written := whole.written[f.file]; written > 0 && r.IntN(8) > 0 {
			size = written
		}
		f.at = r.IntN(size)
		all = append(all, f)
	}
	return all
}

// flipped says what the audit of the files with a flip finds, or that the byte is unused.
func flipped(t *testing.T, dir, kind string, whole image, want map[string]string, f wrongByte) string {
	t.Helper()
	whole.restore(t, dir, f)
	o := testOptions(dir)
	if kind != "clear" {
		o.StoreKey = testStoreKey
	}
	o.Settle = kind == "killed"
	begun := time.Now()
	report, err := patiently(func() (AuditReport, error) {
		return AuditApart(t.Context(), child(t.Context(), "reader", dir, kind), o, 10*time.Second, nil)
	})
	switch {
	case time.Since(begun) > time.Minute:
		return "MISSED: it took " + time.Since(begun).String()
	case errors.Is(err, ErrStoreKey) && filepath.Base(f.file) == "KEYREGISTRY":
		return "store key refused" // a wrong bit there and a wrong key look the same; an audit that could not look is not clean
	case err != nil:
		return "MISSED: " + err.Error()
	case len(report.Findings) > 0:
		return "found: " + report.Findings[0].What
	case slices.Contains(report.Undecided, UndecidedGarbled):
		return "undecided: " + UndecidedGarbled
	}
	if err := unused(t, o, want); err != nil {
		return "MISSED: " + err.Error()
	}
	return "unused"
}

// unused returns an error unless the ledger holds what it held, and records on.
func unused(t *testing.T, o Options, want map[string]string) error {
	l, err := patiently(func() (*Ledger, error) { return OpenLedger(o) })
	if err != nil {
		return err
	}
	defer l.Close()
	w := &world{TB: t, options: o, ledger: l, now: time.Unix(1774922400, 0)}
	if got := w.dump(); !maps.Equal(got, want) {
		return fmt.Errorf("the audit is clean, and the store holds something else")
	}
	person := "orang baru"
	credential := w.credential(person)
	for _, s := range []struct {
		kind signer.Kind
		raw  []byte
	}{{signer.KindCredential, credential}, {signer.KindPledge, w.pledge(person, credential)}} {
		if _, err := l.AppendBytes(t.Context(), s.kind, s.raw); err != nil {
			return err
		}
	}
	if err := l.Close(); err != nil {
		return err
	}
	report, err := patiently(func() (AuditReport, error) { return Audit(t.Context(), o, nil) })
	if len(report.Findings) > 0 {
		return fmt.Errorf("recorded on, the audit finds %+v", report.Findings)
	}
	return err
}

// patiently waits for a lock: a child that another test starts at this moment has it, too, until it
// becomes its program.
func patiently[T any](f func() (T, error)) (v T, err error) {
	for range 500 {
		if v, err = f(); !errors.Is(err, ErrLocked) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return v, err
}

// flipTable counts results by file.
type flipTable struct {
	mutex sync.Mutex
	rows  map[string]int
}

func (f *flipTable) Add(file, result string) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.rows == nil {
		f.rows = map[string]int{}
	}
	kind := filepath.Base(file)
	if ext := filepath.Ext(kind); ext != "" {
		kind = ext
	}
	f.rows[fmt.Sprintf("%-12s %s", kind, result)]++
}

func (f *flipTable) log(t *testing.T) {
	for _, row := range slices.Sorted(maps.Keys(f.rows)) {
		t.Logf("%5d %s", f.rows[row], row)
	}
}

// TestReaderEnds holds what an audit makes of a reader that crashes, says nothing, or is killed:
// damage, never clean, and nothing is left of its temporary files.
func TestReaderEnds(t *testing.T) {
	w, temporary := newWorld(t), t.TempDir()
	t.Setenv("TMPDIR", temporary)
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	for role, evidence := range map[string]string{"reader": "", "crash": "panic: a table", "silent": "said nothing for", "mute": "without a report (exit status 0)", "babble": "without a report"} {
		patience := time.Minute // a slow machine is no silence
		if role == "silent" {
			patience = time.Second
		}
		report, err := AuditApart(t.Context(), child(t.Context(), role, w.dir(), ""), w.options, patience, nil)
		if err != nil || (len(report.Findings) == 0) != (evidence == "") {
			t.Errorf("%s: %+v %v", role, report, err)
		}
		for _, f := range report.Findings {
			if f.What != audit.FoundDamage || !strings.Contains(f.Evidence, evidence) {
				t.Errorf("%s: %+v, want %s", role, f, evidence)
			}
		}
	}
	if _, err := AuditApart(t.Context(), child(t.Context(), "reader", w.dir(), ""), Options{Dir: w.dir()}, 0, nil); !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrNotFound) {
		t.Errorf("an audit of nothing: %v", err)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
