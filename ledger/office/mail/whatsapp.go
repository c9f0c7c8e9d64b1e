package mail

import (
	"net/url"
	"strings"

	"ikrar/verify/phrase"
)

// Note is a message to one person for WhatsApp; that to a group is the report's. It has no place
// for a code: what is sent there is forwarded, and its address stays in logs and histories.
type Note struct {
	Lang        phrase.Lang
	Institution string
	URL         string
	Campaign    string // its title
	Until       string // the last moment in words
}

// Person is the message to one person who has not signed.
func (n Note) Person(name string) string { return n.say("person", "name", name) }

func (n Note) say(key string, args ...any) string {
	return Phrases.Say(n.Lang, "whatsapp."+key, append(args, "institution", n.Institution, "campaign", n.Campaign,
		"until", n.Until, "address", Typed(n.URL)+"/tanda")...)
}

// WhatsApp is the address that opens WhatsApp on a telephone, with a message to somebody written
// and not yet sent. phone is as contact.ParsePhone returns it; of none, the person is chosen
// there.
func WhatsApp(phone, text string) string {
	q := url.Values{"text": {text}}
	if phone != "" {
		q.Set("phone", strings.TrimPrefix(phone, "+"))
	}
	return "whatsapp://send?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}
