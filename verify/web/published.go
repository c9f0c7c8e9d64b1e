package web

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// Published returns the files of a page that stands among the published files of an institution, on
// whatever host. What these files lack it asks at the institution's own server, whose address is
// the trust list's: only that host, and its own, are in its policy. The policy is in the page too,
// for hosts that send no headers. Where url is no address of a server the page may ask its own host
// alone.
func Published(url string) []Asset {
	live := originOf(url)
	all := Assets() // sorted, so that the page comes before its worker
	var page []byte
	for i, a := range all {
		switch {
		case a.Immutable:
			continue
		case a.Path == "/":
			page = published(a, live)
			all[i] = NewAsset(a.Path, page, false)
			all[i].inline = a.inline
		default: // a worker that keeps another page is another one, so that the new page is taken
			all[i] = NewAsset(a.Path, fmt.Appendf(bytes.Clone(a.Body), "// keeps %x\n", sha256.Sum256(page)), false)
		}
		all[i].live = live
	}
	return all
}

// originOf is what a policy calls a server by; "" of what is no address of one.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !host.MatchString(u.Host) {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

var host = regexp.MustCompile(`^[0-9A-Za-z.-]+(?::[0-9]+)?$|^\[[0-9A-Fa-f:.]+\](?::[0-9]+)?$`)

// published writes into a page that it is published, and its policy, but for what browsers take
// from headers alone.
func published(page Asset, live string) []byte {
	const first = `<meta charset="utf-8">`
	content := html.EscapeString(strings.ReplaceAll(policy(page.inline, live), framing, ""))
	return bytes.Replace(page.Body, []byte(first), fmt.Appendf(nil, `%s
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="ikrar-published">`, first, content), 1)
}

const framing = "frame-ancestors 'none'; "

// policy lets the page run the scripts and the style that stand in it, each named by its hash, or
// load a style where none stands in it; load its own files; and ask its own host and the live
// server, "" for none beside.
func policy(in inline, live string) string {
	own := strings.Join(append([]string{"'self'"}, in.scripts...), " ")
	style := cmp.Or(in.style, "'self'")
	return "default-src 'none'; script-src " + own + " 'wasm-unsafe-eval'; style-src " + style + "; img-src 'self'; " +
		strings.TrimSpace("connect-src 'self' "+live) + "; manifest-src 'self'; worker-src 'self'; base-uri 'none'; " +
		"form-action 'none'; " + framing + "require-trusted-types-for 'script'; trusted-types ikrar ikrar-worker"
}
