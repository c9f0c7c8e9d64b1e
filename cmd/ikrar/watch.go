package main

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
)

var watchPhrases = phrase.Book{
	"watch.short": {ID: "Memberi tahu bila ada yang dicatat atas nama Anda", EN: "Tell when something is recorded in your name"},
	"watch.long": {
		ID: "Menanyakan kepada buku besar di ALAMAT apa saja yang dicatat tentang pemilik kunci (juga di bawah kunci lain atas nama\norang itu), membuktikan setiap entri dari ubin, dan membandingkannya dengan kunjungan terakhir. Kredensial atau komitmen yang\ntidak Anda kenal berarti seseorang memakai nama Anda: lapor kepada kepegawaian dan inspektorat. Entri yang\njenisnya hanya dikenal ikrar yang lebih baru diperlihatkan, isinya tidak diperiksa.\nKode keluar: 0 tidak ada yang baru, 1 ada yang baru atau ada temuan, 3 tidak dapat dilihat.",
		EN: "Ask the ledger at URL what is recorded about a key's owner (also under another key in that person's name), prove each\nentry from tiles, and compare with the last visit. A credential or a pledge that you do not know means that somebody\nuses your name: tell HR and the inspectorate. An entry of a kind that only a newer ikrar knows is shown, its content not checked.\nExit code: 0 nothing new, 1 something new or something wrong, 3 it could not be looked at.",
	},
	"watch.example":          {ID: "ikrar watch --key nabila.key.pub https://ikrar.contoh.example\nikrar watch --key pegawai/ --every 1h https://ikrar.contoh.example", EN: "ikrar watch --key nabila.key.pub https://ikrar.contoh.example\nikrar watch --key people/ --every 1h https://ikrar.contoh.example"},
	"watch.flag.key":         {ID: "`BERKAS.pub` kunci publik, atau direktori berisi berkas .pub; boleh diulang", EN: "`FILE.pub` of a public key, or a directory of .pub files; may be repeated"},
	"watch.flag.code":        {ID: "`KODE` sertifikat; orangnya dikenali dari sertifikat itu", EN: "`CODE` of a certificate; the person is known by it"},
	"watch.flag.trust":       {ID: "`BERKAS` daftar kepercayaan yang Anda percayai", EN: "`FILE` of a trust list that you believe"},
	"watch.flag.state":       {ID: "`BERKAS` ingatan antara dua kunjungan (bawaan: di konfigurasi Anda)", EN: "`FILE` of what is remembered between visits (default: in your configuration)"},
	"watch.flag.every":       {ID: "melihat lagi setiap `JANGKA` (15m, 1h), sampai dihentikan", EN: "look again every `DURATION` (15m, 1h), until stopped"},
	"reason.every":           {ID: "harus lebih dari nol, misalnya 15m atau 1h", EN: "must be more than zero, for example 15m or 1h"},
	"watch.new":              {ID: "BARU  entri {index}, {time}: {kind}, kunci {key}", EN: "NEW   entry {index}, {time}: {kind}, key {key}"},
	"watch.known":            {ID: "LAMA  entri {index}, {time}: {kind}, kunci {key}", EN: "KNOWN entry {index}, {time}: {kind}, key {key}"},
	"watch.erased":           {ID: "{line} (DATANYA DIHAPUS)", EN: "{line} (DATA ERASED)"},
	"watch.revoked":          {ID: "{line} (DICABUT)", EN: "{line} (REVOKED)"},
	"watch.kind.credential":  {ID: "kredensial", EN: "credential"},
	"watch.kind.pledge":      {ID: "komitmen", EN: "pledge"},
	"watch.kind.issuance":    {ID: "sertifikat", EN: "certificate"},
	"watch.kind.revocation":  {ID: "pencabutan", EN: "revocation"},
	"watch.kind.later":       {ID: "jenis yang lebih baru, tidak diperiksa ({kind})", EN: "a later kind, not checked ({kind})"},
	"watch.none":             {ID: "Tidak ada yang tercatat untuk kunci ini.", EN: "Nothing is recorded for these keys."},
	"watch.first":            {ID: "Kunjungan pertama: {count} entri, semuanya terbukti. Yang baru akan ditandai mulai kunjungan berikutnya.", EN: "First visit. Entries, each of them proved: {count}. What is new will be marked from the next one on."},
	"watch.total":            {ID: "{count} entri, semuanya terbukti; {new} baru sejak kunjungan terakhir", EN: "Entries, each of them proved: {count}; new since the last visit: {new}"},
	"watch.unseen":           {ID: "Tidak terlihat dari sini: entri yang disembunyikan server ini. Pemeriksaan daftar pegawai menemukannya.", EN: "Not visible from here: entries that this server keeps to itself. An audit of the roster finds them."},
	"fault.watch-nobody":     {ID: "beri --key BERKAS.pub atau --code KODE", EN: "give --key FILE.pub or --code CODE"},
	"fault.watch-typed":      {ID: "{value}: bukan kode sertifikat", EN: "{value}: not the code of a certificate"},
	"fault.watch-code":       {ID: "{value}: tidak ada komitmen dengan kode ini di {url}", EN: "{value}: there is no pledge of this code at {url}"},
	"fault.watch-gone":       {ID: "{value}: tercatat di {url}, tetapi data pribadinya telah dihapus", EN: "{value}: recorded at {url}, but its personal data were erased"},
	"fault.watch-gone.hint":  {ID: "bila bukan Anda yang memintanya, tanyakan kepada kepegawaian", EN: "if it was not you who asked for that, ask HR"},
	"fault.watch-proof":      {ID: "{value}: jawaban {url} tidak terbukti: {verdict}", EN: "{value}: what {url} answers is not proved: {verdict}"},
	"fault.watch-state":      {ID: "{path}: bukan ingatan kunjungan ke buku besar ini", EN: "{path}: not what a visit to this ledger leaves"},
	"fault.watch-state.hint": {ID: "beri --state lain, atau singkirkan berkas itu; kunjungan berikutnya menjadi yang pertama lagi", EN: "give another --state, or move that file away; the next visit is then a first one again"},
	"fault.watch-found":      {ID: "{count} temuan pada buku besar di {url}", EN: "findings at the ledger of {url}: {count}"},
}

