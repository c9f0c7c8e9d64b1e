package mail

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"ikrar/verify/phrase"
)

// RefusedError is the server's answer that it does not take a letter.
type RefusedError struct {
	Code  int    // RFC 5321 section 4.2.1: 400 to 499 may be other later, 500 to 599 will not
	Text  string // as the server says it, cut; a stranger's text
	Fault Fault
}

func (e *RefusedError) Error() string { return fmt.Sprintf("refused with %d: %s", e.Code, e.Text) }

// Said is the whole answer, a stranger's text.
func (e *RefusedError) Said() string { return fmt.Sprintf("%d %s", e.Code, e.Text) }

// Temporary reports whether it may be taken later.
func (e *RefusedError) Temporary() bool { return e.Code < 500 }

// maxAnswer is the bytes of an answer that are kept.
const maxAnswer = 200

// Send hands a letter over. Errors are [*RefusedError], and those that wrap [ErrLost] and
// [ErrUnsure]: of either nothing more can be sent over this connection.
func (c *Conn) Send(ctx context.Context, from netmail.Address, to string, l Letter, now time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m := message(from, to, l, now)
	err := c.client.Send(m)
	if err == nil || m.IsDelivered() { // also where the server breaks off after it took the letter
		return nil
	}
	sent, ok := errors.AsType[*gomail.SendError](err)
	switch {
	case !ok:
		return fmt.Errorf("%w: %w", ErrLost, err)
	case sent.ErrorCode() == 421: // the server goes away, and has not taken the letter
		return fmt.Errorf("%w: %w", ErrLost, err)
	case sent.ErrorCode() >= 400:
		said := answer(err.Error(), sent.ErrorCode())
		return &RefusedError{sent.ErrorCode(), said, answerFault(sent.ErrorCode(), said,
			sent.Reason == gomail.ErrSMTPMailFrom)}
	case sent.Reason == gomail.ErrWriteContent, sent.Reason == gomail.ErrSMTPDataClose:
		return fmt.Errorf("%w: %w", ErrUnsure, err)
	}
	return fmt.Errorf("%w: %w", ErrLost, err)
}

// answer is what the server said, without what the library adds to it.
func answer(s string, code int) string {
	if _, said, found := strings.Cut(s, strconv.Itoa(code)+" "); found {
		s = said
	}
	if quoted, err := strconv.QuotedPrefix(s); err == nil { // as net/textproto has it
		s, _ = strconv.Unquote(quoted)
		return shown(s)
	}
	s, _, _ = strings.Cut(s, ", affected recipient(s)")
	s, _, _ = strings.Cut(s, ", affected message ID")
	return shown(s)
}

// message is a letter as it is handed over.
func message(from netmail.Address, to string, l Letter, now time.Time) *gomail.Msg {
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&from)
	m.ToMailAddress(&netmail.Address{Name: l.Name, Address: to})
	m.Subject(l.Subject())
	m.SetDateWithValue(now)
	_, domain, _ := strings.Cut(from.Address, "@") // the name of this machine is nobody's business
	id := make([]byte, 16)
	_, _ = rand.Read(id) // never fails
	m.SetMessageIDWithValue(hex.EncodeToString(id) + "@" + domain)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // no holiday note answers it (RFC 3834)
	m.SetBodyString(gomail.TypeTextPlain, l.Text())
	return m
}

// shown is a stranger's text on one line, cut.
func shown(s string) string {
	s = phrase.Visible(strings.Join(strings.Fields(s), " "))
	if len(s) > maxAnswer {
		s = strings.ToValidUTF8(s[:maxAnswer], "") + "…"
	}
	return s
}
