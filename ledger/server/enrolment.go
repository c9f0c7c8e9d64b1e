package server

import (
	"errors"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// view is what an invitation says to whoever holds its code (HTTP.md section 1).
type view struct {
	State      string   `json:"state"`
	Invitation []byte   `json:"invitation"` // base64, as the campaigns
	Campaigns  [][]byte `json:"campaigns"`
	AtOnce     bool     `json:"at_once"`
	Issues     bool     `json:"issues"`
	Keys       string   `json:"keys"`
	Request    string   `json:"request,omitempty"`   // digest, hexadecimal
	Time       int64    `json:"time,omitempty"`      // when that came, Unix seconds
	Withdrawn  string   `json:"withdrawn,omitempty"` // digest, hexadecimal, of the request that was withdrawn last
}

// invitation answers whoever holds a code with what its invitation says.
func (s *Server) invitation(p posted) (content, error) {
	if s.options.Desk == nil {
		return content{}, fail("not-found")
	}
	v, err := s.options.Desk.View(p.body)
	if err != nil {
		asked, _ := invitation.OpenView(p.body, s.options.Ledger.Origin())
		return content{}, s.askedBy(asked.Key, err)
	}
	return s.viewed(v), nil
}

func (s *Server) viewed(v enrol.View) content {
	said := view{State: v.State, Invitation: v.Invitation, Campaigns: v.Campaigns, AtOnce: v.AtOnce,
		Issues: s.options.Issues, Keys: s.options.Keys}
	if said.Campaigns == nil {
		said.Campaigns = [][]byte{}
	}
	if v.State == enrol.StateWaiting {
		said.Request, said.Time = v.Request.String(), v.Time
	}
	if v.Withdrawn != (signer.Digest{}) {
		said.Withdrawn = v.Withdrawn.String()
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(said)}
}

// enrolment answers the request of a key for its credential with the person's packet. Where a registrar has yet to look at
// it, the answer is "waiting", and the same request again will have the packet. A withdrawal of such a request is answered
// as a view.
func (s *Server) enrolment(p posted) (content, error) {
	if s.options.Desk == nil {
		return content{}, fail("not-found")
	}
	withdrawal, err := invitation.OpenWithdrawal(p.body, s.options.Ledger.Origin())
	if !errors.Is(err, signer.ErrEncoding) { // it is one, whoever signed it
		v, err := s.options.Desk.Withdraw(p.body)
		if err != nil {
			return content{}, s.askedBy(withdrawal.Key, err)
		}
		return s.viewed(v), nil
	}
	credential, err := s.options.Desk.Redeem(p.Context(), p.body)
	if err != nil {
		request, _ := invitation.OpenRequest(p.body, s.options.Ledger.Origin())
		return content{}, s.askedBy(request.Invitation, err)
	}
	packet, err := s.options.Desk.Packet(credential)
	return content{media: mediaPacket, cache: cacheNever, body: packet.Bytes()}, err
}

// correction keeps what a person says is wrong about them, for HR to read.
func (s *Server) correction(p posted) (content, error) {
	if s.options.Desk == nil {
		return content{}, fail("not-found")
	}
	open, err := s.options.Desk.Wish(p.body)
	if err != nil {
		wish, _ := invitation.OpenCorrection(p.body, s.options.Ledger.Origin())
		return content{}, s.askedBy(wish.Key, err)
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(struct {
		Open int `json:"open"`
	}{open})}, nil
}

// askedBy is the answer to what a key asked in vain. Where the key is that of an invitation that
// there is, or one that was enrolled, that counts for it alone. A wrong signature in the name of an
// invitation that there is was made by somebody who has not its code.
func (s *Server) askedBy(key eddsa.PublicKey, err error) error {
	if errors.Is(err, enrol.ErrForged) {
		s.metrics.forged.Add(1)
	}
	said := s.enrolmentFailure(err)
	if key == (eddsa.PublicKey{}) || !found(err) {
		return said
	}
	return &known{said, ofKey(key)}
}

// found reports whether an error of the desk is one about somebody whom it has found.
func found(err error) bool {
	for _, cause := range []error{enrol.ErrExpired, enrol.ErrUsed, enrol.ErrTaken, enrol.ErrWithdrawn,
		enrol.ErrWishes} {
		if errors.Is(err, cause) {
			return true
		}
	}
	var rule *ledger.RuleError
	return errors.As(err, &rule) && rule.Rule != ledger.RuleKeyUnusable // which is seen before anybody is looked for
}

// enrolmentFailure has the same answers for everybody's invitation.
func (s *Server) enrolmentFailure(err error) error {
	for cause, code := range map[error]string{
		enrol.ErrUnknown:     "invitation-unknown",
		enrol.ErrExpired:     "invitation-expired",
		enrol.ErrUsed:        "invitation-used",
		enrol.ErrTaken:       "invitation-waiting",
		enrol.ErrOld:         "invitation-old",
		enrol.ErrWithdrawn:   "request-withdrawn",
		enrol.ErrNotEnrolled: "not-enrolled",
		enrol.ErrWaiting:     "waiting",
		enrol.ErrDate:        "date",
		enrol.ErrWishes:      "wishes-many",
	} {
		if errors.Is(err, cause) {
			f := fail(code)
			f.time = since(err)
			return f
		}
	}
	if errors.Is(err, enrol.ErrAddress) {
		list, _ := s.options.Ledger.Trust()
		return fail("address-other", "url", list.URL)
	}
	return err
}

// since is when an invitation ended or was used; 0 where the error is about neither.
func since(err error) int64 {
	var used *enrol.UsedError
	var expired *enrol.ExpiredError
	switch {
	case errors.As(err, &used):
		return used.Time
	case errors.As(err, &expired):
		return expired.Time
	}
	return 0
}
