package main

import (
	"context"
	"errors"
	"iter"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var invitePhrases = phrase.Book{
	"invite.short": {
		ID: "Mengundang pegawai untuk mendaftarkan kuncinya sendiri",
		EN: "Invite employees to enrol their own keys",
	},
	"invite.long": {
		ID: "Membuat satu kode untuk setiap orang; berlaku sekali, sampai tanggal yang disebut. Pegawai mengetik\nikrar pledge ALAMAT --code KODE: kuncinya dibuat, didaftarkan, dan komitmennya ditandatangani.\nKode hanya ada di hasil perintah ini dan tidak pernah dikirim ke peladen; cetak dengan --pdf atau kirim dengan --csv.\nPetugas yang sama dapat mencetaknya lagi dengan --reprint.\nYang namanya tidak dapat dicetak oleh --pdf disebutkan dan tidak diundang. Yang sudah terdaftar atau diundang dilewati. Dengan --renew mereka pun mendapat kode baru: kode lama tidak\nberlaku lagi, dan kunci lama digantikan setelah kode baru dipakai. Permintaan yang menunggu petugas gugur karenanya;\nitu disebutkan dan ditanyakan dahulu. Dihentikan di tengah jalan? Ulangi; yang sudah diundang dicetak dengan --reprint.",
		EN: "Make a code for each person; it works once, and until the date given. The employee types\nikrar pledge URL --code CODE: their key is made and enrolled, and the pledge is signed.\nCodes are in the output of this command alone and never sent to a server; print them by --pdf or mail them by --csv.\nThe same officer can print them again by --reprint.\nWhose name --pdf cannot print is named and not invited. Who is enrolled or invited already is passed over. With --renew they get a new code too: the old code is void,\nand the old key is replaced once the new code is used. A request that waits for a registrar falls by that, which is\nsaid and asked first. Stopped midway? Repeat it; who is invited already is printed by --reprint.",
	},
	"invite.example": {
		ID: "ikrar invite --all --until 2026-03-31 --pdf undangan.pdf\nikrar invite --stage Pimpinan --until 2026-03-31 --pdf pimpinan.pdf\nikrar invite --nip 197602012005052002 --until 2026-03-31 --renew\nikrar invite --unit \"Dinas Pendidikan\" --reprint --pdf lagi.pdf",
		EN: "ikrar invite --all --until 2026-03-31 --pdf invitations.pdf\nikrar invite --stage Pimpinan --until 2026-03-31 --pdf pimpinan.pdf\nikrar invite --nip 197602012005052002 --until 2026-03-31 --renew\nikrar invite --unit \"Dinas Pendidikan\" --reprint --pdf again.pdf",
	},
	"invite.flag.all":  {ID: "semua pegawai", EN: "everybody in the roster"},
	"invite.flag.unit": {ID: "pegawai `UNIT` ini", EN: "the people of this `UNIT`"},
	"invite.flag.nip":  {ID: "pegawai dengan `NIP` ini", EN: "the person with this `NIP`"},
	"invite.flag.until": {
		ID: "hari terakhir berlaku, `TANGGAL` 2026-03-31",
		EN: "the last day of validity, a `DATE` like 2026-03-31",
	},
	"invite.flag.csv": {
		ID: "menulis kode ke `BERKAS` CSV, untuk surat massal",
		EN: "write the codes to a CSV `FILE`, for mail merge",
	},
	"invite.flag.pdf": {
		ID: "mencetak undangan dengan kode QR ke `BERKAS` PDF, delapan sehalaman, dengan daftar penerima untuk setiap unit",
		EN: "print the invitations with QR codes to a PDF `FILE`, eight a page, with a list to tick off for each unit",
	},
	"invite.flag.renew": {
		ID: "juga yang sudah diundang atau terdaftar; kode lamanya tidak berlaku lagi",
		EN: "also who is invited or enrolled already; their old code is void",
	},
	"invite.flag.yes": {
		ID: "menggugurkan permintaan yang menunggu tanpa bertanya",
		EN: "let requests fall that wait, without asking",
	},
	"progress.invite": {ID: "membuat kode", EN: "making codes"},
	"invite.again": {
		ID: "Slip yang sudah diundang dicetak lagi, dengan kode yang sama, oleh petugas yang membuatnya: ikrar invite --reprint; kode baru: --renew.",
		EN: "Slips of who is invited already are printed again, with the same codes, by the officer who made them: ikrar invite --reprint; new codes: --renew.",
	},
	"invite.unsealed": {
		ID: "Kunci petugas ada di ssh-agent, jadi kode ini tidak dapat dicetak lagi: simpan berkasnya sampai dibagikan. Slip yang hilang diganti dengan --renew.",
		EN: "The officer's key is in an ssh-agent, so these codes cannot be printed again: keep the file until they are handed out. A lost slip is replaced by --renew.",
	},
	"invite.total": {
		ID: "{count} orang diundang sampai {until}; dilewati: {enrolled} sudah terdaftar, {invited} sudah diundang",
		EN: "Invited until {until}: {count}; passed over: {enrolled} enrolled, {invited} invited already",
	},
	"fault.invite-past": {ID: "--until {value} sudah lewat", EN: "--until {value} is past"},
	"fault.invite-changed": {
		ID: "orang lain sedang mengundang atau mendaftarkan pegawai yang sama; berkas undangan tidak ditulis",
		EN: "somebody else is inviting or enrolling the same people; no file of invitations was written",
	},
	"fault.invite-changed.hint": {
		ID: "ulangi perintah ini; yang terlewati karena sudah diundang mendapat kode baru dengan --renew",
		EN: "repeat this command; who is passed over as invited gets a new code by --renew",
	},
	"fault.invite-left": {
		ID: "undangan sudah berlaku, tetapi {path} tidak dapat diberi nama; isinya ada di {temp}",
		EN: "the invitations are valid, but {path} could not be given its name; its content is in {temp}",
	},
	"fault.invite-left.hint": {ID: "ganti nama berkas itu dengan tangan", EN: "rename that file by hand"},
}

// inviting is what the flags of invite say.
type inviting struct {
	all, renew, yes  bool
	reprint, dry     bool
	unit, nip, until string
	stage, campaign  string
	csv, pdf         string
}

// files are those that are written.
func (s inviting) files() []string {
	return slices.DeleteFunc([]string{s.csv, s.pdf}, func(path string) bool { return path == "" })
}

// there refuses files that exist, before a code is made for them.
func (s inviting) there() error {
	for _, path := range s.files() {
		if _, err := os.Lstat(path); err == nil {
			return refuse("file-exists", "path", path)
		}
	}
	return nil
}

// invited is the --json form of one invitation.
type invited struct {
	NIP   string `json:"nip"`
	Name  string `json:"name"`
	Unit  string `json:"unit"`
	Code  string `json:"code"`
	Until int64  `json:"until"` // Unix seconds, exclusive
}

func inviteCommand(a *app) *cobra.Command {
	var s inviting
	cmd := a.verb("invite", "invite", "", func(cmd *cobra.Command, _ []string) error {
		if err := s.there(); err != nil {
			return err
		}
		i, err := a.open(cmd.Context(), s.dry || s.reprint)
		if err != nil {
			return err
		}
		defer i.Close()
		if s.reprint {
			return a.reprint(cmd, i, s)
		}
		return a.inviteAnew(cmd, i, s)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		wrong := []error{needOneFlag(cmd, "all", "unit", "nip", "stage")}
		if !s.reprint {
			return append(wrong, needFlags(cmd, "until"))
		}
		if s.renew {
			wrong = append(wrong, refuse("invite-renewed").usage(cmd.CommandPath()))
		}
		return wrong
	})
	a.takesRegistrarKey(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&s.all, "all", false, a.say("invite.flag.all"))
	flags.StringVar(&s.unit, "unit", "", a.say("invite.flag.unit"))
	flags.StringVar(&s.nip, "nip", "", a.say("invite.flag.nip"))
	flags.StringVar(&s.stage, "stage", "", a.say("invite.flag.stage"))
	flags.StringVar(&s.campaign, "campaign", "", a.say("invite.flag.campaign"))
	flags.Var(dateFlag{&s.until}, "until", a.say("invite.flag.until"))
	flags.StringVar(&s.csv, "csv", "", a.say("invite.flag.csv"))
	flags.StringVar(&s.pdf, "pdf", "", a.say("invite.flag.pdf"))
	flags.BoolVar(&s.renew, "renew", false, a.say("invite.flag.renew"))
	flags.BoolVar(&s.yes, "yes", false, a.say("invite.flag.yes"))
	flags.BoolVar(&s.reprint, "reprint", false, a.say("invite.flag.reprint"))
	flags.BoolVar(&s.dry, "dry-run", false, a.say("invite.flag.dry-run"))
	return cmd
}

// inviteAnew draws codes for who needs one, and makes them valid once they are on paper. What can
// be asked or refused is so before the codes are drawn, which takes a while for a province.
func (a *app) inviteAnew(cmd *cobra.Command, i *institution, s inviting) error {
	until, ok := event.ParseLast(s.until, i.Zone())
	if !ok {
		return flagReason(cmd, "until", s.until, words{"reason.date", nil})
	}
	if !until.After(a.now()) {
		return refuse("invite-past", "value", s.until).usage(cmd.CommandPath())
	}
	people, err := a.invitees(i, s)
	if err != nil {
		return err
	}
	plan, err := i.PlanInvitations(people, until, s.renew)
	if err != nil {
		return a.ledgerFault(i.Home, cmd.CommandPath(), err)
	}
	if s.dry {
		a.looked(i, plan)
		return nil
	}
	if err := a.inviteesSeen(cmd.Context(), i, plan); err != nil {
		return err
	}
	left := 0
	if s.pdf != "" {
		if left, err = a.leaveUnprintable(plan); err != nil {
			return err
		}
	}
	if err := a.letFall(cmd.Context(), i, plan, s.yes); err != nil {
		return err
	}
	if err := a.signInvitations(cmd, i, plan); err != nil {
		return err
	}
	if err := a.invite(cmd.Context(), i, plan, s, plan.Invite); err != nil {
		return err
	}
	a.note("invite.total", "count", phrase.Number(a.lang, len(plan.Invitations)), "until", plan.Last(a.lang),
		"enrolled", phrase.Number(a.lang, plan.Enrolled), "invited", phrase.Number(a.lang, plan.Invited))
	a.noteFormer(plan)
	if !plan.Sealed && len(plan.Invitations) > 0 {
		a.note("invite.unsealed")
	}
	if plan.Invited > 0 {
		a.note("invite.again")
	}
	if plan.Enrolled > 0 {
		a.note("keyed.passed", "way", withKey(i))
	}
	if left > 0 {
		return outcome(exitRefused)
	}
	return nil
}

// signInvitations draws the codes and signs, by the officer's key.
func (a *app) signInvitations(cmd *cobra.Command, i *institution, plan *office.InvitationPlan) error {
	key, err := a.registrar(cmd.Context(), i.Home)
	if err != nil {
		return err
	}
	bar := a.progress(int64(len(plan.Invitations)), "progress.invite")
	defer bar.end()
	if err := plan.Sign(cmd.Context(), key, func() { bar.add(1) }); err != nil {
		return a.ledgerFault(i.Home, cmd.CommandPath(), err)
	}
	return nil
}

// invitees are the people that the flags name.
func (a *app) invitees(i *institution, s inviting) (iter.Seq2[roster.Person, error], error) {
	switch {
	case s.all:
		return i.Expected(), nil
	case s.stage != "":
		return event.StagePeople(i, s.campaign, s.stage)
	case s.nip == "": // one of the four is given
		return a.unitPeople(i, s.unit)
	}
	person, err := i.Person(s.nip)
	return func(yield func(roster.Person, error) bool) { yield(person, nil) }, err
}

// invite renders what a plan says, has write make it so, and says the codes.
func (a *app) invite(ctx context.Context, i *institution, b *office.InvitationPlan, s inviting,
	write func(...office.File) error) error {
	var files []office.File
	for _, f := range []struct {
		path   string
		render func(context.Context, *institution, *office.InvitationPlan) ([]byte, error)
	}{{s.csv, a.inviteCSV}, {s.pdf, a.invitePDF}} {
		if f.path == "" || len(b.Invitations) == 0 {
			continue
		}
		data, err := f.render(ctx, i, b)
		if err != nil {
			return err
		}
		files = append(files, office.File{Path: f.path, Data: data})
	}
	if err := write(files...); err != nil {
		if failed := (*office.LedgerError)(nil); errors.As(err, &failed) {
			return a.ledgerFault(i.Home, failed.What, failed.Err)
		}
		return err
	}
	for _, v := range b.Invitations {
		one := invited{string(v.Person.NIP), v.Person.PrintedName(), v.Person.Unit, v.Code.String(), v.Until}
		if a.json || s.csv == "" && s.pdf == "" {
			a.result(one, func() { a.line(one.NIP, one.Code, one.Name) })
		}
	}
	return nil
}
