package campaigns

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// stage is one as pages show it.
type stage struct {
	Name           string
	Opens          time.Time
	Open           bool // its slips may be handed out
	All            bool
	Units, Words   []string
	Named          int // people
	People, Signed int
}

// stagesOf are the stages of a plan; with a report, how many of each have signed.
func stagesOf(p *event.StagesPlan, rep *report.Report, now time.Time) (all []stage) {
	signed := map[roster.NIP]bool{}
	if rep != nil {
		for _, one := range rep.People {
			signed[one.NIP] = one.State == report.Pledged || one.State == report.Issued
		}
	}
	for _, g := range p.Groups {
		s := stage{Name: g.Name, Opens: g.Opens, Open: !g.Opens.After(now), All: g.All, Units: g.Units,
			Words: g.Positions, Named: len(g.NIPs), People: len(g.People)}
		for _, person := range g.People {
			if signed[person.NIP] {
				s.Signed++
			}
		}
		all = append(all, s)
	}
	return all
}

// staged is the page of a campaign's stages.
type staged struct {
	campaign
	Stages  []stage
	Rest    int
	Changed bool   // another officer has changed them meanwhile
	Sooner  string // who that was
}

func (c *campaigns) stages(r *frame.Request) error { return c.showStages(r, false) }

func (c *campaigns) showStages(r *frame.Request, changed bool) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		groups, err := event.Groups(i, claims.ID)
		if err != nil {
			return err
		}
		rep, err := c.report(i, claims.ID)
		if err != nil {
			return err
		}
		last := c.desk.Last(i, desk.Stages+claims.ID)
		return r.Show("tahap", staged{c.campaignOf(i, claims), stagesOf(groups, rep, c.desk.Now()), groups.Rest,
			changed, r.Sooner(last.By, last.At)})
	})
}

// staging is the form of one stage, and the plan of all.
type staging struct {
	campaign
	Old, Name, OpensAt string
	All                bool
	Chosen             []string // units
	Positions, NIPs    string   // one a line
	Units              []string // there are
	Wrong              map[string]string

	Plan   []stage
	Rest   int
	Some   []roster.Person // of this stage
	More   int             // further ones
	Remove bool
	Seen   string // the stages that the plan was made of
}

// localTime is how a browser's field writes a moment.
const localTime = "2006-01-02T15:04"

func (c *campaigns) stageForm(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		f := staging{campaign: c.campaignOf(i, claims), Old: r.Text("tahap"), Wrong: map[string]string{}}
		f.OpensAt = f.campaign.Opens.Format(localTime)
		stages, err := event.Stages(i, claims.ID)
		if err != nil {
			return err
		}
		n := slices.IndexFunc(stages, func(s event.Stage) bool { return s.Name == f.Old })
		if n < 0 {
			f.Old = ""
			return c.askStage(r, i, f)
		}
		s := stages[n]
		f.Name, f.OpensAt, f.All, f.Chosen = s.Name, s.Opens.Format(localTime), s.All, s.Units
		f.Positions = strings.Join(s.Positions, "\n")
		for _, nip := range s.NIPs {
			f.NIPs += string(nip) + "\n"
		}
		return c.askStage(r, i, f)
	})
}

// askStage shows the form, with the units that there are.
func (c *campaigns) askStage(r *frame.Request, i *office.Institution, f staging) (err error) {
	if f.Units, err = unitsOf(i); err != nil {
		return err
	}
	return r.Show("tahap-ubah", f)
}

