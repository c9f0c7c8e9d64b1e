package cosigning

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"ikrar/ledger/internal/addcheckpoint"
	"ikrar/verify/trust"
)

// ask has one witness cosign a checkpoint. seen is the size that the witness had last, as far as is
// known; a 409 corrects it. The error is an [*AskError] or a [*ForkError]; other errors are of the
// ledger.
func (p *Publisher) ask(ctx context.Context, w trust.Witness, c trust.Checkpoint, signed []byte,
	seen uint64) (line []byte, err error) {
	if !strings.HasPrefix(w.URL, "http://") && !strings.HasPrefix(w.URL, "https://") {
		return nil, &AskError{whyAddress, w.URL}
	}
	if seen > c.Size {
		seen = 0 // it will say so again
	}
	for range maxTries {
		r := addcheckpoint.Request{Old: seen, Checkpoint: signed}
		if seen > 0 && seen < c.Size {
			if r.Proof, err = p.Ledger.Consistency(seen, c.Size); err != nil {
				return nil, err
			}
		}
		a, err := p.post(ctx, w.URL, r)
		if err != nil {
			return nil, err
		}
		if a.status == http.StatusOK {
			text, _ := addcheckpoint.Split(signed)
			if line = addcheckpoint.Verified(text, a.body, w.Key); line == nil {
				return nil, &AskError{whySignature, ""}
			}
			return line, nil
		}
		next, err := a.refusal(w, c.Size, seen, p.Ledger.Size)
		if err != nil {
			return nil, err
		}
		seen = next
	}
	return nil, &AskError{whyRefused, "409 again and again"}
}

// answer is what a witness said.
type answer struct {
	status int
	kind   string // content type
	body   []byte
}

// refusal says what an answer other than 200 means; where it is a 409 with a size that can be, that
// size. The proofs that ask sends are checked against our own tree, so a witness that they do not
// convince has seen another one.
func (a answer) refusal(w trust.Witness, size, old uint64, entries func() uint64) (seen uint64, err error) {
	detail := fmt.Sprintf("%d %.80q", a.status, bytes.TrimSpace(a.body))
	switch {
	case a.status == http.StatusNotFound:
		// Whatever serves at a wrong address says so too: the address tells which it is.
		return 0, &AskError{whyUnknownLog, endpoint(w.URL) + ": " + detail}
	case a.status == http.StatusForbidden:
		return 0, &AskError{whyKey, detail}
	case a.status == http.StatusUnprocessableEntity && old > 0:
		return 0, &ForkError{w.Name, old, size}
	case a.status == http.StatusConflict && a.kind == addcheckpoint.SizeType:
		seen, err := strconv.ParseUint(strings.TrimSuffix(string(a.body), "\n"), 10, 63)
		switch {
		case err != nil || seen == old:
			return 0, &AskError{whyRefused, detail}
		case seen > entries():
			return 0, &ForkError{w.Name, seen, size}
		case seen > size: // what this ledger had signed meanwhile: the next checkpoint will do
			return 0, &AskError{whyRefused, detail}
		}
		return seen, nil
	case a.status == http.StatusConflict && old == size && old > 0:
		return 0, &ForkError{w.Name, old, size}
	}
	return 0, &AskError{whyRefused, detail}
}

// endpoint is where a witness of this address takes checkpoints.
func endpoint(url string) string { return strings.TrimSuffix(url, "/") + "/add-checkpoint" }

func (p *Publisher) post(ctx context.Context, url string, r addcheckpoint.Request) (answer, error) {
	q, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint(url), bytes.NewReader(r.Bytes()))
	if err != nil {
		return answer{}, &AskError{whyAddress, err.Error()}
	}
	q.Header.Set("Content-Type", "text/plain; charset=utf-8")
	resp, err := p.client().Do(q)
	if err != nil {
		return answer{}, unanswered(ctx, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return answer{}, unanswered(ctx, err)
	}
	return answer{resp.StatusCode, resp.Header.Get("Content-Type"), body}, nil
}

func unanswered(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &AskError{whySlow, ""}
	}
	// the last says why; those around it repeat the address
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return &AskError{whyUnreachable, err.Error()}
}

// client follows no redirects: a witness is where the root says it is.
func (p *Publisher) client() *http.Client {
	c := *http.DefaultClient
	if p.Client != nil {
		c = *p.Client
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}
