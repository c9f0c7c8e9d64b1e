package main

import (
	"context"
	"crypto"
	"errors"

	"ikrar/ledger/office"
	"ikrar/ledger/office/owner"
	"ikrar/verify/phrase"
)

var openPhrases = phrase.Book{
	"fault.store-damaged":         {ID: "{dir}: penyimpanan buku besar ini rusak: {file} {why}; tidak ada yang diubah", EN: "{dir}: the store of this ledger is damaged: {file} {why}; nothing was changed"},
	"fault.store-damaged.hint":    {ID: "simpan salinan direktori ini. Bila disalin dari tempat lain, atau antivirus mengambil berkasnya, lengkapi lagi dari sana; bila tidak, pindahkan direktori ini dan pakai ikrar restore", EN: "keep a copy of this directory. If it was copied from elsewhere, or an antivirus took the file, put back what is missing; otherwise move this directory away and use ikrar restore"},
	"damage.missing":              {ID: "tidak ada", EN: "is missing"},
	"damage.cut":                  {ID: "terpotong", EN: "was cut off"},
	"damage.garbled":              {ID: "berisi hal lain", EN: "holds something else"},
	"damage.unnamed":              {ID: "tidak disebut dalam MANIFEST, padahal isinya tidak ada di tempat lain", EN: "is not named in MANIFEST, and what it holds is nowhere else"},
	"damage.behind":               {ID: "memuat lebih sedikit daripada yang telah dilihat ledger.head", EN: "holds less than ledger.head has seen"},
	"fault.ledger-unsettled":      {ID: "{dir}: buku besar ini tidak sempat ditutup oleh proses terakhir yang memakainya; tidak ada yang diubah", EN: "{dir}: the last process that had this ledger was stopped before it could close it; nothing was changed"},
	"fault.ledger-unsettled.hint": {ID: "ketik {ikrar} settle, lalu ulangi perintah ini", EN: "type {ikrar} settle, then repeat this command"},
	"fault.file-system":           {ID: "{dir}: sistem berkas ini hanya dapat dibaca; tidak ada yang diubah", EN: "{dir}: this file system can only be read; nothing was changed"},
	"fault.file-system.hint":      {ID: "salin direktori ini ke tempat lain (cp -a {dir} ...), lalu ketik ikrar settle di sana", EN: "copy this directory elsewhere (cp -a {dir} ...), then type ikrar settle there"},
}

// openInstitution opens the home and its ledger to write to it, in this process or through the one
// that serves it. The caller closes it.
func (a *app) openInstitution(ctx context.Context) (*institution, error) { return a.open(ctx, false) }

// openToRead is openInstitution for a verb that only reads: whoever runs it, nothing in the home is
// other than before.
func (a *app) openToRead(ctx context.Context) (*institution, error) { return a.open(ctx, true) }

func (a *app) open(ctx context.Context, read bool) (*institution, error) {
	h, err := a.openHome()
	if err != nil {
		return nil, err
	}
	i, err := h.Open(ctx, a.opening(ctx, read))
	if err != nil {
		return nil, a.openFault(h, err)
	}
	if read {
		a.noteReading(i)
	}
	return i, nil
}

// opening says how a verb opens a home: by its flags, and by who sits here.
func (a *app) opening(ctx context.Context, read bool) office.Opening {
	return office.Opening{Read: read, Now: a.now, AcceptClock: a.acceptClock, AcceptHead: a.acceptHead,
		Key:     func(path string) (crypto.Signer, error) { return a.openKey(ctx, path) },
		Waiting: func() { a.note("ledger.waiting") }}
}

// openFault says why a home does not open.
func (a *app) openFault(h *home, err error) error {
	var owner *owner.Error
	var failed *office.LedgerError
	switch {
	case errors.As(err, &owner):
		return a.ownerFault("home-owner", owner)
	case h.Away != nil && a.awayFault(h, err) != nil:
		return a.awayFault(h, err)
	case a.thereFault(h, err) != nil:
		return a.thereFault(h, err)
	case errors.As(err, &failed):
		err = a.ledgerFault(h, failed.What, failed.Err)
		if failed.What == h.SocketPath() && !errors.As(err, new(*fault)) {
			return refuse("ledger-halted", "ikrar", a.again())
		}
	}
	return a.denied(h.Dir, err)
}
