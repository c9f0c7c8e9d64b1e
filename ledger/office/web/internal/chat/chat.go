// Package chat makes the message for WhatsApp that reminds one person, for the rooms that list
// people. It has no code, and neither has the address that opens it: what goes to WhatsApp is
// forwarded, and addresses stay in logs and histories.
package chat

import (
	"html/template"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

// Message is one to somebody: a text to be copied, and the address that opens WhatsApp with it, ""
// where no telephone number is known. The template "message" shows it.
type Message struct {
	Name string // of the person
	Text string
	Link template.URL
}

// Reminders are messages about one campaign.
type Reminders struct {
	Campaign signer.Campaign
	note     mail.Note
}

// Open reminds of the campaign that is open; of several, of the one that ends first. It is nil
// where none is.
func Open(i *office.Institution, lang phrase.Lang) (*Reminders, error) {
	all, err := i.Ledger.Campaigns()
	if err != nil {
		return nil, err
	}
	var first *signer.Campaign
	for _, one := range all {
		claims := one.Claims()
		if office.CampaignState(claims, i.Now()) == "open" && (first == nil || claims.Closes < first.Closes) {
			first = &claims
		}
	}
	if first == nil {
		return nil, nil
	}
	return Of(i, *first, lang), nil
}

// Of reminds of a campaign.
func Of(i *office.Institution, c signer.Campaign, lang phrase.Lang) *Reminders {
	is := i.Facts()
	return &Reminders{c, mail.Note{Lang: lang, Institution: is.Name, URL: is.URL, Campaign: c.Title,
		Until: phrase.Moment(lang, time.Unix(c.Closes-1, 0), i.Zone())}}
}

// To is the message to a person; nil where there is nothing to remind of.
func (r *Reminders) To(p roster.Person) *Message {
	if r == nil {
		return nil
	}
	m := &Message{Name: p.PrintedName(), Text: r.note.Person(p.PrintedName())}
	if p.Phone != "" {
		m.Link = template.URL(mail.WhatsApp(p.Phone, m.Text)) // every byte of the text is escaped in it
	}
	return m
}
