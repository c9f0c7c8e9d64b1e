package server

import (
	"errors"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// revoke records the revocation of a key by that very key: what needs no officer. Everything else
// is revoked in the officer's own program, by a registrar's key that this server does not take.
func (s *Server) revoke(p posted) (content, error) {
	u, err := signer.Parse[signer.Revocation](p.body)
	if err != nil {
		return content{}, err
	}
	key := eddsa.PublicKey(u.Claims().Target)
	if u.Claims().What != signer.TargetKey || u.KeyID() != key.ID() {
		return content{}, fail("own-key-only")
	}
	if err := s.endsMore(u.Claims().RevocationBody); err != nil {
		return content{}, err
	}
	recorded, err := s.options.Ledger.AppendBytes(p.Context(), signer.KindRevocation, p.body)
	if errors.As(err, new(*ledger.RuleError)) { // its signature holds
		err = s.signedBy(key, err)
	}
	if err != nil {
		return content{}, err
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(registrationOf(recorded))}, nil
}

// endsMore refuses the second revocation of a key, from an earlier entry on, that no pledge ends
// by: whoever has the key could send one for every entry that there is.
func (s *Server) endsMore(r signer.RevocationBody) error {
	l := s.options.Ledger
	if _, err := l.RevocationOf(r.What, r.Target); errors.Is(err, ledger.ErrNotFound) {
		return nil
	} else if err != nil {
		return err
	}
	pledges, err := l.Affected(r)
	if errors.As(err, new(*ledger.RuleError)) {
		return nil // which the ledger says, or that it has this very one
	}
	if err == nil && len(pledges) == 0 {
		err = &ledger.RuleError{Rule: ledger.RuleTargetRevoked}
	}
	return err
}
