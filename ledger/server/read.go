package server

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"

	"ikrar/ledger/public"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// shared answers with what a copy on another host has too (package public).
func (s *Server) shared(pattern string) handler {
	p := public.Paths[slices.IndexFunc(public.Paths, func(p public.Path) bool { return p.Pattern == pattern })]
	return func(r *http.Request) (content, error) {
		c, err := p.Answer(s.options.Ledger, r.PathValue(p.Value))
		return content{body: c.Body, media: c.Media, cache: c.Cache, packed: c.Large}, err
	}
}

// proof gives the full proof of a code, which holds the person's data: whoever has the code has seen the certificate.
func (s *Server) proof(r *http.Request) (content, error) {
	code, err := verify.ParseCode(r.PathValue("code"))
	if err != nil {
		return content{}, fail("not-found")
	}
	index, err := s.options.Ledger.ByCode(code)
	if err != nil {
		return content{}, err
	}
	if _, _, err := s.covering(index); err != nil {
		return content{}, err
	}
	p, err := s.options.Ledger.Proof(index)
	return content{body: p.Full(), media: mediaText, cache: cacheNever, packed: true}, err
}

// inclusion proves that a statement is in the log, for whoever has its digest: a C2SP tlog-proof whose extra line is the
// entry itself.
func (s *Server) inclusion(r *http.Request) (content, error) {
	d, err := digestIn(r)
	if err != nil {
		return content{}, err
	}
	known, err := s.options.Ledger.Receipt(d)
	if err != nil {
		return content{}, err
	}
	size, note, err := s.covering(known.Index)
	if err != nil {
		return content{}, err
	}
	entry, err := s.options.Ledger.Entry(known.Index)
	if err != nil {
		return content{}, err
	}
	path, err := s.options.Ledger.Inclusion(known.Index, size)
	if err != nil {
		return content{}, err
	}
	proof := fmt.Appendf(nil, "c2sp.org/tlog-proof@v1\nextra %s\nindex %d\n", base64.StdEncoding.EncodeToString(entry.Bytes()), known.Index)
	for _, h := range path {
		proof = fmt.Appendf(proof, "%s\n", h)
	}
	proof = append(append(proof, '\n'), note...)
	return content{body: proof, media: mediaText, cache: cacheCheck, packed: true}, nil
}

// published returns the published checkpoint, which everything else stays below, and its size.
func (s *Server) published() (size uint64, note []byte, err error) {
	c, note, err := s.options.Ledger.Published()
	if err == nil && note == nil {
		err = fail("unpublished")
	}
	return c.Size, note, err
}

// covering returns the published checkpoint where it covers an entry.
func (s *Server) covering(index uint64) (size uint64, note []byte, err error) {
	size, note, err = s.published()
	if err == nil && index >= size {
		err = fail("unpublished")
	}
	return size, note, err
}

// about lists the entries about the person whose key this is. Digests are all that it tells of them: who has the key has
// the statements too, or is told of one that he does not know.
func (s *Server) about(r *http.Request) (content, error) {
	k, err := keyIn(r)
	if err != nil {
		return content{}, err
	}
	size, _, err := s.published()
	if err != nil {
		return content{}, err
	}
	entries, err := s.options.Ledger.About(k)
	if err != nil {
		return content{}, err
	}
	type entry struct {
		Index  uint64 `json:"index"`
		Kind   string `json:"kind"`
		Digest string `json:"digest"`
	}
	list := []entry{}
	for _, e := range entries {
		if e.Index < size {
			list = append(list, entry{e.Index, e.Kind.String(), e.Digest.String()})
		}
	}
	return content{media: mediaJSON, cache: cacheCheck, body: encode(struct {
		Entries []entry `json:"entries"`
	}{list})}, nil
}

// keyIn reads the public key in a path, spelled like a digest.
func keyIn(r *http.Request) (k eddsa.PublicKey, err error) {
	r.SetPathValue("digest", r.PathValue("key"))
	d, err := digestIn(r)
	return eddsa.PublicKey(d), err
}

func (s *Server) health(*http.Request) (content, error) {
	if err := s.refusing(); err != nil {
		return content{}, err
	}
	c, _, err := s.options.Ledger.Published()
	return content{media: mediaJSON, cache: cacheNever, body: encode(struct {
		Status    string `json:"status"`
		Entries   uint64 `json:"entries"`
		Published uint64 `json:"published"`
	}{"ok", s.options.Ledger.Size(), c.Size})}, err
}

// digestIn reads the digest in a path: 64 lower-case hexadecimal digits.
func digestIn(r *http.Request) (d signer.Digest, err error) {
	typed := r.PathValue("digest")
	if n, err := hex.Decode(d[:], []byte(typed[:min(len(typed), 64)])); err != nil || n != len(d) || hex.EncodeToString(d[:]) != typed {
		return d, fail("not-found")
	}
	return d, nil
}
