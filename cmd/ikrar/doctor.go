package main

import (
	"context"
	"fmt"
	"net"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/checkup"
	"ikrar/ledger/server"
	"ikrar/verify/trust"
)

// doctorPatience is how long the institution's address is waited for: a server that is slower than
// that serves nobody well.
const doctorPatience = 20 * time.Second

func doctorCommand(a *app) *cobra.Command {
	var offline bool
	cmd := a.verb("doctor", "doctor", "", func(cmd *cobra.Command, _ []string) error {
		h, err := a.openHome()
		if err != nil {
			return err
		}
		findings, err := a.checkUp(cmd.Context(), h, offline)
		if err != nil {
			return err
		}
		return a.diagnose(h, findings)
	})
	cmd.Flags().BoolVar(&offline, "offline", false, a.say("doctor.flag.offline"))
	return cmd
}

// checkUp gathers what is wrong, from the files to the network.
func (a *app) checkUp(ctx context.Context, h *home, offline bool) ([]checkup.Finding, error) {
	all := checkup.Files(h)
	_, text, err := office.ReadHome(h.Dir)
	if err != nil {
		return nil, err
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err == nil {
		if what, command := a.differing(h, list, text); what != "" {
			all = append(all, finding(checkup.FactsDiffer, "path", h.ConfigPath(), "what", what, "command", command))
		}
	}
	if !slices.ContainsFunc(all, keepsShut) {
		more, err := a.examineLedger(ctx, h)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	if !offline {
		all = append(all, a.examineServing(ctx, h, list)...)
	}
	return all, nil
}

// keepsShut says that a finding names what the ledger cannot be opened without.
func keepsShut(f checkup.Finding) bool {
	return slices.Contains([]checkup.Code{checkup.KeyMissing, checkup.KeyMode, checkup.StoreKey, checkup.Unreadable},
		f.Code)
}

func finding(code checkup.Code, args ...any) checkup.Finding {
	return checkup.Finding{Code: code, Args: args}
}

// examineLedger opens the ledger as whoever reads does. That it does not open is a finding, in the
// words of the verbs that would say so.
func (a *app) examineLedger(ctx context.Context, h *home) ([]checkup.Finding, error) {
	i, err := h.Open(ctx, a.opening(ctx, true))
	if err != nil && ctx.Err() == nil {
		what, hint := a.explain(asFault("ikrar doctor", a.openFault(h, err)))
		return []checkup.Finding{finding(checkup.Unopened, "why", what, "way", hint)}, nil
	}
	if err != nil {
		return nil, err
	}
	defer i.Close()
	all, err := checkup.Ledger(ctx, i)
	if err != nil {
		return nil, a.ledgerFault(h, h.LedgerDir(), err)
	}
	return all, nil
}

// examineServing looks at what people meet: the process that serves, the address that certificates
// name, and what a server needs of the system.
func (a *app) examineServing(ctx context.Context, h *home, list *trust.List) (all []checkup.Finding) {
	if right, known := checkup.Synchronized(); known && !right {
		all = append(all, finding(checkup.ClockAlone))
	}
	if served, err := net.Dial("unix", h.SocketPath()); err == nil {
		served.Close()
	} else {
		all = append(all, finding(checkup.NotServing))
		if room := server.FindRoom(); room.Connections < server.MaxConnections {
			all = append(all, finding(checkup.FilesLimit, "limit", room.Limit, "wanted", room.Wanted,
				"connections", room.Connections))
		}
	}
	if list == nil {
		return all
	}
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	note, err := a.client.At(list.URL).Trust(ctx)
	if err != nil {
		return append(all, finding(checkup.URLUnreachable, "url", list.URL, "error", oneLine(err)))
	}
	return append(all, checkup.Served(list, note)...)
}

// diagnosis is a finding in the words of this run.
type diagnosis struct {
	Code     checkup.Code `json:"code"`
	Severity string       `json:"severity"` // error or warning
	Message  string       `json:"message"`
	Way      string       `json:"way,omitempty"`
}

// diagnose says what was found, what does not work before what will not. Anything ends it with 1,
// so that a timer notices.
func (a *app) diagnose(h *home, findings []checkup.Finding) error {
	all := []diagnosis{}
	for _, warning := range []bool{false, true} {
		for _, f := range findings {
			if f.Warning() == warning {
				all = append(all, a.diagnosis(f))
			}
		}
	}
	a.result(struct {
		Well     bool        `json:"well"`
		Findings []diagnosis `json:"findings"`
	}{len(all) == 0, all}, func() {
		if len(all) == 0 {
			a.print("doctor.well", "dir", h.Dir)
		}
		for _, d := range all {
			fmt.Fprintln(a.stdout, a.say("doctor."+d.Severity)+": "+d.Message)
			if d.Way != "" {
				fmt.Fprintln(a.stdout, "  "+a.say("doctor.way")+": "+d.Way)
			}
		}
	})
	if len(all) > 0 {
		return outcome(exitRefused)
	}
	return nil
}

func (a *app) diagnosis(f checkup.Finding) diagnosis {
	d := diagnosis{Code: f.Code, Severity: "error"}
	if f.Warning() {
		d.Severity = "warning"
	}
	args := append(slices.Clone(f.Args), "ikrar", a.again())
	switch f.Code {
	case checkup.Unopened: // another verb's words
		d.Message, d.Way = fmt.Sprint(f.Get("why")), fmt.Sprint(f.Get("way"))
		return d
	case checkup.WitnessSilent:
		args = append([]any{"reason", whyMissing(fmt.Sprint(f.Get("why")), fmt.Sprint(f.Get("detail")))}, args...)
	case checkup.HomeMode:
		args = append(args, "command", "chmod "+fmt.Sprint(f.Get("right"))+" "+shellWord(fmt.Sprint(f.Get("path"))))
	case checkup.FileOwner:
		user, _ := f.Get("user").(int)
		owner, _ := f.Get("owner").(int)
		args = append([]any{"user", userName(user), "owner", userName(owner)}, args...)
		args = append(args, "command", "sudo chown "+shellWord(userName(user))+" "+shellWord(fmt.Sprint(f.Get("path"))))
	}
	d.Message = a.say("doctor."+string(f.Code), args...)
	if key := "doctor." + string(f.Code) + ".way"; a.sayIf(key) != "" {
		d.Way = a.say(key, args...)
	}
	return d
}
