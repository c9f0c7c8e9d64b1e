package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail"
)

// postbox is a mail server on this machine. What it does with a letter depends on whom it is for:
// later@ and full@ are refused for now, nobody@ and spam@ for good, drop@ breaks the connection in
// the text, quit@ before it, slow@ answers late.
type postbox struct {
	mail.Server
	mu      sync.Mutex
	letters []string
	inside  *smtp.Server

	listener net.Listener
}

const password = "rahasia sekali"

// opened starts a server of a kind of TLS.
func opened(t *testing.T, kind string) *postbox {
	t.Helper()
	certificate, roots := authority(t)
	p := &postbox{}
	p.inside = smtp.NewServer(p)
	p.inside.Domain, p.inside.AllowInsecureAuth = "surel.contoh.example", kind == config.TLSNone
	p.inside.ErrorLog = quiet{}
	if kind != config.TLSNone {
		p.inside.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.Server = mail.Server{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, TLS: kind, User: "bkd",
		Password: password, Roots: roots, Patience: 5 * time.Second}
	p.listener = l
	if kind == config.TLSImplicit {
		l = tls.NewListener(l, p.inside.TLSConfig)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = p.inside.Serve(l) }()
	t.Cleanup(func() { _, _ = l.Close(), p.inside.Close(); <-done }) // it may not have begun to listen
	return p
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// authority is a certificate for this machine, and who has signed it.
func authority(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "uji"}, IsCA: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), BasicConstraintsValid: true,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, of, of, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	own, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(own)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// NewSession and what follows are the server's side of SMTP.
func (p *postbox) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{postbox: p, conn: c}, nil
}

type session struct {
	*postbox
	conn *smtp.Conn
	from string
	to   string
	in   bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, given string) error {
		if user != "bkd" || given != password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.in {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	local, _, _ := strings.Cut(to, "@")
	switch local {
	case "later":
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "Greylisted, come\tback"}
	case "nobody":
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}
	case "quit":
		_ = s.conn.Conn().Close()
	}
	s.to = local
	return nil
}

func (s *session) Data(r io.Reader) error {
	switch s.to {
	case "drop":
		_, _ = io.ReadFull(r, make([]byte, 100))
		return s.conn.Conn().Close()
	case "slow":
		time.Sleep(300 * time.Millisecond)
	}
	text, err := io.ReadAll(r)
	switch {
	case err != nil:
		return err
	case s.to == "full":
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "Mailbox full"}
	case s.to == "spam":
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Spam"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letters = append(s.letters, string(text))
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// taken are the letters that the server has.
func (p *postbox) taken() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.letters
}
