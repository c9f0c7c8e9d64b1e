package main

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/outpost"
	"ikrar/signer"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

var atPhrases = phrase.Book{
	"flag.at": {
		ID: "bekerja pada buku besar di peladen `URL`, dengan kunci Anda di komputer ini",
		EN: "work on the ledger of the server at `URL`, with your key on this computer"},
	"at.flag.root": {
		ID: "`SIDIK` jari kunci akar dari operator Anda, saat peladen itu belum dikenal di sini",
		EN: "`FINGERPRINT` of the root key, from your operator, where the server is not known here yet"},
	"fault.at-key-missing": {ID: "kunci petugas Anda tidak ada: {path}", EN: "your registrar's key is missing: {path}"},
	"fault.at-key-missing.hint": {
		ID: "sebutkan kunci Anda dengan --registrar-key BERKAS. Belum punya: " +
			"ikrar registrar request --at URL --name NAMA",
		EN: "name your key by --registrar-key FILE. Without one yet: " +
			"ikrar registrar request --at URL --name NAME"},
	"fault.home-here": {
		ID: "{dir} adalah lembaga yang buku besarnya ada di komputer ini; di situ --at tidak dibuatkan tempat",
		EN: "{dir} is an institution whose ledger is on this computer; --at makes no place for itself in it"},
	"fault.home-here.hint": {
		ID: "hilangkan --at untuk bekerja pada buku besar itu, atau beri --home DIR yang lain " +
			"(tanpa --home: tempat yang biasa)",
		EN: "leave out --at to work on that ledger, or give another --home DIR (without --home: the usual place)"},
	"at.settings": {
		ID: "Belum pernah Anda lihat di komputer ini, cara peladen {url} mengatur sertifikat:\n  nomor {pattern}\n  " +
			"penanda tangan {signatory}\n  lambang {emblem}\nPakai pengaturan ini?",
		EN: "You have not seen on this computer yet how the server {url} has certificates set:\n  number {pattern}\n  " +
			"signatory {signatory}\n  emblem {emblem}\nUse these settings?"},
	"at.settings.none": {ID: "tidak ada", EN: "none"},
	"at.settings.unsigned": {
		ID: "tidak disebut; garisnya diisi dengan tangan",
		EN: "not named; the line is filled by hand"},
	"issue.flag.settings-seen": {
		ID: "pakai pengaturan sertifikat dari peladen, yang sudah Anda periksa",
		EN: "use the server's settings of certificates, which you have checked"},
	"fault.at-here": {
		ID: "{command} hanya dapat dijalankan pada peladen itu sendiri",
		EN: "{command} can only be run on the server itself"},
	"fault.at-here.hint": {
		ID: "jalankan di komputer yang menyimpan buku besar, atau pilih --home direktori lembaga yang ada di sini",
		EN: "run it on the machine that has the ledger, or choose by --home an institution that is here"},
	"fault.at-stranger": {
		ID: "peladen {url} tidak mengenal kunci ini sebagai kunci petugas pendaftar yang berlaku",
		EN: "the server {url} does not know this key as that of a registrar in force"},
	"fault.at-stranger.hint": {
		ID: "buat permintaan dengan ikrar registrar request dan minta pemegang kunci akar menunjuknya, atau pakai kunci lain dengan --registrar-key",
		EN: "make a request by ikrar registrar request and have whoever has the root key appoint it, or use another by --registrar-key"},
	"fault.at-ended": {
		ID: "sesi dengan {url} berakhir di tengah jalan",
		EN: "the session with {url} ended midway"},
	"fault.at-ended.hint": {
		ID: "ulangi perintah ini; yang sudah tercatat tidak dicatat dua kali",
		EN: "repeat the command; what was recorded is not recorded twice"},
	"fault.at-dismissed": {
		ID: "sesi Anda dengan {url} diakhiri oleh seseorang: Anda sendiri di komputer lain, atau operator",
		EN: "somebody ended your session with {url}: you on another computer, or the operator"},
	"fault.at-dismissed.hint": {
		ID: "bila itu keliru, ulangi perintah ini; yang sudah tercatat tidak dicatat dua kali",
		EN: "where that was a mistake, repeat the command; what was recorded is not recorded twice"},
	"fault.at-history": {
		ID: "peladen menunjukkan riwayat lain daripada yang pernah dilihat di sini; berdasarkan itu tidak ada yang " +
			"ditandatangani",
		EN: "the server shows another history than was seen here before; nothing was signed on its account"},
	"fault.at-history.hint": {
		ID: "beri tahu operator dan inspektorat; simpan berkas {path} di direktori Anda, itu buktinya",
		EN: "tell the operator and the inspectorate; keep the file {path} of your directory, which is the evidence"},
	"fault.at-right": {
		ID: "hal ini hanya dapat dilakukan di peladen {url} sendiri",
		EN: "this can only be done on the server {url} itself"},
}

