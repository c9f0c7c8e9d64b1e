package roster

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrStale says that the roster has changed since the plan was made: plan again.
var ErrStale = errors.New("the roster has changed since this plan was made")

// errRandom says that the random source keeps repeating itself.
var errRandom = errors.New("the random source gives no unused subject")

// Plan is what an import would do. It holds the people it concerns, so its
// memory grows with them and not with the file.
type Plan struct {
	New      []Person // in order of the file; Apply fills in their Subject
	Lines    []int    // of the file, for each of New
	Changed  []Difference
	Same     int
	Missing  []Person     // in the roster, not in the file; kept, in order of NIP
	Refused  []*LineError // lines not imported
	Warnings []*LineError // lines imported, to be looked at
}

// Difference is one person before and after an import.
type Difference struct {
	Line     int // of the file
	Old, New Person
}

// Moved reports whether the person is in another unit, whatever else has changed.
func (d Difference) Moved() bool { return d.Old.Unit != d.New.Unit }

// Columns names what has changed.
func (d Difference) Columns() (names []string) {
	for c := columnNIP + 1; c < columnCount; c++ {
		if *d.Old.text(c) != *d.New.text(c) {
			names = append(names, c.String())
		}
	}
	return names
}

// Plan reads a sheet to its end and compares it with the roster. It writes
// nothing. A column that the file does not have keeps what the roster holds; a
// blank cell of a column it has empties the field. The error is a *FileError or
// the drawer's.
func (r *Roster) Plan(s *Sheet) (*Plan, error) {
	p := &Plan{}
	for {
		row, err := s.Next()
		if err == io.EOF {
			break
		}
		if bad, ok := errors.AsType[*LineError](err); ok {
			if bad.Reason == reasonLineTotal {
				p.Warnings = append(p.Warnings, bad)
				continue
			}
			if p.Refused = append(p.Refused, bad); len(p.Refused) > maxRefused {
				return nil, s.fileError(bad.Line, reasonFileRefused)
			}
			continue
		}
		if err != nil {
			return nil, err
		}
		if err := r.place(p, s, row); err != nil {
			return nil, err
		}
	}
	err := r.drawer.Each([]byte(personPrefix), func(key, value []byte) error {
		n := nipOfKey(key)
		if _, here := s.seen[n.key()]; here {
			return nil
		}
		old, err := decodePerson(n, value)
		p.Missing = append(p.Missing, old)
		return err
	})
	if err != nil {
		return nil, wrap("people missing from the file", err)
	}
	p.renumbered(s)
	return p, nil
}

// renumbered warns of new people who may be old ones: a new NI PPPK or NIP, or a
// number that was corrected. Whether two people are one is for HR to say.
func (p *Plan) renumbered(s *Sheet) {
	type identity struct{ name, born string }
	of := func(p Person) identity { return identity{strings.ToLower(p.Name), string(p.NIP[:8])} }
	gone := map[identity]NIP{}
	for _, old := range p.Missing {
		gone[of(old)] = old.NIP
	}
	for n, one := range p.New {
		if old, ok := gone[of(one)]; ok {
			p.Warnings = append(p.Warnings,
				s.refuse(p.Lines[n], &LineError{Column: columnNIP.String(), Value: string(one.NIP), Other: old,
					Reason: reasonNIPChanged}))
		}
	}
}

// place puts one row where it belongs in the plan.
func (r *Roster) place(p *Plan, s *Sheet, row Row) error {
	old, known, err := r.Find(row.Person.NIP)
	if err != nil {
		return wrap("compare with the file", err)
	}
	next := row.Person
	if known {
		next = s.merge(old, next)
		if bad := checkPrinted(next); bad != nil {
			p.Refused = append(p.Refused, s.refuse(row.Line, bad))
			return nil
		}
	}
	if s.header.has(columnUnit) && next.Unit == "" {
		p.Warnings = append(p.Warnings,
			s.refuse(row.Line, &LineError{Column: columnUnit.String(), Reason: reasonUnitMissing}))
	}
	for _, w := range warnings(next) {
		p.Warnings = append(p.Warnings, s.refuse(row.Line, w))
	}
	switch {
	case !known:
		p.New, p.Lines = append(p.New, next), append(p.Lines, row.Line)
	case old == next:
		p.Same++
	default:
		p.Changed = append(p.Changed, Difference{Line: row.Line, Old: old, New: next})
	}
	return nil
}

// merge keeps of old the subject and the fields that the file has no column for.
func (s *Sheet) merge(old, next Person) Person {
	next.Subject = old.Subject
	for c := columnNIP + 1; c < columnCount; c++ {
		if !s.header.has(c) {
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
	if p.Grade != "" && !knownGrade(p.Grade, p.NIP.isPPPK()) {
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
