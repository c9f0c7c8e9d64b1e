package main

import (
	"context"
	"crypto"
	"errors"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/office/owner"
	"ikrar/verify/phrase"
)

var restorePhrases = phrase.Book{
	"restore.short": {ID: "Memulihkan buku besar dari cadangan", EN: "Restore the ledger from a backup"},
	"restore.long": {
		ID: "Memulihkan buku besar dari cadangan ke direktori lembaga yang tidak (lagi) memiliki ledger/. Isinya diperiksa seluruhnya\nsebelum dipakai. Bila ledger.head telah melihat lebih banyak daripada isi cadangan, perintah ini menolak: cari dahulu\nsalinan yang lebih baru. Bila memang tidak ada, --accept-loss memulai kunci buku besar baru, sehingga tidak ada nomor\nyang berarti dua hal; bukti atas entri yang hilang tidak berlaku lagi, dan komitmennya perlu dicatat ulang.\nYang pernah dihapus dengan ikrar erase tidak ikut kembali, asalkan ledger.erasures masih ada.\nDi mesin baru, --with-keys CADANGAN.keys --home DIR membangun direktori lembaga itu dari awal; DIR boleh memuat salinan\nledger.head dan ledger.erasures yang lebih baru. Tanpa ledger.head itu, --accept-head JUMLAH menyatakan bahwa setelah\ncadangan ini tidak ada lagi yang dicatat, dengan jumlah entri cadangan ini; bila ada, --accept-loss. Kunci akar, kunci\npetugas, kunci serve --registrar-key, dan sandi surel dibawa kembali sendiri.",
		EN: "Restore the ledger from a backup, into an institution's directory that has no ledger/ (any more). All of it is audited\nbefore it is used. Where ledger.head has seen more than the backup holds, the command refuses: look for a newer copy\nfirst. Where there is none, --accept-loss begins a new ledger key, so that no index means two things; proofs of lost\nentries are no longer valid, and their pledges must be recorded again.\nWhat was erased by ikrar erase does not come back, as long as ledger.erasures is there.\nOn a new machine, --with-keys BACKUP.keys --home DIR builds the institution's directory anew; DIR may hold newer copies\nof ledger.head and ledger.erasures. Without that ledger.head, --accept-head SIZE says that nothing was recorded after\nthis backup, by its number of entries; where something was, --accept-loss. The root key, officers' keys, the key of\nserve --registrar-key and the mail password are brought back by hand.",
	},
	"restore.example":             {ID: "ikrar restore /mnt/cadangan/ikrar-2026-03-31.backup", EN: "ikrar restore /mnt/backups/ikrar-2026-03-31.backup"},
	"restore.flag.accept":         {ID: "menerima bahwa entri setelah cadangan ini hilang", EN: "accept that the entries after this backup are lost"},
	"restore.flag.root-key":       {ID: "`BERKAS` kunci akar, untuk --accept-loss", EN: "`FILE` of the root key, for --accept-loss"},
	"restore.done":                {ID: "Dipulihkan: {size} entri, akar {root}", EN: "Restored: {size} entries, root {root}"},
	"restore.lost":                {ID: "Entri mulai {from} dari buku besar yang lama tidak berlaku lagi; kunci barunya menandatangani sejak entri {from}. Catat ulang komitmen yang hilang (ikrar recover DIR dari sertifikatnya, atau ikrar record *.pledge), terbitkan ulang sertifikatnya, dan bagikan trust.note yang baru.", EN: "The former ledger's entries from {from} on count for nothing any more; the new key signs from entry {from} on. Record lost pledges again (ikrar recover DIR from their certificates, or ikrar record *.pledge), issue their certificates again, and hand out the new trust.note."},
	"restore.witnesses":           {ID: "Lembaga saksi yang telah melihat lebih banyak menolak riwayat yang lebih pendek ini. Beri tahu mereka; mereka sendiri yang menerimanya.", EN: "Witnesses that have seen more refuse this shorter history. Tell their offices; it is for them to accept it."},
	"restore.erased":              {ID: "{count} penghapusan dari setelah cadangan ini dilakukan lagi", EN: "erasures from after this backup, done again: {count}"},
	"progress.load":               {ID: "membaca", EN: "reading"},
	"progress.restore":            {ID: "memeriksa", EN: "auditing"},
	"fault.restore-exists":        {ID: "{dir}: di sini sudah ada buku besar", EN: "{dir}: there is a ledger here already"},
	"fault.restore-exists.hint":   {ID: "hentikan ikrar serve, pindahkan yang lama (mv {dir} {dir}.lama), lalu ulangi", EN: "stop ikrar serve, move the old one away (mv {dir} {dir}.old), then repeat"},
	"fault.restore-served":        {ID: "{path}: ikrar serve masih memegang buku besar lembaga ini", EN: "{path}: ikrar serve still holds this institution's ledger"},
	"fault.restore-served.hint":   {ID: "hentikan ikrar serve, lalu ulangi; dua buku besar dengan satu kunci akan memberi dua jawaban untuk satu nomor", EN: "stop ikrar serve, then repeat; two ledgers of one key would give two answers for one index"},
	"fault.restore-found":         {ID: "{path}: {count} temuan pada isi cadangan ini; tidak ada yang dipulihkan", EN: "{path}: findings in what this backup holds: {count}; nothing was restored"},
	"fault.restore-found.hint":    {ID: "pakai cadangan lain; bila cadangan ini dari sebelum pergantian kunci akar, kembalikan dahulu trust.note dari masa itu", EN: "use another backup; where this one is from before the root key was succeeded, put back the trust.note of then first"},
	"fault.restore-root-key":      {ID: "--root-key hanya dipakai bersama --accept-loss", EN: "--root-key is only used with --accept-loss"},
	"fault.backup-foreign":        {ID: "{path}: ini bukan cadangan ikrar", EN: "{path}: this is no backup of ikrar"},
	"fault.backup-damaged":        {ID: "{path}: cadangan ini terpotong atau berubah; tidak ada yang dipulihkan", EN: "{path}: this backup was cut off or changed; nothing was restored"},
	"fault.backup-damaged.hint":   {ID: "pakai cadangan yang lain", EN: "use another backup"},
	"fault.backup-origin":         {ID: "{path}: cadangan ini milik buku besar lain; tidak ada yang dipulihkan", EN: "{path}: this backup is another ledger's; nothing was restored"},
	"fault.backup-older":          {ID: "{path}: buku besar di cadangan ini dibuat ikrar versi lama, dengan susunan yang tidak dibaca versi ini; tidak ada yang dipulihkan", EN: "{path}: the ledger in this backup was made by an earlier ikrar, in a layout that this one does not read; nothing was restored"},
	"fault.backup-older.hint":     {ID: "pulihkan dengan ikrar yang membuatnya", EN: "restore it with the ikrar that made it"},
	"fault.backup-key":            {ID: "{path}: cadangan ini dibuat dengan kunci penyimpanan lain, bukan {key}", EN: "{path}: this backup was made with another store key than {key}"},
	"fault.backup-key.hint":       {ID: "kembalikan keys/store.key yang dipakai saat cadangan dibuat", EN: "put back the keys/store.key of when the backup was made"},
	"fault.restore-loss":          {ID: "{path}: cadangan ini memuat {backup} entri, tetapi ledger.head telah melihat {head}, atau entri lain; tidak ada yang dipulihkan", EN: "{path}: this backup holds {backup} entries, but ledger.head has seen {head}, or others; nothing was restored"},
	"fault.restore-loss.hint":     {ID: "cari cadangan atau salinan ledger/ yang lebih baru; bila tidak ada, ulangi dengan --accept-loss --root-key BERKAS: entri mulai {backup} hilang, dan buktinya tidak berlaku lagi", EN: "look for a newer backup or copy of ledger/; where there is none, repeat with --accept-loss --root-key FILE: the entries from {backup} on are lost, and their proofs are no longer valid"},
	"fault.restore-headless":      {ID: "{path}: cadangan ini memuat {backup} entri, dan tidak ada ledger.head yang tahu apakah setelahnya ada lagi; tidak ada yang dipulihkan", EN: "{path}: this backup holds {backup} entries, and there is no ledger.head to know whether more came after it; nothing was restored"},
	"fault.restore-headless.hint": {ID: "salin ledger.head dan ledger.erasures dari mesin yang lama ke sini; bila tidak ada lagi, ulangi dengan --accept-loss --root-key BERKAS", EN: "copy ledger.head and ledger.erasures from the old machine here; where they are gone, repeat with --accept-loss --root-key FILE"},
}

