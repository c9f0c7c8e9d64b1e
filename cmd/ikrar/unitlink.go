package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/office/unitlink"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var unitLinkPhrases = phrase.Book{
	"unit-link.short": {
		ID: "Tautan kemajuan untuk petugas kepegawaian setiap unit",
		EN: "Links by which units' personnel desks see their progress"},
	"unit-link.long": {
		ID: "Siapa yang memegang tautan sebuah unit melihat di peramban berapa orang di unit itu yang sudah menandatangani dan nama yang\nbelum, dan dapat menyalin pesan untuk grupnya. Unit lain, NIP, dan kode tidak tampak; dengan tautan itu tidak ada yang dapat\nditandatangani. Sebuah tautan tetap berlaku sampai tanggalnya atau sampai dicabut, juga bila petugas yang membuatnya diganti.",
		EN: "Whoever holds a unit's link sees in a browser how many people of that unit have signed, and the names of who has not, and\ncan copy a message to their group. No other unit, NIP or code is shown, and nothing can be signed by it.\nA link holds until its date or until it is revoked, also where the officer who made it is replaced."},
	"unit-link.add.short": {ID: "Membuat tautan unit", EN: "Make links of units"},
	"unit-link.add.long": {
		ID: "Membuat tautan untuk unit yang disebut, atau satu untuk setiap unit dalam daftar pegawai. Tautannya hanya tampak sekali ini:\nyang disimpan hanya sidiknya. -o menulis buku kerja (.xlsx) atau slip untuk digunting (.pdf).",
		EN: "Make links for the units named, or one for each unit of the roster. They are shown this once: only their fingerprints\nare kept. -o writes a workbook (.xlsx) or slips to cut out (.pdf)."},
	"unit-link.add.example": {
		ID: "ikrar unit-link add --unit \"Dinas Pendidikan\" --until 2026-04-30\nikrar unit-link add --all --until 2026-04-30 -o tautan.xlsx",
		EN: "ikrar unit-link add --unit \"Dinas Pendidikan\" --until 2026-04-30\nikrar unit-link add --all --until 2026-04-30 -o links.xlsx"},
	"unit-link.list.short": {
		ID: "Menampilkan tautan unit, tanpa kodenya",
		EN: "List links of units, without their codes"},
	"unit-link.list.example": {
		ID: "ikrar unit-link list\nikrar unit-link list --at https://ikrar.contoh.example",
		EN: "ikrar unit-link list\nikrar unit-link list --at https://ikrar.contoh.example"},
	"unit-link.revoke.short": {ID: "Mencabut tautan unit", EN: "Revoke links of units"},
	"unit-link.revoke.long": {
		ID: "Mencabut tautan menurut nomornya (ikrar unit-link list), semua milik sebuah unit, atau semuanya.",
		EN: "Revoke links by their numbers (ikrar unit-link list), all of a unit, or all of them."},
	"unit-link.revoke.example": {
		ID: "ikrar unit-link revoke K7QM2F8D\nikrar unit-link revoke --unit \"Dinas Pendidikan\"",
		EN: "ikrar unit-link revoke K7QM2F8D\nikrar unit-link revoke --unit \"Dinas Pendidikan\""},
	"arg.link":             {ID: "NOMOR", EN: "NUMBER"},
	"unit-link.flag.unit":  {ID: "`UNIT` ini; boleh diulang", EN: "this `UNIT`; may be repeated"},
	"unit-link.flag.all":   {ID: "satu untuk setiap unit", EN: "one for each unit"},
	"unit-link.flag.until": {ID: "berlaku sampai akhir `TANGGAL` ini", EN: "valid until the end of this `DATE`"},
	"unit-link.flag.note": {
		ID: "`CATATAN` untuk petugas, misalnya kepada siapa tautan diserahkan",
		EN: "a `NOTE` for officers, such as whom it was handed to"},
	"unit-link.flag.output": {ID: "menulis ke `BERKAS` .xlsx atau .pdf", EN: "write to a `FILE` .xlsx or .pdf"},
	"unit-link.flag.dry-run": {
		ID: "hanya menampilkan; tidak ada yang dibuat atau dicabut",
		EN: "only show; nothing is made or revoked"},
	"unit-link.flag.every": {ID: "semua tautan yang masih berlaku", EN: "all links that are open"},
	"unit-link.flag.yes":   {ID: "tanpa bertanya", EN: "without asking"},
	"unit-link.planned":    {ID: "{unit}: {people} pegawai", EN: "{unit}: people: {people}"},
	"unit-link.planned.more": {
		ID: "{unit}: {people} pegawai; sudah ada {open} tautan yang berlaku",
		EN: "{unit}: people: {people}; links that are open already: {open}"},
	"unit-link.planned.total": {
		ID: "Rencana: {count} tautan, berlaku sampai {until}. Belum ada yang dibuat.",
		EN: "Planned: links: {count}, valid until {until}. Nothing was made."},
	"unit-link.unitless": {
		ID: "{count} pegawai tanpa unit tidak tampak di tautan mana pun.",
		EN: "People without a unit, whom no link shows: {count}."},
	"unit-link.made": {ID: "{unit}: {address}", EN: "{unit}: {address}"},
	"unit-link.total": {
		ID: "{count} tautan dibuat, berlaku sampai {until}. Serahkan masing-masing kepada petugas unitnya saja; " +
			"tautan ini tidak dapat ditampilkan lagi.",
		EN: "Links made: {count}, valid until {until}. Hand each to its unit's desk alone; they cannot be shown " +
			"again."},
	"unit-link.none": {
		ID: "Belum ada tautan unit. Buat dengan ikrar unit-link add.",
		EN: "There are no links of units. Make some by ikrar unit-link add."},
	"unit-link.state.open":    {ID: "berlaku", EN: "open"},
	"unit-link.state.ended":   {ID: "berakhir", EN: "ended"},
	"unit-link.state.revoked": {ID: "dicabut", EN: "revoked"},
	"unit-link.until":         {ID: "sampai {until}", EN: "until {until}"},
	"unit-link.by":            {ID: "oleh {by}", EN: "by {by}"},
	"unit-link.used":          {ID: "terakhir dibuka {date}", EN: "last opened {date}"},
	"unit-link.unused":        {ID: "belum dibuka", EN: "not opened yet"},
	"unit-link.revoke.plan":   {ID: "akan dicabut: {id} {unit}", EN: "to be revoked: {id} {unit}"},
	"unit-link.revoke.ask": {
		ID: "Cabut {count} tautan? Yang memegangnya tidak dapat lagi melihat kemajuan unitnya.",
		EN: "Revoke {count} links? Who holds them will not see their unit's progress any more."},
	"unit-link.revoke.nothing": {
		ID: "Tidak ada tautan yang masih berlaku di antaranya.",
		EN: "None of these is open any more."},
	"unit-link.revoked": {ID: "dicabut: {id} {unit}", EN: "revoked: {id} {unit}"},
	"fault.unit-link-past": {
		ID: "--until {value} sudah lewat; tidak ada tautan yang dibuat",
		EN: "--until {value} is past; no link was made"},
	"fault.unit-link-unit": {
		ID: "tidak ada unit \"{unit}\"; tidak ada yang diubah",
		EN: "there is no unit \"{unit}\"; nothing was changed"},
	"fault.unit-link-unit.hint": {
		ID: "ikrar report menunjukkan ejaan unitnya",
		EN: "ikrar report shows how units are spelt"},
	"fault.unit-link-none": {ID: "tidak ada unit dalam daftar pegawai", EN: "the roster has no unit"},
	"fault.unit-link-none.hint": {
		ID: "impor daftar pegawai dengan kolom unit: ikrar roster import",
		EN: "import a roster with a column of units: ikrar roster import"},
	"fault.unit-link-unknown": {
		ID: "tidak ada tautan unit dengan nomor {id}; tidak ada yang dicabut",
		EN: "there is no link of a unit with the number {id}; nothing was revoked"},
	"fault.unit-link-unknown.hint": {
		ID: "ikrar unit-link list menampilkan nomornya",
		EN: "ikrar unit-link list shows the numbers"},
	"fault.unit-link-none-named": {
		ID: "sebutkan tautan yang dicabut: nomornya, --unit, atau --all",
		EN: "say which links to revoke: by their numbers, --unit, or --all"},
	"fault.unit-link-glyph": {
		ID: "{rune} ({code}) tidak dapat dicetak pada slip; tidak ada tautan yang dibuat",
		EN: "{rune} ({code}) cannot be printed on a slip; no link was made"},
	"fault.unit-link-glyph.hint": {
		ID: "pakai -o BERKAS.xlsx",
		EN: "use -o FILE.xlsx"},
	"fault.unit-link-registrar": {
		ID: "{path}: bukan kunci petugas pendaftar yang berlaku; tautan unit dibuat dan dicabut atas nama petugas",
		EN: "{path}: this is no key of a registrar in force; links of units are made and revoked in a " +
			"registrar's name"},
	"fault.unit-link-registrar.hint": {
		ID: "sebutkan kunci petugas dengan --registrar-key",
		EN: "name a registrar's key by --registrar-key"},
	"reason.unit-link-note":   {ID: "paling banyak 100 huruf, satu baris", EN: "100 characters at most, on one line"},
	"reason.unit-link-output": {ID: "harus berakhir .xlsx atau .pdf", EN: "it must end in .xlsx or .pdf"},
}

