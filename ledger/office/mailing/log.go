// Package mailing decides who is written to, each once, and has it done: invitations with their
// codes, reminders, word of certificates. What became of each letter is kept in a drawer of the
// ledger. As in package office, New only looks, and the plan's Send acts.
package mailing

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
)

// maxMailEntries is how many letters are remembered of a person, the last ones.
const maxMailEntries = 50

// State is what became of a letter.
type State string

// The states. A letter that is Sending when nobody sends is unsure: a process ended, or a
// connection broke, between the moment before it was handed over and the answer.
const (
	Queued  State = "queued" // the server did not take it for now
	Sending State = "sending"
	Sent    State = "sent"    // the server has taken it
	Refused State = "refused" // by the server, for good
	Bounced State = "bounced" // taken, and reported as undeliverable later
)

// Entry is one letter to a person.
type Entry struct {
	_       struct{} `cbor:",toarray"`
	Kind    mail.Kind
	About   string // the invitation's key, the campaign or the certificate's code: of each there is one letter
	State   State
	Time    int64  // Unix seconds
	Address string // that it went to
	Detail  string // what a server said; a stranger's text
}

// log is the value of a person's key.
type log struct {
	_       struct{} `cbor:",toarray"`
	Entries []Entry
}

// Log are the letters to a person, the oldest first.
func Log(i *office.Institution, p roster.Person) ([]Entry, error) {
	entries, _, err := readLog(i, signer.Subject(p.Subject))
	return entries, err
}

// Logs are the letters to everybody.
func Logs(i *office.Institution) (map[signer.Subject][]Entry, error) {
	all := map[signer.Subject][]Entry{}
	err := i.Ledger.Drawer(office.MailDrawer).Each([]byte("m"), func(k, v []byte) error {
		entries, err := decodeLog(bytes.Clone(v))
		if err == nil && len(k) == 1+len(signer.Subject{}) {
			all[signer.Subject(k[1:])] = entries
		}
		return err
	})
	return all, err
}

// doubtTime is how long it is worth asking whether a letter came.
const doubtTime = 30 * 24 * 3600

// Doubtful counts the people whose last letter is unsure, and not too old to be asked about.
// Nobody is while mail is being sent: the letter on its way looks so.
func Doubtful(ctx context.Context, i *office.Institution) (people int, err error) {
	logs, err := Logs(i)
	for _, entries := range logs {
		if n := len(entries); n > 0 && entries[n-1].State == Sending && i.Now().Unix()-entries[n-1].Time < doubtTime {
			people++
		}
	}
	if people > 0 {
		if _, busy := Underway(ctx, i.Home); busy {
			people = 0
		}
	}
	return people, err
}

func readLog(i *office.Institution, s signer.Subject) (entries []Entry, raw []byte, err error) {
	raw, err = i.Ledger.Drawer(office.MailDrawer).Get(office.MailKey(s))
	if err != nil || raw == nil {
		return nil, nil, err
	}
	entries, err = decodeLog(raw)
	return entries, raw, err
}

func decodeLog(raw []byte) ([]Entry, error) {
	var l log
	if err := cbor.Decode(raw, &l); err != nil {
		return nil, fmt.Errorf("a stored log of mail: %w", err)
	}
	return l.Entries, nil
}

// findMail is the letter of a kind about something, or nil.
func findMail(entries []Entry, kind mail.Kind, about string) *Entry {
	n := slices.IndexFunc(entries, func(e Entry) bool { return e.Kind == kind && e.About == about })
	if n < 0 {
		return nil
	}
	return &entries[n]
}

// note writes what became of a letter, in the place of what was known of it.
func note(i *office.Institution, s signer.Subject, e Entry) error {
	entries, raw, err := readLog(i, s)
	if err != nil {
		return err
	}
	entries = append(slices.DeleteFunc(entries, func(o Entry) bool {
		return o.Kind == e.Kind && o.About == e.About
	}), e)
	if more := len(entries) - maxMailEntries; more > 0 {
		entries = entries[more:]
	}
	return i.Ledger.Drawer(office.MailDrawer).Swap([]roster.Change{{Key: office.MailKey(s), Old: raw,
		New: cbor.Encode(log{Entries: entries})}})
}

// MarkBounced marks the last letter to each of these addresses as not delivered. unknown are
// addresses that no letter was sent to.
func MarkBounced(i *office.Institution, bounces []mail.Bounce) (marked []roster.Person, unknown []string, err error) {
	type hit struct {
		subject signer.Subject
		entry   Entry
	}
	last := map[string]hit{}
	all, err := Logs(i)
	for subject, entries := range all {
		for _, e := range entries {
			at := strings.ToLower(e.Address)
			before, ok := last[at]
			if (e.State == Sent || e.State == Sending) && (!ok || e.Time >= before.entry.Time) {
				last[at] = hit{subject, e}
			}
		}
	}
	for _, b := range bounces {
		one, ok := last[strings.ToLower(b.Address)]
		if err != nil || !ok {
			unknown = append(unknown, b.Address)
			continue
		}
		one.entry.Time = i.Now().Unix()
		one.entry.State, one.entry.Detail = Bounced, strings.TrimSpace(b.Status+" "+b.Detail)
		if err = note(i, one.subject, one.entry); err != nil {
			break
		}
		p, ok, bad := i.Roster.BySubject(one.subject)
		if err = bad; err == nil && ok {
			marked = append(marked, p)
		}
	}
	return marked, unknown, err
}
