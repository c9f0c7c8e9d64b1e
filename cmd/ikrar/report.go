package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office/figures"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

var reportPhrases = phrase.Book{
	"report.short": {ID: "Melaporkan siapa sudah berkomitmen dan siapa belum", EN: "Report who has pledged, and who has yet to"},
	"report.long": {
		ID: "Melaporkan satu kegiatan: per unit dan seluruhnya, berapa pegawai terdaftar kuncinya, berkomitmen, bersertifikat, dicabut,\ndan belum. Angkanya dihitung dari buku besar dan daftar pegawai saat ini. --missing mendaftar yang belum; --roles siapa\nmenyatakan kunci siapa, menerbitkan, mencabut dan menghapus, dari komputer mana. --evidence\nmembuat bukti dukung: laporan, daftar, titik periksa dan ringkasan yang ditandatangani; --check memeriksanya.\n--attendance dan --minutes mencetak daftar hadir dan berita acara, untuk tanda tangan basah.\n--poster membuat poster dengan kode QR ke angka umum kegiatan, bila [public] figures = true di ikrar.toml.\nYang ditulis hanya dapat dibaca penggunanya sendiri; laporan yang hendak diumumkan perlu chmod 644.",
		EN: "Report one campaign: per unit and in all, how many have a key enrolled, have pledged, have a certificate, were revoked,\nare missing. Figures are counted from the ledger and the roster as they are now. --missing lists who is missing; --roles who vouched for\nwhose key, issued, revoked and erased, and from which machine.\n--evidence makes the evidence pack: report, list, checkpoint and a signed summary; --check checks one.\n--attendance and --minutes print the attendance list and the minutes, for signatures by hand.\n--poster makes a poster with a QR code to the campaign's public figures, where ikrar.toml has [public] figures = true.\nWhat is written only its user can read; a report that is to be published needs chmod 644.",
	},
	"report.example":          {ID: "ikrar report\nikrar report --missing -o belum.xlsx\nikrar report --missing --unit \"Dinas Pendidikan\" --format whatsapp\nikrar report --evidence bukti-dukung\nikrar report --poster poster.pdf --paper A3\nikrar report --check bukti-dukung\nikrar report --roles -o peran.xlsx\nikrar report --attendance daftar-hadir.pdf --minutes berita-acara.pdf", EN: "ikrar report\nikrar report --missing -o missing.xlsx\nikrar report --missing --unit \"Dinas Pendidikan\" --format whatsapp\nikrar report --evidence evidence\nikrar report --poster poster.pdf --paper A3\nikrar report --check evidence\nikrar report --roles -o roles.xlsx\nikrar report --attendance attendance.pdf --minutes minutes.pdf"},
	"report.flag.campaign":    {ID: "kegiatan `ID` (bawaan: satu-satunya, atau satu-satunya yang dibuka)", EN: "campaign `ID` (default: the only one, or the only one that is open)"},
	"report.flag.format":      {ID: "`table|csv|xlsx|html|json` (bawaan: menurut nama berkas -o); dengan --missing juga whatsapp, pesan untuk grup setiap unit", EN: "`table|csv|xlsx|html|json` (default: as the file of -o is named); with --missing also whatsapp, a message for each unit's group"},
	"report.flag.output":      {ID: "menulis ke `BERKAS`", EN: "write to `FILE`"},
	"report.flag.missing":     {ID: "daftar yang belum berkomitmen, dengan NIP", EN: "list who has yet to pledge, with the NIP"},
	"fault.report-unit":       {ID: "tidak ada pegawai dengan unit \"{unit}\" pada kegiatan ini", EN: "nobody of this campaign is of the unit \"{unit}\""},
	"fault.report-unit.hint":  {ID: "ikrar report menunjukkan ejaan unitnya", EN: "ikrar report shows how units are spelt"},
	"fault.report-whose":      {ID: "--unit hanya berlaku bersama --missing atau --attendance", EN: "--unit goes with --missing or --attendance"},
	"report.flag.evidence":    {ID: "membuat bukti dukung di `DIR`", EN: "make the evidence pack in `DIR`"},
	"report.flag.check":       {ID: "memeriksa bukti dukung di `DIR`", EN: "check the evidence pack in `DIR`"},
	"report.flag.trust":       {ID: "`BERKAS` daftar kepercayaan yang Anda percayai, untuk --check", EN: "`FILE` of a trust list that you believe, for --check"},
	"report.flag.poster":      {ID: "poster ke angka umum di /kegiatan/ID, ke `BERKAS` PDF", EN: "a poster to the public figures at /kegiatan/ID, into a PDF `FILE`"},
	"report.flag.paper":       {ID: "kertas poster, `A4|A3`", EN: "the poster's paper, `A4|A3`"},
	"report.poster":           {ID: "Poster ke {url}: {file}", EN: "Poster to {url}: {file}"},
	"fault.figures-off":       {ID: "angka umum kegiatan belum dinyalakan, jadi kode pada poster tidak membuka apa pun", EN: "the public figures are off, so the code on a poster would open nothing"},
	"fault.figures-off.hint":  {ID: "tulis figures = true di bawah [public] dalam ikrar.toml, jalankan ulang ikrar serve, lalu ulangi", EN: "write figures = true below [public] in ikrar.toml, start ikrar serve anew, and repeat"},
	"fault.poster-paper":      {ID: "--paper {value}: tidak ada kertas itu", EN: "--paper {value}: there is no such paper"},
	"fault.poster-paper.hint": {ID: "pilih A4 atau A3", EN: "choose A4 or A3"},
	"fault.poster-glyph":      {ID: "{rune} ({code}) tidak dapat dicetak pada poster", EN: "{rune} ({code}) cannot be printed on a poster"},
	"fault.poster-glyph.hint": {ID: "tulis judul kegiatan dengan huruf Latin", EN: "write the campaign's title in Latin letters"},
	"report.keys":             {ID: "Kunci", EN: "Keys"},
	"report.pledges":          {ID: "Komitmen", EN: "Pledges"},
	"report.certificates":     {ID: "Sertifikat", EN: "Issued"},
	"fault.report-none":       {ID: "belum ada kegiatan", EN: "there is no campaign yet"},
	"fault.report-none.hint":  {ID: "buka satu dengan ikrar campaign new", EN: "open one by ikrar campaign new"},
	"fault.report-which":      {ID: "ada beberapa kegiatan: {ids}", EN: "there are several campaigns: {ids}"},
	"fault.report-which.hint": {ID: "beri --campaign ID", EN: "give --campaign ID"},
	"fault.report-format":     {ID: "--format {value} tidak ada untuk laporan ini", EN: "--format {value} does not exist for this report"},
}

