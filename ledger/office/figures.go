package office

import (
	"bytes"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// figuresAge is how long a public page is shown before it is counted anew. Whoever asks again and
// again learns no faster than that who has just signed, and costs nothing.
const figuresAge = time.Minute

// Figures are the public pages of an institution's campaigns. They may be asked for by several
// goroutines.
type Figures struct {
	institution *Institution
	lang        phrase.Lang

	mutex sync.Mutex
	pages map[string]figuresPage // by campaign
}

type figuresPage struct {
	body []byte
	at   time.Time
}

// Figures are shown in a language.
func (i *Institution) Figures(lang phrase.Lang) *Figures {
	return &Figures{institution: i, lang: lang, pages: map[string]figuresPage{}}
}

// Page is the page of a campaign, with the Content-Security-Policy that it is sent with. The error
// is [ledger.ErrNotFound] where there is no such campaign, or too few people to show figures of.
func (f *Figures) Page(id string) (page []byte, policy string, err error) {
	if _, err := f.institution.Ledger.Campaign(id); err != nil {
		return nil, "", err
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	now := f.institution.now()
	if kept, ok := f.pages[id]; ok && now.Sub(kept.at) < figuresAge && !now.Before(kept.at) {
		return kept.body, report.PublicPolicy, nil
	}
	body, err := f.count(id)
	if err != nil {
		return nil, "", err
	}
	f.pages[id] = figuresPage{body, now}
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
	r, err := f.institution.Report(id)
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
