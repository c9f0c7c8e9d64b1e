package server

import (
	"encoding/hex"

	"ikrar/ledger"
	"ikrar/signer"
)

// registration is the ledger's word that it recorded a statement (STATEMENT.md section 6).
type registration struct {
	Index      uint64 `json:"index"`
	Time       int64  `json:"time"`       // Unix seconds by the ledger's clock
	Digest     string `json:"digest"`     // of the statement, hexadecimal
	Credential uint64 `json:"credential"` // index of the credential's entry
	Signature  string `json:"signature"`  // the ledger's, hexadecimal
}

// pledge records a pledge and answers once it is on disk.
func (s *Server) pledge(p posted) (content, error) {
	a, err := s.options.Ledger.AppendBytes(p.Context(), signer.KindPledge, p.body)
	if err != nil {
		return content{}, enrolledBy(p.body, err)
	}
	s.pledged(a.Digest)
	return content{media: mediaJSON, cache: cacheNever, body: encode(registrationOf(a))}, nil
}

// pledged tells whoever issues certificates that there is something to do.
func (s *Server) pledged(pledge signer.Digest) {
	if s.options.Pledged != nil {
		s.options.Pledged(pledge)
	}
}

func registrationOf(r ledger.Receipt) registration {
	return registration{Index: r.Index, Time: r.Time, Digest: r.Digest.String(), Credential: r.Credential, Signature: hex.EncodeToString(r.Signature[:])}
}
