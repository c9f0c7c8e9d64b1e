package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"ikrar/signer"
)

// Of one question to a served ledger.
const (
	askTimeout = 30 * time.Second // a status list of megabytes over a slow network
	askTries   = 4
	maxPause   = 10 * time.Second // that a busy server may ask for
)

// Client asks served ledgers. It may be used from several goroutines.
type Client struct{ http *http.Client }

// New bounds what a host may do to the one who asks, and follows no redirection: see [Redirected].
func New() *Client {
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{&http.Client{Timeout: askTimeout, CheckRedirect: stay}}
}

// response is the answer to one question, read whole.
type response struct {
	code   int
	status string // the same in words
	body   []byte
	wait   time.Duration // how long the server asks to be left alone
	date   int64         // the server's clock, Unix seconds; 0 where it did not say
}

// send asks once, and reads at most max bytes. Its errors do not repeat the address, which may hold
// a code.
func (c *Client) send(q *http.Request, max int) (response, error) {
	answer, err := c.http.Do(q)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err
		}
		return response{}, Unreachable{err}
	}
	defer answer.Body.Close()
	if err := redirected(q, answer); err != nil {
		return response{}, err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, int64(max)+1))
	if err != nil {
		return response{}, err
	}
	if len(body) > max {
		return response{}, tooLong{max}
	}
	if code := answer.StatusCode; code == http.StatusBadGateway || code == http.StatusGatewayTimeout {
		return response{}, Unreachable{errors.New(answer.Status)}
	}
	seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
	r := response{code: answer.StatusCode, status: answer.Status, body: body,
		wait: time.Duration(seconds) * time.Second}
	if date, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		r.date = date.Unix()
	}
	return r, misdirected(q, r)
}

// Unreachable says that no answer came, or only that of a proxy whose server is not there, as while
// it is started anew. So nothing is known of the server.
type Unreachable struct{ error }

// Unwrap returns why no answer came.
func (e Unreachable) Unwrap() error { return e.error }

// tooLong says that an answer was longer than any may be, so asking again is of no use. Whatever
// it is, it is not in its encoding.
type tooLong struct{ max int }

func (e tooLong) Unwrap() error { return signer.ErrEncoding }

func (e tooLong) Error() string { return fmt.Sprintf("more than %d bytes", e.max) }

// pauseAfter is how long to wait after an error of send before asking again: negative where that
// is of no use.
func pauseAfter(err error) time.Duration {
	if errors.As(err, new(tooLong)) || errors.As(err, new(Redirected)) {
		return -1
	}
	return 0
}

// retry asks until there is an answer, or an error that comes with a negative wait, or askTries are
// used up.
func retry(ctx context.Context, ask func() (data []byte, wait time.Duration, err error)) ([]byte, error) {
	defer noticeSlow(ctx)()
	pause := 200 * time.Millisecond
	for try := 1; ; try++ {
		data, wait, err := ask()
		if err == nil || wait < 0 || try == askTries {
			return data, err
		}
		select {
		case <-time.After(max(pause, min(wait, maxPause))):
			pause *= 3
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
