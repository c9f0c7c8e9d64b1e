package main

import (
	"cmp"
	"context"
	"crypto"
	"errors"
	"path/filepath"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var officeFarPhrases = phrase.Book{
	"fault.office-unreached": {
		ID: "server {url} tidak dapat dihubungi sekarang; tidak ada yang hilang",
		EN: "the server {url} cannot be reached now; nothing is lost"},
	"fault.office-unreached.hint": {
		ID: "Periksa jaringan komputer ini, lalu coba lagi. Bila server sedang dimatikan, tanyakan operatornya. Yang " +
			"sudah tercatat tidak dicatat dua kali.",
		EN: "Look at this computer's network, and try again. If the server is switched off, ask its operator. What " +
			"was recorded is not recorded twice."},
	"fault.office-stranger": {
		ID: "kunci Anda tidak lagi milik petugas yang ditunjuk {url}; yang sudah Anda tanda tangani tetap berlaku",
		EN: "your key is no appointed officer's at {url} any more; what you signed stays in force"},
	"fault.office-stranger.hint": {
		ID: "Bila ini keliru, mintalah pemegang kunci akar menunjuk Anda lagi, dengan kunci baru.",
		EN: "If that is a mistake, ask whoever has the root key to appoint you again, with a new key."},
}

// officePatience is how long an office tries again to reach a server, before it says so.
const officePatience = 2 * time.Second

// officeDir is the directory that an office works in: that of --home, the one for the server that
// --at names, the current one, or else one in which nothing is yet.
func (a *app) officeDir(ctx context.Context) (dir string, err error) {
	if a.at == "" {
		dir, ok := a.homeDir()
		if !ok {
			dir = "ikrar"
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
	case errors.Is(err, outpost.ErrCut), errors.Is(err, outpost.ErrEnded):
		err = refuse("office-unreached", "url", address).because(err)
	default:
		err = cmp.Or(f.farFaultAt(address, f.dir, err), err)
	}
	return f.explainIn(lang, err)
}
