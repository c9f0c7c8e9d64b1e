package server

import (
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"ikrar/ledger"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

// Under an address that the institution has left nothing is served but the way to the new one: a
// page, which hands over the key that a browser has kept for the former address, and a service
// worker that ends the one of the page before (HTTP.md, "After a move").

// Move is what whoever comes to a former address is told.
type Move struct {
	URL         string // the address of today
	Since       int64  // when the former one ended, Unix seconds
	Institution string
	Timezone    string
}

// A site is a host as addresses and the Host header name it.
type site struct {
	name string // in lower case, without a final dot
	port string // "" for the usual ones of http and https, of which proxies name either or none
}

// siteOf reads a host with or without a port.
func siteOf(host string) site {
	u := url.URL{Host: host}
	s := site{strings.TrimRight(strings.ToLower(u.Hostname()), "."), u.Port()}
	if ip, err := netip.ParseAddr(s.name); err == nil {
		s.name = ip.String()
	}
	if s.port == "80" || s.port == "443" {
		s.port = ""
	}
	return s
}

// departure is the way from one former host.
type departure struct {
	site
	Move
	files map[string]web.Asset // by their path; none where there is no page
}

// departures are the hosts that the addresses before today's had.
type departures struct {
	serial uint64 // of the trust list that says which is today's
	today  site
	all    []departure // the last that ended first
}

// departuresBy finds them anew where another trust list is in force than before. One request pays
// for that; those that come meanwhile go by what was known.
func (s *Server) departuresBy(list *trust.List) *departures {
	known := s.departures.Load()
	if known != nil && known.serial == list.Serial {
		return known
	}
	if !s.departing.TryLock() {
		if known != nil {
			return known
		}
		s.departing.Lock()
	}
	defer s.departing.Unlock()
	if d := s.departures.Load(); d != nil && d.serial >= list.Serial {
		return d
	}
	addresses, err := s.options.Ledger.Addresses()
	if err != nil { // today's address is served all the same
		s.options.Log.Error("the former addresses cannot be read", "error", err)
	}
	d := &departures{serial: list.Serial, today: siteOf(hostOf(list.URL))}
	for _, one := range departed(addresses, d.today) {
		one.URL, one.Institution, one.Timezone = list.URL, list.Institution, list.Timezone
		if s.options.Moved != nil {
			one.files = pagesOf(s.options.Moved(one.Move))
		}
		d.all = append(d.all, one)
	}
	s.departures.Store(d)
	return d
}

// departed are the hosts of addresses but today's, each once, with when it ended.
func departed(addresses []ledger.Address, today site) (all []departure) {
	seen := map[site]bool{today: true}
	for n := len(addresses) - 1; n >= 0; n-- {
		former := siteOf(hostOf(addresses[n].URL))
		if !seen[former] {
			seen[former] = true
			all = append(all, departure{site: former, Move: Move{Since: addresses[n].Until}})
		}
	}
	return all
}

// hostOf is the host of an address as the Host header has it; "" where it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// departureOf finds the former address that a Host header names; nil where it is today's, or none
// that we know. Some proxies leave out the port, or put their own there: what may be today's is
// today's, so that no move locks an institution out.
func (s *Server) departureOf(host string) *departure {
	list, _ := s.options.Ledger.Trust()
	d := s.departuresBy(list)
	if len(d.all) == 0 {
		return nil
	}
	is := siteOf(host)
	if is == d.today || is.name == "" || is.name == d.today.name && is.port == "" {
		return nil
	}
	for n := range d.all {
		if former := &d.all[n]; former.name == is.name && (is.port == "" || is.port == former.port) {
			return former
		}
	}
	return nil
}

// Departed reports whether a host is that of a former address.
func (s *Server) Departed(host string) bool { return s.departureOf(host) != nil }

// movedRoutes are those under a former address. All else has moved.
func (s *Server) movedRoutes() []route {
	return []route{
		{pattern: "/{$}", get: s.movedPage},
		{pattern: "/sw.js", get: s.movedPage},
		{pattern: "/web/{path...}", get: s.movedPage},
		{pattern: "/tanda", get: s.movedPage},
		{pattern: "/ttd", get: s.leadToSigning},
		{pattern: "/tandatangan", get: s.leadToSigning},
		{pattern: "/opd", get: s.leadToNew},
	}
}

// newDeparted makes the handler of all that is asked for under a former address.
func (s *Server) newDeparted() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.movedRoutes() {
		mux.Handle(r.pattern, s.guard(r))
	}
	mux.Handle("/", s.nowhere)
	mux.Handle("/web", s.nowhere)
	asked := s.guard(route{pattern: "/", open: true})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.EscapedPath(); {
		case rewritten.MatchString(path):
			s.sent.ServeHTTP(w, r)
		case rewrittenSlip.MatchString(path):
			s.retyped.ServeHTTP(w, r)
		case !s.isPage(path) && otherNames.MatchString(path):
			s.led.ServeHTTP(w, r)
		case r.Method == http.MethodOptions && postsTo.MatchString(path):
			asked.ServeHTTP(w, r)
		case !plain(r):
			s.nowhere.ServeHTTP(w, r)
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// postsTo is where a page that is saved to a disk posts to. It gets leave to, and so is told that
// the address has moved.
var postsTo = regexp.MustCompile(`^/v1/[a-z0-9/.-]*$`)

// movedPage serves a file of the page under a former address.
func (s *Server) movedPage(r *http.Request) (content, error) {
	d := s.departureOf(r.Host)
	if d == nil { // the institution has come back to it just now
		return content{}, fail("not-found")
	}
	a, ok := d.files[r.URL.Path]
	if !ok {
		return content{}, d.moved()
	}
	return contentOf(a), nil
}

// leadToNew leads the link of a unit to the new address. The browser keeps what is behind the #,
// and has nothing else of that page to take along.
func (s *Server) leadToNew(r *http.Request) (content, error) {
	d := s.departureOf(r.Host)
	if d == nil {
		return content{}, fail("not-found")
	}
	return leadTo(d.URL + r.URL.Path)
}

func (d *departure) moved() *failure {
	f := fail("moved", "url", d.URL)
	f.time, f.url = d.Since, d.URL
	return f
}

// absent says why nothing is where something was asked for.
func (s *Server) absent(r *http.Request) error {
	if d := s.departureOf(r.Host); d != nil {
		return d.moved()
	}
	return fail("not-found")
}
