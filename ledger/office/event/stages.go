package event

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/reasons"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// A Stage is a part of a campaign's people that is asked from a time on: leaders first, then heads
// of agencies, then all. It is HR's own plan of whom slips are printed for and when they are handed
// out. Nothing of it is signed: the campaign has one opening for everybody, and who holds a slip
// can sign from then on.
type Stage struct {
	Name  string
	Opens time.Time // within the campaign

	// Who is in it: everybody, or all of these units, those whose position has one of these words
	// in it, and these people. Who is in several stages is in the first of them.
	All       bool
	Units     []string
	Positions []string
	NIPs      []roster.NIP
}

// maxStages is more than any campaign has; maxStagePeople, more than a list that is typed.
const (
	maxStages      = 20
	maxStagePeople = 2000
)

// Why a stage is refused.
const (
	reasonStageName  config.Reason = "stage-name"  // another of this campaign has it
	reasonStageOpens config.Reason = "stage-opens" // it is not within the campaign
	reasonStageEmpty config.Reason = "stage-empty" // nobody is named
	reasonStageMany  config.Reason = "stage-many"
)

// Group is a stage with those who are in it, and in no stage before.
type Group struct {
	Stage
	People []roster.Person
}

// StagesPlan is the stages of a campaign as they are to be.
type StagesPlan struct {
	Campaign signer.Campaign
	Groups   []Group // by their opening
	Rest     int     // people who are in none

	institution *office.Institution
	before      *heldStages
}

// Stages are the stages of a campaign, by their opening.
func Stages(i *office.Institution, campaign string) ([]Stage, error) {
	h, err := readStages(i, campaign)
	if err != nil {
		return nil, err
	}
	return h.stages, nil
}

// Groups divides the roster into the stages of a campaign as they are.
func Groups(i *office.Institution, campaign string) (*StagesPlan, error) {
	return planStages(i, campaign, func(_ signer.Campaign, all []Stage) ([]Stage, error) { return all, nil })
}

// PlanStage plans a stage of a campaign: another one, or in place of the one of the name old. What
// cannot be is a [*config.ValueError] of the key name, opens or group; an unknown unit or person is
// refused by its own code.
func PlanStage(i *office.Institution, campaign, old string, s Stage) (*StagesPlan, error) {
	return planStages(i, campaign, func(c signer.Campaign, all []Stage) ([]Stage, error) {
		if old != "" && !hasStage(all, old) {
			return nil, refuse(office.StageUnknown, "stage", old)
		}
		all = slices.DeleteFunc(all, func(one Stage) bool { return one.Name == old })
		if err := checkStage(i, c, all, s); err != nil {
			return nil, err
		}
		return append(all, s), nil
	})
}

// PlanNoStage plans the end of a stage.
func PlanNoStage(i *office.Institution, campaign, name string) (*StagesPlan, error) {
	return planStages(i, campaign, func(_ signer.Campaign, all []Stage) ([]Stage, error) {
		if !hasStage(all, name) {
			return nil, refuse(office.StageUnknown, "stage", name)
		}
		return slices.DeleteFunc(all, func(one Stage) bool { return one.Name == name }), nil
	})
}

func hasStage(all []Stage, name string) bool {
	return slices.ContainsFunc(all, func(one Stage) bool { return one.Name == name })
}

func planStages(i *office.Institution, campaign string,
	change func(signer.Campaign, []Stage) ([]Stage, error)) (*StagesPlan, error) {
	c, err := i.Ledger.Campaign(campaign)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, refuse(office.CampaignUnknown, "id", campaign)
	}
	if err != nil {
		return nil, err
	}
	h, err := readStages(i, campaign)
	if err != nil {
		return nil, err
	}
	stages, err := change(c.Claims(), slices.Clone(h.stages))
	if err != nil {
		return nil, err
	}
	p := &StagesPlan{Campaign: c.Claims(), institution: i, before: h}
	sortStages(stages)
	for _, s := range stages {
		p.Groups = append(p.Groups, Group{Stage: s})
	}
	return p, p.divide()
}

