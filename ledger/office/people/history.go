package people

import (
	"errors"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// What happened, as Event.What has it.
const (
	KeyGiven          = "key"       // a credential for a key that is new
	DataRenewed       = "data"      // one for the same key, with other particulars
	Signed            = "pledge"    // a pledge
	CertificateIssued = "issuance"  // a certificate
	CertificateAnew   = "reissue"   // one in place of another of the same number
	KeyEnded          = "key-ended" // the revocation of a key, or of its credential
	PledgeEnded       = "pledge-ended"
	CertificateEnded  = "certificate-ended"
	Gone              = "gone" // what was recorded is erased
)

// Event is something that was recorded about a person.
type Event struct {
	What  string
	Index uint64
	Time  time.Time // in the institution's zone

	Key       eddsa.PublicKey // of KeyGiven and DataRenewed
	Unit      string          // as the credential has it
	Registrar string          // who signed it; "" where the person did
	Campaign  string          // of what is about a pledge: its title
	Code      verify.Code     // of the pledge
	Number    string          // of the certificate
	Reason    string          // of a revocation
	Holds     bool            // what was recorded is in force now; of a revocation it has no meaning
}

// History is what was recorded about a person, in order. Who was never enrolled has none.
func History(i *office.Institution, p roster.Person) (events []Event, err error) {
	entries, err := i.Ledger.History(signer.Subject(p.Subject))
	if err != nil {
		return nil, err
	}
	h := historian{i: i, titles: map[string]string{}, codes: map[signer.Digest]Event{}}
	for _, e := range entries {
		event := Event{Index: e.Index, Time: time.Unix(e.Time, 0).In(i.Zone())}
		raw, err := i.Ledger.Statement(e.Digest)
		switch {
		case errors.Is(err, ledger.ErrErased):
			event.What = Gone
		case err == nil:
			err = h.read(&event, e, raw)
		}
		if err != nil && !errors.Is(err, ledger.ErrErased) {
			return nil, err
		}
		events = append(events, event)
	}
	return events, nil
}

// StateOf is how far somebody of a history has come, as [Directory.All] has it.
func StateOf(history []Event) State {
	state, last := Absent, Event{}
	for _, e := range history {
		switch e.What {
		case KeyGiven, DataRenewed:
			if e.Holds {
				state = Enrolled
			} else if state == Absent {
				state = Revoked
			}
		case Signed:
			last = e
		}
	}
	if last.What == "" {
		return state
	}
	certified := func(e Event) bool {
		return e.Code == last.Code && (e.What == CertificateIssued || e.What == CertificateAnew)
	}
	switch {
	case !last.Holds:
		return Revoked
	case slices.ContainsFunc(history, certified):
		return Issued
	}
	return Pledged
}

// historian reads entries one after the other.
type historian struct {
	i      *office.Institution
	titles map[string]string // of campaigns
	codes  map[signer.Digest]Event
	key    eddsa.PublicKey // of the credential before
}

func (h *historian) read(event *Event, e verify.Entry, raw []byte) error {
	switch e.Kind {
	case signer.KindCredential:
		return h.credential(event, e, raw)
	case signer.KindPledge:
		return h.pledge(event, e, raw)
	case signer.KindIssuance:
		return h.issuance(event, e, raw)
	case signer.KindRevocation:
		return h.revocation(event, raw)
	}
	event.What = Gone
	return nil
}

func (h *historian) credential(event *Event, e verify.Entry, raw []byte) error {
	u, err := signer.Parse[signer.Credential](raw)
	if err != nil {
		return err
	}
	is := u.Claims()
	event.What, event.Key, event.Unit, event.Registrar = KeyGiven, is.Key, is.Unit, h.registrar(u.KeyID())
	if is.Key == h.key {
		event.What = DataRenewed
	}
	h.key = is.Key
	live, err := h.i.Ledger.LiveCredential(is.Subject)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	event.Holds = err == nil && live.Digest() == e.Digest
	return err
}

func (h *historian) pledge(event *Event, e verify.Entry, raw []byte) error {
	u, err := signer.Parse[signer.Pledge](raw)
	if err != nil {
		return err
	}
	event.What, event.Code = Signed, verify.CodeOf(raw)
	if event.Campaign, err = h.title(u.Claims().Campaign); err != nil {
		return err
	}
	status, err := h.i.Ledger.Status(e.Index)
	event.Holds = status.State == verify.StateGood
	h.codes[e.Digest] = *event
	return err
}

func (h *historian) issuance(event *Event, e verify.Entry, raw []byte) error {
	u, err := signer.Parse[signer.Issuance](raw)
	if err != nil {
		return err
	}
	is := u.Claims()
	pledge := h.codes[is.Pledge]
	event.What, event.Number, event.Registrar = CertificateIssued, is.Number, h.registrar(u.KeyID())
	event.Campaign, event.Code = pledge.Campaign, pledge.Code
	if is.Predecessor != nil {
		event.What = CertificateAnew
	}
	h.codes[e.Digest] = *event
	inForce, err := h.i.Ledger.IssuanceOf(is.Pledge)
	if err != nil {
		return err
	}
	_, err = h.i.Ledger.RevocationOf(signer.TargetIssuance, e.Digest)
	event.Holds = pledge.Holds && inForce.Digest() == e.Digest && errors.Is(err, ledger.ErrNotFound)
	if errors.Is(err, ledger.ErrNotFound) {
		err = nil
	}
	return err
}

func (h *historian) revocation(event *Event, raw []byte) error {
	u, err := signer.Parse[signer.Revocation](raw)
	if err != nil {
		return err
	}
	is := u.Claims()
	event.Reason, event.Registrar = is.Reason, h.registrar(u.KeyID())
	of := h.codes[is.Target]
	event.Campaign, event.Code, event.Number = of.Campaign, of.Code, of.Number
	event.What = map[signer.Target]string{signer.TargetKey: KeyEnded, signer.TargetCredential: KeyEnded,
		signer.TargetPledge: PledgeEnded, signer.TargetIssuance: CertificateEnded}[is.What]
	return nil
}

// registrar is the name of whoever signed; "" for somebody who is no registrar, as the person.
func (h *historian) registrar(id eddsa.KeyID) string {
	list, _ := h.i.Ledger.Trust()
	r, _ := list.Registrar(id)
	return r.Name
}

// title is a campaign's, as it is now.
func (h *historian) title(id string) (string, error) {
	if title, ok := h.titles[id]; ok {
		return title, nil
	}
	c, err := h.i.Ledger.Campaign(id)
	if err != nil {
		return "", err
	}
	h.titles[id] = c.Claims().Title
	return h.titles[id], nil
}
