package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

func mailCommand(a *app) *cobra.Command {
	return a.group("mail", "mail", mailSendCommand(a, "invite", mail.Invitation), mailSendCommand(a, "remind",
		mail.Reminder),
		mailSendCommand(a, "ready", mail.Certificate), mailLogCommand(a), mailBouncedCommand(a))
}

// mailFlags is what the flags of a verb that sends mail say.
type mailFlags struct {
	unit, campaign, until, unsure string
	renew, retry, dry, yes        bool
}

func mailSendCommand(a *app, name string, kind mail.Kind) *cobra.Command {
	var s mailFlags
	cmd := a.verb(name, "mail."+name, "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.open(cmd.Context(), s.dry)
		if err != nil {
			return err
		}
		defer i.Close()
		if s.unit, err = a.knownUnit(i, s.unit); err != nil {
			return err
		}
		m, err := a.mailingOf(cmd, i, s, kind)
		if err != nil {
			return err
		}
		plan, err := mailing.New(i, m)
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		a.listMail(plan, s.dry)
		if s.dry {
			a.previewMail(plan)
			return nil
		}
		return a.sendMail(cmd, i, plan, s.yes)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) (wrong []error) {
		if kind == mail.Invitation {
			wrong = append(wrong, needFlags(cmd, "until"))
		}
		if _, ok := unsureAnswers[s.unsure]; !ok {
			wrong = append(wrong, flagReason(cmd, "unsure", s.unsure, words{"mail.unsure.choices", nil}))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringVar(&s.unit, "unit", "", a.say("mail.flag.unit"))
	flags.StringVar(&s.campaign, "campaign", "", a.say("mail.flag.campaign"))
	flags.BoolVar(&s.dry, "dry-run", false, a.say("mail.flag.dry-run"))
	flags.BoolVarP(&s.yes, "yes", "y", false, a.say("mail.flag.yes"))
	flags.BoolVar(&s.retry, "retry", false, a.say("mail.flag.retry"))
	flags.StringVar(&s.unsure, "unsure", "", a.say("mail.flag.unsure"))
	if kind == mail.Invitation {
		flags.Var(dateFlag{&s.until}, "until", a.say("invite.flag.until"))
		flags.BoolVar(&s.renew, "renew", false, a.say("mail.flag.renew"))
		a.takesRegistrarKey(cmd)
	}
	return cmd
}

// unsureAnswers are the values of --unsure.
var unsureAnswers = map[string]mailing.UnsureAnswer{"": mailing.AskUnsure, "again": mailing.SendUnsure,
	"sent": mailing.UnsureTaken}

// mailingOf reads the flags.
func (a *app) mailingOf(cmd *cobra.Command, i *institution, s mailFlags, kind mail.Kind) (m mailing.Mailing,
	err error) {
	m = mailing.Mailing{Kind: kind, Unit: s.unit, Campaign: s.campaign, Renew: s.renew, Retry: s.retry}
	m.Unsure = unsureAnswers[s.unsure]
	if kind != mail.Invitation {
		return m, nil
	}
	var ok bool
	if m.Until, ok = event.ParseLast(s.until, i.Zone()); !ok {
		return m, flagReason(cmd, "until", s.until, words{"reason.date", nil})
	}
	if !m.Until.After(a.now()) {
		return m, refuse("invite-past", "value", s.until).usage(cmd.CommandPath())
	}
	return m, nil
}

// mailPlan is the --json form of what is planned for one person.
type mailPlan struct {
	Name    string `json:"name"`
	NIP     string `json:"nip"`
	Unit    string `json:"unit"`
	Address string `json:"address"`
	Plan    string `json:"plan"` // send, no-address, shared, failed, unsure
}

// listMail says who gets a letter, and who does not and why. Without dry only the latter.
func (a *app) listMail(p *mailing.Plan, dry bool) {
	say := func(one roster.Person, plan string) {
		row := mailPlan{one.PrintedName(), string(one.NIP), one.Unit, one.Email, plan}
		args := []any{"name", row.Name, "nip", one.NIP.Masked(), "unit", row.Unit, "address", row.Address}
		switch {
		case dry:
			a.result(row, func() { a.print("mail.plan."+plan, args...) })
		case plan != "send":
			a.note("mail.plan."+plan, args...)
		}
	}
	for _, to := range p.To {
		say(to.Person, "send")
	}
	for _, to := range p.Unsure {
		say(to.Person, "unsure")
	}
	for n, people := range [][]roster.Person{p.NoAddress, p.Shared, p.Failed} {
		for _, one := range people {
			say(one, []string{"no-address", "shared", "failed"}[n])
		}
	}
	number := func(n int) string { return phrase.Number(a.lang, n) }
	a.note("mail.planned", "count", number(len(p.To)), "sent", number(p.Sent), "passed", number(p.Passed), "without",
		number(len(p.NoAddress)+len(p.Shared)+len(p.Failed)))
	if len(p.Unsure) > 0 {
		a.note("mail.unsure.ask", "count", number(len(p.Unsure)))
	}
}

// previewMail shows the letter as the first person gets it, with a sign in the place of the code.
func (a *app) previewMail(p *mailing.Plan) {
	if len(p.To) == 0 || a.json {
		return
	}
	l := p.Letter(a.lang, p.Sample())
	a.note("mail.preview", "subject", l.Subject())
	a.note("mail.text", "text", phrase.Sentence(l.Text()))
}

// mailed is the --json form of what became of one letter.
type mailed struct {
	Name    string `json:"name"`
	NIP     string `json:"nip"`
	Address string `json:"address"`
	State   string `json:"state"`
	Fault   string `json:"fault,omitempty"`  // its kind
	Detail  string `json:"detail,omitempty"` // as the server says it
}

func (a *app) sendMail(cmd *cobra.Command, i *institution, p *mailing.Plan, yes bool) error {
	ctx := cmd.Context()
	if len(p.To) == 0 && p.Mailing.Unsure != mailing.UnsureTaken {
		a.note("mail.nobody")
		return nil
	}
	server, err := a.mailServer(ctx, i)
	if err != nil {
		return err
	}
	if p.Kind == mail.Invitation {
		people := make([]roster.Person, len(p.To))
		for n, one := range p.To {
			people[n] = one.Person
		}
		if err := a.peopleSeen(ctx, i, people); err != nil {
			return err
		}
	}
	rate := time.Duration(i.Config.Mail.Rate)
	if !yes {
		minutes := (time.Duration(len(p.To)) + rate - 1) / rate
		if err := a.confirm(ctx, "--yes", "mail.confirm", "count", phrase.Number(a.lang, len(p.To)), "minutes",
			phrase.Number(a.lang, int(minutes))); err != nil {
			return err
		}
	}
	var key crypto.Signer
	if p.Kind == mail.Invitation {
		if key, err = a.registrar(ctx, i.Home); err != nil {
			return err
		}
	}
	counts := map[mailing.State]int{}
	unwritten := 0
	p.Who, p.Waiting = fmt.Sprintf("%s (PID %d)", cmd.CommandPath(), os.Getpid()), a.waitsToMail
	bar := a.progress(int64(len(p.To)), "mail.progress")
	err = p.Send(ctx, key, server, a.lang, func(one roster.Person, e mailing.Entry, err error) {
		bar.add(1)
		if err != nil {
			a.complainMail(one, err)
			if !errors.Is(err, mailing.ErrElsewhere) {
				unwritten++
			}
			return
		}
		counts[e.State]++
		row := mailed{one.PrintedName(), string(one.NIP), e.Address, string(e.State), faultOfMail(e), e.Detail}
		a.result(row, func() {
			a.print("mail.state."+row.State, "name", row.Name, "address", row.Address, "why",
				mail.WhyNotTaken(e.Detail))
		})
	})
	number := func(n int) string { return phrase.Number(a.lang, n) }
	a.note("mail.done", "sent", number(counts[mailing.Sent]), "queued", number(counts[mailing.Queued]), "refused",
		number(counts[mailing.Refused]))
	if counts[mailing.Queued] > 0 {
		a.note("mail.later")
	}
	switch {
	case err != nil:
		return a.ledgerFault(i.Home, cmd.CommandPath(), err)
	case unwritten+counts[mailing.Refused]+counts[mailing.Queued] > 0:
		return outcome(exitRefused)
	}
	return nil
}

// faultOfMail is why a letter was not taken; "" where it was.
func faultOfMail(e mailing.Entry) string {
	if e.Detail == "" {
		return ""
	}
	return string(mail.WhyNotTaken(e.Detail).Fault)
}

// waitsToMail says that somebody else sends.
func (a *app) waitsToMail(who string) {
	if who == "" {
		who = a.say("issue.waiting.unknown")
	}
	a.note("mail.waiting", "who", who)
}

// complainMail says why a letter could not be written; the others go on.
func (a *app) complainMail(one roster.Person, err error) {
	name := one.PrintedName() + " (" + one.NIP.Masked() + ")"
	switch {
	case errors.Is(err, mailing.ErrElsewhere):
		a.note("mail.elsewhere", "name", name)
	case errors.Is(err, mailing.ErrChanged):
		a.note("mail.changed", "name", name)
	case errors.Is(err, enrol.ErrSealed):
		a.note("fault.invite-sealed", "name", name)
		a.note("fault.invite-sealed.hint")
	default:
		a.note("mail.unwritten", "name", name)
	}
}

// mailServer is the server of ikrar.toml, with its password from the file named there or the
// terminal.
func (a *app) mailServer(ctx context.Context, i *institution) (mail.Server, error) {
	s, err := mailing.Server(i.Home, "")
	if err != nil {
		return s, err
	}
	password, ok, err := mailing.Password(i.Home)
	if err != nil || ok {
		s.Password = password
		return s, err
	}
	if !isTerminal(a.input) {
		return s, refuse("mail-password", "path", i.ConfigPath())
	}
	typed, err := a.askPassphrase(ctx, "mail.password", s.User+"@"+s.Host)
	s.Password = string(typed)
	return s, err
}
