package campaigns

import (
	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

// ceremony is what a projector shows. Names are shown only where the officer has said so.
type ceremony struct {
	campaign
	Now     event.LiveFigures
	Percent string
	Names   bool
}

// ceremony shows the count as it goes on.
func (c *campaigns) ceremony(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		f, err := c.count(i, claims.ID)
		if err != nil {
			return err
		}
		s := ceremony{campaign: c.campaignOf(i, claims), Now: f, Names: r.Text("nama") == "ya"}
		percent := 0.0
		if f.People > 0 {
			percent = 100 * float64(f.Signed) / float64(f.People)
		}
		s.Percent = phrase.Decimal(r.Lang, percent, 1)
		if !s.Names {
			s.Now.Last = nil
		}
		return r.Show("upacara", s)
	})
}

// askNames asks whether a whole room is to read names.
func (c *campaigns) askNames(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		return r.Show("upacara-nama", c.campaignOf(i, claims))
	})
}
