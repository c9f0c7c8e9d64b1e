package office

import (
	"crypto/rand"
	"errors"
	"io"

	"ikrar/ledger"
	"ikrar/ledger/roster"
)

// Person finds the employee of a NIP as it was typed.
func (i *Institution) Person(typed string) (roster.Person, error) {
	nip, err := roster.ParseNIP(typed)
	var bad *roster.LineError
	if errors.As(err, &bad) {
		return roster.Person{}, refuse(NIPMalformed, "value", typed, "reason", bad.Reason)
	}
	if err != nil {
		return roster.Person{}, err
	}
	p, ok, err := i.Roster.Find(nip)
	if err == nil && !ok {
		err = refuse(NIPUnknown, "nip", nip)
	}
	return p, err
}

// ImportPlan is what an import of a roster would do.
type ImportPlan struct {
	*roster.Plan
	Ignored []string // columns that are not read
	Sheets  []*roster.Sheet

	answer roster.Answer
	roster *roster.Roster
}

// Answer is the answer to all doubts under which the file was read.
func (p *ImportPlan) Answer() roster.Answer { return p.answer }

// PlanImport reads a file to its end and compares it with the roster as it is now. Errors are those
// of [roster.Read].
func (i *Institution) PlanImport(name string, file io.Reader, c roster.Choice) (*ImportPlan, error) {
	f, err := roster.Read(name, file, c)
	if err != nil {
		return nil, err
	}
	p := &ImportPlan{answer: c.Answer, roster: i.Roster}
	p.Plan, err = i.Roster.Plan(f)
	p.Ignored, p.Sheets = f.Ignored, f.Sheets
	return p, err
}

// Import writes what was planned, or refuses it as [Stale] where another import of the same people
// came in between: then nothing, or not every line, was written.
func (p *ImportPlan) Import() error {
	err := p.roster.Apply(p.Plan, rand.Reader)
	if errors.Is(err, roster.ErrStale) || errors.Is(err, ledger.ErrChanged) {
		return refuse(Stale, "what", "roster").because(err)
	}
	return err
}
