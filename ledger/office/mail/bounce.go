package mail

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"net/textproto"
	"strings"
)

// Bounce is what a report says of one address that a letter did not reach.
type Bounce struct {
	Address string
	Status  string // RFC 3463: "5.1.1"
	Detail  string // a stranger's text, cut
}

// ErrNoReport says that a file is no report of a delivery.
var ErrNoReport = errors.New("not a report of a delivery that failed")

// Limits of a report.
const (
	MaxReport     = 10 << 20 // bytes: it may carry the letter that it is about
	maxParts      = 20
	maxRecipients = 1000
)

// ReadBounces reads a saved report (RFC 3464), and returns the addresses that a letter could not be
// delivered to for good. Delays are none. Where there is no such report it is [ErrNoReport].
func ReadBounces(r io.Reader) ([]Bounce, error) {
	m, err := netmail.ReadMessage(io.LimitReader(r, MaxReport))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoReport, err)
	}
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || media != "multipart/report" {
		return nil, ErrNoReport
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for range maxParts {
		part, err := parts.NextPart()
		if err != nil {
			break
		}
		if media, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type")); media == "message/delivery-status" {
			return readStatus(part)
		}
	}
	return nil, ErrNoReport
}

// readStatus reads the groups of fields behind the first, which is about the message.
func readStatus(r io.Reader) (all []Bounce, err error) {
	fields := textproto.NewReader(bufio.NewReader(r))
	for range maxRecipients {
		group, err := fields.ReadMIMEHeader()
		if b, ok := failed(group); ok {
			all = append(all, b)
		}
		if err != nil {
			break
		}
	}
	if len(all) == 0 {
		return nil, ErrNoReport
	}
	return all, nil
}

// failed reads the fields of one address. What it was sent to goes before where it ended.
func failed(group textproto.MIMEHeader) (b Bounce, ok bool) {
	if !strings.EqualFold(strings.TrimSpace(group.Get("Action")), "failed") {
		return b, false
	}
	b.Status, b.Detail = shown(group.Get("Status")), shown(group.Get("Diagnostic-Code"))
	for _, name := range []string{"Original-Recipient", "Final-Recipient"} {
		kind, address, found := strings.Cut(group.Get(name), ";")
		if found && strings.EqualFold(strings.TrimSpace(kind), "rfc822") && strings.Contains(address, "@") {
			b.Address = strings.Trim(strings.TrimSpace(address), "<>")
			return b, true
		}
	}
	return b, false
}
