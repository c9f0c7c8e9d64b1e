// Package server serves a ledger over HTTP: C2SP tlog-tiles, the trust list, and what signers and checkers need. HTTP.md
// beside this file lists every path, shape and error code, and a test holds the two together.
//
// Answers hold nothing that the published checkpoint does not cover. No request is written down but by its route: no
// address, no code, no digest that somebody asked for.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/witness"
	"ikrar/verify/phrase"
)

// Options say what a server serves.
type Options struct {
	Ledger *ledger.Ledger
	Now    func() time.Time
	Log    *slog.Logger
	Desk   *enrol.Desk // answers requests for credentials; may be nil
	Rules  phrase.Book // "rule." and a rule's code: the sentences of the ledger's refusals

	// Witnesses says who cosigns, for the metrics; may be nil.
	Witnesses func() (witness.State, error)
}

// Server is an http.Handler. Its methods may be called by several goroutines at once.
type Server struct {
	options Options
	metrics *metrics
	slots   chan struct{} // one for each request being answered
	mux     *http.ServeMux
	nowhere http.Handler // for what is not there

	incoming  chan struct{} // one for each sequence of pledges that is being read
	sequences chan struct{} // one for each that is being recorded
}

// New makes a server of an open ledger, which stays the caller's to close.
func New(o Options) *Server {
	s := &Server{options: o, slots: make(chan struct{}, maxRequests), incoming: make(chan struct{}, maxIncoming), sequences: make(chan struct{}, maxSequences), mux: http.NewServeMux()}
	routes := s.routes()
	s.metrics = newMetrics(routes)
	for _, r := range routes {
		s.nowhere = s.guard(r)
		s.mux.Handle(r.pattern, s.nowhere)
	}
	s.mux.Handle("/tile", s.nowhere) // or the mux would lead to /tile/
	s.mux.Handle("/web", s.nowhere)
	return s
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.TLS != nil { // behind a proxy that speaks TLS for us, this is the proxy's to say
		w.Header().Set("Strict-Transport-Security", onlyTLS)
	}
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	default:
		s.refuse(w, r, fail("busy"))
		return
	}
	if !plain(r) {
		s.nowhere.ServeHTTP(w, r)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// Serve lets a handler answer on a listener until the context ends, then finishes what it has begun. With a TLS
// configuration it speaks TLS. Its error is nil after an orderly stop.
func Serve(ctx context.Context, l net.Listener, handler http.Handler, secure *tls.Config) error {
	h := hardened(handler)
	h.TLSConfig = secure
	stopped := make(chan error, 1)
	unwatch := context.AfterFunc(ctx, func() {
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		stopped <- errors.Join(h.Shutdown(patience), h.Close())
	})
	l = netutil.LimitListener(l, maxConnections)
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

// hardened is an http.Server with every bound set.
func hardened(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		MaxHeaderBytes:    maxHeader - headerSlack,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: maxStreams},
		ErrorLog:          log.New(io.Discard, "", 0), // its lines are about clients, by their IP address

		DisableGeneralOptionsHandler: true, // it would answer OPTIONS * without the headers of every answer
	}
}
