package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

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

// AuditReport is what an audit re-derived. It is clean when Findings is empty.
type AuditReport struct {
	Size       uint64
	Root       tlog.Hash
	Kinds      map[signer.Kind]int
	Signatures int // verified, of statements and registrations
	Findings   []Finding
}

// Audit re-derives everything from the stored bytes: every encoding, link, signature, rule, tile and index key. It
// always ends; what it finds is in the report, and an error means that it could not look (the store is held by another
// process, or its key is wrong). progress may be nil.
func Audit(ctx context.Context, o Options, progress func(done, total uint64)) (report AuditReport, err error) {
	if err := o.there(); err != nil {
		return AuditReport{}, err
	}
	report.Kinds = map[signer.Kind]int{}
	defer func() { // Badger panics on some damaged files: that is a finding, not our end
		if p := recover(); p != nil {
			report.find(FoundDamage, report.Size, fmt.Sprint(p))
			err = nil
		}
	}()
	s, err := openStore(filepath.Join(o.Dir, "store"), o.StoreKey)
	if errors.Is(err, ErrLocked) || errors.Is(err, ErrStoreKey) {
		return AuditReport{}, err
	}
	if err != nil {
		report.find(FoundDamage, 0, err.Error())
		return report, nil
	}
	defer s.close()
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	if err := s.verifyChecksums(); err != nil {
		report.find(FoundDamage, 0, err.Error())
	}
	err = s.view(func(t txn) error {
		a := &auditor{options: o, txn: t, report: &report, derived: map[string][]byte{}, statements: map[signer.Digest]bool{}, tiles: map[string]bool{}}
		return a.run(ctx, progress)
	})
	if err != nil && ctx.Err() == nil {
		report.find(FoundDamage, report.Size, err.Error())
		err = nil
	}
	return report, err
}

func (r *AuditReport) find(what string, index uint64, evidence string) {
	if len(r.Findings) < maxFindings {
		r.Findings = append(r.Findings, Finding{what, index, evidence})
	}
}

// auditor replays the log. It is the state that the rules see: what the log holds comes from the store, where each item
// was just checked; what the log implies is derived anew and held against the store in the end.
type auditor struct {
	options    Options
	txn        txn
	report     *AuditReport
	derived    map[string][]byte
	statements map[signer.Digest]bool
	tiles      map[string]bool
	tree       tree
	trust      *verify.Trust
	trustAt    uint64 // index of its entry
	index      uint64 // of the entry being replayed
	last       verify.Entry
	headSeen   verify.Checkpoint
}

func (a *auditor) get(k []byte) ([]byte, error) {
	switch k[0] {
	case prefixEntry, prefixStatement:
		return a.txn.get(k)
	case prefixErased: // what is left of a statement that an entry further on erased; sweep compares it
		if left, ok := a.derived[string(k)]; ok {
			return left, nil
		}
		return a.txn.get(k)
	case prefixDigest:
		raw, err := a.txn.get(k)
		if err != nil || raw == nil {
			return nil, err
		}
		if r, err := unpack[receipt](raw); err != nil || r.Index >= a.index {
			return nil, nil // not recorded yet, at this point of the replay
		}
		return raw, nil
	}
	return a.derived[string(k)], nil
}

func (a *auditor) set(k, v []byte) error {
	a.derived[string(k)] = v
	return nil
}

func (a *auditor) remove(k []byte) error {
	delete(a.derived, string(k))
	return nil
}

func (a *auditor) run(ctx context.Context, progress func(done, total uint64)) error {
	var h head
	found, err := stored[head](a.txn, []byte{prefixHead})
	if found != nil {
		h = *found
	}
	if err != nil {
		a.report.find(FoundHead, 0, fmt.Sprintf("the head in the store cannot be read: %v", err))
		return nil
	}
	a.report.Size = h.Size
	if h.Size == 0 {
		a.report.find(FoundHead, 0, "no entry at all, not even the trust list that every ledger begins with")
	}
	if a.headSeen, err = readHead(a.options.Head, a.options.Origin); err != nil {
		a.report.find(FoundHead, h.Size, err.Error())
	} else if a.headSeen.Size > h.Size {
		a.report.find(FoundHead, h.Size, (&RollbackError{a.headSeen.Size, h.Size}).Error())
	}
	for a.index < h.Size {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch := a.read(h.Size)
		a.verify(batch)
		for _, item := range batch {
			a.replay(item)
		}
		progress(a.index, h.Size)
	}
	if err := errors.Join(a.checkEnd(h), a.checkPublished(h.Size)); err != nil {
		return err
	}
	return a.sweep(h.Size)
}

