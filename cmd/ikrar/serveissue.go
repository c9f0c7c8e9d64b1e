package main

import (
	"crypto"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/server"
	"ikrar/verify"
)

// keptCertificates are the issued PDFs of a home, as a server hands them out.
type keptCertificates struct{ *office.Institution }

func (k keptCertificates) PDF(code verify.Code) ([]byte, error) {
	pdf, err := k.CertificatePDF(code)
	for ours, theirs := range map[error]error{issue.ErrNotIssued: server.ErrNotIssued,
		issue.ErrRevoked: server.ErrRevoked, issue.ErrGone: ledger.ErrErased} {
		if errors.Is(err, ours) {
			return nil, fmt.Errorf("%w: %w", theirs, err)
		}
	}
	return pdf, err
}

// issuing makes what issues certificates while the server runs. What cannot be issued is logged, by
// its entry and without its person, and stops nothing.
func (a *app) issuing(i *institution, registrar crypto.Signer, log *slog.Logger) (*office.Issuing, error) {
	s, err := i.Beside(registrar, fmt.Sprintf("ikrar serve --issue (PID %d)", os.Getpid()))
	if err != nil {
		return nil, err
	}
	s.Failed = func(pledge uint64, err error) {
		log.Warn("a certificate cannot be issued", "pledge", pledge, "why", a.whyNotIssued(i, err))
	}
	s.Stalled = func(err error) {
		log.Error("certificates are not issued now, and tried again", "why", a.whyNotIssued(i, err))
	}
	return s, nil
}

func (a *app) whyNotIssued(i *institution, err error) string {
	why, _ := a.explain(asFault("ikrar serve", a.issueFault(i, i.Dir, err)))
	return why
}
