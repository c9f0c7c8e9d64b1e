package campaigns

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	sheets "ikrar/ledger/certificate/papers"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

// papers is the page of what is printed for a campaign.
type papers struct {
	campaign
	Date, Venue, Number, Whom, Language string
	Units                               []string
	Stages                              []event.Stage
	Saksi                               []string
	Signatory                           certificate.Signatory
	Wrong                               map[string]string
}

func (c *campaigns) papers(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		return c.showPapers(r, i, claims, papers{Date: c.desk.Now().In(i.Zone()).Format(time.DateOnly),
			Venue: claims.Place, Language: "id"})
	})
}

func (c *campaigns) showPapers(r *frame.Request, i *office.Institution, claims signer.Campaign, p papers) (err error) {
	p.campaign, p.Saksi = c.campaignOf(i, claims), claims.Witnesses
	p.Signatory = i.Config.Certificate.Signatory
	if p.Units, err = unitsOf(i); err != nil {
		return err
	}
	if p.Stages, err = event.Stages(i, claims.ID); err != nil {
		return err
	}
	if p.Wrong == nil {
		p.Wrong = map[string]string{}
	}
	return r.Show("kertas", p)
}

// print offers the paper whose button was pressed.
func (c *campaigns) print(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		p := papers{Date: r.Text("date"), Venue: r.Text("place"), Number: r.Text("number"), Whom: r.Text("whom"),
			Language: r.Text("language"), Wrong: map[string]string{}}
		if p.Language != "en" {
			p.Language = "id"
		}
		name, render := "daftar-hadir", p.attendance
		if r.Text("do") == "minutes" {
			name, render = "berita-acara", p.minutes
		}
		g := p.gathering(r, c.desk.Now().In(i.Zone()), r.Text("do") == "minutes")
		var pdf []byte
		if len(p.Wrong) == 0 {
			var err error
			if pdf, err = render(r, i, claims, g); err != nil {
				return err
			}
		}
		if len(p.Wrong) > 0 {
			return c.showPapers(r, i, claims, p)
		}
		return r.Offer(name+"-"+claims.ID+".pdf", "application/pdf", func(out io.Writer) error {
			_, err := out.Write(pdf)
			return err
		})
	})
}

// gathering reads the form. A day that is left out is left to be filled in by hand where it may be.
func (p *papers) gathering(r *frame.Request, now time.Time, needDay bool) event.Gathering {
	g := event.Gathering{Language: p.Language, Place: p.Venue, Number: p.Number, Now: now}
	if p.Date != "" || needDay {
		var ok bool
		if g.Day, _, ok = event.ParseMoment(p.Date, now.Location()); !ok {
			p.Wrong["date"] = r.Say("reason.date")
		}
	}
	for _, field := range []struct{ name, value string }{{"place", p.Venue}, {"number", p.Number}} {
		if reason := config.CheckText(field.value, false); reason != "" {
			p.Wrong[field.name] = r.Say("reason." + string(reason))
		}
	}
	return g
}

// attendance draws the list to be signed by hand.
func (p *papers) attendance(r *frame.Request, i *office.Institution, claims signer.Campaign,
	g event.Gathering) ([]byte, error) {
	people, err := whom(i, claims.ID, p.Whom)
	if errors.Is(err, office.StageUnknown) || errors.Is(err, office.UnitUnknown) {
		p.Wrong["whom"] = r.Say("campaigns.papers.whom.gone")
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	a, err := event.Attendance(i, claims, people, g)
	if err != nil {
		return nil, err
	}
	pdf, err := sheets.RenderAttendance(a)
	return pdf, p.printed(r, err)
}

// minutes draws the minutes as of now.
func (p *papers) minutes(r *frame.Request, i *office.Institution, claims signer.Campaign,
	g event.Gathering) ([]byte, error) {
	rep, err := i.Report(claims.ID)
	if err != nil {
		return nil, err
	}
	m, err := event.Minutes(r.Context(), i, rep, g)
	if err != nil {
		return nil, err
	}
	pdf, err := sheets.RenderMinutes(m)
	return pdf, p.printed(r, err)
}

// printed puts what cannot be printed beside the form; another error is returned.
func (p *papers) printed(r *frame.Request, err error) error {
	var missing *certificate.MissingGlyphError
	if !errors.As(err, &missing) {
		return err
	}
	where := missing.Field // a person's name, or a field of the minutes
	if key := "campaigns.papers.in." + strings.ToLower(where); paperPhrases[key] != (phrase.Text{}) {
		where = r.Say(key)
	}
	p.Wrong["print"] = r.Say("campaigns.papers.glyph", "rune", string(missing.Rune),
		"code", fmt.Sprintf("%U", missing.Rune), "where", where)
	return nil
}

// whom are the people that the form names: everybody, a stage, a unit.
func whom(i *office.Institution, campaign, chosen string) (iter.Seq2[roster.Person, error], error) {
	if name, ok := strings.CutPrefix(chosen, "tahap:"); ok {
		return event.StagePeople(i, campaign, name)
	}
	if name, ok := strings.CutPrefix(chosen, "unit:"); ok {
		return i.UnitPeople(name)
	}
	return i.Roster.List(""), nil
}
