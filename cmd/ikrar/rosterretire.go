package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var rosterRetirePhrases = phrase.Book{
	"roster.retire.short": {
		ID: "Menyatakan pegawai tidak lagi ditunggu komitmennya",
		EN: "Say whose pledge is no longer waited for",
	},
	"roster.retire.long": {
		ID: "Pegawai yang pensiun, meninggal, pindah, berhenti atau habis kontraknya tidak lagi dihitung sebagai \"belum\":\n" +
			"tidak dalam laporan, daftar yang belum, maupun undangan untuk semua. Yang cuti atau tugas belajar kembali\n" +
			"dihitung sesudah tanggalnya. Datanya tetap ada, dan komitmen serta sertifikatnya tetap berlaku.\n" +
			"Kuncinya dapat sekaligus diakhiri, mulai saat ini, dengan --end-key.",
		EN: "Whoever has retired, died, moved, quit, or whose contract has ended is no longer counted as missing: not in\n" +
			"reports, nor in lists of who has yet to sign, nor in invitations for all. Who is on leave or away to study is\n" +
			"counted again after the day given. The record stays, and pledges and certificates stand.\n" +
			"Their key can be ended with it, from now on, by --end-key.",
	},
	"roster.retire.example": {
		ID: "ikrar roster retire --nip 197602012005052002 --reason pensiun\n" +
			"ikrar roster retire --nip 197602012005052002 --reason cuti --until 2026-12-31\n" +
			"ikrar roster retire --nip 197602012005052002 --undo",
		EN: "ikrar roster retire --nip 197602012005052002 --reason pensiun\n" +
			"ikrar roster retire --nip 197602012005052002 --reason cuti --until 2026-12-31\n" +
			"ikrar roster retire --nip 197602012005052002 --undo",
	},
	"roster.retire.flag.nip": {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"roster.retire.flag.reason": {
		ID: "`ALASAN`: pensiun, meninggal, mutasi, berhenti, kontrak; atau dengan --until: cuti, tugas-belajar",
		EN: "`REASON`: pensiun, meninggal, mutasi, berhenti, kontrak; or with --until: cuti, tugas-belajar",
	},
	"roster.retire.flag.until": {
		ID: "`TANGGAL` terakhir cuti atau tugas belajar",
		EN: "last `DATE` of the leave or the studies",
	},
	"roster.retire.flag.end-key": {
		ID: "mengakhiri kuncinya juga, tanpa bertanya",
		EN: "end the key too, without asking",
	},
	"roster.retire.flag.undo": {ID: "menunggu komitmennya lagi", EN: "wait for the pledge again"},
	"roster.retire.flag.yes": {
		ID: "tidak bertanya; kuncinya tetap berlaku",
		EN: "do not ask; the key stays in force",
	},
	"roster.retire.done": {
		ID: "{name}: {state}. Komitmen dan sertifikatnya tetap berlaku.",
		EN: "{name}: {state}. Pledges and certificates stand.",
	},
	"roster.retire.back": {
		ID: "{name} ditunggu lagi komitmennya.",
		EN: "{name}: the pledge is waited for again.",
	},
	"roster.retire.back.nokey": {
		ID: "{name} ditunggu lagi komitmennya. Kuncinya sudah tidak ada: {ikrar} invite --nip {nip} --until TANGGAL",
		EN: "{name}: the pledge is waited for again. There is no key any more: {ikrar} invite --nip {nip} --until DATE",
	},
	"roster.retire.same": {
		ID: "{name}: sudah tercatat begitu; tidak ada yang diubah.",
		EN: "{name}: it is so already; nothing was changed.",
	},
	"roster.retire.ended": {
		ID: "Kuncinya diakhiri: yang sudah ditandatangani tetap berlaku.",
		EN: "The key is ended: what it has signed stands.",
	},
	"roster.retire.key": {
		ID: "Kuncinya masih berlaku; mengakhirinya: ulangi dengan --end-key.",
		EN: "The key is still in force; to end it, repeat with --end-key.",
	},
	"roster.retire.ask": {
		ID: "Akhiri juga kunci {name}? Yang sudah ditandatangani tetap berlaku; yang baru tidak diterima " +
			"lagi.",
		EN: "End the key of {name} too? What it has signed stands; nothing new is accepted.",
	},
	"roster.absent.good": {ID: "tidak ditunggu lagi ({reason})", EN: "no longer waited for ({reason})"},
	"roster.absent.until": {
		ID: "tidak ditunggu sampai {until} ({reason})",
		EN: "not waited for until {until} ({reason})",
	},
	"roster.import.absent": {
		ID: "{count} orang dalam berkas ini tercatat tidak ditunggu lagi, dan tetap begitu: {names}. Bila " +
			"kembali bertugas: ikrar roster retire --nip NIP --undo",
		EN: "People of this file whose pledge is not waited for, which stays so: {count}: {names}. If they " +
			"are back: ikrar roster retire --nip NIP --undo",
	},
	"overview.away": {
		ID: "{count} pegawai tidak ditunggu (pensiun, pindah, cuti)",
		EN: "people not waited for (retired, moved, on leave): {count}",
	},

	"reason.end-key": {
		ID: "kunci hanya diakhiri bagi yang tidak kembali",
		EN: "a key is ended only of who does not come back",
	},

	"fault.retire-reason": {ID: "alasan {reason} tidak dikenal", EN: "unknown reason {reason}"},
	"fault.retire-reason.hint": {
		ID: "pensiun, meninggal, mutasi, berhenti, kontrak; atau cuti, tugas-belajar dengan --until",
		EN: "pensiun, meninggal, mutasi, berhenti, kontrak; or cuti, tugas-belajar with --until",
	},
	"fault.retire-until": {
		ID: "tanggal tidak cocok dengan alasan {reason}",
		EN: "the date does not fit the reason {reason}",
	},
	"fault.retire-until.hint": {
		ID: "cuti dan tugas-belajar memerlukan --until dengan hari yang akan datang; alasan lain tanpa " +
			"--until",
		EN: "cuti and tugas-belajar take --until with a day to come; other reasons take none",
	},
}

// retiring is what the flags of roster retire say.
type retiring struct {
	nip, reason, until string
	undo, endKey, yes  bool
}

func rosterRetireCommand(a *app) *cobra.Command {
	var s retiring
	cmd := a.verb("retire", "roster.retire", "", func(cmd *cobra.Command, _ []string) error {
		// Only what is recorded concerns the witnesses.
		i, err := a.openToRecord(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer i.Close()
		return a.retire(cmd, i, s)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		wrong := []error{needFlags(cmd, "nip"), needOneFlag(cmd, "reason", "undo")}
		if s.endKey && (s.undo || s.until != "") { // who comes back needs it
			wrong = append(wrong, flagReason(cmd, "end-key", "true", words{"reason.end-key", nil}))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringVar(&s.nip, "nip", "", a.say("roster.retire.flag.nip"))
	flags.StringVar(&s.reason, "reason", "", a.say("roster.retire.flag.reason"))
	flags.Var(dateFlag{&s.until}, "until", a.say("roster.retire.flag.until"))
	flags.BoolVar(&s.endKey, "end-key", false, a.say("roster.retire.flag.end-key"))
	flags.BoolVar(&s.undo, "undo", false, a.say("roster.retire.flag.undo"))
	flags.BoolVar(&s.yes, "yes", false, a.say("roster.retire.flag.yes"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// retired is the --json form of a change of who is waited for.
type retired struct {
	NIP    string `json:"nip"`
	Name   string `json:"name"`
	Reason string `json:"reason"` // empty for who is waited for
	Until  int64  `json:"until"`  // Unix seconds, exclusive; 0 for never
	Key    bool   `json:"key"`    // a key is in force
}

func (a *app) retire(cmd *cobra.Command, i *institution, s retiring) error {
	person, err := i.Person(s.nip)
	if err != nil {
		return err
	}
	plan, err := a.planRetirement(cmd, i, s, person)
	if err != nil {
		return err
	}
	key := plan.Key
	if key && plan.Next.Reason != "" && plan.Next.Until == 0 && a.endsKey(cmd.Context(), s, person) {
		registrar, err := a.registrar(cmd.Context(), i.Home)
		if err != nil {
			return err
		}
		if err := plan.EndKey(cmd.Context(), registrar); err != nil {
			return a.ledgerFault(i.Home, person.PrintedName(), err)
		}
		key = false
	}
	if err := plan.Retire(); err != nil {
		return err
	}
	a.result(retired{string(person.NIP), person.PrintedName(), plan.Next.Reason, plan.Next.Until, key}, func() {
		a.sayRetired(i, plan, key)
	})
	return nil
}

// endsKey says whether the key is to end: where the flags do not say, who is there is asked.
func (a *app) endsKey(ctx context.Context, s retiring, p roster.Person) bool {
	if s.endKey || s.yes || a.json || !isTerminal(a.input) {
		return s.endKey
	}
	return a.agree(ctx, "--end-key", "roster.retire.ask", "name", p.PrintedName()) == nil
}

func (a *app) planRetirement(cmd *cobra.Command, i *institution, s retiring,
	person roster.Person) (*personnel.RetirementPlan, error) {
	if s.undo {
		return personnel.PlanReturn(i, person)
	}
	var until time.Time
	if s.until != "" {
		var ok bool
		if until, ok = event.ParseLast(s.until, i.Zone()); !ok {
			return nil, flagReason(cmd, "until", s.until, words{"reason.date", nil})
		}
	}
	return personnel.PlanRetirement(i, person, s.reason, until)
}

// sayRetired says what a plan has done. key says that one is still in force.
func (a *app) sayRetired(i *institution, plan *personnel.RetirementPlan, key bool) {
	name := plan.Person.PrintedName()
	switch {
	case plan.Same() && key == plan.Key:
		a.print("roster.retire.same", "name", name)
	case plan.Next.Reason != "":
		a.print("roster.retire.done", "name", name, "state", a.absence(i, plan.Next))
	case plan.Key:
		a.print("roster.retire.back", "name", name)
	default:
		a.print("roster.retire.back.nokey", "name", name, "nip", plan.Person.NIP, "ikrar", a.again())
	}
	if plan.Next.Reason == "" || plan.Next.Until != 0 {
		return
	}
	switch {
	case plan.Key && !key:
		a.note("roster.retire.ended")
	case key:
		a.note("roster.retire.key")
	}
}

// absence says why nobody waits for somebody, and until when.
func (a *app) absence(i *institution, away roster.Absence) string {
	if away.Until == 0 {
		return a.say("roster.absent.good", "reason", away.Reason)
	}
	last := time.Unix(away.Until-1, 0) // the end is exclusive
	return a.say("roster.absent.until", "reason", away.Reason, "until", phrase.Moment(a.lang, last, i.Zone()))
}

// noteAbsent says who of an imported file is not waited for.
func (a *app) noteAbsent(plan *office.ImportPlan) {
	var names []string
	for _, p := range plan.Absent {
		if p.Absence.At(a.now()) {
			names = append(names, p.PrintedName())
		}
	}
	if len(names) == 0 {
		return
	}
	count := len(names)
	if count > listedLines {
		names = append(names[:listedLines:listedLines], "...")
	}
	a.note("roster.import.absent", "count", phrase.Number(a.lang, count), "names", strings.Join(names, "; "))
}
