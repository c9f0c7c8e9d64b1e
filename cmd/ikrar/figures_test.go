package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/verify/web/browser"
)

// TestPublicFigures: a citizen reads on a telephone how far a campaign is, once HR has switched
// that on: no names, nothing that axe-core finds, nothing wider than the screen.
func TestPublicFigures(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	ikrar := func(ctx context.Context, args ...string) int {
		return run(ctx, args, strings.NewReader(""), io.Discard, io.Discard, func(string) string { return "" },
			time.Now)
	}
	if code := ikrar(t.Context(), "demo", dir, "--people", "40"); code != 0 {
		t.Fatalf("demo: %d", code)
	}
	served := func(look func(url string)) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		l.Close()
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan int)
		go func() { ended <- ikrar(ctx, "--home", dir, "serve", "--listen", address) }()
		defer func() { stop(); <-ended }()
		for range 400 {
			if c, err := net.Dial("tcp", address); err == nil {
				c.Close()
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		look("http://" + address + "/kegiatan/deklarasi-2026")
	}
	get := func(url string) (int, string) {
		a, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		body, _ := io.ReadAll(a.Body)
		return a.StatusCode, string(body)
	}
	served(func(url string) {
		if status, _ := get(url); status != http.StatusNotFound {
			t.Errorf("switched off: %d", status)
		}
	})
	settings := filepath.Join(dir, "ikrar.toml")
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	text = []byte(strings.Replace(string(text), "figures = false", "figures = true", 1))
	if err := os.WriteFile(settings, text, 0o600); err != nil {
		t.Fatal(err)
	}
	served(func(url string) {
		status, body := get(url)
		if status != http.StatusOK || !strings.Contains(body, "Dinas Pendidikan dan Kebudayaan") ||
			!strings.Contains(body, "Unit kecil, digabung") || strings.Contains(body, "Nabila") {
			t.Errorf("switched on: %d %s", status, body)
		}
		lookAtFigures(t, url)
	})
}

func lookAtFigures(t *testing.T, url string) {
	t.Helper()
	p := browser.TabOf(t)
	for _, dark := range []bool{false, true} {
		for name, width := range map[string]int64{"figures-phone": 360, "figures-wide": 1280} {
			p.Size(width, 740)
			p.Dark(dark)
			p.Open(url)
			var wide int64
			p.Eval(`document.documentElement.scrollWidth`, &wide)
			if wide > width {
				t.Errorf("%s is %d wide", name, wide)
			}
			for _, found := range p.Inspect() {
				t.Error(found)
			}
			if pictures := os.Getenv("IKRAR_PICTURES"); pictures != "" && !dark {
				if err := os.WriteFile(filepath.Join(pictures, name+".png"), p.Screenshot(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, e := range p.Errors() {
		t.Error(e)
	}
}