func unitsOf(i *office.Institution) (all []string, err error) {
	for p, err := range i.Roster.List("") {
		if err != nil {
			return nil, err
		}
		if p.Unit != "" {
			all = append(all, p.Unit)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// changeStage plans a stage, and keeps it when the officer has seen who is in it.
func (c *campaigns) changeStage(r *frame.Request) error {
	stale := false
	err := c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		f := staging{campaign: c.campaignOf(i, claims), Old: r.Text("old"), Name: r.Text("name"),
			OpensAt: r.Text("opens"),
			All:     r.Chosen("all"), Chosen: r.Form["unit"], Positions: r.Text("positions"), NIPs: r.Text("nips"),
			Wrong: map[string]string{}}
		if r.Text("do") == "edit" {
			return c.askStage(r, i, f)
		}
		if r.Text("do") == "save" { // whatever the form says: it was planned of other stages than there are
			now, err := event.Groups(i, claims.ID)
			if stale = err == nil && now.Seen() != r.Text("seen"); err != nil || stale {
				return err
			}
		}
		plan, err := f.plan(r, i, claims)
		if err != nil {
			return err
		}
		if len(f.Wrong) > 0 {
			return c.askStage(r, i, f)
		}
		if r.Text("do") != "save" {
			f.show(plan, c.desk.Now())
			return r.Show("tahap-rencana", f)
		}
		if stale, err = c.save(r, i, claims.ID, plan); err != nil || stale {
			return err
		}
		return r.Go("/kegiatan/" + claims.ID + "/tahap")
	})
	if stale {
		return c.showStages(r, true)
	}
	return err
}

// save keeps a plan; stale says that others were seen than there are by now, and nothing was kept.
func (c *campaigns) save(r *frame.Request, i *office.Institution, campaign string, plan *event.StagesPlan) (stale bool,
	err error) {
	if r.Text("seen") != plan.Seen() {
		return true, nil
	}
	err = plan.Save()
	if errors.Is(err, office.Stale) {
		return true, nil
	}
	if err == nil {
		c.desk.Note(i, desk.Stages+campaign)
	}
	return false, err
}

// shownPeople is how many of a stage are named in its plan.
const shownPeople = 20

func (f *staging) show(plan *event.StagesPlan, now time.Time) {
	f.Plan, f.Rest, f.Seen = stagesOf(plan, nil, now), plan.Rest, plan.Seen()
	for _, g := range plan.Groups {
		if g.Name == f.Name {
			f.Some = g.People[:min(shownPeople, len(g.People))]
			f.More = len(g.People) - len(f.Some)
		}
	}
}

// plan reads the form. What is wrong with it is in Wrong, and else there is a plan.
func (f *staging) plan(r *frame.Request, i *office.Institution, claims signer.Campaign) (*event.StagesPlan, error) {
	s := event.Stage{Name: f.Name, All: f.All, Units: f.Chosen, Positions: lines(f.Positions)}
	var ok bool
	if s.Opens, _, ok = event.ParseMoment(f.OpensAt, i.Zone()); !ok {
		f.Wrong["opens"] = r.Say("reason.date")
	}
	for _, line := range lines(f.NIPs) {
		person, err := i.Person(line)
		switch {
		case errors.Is(err, office.NIPMalformed):
			f.Wrong["nips"] = r.Say("campaigns.stage.nip.malformed", "nip", line)
		case errors.Is(err, office.NIPUnknown):
			f.Wrong["nips"] = r.Say("campaigns.stage.nip.unknown", "nip", line)
		case err != nil:
			return nil, err
		}
		s.NIPs = append(s.NIPs, person.NIP)
	}
	if len(f.Wrong) > 0 {
		return nil, nil
	}
	plan, err := event.PlanStage(i, claims.ID, f.Old, s)
	switch {
	case because(r, err, f.Wrong):
		return nil, nil
	case errors.Is(err, office.UnitUnknown):
		f.Wrong["group"] = r.Say("campaigns.stage.unit")
		return nil, nil
	case errors.Is(err, office.StageUnknown): // another officer has removed it meanwhile: it is made anew
		f.Wrong["name"] = r.Say("campaigns.stage.gone")
		f.Old = ""
		return nil, nil
	}
	return plan, err
}

// removeStage plans the end of a stage, and does it when the officer has seen what is left.
func (c *campaigns) removeStage(r *frame.Request) error {
	stale := false
	err := c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		f := staging{campaign: c.campaignOf(i, claims), Old: r.Text("old"), Name: r.Text("old"), Remove: true}
		plan, err := event.PlanNoStage(i, claims.ID, f.Old)
		if stale = errors.Is(err, office.StageUnknown); stale {
			return nil
		}
		if err != nil {
			return err
		}
		if r.Text("do") != "save" {
			f.show(plan, c.desk.Now())
			return r.Show("tahap-rencana", f)
		}
		if stale, err = c.save(r, i, claims.ID, plan); err != nil || stale {
			return err
		}
		return r.Go("/kegiatan/" + claims.ID + "/tahap")
	})
	if stale {
		return c.showStages(r, true)
	}
	return err
}