// auditItem is one entry on its way through an audit.
type auditItem struct {
	index     uint64
	next      uint64 // index of the entry after it: beyond a gap, where this one is missing
	raw       []byte // of the entry; nil where it is missing
	entry     verify.Entry
	statement []byte
	receipt   *receipt
	erased    *erasedState // by an entry further on, if the store is right; then there is no statement
	candidate candidate
	err       error // of the entry
	signed    error // of the statement's encoding or signature
	answered  error // of the registration
}

// read takes the next entries, up to the next trust list, after which other registrars may count.
func (a *auditor) read(size uint64) []*auditItem {
	var batch []*auditItem
	for i := a.index; i < size && len(batch) < maxBatch; {
		item := &auditItem{index: i, next: i + 1}
		item.raw, item.err = a.txn.get(indexKey(i))
		if item.err == nil && item.raw != nil {
			item.entry, item.err = verify.ParseEntry(item.raw)
		}
		if item.raw == nil && item.err == nil { // a gap is one item, however wide a forged head makes it
			if next, err := a.txn.entryFrom(i, size); err != nil {
				item.err = err
			} else {
				item.next = next
			}
		}
		if i = item.next; item.raw != nil && item.err == nil {
			item.statement, item.signed = a.txn.get(digestKey(prefixStatement, item.entry.Digest))
			item.receipt, item.answered = receiptOf(a.txn, item.entry.Digest)
			if item.signed == nil && item.statement == nil {
				item.erased, item.signed = erasedOf(a.txn, item.entry.Digest)
			}
			if item.entry.Kind == signer.KindTrust && len(batch) > 0 {
				return batch
			}
		}
		batch = append(batch, item)
		if item.entry.Kind == signer.KindTrust && item.raw != nil {
			return batch
		}
	}
	return batch
}

// verify checks the signatures of a batch on all cores.
func (a *auditor) verify(batch []*auditItem) {
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(batch); i += workers {
				a.verifyOne(batch[i])
			}
		})
	}
	group.Wait()
}

func (a *auditor) verifyOne(item *auditItem) {
	if item.statement == nil && item.erased == nil || item.signed != nil {
		return
	}
	if a.trust == nil && item.entry.Kind != signer.KindTrust {
		item.signed = errors.New("recorded before any trust list")
		return
	}
	if item.erased == nil {
		item.candidate, item.signed = prepare(item.entry.Kind, item.statement, a.options.Origin, a.trust, a.options.Root)
	}
	trust := a.trust
	if t, ok := item.candidate.claims.(*verify.Trust); ok {
		trust = t
	}
	if item.receipt == nil || item.answered != nil || trust == nil {
		return
	}
	ledger, ok := trust.Ledger(item.index)
	if !ok || ledger.State != verify.Active { // by the list in force then
		item.answered = errors.New("no ledger key of the trust list may sign this index")
		return
	}
	r := signer.Registration{Index: item.receipt.Index, Time: item.receipt.Time, Digest: item.entry.Digest, Credential: item.receipt.Credential}
	item.answered = r.Verify(a.options.Origin, ledger.Key.Key(), item.receipt.Signature)
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
	a.last = e
	if err := a.tree.add(tlog.RecordHash(item.raw), a.checkTile); err != nil {
		find(FoundTile, "%v", err)
	}
	a.report.Kinds[e.Kind]++
	a.statements[e.Digest] = true
	if item.erased == nil && (item.statement == nil || signer.DigestOf(item.statement) != e.Digest) {
		find(FoundStatement, "%d bytes with digest %v, the entry says %v", len(item.statement), signer.DigestOf(item.statement), e.Digest)
		return
	}
	if item.signed != nil {
		find(FoundSignature, "%v", item.signed)
		return
	}
	credential, err := a.apply(item)
	if err != nil {
		find(FoundRule, "%v", err)
	}
	if t, ok := item.candidate.claims.(*verify.Trust); ok {
		a.trust, a.trustAt = t, item.index
	}
	switch r := item.receipt; {
	case r == nil || item.answered != nil:
		find(FoundRegistration, "missing or unreadable: %v", item.answered)
	case r.Index != item.index || r.Time != e.Time || r.Credential != credential:
		find(FoundRegistration, "says entry %d at %d under credential %d, the log says %d at %d under %d", r.Index, r.Time, r.Credential, item.index, e.Time, credential)
	default:
		a.report.Signatures++
	}
}

