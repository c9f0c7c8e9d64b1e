package outpost

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ikrar/ledger/internal/share"
	"ikrar/signer"
	"ikrar/signer/session"
	"ikrar/verify/remote"
)

// callPatience is how long a call may take: some megabytes of an answer over a bad line. One that
// is long itself has longPatience, for the way there is often the worse.
const (
	callPatience = 2 * time.Minute
	longPatience = 12 * time.Minute
	longCall     = 1 << 20 // bytes
)

// callsAtOnce is how many connections are kept between calls: so many certificates are recorded at
// once.
const callsAtOnce = 64

// mediaCOSE is the media type of statements.
const mediaCOSE = "application/cose"

// road takes to a served ledger what a registrar asks from afar. Its refusals are those of package
// share where a program goes by them.
type road struct {
	client, long      *remote.Client
	address, language string
}

// RoadTo is the way of [ledger.Reach] to a server.
func RoadTo(client *remote.Client, address, language string) share.Carrier {
	return road{client.Patient(callPatience, callsAtOnce), client.Patient(longPatience, 1), address, language}
}

func (r road) Challenge(ctx context.Context) (n session.Nonce, date int64, err error) {
	answer, err := r.ask(ctx, remote.Question{Address: r.address + "/v1/office/challenge"})
	if err != nil {
		return n, 0, err
	}
	var said struct {
		Nonce string
		Time  int64
	}
	if err = json.Unmarshal(answer, &said); err == nil {
		err = whole(n[:], said.Nonce)
	}
	return n, said.Time, err
}

func (r road) Open(ctx context.Context, statement []byte) (id session.ID, err error) {
	answer, err := r.ask(ctx, remote.Question{Address: r.address + "/v1/office/sessions", Media: mediaCOSE,
		Body: statement})
	if err != nil {
		return id, err
	}
	var said struct{ Session string }
	if err = json.Unmarshal(answer, &said); err == nil {
		err = whole(id[:], said.Session)
	}
	return id, err
}

func (r road) Call(ctx context.Context, c share.Call, body []byte) ([]byte, error) {
	return r.ask(ctx, remote.Question{Address: r.address + "/v1/office/calls", Media: "application/octet-stream",
		Body: body, Most: share.MaxCall,
		Authorization: fmt.Sprintf("%s %x %d %x %x", session.Scheme, c.Session[:], c.Number, c.Body[:],
			c.Signature[:])})
}

func (r road) ask(ctx context.Context, q remote.Question) ([]byte, error) {
	q.Language = r.language
	client := r.client
	if len(q.Body) > longCall {
		client = r.long
	}
	answer, err := client.Ask(ctx, q)
	var refusal *remote.Refusal
	switch {
	case err == nil || ctx.Err() != nil:
		return answer, err
	case errors.As(err, new(remote.Redirected)):
		return nil, err
	case !errors.As(err, &refusal):
		return nil, fmt.Errorf("%w: %w", share.ErrCut, err)
	}
	for code, cause := range map[string]error{
		"session-challenge": share.ErrChallenge,
		"session-stranger":  share.ErrStranger,
		"session-ended":     share.ErrEnded,
		"session-dismissed": share.ErrDismissed,
		"session-number":    share.ErrNumber,
		"session-right":     share.ErrRight,
		"address-other":     share.ErrElsewhere,
		"busy":              share.ErrCut,
		"too-many":          share.ErrCut,
		"body":              share.ErrCut, // it did not arrive whole
	} {
		if refusal.Code == code {
			return nil, fmt.Errorf("%w: %w", cause, err)
		}
	}
	return nil, err
}

// whole reads so many bytes from as many hexadecimal digits.
func whole(into []byte, digits string) error {
	raw, err := hex.DecodeString(digits)
	if err != nil || len(raw) != len(into) {
		return fmt.Errorf("%w: an answer about a session says nothing of it", signer.ErrEncoding)
	}
	copy(into, raw)
	return nil
}
