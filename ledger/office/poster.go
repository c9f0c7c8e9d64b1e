package office

import (
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// FiguresURL is the address of a campaign's public figures.
func (i *Institution) FiguresURL(campaign string) string {
	return i.Facts().URL + "/kegiatan/" + campaign
}

// Poster draws the poster of a campaign's public figures, on paper "A4" or "A3". The error is
// "figures-off" where the figures are not public: the code on it would lead to nothing. Others are
// those of [certificate.RenderPoster].
func (i *Institution) Poster(r *report.Report, lang phrase.Lang, paper string) ([]byte, error) {
	if !i.Config.Public.Figures {
		return nil, refuse(codeFiguresOff)
	}
	return certificate.RenderPoster(certificate.Poster{Language: string(lang), Paper: paper, Institution: r.Institution,
		Title: r.Campaign.Title, Place: r.Campaign.Place, Address: i.FiguresURL(r.Campaign.ID),
		Date:    phrase.Date(lang, time.Unix(r.Campaign.Opens, 0).In(i.Zone())),
		Created: r.Now})
}
