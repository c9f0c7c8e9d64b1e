package mail_test

import (
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail"
	"ikrar/verify/phrase"
)

var (
	day  = time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC)
	from = netmail.Address{Name: "Badan Kepegawaian, \"Contoh\"", Address: "bkd@contoh.example"}
)

func letter(kind mail.Kind) mail.Letter {
	return mail.Letter{Kind: kind, Lang: phrase.ID, Name: "Ni'mah Sari, S.Pd.", Institution: "Pemerintah Contoh",
		URL: "https://ikrar.contoh.example", Campaign: "Ikrar BerAKHLAK 2026", Until: "31 Maret 2026 pukul 23.59 WIB",
		Code: "7K3M-Q8TR-2XNB-9H4W", Certificate: "A1B2C3D4E5F6G7H8"}
}

// TestSend: over each kind of TLS a letter arrives as it was written, under the sender's name.
func TestSend(t *testing.T) {
	for _, kind := range []string{config.TLSImplicit, config.TLSStart, config.TLSNone} {
		t.Run(kind, func(t *testing.T) {
			p := opened(t, kind)
			conn, err := p.Dial(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			l := letter(mail.Invitation)
			for _, to := range []string{"nimah@contoh.example", "slow@contoh.example"} {
				if err := conn.Send(t.Context(), from, to, l, day); err != nil {
					t.Fatal(err)
				}
			}
			if n := len(p.inside.Taken()); n != 2 {
				t.Fatalf("%d letters", n)
			}
			m, err := netmail.ReadMessage(strings.NewReader(p.inside.Taken()[0].Text))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
			if err != nil || strings.ReplaceAll(string(body), "\r\n", "\n") != l.Text() {
				t.Errorf("%v\n%s", err, body)
			}
			subject, _ := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
			sender, _ := m.Header.AddressList("From")
			to, _ := m.Header.AddressList("To")
			if subject != l.Subject() || len(sender) != 1 || *sender[0] != from || len(to) != 1 ||
				to[0].Name != l.Name {
				t.Errorf("%q %v %v", subject, sender, to)
			}
			if m.Header.Get("User-Agent")+m.Header.Get("X-Mailer") != "" ||
				!strings.HasSuffix(m.Header.Get("Message-Id"), "@contoh.example>") {
				t.Errorf("%v", m.Header)
			}
		})
	}
}

// TestRefused: what a server says of one letter is of that letter alone, and the next one goes.
func TestRefused(t *testing.T) {
	p := opened(t, config.TLSStart)
	conn, err := p.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, c := range []struct {
		to        string
		code      int
		temporary bool
		fault     mail.Fault
	}{{"later@a.id", 451, true, mail.Later}, {"nobody@a.id", 550, false, mail.NoAddress},
		{"full@a.id", 452, true, mail.Full}, {"spam@a.id", 554, false, mail.Policy}} {
		err := conn.Send(t.Context(), from, c.to, letter(mail.Reminder), day)
		refused, ok := errors.AsType[*mail.RefusedError](err)
		if !ok || refused.Code != c.code || refused.Temporary() != c.temporary || strings.ContainsAny(refused.Text,
			"\t@:") || refused.Fault != c.fault || mail.WhyNotTaken(refused.Said()).Fault != c.fault {
			t.Errorf("%s: %v", c.to, err)
		}
	}
	for name, fault := range map[string]mail.Fault{"banned": mail.Sender, "busy": mail.Quota} {
		err := conn.Send(t.Context(), netmail.Address{Address: name + "@a.id"}, "a@a.id", letter(mail.Reminder), day)
		if why := mail.WhyOf(err); why.Fault != fault || !why.Ours() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := conn.Send(t.Context(), from, "nimah@a.id", letter(mail.Reminder), day); err != nil ||
		len(p.inside.Taken()) != 1 {
		t.Error(err, p.inside.Taken())
	}
}

// TestConnectionBreaks: before the text a letter was not taken, in the middle of it nobody knows.
func TestConnectionBreaks(t *testing.T) {
	for to, want := range map[string]error{"quit@a.id": mail.ErrLost, "drop@a.id": mail.ErrUnsure} {
		p := opened(t, config.TLSStart)
		conn, err := p.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := conn.Send(t.Context(), from, to, letter(mail.Reminder), day); !errors.Is(err, want) {
			t.Errorf("%s: %v", to, err)
		}
		if err := conn.Send(t.Context(), from, "a@a.id", letter(mail.Reminder), day); !errors.Is(err, mail.ErrLost) {
			t.Errorf("after %s: %v", to, err)
		}
		conn.Close()
	}
}

// TestDialRefuses: a wrong password is told from a server that cannot be reached, and nothing goes
// on in the clear or to a server that nobody vouches for.
func TestDialRefuses(t *testing.T) {
	wrong := opened(t, config.TLSStart)
	wrong.Password = "salah"
	stranger := opened(t, config.TLSImplicit)
	stranger.Roots = opened(t, config.TLSImplicit).Roots
	plain := opened(t, config.TLSNone)
	plain.TLS = config.TLSStart // the server has no STARTTLS, or somebody before it took that away
	closed := opened(t, config.TLSStart)
	closed.inside.Close()
	late := opened(t, config.TLSStart) // who speaks TLS there from the start hears a greeting
	late.TLS = config.TLSImplicit
	nameless := opened(t, config.TLSStart)
	nameless.Host = "tiada.invalid"
	for name, c := range map[string]struct {
		p    *box
		want error
		why  mail.Fault
	}{"password": {wrong, mail.ErrAuth, mail.Password}, "certificate": {stranger, mail.ErrUnreachable, mail.Untrusted},
		"no TLS": {plain, mail.ErrUnreachable, mail.NoTLS}, "closed": {closed, mail.ErrUnreachable, mail.Closed},
		"TLS twice": {late, mail.ErrUnreachable, mail.NoTLS}, "name": {nameless, mail.ErrUnreachable,
			mail.HostUnknown}} {
		conn, err := c.p.Dial(t.Context())
		if why := mail.WhyOf(err); why.Fault != c.why || why.Said != "" && why.Fault != mail.Password {
			t.Errorf("%s: %+v of %v", name, why, err)
		}
		if !errors.Is(err, c.want) || conn != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), c.p.Password) {
			t.Errorf("%s: the password is in %v", name, err)
		}
	}
}

