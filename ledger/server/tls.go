package server

import (
	"context"
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

// TLSCertificates obtains certificates of one host, and of those that are ours besides, from Let's
// Encrypt and keeps them in a directory. Nobody can make it ask for those of another: a TLS client
// names the host it wants, and any other name is refused.
func TLSCertificates(host, dir string, ours func(host string) bool) (*autocert.Manager, error) {
	if err := CheckHost(host); err != nil {
		return nil, err
	}
	policy := func(_ context.Context, asked string) error {
		if asked == host || ours(asked) && CheckHost(asked) == nil {
			return nil
		}
		return fmt.Errorf("host %q: not configured here", asked)
	}
	return &autocert.Manager{Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(dir), HostPolicy: policy}, nil
}

// Redirect answers plain HTTP on port 80: the authority's questions (RFC 8555 section 8.3), and for
// everybody else the way to the same path over TLS, at a host that is ours besides where it was
// asked for, else at our own.
func Redirect(m *autocert.Manager, host string, ours func(host string) bool) http.Handler {
	return m.HTTPHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		common(w.Header())
		if r.Method != http.MethodGet && r.Method != http.MethodHead || !strings.HasPrefix(r.URL.Path, "/") {
			w.WriteHeader(http.StatusMisdirectedRequest) // a statement sent in the clear is not to be sent on
			return
		}
		to := host
		if asked := siteOf(r.Host).name; ours(asked) && CheckHost(asked) == nil {
			to = asked
		}
		w.Header().Set("Location", "https://"+to+r.URL.EscapedPath())
		w.WriteHeader(http.StatusMovedPermanently)
	}))
}
