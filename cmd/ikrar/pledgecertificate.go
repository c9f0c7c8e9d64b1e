package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

var pledgeCertificatePhrases = phrase.Book{
	"pledge.certificate.saved": {ID: "Sertifikat Anda: {path}", EN: "Your certificate: {path}"},
	"pledge.certificate.later": {
		ID: "Sertifikat Anda akan ada di {address}\nUlangi perintah ini nanti, dan ia disimpan di sini.",
		EN: "Your certificate will be at {address}\nRepeat this command later, and it is saved here.",
	},
	"pledge.certificate.none": {
		ID: "Sertifikat komitmen ini tidak berlaku lagi; tanyakan kepegawaian.",
		EN: "The certificate of this pledge is no longer valid; ask HR.",
	},
	"pledge.certificate.other": {
		ID: "Berkas di {address} bukan sertifikat yang diterbitkan untuk Anda, dan tidak disimpan; beri tahu kepegawaian.",
		EN: "What is at {address} is not the certificate that was issued to you, and was not saved; tell HR.",
	},
}

// issuingTries is how often a server that issues at once is asked: it signs a moment after the
// pledge. maxIssuingPause bounds what it may ask to wait in between.
const (
	issuingTries    = 10
	maxIssuingPause = 2 * time.Second
)

// certificateOf is what became of a certificate: a sentence, where it will be, and where it is.
type certificateOf struct{ said, address, path string }

// certificate saves the certificate beside the proof, where it is there. The proof is what counts,
// so that nothing here is a failure of the pledge.
func (v *visit) certificate(ctx context.Context, o packet.Opened, pledge []byte) certificateOf {
	code := verify.CodeOf(pledge)
	c := certificateOf{"pledge.certificate.later", v.address + "/v1/certificates/" + string(code) + ".pdf", ""}
	pdf, err := v.fetchCertificate(ctx, code)
	if errors.Is(err, remote.ErrErased) || errors.Is(err, remote.ErrRevoked) {
		c.said = "pledge.certificate.none"
	}
	if err != nil {
		return c
	}
	published := v.client.Published(ctx, o.Trust, v.now().Unix(), func(remote.Failure) {})
	switch file, issued, err := published.File(signer.DigestOf(pledge), pdf); {
	case err != nil || issued == nil:
		return c // whether it is the issued one cannot be seen now
	case file == verify.FileRevoked:
		c.said = "pledge.certificate.none"
		return c
	case file != verify.FileIssued:
		c.said = "pledge.certificate.other"
		return c
	}
	path := filepath.Join(filepath.Dir(v.output), string(code)+".pdf")
	if err := writeFile(path, pdf, private, replaceExisting); err != nil {
		v.complain(path, err)
		return c
	}
	c.said, c.path = "pledge.certificate.saved", path
	return c
}

// fetchCertificate asks for the certificate; again where the server issues by itself.
func (v *visit) fetchCertificate(ctx context.Context, code verify.Code) ([]byte, error) {
	for try := 1; ; try++ {
		pdf, err := v.client.At(v.address).Certificate(ctx, code)
		var later *remote.NotIssuedError
		if !errors.As(err, &later) || !v.issues || try == issuingTries {
			return pdf, err
		}
		select {
		case <-time.After(min(max(later.Retry, time.Second/2), maxIssuingPause)):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
