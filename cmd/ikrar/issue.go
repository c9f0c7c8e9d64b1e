package main

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var issuePhrases = phrase.Book{
	"issue.short": {ID: "Menerbitkan sertifikat PDF", EN: "Issue PDF certificates"},
	"issue.long": {
		ID: "Menerbitkan sertifikat untuk setiap komitmen yang tercatat dan belum bersertifikat, sebagai DIR/UNIT/KODE.pdf.\nPenerbitan dicatat sebelum berkasnya muncul; perintah yang terhenti cukup diulang, dan berkas yang hilang dibuat kembali\nsama persis. Berkas yang sesudah terbit ditandatangani secara elektronik (BSrE) dibiarkan. Dengan --verbose setiap sertifikat menjadi satu baris: NOMOR KODE BERKAS. Berkas dan direktorinya hanya dapat dibaca\npenggunanya sendiri. PDF yang terbit juga disimpan di lembaga ini, terenkripsi, untuk diunduh pemiliknya dengan kodenya;\nyang terbit sebelum ada penyimpanan ini diambil dengan --adopt DIR, di folder mana pun dan dengan nama apa pun.",
		EN: "Issue a certificate for every recorded pledge that has none, as DIR/UNIT/CODE.pdf. The issuance is recorded before\nthe file appears; a command that was stopped is simply repeated, and a lost file is made again byte for byte.\nA file that was signed electronically since (BSrE) is left as it is. With --verbose each certificate becomes one line: NUMBER CODE FILE. Files and their directories can be read by their user alone.\nThe issued PDFs are also kept here, encrypted, for their owners to download by their codes; those that were issued\nbefore there was this are taken in by --adopt DIR, from whatever folders and under whatever names.",
	},
	"issue.example":       {ID: "ikrar issue --out sertifikat", EN: "ikrar issue --out certificates"},
	"issue.flag.campaign": {ID: "hanya kegiatan `ID`", EN: "only campaign `ID`"},
	"issue.flag.unit":     {ID: "hanya `UNIT` ini", EN: "only this `UNIT`"},
	"issue.flag.nip":      {ID: "hanya pegawai dengan `NIP` ini", EN: "only the employee with this `NIP`"},
	"issue.flag.out":      {ID: "menulis ke `DIR`", EN: "write to `DIR`"},
	"issue.flag.jobs": {ID: "`N` sertifikat sekaligus (bawaan: satu setiap inti prosesor)",
		EN: "`N` certificates at once (default: one per processor core)"},
	"issue.flag.index": {ID: "menulis juga daftar semuanya, indeks.csv dan indeks.xlsx",
		EN: "also list them all in indeks.csv and indeks.xlsx"},
	"issue.flag.merge": {ID: "membuat juga satu PDF setiap unit untuk dicetak, DIR/UNIT.pdf",
		EN: "also make one PDF a unit for the printer, DIR/UNIT.pdf"},
	"issue.merged.title": {ID: "{pages} sertifikat untuk dicetak: {unit}",
		EN: "{pages} certificates to print: {unit}"},
	"issue.merged": {ID: "Untuk dicetak (bukan sertifikat siapa pun): {path}",
		EN: "To print (nobody's certificate): {path}"},
	"fault.issue-merge-nip": {ID: "--merge menggabungkan satu unit, bukan satu orang",
		EN: "--merge binds a unit, not one person"},
	"fault.issue-merge-nip.hint": {ID: "pakai --unit UNIT, atau cetak berkas orang itu saja",
		EN: "use --unit UNIT, or print that person's own file"},
	"progress.merge":     {ID: "menggabungkan", EN: "binding"},
	"issue.index.name":   {ID: "nama", EN: "name"},
	"issue.index.unit":   {ID: "unit", EN: "unit"},
	"issue.index.number": {ID: "nomor", EN: "number"},
	"issue.index.code":   {ID: "kode", EN: "code"},
	"issue.index.file":   {ID: "berkas", EN: "file"},
	"issue.indexed":      {ID: "Daftarnya: {csv} dan {xlsx}", EN: "Listed in {csv} and {xlsx}"},
	"issue.flag.verbose": {ID: "juga satu baris untuk setiap sertifikat",
		EN: "also a line for each certificate"},
	"issue.took": {ID: "Selesai dalam {seconds} detik", EN: "Done in {seconds} seconds"},
	"issue.flag.dry-run": {ID: "hanya menghitung yang akan diterbitkan",
		EN: "only count what would be issued"},
	"issue.total": {ID: "{count} sertifikat di {dir}, {new} di antaranya baru diterbitkan",
		EN: "Certificates in {dir}: {count}, issued now: {new}"},
	"issue.former": {ID: "{count} di antaranya terbit sebelum alamat lembaga menjadi {url}: kode QR-nya tetap menuju alamat lama, dan berkasnya tidak diubah", EN: "Issued before the institution's address became {url}: {count}; their QR codes go on leading to the former one, and the files stay as they were"},
	"issue.refused": {ID: "{count} sertifikat tidak dapat dibuat (lihat di atas)",
		EN: "certificates that could not be made: {count} (see above)"},
	"issue.dry": {ID: "{missing} sertifikat akan diterbitkan, {issued} sudah diterbitkan. Nomor berpola {pattern}, penanda tangan: {signatory}", EN: "{missing} certificates would be issued, {issued} are issued. Numbers by the pattern {pattern}, signatory: {signatory}"},
	"issue.waiting": {ID: "Menunggu {who} selesai menerbitkan; Ctrl+C membatalkan",
		EN: "Waiting for {who} to finish issuing; Ctrl+C gives up"},
	"issue.waiting.unknown": {ID: "proses lain", EN: "another process"},
	"issue.none":            {ID: "Tidak ada komitmen yang cocok.", EN: "No pledge matches."},
	"issue.signatory.none":  {ID: "(diisi dengan tangan)", EN: "(filled in by hand)"},
	"progress.issue":        {ID: "menerbitkan", EN: "issuing"},
	"fault.issue-template":  {ID: "sertifikat yang tercatat digambar oleh versi ikrar yang lain dan tidak dapat dibuat kembali sama persis", EN: "the recorded certificate was drawn by another version of ikrar and cannot be made again byte for byte"},
	"fault.issue-template.hint": {ID: "pakai versi ikrar yang menerbitkannya",
		EN: "use the version of ikrar that issued it"},
	"fault.issue-plan": {ID: "sertifikatnya sudah tercatat, tetapi rencananya tidak ada di buku besar ini, sehingga berkasnya tidak dapat dibuat kembali", EN: "its certificate is recorded, but this ledger does not keep its plan, so the file cannot be made again"},
	"fault.issue-version": {ID: "rencana sertifikatnya disimpan oleh versi ikrar yang lain",
		EN: "the plan of its certificate was kept by another version of ikrar"},
	"fault.issue-version.hint": {ID: "pakai versi ikrar yang menerbitkannya",
		EN: "use the version of ikrar that issued it"},
	"fault.emblem": {ID: "{path}: lambang ini tidak dapat dicetak",
		EN: "{path}: this emblem cannot be printed"},
	"fault.emblem.hint": {ID: "pakai PNG, atau SVG yang hanya berisi path; atau kosongkan emblem di ikrar.toml", EN: "use a PNG, or an SVG of nothing but paths; or leave emblem empty in ikrar.toml"},
	"fault.issue-invalid": {ID: "sertifikatnya tidak akan sah: {verdict} ({reason})",
		EN: "its certificate would not be valid: {verdict} ({reason})"},
	"fault.issue-unpublished":      {ID: "belum tercakup titik periksa yang ditandatangani lembaga saksi ({published} entri)", EN: "not yet covered by the checkpoint that the witnesses cosigned ({published} entries)"},
	"fault.issue-unpublished.hint": {ID: "ulangi perintah ini", EN: "repeat this command"},
	"fault.certificate-glyph":      {ID: "sertifikat tidak dapat digambar: huruf {rune} ({code}) pada {field} tidak ada dalam fontnya", EN: "the certificate cannot be drawn: the font has no {rune} ({code}), which is in the {field}"},
	"fault.certificate-glyph.hint": {ID: "perbaiki datanya dengan ikrar roster import, lalu daftarkan ulang",
		EN: "correct the data by ikrar roster import, then enrol again"},
}

