package main

import (
	"context"
	"crypto"
	"fmt"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
)

var correctPhrases = phrase.Book{
	"correct.short": {ID: "Memperbaiki data yang sudah ditandatangani", EN: "Correct data that were signed already"},
	"correct.long": {
		ID: "Nama, unit, jabatan dan pangkat berada di dalam komitmen yang ditandatangani, maka perbaikan memerlukan tanda\n" +
			"tangan baru orangnya. Daftar pegawai dan kredensialnya diperbaiki, komitmen lama dicabut dengan alasan perbaikan,\n" +
			"dan NIP.ikrar memuat data baru untuk ditandatangani, sampai 60 hari sesudah kegiatannya ditutup. Sertifikat\n" +
			"barunya memakai nomor yang sama; sejak pencabutan, yang lama tidak berlaku. Tanpa jeda: dengan --no-gap komitmen\n" +
			"lama tetap berlaku, dan dicabut bersamaan dengan pencatatan yang baru, --finish BERKAS.pledge.\n" +
			"Bila daftar pegawai sudah benar, cukup --nip. Perintah yang terhenti diulang saja.",
		EN: "Name, unit, post and rank are inside the signed pledge, so a correction needs the person's new signature. Roster\n" +
			"and credential are corrected, the old pledge is revoked with the reason perbaikan, and NIP.ikrar holds the new\n" +
			"data to sign, until 60 days after the campaign's end. The new certificate has the same number; from the\n" +
			"revocation on the old one is void. Without a gap: with --no-gap the old pledge stays in force, and is revoked in\n" +
			"one step with the new one's recording, --finish FILE.pledge.\n" +
			"Where the roster is right already, --nip is enough. A command that was stopped is simply repeated.",
	},
	"correct.example": {
		ID: "ikrar correct --nip 197602012005052002 --name \"Nabilla, S.Pd.\" --dry-run\n" +
			"ikrar correct --nip 197602012005052002 --unit \"Dinas Sosial\" --no-gap\n" +
			"ikrar correct --nip 197602012005052002 --finish 197602012005052002.pledge",
		EN: "ikrar correct --nip 197602012005052002 --name \"Nabilla, S.Pd.\" --dry-run\n" +
			"ikrar correct --nip 197602012005052002 --unit \"Dinas Sosial\" --no-gap\n" +
			"ikrar correct --nip 197602012005052002 --finish 197602012005052002.pledge",
	},
	"correct.flag.nip":      {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"correct.flag.name":     {ID: "`NAMA` yang benar, dengan gelarnya", EN: "the right `NAME`, with its titles"},
	"correct.flag.unit":     {ID: "`UNIT` yang benar", EN: "the right `UNIT`"},
	"correct.flag.subunit":  {ID: "`UNIT` kerja di dalamnya", EN: "the `UNIT` within it"},
	"correct.flag.position": {ID: "`JABATAN` yang benar", EN: "the right `POST`"},
	"correct.flag.rank": {
		ID: "`PANGKAT` dan golongan yang benar: \"Penata Muda, III/a\"",
		EN: "the right `RANK`: \"Penata Muda, III/a\"",
	},
	"correct.flag.no-gap": {
		ID: "komitmen lama berlaku sampai yang baru dicatat dengan --finish",
		EN: "the old pledge holds until the new one is recorded by --finish",
	},
	"correct.flag.finish": {
		ID: "mencatat `BERKAS.pledge` yang baru sekaligus mencabut yang lama",
		EN: "record the new `FILE.pledge` and revoke the old one in one step",
	},
	"correct.flag.output": {
		ID: "menulis ke `BERKAS` (bawaan NIP.ikrar)",
		EN: "write to `FILE` (default NIP.ikrar)",
	},
	"correct.flag.out": {
		ID: "`DIR` sertifikat: berkas lama pindah ke dicabut/",
		EN: "`DIR` of the certificates: the old file moves to dicabut/",
	},
	"correct.needs": {
		ID: "Perbaikan ini memerlukan tanda tangan baru {name}: datanya berada di dalam komitmen yang sudah ditandatangani.",
		EN: "This correction needs a new signature of {name}: the data are inside the pledge that was signed.",
	},
	"correct.change":     {ID: "{field}: {old} menjadi {new}", EN: "{field}: {old} becomes {new}"},
	"correct.field.name": {ID: "nama", EN: "name"}, "correct.field.unit": {ID: "unit", EN: "unit"},
	"correct.field.position": {ID: "jabatan", EN: "post"}, "correct.field.rank": {ID: "pangkat", EN: "rank"},
	"correct.field.nip": {ID: "NIP", EN: "NIP"},
	"correct.pledge": {
		ID: "Dicabut dan ditandatangani lagi: {title}, kode {code}, sertifikat {number}",
		EN: "To be revoked and signed again: {title}, code {code}, certificate {number}",
	},
	"correct.waiting": {
		ID: "Sudah dicabut, menunggu tanda tangan baru: {title}",
		EN: "Revoked already, waits for the new signature: {title}",
	},
	"correct.closed": {
		ID: "Tetap seperti adanya, sudah lewat 60 hari sejak ditutup: {title}, kode {code}",
		EN: "Stays as it is, closed for more than 60 days: {title}, code {code}",
	},
	"correct.dry": {ID: "Percobaan saja; tidak ada yang diubah.", EN: "A dry run; nothing was changed."},
	"correct.ask": {
		ID: "Sertifikat lama tidak berlaku lagi, dan ini tidak dapat dibatalkan. Lanjutkan?",
		EN: "The old certificate will be void, and this cannot be undone. Go on?",
	},
	"correct.ready": {
		ID: "{name}: data diperbaiki; {path} untuk ditandatangani: ikrar pledge {path} --campaign {id} " +
			"--key BERKAS, atau di halaman tanda tangan.",
		EN: "{name}: corrected; {path} is to be signed: ikrar pledge {path} --campaign {id} --key FILE, or " +
			"on the signing page.",
	},
	"correct.kept": {
		ID: "{name}: data diperbaiki; tidak ada komitmen yang perlu ditandatangani lagi.",
		EN: "{name}: corrected; there is no pledge to be signed again.",
	},
	"correct.invite": {
		ID: "{name} tidak punya kunci; undang lagi: {ikrar} invite --nip {nip} --until TANGGAL",
		EN: "{name} has no key; invite them again: {ikrar} invite --nip {nip} --until DATE",
	},
	"correct.void": {
		ID: "Komitmen lama dicabut; sertifikat lama tidak berlaku. Sesudah tanda tangan barunya tercatat: " +
			"{ikrar} issue --out DIR",
		EN: "The old pledge is revoked, and the old certificate void. Once the new one is recorded: {ikrar} " +
			"issue --out DIR",
	},
	"correct.gap": {
		ID: "Komitmen lama masih berlaku. Sesudah ditandatangani: {ikrar} correct --nip {nip} --finish " +
			"BERKAS.pledge",
		EN: "The old pledge is still in force. Once signed: {ikrar} correct --nip {nip} --finish FILE.pledge",
	},
	"correct.done": {
		ID: "Tercatat: {name}, entri {index}, kode {code}; komitmen lama dicabut. Sertifikat barunya: " +
			"{ikrar} issue --out DIR",
		EN: "Recorded: {name}, entry {index}, code {code}; the old pledge is revoked. The new certificate: " +
			"{ikrar} issue --out DIR",
	},

	"fault.correct-field": {ID: "{column} \"{value}\": {reason}", EN: "{column} \"{value}\": {reason}"},
	"fault.correct-nothing": {
		ID: "{name}: tidak ada yang perlu diperbaiki",
		EN: "{name}: there is nothing to correct",
	},
	"fault.correct-nothing.hint": {
		ID: "sebut yang benar dengan --name, --unit, --position atau --rank",
		EN: "say what is right by --name, --unit, --position or --rank",
	},
	"fault.correct-other": {
		ID: "komitmen ini tidak menggantikan komitmen {name} yang diperbaiki",
		EN: "this pledge takes the place of none of {name} that is corrected",
	},
	"fault.correct-other.hint": {
		ID: "tanda tangani lagi dengan NIP.ikrar yang terakhir dibuat, pada kegiatan yang sama",
		EN: "sign again with the NIP.ikrar that was made last, in the same campaign",
	},
}

// correcting is what the flags of correct say.
type correcting struct {
	nip, finish, output, out            string
	name, unit, subunit, position, rank string
	noGap, dry, yes                     bool
}

func correctCommand(a *app) *cobra.Command {
	var s correcting
	cmd := a.verb("correct", "correct", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRecord(cmd.Context(), s.dry)
		if err != nil {
			return err
		}
		defer i.Close()
		return a.correct(cmd, i, s)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error { return []error{needFlags(cmd, "nip")} })
	flags := cmd.Flags()
	flags.StringVar(&s.nip, "nip", "", a.say("correct.flag.nip"))
	flags.StringVar(&s.name, "name", "", a.say("correct.flag.name"))
	flags.StringVar(&s.unit, "unit", "", a.say("correct.flag.unit"))
	flags.StringVar(&s.subunit, "subunit", "", a.say("correct.flag.subunit"))
	flags.StringVar(&s.position, "position", "", a.say("correct.flag.position"))
	flags.StringVar(&s.rank, "rank", "", a.say("correct.flag.rank"))
	flags.BoolVar(&s.noGap, "no-gap", false, a.say("correct.flag.no-gap"))
	flags.StringVar(&s.finish, "finish", "", a.say("correct.flag.finish"))
	flags.StringVarP(&s.output, "output", "o", "", a.say("correct.flag.output"))
	flags.StringVar(&s.out, "out", "", a.say("correct.flag.out"))
	flags.BoolVar(&s.dry, "dry-run", false, a.say("trust.flag.dry-run"))
	flags.BoolVar(&s.yes, "yes", false, a.say("revoke.flag.yes"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// fields are those that were typed.
func (s *correcting) fields(cmd *cobra.Command) (f personnel.Fields) {
	for _, one := range []struct {
		flag  string
		value *string
		field **string
	}{{"name", &s.name, &f.Name}, {"unit", &s.unit, &f.Unit}, {"subunit", &s.subunit, &f.Subunit},
		{"position", &s.position, &f.Position}, {"rank", &s.rank, &f.Rank}} {
		if cmd.Flags().Changed(one.flag) {
			*one.field = one.value
		}
	}
	return f
}

func (a *app) correct(cmd *cobra.Command, i *institution, s correcting) error {
	person, err := i.Person(s.nip)
	if err != nil {
		return err
	}
	if s.finish != "" {
		return a.finishCorrection(cmd.Context(), i, person, s)
	}
	plan, err := personnel.PlanCorrection(i, person, s.fields(cmd))
	if err != nil {
		return a.correctFault(i, s.nip, err)
	}
	a.showCorrection(plan)
	if s.dry {
		return a.reportCorrection(plan, s, "")
	}
	if len(plan.Pledges) > 0 && !s.noGap && !s.yes && isTerminal(a.input) {
		if err := a.confirm(cmd.Context(), "--yes", "correct.ask"); err != nil {
			return err
		}
	}
	if err := a.peopleSeen(cmd.Context(), i, []roster.Person{plan.Person}); err != nil { // it signs all of the line
		return err
	}
	key, err := a.registrar(cmd.Context(), i.Home)
	if err != nil {
		return err
	}
	with, err := plan.Prepare(cmd.Context(), key)
	if err != nil {
		return a.correctFault(i, plan.Next.PrintedName(), err)
	}
	if err := outpost.Wrote(i.Home, []roster.Person{plan.Next}); err != nil {
		return err
	}
	path, err := s.write(plan, with)
	if err != nil {
		return err
	}
	if err := a.endCorrected(cmd.Context(), i, plan, s, key); err != nil {
		return err
	}
	return a.sayCorrected(plan, s, path)
}

// write writes what the person signs with; of no key there is none.
func (s *correcting) write(plan *personnel.CorrectionPlan, with *packet.Packet) (string, error) {
	if with == nil {
		return "", nil
	}
	path := s.output
	if path == "" {
		path = string(plan.Next.NIP) + ".ikrar"
	}
	return path, writeFile(path, with.Bytes(), private, replaceExisting)
}

// endCorrected revokes what is to be signed again, unless the old ones hold until then.
func (a *app) endCorrected(ctx context.Context, i *institution, plan *personnel.CorrectionPlan, s correcting,
	key crypto.Signer) error {
	if s.noGap {
		return nil
	}
	if err := plan.Revoke(ctx, key); err != nil {
		return a.correctFault(i, plan.Next.PrintedName(), err)
	}
	for _, one := range plan.Pledges {
		if s.out == "" {
			break
		}
		if _, err := issue.SetAside(i.Ledger, s.out, one.Digest); err != nil {
			return err
		}
	}
	return nil
}

// finishCorrection records the new pledge and the end of the old one.
func (a *app) finishCorrection(ctx context.Context, i *institution, person roster.Person, s correcting) error {
	raw, err := files.ReadBounded(s.finish, signer.MaxStatement)
	if err != nil {
		return err
	}
	plan, err := personnel.PlanExchange(i, person)
	if err != nil {
		return err
	}
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	r, err := plan.Exchange(ctx, key, raw)
	if err != nil {
		return a.correctFault(i, s.finish, err)
	}
	return a.sayFinished(plan, r.Index, raw)
}

// showCorrection says first what a correction takes.
func (a *app) showCorrection(plan *personnel.CorrectionPlan) {
	if a.json {
		return
	}
	if len(plan.Pledges)+len(plan.Waiting) > 0 {
		a.print("correct.needs", "name", plan.Next.PrintedName())
	}
	differences := enrol.Changes(enrol.PersonOf(plan.Person), enrol.PersonOf(plan.Next))
	for _, one := range plan.Pledges {
		differences = one.Differences
	}
	for _, d := range differences {
		fmt.Fprintln(a.stdout, " ", a.say("correct.change", "field", words{"correct.field." + d.Field, nil},
			"old", d.Old, "new", d.New))
	}
	for _, group := range []struct {
		key string
		all []personnel.Pledge
	}{{"correct.pledge", plan.Pledges}, {"correct.waiting", plan.Waiting}, {"correct.closed", plan.Closed}} {
		for _, one := range group.all {
			number := one.Number
			if number == "" {
				number = "-"
			}
			a.print(group.key, "title", one.Campaign.Title, "code", one.Code, "number", number)
		}
	}
}
