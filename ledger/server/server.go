// Package server serves a ledger over HTTP: C2SP tlog-tiles, the trust list, and what signers and checkers need. HTTP.md
// beside this file lists every path, shape and error code, and a test holds the two together.
//
// Answers hold nothing that the published checkpoint does not cover. No request is written down but by its route: no
// address, no code, no digest that somebody asked for.
package server

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/cosigning"
	"ikrar/ledger/enrol"
	"ikrar/ledger/internal/clock"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/server/internal/admission"
	"ikrar/signer"
	"ikrar/verify/phrase"
	"ikrar/verify/web"
)

// Options say what a server serves.
type Options struct {
	Ledger *ledger.Ledger
	Now    func() time.Time
	Log    *slog.Logger
	Desk   *enrol.Desk // answers requests for credentials; may be nil
	Rules  phrase.Book // "rule." and a rule's code: the sentences of the ledger's refusals

	// Proxies are the networks whose X-Forwarded-For is believed (HTTP.md section 3).
	Proxies []netip.Prefix

	Connections int // at once, by all listeners (FindRoom); 0 is MaxConnections

	Pages        []web.Asset            // beside the checking page, each with headers of its own: the signing page
	Moved        func(Move) []web.Asset // the page under a former address; may be nil
	Figures      Figures                // public pages of campaigns; may be nil
	Certificates Certificates           // hands out issued PDFs; may be nil
	Units        Units                  // answers links of units; may be nil
	Keys         string                 // what the signing page does with keys: ask, keep or once
	Issues       bool                   // certificates are issued at once
	Pledged      func(signer.Digest)    // is told of each pledge that was recorded; may be nil. It must not wait

	Visits *share.Visits // of registrars from afar (ledger.Receive); may be nil

	Installation Installation // what /healthz and the metrics say of the home

	// Witnesses says who cosigns, for the metrics; may be nil.
	Witnesses func() (cosigning.State, error)
	Copies    func() Copies // says how publishing elsewhere stands, for the metrics; may be nil
}

// Copies says how a copy on another web host stands.
type Copies struct {
	Entries uint64 // that it shows
	Tries   int    // that failed in a row
}

// Server is an http.Handler. Its methods may be called by several goroutines at once.
type Server struct {
	options   Options
	metrics   *metrics
	sessions  sessionCounts
	approvals approvals
	clock     clock.Clock // as the ledger's own reads it
	journal   *journal
	gate      *gate
	mux       *http.ServeMux
	pages     map[string]web.Asset // by their path
	nowhere   http.Handler         // for what is not there
	pdfs      http.Handler         // for what asks for a certificate's PDF
	sent      http.Handler         // leads rewritten addresses to the page
	retyped   http.Handler         // leads those of slips and of units' links to their pages
	led       http.Handler         // leads other names of these pages there

	departed   http.Handler // for all under a former address
	departing  sync.Mutex   // one finds the former addresses at a time
	departures atomic.Pointer[departures]
}

// New makes a server of an open ledger, which stays the caller's to close.
func New(o Options) *Server {
	s := &Server{options: o, gate: newGate(o.Now, o.Proxies, cmp.Or(o.Connections, MaxConnections), func(n int) int { return n }), mux: http.NewServeMux(),
		clock: clock.Start(o.Now), journal: newJournal(o.Log)}
	s.gate.door.Cut = func(n int) { o.Log.Warn("connections that did not finish in time were cut", "connections", n) }
	s.pages = pagesOf(web.Assets(), o.Pages)
	routes := s.routes()
	s.metrics = newMetrics(routes)
	if o.Visits != nil {
		s.watch()
	}
	for _, r := range routes {
		if r.pattern == pdfPattern {
			s.pdfs = s.guard(r)
			continue
		}
		s.nowhere = s.guard(r)
		s.mux.Handle(r.pattern, s.nowhere)
	}
	s.sent = s.guard(route{pattern: "/{$}", get: s.sendToPage})
	s.retyped = s.guard(route{pattern: "/tanda", get: s.askForCode})
	s.led = s.guard(route{pattern: "/ttd", get: s.leadToSigning})
	s.mux.Handle("/tile", s.nowhere) // or the mux would lead to /tile/
	s.mux.Handle("/web", s.nowhere)
	s.departed = s.newDeparted()
	s.Departed("") // reads the log now, and in no request
	return s
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.TLS != nil { // behind a proxy that speaks TLS for us, this is the proxy's to say
		w.Header().Set("Strict-Transport-Security", onlyTLS)
	}
	if r.ProtoMajor == 1 && (len(r.TransferEncoding) > 0 || r.ProtoMinor == 0) {
		// A Content-Length beside a Transfer-Encoding is gone by now (net/http drops it), and whoever stands between may
		// have gone by that one: what follows on the connection is not read as a request (RFC 9112 section 6.3).
		w.Header().Set("Connection", "close")
	}
	switch path := r.URL.EscapedPath(); {
	case s.Departed(r.Host):
		s.departed.ServeHTTP(w, r)
	case rewritten.MatchString(path):
		s.sent.ServeHTTP(w, r)
	case rewrittenSlip.MatchString(path):
		s.retyped.ServeHTTP(w, r)
	case !s.isPage(path) && otherNames.MatchString(path):
		s.led.ServeHTTP(w, r)
	case !plain(r):
		s.nowhere.ServeHTTP(w, r)
	case asksForPDF(path):
		s.pdfs.ServeHTTP(w, r)
	default:
		s.mux.ServeHTTP(w, r)
	}
}

// Serve lets a handler answer on a listener until the context ends, then finishes what it has begun, and cuts the
// connections that take too long. Connections pass the door, which is told how many were cut. With a TLS configuration it
// speaks TLS. Its error is nil after an orderly stop.
func Serve(ctx context.Context, l net.Listener, handler http.Handler, secure *tls.Config, door *admission.Door) error {
	h := hardened(handler)
	h.TLSConfig = secure
	var open atomic.Int64
	h.ConnState = counting(&open)
	stopped := make(chan error, 1)
	unwatch := context.AfterFunc(ctx, func() {
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		err := h.Shutdown(patience)
		if errors.Is(err, context.DeadlineExceeded) { // whoever reads or sends slowly does not decide how this ends
			door.SayCut(int(open.Load()))
			err = nil
		}
		stopped <- errors.Join(err, h.Close())
	})
	l = door.Listen(l)
	var err error
	if secure != nil {
		err = h.ServeTLS(l, "", "")
	} else {
		err = h.Serve(l)
	}
	if unwatch() { // nobody asked for the end
		return errors.Join(err, h.Close())
	}
	return <-stopped
}

// counting keeps the number of connections that are open.
func counting(open *atomic.Int64) func(net.Conn, http.ConnState) {
	return func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			open.Add(1)
		case http.StateClosed, http.StateHijacked:
			open.Add(-1)
		}
	}
}

// hardened is an http.Server with every bound set, but on how long an answer may take: that is bounded by how fast it is taken
// (admission.Conn, answer).
func hardened(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		MaxHeaderBytes:    maxHeader - headerSlack,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		IdleTimeout:       idleTimeout,
		ConnContext:       withConnection,
		HTTP2: &http.HTTP2Config{MaxConcurrentStreams: maxStreams, MaxReceiveBufferPerConnection: maxWindow,
			MaxReceiveBufferPerStream: MaxBody},
		ErrorLog: log.New(io.Discard, "", 0), // its lines are about clients, by their IP address

		DisableGeneralOptionsHandler: true, // it would answer OPTIONS * without the headers of every answer
	}
}