// issueReport is the --json form of one certificate.
type issueReport struct {
	Index  uint64 `json:"index"`
	Number string `json:"number"`
	Code   string `json:"code"`
	File   string `json:"file"`
	Name   string `json:"name"`
	Unit   string `json:"unit"`
	New    bool   `json:"new"`
}

func issueCommand(a *app) *cobra.Command {
	var r issue.Request
	var nip string
	var dry, seen bool
	var adopt string
	var also alongside
	cmd := a.verb("issue", "issue", "", func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed("adopt") {
			return a.adopt(cmd, adopt, dry)
		}
		i, err := a.openToRecord(cmd.Context(), dry)
		if err != nil {
			return err
		}
		defer i.Close()
		if nip != "" {
			person, err := i.Person(nip)
			if err != nil {
				return err
			}
			subject := signer.Subject(person.Subject)
			r.Subject = &subject
		}
		unit, unknown := a.knownUnit(i, r.Unit)
		if unknown == nil {
			r.Unit = unit
		}
		plan, err := i.PlanIssue(r)
		if err == nil && plan.Missing+plan.Issued == 0 {
			err = unknown // one that nobody is of today may have pledges all the same
		}
		if err != nil {
			return err
		}
		if plan.Outdated > 0 {
			a.note("issue.outdated", "count", phrase.Number(a.lang, plan.Outdated), "ikrar", a.again())
		}
		if dry {
			a.reportPending(i, plan)
			return nil
		}
		if plan.Missing+plan.Issued == 0 {
			a.note("issue.none")
			return nil
		}
		if err := a.settingsSeen(cmd.Context(), i, seen); err != nil {
			return err
		}
		if err := plan.Cover(cmd.Context()); err != nil {
			return a.published(i, err)
		}
		key, err := a.registrar(cmd.Context(), i.Home)
		if err != nil {
			return err
		}
		plan.Who, plan.Waiting = issuingWho(cmd), a.waitsToIssue
		return a.issue(cmd.Context(), i, plan, key, also)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) (wrong []error) {
		if cmd.Flags().Changed("adopt") {
			if slices.ContainsFunc([]string{"campaign", "unit", "nip", "out", "jobs", "index", "merge", "zip",
				"by-name"},
				cmd.Flags().Changed) {
				wrong = append(wrong, refuse("issue-adopt").usage(cmd.CommandPath()))
			}
			return wrong
		}
		if !dry && (also.zip == "" || also.index || also.merge) { // an index and a file to print lie beside the files
			wrong = append(wrong, needFlags(cmd, "out"))
		}
		if also.merge && nip != "" { // it would take the place of the unit's whole file
			wrong = append(wrong, refuse("issue-merge-nip").usage(cmd.CommandPath()))
		}
		return wrong
	})
	a.takesRegistrarKey(cmd)
	flags := cmd.Flags()
	flags.StringVar(&r.Campaign, "campaign", "", a.say("issue.flag.campaign"))
	flags.StringVar(&r.Unit, "unit", "", a.say("issue.flag.unit"))
	flags.StringVar(&nip, "nip", "", a.say("issue.flag.nip"))
	flags.StringVar(&r.Dir, "out", "", a.say("issue.flag.out"))
	flags.IntVar(&r.Jobs, "jobs", 0, a.say("issue.flag.jobs"))
	flags.BoolVar(&seen, "settings-seen", false, a.say("issue.flag.settings-seen"))
	flags.BoolVar(&also.index, "index", false, a.say("issue.flag.index"))
	flags.BoolVar(&also.merge, "merge", false, a.say("issue.flag.merge"))
	flags.StringVar(&also.zip, "zip", "", a.say("issue.flag.zip"))
	flags.BoolVar(&also.byName, "by-name", false, a.say("issue.flag.by-name"))
	flags.StringVar(&adopt, "adopt", "", a.say("issue.flag.adopt"))
	flags.BoolVar(&dry, "dry-run", false, a.say("issue.flag.dry-run"))
	flags.BoolVar(&also.each, "verbose", false, a.say("issue.flag.verbose"))
	return cmd
}

