package admission

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

var (
	// ErrShare says that an address holds its share, and nothing of it can give way.
	ErrShare = errors.New("the address holds its share")
	// ErrFull says that all is taken, and nothing of it can give way.
	ErrFull = errors.New("all slots are taken")
)

// shares is into how many parts slots are divided: what one address can hold is one of them.
const shares = 4

// pace is how fast a client must read or write, in bytes a second, not to fall behind one that has
// just come: a 64 KiB body in a minute, on the worst network that anybody signs over.
const pace = 1 << 10

// Slots are so many of something, of which one address holds a quarter at most. Its methods may be
// called by several goroutines at once.
type Slots struct {
	total, share int
	now          func() time.Time
	epoch        time.Time

	mu      sync.Mutex
	taken   int
	by      map[Address][]*Slot
	bounded *Budget[Address] // counts how often a share did not suffice
	gaveWay uint64
}

// NewSlots makes so many. now must be monotonic, as time.Now is.
func NewSlots(total int, now func() time.Time) *Slots {
	return &Slots{total: total, share: max(total/shares, 1), now: now, epoch: now(),
		by: map[Address][]*Slot{}, bounded: NewBudget[Address](0, now)}
}

// Slot is one that is taken. A nil Slot does nothing.
type Slot struct {
	slots *Slots

	// Under slots.mu.
	of   Address
	at   int // in slots.by[of]
	lost bool

	heldUpTo atomic.Int64 // until when a client of the least pace had done as much; ns since epoch
	working  atomic.Int32 // answers that the server itself is busy with

	mu      sync.Mutex
	left    bool
	giveWay func()
}

// Take takes a slot for an address. Where it holds its share, the slowest of its slots is lost;
// where all are taken, the slowest of the address that holds most. giveWay is called, once at most
// and not after Leave, when this slot is the one: it must end what holds it, without waiting. A
// slot without giveWay is never lost.
func (s *Slots) Take(of Address, giveWay func()) (*Slot, error) {
	slot := &Slot{slots: s, giveWay: giveWay}
	slot.heldUpTo.Store(s.clock())
	s.mu.Lock()
	loser, err := s.makeRoom(of)
	if err == nil {
		s.enter(slot, of)
	}
	s.mu.Unlock()
	if loser != nil {
		loser.end()
	}
	if err != nil {
		return nil, err
	}
	return slot, nil
}

// makeRoom finds whose slot is lost to a newcomer of an address; nil where there is room.
func (s *Slots) makeRoom(of Address) (loser *Slot, err error) {
	switch {
	case of.Known() && len(s.by[of]) >= s.share:
		s.bounded.Count(of)
		loser, err = slowest(s.by[of]), ErrShare
	case s.taken >= s.total:
		loser, err = slowest(s.largest()), ErrFull
	default:
		return nil, nil
	}
	if loser == nil {
		return nil, err
	}
	s.remove(loser)
	loser.lost = true
	s.gaveWay++
	return loser, nil
}

// slowest finds whose client is the furthest behind: the longest idle, or the slowest. Those that
// wait for the server are not to blame, and not among them.
func slowest(of []*Slot) (worst *Slot) {
	var least int64
	for _, one := range of {
		if one.giveWay == nil || one.working.Load() > 0 {
			continue
		}
		if held := one.heldUpTo.Load(); worst == nil || held < least {
			worst, least = one, held
		}
	}
	return worst
}

// largest are the slots of the address that holds most.
func (s *Slots) largest() (most []*Slot) {
	for _, one := range s.by {
		if len(one) > len(most) {
			most = one
		}
	}
	return most
}

func (s *Slots) enter(slot *Slot, of Address) {
	slot.of, slot.at = of, len(s.by[of])
	s.by[of] = append(s.by[of], slot)
	s.taken++
}

func (s *Slots) remove(slot *Slot) {
	all := s.by[slot.of]
	last := len(all) - 1
	all[slot.at] = all[last]
	all[slot.at].at = slot.at
	all[last] = nil
	if s.by[slot.of] = all[:last]; last == 0 {
		delete(s.by, slot.of)
	}
	s.taken--
}

func (s *Slots) clock() int64 { return int64(s.now().Sub(s.epoch)) }

// end lets the slot's holder end what holds it.
func (s *Slot) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.left {
		s.giveWay()
	}
}

// Moved says that the client has sent or taken so many bytes.
func (s *Slot) Moved(bytes int) {
	if s == nil || bytes <= 0 {
		return
	}
	now := s.slots.clock()
	if s.heldUpTo.Add(int64(bytes)*int64(time.Second)/pace) > now {
		s.heldUpTo.Store(now) // no credit for what comes later
	}
}

// Work says that the client now waits for the server, and Rest, called as often, that the server
// waits for the client.
func (s *Slot) Work() {
	if s != nil {
		s.working.Add(1)
	}
}

func (s *Slot) Rest() {
	if s != nil {
		s.heldUpTo.Store(s.slots.clock())
		s.working.Add(-1)
	}
}

// Unbind counts the slot for nobody: its address turned out to be that of many.
func (s *Slot) Unbind() {
	if s == nil {
		return
	}
	s.slots.mu.Lock()
	defer s.slots.mu.Unlock()
	if s.lost || !s.of.Known() {
		return
	}
	s.slots.remove(s)
	s.slots.enter(s, Address{})
}

// Leave gives the slot back, and reports whether it was held until now. It may be called again.
func (s *Slot) Leave() (held bool) {
	if s == nil {
		return true
	}
	s.mu.Lock() // giveWay has returned, or is not called
	left := s.left
	s.left = true
	s.mu.Unlock()
	s.slots.mu.Lock()
	defer s.slots.mu.Unlock()
	if !left && !s.lost {
		s.slots.remove(s)
	}
	return !s.lost
}

// State is what can be said of slots without saying of whom.
type State struct {
	Taken   int
	Bounded int    // addresses whose share did not suffice within this minute
	GaveWay uint64 // slots that were lost to a newcomer
}

// State counts.
func (s *Slots) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return State{Taken: s.taken, Bounded: s.bounded.Bounded(), GaveWay: s.gaveWay}
}
