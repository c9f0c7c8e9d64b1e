package frame

import (
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ikrar/verify/phrase"
)

// Request is one that a session made of a room. A handler answers it by Show, Go, Offer or Work,
// once. A form that was filled in wrongly is shown again, with what was typed and what is wrong.
type Request struct {
	*http.Request
	Lang phrase.Lang

	frame   *Frame
	room    Room
	w       http.ResponseWriter
	session session
	secrets []string // fields that no page shows again
}

// handle answers by a room's handler.
func (f *Frame) handle(room Room, h Handler) func(http.ResponseWriter, *http.Request, session) {
	return func(w http.ResponseWriter, r *http.Request, s session) {
		q := &Request{Request: r, Lang: s.lang, frame: f, room: room, w: w, session: s}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if err := q.read(); err != nil {
			q.explain(err)
			return
		}
		if f.options.Enter != nil {
			if first := f.options.Enter(room.Path); first != "" && first != "/"+room.Path {
				q.Go(first)
				return
			}
		}
		if err := h(q); err != nil {
			q.explain(err)
		}
	}
}

// read takes what a form brought, all of it into memory: it holds people.
func (r *Request) read() error {
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		return r.ParseMultipartForm(maxBody)
	}
	return r.ParseForm()
}

// Text is a field of the form or of the address, without blanks around it.
func (r *Request) Text(name string) string { return strings.TrimSpace(r.FormValue(name)) }

// Secret is a field as it was typed, blanks and all.
func (r *Request) Secret(name string) []byte {
	r.secrets = append(r.secrets, name)
	return []byte(r.PostFormValue(name))
}

// Chosen reports whether a box was ticked.
func (r *Request) Chosen(name string) bool { return r.FormValue(name) != "" }

// Upload is the file that a form brought, or http.ErrMissingFile.
func (r *Request) Upload(name string) (multipart.File, *multipart.FileHeader, error) {
	return r.FormFile(name)
}

// Say is a sentence in the officer's language.
func (r *Request) Say(key string, args ...any) string { return r.frame.book.Say(r.Lang, key, args...) }

// Show answers with a template of the room.
func (r *Request) Show(name string, data any) error {
	page, err := r.frame.page(r.Lang, r.room, r.room.Path+"/"+name, data)
	if err != nil {
		return err
	}
	r.write(page)
	return nil
}

func (r *Request) write(page []byte) {
	r.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	r.w.Write(page)
}

// Go leads the window to another page of the office.
func (r *Request) Go(path string) error {
	r.w.Header().Set("Ikrar-Go", path)
	r.w.WriteHeader(http.StatusNoContent)
	return nil
}

// Offer answers with a download. write makes its content when it is fetched.
func (r *Request) Offer(name, media string, write func(io.Writer) error) error {
	r.w.Header().Set("Ikrar-Download", r.frame.offers.add(name, media, false, write))
	r.w.WriteHeader(http.StatusNoContent)
	return nil
}

// Sooner says which officer changed something last, to whoever was slower; "" where no officer is
// known.
func (r *Request) Sooner(officer string, at time.Time) string {
	if officer == "" {
		return ""
	}
	return r.Say("frame.sooner", "officer", officer, "moment", phrase.Moment(r.Lang, at, at.Location()))
}

// Frameable is the address, good once, of a PDF to be shown within a page.
func (r *Request) Frameable(name string, write func(io.Writer) error) string {
	return r.frame.offers.add(name, "application/pdf", true, write)
}

// Explain says an error, and what to do next, for pages that go on beside it.
func (r *Request) Explain(err error) (what, next string) { return r.frame.options.Explain(r.Lang, err) }

// explain shows an error.
func (r *Request) explain(err error) {
	what, next := r.Explain(err)
	why := fault{What: what, Next: next, Again: r.frame.options.Passing != nil && r.frame.options.Passing(err)}
	if why.Again && r.Method != http.MethodGet {
		r.w.Header().Set("Ikrar-Stay", "1")
	}
	if r.refuse(why) != nil {
		http.Error(r.w, what, http.StatusInternalServerError)
	}
}

// Refuse answers that what was asked for is not there, in a sentence of the catalogue.
func (r *Request) Refuse(key string) error { return r.refuse(fault{What: r.Say(key)}) }

func (r *Request) refuse(why fault) error {
	page, err := r.frame.page(r.Lang, r.room, "fault", why)
	if err != nil {
		return err
	}
	r.write(page)
	return nil
}

// fault is an error in words.
type fault struct {
	What, Next string
	Again      bool // the same may be asked again
}

// Link is an address with a query, for templates' data.
func Link(path string, query ...string) string {
	values := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			values.Set(query[i], query[i+1])
		}
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