// afar are the verbs of HR that also work on a ledger elsewhere.
var afar = []string{"office", "roster", "campaign", "invite", "mail", "enrol", "wishes", "issue", "report",
	"unit-link", "correct", "erase", "session"}

// atFlag is --at. An empty address, as of a variable that nobody has set, is a mistake: taken for
// none, the verb would work on an institution that is here.
type atFlag string

func (f *atFlag) String() string { return string(*f) }
func (f *atFlag) Type() string   { return "url" }
func (f *atFlag) Set(s string) error {
	if strings.TrimSpace(s) == "" {
		return refusedValue{words{key: "reason.url"}}
	}
	*f = atFlag(s)
	return nil
}

// takesAt gives the verbs of HR the flags that lead them to a server.
func (a *app) takesAt(cmd *cobra.Command) {
	cmd.PersistentFlags().Var((*atFlag)(&a.at), "at", a.say("flag.at"))
	cmd.PersistentFlags().Var(&a.atRoot, "root", a.say("at.flag.root"))
	if name := cmd.Name(); name == "invite" || name == "mail" || name == "enrol" {
		cmd.PersistentFlags().BoolVar(&a.seenRoster, "roster-seen", false, a.say("at.flag.roster-seen"))
	}
	if cmd.Flags().Lookup("registrar-key") == nil {
		cmd.PersistentFlags().StringVar(&a.registrarKey, "registrar-key", "", a.say("flag.registrar-key"))
	}
}

// outpostDir is where an officer's directory for a server is, unless --home names another.
func (a *app) outpostDir(address string) (string, error) {
	if a.homeFlag != "" {
		return a.homeFlag, nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", refuse("at-nowhere").because(err)
	}
	name := strings.NewReplacer(":", "_", "/", "_").Replace(u.Host + strings.TrimSuffix(u.Path, "/"))
	return filepath.Join(base, "ikrar", name), nil
}

// addressOf reads a server's address as it was typed.
func (a *app) addressOf(typed string) (string, error) {
	address, err := remote.ParseURL(typed)
	if err != nil {
		if address, err = remote.ParseURL(remote.Propose(typed)); err != nil {
			return "", refuse("flag-refused", "flag", "--at", "value", typed, "reason",
				words{key: "reason.url"}).usage(a.verbPath)
		}
	}
	return address, nil
}

// atServer finds the outpost that --at names, and makes it on the first visit.
func (a *app) atServer(ctx context.Context) (dir string, err error) {
	address, err := a.addressOf(a.at)
	if err != nil {
		return "", err
	}
	if dir, err = a.outpostDir(address); err != nil {
		return "", err
	}
	list, err := a.trustAt(ctx, online{address: address, root: a.atRoot})
	if err != nil {
		return dir, err
	}
	return dir, a.makeOutpost(ctx, dir, list)
}

// makeOutpost makes the outpost of a server whose root was confirmed.
func (a *app) makeOutpost(ctx context.Context, dir string, list *trust.List) error {
	return outpost.Make(ctx, dir, outpost.Founding{URL: list.URL, Key: a.registrarKey,
		Confirm: func(t *trust.List) error {
			if t.Root != list.Root { // since it was confirmed
				return a.twoRoots("packet-root", list.URL, list, t)
			}
			return nil
		}}, a.outposts(ctx))
}

