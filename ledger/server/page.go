package server

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"ikrar/verify/web"
)

// pagesOf are the files of the pages, by their path.
func pagesOf(pages ...[]web.Asset) map[string]web.Asset {
	all := map[string]web.Asset{}
	for _, a := range slices.Concat(pages...) {
		all[a.Path] = a
	}
	return all
}

// page serves a file of a page, which brings its own headers: it runs scripts, and no other answer may.
func (s *Server) page(r *http.Request) (content, error) {
	a, ok := s.pages[r.URL.Path]
	if !ok {
		return content{}, fail("not-found")
	}
	return contentOf(a), nil
}

// contentOf is a file of a page, with its own headers.
func contentOf(a web.Asset) content {
	c := content{body: a.Body, media: a.Type, cache: cacheCheck, tag: a.Tag, gzip: a.Gzip, brotli: denseOf(a), headers: a.Headers()}
	if a.Immutable {
		c.cache = cacheForever
	}
	return c
}

// leadTo sends a browser on. The place is relative, for a page below a path.
func leadTo(place string) (content, error) {
	return content{media: mediaText, cache: cacheNever, moved: place}, nil
}

// otherNames are the paths of the signing page and of units' links as people type them:
// telephones begin with a capital letter, and some end an address with a slash.
var otherNames = regexp.MustCompile(`^/(?i:tanda|ttd|tandatangan|opd)/?$`)

// isPage reports whether a path is that of one of these pages itself.
func (s *Server) isPage(path string) bool { return path == signingPath || path == unitPath }

const signingPath, unitPath = "/tanda", "/opd"

// leadToSigning leads other names of a page there. The browser keeps what is behind the #.
func (s *Server) leadToSigning(r *http.Request) (content, error) {
	return leadTo(besides(r) + meant(r))
}

// meant is the page that is meant by one of its names.
func meant(r *http.Request) string {
	if strings.HasPrefix(strings.ToLower(r.URL.EscapedPath()), unitPath) {
		return unitPath[1:]
	}
	return signingPath[1:]
}

// besides leads from the path that was asked for to what stands beside it, a path or two below the public address.
func besides(r *http.Request) string {
	if strings.Count(r.URL.EscapedPath(), "/") > 1 {
		return "../"
	}
	return "./"
}

// rewritten is the path of a QR code's address whose # some program wrote as %23, or as %2523. Behind the digits may be what
// it appended, or the full stop of a sentence; the page would drop that as well.
var rewritten = regexp.MustCompile(`^/%(?:25)*23([0-9]+)(?:[^0-9A-Za-z/][^/]*)?$`)

// sendToPage leads such an address to the page, the digits behind the # again, where no browser sends
// them: a person's data go no further than this answer.
func (s *Server) sendToPage(r *http.Request) (content, error) {
	return leadTo("./#" + rewritten.FindStringSubmatch(r.URL.EscapedPath())[1])
}

// rewrittenSlip is the same of a slip's address, with an invitation's code behind it, and of a
// unit's link.
var rewrittenSlip = regexp.MustCompile(`^/(?i:tanda|ttd|tandatangan|opd)/?%(?:25)*23[^/]*$`)

// askForCode leads such an address to its page without the code, which the person types, or opens
// the link as it was given: the code has been seen by whoever rewrote it, and is repeated by no
// answer of ours.
func (s *Server) askForCode(r *http.Request) (content, error) {
	return leadTo(besides(r) + meant(r) + "#rewritten")
}
