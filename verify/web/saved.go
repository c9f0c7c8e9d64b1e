package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// errEnd says that a file would end the element it is written into.
var errEnd = errors.New("a script or style that holds the end of its element")

// Saved returns the page as one file that needs nothing beside it and asks no network: to hand out on a USB stick, and to
// keep. It believes the trust list, a signed note, under the root of that name, and shows texts by their digests.
//
// Browsers load no modules from a disk, so the modules become one script; the policy in the file lets that script run by
// its hash, and no other.
func Saved(trust []byte, root string, texts map[string]string) ([]byte, error) {
	all := sources()
	script, err := joinedPage(all)
	if err != nil {
		return nil, err
	}
	style := string(all["page/style.css"])
	if strings.Contains(script, "</script") || strings.Contains(script, "<!--") || strings.Contains(style, "</style") {
		return nil, errEnd
	}
	data, err := json.Marshal(map[string]any{"trust": string(trust), "root": root, "texts": texts}) // writes < as \u003c
	if err != nil {
		return nil, err
	}
	policy := fmt.Sprintf("default-src 'none'; script-src '%s'; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'; "+
		"require-trusted-types-for 'script'; trusted-types 'none'", hash(script), hash(style))
	head := fmt.Sprintf("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n<link rel=\"icon\" href=\"data:image/svg+xml;base64,%s\">\n<style>%s</style>",
		policy, base64.StdEncoding.EncodeToString(all["page/icon.svg"]), style)
	tail := fmt.Sprintf("<script type=\"application/json\" id=\"saved\">%s</script>\n<script>%s</script>\n", data, script)
	return fill(all[indexFile], head, tail, "#"), nil
}

// joinedPage is the script of the page: all modules that it begins with.
func joinedPage(all map[string][]byte) (string, error) {
	modules, err := graph(all, mainModule)
	if err != nil {
		return "", err
	}
	return join(all, modules)
}

// hash names a script or a style to a content security policy.
func hash(inline string) string {
	sum := sha256.Sum256([]byte(inline))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
