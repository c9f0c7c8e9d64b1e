package main

import (
	"context"
	"errors"
	"iter"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var enrolRenewPhrases = phrase.Book{
	"enrol.flag.renew": {
		ID: "mencatat data terbaru daftar pegawai bagi kunci yang sudah terdaftar: semua yang berubah, atau --nip saja",
		EN: "record today's roster for keys that are enrolled already: everybody whose data changed, or --nip alone",
	},
	"enrol.renew.done":  {ID: "{name}: diperbarui, entri {index}", EN: "{name}: renewed, entry {index}"},
	"enrol.renew.known": {ID: "{name}: sudah seperti dalam daftar pegawai", EN: "{name}: is as in the roster already"},
	"enrol.renew.total": {
		ID: "{count} diperbarui, {same} sudah sama, {failed} gagal",
		EN: "{count} renewed, {same} the same already, {failed} failed",
	},
	"progress.renew": {ID: "memperbarui", EN: "renewing"},
}

// renewed is the --json form of one renewal.
type renewed struct {
	NIP   string `json:"nip"`
	Name  string `json:"name"`
	Index uint64 `json:"index"`
	Known bool   `json:"known"` // the same was in force already
}

// renew has the credentials say what the roster says: one person's, or those of all who are
// enrolled. HR has no file of a key that was made on a telephone, and needs none for that.
func (a *app) renew(cmd *cobra.Command, i *institution, nip string) error {
	people, total := i.Roster.List(""), 0
	if nip != "" {
		person, err := i.Person(nip)
		if err != nil {
			return err
		}
		people = func(yield func(roster.Person, error) bool) { yield(person, nil) }
	} else {
		counts, err := i.Ledger.Counts()
		if err != nil {
			return err
		}
		total = counts.Enrolled
	}
	bar := a.progress(int64(total), "progress.renew")
	defer bar.end()
	return a.renewThese(cmd.Context(), i, people, nip != "", func() { bar.add(1) }, bar.end)
}

// renewThese renews the credentials of people, and goes on where one is refused. Who is named has
// to be enrolled.
func (a *app) renewThese(ctx context.Context, i *institution, people iter.Seq2[roster.Person, error], named bool,
	step, end func()) error {
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	count, same, failed := 0, 0, 0
	for p, err := range people {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		e, err := i.Renew(ctx, key, p)
		if !named && errors.Is(err, office.NotEnrolled) {
			continue
		}
		step()
		one := renewed{string(p.NIP), p.PrintedName(), e.Receipt.Index, e.Receipt.Known}
		switch {
		case err != nil && named:
			return a.enrolFault(i, "", one.Name, err)
		case err != nil:
			failed++
			a.complain(one.Name, a.enrolFault(i, "", one.Name, err))
		case !one.Known:
			count++
			a.result(one, func() { a.print("enrol.renew.done", "name", one.Name, "index", one.Index) })
		default:
			if same++; named {
				a.result(one, func() { a.print("enrol.renew.known", "name", one.Name) })
			}
		}
	}
	end()
	if named {
		return nil
	}
	a.note("enrol.renew.total", "count", phrase.Number(a.lang, count), "same", phrase.Number(a.lang, same),
		"failed", phrase.Number(a.lang, failed))
	if failed > 0 {
		return outcome(exitRefused)
	}
	return nil
}
