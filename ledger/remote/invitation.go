package remote

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ikrar/signer"
	"ikrar/verify/remote"
)

// Dated signs something for a date, by the server's clock, in Unix seconds: a [invitation.View], a
// withdrawal, a correction.
type Dated func(date int64) ([]byte, error)

// View is what an invitation says to whoever holds its code, on the server's word: the statements
// in it are still to be opened.
type View struct {
	State      string   // "open", or "waiting" for a registrar
	Invitation []byte   // the registrar's statement, for package invitation
	Campaigns  [][]byte // statements of those that are open or will be
	AtOnce     bool     `json:"at_once"` // a request is answered with a credential at once
	Issues     bool     // certificates are issued at once
	Keys       string   // what HR wants of keys: "ask", "keep" or "once"

	Request signer.Digest `json:"-"` // of the request that waits; zero for none
	Time    int64         // when that came, Unix seconds

	Withdrawn signer.Digest `json:"-"` // of the request that was taken back last, which the next names; zero for none
}

// View asks what an invitation says; it changes nothing. now is Unix seconds by the clock at hand:
// where the server's is another, its own is taken, once.
func (l Ledger) View(ctx context.Context, now int64, sign Dated) (View, error) {
	answer, err := l.postDated(ctx, "/v1/invitations", now, sign)
	return readView(answer, err)
}

// Withdraw takes back the request that waits under an invitation.
func (l Ledger) Withdraw(ctx context.Context, now int64, sign Dated) (View, error) {
	answer, err := l.postDated(ctx, "/v1/enrolments", now, sign)
	return readView(answer, err)
}

// Correct sends a person's wish that something about them be corrected, and returns how many of
// theirs are open.
func (l Ledger) Correct(ctx context.Context, now int64, sign Dated) (open int, err error) {
	answer, err := l.postDated(ctx, "/v1/corrections", now, sign)
	if err != nil {
		return 0, err
	}
	var said struct{ Open *int }
	if json.Unmarshal(answer, &said) != nil || said.Open == nil {
		return 0, errors.New("the answer to a correction is none")
	}
	return *said.Open, nil
}

// Revoke records the revocation of a key by itself. Whether the answer is the ledger's,
// [Recorded.Verify] says.
func (l Ledger) Revoke(ctx context.Context, revocation []byte) (r Recorded, err error) {
	answer, err := l.post(ctx, "/v1/revocations", mediaCOSE, revocation)
	if err == nil {
		err = json.Unmarshal(answer, &r)
	}
	return r, err
}

// postDated signs for a date and posts; where the server's clock is too far from it, once more for
// that of its answer.
func (l Ledger) postDated(ctx context.Context, path string, date int64, sign Dated) ([]byte, error) {
	for again := true; ; again = false {
		signed, err := sign(date)
		if err != nil {
			return nil, err
		}
		answer, err := l.post(ctx, path, mediaCOSE, signed)
		var refusal *remote.Refusal
		if !again || !errors.As(err, &refusal) || refusal.Code != "date" || refusal.Date == 0 {
			return answer, err
		}
		date = refusal.Date
	}
}

func readView(answer []byte, err error) (View, error) {
	if err != nil {
		return View{}, err
	}
	var v View
	said := struct {
		*View
		Request, Withdrawn string
	}{View: &v}
	if err := json.Unmarshal(answer, &said); err != nil || v.State == "" {
		return View{}, fmt.Errorf("an answer about an invitation says nothing of it: %v", err)
	}
	for digest, hex := range map[*signer.Digest]string{&v.Request: said.Request, &v.Withdrawn: said.Withdrawn} {
		if hex == "" {
			continue
		}
		if *digest, err = signer.ParseDigest(hex); err != nil {
			return View{}, fmt.Errorf("an answer about an invitation: %w", err)
		}
	}
	return v, nil
}
