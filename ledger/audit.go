package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
)

// Finding is one thing that is not as it must be, with its evidence.
type Finding struct {
	What     string // one of the Found constants
	Index    uint64 // of the entry it was found at; the log's size where it belongs to none
	Evidence string // what is there and what should be
}

// What an audit can find.
const (
	FoundDamage       = "damage"       // the store cannot be read
	FoundHead         = "head"         // the end of the log is not where the head file saw it
	FoundEntry        = "entry"        // missing, or not its one encoding
	FoundOrder        = "order"        // index or time out of order
	FoundChain        = "chain"        // prev is not the leaf hash before
	FoundStatement    = "statement"    // missing, or its digest is another
	FoundSignature    = "signature"    // a statement's encoding or signature does not hold
	FoundRule         = "rule"         // recorded against the rules
	FoundRegistration = "registration" // the ledger's own signature or its fields
	FoundTile         = "tile"         // a hash tile is missing or differs from the entries
	FoundIndex        = "index"        // an index key differs from what the log implies
	FoundPublished    = "published"    // the published checkpoint is not the log's, or not signed as it must be
	FoundStray        = "stray"        // a key that nothing accounts for
)

// maxFindings bounds a report: a ledger with as many findings needs no more to be distrusted.
const maxFindings = 100

// What an audit cannot decide, although nothing that it saw is wrong.
const (
	UndecidedHead    = "head-missing"       // no head file says whether there were more entries
	UndecidedGarbled = "head-unreadable"    // the head file is none of this ledger, and says nothing
	UndecidedErasure = "erasure-unfinished" // what an erasure names may still be on the disk
)

// AuditReport is what an audit re-derived. It is clean when Findings and Undecided are empty.
type AuditReport struct {
	Size       uint64
	Root       tlog.Hash
	Kinds      map[signer.Kind]int
	Later      int // entries of kinds that a later version knows, of those in Kinds: what they say was not checked
	Signatures int // verified, of statements and registrations
	Findings   []Finding
	Undecided  []string // some of the Undecided constants
	Shut       bool     // a file of the store is damaged so that it was not opened, and nothing else was looked at
}

// Audit re-derives everything from the stored bytes: every encoding, link, signature, rule, tile and index key. Of an
// entry of a later version's kind that is its link, tile, order, registration and the digest of its statement. It
// always ends; what it finds is in the report, and an error means that it could not look (the store is held by another
// process, its key is wrong, or it would have to be written: [ErrUnsettled], [ErrWrites]). It writes nothing to the ledger's
// directory, unless Options.Settle says so. progress may be nil.
//
// Badger may die of a damaged file in a goroutine that nobody can recover: [AuditApart] survives that.
func Audit(ctx context.Context, o Options, progress func(done, total uint64)) (report AuditReport, err error) {
	report.Kinds = map[signer.Kind]int{}
	err = auditDir(ctx, o, &report, progress)
	return report, err
}

func auditDir(ctx context.Context, o Options, report *AuditReport, progress func(done, total uint64)) (err error) {
	if err := o.there(); err != nil {
		return err
	}
	defer func() { // Badger panics on some damaged files: that is a finding, not our end
		if p := recover(); p != nil {
			report.find(FoundDamage, report.Size, fmt.Sprintf("reading the store: %v", p))
			err = nil
		}
	}()
	way := openRead
	if o.Settle {
		way = openWrite
	}
	open := func(memory footprint) (*database, error) {
		s, err := way(memory, o.storeDir(), o.StoreKey, o.known)
		if err == nil || slices.ContainsFunc(auditErrors, func(e error) bool { return errors.Is(err, e) }) {
			return s, o.unopened(err)
		}
		report.Shut = errors.As(err, new(*DamageError))
		report.find(FoundDamage, 0, err.Error())
		return nil, nil
	}
	s, err := open(verifying)
	if s == nil {
		return err
	}
	defer s.close()
	if err := s.view(func(t txn) error { return checkLayout(t) }); errors.Is(err, ErrOlder) {
		return err // any other comes again, and is a finding
	}
	if err := s.verifyChecksums(); err != nil {
		report.find(FoundDamage, 0, err.Error())
		return auditStore(ctx, s, o, report, progress)
	}
	if err := s.close(); err != nil {
		return err
	}
	debug.FreeOSMemory() // opening maps the end of each table
	if s, err = open(reading); s == nil {
		return err
	}
	defer s.close()
	return auditStore(ctx, s, o, report, progress)
}

