package people

import (
	"errors"
	"path"
	"path/filepath"
	"slices"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// erasure is the form that erases a person, its plan, and what was done.
type erasure struct {
	roster.Person
	Fault, Wrong string // of the reason, and of the number that is typed to confirm; in words
	Reason       string

	Plan    *office.ErasurePlan
	Files   []string // outside the store, to be deleted by hand
	Entries int
}

func (m room) askErasure(r *frame.Request) error {
	return m.with(r, func(_ *office.Institution, p roster.Person) error {
		return r.Show("hapus", erasure{Person: p})
	})
}

func (m room) planErasure(r *frame.Request) error {
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		form := erasure{Person: p, Reason: r.Text("reason")}
		if err := form.plan(r, i); err != nil {
			return err
		}
		return r.Show("hapus", form)
	})
}

func (f *erasure) plan(r *frame.Request, i *office.Institution) (err error) {
	f.Plan, err = i.PlanErasure(r.Context(), f.Person, f.Reason)
	if bad := (*config.ValueError)(nil); errors.As(err, &bad) {
		f.Plan, f.Fault = nil, sayReason(r, bad)
		return nil
	}
	if err == nil {
		f.Files = f.Plan.Files(i.Dir)
		for _, file := range f.Plan.Issued { // those that lie somewhere else, or do no more
			if !slices.ContainsFunc(f.Files,
				func(found string) bool { return filepath.Base(found) == path.Base(file) }) {
				f.Files = append(f.Files, file)
			}
		}
	}
	return err
}

// erase erases a person whose number was typed once more.
func (m room) erase(r *frame.Request) error {
	key, err := m.desk.Registrar()
	if err != nil {
		return err
	}
	return m.with(r, func(i *office.Institution, p roster.Person) error {
		form := erasure{Person: p, Reason: r.Text("reason")}
		if err := form.plan(r, i); err != nil {
			return err
		}
		if typed, bad := roster.ParseNIP(r.Text("typed")); form.Plan != nil && (bad != nil || typed != p.NIP) {
			form.Wrong = r.Say("people.erase.wrong")
		}
		if form.Plan == nil || form.Wrong != "" {
			return r.Show("hapus", form)
		}
		entries, err := form.Plan.Erase(r.Context(), key)
		if len(entries) > 0 { // also beside an error: it is recorded
			err = errors.Join(err, m.desk.Erased(i, signer.Subject(p.Subject)))
		}
		if err != nil {
			return err
		}
		form.Entries = len(entries)
		return r.Show("dihapus", form)
	})
}