// outposts says how outposts are opened: by whom, and from which machine.
func (a *app) outposts(ctx context.Context) outpost.Options {
	machine, _ := os.Hostname() // a courtesy to other officers
	if signer.CheckLine("machine", machine, 0, signer.MaxName) != nil {
		machine = ""
	}
	return outpost.Options{Client: a.client, Language: string(a.lang), Machine: machine, Now: a.now,
		KeyPath: a.registrarKey, Key: func(_ context.Context, path string) (crypto.Signer, error) {
			key, err := a.registrarAt(ctx, path)
			if errors.Is(err, fs.ErrNotExist) {
				return nil, refuse("at-key-missing", "path", path)
			}
			return key, err
		}}
}

// nearAlso are other verbs that work in an outpost: what they do is asked of the ledger alone.
var nearAlso = []string{"ikrar", "record", "revoke", "prove", "verify"}

// awayHome is the home in a directory that is an outpost, or that --at names.
func (a *app) awayHome(ctx context.Context, dir string) (*home, error) {
	verb := strings.TrimPrefix(a.verbPath, "ikrar ")
	if name, _, _ := strings.Cut(verb, " "); !slices.Contains(afar, name) && !slices.Contains(nearAlso, name) {
		return nil, refuse("at-here", "command", a.verbPath)
	}
	if a.at != "" {
		at, err := a.atServer(ctx)
		if err != nil {
			return nil, cmp.Or(placeFault(at, err), err)
		}
		dir, a.outpost = at, at
	}
	h, err := outpost.Read(dir, a.outposts(ctx))
	a.away = h
	return h, a.denied(dir, err)
}

// settingsSeen asks about settings of certificates that this officer has not seen: another may have
// put another signatory or emblem there.
func (a *app) settingsSeen(ctx context.Context, i *institution, seen bool) error {
	if !outpost.News(i.Home) {
		return nil
	}
	c, emblem, signatory := i.Config.Certificate, a.say("at.settings.none"), a.say("at.settings.unsigned")
	if s := c.Signatory; s.Name != "" || s.Position != "" {
		signatory = strings.Trim(s.Name+", "+s.Position, ", ")
	}
	if c.Emblem != "" {
		emblem = filepath.Join(i.Dir, c.Emblem)
	}
	if !seen {
		err := a.confirm(ctx, "--settings-seen", "at.settings", "url", outpost.Address(i.Home), "pattern", c.Number,
			"signatory", signatory, "emblem", emblem)
		if err != nil {
			return err
		}
	}
	return outpost.Seen(i.Home)
}

// lyingFault says that a server told what cannot be so; nil where that is not the error.
func lyingFault(err error) *fault {
	switch {
	case errors.As(err, new(*outpost.FalseError)):
		return refuse("at-false").because(err)
	case errors.As(err, new(*outpost.HistoryError)):
		return refuse("at-history", "path", outpost.SeenFile).because(err)
	}
	return nil
}

// awayFault says what a server refused to an officer from afar; nil where that is not the error.
func (a *app) awayFault(h *home, err error) error {
	return a.farFaultAt(outpost.Address(h), h.Dir, err)
}

func (a *app) farFaultAt(address, dir string, err error) error {
	switch {
	case errors.Is(err, outpost.ErrStranger):
		return refuse("at-stranger", "url", address).because(err)
	case errors.Is(err, outpost.ErrDismissed):
		return refuse("at-dismissed", "url", address).because(err)
	case errors.Is(err, outpost.ErrRight):
		return refuse("at-right", "url", address).because(err)
	case lyingFault(err) != nil:
		return lyingFault(err)
	case knowsNoOffice(err):
		return refuse("at-version", "url", address)
	case errors.Is(err, outpost.ErrEnded), errors.Is(err, outpost.ErrCut):
		if served := a.servedFault(address, err); served != nil && errors.Is(err, outpost.ErrCut) {
			return served
		}
		return refuse("at-ended", "url", address).because(err)
	}
	return nil
}
