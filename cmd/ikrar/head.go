package main

import (
	"errors"

	"ikrar/ledger"
	"ikrar/verify/phrase"
)

var headPhrases = phrase.Book{
	"root.flag.accept-head": {
		ID: "tanpa ledger.head: `JUMLAH` entri yang ada adalah semua yang pernah dicatat",
		EN: "without ledger.head: the `SIZE` entries that are there are all that were ever recorded",
	},
	"head.missing": {
		ID: "Perhatikan: {path} tidak ada. Tidak ada yang tahu apakah di belakang {size} entri ini pernah ada lagi. Kembalikan berkas itu dari mesin atau salinan yang lama.",
		EN: "Note: {path} is missing. Nobody knows whether there were more than these {size} entries. Put that file back from the old machine or a copy.",
	},
	"fault.head-missing": {
		ID: "{path}: berkas ini tidak ada, padahal buku besar memuat {size} entri; tidak ada yang dicatat",
		EN: "{path}: this file is missing, and the ledger holds {size} entries; nothing was recorded",
	},
	"fault.head-size": {
		ID: "--accept-head {value}: buku besar memuat {size} entri, dan {path} tidak ada; tidak ada yang dicatat",
		EN: "--accept-head {value}: the ledger holds {size} entries, and {path} is missing; nothing was recorded",
	},
	"fault.head-missing.hint": {
		ID: "berkas itu mengingat berapa entri yang sudah pernah dicatat; tanpanya satu nomor dapat berarti dua hal. Kembalikan dari mesin atau salinan yang lama. Bila tidak ada lagi, dan Anda yakin {size} entri adalah semua yang pernah dicatat, ulangi dengan --accept-head {size}",
		EN: "that file remembers how many entries were ever recorded; without it one index could mean two things. Put it back from the old machine or a copy. If it is gone, and you are sure that {size} entries are all that were ever recorded, repeat with --accept-head {size}",
	},
	"fault.erasure-unfinished": {
		ID: "{dir}: sebuah penghapusan terhenti sebelum selesai; data yang dihapus mungkin masih ada di disk",
		EN: "{dir}: an erasure was not finished; what it erased may still be on the disk",
	},
	"fault.erasure-unfinished.hint": {
		ID: "ketik {ikrar} settle, atau ulangi ikrar erase: keduanya menyelesaikannya. Buku besarnya tidak rusak karena itu",
		EN: "type {ikrar} settle, or repeat ikrar erase: either finishes it. The ledger is not damaged by it",
	},
}

// headFault says why the ledger does not go on without its memory outside the store, or with an erasure that was stopped; nil for
// any other error.
func (a *app) headFault(h *home, err error) *fault {
	var missing *ledger.HeadMissingError
	switch {
	case errors.As(err, &missing) && missing.Accepted != 0:
		return refuse("head-size", "value", missing.Accepted, "path", missing.Head, "size", missing.Size).hinted("fault.head-missing.hint")
	case errors.As(err, &missing):
		return refuse("head-missing", "path", missing.Head, "size", missing.Size)
	case errors.Is(err, ledger.ErrErasing):
		f := refuse("erasure-unfinished", "dir", h.ledgerDir(), "ikrar", a.again())
		f.exit = exitUndetermined
		return f
	}
	return nil
}

// undecidedFault is the fault of an audit that found nothing wrong and could not decide this.
func (a *app) undecidedFault(h *home, what string, size uint64) *fault {
	err := error(ledger.ErrErasing)
	if what == ledger.UndecidedHead {
		err = &ledger.HeadMissingError{Head: h.headPath(), Size: size}
	}
	f := a.headFault(h, err)
	f.exit = exitUndetermined
	return f
}
