package server

import (
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"

	"golang.org/x/crypto/acme/autocert"
)

// hostName is a DNS name of at least two labels, in lower case: what a public authority certifies.
var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// CheckHost refuses what no certificate can be had for.
func CheckHost(host string) error {
	if len(host) > 253 || !hostName.MatchString(host) || net.ParseIP(host) != nil {
		return fmt.Errorf("host %q: not a DNS name", host)
	}
	return nil
}

// TLSCertificates obtains certificates of one host from Let's Encrypt and keeps them in a
// directory. Nobody can make it ask for those of another: a TLS client names the host it wants, and
// any name but this one is refused.
func TLSCertificates(host, dir string) (*autocert.Manager, error) {
	if err := CheckHost(host); err != nil {
		return nil, err
	}
	return &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(dir),
		HostPolicy: autocert.HostWhitelist(host)}, nil
}

// Redirect answers plain HTTP on port 80: the authority's questions (RFC 8555 section 8.3), and for
// everybody else the way to the same path over TLS, at our own host and no other.
func Redirect(m *autocert.Manager, host string) http.Handler {
	return m.HTTPHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		common(w.Header())
		if r.Method != http.MethodGet && r.Method != http.MethodHead || !strings.HasPrefix(r.URL.Path, "/") {
			w.WriteHeader(http.StatusMisdirectedRequest) // a statement sent in the clear is not to be sent on
			return
		}
		w.Header().Set("Location", "https://"+host+r.URL.EscapedPath())
		w.WriteHeader(http.StatusMovedPermanently)
	}))
}
