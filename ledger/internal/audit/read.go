package audit

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// An audit is a line of three stations: one goroutine reads entries in their order and cuts them
// into batches, as many as there are cores fetch and verify batches, and the caller's replays them,
// in order again. A few batches are under way at any time, so that memory does not grow with the
// log.

// auditBatchSize is how many entries are verified at once: 4,096 signatures, for which
// eddsa.VerifyBatch pays.
const auditBatchSize = 2048

// auditItem is one entry on its way through an audit.
type auditItem struct {
	index      uint64
	next       uint64 // index of the entry after it: beyond a gap, where this one is missing
	raw        []byte // nil where it is missing
	leaf       tlog.Hash
	registered store.Registered
	entry      verify.Entry
	statement  []byte
	erased     *store.ErasedState // by an entry further on, if the store is right; then there is no statement
	kept       bool               // the statement, although the store says that it is erased
	candidate  rules.Candidate
	expected   []byte // of a pledge: what its person's credential in force must be
	err        error  // of the entry
	signed     error  // of the statement's encoding or signature
	answered   error  // of the registration
}

// auditBatch is a run of entries under one trust list, or one trust list.
type auditBatch struct {
	trust    *trust.List // in force before it
	items    []*auditItem
	err      error         // of the store
	verified chan struct{} // closed by who verifies
	replayed chan struct{} // closed by who replays
}

// replayLog takes every entry below size through the line.
func (a *Auditor) replayLog(ctx context.Context, size uint64) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := runtime.GOMAXPROCS(0)
	r := &auditReader{
		Auditor: a,
		ctx:     ctx,
		size:    size,
		work:    make(chan *auditBatch),
		order:   make(chan *auditBatch, workers),
	}
	var group sync.WaitGroup
	var readErr error
	group.Go(func() {
		defer close(r.work)
		defer close(r.order)
		readErr = store.Unpanicked(r.read)
	})
	for range workers {
		group.Go(func() {
			for b := range r.work {
				b.err = store.Unpanicked(func() error { return a.verify(b) })
				close(b.verified)
			}
		})
	}
	var err error
	for b := range r.order {
		<-b.verified
		if err == nil {
			err = errors.Join(b.err, a.Derived.Err)
		}
		if err == nil {
			for _, item := range b.items {
				a.replay(item)
			}
			a.Progress(min(a.index, size), size)
		} else {
			stop()
		}
		close(b.replayed)
	}
	group.Wait()
	return errors.Join(err, readErr)
}

// auditReader reads the log and cuts it into batches.
type auditReader struct {
	*Auditor
	ctx   context.Context
	size  uint64
	at    uint64      // index that comes next
	trust *trust.List // in force at that index
	batch *auditBatch
	work  chan *auditBatch // to those who verify
	order chan *auditBatch // to the one who replays
}

func (r *auditReader) read() error {
	r.Begin()
	bundles, err := r.bundles()
	for _, n := range bundles {
		if err == nil {
			err = r.bundle(n)
		}
	}
	if err == nil && r.at < r.size {
		r.add(&auditItem{index: r.at, next: r.size}) // a gap is one item, however wide a forged head makes it
	}
	r.send()
	return err
}

// bundles lists those of which the store has an entry, in the order of the log: a forged head may
// speak of more than anyone can count through.
func (r *auditReader) bundles() (all []uint64, err error) {
	r.Auditor.Progress(0, r.size)
	err = r.Txn.Each([]byte{store.PrefixEntry}, func(k, _ []byte) error {
		if store.InLog(k, r.size) { // sweep finds the others
			if n := store.LogIndex(k) / store.TileHashes; len(all) == 0 || all[len(all)-1] != n {
				all = append(all, n)
			}
		}
		return r.ctx.Err()
	})
	slices.Sort(all)
	return all, err
}

