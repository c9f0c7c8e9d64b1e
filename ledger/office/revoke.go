package office

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/reasons"
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
	Changes []enrol.Change  // for [Correction]: in what the person would sign by now, beside what is revoked

	institution *Institution
}

// RevokedPledge is a pledge that a revocation takes along.
type RevokedPledge struct {
	Index    uint64
	Name     string
	Campaign string
}

// Correction is the reason for which a pledge is revoked to be signed anew with corrected data.
const Correction = "perbaikan"

// PlanRevocation plans a revocation that counts from an index on, the ledger's size for from now
// on. It refuses a reason that names whom it is about, and what the ledger would; and for
// [Correction] what would be signed anew as it was: [Uncorrected].
func (i *Institution) PlanRevocation(t Target, from uint64, reason string) (*RevocationPlan, error) {
	p := &RevocationPlan{institution: i,
		RevocationBody: signer.RevocationBody{What: t.What, Target: t.Digest, From: from, Reason: reason}}
	names, err := reasons.NamesOf(context.Background(), i.Ledger, i.Roster, p.RevocationBody)
	if err != nil {
		return nil, err
	}
	if bad := reasons.Check(reason, names...); bad != "" {
		return nil, &config.ValueError{Key: "reason", Value: reason, Reason: bad}
	}
	if p.Pledges, err = i.affected(p.RevocationBody); err == nil && strings.EqualFold(reason, Correction) {
		p.Changes, err = i.corrected(p.RevocationBody)
	}
	return p, err
}

// corrected says what has changed since the pledge that is revoked was signed. It refuses where
// nothing has, under the credential in force, or one by the roster where there is none: whoever is
// quick would sign the mistake a second time.
func (i *Institution) corrected(r signer.RevocationBody) ([]enrol.Change, error) {
	if r.What != signer.TargetPledge {
		return nil, nil
	}
	signed, err := reasons.PersonOf(i.Ledger, r.What, r.Target)
	if err != nil {
		return nil, err
	}
	next, known, err := i.nextSigned(signed.Subject)
	if err != nil || !known {
		return nil, err
	}
	changes := enrol.Changes(signed, next)
	if len(changes) == 0 {
		return nil, refuse(Uncorrected, "name", signed.Name)
	}
	return changes, nil
}

// nextSigned is what a person would sign by now.
func (i *Institution) nextSigned(subject signer.Subject) (next signer.Person, known bool, err error) {
	live, err := i.Ledger.LiveCredential(subject)
	if err == nil {
		return live.Claims().Person, true, nil
	}
	if !errors.Is(err, ledger.ErrNotFound) {
		return next, false, err
	}
	person, known, err := i.Roster.BySubject(subject)
	return enrol.PersonOf(person), known, err
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
		signer.Revocation{IssuedAt: i.Now().Unix(), RevocationBody: p.RevocationBody})
}
