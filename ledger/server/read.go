package server

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/text"
	"ikrar/verify"
	"ikrar/verify/tiles"
)

func (s *Server) checkpoint(*http.Request) (content, error) {
	_, note, err := s.published()
	return content{body: note, media: mediaText, cache: cacheCheck}, err
}

func (s *Server) tile(r *http.Request) (content, error) {
	t, ok := tiles.ParsePath(r.PathValue("path"))
	size, _, err := s.published()
	if err != nil || !ok || !t.Within(size) {
		return content{}, either(err, fail("not-found"))
	}
	c := content{media: mediaTile, cache: cacheForever, packed: t.Entries}
	if t.Width < tiles.Width {
		c.cache = cacheShort
	}
	if t.Entries {
		c.body, err = s.options.Ledger.Entries(t.N, t.Width)
	} else {
		c.body, err = s.options.Ledger.Tile(t.Level, t.N, t.Width)
	}
	return c, err
}

func (s *Server) trust(*http.Request) (content, error) {
	_, note := s.options.Ledger.Trust()
	return content{body: note, media: mediaText, cache: cacheCheck, packed: true}, nil
}

// status gives the status list whole, so that nobody says which certificate is being looked at.
func (s *Server) status(*http.Request) (content, error) {
	list, err := s.options.Ledger.StatusList()
	return content{body: list, media: mediaStatus, cache: cacheCheck}, err
}

func (s *Server) text(r *http.Request) (content, error) {
	d, err := digestIn(r)
	if err != nil {
		return content{}, err
	}
	c := content{media: mediaText, cache: cacheForever, packed: true}
	for _, t := range text.All() {
		if t.Digest() == d {
			c.body = []byte(t.Body)
			return c, nil
		}
	}
	body, err := s.options.Ledger.CommitmentText(d)
	c.body = []byte(body)
	return c, err
}

func (s *Server) campaign(r *http.Request) (content, error) {
	c, err := s.options.Ledger.Campaign(r.PathValue("id"))
	return content{body: c.Bytes(), media: mediaCOSE, cache: cacheCheck, packed: true}, err
}

func (s *Server) revocation(r *http.Request) (content, error) {
	index, err := strconv.ParseUint(r.PathValue("index"), 10, 53)
	if err != nil || strconv.FormatUint(index, 10) != r.PathValue("index") {
		return content{}, fail("not-found")
	}
	why, err := s.options.Ledger.Revocation(index)
	return content{body: why, media: mediaCOSE, cache: cacheCheck}, err
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

// issuance is the answer about a certificate's file: nothing in it is a person's.
type issuance struct {
	Number    string `json:"number"`
	Pledge    string `json:"pledge"` // digest, hexadecimal
	File      string `json:"file"`   // SHA-256 of the PDF, hexadecimal
	Length    uint64 `json:"length"` // of the PDF in bytes
	Time      int64  `json:"time"`   // Unix seconds by the registrar's clock
	Statement string `json:"statement"`

	Revocation []byte `json:"revocation,omitempty"` // the statement that revoked the certificate
}

// certificate finds an issuance by the SHA-256 of the PDF or by the digest of the pledge. The latter is for a file that
// something was appended to: only the issuance says how long it was.
func (s *Server) certificate(r *http.Request) (content, error) {
	d, err := digestIn(r)
	if err != nil {
		return content{}, err
	}
	u, err := s.options.Ledger.ByFile(d)
	if errors.Is(err, ledger.ErrNotFound) {
		u, err = s.options.Ledger.IssuanceOf(d)
	}
	if err != nil {
		return content{}, err
	}
	known, err := s.options.Ledger.Receipt(u.Digest())
	if err != nil {
		return content{}, err
	}
	if _, _, err := s.covering(known.Index); err != nil { // no file is vouched for that no witness can have heard of
		return content{}, err
	}
	i := u.Claims()
	revocation, err := s.options.Ledger.RevocationOf(signer.TargetIssuance, u.Digest())
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return content{}, err
	}
	return content{media: mediaJSON, cache: cacheCheck, packed: true, body: encode(issuance{Number: i.Number, Pledge: i.Pledge.String(), File: i.File.String(),
		Length: i.Length, Time: i.IssuedAt, Statement: base64.StdEncoding.EncodeToString(u.Bytes()), Revocation: revocation})}, nil
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

// either gives the technical error where there is one, and else the refusal.
func either(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}
