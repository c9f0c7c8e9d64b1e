package web

import (
	"bytes"
	"encoding/json"
	"html"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikrar/verify/web/bundle"
)

func TestBook(t *testing.T) {
	if err := book.Check(); err != nil {
		t.Error(err)
	}
}

// Every sentence that the page names is in the book, and every sentence of the page's own is named by it.
func TestSentencesAreSaid(t *testing.T) {
	all := Sources()
	delete(all, "page/phrases.js")
	text := string(bytes.Join(slices.Collect(maps.Values(all)), []byte("\n")))
	named := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?:"|\{\{)((?:page|caveat|field|signer|verdict|status|step|trust|integrity|file|compare)\.[a-z0-9_.-]*[a-z0-9])(?:"|\}\})`).FindAllStringSubmatch(text, -1) {
		named[m[1]] = true
		if _, ok := book[m[1]]; !ok {
			t.Errorf("the page says %s, which is in no book", m[1])
		}
	}
	if len(named) < 80 {
		t.Fatalf("only %d sentences found", len(named))
	}
	for key := range words {
		// Those of trust lists are said by the kind of warning, causes by the kind of answer.
		if !named[key] && !strings.HasPrefix(key, "page.trust.") && !strings.HasPrefix(key, "page.cause.") {
			t.Errorf("nothing says %s", key)
		}
	}
}

// A page that is to begin soon has the same sentences, the English behind its script.
func TestApartPhrases(t *testing.T) {
	module, english := ApartPhrases(book)
	var rest map[string]string
	_, english, _ = strings.Cut(english, ">")
	english, _, _ = strings.Cut(english, "</script>")
	if err := json.Unmarshal([]byte(english), &rest); err != nil || len(rest) != len(book) {
		t.Fatalf("%d sentences, %v", len(rest), err)
	}
	for key, text := range book {
		if rest[key] != text.EN || bytes.Contains(module, []byte(text.EN)) && len(text.EN) > 40 {
			t.Errorf("%s: %q", key, rest[key])
		}
	}
	page := string(Assets()[0].Body)
	if strings.Index(page, `id="english"`) < strings.LastIndex(page, "</script>\n<script") {
		t.Error("the English sentences are not behind the script")
	}
}

func TestPhrasesModule(t *testing.T) {
	module := phrasesModule()
	body := bytes.TrimSuffix(bytes.TrimPrefix(module, []byte("export default ")), []byte("\n"))
	var pairs map[string][2]string
	if err := json.Unmarshal(body, &pairs); err != nil {
		t.Fatal(err)
	}
	if len(pairs) != len(book) {
		t.Errorf("%d sentences, want %d", len(pairs), len(book))
	}
	for key, pair := range pairs {
		if pair[0] != book[key].ID || pair[1] != book[key].EN {
			t.Errorf("%s: %q", key, pair)
		}
	}
}

var mark = regexp.MustCompile(`\[\[[a-z]+\]\]|\{\{[a-z.]+\}\}`)

func TestAssets(t *testing.T) {
	all := Assets()
	index, worker := "", ""
	var headers map[string]string
	for _, a := range all {
		switch {
		case a.Type == "":
			t.Errorf("%s has no media type", a.Path)
		case a.Path == "/":
			index, headers = string(a.Body), a.Headers()
		case a.Path == "/sw.js":
			worker = string(a.Body)
		case !a.Immutable || !strings.HasPrefix(a.Path, "/web/"):
			t.Errorf("%s is not under its version", a.Path)
		}
		if mark.Match(a.Body) {
			t.Errorf("%s: a mark that was not filled in", a.Path)
		}
	}
	for _, a := range all {
		if path.Ext(a.Path) == ".js" && a.Path != "/sw.js" && !strings.Contains(a.Path, "/built/") && !strings.Contains(worker, `".`+a.Path+`"`) {
			t.Errorf("the service worker does not keep %s", a.Path)
		}
	}
	for _, m := range regexp.MustCompile(`(?:href|src)="(/?web/[^"]+)"`).FindAllStringSubmatch(index, -1) {
		if !slices.ContainsFunc(all, func(a Asset) bool { return a.Path == "/"+m[1] }) {
			t.Errorf("the page names %s, which is not served", m[1])
		}
	}
	// The policy forbids what it does not name, so that one that slips in is a page that does not work.
	if strings.Contains(index, " style=") || regexp.MustCompile(`<link rel="(?:stylesheet|modulepreload)| on[a-z]+=`).MatchString(index) {
		t.Error("the page does not hold its own script and style alone")
	}
	const data = `<script type="application/json"` // which no browser runs
	within := regexp.MustCompile(`(?s)<(?:script|style)[^>]*>(.*?)</(?:script|style)>`).FindAllStringSubmatch(index, -1)
	within = slices.DeleteFunc(within, func(m []string) bool { return strings.HasPrefix(m[0], data) })
	for _, m := range within { // each among its kind, and nothing else
		kind := regexp.MustCompile(m[0][1:strings.IndexAny(m[0], "> ")] + `-src [^;]*`).FindString(headers["Content-Security-Policy"])
		if !strings.Contains(kind, "'"+bundle.Hash(m[1])+"'") {
			t.Errorf("%.30q does not name what begins with %.60q", kind, m[1])
		}
	}
	if n := strings.Count(headers["Content-Security-Policy"], "'sha256-"); n != len(within) {
		t.Errorf("the policy names %d scripts and styles", n)
	}
	sheeted := NewAsset("/panduan/pegawai/", []byte("<link rel=stylesheet href=x.css>"), false).Headers()
	if strings.Contains(headers["Content-Security-Policy"], "style-src 'self'") || !strings.Contains(sheeted["Content-Security-Policy"], "style-src 'self'") {
		t.Error("a style in a file is for pages alone that have none within")
	}
	if len(within) != 3 {
		t.Errorf("the page holds %d scripts and styles", len(within))
	}
}

