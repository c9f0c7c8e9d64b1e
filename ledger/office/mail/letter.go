package mail

import (
	"strings"

	"ikrar/verify/phrase"
)

// Kind is what a letter is about.
type Kind string

// The kinds of letters.
const (
	Invitation  Kind = "invitation"  // with the code
	Reminder    Kind = "reminder"    // that the pledge is not signed yet
	Certificate Kind = "certificate" // that it is ready, and where
)

// Letter is what one person is told. Its text depends on nothing else.
type Letter struct {
	Kind        Kind
	Lang        phrase.Lang
	Name        string // of the person, with titles
	Institution string
	URL         string // the public address, without a final slash
	Campaign    string // its title
	Until       string // in words: of an invitation its last moment, of a reminder that of the campaign
	Code        string // of an invitation only
	Certificate string // the code of a certificate, for its address
	Test        bool   // it goes to the officer, to be looked at
}

// Subject is the line that a mailbox shows.
func (l Letter) Subject() string {
	if l.Test {
		return Phrases.Say(l.Lang, "letter.test", "subject", l.say("subject"))
	}
	return l.say("subject")
}

// Text is the letter, in lines of their own length: a mail program breaks them.
func (l Letter) Text() string {
	return l.say("greeting") + "\n\n" + l.say(string(l.Kind)) + "\n\n" + l.say("closing") + "\n"
}

func (l Letter) say(part string) string {
	key := "letter." + part
	if part == "subject" {
		key += "." + string(l.Kind)
	}
	args := []any{"name", l.Name, "institution", l.Institution, "address", Typed(l.URL) + "/tanda", "campaign",
		l.Campaign,
		"until", l.Until, "url", l.URL, "certificate", l.Certificate}
	if l.Kind == Invitation {
		args = append(args, "code", l.Code)
	}
	return Phrases.Say(l.Lang, key, args...)
}

// Typed is an address as people type it: without the scheme, which would make it a link.
func Typed(url string) string {
	_, rest, found := strings.Cut(url, "://")
	if !found {
		return url
	}
	return rest
}
