package main

import (
	"github.com/spf13/cobra"

	"ikrar/signer"
	"ikrar/verify/phrase"
)

var rosterPhrases = phrase.Book{
	"roster.short":           {ID: "Daftar pegawai", EN: "The roster of employees"},
	"roster.list.short":      {ID: "Menampilkan daftar pegawai", EN: "List the roster"},
	"roster.list.example":    {ID: "ikrar roster list --unit \"Dinas Pendidikan\"", EN: "ikrar roster list --unit \"Dinas Pendidikan\""},
	"roster.list.flag.unit":  {ID: "hanya `UNIT` ini", EN: "only this `UNIT`"},
	"roster.list.total":      {ID: "{count} pegawai", EN: "people: {count}"},
	"fault.nip-malformed":    {ID: "NIP {value}: {reason}", EN: "NIP {value}: {reason}"},
	"fault.nip-unknown":      {ID: "NIP {nip} tidak ada dalam daftar pegawai", EN: "NIP {nip} is not in the roster"},
	"fault.nip-unknown.hint": {ID: "periksa angkanya, atau impor daftar yang memuatnya dengan ikrar roster import", EN: "check the digits, or import a roster that has it by ikrar roster import"},
}

func rosterCommand(a *app) *cobra.Command {
	return a.group("roster", "roster", rosterImportCommand(a), rosterListCommand(a), rosterRetireCommand(a))
}

// listed is the --json form of one person.
type listed struct {
	NIP      string `json:"nip"`
	Name     string `json:"name"`
	Position string `json:"position"`
	Unit     string `json:"unit"`
	Subunit  string `json:"subunit"`
	Rank     string `json:"rank"`
	Status   string `json:"status"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"hp,omitempty"`
	Enrolled bool   `json:"enrolled"`
	Absent   string `json:"absent,omitempty"` // why the pledge is not waited for
}

func rosterListCommand(a *app) *cobra.Command {
	var unit string
	cmd := a.verb("list", "roster.list", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		if unit, err = a.knownUnit(i, unit); err != nil {
			return err
		}
		t, count := a.table(), 0
		for p, err := range i.Roster.List(unit) {
			if err != nil {
				return err
			}
			_, err := i.Ledger.LiveCredential(signer.Subject(p.Subject))
			person := listed{string(p.NIP), p.PrintedName(), p.Position, p.Unit, p.Subunit, p.PrintedRank(), p.Status,
				p.Email, p.Phone, err == nil, ""}
			count++
			cells := []string{person.NIP, person.Name, person.Position, person.Unit}
			if p.Absence.At(a.now()) {
				person.Absent = p.Absence.Reason
				cells = append(cells, a.absence(i, p.Absence))
			}
			a.result(person, func() { t.row(cells...) })
		}
		t.flush()
		a.note("roster.list.total", "count", phrase.Number(a.lang, count))
		return nil
	})
	cmd.Flags().StringVar(&unit, "unit", "", a.say("roster.list.flag.unit"))
	return cmd
}
