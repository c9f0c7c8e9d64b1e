package server

import (
	"errors"
	"net/http"
	"strings"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify"
)

// Certificates are the issued PDFs as they are kept.
type Certificates interface {
	// PDF is the issued file of the certificate in force of the pledge with that code. Its errors
	// wrap [ErrNotIssued], [ErrRevoked], [ledger.ErrErased] or [ledger.ErrNotFound].
	PDF(code verify.Code) ([]byte, error)
}

// Why a pledge that is recorded has no certificate to hand out.
var (
	ErrNotIssued = errors.New("no certificate of this pledge has been issued")
	ErrRevoked   = errors.New("the certificate of this pledge was revoked")
)

const (
	pdfSuffix  = ".pdf"
	pdfPattern = "/v1/certificates/{code}.pdf" // for HTTP.md and the metrics; see asksForPDF
)

// asksForPDF reports whether a path is that of a certificate's PDF: no pattern of http.ServeMux can
// tell it from that of an issuance.
func asksForPDF(path string) bool {
	rest, below := strings.CutPrefix(path, "/v1/certificates/")
	return below && strings.HasSuffix(rest, pdfSuffix) && !strings.Contains(rest, "/")
}

// pdf hands out the issued bytes of a certificate, for whoever has its code.
func (s *Server) pdf(r *http.Request) (content, error) {
	typed := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/v1/certificates/"), pdfSuffix)
	code, err := verify.ParseCode(typed)
	if err != nil || s.options.Certificates == nil {
		return content{}, fail("not-found")
	}
	file, err := s.options.Certificates.PDF(code)
	if err == nil {
		err = s.vouched(file)
	}
	switch {
	case errors.Is(err, ErrNotIssued) && s.options.Issues:
		return content{}, notIssued(retryIssuing)
	case errors.Is(err, ErrNotIssued):
		return content{}, notIssued(retryByHand)
	case errors.Is(err, ErrRevoked):
		return content{}, fail("revoked")
	}
	return content{body: file, media: mediaPDF, cache: cacheNever, headers: map[string]string{
		"Content-Disposition": `attachment; filename="` + string(code) + pdfSuffix + `"`}}, err
}

// vouched holds a file against its issuance: no other bytes are handed out, and none that no
// witness can have heard of.
func (s *Server) vouched(file []byte) error {
	issued, err := s.options.Ledger.ByFile(signer.DigestOf(file))
	if errors.Is(err, ledger.ErrNotFound) {
		return errors.New("a certificate is kept whose bytes are not those that were issued")
	}
	if err != nil {
		return err
	}
	known, err := s.options.Ledger.Receipt(issued.Digest())
	if err != nil {
		return err
	}
	_, _, err = s.covering(known.Index)
	var f *failure
	if errors.As(err, &f) { // it is on its way to the witnesses
		return notIssued(retryIssuing)
	}
	return err
}

// notIssued says in how many seconds to ask again.
func notIssued(retry int) error {
	f := fail("not-issued")
	f.retry = retry
	return f
}
