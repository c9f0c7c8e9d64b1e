package config

import (
	"net/netip"
	"strconv"
	"strings"

	"ikrar/ledger/roster/contact"
)

// Mail is the table [mail]: the server that takes the institution's mail. Its password is not here:
// ikrar.toml is shown, copied and backed up.
type Mail struct {
	Server       string `toml:"server"`        // host name; empty where no mail is sent
	Port         int64  `toml:"port"`          // 465, 587, …
	TLS          string `toml:"tls"`           // implicit, starttls, or none on this machine alone
	User         string `toml:"user"`          // empty for a server that asks for none
	PasswordFile string `toml:"password_file"` // from the home, of mode 0600; empty to be asked
	From         string `toml:"from"`          // address
	FromName     string `toml:"from_name"`     // beside it; empty for the institution's name
	Rate         int64  `toml:"rate"`          // mails a minute
}

// What [Mail.TLS] may be. There is no mode that goes on in the clear where a server, or somebody
// before it, says that it has no TLS.
const (
	TLSImplicit = "implicit" // TLS from the first byte (RFC 8314)
	TLSStart    = "starttls" // STARTTLS, required
	TLSNone     = "none"     // in the clear, to this machine alone
)

const (
	maxPort = 1<<16 - 1
	maxRate = 600 // a minute: what offices' servers bear is far less
	maxHost = 253 // bytes, RFC 1035
)

const (
	reasonPort        Reason = "mail-port"
	reasonRate        Reason = "mail-rate"
	reasonTLS         Reason = "mail-tls"
	reasonTLSNone     Reason = "mail-tls-none" // to another machine
	reasonHost        Reason = "mail-host"
	reasonMailAddress Reason = "mail-address"
)

// checks are those of the table, as of [Config.Check].
func (m Mail) checks() []ValueError {
	return []ValueError{
		{"mail.server", m.Server, checkHost(m.Server)},
		{"mail.port", strconv.FormatInt(m.Port, 10), checkRange(m.Port, 1, maxPort, reasonPort)},
		{"mail.tls", m.TLS, checkTLS(m)},
		{"mail.user", m.User, CheckText(m.User, false)},
		{"mail.password_file", m.PasswordFile, CheckText(m.PasswordFile, false)},
		{"mail.from", m.From, checkFrom(m)},
		{"mail.from_name", m.FromName, CheckText(m.FromName, false)},
		{"mail.rate", strconv.FormatInt(m.Rate, 10), checkRange(m.Rate, 1, maxRate, reasonRate)},
	}
}

func checkRange(n, low, high int64, reason Reason) Reason {
	if n < low || n > high {
		return reason
	}
	return ""
}

// checkHost judges a host's name, or an address of IP.
func checkHost(s string) Reason {
	odd := func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-')
	}
	if _, err := netip.ParseAddr(s); err == nil || s == "" {
		return ""
	}
	if len(s) > maxHost || strings.ContainsFunc(s, odd) {
		return reasonHost
	}
	return ""
}

func checkTLS(m Mail) Reason {
	if m.TLS == TLSNone && m.Server != "" && !isLoopback(m.Server) {
		return reasonTLSNone
	}
	return checkChoice(m.TLS, reasonTLS, TLSImplicit, TLSStart, TLSNone)
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback() || strings.EqualFold(host, "localhost")
}

// checkFrom judges the sender's address, which is needed where mail is sent.
func checkFrom(m Mail) Reason {
	if m.From == "" {
		return CheckText("", m.Server != "")
	}
	if kept, err := contact.ParseEmail(m.From); err != nil || kept != m.From {
		return reasonMailAddress
	}
	return ""
}
