package share

import (
	"bytes"
	"errors"
	"net"
	"net/rpc"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/sessions"
	"ikrar/ledger/internal/store"
	"ikrar/signer/session"
)

// Event is a session that was opened or has ended.
type Event struct {
	Visitor
	Why string // it ended, as package sessions has it; "" of one that was opened
}

// Watch has f told of each session. It must not ask back.
func (v *Visits) Watch(f func(Event)) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.watch = f
}

// Share is [Serve] with the sessions: who connects on this machine may see and end all of them.
func (v *Visits) Share(ln net.Listener) error { return serve(v.book, v, ln) }

// begin makes the record of a session. The mutex is held.
func (v *Visits) begin(one *visit) {
	one.record = sessions.Record{Registrar: one.Registrar, Key: one.Key[:], Machine: one.Machine,
		Began: one.Since.Unix()}
	v.watch(Event{Visitor: one.Visitor})
	v.writing.Go(func() { v.save(one) })
	if now := v.now(); now.Sub(v.forgot) > 24*time.Hour {
		v.forgot = now
		v.writing.Go(func() { v.forget(now) })
	}
}

// end ends a session. The mutex is held.
func (v *Visits) end(one *visit, why string) {
	delete(v.visits, one.ID)
	one.forgetting.Stop()
	one.session.end()
	for _, s := range one.beside {
		if ends, ok := s.(interface{ Ended() }); ok {
			go ends.Ended()
		}
	}
	over := v.now()
	if why == sessions.Idle { // it is noticed later than it was
		over = one.seen()
	}
	one.saving.Lock()
	one.record.Ended, one.record.Why = over.Unix(), why
	if one.later != nil {
		one.later.Stop()
	}
	one.saving.Unlock()
	who := one.Visitor
	who.Seen = one.seen()
	v.watch(Event{who, why})
	v.writing.Go(func() { v.save(one) })
}

// sweep ends what has ended by itself: by the time, or since its registrar is out of force. The
// mutex is held.
func (v *Visits) sweep() {
	state, now := v.book.State(), v.now()
	for _, one := range v.visits {
		if why := one.whyOver(state, now); why != "" {
			v.end(one, why)
		}
	}
	for id, at := range v.dismissed {
		if now.Sub(at) > wholeLife {
			delete(v.dismissed, id)
		}
	}
}

// Sweep ends the sessions that have ended by themselves.
func (v *Visits) Sweep() {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.sweep()
}

// Visitors are those who have a session, in the order in which they came.
func (v *Visits) Visitors() []Visitor {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.sweep()
	var all []Visitor
	for _, one := range v.visits {
		who := one.Visitor
		who.Seen = one.seen()
		all = append(all, who)
	}
	slices.SortFunc(all, func(a, b Visitor) int { return a.Since.Compare(b.Since) })
	return all
}

// End ends a session, and says whether there was one. Its officer is told that it was ended, and
// opens no other without being asked.
func (v *Visits) End(id session.ID) bool {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	one, ok := v.visits[id]
	if ok {
		v.end(one, sessions.Ended)
		for old := range v.dismissed {
			if len(v.dismissed) < maxDismissed {
				break
			}
			delete(v.dismissed, old)
		}
		v.dismissed[id] = v.now()
	}
	return ok
}

// Close ends all of them.
func (v *Visits) Close() {
	v.mutex.Lock()
	for _, one := range v.visits {
		v.end(one, sessions.Stopped)
	}
	v.mutex.Unlock()
	v.writing.Wait()
}

// saveLater is how long entries may have come by a session without being in its record: a server
// that is killed loses no more.
const saveLater = 5 * time.Second

// came remembers which entries came by a session.
func (s *sharing) came(err error, all ...rules.Receipt) {
	if s.visit == nil || err != nil {
		return
	}
	v := s.visit
	v.saving.Lock()
	defer v.saving.Unlock()
	for _, r := range all {
		if !r.Known { // else it came by somebody else, or earlier
			v.record.Came(r.Index)
		}
	}
	if v.record.Ended == 0 && v.later == nil {
		v.later = time.AfterFunc(saveLater, func() { s.visits.save(v) })
	} else if v.record.Ended != 0 { // while this was being recorded
		s.visits.writing.Go(func() { s.visits.save(v) })
	}
}

