package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var pledgeChoosePhrases = phrase.Book{
	"pledge.campaigns": {ID: "Ada beberapa kegiatan yang dibuka:", EN: "Several campaigns are open:"},
	"pledge.campaign": {
		ID: "{number}  {title}, {place} (sampai {closes})",
		EN: "{number}  {title}, {place} (until {closes})",
	},
	"pledge.campaign.ask": {
		ID: "Nomor kegiatan (kosong untuk berhenti)",
		EN: "Number of the campaign (empty to stop)",
	},
	"fault.pledge-early": {ID: "kegiatan {title} baru dibuka {opens}", EN: "campaign {title} opens {opens}"},
	"fault.pledge-none": {
		ID: "{address}: saat ini tidak ada kegiatan yang dibuka",
		EN: "{address}: there is no open campaign now",
	},
	"fault.pledge-closed": {
		ID: "kegiatan {title} sudah ditutup ({closes})",
		EN: "campaign {title} is closed (since {closes})",
	},
	"fault.pledge-no-text": {
		ID: "naskah kegiatan {id} tidak ada dalam daftar kepercayaan lembaga",
		EN: "the text of campaign {id} is not in the institution's trust list",
	},
	"fault.pledge-early.hint": {
		ID: "kunci Anda sudah terdaftar; ulangi perintah yang sama sesudah itu",
		EN: "your key is enrolled; repeat the same command after that",
	},
	"fault.pledge-none.hint": {
		ID: "tanyakan kepegawaian kapan kegiatannya dibuka",
		EN: "ask HR when the campaign opens",
	},
	"fault.pledge-closed.hint": {
		ID: "tanyakan kepegawaian apakah kegiatannya diperpanjang",
		EN: "ask HR whether the campaign is extended",
	},
	"fault.pledge-no-text.hint": {
		ID: "jangan menandatangani; beri tahu kepegawaian",
		EN: "do not sign; tell HR",
	},
}

// foresee chooses among several campaigns before anything is made, and leaves the rest to choose:
// who has come too early is enrolled all the same.
func (v *visit) foresee(ctx context.Context, raw [][]byte) error {
	var all []signer.Statement[signer.Campaign]
	for _, one := range raw {
		c, err := v.openCampaign(one)
		if err != nil {
			return v.badAnswer(err)
		}
		all = append(all, c)
	}
	if v.campaign == "" && len(v.openNow(all)) < 2 {
		return nil
	}
	chosen, err := v.choose(ctx, all)
	if err == nil {
		v.campaign = chosen.ID
	}
	return err
}

// openCampaign opens a campaign by a registrar of the trust list.
func (v *visit) openCampaign(raw []byte) (signer.Statement[signer.Campaign], error) {
	u, err := signer.Parse[signer.Campaign](raw)
	if err != nil {
		return signer.Statement[signer.Campaign]{}, err
	}
	registrar, ok := v.list.Registrar(u.KeyID())
	if !ok {
		return signer.Statement[signer.Campaign]{},
			errors.New("a campaign by a registrar whom the trust list does not name")
	}
	return u.Open(v.list.Origin, registrar.Key)
}

func (v *visit) openNow(all []signer.Statement[signer.Campaign]) (open []signer.Campaign) {
	for _, c := range all {
		if claims := c.Claims(); office.CampaignState(claims, v.now()) == "open" {
			open = append(open, claims)
		}
	}
	slices.SortFunc(open, func(a, b signer.Campaign) int { return strings.Compare(a.ID, b.ID) })
	return open
}

// choose finds the campaign to pledge in: the one named, the only one that is open, or by an
// answer.
func (v *visit) choose(ctx context.Context, all []signer.Statement[signer.Campaign]) (signer.Campaign, error) {
	open := v.openNow(all)
	if v.campaign != "" {
		for _, c := range all {
			if claims := c.Claims(); claims.ID == v.campaign {
				return claims, v.notOpen(claims)
			}
		}
		return signer.Campaign{}, refuse("campaign-unknown", "id", v.campaign)
	}
	switch {
	case len(open) == 1:
		return open[0], nil
	case len(open) > 1:
		return v.askCampaign(ctx, open)
	case len(all) == 0:
		return signer.Campaign{}, refuse("pledge-none", "address", v.address)
	}
	first := slices.MinFunc(all, func(a, b signer.Statement[signer.Campaign]) int {
		return int(a.Claims().Opens - b.Claims().Opens)
	})
	return signer.Campaign{}, v.notOpen(first.Claims())
}

// notOpen says why a campaign is not open; nil where it is.
func (v *visit) notOpen(c signer.Campaign) error {
	switch office.CampaignState(c, v.now()) {
	case "early":
		f := refuse("pledge-early", "title", c.Title, "opens", v.moment(c.Opens))
		f.exit, f.rule = exitUndetermined, "campaign-early"
		return f
	case "closed":
		f := refuse("pledge-closed", "title", c.Title, "closes", v.moment(c.Closes))
		f.rule = "campaign-closed"
		return f
	}
	return nil
}

// askCampaign asks which of several. A yes that was given beforehand was given to none in
// particular.
func (v *visit) askCampaign(ctx context.Context, open []signer.Campaign) (signer.Campaign, error) {
	if v.json || v.yes {
		return signer.Campaign{}, whichCampaign(v.address, open)
	}
	zone, _ := phrase.Zone(v.list.Timezone)
	return v.app.askCampaign(ctx, open, zone, whichCampaign(v.address, open))
}

// askCampaign asks which of several campaigns of an institution is meant; none is the error where
// nobody says.
func (a *app) askCampaign(ctx context.Context, open []signer.Campaign, zone *time.Location,
	none error) (signer.Campaign, error) {
	a.note("pledge.campaigns")
	for n, c := range open {
		fmt.Fprintln(a.stderr, " ", a.say("pledge.campaign", "number", n+1, "title", c.Title, "place", c.Place,
			"closes", phrase.Moment(a.lang, time.Unix(c.Closes-1, 0), zone)))
	}
	for ctx.Err() == nil {
		answer, err := a.ask("pledge.campaign.ask")
		if errors.Is(err, io.EOF) || err == nil && answer == "" {
			return signer.Campaign{}, none
		} else if err != nil {
			return signer.Campaign{}, err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(open) {
			return open[n-1], nil
		}
	}
	return signer.Campaign{}, ctx.Err()
}

// whichCampaign says that one of several has to be named.
func whichCampaign(path string, open []signer.Campaign) error {
	var ids []string
	for _, c := range open {
		ids = append(ids, c.ID)
	}
	return refuse("campaign-which", "path", path, "ids", strings.Join(ids, ", "))
}
