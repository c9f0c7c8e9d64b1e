//go:build !js

package browser

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"

	"github.com/chromedp/chromedp"
)

// axe-core finds faults of accessibility in a page. It is for tests alone, and comes from npm, as
// this very package.
const (
	axePackage = "axe-core@4.14.1"
	axeSum     = // SHA-512
	"FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
)

// axe is the program, once a process.
var axe = sync.OnceValues(func() (string, error) {
	packed, err := axeTarball()
	if err != nil {
		return "", err
	}
	script, err := member(packed, "package/axe.min.js")
	return string(script), err
})

// Inspect returns what axe-core finds in the page as it is at levels A and AA, and of what it calls
// good practice. Where npm cannot bring it the test is skipped, and fails under CI.
func (p *Page) Inspect() (found []string) {
	p.t.Helper()
	script, err := axe()
	if err != nil && os.Getenv("CI") == "" {
		p.t.Skipf("%s cannot be had: %v", axePackage, err)
	}
	if err != nil {
		p.t.Fatalf("%s: %v", axePackage, err)
	}
	var there bool
	if p.Eval(`"axe" in window`, &there); !there {
		p.Do(chromedp.Evaluate(script, nil))
	}
	p.Eval(`axe.run(document, {
		runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
		resultTypes: ["violations"],
	}).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
		nodes.map((n) => id + ": " + n.html.slice(0, 160) + " " + n.failureSummary.replaceAll("\n", " "))))`, &found)
	return found
}
func axeTarball() ([]byte, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, "ikrar-tests")
	name := filepath.Join(dir, strings.ReplaceAll(axePackage, "@", "-")+".tgz")
	if packed, err := os.ReadFile(name); err == nil && genuine(packed) {
		return packed, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	npm := exec.Command("npm", "pack", axePackage, "--silent", "--pack-destination", dir)
	if out, err := npm.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm pack: %w: %s", err, out)
	}
	packed, err := os.ReadFile(name)
	if err == nil && !genuine(packed) {
		err = errors.New("npm brought another file than the one that is pinned here")
	}
	return packed, err
}

func genuine(packed []byte) bool {
	sum := sha512.Sum512(packed)
	return base64.StdEncoding.EncodeToString(sum[:]) == axeSum
}

func member(packed []byte, name string) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	for archive := tar.NewReader(z); ; {
		header, err := archive.Next()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if header.Name == name {
			return io.ReadAll(archive)
		}
	}
}
