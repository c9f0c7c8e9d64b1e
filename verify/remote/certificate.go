package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"ikrar/verify"
	"ikrar/verify/tiles"
)

// maxCertificate is the largest PDF that is read, in bytes: an emblem may have a MiB, and the text
// and its fonts have less.
const maxCertificate = 8 << 20

// ErrRevoked says that the certificate of a code was revoked, and is not handed out any more.
var ErrRevoked = errors.New("the certificate was revoked")

// NotIssuedError says that a pledge is recorded and has no certificate yet.
type NotIssuedError struct {
	Retry time.Duration // after which to ask again
}

func (e *NotIssuedError) Error() string { return "no certificate was issued yet" }

// Certificate fetches the PDF of the certificate in force of a code, which is still to be checked.
// Its error is a [*NotIssuedError], or wraps [ErrRevoked], [ErrErased] or, where the code is not
// known, [tiles.ErrMissing].
func (l Ledger) Certificate(ctx context.Context, code verify.Code) ([]byte, error) {
	address := l.address + "/v1/certificates/" + string(code) + ".pdf"
	return retry(ctx, func() (data []byte, wait time.Duration, err error) {
		if data, wait, err = l.client.certificate(ctx, address); err != nil {
			err = fmt.Errorf("%s: %w", address, err)
		}
		return data, wait, err
	})
}

func (c *Client) certificate(ctx context.Context, address string) (data []byte, wait time.Duration, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, -1, err
	}
	got, err := c.send(q, maxCertificate)
	switch {
	case err != nil:
		return nil, pauseAfter(err), err
	case got.code == http.StatusOK:
		return got.body, 0, nil
	}
	code := ""
	if refusal := got.refusal(); refusal != nil {
		code = refusal.Code
	}
	switch {
	case code == "not-issued":
		return nil, -1, &NotIssuedError{got.wait}
	case code == "not-found":
		return nil, -1, tiles.ErrMissing
	case code == "revoked":
		return nil, -1, ErrRevoked
	case code == "gone":
		return nil, -1, ErrErased
	case got.code == http.StatusTooManyRequests || got.code >= 500:
		return nil, got.wait, errors.New(got.status)
	}
	return nil, -1, errors.New(got.status)
}
