package ledger

import (
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// A revocation takes out of force what it names, and the live credential that it hits.

func (r rules) revocation(c candidate, claims signer.Revocation) error {
	own := claims.What == signer.TargetKey && eddsa.PublicKey(claims.Target) == c.signer
	if err := r.signed(c, claims.IssuedAt, !own); err != nil {
		return err
	}
	if err := r.revocable(claims.RevocationBody); err != nil {
		return err
	}
	subject, err := r.takeOutOfForce(claims)
	if err != nil {
		return err
	}
	state := revokedState{From: claims.From, Time: r.now, Statement: c.digest}
	if err := r.state.set(revokedKey(claims.What, claims.Target), pack(state)); err != nil {
		return err
	}
	if err := r.pastRevocation(claims, subject); err != nil {
		return err
	}
	return r.markPledges(claims, subject)
}

var kindOfTarget = map[signer.Target]signer.Kind{
	signer.TargetCredential: signer.KindCredential, signer.TargetPledge: signer.KindPledge, signer.TargetIssuance: signer.KindIssuance}

// revocable refuses a revocation of what is not recorded, was erased, or is revoked already.
func (r rules) revocable(b signer.RevocationBody) error {
	if old, err := revocationOf(r.state, b.What, b.Target); err != nil || old != nil && !old.Superseded && old.From <= b.From {
		return either(err, refuse(RuleTargetRevoked))
	}
	if b.From > r.index {
		return refuse(RuleTargetUnrecorded)
	}
	if b.What == signer.TargetKey {
		person, err := holder(r.state, eddsa.PublicKey(b.Target))
		if err != nil || person == nil {
			return either(err, refuse(RuleTargetUnrecorded))
		}
		return nil
	}
	index, recorded, err := indexOf(r.state, b.Target)
	if err != nil || !recorded {
		return either(err, refuse(RuleTargetUnrecorded))
	}
	if kind, err := kindAt(r.state, index); err != nil || kind != kindOfTarget[b.What] {
		return either(err, refuse(RuleTargetUnrecorded))
	}
	if erased, err := r.erased(b.Target); err != nil || erased {
		return either(err, refuse(RuleErased))
	}
	return nil
}

// takeOutOfForce ends the live credential that a revocation hits: the person may then be enrolled anew, with another key. It
// returns the person, where a key or a credential is revoked.
func (r rules) takeOutOfForce(claims signer.Revocation) (subject signer.Subject, err error) {
	if claims.What != signer.TargetKey && claims.What != signer.TargetCredential {
		return subject, nil
	}
	if subject, err = holderOf(r.state, claims.RevocationBody); err != nil {
		return subject, err
	}
	live, err := r.live(subject)
	if err != nil || live == nil {
		return subject, err
	}
	credential, err := remainsOf(r.state, live.Credential, signer.KindCredential)
	if err != nil {
		return subject, err
	}
	if live.Credential != claims.Target && credential.Key != eddsa.PublicKey(claims.Target) {
		return subject, nil
	}
	if err := r.past(subject, live.Index, signer.KindCredential); err != nil {
		return subject, err
	}
	return subject, r.state.remove(key(prefixSubject, subject[:]))
}
