package browser

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
)

func TestMain(m *testing.M) { os.Exit(Run(m)) }

// What the tests of others rely on: pages have storage of their own, names lead here, and complaints are heard.
func TestPage(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		w.Header().Set("Content-Type", "text/html")
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte(`<!doctype html><title>page</title><script>inline = 1</script><img src="/absent">`))
	}))
	t.Cleanup(server.Close)
	p := Tab(t)
	p.Open(server.URL)
	var sum int
	p.Eval(`localStorage.setItem("kept", "1"), Promise.resolve(1 + 2)`, &sum)
	if sum != 3 {
		t.Errorf("1 + 2 is %d", sum)
	}
	p.Wait(`document.title === "page"`)
	if complaints := strings.Join(p.Errors(), "\n"); !strings.Contains(complaints, "Content Security Policy") || !strings.Contains(complaints, "404") {
		t.Errorf("complaints are not heard: %q", complaints)
	}
	if requests := strings.Join(p.Requests(), "\n"); !strings.Contains(requests, "GET "+server.URL+"/absent") {
		t.Errorf("requests are not seen: %q", requests)
	}

	other := Tab(t)
	other.Size(320, 480)
	other.Dark(true)
	other.Open(strings.Replace(server.URL, "127.0.0.1", "kantor.contoh.example", 1))
	var seen struct {
		Kept         *string
		Subtle, Dark bool
		Width        int
	}
	other.Eval(`({Kept: localStorage.getItem("kept"), Subtle: !!crypto.subtle, Dark: matchMedia("(prefers-color-scheme: dark)").matches, Width: innerWidth})`, &seen)
	if seen.Kept != nil || seen.Subtle || !seen.Dark || seen.Width != 320 {
		t.Errorf("the other page sees %+v", seen)
	}
	if png := other.Screenshot(); !bytes.HasPrefix(png, []byte("\x89PNG")) {
		t.Errorf("no picture: %.20q", png)
	}
}

// What is downloaded lies under its name in the directory, and what the protocol tells is passed on.
func TestDownload(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(`<!doctype html><title>page</title><a href="data:,text" download="one.txt">one</a>`))
	}))
	t.Cleanup(server.Close)
	p, dir, answers := Tab(t), t.TempDir(), atomic.Int32{}
	p.Downloads(dir)
	p.Listen(func(event any) {
		if _, ok := event.(*network.EventResponseReceived); ok {
			answers.Add(1)
		}
	})
	p.Open(server.URL)
	p.Eval(`document.querySelector("a").click()`, nil)
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if data, err := os.ReadFile(filepath.Join(dir, "one.txt")); err == nil {
			if string(data) != "text" {
				t.Errorf("the file is %q", data)
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing was downloaded")
		}
	}
	if answers.Load() == 0 {
		t.Error("no event was passed on")
	}
}
