package approvals

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
)

// waiting is a request as a page shows it.
type waiting struct {
	Name, NIP, Last4, Unit string
	Position               string
	Fingerprint            string // of the key, the first of it
	Whole                  string // fingerprint
	Since                  time.Time
	Value                  string // names the request, and everything that was shown of it
	Questions              []question
}

// question is one of them in words: a key of the catalogue with what it says.
type question struct {
	Key         string
	Until       time.Time
	Fingerprint string
	Name        string
	Changes     []enrol.Change
}

// shortFingerprint is how much of a fingerprint a list shows: enough to tell one from another.
const shortFingerprint = 8

func view(r enrol.Request, zone *time.Location) waiting {
	p := r.Person
	w := waiting{Name: p.PrintedName(), NIP: string(p.NIP), Last4: p.NIP.Last4(), Unit: p.Unit, Position: p.Position,
		Whole: keyfile.Fingerprint(r.Key[:]), Since: moment(r.Time, zone), Value: value(r)}
	w.Fingerprint = w.Whole[:shortFingerprint]
	for _, q := range r.Questions {
		one := question{Key: "approvals.question." + q.Code, Until: moment(q.Until-1, zone), Name: q.Name,
			Changes: q.Changes}
		if q.Key != (eddsa.PublicKey{}) {
			one.Fingerprint = keyfile.Fingerprint(q.Key[:])[:shortFingerprint]
		} else if q.Code == enrol.QuestionCredential {
			one.Key += "-gone"
		}
		w.Questions = append(w.Questions, one)
	}
	return w
}

// value names a request by its person and key, with a mark of what was shown of it.
func value(r enrol.Request) string {
	said, _ := json.Marshal([]any{r.Person, r.Time, r.Questions}) // texts and numbers: they always encode
	mark := sha256.Sum256(said)
	return fmt.Sprintf("%s.%x.%x", r.Person.NIP, r.Key, mark[:16])
}

// shown are requests that an officer has seen and chosen.
type shown struct {
	same    []enrol.Request // as they were shown; or gone, which the library tells of
	changed []enrol.Request // not as they were shown
}

// find finds the requests that a page showed. What is none, a page of ours did not send.
func find(i *office.Institution, waiting []enrol.Request, values []string) (s shown, err error) {
	now := map[string]enrol.Request{}
	for _, r := range waiting {
		now[string(r.Person.NIP)] = r
	}
	for _, v := range values {
		nip, rest, _ := strings.Cut(v, ".")
		key, _, _ := strings.Cut(rest, ".")
		r, ok := now[nip]
		switch {
		case ok && value(r) == v:
			s.same = append(s.same, r)
		case ok:
			s.changed = append(s.changed, r)
		default:
			gone, err := goneRequest(i, nip, key)
			if err != nil {
				return s, err
			}
			s.same = append(s.same, gone...)
		}
	}
	return s, nil
}

// goneRequest is a request that waits no longer: none where its person is not in the roster.
func goneRequest(i *office.Institution, nip, key string) ([]enrol.Request, error) {
	number, err := roster.ParseNIP(nip)
	if err != nil {
		return nil, nil
	}
	person, ok, err := i.Roster.Find(number)
	if err != nil || !ok {
		return nil, err
	}
	r := enrol.Request{Person: person}
	if n, err := hex.Decode(r.Key[:], []byte(key[:min(len(key), 2*len(r.Key))])); err != nil || n != len(r.Key) {
		return nil, nil
	}
	return []enrol.Request{r}, nil
}
