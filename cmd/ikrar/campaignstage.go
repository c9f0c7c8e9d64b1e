package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/event"
	"ikrar/verify/phrase"
)

var campaignStagePhrases = phrase.Book{
	"campaign.stage.short": {
		ID: "Tahap kegiatan: siapa menerima slip lebih dulu",
		EN: "Stages of a campaign: who gets slips first"},
	"campaign.stage.long": {
		ID: "Menampilkan tahap sebuah kegiatan, atau dengan --name menambah atau mengubah satu: pimpinan dulu, kepala OPD, lalu semua.\nTahap adalah rencana kepegawaian: untuk siapa ikrar invite --stage mencetak slip, dan kapan dibagikan. Tahap tidak\nditandatangani; siapa yang sudah memegang slip dapat menandatangani sejak kegiatan dibuka. Yang termasuk beberapa tahap\nikut tahap yang paling awal.",
		EN: "Show the stages of a campaign, or with --name add or change one: leaders first, heads of agencies, then all.\nStages are HR's plan: whom ikrar invite --stage prints slips for, and when they are handed out. They are not signed;\nwho holds a slip can sign from the campaign's opening on. Who is in several stages is in the earliest."},
	"campaign.stage.example": {
		ID: "ikrar campaign stage deklarasi-2026 --name \"Kepala OPD\" \\\n    --position \"Kepala Dinas\" --opens 2026-03-31T10:00\nikrar campaign stage deklarasi-2026 --name Semua --all --opens 2026-04-01\nikrar campaign stage deklarasi-2026",
		EN: "ikrar campaign stage deklarasi-2026 --name Heads \\\n    --position \"Kepala Dinas\" --opens 2026-03-31T10:00\nikrar campaign stage deklarasi-2026 --name All --all --opens 2026-04-01\nikrar campaign stage deklarasi-2026"},
	"campaign.stage.flag.name":  {ID: "`NAMA` tahap", EN: "`NAME` of the stage"},
	"campaign.stage.flag.opens": {ID: "`TANGGAL` slipnya dibagikan", EN: "`DATE` its slips are handed out"},
	"campaign.stage.flag.all":   {ID: "semua pegawai", EN: "everybody in the roster"},
	"campaign.stage.flag.unit": {
		ID: "pegawai `UNIT` ini; boleh diulang",
		EN: "the people of this `UNIT`; may be repeated"},
	"campaign.stage.flag.position": {
		ID: "yang jabatannya memuat `KATA` ini; boleh diulang",
		EN: "whose position has these `WORDS` in it; may be repeated"},
	"campaign.stage.flag.nip": {
		ID: "pegawai dengan `NIP` ini; boleh diulang",
		EN: "the person with this `NIP`; may be repeated"},
	"campaign.stage.flag.remove": {ID: "menghapus tahap itu", EN: "remove that stage"},
	"campaign.stage.none": {
		ID: "Kegiatan ini belum bertahap: slip boleh dicetak untuk semua.",
		EN: "This campaign has no stages: slips may be printed for everybody."},
	"campaign.stage.rest": {
		ID: "{count} pegawai tidak termasuk tahap mana pun",
		EN: "People in no stage: {count}"},
	"invite.flag.stage": {
		ID: "pegawai `TAHAP` ini dari kegiatan",
		EN: "the people of this `STAGE` of the campaign"},
	"invite.flag.campaign": {
		ID: "kegiatan `ID` dari tahap itu (bawaan: satu-satunya)",
		EN: "campaign `ID` of that stage (default: the only one)"},
	"reason.stage-name": {ID: "sudah ada tahap dengan nama ini", EN: "there is a stage of this name"},
	"reason.stage-opens": {
		ID: "harus di antara waktu buka dan tutup kegiatan",
		EN: "it must be between the campaign's opening and its end"},
	"reason.stage-empty": {
		ID: "sebutkan siapa saja: semua, unit, jabatan, atau NIP",
		EN: "say who: everybody, units, positions or NIPs"},
	"reason.stage-many": {
		ID: "terlalu banyak: paling banyak 20 tahap, dan 2.000 unit, jabatan, dan NIP setahap",
		EN: "too many: at most 20 stages, and 2,000 units, positions and NIPs a stage"},
	"fault.stage-unknown": {ID: "tidak ada tahap {stage}", EN: "there is no stage {stage}"},
	"fault.stage-unknown.hint": {
		ID: "ikrar campaign stage ID menampilkan tahapnya",
		EN: "ikrar campaign stage ID shows the stages"},
}

