package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var enrolApprovePhrases = phrase.Book{
	"enrol.approve.short": {
		ID: "Mendaftarkan kunci yang menunggu petugas",
		EN: "Enrol the keys that wait for a registrar",
	},
	"enrol.approve.long": {
		ID: "Menampilkan kunci yang diminta pegawai dengan undangannya dan menunggu petugas pendaftar. Dengan --all atau --nip,\nkunci itu didaftarkan; pegawai mengulangi perintahnya, atau perintah itu masih menunggu.\nBila ada yang berbeda dari undangannya, misalnya nama, unit, atau kuncinya, itu menjadi pertanyaan: --all melewatinya,\n--nip menampilkannya dan bertanya.\nBila ragu, cocokkan sidik jari kuncinya dengan pegawai itu. Yang tidak dikenal: undang lagi dengan ikrar invite --renew.",
		EN: "List the keys that employees asked for by their invitations and that wait for a registrar. With --all or --nip they are\nenrolled; the employee repeats the command, or it still waits.\nWhere something is not as in the invitation, the name, the unit or the key for example, that is a question: --all passes\nit over, --nip shows it and asks.\nIf in doubt, compare the key's fingerprint with the employee. What nobody knows of: ikrar invite --renew voids it.",
	},
	"enrol.approve.example": {
		ID: "ikrar enrol approve\nikrar enrol approve --all\nikrar enrol approve --nip 197602012005052002",
		EN: "ikrar enrol approve\nikrar enrol approve --all\nikrar enrol approve --nip 197602012005052002",
	},
	"enrol.approve.flag.all": {
		ID: "mendaftarkan semua yang menunggu tanpa pertanyaan",
		EN: "enrol all that wait without a question",
	},
	"enrol.approve.flag.nip": {
		ID: "mendaftarkan kunci pegawai dengan `NIP` ini; bertanya bila ada pertanyaan",
		EN: "enrol the key of the employee with this `NIP`; ask where there is a question",
	},
	"enrol.approve.waiting": {
		ID: "{nip} {name}, {unit}: kunci {fingerprint}, sejak {time}",
		EN: "{nip} {name}, {unit}: key {fingerprint}, since {time}",
	},
	"enrol.approve.done": {ID: "{name}: terdaftar", EN: "{name}: enrolled"},
	"enrol.approve.none": {ID: "Tidak ada yang menunggu.", EN: "Nothing waits."},
	"enrol.approve.next": {
		ID: "{count} menunggu. Mendaftarkannya: {ikrar} enrol approve --all, atau --nip NIP",
		EN: "Waiting: {count}. To enrol them: {ikrar} enrol approve --all, or --nip NIP",
	},
	"enrol.approve.look": {
		ID: "{count} perlu dilihat dahulu, satu per satu: {ikrar} enrol approve --nip NIP",
		EN: "To be looked at first, one by one: {count}. {ikrar} enrol approve --nip NIP",
	},
	"enrol.approve.total": {ID: "{count} terdaftar, {failed} gagal", EN: "{count} enrolled, {failed} failed"},
	"enrol.approve.ask": {
		ID: "Sudah Anda pastikan dengan orangnya? Daftarkan kunci {fingerprint} atas nama {name}?",
		EN: "Have you made sure with the person? Enrol the key {fingerprint} in the name of {name}?",
	},
	"fault.approve-none": {ID: "{name}: tidak ada permintaan yang menunggu", EN: "{name}: no request waits"},
	"fault.approve-asked": {
		ID: "{name}: permintaan ini memuat pertanyaan yang hanya dapat dijawab petugas; tidak ada yang didaftarkan",
		EN: "{name}: this request has a question that only an officer can answer; nothing was enrolled",
	},
	"fault.approve-asked.hint": {
		ID: "lihat dan jawab di terminal: ikrar enrol approve --nip NIP; bila bukan miliknya, undang lagi dengan ikrar invite --nip NIP --renew",
		EN: "look and answer at a terminal: ikrar enrol approve --nip NIP; if the key is not theirs, invite them again by ikrar invite --nip NIP --renew",
	},
}