// bundle reads the entries of a bundle, and the statements beside them: looked up one by one, each
// would cost a block.
func (r *auditReader) bundle(n uint64) error {
	var statements [store.TileHashes][]byte
	err := r.Txn.Each(store.BundleKey(store.PrefixStatement, n), func(k, v []byte) error {
		if store.InLog(k, r.size) && len(v) > 0 {
			statements[k[8]] = bytes.Clone(v)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Txn.Each(store.BundleKey(store.PrefixEntry, n), func(k, v []byte) error {
		if store.InLog(k, r.size) {
			r.entry(store.LogIndex(k), v, statements[k[8]])
		}
		return r.ctx.Err()
	})
}

// entry takes the row of an entry, which is the caller's, and its statement; nil where the scan
// found none.
func (r *auditReader) entry(index uint64, row, statement []byte) {
	if index > r.at {
		r.add(&auditItem{index: r.at, next: index})
	}
	r.at = index + 1
	item := &auditItem{index: index, next: r.at, raw: bytes.Clone(row), statement: statement}
	if item.registered, item.err = store.Unpack[store.Registered](item.raw); item.err == nil {
		item.entry, item.err = verify.ParseEntry(item.registered.Entry)
	}
	if item.err == nil && item.entry.Kind == signer.KindTrust {
		r.trustList(item)
	} else {
		r.add(item)
	}
}

// trustList waits until everything up to a trust list is replayed: after it other keys may count.
func (r *auditReader) trustList(item *auditItem) {
	r.send()
	b := r.batch
	b.items = append(b.items, item)
	r.send()
	<-b.replayed
	r.trust = r.Auditor.trust
	r.Begin()
}

func (r *auditReader) Begin() {
	r.batch = &auditBatch{trust: r.trust, verified: make(chan struct{}), replayed: make(chan struct{})}
}

func (r *auditReader) add(item *auditItem) {
	if r.batch.items = append(r.batch.items, item); len(r.batch.items) >= auditBatchSize {
		r.send()
	}
}

// send hands a batch on and begins the next.
func (r *auditReader) send() {
	if len(r.batch.items) > 0 {
		r.order <- r.batch
		r.work <- r.batch
		r.Begin()
	}
}

// verify fetches what belongs to the entries of a batch and checks every signature. Its error is
// the store's.
func (a *Auditor) verify(b *auditBatch) error {
	var v auditSignatures
	for _, item := range b.items {
		if item.raw == nil || item.err != nil {
			continue
		}
		item.leaf = tlog.RecordHash(item.registered.Entry)
		if err := a.fetch(item); err != nil {
			return err
		}
		a.prepare(item, b.trust, &v)
	}
	v.verify()
	return nil
}

// fetch finds the statement of an entry where it was not read with it, or what an erasure left of
// it.
func (a *Auditor) fetch(item *auditItem) (err error) {
	if item.statement == nil {
		item.statement, err = rules.HeldAt(a.Txn, item.index)
	}
	k := store.DigestKey(store.PrefixErased, item.entry.Digest)
	if err != nil || !a.erasures.mayHold(k) {
		return err
	}
	if item.statement == nil {
		item.erased, err = store.Stored[store.ErasedState](a.Txn, k)
		return err
	}
	left, err := a.Txn.Get(k)
	if err != nil || left == nil {
		return err
	}
	wiped, err := a.Txn.Get(store.Key(store.PrefixWipe, store.StatementKey(item.index)))
	item.kept = wiped == nil // else its erasure is unfinished, which the report says
	return err
}

// prepare parses a statement and its registration and collects their signatures.
func (a *Auditor) prepare(item *auditItem, list *trust.List, v *auditSignatures) {
	if item.statement == nil && item.erased == nil {
		return
	}
	if list == nil && item.entry.Kind != signer.KindTrust {
		item.candidate.Digest = signer.DigestOf(item.statement)
		item.signed = errors.New("recorded before any trust list")
		return
	}
	switch {
	case item.entry.Kind.Later():
		item.candidate.Digest = signer.DigestOf(item.statement)
	case item.erased == nil:
		item.candidate, item.signed = rules.Parse(
			item.entry.Kind,
			item.statement,
			a.Target.Origin,
			list,
			a.firstRoot(item.statement, list),
		)
	}
	if s := item.candidate.Signature; item.signed == nil && s != nil {
		v.add(*s, &item.signed)
	}
	if k := item.candidate.Enrols(); item.signed == nil && k != nil {
		v.keys, v.enrols = append(v.keys, *k), append(v.enrols, &item.signed)
	}
	if t, ok := item.candidate.Claims.(*trust.List); ok {
		list = t
	}
	if _, ok := item.candidate.Claims.(signer.Pledge); ok {
		item.expected = store.Pack(
			store.LiveState{Credential: item.candidate.Credential.Digest(), Index: item.registered.Credential},
		)
	}
	if list == nil {
		return
	}
	ledger, ok := list.Ledger(item.index)
	if !ok || ledger.State != trust.Active { // by the list in force then
		item.answered = errors.New("no ledger key of the trust list may sign this index")
		return
	}
	s, err := item.registered.Registration(item.entry).
		Signed(a.Target.Origin, ledger.Key.Key(), item.registered.Signature)
	if item.answered = err; err == nil {
		v.add(s, &item.answered)
	}
}

// auditSignatures are the signatures and the enrolled keys of a batch, and where their errors go.
type auditSignatures struct {
	signed []eddsa.Signed
	of     []*error
	keys   []eddsa.PublicKey
	enrols []*error
}

func (v *auditSignatures) add(s eddsa.Signed, to *error) {
	v.signed, v.of = append(v.signed, s), append(v.of, to)
}

func (v *auditSignatures) verify() {
	for i, err := range eddsa.CheckBatch(v.keys) {
		if err != nil {
			*v.enrols[i] = rules.Refuse(rules.RuleKeyUnusable)
		}
	}
	for i, err := range eddsa.VerifyBatch(v.signed) {
		if err != nil {
			*v.of[i] = err
		}
	}
}
