package server

import (
	"errors"

	"ikrar/ledger/enrol"
	"ikrar/signer"
	"ikrar/signer/invitation"
)

// enrolment answers the request of a key for its credential with the person's packet. Where a registrar has yet to look at
// it, the answer is "waiting", and the same request again will have the packet.
func (s *Server) enrolment(p posted) (content, error) {
	if s.options.Desk == nil {
		return content{}, fail("not-found")
	}
	credential, err := s.options.Desk.Redeem(p.Context(), p.body)
	if err != nil {
		return content{}, invitedBy(p.body, s.options.Ledger.Origin(), err)
	}
	packet, err := s.options.Desk.Packet(credential)
	return content{media: mediaPacket, cache: cacheNever, body: packet.Bytes()}, err
}

// enrolmentFailure has the same answers for everybody's invitation: unknown, expired, used, and waiting for its holder.
func enrolmentFailure(err error) error {
	for cause, code := range map[error]string{
		enrol.ErrUnknown:     "invitation-unknown",
		enrol.ErrExpired:     "invitation-expired",
		enrol.ErrUsed:        "invitation-used",
		enrol.ErrOld:         "invitation-unknown",
		enrol.ErrTaken:       "invitation-used",
		enrol.ErrNotEnrolled: "not-enrolled",
		enrol.ErrWaiting:     "waiting",
	} {
		if errors.Is(err, cause) {
			return fail(code)
		}
	}
	return err
}

// invitedBy is an error of redeeming a request. Where it is about an invitation that there is, it counts for that one.
func invitedBy(request []byte, origin string, err error) error {
	said := enrolmentFailure(err)
	if !errors.Is(err, enrol.ErrExpired) && !errors.Is(err, enrol.ErrUsed) {
		return said
	}
	r, bad := invitation.OpenRequest(request, origin)
	if bad != nil {
		return said
	}
	return &known{said, signer.DigestOf(r.Invitation[:])}
}
