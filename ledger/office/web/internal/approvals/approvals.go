// Package approvals is Persetujuan: the keys that wait for an officer, one, some or all; and what
// people say is wrong about them.
//
// What an officer approves is what was shown. So each request goes along with a mark of everything
// that its row said, and one that has changed meanwhile is shown again instead.
package approvals

import (
	"cmp"
	"embed"
	"slices"
	"strconv"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
)

//go:embed *.html
var templates embed.FS

// Room is Persetujuan.
func Room(d *desk.Desk) frame.Room {
	a := approvals{d}
	return frame.Room{Path: "persetujuan", Title: "approvals.title", Templates: frame.Templates(templates),
		Phrases: phrases, Routes: map[string]frame.Handler{"GET ": a.show, "POST ": a.approveTicked,
			"GET semua": a.plan, "POST semua": a.approveAll, "GET perbaikan": a.wishes, "POST perbaikan": a.settle,
			"GET {nip}": a.one, "POST {nip}": a.approveOne}}
}

type approvals struct{ desk *desk.Desk }

// counts are what waits, which the page asks for again and again.
type counts struct {
	Here   string // which of the two pages this is
	Clear  int    // requests without a question
	Asked  int    // requests with one
	Wishes int
}

// Requests are all that wait.
func (c counts) Requests() int { return c.Clear + c.Asked }

// count counts what waits, and returns it: requests by when they came.
func count(i *office.Institution, here string) (c counts, requests []enrol.Request, wishes []enrol.Wish, err error) {
	if requests, err = i.Waiting(nil); err != nil {
		return c, nil, nil, err
	}
	slices.SortStableFunc(requests, func(a, b enrol.Request) int { return cmp.Compare(a.Time, b.Time) })
	wishes, err = i.Wishes(nil)
	c = counts{Here: here, Wishes: len(wishes)}
	for _, r := range requests {
		if len(r.Questions) > 0 {
			c.Asked++
		} else {
			c.Clear++
		}
	}
	return c, requests, wishes, err
}

// pageSize is how many requests a page lists.
const pageSize = 100

// listing is a page of what waits.
type listing struct {
	Counts   counts
	Requests []waiting
	Fault    string // a key of the catalogue
	At, Last int    // pages, from 1
}

// Before and After are the addresses of the pages beside this one.
func (l listing) Before() string { return pageAt(l.At - 1) }
func (l listing) After() string  { return pageAt(l.At + 1) }

func pageAt(n int) string { return frame.Link("/persetujuan", "halaman", strconv.Itoa(n)) }

func (a approvals) show(r *frame.Request) error { return a.list(r, "") }

func (a approvals) list(r *frame.Request, fault string) error {
	l := listing{Fault: fault}
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		c, requests, _, err := count(i, "requests")
		if err != nil {
			return err
		}
		l.Counts = c
		l.Last = max(1, (len(requests)+pageSize-1)/pageSize)
		l.At, _ = strconv.Atoi(r.Text("halaman"))
		l.At = min(max(l.At, 1), l.Last)
		for _, w := range requests[(l.At-1)*pageSize : min(l.At*pageSize, len(requests))] {
			l.Requests = append(l.Requests, view(w, i.Zone()))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show("daftar", l)
}

// all is the page before all requests without a question are approved.
type all struct {
	Count, Asked int
	Units        []unit
	Until        int64 // when the last of them came, Unix seconds: later ones were not shown
}

type unit struct {
	Name  string
	Count int
}

// plan says how many requests would be approved, by unit.
func (a approvals) plan(r *frame.Request) error {
	var page all
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		c, requests, _, err := count(i, "requests")
		page.Count, page.Asked = c.Clear, c.Asked
		for _, w := range requests {
			if len(w.Questions) > 0 {
				continue
			}
			page.Until = max(page.Until, w.Time)
			n := slices.IndexFunc(page.Units, func(u unit) bool { return u.Name == w.Person.Unit })
			if n < 0 {
				n, page.Units = len(page.Units), append(page.Units, unit{Name: w.Person.Unit})
			}
			page.Units[n].Count++
		}
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(page.Units, func(a, b unit) int { return cmp.Compare(a.Name, b.Name) })
	return r.Show("semua", page)
}

// moment is a time of the ledger in the institution's zone.
func moment(unix int64, zone *time.Location) time.Time { return time.Unix(unix, 0).In(zone) }
