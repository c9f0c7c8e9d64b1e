package main

import (
	"fmt"

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

// noteReading says what a verb that only reads should know of a ledger: that a newer ikrar has continued it, or that it has no
// head file.
func (a *app) noteReading(i *institution) {
	if i.Ledger.HeadMissing() {
		a.note("head.missing", "path", i.HeadPath(), "size", fmt.Sprint(i.Ledger.Size()))
	}
	if i.Later {
		a.note("later.reading")
	}
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
