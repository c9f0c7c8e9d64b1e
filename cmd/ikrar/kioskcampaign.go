package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var kioskCampaignPhrases = phrase.Book{
	"fault.kiosk-none": {ID: "saat ini tidak ada kegiatan yang dibuka, jadi belum ada yang dapat ditandatangani",
		EN: "no campaign is open now, so there is nothing to sign yet"},
	"fault.kiosk-none.hint": {ID: "ikrar campaign list menunjukkan kapan kegiatan dibuka dan ditutup",
		EN: "ikrar campaign list shows when campaigns open and close"},
	"fault.kiosk-which": {
		ID: "ada beberapa kegiatan yang dibuka, dan belum dipilih mana yang ditandatangani di meja ini: {ids}",
		EN: "several campaigns are open, and none was chosen for this desk: {ids}"},
	"fault.kiosk-which.hint": {
		ID: "jalankan lagi dan ketik nomornya, atau sebut kegiatannya: ikrar kiosk --campaign ID",
		EN: "run it again and type its number, or name the campaign: ikrar kiosk --campaign ID"},
	"fault.kiosk-shut": {ID: "kegiatan {title} tidak sedang dibuka: {opens} sampai {closes}",
		EN: "campaign {title} is not open now: {opens} until {closes}"},
}

// kioskChoice is the campaign that the next person is shown. Where it was not named and is the only
// one that is open, named stays empty.
type kioskChoice struct {
	signer.Campaign
	named string
}

// kioskCampaign finds the campaign before each person comes: one may open or close while the desk
// is there. Where several are open, the officer is asked, once.
func (a *app) kioskCampaign(ctx context.Context, i *institution, id string) (chosen kioskChoice, err error) {
	all, err := campaignsNow(i)
	if errors.Is(err, ledger.ErrClosed) {
		err = refuse("kiosk-served")
	}
	if err != nil {
		return chosen, err
	}
	var open []signer.Campaign
	for _, c := range all {
		state := office.CampaignState(c, a.now())
		switch {
		case c.ID == id && state != "open":
			moment := func(t int64) string { return phrase.Moment(a.lang, time.Unix(t, 0), i.Zone()) }
			return chosen, refuse("kiosk-shut", "title", c.Title, "opens", moment(c.Opens),
				"closes", moment(c.Closes-1)).hinted("fault.kiosk-none.hint")
		case state == "open" && (id == "" || c.ID == id):
			open = append(open, c)
		}
	}
	switch {
	case len(open) == 1:
		return kioskChoice{open[0], id}, nil
	case id != "":
		return chosen, refuse("campaign-unknown", "id", id)
	case len(open) == 0:
		return chosen, refuse("kiosk-none")
	}
	slices.SortFunc(open, func(a, b signer.Campaign) int { return strings.Compare(a.ID, b.ID) })
	var ids []string
	for _, c := range open {
		ids = append(ids, c.ID)
	}
	one, err := a.askCampaign(ctx, open, i.Zone(), refuse("kiosk-which", "ids", strings.Join(ids, ", ")))
	return kioskChoice{one, one.ID}, err
}

// campaignsNow are the campaigns in force, of registrars whom the trust list names.
func campaignsNow(i *institution) (all []signer.Campaign, err error) {
	trust, _ := i.Ledger.Trust()
	campaigns, err := i.Ledger.Campaigns()
	for _, c := range campaigns {
		registrar, ok := trust.Registrar(c.KeyID())
		if !ok {
			continue
		}
		s, err := c.Open(i.Ledger.Origin(), registrar.Key)
		if err != nil {
			return nil, err
		}
		all = append(all, s.Claims())
	}
	return all, err
}
