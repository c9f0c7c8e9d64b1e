package main

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/cmd/check"
	"ikrar/cmd/pins"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// Before anything that is a person's leaves this computer, the address is held against the url in
// the institution's trust list, and the list's root against the one that is kept here, or on the
// first visit against what the person knows of it.

var firstContactPhrases = phrase.Book{
	"flag.root":                {ID: "`SIDIK` jari kunci akar dari undangan Anda, saat lembaganya belum dikenal di sini", EN: "`FINGERPRINT` of the root key on your invitation, where the institution is not known here yet"},
	"reason.root":              {ID: "bukan sidik jari kunci: 20 huruf dan angka seperti G9RR-KKP1-A1CB-Z2Q7-5B8H, atau 43 karakternya yang panjang", EN: "not a key's fingerprint: 20 letters and digits like G9RR-KKP1-A1CB-Z2Q7-5B8H, or its long form of 43 characters"},
	"fault.root-new":           {ID: "kunci akar {institution} ({fingerprint}) belum dikenal di komputer ini; --yes tidak mencakupnya", EN: "the root key of {institution} ({fingerprint}) is not known on this computer yet; --yes does not cover it"},
	"fault.root-new.hint":      {ID: "ulangi dengan --root SIDIK, disalin dari undangan Anda atau kepegawaian (bukan dari layar ini), atau jawab di terminal", EN: "repeat with --root FINGERPRINT, copied from your invitation or from HR (not from this screen), or answer at a terminal"},
	"fault.root-other":         {ID: "{what}: sidik jari kunci akarnya {found}, bukan {typed} seperti yang Anda sebut; tidak ada yang dibuat atau dikirim", EN: "{what}: the fingerprint of its root key is {found}, not {typed} as you gave it; nothing was made or sent"},
	"fault.root-other.hint":    {ID: "cocokkan lagi huruf demi huruf dengan undangan Anda; bila tetap berbeda, tanyakan kepegawaian lewat jalan lain", EN: "compare again with your invitation, letter by letter; if they still differ, ask HR by another way"},
	"fault.root-other.kept":    {ID: "cocokkan lagi huruf demi huruf dengan undangan Anda; bila yang tersimpan di komputer ini keliru: ikrar trust unpin {origin}", EN: "compare again with your invitation, letter by letter; if the one that this computer keeps is wrong: ikrar trust unpin {origin}"},
	"fault.address-other":      {ID: "Anda mengetik {address}, sedangkan daftar kepercayaan {institution} menyebut {listed} sebagai alamatnya; tidak ada yang dibuat atau dikirim", EN: "you typed {address}, and the trust list of {institution} says that its address is {listed}; nothing was made or sent"},
	"fault.address-other.hint": {ID: "ketik {listed} bila kepegawaian membenarkan alamat itu; bila ragu, tanyakan kepegawaian", EN: "type {listed} if HR confirms that address; if in doubt, ask HR"},
	"served.roots":             {ID: "Perhatikan: {message}.\nSaran: {hint}.", EN: "Note: {message}.\nHint: {hint}."},
	"fault.address-leads":      {ID: "{address} mengantar ke {to}; perintah ini tidak mengikutinya", EN: "{address} leads on to {to}; this command does not follow"},
	"fault.address-leads.secure": {
		ID: "alamat itu menjawab dengan https: ketik {secure}",
		EN: "that address answers by https: type {secure}",
	},
	"fault.address-leads.listed": {
		ID: "ketik {to} bila itu alamat lembaga itu; daftar kepercayaannya menyebutnya (ikrar trust show)",
		EN: "type {to} if that is the institution's address; its trust list names it (ikrar trust show)",
	},
	"fault.address-leads.hint": {ID: "ketik {to} bila itu alamat pada undangan Anda; bila bukan, tanyakan kepegawaian", EN: "type {to} if that is the address on your invitation; if it is not, ask HR"},
}

// rootFlag is --root, a fingerprint in either spelling.
type rootFlag struct {
	typed trust.TypedFingerprint
	given bool
}

func (f *rootFlag) String() string { return "" }
func (f *rootFlag) Type() string   { return "fingerprint" }
func (f *rootFlag) Set(s string) (err error) {
	if f.typed, err = trust.ParseFingerprint(s); err != nil {
		return refusedValue{words{key: "reason.root"}}
	}
	f.given = true
	return nil
}

// leads says where a server wanted to lead. That it is the same address by https is for nobody to
// doubt; any other is for who knows the institution's, as the hint says.
func leads(address string, led remote.Redirected, hint string) *fault {
	f := refuse("address-leads", "address", address, "to", led.To)
	plain, err := url.Parse(address)
	to, bad := url.Parse(led.To)
	if err != nil || bad != nil || plain.Scheme != "http" || to.Scheme != "https" ||
		!strings.EqualFold(plain.Hostname(), to.Hostname()) {
		return f.hinted(hint)
	}
	if to.Path == "" {
		to.Path = plain.Path
	}
	return f.hinted("fault.address-leads.secure", "secure", to.String())
}

// takesRoot gives --root to a verb that may meet a root for the first time.
func (a *app) takesRoot(cmd *cobra.Command, f *rootFlag) {
	cmd.Flags().Var(f, "root", a.say("flag.root"))
}

// refuse is check for who returns an error.
func (f *rootFlag) refuse(what string, root trust.VerifierKey) error {
	if other := f.check(what, root); other != nil {
		return other
	}
	return nil
}