func unitLinkCommand(a *app) *cobra.Command {
	return a.group("unit-link", "unit-link", unitLinkAddCommand(a), unitLinkListCommand(a), unitLinkRevokeCommand(a))
}

// linking is what the flags of unit-link add say.
type linking struct {
	units               []string
	until, note, output string
	all, dry            bool
}

// linkFormats are the files that links are written to.
var linkFormats = map[string]func(*unitlink.Links, phrase.Lang) ([]byte, error){
	".xlsx": func(m *unitlink.Links, lang phrase.Lang) ([]byte, error) {
		var out bytes.Buffer
		err := m.XLSX(&out, lang)
		return out.Bytes(), err
	},
	".pdf": (*unitlink.Links).PDF,
}

func unitLinkAddCommand(a *app) *cobra.Command {
	var spec linking
	cmd := a.verb("add", "unit-link.add", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.open(cmd.Context(), spec.dry)
		if err != nil {
			return err
		}
		defer i.Close()
		plan, err := planLinks(cmd, i, spec)
		if err != nil {
			return err
		}
		if spec.dry {
			a.showLinkPlan(plan)
			return nil
		}
		by, err := a.registrarName(cmd.Context(), i)
		if err != nil {
			return err
		}
		made := plan.Made(by)
		if err := a.writeLinks(made, spec.output); err != nil {
			return err
		}
		if err := made.Keep(); err != nil {
			if spec.output != "" {
				os.Remove(spec.output) // it would lead nowhere
			}
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		for _, l := range made.All {
			a.result(madeLink{l.ID, l.Unit, l.People, l.Until, l.Address}, func() {
				if spec.output == "" {
					a.print("unit-link.made", "unit", l.Unit, "address", l.Address)
				}
			})
		}
		if spec.output != "" && !a.json {
			a.line(spec.output)
		}
		if plan.Unitless > 0 && spec.all {
			a.note("unit-link.unitless", "count", a.figure(plan.Unitless))
		}
		a.note("unit-link.total", "count", a.figure(len(made.All)), "until", made.UntilWords(a.lang))
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		wrong := []error{needOneFlag(cmd, "unit", "all"), needFlags(cmd, "until")}
		if spec.output != "" && linkFormats[strings.ToLower(filepath.Ext(spec.output))] == nil {
			wrong = append(wrong, flagReason(cmd, "output", spec.output, words{"reason.unit-link-output", nil}))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringArrayVar(&spec.units, "unit", nil, a.say("unit-link.flag.unit"))
	flags.BoolVar(&spec.all, "all", false, a.say("unit-link.flag.all"))
	flags.Var(dateFlag{&spec.until}, "until", a.say("unit-link.flag.until"))
	flags.StringVar(&spec.note, "note", "", a.say("unit-link.flag.note"))
	flags.StringVarP(&spec.output, "output", "o", "", a.say("unit-link.flag.output"))
	flags.BoolVar(&spec.dry, "dry-run", false, a.say("unit-link.flag.dry-run"))
	return cmd
}

// madeLink is the --json form of a link that was made.
type madeLink struct {
	ID      string `json:"id"`
	Unit    string `json:"unit"`
	People  int    `json:"people"`
	Until   int64  `json:"until"` // Unix seconds, exclusive
	Address string `json:"address"`
}

// planLinks plans what the flags say.
func planLinks(cmd *cobra.Command, i *institution, spec linking) (*unitlink.Plan, error) {
	until, ok := event.ParseLast(spec.until, i.Zone())
	if !ok {
		return nil, flagReason(cmd, "until", spec.until, words{"reason.date", nil})
	}
	plan, err := unitlink.PlanLinks(i, spec.units, until, spec.note)
	switch {
	case errors.Is(err, unitlink.ErrPast):
		return nil, refuse("unit-link-past", "value", spec.until).usage(cmd.CommandPath())
	case errors.Is(err, unitlink.ErrNote):
		return nil, flagReason(cmd, "note", spec.note, words{"reason.unit-link-note", nil})
	case errors.Is(err, unitlink.ErrNone):
		return nil, refuse("unit-link-none")
	}
	return plan, unknownUnit(err)
}

// unknownUnit says of a unit that is not there which may have been meant.
func unknownUnit(err error) error {
	var unknown *unitlink.UnitError
	if !errors.As(err, &unknown) {
		return err
	}
	f := refuse("unit-link-unit", "unit", unknown.Unit)
	if len(unknown.Near) > 0 {
		f = f.hinted("hint.near", "near", `"`+strings.Join(unknown.Near, `", "`)+`"`)
	}
	return f
}

func (a *app) showLinkPlan(plan *unitlink.Plan) {
	for _, u := range plan.Units {
		a.result(struct {
			Unit   string `json:"unit"`
			People int    `json:"people"`
			Open   int    `json:"open"`
		}{u.Name, u.People, len(u.Open)}, func() {
			key := "unit-link.planned"
			if len(u.Open) > 0 {
				key = "unit-link.planned.more"
			}
			a.print(key, "unit", u.Name, "people", a.figure(u.People), "open", a.figure(len(u.Open)))
		})
	}
	a.note("unit-link.planned.total", "count", a.figure(len(plan.Units)), "until", unitlink.Last(a.lang, plan.Until))
}

// writeLinks writes the file of links that are about to open, so that none is lost.
func (a *app) writeLinks(made *unitlink.Links, path string) error {
	if path == "" {
		return nil
	}
	data, err := linkFormats[strings.ToLower(filepath.Ext(path))](made, a.lang)
	var glyph *certificate.MissingGlyphError
	if errors.As(err, &glyph) {
		return refuse("unit-link-glyph", "rune", string(glyph.Rune), "code", fmt.Sprintf("%U", glyph.Rune))
	}
	if err != nil {
		return err
	}
	return writeFile(path, data, private, replaceExisting)
}

// registrarName is the name of the registrar whose key this command has.
func (a *app) registrarName(ctx context.Context, i *institution) (string, error) {
	key, err := a.registrar(ctx, i.Home)
	if err != nil {
		return "", err
	}
	public, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return "", err
	}
	list, _ := i.Ledger.Trust()
	if r, ok := list.Registrar(public.ID()); ok && r.Last == trust.NoEnd && r.Name != otomatis {
		return r.Name, nil
	}
	path := a.registrarKey
	if path == "" {
		path = outpost.KeyPath(i.Home)
	}
	return "", refuse("unit-link-registrar", "path", path)
}
