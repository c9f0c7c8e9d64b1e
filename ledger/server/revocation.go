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
	recorded, err := s.options.Ledger.AppendBytes(p.Context(), signer.KindRevocation, p.body)
	if errors.As(err, new(*ledger.RuleError)) { // its signature holds
		err = s.signedBy(key, err)
	}
	if err != nil {
		return content{}, err
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(registrationOf(recorded))}, nil
}
