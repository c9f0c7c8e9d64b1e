package server

import (
	"net/http"
	"regexp"
	"sync"

	"ikrar/verify/web"
)

// assets are the files of the public page, by their path.
var assets = sync.OnceValue(func() map[string]web.Asset {
	all := map[string]web.Asset{}
	for _, a := range web.Assets() {
		all[a.Path] = a
	}
	return all
})

// page serves the public page, which brings its own headers: it runs scripts, and no other answer may.
func (s *Server) page(r *http.Request) (content, error) {
	a, ok := assets()[r.URL.Path]
	if !ok {
		return content{}, fail("not-found")
	}
	c := content{body: a.Body, media: a.Type, cache: cacheCheck, gzip: a.Gzip, headers: a.Headers()}
	if a.Immutable {
		c.cache = cacheForever
	}
	return c, nil
}

// rewritten is the path of a QR code's address whose # some program wrote as %23, or as %2523. Behind the digits may be what
// it appended, or the full stop of a sentence; the page would drop that as well.
var rewritten = regexp.MustCompile(`^/%(?:25)*23([0-9]+)(?:[^0-9A-Za-z/][^/]*)?$`)

// sendToPage leads such an address to the page, the digits behind the # again, where no browser sends
// them: a person's data go no further than this answer. The place is relative, for a page below a path.
func (s *Server) sendToPage(r *http.Request) (content, error) {
	digits := rewritten.FindStringSubmatch(r.URL.EscapedPath())[1]
	return content{media: mediaText, cache: cacheNever, moved: "./#" + digits}, nil
}
