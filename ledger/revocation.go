package ledger

import "ikrar/signer"

// A revocation takes out of force what it names, and the live credential that it hits.

func (r rules) revocation(c candidate, claims signer.Revocation) error {
	own := claims.What == signer.TargetKey && signer.PublicKey(claims.Target) == c.signer
	if err := r.signed(c, claims.IssuedAt, !own); err != nil {
		return err
	}
	if old, err := revocationOf(r.state, claims.What, claims.Target); err != nil || old != nil && !old.Superseded && old.From <= claims.From {
		return either(err, refuse(RuleTargetRevoked))
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

// takeOutOfForce refuses a revocation of what is not recorded, and ends the live credential that it hits: the person may
// then be enrolled anew, with another key. It returns the person, where a key or a credential is revoked.
func (r rules) takeOutOfForce(claims signer.Revocation) (subject signer.Subject, err error) {
	if claims.From > r.index {
		return subject, refuse(RuleTargetUnrecorded)
	}
	if claims.What == signer.TargetKey {
		person, err := holder(r.state, signer.PublicKey(claims.Target))
		if err != nil || person == nil {
			return subject, either(err, refuse(RuleTargetUnrecorded))
		}
		subject = *person
	} else {
		index, recorded, err := indexOf(r.state, claims.Target)
		if err != nil || !recorded {
			return subject, either(err, refuse(RuleTargetUnrecorded))
		}
		if kind, err := kindAt(r.state, index); err != nil || kind != kindOfTarget[claims.What] {
			return subject, either(err, refuse(RuleTargetUnrecorded))
		}
		if erased, err := r.erased(claims.Target); err != nil || erased {
			return subject, either(err, refuse(RuleErased))
		}
		if claims.What != signer.TargetCredential {
			return subject, nil
		}
		credential, err := remainsOf(r.state, claims.Target, signer.KindCredential)
		if err != nil {
			return subject, err
		}
		subject = credential.Subject
	}
	live, err := r.live(subject)
	if err != nil || live == nil {
		return subject, err
	}
	credential, err := remainsOf(r.state, live.Credential, signer.KindCredential)
	if err != nil {
		return subject, err
	}
	if live.Credential != claims.Target && credential.Key != signer.PublicKey(claims.Target) {
		return subject, nil
	}
	if err := r.past(subject, live.Index, signer.KindCredential); err != nil {
		return subject, err
	}
	return subject, r.state.remove(key(prefixSubject, subject[:]))
}
