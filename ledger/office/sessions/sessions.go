// Package sessions is who works at a server from afar, as an office shows it: seen from wherever an
// institution is open, and ended as far as who asks may.
package sessions

import (
	"crypto/ed25519"
	"encoding/hex"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/signer/keyfile"
)

// Session is one that is open.
type Session struct{ share.Connected }

// ErrRight says that a session is another registrar's, which nobody ends from afar.
var ErrRight = share.ErrRight

// Number is the session's, by which programs name it.
func (s Session) Number() string { return hex.EncodeToString(s.ID[:]) }

// Short is the beginning of the number, by which people name it.
func (s Session) Short() string { return s.Number()[:8] }

// Fingerprint is that of the registrar's key.
func (s Session) Fingerprint() string { return keyfile.Fingerprint(ed25519.PublicKey(s.Key[:])) }

// Open are those that are open, in the order in which they began. served says whether there is a
// server to have any with: not where this process has the ledger itself.
func Open(i *office.Institution) (all []Session, served bool, err error) {
	from := i.Ledger.Sessions()
	if from == nil {
		return nil, false, nil
	}
	seen, err := from.Visitors()
	for _, s := range seen {
		all = append(all, Session{s})
	}
	return all, true, err
}

// End ends a session, and says whether there was one still. Its error may be [ErrRight].
func End(i *office.Institution, s Session) (bool, error) {
	from := i.Ledger.Sessions()
	if from == nil {
		return false, nil
	}
	return from.EndVisit(s.ID)
}
