package slips

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/chat"
	"ikrar/ledger/office/web/internal/frame"
)

// pageSize is how many people a page lists.
const pageSize = 100

// listing is where each stands, a page of it.
type listing struct {
	Query, Unit string
	Reach       enrol.Reach
	Units       []string
	Reaches     []enrol.Reach
	Count       int
	People      []listed
	At, Last    int // pages, from 1
}

type listed struct {
	Name, NIP, Last4, Unit string
	Reach                  enrol.Reach
	Until, Since           time.Time
	Open                   bool          // Until is told
	Message                *chat.Message // that reminds them; nil for none
}

// Before and After are the addresses of the pages beside this one of the same list.
func (l listing) Before() string { return l.page(l.At - 1) }
func (l listing) After() string  { return l.page(l.At + 1) }

func (l listing) page(n int) string {
	return frame.Link("/slip/status", "cari", l.Query, "unit", l.Unit, "keadaan", string(l.Reach), "halaman",
		strconv.Itoa(n))
}

// placed is somebody with the place in the list: by unit and name.
type placed struct {
	enrol.Invitee
	place string
}

// list lists people by where they stand, found by words of the name or the NIP.
func (s slips) list(r *frame.Request) error {
	l := listing{Query: r.Text("cari"), Unit: r.Text("unit"), Reach: enrol.Reach(r.Text("keadaan")),
		Reaches: enrol.Reaches}
	var found []placed
	var zone *time.Location
	var reminders *chat.Reminders
	err := s.desk.Do(r.Context(), func(i *office.Institution) error {
		all, err := s.invitees(i)
		for _, one := range all {
			l.Units = append(l.Units, one.Person.Unit)
			if l.wants(one) {
				found = append(found, placed{one, strings.ToLower(one.Person.Unit + "\x00" + one.Person.Name)})
			}
		}
		zone = i.Zone()
		if err == nil {
			reminders, err = chat.Open(i, r.Lang)
		}
		return err
	})
	if err != nil {
		return err
	}
	slices.Sort(l.Units)
	l.Units = slices.DeleteFunc(slices.Compact(l.Units), func(s string) bool { return s == "" })
	l.Count = len(found)
	l.Last = max(1, (l.Count+pageSize-1)/pageSize)
	l.At, _ = strconv.Atoi(r.Text("halaman"))
	l.At = min(max(l.At, 1), l.Last)
	slices.SortStableFunc(found, func(a, b placed) int { return strings.Compare(a.place, b.place) })
	for _, one := range found[(l.At-1)*pageSize : min(l.At*pageSize, l.Count)] {
		l.People = append(l.People, listed{Name: one.Person.PrintedName(), NIP: string(one.Person.NIP),
			Last4: one.Person.NIP.Last4(), Unit: one.Person.Unit, Reach: one.Reach,
			Until: time.Unix(one.Until-1, 0).In(zone), Since: time.Unix(one.Came, 0).In(zone), Open: one.Until > 0})
		if one.Reach == enrol.ReachInvited {
			l.People[len(l.People)-1].Message = reminders.To(one.Person)
		}
	}
	return r.Show("status", l)
}

// wants says whether a person is asked for.
func (l listing) wants(one enrol.Invitee) bool {
	if l.Reach != "" && one.Reach != l.Reach || l.Unit != "" && one.Person.Unit != l.Unit {
		return false
	}
	text := strings.ToLower(one.Person.PrintedName() + " " + string(one.Person.NIP))
	for word := range strings.FieldsSeq(strings.ToLower(l.Query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
