package office

import (
	"errors"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// namesOf are the names of whoever a revocation is about, as their credentials and the roster have
// them. What was erased or was never recorded has none.
func (i *Institution) namesOf(body signer.RevocationBody) (names []string, err error) {
	held := []signer.Digest{body.Target}
	if body.What == signer.TargetKey {
		entries, err := i.Ledger.About(eddsa.PublicKey(body.Target))
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return nil, err
		}
		held = nil
		for _, e := range entries {
			if e.Kind == signer.KindCredential {
				held = append(held, e.Digest)
			}
		}
	}
	for _, d := range held {
		person, err := i.personOf(body.What, d)
		if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrErased) {
			continue
		}
		if err != nil {
			return nil, err
		}
		names = append(names, person.Name)
		if p, ok, err := i.Roster.BySubject(person.Subject); err != nil {
			return nil, err
		} else if ok {
			names = append(names, p.Name)
		}
	}
	return names, nil
}

// personOf reads the person in a credential, or in that of a pledge, or of an issuance's pledge.
func (i *Institution) personOf(what signer.Target, d signer.Digest) (signer.Person, error) {
	raw, err := i.Ledger.Statement(d)
	if err == nil && what == signer.TargetIssuance {
		var issued signer.Unverified[signer.Issuance]
		if issued, err = signer.Parse[signer.Issuance](raw); err == nil {
			raw, err = i.Ledger.Statement(issued.Claims().Pledge)
		}
	}
	if err != nil {
		return signer.Person{}, err
	}
	if what == signer.TargetPledge || what == signer.TargetIssuance {
		u, err := signer.Parse[signer.Pledge](raw)
		return signer.CredentialOf(u).Claims().Person, err
	}
	u, err := signer.Parse[signer.Credential](raw)
	return u.Claims().Person, err
}