func restoreCommand(a *app) *cobra.Command {
	var accept bool
	var rootKey, withKeys string
	cmd := a.verb("restore", "restore", "BACKUP", func(cmd *cobra.Command, args []string) error {
		h, rebuilt, err := a.restoreHome(cmd.Context(), withKeys, args[0])
		if err != nil {
			return err
		}
		defer rebuilt.discard()
		ready, err := h.PrepareRestore(a.opening(cmd.Context(), false))
		var owner *owner.Error
		if errors.As(err, &owner) {
			return a.ownerFault("home-owner", owner)
		}
		if err != nil {
			return err
		}
		var root crypto.Signer
		if accept {
			if root, err = a.openRoot(cmd.Context(), h, rootKey); err != nil {
				return err
			}
		}
		r, err := a.restore(cmd.Context(), h, ready, args[0], accept)
		if err != nil {
			return rebuilt.fault(err)
		}
		defer r.Discard() // nothing is left to discard once it is in its place
		if len(r.Report.Findings) > 0 {
			err := a.reportAudit(h, r.Report, nil)
			var found *fault
			if errors.As(err, &found) {
				err = refuse("restore-found", "path", args[0], "count", phrase.Number(a.lang, len(r.Report.Findings)))
			}
			return err
		}
		var loss *ledger.LossError
		switch err := r.Loss(); {
		case err == nil:
		case !errors.As(err, &loss):
			return err
		case !accept:
			return lossFault(args[0], loss)
		default:
			if err := a.acceptLoss(cmd.Context(), h, r, root, rootKey); err != nil {
				return err
			}
		}
		if loss == nil { // else it has a new key
			if err := rebuilt.check(r); err != nil {
				return err
			}
		}
		pdfs, end := a.counted("progress.pdfs")
		kept, err := r.CarryPDFs(cmd.Context(), args[0], pdfs)
		end()
		if err != nil {
			return a.ledgerFault(h, args[0], err)
		}
		if err := errors.Join(r.Commit(), rebuilt.commit()); err != nil {
			return err
		}
		count := kept.Kept + kept.Found + kept.Remade
		a.result(struct {
			Size uint64 `json:"size"`
			Root string `json:"root"`
			Lost bool   `json:"lost"`

			Later int `json:"later,omitempty"` // entries of kinds that a newer ikrar knows, not checked

			PDFs    int `json:"pdfs,omitempty"`         // that are kept again
			Missing int `json:"pdfs_missing,omitempty"` // that are not
		}{r.Size, tlog.Hash(r.Root).String(), loss != nil, r.Report.Later, count, len(kept.Missing)}, func() {
			a.print("restore.done", "size", phrase.Number(a.lang, r.Size), "root", tlog.Hash(r.Root))
			if count > 0 {
				a.print("restore.pdfs", "count", phrase.Number(a.lang, count))
			}
			a.printLater(r.Report.Later)
		})
		if missing := len(kept.Missing); missing > 0 {
			a.note("restore.pdfs.missing", "count", phrase.Number(a.lang, missing), "dir", office.PDFsBeside(args[0]))
			a.note("pdfs.way")
		}
		if loss != nil {
			a.note("restore.lost", "from", r.Size)
		}
		rebuilt.note(a)
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) (wrong []error) {
		if a.acceptHead != 0 && (withKeys == "" || accept) {
			wrong = append(wrong, refuse("accept-head-unused", "command", cmd.CommandPath()).mistyped().hinted("restore.accept-head"))
		}
		if accept {
			wrong = append(wrong, needFlags(cmd, "root-key"))
		} else if rootKey != "" {
			wrong = append(wrong, refuse("restore-root-key").usage(cmd.CommandPath()))
		}
		return wrong
	})
	cmd.Flags().BoolVar(&accept, "accept-loss", false, a.say("restore.flag.accept"))
	cmd.Flags().StringVar(&withKeys, "with-keys", "", a.say("restore.flag.with-keys"))
	cmd.Flags().StringVar(&rootKey, "root-key", "", a.say("restore.flag.root-key"))
	return cmd
}

