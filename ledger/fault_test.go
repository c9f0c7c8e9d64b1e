package ledger

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"net/rpc"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dgraph-io/badger/v4"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/backup"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/socket"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// TestOldCopyPutBack holds that a ledger restored from before its head file's word refuses to open.
func TestOldCopyPutBack(t *testing.T) {
	w := newWorld(t)
	w.people(2)
	closed := func() map[string][]byte {
		if err := w.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		return filesOf(t, w.options.Dir)
	}
	old := closed()
	w.reopenClosed()
	size := w.ledger.Size()
	w.enrol("ani")
	closed()
	restore(t, w.options.Dir, old)
	var rollback *RollbackError
	if _, err := OpenLedger(w.options); !errors.As(err, &rollback) || rollback.Head != size+1 || rollback.Store != size {
		t.Errorf("an old copy opened: %v", err)
	}
	if report, err := Audit(context.Background(), w.options, nil); err != nil || len(report.Findings) != 1 || report.Findings[0].What != audit.FoundHead {
		t.Errorf("audit of an old copy: %+v %v", report.Findings, err)
	}
	w.options.AcceptHead = size // the operator's word is about a head file that is missing, and not against one that is there
	if _, err := OpenLedger(w.options); !errors.As(err, &rollback) {
		t.Errorf("an old copy opened on the operator's word: %v", err)
	}
	if err := os.Remove(w.options.Head); err != nil { // with that word, the way on
		t.Fatal(err)
	}
	w.reopenClosed()
	if c := readHeadOf(t, w); c.Size != size {
		t.Errorf("the head file was not written again at opening: %+v", c)
	}
	w.enrol("dewi") // the same index as ani's: another history
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	other := trust.Checkpoint{Origin: testOrigin, Size: size + 1, Root: [32]byte{1}}
	if err := os.WriteFile(w.options.Head, []byte(other.Text()), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLedger(w.options); !errors.As(err, &rollback) {
		t.Errorf("another history of the same size opened: %v", err)
	}
}

func readHeadOf(t *testing.T, w *world) trust.Checkpoint {
	t.Helper()
	c, err := place.ReadHead(w.options.Head, testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTornHeadFile(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(w.options.Head)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"empty": {}, "cut": whole[:len(whole)-5], "garbage": []byte("\xff\x00garbage"),
		"of no entry":      []byte(trust.Checkpoint{Origin: testOrigin, Root: [32]byte{1}}.Text()),
		"another ledger's": bytes.Replace(whole, []byte(testOrigin), []byte("lain.example/buku"), 1), "longer": append(whole[:len(whole):len(whole)], "x\n"...)} {
		if err := os.WriteFile(w.options.Head, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var unreadable *HeadUnreadableError
		if _, err := OpenLedger(w.options); !errors.As(err, &unreadable) || unreadable.Head != w.options.Head {
			t.Errorf("%s head file: %v", name, err)
		}
		report, err := Audit(context.Background(), w.options, nil)
		if err != nil || len(report.Findings) > 0 || !slices.Equal(report.Undecided, []string{UndecidedGarbled}) {
			t.Errorf("%s head file: audit %+v %v", name, report, err)
		}
	}
	if err := os.WriteFile(w.options.Head, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	w.reopenClosed()
	w.clean()
}

// TestHeadMissing: a head file that is missing is not one that is behind. Who writes needs the
// operator's word, who reads is told, and neither writes one before.
func TestHeadMissing(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	size := w.ledger.Size()
	if err := errors.Join(w.ledger.Close(), os.Remove(w.options.Head)); err != nil {
		t.Fatal(err)
	}
	for _, word := range []uint64{0, size - 1, size + 1} {
		o := w.options
		o.AcceptHead = word
		var missing *HeadMissingError
		if _, err := OpenLedger(o); !errors.As(err, &missing) || *missing != (HeadMissingError{Head: o.Head, Size: size, Accepted: word}) {
			t.Errorf("opened for writing, with %d accepted: %v", word, err)
		}
	}
	report, err := Audit(context.Background(), w.options, nil)
	if err != nil || len(report.Findings) > 0 || !slices.Equal(report.Undecided, []string{UndecidedHead}) || report.Size != size {
		t.Errorf("audit: %+v %v", report, err)
	}
	reader := w.options
	reader.Key, reader.AcceptHead = nil, size
	if report, err := Audit(context.Background(), reader, nil); err != nil || report.Undecided != nil {
		t.Errorf("audit, with the operator's word: %+v %v", report, err)
	}
	l, err := OpenLedger(reader)
	if err != nil {
		t.Fatal(err)
	}
	if !l.HeadMissing() || l.Size() != size {
		t.Error("who reads is not told")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(w.options.Head); err == nil {
		t.Fatal("somebody wrote a head file")
	}
	w.options.AcceptHead = size
	w.reopenClosed()
	if c := readHeadOf(t, w); c.Size != size || w.ledger.HeadMissing() {
		t.Errorf("accepted, and the head file says %d of %d", c.Size, size)
	}
	w.enrol("ani")
	w.clean()  // its word is the same still, and the size another
	w.reopen() // a head file that is there needs none
	w.options.Key = nil
	w.reopen()
	if w.ledger.HeadMissing() {
		t.Error("the head file is there")
	}
}

// TestHeadFileFails puts a directory in the head file's place: nothing may be answered, and nothing
// more recorded, until the ledger is opened anew.
func TestHeadFileFails(t *testing.T) {
	w := newWorld(t)
	credential := w.credential("siti")
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	old, err := os.ReadFile(w.options.Head)
	if err := errors.Join(err, os.Remove(w.options.Head), os.MkdirAll(filepath.Join(w.options.Head, "x"), 0o700)); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	if r, err := w.ledger.AppendBytes(ctx, signer.KindCredential, credential); err == nil {
		t.Fatalf("acknowledged without a head file: %+v", r)
	}
	if size := w.ledger.Size(); size != 2 {
		t.Errorf("readers see %d entries, one of them not acknowledged", size)
	}
	if err := errors.Join(os.RemoveAll(w.options.Head), os.WriteFile(w.options.Head, old, 0o600)); err != nil {
		t.Fatal(err)
	}
	for kind, raw := range map[signer.Kind][]byte{signer.KindCredential: credential, signer.KindPledge: w.pledge("siti", credential)} {
		if r, err := w.ledger.AppendBytes(ctx, kind, raw); err == nil {
			t.Errorf("a ledger out of service acknowledged %+v", r)
		}
	}
	w.reopen()
	if c := readHeadOf(t, w); c.Size != w.ledger.Size() {
		t.Errorf("the head file says %d after opening, the ledger holds %d", c.Size, w.ledger.Size())
	}
	if r := w.append(signer.KindCredential, credential); r.Index != 2 {
		t.Errorf("again: %+v", r)
	}
	w.valid(w.append(signer.KindPledge, w.pledge("siti", credential)).Index)
	w.clean()
}

func TestStoreKey(t *testing.T) {
	key, other := bytes.Repeat([]byte{7}, 32), bytes.Repeat([]byte{8}, 32)
	for name, c := range map[string]struct{ made, given []byte }{
		"another key": {key, other}, "no key": {key, nil}, "a key for a store in the clear": {nil, key}} {
		w := newWorld(t, func(w *world) { w.options.StoreKey = c.made })
		w.people(1)
		if err := w.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		o := w.options
		o.StoreKey = c.given
		if _, err := OpenLedger(o); !errors.Is(err, ErrStoreKey) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Audit(context.Background(), o, nil); !errors.Is(err, ErrStoreKey) {
			t.Errorf("%s: audit: %v", name, err)
		}
		w.reopenClosed()
		w.clean()
	}
	o := testOptions(t.TempDir())
	o.StoreKey = []byte("short")
	if _, err := Create(o, newWorld(t).note()); err == nil || errors.Is(err, ErrStoreKey) {
		t.Errorf("a key of 5 bytes: %v", err)
	}
}

// TestOlderLayout: a store of the layout before this one is neither empty nor damaged, and is
// called what it is.
func TestOlderLayout(t *testing.T) {
	w := newWorld(t)
	w.edit(func(t store.Txn) error {
		return errors.Join(t.Set(store.Key(store.OlderEntry, store.Number(0)), must(t.Get(store.EntryKey(0)))), t.Remove(store.EntryKey(0)))
	})
	ln := must(socket.Listen(filepath.Join(t.TempDir(), "ikrar.sock")))
	defer ln.Close()
	go w.ledger.Share(ln)
	if _, err := Dial(ln.(*socket.Socket).Path, w.options); !errors.Is(err, ErrOlder) {
		t.Errorf("dialled: %v", err)
	}
	var copied bytes.Buffer // as a build of then made it: this one misses the rows
	err := w.keeper().store.View(func(s store.Txn) error {
		sealed, err := backup.NewSealWriter(&copied, testStoreKey, w.keeper().snapshot().checkpoint(testOrigin))
		if err == nil {
			_, err = backup.WriteRecords(t.Context(), s, sealed, new([256]uint64), func(uint64) {})
		}
		return errors.Join(err, sealed.Close())
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLedger(w.options); !errors.Is(err, ErrOlder) {
		t.Errorf("opened: %v", err)
	}
	if _, err := Audit(t.Context(), w.options, nil); !errors.Is(err, ErrOlder) {
		t.Errorf("audited: %v", err)
	}
	o := w.options
	o.Dir, o.StoreKey = filepath.Join(t.TempDir(), "ledger"), testStoreKey
	if _, err := Restore(t.Context(), &copied, o, true, nil); !errors.Is(err, ErrOlder) {
		t.Errorf("restored: %v", err)
	}
	if left := must(os.ReadDir(filepath.Dir(o.Dir))); len(left) > 0 {
		t.Errorf("what was restored is still there: %v", left)
	}
	before := must(socket.Listen(filepath.Join(t.TempDir(), "ikrar.sock"))) // a process of then
	defer before.Close()
	older := rpc.NewServer()
	if err := older.RegisterName("Ledger", &share.Calls{}); err != nil {
		t.Fatal(err)
	}
	go older.Accept(before)
	if _, err := Dial(before.(*socket.Socket).Path, w.options); !errors.Is(err, ErrOlder) {
		t.Errorf("dialled a process of then: %v", err)
	}
	w = newWorld(t) // the layout after that one, without buckets
	s := w.keeper().store.(*store.Database)
	err = s.Db.Update(func(x *badger.Txn) error {
		return errors.Join(x.Set([]byte{store.PrefixHead}, make([]byte, 48)), x.Delete(store.Placed([]byte{store.PrefixHead})))
	})
	if err := errors.Join(err, w.ledger.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLedger(w.options); !errors.Is(err, ErrOlder) {
		t.Errorf("opened: %v", err)
	}
	if _, err := Audit(t.Context(), w.options, nil); !errors.Is(err, ErrOlder) {
		t.Errorf("audited: %v", err)
	}
}

func TestNothingThere(t *testing.T) {
	o := testOptions(t.TempDir())
	if _, err := OpenLedger(o); !errors.Is(err, ErrNotFound) {
		t.Errorf("opened nothing: %v", err)
	}
	if _, err := Audit(context.Background(), o, nil); !errors.Is(err, ErrNotFound) {
		t.Errorf("audited nothing: %v", err)
	}
	if _, err := os.Stat(o.Dir); err == nil {
		t.Error("looking for a ledger made its directory")
	}
}

// TestPersonalData holds where names and numbers of people may be: encrypted nowhere in clear; in
// the clear only under statements and drawers, which can be erased.
func TestPersonalData(t *testing.T) {
	const name, nip = "Nama pegawai-0", "198609242009041001"
	for _, storeKey := range [][]byte{nil, bytes.Repeat([]byte{7}, 32)} {
		w := newWorld(t, func(w *world) { w.options.StoreKey = storeKey })
		w.people(1)
		if err := w.ledger.Drawer("roster").Write([]struct{ Key, Value []byte }{{[]byte(nip), []byte(name + nip)}}); err != nil {
			t.Fatal(err)
		}
		for k, v := range w.dump() {
			if strings.Contains(k+v, name) || strings.Contains(k+v, nip) || strings.Contains(k+v, "pegawai-0") {
				if k[0] != store.PrefixDrawer && (k[0] != store.PrefixStatement || strings.Contains(k, name)) {
					t.Errorf("key %q holds personal data", k)
				}
			}
		}
		if err := w.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		on := filesOf(t, w.dir())
		if got := len(contains(on, name)) + len(contains(on, nip)); (got == 0) != (storeKey != nil) {
			t.Errorf("store key %x: names in the clear in %d files", storeKey, got)
		}
		w.reopenClosed()
	}
}

func TestClock(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	start, before := w.now, w.dump()
	var wrong *ClockError
	w.now = start.Add(-time.Second)
	if err := w.refused(signer.KindCredential, w.credential("ani")); !errors.As(err, &wrong) || wrong.Jumped || !wrong.Want.Equal(start) {
		t.Errorf("a clock behind the last entry: %v", err)
	}
	w.options.AcceptClock = true
	w.reopen()
	if r := w.append(signer.KindCredential, w.credential("ani")); r.Time != start.Unix() {
		t.Errorf("with the operator's word: time %d, the last entry's was %d", r.Time, start.Unix())
	}
	if len(w.dump()) <= len(before) {
		t.Error("nothing was recorded")
	}
	w.options.AcceptClock = false
	w.now = start.Add(time.Minute)
	w.reopen()
	w.enrol("dewi")
	w.clean()
}

func TestDiskReserve(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	full := w.options
	full.Reserve = 1 << 62
	var disk *DiskError
	l, err := OpenLedger(full) // to answer questions needs little room
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.AppendBytes(context.Background(), signer.KindCredential, w.credential("budi")); !errors.As(err, &disk) || disk.Reserve != full.Reserve || disk.Free == 0 {
		t.Errorf("recorded on a full disk: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	fresh := full
	fresh.Dir = filepath.Join(t.TempDir(), "a", "b")
	if _, err := Create(fresh, w.note()); !errors.As(err, &disk) {
		t.Errorf("created on a full disk: %v", err)
	}
	full.Key = nil
	if l, err = OpenLedger(full); err != nil {
		t.Fatalf("opened for reading on a full disk: %v", err)
	}
	if _, err := l.AppendBytes(context.Background(), signer.KindCredential, nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("append without a key: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	w.reopenClosed()
	w.keeper().options.Reserve = 1 << 62 // the disk fills up while it runs
	if err := w.refused(signer.KindCredential, w.credential("ani")); !errors.As(err, &disk) {
		t.Errorf("recorded on a full disk: %v", err)
	}
	before := w.dump()
	if err := w.ledger.Drawer("roster").Write([]struct{ Key, Value []byte }{{[]byte("k"), []byte("v")}}); !errors.As(err, &disk) || !maps.Equal(before, w.dump()) {
		t.Errorf("wrote a drawer on a full disk: %v", err)
	}
	w.keeper().options.Reserve = 0
	w.enrol("ani")
	w.clean()
}

func TestClosed(t *testing.T) {
	w := newWorld(t)
	raw := w.campaign("deklarasi")
	if err := errors.Join(w.ledger.Close(), w.ledger.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ledger.AppendBytes(context.Background(), signer.KindCampaign, raw); !errors.Is(err, ErrClosed) {
		t.Errorf("append after Close: %v", err)
	}
	w.reopenClosed()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for range 20 { // the queue has room, so either may happen, but nothing else
		if _, err := w.ledger.AppendBytes(ctx, signer.KindCampaign, raw); err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("append with a context that ended: %v", err)
		}
	}
}
