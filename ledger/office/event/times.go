package event

import (
	"time"

	"ikrar/ledger/office/config"
)

// Why a date is refused: it is none, or an end is not after the begin.
const (
	reasonDate   config.Reason = "date"
	reasonCloses config.Reason = "closes"
)

// ParseMoment reads a day, or a moment of it, in a zone. day says that it was a day.
func ParseMoment(s string, zone *time.Location) (t time.Time, day, ok bool) {
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05",
		time.RFC3339} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil && t.Unix() > 0 {
			return t, layout == "2006-01-02", true
		}
	}
	return time.Time{}, false, false
}

// ParseLast reads the end of a time span: a day counts as a whole.
func ParseLast(s string, zone *time.Location) (time.Time, bool) {
	t, day, ok := ParseMoment(s, zone)
	if day {
		t = t.AddDate(0, 0, 1)
	}
	return t, ok
}

// CampaignTimes reads the dates of a campaign: it opens when the day of the declaration begins and
// closes a year later, unless opens or closes say otherwise. What is refused is named by its key:
// date, opens or closes.
func CampaignTimes(date, opens, closes string, zone *time.Location) (from, to time.Time, bad *config.ValueError) {
	from, _, ok := ParseMoment(date, zone)
	if !ok {
		return from, to, &config.ValueError{Key: "date", Value: date, Reason: reasonDate}
	}
	to = from.AddDate(1, 0, 0)
	if opens != "" {
		if from, _, ok = ParseMoment(opens, zone); !ok {
			return from, to, &config.ValueError{Key: "opens", Value: opens, Reason: reasonDate}
		}
	}
	if closes != "" {
		if to, ok = ParseLast(closes, zone); !ok {
			return from, to, &config.ValueError{Key: "closes", Value: closes, Reason: reasonDate}
		}
	}
	if !to.After(from) {
		return from, to, &config.ValueError{Key: "closes", Value: closes, Reason: reasonCloses}
	}
	return from, to, nil
}
