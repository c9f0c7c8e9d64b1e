// Package roles reports who did what of HR's part: who vouched for whose key, who issued, revoked
// and erased. It is read from the signed statements as they are recorded, which an audit checks;
// only the session that an entry came by, where the server remembers one, is the server's word
// (STORE.md section 14).
package roles

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/sessions"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// What somebody did, as Act.What has it.
const (
	Vouched  = "vouched"  // for a person's key
	Opened   = "opened"   // a campaign, or changed its end
	Issued   = "issued"   // a certificate
	Revoked  = "revoked"  // a key, a pledge or a certificate
	Erased   = "erased"   // personal data
	Unstated = "unstated" // the statement is erased, and with it who signed
)

// Kinds are all of them that have a column in a summary.
var Kinds = []string{Vouched, Opened, Issued, Revoked, Erased}

// Act is one entry of the log that is not a person's own.
type Act struct {
	Index   uint64
	Time    time.Time // in the institution's zone
	What    string
	By      string // the registrar's name in the trust list; "" where the person did, or nobody knows
	Session *Session
	Person  string // of whom the credential speaks; "" for nobody, and where that is erased
	Unit    string
	About   string // the certificate's number, the campaign's title, the reason

	campaigns []string // that it is part of
}

// Session is one that entries came by.
type Session struct {
	Machine   string    `json:"machine"`
	Registrar string    `json:"registrar"` // whose session it was
	Began     time.Time `json:"began"`
	Ended     time.Time `json:"ended,omitzero"` // zero where nobody knows
}

// Sum is what one registrar did by one machine.
type Sum struct {
	By      string         `json:"registrar"`
	Machine string         `json:"machine"` // "" where no session is known
	Did     map[string]int `json:"did"`     // by Kinds
}

// Roles are all acts of a log, in order.
type Roles struct {
	Institution string
	Now         time.Time // in the institution's zone
	Size        uint64    // entries of the ledger
	Acts        []Act
	Sums        []Sum // by registrar and machine
}

// Gather reads them.
func Gather(l *ledger.Ledger, now time.Time) (*Roles, error) {
	list, _ := l.Trust()
	g := gatherer{list: list, zone: now.Location(), known: map[signer.Digest]*subject{},
		keys: map[eddsa.PublicKey]*subject{}}
	r := &Roles{Institution: list.Institution, Now: now, Size: l.Size()}
	if err := g.readSessions(l); err != nil {
		return nil, err
	}
	for index := range r.Size {
		e, err := l.Entry(index)
		if err != nil {
			return nil, err
		}
		raw, err := l.Statement(e.Digest)
		if err != nil && !errors.Is(err, ledger.ErrErased) {
			return nil, err
		}
		if err := g.read(index, e, raw); err != nil {
			return nil, fmt.Errorf("entry %d: %w", index, err)
		}
	}
	for n := range g.acts {
		if of := g.of[n]; of != nil { // campaigns that came later are known now
			g.acts[n].campaigns = of.campaigns
		}
	}
	r.Acts = g.acts
	r.sum()
	return r, nil
}

// Only are the acts of one campaign: its credentials, certificates and revocations. Erasures say
// nothing of campaigns, and are all there.
func (r *Roles) Only(campaign string) *Roles {
	only := *r
	only.Acts = slices.DeleteFunc(slices.Clone(r.Acts), func(a Act) bool {
		return a.What != Erased && !slices.Contains(a.campaigns, campaign)
	})
	only.sum()
	return &only
}

func (r *Roles) sum() {
	sums := map[[2]string]*Sum{}
	for _, a := range r.Acts {
		if a.What == Unstated || a.By == "" {
			continue
		}
		key := [2]string{a.By, a.machine()}
		if sums[key] == nil {
			sums[key] = &Sum{By: a.By, Machine: a.machine(), Did: map[string]int{}}
		}
		sums[key].Did[a.What]++
	}
	r.Sums = nil
	for _, s := range sums {
		r.Sums = append(r.Sums, *s)
	}
	slices.SortFunc(r.Sums, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(a.By, b.By), cmp.Compare(a.Machine,
			b.Machine))
	})
}

// machine is that of the session; who has lent another registrar a session is named with it.
func (a Act) machine() string {
	switch {
	case a.Session == nil:
		return ""
	case a.Session.Registrar != a.By:
		return a.Session.Machine + " (" + a.Session.Registrar + ")"
	}
	return cmp.Or(a.Session.Machine, "?")
}

