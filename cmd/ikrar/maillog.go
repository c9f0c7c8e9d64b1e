package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/report"
	"ikrar/signer/files"
	"ikrar/verify/phrase"
)

// mailLogged is the --json form of one letter.
type mailLogged struct {
	Name    string `json:"name"`
	NIP     string `json:"nip"`
	Unit    string `json:"unit"`
	Kind    string `json:"kind"`
	State   string `json:"state"`
	Time    int64  `json:"time"` // Unix seconds
	Address string `json:"address"`
	Fault   string `json:"fault,omitempty"`  // its kind
	Detail  string `json:"detail,omitempty"` // as a server says it
}

func mailLogCommand(a *app) *cobra.Command {
	var unit string
	cmd := a.verb("log", "mail.log", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		if unit, err = a.knownUnit(i, unit); err != nil {
			return err
		}
		t, count := a.table(), 0
		for p, err := range i.Roster.List(unit) {
			if err != nil {
				return err
			}
			entries, err := mailing.Log(i, p)
			if err != nil {
				return err
			}
			for _, e := range entries {
				count++
				one := mailLogged{p.PrintedName(), string(p.NIP), p.Unit, string(e.Kind), string(e.State), e.Time,
					e.Address, faultOfMail(e), e.Detail}
				why := ""
				if e.Detail != "" {
					why = mail.WhyNotTaken(e.Detail).In(a.lang)
				}
				a.result(one, func() {
					t.row(phrase.Moment(a.lang, time.Unix(e.Time, 0), i.Zone()), a.say("mail.kind."+one.Kind),
						a.say("mail.log.state."+one.State), one.Name, one.Address, why)
				})
			}
		}
		t.flush()
		a.note("mail.log.total", "count", phrase.Number(a.lang, count))
		return nil
	})
	cmd.Flags().StringVar(&unit, "unit", "", a.say("mail.flag.unit"))
	return cmd
}

func mailBouncedCommand(a *app) *cobra.Command {
	return a.verb("bounced", "mail.bounced", "FILE...", func(cmd *cobra.Command, args []string) error {
		var all []mail.Bounce
		left := 0
		for _, path := range args {
			data, err := files.ReadBounded(path, mail.MaxReport)
			if err != nil {
				return err
			}
			bounces, err := mail.ReadBounces(bytes.NewReader(data))
			if errors.Is(err, mail.ErrNoReport) {
				a.note("mail.bounced.other", "path", path)
				left++
			}
			all = append(all, bounces...)
		}
		i, err := a.openInstitution(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		marked, unknown, err := mailing.MarkBounced(i, all)
		for _, p := range marked {
			a.print("mail.bounced.marked", "name", p.PrintedName(), "nip", p.NIP.Masked(), "unit", p.Unit, "address",
				p.Email)
		}
		for _, address := range unknown {
			a.note("mail.bounced.unknown", "address", address)
		}
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		if len(marked) > 0 {
			a.note("mail.bounced.next")
		}
		if left > 0 {
			return outcome(exitRefused)
		}
		return nil
	})
}

// missingWhatsApp writes a message for each unit's group: whose signature is missing, and where to
// sign, without a code.
func (a *app) missingWhatsApp(out io.Writer, r *report.Report, url string) error {
	var texts []string
	for _, u := range r.Units {
		if text := r.GroupMessage(a.lang, u.Unit, url); text != "" {
			texts = append(texts, text)
		}
	}
	if len(texts) == 0 {
		texts = []string{a.say("report.none-missing")}
	}
	_, err := fmt.Fprintln(out, phrase.VisibleLines(strings.Join(texts, "\n\n---\n\n")))
	return err
}
