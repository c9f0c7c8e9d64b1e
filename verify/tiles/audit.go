package tiles

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// Finding is one thing that is not as it must be, with its evidence.
type Finding struct {
	What     string // as "fork" or "missing": a word for each kind
	Index    uint64 // of the entry it was found at; the log's size where it belongs to none
	Evidence string // what is there and what should be
}

// What an audit from outside can find.
const (
	foundTrust      = "trust"      // the trust list is older than one seen or recorded, another, or of another root
	foundCheckpoint = "checkpoint" // not signed by the ledger, or unreadable
	foundQuorum     = "quorum"     // not cosigned by the witnesses that the trust list asks for
	foundRollback   = "rollback"   // the log is shorter than at the last visit
	foundFork       = "fork"       // the log is not a continuation of the one of the last visit
	foundMissing    = "missing"    // the log does not serve what its checkpoint implies
	foundEntry      = "entry"      // not an entry in its one encoding
	foundOrder      = "order"      // index or time out of order
	foundChain      = "chain"      // prev is not the leaf hash before
	foundTile       = "tile"       // a hash tile differs from the entries
	foundRoot       = "root"       // the entries do not make the root that was signed
	foundStatus     = "status"     // the status list is refused, too old, of another tree, or contradicts revocations
)

// maxFindings bounds a report: a log with as many needs no more to be distrusted.
const maxFindings = 100

// Log is a served log and what its auditor knows of it.
type Log struct {
	Fetch Fetch
	Trust *trust.List // pinned
	Seen  []byte      // the checkpoint of the last visit, a note; nil for a first visit
	Now   int64       // Unix seconds
}

// Report is what an audit derived from what is served. It is clean when Findings is empty.
type Report struct {
	Size       uint64
	Root       tlog.Hash // of the checkpoint, which the entries were held against
	Kinds      map[signer.Kind]int
	Later      int // entries of kinds that a later version knows, of those in Kinds
	Signatures int // verified: of the trust list, the checkpoint, its cosigners, the status list, revocations
	Witnesses  []string
	Revoked    int    // pledges that the status list calls revoked or erased
	Before     uint64 // size at the last visit
	Trust      *trust.List
	TrustNote  []byte // of Trust, as it was served; nil where that was refused
	Checkpoint []byte // the note, for the next visit; nil where it was refused
	Findings   []Finding
}

func (r *Report) find(what string, index uint64, format string, args ...any) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, Finding{what, index, fmt.Sprintf(format, args...)})
	}
}

// Audit goes through a whole served log: trust list, checkpoint and cosignatures, every entry
// bundle, every link, every tile, the root, growth since the last visit, and the status list
// against the revocations. It always ends. What is wrong is in the report; an error says that the
// log could not be asked, or that ctx ended. progress may be nil.
//
// Of an entry of a later version's kind, it checks chain, tree and order. What such an entry says,
// and so what it revokes, a later version knows; Report.Later counts them.
//
// What it cannot see: statements, which are nobody's but their people's, and so whether the rules
// were kept; whether a revocation of a key or a credential reached all pledges under it and no
// other; which pledges an erasure names; and, without a quorum, whether others are shown another
// log.
func Audit(ctx context.Context, log Log, progress func(done, total uint64)) (Report, error) {
	a := newAuditor(log)
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	if err := a.readSigned(ctx); err != nil || a.report.Checkpoint == nil {
		return a.report, err
	}
	a.compareVisits()
	if err := a.readStatus(ctx); err != nil {
		return a.report, err
	}
	whole, err := a.walk(ctx, progress)
	if err != nil {
		return a.report, err
	}
	if whole {
		a.checkTrust()
		a.checkRoots()
		err = a.checkRevocations(ctx)
	}
	return a.report, err
}

func newAuditor(log Log) *auditor {
	return &auditor{
		Log: log, report: Report{Trust: log.Trust, Kinds: map[signer.Kind]int{}}, roots: map[uint64]tlog.Hash{},
		notGood: map[uint64]signer.Digest{}, later: map[signer.Digest]bool{},
	}
}

// auditor is an audit that is under way.
type auditor struct {
	Log
	report     Report
	tree       Tree
	lastVisit  *trust.OpenedCheckpoint // Seen, opened
	status     *verify.StatusList
	roots      map[uint64]tlog.Hash // sizes at which the root is wanted, and what it was
	last       verify.Entry
	notGood    map[uint64]signer.Digest // entries that the status list calls revoked or erased, by index
	revoked    []verify.Entry           // of kind revocation
	trustLists []verify.Entry           // of kind trust
	later      map[signer.Digest]bool   // statements of a later version's kinds
}

// readSigned reads trust list and checkpoint. The checkpoint is fetched first, so that the list is
// never the older of the two: one that was recorded below the checkpoint is in force.
func (a *auditor) readSigned(ctx context.Context) error {
	note, err := a.ask(ctx, "checkpoint", foundCheckpoint)
	if err == nil {
		err = a.readTrust(ctx)
	}
	if err == nil && note != nil {
		a.readCheckpoint(note)
	}
	return err
}

