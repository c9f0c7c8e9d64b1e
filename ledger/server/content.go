package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"ikrar/ledger/public"
)

// content is what an answer holds.
type content struct {
	body    []byte
	media   string
	cache   string            // one of the cache constants
	packed  bool              // worth compressing: hashes and signatures are not
	tag     string            // names the content to caches; "" for its digest
	gzip    []byte            // compressed beforehand
	brotli  func() []byte     // the same by brotli, nil while it is not there; may be nil
	headers map[string]string // in place of the common ones
	moved   string            // where the browser is sent instead of a body; "" for nowhere
}

// What caches are told.
const (
	cacheForever = public.Forever
	cacheShort   = public.Short
	cacheCheck   = public.Check
	cacheNever   = "no-store" // what is a person's, and errors
)

const (
	mediaText     = public.Text
	mediaHTML     = "text/html; charset=utf-8"
	mediaJSON     = public.JSON
	mediaCOSE     = public.COSE
	mediaSequence = "application/cbor-seq" // RFC 8742
	mediaPacket   = "application/cbor"     // NIP.ikrar (package packet)
	mediaPDF      = "application/pdf"
	mediaCall     = "application/octet-stream" // what passes in a session, which is both ends' own

	// strictPolicy lets a browser that shows an answer load and run nothing.
	strictPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

	// onlyTLS has a browser come over TLS alone for a year (RFC 6797), so that nobody between can answer in our place. It
	// speaks of this host and of no other: those below it are not ours.
	onlyTLS = "max-age=31536000"
)

// everywhere are the headers of every answer. A handler sets its own in their place, and adds to none.
var everywhere = http.Header{
	"Content-Security-Policy": {strictPolicy},
	"X-Content-Type-Options":  {"nosniff"},
	"Referrer-Policy":         {"no-referrer"},
}

// common sets the headers of every answer, errors too.
func common(h http.Header) { maps.Copy(h, everywhere) }

// write sends the content and returns the status.
func (c content) write(w http.ResponseWriter, r *http.Request) int {
	h := w.Header()
	h.Set("Content-Type", c.media)
	h.Set("Cache-Control", c.cache)
	for name, value := range c.headers {
		h.Set(name, value)
	}
	if c.moved != "" {
		h.Set("Location", c.moved)
		w.WriteHeader(http.StatusSeeOther)
		return http.StatusSeeOther
	}
	packable := c.packed || c.gzip != nil
	if packable { // of a 304 too (RFC 9110 section 15.4.5)
		h.Set("Vary", "Accept-Encoding")
	}
	if c.cache == cacheCheck {
		if c.tag == "" {
			sum := sha256.Sum256(c.body)
			c.tag = hex.EncodeToString(sum[:16])
		}
		tag := `W/"` + c.tag + `"` // weak: compressed and not, it is the same content
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return http.StatusNotModified
		}
	}
	body, coding := c.coded(r.Header.Get("Accept-Encoding"))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	w.Write(body) // an error is the client's: it has gone away
	return http.StatusOK
}

// matches is RFC 9110 section 13.1.2 for one weak tag.
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// coded returns the body as a client accepts it, and its content coding.
func (c content) coded(accepted string) (body []byte, coding string) {
	if !c.packed && c.gzip == nil || len(c.body) < minGzip {
		return c.body, ""
	}
	if c.brotli != nil && accepts(accepted, "br") {
		if body = c.brotli(); body != nil {
			return body, "br"
		}
	}
	switch {
	case !accepts(accepted, "gzip"):
		return c.body, ""
	case c.gzip != nil:
		return c.gzip, "gzip"
	}
	return packed(c.body), "gzip"
}

// accepts reads Accept-Encoding (RFC 9110 section 12.5.3): the coding is named, and not with weight 0.
func accepts(header, coding string) bool {
	for one := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.ReplaceAll(one, " ", ""), ";q=")
		if strings.EqualFold(name, coding) {
			return strings.Trim(weight, "0.") != "" || weight == ""
		}
	}
	return false
}

var packers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

func packed(body []byte) []byte {
	var b bytes.Buffer
	z := packers.Get().(*gzip.Writer)
	defer packers.Put(z)
	z.Reset(&b)
	z.Write(body) // neither call can fail on a buffer
	z.Close()
	return b.Bytes()
}
