package campaigns

import (
	"errors"
	"strconv"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer"
)

// extension is the form of another end, and the plan of it.
type extension struct {
	campaign
	Closes  string // as it was typed
	Seen    int64  // the end that the officer was shown
	New     time.Time
	Sooner  bool // the end comes earlier than before
	Past    bool // and has passed already
	Officer string
	Wrong   map[string]string
	Changed bool // another officer has changed the end meanwhile
}

func (c *campaigns) extensionOf(i *office.Institution, claims signer.Campaign) extension {
	return extension{campaign: c.campaignOf(i, claims), Seen: claims.Closes, Wrong: map[string]string{}}
}

func (c *campaigns) extension(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		f := c.extensionOf(i, claims)
		f.Closes = f.Last.Format(time.DateOnly)
		return r.Show("perpanjang", f)
	})
}

// extend plans another end, and records it when the officer has seen it.
func (c *campaigns) extend(r *frame.Request) error {
	return c.do(r, func(i *office.Institution, claims signer.Campaign) error {
		f := c.extensionOf(i, claims)
		f.Closes = r.Text("closes")
		if r.Text("do") == "edit" {
			return r.Show("perpanjang", f)
		}
		seen, _ := strconv.ParseInt(r.Text("seen"), 10, 64)
		if f.Changed = seen != claims.Closes; f.Changed {
			return c.tellChanged(r, i, f)
		}
		closes, ok := event.ParseLast(f.Closes, i.Zone())
		if !ok {
			f.Wrong["closes"] = r.Say("reason.date")
			return r.Show("perpanjang", f)
		}
		plan, err := i.PlanExtension(claims.ID, closes)
		if bad := (*config.ValueError)(nil); errors.As(err, &bad) {
			because(r, bad, f.Wrong)
			return r.Show("perpanjang", f)
		}
		switch {
		case err != nil:
			return err
		case plan.Recorded:
			return r.Go("/kegiatan/" + claims.ID)
		case r.Text("do") != "record":
			f.New, f.Officer = lastMinute(plan.Closes, i.Zone()), c.desk.Officer()
			f.Sooner, f.Past = plan.Closes < claims.Closes, plan.Closes <= c.desk.Now().Unix()
			return r.Show("perpanjang-rencana", f)
		}
		if err := c.record(r, plan); errors.Is(err, office.Stale) {
			f.Changed = true
			return c.tellChanged(r, i, f)
		} else if err != nil {
			return err
		}
		return r.Go("/kegiatan/" + claims.ID)
	})
}

// tellChanged shows the form again, with the end that another officer has recorded and whose it is.
func (c *campaigns) tellChanged(r *frame.Request, i *office.Institution, f extension) error {
	recorded, err := i.Ledger.Campaign(f.ID)
	if err != nil {
		return err
	}
	now := c.extensionOf(i, recorded.Claims())
	now.Closes, now.Changed = f.Closes, true
	if now.Officer, err = officerOf(i, f.ID); err != nil {
		return err
	}
	return r.Show("perpanjang", now)
}
