// Package certificates is Sertifikat: how certificates look, issuing them, and taking them away to
// be printed or handed out.
package certificates

import (
	"cmp"
	"context"
	"embed"
	"slices"
	"strings"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/verify/phrase"
)

//go:embed *.html
var templates embed.FS

// path is the room's.
const path = "/sertifikat"

// Room is Sertifikat.
func Room(d *desk.Desk) frame.Room {
	c := &certificates{d}
	book, err := phrase.Merge(phrases, settingsPhrases)
	if err != nil {
		panic(err) // one sentence twice in our own: every test meets it
	}
	return frame.Room{Path: path[1:], Title: "certificates.title", Templates: frame.Templates(templates),
		Phrases: book, Routes: map[string]frame.Handler{
			"GET ":                 c.show,
			"GET tampilan":         c.settings,
			"POST tampilan":        c.saveSettings,
			"POST tampilan/contoh": c.preview,
			"GET terbitkan":        c.plan,
			"POST terbitkan":       c.issue,
			"GET daftar":           c.list,
			"POST pdf/{code}":      c.download,
			"GET unduh":            c.choose,
			"POST unduh":           c.take,
		}}
}

type certificates struct{ desk *desk.Desk }

// do does something with the institution, under the settings as they are saved now.
func (c *certificates) do(ctx context.Context, do func(*office.Institution) error) error {
	return c.desk.Do(ctx, func(i *office.Institution) error {
		now, err := c.desk.Fresh(ctx, i)
		if err != nil {
			return err
		}
		return do(now)
	})
}

// survey is every pledge in force with its certificate, by index.
func (c *certificates) survey(i *office.Institution) ([]issue.Certificate, error) {
	everybody, err := c.desk.Everybody(i)
	if err != nil {
		return nil, err
	}
	return everybody.Certificates(), nil
}

// chosen are those of a campaign and a unit; "" narrows nothing.
func chosen(all []issue.Certificate, campaign, unit string) []issue.Certificate {
	return slices.DeleteFunc(slices.Clone(all), func(c issue.Certificate) bool {
		return campaign != "" && c.Campaign != campaign || unit != "" && !strings.EqualFold(c.Unit, unit)
	})
}

// issued are those that have a certificate.
func issued(all []issue.Certificate) []issue.Certificate {
	return slices.DeleteFunc(all, func(c issue.Certificate) bool { return c.Number == "" })
}

// count is how a unit stands.
type count struct {
	Unit            string
	Missing, Issued int
}

// campaign is how a campaign stands.
type campaign struct {
	ID, Title string
	count
	Units []count // by name
}

// overview is the room's first page.
type overview struct {
	count
	Campaigns []campaign
	Signatory string
}

func (c *certificates) show(r *frame.Request) error {
	var page overview
	if err := c.do(r.Context(), func(i *office.Institution) error {
		all, err := c.survey(i)
		if err != nil {
			return err
		}
		page.Signatory = i.Config.Certificate.Signatory.Name
		page.Campaigns, err = campaigns(i, all)
		return err
	}); err != nil {
		return err
	}
	for _, one := range page.Campaigns {
		page.Missing += one.Missing
		page.Issued += one.Issued
	}
	return r.Show("sertifikat", page)
}

// campaigns counts, the newest campaign first.
func campaigns(i *office.Institution, all []issue.Certificate) (counted []campaign, err error) {
	known, err := i.Ledger.Campaigns()
	if err != nil {
		return nil, err
	}
	slices.Reverse(known)
	for _, k := range known {
		one := campaign{ID: k.Claims().ID, Title: k.Claims().Title}
		units := map[string]*count{}
		for _, c := range chosen(all, one.ID, "") {
			key := strings.ToLower(c.Unit)
			if units[key] == nil {
				units[key] = &count{Unit: c.Unit}
			}
			units[key].add(c)
			one.add(c)
		}
		for _, u := range units {
			one.Units = append(one.Units, *u)
		}
		slices.SortFunc(one.Units, func(a, b count) int { return cmp.Compare(a.Unit, b.Unit) })
		counted = append(counted, one)
	}
	return counted, nil
}

func hasMissing(n count) bool { return n.Missing > 0 }
func hasIssued(n count) bool  { return n.Issued > 0 }

func (n *count) add(c issue.Certificate) {
	if c.Number == "" {
		n.Missing++
	} else {
		n.Issued++
	}
}

// choice is a campaign and a unit as they were chosen, and what there is to choose.
type choice struct {
	Campaign, Unit string
	Campaigns      []campaign
	Units          []string
}

// choosing reads a choice. Unless a campaign was chosen it is the newest that has something to be
// done: certificates of two campaigns are never issued or handed out in one go.
func choosing(r *frame.Request, all []campaign, open func(count) bool) choice {
	ch := choice{Campaign: r.Text("campaign"), Unit: r.Text("unit"), Campaigns: all}
	if ch.Campaign == "" && len(all) > 0 {
		first := max(0, slices.IndexFunc(all, func(one campaign) bool { return open(one.count) }))
		ch.Campaign = all[first].ID
	}
	for _, one := range all {
		for _, u := range one.Units {
			if one.ID == ch.Campaign && u.Unit != "" {
				ch.Units = append(ch.Units, u.Unit)
			}
		}
	}
	return ch
}

// Title is the chosen campaign's.
func (ch choice) Title() string {
	for _, one := range ch.Campaigns {
		if one.ID == ch.Campaign {
			return one.Title
		}
	}
	return ch.Campaign
}