// Audit audits an open ledger, also one that another process has open, on one snapshot: it may go on recording. A snapshot
// does not keep what an erasure takes off the disk under it, so where that left findings it looks again, on the next one.
func (l *Ledger) Audit(ctx context.Context, progress func(done, total uint64)) (AuditReport, error) {
	for {
		before, err := l.countErased()
		report := AuditReport{Kinds: map[signer.Kind]int{}}
		if err == nil {
			err = unpanicked(func() error {
				if err := l.store.verifyChecksums(); err != nil {
					report.find(FoundDamage, 0, err.Error())
				}
				return auditStore(ctx, l.store, l.options, &report, progress)
			})
		}
		if err != nil || len(report.Findings) == 0 {
			return report, errors.Join(err, l.decideErasure(&report))
		}
		if now, err := l.countErased(); err != nil || now == before {
			return report, err
		}
	}
}

// decideErasure looks again whether an erasure is unfinished that was under way while the audit looked.
func (l *Ledger) decideErasure(report *AuditReport) error {
	if !slices.Contains(report.Undecided, UndecidedErasure) {
		return nil
	}
	return l.store.view(func(t txn) error {
		left, err := unfinished(t, l.options.Head)
		if err == nil && !left {
			report.Undecided = slices.DeleteFunc(report.Undecided, func(u string) bool { return u == UndecidedErasure })
		}
		return err
	})
}

func (l *Ledger) countErased() (n int, err error) {
	err = l.store.view(func(t txn) error {
		n, err = t.count(prefixErased)
		return err
	})
	return n, err
}

// auditStore audits a store that is open, and whose checksums were verified.
func auditStore(ctx context.Context, s store, o Options, report *AuditReport, progress func(done, total uint64)) error {
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	a := &auditor{options: o, report: report, progress: progress, derived: newDerived(derivedInMemory)}
	return a.over(ctx, s)
}

func (a *auditor) over(ctx context.Context, s store) error {
	defer a.derived.close()
	a.headSeen, a.headErr = readHead(a.options.Head, a.options.Origin) // before the snapshot, which so knows what it saw
	err := s.view(func(t txn) error {
		a.txn = t
		return a.run(ctx)
	})
	if a.derived.err != nil {
		return a.derived.err // of the audit's own disk: it could not look
	}
	if err != nil && ctx.Err() == nil {
		a.report.find(FoundDamage, a.report.Size, err.Error())
		err = nil
	}
	return err
}

func (r *AuditReport) find(what string, index uint64, evidence string) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, Finding{what, index, evidence})
	}
}

// auditor replays the log. It is the state that the rules see: what the log holds comes from the store, where each item
// was just checked; what the log implies is derived anew and held against the store in the end.
type auditor struct {
	options  Options
	txn      txn
	report   *AuditReport
	progress func(done, total uint64)
	derived  *derived
	expected []byte // what is in force of the person's credentials, if the pledge at hand is right
	erasures sieve  // of what the store says is erased: every statement is asked for
	digests  tally  // of the statements that the entries name, each with its index
	tree     tree
	trust    *verify.Trust // in force, as far as the replay has come
	trustAt  uint64        // index of its entry
	rootSeen bool          // a list by the pinned root was replayed
	index    uint64        // of the entry being replayed
	last     verify.Entry
	leaf     tlog.Hash   // of last
	kinds    kindsState  // the row that says so, as far as it speaks
	highest  signer.Kind // of the entries that it speaks of
	headSeen verify.Checkpoint
	headErr  error
}

