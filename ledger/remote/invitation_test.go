package remote

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/verify/remote"
)

// asked is a served ledger whose clock is at ten past; it takes what is dated so.
type asked struct {
	*httptest.Server
	bodies []string
	answer string
	status int
}

const serversClock = 1774922470

func newAsked(t *testing.T) *asked {
	a := &asked{status: http.StatusOK}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/cose" {
			t.Errorf("%s %s %v %v", r.Method, r.URL, r.Header, err)
		}
		a.bodies = append(a.bodies, r.URL.Path+" "+string(body))
		w.Header().Set("Date", time.Unix(serversClock, 0).UTC().Format(http.TimeFormat))
		if !strings.HasSuffix(string(body), fmt.Sprint(serversClock)) {
			w.WriteHeader(http.StatusUnprocessableEntity)
			io.WriteString(w, `{"error":"date","message":"No."}`)
			return
		}
		w.WriteHeader(a.status)
		io.WriteString(w, a.answer)
	}))
	t.Cleanup(a.Close)
	return a
}

func dated(date int64) ([]byte, error) { return fmt.Append(nil, date), nil }

// TestView: what is answered is read, and a clock that is wrong is set by the server's, once.
func TestView(t *testing.T) {
	a := newAsked(t)
	l := At(remote.New(), a.URL, "en")
	digest := signer.DigestOf([]byte("request"))
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	a.answer = fmt.Sprintf(`{"state":"waiting","invitation":%q,"campaigns":[%q,%q],"at_once":true,"issues":true,`+
		`"keys":"ask","request":%q,"time":5}`, b64("undangan"), b64("satu"), b64("dua"), digest)
	v, err := l.View(t.Context(), 1, dated)
	if err != nil || v.State != "waiting" || string(v.Invitation) != "undangan" || len(v.Campaigns) != 2 ||
		string(v.Campaigns[1]) != "dua" || !v.AtOnce || !v.Issues ||
		v.Keys != "ask" || v.Request != digest || v.Time != 5 {
		t.Errorf("%+v %v", v, err)
	}
	if want := fmt.Sprintf("[/v1/invitations 1 /v1/invitations %d]", serversClock); fmt.Sprint(a.bodies) != want {
		t.Errorf("%v, want %s", a.bodies, want)
	}
	a.answer = `{"state":"open","invitation":"","campaigns":[],"keys":"once"}`
	v, err = l.Withdraw(t.Context(), serversClock, dated)
	if err != nil || v.State != "open" || v.Request != (signer.Digest{}) {
		t.Errorf("%+v %v", v, err)
	}
	if last := a.bodies[len(a.bodies)-1]; !strings.HasPrefix(last, "/v1/enrolments ") {
		t.Error(last)
	}
	a.answer = `{"open":3}`
	if open, err := l.Correct(t.Context(), serversClock, dated); err != nil || open != 3 {
		t.Errorf("%d %v", open, err)
	}
	for _, wrong := range []string{"", "[]", "<html>", `{"request":"x"}`, `{"open":"x"}`} {
		a.answer = wrong
		if v, err := l.View(t.Context(), serversClock, dated); err == nil {
			t.Errorf("%q: %+v", wrong, v)
		}
		if open, err := l.Correct(t.Context(), serversClock, dated); err == nil {
			t.Errorf("%q: %d", wrong, open)
		}
	}
	a.status, a.answer = http.StatusConflict, `{"error":"invitation-used","message":"Used.","time":77}`
	var refusal *remote.Refusal
	_, err = l.View(t.Context(), serversClock, dated)
	if !errors.As(err, &refusal) || refusal.Code != "invitation-used" || refusal.Time != 77 ||
		refusal.Date != serversClock {
		t.Errorf("%+v", refusal)
	}
	asked := len(a.bodies)
	never := func(int64) ([]byte, error) { return []byte("never"), nil }
	_, err = l.View(t.Context(), 1, never)
	if !errors.As(err, &refusal) || refusal.Code != "date" || len(a.bodies) != asked+2 {
		t.Errorf("%v after %d", err, len(a.bodies)-asked)
	}
}

// TestRevoke: the answer is a registration.
func TestRevoke(t *testing.T) {
	a := newAsked(t)
	want := Recorded{Index: 7, Time: 8, Digest: "00", Signature: "ff"}
	a.answer = `{"index":7,"time":8,"digest":"00","credential":0,"signature":"ff"}`
	got, err := At(remote.New(), a.URL, "en").Revoke(t.Context(), fmt.Append(nil, "revocation ", serversClock))
	if err != nil || got != want || !strings.HasPrefix(a.bodies[0], "/v1/revocations revocation") {
		t.Errorf("%+v %v %v", got, err, a.bodies)
	}
}
