// Package audit re-derives a ledger from its stored bytes, and says what is not as it must be.
package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// Target is what is audited, and what it is held against.
type Target struct {
	place.Place
	Root       trust.VerifierKey // signs the first trust list
	AcceptHead uint64            // what the operator says that the head file would say; 0 for nothing
	Settle     bool              // opens a store that was not closed as one who writes does
}

// Dir audits a ledger that nobody has open.
func Dir(ctx context.Context, o Target, report *Report, progress func(done, total uint64)) (err error) {
	if err := o.There(); err != nil {
		return err
	}
	defer func() { // Badger panics on some damaged files: that is a finding, not our end
		if p := recover(); p != nil {
			report.Find(FoundDamage, report.Size, fmt.Sprintf("reading the store: %v", p))
			err = nil
		}
	}()
	way := store.OpenRead
	if o.Settle {
		way = store.OpenWrite
	}
	open := func(memory store.Footprint) (*store.Database, error) {
		s, err := way(memory, o.StoreDir(), o.StoreKey, o.Known)
		if err == nil || slices.ContainsFunc(auditErrors, func(e error) bool { return errors.Is(err, e) }) {
			return s, o.Unopened(err)
		}
		report.Shut = errors.As(err, new(*store.DamageError))
		report.Find(FoundDamage, 0, err.Error())
		return nil, nil
	}
	s, err := open(store.Verifying)
	if s == nil {
		return err
	}
	defer s.Close()
	if err := s.View(func(t store.Txn) error { return rules.CheckLayout(t) }); errors.Is(err, store.ErrOlder) {
		return err // any other comes again, and is a finding
	}
	if err := s.VerifyChecksums(); err != nil {
		report.Find(FoundDamage, 0, err.Error())
		return Store(ctx, s, o, report, progress)
	}
	if err := s.Close(); err != nil {
		return err
	}
	debug.FreeOSMemory() // opening maps the end of each table
	if s, err = open(store.Reading); s == nil {
		return err
	}
	defer s.Close()
	return Store(ctx, s, o, report, progress)
}

// Store audits a store that is open, and whose checksums were verified.
func Store(ctx context.Context, s store.Viewer, o Target, report *Report, progress func(done, total uint64)) error {
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	a := &Auditor{Target: o, Report: report, Progress: progress, Derived: NewDerived(derivedInMemory)}
	return a.Over(ctx, s)
}

func (a *Auditor) Over(ctx context.Context, s store.Viewer) error {
	defer a.Derived.Close()
	a.headSeen, a.headErr = place.ReadHead(
		a.Target.Head,
		a.Target.Origin,
	) // before the snapshot, which so knows what it saw
	err := s.View(func(t store.Txn) error {
		a.Txn = t
		return a.run(ctx)
	})
	if a.Derived.Err != nil {
		return a.Derived.Err // of the audit's own disk: it could not look
	}
	if err != nil && ctx.Err() == nil {
		a.Report.Find(FoundDamage, a.Report.Size, err.Error())
		err = nil
	}
	return err
}

// Auditor replays the log. It is the state that the rules see: what the log holds comes from the
// store, where each item was just checked; what the log implies is derived anew and held against
// the store in the end.
type Auditor struct {
	Target   Target
	Txn      store.Txn
	Report   *Report
	Progress func(done, total uint64)
	Derived  *derived
	expected []byte  // what is in force of the person's credentials, if the pledge at hand is right
	erasures bloom   // of what the store says is erased: every statement is asked for
	Digests  SetHash // of the statements that the entries name, each with its index
	tree     merkle.Tree
	trust    *trust.List // in force, as far as the replay has come
	trustAt  uint64      // index of its entry
	rootSeen bool        // a list by the pinned root was replayed
	index    uint64      // of the entry being replayed
	last     verify.Entry
	leaf     tlog.Hash        // of last
	kinds    store.KindsState // the row that says so, as far as it speaks
	highest  signer.Kind      // of the entries that it speaks of
	headSeen trust.Checkpoint
	headErr  error
}

func (a *Auditor) Get(k []byte) ([]byte, error) {
	switch k[0] {
	case store.PrefixEntry, store.PrefixStatement:
		return a.Txn.Get(k)
	case store.PrefixErased: // what is left of a statement that an entry further on erased; sweep compares it
		if left, err := a.Derived.Get(k); err != nil || left != nil || !a.erasures.mayHold(k) {
			return left, err
		}
		return a.Txn.Get(k)
	case store.PrefixDigest:
		raw, err := a.Txn.Get(k)
		if err != nil || len(raw) != 8 || store.IndexFrom(raw) >= a.index {
			return nil, err // not recorded yet, at this point of the replay
		}
		return raw, nil
	case store.PrefixSubject:
		if a.expected != nil && a.Derived.Holds(k, a.expected) {
			return a.expected, nil
		}
	}
	return a.Derived.Get(k)
}

func (a *Auditor) Set(k, v []byte) error { return a.Derived.Set(k, v) }

func (a *Auditor) Remove(k []byte) error { return a.Derived.Set(k, nil) }

