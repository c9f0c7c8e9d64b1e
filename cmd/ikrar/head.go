package main

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

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
		ID: "berkas itu mengingat berapa entri yang sudah pernah dicatat; tanpanya satu nomor dapat berarti dua hal. Kembalikan dari mesin atau salinan yang lama. Bila tidak ada lagi, dan Anda yakin {size} entri adalah semua yang pernah dicatat, ketik {ikrar} settle --accept-head {size}",
		EN: "that file remembers how many entries were ever recorded; without it one index could mean two things. Put it back from the old machine or a copy. If it is gone, and you are sure that {size} entries are all that were ever recorded, type {ikrar} settle --accept-head {size}",
	},
	"fault.head-unreadable": {
		ID: "{path}: hanya berkas ini yang tidak dapat dibaca; isinya bukan ledger.head dari buku besar ini. Tidak ada yang diubah",
		EN: "{path}: only this file cannot be read; it is no ledger.head of this ledger. Nothing was changed",
	},
	"fault.head-unreadable.hint": {
		ID: "kembalikan berkas itu dari salinan. Bila tidak ada, pindahkan berkas itu, dan ketik {ikrar} settle --accept-head JUMLAH bila Anda yakin entri yang ada adalah semua yang pernah dicatat; {ikrar} audit menyebutkan jumlahnya",
		EN: "put a copy of that file back. Where there is none, move the file away, and type {ikrar} settle --accept-head SIZE if you are sure that the entries that are there are all that were ever recorded; {ikrar} audit tells how many",
	},
	"restore.head-unreadable": {
		ID: "kembalikan berkas itu dari salinan. Bila tidak ada, pindahkan berkas itu, lalu ulangi dengan --accept-loss --root-key BERKAS; cadangannya sendiri tidak bermasalah karena itu",
		EN: "put a copy of that file back. Where there is none, move the file away, then repeat with --accept-loss --root-key FILE; nothing is wrong with the backup for that",
	},
	"fault.accept-head-unused": {
		ID: "--accept-head tidak berlaku pada {command}",
		EN: "--accept-head does nothing in {command}",
	},
	"fault.accept-head-unused.hint": {
		ID: "perintah ini tidak menulis ledger.head; ketik {ikrar} settle --accept-head JUMLAH, lalu ulangi perintah ini tanpa opsi itu",
		EN: "this command does not write ledger.head; type {ikrar} settle --accept-head SIZE, then repeat this command without it",
	},
	"restore.accept-head": {
		ID: "di sini pengganti ledger.head yang hilang adalah --accept-loss --root-key BERKAS",
		EN: "here, what stands in for a ledger.head that is lost is --accept-loss --root-key FILE",
	},
	"reason.size": {ID: "harus bilangan entri, mulai 1", EN: "it must be a number of entries, from 1"},
	"settle.head": {
		ID: "ledger.head ditulis kembali dan buku besar ditutup: {size} entri",
		EN: "ledger.head was written anew, and the ledger closed. Entries: {size}",
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
	var unreadable *ledger.HeadUnreadableError
	switch {
	case errors.As(err, &unreadable):
		return refuse("head-unreadable", "path", unreadable.Head, "ikrar", a.again())
	case errors.As(err, &missing) && missing.Accepted != 0:
		return refuse("head-size", "value", missing.Accepted, "path", missing.Head, "size", missing.Size, "ikrar", a.again()).hinted("fault.head-missing.hint")
	case errors.As(err, &missing):
		return refuse("head-missing", "path", missing.Head, "size", missing.Size, "ikrar", a.again())
	case errors.Is(err, ledger.ErrErasing):
		f := refuse("erasure-unfinished", "dir", h.LedgerDir(), "ikrar", a.again())
		f.exit = exitUndetermined
		return f
	}
	return nil
}

// undecidedFault is the fault of an audit that found nothing wrong and could not decide this.
func (a *app) undecidedFault(h *home, what string, size uint64) *fault {
	err := error(ledger.ErrErasing)
	switch what {
	case ledger.UndecidedHead:
		err = &ledger.HeadMissingError{Head: h.HeadPath(), Size: size}
	case ledger.UndecidedGarbled:
		err = &ledger.HeadUnreadableError{Head: h.HeadPath()}
	}
	f := a.headFault(h, err)
	f.exit = exitUndetermined
	return f
}

// sizeFlag is --accept-head: how many entries there are. No ledger without entries has a head file.
type sizeFlag struct{ size *uint64 }

func (f sizeFlag) String() string { return "" }
func (f sizeFlag) Type() string   { return "size" }
func (f sizeFlag) Set(s string) error {
	size, err := strconv.ParseUint(s, 10, 53)
	if err != nil || size == 0 {
		return refusedValue{words{key: "reason.size"}}
	}
	*f.size = size
	return nil
}

// headless says whether there is no head file.
func headless(h *home) bool {
	_, err := os.Lstat(h.HeadPath())
	return errors.Is(err, fs.ErrNotExist)
}
