package office

import (
	"context"
	"crypto"
	"errors"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/office/internal/ordered"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/packet"
)

// Desk is where people are enrolled; requests that come over it wait for a registrar's hand unless
// the caller gives one.
func (i *Institution) Desk() *enrol.Desk {
	return &enrol.Desk{Ledger: i.Ledger, Roster: i.Roster, Now: i.opening.Now}
}

// Enrolled is a person whose key was credentialed. Beside an error Person alone is set, where it is
// known.
type Enrolled struct {
	Person  roster.Person
	Receipt ledger.Receipt // Known where the same credential was in force already
	Packet  packet.Packet  // with which the person signs
}

// Enrol credentials a person's key by a registrar's, unless exactly that is in force already.
// Another key of the same person is replaced only where the caller says so. Errors are
// [KeyUnusable], "unsignable", and the ledger's.
func (i *Institution) Enrol(ctx context.Context, registrar crypto.Signer, person roster.Person,
	key eddsa.PublicKey, replace bool) (e Enrolled, err error) {
	e.Person = person
	if key.Check() != nil {
		return e, refuse(KeyUnusable)
	}
	desk := i.Desk()
	credential, receipt, err := desk.Enrol(ctx, registrar, person, key, replace)
	if err != nil {
		return e, unsignable(person, err)
	}
	e.Receipt = receipt
	e.Packet, err = desk.Packet(credential)
	return e, err
}

// Renew credentials the key that a person has enrolled once more, with the data of today's roster,
// unless they are those of the credential in force. Its refusal is [NotEnrolled]; errors are those
// of [Institution.Enrol].
func (i *Institution) Renew(ctx context.Context, registrar crypto.Signer, person roster.Person) (Enrolled, error) {
	live, err := i.Ledger.LiveCredential(signer.Subject(person.Subject))
	if errors.Is(err, ledger.ErrNotFound) {
		return Enrolled{Person: person}, refuse(NotEnrolled, "name", person.PrintedName())
	}
	if err != nil {
		return Enrolled{Person: person}, err
	}
	return i.Enrol(ctx, registrar, person, live.Claims().Key, false)
}

// unsignable names the person whose credential could not be signed.
func unsignable(person roster.Person, err error) error {
	if errors.Is(err, enrol.ErrUnsignable) {
		return refuse(codeUnsignable, "what", person.PrintedName()).because(err)
	}
	return err
}

// Keys are many people's, to be enrolled at once. Its functions are called by several goroutines.
type Keys struct {
	Names []string // of files, or of uploads
	// Read gives the person and the key that a name stands for.
	Read    func(name string) (roster.Person, eddsa.PublicKey, error)
	Replace bool // as [Institution.Enrol] takes it
	// Write keeps the packet, with which the person signs.
	Write func(name string, e Enrolled) error
}

// EnrolAll enrols many, several at once. done is called for each in the order of the names, by one
// goroutine. To do the same again goes on.
func (i *Institution) EnrolAll(ctx context.Context, registrar crypto.Signer, keys Keys,
	done func(name string, e Enrolled, err error)) error {
	if keys.Read == nil || keys.Write == nil {
		return errors.New("office: Keys need Read and Write")
	}
	for n, r := range ordered.Do(ctx, keys.Names, func(name string) (e Enrolled, err error) {
		person, key, err := keys.Read(name)
		if err != nil {
			return e, err
		}
		if e, err = i.Enrol(ctx, registrar, person, key, keys.Replace); err == nil {
			err = keys.Write(name, e)
		}
		return e, err
	}) {
		if errors.Is(r.Err, context.Canceled) {
			return r.Err
		}
		done(keys.Names[n], r.Value, r.Err)
	}
	return nil
}

// Waiting are the requests that wait for a registrar: all of them, or that of one person.
func (i *Institution) Waiting(of *roster.Person) ([]enrol.Request, error) {
	requests, err := i.Desk().Waiting()
	if err != nil || of == nil {
		return requests, err
	}
	for _, r := range requests {
		if r.Person.NIP == of.NIP {
			return []enrol.Request{r}, nil
		}
	}
	return nil, refuse(codeApproveNone, "name", of.PrintedName())
}

// Approve enrols what waits: one, some or all. answered says that an officer has seen the questions
// of each and wants it all the same. done is called for each in their order, by one goroutine, with
// nil or why not: an [*enrol.QuestionError], [Stale] where the request is no longer the one that
// was shown, "unsignable", and the ledger's. What another officer approved sooner is no error: by
// is that officer's name, and else "".
func (i *Institution) Approve(ctx context.Context, registrar crypto.Signer, requests []enrol.Request, answered bool,
	done func(r enrol.Request, by string, err error)) error {
	desk := i.Desk()
	for n, r := range ordered.Do(ctx, requests, func(r enrol.Request) (by string, err error) {
		c, err := desk.Approve(ctx, registrar, r, answered)
		if err == nil {
			return i.otherRegistrar(c, registrar)
		}
		if errors.Is(err, ledger.ErrChanged) {
			err = refuse(Stale, "what", r.Person.PrintedName()).because(err)
		}
		return "", unsignable(r.Person, err)
	}) {
		if errors.Is(r.Err, context.Canceled) {
			return r.Err
		}
		done(requests[n], r.Value, r.Err)
	}
	return nil
}

// otherRegistrar names who signed a credential; "" for this registrar.
func (i *Institution) otherRegistrar(c enrol.Credential, registrar crypto.Signer) (string, error) {
	key, err := eddsa.PublicKeyOf(registrar)
	if err != nil || c.KeyID() == key.ID() {
		return "", err
	}
	list, _ := i.Ledger.Trust()
	by, _ := list.Registrar(c.KeyID()) // the ledger has taken it, so there is one
	return by.Name, nil
}

// Wishes are what people say is wrong about them: all of them, or one person's.
func (i *Institution) Wishes(of *roster.Person) ([]enrol.Wish, error) {
	wishes, err := i.Desk().Wishes()
	if of != nil {
		wishes = slices.DeleteFunc(wishes, func(w enrol.Wish) bool { return w.Person.NIP != of.NIP })
	}
	return wishes, err
}

// SettleWishes takes wishes off the list, which somebody has seen to.
func (i *Institution) SettleWishes(wishes []enrol.Wish) error {
	desk := i.Desk()
	for _, w := range wishes {
		if err := desk.Settle(w); err != nil {
			return err
		}
	}
	return nil
}
