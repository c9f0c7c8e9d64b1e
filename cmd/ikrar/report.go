package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"ikrar/ledger"
	"ikrar/ledger/report"
	"ikrar/signer"
	"ikrar/verify/phrase"

	"github.com/spf13/cobra"
)

var reportPhrases = phrase.Book{
	"report.short": {ID: "Melaporkan siapa sudah berkomitmen dan siapa belum", EN: "Report who has pledged, and who has yet to"},
	"report.long": {
		ID: "Melaporkan satu kegiatan: per unit dan seluruhnya, berapa pegawai terdaftar kuncinya, berkomitmen, bersertifikat, dicabut,\ndan belum. Angkanya dihitung dari buku besar dan daftar pegawai saat ini. --missing mendaftar yang belum. --evidence\nmembuat bukti dukung: laporan, daftar, titik periksa dan ringkasan yang ditandatangani; --check memeriksanya.",
		EN: "Report one campaign: per unit and in all, how many have a key enrolled, have pledged, have a certificate, were revoked,\nare missing. Figures are counted from the ledger and the roster as they are now. --missing lists who is missing.\n--evidence makes the evidence pack: report, list, checkpoint and a signed summary; --check checks one.",
	},
	"report.example":          {ID: "ikrar report\nikrar report --missing --format csv -o belum.csv\nikrar report --evidence bukti-dukung\nikrar report --check bukti-dukung", EN: "ikrar report\nikrar report --missing --format csv -o missing.csv\nikrar report --evidence evidence\nikrar report --check evidence"},
	"report.flag.campaign":    {ID: "kegiatan `ID` (bawaan: satu-satunya, atau satu-satunya yang dibuka)", EN: "campaign `ID` (default: the only one, or the only one that is open)"},
	"report.flag.format":      {ID: "`table|csv|xlsx|html|json`", EN: "`table|csv|xlsx|html|json`"},
	"report.flag.output":      {ID: "menulis ke `BERKAS`", EN: "write to `FILE`"},
	"report.flag.missing":     {ID: "daftar yang belum berkomitmen, dengan NIP", EN: "list who has yet to pledge, with the NIP"},
	"report.flag.evidence":    {ID: "membuat bukti dukung di `DIR`", EN: "make the evidence pack in `DIR`"},
	"report.flag.check":       {ID: "memeriksa bukti dukung di `DIR`", EN: "check the evidence pack in `DIR`"},
	"report.flag.trust":       {ID: "`BERKAS` daftar kepercayaan yang Anda percayai, untuk --check", EN: "`FILE` of a trust list that you believe, for --check"},
	"report.unit":             {ID: "Unit", EN: "Unit"},
	"report.people":           {ID: "Pegawai", EN: "People"},
	"report.enrolled":         {ID: "Terdaftar", EN: "Enrolled"},
	"report.pledged":          {ID: "Berkomitmen", EN: "Pledged"},
	"report.percent":          {ID: "Persen", EN: "Per cent"},
	"report.issued":           {ID: "Bersertifikat", EN: "Issued"},
	"report.revoked":          {ID: "Dicabut", EN: "Revoked"},
	"report.missing":          {ID: "Belum", EN: "Missing"},
	"report.name":             {ID: "Nama", EN: "Name"},
	"report.nip":              {ID: "NIP", EN: "NIP"},
	"report.position":         {ID: "Jabatan", EN: "Position"},
	"report.state":            {ID: "Keadaan", EN: "State"},
	"report.time":             {ID: "Waktu", EN: "Time"},
	"report.index":            {ID: "Entri", EN: "Entry"},
	"report.code":             {ID: "Kode", EN: "Code"},
	"report.number":           {ID: "Nomor", EN: "Number"},
	"report.registrar":        {ID: "Petugas pendaftar", EN: "Registrar"},
	"report.all":              {ID: "Seluruhnya", EN: "In all"},
	"report.left":             {ID: "(tidak lagi dalam daftar pegawai)", EN: "(no longer in the roster)"},
	"report.title":            {ID: "Laporan kegiatan deklarasi", EN: "Report of the campaign"},
	"report.as-of":            {ID: "Keadaan {time}, dari buku besar dengan {size} entri", EN: "As of {time}, from a ledger of {size} entries"},
	"report.progress":         {ID: "Kemajuan", EN: "Progress"},
	"report.by-unit":          {ID: "Menurut unit", EN: "By unit"},
	"report.over-time":        {ID: "Menurut waktu", EN: "Over time"},
	"report.by-registrar":     {ID: "Siapa menyatakan kunci siapa", EN: "Who vouched for whom"},
	"report.signed":           {ID: "Ditandatangani", EN: "Signed"},
	"report.summary":          {ID: "Ringkasan", EN: "Summary"},
	"report.days.all":         {ID: "Komitmen yang berlaku", EN: "Pledges in force"},
	"report.state.absent":     {ID: "belum terdaftar", EN: "no key"},
	"report.state.enrolled":   {ID: "belum berkomitmen", EN: "enrolled"},
	"report.state.pledged":    {ID: "berkomitmen", EN: "pledged"},
	"report.state.issued":     {ID: "bersertifikat", EN: "issued"},
	"report.state.revoked":    {ID: "dicabut", EN: "revoked"},
	"report.none-missing":     {ID: "Semua sudah berkomitmen.", EN: "Everybody has pledged."},
	"fault.report-none":       {ID: "belum ada kegiatan", EN: "there is no campaign yet"},
	"fault.report-none.hint":  {ID: "buka satu dengan ikrar campaign new", EN: "open one by ikrar campaign new"},
	"fault.report-which":      {ID: "ada beberapa kegiatan: {ids}", EN: "there are several campaigns: {ids}"},
	"fault.report-which.hint": {ID: "beri --campaign ID", EN: "give --campaign ID"},
	"fault.report-format":     {ID: "--format {value} tidak ada untuk laporan ini", EN: "--format {value} does not exist for this report"},
}

