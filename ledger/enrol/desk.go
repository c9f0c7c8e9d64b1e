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

	// Registrar signs what an invitation entitles to at once, where nothing about it is a
	// [Question]. Without one a request waits for a registrar's hand.
	Registrar crypto.Signer
}

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
	if d.Now == nil {
		return c, r, errors.New("enrol: Desk.Now is nil: give a clock, as time.Now")
	}
	for range tries {
		var live Credential
		if live, err = d.live(signer.Subject(person.Subject)); err != nil {
			return c, r, err
		}
		replaces := live
		if live.Bytes() != nil && live.Claims().Key != key && !replace {
			replaces = Credential{}
		}
		if c, r, err = d.credential(ctx, registrar, person, key, live, replaces); !overtaken(err) {
			break
		}
	}
	return c, r, err
}

// live is the credential in force of a person; the zero value for none.
func (d *Desk) live(subject signer.Subject) (Credential, error) {
	live, err := d.Ledger.LiveCredential(subject)
	if errors.Is(err, ledger.ErrNotFound) {
		return Credential{}, nil
	}
	return live, err
}

// overtaken says that another credential of the person has come in force meanwhile.
func overtaken(err error) bool {
	var rule *ledger.RuleError
	return errors.As(err, &rule) &&
		(rule.Rule == ledger.RuleCredentialReplaces || rule.Rule == ledger.RuleCredentialLive)
}

// credential records a credential that replaces this one (the zero value: none) and no other, or
// finds that the live one says the same.
func (d *Desk) credential(ctx context.Context, registrar crypto.Signer, person roster.Person, key eddsa.PublicKey,
	live, replaces Credential) (Credential, ledger.Receipt, error) {
	claims := claimsOf(person, key, d.Now().Unix())
	if live.Bytes() != nil && says(live, claims) {
		r, err := d.Ledger.Receipt(live.Digest())
		return live, r, err
	}
	if replaces.Bytes() != nil {
		digest := replaces.Digest()
		claims.Replaces = &digest
	}
	s, err := signer.Sign(registrar, d.Ledger.Origin(), claims)
	if err != nil {
		return Credential{}, ledger.Receipt{}, fmt.Errorf("%w: %w", ErrUnsignable, err)
	}
	r, err := d.Ledger.Append(ctx, s)
	return s.Unverified, r, err
}

// says reports whether a credential says the same of the same key, whenever it was signed.
func says(c Credential, claims signer.Credential) bool {
	same := c.Claims()
	same.IssuedAt, same.Replaces = claims.IssuedAt, nil
	claims.Replaces = nil
	return same == claims
}

// PersonOf is what a registrar vouches for: what of the roster is printed on certificates.
func PersonOf(p roster.Person) signer.Person {
	return signer.Person{Subject: signer.Subject(p.Subject), Name: p.PrintedName(), Unit: p.Unit, Position: p.Position,
		Rank: p.PrintedRank(), NIPLast4: p.NIP.Last4()}
}

func claimsOf(p roster.Person, key eddsa.PublicKey, now int64) signer.Credential {
	return signer.Credential{IssuedAt: now, Confirmation: signer.Confirmation{Key: key}, Person: PersonOf(p)}
}

// Packet puts a person's packet together: the credential, the campaigns that are open or will be,
// the trust list.
func (d *Desk) Packet(c Credential) (packet.Packet, error) {
	_, note := d.Ledger.Trust()
	campaigns, err := d.campaigns()
	return packet.Packet{Credential: c.Bytes(), Trust: note, Campaigns: campaigns}, err
}

// campaigns are those that are open or will be.
func (d *Desk) campaigns() (all [][]byte, err error) {
	campaigns, err := d.Ledger.Campaigns()
	for _, campaign := range campaigns {
		if d.Now().Unix() < campaign.Claims().Closes {
			all = append(all, campaign.Bytes())
		}
	}
	return all, err
}
