package desk

import (
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
)

// Unseen are people whom a plan is about, and whose lines in the roster of a server this officer
// has neither written nor looked at: what is signed or sent on their account would be the server's
// word. The page of the plan asks by the template "unseen", whose box is UnseenBox.
type Unseen struct {
	Count  int
	People []roster.Person // the first of them
	Fault  bool            // the officer went on without having ticked the box

	all []roster.Person
}

// UnseenBox is the name of the box that says that they were looked at.
const UnseenBox = "dilihat"

// maxUnseen is how many are named: Pegawai has all.
const maxUnseen = 12

// UnseenOf finds those among people; none where the home is on this machine.
func UnseenOf(h *office.Home, people []roster.Person) (u Unseen, err error) {
	if away := AwayOf(h); away != nil {
		u.all, err = away.Foreign(h, people)
	}
	u.Count, u.People = len(u.all), u.all[:min(len(u.all), maxUnseen)]
	return u, err
}

// More is how many are not named.
func (u Unseen) More() int { return u.Count - len(u.People) }

// All is everybody among them.
func (u Unseen) All() []roster.Person { return u.all }

// Answer takes what the officer said of them, and reports whether the plan may be carried out.
func (u *Unseen) Answer(h *office.Home, seen bool) (goOn bool, err error) {
	if u.Fault = u.Count > 0 && !seen; u.Fault || u.Count == 0 {
		return !u.Fault, nil
	}
	return true, Wrote(h, u.all...)
}

// Wrote keeps that this officer has written people into the roster as they are.
func Wrote(h *office.Home, people ...roster.Person) error {
	if away := AwayOf(h); away != nil {
		return away.Wrote(h, people)
	}
	return nil
}
