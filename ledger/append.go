package ledger

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
)

// Receipt is the ledger's answer to a statement that is recorded.
type Receipt struct {
	signer.Registration
	Signature signer.Signature
	Known     bool // it was recorded before; this is the first answer again
}

type request struct {
	candidate candidate
	done      chan answer
}

type answer struct {
	receipt Receipt
	err     error
}

// Append records a statement and returns once it is on disk, in the database and in the head file. The same statement
// again gets its first answer. It refuses with a [*RuleError], a [*ClockError] or a [*DiskError], or with an error that
// wraps signer.ErrEncoding or signer.ErrSignature; then nothing is recorded. The bytes must not change afterwards.
//
// Append may be called by many goroutines at once; those who wait together share one transaction.
func (l *Ledger) Append(ctx context.Context, kind signer.Kind, statement []byte) (Receipt, error) {
	if l.options.Key == nil {
		return Receipt{}, ErrReadOnly
	}
	c, err := prepare(kind, statement, l.origin, l.snapshot().trust, l.options.Root)
	if err != nil {
		if r, err := l.answered(kind, statement); err != nil || r.Known {
			return r, err
		}
		return Receipt{}, err
	}
	r := &request{candidate: c, done: make(chan answer, 1)}
	select {
	case l.queue <- r:
	case <-l.closing:
		return Receipt{}, ErrClosed
	case <-ctx.Done():
		return Receipt{}, ctx.Err()
	}
	select { // from here on it may be recorded whether the caller waits or not
	case a := <-r.done:
		return a.receipt, a.err
	case <-l.finished:
		select {
		case a := <-r.done:
			return a.receipt, a.err
		default:
			return Receipt{}, ErrClosed
		}
	}
}

// answered finds the first answer to a statement that was acknowledged before and no longer stands up to prepare: its
// registrar or its root has left the trust list since.
func (l *Ledger) answered(kind signer.Kind, statement []byte) (r Receipt, err error) {
	if err := l.failed(); err != nil {
		return Receipt{}, err
	}
	size, digest := l.Size(), signer.DigestOf(statement)
	err = l.store.view(func(t txn) error {
		known, err := receiptOf(t, digest)
		if err != nil || known == nil || known.Index >= size { // on disk, but not yet acknowledged
			return err
		}
		if k, err := kindAt(t, known.Index); err != nil || k != kind {
			return err
		}
		r = known.answer(digest)
		return nil
	})
	return r, err
}

// start runs the sequencer: the one goroutine that writes.
func (l *Ledger) start() {
	go func() {
		defer close(l.finished)
		for {
			select {
			case first := <-l.queue:
				l.commit(l.gather(first))
			case <-l.closing:
				for len(l.queue) > 0 {
					l.commit(l.gather(<-l.queue))
				}
				return
			}
		}
	}()
}

// gather takes what waits, up to a transaction's worth.
func (l *Ledger) gather(first *request) []*request {
	batch, size := []*request{first}, len(first.candidate.raw)
	for len(batch) < maxBatch && size < maxBatchBytes {
		select {
		case r := <-l.queue:
			batch, size = append(batch, r), size+len(r.candidate.raw)
		default:
			return batch
		}
	}
	return batch
}

// commit decides over a batch, writes it in one transaction, then the head file, and only then answers.
func (l *Ledger) commit(batch []*request) {
	answers, next, err := l.write(batch)
	if err == nil && next.head.Size != l.snapshot().head.Size {
		if err = l.writeHead(next); err != nil {
			err = l.fail(err) // the database may be ahead of the head file now: start anew to find out
		}
	}
	if err == nil {
		l.mutex.Lock()
		l.current = next
		l.mutex.Unlock()
	}
	for i, r := range batch {
		if err != nil {
			answers[i] = answer{err: err}
		}
		r.done <- answers[i]
	}
}

// fail takes the ledger out of service: what is on disk is no longer known to be what is in memory.
func (l *Ledger) fail(err error) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.fatal == nil {
		l.fatal = err
	}
	return l.fatal
}

func (l *Ledger) failed() error {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.fatal
}

func (l *Ledger) write(batch []*request) ([]answer, *snapshot, error) {
	answers := make([]answer, len(batch))
	if err := l.failed(); err != nil {
		return answers, nil, err
	}
	if err := l.options.checkDisk(); err != nil {
		return answers, nil, err
	}
	old := l.snapshot()
	now, err := l.clock.read(old.head.Time, l.options.AcceptClock)
	if err != nil {
		return answers, nil, err
	}
	b := &batchWriter{ledger: l, now: now, answers: answers, unsigned: map[signer.Digest]int{}, next: &snapshot{head: old.head, tree: old.tree.clone(), root: old.root, trust: old.trust, note: old.note}}
	var inner error
	err = l.store.update(func(t txn) error {
		b.txn = t
		for at, r := range batch {
			if inner = b.add(at, r.candidate); inner != nil {
				return inner
			}
		}
		inner = b.finish()
		return inner
	})
	if err != nil && inner == nil { // the commit itself failed: nobody knows how much of it is on disk
		err = l.fail(err)
	}
	return answers, b.next, err
}

