package frame

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"ikrar/verify/phrase"
)

// Work is something that lasts: it goes on while nobody looks, and when the window is closed.
type Work struct {
	ID    string
	title string // a key of the catalogue
	// asked is the hash of where and with what, which may hold secrets: who asks for the same is
	// led to it.
	asked [sha256.Size]byte
	room  Room
	stop  context.CancelFunc

	mutex   sync.Mutex
	changed chan struct{} // closed at each change
	state   workState
}

// workState is how far work is.
type workState struct {
	Done, Total int
	At          string // what it is busy with
	Ended       bool
	Stopped     bool // by the officer

	outcome Outcome
	err     error
}

// Outcome is what came of work: a template of its room, and files to take away.
type Outcome struct {
	Template string
	Data     any
	Files    []File
}

// File is one that can be downloaded, as often as wanted, while the office is open.
type File struct {
	Name, Media string
	Label       string // of its button, in the language in which it was asked for
	Write       func(io.Writer) error
	Gone        func() bool // whether it was dropped since; nil for never
}

// Progress hears how far work is.
type Progress struct{ work *Work }

// Step says that done of total are finished, and what is at hand, which may be "".
func (p Progress) Step(done, total int, at string) {
	p.work.change(func(s *workState) { s.Done, s.Total, s.At = done, total, at })
}

// change changes the state, and wakes whoever watches.
func (w *Work) change(do func(*workState)) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	do(&w.state)
	close(w.changed)
	w.changed = make(chan struct{})
}

// look is the state now, and what is closed when it changes.
func (w *Work) look() (workState, <-chan struct{}) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	return w.state, w.changed
}

func (w *Work) over() bool {
	s, _ := w.look()
	return s.Ended
}

// Work begins something that lasts, and leads the window to where it is watched. title is a key of
// the catalogue, and names it: of one name only one runs at a time. Whoever asks for the same again
// is led to that; whoever asks for something else is told that it was not begun, and keeps the
// form.
func (r *Request) Work(title string, do func(ctx context.Context, p Progress) (Outcome, error)) error {
	f, asked := r.frame, sha256.Sum256([]byte(r.URL.Path+"?"+r.Form.Encode()))
	f.mutex.Lock()
	w := f.latest[title]
	if w != nil && !w.over() && w.asked != asked {
		f.mutex.Unlock()
		return r.wait(w)
	}
	if w == nil || w.over() {
		if w != nil {
			delete(f.works, w.ID)
		}
		ctx, cancel := context.WithCancel(f.ctx)
		w = &Work{ID: rand.Text(), title: title, asked: asked, room: r.room, stop: cancel,
			changed: make(chan struct{})}
		f.works[w.ID], f.latest[title] = w, w
		f.busy.Go(func() {
			defer cancel()
			outcome, err := do(ctx, Progress{w})
			w.change(func(s *workState) { s.Ended, s.outcome, s.err = true, outcome, err })
		})
	}
	f.mutex.Unlock()
	return r.Go("/kerja/" + w.ID)
}

// wait says that other work of the kind is under way, and brings the form along, for a second try:
// without its secrets, which no page holds.
func (r *Request) wait(w *Work) error {
	fields := maps.Clone(r.PostForm)
	for _, name := range r.secrets {
		delete(fields, name)
	}
	state, _ := w.look()
	page, err := r.frame.page(r.Lang, r.room, "busy", map[string]any{"ID": w.ID, "Title": r.Say(w.title),
		"State": state, "Action": "/" + strings.TrimPrefix(r.URL.RequestURI(), below), "Fields": fields,
		"Back": "/" + r.room.Path})
	if err != nil {
		return err
	}
	r.write(page)
	return nil
}

// Running counts the work under way.
func (f *Frame) Running() (n int) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for _, w := range f.works {
		if !w.over() {
			n++
		}
	}
	return n
}

// underway is work as the head of each page names it.
type underway struct{ Path, Title string }

func (f *Frame) running(lang phrase.Lang) (all []underway) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for _, w := range f.works {
		if !w.over() {
			all = append(all, underway{"/kerja/" + w.ID, f.book.Say(lang, w.title)})
		}
	}
	return all
}