// save writes a session's record. What cannot be written is written with what comes next.
func (v *Visits) save(one *visit) {
	one.saving.Lock()
	defer one.saving.Unlock()
	one.later = nil
	value, err := one.record.Encode()
	if err == nil {
		v.book.Write([]book.Change{{Key: recordKey(sessions.Key(one.record.Began, one.ID)), Value: value}})
	}
}

func recordKey(k []byte) []byte {
	return store.Key(store.PrefixDrawer, []byte(sessions.Drawer), []byte{0}, k)
}

// forget takes away the records that have served their time.
func (v *Visits) forget(now time.Time) {
	var gone []book.Change
	err := v.book.View(func(t store.Txn) error {
		return t.Each(recordKey(nil), func(k, value []byte) error {
			if r, err := sessions.Parse(value); err == nil && r.Forgotten(now) {
				gone = append(gone, book.Change{Key: bytes.Clone(k), Remove: true})
			}
			return nil
		})
	})
	if err == nil && len(gone) > 0 {
		v.book.Write(gone)
	}
}

// mayWrite refuses keys that are no drawer's, since the log is written by Append alone, and from
// afar those that are the server's own.
func (s *sharing) mayWrite(k []byte) error {
	if len(k) == 0 || k[0] != store.PrefixDrawer {
		return errNoDrawer
	}
	for _, drawer := range ownDrawers {
		if s.far && bytes.HasPrefix(k, store.Key(store.PrefixDrawer, []byte(drawer), []byte{0})) {
			return ErrRight
		}
	}
	return nil
}

// ownDrawers are those that a server keeps itself: the records of sessions, since who has one does
// not say what came by it, and what it knows of its witnesses and copies (packages cosigning,
// publish).
var ownDrawers = []string{sessions.Drawer, "witness", "publish"}

// Connected is a session as it is shown to who has one, or works on the server.
type Connected struct {
	Visitor
	Here bool // it is that of who asks
	Ends bool // who asks may end it
}

type (
	visitorsAnswer = struct{ All []Connected }
	endVisitAnswer = struct {
		Ended bool
		Fault *fault
	}
)

// mayEnd says whether who asks may end a session: on the server any, from afar those of the same
// registrar. So whoever has stolen one officer's key does not keep the others out.
func (s *sharing) mayEnd(who Visitor) bool { return !s.far || who.Key == s.visit.Key }

// Visitors says who has a session.
func (c *Calls) Visitors(_ Nothing, out *visitorsAnswer) error {
	if c.visits == nil {
		return nil
	}
	for _, who := range c.visits.Visitors() {
		out.All = append(out.All, Connected{who, c.visit != nil && who.ID == c.visit.ID, c.mayEnd(who)})
	}
	return nil
}

// EndVisit ends a session.
func (c *Calls) EndVisit(id session.ID, out *endVisitAnswer) error {
	if c.visits == nil {
		return nil
	}
	for _, who := range c.visits.Visitors() {
		if who.ID == id && !c.mayEnd(who) {
			out.Fault = faultOf(ErrRight)
			return nil
		}
	}
	out.Ended = c.visits.End(id)
	return nil
}

// Leave ends the session of who asks.
func (c *Calls) Leave(_ Nothing, _ *Nothing) error {
	if c.visit == nil {
		return nil
	}
	c.visits.mutex.Lock()
	defer c.visits.mutex.Unlock()
	if _, open := c.visits.visits[c.visit.ID]; open {
		c.visits.end(c.visit, sessions.Left)
	}
	return nil
}

// Sessions are who has one with a server, and an end to it: for who asks over the socket or from
// afar.
type Sessions interface {
	Visitors() ([]Connected, error)
	EndVisit(session.ID) (bool, error)
}

// noMethod is how net/rpc begins to say that a service has no such method: the other program is
// older, and nobody has a session there that it could show.
const noMethod = "rpc: can't find method "

// Visitors says who has a session with the process that has the database.
func (c *Client) Visitors() ([]Connected, error) {
	var out visitorsAnswer
	err := c.Call("Visitors", Nothing{}, &out)
	var said rpc.ServerError
	if errors.As(err, &said) && strings.HasPrefix(string(said), noMethod) {
		return nil, nil
	}
	return out.All, err
}

// EndVisit ends a session, and says whether there was one. What a registrar may not is [ErrRight].
func (c *Client) EndVisit(id session.ID) (bool, error) {
	var out endVisitAnswer
	err := errors.Join(c.Call("EndVisit", id, &out), out.Fault.Err())
	return out.Ended, err
}
