package reasons

import (
	"context"
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Names are all names that a person ever had, for [Check]: the roster's, and those of what the
// ledger still holds. After a correction the former name is in credentials and pledges.
func Names(ctx context.Context, l *ledger.Ledger, r *roster.Roster, subject signer.Subject) ([]string, error) {
	held, err := l.Personal(ctx, subject)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, h := range held {
		what := signer.TargetCredential
		if h.Kind == signer.KindPledge {
			what = signer.TargetPledge
		}
		person, err := PersonOf(l, what, h.Digest)
		if errors.Is(err, ledger.ErrErased) { // since it was looked for
			continue
		}
		if err != nil {
			return nil, err
		}
		names = append(names, person.Name)
	}
	p, ok, err := r.BySubject(subject)
	if ok {
		names = append(names, p.Name)
	}
	return names, err
}

// NamesOf are the names of whoever a revocation is about. What was erased or was never recorded has
// none.
func NamesOf(ctx context.Context, l *ledger.Ledger, r *roster.Roster, body signer.RevocationBody) (names []string,
	err error) {
	what, held := body.What, []signer.Digest{body.Target}
	if what == signer.TargetKey {
		entries, err := l.About(eddsa.PublicKey(body.Target))
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return nil, err
		}
		what, held = signer.TargetCredential, nil
		for _, e := range entries {
			if e.Kind == signer.KindCredential {
				held = append(held, e.Digest)
			}
		}
	}
	for _, d := range held {
		person, err := PersonOf(l, what, d)
		if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrErased) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all, err := Names(ctx, l, r, person.Subject)
		if err != nil {
			return nil, err
		}
		names = append(append(names, person.Name), all...)
	}
	return names, nil
}

// PersonOf reads the person in a credential, or in that of a pledge, or of an issuance's pledge.
func PersonOf(l *ledger.Ledger, what signer.Target, d signer.Digest) (signer.Person, error) {
	raw, err := l.Statement(d)
	if err == nil && what == signer.TargetIssuance {
		var issued signer.Unverified[signer.Issuance]
		if issued, err = signer.Parse[signer.Issuance](raw); err == nil {
			raw, err = l.Statement(issued.Claims().Pledge)
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
