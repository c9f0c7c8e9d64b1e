package figures

import (
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// URL is the address of a campaign's public figures.
func URL(i *office.Institution, campaign string) string {
	return i.Facts().URL + "/kegiatan/" + campaign
}

// Poster draws the poster of a campaign's public figures, on paper "A4" or "A3". The error is
// "figures-off" where the figures are not public: the code on it would lead to nothing. Others are
// those of [certificate.RenderPoster].
func Poster(i *office.Institution, r *report.Report, lang phrase.Lang, paper string) ([]byte, error) {
	if !i.Config.Public.Figures {
		return nil, &office.RefusedError{Code: office.FiguresOff}
	}
	return certificate.RenderPoster(certificate.Poster{Language: string(lang), Paper: paper, Institution: r.Institution,
		Title: r.Campaign.Title, Place: r.Campaign.Place, Address: URL(i, r.Campaign.ID),
		Date:    phrase.Date(lang, time.Unix(r.Campaign.Opens, 0).In(i.Zone())),
		Created: r.Now})
}