func (a *auditor) get(k []byte) ([]byte, error) {
	switch k[0] {
	case prefixEntry, prefixStatement:
		return a.txn.get(k)
	case prefixErased: // what is left of a statement that an entry further on erased; sweep compares it
		if left, err := a.derived.get(k); err != nil || left != nil || !a.erasures.mayHold(k) {
			return left, err
		}
		return a.txn.get(k)
	case prefixDigest:
		raw, err := a.txn.get(k)
		if err != nil || len(raw) != 8 || indexFrom(raw) >= a.index {
			return nil, err // not recorded yet, at this point of the replay
		}
		return raw, nil
	case prefixSubject:
		if a.expected != nil && a.derived.holds(k, a.expected) {
			return a.expected, nil
		}
	}
	return a.derived.get(k)
}

func (a *auditor) set(k, v []byte) error { return a.derived.set(k, v) }
func (a *auditor) remove(k []byte) error { return a.derived.set(k, nil) }

func (a *auditor) run(ctx context.Context) error {
	var h head
	found, err := stored[head](a.txn, []byte{prefixHead})
	if found != nil {
		h = *found
	}
	if err != nil {
		a.report.find(FoundHead, 0, fmt.Sprintf("the head in the store cannot be read: %v", err))
		return nil
	}
	erasures, err := a.txn.count(prefixErased)
	if err != nil {
		return err
	}
	a.report.Size, a.erasures, a.digests.key = h.Size, newSieve(erasures), auditKey()
	if err := a.txn.each([]byte{prefixErased}, func(k, _ []byte) error { a.erasures.add(k); return nil }); err != nil {
		return err
	}
	if h.Size == 0 {
		a.report.find(FoundHead, 0, "no entry at all, not even the trust list that every ledger begins with")
	}
	if a.headErr != nil && !errors.As(a.headErr, new(*HeadUnreadableError)) {
		a.report.find(FoundHead, h.Size, a.headErr.Error())
	} else if a.headSeen.Size > h.Size {
		a.report.find(FoundHead, h.Size, (&RollbackError{a.headSeen.Size, h.Size}).Error())
	}
	if err := a.undecided(h); err != nil {
		return err
	}
	if kinds, err := stored[kindsState](a.txn, []byte{prefixKinds}); err == nil && kinds != nil {
		a.kinds = *kinds
	}
	if err := a.replayLog(ctx, h.Size); err != nil {
		return err
	}
	if err := errors.Join(a.checkEnd(h), a.checkPublished(h.Size), a.checkRoot()); err != nil {
		return err
	}
	return a.sweep(ctx, h.Size)
}

// undecided takes down what no reading of the store can decide.
func (a *auditor) undecided(h head) error {
	if a.headErr == nil && a.headSeen.Size == 0 && h.Size > 0 && h.Size != a.options.AcceptHead {
		a.report.Undecided = append(a.report.Undecided, UndecidedHead)
	}
	if errors.As(a.headErr, new(*HeadUnreadableError)) {
		a.report.Undecided = append(a.report.Undecided, UndecidedGarbled)
	}
	left, err := unfinished(a.txn, a.options.Head)
	if left {
		a.report.Undecided = append(a.report.Undecided, UndecidedErasure)
	}
	return err
}

