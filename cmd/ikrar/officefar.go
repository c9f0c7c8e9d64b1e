package main

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"os"
	"path/filepath"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/outpost"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var officeFarPhrases = phrase.Book{
	"office.at": {
		ID: "Kantor untuk lembaga di {url}. Yang lain: --at ALAMAT, atau --home DIREKTORI.",
		EN: "The office of the institution at {url}. For another: --at URL, or --home DIRECTORY."},
	"fault.office-unreached": {
		ID: "server {url} tidak dapat dihubungi sekarang",
		EN: "the server {url} cannot be reached now"},
	"fault.office-unreached.hint": {
		ID: "Tidak ada yang hilang. Periksa jaringan komputer ini, lalu coba lagi; bila tetap begini, tanyakan " +
			"operator server. Yang sudah tercatat tidak dicatat dua kali.",
		EN: "Nothing is lost. Look at this computer's network, and try again; if it stays so, ask the server's " +
			"operator. What was recorded is not recorded twice."},
	"fault.office-stranger": {
		ID: "kunci Anda tidak lagi milik petugas yang ditunjuk {url}; yang sudah Anda tanda tangani tetap berlaku",
		EN: "your key is no appointed officer's at {url} any more; what you signed stays in force"},
	"fault.office-stranger.hint": {
		ID: "Bila ini keliru, mintalah pemegang kunci akar menunjuk Anda lagi, dengan kunci baru.",
		EN: "If that is a mistake, ask whoever has the root key to appoint you again, with a new key."},
	"fault.office-dismissed": {
		ID: "sesi kantor ini dengan {url} diakhiri oleh seseorang: Anda sendiri di komputer lain, atau operator",
		EN: "somebody ended this office's session with {url}: you on another computer, or the operator"},
	"fault.office-dismissed.hint": {
		ID: "Bila itu keliru, tutup kantor ini dan buka lagi. Yang sudah tercatat tetap tercatat.",
		EN: "Where that was a mistake, close this office and open it again. What was recorded stays recorded."},
}

// officePatience is how long an office tries again to reach a server, before it says so.
const officePatience = 2 * time.Second

// officeDir is the directory that an office works in: that of --home, the one for the server that
// --at names, the current one, or else one in which nothing is yet.
func (a *app) officeDir(ctx context.Context) (dir string, err error) {
	if a.at == "" {
		dir, ok := a.homeDir()
		if !ok {
			dir = cmp.Or(a.lastOutpost(), "ikrar")
		}
		return filepath.Abs(dir)
	}
	address, err := a.addressOf(a.at)
	if err != nil {
		return "", err
	}
	if dir, err = a.outpostDir(address); err != nil {
		return "", err
	}
	switch {
	case a.atRoot.given, outpost.Is(dir) && a.registrarKey != "":
		_, err = a.atServer(ctx)
	case !outpost.Is(dir): // the office asks about its root; whether there is one is said here
		_, _, _, err = a.offeredAt(ctx, address)
	}
	if err != nil {
		return "", err
	}
	return filepath.Abs(dir)
}

// lastOutpost is the outpost that was worked in last, for who names nothing, as by a double-click,
// and has no institution here; "" for none.
func (a *app) lastOutpost() (dir string) {
	base, err := os.UserConfigDir()
	if _, here := os.Stat(filepath.Join("ikrar", config.Name)); err != nil || here == nil {
		return ""
	}
	all, _ := filepath.Glob(filepath.Join(base, "ikrar", "*", outpost.SeenFile)) // the pattern is well-formed
	var last time.Time
	for _, seen := range all {
		info, err := os.Stat(seen)
		if at := filepath.Dir(seen); err == nil && outpost.Is(at) && info.ModTime().After(last) {
			dir, last = at, info.ModTime()
		}
	}
	if h, err := outpost.Read(dir, outpost.Options{}); dir != "" && err == nil {
		a.note("office.at", "url", outpost.Address(h))
	}
	return dir
}

// officeFar is an office's way to servers.
type officeFar struct {
	*app
	dir string // where the office works
}

func (f *officeFar) Is(dir string) bool { return outpost.Is(dir) }

func (f *officeFar) Read(dir string, key func() (crypto.Signer, error)) (*office.Home, error) {
	o := f.outposts(context.Background())
	o.Patience = officePatience
	o.Key = func(context.Context, string) (crypto.Signer, error) { return key() }
	return outpost.Read(dir, o)
}

func (f *officeFar) Ask(ctx context.Context, typed string) (*trust.List, bool, error) {
	address, err := f.addressOf(typed)
	if err != nil {
		return nil, false, err
	}
	list, _, known, err := f.offeredAt(ctx, address)
	return list, known, err
}

func (f *officeFar) Make(ctx context.Context, typed string, root trust.VerifierKey) (dir string, err error) {
	address, err := f.addressOf(typed)
	if err != nil {
		return "", err
	}
	list, note, known, err := f.offeredAt(ctx, address)
	switch {
	case err != nil:
		return "", err
	case list.Root != root: // since it was shown
		return "", refuse("root-other", "what", address, "found", list.Root.Fingerprint().Short(), "typed",
			root.Fingerprint().Short())
	case known:
		err = f.keepNewer(list, note)
	default:
		err = f.keepFirst(list.Origin, note)
	}
	if err == nil {
		dir, err = f.outpostDir(address)
	}
	if err == nil {
		dir, err = filepath.Abs(dir)
	}
	if err == nil {
		err = f.makeOutpost(ctx, dir, list)
	}
	f.dir = dir
	return dir, err
}

// explain says an error to the officer: what a server refused to an office, or that it did not
// answer, among others.
func (f *officeFar) explain(lang phrase.Lang, err error) (what, next string) {
	address := f.at
	if h, bad := outpost.Read(f.dir, outpost.Options{}); bad == nil {
		address = outpost.Address(h)
	}
	switch {
	case address == "":
	case errors.Is(err, outpost.ErrStranger):
		err = refuse("office-stranger", "url", address).because(err)
	case errors.Is(err, outpost.ErrDismissed):
		err = refuse("office-dismissed", "url", address).because(err)
	case errors.Is(err, outpost.ErrCut), errors.Is(err, outpost.ErrEnded):
		err = refuse("office-unreached", "url", address).because(err)
	default:
		err = cmp.Or(f.farFaultAt(address, f.dir, err), err)
	}
	return f.explainIn(lang, err)
}
