package mail_test

import (
	"crypto/x509"
	"testing"
	"time"

	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mail/postbox"
)

// box is a server and how it is reached.
type box struct {
	mail.Server
	inside *postbox.Server
}

// opened starts a server of a kind of TLS.
func opened(t *testing.T, kind string) *box {
	t.Helper()
	s, err := postbox.Start(kind, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &box{mail.Server{Host: "127.0.0.1", Port: s.Port, TLS: kind, User: postbox.User, Password: postbox.Password,
		Roots: roots(s), Patience: 5 * time.Second}, s}
}

func roots(s *postbox.Server) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.Root)
	return pool
}
