package server

import (
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"ikrar/ledger/internal/share"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/session"
)

// What registrars ask from afar (HTTP.md section 4).

// challenge gives what a session is to answer.
func (s *Server) challenge(*http.Request) (content, error) {
	if s.options.Visits == nil {
		return content{}, fail("not-found")
	}
	nonce := s.options.Visits.Challenge()
	return content{media: mediaJSON, cache: cacheNever, body: encode(struct {
		Nonce string `json:"nonce"`
		Time  int64  `json:"time"`
	}{hex.EncodeToString(nonce[:]), s.options.Now().Unix()})}, nil
}

// session opens one.
func (s *Server) session(p posted) (content, error) {
	if s.options.Visits == nil {
		return content{}, fail("not-found")
	}
	who, err := s.options.Visits.Open(p.body)
	if err != nil {
		return content{}, s.visitFailure(err)
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(struct {
		Session   string `json:"session"`
		Registrar string `json:"registrar"`
	}{hex.EncodeToString(who.ID[:]), who.Registrar})}, nil
}

// call makes one call of a session. Who makes it was seen before its body was read.
func (s *Server) call(p posted) (content, error) {
	c, err := callOf(p.Request)
	if err != nil {
		return content{}, err
	}
	answer, err := s.options.Visits.Answer(c, p.body)
	return content{media: mediaCall, cache: cacheNever, body: answer, packed: true}, s.visitFailure(err)
}

// mayCall looks at a call before its body is read, which may be long.
func (s *Server) mayCall(r *http.Request) error {
	if s.options.Visits == nil {
		return fail("not-found")
	}
	c, err := callOf(r)
	if err != nil {
		return s.sessions.refusing(err)
	}
	return s.visitFailure(s.options.Visits.Admit(c))
}

// callOf reads who calls: Authorization: Ikrar SESSION NUMBER SHA-256 SIGNATURE, in hexadecimal
// digits but the number.
func callOf(r *http.Request) (c share.Call, err error) {
	words := strings.Fields(r.Header.Get("Authorization"))
	if len(words) != 5 || words[0] != session.Scheme {
		return c, fail("session-ended")
	}
	number, wrong := strconv.ParseUint(words[2], 10, 64)
	c.Number = number
	for n, into := range map[int][]byte{1: c.Session[:], 3: c.Body[:], 4: c.Signature[:]} {
		raw, err := hex.DecodeString(words[n])
		if copy(into, raw) != len(into) || len(raw) != len(into) {
			wrong = errors.Join(wrong, err, errors.New("a word of another length"))
		}
	}
	if wrong != nil {
		return c, fail("signature")
	}
	return c, nil
}

// visitFailure is the answer to an error of package share, which is counted.
func (s *Server) visitFailure(err error) error {
	if err == nil {
		return nil
	}
	return s.sessions.refusing(s.visitRefusal(err))
}

func (s *Server) visitRefusal(err error) error {
	for cause, code := range map[error]string{
		share.ErrChallenge: "session-challenge",
		share.ErrStranger:  "session-stranger",
		share.ErrEnded:     "session-ended",
		share.ErrDismissed: "session-dismissed",
		share.ErrCall:      "signature",
		share.ErrNumber:    "session-number",
		share.ErrRight:     "session-right",
		share.ErrDate:      "date",
		eddsa.ErrSignature: "signature",
		signer.ErrEncoding: "encoding",
	} {
		if errors.Is(err, cause) {
			return fail(code)
		}
	}
	if errors.Is(err, share.ErrElsewhere) {
		list, _ := s.options.Ledger.Trust()
		return fail("address-other", "url", list.URL)
	}
	return err
}
