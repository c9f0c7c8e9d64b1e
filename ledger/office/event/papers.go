package event

import (
	"cmp"
	"context"
	"iter"
	"strings"
	"time"

	"ikrar/ledger/certificate/papers"
	"ikrar/ledger/office"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// Gathering is an event of a campaign that papers are printed for. What is empty is left to be
// filled in by hand.
type Gathering struct {
	Language string // of the papers: "id" or "en"
	Day      time.Time
	Place    string
	Number   string    // of the minutes
	Now      time.Time // when they are made
}

// Attendance is the list that these people sign by hand when they come.
func Attendance(i *office.Institution, c signer.Campaign, people iter.Seq2[roster.Person, error],
	g Gathering) (papers.Attendance, error) {
	a := papers.Attendance{Language: g.Language, Institution: i.Facts().Name, Occasion: c.Title,
		Place: cmp.Or(g.Place, c.Place), Day: g.Day, Created: g.Now.In(i.Zone())}
	for p, err := range people {
		if err != nil {
			return a, err
		}
		one := papers.Attendant{Name: p.PrintedName(), Plain: p.Name, Position: p.Position, Unit: p.Unit}
		if last := p.NIP.Last4(); last != "" {
			one.NIP = "…" + last
		}
		a.People = append(a.People, one)
	}
	return a, nil
}

// Minutes are the minutes of a campaign, by a report of it and a checkpoint that covers the report:
// where none is published yet, one is. Errors are those of [office.Institution.Publish].
func Minutes(ctx context.Context, i *office.Institution, r *report.Report, g Gathering) (papers.Minutes, error) {
	c, _, err := i.Covering(ctx, r.Size)
	if err != nil {
		return papers.Minutes{}, err
	}
	facts, zone, claims := i.Facts(), i.Zone(), r.Campaign
	title, _, _ := strings.Cut(claims.Text, "\n")
	m := papers.Minutes{Language: g.Language, Institution: facts.Name, Agency: i.Config.Certificate.Agency,
		Number: g.Number, Day: g.Day, Place: cmp.Or(g.Place, claims.Place), Occasion: claims.Title, ID: claims.ID,
		Opens: time.Unix(claims.Opens, 0).In(zone), Closes: time.Unix(claims.Closes, 0).In(zone), TextTitle: title,
		Text: claims.Text, TextDigest: claims.Digest.String(), Counted: r.Now,
		Total:  papers.MinutesCount{People: r.Total.People, Signed: r.Total.Pledged},
		Origin: c.Origin, Root: c.Root.String(), Size: c.Size, Address: facts.URL,
		Signatory: i.Config.Certificate.Signatory, Saksi: claims.Witnesses, Created: r.Now}
	for _, u := range r.Units {
		one := papers.MinutesCount{Unit: u.Unit, People: u.People, Signed: u.Pledged, Left: u.Unit == report.Left}
		m.Units = append(m.Units, one)
	}
	return m, nil
}
