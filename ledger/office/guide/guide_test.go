package guide

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	print "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ikrar/verify/web/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }

func TestAssets(t *testing.T) {
	assets, err := Assets("<b>Pemprov Contoh", "https://ikrar.contoh.example")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, a := range assets {
		found[a.Path] = string(a.Body)
	}
	for path, sheet := range map[string]string{"/panduan": `href="web/`, "/panduan/kepegawaian": `href="../web/`} {
		if !strings.Contains(found[path], sheet) || !strings.Contains(found[path], "&lt;b&gt;Pemprov") {
			t.Errorf("%s: %.400s", path, found[path])
		}
	}
	if _, err := Page("lain", "", ""); err == nil || Text("lain") != "" {
		t.Error("a guide that there is not")
	}
}

// TestTwoPages prints each guide as a person does, and finds nothing to complain of on a telephone.
func TestTwoPages(t *testing.T) {
	for _, name := range Names() {
		body, err := Page(name, "Pemerintah Provinsi Contoh", "https://ikrar.contoh.example")
		if err != nil {
			t.Fatal(err)
		}
		path := t.TempDir() + "/" + name + ".html"
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
		p := browser.Tab(t)
		p.Size(360, 740)
		p.Open("file://" + path)
		if found := p.Inspect(); len(found) > 0 {
			t.Error(found)
		}
		var pdf []byte
		p.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
			pdf, _, err = print.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
			return err
		}))
		if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 2 {
			t.Errorf("%s: %d pages", name, n)
		}
		if dir := os.Getenv("IKRAR_PICTURES"); dir != "" {
			os.WriteFile(dir+"/"+name+".pdf", pdf, 0o600)
			os.WriteFile(dir+"/"+name+".png", p.Screenshot(), 0o600)
		}
	}
}
