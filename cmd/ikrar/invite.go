package main

import (
	"bytes"
	"crypto"
	"encoding/csv"
	"errors"
	"fmt"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/ledger/spreadsheet"
	"ikrar/verify/phrase"
)

var invitePhrases = phrase.Book{
	"invite.short": {
		ID: "Mengundang pegawai untuk mendaftarkan kuncinya sendiri",
		EN: "Invite employees to enrol their own keys",
	},
	"invite.long": {
		ID: "Membuat satu kode untuk setiap orang; berlaku sekali, sampai tanggal yang disebut. Pegawai mengetik\nikrar pledge ALAMAT --code KODE: kuncinya dibuat, didaftarkan, dan komitmennya ditandatangani.\nKode hanya ada di hasil perintah ini dan tidak pernah dikirim ke peladen; cetak dengan --pdf atau kirim dengan --csv.\nPetugas yang sama dapat mencetaknya lagi dengan --reprint.\nYang namanya tidak dapat dicetak oleh --pdf disebutkan dan tidak diundang. Yang sudah terdaftar atau diundang dilewati. Dengan --renew mereka pun mendapat kode baru: kode lama tidak\nberlaku lagi, dan kunci lama digantikan setelah kode baru dipakai.",
		EN: "Make a code for each person; it works once, and until the date given. The employee types\nikrar pledge URL --code CODE: their key is made and enrolled, and the pledge is signed.\nCodes are in the output of this command alone and never sent to a server; print them by --pdf or mail them by --csv.\nThe same officer can print them again by --reprint.\nWhose name --pdf cannot print is named and not invited. Who is enrolled or invited already is passed over. With --renew they get a new code too: the old code is void,\nand the old key is replaced once the new code is used.",
	},
	"invite.example": {
		ID: "ikrar invite --all --until 2026-03-31 --pdf undangan.pdf\nikrar invite --nip 197602012005052002 --until 2026-03-31 --renew\nikrar invite --unit \"Dinas Pendidikan\" --reprint --pdf lagi.pdf",
		EN: "ikrar invite --all --until 2026-03-31 --pdf invitations.pdf\nikrar invite --nip 197602012005052002 --until 2026-03-31 --renew\nikrar invite --unit \"Dinas Pendidikan\" --reprint --pdf again.pdf",
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
	"invite.total": {
		ID: "{count} orang diundang sampai {until}; dilewati: {enrolled} sudah terdaftar, {invited} sudah diundang",
		EN: "Invited until {until}: {count}; passed over: {enrolled} enrolled, {invited} invited already",
	},
	"invite.columns": {
		ID: "nip,nama,unit,alamat,kode,berlaku_sampai,perintah,sidik_jari_akar",
		EN: "nip,name,unit,address,code,valid_until,command,root_fingerprint",
	},
	"fault.invite-past": {ID: "--until {value} sudah lewat", EN: "--until {value} is past"},
	"fault.unit-unknown": {
		ID: "tidak ada pegawai dengan unit \"{unit}\" dalam daftar; tidak ada yang diundang",
		EN: "nobody in the roster is of the unit \"{unit}\"; nobody was invited",
	},
	"fault.unit-unknown.hint": {
		ID: "ikrar roster list menunjukkan ejaan unitnya",
		EN: "ikrar roster list shows how units are spelt",
	},
	"fault.invite-changed": {
		ID: "orang lain sedang mengundang atau mendaftarkan pegawai yang sama; berkas undangan tidak ditulis",
		EN: "somebody else is inviting or enrolling the same people; no file of invitations was written",
	},
	"fault.invite-changed.hint": {
		ID: "ulangi perintah ini; yang terlewati karena sudah diundang mendapat kode baru dengan --renew",
		EN: "repeat this command; who is passed over as invited gets a new code by --renew",
	},
	"fault.invite-glyph": {
		ID: "{name}: huruf {rune} ({code}) pada {field} tidak dapat dicetak; ia tidak diundang, yang lain tetap diundang",
		EN: "{name}: {rune} ({code}), which is in the {field}, cannot be printed; this person was not invited, the others were",
	},
	"fault.invite-glyph.hint": {
		ID: "perbaiki datanya dengan ikrar roster import, lalu ulangi perintah ini ke berkas lain; atau undang dengan --csv saja, tetapi sertifikatnya pun tidak dapat dibuat sebelum datanya diperbaiki",
		EN: "correct the data by ikrar roster import, then repeat this command to another file; or invite by --csv alone, but the certificate cannot be made either until the data are corrected",
	},
	"fault.invite-left": {
		ID: "undangan sudah berlaku, tetapi {path} tidak dapat diberi nama; isinya ada di {temp}",
		EN: "the invitations are valid, but {path} could not be given its name; its content is in {temp}",
	},
	"fault.invite-left.hint": {ID: "ganti nama berkas itu dengan tangan", EN: "rename that file by hand"},
}

// inviting is what the flags of invite say.
type inviting struct {
	all, renew       bool
	reprint, dry     bool
	unit, nip, until string
	csv, pdf         string
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
		if err := needOneFlag(cmd, "all", "unit", "nip"); err != nil {
			return err
		}
		if s.reprint && s.renew {
			return refuse("invite-renewed").usage(cmd.CommandPath())
		}
		if err := needFlags(cmd, "until"); err != nil && !s.reprint {
			return err
		}
		for _, path := range []string{s.csv, s.pdf} {
			if _, err := os.Lstat(path); path != "" && err == nil {
				return refuse("file-exists", "path", path)
			}
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
	a.takesRegistrarKey(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&s.all, "all", false, a.say("invite.flag.all"))
	flags.StringVar(&s.unit, "unit", "", a.say("invite.flag.unit"))
	flags.StringVar(&s.nip, "nip", "", a.say("invite.flag.nip"))
	flags.StringVar(&s.until, "until", "", a.say("invite.flag.until"))
	flags.StringVar(&s.csv, "csv", "", a.say("invite.flag.csv"))
	flags.StringVar(&s.pdf, "pdf", "", a.say("invite.flag.pdf"))
	flags.BoolVar(&s.renew, "renew", false, a.say("invite.flag.renew"))
	flags.BoolVar(&s.reprint, "reprint", false, a.say("invite.flag.reprint"))
	flags.BoolVar(&s.dry, "dry-run", false, a.say("invite.flag.dry-run"))
	return cmd
}

// inviteAnew draws codes for who needs one, and makes them valid once they are on paper.
func (a *app) inviteAnew(cmd *cobra.Command, i *institution, s inviting) error {
	until, ok := parseLast(s.until, i.Zone())
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
	var key crypto.Signer
	if !s.dry {
		if key, err = a.registrar(cmd.Context(), i.Home); err != nil {
			return err
		}
	}
	plan, err := i.PlanInvitations(key, people, until, s.renew)
	if err != nil {
		return a.ledgerFault(i.Home, cmd.CommandPath(), err)
	}
	if s.dry {
		a.looked(plan)
		return nil
	}
	left, err := a.invite(i, plan, s, plan.Invite)
	if err != nil {
		return err
	}
	a.note("invite.total", "count", phrase.Number(a.lang, len(plan.Invitations)), "until", a.lastMoment(i, plan.Until),
		"enrolled", phrase.Number(a.lang, plan.Enrolled), "invited", phrase.Number(a.lang, plan.Invited))
	if left > 0 {
		return outcome(exitRefused)
	}
	return nil
}

// invitees are the people that the flags name.
func (a *app) invitees(i *institution, s inviting) (iter.Seq2[roster.Person, error], error) {
	switch {
	case s.all:
		return i.Roster.List(""), nil
	case s.nip == "": // one of the three is given
		return i.UnitPeople(s.unit)
	}
	person, err := i.Person(s.nip)
	return func(yield func(roster.Person, error) bool) { yield(person, nil) }, err
}

// invite renders what a plan says, has write make it so, and says the codes. left counts those who
// were left out.
func (a *app) invite(i *institution, b *office.InvitationPlan, s inviting,
	write func(...office.File) error) (left int, err error) {
	if s.pdf != "" {
		if left, err = a.leaveUnprintable(i, b); err != nil {
			return left, err
		}
	}
	var files []office.File
	for _, f := range []struct {
		path   string
		render func(*institution, *office.InvitationPlan) ([]byte, error)
	}{{s.csv, a.inviteCSV}, {s.pdf, a.invitePDF}} {
		if f.path == "" || len(b.Invitations) == 0 {
			continue
		}
		data, err := f.render(i, b)
		if err != nil {
			return left, err
		}
		files = append(files, office.File{Path: f.path, Data: data})
	}
	if err := write(files...); err != nil {
		if failed := (*office.LedgerError)(nil); errors.As(err, &failed) {
			return left, a.ledgerFault(i.Home, failed.What, failed.Err)
		}
		return left, err
	}
	for _, v := range b.Invitations {
		one := invited{string(v.Person.NIP), v.Person.PrintedName(), v.Person.Unit, v.Code.String(), v.Until}
		if a.json || s.csv == "" && s.pdf == "" {
			a.result(one, func() { a.line(one.NIP, one.Code, one.Name) })
		}
	}
	return left, nil
}

// leaveUnprintable leaves those out, and names them, whose slip has a character that cannot be
// printed: one of them keeps no other from a slip, and nobody gets a code that stands nowhere.
func (a *app) leaveUnprintable(i *institution, b *office.InvitationPlan) (left int, err error) {
	slips := a.slips(i, b)
	missing, err := slips.Unprintable()
	if err != nil {
		return 0, err
	}
	complaints := complaints{app: a}
	defer complaints.end()
	b.Keep(func(n int) bool {
		bad := missing[n]
		if bad == nil {
			return true
		}
		left++
		p := b.Invitations[n].Person
		name := fmt.Sprintf("%s (%s)", p.PrintedName(), p.NIP.Masked())
		complaints.add(name, refuse("invite-glyph", "name", name, "rune", string(bad.Rune),
			"code", fmt.Sprintf("%U", bad.Rune), "field", a.certificateField(bad.Field)))
		return false
	})
	return left, nil
}

// lastMoment is the last minute before an end, which people expect to read: 31 March, 23.59 and not
// 1 April, 0.00.
func (a *app) lastMoment(i *institution, end time.Time) string {
	return phrase.Moment(a.lang, end.Add(-time.Second), i.Zone())
}

func (a *app) inviteCSV(i *institution, b *office.InvitationPlan) ([]byte, error) {
	var out bytes.Buffer
	address, last, root := b.URL, a.lastMoment(i, b.Until), b.Root
	out.WriteString(spreadsheet.BOM)
	var header []any
	for column := range strings.SplitSeq(a.say("invite.columns"), ",") {
		header = append(header, column)
	}
	rows := [][]any{header}
	for _, v := range b.Invitations {
		rows = append(rows, []any{string(v.Person.NIP), v.Person.PrintedName(), v.Person.Unit, address + "/tanda",
			v.Code.String(), last, "ikrar pledge " + address + " --code " + v.Code.String() + " --root " + root, root})
	}
	err := spreadsheet.WriteRows(csv.NewWriter(&out), rows)
	return out.Bytes(), err
}

func (a *app) slips(i *institution, b *office.InvitationPlan) certificate.Slips {
	slips := certificate.Slips{Language: string(a.lang), Institution: b.Institution, Address: b.URL, Root: b.Root,
		Until: a.lastMoment(i, b.Until), Created: a.now().In(i.Zone())}
	for _, v := range b.Invitations {
		slips.People = append(slips.People, certificate.Slip{Name: v.Person.PrintedName(), Unit: v.Person.Unit,
			Code: v.Code.String(), Plain: v.Person.Name})
	}
	return slips
}

func (a *app) invitePDF(i *institution, b *office.InvitationPlan) ([]byte, error) {
	pdf, err := certificate.RenderSlips(a.slips(i, b))
	return pdf, a.issueFault(i, b.Institution, err)
}
