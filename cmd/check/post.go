package check

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Refusal is the answer of a served ledger that says why not, or not yet (HTTP.md section 2).
type Refusal struct {
	Status  int
	Code    string // for programs
	Message string // for people, in the language that was asked for
}

func (r *Refusal) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message) }

const maxAnswer = 2 << 20 // bytes of an answer to a post: a packet has at most one MiB

// Post sends a statement to an address of a served ledger and returns its answer. All that is posted may be posted again,
// so a busy server, or one out of reach for a moment, is asked again. An error that is the server's is a *[Refusal].
func Post(ctx context.Context, address, language string, statement []byte) ([]byte, error) {
	client := &http.Client{Timeout: fetchTimeout}
	pause := 200 * time.Millisecond
	for try := 1; ; try++ {
		data, wait, err := post(ctx, client, address, language, statement)
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

// post sends once. wait is how long the server asks to be left alone; negative where asking again is of no use.
func post(ctx context.Context, client *http.Client, address, language string, statement []byte) (data []byte, wait time.Duration, err error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(statement))
	if err != nil {
		return nil, -1, err
	}
	q.Header.Set("Content-Type", "application/cose")
	q.Header.Set("Accept-Language", language)
	answer, err := client.Do(q)
	if err != nil {
		return nil, 0, err
	}
	defer answer.Body.Close()
	data, err = io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	switch {
	case err != nil:
		return nil, 0, err
	case len(data) > maxAnswer:
		return nil, -1, fmt.Errorf("%s: more than %d bytes", address, maxAnswer)
	case answer.StatusCode == http.StatusOK:
		return data, 0, nil
	}
	refusal := &Refusal{Status: answer.StatusCode}
	var said struct{ Error, Message string }
	if json.Unmarshal(data, &said) != nil || said.Error == "" {
		return nil, -1, fmt.Errorf("%s: %s", address, answer.Status) // not a ledger's answer: a proxy's perhaps
	}
	refusal.Code, refusal.Message = said.Error, said.Message
	if answer.StatusCode != http.StatusServiceUnavailable {
		return nil, -1, refusal
	}
	seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
	return nil, time.Duration(seconds) * time.Second, refusal
}
