package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var rosterPhrases = phrase.Book{
	"roster.short":        {ID: "Daftar pegawai", EN: "The roster of employees"},
	"roster.import.short": {ID: "Mengimpor daftar pegawai dari CSV atau XLSX", EN: "Import the roster from CSV or XLSX"},
	"roster.import.long": {
		ID: "Mengimpor daftar pegawai. Kolom: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, pangkat, golongan, status\n(atau ejaan lazimnya). Baris yang baik diimpor, baris yang ditolak disebutkan satu per satu; impor ulang memperbarui.\nPegawai yang tidak ada lagi dalam berkas tetap disimpan.",
		EN: "Import the roster. Columns: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, pangkat, golongan, status\n(or their usual spellings). Good lines are imported, refused ones are listed one by one; importing again updates.\nPeople who are no longer in the file are kept.",
	},
	"roster.import.example":      {ID: "ikrar roster import pegawai.csv --dry-run", EN: "ikrar roster import pegawai.csv --dry-run"},
	"roster.import.flag.dry-run": {ID: "hanya menunjukkan apa yang akan berubah", EN: "only show what would change"},
	"roster.import.done":         {ID: "{new} baru, {changed} berubah, {moved} pindah unit, {same} tetap, {missing} tidak ada dalam berkas, {refused} ditolak", EN: "{new} new, {changed} changed, {moved} moved, {same} the same, {missing} not in the file, {refused} refused"},
	"roster.import.dry":          {ID: "Percobaan saja; tidak ada yang diubah.", EN: "A dry run; nothing was changed."},
	"roster.import.new":          {ID: "baris {line}: baru: {nip} {name}, {unit}", EN: "line {line}: new: {nip} {name}, {unit}"},
	"roster.import.changed":      {ID: "baris {line}: berubah: {nip} {name}, {unit} ({columns})", EN: "line {line}: changed: {nip} {name}, {unit} ({columns})"},
	"roster.import.moved":        {ID: "baris {line}: pindah: {nip} {name}, dari {old} ke {unit} ({columns})", EN: "line {line}: moved: {nip} {name}, from {old} to {unit} ({columns})"},
	"roster.import.missing":      {ID: "tidak ada dalam berkas: {nip} {name}, {unit}", EN: "not in the file: {nip} {name}, {unit}"},
	"roster.import.ignored":      {ID: "kolom yang tidak dibaca: {columns}", EN: "columns not read: {columns}"},
	"roster.line":                {ID: "{file} baris {line}: {column} \"{value}\": {reason}", EN: "{file} line {line}: {column} \"{value}\": {reason}"},
	"roster.line.bare":           {ID: "{file} baris {line}: {reason}", EN: "{file} line {line}: {reason}"},
	"roster.warning":             {ID: "perhatikan: {line}", EN: "note: {line}"},
	"roster.list.short":          {ID: "Menampilkan daftar pegawai", EN: "List the roster"},
	"roster.list.example":        {ID: "ikrar roster list --unit \"Dinas Pendidikan\"", EN: "ikrar roster list --unit \"Dinas Pendidikan\""},
	"roster.list.flag.unit":      {ID: "hanya `UNIT` ini", EN: "only this `UNIT`"},
	"roster.list.total":          {ID: "{count} pegawai", EN: "people: {count}"},
	"fault.roster-file":          {ID: "{file}: {reason}", EN: "{file}: {reason}"},
	"fault.roster-file-line":     {ID: "{file} baris {line}: {reason}", EN: "{file} line {line}: {reason}"},
	"roster.header.hint":         {ID: "contoh kepala kolom: nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status", EN: "an example of the header: nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status"},
	"fault.roster-busy":          {ID: "{path}: orang lain terus mengubah daftar pegawai; tidak semua baris terimpor", EN: "{path}: others keep changing the roster; not every line was imported"},
	"fault.roster-busy.hint":     {ID: "ulangi perintah ini bila mereka selesai; yang sudah terimpor tidak diulang", EN: "repeat this command when they have finished; what is imported is not repeated"},
	"fault.nip-malformed":        {ID: "NIP {value}: {reason}", EN: "NIP {value}: {reason}"},
	"fault.nip-unknown":          {ID: "NIP {nip} tidak ada dalam daftar pegawai", EN: "NIP {nip} is not in the roster"},
	"fault.nip-unknown.hint":     {ID: "periksa angkanya, atau impor daftar yang memuatnya dengan ikrar roster import", EN: "check the digits, or import a roster that has it by ikrar roster import"},
}

func rosterCommand(a *app) *cobra.Command {
	return a.group("roster", "roster", rosterImportCommand(a), rosterListCommand(a))
}

// importReport is the --json form of an import.
type importReport struct {
	DryRun  bool       `json:"dry_run"`
	New     int        `json:"new"`
	Changed int        `json:"changed"` // in the same unit
	Moved   int        `json:"moved"`   // to another unit
	Same    int        `json:"same"`
	Missing int        `json:"missing"`
	Refused []lineFail `json:"refused"`
}

type lineFail struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Error  string `json:"error"`
	Text   string `json:"message"`
}

func rosterImportCommand(a *app) *cobra.Command {
	var dry bool
	cmd := a.verb("import", "roster.import", "FILE", func(cmd *cobra.Command, args []string) error {
		i, err := a.open(cmd.Context(), dry)
		if err != nil {
			return err
		}
		defer i.Close()
		plan, err := a.importRoster(cmd.Context(), i, args[0], dry)
		if err != nil {
			return err
		}
		a.reportImport(plan, dry)
		if len(plan.Refused) > 0 {
			return outcome(exitRefused)
		}
		return nil
	})
	cmd.Flags().BoolVar(&dry, "dry-run", false, a.say("roster.import.flag.dry-run"))
	return cmd
}