// check refuses a root that is not the one that was given. what is the address or file that it
// comes from.
func (f *rootFlag) check(what string, root trust.VerifierKey) *fault {
	found := root.Fingerprint()
	if !f.given || f.typed.Of(found) {
		return nil
	}
	typed, shown := f.typed.String(), found.Short()
	if len(typed) > len(shown) {
		shown = found.String()
	}
	return refuse("root-other", "what", what, "found", shown, "typed", typed)
}

// meet decides on a root that this computer sees for the first time: by --root, or by an answer at
// the terminal to the question under key. A yes given beforehand was given to no root in
// particular.
func (a *app) meet(ctx context.Context, what string, t *trust.List, f rootFlag,
	key string, args ...any) error {
	if f.given {
		return f.refuse(what, t.Root)
	}
	if a.json || !isTerminal(a.input) {
		return refuse("root-new", "institution", t.Institution, "fingerprint", t.Root.Fingerprint().Short())
	}
	return a.agree(ctx, "--root", key, args...)
}

// trustAt is the trust list in force at an address, once the address and the list's root have been
// held against what was signed and what is known. Nothing has been made or sent by then. The root
// is the one that this computer knows, or on the first visit the one that the person has compared
// with the invitation, which is then kept.
func (a *app) trustAt(ctx context.Context, s online) (*trust.List, error) {
	list, note, pinned, err := a.offeredAt(ctx, s.address)
	if err != nil {
		return nil, err
	}
	if pinned {
		if err := s.root.refuse(s.address, list.Root); err != nil {
			return nil, err
		}
		return list, a.keepNewer(list, note)
	}
	a.note("pledge.root", "institution", list.Institution, "address", s.address,
		"fingerprint", list.Root.Fingerprint().Short())
	if err := a.meet(ctx, s.address, list, s.root, "pledge.root.ask"); err != nil {
		return nil, err
	}
	return list, a.keepFirst(list.Origin, note)
}

// offeredAt is the trust list in force at an address, and whether its root is known here.
func (a *app) offeredAt(ctx context.Context, address string) (list *trust.List, note []byte, known bool, err error) {
	if note, err = a.client.At(address).Trust(ctx); err != nil {
		return nil, nil, false, a.servedFault(address, err)
	}
	offered, err := trust.Pin(note)
	if err != nil {
		return nil, nil, false, refuse("pledge-answer", "address", address).because(err)
	}
	if list, known, err = a.believed("packet-root", address, note, offered); err == nil {
		err = atItsAddress(address, list)
	}
	return list, note, known, err
}

// keepFirst keeps the first list of an institution, where there is a place for it.
func (a *app) keepFirst(origin string, note []byte) error {
	dir := pins.ConfigDir(a.getenv)
	if dir == "" {
		return nil
	}
	err := os.MkdirAll(dir, privateDir)
	if err == nil {
		err = writeFile(filepath.Join(dir, pinName(origin)), note, public, keepExisting)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil // another command has just done the same
	}
	return err
}

// keepNewer keeps a list in the place of the older one that it renews, so that what is signed under
// it can be checked here later.
func (a *app) keepNewer(list *trust.List, note []byte) error {
	dir := pins.ConfigDir(a.getenv)
	if dir == "" {
		return nil
	}
	path := filepath.Join(dir, pinName(list.Origin))
	kept, err := pins.Read(path)
	if err != nil || kept.Serial >= list.Serial {
		return nil // it is the home's that is believed here, or nothing is new
	}
	if next, err := kept.Renew(note); err != nil || next.Serial != list.Serial {
		return nil
	}
	return writeFile(path, note, public, replaceExisting)
}

// believed is the list in force of the origin of one that is offered: the one that this computer
// believes, or the offered one where that renews it. It is the offered one, and not known, where
// this computer believes none of that origin yet.
func (a *app) believed(code, path string, note []byte, offered *trust.List) (t *trust.List, known bool, err error) {
	all, err := a.pinned()
	if err != nil {
		return nil, false, err
	}
	kept, known := pins.For(all, offered.Origin)
	if !known {
		return offered, false, nil
	}
	if _, other := kept.OtherRoot(note); other {
		return nil, true, a.twoRoots(code, path, kept, offered)
	}
	if next, err := kept.Renew(note); err == nil {
		return next, true, nil
	}
	return kept, true, nil
}

// atItsAddress refuses an address other than the one that the list in force names.
func atItsAddress(address string, t *trust.List) error {
	if remote.SameAddress(address, t.URL) {
		return nil
	}
	return refuse("address-other", "address", address, "institution", t.Institution, "listed", t.URL)
}

// kept says which root this computer believes for an origin, and since when, where that is known.
func (a *app) kept(t *trust.List) string {
	home, _ := a.homeDir()
	return check.SayKept(a.lang, home, a.getenv, t)
}

// twoRoots is the fault of that code, where a list or packet comes from another root than the one
// that is believed for its origin. Which of the two is the institution's is not for a program to
// say.
func (a *app) twoRoots(code, path string, believed, offered *trust.List) *fault {
	return refuse(code, "path", path, "origin", believed.Origin,
		"kept", a.kept(believed), "offered", offered.Root.Fingerprint().Short())
}

// sayRoots says that two roots claim the name of a ledger, where that is why the trust list served
// there is not believed: the finding is then as true of the list that is kept here.
func (a *app) sayRoots(ctx context.Context, l remote.Ledger, t *trust.List) {
	note, err := l.Trust(ctx)
	if err != nil {
		return
	}
	if offered, other := t.OtherRoot(note); other {
		message, hint := a.explain(a.twoRoots("served-root", l.Address(), t, offered))
		a.note("served.roots", "message", message, "hint", hint)
	}
}