// readTrust takes the list that is served in the place of the pinned one.
func (a *auditor) readTrust(ctx context.Context) error {
	note, err := a.ask(ctx, "trust", foundTrust)
	if err != nil || note == nil {
		return err
	}
	next, err := a.Trust.Renew(note)
	if err != nil {
		a.report.find(foundTrust, 0, "%v", err)
		return nil
	}
	a.report.Signatures++
	a.report.Trust, a.report.TrustNote = next, note
	return nil
}

func (a *auditor) readCheckpoint(note []byte) {
	list := a.report.Trust
	c, err := list.Policy.Open(note)
	if err != nil {
		a.report.find(foundCheckpoint, 0, "%v: %q", err, note)
		return
	}
	a.report.Size, a.report.Root, a.report.Checkpoint = c.Size, c.Root, note
	a.report.Witnesses = c.Names(0)
	a.report.Signatures += 1 + len(a.report.Witnesses)
	if k, ok := list.Ledger(max(c.Size, 1) - 1); c.Size == 0 || !ok || k.Key != c.Log {
		a.report.find(foundCheckpoint, c.Size, "its signer may not sign a log of %d entries: %q", c.Size, note)
	}
	if !list.Policy.Met(a.report.Witnesses) {
		a.report.find(foundQuorum, c.Size, "cosigned by %q, %d are needed", a.report.Witnesses, list.Policy.Size())
	}
	a.tree = Tree{c.Size, c.Root, a.Fetch}
}

// checkTrust looks whether a newer trust list is recorded than the one that is served: whoever
// hides it keeps a key in force that the root has ended. One that is not recorded yet is in force
// already.
func (a *auditor) checkTrust() {
	at, ok := a.trustAt()
	if last := len(a.trustLists) - 1; ok && at < a.trustLists[last].Index {
		a.report.find(foundTrust, a.trustLists[last].Index,
			"the trust list of serial %d is served, of entry %d, and this one was recorded since",
			a.report.Trust.Serial, at)
	}
}

// trustAt is the entry that recorded the trust list that is served.
func (a *auditor) trustAt() (index uint64, ok bool) {
	digest := signer.DigestOf(a.report.TrustNote)
	for _, entry := range a.trustLists {
		if entry.Digest == digest {
			return entry.Index, true
		}
	}
	return 0, false
}

// underTrust reports whether the trust list that is served was in force when an entry was recorded.
func (a *auditor) underTrust(index uint64) bool {
	at, ok := a.trustAt()
	return ok && at < index
}

// compareVisits holds the checkpoint against that of the last visit, as far as two checkpoints go;
// the walk does the rest.
func (a *auditor) compareVisits() {
	if a.Seen == nil {
		return
	}
	seen, err := a.report.Trust.Policy.Open(a.Seen)
	if err != nil { // by a key that has left the trust list since: what it says counts all the same
		text, _, _ := bytes.Cut(a.Seen, []byte("\n\n"))
		if seen.Checkpoint, err = trust.ParseCheckpoint(string(text) + "\n"); err != nil {
			a.report.find(foundCheckpoint, 0, "that of the last visit: %v", err)
			return
		}
	}
	a.lastVisit, a.report.Before = &seen, seen.Size
	if seen.Size > a.report.Size {
		a.report.find(foundRollback, a.report.Size, "%d entries now, %d at the last visit: %q and %q",
			a.report.Size, seen.Size, a.report.Checkpoint, a.Seen)
	}
	a.roots[seen.Size] = tlog.Hash{}
}

// checkRoots holds the roots that the entries make against those that were signed. Where they do
// not make the checkpoint's, they are not the log, and only what was signed is compared.
func (a *auditor) checkRoots() {
	size, made := a.tree.Size, a.roots[a.tree.Size]
	if made != a.tree.Root {
		a.report.find(foundRoot, size, "the entries make the root %v, signed is %v", made, a.tree.Root)
		clear(a.roots)
		a.roots[size] = a.tree.Root
	}
	if s := a.lastVisit; s != nil {
		if root, ok := a.roots[s.Size]; ok && s.Size <= size && root != s.Root {
			a.findFork(root)
		}
	}
	if l := a.status; l != nil {
		if root, ok := a.roots[l.Size]; ok && l.Size <= size && root != l.Root {
			a.report.find(foundStatus, l.Size, "it derives from a tree of %d entries with the root %v, the log's is %v",
				l.Size, l.Root, root)
		}
	}
}

// findFork puts both checkpoints into the report: at the size of the last visit the root is
// another.
func (a *auditor) findFork(root tlog.Hash) {
	a.report.find(foundFork, a.lastVisit.Size, "at %d entries the root is %v, at the last visit it was %v: %q and %q",
		a.lastVisit.Size, root, a.lastVisit.Root, a.report.Checkpoint, a.Seen)
}

// ask fetches what must be there; nil where it is not, which is found.
func (a *auditor) ask(ctx context.Context, path, what string) ([]byte, error) {
	data, err := a.Fetch(ctx, path)
	if errors.Is(err, ErrMissing) {
		a.report.find(what, a.report.Size, "/%s is not served", path)
		return nil, nil
	}
	return data, err
}
