package rules

import (
	"cmp"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// A revocation takes out of force what it names, and the live credential that it hits.

func (r Rules) revocation(c Candidate, claims signer.Revocation) error {
	own := claims.What == signer.TargetKey && eddsa.PublicKey(claims.Target) == c.Signer
	if err := r.signed(c, claims.IssuedAt, !own); err != nil {
		return err
	}
	if err := r.Revocable(claims.RevocationBody); err != nil {
		return err
	}
	subject, err := r.takeOutOfForce(claims)
	if err != nil {
		return err
	}
	state := store.RevokedState{From: claims.From, Time: r.Now, Statement: c.Digest}
	if err := r.State.Set(store.RevokedKey(claims.What, claims.Target), store.Pack(state)); err != nil {
		return err
	}
	if err := r.pastRevocation(claims, subject); err != nil {
		return err
	}
	return r.markPledges(claims, subject)
}

var kindOfTarget = map[signer.Target]signer.Kind{
	signer.TargetCredential: signer.KindCredential, signer.TargetPledge: signer.KindPledge,
	signer.TargetIssuance: signer.KindIssuance}

// Revocable refuses a revocation of what is not recorded, was erased, or is revoked already.
func (r Rules) Revocable(b signer.RevocationBody) error {
	if old, err := RevocationOf(r.State, b.What, b.Target); err != nil ||
		old != nil && !old.Superseded && old.From <= b.From {
		return cmp.Or(err, Refuse(RuleTargetRevoked))
	}
	if b.From > r.Index {
		return Refuse(RuleTargetUnrecorded)
	}
	if b.What == signer.TargetKey {
		person, err := Holder(r.State, eddsa.PublicKey(b.Target))
		if err != nil || person == nil {
			return cmp.Or(err, Refuse(RuleTargetUnrecorded))
		}
		return nil
	}
	index, recorded, err := IndexOf(r.State, b.Target)
	if err != nil || !recorded {
		return cmp.Or(err, Refuse(RuleTargetUnrecorded))
	}
	if kind, err := KindAt(r.State, index); err != nil || kind != kindOfTarget[b.What] {
		return cmp.Or(err, Refuse(RuleTargetUnrecorded))
	}
	if erased, err := r.erased(b.Target); err != nil || erased {
		return cmp.Or(err, Refuse(RuleErased))
	}
	return nil
}

// takeOutOfForce ends the live credential that a revocation hits: the person may then be enrolled
// anew, with another key. It returns the person, where a key or a credential is revoked.
func (r Rules) takeOutOfForce(claims signer.Revocation) (subject signer.Subject, err error) {
	if claims.What != signer.TargetKey && claims.What != signer.TargetCredential {
		return subject, nil
	}
	if subject, err = HolderOf(r.State, claims.RevocationBody); err != nil {
		return subject, err
	}
	live, err := r.live(subject)
	if err != nil || live == nil {
		return subject, err
	}
	credential, err := RemainsOf(r.State, live.Credential, signer.KindCredential)
	if err != nil {
		return subject, err
	}
	if live.Credential != claims.Target && credential.Key != eddsa.PublicKey(claims.Target) {
		return subject, nil
	}
	if err := r.past(subject, live.Index, signer.KindCredential); err != nil {
		return subject, err
	}
	return subject, r.State.Remove(store.Key(store.PrefixSubject, subject[:]))
}