// watching is what the flags of watch say.
type watching struct {
	url, trust, state string
	paths, codes      []string
	every             time.Duration
}

// watchReport is the --json form of one visit.
type watchReport struct {
	URL      string         `json:"url"`
	Size     uint64         `json:"size"`
	First    bool           `json:"first"`
	New      int            `json:"new"`
	Later    int            `json:"later,omitempty"` // entries of kinds that a newer ikrar knows, not checked
	Entries  []watchEntry   `json:"entries"`
	Findings []auditFinding `json:"findings"`
}

type watchEntry struct {
	Index   uint64 `json:"index"`
	Time    int64  `json:"time"`
	Kind    string `json:"kind"`
	Digest  string `json:"digest"`
	Key     string `json:"key"` // fingerprint of the key that was asked for
	Revoked bool   `json:"revoked"`
	Erased  bool   `json:"erased,omitempty"` // the ledger holds no more than the entry
	New     bool   `json:"new"`
	later   bool   // of a kind that a newer ikrar knows
}

func watchCommand(a *app) *cobra.Command {
	var w watching
	cmd := a.verb("watch", "watch", "URL", func(cmd *cobra.Command, args []string) error {
		var err error
		if w.url, err = remote.ParseURL(args[0]); err != nil {
			return proposed(refuse("audit-url", "value", args[0]).usage(cmd.CommandPath()), args[0])
		}
		list, err := a.trustOf(cmd.Context(), w.url, w.trust)
		if err != nil {
			return trustFault(err)
		}
		return a.watch(cmd.Context(), w, list)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) (wrong []error) {
		if len(w.paths)+len(w.codes) == 0 {
			wrong = append(wrong, refuse("watch-nobody").usage(cmd.CommandPath()))
		}
		if every := cmd.Flags().Lookup("every"); every.Changed && w.every <= 0 {
			wrong = append(wrong, flagReason(cmd, every.Name, every.Value.String(), words{"reason.every", nil}))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringArrayVar(&w.paths, "key", nil, a.say("watch.flag.key"))
	flags.StringArrayVar(&w.codes, "code", nil, a.say("watch.flag.code"))
	flags.StringVar(&w.trust, "trust", "", a.say("watch.flag.trust"))
	flags.StringVar(&w.state, "state", "", a.say("watch.flag.state"))
	flags.DurationVar(&w.every, "every", 0, a.say("watch.flag.every"))
	return cmd
}

// watch looks once, or until it is stopped. Stopped, it exits with what it had seen; where no look came to its end, that is
// nothing.
func (a *app) watch(ctx context.Context, w watching, list *trust.List) error {
	served := a.client.At(w.url)
	keys, err := a.watchedKeys(ctx, w, served, list)
	if err != nil {
		return err
	}
	looked, seen := false, false
	for {
		again, err := a.look(ctx, w, served, list, keys)
		looked, seen = looked || err == nil, seen || again
		if w.every <= 0 {
			if err == nil && again {
				err = outcome(exitRefused)
			}
			return err
		}
		if err != nil && ctx.Err() == nil {
			a.complain(w.url, err)
		}
		select {
		case <-time.After(w.every):
		case <-ctx.Done():
			switch {
			case seen:
				return outcome(exitRefused)
			case !looked:
				return outcome(exitUndetermined)
			}
			return nil
		}
	}
}

// watchedKeys are the keys that are named, and those that codes lead to.
func (a *app) watchedKeys(ctx context.Context, w watching, served remote.Ledger, list *trust.List) (keys []eddsa.PublicKey, err error) {
	paths, err := gather(w.paths, ".pub")
	if err != nil {
		return nil, unseen("watch", err)
	}
	for _, path := range paths {
		pub, _, err := keyfile.ReadPublic(path)
		if err != nil {
			return nil, unseen("watch", keyFault(path, err))
		}
		keys = append(keys, eddsa.PublicKey(pub))
	}
	if len(w.codes) > 0 {
		if err := sameLedger(ctx, served, list); err != nil {
			return nil, err
		}
	}
	for _, typed := range w.codes {
		code, err := verify.ParseCode(typed)
		if err != nil {
			return nil, refuse("watch-typed", "value", typed).usage("ikrar watch")
		}
		raw, err := served.Proof(ctx, code)
		if errors.Is(err, remote.ErrErased) {
			return nil, refuse("watch-gone", "value", string(code), "url", w.url)
		}
		if errors.Is(err, tiles.ErrMissing) {
			return nil, refuse("watch-code", "value", string(code), "url", w.url)
		}
		if err != nil {
			return nil, unreached(w.url, err)
		}
		r := verify.Check(raw, list, nil, a.now().Unix())
		if r.Proof == nil || r.Verdict != verify.Valid || verify.CodeOf(r.Proof.Pledge.Bytes()) != code {
			return nil, refuse("watch-proof", "value", string(code), "url", w.url, "verdict", words{"verdict." + string(r.Verdict), nil})
		}
		keys = append(keys, r.Proof.Credential.Claims().Key)
	}
	slices.SortFunc(keys, func(a, b eddsa.PublicKey) int { return strings.Compare(string(a[:]), string(b[:])) })
	return slices.Compact(keys), nil
}

// look is one visit. again says that something is new, or wrong.
func (a *app) look(ctx context.Context, w watching, served remote.Ledger, list *trust.List, keys []eddsa.PublicKey) (again bool, err error) {
	path := w.state
	if path == "" {
		path = watchPath(a.getenv, list.Origin)
	}
	state, err := readWatch(path, list.Origin)
	if err == nil {
		err = keepable(path)
	}
	if err != nil {
		return false, unseen("watch", err)
	}
	log := tiles.Log{Fetch: served.Fetch, Trust: list, Now: a.now().Unix()}
	known := map[eddsa.PublicKey][]uint64{}
	if state.Checkpoint != "" {
		if log.Trust, err = state.Visit.TrustAfter(list); err != nil {
			return false, unseen("watch", refuse("visit-trust", "path", path).because(err))
		}
		log.Seen = []byte(state.Checkpoint)
		for _, k := range keys {
			known[k] = state.Entries[hex.EncodeToString(k[:])]
		}
	}
	if err := sameLedger(ctx, served, log.Trust); err != nil {
		return false, err
	}
	entries, report, err := tiles.Watch(ctx, log, keys, known)
	if err != nil && len(report.Findings) == 0 {
		return false, unreached(w.url, err)
	}
	if len(report.Findings) > 0 {
		a.sayRoots(ctx, served, log.Trust)
	}
	out := a.watchReport(w.url, entries, report, state, keys)
	a.result(out, func() { a.printWatch(out, report) })
	if len(report.Findings) > 0 {
		if a.json {
			return true, nil
		}
		return true, refuse("watch-found", "count", phrase.Number(a.lang, len(report.Findings)), "url", w.url)
	}
	return out.New > 0, state.keep(path, list.Root, keys, entries, report, a.now().Unix())
}

func (a *app) watchReport(url string, entries []tiles.Recorded, r tiles.Report, state *watchState, keys []eddsa.PublicKey) watchReport {
	out := watchReport{URL: url, Size: r.Size, Later: r.Later, Entries: []watchEntry{}, Findings: auditFindings(r.Findings)}
	first := map[eddsa.PublicKey]bool{}
	for _, k := range keys {
		_, before := state.Entries[hex.EncodeToString(k[:])]
		first[k] = !before
		out.First = out.First || !before
	}
	for _, e := range entries {
		text := hex.EncodeToString(e.Key[:])
		fresh := e.Erased || !first[e.Key] && !slices.Contains(state.Entries[text], e.Entry.Index)
		if fresh {
			out.New++
		}
		out.Entries = append(out.Entries, watchEntry{e.Entry.Index, e.Entry.Time, e.Entry.Kind.String(), e.Entry.Digest.String(), keyfile.Fingerprint(e.Key[:]), e.Revoked, e.Erased, fresh, e.Entry.Kind.Later()})
	}
	return out
}

func (a *app) printWatch(out watchReport, r tiles.Report) {
	a.printFindings(out.Findings)
	if r.Checkpoint == nil {
		return // what a log records is not known without it
	}
	zone, _ := phrase.Zone(r.Trust.Timezone) // the trust list was read, so it is one of the three
	for _, e := range out.Entries {
		key := "watch.known"
		if e.New {
			key = "watch.new"
		}
		line := a.say(key, "index", e.Index, "time", phrase.Moment(a.lang, time.Unix(e.Time, 0), zone), "kind", a.kindOf(e), "key", e.Key)
		switch {
		case e.Erased:
			line = a.say("watch.erased", "line", phrase.Sentence(line))
		case e.Revoked:
			line = a.say("watch.revoked", "line", phrase.Sentence(line))
		}
		fmt.Fprintln(a.stdout, line)
	}
	switch {
	case len(out.Entries) == 0:
		a.print("watch.none")
	case out.First:
		a.print("watch.first", "count", phrase.Number(a.lang, len(out.Entries)))
	default:
		a.print("watch.total", "count", phrase.Number(a.lang, len(out.Entries)), "new", phrase.Number(a.lang, out.New))
	}
	a.printLater(out.Later)
	a.note("watch.unseen")
}

// kindOf says what an entry is. What a newer ikrar calls those of its own kinds is not known here.
func (a *app) kindOf(e watchEntry) string {
	if e.later {
		return a.say("watch.kind.later", "kind", e.Kind)
	}
	return a.say("watch.kind." + e.Kind)
}