// replay takes one entry through everything that depends on the entries before it.
func (a *auditor) replay(item *auditItem) {
	a.index = item.index
	defer func() { a.index = item.next }()
	find := func(what, format string, args ...any) { a.report.find(what, item.index, fmt.Sprintf(format, args...)) }
	if item.raw == nil || item.err != nil {
		find(FoundEntry, "entries %d to %d are missing or unreadable: %v", item.index, item.next-1, item.err)
		return
	}
	e := item.entry
	a.checkChain(item, find)
	a.last, a.leaf = e, item.leaf
	if err := a.tree.add(item.leaf, a.checkTile); err != nil {
		find(FoundTile, "%v", err)
	}
	a.noteKind(item.index, e.Kind)
	a.digests.add(digestKey(prefixDigest, e.Digest), number(item.index))
	if item.erased == nil && (item.statement == nil || item.candidate.digest != e.Digest) {
		find(FoundStatement, "%d bytes with digest %v, the entry says %v", len(item.statement), item.candidate.digest, e.Digest)
		return
	}
	if item.kept {
		find(FoundStatement, "it is still there although the store says that it is erased")
	}
	if item.signed != nil {
		find(FoundSignature, "%v", item.signed)
		return
	}
	a.expected = item.expected
	credential, err := a.apply(item)
	if err != nil {
		find(FoundRule, "%v", err)
	}
	if t, ok := item.candidate.claims.(*verify.Trust); ok {
		a.trust, a.trustAt = t, item.index
		a.rootSeen = a.rootSeen || t.Root == a.options.Root
	}
	switch under := item.registered.Credential; {
	case item.answered != nil:
		find(FoundRegistration, "%v", item.answered)
	case under != credential:
		find(FoundRegistration, "says the credential of entry %d, the log says that of %d", under, credential)
	default:
		a.report.Signatures++
	}
}

// apply takes an entry through the rules. What an erased statement said is believed as far as the erasure left it; that
// an entry further on does name it, sweep finds out.
func (a *auditor) apply(item *auditItem) (credential uint64, err error) {
	if item.entry.Kind.Later() {
		return a.laterEntry(item)
	}
	r := rules{state: a, trust: a.trust, index: item.index, now: item.entry.Time}
	if item.erased == nil {
		a.report.Signatures++
		return r.apply(item.candidate)
	}
	return r.again(item.entry.Kind, item.entry.Digest, *item.erased, item.registered.Credential)
}

func (a *auditor) checkChain(item *auditItem, find func(what, format string, args ...any)) {
	prev, time := verify.FirstPrev(a.options.Origin), int64(0)
	if item.index > 0 {
		prev, time = a.leaf, a.last.Time
	}
	if item.entry.Index != item.index || item.entry.Time < time {
		find(FoundOrder, "says index %d at %d, after %d", item.entry.Index, item.entry.Time, time)
	}
	if item.entry.Prev != prev {
		find(FoundChain, "prev is %v, the leaf before is %v", item.entry.Prev, prev)
	}
}

// checkTile holds a tile that the entries imply against the one in the store.
func (a *auditor) checkTile(level int, n int64, hashes []tlog.Hash) error {
	k := tileKey(level, n)
	stored, err := a.txn.get(k)
	if err != nil {
		return err
	}
	if !bytes.Equal(stored, flatten(hashes)) {
		a.report.find(FoundTile, a.index, fmt.Sprintf("tile %d/%d holds %d bytes that are not the hashes of its entries", level, n, len(stored)))
	}
	return nil
}

// checkEnd holds the end of the log against the head in the store and the head file.
func (a *auditor) checkEnd(h head) error {
	if err := a.tree.flush(a.checkTile); err != nil {
		return err
	}
	if uint64(a.tree.size) != h.Size {
		return nil // missing entries were found before
	}
	root, err := a.tree.root()
	if err != nil {
		return err
	}
	a.report.Root = root
	if h.Size > 0 && (h.Time != a.last.Time || h.Last != a.leaf) {
		a.report.find(FoundHead, h.Size, "the head in the store is not that of the last entry")
	}
	if seen := a.headSeen; seen.Size > 0 && seen.Size <= h.Size {
		old, err := rootAt(a.txn, seen.Size)
		if err != nil || old != seen.Root {
			a.report.find(FoundHead, seen.Size, fmt.Sprintf("the head file saw the root %v at size %d, the store gives %v %v", seen.Root, seen.Size, old, err))
		}
	}
	return nil
}
