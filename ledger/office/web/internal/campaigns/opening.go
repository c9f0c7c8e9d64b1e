package campaigns

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer"
	"ikrar/signer/text"
)

// opening is the form of a new campaign as it was filled in.
type opening struct {
	Title, Text, Place, Date, Opens, Closes, Saksi, ID string
	Wrong                                              map[string]string // by field, why; in words

	Texts []text.Text
	Taken *taken // the campaign that has this identifier
}

// taken is the campaign that came first.
type taken struct{ ID, Title, Officer string }

// planned is what will be signed.
type planned struct {
	opening
	Words       text.Text
	Digest      string
	From, Last  time.Time
	Names       []string // of the saksi
	Officer     string
	Past, Early bool // it is over already, or opens later
}

func readOpening(r *frame.Request) opening {
	return opening{Title: r.Text("title"), Text: r.Text("text"), Place: r.Text("place"), Date: r.Text("date"),
		Opens: r.Text("opens"), Closes: r.Text("closes"), Saksi: r.Text("saksi"), ID: r.Text("id"),
		Wrong: map[string]string{}}
}

func (c *campaigns) questions(r *frame.Request) error {
	return c.desk.Do(r.Context(), func(i *office.Institution) error {
		return c.ask(r, i, opening{Text: "uu-20-2023", Date: c.desk.Now().In(i.Zone()).Format(time.DateOnly)})
	})
}

func (c *campaigns) ask(r *frame.Request, i *office.Institution, f opening) (err error) {
	if f.Texts, err = event.Texts(i); err != nil {
		return err
	}
	return r.Show("baru", f)
}

// open plans a campaign, and records it when the officer has seen what is signed.
func (c *campaigns) open(r *frame.Request) error {
	f := readOpening(r)
	return c.desk.Do(r.Context(), func(i *office.Institution) error {
		if r.Text("do") == "edit" {
			return c.ask(r, i, f)
		}
		shown := planned{opening: f, Officer: c.desk.Officer()}
		plan, err := c.plan(r, i, &shown)
		if err == nil && len(shown.Wrong) == 0 {
			if plan.Recorded {
				return r.Go("/kegiatan/" + plan.ID)
			}
			if r.Text("do") != "record" {
				return r.Show("rencana", shown)
			}
			err = c.record(r, plan)
			if err == nil {
				return r.Go("/kegiatan/" + plan.ID)
			}
		}
		if errors.Is(err, office.CampaignExists) || errors.Is(err, office.Stale) {
			err = c.tellTaken(i, &shown)
		}
		if err != nil {
			return err
		}
		return c.ask(r, i, shown.opening)
	})
}

func (c *campaigns) record(r *frame.Request, plan *office.CampaignPlan) error {
	key, err := c.desk.Registrar()
	if err == nil {
		_, err = plan.Record(r.Context(), key)
	}
	return err
}

// tellTaken says which campaign came first, and by whose hand.
func (c *campaigns) tellTaken(i *office.Institution, f *planned) error {
	recorded, err := i.Ledger.Campaign(f.ID)
	if err != nil {
		return err
	}
	f.Taken = &taken{ID: f.ID, Title: recorded.Claims().Title}
	f.Taken.Officer, err = officerOf(i, f.ID)
	return err
}

// plan reads the form. What is wrong with it is in Wrong, and else there is a plan.
func (c *campaigns) plan(r *frame.Request, i *office.Institution, f *planned) (*office.CampaignPlan, error) {
	for _, field := range []struct{ name, value string }{{"title", f.Title}, {"place", f.Place}} {
		if reason := config.CheckText(field.value, true); reason != "" {
			f.Wrong[field.name] = r.Say("reason." + string(reason))
		}
	}
	opens, closes, bad := event.CampaignTimes(f.Date, f.Opens, f.Closes, i.Zone())
	if bad != nil {
		because(r, bad, f.Wrong)
	}
	if f.Names = lines(f.Saksi); len(f.Names) > mostSaksi {
		f.Wrong["saksi"] = r.Say("campaigns.saksi.many", "most", mostSaksi)
	}
	for _, name := range f.Names {
		if reason := config.CheckText(name, true); reason != "" {
			f.Wrong["saksi"] = r.Say("reason." + string(reason))
		}
	}
	texts, err := event.Texts(i)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(texts, func(t text.Text) bool { return t.ID == f.Text })
	if at < 0 {
		f.Wrong["text"] = r.Say("campaigns.text.none")
	} else {
		f.Words = texts[at]
	}
	if f.ID = strings.ToLower(f.ID); f.ID != "" && signer.CheckCampaignID(f.ID) != nil {
		f.Wrong["id"] = r.Say("reason.campaign-id")
	}
	if len(f.Wrong) > 0 {
		return nil, nil
	}
	if f.ID == "" {
		f.ID = event.CampaignID(f.Title, opens.In(i.Zone()).Year())
	}
	plan, err := i.PlanCampaign(signer.CampaignBody{ID: f.ID, Title: f.Title, Text: f.Words.Body,
		Digest: f.Words.Digest(), Language: f.Words.Language, Place: f.Place, Opens: opens.Unix(),
		Closes:    closes.Unix(),
		Witnesses: f.Names})
	if err != nil {
		return nil, err
	}
	if plan.Unapproved {
		f.Wrong["text"] = r.Say("campaigns.text.unapproved")
	}
	now := c.desk.Now()
	f.Digest, f.From, f.Last = plan.Digest.String(), opens, lastMinute(closes.Unix(), i.Zone())
	f.Past, f.Early = !closes.After(now), opens.After(now)
	return plan, nil
}

// mostSaksi is how many witnesses a campaign may name.
const mostSaksi = 20
