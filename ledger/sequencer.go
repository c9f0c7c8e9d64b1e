package ledger

import (
	"slices"

	"ikrar/signer"
)

// Two goroutines stand behind Append. The sequencer decides over what waits and commits it; the sealer writes the head file
// and answers. So the next batch is decided over while the head file of the one before is being fsynced.

// sealing is a batch on its way from the one to the other.
type sealing struct {
	batch   []*request
	answers []answer
	next    *snapshot // nil where err is not
	err     error     // of the whole batch
}

// start runs both.
func (l *Ledger) start() {
	committed := make(chan sealing, 1)
	go func() {
		defer close(committed)
		for {
			select {
			case first := <-l.queue:
				committed <- l.record(l.gather(first))
			case <-l.closing:
				for len(l.queue) > 0 {
					committed <- l.record(l.gather(<-l.queue))
				}
				return
			}
		}
	}()
	go func() {
		defer close(l.finished)
		for s := range committed {
			l.seal(s)
		}
	}()
}

// commit does with one batch what both do.
func (l *Ledger) commit(batch []*request) { l.seal(l.record(batch)) }

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

// record decides over a batch and writes it in one transaction.
func (l *Ledger) record(batch []*request) sealing {
	s := sealing{batch: batch, answers: make([]answer, len(batch))}
	if s.next, s.err = l.write(batch, s.answers); s.err == nil {
		l.ahead = s.next
	}
	return s
}

func (l *Ledger) write(batch []*request, answers []answer) (*snapshot, error) {
	if err := l.failed(); err != nil {
		return nil, err
	}
	if err := l.options.checkDisk(l.options.Reserve); err != nil {
		return nil, err
	}
	old := l.ahead
	accept := slices.ContainsFunc(batch, func(r *request) bool { return r.acceptClock })
	now, err := l.clock.read(old.head.Time, accept)
	if err != nil {
		return nil, err
	}
	b := &batchWriter{ledger: l, now: now, answers: answers, unsigned: map[signer.Digest]int{}, campaign: map[string][]byte{},
		next: &snapshot{head: old.head, tree: old.tree.clone(), root: old.root, trust: old.trust, note: old.note, changed: old.changed}}
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
	return b.next, err
}

// seal writes the head file, shows the new size to readers, and answers. Batches pass in order: a repetition of what the
// batch before committed is not answered before that one is sealed.
func (l *Ledger) seal(s sealing) {
	if failed := l.failed(); s.err == nil && failed != nil {
		s.err = failed
	}
	if s.err == nil && s.next.head.Size != l.Size() {
		if err := l.writeHead(s.next); err != nil {
			s.err = l.fail(err) // the database is ahead of the head file now: start anew to find out
		}
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

// fail takes the ledger out of service: what is on disk is no longer known to be what is in memory.
func (l *Ledger) fail(err error) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.fatal == nil {
		l.fatal = err
	}
	return l.fatal
}

// Halt takes the ledger out of service for a reason that its caller found: a witness that has seen another history, above
// all. From now on it records, signs and publishes nothing, and answers with the reason.
func (l *Ledger) Halt(why error) { l.fail(why) }

func (l *Ledger) failed() error {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.fatal
}