// batchWriter builds one transaction. It is the state that the rules see: the transaction, and the receipts that finish
// will sign and write.
type batchWriter struct {
	txn
	ledger   *Ledger
	now      int64
	next     *snapshot
	answers  []answer
	fresh    []int                 // positions in answers that are new in this transaction
	again    [][2]int              // positions of a statement that came twice, and of its first coming
	unsigned map[signer.Digest]int // positions of fresh by the statement's digest
}

func (b *batchWriter) get(k []byte) ([]byte, error) {
	if k[0] == prefixDigest {
		if at, ok := b.unsigned[signer.Digest(k[1:])]; ok {
			return pack(receiptFrom(b.answers[at].receipt)), nil
		}
	}
	return b.txn.get(k)
}

// add decides over one statement and writes all of it but its registration, which finish signs. Its error is technical;
// a refusal is an answer.
func (b *batchWriter) add(at int, c candidate) error {
	if first, ok := b.unsigned[c.digest]; ok {
		b.again = append(b.again, [2]int{at, first})
		return nil
	}
	known, err := receiptOf(b.txn, c.digest)
	if err != nil {
		return err
	}
	if known != nil {
		b.answers[at].receipt = known.answer(c.digest)
		return nil
	}
	credential, err := b.decide(c)
	var refusal *RuleError
	if errors.As(err, &refusal) {
		b.answers[at].err = err
		return nil
	}
	if err != nil {
		return err
	}
	r := signer.Registration{Index: b.next.head.Size, Time: b.now, Digest: c.digest, Credential: credential}
	b.answers[at].receipt.Registration = r
	b.fresh, b.unsigned[c.digest] = append(b.fresh, at), at
	return b.extend(c)
}

// decide asks the trust list and the rules whether a statement may be the next entry.
func (b *batchWriter) decide(c candidate) (credential uint64, err error) {
	index := b.next.head.Size
	if err := b.mayRegister(c, index); err != nil {
		return 0, err
	}
	return rules{state: b, trust: b.next.trust, index: index, now: b.now}.apply(c)
}

// extend writes the next entry and its statement.
func (b *batchWriter) extend(c candidate) error {
	s := b.next
	index, prev := s.head.Size, tlog.Hash(s.head.Last)
	if index == 0 {
		prev = verify.FirstPrev(b.ledger.origin)
	}
	entry := verify.Entry{Kind: c.kind, Index: index, Time: b.now, Prev: prev, Digest: c.digest}.Bytes()
	leaf := tlog.RecordHash(entry)
	s.head = head{Size: index + 1, Time: b.now, Last: leaf}
	if t, ok := c.claims.(*verify.Trust); ok {
		s.trust, s.note = t, c.raw
	}
	return errors.Join(b.set(indexKey(index), entry), b.set(digestKey(prefixStatement, c.digest), c.raw), s.tree.add(leaf, b.writeTile))
}

// mayRegister holds the ledger's own key against the trust list in force.
func (b *batchWriter) mayRegister(c candidate, index uint64) error {
	trust := b.next.trust
	if t, ok := c.claims.(*verify.Trust); ok {
		trust = t
	}
	pub, err := signer.PublicKeyOf(b.ledger.options.Key)
	if err != nil {
		return err
	}
	if k, ok := trust.Ledger(index); !ok || k.Key.Key() != pub || k.State != verify.Active {
		return refuse(RuleLedgerRange, "index", index)
	}
	return nil
}

// finish signs the registrations, on all cores, and writes what stands once a transaction: edge tiles and head.
func (b *batchWriter) finish() error {
	if len(b.fresh) == 0 {
		return nil
	}
	if err := b.sign(); err != nil {
		return err
	}
	for _, at := range b.fresh {
		r := b.answers[at].receipt
		if err := b.set(digestKey(prefixDigest, r.Digest), pack(receiptFrom(r))); err != nil {
			return err
		}
	}
	for _, pair := range b.again {
		r := b.answers[pair[1]].receipt
		r.Known = true
		b.answers[pair[0]].receipt = r
	}
	if err := b.next.tree.flush(b.writeTile); err != nil {
		return err
	}
	root, err := b.next.tree.root()
	b.next.root = root
	return errors.Join(err, b.set([]byte{prefixHead}, pack(b.next.head)))
}

func (b *batchWriter) sign() error {
	errs := make([]error, len(b.fresh))
	var group sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(b.fresh))
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(b.fresh); i += workers {
				r := &b.answers[b.fresh[i]].receipt
				r.Signature, errs[i] = r.Registration.Sign(b.ledger.options.Key, b.ledger.origin)
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

func (b *batchWriter) writeTile(level int, n int64, hashes []tlog.Hash) error {
	return b.set(tileKey(level, n), flatten(hashes))
}
