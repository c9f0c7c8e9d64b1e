package main

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/unitlink"
	"ikrar/signer/crockford"
	"ikrar/verify/phrase"
)

// listedLink is the --json form of a link that is kept.
type listedLink struct {
	ID        string         `json:"id"`
	Unit      string         `json:"unit"`
	State     unitlink.State `json:"state"`
	Until     int64          `json:"until"` // Unix seconds, exclusive
	By        string         `json:"by"`
	Made      int64          `json:"made"`
	Note      string         `json:"note,omitempty"`
	Revoked   int64          `json:"revoked,omitempty"`
	RevokedBy string         `json:"revoked_by,omitempty"`
	Used      int64          `json:"used,omitempty"` // on the last day that it was
}

func (a *app) listedLink(l unitlink.Link) listedLink {
	return listedLink{l.ID, l.Unit, l.State(a.now()), l.Until, l.By, l.Made, l.Note, l.Revoked, l.RevokedBy, l.Used}
}

func unitLinkListCommand(a *app) *cobra.Command {
	return a.verb("list", "unit-link.list", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.open(cmd.Context(), true)
		if err != nil {
			return err
		}
		defer i.Close()
		all, err := unitlink.All(i)
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		t := a.table()
		for _, l := range all {
			one := a.listedLink(l)
			a.result(one, func() {
				used := a.say("unit-link.unused")
				if l.Used != 0 {
					used = a.say("unit-link.used", "date", phrase.Date(a.lang, time.Unix(l.Used, 0).In(i.Zone())))
				}
				t.row(l.ID, l.Unit, a.say("unit-link.state."+string(one.State)), a.say("unit-link.until", "until",
					unitlink.Last(a.lang, time.Unix(l.Until, 0).In(i.Zone()))), a.say("unit-link.by", "by", l.By),
					used, l.Note)
			})
		}
		t.flush()
		if len(all) == 0 {
			a.note("unit-link.none")
		}
		return nil
	})
}

func unitLinkRevokeCommand(a *app) *cobra.Command {
	var units []string
	var all, dry, yes bool
	cmd := a.verb("revoke", "unit-link.revoke", "[LINK...]", func(cmd *cobra.Command, args []string) error {
		i, err := a.open(cmd.Context(), dry)
		if err != nil {
			return err
		}
		defer i.Close()
		links, err := a.chosenLinks(i, args, units)
		if err != nil {
			return err
		}
		if len(links) == 0 {
			a.note("unit-link.revoke.nothing")
			return nil
		}
		if dry || !yes {
			for _, l := range links {
				a.result(a.listedLink(l), func() { a.print("unit-link.revoke.plan", "id", l.ID, "unit", l.Unit) })
			}
		}
		if dry {
			return nil
		}
		if !yes {
			if err := a.confirm(cmd.Context(), "--yes", "unit-link.revoke.ask", "count",
				a.figure(len(links))); err != nil {
				return err
			}
		}
		by, err := a.registrarName(cmd.Context(), i)
		if err == nil {
			err = unitlink.Revoke(i, links, by)
		}
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		for _, l := range links {
			l.Revoked, l.RevokedBy = a.now().Unix(), by
			a.result(a.listedLink(l), func() { a.print("unit-link.revoked", "id", l.ID, "unit", l.Unit) })
		}
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, args []string) []error {
		if len(args) > 0 {
			if cmd.Flags().Changed("unit") || cmd.Flags().Changed("all") {
				return []error{refuse("argument-extra", "value", args[0]).usage(cmd.CommandPath())}
			}
			return nil
		}
		if !cmd.Flags().Changed("unit") && !cmd.Flags().Changed("all") {
			return []error{refuse("unit-link-none-named").usage(cmd.CommandPath())}
		}
		return []error{needOneFlag(cmd, "unit", "all")}
	})
	flags := cmd.Flags()
	flags.StringArrayVar(&units, "unit", nil, a.say("unit-link.flag.unit"))
	flags.BoolVar(&all, "all", false, a.say("unit-link.flag.every"))
	flags.BoolVar(&dry, "dry-run", false, a.say("unit-link.flag.dry-run"))
	flags.BoolVar(&yes, "yes", false, a.say("unit-link.flag.yes"))
	return cmd
}

// chosenLinks are those that are open among the ones named: by numbers, by units, or all.
func (a *app) chosenLinks(i *institution, ids, units []string) (chosen []unitlink.Link, err error) {
	all, err := unitlink.All(i)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, typed := range ids {
		id := crockford.Typed(typed)
		if !slices.ContainsFunc(all, func(l unitlink.Link) bool { return l.ID == id }) {
			return nil, refuse("unit-link-unknown", "id", typed)
		}
		named[id] = true
	}
	of, err := unitlink.Units(all, units)
	if err != nil {
		return nil, unknownUnit(err)
	}
	for _, l := range all {
		whole := len(ids) == 0 && len(units) == 0
		if (whole || named[l.ID] || of[l.Unit]) && l.State(a.now()) == unitlink.Open {
			chosen = append(chosen, l)
		}
	}
	return chosen, nil
}
