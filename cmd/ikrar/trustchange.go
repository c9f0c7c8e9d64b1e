package main

import (
	"cmp"
	"context"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/rootact"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustPhrases = phrase.Book{
	"trust.short": {ID: "Daftar kepercayaan: isinya, pembaruannya, dan penggantian kunci", EN: "The trust list: what is in it, its renewal, and succession of keys"},
	"trust.long": {
		ID: "Daftar kepercayaan (trust.note) mengatakan siapa yang dipercaya: petugas pendaftar, kunci buku besar, naskah, dan lembaga\nsaksi. Kunci akar menandatanganinya. Setiap perubahan adalah daftar baru dengan nomor seri berikutnya; bagikan trust.note\nyang baru kepada semua pemeriksa. Yang sudah tercatat tetap berlaku, kecuali dikatakan lain.",
		EN: "The trust list (trust.note) says whom to believe: registrars, ledger keys, texts and witnesses. The root key signs it.\nEvery change is a new list with the next serial; hand the new trust.note to all who check. What is recorded stays valid,\nunless it says otherwise.",
	},
	"trust.flag.dry-run":  {ID: "hanya menunjukkan apa yang akan berubah", EN: "only tell what would change"},
	"trust.ask":           {ID: "{plan} Ini tidak dapat dibatalkan. Lanjutkan?", EN: "{plan} This cannot be undone. Go on?"},
	"trust.dry":           {ID: "Percobaan saja; tidak ada yang diubah.", EN: "A dry run; nothing was changed."},
	"trust.done":          {ID: "Selesai: daftar kepercayaan nomor seri {serial}. Bagikan trust.note yang baru.", EN: "Done: trust list serial {serial}. Hand out the new trust.note."},
	"trust.renew.short":   {ID: "Memperbarui daftar kepercayaan tanpa mengubah isinya", EN: "Renew the trust list without changing what it says"},
	"trust.renew.long":    {ID: "Memperbarui daftar kepercayaan: nomor seri berikutnya, segar selama setahun. Setelah batas pembaruannya, daftar lama\ndisebut usang dalam pemeriksaan, tetapi tidak membuat sertifikat ditolak.", EN: "Renew the trust list: the next serial, fresh for a year. Past its next update an old list is called stale in checks; it does\nnot make a certificate fail."},
	"trust.renew.example": {ID: "ikrar trust renew --root-key /media/brankas/root.key", EN: "ikrar trust renew --root-key /media/safe/root.key"},
	"trust.renew.plan":    {ID: "Daftar kepercayaan nomor seri {serial}, segar sampai {until}.", EN: "Trust list serial {serial}, fresh until {until}."},
}

func trustCommand(a *app) *cobra.Command {
	return a.group("trust", "trust", trustShowCommand(a), trustRenewCommand(a), trustSetCommand(a),
		trustNextRootCommand(a), trustSucceedCommand(a), trustLedgerCommand(a), trustSignCommand(a), trustTakeCommand(a),
		trustPinCommand(a), trustUnpinCommand(a))
}

// trustChange is what the verbs that renew the trust list have in common.
type trustChange struct {
	rootKey string
	request string // the file of a request, in place of the key
	dry     bool
	yes     bool
	ask     string // key of the question, where it is another than that of a change for good

	report func(t *trust.List, p *rootact.Plan) // says what was done, where a verb has more to say
}

func (c *trustChange) flags(a *app, cmd *cobra.Command) *cobra.Command {
	judges(cmd, func(cmd *cobra.Command, _ []string) []error { return []error{c.need(cmd)} })
	cmd.Flags().StringVar(&c.rootKey, "root-key", "", a.say("registrar.flag.root-key"))
	cmd.Flags().BoolVar(&c.dry, "dry-run", false, a.say("trust.flag.dry-run"))
	cmd.Flags().BoolVar(&c.yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

// orRequest lets a verb ask a root whose key lies elsewhere.
func (c *trustChange) orRequest(a *app, cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&c.request, "request", "", a.say("trust.flag.request"))
	return cmd
}

// need refuses a change without the root key; a dry run does without, and a request.
func (c *trustChange) need(cmd *cobra.Command) error {
	if c.request != "" && c.rootKey != "" {
		return refuse("trust-both").usage(cmd.CommandPath())
	}
	if c.dry || c.request != "" {
		return nil
	}
	if cmd.Flags().Lookup("request") != nil {
		return needOneFlag(cmd, "root-key", "request")
	}
	return needFlags(cmd, "root-key")
}

// trustReport is the --json form of a change: planned, or done.
type trustReport struct {
	DryRun bool   `json:"dry_run"`
	Serial uint64 `json:"serial"`
	Plan   string `json:"plan"`
}

// agree says what is going to happen and asks, at a terminal: who names the root key in a program has agreed. It returns false
// where nothing is to be done: a dry run.
func (c *trustChange) agree(ctx context.Context, a *app, serial uint64, plan words) (bool, error) {
	sentence := a.say(plan.key, plan.args...)
	if c.dry {
		a.result(trustReport{true, serial, sentence}, func() {
			a.stdout.Write([]byte(sentence + "\n"))
			a.print("trust.dry")
		})
		return false, nil
	}
	if c.yes || !isTerminal(a.input) {
		return true, nil
	}
	err := a.confirm(ctx, "--yes", cmp.Or(c.ask, "trust.ask"), "plan", phrase.Sentence(sentence))
	return err == nil, err
}

func (a *app) reportTrust(t *trust.List, plan words) {
	sentence := a.say(plan.key, plan.args...)
	a.result(trustReport{false, t.Serial, sentence}, func() {
		a.stdout.Write([]byte(sentence + "\n"))
		a.print("trust.done", "serial", t.Serial)
	})
}

// changeTrust renews the trust list of the home by one change, or asks a root elsewhere to. planned says in a sentence what
// the next list will be.
func (a *app) changeTrust(ctx context.Context, c trustChange, change rootact.Change, planned func(i *institution, p *rootact.Plan) words) error {
	i, err := a.openInstitution(ctx)
	if err != nil {
		return err
	}
	defer i.Close()
	p, err := rootact.PlanChange(i, change)
	if err != nil {
		return err
	}
	if c.request != "" && !c.dry {
		return a.requested(p, c.request)
	}
	plan := planned(i, p)
	if ok, err := c.agree(ctx, a, p.Next.Serial, plan); err != nil || !ok {
		return err
	}
	t, err := a.renewTrust(ctx, i, c.rootKey, p)
	if err != nil {
		return err
	}
	if c.report != nil {
		c.report(t, p)
		return nil
	}
	a.reportTrust(t, plan)
	return nil
}

func trustRenewCommand(a *app) *cobra.Command {
	var c trustChange
	return c.orRequest(a, c.flags(a, a.verb("renew", "trust.renew", "", func(cmd *cobra.Command, _ []string) error {
		c.yes = true // a list like the one before takes nothing back
		return a.changeTrust(cmd.Context(), c, rootact.Renew, func(i *institution, p *rootact.Plan) words {
			return words{"trust.renew.plan", []any{"serial", p.Next.Serial, "until", a.date(i, p.Next.NextUpdate)}}
		})
	})))
}

// date is a day in the institution's zone.
func (a *app) date(i *institution, t int64) string {
	return phrase.Date(a.lang, time.Unix(t, 0).In(i.Zone()))
}
