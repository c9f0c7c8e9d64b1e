package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/office/owner"
	"ikrar/ledger/office/safekeeping"
	"ikrar/verify/phrase"
)

var backupPhrases = phrase.Book{
	"arg.backup":   {ID: "BERKAS", EN: "FILE"},
	"backup.short": {ID: "Membuat cadangan buku besar", EN: "Make a backup of the ledger"},
	"backup.long": {
		ID: "Membuat cadangan dari keadaan saat ini, juga selama ikrar serve berjalan: buku besar, daftar pegawai, rencana sertifikat.\nPDF sertifikat yang terbit disalin ke direktori ikrar.pdfs di sebelah cadangan, masing-masing sekali saja untuk semua\ncadangan di sana; yang sudah dihapus dikeluarkan dari situ.\nSetiap blok penyimpanan diperiksa dahulu: dari penyimpanan yang rusak tidak dibuat cadangan.\nSemuanya dienkripsi dengan keys/store.key: berkasnya saja tidak menunjukkan apa pun, dan tanpa kunci itu tidak berguna.\nBerkas yang sudah ada tidak ditimpa.\n--with-keys membuat CADANGAN.keys di sebelahnya: yang diperlukan mesin baru (kunci penyimpanan dan kunci buku besar,\ntrust.note, ikrar.toml, ledger.head, ledger.erasures, lambang), tersegel dengan frasa sandi; ikrar restore --with-keys\nmembacanya. Kunci akar, kunci petugas, kunci serve --registrar-key, dan sandi surel tidak ada di dalamnya: simpan sendiri.\nledger.head dan ledger.erasures berubah setiap hari; simpan juga salinannya di tempat lain.",
		EN: "Make a backup of the state of this moment, also while ikrar serve runs: ledger, roster, plans of certificates.\nThe issued PDFs are copied to the directory ikrar.pdfs beside the backup, each once for all backups there; what was\nerased is taken out of it.\nEvery block of the store is checked first: of a damaged store no backup is made.\nAll of it is encrypted with keys/store.key: the files alone show nothing, and without that key they are worth nothing. An\nexisting file is not overwritten.\n--with-keys makes BACKUP.keys beside it: what a new machine needs (store key and ledger key, trust.note, ikrar.toml,\nledger.head, ledger.erasures, the emblem), sealed under a passphrase; ikrar restore --with-keys reads it. The root key,\nofficers' keys, the key of serve --registrar-key and the mail password are not in it: keep these yourself.\nledger.head and ledger.erasures change every day; keep copies of them elsewhere too.",
	},
	"backup.example":           {ID: "ikrar backup /mnt/cadangan/ikrar-2026-03-31.backup", EN: "ikrar backup /mnt/backups/ikrar-2026-03-31.backup"},
	"progress.backup":          {ID: "mencadangkan", EN: "backing up"},
	"backup.done":              {ID: "Cadangan {path}: {size} entri, akar {root}", EN: "Backup {path}: {size} entries, root {root}"},
	"fault.backup-erased":      {ID: "{path}: selama cadangan dibuat, ada data yang dihapus; cadangan tidak disimpan", EN: "{path}: data were erased while the backup was made; it was not kept"},
	"backup.damaged":           {ID: "cadangan tidak dibuat. Simpan semua cadangan yang lama; ikrar audit menunjukkan kerusakannya", EN: "no backup was made. Keep all earlier backups; ikrar audit shows the damage"},
	"fault.backup-erased.hint": {ID: "ulangi perintah ini", EN: "repeat the command"},
}

func backupCommand(a *app) *cobra.Command {
	var withKeys bool
	cmd := a.verb("backup", "backup", "BACKUP", func(cmd *cobra.Command, args []string) error {
		path := args[0]
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return refuse("file-directory", "path", path)
		}
		if _, err := os.Lstat(path); err == nil {
			return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
		}
		seal, err := a.sealing(cmd.Context(), path, withKeys)
		if err != nil {
			return err
		}
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		progress, end := a.counted("progress.backup")
		pdfs, endPDFs := a.counted("progress.pdfs")
		info, err := i.Backup(cmd.Context(), path, progress, func(done, total uint64) {
			end() // the entries are written
			pdfs(done, total)
		})
		end()
		endPDFs()
		if errors.Is(err, ledger.ErrBackupErased) {
			return refuse("backup-erased", "path", path)
		}
		if errors.Is(err, ledger.ErrDamaged) {
			return refuse("ledger-damaged", "dir", i.LedgerDir()).because(err).hinted("backup.damaged")
		}
		if err != nil {
			return err
		}
		if owner.Check(i.Dir) == nil { // another user's file would be in the owner's way
			_ = safekeeping.Remember(i, path, info.Size) // the backup is whole; a disk may be mounted to read only
		}
		keys, err := seal(i.Home, info.Checkpoint)
		if err != nil {
			return err
		}
		carried := info.PDFs.Found + info.PDFs.Remade
		a.result(struct {
			File string `json:"file"`
			Size uint64 `json:"size"`
			Root string `json:"root"`
			Keys uint64 `json:"keys"`

			Sealed  string `json:"keys_file,omitempty"`    // what a new machine needs, under the passphrase
			PDFs    int    `json:"pdfs,omitempty"`         // in the directory of PDFs beside it
			New     int    `json:"pdfs_new,omitempty"`     // of these
			Missing int    `json:"pdfs_missing,omitempty"` // that could not be carried
		}{path, info.Size, tlog.Hash(info.Root).String(), info.Keys, keys, info.PDFs.Kept + carried, carried, len(info.PDFs.Missing)}, func() {
			a.print("backup.done", "path", path, "size", phrase.Number(a.lang, info.Size), "root", tlog.Hash(info.Root))
			if keys != "" {
				a.print("backup.keys", "path", keys)
			}
			if info.PDFs.Kept+carried > 0 {
				a.print("backup.pdfs", "dir", info.PDFPath, "count", phrase.Number(a.lang, info.PDFs.Kept+carried), "new", phrase.Number(a.lang, carried))
			}
		})
		if missing := len(info.PDFs.Missing); missing > 0 {
			a.note("backup.pdfs.missing", "count", phrase.Number(a.lang, missing))
			a.note("pdfs.way")
		}
		return nil
	})
	cmd.Flags().BoolVar(&withKeys, "with-keys", false, a.say("backup.flag.with-keys"))
	return cmd
}
