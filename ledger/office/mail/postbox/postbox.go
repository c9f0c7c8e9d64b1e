// Package postbox is a mail server on this machine, for tests. It keeps what it takes in memory.
// What it does with a letter depends on whom it is for: later@ and full@ are refused for now,
// nobody@ and spam@ for good, drop@ has the connection broken in the text, quit@ before it, and
// slow@ is answered late. Whoever sends as banned@ is refused, and nothing is taken from busy@.
package postbox

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// User and Password are whom a server lets in.
const User, Password = "bkd", "rahasia sekali"

// Server is a mail server that listens on 127.0.0.1. Close it.
type Server struct {
	Port int
	Root []byte // PEM of the authority that vouches for it

	mu      sync.Mutex
	letters []Letter
	smtp    *smtp.Server
	open    net.Listener
	ended   chan struct{}
}

// Letter is what was taken, and for whom.
type Letter struct{ To, Text string }

// Start starts a server, with TLS from the start ("implicit"), by STARTTLS ("starttls"), or without
// ("none"). Its certificate holds for an hour around now.
func Start(tlsMode string, now time.Time) (*Server, error) {
	s := &Server{ended: make(chan struct{})}
	s.smtp = smtp.NewServer(s)
	s.smtp.Domain, s.smtp.AllowInsecureAuth = "surel.contoh.example", tlsMode == "none"
	s.smtp.ErrorLog = silent{}
	certificate, err := s.certify(now)
	if err != nil {
		return nil, err
	}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	if tlsMode != "none" {
		s.smtp.TLSConfig = config
	}
	if s.open, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	s.Port = s.open.Addr().(*net.TCPAddr).Port
	serve := s.open
	if tlsMode == "implicit" {
		serve = tls.NewListener(serve, config)
	}
	go func() {
		defer close(s.ended)
		_ = s.smtp.Serve(serve) // it ends with the listener
	}()
	return s, nil
}

// Close ends the server, also one that has not begun to accept.
func (s *Server) Close() {
	_, _ = s.open.Close(), s.smtp.Close()
	<-s.ended
}

// Taken are the letters so far.
func (s *Server) Taken() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.letters
}

// certify makes a certificate of its own authority.
func (s *Server) certify(now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "uji"}, IsCA: true,
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), BasicConstraintsValid: true,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature}
	der, err := x509.CreateCertificate(rand.Reader, of, of, key.Public(), key)
	s.Root = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// NewSession begins the server's side of a connection.
func (s *Server) NewSession(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: s, conn: c.Conn()}, nil
}

type session struct {
	server *Server
	conn   net.Conn
	to     string
	in     bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, given string) error {
		if user != User || given != Password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	switch {
	case !s.in:
		return smtp.ErrAuthRequired
	case local(from) == "banned":
		return &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Not your address"}
	case local(from) == "busy":
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "Too much mail today"}
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	switch local(to) {
	case "later":
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 7, 1}, Message: "Greylisted, come\tback"}
	case "nobody":
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}
	case "quit":
		return s.conn.Close()
	}
	return nil
}

// slowness is how long slow@ takes.
const slowness = 300 * time.Millisecond

func (s *session) Data(r io.Reader) error {
	switch local(s.to) {
	case "drop":
		_, _ = io.ReadFull(r, make([]byte, 100))
		return s.conn.Close()
	case "slow":
		time.Sleep(slowness)
	}
	text, err := io.ReadAll(r)
	switch {
	case err != nil:
		return err
	case local(s.to) == "full":
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "Mailbox full"}
	case local(s.to) == "spam":
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Spam"}
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	s.server.letters = append(s.server.letters, Letter{s.to, string(text)})
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func local(address string) string {
	name, _, _ := strings.Cut(address, "@")
	return name
}
