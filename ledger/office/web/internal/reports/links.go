package reports

import (
	"context"
	"errors"
	"io"
	"slices"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/office/unitlink"
	"ikrar/ledger/office/web/internal/frame"
)

// link is one of a unit, as the list shows it.
type link struct {
	unitlink.Link
	State unitlink.State
	Last  string // its last moment
	Ended time.Time
	Day   time.Time // when it was opened last
}

// linkUnit is a unit that can be chosen.
type linkUnit struct {
	Name    string
	People  int
	Open    int // links that it has already
	Checked bool
}

// linksView is the page of units' links.
type linksView struct {
	Links       []link
	Open        int
	Units       []linkUnit
	Until, Note string
	Wrong       map[string]string // keys of the catalogue, by field
}

// links lists the links of units, with the form that makes more.
func (room reports) links(r *frame.Request) error { return room.linksWrong(r, nil) }

func (room reports) linksWrong(r *frame.Request, wrong map[string]string) error {
	v := linksView{Until: r.Text("until"), Note: r.Text("catatan"), Wrong: wrong}
	err := room.desk.Do(r.Context(), func(i *office.Institution) error {
		all, err := unitlink.All(i)
		if err != nil {
			return err
		}
		for _, l := range all {
			v.add(i, r, l)
		}
		if v.Until == "" {
			v.Until = i.Now().In(i.Zone()).AddDate(0, 1, 0).Format(time.DateOnly)
		}
		plan, err := unitlink.PlanLinks(i, nil, i.Now().Add(time.Hour), "")
		if errors.Is(err, unitlink.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, u := range plan.Units {
			v.Units = append(v.Units, linkUnit{u.Name, u.People, len(u.Open), slices.Contains(r.Form["unit"], u.Name)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show("tautan", v)
}

func (v *linksView) add(i *office.Institution, r *frame.Request, l unitlink.Link) {
	one := link{Link: l, State: l.State(i.Now()),
		Last: unitlink.Last(r.Lang, time.Unix(l.Until, 0).In(i.Zone()))}
	if l.Used != 0 {
		one.Day = time.Unix(l.Used, 0).In(i.Zone())
	}
	if l.Revoked != 0 {
		one.Ended = time.Unix(l.Revoked, 0).In(i.Zone())
	}
	if one.State == unitlink.Open {
		v.Open++
	}
	v.Links = append(v.Links, one)
}

// makeLinks makes the links that are wanted. They are shown when they are kept, and the files stay
// while the office is open.
func (room reports) makeLinks(r *frame.Request) error {
	var wrong map[string]string
	units := r.Form["unit"]
	if len(units) == 0 {
		wrong = map[string]string{"unit": "reports.links.wrong.unit"}
	}
	err := room.desk.Do(r.Context(), func(i *office.Institution) error {
		_, bad, err := planLinks(i, r, units)
		if bad != nil && wrong == nil {
			wrong = bad
		}
		return err
	})
	if err != nil {
		return err
	}
	if wrong != nil {
		return room.linksWrong(r, wrong)
	}
	return r.Work("reports.links.making", func(ctx context.Context, _ frame.Progress) (o frame.Outcome, err error) {
		err = room.desk.Do(ctx, func(i *office.Institution) error {
			plan, bad, err := planLinks(i, r, units)
			if err != nil || bad != nil { // the roster has changed since
				o = frame.Outcome{Template: "tautan-ubah"}
				return err
			}
			made := plan.Made(room.desk.Officer())
			if o, err = room.handed(r, made); err != nil {
				return err
			}
			return made.Keep()
		})
		return o, err
	})
}

// planLinks plans what a form says, or says what is wrong in it.
func planLinks(i *office.Institution, r *frame.Request, units []string) (*unitlink.Plan, map[string]string, error) {
	until, err := time.ParseInLocation(time.DateOnly, r.Text("until"), i.Zone())
	if err != nil {
		return nil, map[string]string{"until": "reports.links.wrong.date"}, nil
	}
	plan, err := unitlink.PlanLinks(i, units, until.AddDate(0, 0, 1), r.Text("catatan"))
	switch {
	case errors.Is(err, unitlink.ErrPast):
		return nil, map[string]string{"until": "reports.links.wrong.past"}, nil
	case errors.Is(err, unitlink.ErrNote):
		return nil, map[string]string{"note": "reports.links.wrong.note"}, nil
	case errors.Is(err, unitlink.ErrNone), errors.As(err, new(*unitlink.UnitError)):
		return nil, map[string]string{"unit": "reports.links.wrong.gone"}, nil
	}
	return plan, nil, err
}

// handed is what is shown of links that were made, this once.
func (room reports) handed(r *frame.Request, made *unitlink.Links) (frame.Outcome, error) {
	files := []frame.File{{Name: "tautan-unit.xlsx", Media: workbook, Label: r.Say("reports.links.xlsx"),
		Write: func(out io.Writer) error { return made.XLSX(out, r.Lang) }}}
	pdf, err := made.PDF(r.Lang)
	switch {
	case err == nil:
		files = append(files, frame.File{Name: "tautan-unit.pdf", Media: "application/pdf",
			Label: r.Say("reports.links.pdf"), Write: func(out io.Writer) error {
				_, err := out.Write(pdf)
				return err
			}})
	case !errors.As(err, new(*certificate.MissingGlyphError)): // a unit whose name no font here has
		return frame.Outcome{}, err
	}
	type handed struct{ Unit, Address, Message string }
	var all []handed
	for _, l := range made.All {
		all = append(all, handed{l.Unit, l.Address, r.Say("reports.links.message", "unit", l.Unit, "institution",
			made.Institution, "address", l.Address, "until", made.UntilWords(r.Lang))})
	}
	return frame.Outcome{Template: "tautan-baru", Files: files, Data: struct {
		Links  []handed
		Until  string
		Slips  bool
		Number int
	}{all, made.UntilWords(r.Lang), err == nil, len(all)}}, nil
}

// chosenLinks are those open links that a form names.
func chosenLinks(i *office.Institution, r *frame.Request) (chosen []unitlink.Link, err error) {
	all, err := unitlink.All(i)
	for _, l := range all {
		if slices.Contains(r.Form["tautan"], l.ID) && l.State(i.Now()) == unitlink.Open {
			chosen = append(chosen, l)
		}
	}
	return chosen, err
}

// planRevocation shows which links will end.
func (room reports) planRevocation(r *frame.Request) error {
	var v linksView
	err := room.desk.Do(r.Context(), func(i *office.Institution) error {
		chosen, err := chosenLinks(i, r)
		for _, l := range chosen {
			v.add(i, r, l)
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(v.Links) == 0 {
		return room.linksWrong(r, map[string]string{"revoke": "reports.links.wrong.none"})
	}
	return r.Show("tautan-cabut", v)
}

// revokeLinks ends those that were shown.
func (room reports) revokeLinks(r *frame.Request) error {
	err := room.desk.Do(r.Context(), func(i *office.Institution) error {
		chosen, err := chosenLinks(i, r)
		if err != nil {
			return err
		}
		return unitlink.Revoke(i, chosen, room.desk.Officer())
	})
	if err != nil {
		return err
	}
	return r.Go("/" + path + "/tautan")
}
