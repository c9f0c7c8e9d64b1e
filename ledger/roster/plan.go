package roster

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"ikrar/ledger/roster/internal/spelling"
	"ikrar/ledger/roster/internal/wording"
)

// ErrStale says that the roster has changed since the plan was made: plan again.
var ErrStale = errors.New("the roster has changed since this plan was made")

// errRandom says that the random source keeps repeating itself.
var errRandom = errors.New("the random source gives no unused subject")

// Plan is what an import would do. It holds the people it concerns, so its
// memory grows with them and not with the file.
type Plan struct {
	New       []Person // in order of the file; Apply fills in their Subject
	Places    []Place  // in the file, for each of New
	Changed   []Difference
	Same      int
	Missing   []Person     // in the roster, not in the file; kept, in order of NIP
	Absent    []Person     // in the file, and in the roster with an absence, which stays
	Refused   []*LineError // lines not imported
	Questions []*LineError // doubts that HR has not answered, at most maxRefused
	Asked     int          // all of them
	Proposals []*LineError // what could be written better, and is imported as written, at most maxRefused
	Proposed  int          // all of them
	Held      int          // people not imported until HR answers
	Answered  []*LineError // doubts that HR's answer has settled, at most maxRefused
	Left      int          // people left out by that answer
	NoUnit    int          // people of New without a unit, in a file that says nothing of units
	Warnings  []*LineError // lines imported, to be looked at
	Notes     []*LineError // lines that are no people
}

// Difference is one person before and after an import.
type Difference struct {
	Place
	Old, New Person
}

// Moved reports whether the person is in another unit, whatever else has changed.
func (d Difference) Moved() bool { return d.Old.Unit != d.New.Unit }

// Columns names what has changed.
func (d Difference) Columns() (names []string) {
	for c := columnNIP + 1; c < columnFields; c++ {
		if *d.Old.text(c) != *d.New.text(c) {
			names = append(names, c.String())
		}
	}
	return names
}

// Values are a column that has changed, before and after.
func (d Difference) Values(column string) (before, after string) {
	c, ok := spelling.Named[column]
	if !ok || c <= columnNIP || c >= columnFields {
		return "", ""
	}
	return *d.Old.text(c), *d.New.text(c)
}