// workRoom is where work is watched, stopped, and its files are taken.
func (f *Frame) workRoom() Room {
	return Room{Path: "kerja", Routes: map[string]Handler{
		"GET {id}":              f.showWork,
		"GET {id}/events":       f.streamWork,
		"POST {id}/stop":        f.stopWork,
		"POST {id}/file/{file}": f.sendWorkFile,
	}}
}

var errNoWork = errors.New("this work is not known any more")

func (f *Frame) workOf(r *Request) (*Work, error) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if w := f.works[r.PathValue("id")]; w != nil {
		return w, nil
	}
	return nil, errNoWork
}

// showWork shows how far it is, or what came of it.
func (f *Frame) showWork(r *Request) error {
	w, err := f.workOf(r)
	if errors.Is(err, errNoWork) { // of an earlier office, perhaps
		return r.Go("/")
	}
	s, _ := w.look()
	title := f.book.Say(r.Lang, w.title)
	name, data := "work", map[string]any{"ID": w.ID, "Title": title, "State": s}
	if s.Ended {
		name = "worked"
		data["Back"], data["Files"], data["Fault"] = "/"+w.room.Path, s.outcome.Files, nil
		if s.err != nil && !(s.Stopped && errors.Is(s.err, context.Canceled)) {
			what, next := f.options.Explain(r.Lang, s.err)
			data["Fault"] = fault{What: what, Next: next}
		}
		if data["Outcome"], err = f.outcome(r.Lang, w.room, s.outcome); err != nil {
			return err
		}
	}
	page, err := f.page(r.Lang, w.room, name, data)
	if err != nil {
		return err
	}
	r.write(page)
	return nil
}

// outcome is what came of work, as its room shows it.
func (f *Frame) outcome(lang phrase.Lang, room Room, o Outcome) (template.HTML, error) {
	if o.Template == "" {
		return "", nil
	}
	return f.inner(lang, room.Path+"/"+o.Template, o.Data)
}

// eventPause bounds how often a watcher is told: a bar need not move more often.
const eventPause = 100 * time.Millisecond

// streamWork tells how far work is as it moves, as server-sent events, until it has ended.
func (f *Frame) streamWork(r *Request) error {
	w, err := f.workOf(r)
	if err != nil {
		return err
	}
	r.w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(r.w)
	flush.SetWriteDeadline(time.Time{})
	for {
		s, changed := w.look()
		event, _ := json.Marshal(map[string]any{"done": s.Done, "total": s.Total, "at": s.At, "ended": s.Ended,
			"said": f.book.Say(r.Lang, "frame.progress", "done", phrase.Number(r.Lang, s.Done), "total",
				phrase.Number(r.Lang, s.Total))})
		if _, err := fmt.Fprintf(r.w, "data: %s\n\n", event); err != nil || s.Ended {
			return nil
		}
		flush.Flush()
		select {
		case <-changed:
		case <-r.Context().Done():
			return nil
		case <-time.After(15 * time.Second): // so that a connection that is gone is noticed
		}
		select {
		case <-time.After(eventPause):
		case <-r.Context().Done():
			return nil
		}
	}
}

func (f *Frame) stopWork(r *Request) error {
	w, err := f.workOf(r)
	if err != nil { // the same was begun once more, in another window
		return r.Refuse("frame.work.none")
	}
	w.change(func(s *workState) { s.Stopped = true })
	w.stop()
	return r.Go("/kerja/" + w.ID)
}

func (f *Frame) sendWorkFile(r *Request) error {
	w, err := f.workOf(r)
	if err != nil { // the same was begun once more, in another window
		return r.Refuse("frame.work.none")
	}
	s, _ := w.look()
	n, err := strconv.Atoi(r.PathValue("file"))
	if err != nil || n < 0 || n >= len(s.outcome.Files) {
		return r.Refuse("frame.work.none")
	}
	file := s.outcome.Files[n]
	if file.Gone != nil && file.Gone() {
		return r.Refuse("frame.work.gone")
	}
	return r.Offer(file.Name, file.Media, file.Write)
}
