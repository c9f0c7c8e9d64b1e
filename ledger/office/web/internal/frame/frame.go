// Package frame is what every room of the office stands in: who may ask, how a page is put together
// of a room's templates, work that lasts, and downloads. It knows nothing of people, keys or
// ledgers.
//
// The office is for one officer on one machine, and for nobody else on it. So that neither another
// user of the machine, nor a page of the web, nor a server on another port can ask for anything:
//
//   - the listener is on loopback, and only requests for its own address are answered, which ends
//     DNS rebinding;
//   - whoever opens the office brings a code that is good once (Entry), and gets a cookie, which
//     scripts cannot read and which no other site can have sent, and a token, which lives in the
//     window and goes along as a header: a cookie alone, which every port of this host is shown,
//     and a token alone, open nothing;
//   - what changes anything must come from our own pages (Origin);
//   - a page that is navigated to is an empty shell. Its script asks for what it shows.
package frame

import (
	"context"
	"html/template"
	"net/http"
	"strings"
	"sync"
	"time"

	"ikrar/verify/phrase"
)

// A Room is one part of the office. Its addresses lie below its path.
type Room struct {
	Path      string             // "pegawai"; "" is where the office opens
	Title     string             // a key of the catalogue: its name in the menu; "" for one that is not there
	Templates map[string]string  // html/template sources, by name
	Phrases   phrase.Book        // its sentences
	Routes    map[string]Handler // by method and the path below its own: "GET ", "GET {nip}", "POST {nip}/hapus"
}

// A Handler answers a request, by one of the methods of Request. Its error is explained to the
// officer.
type Handler func(*Request) error

// Options say what an office is made of.
type Options struct {
	Address string           // host and port that it listens on, and answers for
	Lang    phrase.Lang      // until the officer chooses
	Now     func() time.Time // required
	Rooms   []Room           // in the order of the menu
	Words   phrase.Book      // sentences that several rooms say, beside their own

	// Titled names whose office it is; "" where nobody knows yet. It is asked for each page.
	Titled func() string
	// Explain says an error to the officer, and what to do next, which may be empty.
	Explain func(lang phrase.Lang, err error) (what, next string)
	// Passing says that an error may be gone when the same is asked again, as that of a network.
	// What was typed is then kept in the window. It may be nil.
	Passing func(error) bool
	// Enter, where it is not nil, says where a visitor must go first, as to type the passphrase; ""
	// for nowhere. It is given the path of the room that was asked for.
	Enter func(room string) string
}

// Frame is an http.Handler of one office. Close ends what it has under way.
type Frame struct {
	options Options
	mux     *http.ServeMux
	pages   map[phrase.Lang]*template.Template
	book    phrase.Book
	guard   guard
	files   files
	offers  offers

	ctx    context.Context // of work: it ends with the office, and not with a request
	end    context.CancelFunc
	mutex  sync.Mutex
	works  map[string]*Work // by id
	latest map[string]*Work // by what they do
	busy   sync.WaitGroup
}

// New makes an office of its rooms.
func New(o Options) (*Frame, error) {
	f := &Frame{options: o, mux: http.NewServeMux(), works: map[string]*Work{}, latest: map[string]*Work{},
		guard: newGuard(o.Address, o.Now), offers: offers{now: o.Now, all: map[string]offer{}}}
	f.ctx, f.end = context.WithCancel(context.Background())
	books := []phrase.Book{o.Words, Phrases}
	for _, r := range o.Rooms {
		books = append(books, r.Phrases)
	}
	var err error
	if f.book, err = phrase.Merge(books...); err != nil {
		return nil, err
	}
	if f.files, err = gatherFiles(); err != nil {
		return nil, err
	}
	if f.pages, err = f.parse(); err != nil {
		return nil, err
	}
	f.route()
	return f, nil
}

// Close stops the work that is under way, and waits until it has.
func (f *Frame) Close() {
	f.end()
	f.busy.Wait()
}

// Entry is the address that opens the office, once, within a few minutes. It is handed to the
// browser in a file that only the officer can read: what stands in a command line, others see.
func (f *Frame) Entry() string { return "http://" + f.options.Address + "/#" + f.guard.entry() }

// Asked is when somebody last asked for something, for an end after idle time. Work under way
// counts as asking.
func (f *Frame) Asked() time.Time {
	if f.Running() > 0 {
		return f.options.Now()
	}
	return f.guard.asked()
}

// below is where a room's fragments are asked for. Its page, the shell, is at the path without it.
const below = "/x/"

// route gives each room its addresses: the shell for whoever navigates there, and the room itself
// for the shell's script.
func (f *Frame) route() {
	f.mux.HandleFunc("POST /session", f.openSession)
	f.mux.HandleFunc("POST /session/language", f.guarded(f.changeLanguage))
	f.mux.HandleFunc("GET /s/{version}/{name...}", f.sendFile)
	f.mux.HandleFunc("GET /d/{id}", f.sendOffer)
	f.mux.HandleFunc("GET /", f.sendShell)
	f.mux.HandleFunc("GET "+below, f.guarded(f.handle(Room{},
		func(r *Request) error { return r.Refuse("frame.none") })))
	for _, r := range append(f.options.Rooms, f.workRoom()) {
		for pattern, handler := range r.Routes {
			method, rest, _ := strings.Cut(pattern, " ")
			path := strings.TrimSuffix(r.Path+"/"+rest, "/")
			if path == "" {
				path = "{$}"
			}
			f.mux.HandleFunc(method+" "+below+path, f.guarded(f.handle(r, handler)))
		}
	}
}

// ServeHTTP answers a request.
func (f *Frame) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	if status := f.guard.refuse(r); status != 0 {
		http.Error(w, http.StatusText(status), status)
		return
	}
	f.mux.ServeHTTP(w, r)
}

// policy lets a page run our own files and nothing else, and be shown in no other page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
	"frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types office"