// sortStages puts stages in the order of their opening; what everybody is in comes after what some
// are in.
func sortStages(all []Stage) {
	slices.SortStableFunc(all, func(a, b Stage) int {
		if by := a.Opens.Compare(b.Opens); by != 0 || a.All == b.All {
			return cmp.Or(by, cmp.Compare(a.Name, b.Name))
		}
		if a.All {
			return 1
		}
		return -1
	})
}

// divide puts each person of the roster into the first stage that has them.
func (p *StagesPlan) divide() error {
	var has []func(roster.Person) bool
	for _, g := range p.Groups {
		has = append(has, g.members())
	}
	for person, err := range p.institution.Roster.List("") {
		if err != nil {
			return err
		}
		n := slices.IndexFunc(has, func(f func(roster.Person) bool) bool { return f(person) })
		if n < 0 {
			p.Rest++
			continue
		}
		p.Groups[n].People = append(p.Groups[n].People, person)
	}
	return nil
}

// members says who is in a stage, whatever the others are.
func (s Stage) members() func(roster.Person) bool {
	var words []string
	for _, position := range s.Positions {
		if w := reasons.Words(position); w != "" {
			words = append(words, " "+w+" ")
		}
	}
	named := map[roster.NIP]bool{}
	for _, nip := range s.NIPs {
		named[nip] = true
	}
	return func(p roster.Person) bool {
		if s.All || named[p.NIP] || slices.Contains(s.Units, p.Unit) {
			return true
		}
		position := " " + reasons.Words(p.Position) + " "
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(position, w) })
	}
}

// checkStage judges a stage beside the others.
func checkStage(i *office.Institution, c signer.Campaign, others []Stage, s Stage) error {
	bad := func(key, value string, reason config.Reason) error {
		return &config.ValueError{Key: key, Value: value, Reason: reason}
	}
	if reason := config.CheckText(s.Name, true); reason != "" {
		return bad("name", s.Name, reason)
	}
	switch at := s.Opens.Unix(); {
	case hasStage(others, s.Name):
		return bad("name", s.Name, reasonStageName)
	case at < c.Opens-c.Opens%60 || at >= c.Closes: // people name minutes
		return bad("opens", s.Opens.String(), reasonStageOpens)
	case !s.All && len(s.Units)+len(s.Positions)+len(s.NIPs) == 0:
		return bad("group", "", reasonStageEmpty)
	case len(others) >= maxStages || len(s.Units)+len(s.Positions)+len(s.NIPs) > maxStagePeople:
		return bad("group", "", reasonStageMany)
	}
	for _, position := range s.Positions {
		if reason := config.CheckText(position, true); reason != "" {
			return bad("group", position, reason)
		}
	}
	for _, nip := range s.NIPs {
		if _, err := i.Person(string(nip)); err != nil {
			return err
		}
	}
	return checkUnits(i, s.Units)
}

// checkUnits refuses a unit that nobody is of.
func checkUnits(i *office.Institution, units []string) error {
	if len(units) == 0 {
		return nil
	}
	known := map[string]bool{}
	for p, err := range i.Roster.List("") {
		if err != nil {
			return err
		}
		known[p.Unit] = true
	}
	for _, unit := range units {
		if !known[unit] {
			return refuse(office.UnitUnknown, "unit", unit)
		}
	}
	return nil
}

// StagePeople are those of a stage of a campaign who are in none before it; of which campaign, see
// [office.Institution.ChooseCampaign].
func StagePeople(i *office.Institution, campaign, stage string) (iter.Seq2[roster.Person, error], error) {
	c, err := i.ChooseCampaign(campaign)
	if err != nil {
		return nil, err
	}
	p, err := Groups(i, c.ID)
	if err != nil {
		return nil, err
	}
	n := slices.IndexFunc(p.Groups, func(g Group) bool { return g.Name == stage })
	if n < 0 {
		return nil, refuse(office.StageUnknown, "stage", stage)
	}
	return func(yield func(roster.Person, error) bool) {
		for _, person := range p.Groups[n].People {
			if person.Absence.At(i.Now()) { // nobody waits for them
				continue
			}
			if !yield(person, nil) {
				return
			}
		}
	}, nil
}

// refuse makes a refusal.
func refuse(code office.Code, args ...any) *office.RefusedError {
	return &office.RefusedError{Code: code, Args: args}
}