// issuingWho names this command to another that waits for it.
func issuingWho(cmd *cobra.Command) string {
	return fmt.Sprintf("%s (PID %d)", cmd.CommandPath(), os.Getpid())
}

func (a *app) waitsToIssue(who string) {
	if who == "" {
		who = a.say("issue.waiting.unknown")
	}
	a.note("issue.waiting", "who", who)
}

// alongside says what is written beside the certificates, of all that a run made or found standing.
type alongside struct {
	index, merge bool
	zip          string // a file; "" for none
	byName       bool   // in the ZIP
	each         bool   // a line for each certificate
}

func (a *app) issue(ctx context.Context, i *institution, plan *office.IssuePlan, registrar crypto.Signer,
	also alongside) error {
	bar := a.progress(int64(plan.Missing+plan.Issued), "progress.issue")
	defer bar.end()
	count, fresh, former, refused, address, start := 0, 0, 0, 0, i.Facts().URL, a.now()
	var made []issue.Certificate
	complaints := complaints{app: a}
	err := plan.Issue(ctx, registrar, func(c issue.Certificate, err error) {
		bar.add(1)
		if err != nil {
			refused++
			what := fmt.Sprintf("%s (%s)", c.Name, c.Code)
			complaints.add(what, a.issueFault(i, what, err))
			return
		}
		count++
		if also.index || also.merge || also.zip != "" {
			made = append(made, c)
		}
		if c.New {
			fresh++
		} else if c.URL != address {
			former++
		}
		a.result(issueReport{c.Index, c.Number, string(c.Code), c.Path, c.Name, c.Unit, c.New}, func() {
			if also.each {
				a.line(c.Number, c.Code, c.Path)
			}
		})
	})
	bar.end()
	complaints.end()
	if also.index && err == nil { // an index of a part would pass for one of all, and so would a file to print
		err = a.writeIndex(plan.Dir, made)
	}
	if also.merge && err == nil {
		err = a.writeMerged(plan, made)
	}
	if also.zip != "" && err == nil {
		err = a.writeZIP(ctx, i, also, made)
	}
	a.note("issue.total", "count", phrase.Number(a.lang, count), "new", phrase.Number(a.lang, fresh),
		"dir", cmp.Or(plan.Dir, also.zip))
	if took := a.now().Sub(start); took >= time.Second {
		a.note("issue.took", "seconds", phrase.Decimal(a.lang, took.Seconds(), 1))
	}
	if former > 0 {
		a.note("issue.former", "count", phrase.Number(a.lang, former), "url", address)
	}
	if refused > 0 {
		a.note("issue.refused", "count", phrase.Number(a.lang, refused))
		if err == nil {
			err = outcome(exitRefused)
		}
	}
	return a.issueFault(i, plan.Dir, err)
}

