package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/cmd/pins"
	"ikrar/ledger/office"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustShowPhrases = phrase.Book{
	"trust.show.short":         {ID: "Menampilkan daftar kepercayaan", EN: "Print a trust list"},
	"trust.show.long":          {ID: "Menampilkan daftar kepercayaan dalam BERKAS, atau milik lembaga di direktori ini, atau semua yang dipercaya di komputer ini.", EN: "Print the trust list in FILE, or that of the institution in this directory, or all that are believed on this computer."},
	"trust.show.example":       {ID: "ikrar trust show trust.note", EN: "ikrar trust show trust.note"},
	"trust.show.institution":   {ID: "Lembaga", EN: "Institution"},
	"trust.show.origin":        {ID: "Buku besar", EN: "Ledger"},
	"trust.show.url":           {ID: "Halaman publik", EN: "Public page"},
	"trust.show.timezone":      {ID: "Zona waktu", EN: "Time zone"},
	"trust.show.serial":        {ID: "Nomor seri", EN: "Serial"},
	"trust.show.issued":        {ID: "Terbit", EN: "Issued"},
	"trust.show.age":           {ID: "{moment} ({age} hari yang lalu)", EN: "{moment} (age in days: {age})"},
	"trust.show.update":        {ID: "Pembaruan berikutnya", EN: "Next update"},
	"trust.show.stale":         {ID: "{moment}: sudah lewat, daftar ini usang", EN: "{moment}: past, this list is stale"},
	"trust.show.root":          {ID: "Kunci akar", EN: "Root key"},
	"trust.show.next":          {ID: "Penerus kunci akar", EN: "Successor of the root"},
	"trust.show.registrar":     {ID: "Petugas pendaftar", EN: "Registrar"},
	"trust.show.ledger":        {ID: "Kunci buku besar", EN: "Ledger key"},
	"trust.show.text":          {ID: "Naskah", EN: "Text"},
	"trust.show.witness":       {ID: "Lembaga saksi", EN: "Witness"},
	"trust.show.quorum":        {ID: "Kuorum", EN: "Quorum"},
	"trust.show.quorum.none":   {ID: "tidak ada", EN: "none"},
	"trust.show.quorum.size":   {ID: "sedikitnya {need} dari {have} lembaga saksi ({name})", EN: "at least {need} of {have} witnesses ({name})"},
	"trust.show.range":         {ID: "entri {first} sampai {last}", EN: "entries {first} to {last}"},
	"trust.show.range.open":    {ID: "sejak entri {first}", EN: "from entry {first} on"},
	"trust.show.state.active":  {ID: "dipakai", EN: "in use"},
	"trust.show.state.retired": {ID: "berakhir", EN: "retired"},
	"trust.show.state.stolen":  {ID: "DICURI sejak {moment}", EN: "STOLEN since {moment}"},
}

func trustShowCommand(a *app) *cobra.Command {
	return a.verb("show", "trust.show", "[FILE.note]", func(_ *cobra.Command, args []string) error {
		lists, err := a.shown(args)
		if err != nil {
			return err
		}
		for n, t := range lists {
			a.result(a.showTrust(t), func() {
				if n > 0 {
					fmt.Fprintln(a.stdout)
				}
				a.printTrust(t)
			})
		}
		return nil
	})
}

// shown are the lists that show was asked for. The home's is read from trust.note, also while another process has the
// ledger.
func (a *app) shown(args []string) ([]*trust.List, error) {
	if len(args) == 1 {
		t, err := office.ReadTrust(args[0])
		return []*trust.List{t}, err
	}
	if _, ok := a.homeDir(); ok {
		h, err := a.openHome()
		if err != nil {
			return nil, err
		}
		t, err := office.ReadTrust(h.TrustPath())
		return []*trust.List{t}, err
	}
	known, err := a.pinned()
	if err == nil && len(known) == 0 {
		err = refuse("trust-none", "dir", pins.ConfigDir(a.getenv))
	}
	if err != nil {
		return nil, trustFault(err)
	}
	return known, nil
}

// trustShown is the --json form of a trust list. Ranges are first and last entry, the last null where there is no end.
type trustShown struct {
	Institution string      `json:"institution"`
	Origin      string      `json:"origin"`
	URL         string      `json:"url"`
	Timezone    string      `json:"timezone"`
	Serial      uint64      `json:"serial"`
	Issued      int64       `json:"issued"`
	NextUpdate  int64       `json:"next_update"`
	AgeDays     int64       `json:"age_days"`
	Stale       bool        `json:"stale"`
	Root        string      `json:"root_fingerprint"`
	NextRoot    string      `json:"next_root_fingerprint,omitempty"`
	Registrars  []keyShown  `json:"registrars"`
	Ledgers     []keyShown  `json:"ledger_keys"`
	Texts       []textShown `json:"texts"`
	Witnesses   []string    `json:"witnesses"`
	Quorum      int         `json:"quorum"`
}

