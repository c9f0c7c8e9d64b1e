package bundle

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"maps"
	"strings"
)

// ErrEnd says that a script or a style would end the element that it is written into.
var ErrEnd = errors.New("a script or style that holds the end of its element")

// An Inline is a script or a style as an element within a page.
type Inline struct {
	Element string
	Source  string // that a content security policy names it by, with its quotes
}

// InlineStyle writes a style into an element.
func InlineStyle(style string) (Inline, error) {
	if strings.Contains(style, "</style") {
		return Inline{}, ErrEnd
	}
	return Inline{"<style>" + style + "</style>", source(style)}, nil
}

// InlineScript writes a classic script into an element: it runs where it stands, and waits for
// nothing behind it.
func InlineScript(script string) (Inline, error) {
	if strings.Contains(script, "</script") || strings.Contains(script, "<!--") {
		return Inline{}, ErrEnd
	}
	return Inline{"<script>" + script + "</script>", source(script)}, nil
}

// Hash names a script or a style to a content security policy (CSP level 3, hash-source).
func Hash(inline string) string {
	sum := sha256.Sum256([]byte(inline))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func source(inline string) string { return "'" + Hash(inline) + "'" }

// A File is a page that needs nothing beside it: to hand out on a USB stick, and to keep.
type File struct {
	Page    []byte                  // with [[head]] and [[tail]]
	Say     func(key string) string // its sentences
	Parts   map[string]string       // what else the page names as [[part]]
	Script  string                  // as [Script] makes it
	Style   string
	Icon    []byte // SVG
	Data    any    // what the page finds as JSON in the element #saved
	Connect string // the origin that it may ask; empty for none
}

// Bytes returns the file. The policy in it lets its script run by its hash, and no other.
func (f File) Bytes() ([]byte, error) {
	script, err := InlineScript(f.Script)
	if err != nil {
		return nil, err
	}
	style, err := InlineStyle(f.Style)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(f.Data) // writes < as \u003c
	if err != nil {
		return nil, err
	}
	parts := map[string]string{}
	maps.Copy(parts, f.Parts)
	parts["head"] = fmt.Sprintf("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n"+
		"<link rel=\"icon\" href=\"data:image/svg+xml;base64,%s\">\n%s",
		f.policy(script.Source, style.Source), base64.StdEncoding.EncodeToString(f.Icon), style.Element)
	parts["tail"] = fmt.Sprintf("<script type=\"application/json\" id=\"saved\">%s</script>\n%s\n", data,
		script.Element)
	return Fill(f.Page, f.Say, parts), nil
}

func (f File) policy(script, style string) string {
	connect := ""
	if f.Connect != "" {
		connect = "connect-src " + html.EscapeString(f.Connect) + "; "
	}
	return fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; img-src data:; %sbase-uri 'none'; "+
		"form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'", script, style, connect)
}
