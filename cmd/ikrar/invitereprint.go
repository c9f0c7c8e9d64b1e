package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/verify/phrase"
)

var inviteReprintPhrases = phrase.Book{
	"invite.flag.reprint": {
		ID: "mencetak lagi kode yang masih berlaku, oleh petugas yang membuatnya",
		EN: "print codes again that are still valid, by the officer who made them",
	},
	"invite.flag.dry-run": {
		ID: "hanya menunjukkan siapa yang akan diundang",
		EN: "only tell who would be invited",
	},
	"invite.dry": {
		ID: "Akan diundang: {count} orang; dilewati: {enrolled} sudah terdaftar, {invited} sudah diundang. Tidak ada yang diubah.",
		EN: "Would be invited: {count}; passed over: {enrolled} enrolled, {invited} invited already. Nothing was changed.",
	},
	"invite.reprinted": {
		ID: "{count} undangan dicetak lagi dengan kode yang sama; dilewati: {passed} tanpa undangan yang berlaku",
		EN: "Printed again with the same codes: {count}; passed over without a valid invitation: {passed}",
	},
	"fault.invite-renewed": {
		ID: "--reprint mencetak kode yang sama, --renew membuat kode baru: pilih salah satu",
		EN: "--reprint prints the same codes, --renew makes new ones: choose one",
	},
	"fault.invite-none": {
		ID: "tidak ada undangan yang masih berlaku untuk dicetak lagi",
		EN: "there is no valid invitation to print again",
	},
	"fault.invite-none.hint": {
		ID: "undang dengan ikrar invite tanpa --reprint",
		EN: "invite by ikrar invite without --reprint",
	},
	"fault.invite-ends": {
		ID: "undangan itu tidak berakhir pada hari yang sama: {dates}",
		EN: "those invitations do not end on the same day: {dates}",
	},
	"fault.invite-ends.hint": {
		ID: "pilih satu dengan --until, ke berkas masing-masing",
		EN: "choose one by --until, to a file of its own",
	},
	"fault.invite-sealed": {
		ID: "{name}: kodenya tidak dapat dibaca dengan kunci ini; hanya petugas yang mengundang yang dapat, bila kuncinya berupa berkas dan tidak di ssh-agent",
		EN: "{name}: this key cannot read the code; only the officer who invited can, where the key is in a file and not in an ssh-agent",
	},
	"fault.invite-sealed.hint": {
		ID: "minta petugas itu mencetaknya, atau buat kode baru dengan ikrar invite --renew: kode lama tidak berlaku lagi",
		EN: "ask that officer to print it, or make a new code by ikrar invite --renew: the old one is void then",
	},
}

// reprint prints codes again that this registrar has made and that are still valid.
func (a *app) reprint(cmd *cobra.Command, i *institution, s inviting) error {
	people, err := a.invitees(i, s)
	if err != nil {
		return err
	}
	key, err := a.registrar(cmd.Context(), i.Home)
	if err != nil {
		return err
	}
	r, err := i.Reprint(key, people)
	if err != nil {
		return a.ledgerFault(i.Home, cmd.CommandPath(), err)
	}
	complaints := complaints{app: a}
	for _, p := range r.Sealed {
		name := p.PrintedName()
		complaints.add(name, refuse("invite-sealed", "name", name))
	}
	complaints.end()
	plan, err := a.chooseEnd(cmd, i, r.Plans, s.until)
	if err == nil && plan == nil && len(r.Sealed) == 0 {
		err = refuse("invite-none")
	}
	if err != nil {
		return err
	}
	if plan == nil {
		return outcome(exitRefused)
	}
	left := 0
	if s.pdf != "" {
		if left, err = a.leaveUnprintable(plan); err != nil {
			return err
		}
	}
	if err := a.invite(cmd.Context(), i, plan, s, r.Print); err != nil {
		return err
	}
	a.note("invite.reprinted", "count", phrase.Number(a.lang, len(plan.Invitations)),
		"passed", phrase.Number(a.lang, r.Passed))
	if left+len(r.Sealed) > 0 {
		return outcome(exitRefused)
	}
	return nil
}

// chooseEnd finds the invitations that end on the day given, or all where they end on one: a sheet
// of slips has one day.
func (a *app) chooseEnd(cmd *cobra.Command, i *institution, plans []*office.InvitationPlan,
	day string) (*office.InvitationPlan, error) {
	if day != "" {
		until, ok := event.ParseLast(day, i.Zone())
		if !ok {
			return nil, flagReason(cmd, "until", day, words{"reason.date", nil})
		}
		plans = slices.DeleteFunc(plans, func(p *office.InvitationPlan) bool { return !p.Until.Equal(until) })
	}
	if len(plans) == 0 {
		return nil, nil
	}
	if len(plans) > 1 {
		var dates []string
		for _, p := range plans {
			dates = append(dates, p.Until.Add(-time.Second).In(i.Zone()).Format(time.DateOnly))
		}
		slices.Sort(dates)
		return nil, refuse("invite-ends", "dates", strings.Join(dates, ", "))
	}
	return plans[0], nil
}

// looked says whom a plan would invite.
func (a *app) looked(i *institution, b *office.InvitationPlan) {
	for _, v := range b.Invitations {
		one := invited{NIP: string(v.Person.NIP), Name: v.Person.PrintedName(), Unit: v.Person.Unit, Until: v.Until}
		a.result(one, func() { a.line(one.NIP, one.Name) })
	}
	a.note("invite.dry", "count", phrase.Number(a.lang, len(b.Invitations)),
		"enrolled", phrase.Number(a.lang, b.Enrolled), "invited", phrase.Number(a.lang, b.Invited))
	if fall := a.noteFalls(i, b); fall > 0 {
		a.note("invite.falls.dry", "count", phrase.Number(a.lang, fall))
	}
	a.noteFormer(b)
}