type keyShown struct {
	Name        string  `json:"name,omitempty"`
	State       string  `json:"state,omitempty"`
	Stolen      int64   `json:"stolen,omitempty"`
	First       uint64  `json:"first"`
	Last        *uint64 `json:"last"`
	Fingerprint string  `json:"fingerprint"`
}

type textShown struct {
	ID       string `json:"id"`
	Language string `json:"language"`
	Title    string `json:"title"`
	Digest   string `json:"digest"`
}

func shownKey(key eddsa.PublicKey, r trust.Range) keyShown {
	k := keyShown{First: r.First, Fingerprint: keyfile.Fingerprint(key[:])}
	if r.Last != trust.NoEnd {
		k.Last = &r.Last
	}
	return k
}

func (a *app) showTrust(t *trust.List) trustShown {
	now := a.now().Unix()
	s := trustShown{Institution: t.Institution, Origin: t.Origin, URL: t.URL, Timezone: t.Timezone, Serial: t.Serial, Issued: t.Issued, NextUpdate: t.NextUpdate,
		AgeDays: max(now-t.Issued, 0) / 86400, Stale: now > t.NextUpdate, Root: rootFingerprint(t.Root),
		Registrars: []keyShown{}, Ledgers: []keyShown{}, Texts: []textShown{}, Witnesses: []string{}, Quorum: t.Policy.Size()}
	if t.NextRoot != nil {
		s.NextRoot = rootFingerprint(*t.NextRoot)
	}
	for _, r := range t.Registrars {
		k := shownKey(r.Key, r.Range)
		k.Name = r.Name
		s.Registrars = append(s.Registrars, k)
	}
	for _, l := range t.Ledgers {
		k := shownKey(l.Key.Key(), l.Range)
		k.State, k.Stolen = string(l.State), l.Stolen
		s.Ledgers = append(s.Ledgers, k)
	}
	for _, x := range t.Texts {
		s.Texts = append(s.Texts, textShown{x.ID, x.Language, x.Title, x.Digest.String()})
	}
	for _, w := range t.Policy.Witnesses {
		s.Witnesses = append(s.Witnesses, w.Name)
	}
	return s
}

// printTrust prints a list for people, in its institution's time.
func (a *app) printTrust(t *trust.List) {
	s := a.showTrust(t)
	zone := time.UTC
	if z, ok := phrase.Zone(t.Timezone); ok {
		zone = z
	}
	moment := func(at int64) string { return phrase.Moment(a.lang, time.Unix(at, 0), zone) }
	w := a.table()
	line := func(key string, values ...string) {
		w.row(a.say("trust.show."+key), strings.Join(values, "  "))
	}
	line("institution", s.Institution)
	line("origin", s.Origin)
	line("url", s.URL)
	line("timezone", s.Timezone)
	line("serial", fmt.Sprint(s.Serial))
	line("issued", a.say("trust.show.age", "moment", moment(s.Issued), "age", phrase.Number(a.lang, s.AgeDays)))
	if s.Stale {
		line("update", a.say("trust.show.stale", "moment", moment(s.NextUpdate)))
	} else {
		line("update", moment(s.NextUpdate))
	}
	line("root", t.Root.Fingerprint().Short())
	if t.NextRoot != nil {
		line("next", t.NextRoot.Fingerprint().Short())
	}
	for _, k := range s.Registrars {
		line("registrar", k.Name, a.sayRange(k), k.Fingerprint)
	}
	for _, k := range s.Ledgers {
		line("ledger", a.say("trust.show.state."+k.State, "moment", moment(k.Stolen)), a.sayRange(k), k.Fingerprint)
	}
	for _, x := range s.Texts {
		line("text", x.ID, x.Title)
	}
	for _, name := range s.Witnesses {
		line("witness", name)
	}
	if s.Quorum == 0 {
		line("quorum", a.say("trust.show.quorum.none"))
	} else {
		line("quorum", a.say("trust.show.quorum.size", "need", s.Quorum, "have", len(s.Witnesses), "name", t.Policy.Quorum))
	}
	w.flush()
}

func (a *app) sayRange(k keyShown) string {
	if k.Last == nil {
		return a.say("trust.show.range.open", "first", k.First)
	}
	return a.say("trust.show.range", "first", k.First, "last", *k.Last)
}
