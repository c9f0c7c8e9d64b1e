package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"

	"ikrar/ledger/enrol/web"
)

// seen is what a person gets of a screen.
type seen struct {
	Title   string
	Text    string
	Focused string
	Wide    []string // what is wider than the window
	Small   []string // what a thumb would miss
	Unshown []string // what a sentence names in quotation marks, and no button here is called
	Keys    []string // what reads like the key of a sentence that is missing
	Same    []string // ids that occur twice
}

const look = `(() => {
	const root = document.documentElement
	const shown = (e) => !e.closest(".hidden, .skip, svg") && e.checkVisibility()
	const all = [...document.querySelectorAll("body *")].filter(shown)
	const box = (e) => (e.closest("label.tick") ?? e).getBoundingClientRect()
	const targets = all.filter((e) => e.matches("button, a.button, label.button, input, textarea, summary"))
	const text = document.body.innerText
	const ids = [...document.querySelectorAll("[id]")].map((e) => e.id)
	return {
		Title: document.title, Text: text, Focused: document.activeElement.id,
		Wide: [...all.filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5).map((e) => e.tagName + "." + e.className), ...(root.scrollWidth > root.clientWidth ? ["the page"] : [])],
		Small: targets.filter((e) => box(e).height < 44 || box(e).width < 44).map((e) => e.outerHTML.slice(0, 120)),
		Unshown: [...text.matchAll(/“([^”]+)”/g)].map((m) => m[1]).filter((name) => !targets.some((e) => e.innerText.trim() === name)),
		Keys: text.replaceAll("ikrar.contoh.example", "").match(/\b[a-z]+\.[a-z.-]+[a-z]\b|\{\w+\}|undefined|null|\[object/g) ?? [],
		Same: ids.filter((id, i) => ids.indexOf(id) !== i),
	}
})()`

// Every state, in Indonesian and light colours on a telephone, in English and dark ones at 320
// pixels: nothing is cut off, nothing is too small to touch, no sentence is missing, the focus is
// on the screen, and axe-core finds nothing at levels A and AA.
func TestStates(t *testing.T) {
	t.Parallel()
	p := phone(t, web.SampleAssets())
	names := states(p)
	if len(names) < 75 {
		t.Fatalf("%d states: are samples missing?", len(names))
	}
	for _, lang := range []string{"id", "en"} {
		if lang == "en" {
			p.Do(emulation.SetDeviceMetricsOverride(320, 640, 1, true))
			p.Dark(true)
			p.Eval(`document.getElementById("language").click()`, nil)
			var beside bool // or a fifth of a small screen is the page's head
			p.Eval(`(([name, button]) => button.top < name.bottom)(["owner", "language"].map((id) =>
				document.getElementById(id).getBoundingClientRect()))`, &beside)
			if !beside {
				t.Error("the button of the language has a line of its own")
			}
		}
		for n, name := range names {
			stand(p, name)
			var got seen
			p.Eval(look, &got)
			if name == "waiting-elsewhere" { // it says what is on the screen of the next visit
				got.Unshown = nil
			}
			for what, list := range map[string][]string{"wider than the window": got.Wide, "too small": got.Small,
				"named, and not there": got.Unshown,
				"a missing sentence":   got.Keys, "twice": got.Same, "axe": p.Inspect()} {
				if len(list) > 0 {
					t.Errorf("%s in %s: %s: %s", name, lang, what, strings.Join(list, "\n\t"))
				}
			}
			if n > 0 && got.Focused == "" {
				t.Errorf("%s in %s: the focus is nowhere", name, lang)
			}
			if !strings.Contains(got.Title, " – ") {
				t.Errorf("%s in %s: the title is %q", name, lang, got.Title)
			}
		}
	}
	if errors := p.Errors(); len(errors) > 0 {
		t.Errorf("the page complains: %q", errors)
	}
}

// TestPictures writes a picture of every state, for people to look at, into the directory that
// IKRAR_PICTURES names.
func TestPictures(t *testing.T) {
	dir := os.Getenv("IKRAR_PICTURES")
	if dir == "" {
		t.Skip("IKRAR_PICTURES names no directory")
	}
	only := os.Getenv("IKRAR_PICTURES_OF")
	for _, way := range []struct {
		name          string
		width, height int64
		dark, large   bool
		lang          string
	}{
		{"phone", 360, 740, false, false, "id"}, {"dark", 360, 740, true, false, "en"},
		{"narrow", 320, 640, false, false, "en"}, {"large", 360, 740, false, true, "id"},
		{"desk", 1280, 800, false, false, "id"},
	} {
		p := phone(t, web.SampleAssets())
		p.Do(emulation.SetDeviceMetricsOverride(way.width, way.height, 1, false))
		p.Dark(way.dark)
		if way.large {
			p.Eval(`document.documentElement.style.fontSize = "200%"`, nil)
		}
		p.Eval(`document.documentElement.lang !== "`+way.lang+`" && document.getElementById("language").click()`, nil)
		for _, name := range states(p) {
			if !strings.Contains(name, only) {
				continue
			}
			stand(p, name)
			file := filepath.Join(dir, way.name+"-"+name+".png")
			if err := os.WriteFile(file, p.Screenshot(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