// reporting is what the flags of report say.
type reporting struct {
	campaign, format, output string
	missing                  bool
	evidence, check, trust   string
}

func reportCommand(a *app) *cobra.Command {
	var spec reporting
	cmd := a.verb("report", "report", "", func(cmd *cobra.Command, _ []string) error {
		if spec.check != "" {
			return a.checkPack(spec.check, spec.trust)
		}
		write, err := a.reportWriter(cmd, spec)
		if err != nil {
			return err
		}
		i, err := a.openInstitution(cmd.Context())
		if err != nil {
			return err
		}
		defer i.close()
		campaign, err := i.chooseCampaign(spec.campaign, a.now())
		if err != nil {
			return err
		}
		r, err := report.Gather(i.ledger, i.roster, campaign, a.now().In(i.config.zone()))
		if err != nil {
			return err
		}
		if spec.evidence != "" {
			return a.writePack(cmd.Context(), i, r, spec.evidence)
		}
		var out bytes.Buffer
		if err := write(&out, r); err != nil {
			return err
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
	flags.StringVar(&spec.evidence, "evidence", "", a.say("report.flag.evidence"))
	flags.StringVar(&spec.check, "check", "", a.say("report.flag.check"))
	flags.StringVar(&spec.trust, "trust", "", a.say("report.flag.trust"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// reportWriter is how the report asked for is written.
func (a *app) reportWriter(cmd *cobra.Command, spec reporting) (func(io.Writer, *report.Report) error, error) {
	format := spec.format
	if a.json && !cmd.Flags().Changed("format") {
		format = "json"
	}
	if format == "xlsx" && spec.output == "" && spec.evidence == "" && isTerminal(a.stdout.w) {
		return nil, refuse("stdout-terminal")
	}
	w := a.reportWords()
	writers := map[string]func(io.Writer, *report.Report) error{
		"table": a.reportTable,
		"json":  a.reportJSON,
		"csv":   func(out io.Writer, r *report.Report) error { return r.CSV(out, w) },
		"xlsx":  func(out io.Writer, r *report.Report) error { return r.XLSX(out, w) },
		"html":  func(out io.Writer, r *report.Report) error { return r.HTML(out, w, a.locale(r)) },
	}
	if spec.missing {
		writers = map[string]func(io.Writer, *report.Report) error{
			"table": a.missingTable,
			"json":  a.missingJSON,
			"csv":   func(out io.Writer, r *report.Report) error { return r.MissingCSV(out, w) },
		}
	}
	write, ok := writers[format]
	if !ok {
		return nil, refuse("report-format", "value", spec.format).usage(cmd.CommandPath())
	}
	return write, nil
}

func (a *app) reportWords() report.Words {
	return func(key string, args ...any) string { return a.say("report."+key, args...) }
}

func (a *app) locale(r *report.Report) report.Locale {
	return report.Locale{Lang: string(a.lang), Number: a.figure, Moment: func(t time.Time) string { return phrase.Moment(a.lang, t, r.Now.Location()) }}
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

// chooseCampaign finds the campaign that is named, or the only one that can be meant.
func (i *institution) chooseCampaign(id string, now time.Time) (signer.Campaign, error) {
	if id != "" {
		c, err := i.ledger.Campaign(id)
		if errors.Is(err, ledger.ErrNotFound) {
			err = refuse("campaign-unknown", "id", id)
		}
		return c.Claims(), err
	}
	all, err := i.ledger.Campaigns()
	if err != nil {
		return signer.Campaign{}, err
	}
	var ids []string
	var open []signer.Campaign
	for _, c := range all {
		claims := c.Claims()
		ids = append(ids, claims.ID)
		if campaignState(claims, now) == "open" {
			open = append(open, claims)
		}
	}
	switch {
	case len(all) == 0:
		return signer.Campaign{}, refuse("report-none")
	case len(all) == 1:
		return all[0].Claims(), nil
	case len(open) == 1:
		return open[0], nil
	}
	return signer.Campaign{}, refuse("report-which", "ids", strings.Join(ids, ", "))
}

// barCells is the length of a bar in the terminal.
const barCells = 24

// reportTable writes figures with a bar a unit, in the widths of a terminal.
func (a *app) reportTable(out io.Writer, r *report.Report) error {
	fmt.Fprintf(out, "%s\n%s\n\n", r.Campaign.Title, a.say("report.as-of", "time", phrase.Moment(a.lang, r.Now, r.Now.Location()), "size", a.figure(r.Size)))
	columns := []string{"people", "enrolled", "pledged", "issued", "revoked", "missing"}
	name := utf8.RuneCountInString(a.say("report.all"))
	for _, u := range r.Units {
		name = max(name, min(40, utf8.RuneCountInString(u.Unit)))
	}
	row := func(label string, cells []string, bar string) {
		if short := []rune(label); len(short) > name {
			label = string(short[:name-1]) + "…"
		}
		fmt.Fprintf(out, "%s%s", label, strings.Repeat(" ", name-utf8.RuneCountInString(label)))
		for n, c := range cells {
			width := max(7, utf8.RuneCountInString(a.say("report."+columns[n]))) + 2
			fmt.Fprintf(out, "%*s", width, c)
		}
		fmt.Fprintln(out, strings.TrimRight("  "+bar, " "))
	}
	var heads []string
	for _, c := range columns {
		heads = append(heads, a.say("report."+c))
	}
	row(a.say("report.unit"), heads, "")
	line := func(c report.Count, label string) {
		var cells []string
		for _, n := range []int{c.People, c.Enrolled, c.Pledged, c.Issued, c.Revoked, c.Missing} {
			cells = append(cells, a.figure(n))
		}
		full := 0
		if c.People > 0 {
			full = barCells * c.Pledged / c.People
		}
		row(label, cells, strings.Repeat("█", full)+strings.Repeat("░", barCells-full)+fmt.Sprintf(" %7s", a.figure(c.Percent())+"%"))
	}
	for _, u := range r.Units {
		label := u.Unit
		if label == report.Left {
			label = a.say("report.left")
		}
		line(u, label)
	}
	line(r.Total, a.say("report.all"))
	return nil
}

// missingTable writes who has yet to pledge: NIP, name, position, unit, state.
func (a *app) missingTable(out io.Writer, r *report.Report) error {
	missing := r.Missing()
	if len(missing) == 0 {
		fmt.Fprintln(out, a.say("report.none-missing"))
		return nil
	}
	for _, p := range missing {
		fmt.Fprintln(out, strings.Join([]string{string(p.NIP), p.Name, p.Position, p.Unit, a.say("report.state." + string(p.State))}, "  "))
	}
	return nil
}

func (a *app) reportJSON(out io.Writer, r *report.Report) error {
	a.encode(out, struct {
		Campaign string           `json:"campaign"`
		Title    string           `json:"title"`
		Opens    int64            `json:"opens"`
		Closes   int64            `json:"closes"`
		Time     int64            `json:"time"`
		Size     uint64           `json:"size"`
		Total    report.Count     `json:"total"`
		Units    []report.Count   `json:"units"`
		Days     []report.Day     `json:"days"`
		Vouched  []report.Vouched `json:"registrars"`
	}{r.Campaign.ID, r.Campaign.Title, r.Campaign.Opens, r.Campaign.Closes, r.Now.Unix(), r.Size, r.Total, r.Units, r.Days, r.Vouched})
	return nil
}

func (a *app) missingJSON(out io.Writer, r *report.Report) error {
	for _, p := range r.Missing() {
		a.encode(out, struct {
			NIP      string       `json:"nip"`
			Name     string       `json:"name"`
			Position string       `json:"position"`
			Unit     string       `json:"unit"`
			State    report.State `json:"state"`
		}{string(p.NIP), p.Name, p.Position, p.Unit, p.State})
	}
	return nil
}

// writePack makes the evidence pack, under a checkpoint that covers the whole ledger.
func (a *app) writePack(ctx context.Context, i *institution, r *report.Report, dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return refuse("pack-exists", "dir", dir)
	}
	key, err := a.registrar(ctx, i.home)
	if err != nil {
		return err
	}
	c, note, err := i.ledger.Published()
	if err == nil && (note == nil || c.Size < r.Size) {
		if err := a.publishFault(i.home, a.publisher(i).Publish(ctx)); err != nil {
			return err
		}
		c, note, err = i.ledger.Published()
	}
	if err != nil {
		return err
	}
	files := map[string][]byte{a.say("pack.readme-file"): []byte(a.say("pack.readme", "institution", r.Institution, "title", r.Campaign.Title,
		"summary", report.SummaryFile, "url", i.config.URL, "size", c.Size) + "\n")}
	w := a.reportWords()
	for name, write := range map[string]func(io.Writer) error{
		"laporan.html": func(out io.Writer) error { return r.HTML(out, w, a.locale(r)) },
		"laporan.csv":  func(out io.Writer) error { return r.CSV(out, w) },
		"laporan.xlsx": func(out io.Writer) error { return r.XLSX(out, w) },
		"laporan.json": func(out io.Writer) error { return a.reportJSON(out, r) },
		"daftar.csv":   func(out io.Writer) error { return r.PeopleCSV(out, w) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			return err
		}
		files[name] = out.Bytes()
	}
	if err := report.WritePack(dir, r, i.ledger, key, c.Checkpoint, note, files); err != nil {
		return err
	}
	a.result(struct {
		Dir   string `json:"dir"`
		Files int    `json:"files"`
		Size  uint64 `json:"size"`
	}{dir, len(files) + 3, c.Size}, func() { a.print("pack.done", "dir", dir, "files", len(files)+3, "size", a.figure(c.Size)) })
	return nil
}
