package main

import (
	"context"
	"errors"
	"net"
	"time"

	"ikrar/ledger"
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
	"fault.ledger-writes":         {ID: "{dir}: di sistem ini buku besar tidak dapat dibaca tanpa membukanya untuk ditulis", EN: "{dir}: on this system a ledger cannot be read without opening it to write"},
	"fault.ledger-writes.hint":    {ID: "ulangi dengan --settle bila boleh", EN: "repeat with --settle if that is all right"},
}

// A command waits for another one to finish with the ledger: so long, and it looks so often.
const lockPatience, lockPause = 3 * time.Second, 50 * time.Millisecond

// openInstitution opens the home and its ledger to write to it, in this process or through the one
// that serves it. The caller closes it.
func (a *app) openInstitution(ctx context.Context) (*institution, error) { return a.open(ctx, false) }

// openToRead is openInstitution for a verb that only reads: whoever runs it, nothing in the home is
// other than before.
func (a *app) openToRead(ctx context.Context) (*institution, error) { return a.open(ctx, true) }

// openToWrite opens an institution that was opened to read once more, to write to it.
func (a *app) openToWrite(ctx context.Context, i *institution) error {
	if !i.ledger.ReadOnly() {
		return nil
	}
	if err := i.close(); err != nil {
		return err
	}
	again, err := a.openInstitution(ctx)
	if err == nil {
		*i = *again
	}
	return err
}

func (a *app) open(ctx context.Context, read bool) (*institution, error) {
	h, err := a.openHome()
	if err == nil && !read {
		err = a.mayWrite(h.dir)
	}
	if err != nil {
		return nil, err
	}
	i, err := a.openShared(ctx, h, read)
	if err == nil && read {
		if err = a.noteReading(i); err != nil {
			err = errors.Join(err, i.close())
		}
	}
	return i, a.denied(h.dir, err)
}

func (a *app) openShared(ctx context.Context, h *home, read bool) (*institution, error) {
	root, err := h.trusted()
	if err != nil {
		return nil, err
	}
	for waited := time.Duration(0); ; waited += lockPause {
		l, err := ledger.Dial(h.socketPath(), ledger.Options{Origin: h.config.Origin, Root: root, AcceptClock: a.acceptClock})
		if err == nil {
			i, err := h.institution(l, nil)
			if err == nil && !read {
				return a.mayRecord(i)
			}
			return i, err
		}
		if nobody := new(net.OpError); !errors.As(err, &nobody) {
			return nil, a.ledgerFault(h, h.socketPath(), err)
		}
		i, err := a.openOwn(ctx, h, read)
		if f := asFault("", err); err == nil || f.code != "ledger-locked" || waited >= lockPatience {
			return i, err
		}
		if waited == time.Second {
			a.note("ledger.waiting")
		}
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// openOwn opens the home's ledger in this process and in no other that writes.
func (a *app) openOwn(ctx context.Context, h *home, read bool) (*institution, error) {
	options, err := a.ledgerOptions(ctx, h)
	if err != nil {
		return nil, err
	}
	options.ReadOnly = read
	l, err := ledger.OpenLedger(options)
	if err != nil {
		return nil, a.ledgerFault(h, h.dir, err)
	}
	return h.institution(l, options.Key)
}