func (a *app) writeIndex(dir string, made []issue.Certificate) error {
	if err := issue.WriteIndex(dir, a.indexHeader(), made); err != nil {
		return err
	}
	a.note("issue.indexed", "csv", filepath.Join(dir, issue.IndexCSV), "xlsx", filepath.Join(dir, issue.IndexXLSX))
	return nil
}

// indexHeader is the columns of an index.
func (a *app) indexHeader() (header [5]string) {
	for n, column := range []string{"name", "unit", "number", "code", "file"} {
		header[n] = a.say("issue.index." + column)
	}
	return header
}

func (a *app) writeMerged(plan *office.IssuePlan, made []issue.Certificate) error {
	bar := a.progress(int64(len(made)), "progress.merge")
	title := func(unit string, pages int) string {
		return a.say("issue.merged.title", "unit", unit, "pages", phrase.Number(a.lang, pages))
	}
	paths, err := plan.WriteMerged(made, title, func() { bar.add(1) })
	bar.end()
	for _, path := range paths {
		a.note("issue.merged", "path", path)
	}
	return err
}

func (a *app) reportPending(i *institution, plan *office.IssuePlan) {
	missing, issued, signatory := plan.Missing, plan.Issued, plan.Signatory
	if signatory == "" {
		signatory = a.say("issue.signatory.none")
	}
	a.result(struct {
		Missing int `json:"missing"`
		Issued  int `json:"issued"`
	}{missing, issued}, func() {
		a.print("issue.dry", "missing", phrase.Number(a.lang, missing), "issued", phrase.Number(a.lang, issued),
			"pattern", i.Config.Certificate.Number, "signatory", signatory)
	})
}

// issueFault says why a certificate, or any more of them, could not be made. what names it.
func (a *app) issueFault(i *institution, what string, err error) error {
	var glyph *certificate.MissingGlyphError
	var field *certificate.FieldError
	var invalid *issue.InvalidError
	var early *ledger.UnpublishedError
	var rule *ledger.RuleError
	var clock *ledger.ClockError
	var disk *ledger.DiskError
	switch {
	case errors.As(err, &rule), errors.As(err, &clock), errors.As(err, &disk):
		return a.ledgerFault(i.Home, what, err)
	case errors.As(err, &early):
		return refuse("issue-unpublished", "published", phrase.Number(a.lang, early.Published))
	case errors.Is(err, issue.ErrPlan):
		return refuse("issue-plan")
	case errors.Is(err, issue.ErrPlanVersion):
		return refuse("issue-version").because(err)
	case errors.As(err, &invalid):
		return refuse("issue-invalid", "verdict", words{"verdict." + string(invalid.Verdict), nil}, "reason",
			invalid.Reason.Code)
	case errors.Is(err, issue.ErrTemplate):
		return refuse("issue-template").because(err)
	case errors.As(err, &glyph):
		return refuse("certificate-glyph", "rune", string(glyph.Rune), "code", fmt.Sprintf("%U", glyph.Rune),
			"field", a.certificateField(glyph.Field))
	case errors.As(err, &field):
		return a.certificateFault(field)
	}
	return err
}
