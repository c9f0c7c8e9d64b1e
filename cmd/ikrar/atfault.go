package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"ikrar/ledger"
	"ikrar/ledger/office/outpost"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

var atFaultPhrases = phrase.Book{
	"fault.at-clock": {
		ID: "jam peladen {url} ({now}) tidak cocok dengan entri terakhirnya ({want}); tidak ada yang dicatat",
		EN: "the clock of the server {url} ({now}) does not agree with its last entry ({want}); nothing was recorded"},
	"fault.at-clock.hint": {
		ID: "beri tahu operator peladen itu, lalu ulangi; jam komputer ini tidak ada hubungannya",
		EN: "tell the operator of that server, then repeat; this computer's clock has nothing to do with it"},
	"fault.time-ahead.hint": {
		ID: "betulkan jam komputer tempat itu ditandatangani, lalu ulangi",
		EN: "correct the clock of the computer where it was signed, then repeat"},
	"fault.at-disk": {
		ID: "disk peladen {url} hampir penuh: sisa {free} MiB, batasnya {reserve} MiB; tidak ada yang dicatat",
		EN: "the disk of the server {url} is nearly full: {free} MiB left, the limit is {reserve} MiB; nothing was recorded"},
	"fault.at-disk.hint": {
		ID: "beri tahu operator peladen itu, lalu ulangi; yang sudah tercatat tidak dicatat dua kali",
		EN: "tell the operator of that server, then repeat; what was recorded is not recorded twice"},
	"fault.at-version": {
		ID: "peladen {url} dan komputer ini memakai ikrar versi yang berbeda",
		EN: "the server {url} and this computer have different versions of ikrar"},
	"fault.at-version.hint": {
		ID: "pasang versi yang sama di keduanya; ikrar --version menunjukkan versi komputer ini",
		EN: "install the same version on both; ikrar --version shows this computer's"},
	"fault.at-led.hint": {
		ID: "bila operator membenarkan alamat itu: ulangi dengan --at {to} dan --registrar-key BERKAS, tanpa --home",
		EN: "if the operator confirms that address: repeat with --at {to} and --registrar-key FILE, without --home"},
	"fault.at-place": {
		ID: "{dir}: tempat kerja Anda di komputer ini tidak dapat ditulisi",
		EN: "{dir}: your place of work on this computer cannot be written to"},
	"fault.at-place.hint": {
		ID: "di situ disimpan daftar kepercayaan dan apa yang terakhir dilihat dari peladen: jadikan dapat ditulisi, atau " +
			"beri --home DIR yang dapat ditulisi",
		EN: "the trust list and what was last seen of the server are kept there: make it writable, or give a --home DIR " +
			"that is"},
	"fault.at-other": {
		ID: "{dir} adalah tempat kerja untuk lembaga lain ({origin}), bukan {other}",
		EN: "{dir} is the place of work for another institution ({origin}), not {other}"},
	"fault.at-other.hint": {
		ID: "beri --home DIR yang lain, atau hilangkan --home: tiap peladen punya tempat sendiri",
		EN: "give another --home DIR, or leave out --home: each server has a place of its own"},
	"fault.at-nowhere": {
		ID: "tidak diketahui di mana Anda menyimpan berkas sendiri di komputer ini (HOME tidak terisi)",
		EN: "it is not known where you keep files of your own on this computer (HOME is not set)"},
	"fault.at-nowhere.hint": {
		ID: "beri --home DIR: direktori kosong untuk pekerjaan Anda pada peladen itu",
		EN: "give --home DIR: an empty directory for your work on that server"},
}

// thereFault says what is the server's trouble, where a sentence about a ledger that is here would
// send the officer to the wrong machine, or the outpost's; nil where it is neither.
func (a *app) thereFault(h *home, err error) error {
	if h == nil || h.Away == nil {
		return nil
	}
	var clock *ledger.ClockError
	var disk *ledger.DiskError
	var led remote.Redirected
	address, zone := outpost.Address(h), h.Zone()
	switch {
	case errors.As(err, &clock):
		return refuse("at-clock", "url", address, "now", phrase.Moment(a.lang, clock.Now, zone),
			"want", phrase.Moment(a.lang, clock.Want, zone))
	case errors.As(err, &disk):
		return refuse("at-disk", "url", address, "free", disk.Free>>20, "reserve", disk.Reserve>>20)
	case errors.Is(err, ledger.ErrOlder), knowsNoOffice(err):
		return refuse("at-version", "url", address)
	case errors.As(err, &led):
		return leads(address, led, "fault.at-led.hint")
	case errors.As(err, new(*remote.Refusal)):
		return a.servedFault(address, err)
	}
	return placeFault(h.Dir, err)
}

// knowsNoOffice says that a server has nothing where calls of officers go: an ikrar from before
// them.
func knowsNoOffice(err error) bool {
	var refusal *remote.Refusal
	return errors.As(err, &refusal) && refusal.Code == "not-found"
}

// placeFault says that an outpost cannot be written; nil where that is not the error.
func placeFault(dir string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	at := ""
	switch {
	case errors.As(err, &path):
		at = path.Path
	case errors.As(err, &link):
		at = link.New
	}
	ours := at != "" && dir != "" && (strings.HasPrefix(at, dir) || strings.HasPrefix(dir, at))
	if ours && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)) {
		return refuse("at-place", "dir", dir).because(err)
	}
	return nil
}
