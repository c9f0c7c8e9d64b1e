package ledger

import (
	"slices"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Three things go on at once behind Append: the sequencer decides over one batch, the batch before
// is being committed, and the sealer writes the head file of the one before that, and answers. Each
// sees the one ahead of it: a batch is decided over on top of what the batch before is about to
// have written, and is committed only when that one has been.

// sealing is a batch on its way to the sealer.
type sealing struct {
	batch   []*request
	answers []answer
	next    *snapshot      // nil where err is not
	commit  *pendingCommit // its commit; nil where it writes nothing
	err     error          // of the whole batch
}

// pendingCommit is a commit that is under way.
type pendingCommit struct {
	writes map[string][]byte // what it writes; nil deletes
	done   chan struct{}     // closed when it is on disk, or has failed and taken the ledger out of service
}

// start runs the sequencer and the sealer.
func (l *keeper) start() {
	decided := make(chan sealing, 1)
	go func() {
		defer close(decided)
		s := &sequencer{ledger: l}
		for {
			first, more := s.wait()
			if !more {
				return
			}
			decided <- s.record(l.gather(first))
		}
	}()
	go func() {
		defer close(l.finished)
		for s := range decided {
			l.seal(s)
		}
	}()
}

// sequencer decides over batches in order.
type sequencer struct {
	ledger *keeper
	before *pendingCommit // of the batch before
	open   store.Writing  // for the next batch, begun before the commit of the last one began; nil for none
}

// wait takes the next request. While nobody waits no transaction is kept open: an erasure may have
// to rewrite the files.
func (s *sequencer) wait() (first *request, more bool) {
	select {
	case first = <-s.ledger.queue:
		return first, true
	default:
	}
	s.drain()
	select {
	case first = <-s.ledger.queue:
	case <-s.ledger.closing:
		select {
		case first = <-s.ledger.queue:
		default:
			return nil, false
		}
	}
	return first, true
}

// drain waits until the commit under way has ended, and keeps nothing open.
func (s *sequencer) drain() {
	if s.open != nil {
		s.open.Discard()
		s.open = nil
	}
	if s.before != nil {
		<-s.before.done
		s.before = nil
	}
}

// commit does with one batch what sequencer and sealer do.
func (l *keeper) commit(batch []*request) {
	s := &sequencer{ledger: l}
	l.seal(s.record(batch))
	s.drain()
}

// gather takes what waits, up to a transaction's worth.
func (l *keeper) gather(first *request) []*request {
	batch, size := append([]*request{first}, first.together...), len(first.candidate.Raw)
	for len(batch) < maxBatch && size < maxBatchBytes {
		select {
		case r := <-l.queue:
			batch, size = append(append(batch, r), r.together...), size+len(r.candidate.Raw)
		default:
			return batch
		}
	}
	return batch
}

// record decides over a batch and lets its commit take off.
func (s *sequencer) record(batch []*request) sealing {
	out := sealing{batch: batch, answers: make([]answer, len(batch))}
	if slices.ContainsFunc(batch, func(r *request) bool { return r.candidate.Kind == signer.KindErasure }) {
		s.drain() // an erasure looks for keys, which it finds only where they have been written
	}
	if out.next, out.commit, out.err = s.write(batch, out.answers); out.err == nil {
		s.ledger.ahead = out.next
	}
	return out
}

func (s *sequencer) write(batch []*request, answers []answer) (*snapshot, *pendingCommit, error) {
	b, err := s.decide(batch, answers)
	if err != nil || len(b.writes) == 0 {
		s.drain()
		if err != nil {
			return nil, nil, err
		}
		return b.next, nil, nil
	}
	full := s.open
	if s.before != nil { // it must have arrived for the next transaction to see it, and for this one to come after it
		<-s.before.done
	}
	if err = s.ledger.failed(); err == nil {
		s.open, err = s.ledger.store.Begin()
	}
	if err != nil {
		full.Discard()
		s.open, s.before = nil, nil
		return nil, nil, err
	}
	s.before = &pendingCommit{b.writes, make(chan struct{})}
	go func(f *pendingCommit) {
		defer close(f.done)
		if err := full.Commit(); err != nil {
			s.ledger.fail(err) // nobody knows how much of it is on disk
		}
	}(s.before)
	return b.next, s.before, nil
}

// decide fills the open transaction with what a batch writes.
func (s *sequencer) decide(batch []*request, answers []answer) (*batchWriter, error) {
	l := s.ledger
	if err := l.failed(); err != nil {
		return nil, err
	}
	if err := store.CheckDisk(l.options.Dir, l.options.Reserve); err != nil {
		return nil, err
	}
	old := l.ahead
	accept := slices.ContainsFunc(batch, func(r *request) bool { return r.acceptClock })
	now, err := l.clock.Read(old.head.Time, accept)
	if err != nil {
		return nil, err
	}
	if s.open == nil {
		if s.open, err = l.store.Begin(); err != nil {
			return nil, err
		}
	}
	b := &batchWriter{
		overlay:  overlay{Txn: s.open, writes: make(map[string][]byte, 5*len(batch))},
		ledger:   l,
		now:      now,
		answers:  answers,
		unsigned: map[signer.Digest]int{},
		campaign: map[string][]byte{},
		next: &snapshot{
			head:    old.head,
			tree:    old.tree.Clone(),
			root:    old.root,
			trust:   old.trust,
			note:    old.note,
			key:     old.key,
			highest: old.highest,
			changed: old.changed,
			erased:  old.erased,
		},
	}
	if s.before != nil {
		b.before = s.before.writes
	}
	apart := 0 // requests from here on that are not recorded, since one of theirs would be refused
	for at, r := range batch {
		if apart > 0 {
			apart--
			continue
		}
		if refused, err := b.rehearse(at, r); err != nil {
			return nil, err
		} else if refused {
			apart = len(r.together)
			continue
		}
		c := r.candidate
		if r.late != nil {
			if c, err = r.late(b.next.head.Size, b.next.trust); err != nil {
				answers[at].err = err
				continue
			}
		}
		if err := b.add(at, c); err != nil {
			return nil, err
		}
	}
	return b, b.finish()
}

// seal waits until a batch is on disk, shows the new size to readers, and answers. Batches pass in
// order: a repetition of what the batch before committed is not answered before that one is sealed.
func (l *keeper) seal(s sealing) {
	switch {
	case s.err != nil:
	case s.commit == nil:
		s.err = l.failed()
	default:
		s.err = l.awaitCommit(s)
	}
	if s.err == nil {
		l.mutex.Lock()
		l.current = s.next
		l.mutex.Unlock()
	}
	for i, r := range s.batch {
		if s.err != nil {
			s.answers[i] = answer{err: s.err}
		}
		r.done <- s.answers[i]
	}
}

// awaitCommit waits for a batch's commit. Where the log grows, the head file is written meanwhile, and
// gets its name when the batch is on disk.
func (l *keeper) awaitCommit(s sealing) error {
	if s.next.head.Size == l.snapshot().head.Size {
		<-s.commit.done
		return l.failed()
	}
	head, err := l.newHead(s.next)
	<-s.commit.done
	if failed := l.failed(); failed != nil {
		if err == nil {
			_ = head.Discard() // or else the next opening does
		}
		return failed
	}
	if err == nil {
		err = head.Replace()
	}
	if err != nil {
		return l.fail(err) // the database is ahead of the head file now: start anew to find out
	}
	return nil
}

// fail takes the ledger out of service: what is on disk is no longer known to be what is in memory.
func (l *keeper) fail(err error) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.fatal == nil {
		l.fatal = err
	}
	return l.fatal
}

// Halt takes the ledger out of service for a reason that its caller found.
func (l *keeper) Halt(why error) { l.fail(why) }

func (l *keeper) failed() error {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.fatal
}
