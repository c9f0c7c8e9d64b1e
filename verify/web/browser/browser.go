//go:build !js

// Package browser lets tests use the public page as people do: in a real Chromium, driven through its own protocol.
//
// It is for tests alone, which begin with
//
//	func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }
//
// and then open as many pages as they like: one process serves a package's tests, and every page of
// Tab has a browser context, and so storage, caches and service workers, of its own; those of
// Beside share one. Every host name leads to this machine, so that nothing leaves it, and a server
// on loopback can be asked for under a name that is no "localhost", where browsers withhold
// crypto.subtle.
//
// Where Chromium is missing tests are skipped with a line, and fail under CI. Short runs skip them too.
package browser

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience bounds one test's use of a page: a page that hangs must fail its own test, not all of them.
const patience = 4 * time.Minute

// names are the commands that may be Chromium, in the order in which they are tried.
var names = []string{"chromium", "chromium-browser", "google-chrome", "chrome"}

// shared is the process that pages live in, started by the first test that needs it.
var shared struct {
	sync.Mutex
	ctx  context.Context
	stop func()
}

// Run runs a package's tests, and then ends the browser that they shared and removes what they compiled. It returns the exit
// code.
func Run(m *testing.M) int {
	defer func() {
		if shared.stop != nil {
			shared.stop()
		}
		if programs.dir != "" {
			os.RemoveAll(programs.dir)
		}
	}()
	return m.Run()
}

// Tab opens an empty page with storage of its own in the shared browser.
func Tab(t testing.TB) *Page {
	t.Helper()
	return newPage(t, sharedBrowser(t), newContext)
}

// Beside opens an empty page that shares its storage with the others of this function, which is
// half the work for the browser. Storage is each origin's own, so that a test whose server is its
// own sees no difference, as long as it opens one page. What the origins that the page asked have
// stored is removed at the test's end.
func Beside(t testing.TB) *Page {
	t.Helper()
	return newPage(t, sharedBrowser(t), newTab)
}

func sharedBrowser(t testing.TB) context.Context {
	t.Helper()
	path := find(t)
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx == nil {
		ctx, stop, err := start(path)
		if err != nil {
			t.Fatal(err)
		}
		shared.ctx, shared.stop = ctx, stop
	}
	return shared.ctx
}

// TabOf opens an empty page in a browser of its own, which gets further flags: a file for its camera, say.
func TabOf(t testing.TB, flags ...chromedp.ExecAllocatorOption) *Page {
	t.Helper()
	ctx, stop, err := start(find(t), flags...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return newPage(t, ctx, newContext)
}

func find(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser is slow, and what short runs look for, data races, it has none of ours")
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("chromium is not installed, and CI must have it")
	}
	t.Skip("chromium is not installed")
	return ""
}

// unneeded is what chromedp switches off, and processes that are kept ready for what people may do
// next with a window.
const unneeded = "site-per-process,Translate,BlinkGenPropertyTrees," +
	"SpareRendererForSitePerProcess,PreloadTopChromeWebUI,InitialWebUI,WebUIReloadButton"

// start starts a browser with a fresh profile, which stop removes.
func start(path string, flags ...chromedp.ExecAllocatorOption) (ctx context.Context, stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // tests also run as root, where Chromium's sandbox refuses to
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-features", unneeded),
		chromedp.Flag("host-resolver-rules", "MAP * 127.0.0.1"),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	ctx, stopBrowser := chromedp.NewContext(allocator)
	stop = func() {
		stopBrowser()
		stopAllocator()
	}
	if err := chromedp.Run(ctx); err != nil {
		stop()
		return nil, nil, err
	}
	return ctx, stop, nil
}