// gatherer reads one entry after the other.
type gatherer struct {
	list     *trust.List
	zone     *time.Location
	sessions []came // by first entry
	acts     []Act
	of       []*subject // of each act, what it is about; nil for nothing
	known    map[signer.Digest]*subject
	keys     map[eddsa.PublicKey]*subject
}

// subject is whom or what a statement is about, for those that name it by its digest.
type subject struct {
	name, unit string
	campaigns  []string
}

type came struct {
	sessions.Range
	by *Session
}

func (g *gatherer) readSessions(l *ledger.Ledger) error {
	err := l.Drawer(sessions.Drawer).Each(nil, func(_, value []byte) error {
		r, err := sessions.Parse(value)
		if err != nil {
			return err
		}
		by := &Session{Machine: r.Machine, Registrar: r.Registrar, Began: time.Unix(r.Began, 0).In(g.zone)}
		if r.Ended != 0 {
			by.Ended = time.Unix(r.Ended, 0).In(g.zone)
		}
		for _, e := range r.Entries {
			g.sessions = append(g.sessions, came{e, by})
		}
		return nil
	})
	slices.SortFunc(g.sessions, func(a, b came) int { return cmp.Compare(a.Range[0], b.Range[0]) })
	return err
}

// session finds the one that an entry came by.
func (g *gatherer) session(index uint64) *Session {
	at, _ := slices.BinarySearchFunc(g.sessions, index, func(c came, index uint64) int {
		if c.Range[1] < index {
			return -1
		}
		return 1
	})
	if at < len(g.sessions) && g.sessions[at].Range[0] <= index {
		return g.sessions[at].by
	}
	return nil
}

// did adds an act.
func (g *gatherer) did(index uint64, e verify.Entry, what string, by eddsa.KeyID, about string, of *subject) {
	a := Act{Index: index, Time: time.Unix(e.Time, 0).In(g.zone), What: what, Session: g.session(index), About: about}
	if r, ok := g.list.Registrar(by); ok {
		a.By = r.Name
	}
	if of != nil {
		a.Person, a.Unit = of.name, of.unit
	}
	g.acts, g.of = append(g.acts, a), append(g.of, of)
}

func (g *gatherer) read(index uint64, e verify.Entry, raw []byte) error {
	if raw == nil {
		if e.Kind != signer.KindPledge { // a person's own
			g.did(index, e, Unstated, eddsa.KeyID{}, "", nil)
		}
		return nil
	}
	switch e.Kind {
	case signer.KindCredential:
		return read(raw, func(u signer.Unverified[signer.Credential]) {
			is := u.Claims()
			of := &subject{name: is.Name, unit: is.Unit}
			g.known[e.Digest], g.keys[is.Key] = of, of
			g.did(index, e, Vouched, u.KeyID(), "", of)
		})
	case signer.KindPledge:
		return read(raw, func(u signer.Unverified[signer.Pledge]) {
			of := g.known[signer.DigestOf(u.Claims().Credential)]
			if of == nil { // erased since
				of = &subject{}
			}
			if c := u.Claims().Campaign; !slices.Contains(of.campaigns, c) {
				of.campaigns = append(of.campaigns, c)
			}
			one := *of // of this pledge alone
			one.campaigns = []string{u.Claims().Campaign}
			g.known[e.Digest] = &one
		})
	case signer.KindCampaign:
		return read(raw, func(u signer.Unverified[signer.Campaign]) {
			is := u.Claims()
			g.did(index, e, Opened, u.KeyID(), is.Title, &subject{campaigns: []string{is.ID}})
		})
	case signer.KindIssuance:
		return read(raw, func(u signer.Unverified[signer.Issuance]) {
			is := u.Claims()
			of := g.known[is.Pledge]
			g.known[e.Digest] = of
			g.did(index, e, Issued, u.KeyID(), is.Number, of)
		})
	case signer.KindRevocation:
		return read(raw, func(u signer.Unverified[signer.Revocation]) {
			is := u.Claims()
			of := g.known[is.Target]
			if is.What == signer.TargetKey {
				of = g.keys[eddsa.PublicKey(is.Target)]
			}
			g.did(index, e, Revoked, u.KeyID(), is.Reason, of)
		})
	case signer.KindErasure:
		return read(raw, func(u signer.Unverified[signer.Erasure]) {
			g.did(index, e, Erased, u.KeyID(), u.Claims().Reason, nil)
		})
	}
	return nil // trust lists, which the root signs; later kinds
}

func read[C signer.Claims](raw []byte, do func(signer.Unverified[C])) error {
	u, err := signer.Parse[C](raw)
	if err == nil {
		do(u)
	}
	return err
}
