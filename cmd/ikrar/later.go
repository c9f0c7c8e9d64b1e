package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"ikrar/ledger"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

var laterPhrases = phrase.Book{
	"fault.ledger-later":      {ID: "buku besar ini telah dilanjutkan oleh ikrar yang lebih baru; aturan barunya tidak dikenal versi ini, jadi tidak ada yang dicatat atau ditandatangani", EN: "this ledger was continued by a newer ikrar, whose new rules this version does not know: nothing was recorded or signed"},
	"fault.ledger-later.hint": {ID: "pakai ikrar yang lebih baru itu; dengan versi ini Anda masih dapat membaca (ikrar, audit, prove, report, backup)", EN: "use that newer ikrar; with this version you can still read (ikrar, audit, prove, report, backup)"},
	"later.reading":           {ID: "Perhatikan: buku besar ini telah dilanjutkan oleh ikrar yang lebih baru. Apa yang diubah entri barunya tidak diketahui versi ini.", EN: "Note: this ledger was continued by a newer ikrar. What its later entries change is not known to this version."},
	"later.count":             {ID: "{count} entri jenis yang lebih baru, tidak diperiksa; ikrar yang lebih baru memeriksanya.", EN: "{count} entries of a later kind, not checked; a newer ikrar checks them."},
	"later.meaning":           {ID: "Rantai, pohon dan urutannya diperiksa. Apa yang diubahnya tidak diketahui versi ini: yang tampak berlaku mungkin sudah dicabut.", EN: "Chain, tree and order hold for them too. What they change is not known to this version: what seems in force may have been revoked."},
}

// openToRead is openInstitution for a verb that records and signs nothing: it also opens a ledger that a newer ikrar has
// continued, and one without its head file, and says so. It writes none.
func (a *app) openToRead(ctx context.Context) (*institution, error) {
	i, err := a.openInstitution(ctx)
	if f := (*fault)(nil); !errors.As(err, new(*ledger.LaterError)) && !(errors.As(err, &f) && f.code == "head-missing") {
		return i, err
	}
	h, err := a.openHome()
	if err != nil {
		return nil, err
	}
	options, err := a.ledgerOptions(ctx, h)
	if err != nil {
		return nil, err
	}
	options.Key = nil
	l, err := ledger.Dial(h.socketPath(), options)
	if nobody := new(net.OpError); errors.As(err, &nobody) {
		l, err = ledger.OpenLedger(options)
	}
	if err != nil {
		return nil, a.ledgerFault(h, h.dir, err)
	}
	if l.HeadMissing() {
		a.note("head.missing", "path", h.headPath(), "size", fmt.Sprint(l.Size()))
	}
	if i, err = h.institution(l, nil); err != nil {
		return nil, err
	}
	if i.later, err = l.Later(); err != nil {
		return nil, errors.Join(err, i.close())
	}
	if i.later {
		a.note("later.reading")
	}
	return i, nil
}

// mayRecord refuses a ledger that another process has open and that a newer ikrar has continued:
// that process knows its rules, but a verb of this one does more than record.
func (a *app) mayRecord(i *institution, err error) (*institution, error) {
	if err != nil {
		return nil, err
	}
	later, err := i.ledger.Later()
	if err == nil && later {
		err = &ledger.LaterError{}
	}
	if err != nil {
		return nil, errors.Join(a.ledgerFault(i.home, i.dir, err), i.close())
	}
	return i, nil
}

// printLater says how many entries of a later kind there are, and what that leaves open.
func (a *app) printLater(count int) {
	if count > 0 {
		a.print("later.count", "count", phrase.Number(a.lang, count))
		a.print("later.meaning")
	}
}

// Status says what became of a pledge. In a ledger that a newer ikrar has continued a later entry
// may have ended it, so that nothing is said of one that seems good.
func (l ownLedger) Status(index uint64) (verify.StatusAnswer, error) {
	answer, err := l.Ledger.Status(index)
	if err == nil && answer.State == verify.StateGood {
		later, err := l.Later()
		if err != nil || later {
			return verify.StatusAnswer{State: verify.StateUnchecked}, err
		}
	}
	return answer, err
}
