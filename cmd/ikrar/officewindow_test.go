package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"ikrar/verify/web/browser"
)

// officer is somebody of HR at a computer: the real `ikrar office`, and a window in which they see
// words, click on them and type. Nothing of how the pages are made is known here.
type officer struct {
	t       testing.TB
	page    *browser.Page
	process *exec.Cmd
	said    bytes.Buffer // by the command, on stderr
	files   string       // where downloads are saved
	clicks  int
}

// officer opens an office, of the key that flags name.
func (w world) officer(flags ...string) *officer {
	w.t.Helper()
	o := &officer{t: w.t, page: browser.Tab(w.t), files: w.t.TempDir()}
	o.process = w.command(append([]string{"office", "--no-browser", "--json"}, flags...)...)
	o.process.Stderr = &o.said
	stdout, err := o.process.StdoutPipe()
	if err == nil {
		err = o.process.Start()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = o.process.Process.Kill() }) // fails where it has ended
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	var entry struct{ URL string }
	if err != nil || json.Unmarshal(line, &entry) != nil {
		w.t.Fatalf("%q, %v", line, err)
	}
	o.page.Downloads(o.files)
	o.page.Size(1280, 800)
	o.page.Open(entry.URL)
	return o
}

// goesHome closes the office, and says how much of a day it was.
func (o *officer) goesHome() {
	o.t.Helper()
	requests := len(o.page.Requests())
	for _, complaint := range o.page.Errors() {
		o.t.Errorf("the window complains: %s", complaint)
	}
	o.page.Open("about:blank")
	if err := o.process.Process.Signal(os.Interrupt); err != nil { // as on Windows
		_ = o.process.Process.Kill()
		_ = o.process.Wait()
	} else if err := o.process.Wait(); err != nil {
		o.t.Errorf("ikrar office: %v\n%s", err, &o.said)
	}
	o.t.Logf("the officer: %d clicks, %d requests", o.clicks, requests)
}

// where finds what has some words among what can be clicked: where several have, the one that says
// least else. Near narrows it to the row, item or part of the page with further words. It brings it
// into view, as a wheel does.
const where = `((words, near) => {
	const plain = (s) => (s ?? "").replace(/\s+/g, " ").trim()
	if (document.body.hasAttribute("aria-busy")) return null
	const all = (of, kinds) => [...of.querySelectorAll(kinds)].filter((one) => one.checkVisibility({ visibilityProperty: true }))
	const least = (list, words) => list.filter((one) => plain(one.innerText || one.getAttribute("aria-label")).includes(words))
		.sort((a, b) => plain(a.innerText).length - plain(b.innerText).length)[0]
	const part = near ? least(all(document, "tr, li, fieldset, section, form"), near) : document
	const one = part && least(all(part, "a[href], button, summary, label"), words)
	if (!one) return null
	one.scrollIntoView({ block: "center", behavior: "instant" })
	const { x, y, width, height } = one.getClientRects()[0]
	const [X, Y] = [x + Math.min(width / 2, 60), y + height / 2]
	const top = document.elementFromPoint(X, Y)
	return { X, Y, In: one.contains(top), Text: plain(one.innerText) }
})(%q, %q)`

// sees waits until the words are on the page.
func (o *officer) sees(words ...string) {
	o.t.Helper()
	for _, words := range words {
		o.until(words, fmt.Sprintf(`!document.body.hasAttribute("aria-busy") &&
			document.querySelector("#app").innerText.replace(/\s+/g, " ").includes(%q)`, words))
	}
}

// until waits for what a person would wait for, a minute at most.
func (o *officer) until(words, expression string) {
	o.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		var met bool
		if o.page.Eval(expression, &met); met {
			return
		}
	}
	o.t.Fatalf("%q is not to be seen, but\n%s", words, o.reads())
}

// reads is all that the window shows.
func (o *officer) reads() (text string) {
	o.t.Helper()
	o.page.Eval(`document.body.innerText`, &text)
	return text
}

// clicks on the words, near others where they are written several times.
func (o *officer) click(words string, near ...string) {
	o.t.Helper()
	at := o.finds(words, near...)
	o.clicks++
	for _, kind := range []input.MouseType{input.MousePressed, input.MouseReleased} {
		o.page.Do(input.DispatchMouseEvent(kind, at.X, at.Y).WithButton(input.Left).WithClickCount(1))
	}
}

func (o *officer) finds(words string, near ...string) seen {
	o.t.Helper()
	near = append(near, "")
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		var at *seen
		if o.page.Eval(fmt.Sprintf(where, words, near[0]), &at); at != nil && at.In {
			return *at
		}
	}
	o.t.Fatalf("%q (%s) cannot be clicked on in\n%s", words, near[0], o.reads())
	return seen{}
}

// writes into the field of a label, in the place of what is there. A day, a moment and a choice are
// set, for which there are pickers that differ from browser to browser.
func (o *officer) writes(label, text string) {
	o.t.Helper()
	o.click(label)
	var typed bool
	o.page.Eval(fmt.Sprintf(`((text) => {
		const field = document.activeElement
		if (field.matches("textarea, input:not([type=date], [type=datetime-local])")) return field.select(), true
		field.value = field.matches("select") ? [...field.options].find((one) => one.text === text).value : text
		for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }))
		return false
	})(%q)`, text), &typed)
	if typed {
		o.page.Do(input.InsertText(text))
	}
}

// gives a file to the field of a label, as by the browser's own dialogue.
func (o *officer) gives(label, path string) {
	o.t.Helper()
	o.finds(label)
	o.page.Eval(fmt.Sprintf(`[...document.querySelectorAll("label")].find((one) => one.innerText.includes(%q))
		.control.setAttribute("data-given", "")`, label), nil)
	o.page.Do(chromedp.SetUploadFiles("[data-given]", []string{path}, chromedp.ByQuery))
}

// takes waits for a file that is saved, whole, and takes it away from where it was saved.
func (o *officer) takes(pattern, to string) (path string) {
	o.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		found, err := filepath.Glob(filepath.Join(o.files, pattern))
		if err != nil {
			o.t.Fatal(err)
		}
		if len(found) == 0 {
			continue
		}
		if info, err := os.Stat(found[0]); err != nil || info.Size() == 0 { // its name is kept for it first
			continue
		}
		if err := os.Rename(found[0], to); err != nil {
			o.t.Fatal(err)
		}
		return to
	}
	o.t.Fatalf("no %s was downloaded, and the window shows\n%s", pattern, o.reads())
	return ""
}
