package enrol

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/packet"
)

// Desk is where people are enrolled. Several processes may have one of the same ledger.
type Desk struct {
	Ledger *ledger.Ledger
	Roster *roster.Roster
	Now    func() time.Time

	// Registrar signs what an invitation entitles to at once. Without one a request waits for a
	// registrar's hand.
	Registrar crypto.Signer
}

// ErrUnsignable says that the registrar's key could not sign what was to be said.
var ErrUnsignable = errors.New("the credential could not be signed")

// Credential is a credential in force.
type Credential = signer.Unverified[signer.Credential]

// tries is how often a credential is signed anew because another process enrolled the same person
// in between.
const tries = 3

// Enrol records a credential by the registrar's key, or finds the one in force that says the same.
// For another key than the one in force the caller must say that it is to be replaced; other
// particulars of the same person and key are replaced as they are. Errors are those of
// [ledger.Ledger.Append] and [ErrUnsignable].
func (d *Desk) Enrol(ctx context.Context, registrar crypto.Signer, person roster.Person, key eddsa.PublicKey,
	replace bool) (c Credential, r ledger.Receipt, err error) {
	for range tries {
		c, r, err = d.enrolOnce(ctx, registrar, person, key, replace)
		var rule *ledger.RuleError
		if !errors.As(err, &rule) || rule.Rule != ledger.RuleCredentialReplaces &&
			rule.Rule != ledger.RuleCredentialLive {
			break
		}
	}
	return c, r, err
}

func (d *Desk) enrolOnce(ctx context.Context, registrar crypto.Signer, person roster.Person, key eddsa.PublicKey,
	replace bool) (Credential, ledger.Receipt, error) {
	if d.Now == nil {
		return Credential{}, ledger.Receipt{}, errors.New("enrol: Desk.Now is nil: give a clock, as time.Now")
	}
	claims := claimsOf(person, key, d.Now().Unix())
	live, err := d.Ledger.LiveCredential(claims.Subject)
	if err == nil {
		old := live.Claims()
		if same := old; func() bool { same.IssuedAt, same.Replaces = claims.IssuedAt, nil; return same == claims }() {
			r, err := d.Ledger.Receipt(live.Digest())
			return live, r, err
		}
		if old.Key == claims.Key || replace {
			digest := live.Digest()
			claims.Replaces = &digest
		}
	} else if !errors.Is(err, ledger.ErrNotFound) {
		return Credential{}, ledger.Receipt{}, err
	}
	s, err := signer.Sign(registrar, d.Ledger.Origin(), claims)
	if err != nil {
		return Credential{}, ledger.Receipt{}, fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	r, err := d.Ledger.Append(ctx, s)
	return s.Unverified, r, err
}

// claimsOf is what the registrar vouches for: what of the roster is printed on certificates.
func claimsOf(p roster.Person, key eddsa.PublicKey, now int64) signer.Credential {
	return signer.Credential{IssuedAt: now, Confirmation: signer.Confirmation{Key: key},
		Person: signer.Person{Subject: signer.Subject(p.Subject),
			Name: p.PrintedName(), Unit: p.Unit, Position: p.Position, Rank: p.PrintedRank(), NIPLast4: p.NIP.Last4()}}
}

// Packet puts a person's packet together: the credential, the campaigns that are open or will be,
// the trust list.
func (d *Desk) Packet(c Credential) (packet.Packet, error) {
	_, note := d.Ledger.Trust()
	p := packet.Packet{Credential: c.Bytes(), Trust: note}
	campaigns, err := d.Ledger.Campaigns()
	for _, campaign := range campaigns {
		if d.Now().Unix() < campaign.Claims().Closes {
			p.Campaigns = append(p.Campaigns, campaign.Bytes())
		}
	}
	return p, err
}