func enrolApproveCommand(a *app) *cobra.Command {
	var all bool
	var nip string
	cmd := a.verb("approve", "enrol.approve", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRecord(cmd.Context(), !all && nip == "")
		if err != nil {
			return err
		}
		defer i.Close()
		requests, err := a.waiting(i, nip)
		switch {
		case err != nil:
			return err
		case len(requests) == 0:
			a.note("enrol.approve.none")
			return nil
		case nip != "" && len(requests[0].Questions) > 0:
			return a.approveAsked(cmd.Context(), i, requests[0])
		}
		clear, asked := sortWaiting(requests)
		if all || nip != "" {
			return a.approve(cmd.Context(), i, clear, len(asked))
		}
		for _, r := range requests {
			a.showWaiting(i, r)
		}
		if len(clear) > 0 {
			a.note("enrol.approve.next", "count", phrase.Number(a.lang, len(clear)), "ikrar", a.again())
		}
		a.noteLook(len(asked))
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		if all && nip != "" {
			return []error{needOneFlag(cmd, "all", "nip")}
		}
		return nil
	})
	cmd.Flags().BoolVar(&all, "all", false, a.say("enrol.approve.flag.all"))
	cmd.Flags().StringVar(&nip, "nip", "", a.say("enrol.approve.flag.nip"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// sortWaiting tells the requests that may be approved as they are from those that somebody has to
// look at.
func sortWaiting(requests []enrol.Request) (clear, asked []enrol.Request) {
	for _, r := range requests {
		if len(r.Questions) == 0 {
			clear = append(clear, r)
		} else {
			asked = append(asked, r)
		}
	}
	return clear, asked
}

func (a *app) noteLook(asked int) {
	if asked > 0 {
		a.note("enrol.approve.look", "count", phrase.Number(a.lang, asked), "ikrar", a.again())
	}
}

// showWaiting says a request and its questions.
func (a *app) showWaiting(i *institution, r enrol.Request) {
	one := a.waitingOf(i, r, false)
	a.result(one, func() {
		a.print("enrol.approve.waiting", "nip", one.NIP, "name", one.Name, "unit", one.Unit,
			"fingerprint", one.Fingerprint, "time", phrase.Moment(a.lang, time.Unix(one.Time, 0), i.Zone()))
		for _, q := range one.Questions {
			fmt.Fprintln(a.stdout, "  ?", q.Message)
		}
	})
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

// approveAsked shows the questions of one request and enrols its key where the officer says yes.
func (a *app) approveAsked(ctx context.Context, i *institution, r enrol.Request) error {
	name := r.Person.PrintedName()
	a.showWaiting(i, r)
	if a.json { // no program answers it
		return refuse("approve-asked", "name", name)
	}
	err := a.agree(ctx, "", "enrol.approve.ask", "fingerprint", keyfile.Fingerprint(r.Key[:]), "name", name)
	if f := (*fault)(nil); errors.As(err, &f) && f.code == "answer-needed" {
		return refuse("approve-asked", "name", name)
	}
	if err != nil {
		return err
	}
	return a.approveThese(ctx, i, []enrol.Request{r}, true)
}

// approve enrols what waits without a question, and says how much waits with one.
func (a *app) approve(ctx context.Context, i *institution, requests []enrol.Request, asked int) error {
	defer a.noteLook(asked)
	if len(requests) == 0 {
		return nil
	}
	return a.approveThese(ctx, i, requests, false)
}

// approveThese enrols keys, and goes on where one is refused.
func (a *app) approveThese(ctx context.Context, i *institution, requests []enrol.Request, answered bool) error {
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	count, failed := 0, 0
	err = i.Approve(ctx, key, requests, answered, func(r enrol.Request, _ string, err error) {
		name := r.Person.PrintedName()
		if err != nil {
			failed++
			a.complain(name, a.approveFault(i, name, err))
			return
		}
		count++
		a.result(a.waitingOf(i, r, true), func() { a.print("enrol.approve.done", "name", name) })
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

// approveFault says why a request was not approved.
func (a *app) approveFault(i *institution, name string, err error) error {
	if errors.As(err, new(*enrol.QuestionError)) {
		return refuse("approve-asked", "name", name)
	}
	return a.enrolFault(i, "", name, err)
}
