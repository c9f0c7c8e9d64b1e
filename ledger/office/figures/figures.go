// Package figures keeps the public pages of an institution's campaigns for the server that hands
// them out: counted at most once a minute, whoever asks.
package figures

import (
	"bytes"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// age is how long a public page is shown before it is counted anew. Whoever asks again and
// again learns no faster than that who has just signed, and costs nothing.
const age = time.Minute

// Figures are the public pages of an institution's campaigns. They may be asked for by several
// goroutines.
type Figures struct {
	institution *office.Institution
	view        *standing.View
	now         func() time.Time
	lang        phrase.Lang

	mutex sync.Mutex
	pages map[string]page // by campaign
}

type page struct {
	body []byte
	at   time.Time
}

// New makes them, in a language, from a view of the institution.
func New(i *office.Institution, view *standing.View, lang phrase.Lang, now func() time.Time) *Figures {
	return &Figures{institution: i, view: view, now: now, lang: lang, pages: map[string]page{}}
}

// Page is the page of a campaign, with the Content-Security-Policy that it is sent with. The error
// is [ledger.ErrNotFound] where there is no such campaign, or too few people to show figures of.
func (f *Figures) Page(id string) (body []byte, policy string, err error) {
	if _, err := f.institution.Ledger.Campaign(id); err != nil {
		return nil, "", err
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	now := f.now()
	if kept, ok := f.pages[id]; ok && now.Sub(kept.at) < age && !now.Before(kept.at) {
		return kept.body, report.PublicPolicy, nil
	}
	body, err = f.count(id)
	if err != nil {
		return nil, "", err
	}
	f.pages[id] = page{body, now}
	return body, report.PublicPolicy, nil
}

func (f *Figures) count(id string) ([]byte, error) {
	c, note, err := f.institution.Ledger.Published()
	if err != nil {
		return nil, err
	}
	if note == nil {
		return nil, ledger.ErrNotFound
	}
	now, err := f.view.Now(f.institution)
	if err != nil {
		return nil, err
	}
	r, err := now.Report(f.institution, id)
	if err != nil {
		return nil, err
	}
	public, ok := r.Public(c.Checkpoint)
	if !ok {
		return nil, ledger.ErrNotFound
	}
	var out bytes.Buffer
	err = public.HTML(&out, f.lang)
	return out.Bytes(), err
}