// A published page asks its own host and the institution's, by its headers and by itself; its worker is another where it is.
func TestPublished(t *testing.T) {
	files := func(url string) (page, worker Asset) {
		for _, a := range Published(url) {
			switch a.Path {
			case "/":
				page = a
			case "/sw.js":
				worker = a
			}
		}
		return page, worker
	}
	for url, connect := range map[string]string{
		"https://ikrar.contoh.example/buku": "'self' https://ikrar.contoh.example;",
		"http://[::1]:8080":                 "'self' http://[::1]:8080;",
		"https://a.example; script-src *":   "'self';",
		"https://a.example,b.example":       "'self';",
		"javascript://a.example":            "'self';",
	} {
		page, worker := files(url)
		written := html.UnescapeString(string(page.Body))
		for _, policy := range []string{page.Headers()["Content-Security-Policy"], worker.Headers()["Content-Security-Policy"], written} {
			if !strings.Contains(policy, "connect-src "+connect) {
				t.Errorf("%s: %s", url, policy)
			}
		}
		if strings.Contains(written, "frame-ancestors") || !strings.Contains(written, "trusted-types ikrar") {
			t.Errorf("%s: the page's own policy: %s", url, written)
		}
	}
	_, one := files("https://a.example")
	if _, other := files("https://b.example"); string(one.Body) == string(other.Body) {
		t.Error("the worker is the same for another page")
	}
}

// Comments are taken out line by line, which is right as long as no text spans lines in which one could seem to be.
func TestUncommented(t *testing.T) {
	for name, body := range Sources() {
		if path.Ext(name) != ".js" || path.Dir(name) == "built" {
			continue
		}
		for n, line := range strings.Split(string(body), "\n") {
			if strings.Contains(line, "/*") || strings.Count(line, "`")%2 != 0 && !strings.HasPrefix(strings.TrimSpace(line), "//") {
				t.Errorf("%s:%d: a text or a comment of several lines: %s", name, n+1, line)
			}
		}
	}
	for _, a := range Assets() {
		if path.Ext(a.Path) == ".js" && !strings.Contains(a.Path, "/built/") && regexp.MustCompile(`(?m)^\s*//`).Match(a.Body) {
			t.Errorf("%s: a comment is served", a.Path)
		}
	}
}

func TestSaved(t *testing.T) {
	page, err := Saved([]byte("note </script> text\n"), "root", map[string]string{"digest": "<b>teks</b>"})
	if err != nil {
		t.Fatal(err)
	}
	text := string(page)
	for _, remote := range []string{`src="/`, `href="/`, "modulepreload", "note </script>", "<b>teks"} {
		if strings.Contains(text, remote) {
			t.Errorf("the saved page holds %s", remote)
		}
	}
	if m := mark.FindString(text); m != "" {
		t.Errorf("a mark that was not filled in: %s", m)
	}
	script := text[strings.LastIndex(text, "<script>")+len("<script>"):]
	script = script[:strings.Index(script, "</script>")]
	if !strings.Contains(text, "script-src '"+bundle.Hash(script)+"'") {
		t.Error("the policy does not name the script")
	}
}
