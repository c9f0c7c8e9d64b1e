package trust

import (
	"crypto"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ikrar/signer"
)

const requestHeader = "ikrar/root-request/v1"

var (
	// ErrRequest says that bytes are no request, or one whose parts do not belong together.
	ErrRequest = errors.New("not a request to the root")
	// ErrAnswer says that what the root signed is not what it was asked to sign.
	ErrAnswer = errors.New("the root signed another list than the request asks for")
)

// Request asks a root, whose key lies elsewhere, to sign the list that comes after the one in
// force. It is a text that people read and carry, with exactly one spelling:
//
//	ikrar/root-request/v1
//	- serial 3
//	+ serial 4
//	+ registrar 977 - 3q2+7w... Bidang Data
//
//	ikrar/trust/v1
//	... the list that is to be signed ...
//
//	ikrar/trust/v1
//	... the list in force ...
//
//	— ikrar.contoh.example/buku/root bRP2HV...
//
// What its head says is what differs between the two lists: a request of which that is not so is
// none. PROOF.md section 3 describes it.
type Request struct {
	InForce *List
	Next    *List // by the same root, of the next serial

	note []byte // the list in force, signed
}

// NewRequest asks for a list that comes after one, which is given as the root signed it.
func NewRequest(inForce []byte, next List) (*Request, error) {
	old, err := Pin(inForce)
	if err != nil {
		return nil, err
	}
	wanted, err := parse(next.text())
	if err != nil {
		return nil, err
	}
	r := &Request{old, wanted, slices.Clone(inForce)}
	return r, r.check()
}

// check refuses what no root should be asked: another ledger's list, another root, a gap, an
// ending further away than a list is fresh, and lines that only change places.
func (r *Request) check() error {
	old, next := r.InForce, r.Next
	switch {
	case next.Origin != old.Origin:
		return fmt.Errorf("%w: its lists are of %s and %s", ErrRequest, old.Origin, next.Origin)
	case next.Root != old.Root:
		return fmt.Errorf("%w: its lists name two roots", ErrRequest)
	case next.Serial != old.Serial+1:
		return fmt.Errorf("%w: serial %d after %d", ErrRequest, next.Serial, old.Serial)
	case next.Issued < old.Issued, next.NextUpdate > next.Issued+Life:
		return fmt.Errorf("%w: issued %d, next update %d, after a list issued %d",
			ErrRequest, next.Issued, next.NextUpdate, old.Issued)
	}
	was, is := strings.Split(old.text(), "\n"), strings.Split(next.text(), "\n")
	stays := func(lines, among []string) []string {
		return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return !slices.Contains(among, l) })
	}
	if !slices.Equal(stays(was, is), stays(is, was)) {
		return fmt.Errorf("%w: lines change places", ErrRequest)
	}
	return nil
}

// Change is a line of a list that goes, or one that comes.
type Change struct {
	Comes bool
	Line  string
}

// Changes are the lines that differ between two lists: first those that go, then those that come,
// each in its list's order.
func Changes(old, next *List) (all []Change) {
	was, is := strings.Split(old.text(), "\n"), strings.Split(next.text(), "\n")
	for _, line := range was {
		if !slices.Contains(is, line) {
			all = append(all, Change{false, line})
		}
	}
	for _, line := range is {
		if !slices.Contains(was, line) {
			all = append(all, Change{true, line})
		}
	}
	return all
}

// String writes the change as it stands in a request.
func (c Change) String() string {
	if c.Comes {
		return "+ " + c.Line
	}
	return "- " + c.Line
}

// Bytes is the request in its one spelling.
func (r *Request) Bytes() []byte {
	var b strings.Builder
	b.WriteString(requestHeader + "\n")
	for _, c := range Changes(r.InForce, r.Next) {
		b.WriteString(c.String() + "\n")
	}
	b.WriteString("\n" + r.Next.text() + "\n" + string(r.note))
	return []byte(b.String())
}

// ParseRequest reads a request. The list in force in it is signed by the root that it names, which
// may be anybody's: whose it is, [Request.Sign] asks.
func ParseRequest(data []byte) (*Request, error) {
	if len(data) > MaxRequest {
		return nil, fmt.Errorf("%w: %d bytes, more than %d", ErrRequest, len(data), MaxRequest)
	}
	head, rest, _ := strings.Cut(string(data), "\n\n")
	wanted, note, ok := strings.Cut(rest, "\n\n")
	if first, _, _ := strings.Cut(head, "\n"); first != requestHeader || !ok {
		return nil, fmt.Errorf("%w: %w: it does not begin with %q", ErrRequest, signer.ErrEncoding, requestHeader)
	}
	old, err := Pin([]byte(note))
	if err != nil {
		return nil, fmt.Errorf("%w: the list in force: %w", ErrRequest, err)
	}
	next, err := parse(wanted + "\n")
	if err != nil {
		return nil, fmt.Errorf("%w: the list that is asked for: %w", ErrRequest, err)
	}
	r := &Request{old, next, []byte(note)}
	if err := r.check(); err != nil {
		return nil, err
	}
	if string(r.Bytes()) != string(data) {
		return nil, fmt.Errorf("%w: %w: its head does not say what differs between its lists",
			ErrRequest, signer.ErrEncoding)
	}
	return r, nil
}

// Follows refuses a request that does not continue a list which is known: its list in force must be
// that one or a newer one ([List.Renew] has the errors). What was signed already may be asked for
// once more, and gets the same signature.
func (r *Request) Follows(known *List) error {
	if r.Next.text() == known.text() {
		return nil
	}
	_, err := known.Renew(r.note)
	return err
}

// Sign has the root sign what is asked for: the note of the next list. The root is that of the list
// in force. known is the newest list of this ledger that whoever signs has seen, or nil.
func (r *Request) Sign(known *List, root crypto.Signer) ([]byte, error) {
	if known != nil {
		if err := r.Follows(known); err != nil {
			return nil, err
		}
	}
	return Sign(*r.Next, root)
}

// Answer opens what came back: the list that was asked for, signed by its root, and nothing else.
// Its error is [ErrAnswer] where the root has signed another list.
func (r *Request) Answer(signed []byte) (*List, error) {
	t, err := Open(signed, r.Next.Root)
	if err != nil {
		return nil, err
	}
	if t.text() != r.Next.text() {
		return nil, ErrAnswer
	}
	return t, nil
}
