package frame

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"ikrar/verify/phrase"
	"ikrar/verify/web"
	"ikrar/verify/web/bundle"
)

//go:embed page
var source embed.FS

// files are what the shell loads: for ever, under the name of their version. Nobody can know it
// beforehand: a server that had this port before could have left another script under it in the
// browser's cache.
type files struct {
	version string
	all     map[string][]byte
}

func gatherFiles() (files, error) {
	all := map[string][]byte{}
	entries, err := fs.ReadDir(source, "page")
	if err != nil {
		return files{}, err
	}
	for _, e := range entries {
		body, err := source.ReadFile("page/" + e.Name())
		if err != nil {
			return files{}, err
		}
		all[e.Name()] = body
	}
	checking := web.Sources()
	all["office.css"] = append(checking["page/style.css"], all["office.css"]...)
	all["icon.svg"] = checking["page/icon.svg"]
	return files{bundle.Version(all) + "-" + rand.Text(), all}, nil
}

// Templates reads a room's templates from its files: NAME.html is the template NAME.
func Templates(files fs.FS) map[string]string {
	all := map[string]string{}
	names, _ := fs.Glob(files, "*.html") // the pattern is well-formed
	for _, name := range names {
		body, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err) // our own files, embedded: every test meets it
		}
		all[strings.TrimSuffix(name, ".html")] = string(body)
	}
	return all
}

var media = map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml"}

func (f *Frame) sendFile(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	body, ok := f.files.all[name]
	kind := media[path.Ext(name)]
	if !ok || kind == "" || r.PathValue("version") != f.files.version {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	w.Write(body)
}

// sendShell answers whoever navigates to a page: with nothing of anybody in it.
func (f *Frame) sendShell(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	f.pages[f.options.Lang].ExecuteTemplate(w, "shell", map[string]any{"Lang": f.options.Lang,
		"Base": "/s/" + f.files.version, "Most": maxFile, "MostMB": maxFile >> 20})
}

// parse reads all templates, once a language: what they say is said by a function.
func (f *Frame) parse() (map[phrase.Lang]*template.Template, error) {
	pages := map[phrase.Lang]*template.Template{}
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		t := template.New("").Funcs(f.functions(lang)).Option("missingkey=error")
		for name, body := range f.files.all {
			if base, ok := strings.CutSuffix(name, ".html"); ok {
				if _, err := t.New(base).Parse(string(body)); err != nil {
					return nil, err
				}
			}
		}
		for _, r := range append(f.options.Rooms, f.workRoom()) {
			for name, body := range r.Templates {
				if _, err := t.New(r.Path + "/" + name).Parse(body); err != nil {
					return nil, err
				}
			}
		}
		pages[lang] = t
	}
	return pages, nil
}

// functions are what every template may call.
func (f *Frame) functions(lang phrase.Lang) template.FuncMap {
	return template.FuncMap{
		"say":    func(key string, args ...any) string { return f.book.Say(lang, key, args...) },
		"number": func(n int) string { return phrase.Number(lang, n) },
		"date":   func(t time.Time) string { return phrase.Date(lang, t) },
		"moment": func(t time.Time) string { return phrase.Moment(lang, t, t.Location()) },
		"shown":  phrase.Visible, // what strangers wrote, hidden characters by their number
		"link":   Link,
		"list":   func(all ...string) []string { return all },
	}
}

// page is a room's template within the office.
func (f *Frame) page(lang phrase.Lang, room Room, name string, data any) ([]byte, error) {
	body, err := f.inner(lang, name, data)
	if err != nil {
		return nil, err
	}
	type item struct {
		Path, Title string
		Here        bool
	}
	var menu []item
	inside := f.options.Enter == nil || f.options.Enter(room.Path) == ""
	for _, r := range f.options.Rooms {
		if r.Title != "" && inside {
			menu = append(menu, item{"/" + r.Path, f.book.Say(lang, r.Title), r.Path == room.Path})
		}
	}
	other := phrase.EN
	if lang == phrase.EN {
		other = phrase.ID
	}
	var whole bytes.Buffer
	err = f.pages[lang].ExecuteTemplate(&whole, "office", map[string]any{"Menu": menu, "Owner": f.options.Titled(),
		"Body": body, "Lang": lang, "Other": other, "Running": f.running(lang)})
	return whole.Bytes(), err
}

// inner is a template's part of a page.
func (f *Frame) inner(lang phrase.Lang, name string, data any) (template.HTML, error) {
	var body bytes.Buffer
	err := f.pages[lang].ExecuteTemplate(&body, name, data)
	return template.HTML(body.String()), err
}
