package safekeeping

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/internal/backup"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/office"
	"ikrar/ledger/office/owner"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// The files that may lie in the directory where a home is rebuilt: newer copies than the keys
// file's, of what remembers more than any backup does.
const (
	headName     = "ledger.head"
	erasuresName = "ledger.erasures"
)

// OriginError says that a backup is another institution's than a keys file.
type OriginError struct{ Keys, Backup string }

func (e *OriginError) Error() string {
	return fmt.Sprintf("the keys are of %s, the backup is of %s", e.Keys, e.Backup)
}

// AcceptedError says that a backup holds another number of entries than the operator vouched for.
type AcceptedError struct{ Backup, Accepted uint64 }

func (e *AcceptedError) Error() string {
	return fmt.Sprintf("the backup holds %d entries, not %d", e.Backup, e.Accepted)
}

// Rebuilding is a home that is built from a keys file beside its place, in which a backup is then
// restored. Commit puts it in its place, Discard takes it away.
type Rebuilding struct {
	*office.Home
	Backup trust.Checkpoint // as the backup's head says
	dir    string
}

// Rebuild begins a home from keys for a backup, in a directory that is not there or holds nothing
// but newer copies of the head file and of the file of erasures.
//
// Without such a copy of the head file nobody here knows whether entries came after the backup,
// and a restore refuses. accepted, if it is not 0, is the operator's word that there are no more
// than that number, which has to be the backup's. The head file among the keys is as old as the
// backup, so that it only counts where it has seen more.
func Rebuild(dir string, k Keys, path string, accepted uint64) (r *Rebuilding, err error) {
	state, err := CheckRebuild(dir, path)
	if err != nil {
		return nil, err
	}
	if state.Origin != k.State.Origin {
		return nil, &OriginError{k.State.Origin, state.Origin}
	}
	head, err := newestHead(filepath.Join(dir, headName), k.take(headName), state.Origin)
	if err != nil {
		return nil, err
	}
	switch known := head.Size > 0 && head.here || head.Size > state.Size; {
	case known:
	case accepted == 0:
		head = seen{}
	case accepted != state.Size:
		return nil, &AcceptedError{state.Size, accepted}
	default:
		head = seen{Checkpoint: state}
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(parent, files.PublicDir); err != nil {
		return nil, err
	}
	building, err := os.MkdirTemp(parent, ".ikrar-restore-*")
	if err != nil {
		return nil, err
	}
	r = &Rebuilding{Backup: state, dir: dir}
	err = k.unpack(building)
	if err == nil && head.Size > 0 {
		err = files.Create(filepath.Join(building, headName), []byte(head.Text()), files.Private)
	}
	if err == nil {
		err = addErasures(filepath.Join(building, erasuresName), filepath.Join(dir, erasuresName))
	}
	if err == nil {
		r.Home, _, err = office.ReadHome(building)
	}
	if err != nil {
		return nil, errors.Join(err, files.RemoveAll(building))
	}
	return r, nil
}

// CheckRebuild says whether a home can be built in a directory from this backup, as far as can be
// told without its keys: before anybody is asked for their passphrase. It is in the state returned,
// as its head says.
func CheckRebuild(dir, path string) (trust.Checkpoint, error) {
	if err := errors.Join(owner.Check(dir), vacant(dir)); err != nil {
		return trust.Checkpoint{}, err
	}
	return readState(path)
}

// vacant refuses a directory that holds anything but what a rebuilt home takes over.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if e.Name() != headName && e.Name() != erasuresName {
			return office.CheckVacant(dir)
		}
	}
	return nil
}

func readState(path string) (trust.Checkpoint, error) {
	f, err := os.Open(path)
	if err != nil {
		return trust.Checkpoint{}, err
	}
	state, err := backup.ReadHead(bufio.NewReader(f))
	return state, errors.Join(err, f.Close())
}

// seen is what a head file has seen.
type seen struct {
	trust.Checkpoint
	here bool // it lies in the directory
}

// newestHead reads the head file at path, and the one among the keys.
func newestHead(path string, kept []byte, origin string) (seen, error) {
	here, err := place.ReadHead(path, origin)
	if err != nil {
		return seen{}, err
	}
	head := seen{here, here.Size > 0}
	if c, err := trust.ParseCheckpoint(string(kept)); err == nil && c.Origin == origin && c.Size > head.Size {
		head.Checkpoint = c
	}
	return head, nil
}

// addErasures adds to a file of erasures those of another that it does not have.
func addErasures(to, from string) error {
	have, err := place.ReadErasures(to)
	if err != nil {
		return err
	}
	known := map[signer.Digest]bool{}
	for _, raw := range have {
		known[signer.DigestOf(raw)] = true
	}
	more, err := place.ReadErasures(from)
	more = slices.DeleteFunc(more, func(raw []byte) bool { return known[signer.DigestOf(raw)] })
	if err != nil || len(more) == 0 {
		return err
	}
	return place.WriteErasures(to, append(have, more...))
}

// ErrLedgerKey says that the ledger key of a keys file no longer signs for the ledger.
var ErrLedgerKey = errors.New("the ledger has another key since")

// CheckKey refuses a ledger key that the trust list in a restored ledger has ended: it would record
// nothing.
func CheckKey(o ledger.Options) error {
	pub, err := eddsa.PublicKeyOf(o.Key)
	if err != nil {
		return err
	}
	o.ReadOnly = true
	l, err := ledger.OpenLedger(o)
	if err != nil {
		return err
	}
	list, _ := l.Trust()
	signs := func(k trust.LedgerKey) bool {
		return k.Key.Key() == pub && k.State == trust.Active && k.Range.Holds(l.Size())
	}
	if !slices.ContainsFunc(list.Ledgers, signs) {
		err = ErrLedgerKey
	}
	return errors.Join(err, l.Close())
}

// Commit puts the home in its place.
func (r *Rebuilding) Commit() error {
	for _, path := range []string{filepath.Join(r.dir, headName), filepath.Join(r.dir, erasuresName), r.dir} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := files.Rename(r.Home.Dir, r.dir); err != nil {
		return err
	}
	r.Home.Dir = r.dir
	return files.SyncDir(filepath.Dir(filepath.Clean(r.dir)))
}

// Discard removes what was built and is not in its place.
func (r *Rebuilding) Discard() error {
	if r.Home.Dir == r.dir {
		return nil
	}
	return files.RemoveAll(r.Home.Dir)
}
