package web_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

func readVector(name string) (v vector) {
	raw := must(os.ReadFile(filepath.Join(vectorDir, name+".json")))
	if err := json.Unmarshal(raw, &v); err != nil {
		panic(err)
	}
	return v
}

// bytes returns the proof.
func (v vector) bytes() []byte {
	if v.Input.Form != "cbor" {
		return []byte(v.Input.Text)
	}
	return v.Input.Base64
}

// A site serves the page as a server does, and beside it whatever a test wants its ledger to say.
type site struct {
	URL string

	mu     sync.Mutex
	said   map[string][]byte // by path
	failed map[string]failing
	asked  []string
	silent bool // no question is answered, as without a network
	lonely bool // no question is answered but what said has
}

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{said: map[string][]byte{}}
	files := map[string]web.Asset{}
	for _, a := range web.Assets() {
		files[a.Path] = a
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		body, ok := s.said[r.URL.Path]
		failure, fails := s.failed[r.URL.Path]
		silent, lonely := s.silent, s.lonely
		s.mu.Unlock()
		a, isFile := files[r.URL.Path]
		if strings.HasPrefix(r.URL.Path, "/v1/") || r.URL.Path == "/status" { // pages elsewhere may ask, as HTTP.md says
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		switch {
		case silent:
			panic(http.ErrAbortHandler)
		case fails:
			failure.write(w)
		case ok:
			if media := mime.TypeByExtension(path.Ext(r.URL.Path)); media != "" { // others Go tells by their first bytes
				w.Header().Set("Content-Type", media)
			}
			w.Write(body)
		case isFile:
			sendAsset(w, a)
		case lonely:
			panic(http.ErrAbortHandler)
		default:
			failing{status: 404, code: "not-found"}.write(w)
		}
	}))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// sendAsset sends a file of the page, compressed: every browser takes gzip.
func sendAsset(w http.ResponseWriter, a web.Asset) {
	for name, value := range a.Headers() {
		w.Header().Set(name, value)
	}
	w.Header().Set("Content-Type", a.Type)
	w.Header().Set("Cache-Control", map[bool]string{true: "max-age=31536000, immutable", false: "no-cache"}[a.Immutable])
	if a.Gzip != nil {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(a.Gzip)
		return
	}
	w.Write(a.Body)
}

// failing is an answer that says why not: the ledger's, with a code, or that of whoever stands before it, without.
type failing struct {
	status int
	code   string
	after  string // Retry-After
}

func (f failing) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html")
	body := "<!doctype html><title>Galat</title>"
	if f.code != "" {
		w.Header().Set("Content-Type", "application/json")
		body = fmt.Sprintf(`{"error":%q,"message":"Tidak ada apa-apa di sini."}`, f.code)
	}
	if f.after != "" {
		w.Header().Set("Retry-After", f.after)
	}
	w.WriteHeader(f.status)
	w.Write([]byte(body))
}

// fails has the site answer a path with a failure from now on.
func (s *site) fails(path string, f failing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = map[string]failing{}
	}
	s.failed[path] = f
}

func (s *site) say(path string, body []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said[path] = body
}

// opens has the site speak for an office, and for nobody else.
func (s *site) opens(o *office) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said, s.failed, s.asked, s.silent = maps.Clone(o.files), nil, nil, false
}

func (s *site) silence(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.silent = on
}

// alone has the site answer nothing from now on but what it was told to say.
func (s *site) alone() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lonely = true
}

// questions returns the paths that were asked for so far and are no files of the page, sorted; files of the page below the
// prefixes too.
func (s *site) questions(files ...string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	set := map[string]bool{}
	for _, path := range s.asked {
		isFile := path == "/" || path == "/sw.js" || strings.HasPrefix(path, "/web/") || path == "/favicon.ico"
		if !isFile || slices.ContainsFunc(files, func(prefix string) bool { return strings.HasPrefix(path, prefix) }) {
			set[path] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// always runs a script before all others in whatever a tab opens from now on.
func always(p *browser.Page, script string) {
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, err := page.AddScriptToEvaluateOnNewDocument(script).Do(ctx)
		return err
	}))
}

// at sets the clock of what a tab opens from now on.
func at(p *browser.Page, now int64) { always(p, "Date.now = () => "+strconv.FormatInt(now, 10)+"000") }

const withoutEd25519 = `SubtleCrypto.prototype.importKey = async () => { throw new DOMException("no Ed25519", "NotSupportedError") }`

const withoutWorker = `if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => {})`

// digits writes bytes as PROOF.md section 1 does: 7 of them as 17 digits. Of proofs that no program of ours would write too.
func digits(data []byte) string {
	widths := []int{0, 3, 5, 8, 10, 13, 15, 17}
	var out strings.Builder
	for group := range slices.Chunk(data, 7) {
		var n uint64
		for _, b := range group {
			n = n<<8 | uint64(b)
		}
		fmt.Fprintf(&out, "%0*d", widths[len(group)], n)
	}
	return out.String()
}

// fragment is what the address of a vector's QR code has behind its #.
func (v vector) fragment() string {
	if v.Input.Form == "cbor" {
		return digits(v.bytes())
	}
	_, after, _ := strings.Cut(v.Input.Text, "#")
	return after
}

// drop drops a file on the page.
func drop(p *browser.Page, name string, data []byte) {
	p.Eval(fmt.Sprintf(`(() => {
		const bytes = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))
		const dataTransfer = new DataTransfer()
		dataTransfer.items.add(new File([bytes], %q))
		document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }))
		return true
	})()`, base64.StdEncoding.EncodeToString(data), name), nil)
}