func (a *Auditor) run(ctx context.Context) error {
	var h store.Head
	found, err := store.Stored[store.Head](a.Txn, []byte{store.PrefixHead})
	if found != nil {
		h = *found
	}
	if err != nil {
		a.Report.Find(FoundHead, 0, fmt.Sprintf("the head in the store cannot be read: %v", err))
		return nil
	}
	erasures, err := a.Txn.Count(store.PrefixErased)
	if err != nil {
		return err
	}
	a.Report.Size, a.erasures, a.Digests.Key = h.Size, newBloom(erasures), AuditKey()
	err = a.Txn.Each([]byte{store.PrefixErased}, func(k, _ []byte) error { a.erasures.add(k); return nil })
	if err != nil {
		return err
	}
	if h.Size == 0 {
		a.Report.Find(FoundHead, 0, "no entry at all, not even the trust list that every ledger begins with")
	}
	if a.headErr != nil && !errors.As(a.headErr, new(*place.HeadUnreadableError)) {
		a.Report.Find(FoundHead, h.Size, a.headErr.Error())
	} else if a.headSeen.Size > h.Size {
		a.Report.Find(FoundHead, h.Size, (&place.RollbackError{Head: a.headSeen.Size, Store: h.Size}).Error())
	}
	if err := a.undecided(h); err != nil {
		return err
	}
	if kinds, err := store.Stored[store.KindsState](a.Txn, []byte{store.PrefixKinds}); err == nil && kinds != nil {
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
func (a *Auditor) undecided(h store.Head) error {
	if a.headErr == nil && a.headSeen.Size == 0 && h.Size > 0 && h.Size != a.Target.AcceptHead {
		a.Report.Undecided = append(a.Report.Undecided, UndecidedHead)
	}
	if errors.As(a.headErr, new(*place.HeadUnreadableError)) {
		a.Report.Undecided = append(a.Report.Undecided, UndecidedGarbled)
	}
	left, err := place.Unfinished(a.Txn, a.Target.Head)
	if left {
		a.Report.Undecided = append(a.Report.Undecided, UndecidedErasure)
	}
	return err
}

// replay takes one entry through everything that depends on the entries before it.
func (a *Auditor) replay(item *auditItem) {
	a.index = item.index
	defer func() { a.index = item.next }()
	find := func(what, format string, args ...any) { a.Report.Find(what, item.index, fmt.Sprintf(format, args...)) }
	if item.raw == nil || item.err != nil {
		find(FoundEntry, "entries %d to %d are missing or unreadable: %v", item.index, item.next-1, item.err)
		return
	}
	e := item.entry
	a.checkChain(item, find)
	a.last, a.leaf = e, item.leaf
	if err := a.tree.Add(item.leaf, a.checkTile); err != nil {
		find(FoundTile, "%v", err)
	}
	a.noteKind(item.index, e.Kind)
	a.Digests.Add(store.DigestKey(store.PrefixDigest, e.Digest), store.Number(item.index))
	if item.erased == nil && (item.statement == nil || item.candidate.Digest != e.Digest) {
		find(
			FoundStatement,
			"%d bytes with digest %v, the entry says %v",
			len(item.statement),
			item.candidate.Digest,
			e.Digest,
		)
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
	credential, err := a.Apply(item)
	if err != nil {
		find(FoundRule, "%v", err)
	}
	if t, ok := item.candidate.Claims.(*trust.List); ok {
		a.trust, a.trustAt = t, item.index
		a.rootSeen = a.rootSeen || t.Root == a.Target.Root
	}
	switch under := item.registered.Credential; {
	case item.answered != nil:
		find(FoundRegistration, "%v", item.answered)
	case under != credential:
		find(FoundRegistration, "says the credential of entry %d, the log says that of %d", under, credential)
	default:
		a.Report.Signatures++
	}
}

// Apply takes an entry through the rules. What an erased statement said is believed as far as the
// erasure left it; that an entry further on does name it, sweep finds out.
func (a *Auditor) Apply(item *auditItem) (credential uint64, err error) {
	if item.entry.Kind.Later() {
		return a.laterEntry(item)
	}
	r := rules.Rules{State: a, Trust: a.trust, Index: item.index, Now: item.entry.Time}
	if item.erased == nil {
		a.Report.Signatures++
		return r.Apply(item.candidate)
	}
	return r.Again(item.entry.Kind, item.entry.Digest, *item.erased, item.registered.Credential)
}

func (a *Auditor) checkChain(item *auditItem, find func(what, format string, args ...any)) {
	prev, time := verify.FirstPrev(a.Target.Origin), int64(0)
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
func (a *Auditor) checkTile(level int, n int64, hashes []tlog.Hash) error {
	k := store.TileKey(level, n)
	stored, err := a.Txn.Get(k)
	if err != nil {
		return err
	}
	if !bytes.Equal(stored, merkle.Flatten(hashes)) {
		a.Report.Find(
			FoundTile,
			a.index,
			fmt.Sprintf("tile %d/%d holds %d bytes that are not the hashes of its entries", level, n, len(stored)),
		)
	}
	return nil
}

// checkEnd holds the end of the log against the head in the store and the head file.
func (a *Auditor) checkEnd(h store.Head) error {
	if err := a.tree.Flush(a.checkTile); err != nil {
		return err
	}
	if uint64(a.tree.Size) != h.Size {
		return nil // missing entries were found before
	}
	root, err := a.tree.Root()
	if err != nil {
		return err
	}
	a.Report.Root = root
	if h.Size > 0 && (h.Time != a.last.Time || h.Last != a.leaf) {
		a.Report.Find(FoundHead, h.Size, "the head in the store is not that of the last entry")
	}
	if seen := a.headSeen; seen.Size > 0 && seen.Size <= h.Size {
		old, err := merkle.RootAt(a.Txn, seen.Size)
		if err != nil || old != seen.Root {
			a.Report.Find(
				FoundHead,
				seen.Size,
				fmt.Sprintf(
					"the head file saw the root %v at size %d, the store gives %v %v",
					seen.Root,
					seen.Size,
					old,
					err,
				),
			)
		}
	}
	return nil
}
