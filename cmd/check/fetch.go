package check

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ikrar/verify"
	"ikrar/verify/tiles"
)

// FetchFrom asks the ledger at an address. A busy server, or one out of reach for a moment, is asked again.
func FetchFrom(base string) tiles.Fetch {
	client := newClient()
	return func(ctx context.Context, path string) ([]byte, error) {
		address, max := base+"/"+path, verify.MaxStatusList
		if strings.HasPrefix(path, "tile/") { // of which an audit holds many at once
			max = maxTile
		}
		return patiently(ctx, func() (data []byte, wait time.Duration, err error) {
			if data, wait, err = fetch(ctx, client, address, max); err != nil {
				err = fmt.Errorf("%s: %w", address, err)
			}
			return data, wait, err
		})
	}
}

// fetch asks once, for at most max bytes. wait is how long the server asks to be left alone; negative where asking again is of no use.
func fetch(ctx context.Context, client *http.Client, address string, max int) (data []byte, wait time.Duration, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, -1, err
	}
	answer, err := send(client, q, max)
	switch code := answer.code; {
	case err != nil:
		return nil, again(err), err
	case code == http.StatusOK:
		return answer.body, 0, nil
	case code == http.StatusNotFound:
		return nil, -1, tiles.ErrMissing
	case code == http.StatusGone:
		return nil, -1, fmt.Errorf("%w: %w", ErrErased, tiles.ErrMissing)
	case code == http.StatusTooManyRequests || code >= 500:
		return nil, answer.wait, errors.New(answer.status)
	}
	return nil, -1, errors.New(answer.status)
}
