package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var rosterImportPhrases = phrase.Book{
	"roster.import.short": {ID: "Mengimpor daftar pegawai dari CSV atau XLSX", EN: "Import the roster from CSV or XLSX"},
	"roster.import.long": {
		ID: `Mengimpor daftar pegawai. Kolom: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, subunit, pangkat, golongan,
status, atau ejaan lazimnya: ekspor SIASN (NIP BARU, UNOR INDUK NAMA sebagai unit, UNOR NAMA sebagai subunit, GOL AKHIR NAMA),
DUK dan daftar nominatif berkepala dua baris, Pangkat/Gol. Ruang dalam satu kolom, nama unit sebagai baris judul.
Semua lembar yang berkepala nip dan nama dibaca; baris tersembunyi ikut, lembar tersembunyi tidak.
Baris yang baik diimpor; impor ulang memperbarui; pegawai yang tidak ada lagi dalam berkas tetap disimpan.
Baris yang ditolak disebutkan bersama sebabnya. Yang meragukan ditanyakan di samping selnya dan tidak diimpor sampai
dijawab: perbaiki selnya, atau ulangi dengan --take-proposals (usulnya diambil) atau --as-written (berkasnya memang benar).
Nama berhuruf besar semua diimpor seperti tertulis, dan ejaan cetaknya diusulkan.
Kode keluar 1 bila ada yang ditolak atau belum dijawab.`,
		EN: `Import the roster. Columns: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, subunit, pangkat, golongan,
status, or their usual spellings: exports of SIASN (NIP BARU, UNOR INDUK NAMA as unit, UNOR NAMA as subunit, GOL AKHIR NAMA),
DUK and nominative lists with a header of two rows, Pangkat/Gol. Ruang in one column, units as heading rows.
Every sheet with a header of nip and nama is read; hidden rows are taken, hidden sheets are not.
Good lines are imported; importing again updates; people who are no longer in the file are kept.
Refused lines are named with their reason. What is doubtful is asked beside its cell and not imported until answered:
repair the cell, or repeat with --take-proposals (takes what is proposed) or --as-written (the file is right as it is).
Names in capitals are imported as written, and proposed as they are printed.
The exit code is 1 where anything was refused or is not answered.`,
	},
	"roster.import.example": {
		ID: "ikrar roster import pegawai.csv --dry-run\nikrar roster import siasn.xlsx --take-proposals\nikrar roster import duk.xlsx --sheet PNS --columns nip=B,nama=C",
		EN: "ikrar roster import pegawai.csv --dry-run\nikrar roster import siasn.xlsx --take-proposals\nikrar roster import duk.xlsx --sheet PNS --columns nip=B,name=C",
	},
	"roster.import.flag.dry-run":        {ID: "hanya menunjukkan apa yang akan berubah", EN: "only show what would change"},
	"roster.import.flag.sheet":          {ID: "hanya lembar `NAMA` ini (boleh diulang)", EN: "only the sheet of this `NAME` (may be repeated)"},
	"roster.import.flag.columns":        {ID: "kolom pilihan, `DAFTAR` seperti nip=B,nama=C: huruf kolom atau teks kepalanya", EN: "columns by hand, a `LIST` as nip=B,name=C: letters or texts of the header"},
	"roster.import.flag.take-proposals": {ID: "mengambil semua yang diusulkan", EN: "take all that is proposed"},
	"roster.import.flag.as-written":     {ID: "berkasnya memang benar: yang ditanyakan diimpor seperti tertulis", EN: "the file is right: import what is asked about as it is written"},

	"fault.roster-file":               {ID: "{file}: {reason}", EN: "{file}: {reason}"},
	"fault.roster-file-line":          {ID: "{file} {place}: {reason}", EN: "{file} {place}: {reason}"},
	"roster.header.hint":              {ID: "contoh kepala kolom: nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status; atau tunjukkan kolomnya, misalnya --columns nip=B,nama=C,unit=F", EN: "an example of the header: nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status; or point to the columns, as --columns nip=B,name=C,unit=F"},
	"roster.columns.hint":             {ID: "bidang yang dikenal: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, subunit, pangkat, golongan, pangkat_golongan, status, kedudukan; misalnya --columns \"nip=B,nama=Nama Pegawai\"", EN: "fields: nip, title_before, name, title_after, position, unit, subunit, rank, grade, rank_grade, status, standing; as in --columns \"nip=B,name=Nama Pegawai\""},
	"fault.roster-busy":               {ID: "{path}: orang lain terus mengubah daftar pegawai; tidak semua baris terimpor", EN: "{path}: others keep changing the roster; not every line was imported"},
	"fault.roster-busy.hint":          {ID: "ulangi perintah ini bila mereka selesai; yang sudah terimpor tidak diulang", EN: "repeat this command when they have finished; what is imported is not repeated"},
	"fault.roster-two-answers":        {ID: "--take-proposals dan --as-written tidak dapat dipakai bersama", EN: "--take-proposals and --as-written exclude each other"},
	"roster.reason.sheet-unknown":     {ID: "tidak ada lembar dengan nama itu; yang ada: {detail}", EN: "there is no sheet of that name; there are: {detail}"},
	"roster.reason.sheet-hidden-only": {ID: "hanya lembar tersembunyi {detail} yang berisi pegawai; tampilkan lembarnya, atau pilih dengan --sheet {detail}", EN: "only the hidden sheet {detail} has people; show it, or choose it by --sheet {detail}"},
	"roster.reason.columns-unknown":   {ID: "\"{detail}\" bukan bidang dan kolomnya", EN: "\"{detail}\" is not a field and its column"},
	"roster.reason.columns-missing":   {ID: "tidak ada kolom {detail} pada 20 baris pertama", EN: "no column {detail} in the first 20 lines"},
}

