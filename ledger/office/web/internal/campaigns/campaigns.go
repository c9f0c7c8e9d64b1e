// Package campaigns is Kegiatan: campaigns are opened and extended here, divided into stages, shown
// on a projector while people sign, and put on paper.
package campaigns

import (
	"cmp"
	"embed"
	"errors"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

//go:embed *.html
var templates embed.FS

// Room is Kegiatan. An underscore keeps its own pages apart from campaigns, which have none in
// their identifiers.
func Room(d *desk.Desk) frame.Room {
	c := &campaigns{d}
	book, err := phrase.Merge(phrases, stagePhrases, paperPhrases)
	if err != nil {
		panic(err) // our own keys, written twice: every test meets it
	}
	return frame.Room{Path: "kegiatan", Title: "campaigns.title", Templates: frame.Templates(templates), Phrases: book,
		Routes: map[string]frame.Handler{
			"GET ": c.list, "GET _baru": c.questions, "POST _baru": c.open, "GET {id}": c.one,
			"GET {id}/perpanjang": c.extension, "POST {id}/perpanjang": c.extend,
			"GET {id}/tahap": c.stages, "GET {id}/tahap/ubah": c.stageForm, "POST {id}/tahap/ubah": c.changeStage,
			"POST {id}/tahap/hapus": c.removeStage,
			"GET {id}/upacara":      c.ceremony, "GET {id}/upacara/nama": c.askNames,
			"GET {id}/kertas": c.papers, "POST {id}/kertas": c.print,
		}}
}

type campaigns struct{ desk *desk.Desk }

// campaign is one as pages show it.
type campaign struct {
	ID, Title, Place, State string
	Opens, Last             time.Time // Last is the last minute
	People, Signed          int
}

func (c *campaigns) campaignOf(i *office.Institution, claims signer.Campaign) campaign {
	zone := i.Zone()
	return campaign{ID: claims.ID, Title: claims.Title, Place: claims.Place,
		State: office.CampaignState(claims, c.desk.Now()), Opens: time.Unix(claims.Opens, 0).In(zone),
		Last: lastMinute(claims.Closes, zone)}
}

// lastMinute is the last minute before an end, which people expect to read.
func lastMinute(closes int64, zone *time.Location) time.Time { return time.Unix(closes-1, 0).In(zone) }

// just is how long ago counts as just now.
const just = 5 * time.Minute

func (c *campaigns) count(i *office.Institution, id string) (event.LiveFigures, error) {
	everybody, err := c.desk.Everybody(i)
	if err != nil {
		return event.LiveFigures{}, err
	}
	return event.Live(everybody, id, c.desk.Now(), c.desk.Now().Add(-just)), nil
}

// report is a campaign's, of this moment.
func (c *campaigns) report(i *office.Institution, id string) (*report.Report, error) {
	everybody, err := c.desk.Everybody(i)
	if err != nil {
		return nil, err
	}
	return everybody.Report(i, id)
}

// list shows all campaigns, the latest first.
func (c *campaigns) list(r *frame.Request) error {
	var all []campaign
	err := c.desk.Do(r.Context(), func(i *office.Institution) error {
		recorded, err := i.Ledger.Campaigns()
		if err != nil {
			return err
		}
		for _, one := range recorded {
			shown := c.campaignOf(i, one.Claims())
			f, err := c.count(i, shown.ID)
			if err != nil {
				return err
			}
			shown.People, shown.Signed = f.People, f.Signed
			all = append(all, shown)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b campaign) int {
		return cmp.Or(b.Opens.Compare(a.Opens), cmp.Compare(a.ID,
			b.ID))
	})
	return r.Show("kegiatan", all)
}

// page is one campaign with what is known of it.
type page struct {
	campaign
	Text, Digest string
	Saksi        []string
	Officer      string // who opened it
	Total        report.Count
	Units        []report.Count
	Stages       []stage
	Rest         int
}

// do does something with the campaign of the address.
func (c *campaigns) do(r *frame.Request, f func(*office.Institution, signer.Campaign) error) error {
	return c.desk.Do(r.Context(), func(i *office.Institution) error {
		recorded, err := i.Ledger.Campaign(r.PathValue("id"))
		if errors.Is(err, ledger.ErrNotFound) {
			return &office.RefusedError{Code: office.CampaignUnknown, Args: []any{"id", r.PathValue("id")}}
		}
		if err != nil {
			return err
		}
		return f(i, recorded.Claims())
	})
}

func (c *campaigns) one(r *frame.Request) error {
	var p page
	err := c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		p = page{campaign: c.campaignOf(i, claims), Text: claims.Text, Digest: claims.Digest.String(),
			Saksi: claims.Witnesses}
		rep, err := c.report(i, claims.ID)
		if err != nil {
			return err
		}
		p.Total, p.Units, p.People, p.Signed = rep.Total, rep.Units, rep.Total.People, rep.Total.Pledged
		if p.Officer, err = officerOf(i, claims.ID); err != nil {
			return err
		}
		groups, err := event.Groups(i, claims.ID)
		if err != nil {
			return err
		}
		p.Stages, p.Rest = stagesOf(groups, rep, c.desk.Now()), groups.Rest
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show("satu", p)
}

// officerOf is the name of the registrar who recorded a campaign as it is in force.
func officerOf(i *office.Institution, id string) (string, error) {
	recorded, err := i.Ledger.Campaign(id)
	if err != nil {
		return "", err
	}
	list, _ := i.Ledger.Trust()
	registrar, _ := list.Registrar(recorded.KeyID())
	return registrar.Name, nil
}

// lines are the lines of a field that say something.
func lines(s string) (all []string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// because puts a refused value beside its field, in words; false where the error is another.
func because(r *frame.Request, err error, wrong map[string]string) bool {
	var bad *config.ValueError
	if !errors.As(err, &bad) {
		return false
	}
	wrong[bad.Key] = r.Say("reason." + string(bad.Reason))
	return true
}
