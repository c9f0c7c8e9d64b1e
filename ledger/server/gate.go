package server

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/server/internal/admission"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// gate is what one address can hold of a server. A request passes three kinds of slots, one at a
// time: a body's while it is read, its own while it is worked on, an answer's while that is taken.
// Of the middle one only the server's own work keeps anybody out; in the others the slowest gives
// way.
type gate struct {
	door                                           *admission.Door
	bodies, incoming, requests, answers, sequences *admission.Slots

	refused *admission.Budget[admission.Address]
	known   *admission.Budget[signer.Digest] // the same of those who have shown who they are

	turns *admission.Turns // of sequences

	unnamed, silent sync.Once // have been logged
}

func newGate(now func() time.Time, proxies []netip.Prefix, connections int, size func(int) int) *gate {
	slots := func(total int) *admission.Slots { return admission.NewSlots(size(total), now) }
	return &gate{
		door:   &admission.Door{Proxies: proxies, Slots: slots(connections)},
		bodies: slots(maxBodies), incoming: slots(maxIncoming), requests: slots(maxRequests),
		answers: slots(maxAnswers), sequences: slots(maxSequences), turns: admission.NewTurns(maxTurns),
		refused: admission.NewBudget[admission.Address](maxRefused, now),
		known:   admission.NewBudget[signer.Digest](maxRefusedKnown, now),
	}
}

// NewDoor is for the one listener of a process: as many connections as there is room for, a quarter
// of them from one address.
func NewDoor(now func() time.Time) *admission.Door {
	return &admission.Door{Slots: admission.NewSlots(max(FindRoom().Connections, MinConnections), now)}
}

// ParseProxy reads a network of [Options.Proxies] in CIDR notation, or one address.
func ParseProxy(text string) (netip.Prefix, error) { return admission.ParseProxy(text) }

// ErrWide is ParseProxy's where a network has more than proxies in it.
var ErrWide = admission.ErrWide

// Door is what the connections of the server's own listener pass.
func (s *Server) Door() *admission.Door { return s.gate.door }

// SideDoor is for a listener beside it, whose connections are of the same slots.
func (s *Server) SideDoor() *admission.Door {
	return &admission.Door{Slots: s.gate.door.Slots, Cut: s.gate.door.Cut}
}

type connectionKey struct{}

// withConnection lets a handler find the connection that its request came over.
func withConnection(ctx context.Context, c net.Conn) context.Context {
	if secure, ok := c.(*tls.Conn); ok {
		c = secure.NetConn()
	}
	return context.WithValue(ctx, connectionKey{}, c)
}

// connectionOf is nil where a request came over no connection of [Serve].
func connectionOf(r *http.Request) *admission.Conn {
	c, _ := r.Context().Value(connectionKey{}).(*admission.Conn)
	return c
}

// client finds by which address a request is bounded.
func (s *Server) client(r *http.Request) admission.Address {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return admission.Address{}
	}
	of, trouble := s.gate.door.Proxies.Client(peer.Addr(), r.Header["X-Forwarded-For"])
	switch trouble {
	case admission.Unnamed:
		connectionOf(r).Slot().Unbind()
		s.gate.unnamed.Do(func() {
			s.options.Log.Warn("a proxy on this machine sends X-Forwarded-For and is not named by --trusted-proxy: " +
				"its clients are not bounded by address")
		})
	case admission.Silent:
		s.gate.silent.Do(func() {
			s.options.Log.Warn("a proxy named by --trusted-proxy sends no X-Forwarded-For that can be read: " +
				"its clients are bounded together, as one address")
		})
	}
	return of
}

// crowded is the answer to who gets no slot: because of its own address, or because of all.
func crowded(err error) error {
	if errors.Is(err, admission.ErrShare) {
		return fail("too-many")
	}
	return fail("busy")
}

// known is a refusal of what an enrolled key has signed, or of a request with an invitation that
// there is. Those count apart, by who that is: whoever shares an address with an attacker is told
// what is wrong.
type known struct {
	error
	who signer.Digest
}

func (k *known) Unwrap() error { return k.error }

// enrolledBy is an error of recording a pledge. Where a rule refused it behind its credential, an
// enrolled key has signed it.
func enrolledBy(pledge []byte, err error) error {
	var rule *ledger.RuleError
	if !errors.As(err, &rule) || rule.Rule == ledger.RuleTimeAhead || rule.Rule == ledger.RuleCredentialUnrecorded {
		return err
	}
	u, bad := signer.Parse[signer.Pledge](pledge)
	if bad != nil {
		return err
	}
	return &known{err, ofKey(signer.CredentialOf(u).Claims().Key)}
}

// signedBy is an error about what a key has signed, which counts for that key where it was enrolled
// at any time.
func (s *Server) signedBy(key eddsa.PublicKey, err error) error {
	if _, unknown := s.options.Ledger.About(key); unknown != nil {
		return err
	}
	return &known{err, ofKey(key)}
}

// ofKey is by what refusals of a key are counted.
func ofKey(key eddsa.PublicKey) signer.Digest { return signer.DigestOf(key[:]) }

// counts reports whether an error is a refusal that counts. What is merely not there does not:
// nothing secret is guessed by asking for it, and watching over many keys, or a browser that looks
// for an icon, is no attack. Nor does being told to come again count.
func counts(r *http.Request, route route, err error) bool {
	if status := outcomeOf(err).status; status < 400 || status >= 500 {
		return false
	}
	var f *failure
	if !errors.As(err, &f) {
		return true
	}
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	missing := f.code == "not-found" || f.code == "gone" || f.code == "moved"
	waits := f.code == "too-many" || f.code == "not-issued" || f.code == "session-ended" // and does as it was told
	return !waits && (!reads || !missing || route.secret)
}

// counted counts a refusal, and takes its place where an address, or who is known, was refused too
// often.
func (s *Server) counted(r *http.Request, route route, of admission.Address, err error) error {
	if !counts(r, route, err) {
		return err
	}
	var who *known
	var wait time.Duration
	switch {
	case errors.As(err, &who):
		wait = s.gate.known.Count(who.who)
	case of.Known():
		wait = s.gate.refused.Count(of)
	}
	if wait > 0 {
		return tooMany(wait)
	}
	return err
}

// tooMany asks to be left alone for so long.
func tooMany(wait time.Duration) error {
	f := fail("too-many")
	f.retry = int(wait/time.Second) + 1
	return f
}

// enrolled reports whether a pledge is signed by the key of a credential in force.
func (s *Server) enrolled(pledge []byte) bool {
	u, err := signer.Parse[signer.Pledge](pledge)
	if err != nil {
		return false
	}
	credential := signer.CredentialOf(u)
	if _, err := u.Open(s.options.Ledger.Origin(), credential.Claims().Key); err != nil {
		return false
	}
	live, err := s.options.Ledger.LiveCredential(credential.Claims().Subject)
	return err == nil && live.Digest() == credential.Digest()
}
