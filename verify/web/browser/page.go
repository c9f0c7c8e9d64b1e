//go:build !js

package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Page is one tab. Whatever goes wrong in its methods ends the test.
type Page struct {
	t    testing.TB
	ctx  context.Context
	late *time.Timer // ends the page's use

	mu       sync.Mutex
	requests []string
	errors   []string
}

func newPage(t testing.TB, browser context.Context, open opener) *Page {
	t.Helper()
	executor := cdp.WithExecutor(browser, chromedp.FromContext(browser).Browser)
	contextID, id, err := open(executor)
	if err != nil {
		t.Fatal(err)
	}
	ctx, closeTab := chromedp.NewContext(browser, chromedp.WithTargetID(id))
	ctx, cancel := context.WithCancel(ctx)
	p := &Page{t: t, ctx: ctx, late: time.AfterFunc(patience, cancel)}
	t.Cleanup(func() {
		if contextID == "" {
			p.forget()
		}
		cancel()
		closeTab()
		if contextID != "" {
			target.DisposeBrowserContext(contextID).Do(executor) // its workers would go on; an error means that it is gone
		}
	})
	chromedp.ListenTarget(ctx, p.listen)
	p.Do(network.Enable(), cdplog.Enable(), runtime.Enable())
	return p
}

// An opener opens an empty page, and names its browser context where that is the page's own.
type opener func(executor context.Context) (own cdp.BrowserContextID, id target.ID, err error)

// newContext opens a window in a new browser context: a context has no window yet that a tab could
// open in.
func newContext(executor context.Context) (own cdp.BrowserContextID, id target.ID, err error) {
	if own, err = target.CreateBrowserContext().Do(executor); err != nil {
		return "", "", err
	}
	id, err = target.CreateTarget("about:blank").WithBrowserContextID(own).WithNewWindow(true).Do(executor)
	return own, id, err
}

// newTab opens a tab in the browser's first window.
func newTab(executor context.Context) (own cdp.BrowserContextID, id target.ID, err error) {
	id, err = target.CreateTarget("about:blank").Do(executor)
	return "", id, err
}

// forget removes what was stored for the origins that the page asked: the server of a later test
// may get the same port.
func (p *Page) forget() {
	origins := map[string]bool{}
	for _, request := range p.Requests() {
		_, address, _ := strings.Cut(request, " ")
		if u, err := url.Parse(address); err == nil && u.Host != "" {
			origins[u.Scheme+"://"+u.Host] = true
		}
	}
	for origin := range origins {
		if err := chromedp.Run(p.ctx, storage.ClearDataForOrigin(origin, "all")); err != nil {
			p.t.Errorf("what %s has stored stays: %v", origin, err)
		}
	}
}

// listen keeps what the page asks the network for, and what it complains of.
func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.Method+" "+e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.errors = append(p.errors, e.ExceptionDetails.Error())
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == cdplog.LevelError {
			p.errors = append(p.errors, fmt.Sprintf("%s (%s)", e.Entry.Text, e.Entry.URL))
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError {
			p.errors = append(p.errors, fmt.Sprintf("console.error with %d arguments", len(e.Args)))
		}
	}
}

// Do takes steps of the protocol one after the other, for what has no method here.
func (p *Page) Do(actions ...chromedp.Action) {
	p.t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		p.t.Fatal(err)
	}
}

// Patient lets a test that is long by itself use the page for so long from now on.
func (p *Page) Patient(long time.Duration) { p.late.Reset(long) }

// Listen passes on every event of the protocol that the page causes. f must not wait for the page.
func (p *Page) Listen(f func(event any)) { chromedp.ListenTarget(p.ctx, f) }

// Downloads has the browser save what the page's person downloads in dir, without asking where. A file has its own name once
// it is whole.
func (p *Page) Downloads(dir string) {
	p.t.Helper()
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		is, err := target.GetTargetInfo().Do(ctx)
		if err != nil {
			return err
		}
		save := cdpbrowser.SetDownloadBehavior(cdpbrowser.SetDownloadBehaviorBehaviorAllow)
		whole := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
		return save.WithBrowserContextID(is.BrowserContextID).WithDownloadPath(dir).Do(whole)
	}))
}

// Open loads an address and waits until it is loaded.
func (p *Page) Open(url string) {
	p.t.Helper()
	p.Do(chromedp.Navigate(url))
}

// Eval evaluates a JavaScript expression in the page, awaits it where it is a promise, and decodes it into out, which
// may be nil. What the expression throws ends the test.
func (p *Page) Eval(expression string, out any) {
	p.t.Helper()
	if out == nil {
		out = new(*runtime.RemoteObject) // whatever it is
	}
	for {
		err := chromedp.Run(p.ctx, chromedp.Evaluate(expression, out, awaited))
		if err == nil {
			return
		}
		if p.ctx.Err() != nil || !strings.Contains(err.Error(), noContext) {
			p.t.Fatal(err)
		}
		time.Sleep(pollInterval)
	}
}

func awaited(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }

// noContext is how the browser says that it evaluated nothing, since the page was just being left.
const noContext = "Cannot find context with specified id"

const (
	pollInterval = 10 * time.Millisecond
	pollPatience = 10 * time.Second // with one look: of a page that was left meanwhile there may be no answer
)

// Wait waits until the JavaScript expression is true, in this page or in one that takes its place meanwhile.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	all, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	look := func() (met bool, err error) {
		ctx, cancel := context.WithTimeout(all, pollPatience)
		defer cancel()
		err = chromedp.Run(ctx, chromedp.Evaluate("(async () => Boolean(await ("+expression+")))()", &met, awaited))
		return met, err
	}
	var err error
	for all.Err() == nil {
		var met bool
		if met, err = look(); met && err == nil {
			return
		}
		time.Sleep(pollInterval)
	}
	p.t.Fatalf("waited in vain for %s: %v", expression, errors.Join(err, all.Err()))
}

// Size sets the window's size in CSS pixels.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.Do(chromedp.EmulateViewport(width, height))
}

// Dark has the page believe that the person prefers dark colours, or light ones.
func (p *Page) Dark(on bool) {
	p.t.Helper()
	value := map[bool]string{true: "dark", false: "light"}[on]
	p.Do(emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}}))
}

// Screenshot returns a picture of the whole page, PNG.
func (p *Page) Screenshot() []byte {
	p.t.Helper()
	var png []byte
	p.Do(chromedp.FullScreenshot(&png, 100))
	return png
}

// Requests returns what the page has asked for so far, as "GET http://host/path", in order. What a service worker asks
// for by itself is not among it.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.requests)
}

// Errors returns what went wrong in the page so far: uncaught exceptions, resources that failed to load, refusals by the
// content security policy, calls of console.error.
func (p *Page) Errors() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.errors)
}
