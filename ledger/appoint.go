package ledger

import (
	"context"
	"crypto/ed25519"
	"errors"
	"time"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// Appoint records a trust list that puts a new ledger key in force from its own entry on, and signs with that key from there.
// Others may record until the last moment, and what they recorded must stay in the range of the old key: so list is asked for
// the note when its index is settled, and recording waits for it.
func (l *Ledger) Appoint(ctx context.Context, key ed25519.PrivateKey, list func(index uint64) ([]byte, error)) (Receipt, error) {
	if l.host != nil {
		return l.host.appoint(ctx, key, list, l.options.AcceptClock)
	}
	return l.appoint(ctx, key, list, l.options.AcceptClock)
}

func (l *Ledger) appoint(ctx context.Context, key ed25519.PrivateKey, list func(index uint64) ([]byte, error), acceptClock bool) (Receipt, error) {
	if !l.options.records() {
		return Receipt{}, ErrReadOnly
	}
	if len(key) != ed25519.PrivateKeySize || !key.Equal(ed25519.NewKeyFromSeed(key.Seed())) {
		return Receipt{}, eddsa.ErrKey
	}
	late := func(index uint64, inForce *verify.Trust) (c candidate, err error) {
		note, err := list(index)
		if err == nil {
			c, err = prepare(signer.KindTrust, note, l.origin, inForce, l.options.Root)
		}
		c.key = key
		return c, err
	}
	return l.ask(ctx, &request{late: late, acceptClock: acceptClock, done: make(chan answer, 1)})
}

// listPatience is how long recording waits for the trust list of another process, which has nothing to do but to sign it. A
// variable for the test.
var listPatience = 5 * time.Second

var errNoList = errors.New("the trust list that was to appoint a new ledger key did not come")

// appointment is an Appoint of another process: its list comes in a call of its own.
type appointment struct {
	index uint64
	list  chan []byte
	done  chan answer
}

// appoint queues an appointment and returns when its turn has come.
func (s *session) appoint(in appointCall) (index uint64, f *fault) {
	a, turn := &appointment{list: make(chan []byte), done: make(chan answer, 1)}, make(chan uint64, 1)
	go func() {
		r, err := s.ledger.appoint(context.Background(), in.Key, func(index uint64) ([]byte, error) {
			turn <- index
			select {
			case list := <-a.list:
				return list, nil
			case <-time.After(listPatience):
			case <-s.done:
			}
			return nil, errNoList
		}, in.AcceptClock)
		a.done <- answer{r, err}
	}()
	select {
	case a.index = <-turn:
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.appointment = a
		return a.index, nil
	case early := <-a.done:
		return 0, faultOf(early.err)
	}
}

// appointed hands over the list of the appointment whose turn it is.
func (s *session) appointed(in listCall) (Receipt, error) {
	s.mutex.Lock()
	a := s.appointment
	s.appointment = nil
	s.mutex.Unlock()
	if a == nil || a.index != in.Index {
		return Receipt{}, errNoList
	}
	select {
	case a.list <- in.Note:
		done := <-a.done
		return done.receipt, done.err
	case done := <-a.done: // it came too late
		return done.receipt, done.err
	}
}

// appoint asks the process that has the database. Where list fails it gets an empty one, which ends the wait.
func (c *client) appoint(ctx context.Context, key ed25519.PrivateKey, list func(index uint64) ([]byte, error), acceptClock bool) (Receipt, error) {
	var turn turnAnswer
	if err := c.patient(ctx, "Appoint", appointCall{key, acceptClock}, &turn); err != nil {
		return Receipt{}, err
	}
	if err := turn.Fault.err(); err != nil {
		return Receipt{}, err
	}
	note, failed := list(turn.Index)
	var out appendAnswer
	err := c.call("Appointed", listCall{turn.Index, note}, &out)
	if err = errors.Join(failed, err); err != nil {
		return Receipt{}, err
	}
	return out.Receipt, out.Fault.err()
}
