package enrol

import (
	"errors"
	"slices"

	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/verify"
)

// The codes of questions. Programs get them too, so that they do not change.
const (
	QuestionExpired     = "expired"      // it waited past the invitation's end
	QuestionFields      = "fields"       // the credential would say something else than the invitation
	QuestionKeyReplaced = "key-replaced" // another key had asked before, and was withdrawn
	QuestionRegistrar   = "registrar"    // the registrar who invited is not in force
	QuestionAddress     = "address"      // it was made for an address that is not the institution's
	QuestionCredential  = "credential"   // another is in force than when the person was invited, or was meanwhile
)

// Question is a reason for an officer to look at a request before it is approved.
type Question struct {
	Code    string
	Changes []Change        // fields
	Until   int64           // expired: the end, Unix seconds, exclusive
	Key     eddsa.PublicKey // key-replaced: the key before; credential: the key in force, zero for none
	Name    string          // registrar: who invited; address: what the request says
}

// Change is a field that the invitation, which the person has seen, names otherwise than the roster
// does now.
type Change struct {
	Field    string // name, unit, position, rank, nip
	Old, New string
}

func (q Question) same(other Question) bool {
	return q.Code == other.Code && q.Until == other.Until && q.Key == other.Key && q.Name == other.Name &&
		slices.Equal(q.Changes, other.Changes)
}

// questions are those of a request at this moment, by the roster, the ledger and the clock.
func (d *Desk) questions(h held, request invitation.Request, r Request) (all []Question, err error) {
	i := h.invitation
	if d.Now().Unix() >= i.Until {
		all = append(all, Question{Code: QuestionExpired, Until: i.Until})
	}
	if changes := changed(i, r.Person); len(changes) > 0 {
		all = append(all, Question{Code: QuestionFields, Changes: changes})
	}
	before, err := h.withdrawn()
	if err != nil {
		return nil, err
	}
	if key, ok := before.other(r.Key); ok {
		all = append(all, Question{Code: QuestionKeyReplaced, Key: key})
	}
	if !h.registrar.Holds(d.Ledger.Size()) {
		all = append(all, Question{Code: QuestionRegistrar, Name: h.registrar.Name})
	}
	ours, err := inForce(d.Ledger, request.Address, i.IssuedAt)
	if !ours {
		all = append(all, Question{Code: QuestionAddress, Name: request.Address})
	}
	asInvited, bad := d.named(i, r)
	if !asInvited {
		q := Question{Code: QuestionCredential}
		if r.live.Bytes() != nil {
			q.Key = r.live.Claims().Key
		}
		all = append(all, q)
	}
	return all, errors.Join(err, bad)
}

// named says that the credential in force is exactly the one that the invitation may replace, or is
// of the very key that asks. Where there is none, none was recorded since the invitation either:
// what it led to may have been revoked, and the drawer is not believed about that.
func (d *Desk) named(i invitation.Invitation, r Request) (bool, error) {
	if r.live.Bytes() != nil {
		return r.live.Claims().Key == r.Key || i.Replaces != nil && *i.Replaces == r.live.Digest(), nil
	}
	if i.Replaces != nil {
		return false, nil
	}
	entries, err := d.Ledger.History(i.Subject)
	since := slices.ContainsFunc(entries, func(e verify.Entry) bool {
		return e.Kind == signer.KindCredential && e.Time >= i.IssuedAt
	})
	return !since, err
}

// changed are the fields in which a credential by today's roster would differ from an invitation.
func changed(i invitation.Invitation, p roster.Person) []Change {
	return Changes(i.Person, PersonOf(p))
}

// Changes are the fields in which what is said of a person differs.
func Changes(old, now signer.Person) (all []Change) {
	for _, c := range []Change{{"name", old.Name, now.Name}, {"unit", old.Unit, now.Unit},
		{"position", old.Position, now.Position}, {"rank", old.Rank, now.Rank}, {"nip", old.NIPLast4, now.NIPLast4}} {
		if c.Old != c.New {
			all = append(all, c)
		}
	}
	return all
}
