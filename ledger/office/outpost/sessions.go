package outpost

import (
	"crypto/ed25519"
	"encoding/hex"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/signer/keyfile"
)

// Session is a registrar's session with the server, as it is shown.
type Session struct{ share.Connected }

// Short is the beginning of a session's number, by which people name it.
func (s Session) Short() string { return hex.EncodeToString(s.ID[:4]) }

// Fingerprint is that of the registrar's key.
func (s Session) Fingerprint() string { return keyfile.Fingerprint(ed25519.PublicKey(s.Key[:])) }

// Sessions are those that are open, in the order in which they began. served says whether there is
// a server to have any with: not where this process has the ledger itself.
func Sessions(i *office.Institution) (all []Session, served bool, err error) {
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
