package frame

import (
	"crypto/rand"
	"io"
	"mime"
	"net/http"
	"sync"
	"time"
)

// offerTime is how long a download waits to be fetched.
const offerTime = 10 * time.Minute

// offers are downloads under addresses that are good once: a browser asks for them without the
// token.
type offers struct {
	now   func() time.Time
	mutex sync.Mutex
	all   map[string]offer
}

type offer struct {
	name, media string
	inline      bool
	until       time.Time
	write       func(io.Writer) error
}

func (o *offers) add(name, media string, inline bool, write func(io.Writer) error) string {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	now := o.now()
	for id, old := range o.all {
		if now.After(old.until) {
			delete(o.all, id)
		}
	}
	id := rand.Text()
	o.all[id] = offer{name, media, inline, now.Add(offerTime), write}
	return "/d/" + id
}

func (o *offers) take(id string) (offer, bool) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	found, ok := o.all[id]
	delete(o.all, id)
	return found, ok && !o.now().After(found.until)
}

// sendOffer sends a download. What fails in its middle ends the connection, so that no browser
// takes a part for the whole.
func (f *Frame) sendOffer(w http.ResponseWriter, r *http.Request) {
	if _, ok := f.guard.find(r, false); !ok {
		http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
		return
	}
	o, ok := f.offers.take(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	kind := "attachment"
	if o.inline {
		kind = "inline"
		w.Header().Set("Content-Security-Policy",
			"default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'")
	}
	w.Header().Set("Content-Type", o.media)
	w.Header().Set("Content-Disposition", mime.FormatMediaType(kind, map[string]string{"filename": o.name}))
	if err := o.write(w); err != nil {
		panic(http.ErrAbortHandler)
	}
}
