package report

import (
	"fmt"
	"strings"
	"time"

	"ikrar/verify/phrase"
)

// GroupMessage is what a unit's desk sends to the unit's group: who has yet to sign, the address,
// and until when. It has no NIP and no code: what is in a group, everybody in it has. It is ""
// where nobody is missing. url is the institution's.
func (r *Report) GroupMessage(lang phrase.Lang, unit, url string) string {
	w := words(lang)
	var names strings.Builder
	count := 0
	for _, p := range r.Missing() {
		if p.Unit == unit {
			count++
			fmt.Fprintf(&names, "%d. %s\n", count, phrase.Visible(p.Name))
		}
	}
	if count == 0 {
		return ""
	}
	closes := time.Unix(r.Campaign.Closes, 0).In(r.Now.Location())
	return phrase.Visible(r.Campaign.Title) + "\n" + w.say("group", "unit", w.heading(unit), "count", w.figure(count)) +
		"\n\n" + names.String() + "\n" +
		w.say("group.do", "url", url, "until", phrase.Moment(lang, closes, closes.Location()))
}
