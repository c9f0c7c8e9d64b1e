package server

import (
	"net/http"
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
