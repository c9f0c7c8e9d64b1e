package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ikrar/verify"
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
)

const maxTile = 64 << 10 // bytes: 256 entries of less than 128

// ErrUnknown says that a ledger does not know a code.
var ErrUnknown = errors.New("not known to the ledger")

// ErrErased says that a ledger knows a code, and that the data of its pledge were erased.
var ErrErased = errors.New("erased from the ledger")

// ErrCopy says that a host of published files was asked for what is never among them. Its 404 says
// nothing of what the ledger holds.
var ErrCopy = errors.New("not found, and not in a ledger's words")

// Ledger is the ledger that is served at one address.
type Ledger struct {
	client  *Client
	address string // without a final slash
}

// At is the ledger at an address, as [ParseURL] gives it.
func (c *Client) At(address string) Ledger { return Ledger{c, address} }

// Address is where the ledger is asked.
func (l Ledger) Address() string { return l.address }

// Trust fetches the trust list in force, a note that is still to be believed.
func (l Ledger) Trust(ctx context.Context) ([]byte, error) { return l.Fetch(ctx, "trust") }

// Proof fetches the full proof of a code. Its error wraps [tiles.ErrMissing] where there is none,
// and [ErrErased] too where the data of the pledge were erased.
func (l Ledger) Proof(ctx context.Context, code verify.Code) ([]byte, error) {
	return l.Fetch(ctx, "v1/proofs/"+string(code))
}

// Origin is the name that the ledger goes by, on the word of its checkpoint or, before it has one,
// of its trust list; "" where neither is there.
func (l Ledger) Origin(ctx context.Context) (string, error) {
	note, err := l.Fetch(ctx, "checkpoint")
	if text, _, ok := strings.Cut(string(note), "\n\n"); ok {
		if c, err := trust.ParseCheckpoint(text + "\n"); err == nil {
			return c.Origin, nil
		}
	}
	if err == nil || errors.Is(err, tiles.ErrMissing) {
		note, err = l.Trust(ctx)
	}
	if err != nil && !errors.Is(err, tiles.ErrMissing) {
		return "", err
	}
	if list, err := trust.Pin(note); err == nil {
		return list.Origin, nil
	}
	return "", nil
}

// Fetch fetches what is published under a path without a leading slash; it is a [tiles.Fetch]. A
// busy server, or one out of reach for a moment, is asked again. A host of published files answers
// as the ledger does, but for what is asked by code or key: [ErrCopy].
func (l Ledger) Fetch(ctx context.Context, path string) ([]byte, error) {
	address, max := l.address+"/"+path, verify.MaxStatusList
	if strings.HasPrefix(path, "tile/") { // of which an audit holds many at once
		max = maxTile
	}
	return retry(ctx, func() (data []byte, wait time.Duration, err error) {
		if data, wait, err = l.client.get(ctx, address, max); err != nil {
			err = byHost(path, err)
			err = fmt.Errorf("%s: %w", address, err)
		}
		return data, wait, err
	})
}

// unanswered are the statuses of a host of files, and of a ledger, for what is not there.
type unanswered struct {
	code  int
	words bool // a ledger's own, {"error":"not-found"}
	error
}

// byHost reads such a status by what was asked. What is published and not there is missing,
// also where a bucket forbids what it does not have, since it lets nobody list it.
func byHost(path string, err error) error {
	var u unanswered
	switch {
	case !errors.As(err, &u):
		return err
	case u.code == http.StatusForbidden:
		if strings.HasPrefix(path, "tile/") || strings.HasPrefix(path, "v1/revocations/") {
			return tiles.ErrMissing
		}
		return err
	case !u.words && (strings.HasPrefix(path, "v1/proofs/") || strings.HasPrefix(path, "v1/keys/")):
		return ErrCopy
	}
	return tiles.ErrMissing
}

// get asks once, for at most max bytes. wait is how long the server asks to be left alone; negative
// where asking again is of no use.
func (c *Client) get(ctx context.Context, address string, max int) (data []byte, wait time.Duration, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, -1, err
	}
	answer, err := c.send(q, max)
	switch code := answer.code; {
	case err != nil:
		return nil, pauseAfter(err), err
	case code == http.StatusOK:
		return answer.body, 0, nil
	case code == http.StatusNotFound || code == http.StatusForbidden:
		var said struct{ Error string }
		_ = json.Unmarshal(answer.body, &said) // another server's says nothing to us
		return nil, -1, unanswered{code, said.Error == "not-found", errors.New(answer.status)}
	case code == http.StatusGone:
		return nil, -1, fmt.Errorf("%w: %w", ErrErased, tiles.ErrMissing)
	case code == http.StatusTooManyRequests || code >= 500:
		return nil, answer.wait, errors.New(answer.status)
	}
	return nil, -1, errors.New(answer.status)
}
