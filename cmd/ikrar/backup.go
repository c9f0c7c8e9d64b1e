package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/verify/phrase"
)

var backupPhrases = phrase.Book{
	"arg.backup":   {ID: "BERKAS", EN: "FILE"},
	"backup.short": {ID: "Membuat cadangan buku besar", EN: "Make a backup of the ledger"},
	"backup.long": {
		ID: "Membuat cadangan dari keadaan saat ini, juga selama ikrar serve berjalan: buku besar, daftar pegawai, rencana sertifikat.\nSetiap blok penyimpanan diperiksa dahulu: dari penyimpanan yang rusak tidak dibuat cadangan.\nCadangan dienkripsi dengan keys/store.key: berkasnya saja tidak menunjukkan apa pun, dan tanpa kunci itu tidak berguna.\nSimpan salinan keys/, trust.note, ikrar.toml, ledger.head, dan ledger.erasures di tempat lain. Berkas yang sudah ada\ntidak ditimpa.",
		EN: "Make a backup of the state of this moment, also while ikrar serve runs: ledger, roster, plans of certificates.\nEvery block of the store is checked first: of a damaged store no backup is made.\nIt is encrypted with keys/store.key: the file alone shows nothing, and without that key it is worth nothing. Keep copies\nof keys/, trust.note, ikrar.toml, ledger.head and ledger.erasures elsewhere. An existing file is not overwritten.",
	},
	"backup.example":           {ID: "ikrar backup /mnt/cadangan/ikrar-2026-03-31.backup", EN: "ikrar backup /mnt/backups/ikrar-2026-03-31.backup"},
	"progress.backup":          {ID: "mencadangkan", EN: "backing up"},
	"backup.done":              {ID: "Cadangan {path}: {size} entri, akar {root}", EN: "Backup {path}: {size} entries, root {root}"},
	"fault.backup-erased":      {ID: "{path}: selama cadangan dibuat, ada data yang dihapus; cadangan tidak disimpan", EN: "{path}: data were erased while the backup was made; it was not kept"},
	"backup.damaged":           {ID: "cadangan tidak dibuat. Simpan semua cadangan yang lama; ikrar audit menunjukkan kerusakannya", EN: "no backup was made. Keep all earlier backups; ikrar audit shows the damage"},
	"fault.backup-erased.hint": {ID: "ulangi perintah ini", EN: "repeat the command"},
}

func backupCommand(a *app) *cobra.Command {
	return a.verb("backup", "backup", "BACKUP", func(cmd *cobra.Command, args []string) error {
		path := args[0]
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return refuse("file-directory", "path", path)
		}
		if _, err := os.Lstat(path); err == nil {
			return &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
		}
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		progress, end := a.counted("progress.backup")
		info, err := i.Backup(cmd.Context(), path, progress)
		end()
		if errors.Is(err, ledger.ErrBackupErased) {
			return refuse("backup-erased", "path", path)
		}
		if errors.Is(err, ledger.ErrDamaged) {
			return refuse("ledger-damaged", "dir", i.LedgerDir()).because(err).hinted("backup.damaged")
		}
		if err != nil {
			return err
		}
		a.result(struct {
			File string `json:"file"`
			Size uint64 `json:"size"`
			Root string `json:"root"`
			Keys uint64 `json:"keys"`
		}{path, info.Size, tlog.Hash(info.Root).String(), info.Keys}, func() {
			a.print("backup.done", "path", path, "size", phrase.Number(a.lang, info.Size), "root", tlog.Hash(info.Root))
		})
		return nil
	})
}
