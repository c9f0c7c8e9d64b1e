package report

import (
	"fmt"
	"strings"
	"time"

	"ikrar/verify/phrase"
)

// GroupMessage is what is sent to a unit's group: who has yet to sign, where, and until when. It
// has no NIP and no code: what is in a group, everybody in it has. Each name has a line of its own,
// and none can begin another message. It is "" where nobody is missing. url is the institution's;
// it stands there as people type it, for a link would open within the chat's own browser.
func (r *Report) GroupMessage(lang phrase.Lang, unit, url string) string {
	w := words(lang)
	var names []string
	for _, p := range r.Missing() {
		if p.Unit == unit {
			name := strings.Join(strings.Fields(phrase.Visible(p.Name)), " ")
			names = append(names, fmt.Sprintf("%d. %s", len(names)+1, name))
		}
	}
	if len(names) == 0 {
		return ""
	}
	if _, typed, ok := strings.Cut(url, "://"); ok {
		url = typed
	}
	last := time.Unix(r.Campaign.Closes-1, 0) // the end is signed as the first moment that is too late
	return w.say("group", "campaign", r.Campaign.Title, "unit", w.heading(unit), "count", w.figure(len(names)),
		"names", phrase.Sentence(strings.Join(names, "\n")), "address", url+"/tanda",
		"until", phrase.Moment(lang, last, r.Now.Location()))
}
