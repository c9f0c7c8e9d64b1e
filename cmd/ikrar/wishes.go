package main

import (
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var wishesPhrases = phrase.Book{
	"wishes.short": {
		ID: "Permintaan pegawai agar datanya diperbaiki",
		EN: "What employees ask to have corrected about them",
	},
	"wishes.long": {
		ID: "Menampilkan apa yang menurut pegawai keliru pada data dirinya, dan bagaimana seharusnya: mereka menuliskannya di halaman\npenandatanganan, dengan undangan atau kuncinya. Tidak ada yang berubah dengan sendirinya: perbaiki daftar pegawai dengan\nikrar roster import, undang lagi bila perlu, lalu tandai selesai dengan --done. Setiap orang paling banyak lima.",
		EN: "List what employees say is wrong about them, and how it should be: they write it on the signing page, by their invitation\nor their key. Nothing changes by itself: correct the roster by ikrar roster import, invite again where that is needed,\nthen mark it as done by --done. Five at most a person.",
	},
	"wishes.example": {
		ID: "ikrar wishes\nikrar wishes --nip 197602012005052002 --done",
		EN: "ikrar wishes\nikrar wishes --nip 197602012005052002 --done",
	},
	"wishes.flag.nip":  {ID: "hanya dari pegawai dengan `NIP` ini", EN: "only those of the employee with this `NIP`"},
	"wishes.flag.done": {ID: "menandai permintaan pegawai ini selesai", EN: "mark this employee's as done"},
	"wishes.person":    {ID: "{nip} {name}, {unit}:", EN: "{nip} {name}, {unit}:"},
	"wishes.wish": {
		ID: "{field}: sekarang \"{now}\", seharusnya \"{wish}\" ({time})",
		EN: "{field}: \"{now}\" now, should be \"{wish}\" ({time})",
	},
	"wishes.other": {ID: "{wish} ({time})", EN: "{wish} ({time})"},
	"wishes.note":  {ID: "catatannya: {note}", EN: "the note: {note}"},
	"wishes.none":  {ID: "Tidak ada permintaan perbaikan.", EN: "There is nothing to correct."},
	"wishes.next": {
		ID: "{count} permintaan. Perbaiki datanya, lalu: ikrar wishes --nip NIP --done",
		EN: "Wishes: {count}. Correct the data, then: ikrar wishes --nip NIP --done",
	},
	"wishes.done": {ID: "{count} permintaan ditandai selesai.", EN: "Marked as done: {count}."},
}

// wished is the --json form of a wish.
type wished struct {
	NIP   string `json:"nip"`
	Name  string `json:"name"`
	Unit  string `json:"unit"`
	Field string `json:"field"` // name, unit, position, rank, nip, other
	Now   string `json:"now"`   // as the roster has it; empty for other
	Wish  string `json:"wish"`
	Note  string `json:"note"`
	Time  int64  `json:"time"`
	Done  bool   `json:"done"`
}

func wishesCommand(a *app) *cobra.Command {
	var nip string
	var done bool
	cmd := a.verb("wishes", "wishes", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.open(cmd.Context(), !done)
		if err != nil {
			return err
		}
		defer i.Close()
		var of *roster.Person
		if nip != "" {
			person, err := i.Person(nip)
			if err != nil {
				return err
			}
			of = &person
		}
		wishes, err := i.Wishes(of)
		if err == nil && done {
			err = i.SettleWishes(wishes)
		}
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		a.showWishes(i, wishes, done)
		key := "wishes.next"
		if len(wishes) == 0 {
			key = "wishes.none"
		} else if done {
			key = "wishes.done"
		}
		a.note(key, "count", phrase.Number(a.lang, len(wishes)))
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		if !done {
			return nil
		}
		return []error{needFlags(cmd, "nip")}
	})
	cmd.Flags().StringVar(&nip, "nip", "", a.say("wishes.flag.nip"))
	cmd.Flags().BoolVar(&done, "done", false, a.say("wishes.flag.done"))
	return cmd
}

// showWishes says wishes, those of a person below the name.
func (a *app) showWishes(i *institution, wishes []enrol.Wish, done bool) {
	var last roster.NIP
	for _, w := range wishes {
		one := wished{string(w.Person.NIP), w.Person.PrintedName(), w.Person.Unit, w.Field, w.Now(), w.Wish, w.Note,
			w.Time, done}
		a.result(one, func() {
			if w.Person.NIP != last {
				a.print("wishes.person", "nip", one.NIP, "name", one.Name, "unit", one.Unit)
			}
			last = w.Person.NIP
			key := "wishes.wish"
			if one.Field == "other" {
				key = "wishes.other"
			}
			a.indented(key, "field", words{"person." + one.Field, nil}, "now", one.Now, "wish", one.Wish,
				"time", phrase.Moment(a.lang, time.Unix(one.Time, 0), i.Zone()))
			if one.Note != "" {
				a.indented("wishes.note", "note", one.Note)
			}
		})
	}
}
