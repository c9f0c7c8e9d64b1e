package server

import (
	"log/slog"
	"net/http"
	"path"
	"runtime/debug"
	"slices"
	"strings"
)

// A route is one line of HTTP.md: a pattern of http.ServeMux and what its methods do. HEAD goes with GET.
type route struct {
	pattern string
	get     handler
	post    handler
	most    int64 // bytes of a body; 0 means MaxBody
}

// A handler answers with content or with an error, which becomes a failure.
type handler func(r *http.Request) (content, error)

func (s *Server) routes() []route {
	return []route{
		{pattern: "/{$}", get: s.page},
		{pattern: "/sw.js", get: s.page},
		{pattern: "/web/{path...}", get: s.page},
		{pattern: "/checkpoint", get: s.checkpoint},
		{pattern: "/tile/{path...}", get: s.tile},
		{pattern: "/trust", get: s.trust},
		{pattern: "/status", get: s.status},
		{pattern: "/v1/texts/{digest}", get: s.text},
		{pattern: "/v1/campaigns/{id}", get: s.campaign},
		{pattern: "/v1/revocations/{index}", get: s.revocation},
		{pattern: "/v1/enrolments", post: s.enrolment},
		{pattern: "/v1/pledges", post: s.pledge},
		{pattern: "/v1/pledges/sequence", post: s.sequence, most: MaxSequence},
		{pattern: "/v1/proofs/{code}", get: s.proof},
		{pattern: "/v1/inclusion/{digest}", get: s.inclusion},
		{pattern: "/v1/certificates/{digest}", get: s.certificate},
		{pattern: "/v1/keys/{key}", get: s.about},
		{pattern: "/healthz", get: s.health},
		{pattern: "/"}, // all else; the last
	}
}

func (r route) methods() []string {
	var allowed []string
	if r.get != nil {
		allowed = append(allowed, http.MethodGet, http.MethodHead)
	}
	if r.post != nil {
		allowed = append(allowed, http.MethodPost)
	}
	return allowed
}

func (r route) handler(method string) handler {
	switch method {
	case http.MethodGet, http.MethodHead:
		return r.get
	case http.MethodPost:
		return r.post
	}
	return nil
}

// plain reports whether a path is written in its one way: no dots, no empty parts, nothing percent-encoded. No path of
// ours needs any of it, and what is not there is not confused by a proxy or a cache.
func plain(r *http.Request) bool {
	p := r.URL.Path
	return strings.HasPrefix(p, "/") && path.Clean(p) == p && r.URL.EscapedPath() == p
}

// guard stands around every route: method, body, headers, panics, metrics.
func (s *Server) guard(route route) http.Handler {
	allowed := route.methods()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, status := s.options.Now(), 0
		defer func() {
			if p := recover(); p != nil {
				s.options.Log.Error("panic", "route", route.pattern, "panic", p, "stack", string(debug.Stack()))
				status = s.refuse(w, r, fail("internal"))
			}
			s.metrics.count(route.pattern, status, s.options.Now().Sub(start))
			if s.options.Log.Enabled(r.Context(), slog.LevelDebug) {
				s.options.Log.Debug("request", "route", route.pattern, "status", status)
			}
		}()
		common(w.Header())
		if route.readOnly() {
			w.Header().Set("Access-Control-Allow-Origin", "*")
		}
		r.Body = http.MaxBytesReader(w, r.Body, max(route.most, MaxBody))
		do := route.handler(r.Method)
		switch {
		case len(allowed) == 0:
			status = s.refuse(w, r, fail("not-found"))
		case do == nil:
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			status = s.refuse(w, r, fail("method", "allowed", strings.Join(allowed, ", ")))
		default:
			c, err := do(r)
			if err != nil {
				status = s.refuse(w, r, s.failureOf(route, err))
				return
			}
			status = c.write(w, r)
		}
	})
}

// readOnly reports whether a route may be read by pages of other origins: a page saved to a disk, other offices' tools.
// All of it is public, and no cookie could tell one caller from another.
func (r route) readOnly() bool {
	return r.post == nil && !slices.Contains([]string{"/{$}", "/sw.js", "/web/{path...}", "/"}, r.pattern)
}
