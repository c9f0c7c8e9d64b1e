package main

import (
	"context"
	"fmt"
	"slices"

	"ikrar/ledger/office/outpost"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var enrolRenewPhrases = phrase.Book{
	"enrol.flag.renew": {
		ID: "memperbarui data semua yang berubah, atau --nip saja, dengan kunci yang sama",
		EN: "renew the data of all who changed, or of --nip alone, for the same key",
	},
	"enrol.flag.names": {
		ID: "dengan --renew: nama yang berubah memang orang yang sama",
		EN: "with --renew: a changed name is the same person's",
	},
	"enrol.flag.dry-run": {ID: "dengan --renew: hanya menampilkan", EN: "with --renew: only show"},
	"enrol.renew.foreign": {
		ID: "Bukan dari komputer ini: {line}",
		EN: "Not from this computer: {line}",
	},
	"enrol.renew.seen": {
		ID: "Data {count} orang di peladen {url} tidak diimpor dari komputer ini. Sudah Anda periksa, dan benar?",
		EN: "The data of {count} people on the server {url} were not imported from this computer. Have you looked at " +
			"them, and are they right?",
	},
	"enrol.renew.line":   {ID: "{nip}  {name}  {changes}", EN: "{nip}  {name}  {changes}"},
	"enrol.renew.change": {ID: "{field}: {old} → {new}", EN: "{field}: {old} → {new}"},
	"enrol.renew.question": {
		ID: "Namanya berubah, belum diperbarui: {count}. Bila memang orang yang sama, ulangi dengan --names.",
		EN: "With another name, and not renewed: {count}. If they are the same people, repeat with --names.",
	},
	"enrol.renew.total": {
		ID: "{count} kredensial diperbarui, {failed} gagal. Komitmen yang sudah ditandatangani tetap " +
			"seperti adanya; berkas NIP.ikrar lama diganti dengan ikrar enrol.",
		EN: "Credentials renewed: {count}, failed: {failed}. Pledges that were signed stay as they are; an " +
			"older NIP.ikrar is made anew by ikrar enrol.",
	},
	"enrol.renew.dry": {
		ID: "{count} kredensial akan diperbarui. Percobaan saja; tidak ada yang diubah.",
		EN: "Credentials that would be renewed: {count}. A dry run; nothing was changed.",
	},
	"enrol.renew.none": {
		ID: "Semua kredensial sesuai dengan daftar pegawai.",
		EN: "All credentials say what the roster says.",
	},
	"issue.outdated": {
		ID: "{count} sertifikat memuat data saat ditandatangani, yang berbeda dari daftar pegawai sekarang. Yang pindah atau naik pangkat biarkan; yang salah perbaiki dulu: {ikrar} correct --nip NIP. Untuk penandatanganan berikutnya: {ikrar} enrol --renew",
		EN: "Certificates with data as signed, which the roster says otherwise by now: {count}. Leave who has moved or was promoted; correct what is wrong first: {ikrar} correct --nip NIP. For what is signed next: {ikrar} enrol --renew",
	},
}

// renewing is what the flags of enrol --renew say.
type renewing struct {
	renew, names, dry bool
	nip               string // of one person alone, whose name then is answered for
}

// renewed is the --json form of one renewal.
type renewed struct {
	NIP      string `json:"nip"`
	Name     string `json:"name"`
	Changes  string `json:"changes"`
	Question bool   `json:"question"` // the name is another
	Renewed  bool   `json:"renewed"`
}

// enrolRenew renews the credentials that say otherwise than the roster does by now.
func (a *app) enrolRenew(ctx context.Context, s renewing) error {
	i, err := a.openToRecord(ctx, s.dry)
	if err != nil {
		return err
	}
	defer i.Close()
	var of *roster.Person
	if s.nip != "" {
		person, err := i.Person(s.nip)
		if err != nil {
			return err
		}
		of, s.names = &person, true
	}
	plan, err := personnel.PlanRenewals(i, of)
	if err != nil {
		return err
	}
	if len(plan.All) == 0 {
		a.note("enrol.renew.none")
		return nil
	}
	held := plan.Questions
	if s.names {
		held = 0
	}
	for _, one := range plan.All {
		if s.dry || one.Question && !s.names {
			a.sayRenewal(one, false)
		}
	}
	if held > 0 {
		a.note("enrol.renew.question", "count", phrase.Number(a.lang, held))
	}
	if s.dry {
		a.note("enrol.renew.dry", "count", phrase.Number(a.lang, len(plan.All)-held))
		return nil
	}
	if err := a.rosterSeen(ctx, i, plan, a.seenRoster); err != nil {
		return err
	}
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	count, failed := 0, 0
	err = plan.Renew(ctx, key, s.names, func(one personnel.Renewal, err error) {
		if err != nil {
			failed++
			a.complain(string(one.Person.NIP), a.enrolFault(i, "", one.Person.PrintedName(), err))
			return
		}
		count++
		a.sayRenewal(one, true)
	})
	a.note("enrol.renew.total", "count", phrase.Number(a.lang, count), "failed", phrase.Number(a.lang, failed))
	if err == nil && failed+held > 0 {
		err = outcome(exitRefused)
	}
	return err
}

// rosterSeen asks about lines of a roster elsewhere that this officer has neither written nor seen:
// another has, or the server, and they are about to be signed.
func (a *app) rosterSeen(ctx context.Context, i *institution, plan *personnel.Renewals, seen bool) error {
	var people []roster.Person
	for _, one := range plan.All {
		people = append(people, one.Person)
	}
	foreign, err := outpost.Foreign(i.Home, people)
	if err != nil || len(foreign) == 0 {
		return err
	}
	if !seen {
		for _, one := range plan.All {
			if slices.Contains(foreign, one.Person) {
				a.note("enrol.renew.foreign", "line", a.say("enrol.renew.line", "nip", one.Person.NIP,
					"name", one.Person.PrintedName(), "changes", a.changesOf(one)))
			}
		}
		if err := a.confirm(ctx, "--roster-seen", "enrol.renew.seen", "count", phrase.Number(a.lang, len(foreign)),
			"url", outpost.Address(i.Home)); err != nil {
			return err
		}
	}
	return outpost.Wrote(i.Home, foreign)
}

// changesOf says what is otherwise in a renewal.
func (a *app) changesOf(one personnel.Renewal) (changes string) {
	for _, d := range one.Differences {
		if changes != "" {
			changes += "; "
		}
		changes += a.say("enrol.renew.change", "field", words{"correct.field." + d.Field, nil},
			"old", d.Old, "new", d.New)
	}
	return changes
}

func (a *app) sayRenewal(one personnel.Renewal, done bool) {
	changes := a.changesOf(one)
	r := renewed{string(one.Person.NIP), one.Person.PrintedName(), changes, one.Question, done}
	a.result(r, func() {
		fmt.Fprintln(a.stdout, a.say("enrol.renew.line", "nip", r.NIP, "name", r.Name, "changes", changes))
	})
}
