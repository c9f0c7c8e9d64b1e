package server

import (
	"log/slog"
	"net/http"
	"path"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/server/internal/admission"
)

// A route is one line of HTTP.md: a pattern of http.ServeMux and what its methods do. HEAD goes with GET.
type route struct {
	pattern string
	get     handler
	before  func(*http.Request) error // of post, before its body is read; may be nil
	post    func(posted) (content, error)
	takes   taking // of post
	secret  bool   // what is asked for must be known to be found, so a wrong one counts as a refusal
	open    bool   // a page of another origin may ask for leave to use it, and gets it
}

// A handler answers with content or with an error, which becomes a failure.
type handler func(r *http.Request) (content, error)

func (s *Server) routes() []route {
	return []route{
		{pattern: "/{$}", get: s.page},
		{pattern: "/sw.js", get: s.page},
		{pattern: "/web/{path...}", get: s.page},
		{pattern: "/tanda", get: s.page},
		{pattern: "/ttd", get: s.leadToSigning},
		{pattern: "/tandatangan", get: s.leadToSigning},
		{pattern: "/opd", get: s.page},
		{pattern: "/panduan", get: s.page},
		{pattern: "/panduan/kepegawaian", get: s.page},
		{pattern: "/kegiatan/{id}", get: s.figures},
		{pattern: "/checkpoint", get: s.shared("/checkpoint")},
		{pattern: "/tile/{path...}", get: s.shared("/tile/{path...}")},
		{pattern: "/trust", get: s.shared("/trust")},
		{pattern: "/status", get: s.shared("/status")},
		{pattern: "/v1/texts/{digest}", get: s.shared("/v1/texts/{digest}")},
		{pattern: "/v1/campaigns/{id}", get: s.shared("/v1/campaigns/{id}")},
		{pattern: "/v1/revocations/{index}", get: s.shared("/v1/revocations/{index}")},
		{pattern: "/v1/revocations", post: s.revoke, takes: taking{mediaCOSE, MaxBody}, open: true},
		{pattern: "/v1/invitations", post: s.invitation, takes: taking{mediaCOSE, MaxBody}, open: true},
		{pattern: "/v1/corrections", post: s.correction, takes: taking{mediaCOSE, MaxBody}, open: true},
		{pattern: "/v1/enrolments", post: s.enrolment, takes: taking{mediaCOSE, MaxBody}, open: true},
		{pattern: "/v1/pledges", post: s.pledge, takes: taking{mediaCOSE, MaxBody}, open: true},
		{pattern: "/v1/pledges/sequence", post: s.sequence, takes: taking{mediaSequence, MaxSequence}},
		{pattern: "/v1/proofs/{code}", get: s.proof, secret: true},
		{pattern: "/v1/inclusion/{digest}", get: s.inclusion},
		{pattern: "/v1/certificates/{digest}", get: s.shared("/v1/certificates/{digest}")},
		{pattern: pdfPattern, get: s.pdf, secret: true, open: true},
		{pattern: "/v1/keys/{key}", get: s.about},
		{pattern: "/v1/opd", get: s.unit},
		{pattern: "/v1/office/challenge", get: s.challenge},
		{pattern: "/v1/office/sessions", post: s.session, takes: taking{mediaCOSE, MaxBody}},
		{pattern: "/v1/office/calls", before: s.mayCall, post: s.call, takes: taking{mediaCall, share.MaxCall}},
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
	if r.open {
		allowed = append(allowed, http.MethodOptions)
	}
	return allowed
}

// perform does what a route does for a method. The general slot is held while the server works, and not while it waits for
// its client.
func (s *Server) perform(w http.ResponseWriter, r *http.Request, route route, from admission.Address) (content, error) {
	var sent []byte
	if r.Method == http.MethodPost {
		var err error
		if route.before != nil {
			if err = route.before(r); err != nil {
				return content{}, err
			}
		}
		if sent, err = s.receive(w, r, from, route.takes, route.before != nil); err != nil {
			return content{}, err
		}
	}
	slot, err := s.gate.requests.Take(from, nil)
	if err != nil {
		return content{}, crowded(err)
	}
	defer slot.Leave()
	begun := s.options.Now()
	defer func() { s.journal.worked(route.pattern, s.options.Now().Sub(begun)) }()
	connection := connectionOf(r).Slot()
	connection.Work()
	defer connection.Rest()
	if r.Method == http.MethodPost {
		return route.post(posted{r, from, sent})
	}
	return route.get(r)
}

// plain reports whether a path is written in its one way: no dots, no empty parts, nothing percent-encoded. No path of
// ours needs any of it, and what is not there is not confused by a proxy or a cache.
func plain(r *http.Request) bool {
	p := r.URL.Path
	return strings.HasPrefix(p, "/") && path.Clean(p) == p && r.URL.EscapedPath() == p
}

// guard stands around every route: method, bounds, headers, panics, metrics.
func (s *Server) guard(route route) http.Handler {
	allowed := route.methods()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, status := s.options.Now(), 0
		from := s.client(r)
		out := s.answerTo(w, r, from)
		defer func() {
			if p := recover(); p != nil {
				s.options.Log.Error("panic", "route", route.pattern, "panic", p, "stack", string(debug.Stack()))
				status = s.refuse(out, r, fail("internal"))
			}
			out.end()
			s.metrics.count(route.pattern, status, s.options.Now().Sub(start))
			if s.options.Log.Enabled(r.Context(), slog.LevelDebug) {
				s.options.Log.Debug("request", "route", route.pattern, "status", status)
			}
		}()
		common(w.Header())
		if route.forEveryPage(r.URL.Path) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Header().Set("Access-Control-Expose-Headers", "Date, Retry-After")
		}
		var c content
		var err error
		switch {
		case len(allowed) == 0:
			err = s.absent(r)
		case !slices.Contains(allowed, r.Method):
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			err = fail("method", "allowed", strings.Join(allowed, ", "))
		case r.Method == http.MethodOptions:
			status = giveLeave(w, allowed)
			return
		default:
			c, err = s.perform(w, r, route, from)
		}
		if err != nil {
			err = s.counted(r, route, from, s.failureOf(route, err))
			if status = s.refuse(out, r, err); status >= http.StatusBadRequest {
				s.journal.refusal(err)
			}
			return
		}
		status = c.write(out, r)
	})
}

// forEveryPage reports whether pages of other origins may read an answer: a page saved to a disk, other offices' tools. No
// cookie could tell one caller from another, and what is a person's is had by its code or by a signature alone. Below /v1
// that is every answer, errors too, so that a page can say what happened; but for registrars, who come with a program of
// theirs, and for units' links, whose page is our own.
func (r route) forEveryPage(path string) bool {
	return strings.HasPrefix(path, "/v1/") && !strings.HasPrefix(path, "/v1/office/") && r.pattern != "/v1/opd" ||
		slices.Contains([]string{"/checkpoint", "/tile/{path...}", "/trust", "/status", "/healthz"}, r.pattern)
}

// giveLeave answers the question that a browser asks before a page of another origin posts (the
// Fetch standard's preflight): a page saved to a disk may.
func giveLeave(w http.ResponseWriter, allowed []string) int {
	h := w.Header()
	h.Set("Cache-Control", cacheNever)
	h.Set("Access-Control-Allow-Methods", strings.Join(allowed, ", "))
	h.Set("Access-Control-Allow-Headers", "Content-Type")
	h.Set("Access-Control-Max-Age", strconv.Itoa(preflightAge))
	w.WriteHeader(http.StatusNoContent)
	return http.StatusNoContent
}
