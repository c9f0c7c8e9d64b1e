package remote

import (
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"

	"ikrar/verify/phrase"
)

// ParseURL reads the public address of a ledger, without a final slash. One that was typed without
// a scheme is of https, if its host has a dot or a port, or is localhost.
func ParseURL(text string) (string, error) {
	bare := !strings.Contains(text, "://")
	if bare {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" ||
		u.RawQuery != "" || u.Fragment != "" || u.User != nil ||
		strings.Contains(u.Hostname(), "%") { // a zone of this machine's
		return "", errNoAddress
	}
	if bare && u.Port() == "" && u.Hostname() != "localhost" &&
		!strings.Contains(strings.Trim(u.Hostname(), "."), ".") {
		return "", errNoAddress
	}
	u.ForceQuery = false
	return strings.TrimRight(u.String(), "/"), nil
}

var errNoAddress = errors.New("not an http or https address")

// SameAddress says whether two addresses are one (PROOF.md section 3): of one scheme, host, port
// and path.
func SameAddress(a, b string) bool { return canonical(a) == canonical(b) }

// canonical is the one spelling of an address; what is none stays as it is.
func canonical(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return text
	}
	host, port := strings.TrimRight(strings.Map(lower, u.Hostname()), "."), u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return u.Scheme + "://" + net.JoinHostPort(host, port) + strings.TrimRight(u.EscapedPath(), "/")
}

// lower is for the letters that host names have: other scripts' letters are not folded into them.
func lower(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// Redirected says where a server wanted to lead who asked it. That is followed by nobody: what was
// meant for one address is not told to another, an invitation perhaps, and the address that a trust
// list names answers itself.
type Redirected struct {
	To string // an address to type, without what was asked for
}

func (r Redirected) Error() string { return "leads to " + r.To }

// redirected reads a redirection; nil where the answer is none.
func redirected(q *http.Request, answered *http.Response) error {
	to, err := answered.Location()
	if answered.StatusCode < 300 || answered.StatusCode > 399 || err != nil {
		return nil
	}
	return Redirected{phrase.Visible(to.Scheme + "://" + to.Host + before(to.Path, q.URL.Path))}
}

// before is what a path has before the segments at its end that it shares with the path that was
// asked for, which may hold a code; nothing where it shares none, for then it is another page's.
func before(path, asked string) string {
	base := path
	for {
		at, of := strings.LastIndexByte(base, '/'), strings.LastIndexByte(asked, '/')
		if at < 0 || of < 0 || base[at:] != asked[of:] {
			break
		}
		base, asked = base[:at], asked[:of]
	}
	if base == path {
		return ""
	}
	return base
}
