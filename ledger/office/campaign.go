package office

import (
	"context"
	"crypto"
	"errors"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office/config"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/signer/text"
)

// ReadText finds a text that a campaign signs: a frozen one by its name, or one of the
// institution's own in a file, which is checked. An own text has the campaign's id.
func ReadText(name, id string) (text.Text, error) {
	if known, ok := text.Lookup(name); ok {
		return known, nil
	}
	body, err := files.ReadBounded(name, text.MaxBody)
	if err != nil {
		return text.Text{}, err
	}
	own, err := text.New(id, "id", body)
	if err != nil {
		return text.Text{}, refuse(codeTextBad, "path", name).because(err)
	}
	return own, nil
}

// reasonCloses is why an end is refused: it is not after the begin.
const reasonCloses config.Reason = "closes"

// CampaignPlan is a campaign that is to be recorded, or that is: opened, or with another end.
type CampaignPlan struct {
	signer.Campaign
	Recorded bool // exactly this is recorded already, and to do it again does nothing
	// Unapproved says that the trust list in force does not have the text: it is the institution's
	// own, and the ledger refuses the campaign until the root has approved it.
	Unapproved bool

	institution *Institution
	digest      signer.Digest // of the campaign that is in force
	known       bool          // there is one
}

// PlanCampaign plans a campaign. One that is recorded with this id must be the same.
func (i *Institution) PlanCampaign(body signer.CampaignBody) (*CampaignPlan, error) {
	p := &CampaignPlan{Campaign: signer.Campaign{IssuedAt: i.Now().Unix(), CampaignBody: body}, institution: i}
	trust, _ := i.Ledger.Trust()
	_, approved := trust.Text(body.Digest)
	p.Unapproved = !approved
	old, err := i.Ledger.Campaign(body.ID)
	if errors.Is(err, ledger.ErrNotFound) {
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	if !sameCampaign(old.Claims().CampaignBody, body) {
		return nil, refuse(CampaignExists, "id", body.ID)
	}
	p.digest, p.known, p.Recorded = old.Digest(), true, true
	return p, nil
}

func sameCampaign(x, y signer.CampaignBody) bool {
	return x.ID == y.ID && x.Title == y.Title && x.Digest == y.Digest && x.Place == y.Place &&
		x.Opens == y.Opens && x.Closes == y.Closes && slices.Equal(x.Witnesses, y.Witnesses)
}

// PlanExtension plans another end of a campaign; nothing else of one can change.
func (i *Institution) PlanExtension(id string, closes time.Time) (*CampaignPlan, error) {
	old, err := i.Ledger.Campaign(id)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, refuse(CampaignUnknown, "id", id)
	}
	if err != nil {
		return nil, err
	}
	p := &CampaignPlan{Campaign: old.Claims(), institution: i, digest: old.Digest(), known: true}
	if p.Recorded = p.Closes == closes.Unix(); p.Recorded {
		return p, nil
	}
	// Strictly later, so that going back to an earlier closing time is a statement of its own.
	p.IssuedAt, p.Closes = max(i.Now().Unix(), p.IssuedAt+1), closes.Unix()
	if p.Closes <= p.Opens {
		return nil, &config.ValueError{Key: "closes", Value: closes.String(), Reason: reasonCloses}
	}
	return p, nil
}

// Record records the campaign under a registrar's key. Errors are [Stale] where another end or
// another campaign of this id came in between, "unsignable", and the ledger's.
func (p *CampaignPlan) Record(ctx context.Context, registrar crypto.Signer) (ledger.Receipt, error) {
	i := p.institution
	now, err := i.Ledger.Campaign(p.ID)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return ledger.Receipt{}, err
	}
	if known := err == nil; known != p.known || known && now.Digest() != p.digest {
		return ledger.Receipt{}, refuse(Stale, "what", p.ID)
	}
	if p.Recorded { // the same again, after a crash perhaps
		return i.Ledger.Receipt(p.digest)
	}
	return record(ctx, i.Ledger, p.ID, registrar, p.Campaign)
}

// record signs claims with a registrar's key and records them. what names them.
func record[C signer.Claims](ctx context.Context, l *ledger.Ledger, what string,
	registrar crypto.Signer, claims C) (ledger.Receipt, error) {
	s, err := signer.Sign(registrar, l.Origin(), claims)
	if err != nil {
		return ledger.Receipt{}, refuse(codeUnsignable, "what", what).because(err)
	}
	return l.Append(ctx, s)
}

// CampaignState is one of "early", "open" and "closed".
func CampaignState(c signer.Campaign, now time.Time) string {
	switch t := now.Unix(); {
	case t < c.Opens:
		return "early"
	case t >= c.Closes:
		return "closed"
	}
	return "open"
}

// ChooseCampaign finds the campaign that is named, or, of no name, the only one that can be meant.
func (i *Institution) ChooseCampaign(id string) (signer.Campaign, error) {
	if id != "" {
		c, err := i.Ledger.Campaign(id)
		if errors.Is(err, ledger.ErrNotFound) {
			err = refuse(CampaignUnknown, "id", id)
		}
		return c.Claims(), err
	}
	all, err := i.Ledger.Campaigns()
	if err != nil {
		return signer.Campaign{}, err
	}
	var ids []string
	var open []signer.Campaign
	for _, c := range all {
		claims := c.Claims()
		ids = append(ids, claims.ID)
		if CampaignState(claims, i.Now()) == "open" {
			open = append(open, claims)
		}
	}
	switch {
	case len(all) == 0:
		return signer.Campaign{}, refuse(codeCampaignNone)
	case len(all) == 1:
		return all[0].Claims(), nil
	case len(open) == 1:
		return open[0], nil
	}
	return signer.Campaign{}, refuse(codeCampaignWhich, "ids", strings.Join(ids, ", "))
}
