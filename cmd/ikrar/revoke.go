package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var revokePhrases = phrase.Book{
	"revoke.short": {ID: "Mencabut komitmen, kunci, atau sertifikat", EN: "Revoke a pledge, a key or a certificate"},
	"revoke.long": {
		ID: "Mencabut, dengan alasan yang dicatat. --index: komitmen, kredensial, atau penerbitan pada entri itu.\n--nip: kredensial pegawai itu, beserta semua komitmennya; --key: kunci itu, beserta semua komitmennya.\nDengan --from, yang tercatat sebelum entri itu tetap berlaku; --from now berarti mulai sekarang.\nKunci yang hilang diganti tanpa mencabut komitmennya: ikrar enrol --replace.\nData yang salah: perbaiki dahulu (roster import, enrol --renew), baru cabut dengan --reason perbaikan.\nPegawai mencabut kuncinya sendiri dengan --own BUKTI: berkas .tlog-proof, PDF sertifikat, atau NIP.ikrar. Luring,\nhasilnya sebuah berkas yang dicatat dengan ikrar record; dengan --at ALAMAT, langsung dicatat di sana, mulai sekarang.\nTanpa --own, --at ALAMAT mencabut sebagai petugas dari jauh, seperti verba kepegawaian lainnya.",
		EN: "Revoke, with a reason that is recorded. --index: the pledge, credential or issuance at that entry.\n--nip: that employee's credential, with all their pledges; --key: that key, with all its pledges.\nWith --from, what was recorded before that entry stays in force; --from now means from now on.\nA lost key is replaced without revoking its pledges: ikrar enrol --replace.\nWrong data: correct them first (roster import, enrol --renew), and only then revoke by --reason perbaikan.\nEmployees revoke their own key by --own PROOF: a .tlog-proof file, the PDF of a certificate, or NIP.ikrar. Offline\nthat makes a file, which ikrar record takes; with --at URL it is recorded there at once, from now on.\nWithout --own, --at URL revokes as an officer from afar, as the other verbs of HR do.",
	},
	"revoke.example": {
		ID: "ikrar revoke --index 57 --reason \"salah orang\" --dry-run\nikrar revoke --key nabila.pub --from now --reason \"kunci hilang\"\nikrar revoke --own deklarasi.tlog-proof --key ikrar.key \\\n    --reason \"kunci dicuri\" --at https://ikrar.contoh.example",
		EN: "ikrar revoke --index 57 --reason \"wrong person\" --dry-run\nikrar revoke --key nabila.pub --from now --reason \"key lost\"\nikrar revoke --own deklarasi.tlog-proof --key ikrar.key \\\n    --reason \"key stolen\" --at https://ikrar.contoh.example",
	},
	"revoke.flag.nip":         {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"revoke.flag.key":         {ID: "`BERKAS.pub` kunci; dengan --own kunci pribadinya", EN: "`FILE.pub` of the key; with --own the private key"},
	"revoke.flag.index":       {ID: "`NOMOR` entri", EN: "`INDEX` of the entry"},
	"revoke.flag.own":         {ID: "mencabut kunci sendiri, dengan `BUKTI` komitmen di bawahnya", EN: "revoke one's own key, with the `PROOF` of a pledge under it"},
	"revoke.flag.at":          {ID: "mencatatnya di `ALAMAT` lembaga ini: petugas dengan kuncinya sendiri, pegawai dengan --own", EN: "record it at this `URL` of the institution: an officer by a key of their own, employees by --own"},
	"revoke.flag.output":      {ID: "dengan --own: menulis ke `BERKAS` (bawaan NIP.revocation)", EN: "with --own: write to `FILE` (default NIP.revocation)"},
	"revoke.flag.from":        {ID: "berlaku sejak `NOMOR` entri, atau now", EN: "from this entry `INDEX` on, or now"},
	"revoke.flag.reason":      {ID: "`ALASAN`, dicatat selamanya: jangan menyebut orangnya", EN: "the `REASON`, recorded for good: do not name the person"},
	"revoke.flag.yes":         {ID: "tidak bertanya lagi", EN: "do not ask again"},
	"revoke.pledge-at":        {ID: "komitmen {index}", EN: "pledge {index}"},
	"revoke.credential-at":    {ID: "kredensial {index}", EN: "credential {index}"},
	"revoke.issuance-at":      {ID: "penerbitan sertifikat {index}", EN: "issuance {index}"},
	"revoke.ask":              {ID: "Mencabut {what}, dan dengan itu {count} komitmen. Ini tidak dapat dibatalkan. Lanjutkan?", EN: "Revoking {what}, and with it pledges ({count}). This cannot be undone. Go on?"},
	"revoke.done":             {ID: "Dicabut: {what} (entri {index}); {count} komitmen tidak berlaku lagi", EN: "Revoked: {what} (entry {index}); pledges that no longer hold: {count}"},
	"revoke.dry":              {ID: "Akan dicabut: {what}; {count} komitmen tidak akan berlaku lagi. Percobaan saja; tidak ada yang diubah.", EN: "Would be revoked: {what}; pledges that would no longer hold: {count}. A dry run; nothing was changed."},
	"revoke.pledge":           {ID: "entri {index}  {name}  {campaign}", EN: "entry {index}  {name}  {campaign}"},
	"fault.not-enrolled":      {ID: "{name} tidak sedang terdaftar", EN: "{name} is not enrolled"},
	"fault.not-enrolled.hint": {ID: "kunci atau kredensial yang lama dicabut dengan --key BERKAS.pub atau --index NOMOR", EN: "an earlier key or credential is revoked by --key FILE.pub or --index INDEX"},
	"revoke.change":           {ID: "{field}: \"{old}\" yang dicabut, \"{new}\" yang akan ditandatangani", EN: "{field}: \"{old}\" in what is revoked, \"{new}\" in what will be signed"},
	"fault.uncorrected":       {ID: "{name}: data yang akan ia tandatangani masih sama dengan yang dicabut; kesalahannya akan ditandatangani sekali lagi", EN: "{name}: what they would sign is the same as what is revoked; the mistake would be signed once more"},
	"fault.uncorrected.hint":  {ID: "perbaiki dahulu: ikrar roster import, lalu ikrar enrol --renew --nip NIP; sesudah itu ulangi perintah ini", EN: "correct first: ikrar roster import, then ikrar enrol --renew --nip NIP; after that repeat this command"},
	"fault.not-revocable":     {ID: "entri {index} bukan komitmen, kredensial, atau penerbitan", EN: "entry {index} is not a pledge, a credential or an issuance"},
	"reason.personal":         {ID: "alasan dicatat selamanya dan terbaca oleh siapa pun; jangan menyebut NIP atau nama", EN: "a reason is recorded for good, and anybody can read it; write neither NIP nor name"},
	"fault.from-ahead":        {ID: "--from {from}: belum ada entri sejauh itu; entri berikutnya {next}", EN: "--from {from}: there are not so many entries yet; the next one is {next}"},
	"fault.from-ahead.hint":   {ID: "pakai --from now untuk mulai sekarang", EN: "use --from now for from now on"},
	"reason.from":             {ID: "bukan nomor entri dan bukan now", EN: "neither an entry number nor now"},
	"reason.from-own":         {ID: "bukan nomor entri; nomor komitmen Anda tertulis pada hasil pemeriksaannya", EN: "not an entry number; a check of your pledge tells its number"},
	"reason.index":            {ID: "bukan nomor entri", EN: "not an entry number"},
}

// revoking is what the flags of revoke say.
type revoking struct {
	nip, key, index, own, output, from, reason string
	dry, yes                                   bool
}

func revokeCommand(a *app) *cobra.Command {
	var s revoking
	cmd := a.verb("revoke", "revoke", "", func(cmd *cobra.Command, _ []string) error {
		if s.own != "" {
			return a.revokeOwn(cmd, s)
		}
		i, err := a.openToRecord(cmd.Context(), s.dry)
		if err != nil {
			return err
		}
		defer i.Close()
		return a.revoke(cmd, i, s)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error { return judgeRevocation(cmd, s) })
	flags := cmd.Flags()
	flags.StringVar(&s.nip, "nip", "", a.say("revoke.flag.nip"))
	flags.StringVar(&s.key, "key", "", a.say("revoke.flag.key"))
	flags.StringVar(&s.index, "index", "", a.say("revoke.flag.index"))
	flags.StringVar(&s.own, "own", "", a.say("revoke.flag.own"))
	flags.StringVar(&a.at, "at", "", a.say("revoke.flag.at"))
	a.takesRoot(cmd, &a.atRoot)
	flags.StringVarP(&s.output, "output", "o", "", a.say("revoke.flag.output"))
	flags.StringVar(&s.from, "from", "0", a.say("revoke.flag.from"))
	flags.StringVar(&s.reason, "reason", "", a.say("revoke.flag.reason"))
	flags.BoolVar(&s.dry, "dry-run", false, a.say("trust.flag.dry-run"))
	a.takesRegistrarKey(cmd)
	flags.BoolVar(&s.yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

// judgeRevocation says what of a revocation is missing, or can be in none.
func judgeRevocation(cmd *cobra.Command, s revoking) (wrong []error) {
	if s.own == "" {
		wrong = append(wrong, needOneFlag(cmd, "nip", "key", "index"))
	}
	if _, err := strconv.ParseUint(s.from, 10, 53); err != nil && s.from != "now" {
		why := words{"reason.from", nil}
		if s.own != "" {
			why.key = "reason.from-own"
		}
		wrong = append(wrong, flagReason(cmd, "from", s.from, why))
	}
	if _, err := strconv.ParseUint(s.index, 10, 53); err != nil && cmd.Flags().Changed("index") {
		wrong = append(wrong, flagReason(cmd, "index", s.index, words{"reason.index", nil}))
	}
	return append(wrong, needFlags(cmd, "reason"), flagWhy(cmd, s.reason))
}

// revocationOf is what the flags aim at, from which entry on, and how people call it.
func (a *app) revocationOf(cmd *cobra.Command, i *institution, s revoking) (target office.Target, from uint64, what string, err error) {
	if s.from == "now" {
		from = i.Ledger.Size()
	} else if from, err = strconv.ParseUint(s.from, 10, 53); err != nil {
		return target, from, "", flagReason(cmd, "from", s.from, words{"reason.from", nil})
	}
	if next := i.Ledger.Size(); from > next {
		return target, from, "", refuse("from-ahead", "from", s.from, "next", next)
	}
	switch {
	case s.nip != "":
		person, err := i.Person(s.nip)
		if err != nil {
			return target, from, "", err
		}
		target, err = i.PersonTarget(person)
		return target, from, person.PrintedName(), err
	case s.key != "":
		pub, _, err := keyfile.ReadPublic(s.key)
		if err != nil {
			return target, from, "", keyFault(s.key, err)
		}
		return office.KeyTarget(eddsa.PublicKey(pub)), from, keyfile.Fingerprint(pub), nil
	}
	index, err := strconv.ParseUint(s.index, 10, 53)
	if err != nil {
		return target, from, "", flagReason(cmd, "index", s.index, words{"reason.index", nil})
	}
	target, err = i.EntryTarget(index)
	at := map[signer.Target]string{signer.TargetPledge: "pledge", signer.TargetCredential: "credential", signer.TargetIssuance: "issuance"}
	return target, from, a.say("revoke."+at[target.What]+"-at", "index", index), err
}

// revokedPledge is the --json form of a pledge that a revocation takes along.
type revokedPledge struct {
	Index    uint64 `json:"index"`
	Name     string `json:"name"`
	Campaign string `json:"campaign"`
}

// revokeReport is the --json form of a revocation, done or planned.
type revokeReport struct {
	DryRun  bool            `json:"dry_run"`
	Index   uint64          `json:"index"` // of the revocation's entry; 0 in a dry run
	From    uint64          `json:"from"`
	Pledges []revokedPledge `json:"pledges"` // that no longer hold
}

func revokeReportOf(p *office.RevocationPlan, dry bool) revokeReport {
	r := revokeReport{dry, 0, p.From, []revokedPledge{}}
	for _, one := range p.Pledges {
		r.Pledges = append(r.Pledges, revokedPledge(one))
	}
	return r
}

// revoke says what a revocation takes along, asks at a terminal, and records it.
func (a *app) revoke(cmd *cobra.Command, i *institution, s revoking) error {
	ctx := cmd.Context()
	target, from, what, err := a.revocationOf(cmd, i, s)
	if err != nil {
		return err
	}
	plan, err := i.PlanRevocation(target, from, s.reason)
	if err != nil {
		return a.revokeFault(cmd, i, what, err)
	}
	for _, c := range plan.Changes {
		a.note("revoke.change", "field", words{"person." + c.Field, nil}, "old", c.Old, "new", c.New)
	}
	report := revokeReportOf(plan, s.dry)
	count := phrase.Number(a.lang, len(plan.Pledges))
	if s.dry {
		a.result(report, func() {
			a.print("revoke.dry", "what", what, "count", count)
			a.listPledges(report.Pledges)
		})
		return nil
	}
	if !s.yes && isTerminal(a.input) {
		if err := a.confirm(ctx, "--yes", "revoke.ask", "what", what, "count", count); err != nil {
			return err
		}
	}
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return err
	}
	r, err := plan.Revoke(ctx, key, what)
	for errors.Is(err, office.Stale) && ctx.Err() == nil { // a pledge came in between, which goes too
		if plan, err = i.PlanRevocation(target, from, s.reason); err == nil {
			r, err = plan.Revoke(ctx, key, what)
		}
	}
	if err != nil {
		return a.revokeFault(cmd, i, what, err)
	}
	report = revokeReportOf(plan, false)
	report.Index = r.Index
	a.result(report, func() {
		a.print("revoke.done", "what", what, "index", r.Index, "count", phrase.Number(a.lang, len(plan.Pledges)))
		a.listPledges(report.Pledges)
	})
	return nil
}

func (a *app) revokeFault(cmd *cobra.Command, i *institution, what string, err error) error {
	if errors.As(err, new(*config.ValueError)) {
		return valueFault(cmd, err)
	}
	return a.ledgerFault(i.Home, what, err)
}

func (a *app) listPledges(pledges []revokedPledge) {
	for _, p := range pledges {
		fmt.Fprintln(a.stdout, " ", a.say("revoke.pledge", "index", p.Index, "name", p.Name, "campaign", p.Campaign))
	}
}
