package server

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"ikrar/ledger/cosigning"
	"ikrar/ledger/server/internal/admission"
)

// metrics counts requests by route and status. It is written as the text format of Prometheus by hand: a counter, a
// histogram and three gauges do not need the eight modules of its client library.
type metrics struct {
	routes []*routeMetrics
	by     map[string]*routeMetrics
	forged atomic.Uint64 // signatures in the name of an invitation that there is, by who has not its code
}

type routeMetrics struct {
	pattern string
	status  [600]atomic.Uint64
	within  [len(buckets) + 1]atomic.Uint64 // not cumulative; the last is for all that took longer
	nanos   atomic.Int64
}

// buckets are the upper bounds of the histogram, in seconds: an fsync lies between the first and the third.
var buckets = [...]float64{0.001, 0.005, 0.02, 0.1, 0.5, 2, 10}

func newMetrics(routes []route) *metrics {
	m := &metrics{by: map[string]*routeMetrics{}}
	for _, r := range routes {
		one := &routeMetrics{pattern: r.pattern}
		m.routes, m.by[r.pattern] = append(m.routes, one), one
	}
	return m
}

func (m *metrics) count(pattern string, status int, took time.Duration) {
	r := m.by[pattern]
	r.status[status].Add(1)
	r.nanos.Add(int64(took))
	at := 0
	for at < len(buckets) && took.Seconds() > buckets[at] {
		at++
	}
	r.within[at].Add(1)
}

// Metrics serves /metrics, for a listener of its own.
func (s *Server) Metrics() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, _ *http.Request) {
		common(w.Header())
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		s.writeMetrics(w)
	})
	return mux
}

func (s *Server) writeMetrics(w io.Writer) {
	family(w, "ikrar_http_requests_total", "counter", "Requests answered, by route and status.")
	for _, r := range s.metrics.routes {
		for status := range r.status {
			if n := r.status[status].Load(); n > 0 {
				fmt.Fprintf(w, "ikrar_http_requests_total{route=%q,status=\"%d\"} %d\n", r.pattern, status, n)
			}
		}
	}
	family(w, "ikrar_http_request_seconds", "histogram", "Time from header to answer, by route; for a pledge its fsyncs are in it.")
	for _, r := range s.metrics.routes {
		r.writeHistogram(w)
	}
	gauge(w, "ikrar_http_requests_in_flight", "Requests being worked on now.", s.gate.requests.State().Taken)
	s.gate.writeMetrics(w)
	family(w, "ikrar_invitation_signatures_refused_total", "counter",
		"Requests in the name of an invitation that there is, signed by another key.")
	fmt.Fprintf(w, "ikrar_invitation_signatures_refused_total %d\n", s.metrics.forged.Load())
	gauge(w, "ikrar_ledger_entries", "Entries of the log.", s.options.Ledger.Size())
	if c, _, err := s.options.Ledger.Published(); err == nil {
		gauge(w, "ikrar_published_entries", "Entries that the published checkpoint covers.", c.Size)
	}
	up := 1
	if s.options.Ledger.Err() != nil {
		up = 0
	}
	gauge(w, "ikrar_ledger_up", "1 while the ledger records, 0 once it is out of service.", up)
	s.writeInstallation(w)
	if s.options.Visits != nil {
		s.sessions.writeMetrics(w, len(s.options.Visits.Visitors()))
	}
	if s.options.Copies != nil {
		c := s.options.Copies()
		gauge(w, "ikrar_publish_entries", "Entries that the copy on another web host shows, as far as this process has seen.", c.Entries)
		gauge(w, "ikrar_publish_failed_tries", "Runs of publishing in a row that failed.", c.Tries)
	}
	if s.options.Witnesses != nil {
		if state, err := s.options.Witnesses(); err == nil {
			writeWitnesses(w, state)
		}
	}
}

// writeMetrics says what is held and who is bounded, without saying who that is.
func (g *gate) writeMetrics(w io.Writer) {
	kinds := []struct {
		name  string
		slots *admission.Slots
	}{{"connections", g.door.Slots}, {"bodies", g.bodies}, {"sequences", g.incoming}, {"requests", g.requests}, {"streams", g.answers}}
	states := make([]admission.State, len(kinds))
	family(w, "ikrar_slots", "gauge", "What clients hold now: connections, bodies and sequences on their way here, requests, answers on their way out (streams).")
	for i, kind := range kinds {
		states[i] = kind.slots.State()
		fmt.Fprintf(w, "ikrar_slots{of=%q} %d\n", kind.name, states[i].Taken)
	}
	family(w, "ikrar_gave_way_total", "counter", "What was ended for a newcomer, mostly of an address that held its share.")
	for i, kind := range kinds {
		fmt.Fprintf(w, "ikrar_gave_way_total{of=%q} %d\n", kind.name, states[i].GaveWay)
	}
	family(w, "ikrar_bounded_addresses", "gauge", "Addresses that needed more than their share, or were refused too often, within a minute.")
	for i, kind := range kinds {
		fmt.Fprintf(w, "ikrar_bounded_addresses{by=%q} %d\n", kind.name, states[i].Bounded)
	}
	fmt.Fprintf(w, "ikrar_bounded_addresses{by=\"refusals\"} %d\n", g.refused.Bounded())
	gauge(w, "ikrar_bounded_signers", "Enrolled keys and invitations that have been refused too often within a minute.", g.known.Bounded())
}

// writeWitnesses says who cosigns and who does not, and why not.
func writeWitnesses(w io.Writer, state cosigning.State) {
	gauge(w, "ikrar_quorum", "Witnesses that must cosign before a checkpoint is published.", state.Need)
	family(w, "ikrar_witness_signed", "gauge", "1 where the witness has cosigned the published checkpoint.")
	for _, one := range state.Witnesses {
		signed := 0
		if one.Signed {
			signed = 1
		}
		fmt.Fprintf(w, "ikrar_witness_signed{witness=%q} %d\n", one.Name, signed)
	}
	family(w, "ikrar_witness_entries", "gauge", "Entries of our last checkpoint that the witness has cosigned.")
	for _, one := range state.Witnesses {
		fmt.Fprintf(w, "ikrar_witness_entries{witness=%q} %d\n", one.Name, one.Size)
	}
	family(w, "ikrar_witness_failed_tries", "gauge", "Requests to the witness in a row that failed, by why.")
	for _, one := range state.Witnesses {
		fmt.Fprintf(w, "ikrar_witness_failed_tries{witness=%q,why=%q} %d\n", one.Name, one.Why, one.Tries)
	}
}

func (r *routeMetrics) writeHistogram(w io.Writer) {
	var sum uint64
	for at := range r.within {
		sum += r.within[at].Load()
	}
	if sum == 0 {
		return
	}
	var below uint64
	for at := range r.within {
		below += r.within[at].Load()
		bound := "+Inf"
		if at < len(buckets) {
			bound = strconv.FormatFloat(buckets[at], 'g', -1, 64)
		}
		fmt.Fprintf(w, "ikrar_http_request_seconds_bucket{route=%q,le=%q} %d\n", r.pattern, bound, below)
	}
	fmt.Fprintf(w, "ikrar_http_request_seconds_sum{route=%q} %g\n", r.pattern, time.Duration(r.nanos.Load()).Seconds())
	fmt.Fprintf(w, "ikrar_http_request_seconds_count{route=%q} %d\n", r.pattern, below)
}

func family(w io.Writer, name, kind, help string) {
	fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func gauge[N int | uint64](w io.Writer, name, help string, value N) {
	family(w, name, "gauge", help)
	fmt.Fprintf(w, "%s %d\n", name, value)
}
