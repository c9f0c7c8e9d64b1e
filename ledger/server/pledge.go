package server

import (
	"bytes"
	"encoding/hex"
	"errors"
	"mime"
	"net/http"

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
func (s *Server) pledge(r *http.Request) (content, error) {
	statement, err := body(r, mediaCOSE, MaxBody)
	if err != nil {
		return content{}, err
	}
	a, err := s.options.Ledger.Append(r.Context(), signer.KindPledge, statement)
	if err != nil {
		return content{}, err
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(registrationOf(a))}, nil
}

func registrationOf(r ledger.Receipt) registration {
	return registration{Index: r.Index, Time: r.Time, Digest: r.Digest.String(), Credential: r.Credential, Signature: hex.EncodeToString(r.Signature[:])}
}

// body reads a request's body of one media type, whose parameters do not matter, and of so many bytes at most.
func body(r *http.Request, media string, most int64) ([]byte, error) {
	if got := r.Header.Get("Content-Type"); got != media {
		if got, _, err := mime.ParseMediaType(got); err != nil || got != media {
			return nil, fail("media-type", "want", media)
		}
	}
	if r.ContentLength > most {
		return nil, fail("too-large", "limit", most)
	}
	var large *http.MaxBytesError
	room := max(min(r.ContentLength, MaxBody), 0) // so that a statement is read without growing; what is longer must come first
	b := bytes.NewBuffer(make([]byte, 0, room+bytes.MinRead))
	_, err := b.ReadFrom(r.Body)
	switch {
	case errors.As(err, &large):
		return nil, fail("too-large", "limit", most)
	case err != nil:
		return nil, fail("body")
	}
	return b.Bytes(), nil
}