// Plan reads a file to its end and compares it with the roster. It writes
// nothing. A column that the file does not have keeps what the roster holds; a
// blank cell of a column it has empties the field. The error is a *FileError or
// the drawer's.
func (r *Roster) Plan(f *File) (*Plan, error) {
	p := &Plan{}
	for {
		row, err := f.Next()
		if err == io.EOF {
			break
		}
		if bad, ok := errors.AsType[*LineError](err); ok {
			if p.sort(bad, f.choice.Answer); len(p.Refused) > maxRefused {
				return nil, f.fileError(bad.Place, reasonFileRefused)
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := r.place(p, f, row); err != nil {
			return nil, err
		}
	}
	err := r.drawer.Each([]byte(personPrefix), func(key, value []byte) error {
		n := nipOfKey(key)
		if _, here := f.seen[n.key()]; here {
			return nil
		}
		old, err := decodePerson(n, value)
		p.Missing = append(p.Missing, old)
		return err
	})
	if err != nil {
		return nil, wrap("people missing from the file", err)
	}
	p.renumbered(f)
	return p, nil
}

// sort puts what was said of a line where it belongs.
func (p *Plan) sort(e *LineError, a Answer) {
	switch {
	case notes[e.Reason]:
		p.Notes = append(p.Notes, e)
	case e.Reason != reasonUnitHeading:
		p.Refused = append(p.Refused, e)
	case a == Unanswered:
		p.ask(e)
	default:
		p.answered(e)
	}
}

// ask keeps what HR has not answered: a question, or a proposal that needs no answer.
func (p *Plan) ask(e *LineError) {
	list, count := &p.Questions, &p.Asked
	if e.Reason == reasonNameCapitals {
		list, count = &p.Proposals, &p.Proposed
	}
	if *count++; len(*list) < maxRefused {
		*list = append(*list, e)
	}
}

func (p *Plan) answered(e *LineError) {
	if len(p.Answered) < maxRefused {
		p.Answered = append(p.Answered, e)
	}
}

// settle gives the person as HR's answer has them; false where they are not to be imported.
func (p *Plan) settle(row Row, a Answer, old Person) (next Person, ok bool) {
	next = row.Person
	if a == TakeProposals || a == Unanswered && row.onlyCapitals() && strings.EqualFold(old.Name, row.Person.Name) &&
		old.Name == row.proposed.Name {
		next = row.proposed // as HR has answered before
	}
	held := false
	left := a == TakeProposals && slices.ContainsFunc(row.Doubts, func(e *LineError) bool { return e.Reason.leaves() })
	for _, e := range row.Doubts {
		switch {
		case a == AsWritten, left, a == TakeProposals && (e.Proposal != "" || e.Reason.proposes()):
			p.answered(e)
		case next == row.Person || a == TakeProposals:
			p.ask(e)
			held = held || !e.Reason.asWritten()
		}
	}
	switch {
	case held:
		p.Held++
	case left:
		p.Left++
	}
	return next, !held && !left
}

// onlyCapitals reports whether the case of its letters is all that is doubtful.
func (r *Row) onlyCapitals() bool {
	return !slices.ContainsFunc(r.Doubts, func(e *LineError) bool { return e.Reason != reasonNameCapitals })
}

// renumbered warns of new people who may be old ones: a new NI PPPK or NIP, or a
// number that was corrected. Whether two people are one is for HR to say.
func (p *Plan) renumbered(f *File) {
	type identity struct{ name, born string }
	of := func(p Person) identity { return identity{strings.ToLower(p.Name), string(p.NIP[:8])} }
	gone := map[identity]NIP{}
	for _, old := range p.Missing {
		gone[of(old)] = old.NIP
	}
	for n, one := range p.New {
		if old, ok := gone[of(one)]; ok {
			p.Warnings = append(p.Warnings,
				f.refuse(p.Places[n], &LineError{Column: columnNIP.String(), Value: string(one.NIP), Other: old,
					Reason: reasonNIPChanged}))
		}
	}
}

// place puts one row where it belongs in the plan.
func (r *Roster) place(p *Plan, f *File, row Row) error {
	old, known, err := r.Find(row.Person.NIP)
	if err != nil {
		return wrap("compare with the file", err)
	}
	p.Notes = append(p.Notes, row.Notes...)
	next, ok := p.settle(row, f.choice.Answer, old)
	if !ok {
		return nil
	}
	if known {
		if next = row.merge(old, next); old.Absence != (Absence{}) {
			p.Absent = append(p.Absent, next)
		}
		if bad := checkPrinted(next); bad != nil {
			p.Refused = append(p.Refused, f.refuse(row.Place, bad))
			return nil
		}
	}
	if next.Unit == "" && row.given[columnUnit] {
		p.Warnings = append(p.Warnings,
			f.refuse(row.Place, &LineError{Column: columnUnit.String(), Reason: reasonUnitMissing}))
	} else if next.Unit == "" {
		p.NoUnit++
	}
	p.Warnings = append(p.Warnings, row.warnings...)
	for _, w := range warnings(next) {
		p.Warnings = append(p.Warnings, f.refuse(row.Place, w))
	}
	switch {
	case !known:
		p.New, p.Places = append(p.New, next), append(p.Places, row.Place)
	case old == next:
		p.Same++
	default:
		p.Changed = append(p.Changed, Difference{Place: row.Place, Old: old, New: next})
	}
	return nil
}

// merge keeps of old the subject and the fields that the file has no column for. A pangkat that
// follows from the golongan, and a subunit, go with what they belong to.
func (r *Row) merge(old, next Person) Person {
	next.Subject, next.Absence = old.Subject, old.Absence
	ranked := !r.given[columnRank] && r.given[columnGrade] && (next.Grade != old.Grade || old.Rank == "")
	moved := !r.given[columnSubunit] && r.given[columnUnit] && next.Unit != old.Unit
	for c := columnNIP + 1; c < columnFields; c++ {
		if !r.given[c] && !(c == columnRank && ranked) && !(c == columnSubunit && moved) {
			*next.text(c) = *old.text(c)
		}
	}
	return next
}

// warnings are doubts that do not keep a person out.
func warnings(p Person) []*LineError {
	var all []*LineError
	if r := p.NIP.warning(); r != "" {
		all = append(all, &LineError{Column: columnNIP.String(), Value: string(p.NIP), Reason: r})
	}
	if p.Grade != "" && !wording.KnownGrade(p.Grade, p.NIP.isPPPK()) {
		all = append(all, &LineError{Column: columnGrade.String(), Value: shown(p.Grade), Reason: reasonGradeUnknown})
	}
	return all
}

// Apply does what the plan says in one durable write; refused lines stay out and
// nobody is deleted. New people get their subject from rand, which must be
// cryptographic, 8 bytes each. Applied twice, or after another import of the
// same people, it fails with ErrStale: their lines stay as the other left them.
func (r *Roster) Apply(p *Plan, rand io.Reader) error {
	changes := make([]Change, 0, 2*len(p.New)+len(p.Changed))
	for _, d := range p.Changed {
		now, ok, err := r.Find(d.Old.NIP)
		if err != nil {
			return wrap("apply", err)
		}
		if !ok || now != d.Old {
			return fmt.Errorf("roster: person ending %s: %w", d.Old.NIP.Last4(), ErrStale)
		}
		before, err := encodePerson(d.Old)
		if err != nil {
			return err
		}
		value, err := encodePerson(d.New)
		if err != nil {
			return err
		}
		changes = append(changes, Change{Key: personKey(d.New.NIP), Old: before, New: value})
	}
	changes, err := r.add(changes, p.New, rand)
	if err != nil || len(changes) == 0 {
		return err
	}
	if err := r.drawer.Swap(changes); err != nil {
		return wrap("apply", err)
	}
	return nil
}

// add gives new people their subjects and appends what stores them.
func (r *Roster) add(changes []Change, people []Person, rand io.Reader) ([]Change, error) {
	taken := make(map[[8]byte]bool, len(people))
	for i := range people {
		p := &people[i]
		_, ok, err := r.Find(p.NIP)
		if err != nil {
			return nil, wrap("apply", err)
		}
		if ok {
			return nil, fmt.Errorf("roster: person ending %s: %w", p.NIP.Last4(), ErrStale)
		}
		if p.Subject, err = r.draw(taken, rand); err != nil {
			return nil, err
		}
		taken[p.Subject] = true
		value, err := encodePerson(*p)
		if err != nil {
			return nil, err
		}
		changes = append(changes, add(personKey(p.NIP), value), add(subjectKey(p.Subject), []byte(p.NIP)))
	}
	return changes, nil
}

// draw returns a subject that nobody has: not all zero, not in this batch, not stored.
func (r *Roster) draw(taken map[[8]byte]bool, rand io.Reader) ([8]byte, error) {
	for range maxSubjectTries {
		var s [8]byte
		if _, err := io.ReadFull(rand, s[:]); err != nil {
			return s, wrap("draw a subject", err)
		}
		if s == [8]byte{} || taken[s] {
			continue
		}
		other, err := r.drawer.Get(subjectKey(s))
		if err != nil {
			return s, wrap("draw a subject", err)
		}
		if other == nil {
			return s, nil
		}
	}
	return [8]byte{}, errRandom
}