// importTries is how often an import is planned anew because another one of the same people came in between.
const importTries = 10

// importRoster plans an import and, unless dry, does it.
func (a *app) importRoster(ctx context.Context, i *institution, path string, dry bool) (plan *office.ImportPlan, err error) {
	for range importTries {
		if plan, err = a.planRoster(i, path); err != nil || dry {
			return plan, err
		}
		if err = plan.Import(); !errors.Is(err, office.Stale) {
			return plan, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return nil, refuse("roster-busy", "path", path).because(errors.Unwrap(err))
}

// planRoster reads a file to its end and compares it with the roster as it is now.
func (a *app) planRoster(i *institution, path string) (*office.ImportPlan, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, refuse("file-directory", "path", path)
	}
	plan, err := i.PlanImport(path, f)
	if plan != nil && len(plan.Ignored) > 0 {
		a.note("roster.import.ignored", "columns", strings.Join(plan.Ignored, ", "))
	}
	return plan, a.rosterFault(err)
}

func (a *app) reportImport(plan *office.ImportPlan, dry bool) {
	for _, w := range plan.Warnings {
		a.note("roster.warning", "line", a.lineSentence(w))
	}
	if dry && !a.json {
		for n, p := range plan.New {
			a.print("roster.import.new", "line", plan.Lines[n], "nip", p.NIP, "name", p.PrintedName(), "unit", p.Unit)
		}
		for _, d := range plan.Changed {
			key := "roster.import.changed"
			if d.Moved() {
				key = "roster.import.moved"
			}
			a.print(key, "line", d.Line, "nip", d.New.NIP, "name", d.New.PrintedName(), "old", d.Old.Unit, "unit", d.New.Unit, "columns", strings.Join(d.Columns(), ", "))
		}
		for _, p := range plan.Missing {
			a.print("roster.import.missing", "nip", p.NIP, "name", p.PrintedName(), "unit", p.Unit)
		}
	}
	moved := 0
	for _, d := range plan.Changed {
		if d.Moved() {
			moved++
		}
	}
	report := importReport{dry, len(plan.New), len(plan.Changed) - moved, moved, plan.Same, len(plan.Missing), []lineFail{}}
	for _, bad := range plan.Refused {
		report.Refused = append(report.Refused, lineFail{bad.Line, bad.Column, bad.Value, string(bad.Reason), a.lineSentence(bad)})
		if !a.json {
			fmt.Fprintln(a.stderr, a.lineSentence(bad))
		}
	}
	a.result(report, func() {
		n := func(n int) string { return phrase.Number(a.lang, n) }
		a.print("roster.import.done", "new", n(report.New), "changed", n(report.Changed), "moved", n(report.Moved), "same", n(report.Same), "missing", n(report.Missing), "refused", n(len(report.Refused)))
	})
	if dry {
		a.note("roster.import.dry")
	}
}

// lineSentence says why a line was refused, or what to look at in it.
func (a *app) lineSentence(e *roster.LineError) string {
	reason := a.say("roster.reason."+string(e.Reason), "first", e.First, "other", e.Other)
	if e.Column == "" {
		return a.say("roster.line.bare", "file", e.File, "line", e.Line, "reason", reason)
	}
	return a.say("roster.line", "file", e.File, "line", e.Line, "column", e.Column, "value", e.Value, "reason", reason)
}

// rosterFault says what is wrong with a whole file.
func (a *app) rosterFault(err error) error {
	var file *roster.FileError
	if !errors.As(err, &file) {
		return err
	}
	reason := words{"roster.reason." + string(file.Reason), []any{"detail", file.Detail}}
	f := refuse("roster-file", "file", file.File, "reason", reason)
	if file.Line > 0 {
		f = refuse("roster-file-line", "file", file.File, "line", file.Line, "reason", reason)
	}
	if file.Reason == roster.HeaderMissing || file.Reason == roster.HeaderTwice {
		f = f.hinted("roster.header.hint")
	}
	return f
}

// listed is the --json form of one person.
type listed struct {
	NIP      string `json:"nip"`
	Name     string `json:"name"`
	Position string `json:"position"`
	Unit     string `json:"unit"`
	Rank     string `json:"rank"`
	Status   string `json:"status"`
	Enrolled bool   `json:"enrolled"`
}

func rosterListCommand(a *app) *cobra.Command {
	var unit string
	cmd := a.verb("list", "roster.list", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		t, count := tabwriter.NewWriter(a.stdout, 0, 4, 2, ' ', 0), 0
		for p, err := range i.Roster.List(unit) {
			if err != nil {
				return err
			}
			_, err := i.Ledger.LiveCredential(signer.Subject(p.Subject))
			person := listed{string(p.NIP), p.PrintedName(), p.Position, p.Unit, p.PrintedRank(), p.Status, err == nil}
			count++
			a.result(person, func() { fmt.Fprintln(t, row(person.NIP, person.Name, person.Position, person.Unit)) })
		}
		if err := t.Flush(); err != nil {
			return err
		}
		a.note("roster.list.total", "count", phrase.Number(a.lang, count))
		return nil
	})
	cmd.Flags().StringVar(&unit, "unit", "", a.say("roster.list.flag.unit"))
	return cmd
}
