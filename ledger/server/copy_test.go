package server

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ikrar/ledger/public"
	"ikrar/ledger/publish"
	"ikrar/ledger/publish/directory"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

// copyTo publishes the world's ledger into a directory, and returns what was written.
func (w *world) copyTo(dir string) map[string]publish.Object {
	w.Helper()
	store, err := directory.Open(dir)
	if err != nil {
		w.Fatal(err)
	}
	var mutex sync.Mutex
	objects := map[string]publish.Object{}
	p := &publish.Publisher{Ledger: w.ledger, Store: store, To: dir, Now: time.Now,
		Pages: func(*trust.List) ([]web.Asset, error) { return slices.Concat(web.Assets(), signingPage[2:]), nil },
		Wrote: func(name string, o publish.Object) {
			mutex.Lock()
			defer mutex.Unlock()
			objects[name] = o
		}}
	if _, err := p.Publish(w.Context()); err != nil {
		w.Fatal(err)
	}
	return objects
}

// copied publishes the world's ledger, and returns the address of a plain web host that shows the
// copy.
func (w *world) copied() string {
	w.Helper()
	dir := w.TempDir()
	w.copyTo(dir)
	host := httptest.NewServer(http.FileServer(http.Dir(dir)))
	w.Cleanup(host.Close)
	return host.URL
}

// TestCopy: a copy has what the server answers, byte for byte, with its types and its rules for
// caches, and nothing that the server gives for a code or a key.
func TestCopy(t *testing.T) {
	w, pledge := furnished(t)
	dir := t.TempDir()
	objects := w.copyTo(dir)
	paths := w.paths(pledge)
	shared := slices.Clone(public.Pages)
	for _, p := range public.Paths {
		shared = append(shared, p.Pattern)
	}
	for pattern, path := range paths {
		if w.route(pattern).get == nil || pattern == "/tile/{path...}" { // of which the widest alone is copied
			continue
		}
		name := strings.TrimPrefix(path, "/")
		if path == "/" {
			name = "index.html"
		}
		if _, copied := objects[name]; copied != slices.Contains(shared, pattern) {
			t.Errorf("%s: copied is %v", path, copied)
		}
	}
	for name, o := range objects {
		path := "/" + strings.TrimSuffix(name, "index.html")
		got := w.get(path, "Accept-Encoding", "identity")
		if got.StatusCode != http.StatusOK || string(got.body) != string(o.Body) ||
			got.Header.Get("Content-Type") != o.Type ||
			got.Header.Get("Cache-Control") != o.Cache {
			t.Errorf("%s: %s, %q for %q, %q for %q, %d bytes for %d", path, got.Status,
				got.Header.Get("Content-Type"), o.Type,
				got.Header.Get("Cache-Control"), o.Cache, len(got.body), len(o.Body))
		}
	}
	for _, secret := range []string{"Nama pegawai-0", "2002", "Dinas Contoh", string(pledge), "%PDF-1.7 contoh",
		string(verify.CodeOf(pledge))} {
		for name, o := range objects {
			if !strings.HasPrefix(name, "web/") && name != "index.html" && strings.Contains(string(o.Body), secret) {
				t.Errorf("%s has %.20q", name, secret)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "v1", "certificates", signer.DigestOf(pledge).String())); err != nil {
		t.Error(err)
	}
}
