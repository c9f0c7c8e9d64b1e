package main

import (
	"path/filepath"
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
	"invite.dated": {
		ID: "Berakhir {until}: {files}",
		EN: "Valid until {until}: {files}",
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
	plans, err := endingOn(cmd, i, r.Plans, s.until)
	if err == nil && len(plans)+len(r.Sealed) == 0 {
		err = refuse("invite-none")
	}
	if err != nil {
		return err
	}
	all, printed, left := dated(plans, s, i.Zone()), 0, 0
	for _, one := range all {
		if err := one.there(); err != nil {
			return err
		}
	}
	for n, plan := range plans {
		if s.pdf != "" {
			bad, err := a.leaveUnprintable(plan)
			if err != nil {
				return err
			}
			left += bad
		}
		if err := a.invite(cmd.Context(), i, plan, all[n], r.Print); err != nil {
			return err
		}
		printed += len(plan.Invitations)
		if files := all[n].files(); len(plans) > 1 && len(files) > 0 {
			a.note("invite.dated", "until", plan.Last(a.lang), "files", strings.Join(files, ", "))
		}
	}
	if len(plans) > 0 {
		a.note("invite.reprinted", "count", phrase.Number(a.lang, printed), "passed", phrase.Number(a.lang, r.Passed))
	}
	if left+len(r.Sealed) > 0 {
		return outcome(exitRefused)
	}
	return nil
}

// endingOn are the invitations that end on the day given, or all.
func endingOn(cmd *cobra.Command, i *institution, plans []*office.InvitationPlan,
	day string) ([]*office.InvitationPlan, error) {
	if day == "" {
		return plans, nil
	}
	until, ok := event.ParseLast(day, i.Zone())
	if !ok {
		return nil, flagReason(cmd, "until", day, words{"reason.date", nil})
	}
	return slices.DeleteFunc(plans, func(p *office.InvitationPlan) bool { return !p.Until.Equal(until) }), nil
}

// dated says where each plan is written: a sheet of slips has one last day, which its file's name
// says where there are several.
func dated(plans []*office.InvitationPlan, s inviting, zone *time.Location) (all []inviting) {
	for _, p := range plans {
		one := s
		if len(plans) > 1 {
			day := p.Until.Add(-time.Second).In(zone).Format(time.DateOnly)
			for _, path := range []*string{&one.csv, &one.pdf} {
				if ext := filepath.Ext(*path); *path != "" {
					*path = strings.TrimSuffix(*path, ext) + "-" + day + ext
				}
			}
		}
		all = append(all, one)
	}
	return all
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
