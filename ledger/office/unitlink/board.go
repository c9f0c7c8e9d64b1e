package unitlink

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

const (
	// fresh is how old an answer may be. So it costs no more to be asked by forty desks than by
	// one.
	fresh = 3 * time.Second
	// lasting is how long figures last of which neither roster nor log has changed: an invitation
	// or a leave that ends is in neither.
	lasting = time.Minute
)

// ErrUnknown says that there is no link with a token.
var ErrUnknown = errors.New("there is no link with this token")

// OverError is a link that opens nothing any more.
type OverError struct {
	State State         // Ended or Revoked
	Since int64         // Unix seconds
	Of    signer.Digest // which link: the SHA-256 of its token
}

func (e *OverError) Error() string { return "the link is " + string(e.State) }

// View is what a link shows (HTTP.md section 1).
type View struct {
	Institution string     `json:"institution"`
	Timezone    string     `json:"timezone"`
	Unit        string     `json:"unit"`
	People      int        `json:"people"` // of the unit in the roster, whether waited for or not
	Until       int64      `json:"until"`
	Time        int64      `json:"time"` // of the figures
	Address     string     `json:"address"`
	Campaigns   []Campaign `json:"campaigns"` // that are open, the one that ends first before others
	Next        *Next      `json:"next,omitempty"`
}

// Campaign is how far a unit is in one.
type Campaign struct {
	Title     string            `json:"title"`
	Closes    int64             `json:"closes"` // exclusive
	People    int               `json:"people"`
	Invited   int               `json:"invited"` // have signed, or can: with a key, a request or a slip
	Signed    int               `json:"signed"`
	Certified int               `json:"certified"`
	Missing   []string          `json:"missing"` // names
	Message   map[string]string `json:"message"` // to the unit's group, by language; "" where nobody is missing
}

// Next is the campaign that opens next, where none is open.
type Next struct {
	Title string `json:"title"`
	Opens int64  `json:"opens"`
}

// Board answers whoever holds a link. It may be asked by several goroutines.
type Board struct {
	institution *office.Institution
	view        *standing.View
	now         func() time.Time

	mutex sync.Mutex
	drawn drawn
	used  map[signer.Digest]string // the day that was noted last
}

// drawn is all units at one moment.
type drawn struct {
	asked, at time.Time // when it was looked whether it has changed; when it was drawn
	now       *standing.Now
	people    map[string]int // by unit, in lower case
	campaigns []campaign
	next      *Next
}

// campaign is an open one, by unit.
type campaign struct {
	units   map[string]*report.Report
	names   []string // of units
	invited map[string]int
}

// NewBoard makes one of an institution, which draws from a view of it.
func NewBoard(i *office.Institution, view *standing.View, now func() time.Time) *Board {
	return &Board{institution: i, view: view, now: now, used: map[signer.Digest]string{}}
}

// Look is what the holder of a token sees. Errors are ErrUnknown and *OverError.
func (b *Board) Look(typed string) (*View, error) {
	t, ok := ParseToken(typed)
	if !ok {
		return nil, ErrUnknown
	}
	l, ok, err := find(b.institution, t)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrUnknown
	}
	now := b.now()
	switch state := l.State(now); state {
	case Revoked:
		return nil, &OverError{state, l.Revoked, l.digest}
	case Ended:
		return nil, &OverError{state, l.Until, l.digest}
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if err := b.draw(now); err != nil {
		return nil, err
	}
	b.note(l, now)
	return b.show(l), nil
}

// note keeps on which day a link was used. A day that cannot be kept costs nobody the answer.
func (b *Board) note(l Link, now time.Time) {
	day := now.In(b.institution.Zone()).Format(time.DateOnly)
	if b.used[l.digest] == day || b.institution.Ledger.ReadOnly() {
		return
	}
	b.used[l.digest] = day
	_ = drawer(b.institution).Write([]struct{ Key, Value []byte }{
		{key(rowUsed, l.digest), strconv.AppendInt(nil, now.Unix(), 10)}})
}

