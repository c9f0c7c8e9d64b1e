// Package guide is two guides of two pages each, in Indonesian: one for whoever signs, one for HR.
// They are read on a telephone at the public address, printed from a file, and shown in a terminal.
package guide

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/yuin/goldmark"

	"ikrar/verify/web"
	"ikrar/verify/web/bundle"
)

//go:embed *.md guide.css page.html
var files embed.FS

// The guides, by the names that the command and addresses have.
const (
	Employee = "pegawai"
	Officer  = "kepegawaian"
)

// Names are those of all guides.
func Names() []string { return []string{Employee, Officer} }

// Text is a guide as it is written, in Markdown, which is read well as it is; "" where there is
// none.
func Text(name string) string {
	text, err := files.ReadFile(name + ".md")
	if err != nil {
		return ""
	}
	return string(text)
}

// Page is a guide as one HTML file that needs nothing beside it, with the name of the institution
// and its address, which may be "".
func Page(name, institution, url string) ([]byte, error) {
	return render(name, institution, url, "")
}

// Assets are the guides for a server to hand out: /panduan for whoever signs, and
// /panduan/kepegawaian.
func Assets(institution, url string) ([]web.Asset, error) {
	sheet := "/web/" + bundle.Version(map[string][]byte{"guide.css": style()}) + "/guide.css"
	assets := []web.Asset{web.NewAsset(sheet, style(), true)}
	for path, name := range map[string]string{"/panduan": Employee, "/panduan/kepegawaian": Officer} {
		// Relative, for a server below a path: one step up for each part of the page's own but the
		// last.
		relative := strings.Repeat("../", strings.Count(path, "/")-1) + strings.TrimPrefix(sheet, "/")
		page, err := render(name, institution, url, relative)
		if err != nil {
			return nil, err
		}
		assets = append(assets, web.NewAsset(path, page, false))
	}
	return assets, nil
}

func style() []byte {
	css, err := files.ReadFile("guide.css")
	if err != nil {
		panic(err) // embedded: every test meets it
	}
	return css
}

var page = sync.OnceValue(func() *template.Template { return template.Must(template.ParseFS(files, "page.html")) })

// render makes a page whose style is in a file of its own, or within it where sheet is "".
func render(name, institution, url, sheet string) ([]byte, error) {
	text := Text(name)
	if text == "" {
		return nil, fmt.Errorf("%q is no guide", name)
	}
	var body, out bytes.Buffer
	if err := goldmark.Convert([]byte(text), &body); err != nil {
		return nil, err
	}
	title, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
	data := map[string]any{"Title": title, "Whose": institution, "URL": url, "Sheet": sheet,
		"Body": template.HTML(body.String()), "Style": template.CSS("")}
	if sheet == "" {
		data["Style"] = template.CSS(style())
	}
	err := page().Execute(&out, data)
	return out.Bytes(), err
}