// apply takes an entry through the rules. What an erased statement said is believed as far as the erasure left it; that
// an entry further on does name it, sweep finds out.
func (a *auditor) apply(item *auditItem) (credential uint64, err error) {
	r := rules{state: a, trust: a.trust, index: item.index, now: item.entry.Time}
	if item.erased == nil {
		a.report.Signatures++
		return r.apply(item.candidate)
	}
	if item.receipt != nil {
		credential = item.receipt.Credential
	}
	return r.again(item.entry.Kind, item.entry.Digest, *item.erased, credential)
}

func (a *auditor) checkChain(item *auditItem, find func(what, format string, args ...any)) {
	prev, time := verify.FirstPrev(a.options.Origin), int64(0)
	if item.index > 0 {
		prev, time = a.last.LeafHash(), a.last.Time
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
	a.tiles[string(k)] = true
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
	if h.Size > 0 && (h.Time != a.last.Time || h.Last != a.last.LeafHash()) {
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

// sweepErased holds what an erasure left against what the log implies, and looks whether it did erase.
func (a *auditor) sweepErased(k, v []byte, size uint64) {
	if want, ok := a.derived[string(k)]; !ok || !bytes.Equal(want, v) {
		a.report.find(FoundIndex, size, fmt.Sprintf("key %x holds %x, the log implies %x", k, v, want))
	} else if raw, err := a.txn.get(key(prefixStatement, k[1:])); err != nil || raw != nil {
		a.report.find(FoundStatement, size, fmt.Sprintf("statement %x is still there although an entry erases it: %v", k[1:], err))
	}
	delete(a.derived, string(k))
}

// sweep looks at every key of the store once: each must be accounted for, and index keys must say what the log implies.
func (a *auditor) sweep(size uint64) error {
	err := a.txn.each(nil, func(k, v []byte) error {
		switch k[0] {
		case prefixDrawer, prefixWipe:
		case prefixErased:
			a.sweepErased(k, v, size)
		case prefixHead, prefixPublished:
			if len(k) != 1 {
				a.report.find(FoundStray, size, fmt.Sprintf("head key %x", k))
			}
		case prefixEntry:
			if len(k) != 9 || indexFrom(k[1:]) >= size {
				a.report.find(FoundStray, size, fmt.Sprintf("entry key %x", k))
			}
		case prefixStatement, prefixDigest:
			if len(k) != 33 || !a.statements[signer.Digest(k[1:])] {
				a.report.find(FoundStray, size, fmt.Sprintf("key %x of a statement that no entry names", k))
			}
		case prefixTile:
			if !a.tiles[string(k)] {
				a.report.find(FoundStray, size, fmt.Sprintf("tile key %x", k))
			}
		default:
			want, ok := a.derived[string(k)]
			if !ok || !bytes.Equal(want, v) {
				a.report.find(FoundIndex, size, fmt.Sprintf("key %x holds %x, the log implies %x", k, v, want))
			}
			delete(a.derived, string(k))
		}
		return nil
	})
	for _, k := range slices.Sorted(maps.Keys(a.derived)) {
		a.report.find(FoundIndex, size, fmt.Sprintf("key %x is missing", k))
	}
	return err
}
