package office

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
)

// mailDrawer is the drawer of who was written to. It lies beside the roster, encrypted, and a
// person's part is erased with the person. Who edits it can have somebody written to twice, or not
// at all, and nothing else: no letter and no code is in it.
const mailDrawer = "mail"

// maxMailEntries is how many letters are remembered of a person, the last ones.
const maxMailEntries = 50

// MailState is what became of a letter.
type MailState string

// The states. A letter that is Sending when nobody sends is unsure: a process ended, or a
// connection broke, between the moment before it was handed over and the answer.
const (
	MailQueued  MailState = "queued" // the server did not take it for now
	MailSending MailState = "sending"
	MailSent    MailState = "sent"    // the server has taken it
	MailRefused MailState = "refused" // by the server, for good
	MailBounced MailState = "bounced" // taken, and reported as undeliverable later
)

// MailEntry is one letter to a person.
type MailEntry struct {
	_       struct{} `cbor:",toarray"`
	Kind    mail.Kind
	About   string // the invitation's key, the campaign or the certificate's code: of each there is one letter
	State   MailState
	Time    int64  // Unix seconds
	Address string // that it went to
	Detail  string // what a server said; a stranger's text
}

// mailLog is the value of a person's key.
type mailLog struct {
	_       struct{} `cbor:",toarray"`
	Entries []MailEntry
}

func mailKey(s signer.Subject) []byte { return append([]byte("m"), s[:]...) }

// MailLog are the letters to a person, the oldest first.
func (i *Institution) MailLog(p roster.Person) ([]MailEntry, error) {
	entries, _, err := i.mailLog(signer.Subject(p.Subject))
	return entries, err
}

func (i *Institution) mailLog(s signer.Subject) (entries []MailEntry, raw []byte, err error) {
	raw, err = i.Ledger.Drawer(mailDrawer).Get(mailKey(s))
	if err != nil || raw == nil {
		return nil, nil, err
	}
	entries, err = readMailLog(raw)
	return entries, raw, err
}

func readMailLog(raw []byte) ([]MailEntry, error) {
	var log mailLog
	if err := cbor.Decode(raw, &log); err != nil {
		return nil, fmt.Errorf("a stored log of mail: %w", err)
	}
	return log.Entries, nil
}

// findMail is the letter of a kind about something, or nil.
func findMail(entries []MailEntry, kind mail.Kind, about string) *MailEntry {
	n := slices.IndexFunc(entries, func(e MailEntry) bool { return e.Kind == kind && e.About == about })
	if n < 0 {
		return nil
	}
	return &entries[n]
}

// noteMail writes what became of a letter, in the place of what was known of it.
func (i *Institution) noteMail(s signer.Subject, e MailEntry) error {
	entries, raw, err := i.mailLog(s)
	if err != nil {
		return err
	}
	e.Time = i.now().Unix()
	entries = append(slices.DeleteFunc(entries, func(o MailEntry) bool {
		return o.Kind == e.Kind &&
			o.About == e.About
	}), e)
	if more := len(entries) - maxMailEntries; more > 0 {
		entries = entries[more:]
	}
	return i.Ledger.Drawer(mailDrawer).Swap([]roster.Change{{Key: mailKey(s), Old: raw,
		New: cbor.Encode(mailLog{Entries: entries})}})
}

// mailKeys are the keys of a person's log, to be erased with the person.
func (i *Institution) mailKeys(s signer.Subject) ([]ledger.DrawerKey, error) {
	raw, err := i.Ledger.Drawer(mailDrawer).Get(mailKey(s))
	if err != nil || raw == nil {
		return nil, err
	}
	return []ledger.DrawerKey{{Drawer: mailDrawer, Key: mailKey(s)}}, nil
}

// Bounced marks the last letter to each of these addresses as not delivered. unknown are addresses
// that no letter was sent to.
func (i *Institution) Bounced(bounces []mail.Bounce) (marked []roster.Person, unknown []string, err error) {
	type hit struct {
		subject signer.Subject
		entry   MailEntry
	}
	last := map[string]hit{}
	err = i.Ledger.Drawer(mailDrawer).Each([]byte("m"), func(k, v []byte) error {
		entries, err := readMailLog(bytes.Clone(v))
		if err != nil || len(k) != 1+len(signer.Subject{}) {
			return err
		}
		for _, e := range entries {
			at := strings.ToLower(e.Address)
			if before, ok := last[at]; (e.State == MailSent || e.State == MailSending) && (!ok ||
				e.Time >= before.entry.Time) {
				last[at] = hit{signer.Subject(k[1:]), e}
			}
		}
		return nil
	})
	for _, b := range bounces {
		one, ok := last[strings.ToLower(b.Address)]
		if err != nil || !ok {
			unknown = append(unknown, b.Address)
			continue
		}
		one.entry.State, one.entry.Detail = MailBounced, strings.TrimSpace(b.Status+" "+b.Detail)
		if err = i.noteMail(one.subject, one.entry); err != nil {
			break
		}
		p, ok, bad := i.Roster.BySubject(one.subject)
		if err = bad; err == nil && ok {
			marked = append(marked, p)
		}
	}
	return marked, unknown, err
}