// TestLetters: each kind in both languages says what to do, and only an invitation has the code.
func TestLetters(t *testing.T) {
	if err := mail.Phrases.Check(); err != nil {
		t.Fatal(err)
	}
	for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
		for _, kind := range []mail.Kind{mail.Invitation, mail.Reminder, mail.Certificate} {
			l := letter(kind)
			l.Lang = lang
			text := l.Subject() + "\n" + l.Text()
			if strings.Contains(text, l.Code) != (kind == mail.Invitation) {
				t.Errorf("%s %s: the code\n%s", lang, kind, text)
			}
			if strings.Contains(text, "://") != (kind == mail.Certificate) {
				t.Errorf("%s %s: a link\n%s", lang, kind, text)
			}
			for _, must := range []string{l.Name, l.Institution, l.Campaign} {
				if !strings.Contains(text, must) {
					t.Errorf("%s %s: without %s\n%s", lang, kind, must, text)
				}
			}
			if strings.ContainsAny(text, "{}") {
				t.Errorf("%s %s:\n%s", lang, kind, text)
			}
		}
	}
}

// TestWhatsApp: what is written for it opens there as it is, and says nothing that only one person
// may know.
func TestWhatsApp(t *testing.T) {
	n := mail.Note{Lang: phrase.ID, Institution: "Pemerintah Contoh", URL: "https://ikrar.contoh.example",
		Campaign: "Ikrar BerAKHLAK & Co 2026", Until: "31 Maret 2026"}
	text := n.Person("Ni'mah {code} Sari, S.Pd.")
	u, err := url.Parse(mail.WhatsApp("+6281234567890", text))
	if err != nil || u.Scheme != "whatsapp" || u.Host != "send" || u.Query().Get("phone") != "6281234567890" ||
		u.Query().Get("text") != text || strings.Contains(u.RawQuery, "+") {
		t.Errorf("%v %v", u, err)
	}
	if u, _ := url.Parse(mail.WhatsApp("", text)); u.Query().Has("phone") || u.Query().Get("text") != text {
		t.Errorf("%v", u)
	}
}

const report = "From: postmaster@a.id\r\nTo: bkd@contoh.example\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n" +
	"--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n" +
	"Reporting-MTA: dns; mx.a.id\r\n\r\n" +
	"Original-Recipient: rfc822;nabila@contoh.example\r\nFinal-Recipient: rfc822; other@mx.example\r\nAction: failed\r\n" +
	"Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n  unknown user\r\n\r\n" +
	"Final-Recipient: RFC822; <andre@contoh.example>\r\nAction: Failed\r\nStatus: 5.2.2\r\n\r\n" +
	"Final-Recipient: rfc822; siti@contoh.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n" +
	"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\n--b--\r\n"

func TestReadBounces(t *testing.T) {
	got, err := mail.ReadBounces(strings.NewReader(report))
	want := []mail.Bounce{{"nabila@contoh.example", "5.1.1", "smtp; 550 5.1.1 unknown user"},
		{"andre@contoh.example", "5.2.2", ""}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	for name, text := range map[string]string{
		"empty": "", "a letter": "Subject: Re: x\r\n\r\nTerima kasih",
		"delayed":   strings.ReplaceAll(strings.ReplaceAll(report, "failed", "delayed"), "Failed", "delayed"),
		"other":     strings.Replace(report, "multipart/report", "multipart/mixed", 1),
		"no status": strings.Replace(report, "message/delivery-status", "text/plain", 1),
	} {
		if got, err := mail.ReadBounces(strings.NewReader(text)); !errors.Is(err, mail.ErrNoReport) {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
}

// FuzzReadBounces: a file of a stranger gives one line of text a field at most.
func FuzzReadBounces(f *testing.F) {
	f.Add(report)
	f.Fuzz(func(t *testing.T, text string) {
		all, err := mail.ReadBounces(strings.NewReader(text))
		for _, b := range all {
			if err != nil || strings.ContainsAny(b.Status+b.Detail+b.Address, "\r\n") || !strings.Contains(b.Address,
				"@") {
				t.Errorf("%+v %v", b, err)
			}
		}
	})
}
