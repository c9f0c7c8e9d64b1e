package mail

import (
	"crypto/tls"
	"errors"
	"net"
	"net/textproto"
	"regexp"
	"strconv"
	"strings"

	"ikrar/verify/phrase"
)

// Fault is a kind of trouble with a mail server. People are told the kind in their own language:
// what servers and libraries say is English, and of many minds.
type Fault string

// The kinds: of the way to a server, of who sends, and of whom a letter is for.
const (
	HostUnknown Fault = "host"      // no such name
	Closed      Fault = "closed"    // nobody answers there
	Slow        Fault = "slow"      // it answers too late
	Untrusted   Fault = "untrusted" // nobody vouches for it, or for another name
	NoTLS       Fault = "no-tls"    // it does not speak TLS there
	Unreached   Fault = "unreached"

	Password Fault = "password" // not taken, or missing
	Sender   Fault = "sender"   // it takes no mail from that address
	Quota    Fault = "quota"    // it takes no more mail for now

	NoAddress Fault = "address" // nobody has it
	Full      Fault = "full"    // the mailbox
	Later     Fault = "later"   // it may be taken later
	Policy    Fault = "policy"  // it takes the letter for spam, or something like it
	Other     Fault = "other"
)

// Ours reports whether it is about the sender: the next letter would meet it too.
func (f Fault) Ours() bool { return f == Password || f == Sender || f == Quota }

// Why is why something was not done, for people.
type Why struct {
	Fault
	Said string // by the server, a stranger's text; "" where it said nothing
}

// In says it in a language, with the server's own words behind it, quoted.
func (w Why) In(lang phrase.Lang) string {
	why := Phrases.Say(lang, "mail.fault."+string(w.Fault))
	if w.Said == "" {
		return why
	}
	return Phrases.Say(lang, "mail.said", "why", why, "said", w.Said)
}

// WhyOf finds the kind of an error of this package.
func WhyOf(err error) Why {
	if refused, ok := errors.AsType[*RefusedError](err); ok {
		return Why{refused.Fault, refused.Said()}
	}
	if errors.Is(err, ErrAuth) {
		why := Why{Fault: Password}
		if answer, ok := errors.AsType[*textproto.Error](err); ok {
			why.Said = shown(strconv.Itoa(answer.Code) + " " + answer.Msg)
		}
		return why
	}
	return Why{Fault: connectionFault(err)}
}

// connectionFault is why no connection came about. What a library says of it goes no further.
func connectionFault(err error) Fault {
	var timeout net.Error
	var dial *net.OpError
	var text *textproto.Error
	switch {
	case errors.As(err, new(*net.DNSError)):
		return HostUnknown
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return Untrusted
	case errors.As(err, new(tls.RecordHeaderError)):
		return NoTLS
	case errors.As(err, &timeout) && timeout.Timeout():
		return Slow
	case errors.As(err, &dial) && dial.Op == "dial":
		return Closed
	case errors.As(err, &text) && text.Code/100 == 4:
		return Quota
	case strings.Contains(err.Error(), "STARTTLS"): // the library has no value for it
		return NoTLS
	}
	return Unreached
}

var (
	enhancedCode = regexp.MustCompile(`\b[245]\.(\d{1,3})\.(\d{1,3})\b`) // RFC 3463
	replyCode    = regexp.MustCompile(`\b([45]\d\d)\b`)
)

// WhyNotTaken reads what a log or a report has of a letter that was not taken. It knows answers
// about whom the letter is for alone.
func WhyNotTaken(said string) Why {
	code := 0
	if found := replyCode.FindString(said); found != "" {
		code, _ = strconv.Atoi(found)
	} else if found := enhancedCode.FindString(said); found != "" {
		code = 100 * int(found[0]-'0')
	}
	return Why{answerFault(code, said, false), said}
}

// answerFault judges a server's answer, by its enhanced code where it has one. from says that it
// was given to the sender's address, before it heard whom the letter is for.
func answerFault(code int, said string, from bool) Fault {
	temporary := code < 500
	subject, detail := "", ""
	if found := enhancedCode.FindStringSubmatch(said); found != nil {
		subject, detail = found[1], found[2]
	}
	switch at := subject + "." + detail; {
	case code == 530, code == 535, at == "7.8", at == "7.9":
		return Password
	case at == "1.90", at == "4.5" && !temporary, at == "7.28", from && temporary:
		return Quota
	case from, at == "1.7", at == "1.8", at == "7.60":
		return Sender
	case at == "2.2", at == "3.1", code == 552 && subject == "":
		return Full
	case temporary:
		return Later
	case subject == "1", at == "2.1", subject == "4":
		return NoAddress
	case subject == "7", code == 554:
		return Policy
	case subject == "" && (code == 550 || code == 551 || code == 553):
		return NoAddress
	}
	return Other
}
