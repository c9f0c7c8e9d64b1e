package share

import (
	"context"
	"crypto/ed25519"
	"errors"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/rules"
)

// ListPatience is how long recording waits for the trust list of another process, which has nothing
// to do but to sign it. A variable for the test.
var ListPatience = 5 * time.Second

var errNoList = errors.New("the trust list that was to appoint a new ledger key did not come")

// appointment is an Appoint of another process: its list comes in a call of its own.
type appointment struct {
	index uint64
	list  chan []byte
	done  chan book.Appended
}

// appoint queues an appointment and returns when its turn has come.
func (s *sharing) appoint(in AppointCall) (index uint64, f *fault) {
	a, turn := &appointment{list: make(chan []byte), done: make(chan book.Appended, 1)}, make(chan uint64, 1)
	go func() {
		r, err := s.book.Appoint(context.Background(), in.Key, func(index uint64) ([]byte, error) {
			turn <- index
			select {
			case list := <-a.list:
				return list, nil
			case <-time.After(ListPatience):
			case <-s.done:
			}
			return nil, errNoList
		}, in.AcceptClock)
		a.done <- book.Appended{Receipt: r, Err: err}
	}()
	select {
	case a.index = <-turn:
		s.mutex.Lock()
		defer s.mutex.Unlock()
		s.appointment = a
		return a.index, nil
	case early := <-a.done:
		return 0, faultOf(early.Err)
	}
}

// appointed hands over the list of the appointment whose turn it is.
func (s *sharing) appointed(in ListCall) (rules.Receipt, error) {
	s.mutex.Lock()
	a := s.appointment
	s.appointment = nil
	s.mutex.Unlock()
	if a == nil || a.index != in.Index {
		return rules.Receipt{}, errNoList
	}
	select {
	case a.list <- in.Note:
		done := <-a.done
		return done.Receipt, done.Err
	case done := <-a.done: // it came too late
		return done.Receipt, done.Err
	}
}

// Appoint asks the process that has the database. Where list fails it gets an empty one, which ends
// the wait.
func (c *Client) Appoint(
	ctx context.Context,
	key ed25519.PrivateKey,
	list func(index uint64) ([]byte, error),
	acceptClock bool,
) (rules.Receipt, error) {
	var turn TurnAnswer
	if err := c.way.ask(ctx, "Appoint", AppointCall{key, acceptClock}, &turn); err != nil {
		return rules.Receipt{}, err
	}
	if err := turn.Fault.Err(); err != nil {
		return rules.Receipt{}, err
	}
	note, failed := list(turn.Index)
	var out AppendAnswer
	err := c.Call("Appointed", ListCall{turn.Index, note}, &out)
	if err = errors.Join(failed, err); err != nil {
		return rules.Receipt{}, err
	}
	return out.Receipt, out.Fault.Err()
}
