package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"

	"ikrar/ledger/internal/backup"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// backup makes a backup into memory.
func (w *world) backup() []byte {
	w.Helper()
	var b bytes.Buffer
	if _, err := w.ledger.Backup(w.Context(), &b, w.options.StoreKey, nil); err != nil {
		w.Fatal(err)
	}
	return b.Bytes()
}

func encrypted(w *world) { w.options.StoreKey = testStoreKey }

// elsewhere are the world's options for a machine on which there is nothing yet.
func (w *world) elsewhere() Options {
	o := w.options
	dir := w.TempDir()
	o.Dir, o.Head, o.Erasures = filepath.Join(dir, "ledger"), filepath.Join(dir, "ledger.head"), filepath.Join(dir, "ledger.erasures")
	return o
}

func restoreBytes(o Options, backup []byte) (*Restored, error) {
	return Restore(context.Background(), bytes.NewReader(backup), o, true, nil)
}

// TestBackupUnderLoad makes backups, of the ledger itself and through the socket, while others
// record. Each is a state that the ledger went through, and goes on elsewhere from there.
func TestBackupUnderLoad(t *testing.T) {
	w := newWorld(t, encrypted)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	w.put("nip", "Nama rahasia")
	dial, _ := w.share()
	stop, recorded := make(chan struct{}), atomic.Int64{}
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				person := fmt.Sprint("pegawai-", worker, "-", n)
				c := w.credential(person)
				_, err := w.ledger.AppendBytes(t.Context(), signer.KindCredential, c)
				if err == nil {
					_, err = w.ledger.AppendBytes(t.Context(), signer.KindPledge, w.pledge(person, c))
				}
				if err != nil {
					t.Error(err)
					return
				}
				recorded.Add(2)
			}
		})
	}
	for n, l := range []*Ledger{w.ledger, dial(), w.ledger} {
		for before := recorded.Load(); recorded.Load() < before+50 && !t.Failed(); {
			time.Sleep(time.Millisecond) // and leaves the processors to those who record
		}
		var b bytes.Buffer
		info, err := l.Backup(t.Context(), &b, testStoreKey, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"Nama", "deklarasi", "Dinas"} {
			if bytes.Contains(b.Bytes(), []byte(secret)) {
				t.Errorf("the backup shows %q", secret)
			}
		}
		o := w.elsewhere()
		r, err := restoreBytes(o, b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Report.Findings) > 0 || r.Report.Size != info.Size || r.Keys != info.Keys || r.Report.Root != info.Root {
			t.Errorf("backup %d of %+v: restored %+v", n, info, r)
		}
		if err := w.keeper().store.View(func(txn store.Txn) error {
			if root, err := merkle.RootAt(txn, info.Size); err != nil || root != info.Root {
				return fmt.Errorf("root %v, the ledger's is %v, %w", info.Root, root, err)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
		if err := r.Commit(); err != nil {
			t.Fatal(err)
		}
		again, err := OpenLedger(o)
		if err != nil {
			t.Fatal(err)
		}
		other := world{TB: t, options: o, ledger: again, now: w.now}
		other.enrol("later")
		if v, err := again.Drawer("roster").Get([]byte("nip")); err != nil || string(v) != "Nama rahasia" {
			t.Errorf("the drawer holds %q, %v", v, err)
		}
		other.clean()
		other.ledger.Close()
	}
	close(stop)
	group.Wait()
	w.clean()
}

// TestBackupRefused damages backups and brings foreign ones: each is refused by name, and nothing
// stays behind.
func TestBackupRefused(t *testing.T) {
	w := newWorld(t, encrypted)
	w.people(3)
	w.put("picture", strings.Repeat("x", 3*backup.ChunkSize))
	whole := w.backup()
	if len(whole) < 3*backup.ChunkSize {
		t.Fatalf("the backup has %d bytes, in too few chunks", len(whole))
	}
	random := rand.New(rand.NewPCG(1, 2))
	flipped := func(at int) []byte {
		b := bytes.Clone(whole)
		b[at] ^= 1 << random.IntN(8)
		return b
	}
	body := bytes.Index(whole, []byte("\n\n")) + 2
	sealed := backup.ChunkSize + 16
	cases := map[string]struct {
		backup []byte
		change func(*Options)
		want   []error
	}{
		"empty":             {nil, nil, []error{ErrBackup}},
		"something else":    {[]byte("PK\x03\x04" + strings.Repeat("x", 100)), nil, []error{ErrBackup}},
		"another version":   {bytes.Replace(whole, []byte("v1"), []byte("v2"), 1), nil, []error{ErrBackup}},
		"another store key": {whole, func(o *Options) { o.StoreKey = bytes.Repeat([]byte{9}, 32) }, []error{ErrStoreKey}},
		"another ledger":    {whole, func(o *Options) { o.Origin = "lain.contoh.example/buku" }, []error{ErrBackupOrigin}},
		"a byte more":       {append(bytes.Clone(whole), 0), nil, []error{ErrBackupDamaged}},
		"a chunk missing":   {append(bytes.Clone(whole[:body]), whole[body+sealed:]...), nil, []error{ErrBackupDamaged}},
		"chunks exchanged":  {bytes.Join([][]byte{whole[:body], whole[body+sealed : body+2*sealed], whole[body : body+sealed], whole[body+2*sealed:]}, nil), nil, []error{ErrBackupDamaged}},
		"another head":      {append(bytes.Clone(w.backup()[:body]), whole[body:]...), nil, []error{ErrBackupDamaged}},
	}
	for _, n := range []int{1, len(backup.Magic), body - 1, body, body + 1, body + sealed - 1, body + sealed, body + sealed + 1, len(whole) - 1} {
		cases[fmt.Sprint("cut off at ", n)] = struct {
			backup []byte
			change func(*Options)
			want   []error
		}{whole[:n], nil, []error{ErrBackup, ErrBackupDamaged}}
	}
	flips := 60
	if testing.Short() { // nothing here is concurrent
		flips = 6
	}
	for n := range flips {
		at := random.IntN(len(whole))
		if n < flips/2 {
			at = random.IntN(body)
		}
		cases[fmt.Sprint("a bit flipped at ", at)] = struct {
			backup []byte
			change func(*Options)
			want   []error
		}{flipped(at), nil, []error{ErrBackup, ErrBackupDamaged, ErrBackupOrigin, ErrStoreKey}}
	}
	o := w.elsewhere()
	for name, c := range cases {
		changed := o
		if c.change != nil {
			c.change(&changed)
		}
		r, err := restoreBytes(changed, c.backup)
		named := false
		for _, want := range c.want {
			named = named || errors.Is(err, want)
		}
		if r != nil || !named {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := filesOf(t, filepath.Dir(o.Dir)); len(left) > 0 {
		t.Errorf("%d files are left behind", len(left))
	}
	if _, err := restoreBytes(w.options, whole); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("restored over a ledger: %v", err)
	}
}

// TestRestoreLoss holds a backup against head files: as new as it, ahead, of another history, and
// none.
func TestRestoreLoss(t *testing.T) {
	w := newWorld(t, encrypted)
	w.people(1)
	size := w.ledger.Size()
	old := w.backup()
	oldHead := must(os.ReadFile(w.options.Head))
	w.enrol("ani")
	newHead := must(os.ReadFile(w.options.Head))
	other := newWorld(t, encrypted, func(w *world) { w.trust.Institution = "Lain" })
	other.enrol("x")
	for name, c := range map[string]struct {
		head []byte
		loss *LossError
	}{
		"as new":          {oldHead, nil},
		"ahead":           {newHead, &LossError{Backup: size, Head: size + 1}},
		"another history": {must(os.ReadFile(other.options.Head)), &LossError{Backup: size, Head: 2}},
		"none":            {nil, &LossError{Backup: size, Head: 0}},
	} {
		o := w.elsewhere()
		if c.head != nil {
			if err := os.WriteFile(o.Head, c.head, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r, err := restoreBytes(o, old)
		if err != nil || len(r.Report.Findings) > 0 {
			t.Fatal(err, r)
		}
		var loss *LossError
		if err := r.Loss(); errors.As(err, &loss) != (c.loss != nil) || loss != nil && *loss != *c.loss || loss == nil && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := r.Discard(); err != nil {
			t.Error(err)
		}
		// Unless the loss is accepted, what the sizes tell is told before a byte of the body is
		// read.
		if c.loss == nil || c.loss.Head == 2 {
			continue
		}
		head := io.MultiReader(bytes.NewReader(old[:bytes.Index(old, []byte("\n\n"))+2]), iotest.ErrReader(errors.New("read on")))
		if _, err := Restore(t.Context(), head, o, false, nil); !errors.As(err, &loss) || *loss != *c.loss {
			t.Errorf("%s, before it is loaded: %v", name, err)
		}
	}
}

// TestBackupDuringErasure erases while a backup is under way, whose snapshot then has holes.
func TestBackupDuringErasure(t *testing.T) {
	w := newWorld(t, encrypted)
	w.people(2)
	var once sync.Once
	out := writerFunc(func(p []byte) (int, error) {
		once.Do(func() { w.erase("pegawai-0") })
		return len(p), nil
	})
	if _, err := w.ledger.Backup(t.Context(), out, testStoreKey, nil); !errors.Is(err, ErrBackupErased) {
		t.Errorf("%v", err)
	}
	w.clean()
}

type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// TestBackupMemory holds that a backup streams: what it needs is Badger's cache of 64 MiB and
// little more, whatever it holds.
func TestBackupMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 160 MB")
	}
	w := newWorld(t, encrypted)
	block := make([]byte, 8<<10)
	for n := range 40 {
		var changes []drawerChange
		for k := range 500 {
			changes = append(changes, drawerChange{fmt.Append(nil, n, " ", k), block})
		}
		if err := w.ledger.Drawer("x").Write(changes); err != nil {
			t.Fatal(err)
		}
	}
	w.reopen()
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	written, most, calls := 0, uint64(0), 0
	info, err := w.ledger.Backup(t.Context(), writerFunc(func(p []byte) (int, error) {
		if written += len(p); calls%200 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			most = max(most, now.HeapAlloc)
		}
		calls++
		return len(p), nil
	}), testStoreKey, nil)
	if grown := int64(most) - int64(before.HeapAlloc); err != nil || info.Keys < 20000 || written < 160e6 || grown > 100<<20 {
		t.Errorf("%d bytes written, %d more on the heap, %v", written, grown, err)
	}
}
