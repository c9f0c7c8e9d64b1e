package remote

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"ikrar/verify/phrase"
)

// ParseURL reads the public address of a ledger, without a final slash and without what stands
// around addresses in letters and mails: blanks, quotes, angle brackets, a full stop. One that was
// typed without a scheme is of https, if its host has a dot or a port, or is localhost.
func ParseURL(text string) (string, error) {
	text = strings.TrimRight(strings.TrimLeft(strings.Map(seen, text), around), around+"/?.,;:!")
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

// around is what people and programs put around an address.
const around = " <>()\"'`“”‘’«»"

// seen drops what cannot be seen, and makes every blank a space.
func seen(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case !unicode.IsGraphic(r):
		return -1
	}
	return r
}

var (
	// scheme is that of the web as people mistype it: "https//", "https:/", "htps://", "https:\\".
	scheme = regexp.MustCompile(`(?i)^h?t{1,3}ps? ?[:;.]? ?[/\\]{1,3}|^h?t{1,3}ps?[:;]`)
	// blanks are those beside the signs of an address, where telephones put them.
	blanks = regexp.MustCompile(` *([./:]) *`)
)

// Propose is the address that was probably meant by what [ParseURL] does not take, or takes without
// a scheme: to be typed by who knows that it is the right one. It is "" where there is none to
// propose.
func Propose(text string) string {
	text = blanks.ReplaceAllString(strings.Trim(strings.Map(seen, text), around), "$1")
	text, _, _ = strings.Cut(text, "#") // of an address that was copied with what stood behind it
	text, _, _ = strings.Cut(text, "?")
	prefix := "https://"
	if strings.HasPrefix(strings.ToLower(text), "http://") {
		prefix = "http://"
	}
	address, err := ParseURL(prefix + scheme.ReplaceAllString(text, ""))
	if err != nil {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() != "localhost" && !strings.ContainsAny(strings.Trim(u.Hostname(), "."), ".:") {
		return ""
	}
	return address
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

// misdirected says that a server wants TLS where it was asked without: what servers answer at such
// a port is an error in words of their own. And it says where an institution is that has left the
// address (HTTP.md, "After a move").
func misdirected(q *http.Request, r response) error {
	var said struct{ Error, URL string }
	if r.code == http.StatusGone && json.Unmarshal(r.body, &said) == nil && said.Error == "moved" {
		if to, err := ParseURL(said.URL); err == nil {
			return Redirected{phrase.Visible(to)}
		}
	}
	if q.URL.Scheme == "http" && r.code == http.StatusBadRequest &&
		bytes.Contains(bytes.ToUpper(r.body), []byte("HTTPS")) {
		return Redirected{"https://" + q.URL.Host}
	}
	return nil
}

// redirected reads a redirection; nil where the answer is none.
func redirected(q *http.Request, answered *http.Response) error {
	to, err := answered.Location()
	if answered.StatusCode < 300 || answered.StatusCode > 399 || err != nil {
		return nil
	}
	return Redirected{phrase.Visible(to.Scheme + "://" + to.Host + baseOf(to.Path, q.URL.Path))}
}

// baseOf is what a path has before the segments at its end that it shares with the path that was
// asked for, which may hold a code; nothing where it shares none, for then it is another page's.
func baseOf(path, asked string) string {
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
