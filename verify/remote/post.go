package remote

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"ikrar/verify/phrase"
)

// Refusal is the answer of a served ledger that says why not, or not yet (HTTP.md section 2).
type Refusal struct {
	Status  int
	Code    string // for programs
	Message string // for people, in the language that was asked for

	Time  int64         // since when it is so, Unix seconds; 0 where that is not said
	Retry time.Duration // after which to ask again; 0 where that is not said
	Date  int64         // the server's clock, Unix seconds; 0 where it did not say
}

func (r *Refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message) }

const maxAnswer = 2 << 20 // bytes of an answer to a post: a packet has at most one MiB

// Post sends a body of a media type to an address of a served ledger and returns its answer;
// package ledger/remote says which. All that is posted may be posted again, so a busy server, one
// that had too much from this network, or one out of reach for a moment, is asked again. An error
// that is the server's is a *[Refusal].
func (c *Client) Post(ctx context.Context, address, media, language string, body []byte) ([]byte, error) {
	return c.Ask(ctx, Question{Address: address, Media: media, Language: language, Body: body})
}

// Question is one to a served ledger, with all that may be said of it.
type Question struct {
	Address       string
	Language      string // of refusals: id or en
	Media         string // of the body
	Body          []byte // nil only reads
	Authorization string // RFC 9110 section 11.6.2; "" for none
	Most          int    // bytes of the answer; 0 for two MiB
}

// Ask is [Client.Post] for any question.
func (c *Client) Ask(ctx context.Context, q Question) ([]byte, error) {
	return retry(ctx, func() ([]byte, time.Duration, error) { return c.ask(ctx, q) })
}

// What does not answer within this is cut off, by a network that was left perhaps: who asks again
// does so over a new connection.
const dialTimeout, answerTimeout = 10 * time.Second, 30 * time.Second

// Patient is a client that waits longer for an answer, which may be long, and keeps so many
// connections for the next questions.
func (c *Client) Patient(timeout time.Duration, connections int) *Client {
	other, transport := *c.http, http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = connections
	transport.DialContext = (&net.Dialer{Timeout: dialTimeout}).DialContext
	transport.ResponseHeaderTimeout = answerTimeout
	other.Timeout, other.Transport = timeout, transport
	return &Client{&other}
}

// ask sends once. wait is how long the server asks to be left alone; negative where asking again is
// of no use.
func (c *Client) ask(ctx context.Context, question Question) (data []byte, wait time.Duration, err error) {
	method := http.MethodGet
	if question.Body != nil {
		method = http.MethodPost
	}
	q, err := http.NewRequestWithContext(ctx, method, question.Address, bytes.NewReader(question.Body))
	if err != nil {
		return nil, -1, err
	}
	if question.Body != nil {
		q.Header.Set("Content-Type", question.Media)
	}
	if question.Authorization != "" {
		q.Header.Set("Authorization", question.Authorization)
	}
	q.Header.Set("Accept-Language", question.Language)
	got, err := c.send(q, cmp.Or(question.Most, maxAnswer))
	switch {
	case err != nil:
		return nil, pauseAfter(err), fmt.Errorf("%s: %w", question.Address, err)
	case got.code == http.StatusOK:
		return got.body, 0, nil
	}
	refusal, later := got.refusal(), got.code == http.StatusServiceUnavailable || got.code == http.StatusTooManyRequests
	switch {
	case refusal == nil && later: // a proxy's, which has too many of this network
		return nil, got.wait, fmt.Errorf("%s: %w", question.Address, Unreachable{errors.New(got.status)})
	case refusal == nil:
		return nil, -1, fmt.Errorf("%s: %s", question.Address, got.status)
	case later:
		return nil, got.wait, refusal
	}
	return nil, -1, refusal
}

// refusal reads an answer that says why not; nil where it is not a ledger's: a proxy's perhaps.
func (r response) refusal() *Refusal {
	var said struct {
		Error, Message string
		Time           int64
	}
	if json.Unmarshal(r.body, &said) != nil || said.Error == "" {
		return nil
	}
	return &Refusal{Status: r.code, Code: said.Error, Message: phrase.Visible(said.Message),
		Time: said.Time, Retry: r.wait, Date: r.date}
}
