package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var enrolApprovePhrases = phrase.Book{
	"enrol.approve.short": {ID: "Mendaftarkan kunci yang menunggu petugas", EN: "Enrol the keys that wait for a registrar"},
	"enrol.approve.long": {
		ID: "Menampilkan kunci yang diminta pegawai dengan undangannya dan menunggu petugas pendaftar. Dengan --all atau --nip,\nkunci itu didaftarkan; pegawai mengulangi perintahnya, atau perintah itu masih menunggu.\nBila ragu, cocokkan sidik jari kuncinya dengan pegawai itu. Yang tidak dikenal: undang lagi dengan ikrar invite --renew.",
		EN: "List the keys that employees asked for by their invitations and that wait for a registrar. With --all or --nip they are\nenrolled; the employee repeats the command, or it still waits.\nIf in doubt, compare the key's fingerprint with the employee. What nobody knows of: ikrar invite --renew voids it.",
	},
	"enrol.approve.example":       {ID: "ikrar enrol approve\nikrar enrol approve --all", EN: "ikrar enrol approve\nikrar enrol approve --all"},
	"enrol.approve.flag.all":      {ID: "mendaftarkan semua yang menunggu", EN: "enrol all that wait"},
	"enrol.approve.flag.nip":      {ID: "mendaftarkan kunci pegawai dengan `NIP` ini", EN: "enrol the key of the employee with this `NIP`"},
	"enrol.approve.waiting":       {ID: "{nip} {name}, {unit}: kunci {fingerprint}, sejak {time}", EN: "{nip} {name}, {unit}: key {fingerprint}, since {time}"},
	"enrol.approve.done":          {ID: "{name}: terdaftar", EN: "{name}: enrolled"},
	"enrol.approve.none":          {ID: "Tidak ada yang menunggu.", EN: "Nothing waits."},
	"enrol.approve.next":          {ID: "{count} menunggu. Mendaftarkannya: ikrar enrol approve --all, atau --nip NIP", EN: "Waiting: {count}. To enrol them: ikrar enrol approve --all, or --nip NIP"},
	"enrol.approve.total":         {ID: "{count} terdaftar, {failed} gagal", EN: "{count} enrolled, {failed} failed"},
	"fault.approve-none":          {ID: "{name}: tidak ada permintaan yang menunggu", EN: "{name}: no request waits"},
	"fault.approve-outdated":      {ID: "{name}: sudah didaftarkan dengan jalan lain sejak diundang; kunci dari undangan ini tidak didaftarkan", EN: "{name}: enrolled in another way since the invitation; the key of this invitation was not enrolled"},
	"fault.approve-outdated.hint": {ID: "bila kunci baru memang miliknya, undang lagi dengan ikrar invite --nip NIP --renew", EN: "if the new key is theirs, invite them again by ikrar invite --nip NIP --renew"},
}

// waiting is the --json form of a request, waiting or approved.
type waiting struct {
	NIP         string `json:"nip"`
	Name        string `json:"name"`
	Unit        string `json:"unit"`
	Fingerprint string `json:"fingerprint"`
	Time        int64  `json:"time"`
	Enrolled    bool   `json:"enrolled"`
}

func enrolApproveCommand(a *app) *cobra.Command {
	var all bool
	var nip string
	cmd := a.verb("approve", "enrol.approve", "", func(cmd *cobra.Command, _ []string) error {
		if all && nip != "" {
			return needOneFlag(cmd, "all", "nip")
		}
		i, err := a.openToRecord(cmd.Context(), !all && nip == "")
		if err != nil {
			return err
		}
		defer i.Close()
		requests, err := a.waiting(i, nip)
		if err != nil {
			return err
		}
		if all || nip != "" {
			return a.approve(cmd.Context(), i, requests)
		}
		zone := i.Zone()
		for _, r := range requests {
			one := waitingOf(r, false)
			a.result(one, func() {
				a.print("enrol.approve.waiting", "nip", one.NIP, "name", one.Name, "unit", one.Unit, "fingerprint", one.Fingerprint,
					"time", phrase.Moment(a.lang, time.Unix(one.Time, 0), zone))
			})
		}
		if len(requests) == 0 {
			a.note("enrol.approve.none")
		} else {
			a.note("enrol.approve.next", "count", phrase.Number(a.lang, len(requests)))
		}
		return nil
	})
	cmd.Flags().BoolVar(&all, "all", false, a.say("enrol.approve.flag.all"))
	cmd.Flags().StringVar(&nip, "nip", "", a.say("enrol.approve.flag.nip"))
	a.takesRegistrarKey(cmd)
	return cmd
}

func waitingOf(r enrol.Request, enrolled bool) waiting {
	return waiting{string(r.Person.NIP), r.Person.PrintedName(), r.Person.Unit, keyfile.Fingerprint(r.Key[:]), r.Time, enrolled}
}

// waiting are the requests that wait: all of them, or that of one person.
func (a *app) waiting(i *institution, nip string) ([]enrol.Request, error) {
	if nip == "" {
		return i.Waiting(nil)
	}
	person, err := i.Person(nip)
	if err != nil {
		return nil, err
	}
	return i.Waiting(&person)
}

// approve enrols what waits, and goes on where one is refused.
func (a *app) approve(ctx context.Context, i *institution, requests []enrol.Request) error {
	if len(requests) == 0 {
		a.note("enrol.approve.none")
		return nil
	}
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	count, failed := 0, 0
	err = i.Approve(ctx, key, requests, false, func(r enrol.Request, err error) {
		name := r.Person.PrintedName()
		if err != nil {
			failed++
			a.complain(name, a.enrolFault(i, "", name, err))
			return
		}
		count++
		a.result(waitingOf(r, true), func() { a.print("enrol.approve.done", "name", name) })
	})
	if err != nil {
		return err
	}
	a.note("enrol.approve.total", "count", phrase.Number(a.lang, count), "failed", phrase.Number(a.lang, failed))
	if failed > 0 {
		return outcome(exitRefused)
	}
	return nil
}
