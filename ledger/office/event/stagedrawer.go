package event

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// stageDrawer is the drawer that the stages of campaigns lie in (STORE.md, section 11):
//
//	"s" + campaign                      JSON array of the stages, without people
//	"m" + subject (8) + stage (1) + campaign   "1": the person is named in the stage of that id
//
// People stand by themselves and under their pseudonyms, so that they are erased like the rest of a
// person, by their keys.
const stageDrawer = office.StageDrawer

// stageRecord is a stage as it lies in the drawer.
type stageRecord struct {
	ID        byte     `json:"id"` // of this campaign, for as long as the stage is there
	Name      string   `json:"name"`
	Opens     int64    `json:"opens"`
	All       bool     `json:"all,omitempty"`
	Units     []string `json:"units,omitempty"`
	Positions []string `json:"positions,omitempty"`
}

// heldStages are the stages of a campaign as they were read.
type heldStages struct {
	campaign string
	raw      []byte // nil where there are none
	stages   []Stage
	people   [][]byte // all that name a person in one of them
}

func stagesKey(campaign string) []byte { return append([]byte("s"), campaign...) }

func memberKey(subject signer.Subject, id byte, campaign string) []byte {
	return append(append(append([]byte("m"), subject[:]...), id), campaign...)
}

// readStages reads the stages of a campaign. Who is named and no longer in the roster is left out.
func readStages(i *office.Institution, campaign string) (*heldStages, error) {
	d := i.Ledger.Drawer(stageDrawer)
	h := &heldStages{campaign: campaign}
	var err error
	if h.raw, err = d.Get(stagesKey(campaign)); err != nil || h.raw == nil {
		return h, err
	}
	var records []stageRecord
	if err := json.Unmarshal(h.raw, &records); err != nil {
		return nil, fmt.Errorf("stages of %s: %w", campaign, err)
	}
	var members [256][]signer.Subject
	if err := d.Each([]byte("m"), func(k, _ []byte) error {
		if len(k) < 10 || string(k[10:]) != campaign {
			return nil
		}
		h.people = append(h.people, bytes.Clone(k))
		members[k[9]] = append(members[k[9]], signer.Subject(k[1:9]))
		return nil
	}); err != nil {
		return nil, err
	}
	for _, r := range records {
		s := Stage{Name: r.Name, Opens: time.Unix(r.Opens, 0).In(i.Zone()), All: r.All, Units: r.Units,
			Positions: r.Positions}
		for _, subject := range members[r.ID] {
			p, ok, err := i.Roster.BySubject(subject)
			if err != nil {
				return nil, err
			}
			if ok {
				s.NIPs = append(s.NIPs, p.NIP)
			}
		}
		h.stages = append(h.stages, s)
	}
	return h, nil
}

// Save keeps the stages as they were planned, or refuses it as [Stale] where another officer has
// changed them in between: then nothing is kept.
func (p *StagesPlan) Save() error {
	i, h := p.institution, p.before
	records := []stageRecord{}
	named := map[string]bool{}
	for n, g := range p.Groups {
		records = append(records, stageRecord{byte(n), g.Name, g.Opens.Unix(), g.All, g.Units, g.Positions})
		for _, nip := range g.NIPs {
			person, ok, err := i.Roster.Find(roster.NIP(nip))
			if err != nil {
				return err
			}
			if ok { // who was erased since stays erased
				named[string(memberKey(signer.Subject(person.Subject), byte(n), h.campaign))] = true
			}
		}
	}
	raw, err := json.Marshal(records)
	if err != nil {
		return err
	}
	changes := []struct{ Key, Old, New []byte }{{stagesKey(h.campaign), h.raw, raw}}
	for _, k := range h.people {
		if named[string(k)] {
			delete(named, string(k))
			continue
		}
		changes = append(changes, struct{ Key, Old, New []byte }{k, []byte("1"), nil})
	}
	for k := range named {
		changes = append(changes, struct{ Key, Old, New []byte }{[]byte(k), nil, []byte("1")})
	}
	err = i.Ledger.Drawer(stageDrawer).Swap(changes)
	if errors.Is(err, ledger.ErrChanged) {
		return &office.RefusedError{Code: office.Stale, Args: []any{"what", h.campaign}, Err: err}
	}
	return err
}

// Seen names the stages as they were when this was planned, for a caller who plans the same once
// more to save it: where the second plan has another name, somebody has changed them in between.
func (p *StagesPlan) Seen() string { return signer.DigestOf(p.before.raw).String() }
