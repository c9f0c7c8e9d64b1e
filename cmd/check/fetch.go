package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"ikrar/verify"
	"ikrar/verify/tiles"
)

// Of one question to a served ledger.
const (
	fetchTimeout = 30 * time.Second // a status list of megabytes over a slow network
	fetchTries   = 4
	maxPause     = 10 * time.Second // that a busy server may ask for
)

// ParseURL reads the public address of a ledger, without a final slash.
func ParseURL(text string) (string, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", errors.New("not an http or https address")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// FetchFrom asks the ledger at an address. A busy server, or one out of reach for a moment, is asked again.
func FetchFrom(base string) tiles.Fetch {
	client := &http.Client{Timeout: fetchTimeout}
	return func(ctx context.Context, path string) ([]byte, error) {
		pause := 200 * time.Millisecond
		for try := 1; ; try++ {
			data, wait, err := fetch(ctx, client, base+"/"+path)
			if err == nil || wait < 0 || try == fetchTries {
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
}

// fetch asks once. wait is how long the server asks to be left alone; negative where asking again is of no use.
func fetch(ctx context.Context, client *http.Client, address string) (data []byte, wait time.Duration, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, -1, err
	}
	answer, err := client.Do(q)
	if err != nil {
		return nil, 0, err
	}
	defer answer.Body.Close()
	data, err = io.ReadAll(io.LimitReader(answer.Body, verify.MaxStatusList+1))
	switch status := answer.StatusCode; {
	case err != nil:
		return nil, 0, err
	case len(data) > verify.MaxStatusList:
		return nil, -1, fmt.Errorf("%s: more than %d bytes", address, verify.MaxStatusList)
	case status == http.StatusOK:
		return data, 0, nil
	case status == http.StatusNotFound || status == http.StatusGone:
		return nil, -1, fmt.Errorf("%s: %w", address, tiles.ErrMissing)
	case status == http.StatusTooManyRequests || status >= 500:
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return nil, time.Duration(seconds) * time.Second, fmt.Errorf("%s: %s", address, answer.Status)
	default:
		return nil, -1, fmt.Errorf("%s: %s", address, answer.Status)
	}
}
