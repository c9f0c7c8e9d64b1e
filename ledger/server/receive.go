package server

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"time"

	"ikrar/ledger/server/internal/admission"
)

// posted is a request whose body has arrived.
type posted struct {
	*http.Request
	from admission.Address
	body []byte
}

// taking says what a route takes.
type taking struct {
	media string
	most  int64 // bytes
}

// receive reads a request's body to its end, in a slot of those that are on their way. Of an
// address that sends too many too slowly, the slowest is told so, and nothing of it is kept. Who is
// known by the header may take longer than others.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, from admission.Address, want taking,
	known bool) ([]byte, error) {
	if err := announced(r, want); err != nil {
		return nil, err
	}
	slots := s.gate.bodies
	if want.most > MaxBody {
		slots = s.gate.incoming
	}
	control := http.NewResponseController(w)
	slot, err := slots.Take(from, func() { control.SetReadDeadline(past) })
	if err != nil {
		return nil, crowded(err)
	}
	if known && control.SetReadDeadline(time.Time{}) == nil {
		defer time.AfterFunc(callTimeout, func() { control.SetReadDeadline(past) }).Stop()
	}
	b, err := body(http.MaxBytesReader(w, r.Body, want.most), r.ContentLength, want.most, slot)
	if !slot.Leave() {
		return nil, fail("too-many")
	}
	return b, err
}

// announced refuses what need not be read, by the header. Parameters of the media type do not
// matter.
func announced(r *http.Request, want taking) error {
	if got := r.Header.Get("Content-Type"); got != want.media {
		if got, _, err := mime.ParseMediaType(got); err != nil || got != want.media {
			return fail("media-type", "want", want.media)
		}
	}
	if r.ContentLength > want.most {
		return fail("too-large", "limit", want.most)
	}
	return nil
}

// body reads so many bytes at most.
func body(from io.Reader, length, most int64, slot *admission.Slot) ([]byte, error) {
	var large *http.MaxBytesError
	room := max(min(length, MaxBody), 0) // so that a statement is read without growing; what is longer must come first
	b := bytes.NewBuffer(make([]byte, 0, room+bytes.MinRead))
	_, err := b.ReadFrom(moving{from, slot})
	switch {
	case errors.As(err, &large):
		return nil, fail("too-large", "limit", most)
	case err != nil:
		return nil, fail("body")
	}
	return b.Bytes(), nil
}

// moving tells a slot what has been read.
type moving struct {
	io.Reader
	slot *admission.Slot
}

func (m moving) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	m.slot.Moved(n)
	return n, err
}
