package server

import (
	"errors"
	"net/http"
	"strings"

	"ikrar/signer"
)

// Units answer whoever holds the link of a unit.
type Units interface {
	// Unit is what a link shows, to be sent as JSON. Its error wraps [ErrNoLink] or is a
	// [*LinkOverError].
	Unit(token string) (any, error)
}

// ErrNoLink says that there is no link with a token.
var ErrNoLink = errors.New("there is no such link")

// LinkOverError is a link that has ended, or was revoked.
type LinkOverError struct {
	Revoked bool
	Since   int64         // Unix seconds
	Of      signer.Digest // by what refusals of this link are counted
}

func (e *LinkOverError) Error() string { return "the link is over" }

// unitScheme is that of the header which brings a token. An address would be logged by whoever
// stands between.
const unitScheme = "Ikrar-Unit"

// unit answers a link of a unit. A wrong token counts for the address, and what has ended for the
// link: a desk that asks again shares its address with others.
func (s *Server) unit(r *http.Request) (content, error) {
	if s.options.Units == nil {
		return content{}, fail("not-found")
	}
	words := strings.Fields(r.Header.Get("Authorization"))
	if len(words) != 2 || !strings.EqualFold(words[0], unitScheme) {
		return content{}, fail("unit-link-unknown")
	}
	shown, err := s.options.Units.Unit(words[1])
	var over *LinkOverError
	switch {
	case errors.Is(err, ErrNoLink):
		return content{}, fail("unit-link-unknown")
	case errors.As(err, &over):
		f := fail("unit-link-ended")
		if over.Revoked {
			f = fail("unit-link-revoked")
		}
		f.time = over.Since
		return content{}, &known{f, over.Of}
	case err != nil:
		return content{}, err
	}
	return content{media: mediaJSON, cache: cacheNever, packed: true, body: encode(shown)}, nil
}
