package s3

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"time"
)

const (
	uploads    = 32 // connections that are kept for the next write
	headerWait = time.Minute
	maxFault   = 64 << 10 // bytes of a refusal
)

// client asks a service, follows nobody elsewhere, and unpacks nothing: what is read is compared
// byte for byte.
type client struct{ http.Client }

func newClient() *client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost, t.DisableCompression, t.ResponseHeaderTimeout = uploads, true, headerWait
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client{http.Client{Transport: t, CheckRedirect: stay}}
}

// Do asks once. A refusal without the service's own code is some proxy's: its status says nothing
// of what became of a write, although the SDK would make a code of it.
func (c *client) Do(q *http.Request) (*http.Response, error) {
	answer, err := c.Client.Do(q)
	if err != nil || answer.StatusCode < 300 {
		return answer, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxFault))
	if err == nil && !bytes.Contains(body, []byte("<Code>")) {
		err = errors.New(answer.Status)
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, err
}
