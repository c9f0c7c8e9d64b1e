package rootact

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// Why what was brought back is refused.
const (
	AnswerForeign office.Code = "root-answer-foreign" // not a list signed by the root in force
	AnswerOlder   office.Code = "root-answer-older"   // serial, have
	AnswerUnasked office.Code = "root-answer-unasked" // serial: it is not what a request of this home asks for
	AnswerTaken   office.Code = "root-answer-taken"   // serial: it is in force
)

// drawer is the drawer of what the root was asked, and of who had it act (STORE.md section 12):
//
//	"r" + digest of the request   JSON {by, at, request}
//	"d" + serial (8)              JSON {by, at}
const drawer = "root"

// said is a value of the drawer.
type said struct {
	By      string `json:"by,omitempty"`
	At      int64  `json:"at"`
	Request []byte `json:"request,omitempty"`
}

// change is one of the drawer; a nil Value deletes.
type change = struct{ Key, Value []byte }

func write(i *office.Institution, changes ...change) error {
	return i.Ledger.Drawer(drawer).Write(changes)
}

// Asked is a request that waits for its answer.
type Asked struct {
	*trust.Request
	By string // the officer who made it; "" where nobody says
	At time.Time
}

// Name is the file that the request is carried in.
func (a Asked) Name() string { return RequestName(a.Request) }

// RequestName is the file that a request is carried in: of the institution's host and the serial.
func RequestName(r *trust.Request) string {
	host, _, _ := strings.Cut(r.Next.Origin, "/")
	return fmt.Sprintf("%s-%d.root-request", strings.ReplaceAll(host, ":", "-"), r.Next.Serial)
}

// Request keeps the plan as a request that waits for its answer. The same change is asked for once
// more by the same bytes.
func (p *Plan) Request(by string) (Asked, error) {
	i := p.institution
	r, err := trust.NewRequest(p.note, *p.Next)
	if err != nil {
		return Asked{}, err
	}
	waiting, err := Waiting(i)
	if err != nil {
		return Asked{}, err
	}
	for _, w := range waiting {
		if sameButTime(w.Request, r) {
			return w, nil
		}
	}
	a := Asked{r, by, i.Now()}
	value, err := json.Marshal(said{by, a.At.Unix(), r.Bytes()})
	if err != nil {
		return Asked{}, err
	}
	return a, write(i, change{requestKey(r), value})
}

func requestKey(r *trust.Request) []byte {
	digest := signer.DigestOf(r.Bytes())
	return append([]byte("r"), digest[:]...)
}

// sameButTime says whether two requests ask for the same, at two moments.
func sameButTime(x, y *trust.Request) bool {
	at := *x.Next
	at.Issued, at.NextUpdate = y.Next.Issued, y.Next.NextUpdate
	return x.InForce.Serial == y.InForce.Serial && len(trust.Changes(&at, y.Next)) == 0
}

// Waiting are the requests that go on from the list in force, the oldest first.
func Waiting(i *office.Institution) (all []Asked, err error) {
	old, _ := i.Ledger.Trust()
	err = i.Ledger.Drawer(drawer).Each([]byte("r"), func(_, value []byte) error {
		var s said
		if err := json.Unmarshal(value, &s); err != nil {
			return fmt.Errorf("a request to the root: %w", err)
		}
		r, err := trust.ParseRequest(s.Request)
		if err != nil {
			return err
		}
		if r.InForce.Serial == old.Serial {
			all = append(all, Asked{r, s.By, time.Unix(s.At, 0).In(i.Zone())})
		}
		return nil
	})
	slices.SortStableFunc(all, func(x, y Asked) int { return x.At.Compare(y.At) })
	return all, err
}

// Withdraw takes a request back: its answer is not taken any more.
func Withdraw(i *office.Institution, a Asked) error {
	return write(i, change{Key: requestKey(a.Request)})
}

// PlanTake plans to put in force what the root signed elsewhere. It must be the answer to a request
// that was made here, by the root in force, and come next.
func PlanTake(i *office.Institution, answer []byte) (*Plan, error) {
	if err := i.SyncTrust(); err != nil {
		return nil, err
	}
	old, note := i.Ledger.Trust()
	answer = bytes.ReplaceAll(answer, []byte("\r\n"), []byte("\n")) // a mail program, an editor
	list, err := old.Renew(answer)
	var older *trust.OlderError
	switch {
	case errors.As(err, &older):
		return nil, refuse(AnswerOlder, "serial", older.Got, "have", older.Have)
	case err != nil:
		refused := refuse(AnswerForeign)
		refused.Err = err
		return nil, refused
	case list == old:
		return nil, refuse(AnswerTaken, "serial", old.Serial)
	}
	waiting, err := Waiting(i)
	if err != nil {
		return nil, err
	}
	for _, w := range waiting {
		if next, err := w.Answer(answer); err == nil {
			p, err := planned(i, old, next, note)
			if err != nil {
				return nil, err
			}
			p.signed = answer
			p.Void, err = voided(i, old, next)
			return p, err
		}
	}
	return nil, refuse(AnswerUnasked, "serial", list.Serial)
}

// Take puts in force what was brought back.
func (p *Plan) Take(ctx context.Context, by string) error {
	if err := p.record(ctx, p.signed, by); err != nil {
		return err
	}
	i := p.institution
	var gone []change
	err := i.Ledger.Drawer(drawer).Each([]byte("r"), func(k, _ []byte) error { // all of them asked for this serial
		gone = append(gone, change{Key: bytes.Clone(k)})
		return nil
	})
	if err != nil {
		return err
	}
	return write(i, gone...)
}

// voided counts the credentials that a registrar signed after the entry with which a list ends him.
func voided(i *office.Institution, old, next *trust.List) (n int, err error) {
	for at, r := range old.Registrars {
		if at >= len(next.Registrars) || r.Last != trust.NoEnd || next.Registrars[at].Last == trust.NoEnd {
			continue
		}
		for index := next.Registrars[at].Last + 1; index < i.Ledger.Size(); index++ {
			e, err := i.Ledger.Entry(index)
			if err != nil {
				return n, err
			}
			if e.Kind != signer.KindCredential {
				continue
			}
			raw, err := i.Ledger.Statement(e.Digest)
			if err != nil {
				return n, err
			}
			if c, err := signer.Parse[signer.Credential](raw); err == nil && c.KeyID() == r.Key.ID() {
				n++
			}
		}
	}
	return n, nil
}

// noteDone remembers who had a list signed, for the other officer who had planned something too. It
// is a courtesy: what counts is the list.
func noteDone(i *office.Institution, serial uint64, by string) error {
	value, err := json.Marshal(said{By: by, At: i.Now().Unix()})
	if err != nil {
		return err
	}
	return write(i, change{doneKey(serial), value})
}

func doneKey(serial uint64) []byte { return binary.BigEndian.AppendUint64([]byte("d"), serial) }

// Done says which officer had the list of a serial signed, and when; by is "" where that is not
// known.
func Done(i *office.Institution, serial uint64) (by string, at time.Time, err error) {
	value, err := i.Ledger.Drawer(drawer).Get(doneKey(serial))
	if err != nil || value == nil {
		return "", time.Time{}, err
	}
	var s said
	if err := json.Unmarshal(value, &s); err != nil {
		return "", time.Time{}, err
	}
	return s.By, time.Unix(s.At, 0).In(i.Zone()), nil
}
