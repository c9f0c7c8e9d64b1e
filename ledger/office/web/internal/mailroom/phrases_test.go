package mailroom

import (
	"testing"

	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/verify/phrase"
)

// TestPhrases: every sentence in both languages, and one for each key that is put together.
func TestPhrases(t *testing.T) {
	book, err := phrase.Merge(phrases, serverPhrases, resultPhrases)
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Check(); err != nil {
		t.Error(err)
	}
	var keys []string
	for name, kind := range kinds {
		keys = append(keys, "mailroom.choose."+name, "mailroom.plan."+name, "mailroom.passed."+name,
			"mailroom.kind."+string(kind))
	}
	for _, s := range states {
		keys = append(keys, "mailroom.state."+string(s))
	}
	for _, code := range []string{string(mailing.Auth), string(mailing.Unreachable), string(mailing.Lost),
		string(mailing.Unsure), string(mailing.Unsealed), string(mailing.Sender), string(mailing.Quota),
		string(mailing.NotTaken)} {
		keys = append(keys, "mailroom.fault."+code, "mailroom.fault."+code+".next")
	}
	for _, key := range keys {
		if _, ok := book[key]; !ok {
			t.Errorf("no sentence %s", key)
		}
	}
	for _, fault := range []mail.Fault{mail.HostUnknown, mail.Closed, mail.Slow, mail.Untrusted, mail.NoTLS,
		mail.Unreached, mail.Password, mail.Sender, mail.Quota, mail.NoAddress, mail.Full, mail.Later, mail.Policy,
		mail.Other} {
		if _, ok := mail.Phrases["mail.fault."+string(fault)]; !ok {
			t.Errorf("no sentence for %s", fault)
		}
	}
}
