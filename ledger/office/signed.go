package office

import (
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// Signed is a person as a credential signs them.
func Signed(p roster.Person) signer.Person {
	return signer.Person{Subject: signer.Subject(p.Subject), Name: p.PrintedName(), Unit: p.Unit,
		Position: p.Position, Rank: p.PrintedRank(), NIPLast4: p.NIP.Last4()}
}

// Difference is a field that was signed otherwise than it is to be.
type Difference struct {
	Field    string // name, unit, position, rank, nip
	Old, New string
}

// Differences compares what was signed with what is to be.
func Differences(was, is signer.Person) (all []Difference) {
	for _, d := range []Difference{{"name", was.Name, is.Name}, {"unit", was.Unit, is.Unit},
		{"position", was.Position, is.Position}, {"rank", was.Rank, is.Rank}, {"nip", was.NIPLast4, is.NIPLast4}} {
		if d.Old != d.New {
			all = append(all, d)
		}
	}
	return all
}

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
		if ok && len(Differences(was, Signed(p))) > 0 {
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
