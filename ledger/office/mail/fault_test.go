package mail_test

import (
	netmail "net/mail"
	"strings"
	"testing"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail"
	"ikrar/verify/phrase"
)

// TestWhyNotTaken: answers of servers that are met, in the words that they have.
func TestWhyNotTaken(t *testing.T) {
	for said, want := range map[string]mail.Fault{
		"550 5.1.1 The email account that you tried to reach does not exist": mail.NoAddress,
		"refused with 550: No such user here":                                mail.NoAddress, // of earlier logs
		"5.1.1 smtp; 550 5.1.1 unknown user":                                 mail.NoAddress,
		"5.2.2":                                                              mail.Full,
		"552 Mailbox exceeds its quota":                                      mail.Full,
		"452 4.2.2 over quota":                                               mail.Full,
		"451 4.7.1 Greylisted":                                               mail.Later,
		"450 Mailbox busy":                                                   mail.Later,
		"4.4.1":                                                              mail.Later,
		"550 5.4.5 Daily user sending limit exceeded":                        mail.Quota,
		"550 5.1.90 daily limit":                                             mail.Quota,
		"550 5.7.26 Unauthenticated":                                         mail.Policy,
		"554 Message refused":                                                mail.Policy,
		"530 5.7.0 Authentication required":                                  mail.Password,
		"554 5.7.60 SendAsDenied":                                            mail.Sender,
		"5.3.4":                                                              mail.Other,
		"surel 192.168.10.7 550":                                             mail.NoAddress,
	} {
		why := mail.WhyNotTaken(said)
		if why.Fault != want {
			t.Errorf("%s: %s, want %s", said, why.Fault, want)
		}
		for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
			if text := why.In(lang); !strings.HasSuffix(text, "“"+said+"”)") {
				t.Errorf("%s: %s", said, text)
			}
		}
	}
	if text := (mail.Why{Fault: mail.Later, Said: "a\n\x1b[2Jb"}).In(phrase.ID); strings.ContainsAny(text, "\n\x1b") {
		t.Errorf("%q", text)
	}
}

// TestNobodyWritesHeaders: whatever a person, a campaign or an institution is called, a letter goes
// to one address, and its headers are ours.
func TestNobodyWritesHeaders(t *testing.T) {
	p := opened(t, config.TLSNone)
	conn, err := p.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const evil = "Siti\r\nBcc: jahat@a.id\r\n\r\n<script>\n.\n\", <jahat@a.id>, \u2028=?utf-8?q?=0ABcc=3A?="
	l := letter(mail.Invitation)
	l.Name, l.Campaign, l.Institution = evil, evil, evil
	sender := netmail.Address{Name: evil, Address: "bkd@contoh.example"}
	if err := conn.Send(t.Context(), sender, "siti@contoh.example", l, day); err != nil {
		t.Fatal(err)
	}
	taken := p.inside.Taken()
	if len(taken) != 1 || taken[0].To != "siti@contoh.example" {
		t.Fatalf("%+v", taken)
	}
	m, err := netmail.ReadMessage(strings.NewReader(taken[0].Text))
	if err != nil {
		t.Fatal(err)
	}
	if to, err := m.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != "siti@contoh.example" {
		t.Errorf("%v %v", to, err)
	}
	if from, err := m.Header.AddressList("From"); err != nil || len(from) != 1 || from[0].Address != sender.Address {
		t.Errorf("%v %v", from, err)
	}
	for name := range m.Header {
		switch name {
		case "Date", "Mime-Version", "Subject", "From", "To", "Message-Id", "Auto-Submitted", "Content-Type",
			"Content-Transfer-Encoding":
		default:
			t.Errorf("a header of somebody else's: %s", name)
		}
	}
	if !strings.HasPrefix(m.Header.Get("Content-Type"), "text/plain") {
		t.Error(m.Header.Get("Content-Type"))
	}
}
