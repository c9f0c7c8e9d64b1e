package office

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Target is what a revocation aims at.
type Target struct {
	What   signer.Target
	Digest signer.Digest // of the statement, or the key itself
}

// PersonTarget aims at the credential in force of a person.
func (i *Institution) PersonTarget(p roster.Person) (Target, error) {
	live, err := i.Ledger.LiveCredential(signer.Subject(p.Subject))
	if errors.Is(err, ledger.ErrNotFound) {
		return Target{}, refuse(NotEnrolled, "name", p.PrintedName())
	}
	return Target{signer.TargetCredential, live.Digest()}, err
}

// KeyTarget aims at a key.
func KeyTarget(key eddsa.PublicKey) Target { return Target{signer.TargetKey, signer.Digest(key)} }

// EntryTarget aims at the pledge, credential or issuance that is recorded at an index.
func (i *Institution) EntryTarget(index uint64) (Target, error) {
	e, err := i.Ledger.Entry(index)
	if errors.Is(err, ledger.ErrNotFound) {
		return Target{}, refuse(codeNotRecorded, "what", index)
	}
	if err != nil {
		return Target{}, err
	}
	targets := map[signer.Kind]signer.Target{signer.KindPledge: signer.TargetPledge,
		signer.KindCredential: signer.TargetCredential, signer.KindIssuance: signer.TargetIssuance}
	what, ok := targets[e.Kind]
	if !ok {
		return Target{}, refuse(codeNotRevocable, "index", index)
	}
	return Target{what, e.Digest}, nil
}

// RevocationPlan is a revocation, and what it takes along.
type RevocationPlan struct {
	signer.RevocationBody
	Pledges []RevokedPledge // that will no longer hold

	institution *Institution
}

// RevokedPledge is a pledge that a revocation takes along.
type RevokedPledge struct {
	Index    uint64
	Name     string
	Campaign string
}

// PlanRevocation plans a revocation that counts from an index on, the ledger's size for from now
// on. It refuses a reason that names whom it is about, and what the ledger would.
func (i *Institution) PlanRevocation(t Target, from uint64, reason string) (*RevocationPlan, error) {
	p := &RevocationPlan{institution: i,
		RevocationBody: signer.RevocationBody{What: t.What, Target: t.Digest, From: from, Reason: reason}}
	names, err := i.namesOf(p.RevocationBody)
	if err != nil {
		return nil, err
	}
	if bad := CheckReason(reason, names...); bad != "" {
		return nil, &config.ValueError{Key: "reason", Value: reason, Reason: bad}
	}
	p.Pledges, err = i.affected(p.RevocationBody)
	return p, err
}

// affected names the pledges that a revocation would take along.
func (i *Institution) affected(body signer.RevocationBody) ([]RevokedPledge, error) {
	indexes, err := i.Ledger.Affected(body)
	if err != nil {
		return nil, err
	}
	pledges := []RevokedPledge{}
	for _, index := range indexes {
		e, err := i.Ledger.Entry(index)
		if err != nil {
			return nil, err
		}
		raw, err := i.Ledger.Statement(e.Digest)
		if errors.Is(err, ledger.ErrErased) {
			continue // nobody's any more, and the ledger refuses it
		}
		if err != nil {
			return nil, err
		}
		u, err := signer.Parse[signer.Pledge](raw)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", index, err)
		}
		pledges = append(pledges, RevokedPledge{index, signer.CredentialOf(u).Claims().Name, u.Claims().Campaign})
	}
	return pledges, nil
}

// Revoke records the revocation under a registrar's key. what names the target where it cannot be
// signed. It is [Stale] where it would take other pledges along by now than were planned.
func (p *RevocationPlan) Revoke(ctx context.Context, registrar crypto.Signer, what string) (ledger.Receipt, error) {
	i := p.institution
	now, err := i.affected(p.RevocationBody)
	if err != nil {
		return ledger.Receipt{}, err
	}
	if !slices.Equal(now, p.Pledges) {
		return ledger.Receipt{}, refuse(Stale, "what", what)
	}
	return record(ctx, i.Ledger, what, registrar,
		signer.Revocation{IssuedAt: i.now().Unix(), RevocationBody: p.RevocationBody})
}