// rosterImport is what the flags of an import say.
type rosterImport struct {
	path            string
	dry             bool
	columns         []string
	take, asWritten bool
	choice          roster.Choice
}

func rosterImportCommand(a *app) *cobra.Command {
	var r rosterImport
	cmd := a.verb("import", "roster.import", "FILE", func(cmd *cobra.Command, args []string) error {
		r.path = args[0]
		if err := r.choose(cmd, a); err != nil {
			return err
		}
		i, err := a.open(cmd.Context(), r.dry)
		if err != nil {
			return err
		}
		defer i.Close()
		plan, err := a.importRoster(cmd.Context(), i, r)
		if err != nil {
			return err
		}
		a.reportImport(plan, r.dry)
		if len(plan.Refused) > 0 || plan.Asked > 0 {
			return outcome(exitRefused)
		}
		return nil
	})
	flags := cmd.Flags()
	flags.BoolVar(&r.dry, "dry-run", false, a.say("roster.import.flag.dry-run"))
	flags.StringArrayVar(&r.choice.Sheets, "sheet", nil, a.say("roster.import.flag.sheet"))
	flags.StringArrayVar(&r.columns, "columns", nil, a.say("roster.import.flag.columns"))
	flags.BoolVar(&r.take, "take-proposals", false, a.say("roster.import.flag.take-proposals"))
	flags.BoolVar(&r.asWritten, "as-written", false, a.say("roster.import.flag.as-written"))
	return cmd
}

// choose makes HR's choice of the flags.
func (r *rosterImport) choose(cmd *cobra.Command, a *app) (err error) {
	switch {
	case r.take && r.asWritten:
		return refuse("roster-two-answers").usage(cmd.CommandPath())
	case r.take:
		r.choice.Answer = roster.TakeProposals
	case r.asWritten:
		r.choice.Answer = roster.AsWritten
	}
	r.choice.Columns, err = roster.ParseColumns(r.columns...)
	if f, ok := errors.AsType[*fault](a.rosterFault(err)); ok {
		return f.mistyped()
	}
	return err
}

// importTries is how often an import is planned anew because another one of the same people came in between.
const importTries = 10

// importRoster plans an import and, unless dry, does it.
func (a *app) importRoster(ctx context.Context, i *institution, r rosterImport) (plan *office.ImportPlan, err error) {
	for range importTries {
		if plan, err = a.planRoster(i, r); err != nil || r.dry {
			return plan, err
		}
		if err = plan.Import(); !errors.Is(err, office.Stale) {
			return plan, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return nil, refuse("roster-busy", "path", r.path).because(errors.Unwrap(err))
}

// planRoster reads a file to its end and compares it with the roster as it is now.
func (a *app) planRoster(i *institution, r rosterImport) (*office.ImportPlan, error) {
	f, err := os.Open(r.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, refuse("file-directory", "path", r.path)
	}
	plan, err := i.PlanImport(r.path, f, r.choice)
	return plan, a.rosterFault(err)
}

// rosterFault says what is wrong with a whole file.
func (a *app) rosterFault(err error) error {
	var file *roster.FileError
	if !errors.As(err, &file) {
		return err
	}
	reason := words{"roster.reason." + string(file.Reason), []any{"detail", file.Detail}}
	f := refuse("roster-file", "file", file.File, "reason", reason)
	if file.Line > 0 || file.Sheet != "" {
		f = refuse("roster-file-line", "file", file.File, "place", placeWords(roster.Place{Sheet: file.Sheet, Line: file.Line}), "reason", reason)
	}
	switch file.Reason {
	case roster.HeaderMissing, roster.HeaderTwice:
		f = f.hinted("roster.header.hint")
	case roster.ColumnsUnknown, roster.ColumnsMissing:
		f = f.hinted("roster.columns.hint")
	}
	return f
}