// staging is what the flags of campaign stage say.
type staging struct {
	event.Stage
	opens  string
	nips   []string
	remove bool
}

func campaignStageCommand(a *app) *cobra.Command {
	var s staging
	cmd := a.verb("stage", "campaign.stage", "ID", func(cmd *cobra.Command, args []string) error {
		i, err := a.open(cmd.Context(), s.Name == "")
		if err != nil {
			return err
		}
		defer i.Close()
		plan, err := a.planStage(cmd, i, args[0], s)
		if err != nil {
			return err
		}
		if s.Name != "" {
			if err := plan.Save(); err != nil {
				return a.ledgerFault(i.Home, args[0], err)
			}
		}
		a.showStages(i, plan)
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		changes := slices.ContainsFunc([]string{"name", "opens", "all", "unit", "position", "nip", "remove"},
			cmd.Flags().Changed)
		switch {
		case !changes:
			return nil
		case s.remove:
			return []error{needFlags(cmd, "name")}
		}
		return []error{needFlags(cmd, "name", "opens")}
	})
	flags := cmd.Flags()
	flags.StringVar(&s.Name, "name", "", a.say("campaign.stage.flag.name"))
	flags.Var(dateFlag{&s.opens}, "opens", a.say("campaign.stage.flag.opens"))
	flags.BoolVar(&s.All, "all", false, a.say("campaign.stage.flag.all"))
	flags.StringArrayVar(&s.Units, "unit", nil, a.say("campaign.stage.flag.unit"))
	flags.StringArrayVar(&s.Positions, "position", nil, a.say("campaign.stage.flag.position"))
	flags.StringArrayVar(&s.nips, "nip", nil, a.say("campaign.stage.flag.nip"))
	flags.BoolVar(&s.remove, "remove", false, a.say("campaign.stage.flag.remove"))
	return cmd
}

// planStage plans what the flags say.
func (a *app) planStage(cmd *cobra.Command, i *institution, id string, s staging) (*event.StagesPlan, error) {
	switch {
	case s.Name == "":
		return event.Groups(i, id)
	case s.remove:
		return event.PlanNoStage(i, id, s.Name)
	}
	var ok bool
	if s.Opens, _, ok = event.ParseMoment(s.opens, i.Zone()); !ok {
		return nil, flagReason(cmd, "opens", s.opens, words{"reason.date", nil})
	}
	for _, typed := range s.nips {
		person, err := i.Person(typed)
		if err != nil {
			return nil, err
		}
		s.NIPs = append(s.NIPs, person.NIP)
	}
	units := s.Units
	s.Units = nil
	for _, typed := range units {
		unit, err := a.knownUnit(i, typed)
		if err != nil {
			return nil, err
		}
		s.Units = append(s.Units, unit)
	}
	old := "" // one of this name is changed
	stages, err := event.Stages(i, id)
	if err != nil {
		return nil, err
	}
	for _, one := range stages {
		if one.Name == s.Name {
			old = one.Name
		}
	}
	plan, err := event.PlanStage(i, id, old, s.Stage)
	var bad *config.ValueError
	switch {
	case errors.As(err, &bad):
		if bad.Key == "opens" {
			return nil, flagReason(cmd, "opens", s.opens, bad.Reason)
		}
		return nil, flagReason(cmd, "name", s.Name, bad.Reason)
	}
	return plan, err
}

// showStages says who is asked from when on.
func (a *app) showStages(i *institution, plan *event.StagesPlan) {
	t := a.table()
	defer t.flush()
	for _, g := range plan.Groups {
		a.result(struct {
			Name   string `json:"name"`
			Opens  int64  `json:"opens"`
			People int    `json:"people"`
		}{g.Name, g.Opens.Unix(), len(g.People)}, func() {
			t.row(g.Name, a.figure(len(g.People)), phrase.Moment(a.lang, g.Opens, i.Zone()), a.stageSays(g.Stage))
		})
	}
	if len(plan.Groups) == 0 {
		a.note("campaign.stage.none")
	} else if plan.Rest > 0 {
		a.note("campaign.stage.rest", "count", a.figure(plan.Rest))
	}
}

// stageSays is who is in a stage, as it was given.
func (a *app) stageSays(s event.Stage) string {
	if s.All {
		return a.say("campaign.stage.flag.all")
	}
	all := append(append([]string{}, s.Units...), s.Positions...)
	for _, nip := range s.NIPs {
		all = append(all, nip.Masked())
	}
	return strings.Join(all, "; ")
}