// reporting is what the flags of report say.
type reporting struct {
	campaign, format, output string
	missing, roles           bool
	evidence, check, trust   string
	papers                   papering
	url                      string // of the institution, once it is open
	poster, paper            string
}

func reportCommand(a *app) *cobra.Command {
	var spec reporting
	cmd := a.verb("report", "report", "", func(cmd *cobra.Command, _ []string) error {
		if spec.check != "" {
			return a.checkPack(spec.check, spec.trust)
		}
		if spec.papers.unit != "" && !spec.missing && !spec.papers.asked() {
			return refuse("report-whose").usage(cmd.CommandPath())
		}
		if spec.roles {
			if err := rolesFormat(cmd, &spec); err != nil {
				return err
			}
		}
		write, err := a.reportWriter(cmd, &spec)
		if err != nil {
			return err
		}
		open := a.openToRead
		if spec.evidence != "" || spec.papers.minutes != "" { // the ledger signs a checkpoint
			open = a.openInstitution
		}
		i, err := open(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		if spec.papers.asked() {
			return a.printPapers(cmd, i, spec.campaign, spec.papers)
		}
		if spec.roles {
			return a.reportRoles(i, spec)
		}
		spec.url = i.Facts().URL
		r, err := i.Report(spec.campaign)
		if err != nil {
			return err
		}
		if unit := spec.papers.unit; unit != "" {
			only, ok := r.Only(unit)
			if !ok {
				return refuse("report-unit", "unit", unit)
			}
			r = only
		}
		if spec.poster != "" {
			return a.writePoster(i, r, spec)
		}
		if spec.evidence != "" {
			return a.writePack(cmd.Context(), i, r, spec.evidence)
		}
		var out bytes.Buffer
		if err := write(&out, r); err != nil {
			return err
		}
		if spec.missing {
			defer a.noteKeyed(i, r)
		}
		if spec.output == "" {
			_, err = a.stdout.Write(out.Bytes())
			return err
		}
		return a.deliver(spec.output, out.Bytes())
	})
	flags := cmd.Flags()
	flags.StringVar(&spec.campaign, "campaign", "", a.say("report.flag.campaign"))
	flags.StringVar(&spec.format, "format", "table", a.say("report.flag.format"))
	flags.StringVarP(&spec.output, "output", "o", "", a.say("report.flag.output"))
	flags.BoolVar(&spec.missing, "missing", false, a.say("report.flag.missing"))
	flags.BoolVar(&spec.roles, "roles", false, a.say("report.flag.roles"))
	flags.StringVar(&spec.evidence, "evidence", "", a.say("report.flag.evidence"))
	flags.StringVar(&spec.check, "check", "", a.say("report.flag.check"))
	flags.StringVar(&spec.poster, "poster", "", a.say("report.flag.poster"))
	flags.StringVar(&spec.paper, "paper", "A4", a.say("report.flag.paper"))
	flags.StringVar(&spec.trust, "trust", "", a.say("report.flag.trust"))
	a.takePapers(cmd, &spec.papers)
	a.takesRegistrarKey(cmd)
	return cmd
}

// writePoster draws the poster of the campaign's public figures.
func (a *app) writePoster(i *institution, r *report.Report, spec reporting) error {
	pdf, err := figures.Poster(i, r, a.lang, strings.ToUpper(spec.paper))
	var glyph *certificate.MissingGlyphError
	switch {
	case errors.Is(err, certificate.ErrPaper):
		return refuse("poster-paper", "value", spec.paper)
	case errors.As(err, &glyph):
		return refuse("poster-glyph", "rune", string(glyph.Rune), "code", fmt.Sprintf("%U", glyph.Rune))
	case err != nil:
		return err
	}
	if err := a.deliver(spec.poster, pdf); err != nil {
		return err
	}
	a.note("report.poster", "url", figures.URL(i, r.Campaign.ID), "file", spec.poster)
	return nil
}

// fileFormats are those of a report that a file's name can tell.
var fileFormats = []string{"csv", "xlsx", "html", "json"}

// reportWriter is how the report asked for is written.
func (a *app) reportWriter(cmd *cobra.Command, spec *reporting) (func(io.Writer, *report.Report) error, error) {
	format := spec.format
	if !cmd.Flags().Changed("format") {
		if named := strings.TrimPrefix(strings.ToLower(filepath.Ext(spec.output)), "."); slices.Contains(fileFormats, named) {
			format = named
		}
		if a.json {
			format = "json"
		}
	}
	if format == "xlsx" && spec.output == "" && spec.evidence == "" && isTerminal(a.stdout.w) {
		return nil, refuse("stdout-terminal")
	}
	writers := map[string]func(io.Writer, *report.Report) error{
		"table": a.reportTable,
		"json":  func(out io.Writer, r *report.Report) error { return r.JSON(out) },
		"csv":   func(out io.Writer, r *report.Report) error { return r.CSV(out, a.lang) },
		"xlsx":  func(out io.Writer, r *report.Report) error { return r.XLSX(out, a.lang) },
		"html":  func(out io.Writer, r *report.Report) error { return r.HTML(out, a.lang) },
	}
	if spec.missing {
		writers = map[string]func(io.Writer, *report.Report) error{
			"table":    a.missingTable,
			"json":     a.missingJSON,
			"csv":      func(out io.Writer, r *report.Report) error { return r.MissingCSV(out, a.lang) },
			"xlsx":     func(out io.Writer, r *report.Report) error { return r.MissingXLSX(out, a.lang) },
			"whatsapp": func(out io.Writer, r *report.Report) error { return a.missingWhatsApp(out, r, spec.url) },
		}
	}
	write, ok := writers[format]
	if !ok {
		return nil, refuse("report-format", "value", format).usage(cmd.CommandPath())
	}
	return write, nil
}

// figure writes a number as this language does, and a share of a hundred with two places.
func (a *app) figure(v any) string {
	switch v := v.(type) {
	case int:
		return phrase.Number(a.lang, v)
	case uint64:
		return phrase.Number(a.lang, v)
	case float64:
		return phrase.Decimal(a.lang, v, 2)
	}
	return fmt.Sprint(v)
}