func lossFault(path string, loss *ledger.LossError) error {
	if loss.Head == 0 {
		return refuse("restore-headless", "path", path, "backup", loss.Backup)
	}
	return refuse("restore-loss", "path", path, "backup", loss.Backup, "head", loss.Head)
}

// restore reads a backup into a place beside the ledger's and audits it there.
func (a *app) restore(ctx context.Context, h *home, ready *office.Restoring, path string, acceptLoss bool) (*office.RestorePlan, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	limitMemory(readerLimit)
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, refuse("file-directory", "path", path)
	}
	bar := a.progress(info.Size(), "progress.load")
	bar.bytes = true
	progress, end := a.counted("progress.restore")
	r, err := ready.Plan(ctx, barReader{f, bar}, acceptLoss, func(done, total uint64) {
		bar.end() // all is read
		progress(done, total)
	})
	bar.end()
	end()
	if err != nil {
		return nil, a.backupFault(h, path, err)
	}
	return r, nil
}

// backupFault says why a backup is not read.
func (a *app) backupFault(h *home, path string, err error) error {
	var loss *ledger.LossError
	switch {
	case errors.As(err, new(*ledger.HeadUnreadableError)):
		return a.headFault(h, err).hinted("restore.head-unreadable")
	case errors.As(err, &loss):
		return lossFault(path, loss)
	case errors.Is(err, ledger.ErrNotEmpty):
		return refuse("restore-exists", "dir", h.LedgerDir())
	case errors.Is(err, ledger.ErrBackup):
		return refuse("backup-foreign", "path", path)
	case errors.Is(err, ledger.ErrBackupDamaged):
		return refuse("backup-damaged", "path", path)
	case errors.Is(err, ledger.ErrBackupOrigin):
		return refuse("backup-origin", "path", path)
	case errors.Is(err, ledger.ErrOlder):
		return refuse("backup-older", "path", path)
	case errors.Is(err, ledger.ErrStoreKey):
		return refuse("backup-key", "path", path, "key", h.KeyPath("store"))
	}
	return a.ledgerFault(h, path, err)
}
