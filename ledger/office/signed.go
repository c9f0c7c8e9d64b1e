package office

import (
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/signer"
)

// outdated counts the certificates to be made that will not say what the roster says by now: the
// pledge was signed before.
func (i *Institution) outdated(issuer *issue.Issuer, r issue.Request) (n int, err error) {
	waiting, err := issuer.Waiting(r)
	for _, index := range waiting {
		was, err := i.signedAt(index)
		if errors.Is(err, ledger.ErrErased) {
			continue
		}
		if err != nil {
			return n, err
		}
		p, ok, err := i.Roster.BySubject(was.Subject)
		if err != nil {
			return n, err
		}
		if ok && len(enrol.Changes(was, enrol.PersonOf(p))) > 0 {
			n++
		}
	}
	return n, err
}

// signedAt is the person of the pledge at an index, as signed.
func (i *Institution) signedAt(index uint64) (p signer.Person, err error) {
	e, err := i.Ledger.Entry(index)
	if err != nil {
		return p, err
	}
	raw, err := i.Ledger.Statement(e.Digest)
	if err != nil {
		return p, err
	}
	u, err := signer.Parse[signer.Pledge](raw)
	return signer.CredentialOf(u).Claims().Person, err
}
