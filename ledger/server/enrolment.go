package server

import (
	"errors"
	"net/http"

	"ikrar/ledger/enrol"
)

// enrolment answers the request of a key for its credential with the person's packet. Where a registrar has yet to look at
// it, the answer is "waiting", and the same request again will have the packet.
func (s *Server) enrolment(r *http.Request) (content, error) {
	if s.options.Desk == nil {
		return content{}, fail("not-found")
	}
	request, err := body(r, mediaCOSE, MaxBody)
	if err != nil {
		return content{}, err
	}
	credential, err := s.options.Desk.Redeem(r.Context(), request)
	if err != nil {
		return content{}, enrolmentFailure(err)
	}
	p, err := s.options.Desk.Packet(credential)
	return content{media: mediaPacket, cache: cacheNever, body: p.Bytes()}, err
}

// enrolmentFailure has the same answers for everybody's invitation: unknown, expired, used, and waiting for its holder.
func enrolmentFailure(err error) error {
	for cause, code := range map[error]string{
		enrol.ErrUnknown:     "invitation-unknown",
		enrol.ErrExpired:     "invitation-expired",
		enrol.ErrUsed:        "invitation-used",
		enrol.ErrNotEnrolled: "not-enrolled",
		enrol.ErrWaiting:     "waiting",
	} {
		if errors.Is(err, cause) {
			return fail(code)
		}
	}
	return err
}
