package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/textproto"
	"time"

	gomail "github.com/wneessen/go-mail"

	"ikrar/ledger/office/config"
)

// Why no letter can be handed over at all. Errors wrap them.
var (
	ErrAuth        = errors.New("the mail server does not take the user name and password")
	ErrUnreachable = errors.New("the mail server cannot be reached safely")
	ErrLost        = errors.New("the mail server closed the connection before it took the letter")
	ErrUnsure      = errors.New("the connection broke while the letter was handed over; it may have been taken or not")
)

// timeout is the patience with a server that answers slowly, for each letter.
const timeout = time.Minute

// Server is the institution's mail server. Nothing is said to it in the clear but on this machine.
type Server struct {
	Host     string
	Port     int
	TLS      string // of package config
	User     string // empty where it asks for none
	Password string
	Roots    *x509.CertPool // nil for those of the system
	Patience time.Duration  // with a slow answer; 0 for a minute
}

// Conn is a connection to a server. Close it.
type Conn struct{ client *gomail.Client }

// Dial connects and, where there is a user, authenticates. Errors wrap [ErrAuth] or
// [ErrUnreachable].
func (s Server) Dial(ctx context.Context) (*Conn, error) {
	if s.Patience == 0 {
		s.Patience = timeout
	}
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(s.Patience),
		gomail.WithTLSConfig(&tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots})}
	auth := gomail.SMTPAuthAutoDiscover
	switch s.TLS {
	case config.TLSImplicit:
		options = append(options, gomail.WithSSL())
	case config.TLSNone: // config lets it pass for this machine alone
		options, auth = append(options, gomail.WithTLSPolicy(gomail.NoTLS)), gomail.SMTPAuthPlainNoEnc
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(auth), gomail.WithUsername(s.User),
			gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		return nil, fmt.Errorf("%w: %w", dialFault(err), err)
	}
	return &Conn{client}, nil
}

// dialFault tells a refused password from all else.
func dialFault(err error) error {
	for _, unknown := range []error{gomail.ErrNoSupportedAuthDiscovered, gomail.ErrPlainAuthNotSupported} {
		if errors.Is(err, unknown) {
			return ErrAuth
		}
	}
	if answer, ok := errors.AsType[*textproto.Error](err); ok {
		switch answer.Code { // RFC 4954 section 6
		case 432, 530, 534, 535, 538:
			return ErrAuth
		}
	}
	return ErrUnreachable
}

// Close ends the connection. What was taken stays taken, so that its error says nothing.
func (c *Conn) Close() { _ = c.client.Close() }
