package approvals

import (
	"strconv"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
)

// single is the page of one request.
type single struct {
	waiting
	Fault string // a key of the catalogue
}

// one shows a request with its questions.
func (a approvals) one(r *frame.Request) error { return a.showOne(r, "") }

func (a approvals) showOne(r *frame.Request, fault string) error {
	var found *single
	var name string
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		person, err := i.Person(r.PathValue("nip"))
		if err != nil {
			return err
		}
		name = person.PrintedName()
		requests, err := i.Waiting(nil)
		for _, w := range requests {
			if w.Person.NIP == person.NIP {
				found = &single{view(w, i.Zone()), fault}
			}
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case found == nil:
		return r.Show("tidakada", name)
	}
	return r.Show("satu", *found)
}

// approveOne approves a request whose page was read.
func (a approvals) approveOne(r *frame.Request) error {
	answered := r.Chosen("dipastikan")
	var s shown
	var res result
	unsure := false
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		requests, err := i.Waiting(nil)
		if err != nil {
			return err
		}
		if s, err = find(i, requests, []string{r.Text("permintaan")}); err != nil || len(s.changed) > 0 {
			return err
		}
		for _, w := range s.same {
			unsure = unsure || len(w.Questions) > 0 && !answered
		}
		if !unsure {
			res, err = a.approve(r.Context(), i, r, s, answered, nil)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case len(s.changed) > 0:
		return a.showOne(r, "approvals.one.changed")
	case unsure:
		return a.showOne(r, "approvals.one.unsure")
	}
	return r.Show("selesai", res)
}

// counted are the requests without a question that came no later than the last that was counted.
func counted(requests []enrol.Request, until string) (all []enrol.Request) {
	last, _ := strconv.ParseInt(until, 10, 64)
	for _, w := range requests {
		if len(w.Questions) == 0 && w.Time <= last {
			all = append(all, w)
		}
	}
	return all
}
