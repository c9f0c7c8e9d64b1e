package share

import (
	"cmp"
	"crypto/rand"
	"errors"
	"net/rpc"
	"slices"
	"sync"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/challenge"
	"ikrar/ledger/internal/sessions"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/session"
	"ikrar/verify/trust"
)

// Automatic is the registrar whose key signs at a server, by nobody's hand. It opens no session:
// who steals it there must not get more than it signs.
const Automatic = "otomatis"

// What is refused to who comes from afar.
var (
	ErrChallenge = errors.New("the challenge is not one of this server, or was answered")
	ErrElsewhere = errors.New("the session is for another address")
	ErrDate      = errors.New("the session's date is too far from this server's clock")
	ErrStranger  = errors.New("the key is no registrar's in force")
	ErrEnded     = errors.New("the session has ended, or never was")
	ErrDismissed = errors.New("the session was ended by somebody")
	ErrCall      = errors.New("the call is not signed by the session's key")
	ErrNumber    = errors.New("the call's number was used for another, or is too old")
	ErrRight     = errors.New("nobody may do that from afar")
)

// Bounds of sessions. All are plenty for an institution.
const (
	idleLife      = time.Hour
	wholeLife     = 12 * time.Hour
	maxVisits     = 128
	maxVisitsEach = 8                // of one registrar
	maxDismissed  = 1024             // sessions that somebody has ended, of which their officers are told
	maxViews      = 512              // of one session, which does 256 things at once
	viewLife      = 30 * time.Second // without any call of the session: an open view keeps the store from tidying up
	kept          = 1024             // answers to the last calls: many are under way at once, and one may be late
)

// Visitor is who has a session.
type Visitor struct {
	ID        session.ID
	Registrar string // as the trust list has the name
	Key       eddsa.PublicKey
	Machine   string
	Since     time.Time
	Seen      time.Time
}

// Visits lets registrars act on a book from afar.
type Visits struct {
	book book.Book
	now  func() time.Time
	more map[string]func(Visitor) any // services beside the book's, by their names

	challenges *challenge.Desk

	mutex     sync.Mutex
	visits    map[session.ID]*visit
	dismissed map[session.ID]time.Time // that somebody has ended
	watch     func(Event)              // never nil
	forgot    time.Time                // when records were last looked through
	writing   sync.WaitGroup           // of records
}

// Receive lets registrars in. more are services beside the book's, each made for a visitor; what
// their methods are, package net/rpc says.
func Receive(b book.Book, now func() time.Time, more map[string]func(Visitor) any) *Visits {
	return &Visits{book: b, now: now, more: more, challenges: challenge.New(),
		visits: map[session.ID]*visit{}, dismissed: map[session.ID]time.Time{}, watch: func(Event) {}}
}

// Challenge gives a nonce, which one session may answer within a minute.
func (v *Visits) Challenge() session.Nonce { return v.challenges.Give(v.now()) }

// Open opens a session. Its errors are those above, and those of package session.
func (v *Visits) Open(raw []byte) (Visitor, error) {
	u, err := session.Parse(raw)
	if err != nil {
		return Visitor{}, err
	}
	state, now := v.book.State(), v.now()
	registrar, ok := inForce(state, u.KeyID())
	if !ok {
		return Visitor{}, ErrStranger
	}
	s, err := u.Open(state.Trust.Origin, registrar.Key)
	switch {
	case err != nil:
		return Visitor{}, err
	case s.Address != state.Trust.URL:
		return Visitor{}, ErrElsewhere
	case now.Sub(time.Unix(s.Date, 0)).Abs() > session.Skew*time.Second:
		return Visitor{}, ErrDate
	case s.Key.Check() != nil:
		return Visitor{}, errors.Join(signer.ErrEncoding, eddsa.ErrKey)
	}
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if !v.challenges.Take(s.Nonce, now) {
		return Visitor{}, ErrChallenge
	}
	v.sweep()
	v.makeRoom(registrar.Key)
	one := &visit{Visitor: Visitor{Registrar: registrar.Name, Key: registrar.Key, Machine: s.Machine, Since: now,
		Seen: now},
		key: s.Key, answers: map[uint64]*answered{}, server: rpc.NewServer(), readers: map[string]Reader{},
		session: &sharing{book: v.book, done: make(chan struct{}), views: map[uint64]openView{}, far: true,
			visits: v}}
	one.session.visit = one
	rand.Read(one.ID[:])
	one.forgetting = time.AfterFunc(viewLife, one.session.closeAll)
	if err := one.server.RegisterName(Service, &Calls{one.session}); err != nil {
		return Visitor{}, err
	}
	for name, service := range v.more {
		s := service(one.Visitor)
		if err := one.server.RegisterName(name, s); err != nil {
			return Visitor{}, err
		}
		one.beside = append(one.beside, s)
		if r, ok := s.(Reader); ok {
			one.readers[name] = r
		}
	}
	v.visits[one.ID] = one
	v.begin(one)
	return one.Visitor, nil
}

// inForce finds the registrar who may sign the next entry.
func inForce(s book.State, id eddsa.KeyID) (trust.Registrar, bool) {
	for _, r := range s.Trust.Registrars {
		if r.Key.ID() == id && r.Holds(s.Head.Size) && r.Name != Automatic {
			return r, true
		}
	}
	return trust.Registrar{}, false
}

// makeRoom ends, where there are too many, the one that was idle the longest: of the same
// registrar, so that nobody ends another's.
func (v *Visits) makeRoom(of eddsa.PublicKey) {
	var own, all []*visit
	for _, one := range v.visits {
		all = append(all, one)
		if one.Key == of {
			own = append(own, one)
		}
	}
	idle := func(a, b *visit) int { return cmp.Compare(a.seen().UnixNano(), b.seen().UnixNano()) }
	switch {
	case len(own) >= maxVisitsEach:
		v.end(slices.MinFunc(own, idle), sessions.Replaced)
	case len(all) >= maxVisits:
		v.end(slices.MinFunc(all, idle), sessions.Replaced)
	}
}

// Call is one call of a session, as it comes: who signs what is said before the body is read.
type Call struct {
	Session   session.ID
	Number    uint64
	Body      signer.Digest // SHA-256 of the body
	Signature eddsa.Signature
}

// Admit says whether a call may be made, before its body is read: its session is open, of a
// registrar still in force, and its key has signed it.
func (v *Visits) Admit(c Call) error {
	_, err := v.admit(c)
	return err
}

func (v *Visits) admit(c Call) (*visit, error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	one, ok := v.visits[c.Session]
	if _, dismissed := v.dismissed[c.Session]; dismissed {
		return nil, ErrDismissed
	}
	if !ok {
		return nil, ErrEnded
	}
	state := v.book.State()
	if why := one.whyOver(state, v.now()); why != "" {
		v.end(one, why)
		return nil, ErrEnded
	}
	if one.key.Verify(session.Call(state.Trust.Origin, c.Session, c.Number, c.Body), c.Signature) != nil {
		return nil, ErrCall
	}
	return one, nil
}

// Answer makes a call, and gives what is to be sent. The same call again gets the same answer, and
// is not made again unless it only reads.
func (v *Visits) Answer(c Call, body []byte) ([]byte, error) {
	one, err := v.admit(c)
	if err != nil {
		return nil, err
	}
	if signer.DigestOf(body) != c.Body {
		return nil, ErrCall
	}
	return one.answer(c, body, v.now())
}