// show is what one link shows of what is drawn.
func (b *Board) show(l Link) *View {
	facts := b.institution.Facts()
	v := &View{Institution: facts.Name, Timezone: facts.Timezone, Unit: l.Unit,
		People: b.drawn.people[strings.ToLower(l.Unit)], Until: l.Until, Time: b.drawn.at.Unix(),
		Address: facts.URL + "/tanda", Campaigns: []Campaign{}, Next: b.drawn.next}
	for _, c := range b.drawn.campaigns {
		unit := c.spelt(l.Unit)
		r := c.units[unit]
		if r == nil {
			continue // nobody of the roster is of it any more
		}
		one := Campaign{Title: r.Campaign.Title, Closes: r.Campaign.Closes, People: r.Total.People,
			Invited: c.invited[unit], Signed: r.Total.Pledged, Certified: r.Total.Issued, Missing: []string{},
			Message: map[string]string{}}
		for _, p := range r.Missing() {
			one.Missing = append(one.Missing, p.Name)
		}
		for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
			one.Message[string(lang)] = r.GroupMessage(lang, unit, facts.URL)
		}
		v.Campaigns = append(v.Campaigns, one)
	}
	return v
}

// spelt is a unit as today's roster spells it.
func (c campaign) spelt(unit string) string {
	if c.units[unit] == nil {
		for _, name := range c.names {
			if strings.EqualFold(name, unit) {
				return name
			}
		}
	}
	return unit
}

// draw draws all units anew, where that is due. The mutex is held.
func (b *Board) draw(now time.Time) error {
	was := b.drawn
	if was.now != nil && since(now, was.asked) < fresh {
		return nil
	}
	everybody, err := b.view.Now(b.institution)
	if err != nil {
		return err
	}
	if was.now != nil && everybody.Roster == was.now.Roster && everybody.Last == was.now.Last &&
		since(now, was.at) < lasting {
		b.drawn.asked = now
		return nil
	}
	next, err := b.drawAll(everybody, now)
	if err == nil {
		b.drawn = next
	}
	return err
}

// since is how long ago a time was; long, where the clock was put back.
func since(now, then time.Time) time.Duration {
	if now.Before(then) {
		return lasting
	}
	return now.Sub(then)
}

func (b *Board) drawAll(everybody *standing.Now, now time.Time) (d drawn, err error) {
	d = drawn{asked: now, at: now, now: everybody, people: map[string]int{}}
	for _, p := range everybody.People {
		d.people[strings.ToLower(p.Unit)]++
	}
	campaigns, err := b.institution.Ledger.Campaigns()
	if err != nil {
		return d, err
	}
	slices.SortFunc(campaigns, func(x, y signer.Unverified[signer.Campaign]) int {
		return cmp.Compare(x.Claims().Closes, y.Claims().Closes)
	})
	var reach map[roster.NIP]bool
	for _, c := range campaigns {
		claims := c.Claims()
		if office.CampaignState(claims, now) != "open" {
			if claims.Opens > now.Unix() && (d.next == nil || claims.Opens < d.next.Opens) {
				d.next = &Next{claims.Title, claims.Opens}
			}
			continue
		}
		if reach == nil {
			if reach, err = b.reach(everybody); err != nil {
				return d, err
			}
		}
		r, err := everybody.Report(b.institution, claims.ID)
		if err != nil {
			return d, err
		}
		d.campaigns = append(d.campaigns, byUnit(r, reach))
	}
	if len(d.campaigns) > 0 {
		d.next = nil
	}
	return d, nil
}

// reach says who can sign: with a key, a request that waits, or an invitation in force.
func (b *Board) reach(everybody *standing.Now) (map[roster.NIP]bool, error) {
	invitees, err := everybody.Invitees(b.institution)
	reach := make(map[roster.NIP]bool, len(invitees))
	for _, one := range invitees {
		switch one.Reach {
		case enrol.ReachInvited, enrol.ReachWaiting, enrol.ReachKey:
			reach[one.Person.NIP] = true
		}
	}
	return reach, err
}

// byUnit takes a report apart. Its people are in the order of its units.
func byUnit(r *report.Report, reach map[roster.NIP]bool) campaign {
	c := campaign{units: map[string]*report.Report{}, invited: map[string]int{}}
	people := r.People
	for _, u := range r.Units {
		one := *r
		one.Units, one.Total, one.People = nil, u, people[:u.People]
		people = people[u.People:]
		if u.Unit == report.Left {
			continue
		}
		c.units[u.Unit], c.names = &one, append(c.names, u.Unit)
		for _, p := range one.People {
			if reach[p.NIP] || p.State == report.Pledged || p.State == report.Issued {
				c.invited[u.Unit]++
			}
		}
	}
	return c
}
