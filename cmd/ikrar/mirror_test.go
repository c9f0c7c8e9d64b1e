package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
	"ikrar/verify/trust"
	"ikrar/verify/web/browser"
)

// A citizen checks certificates at a copy of an institution, on a plain host of files.
type citizen struct {
	*testing.T
	page  *browser.Page
	trust *trust.List
	pdf   []byte
	drops func([]byte)
	says  func(word string, says ...string)
}

// atMirror publishes a home beside its server, and checks at the copy: a file and a code while that
// server answers, and what a copy can say alone after stop has ended it.
func (c citizen) atMirror(home string, stop func()) {
	c.Helper()
	dir := filepath.Join(c.TempDir(), "terbit")
	var complaints bytes.Buffer
	publish := []string{"--home", home, "publish", dir}
	if code := run(context.Background(), publish, strings.NewReader(""), &bytes.Buffer{},
		&complaints, func(string) string { return "" }, time.Now); code != 0 {
		c.Fatalf("publish: %s", &complaints)
	}
	mirror := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer mirror.Close()
	found, err := scan.Find(c.pdf)
	if err != nil {
		c.Fatal(err)
	}
	proof := verify.Check(found.Full, c.trust, nil, time.Now().Unix()).Proof
	if proof == nil {
		c.Fatal("no proof in the certificate")
	}
	code := string(proof.Code())
	typed := func() {
		c.page.Eval(`document.getElementById("text").value = "`+code+`"
			document.querySelector("#typed button").click()`, nil)
	}
	good, issued := phrase.Verdicts.Say(phrase.ID, "status.good"), phrase.Verdicts.Say(phrase.ID, "file.issued")
	open := func(address string) {
		c.page.Open("about:blank")
		c.page.Open(address)
	}

	open(mirror.URL)
	c.page.Wait(`document.getElementById("owner").textContent !== ""`)
	c.drops(c.pdf)
	c.says("verdict.valid", code, issued, good)
	typed()
	c.says("verdict.valid", code, good)
	stop()
	typed()
	c.says("verdict.undetermined", phrase.Unread.Say(phrase.ID, "unread.code-offline"))
	open(proof.QR(mirror.URL))
	c.says("verdict.valid", code, good)
	c.drops(c.pdf)
	c.says("verdict.valid", code, issued, good)
	if _, err := os.Stat(filepath.Join(home, "ikrar.sock")); err == nil {
		c.Error("the server has not stopped")
	}
}
