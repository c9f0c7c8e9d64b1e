package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger/office"
	"ikrar/ledger/office/owner"
	"ikrar/ledger/office/safekeeping"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var keysFilePhrases = phrase.Book{
	"backup.flag.with-keys": {
		ID: "kunci untuk mesin baru di CADANGAN.keys, tersegel dengan frasa sandi",
		EN: "the keys for a new machine in BACKUP.keys, sealed under a passphrase",
	},
	"restore.flag.with-keys": {
		ID: "membangun direktori --home dari `BERKAS` yang dibuat backup --with-keys",
		EN: "build the directory of --home from the `FILE` that backup --with-keys made",
	},
	"backup.keys": {
		ID: "Kunci untuk mesin baru: {path}. Simpan frasa sandinya di tempat lain",
		EN: "Keys for a new machine: {path}. Keep its passphrase elsewhere",
	},
	"backup.emblem": {
		ID: "{path}: lambang ini di luar direktori lembaga, jadi tidak ikut; simpan salinannya",
		EN: "{path}: this emblem is outside the institution's directory, so it is not in it; keep a copy",
	},
	"restore.by-hand": {
		ID: "Direktori lembaga: {dir}. Yang dibawa kembali sendiri, dari tempat penyimpanannya: kunci petugas, " +
			"kunci serve --registrar-key,\nsandi surel, sertifikat TLS. Kunci akar tetap di luar mesin ini. " +
			"Lalu: {command}",
		EN: "The institution's directory: {dir}. To be brought back by hand, from where they are kept: officers' " +
			"keys, the key of\nserve --registrar-key, the mail password, TLS certificates. The root key stays " +
			"off this machine. Then: {command}",
	},
	"restore.keys-older": {
		ID: "{path} dibuat dengan cadangan {keys} entri, sedangkan cadangan ini {backup}: setelan di ikrar.toml " +
			"adalah dari saat itu; periksalah",
		EN: "{path} was made with a backup of {keys} entries, and this one holds {backup}: the settings in " +
			"ikrar.toml are of then; look at them",
	},

	"fault.restore-home": {
		ID: "--with-keys memerlukan direktori yang akan dibangun",
		EN: "--with-keys needs the directory to be built",
	},
	"fault.restore-home.hint": {
		ID: "sebutkan direktori yang belum ada atau kosong: --home DIR",
		EN: "name one that is not there yet, or empty: --home DIR",
	},
	"fault.keys-foreign": {
		ID: "{path}: ini bukan berkas kunci dari ikrar backup --with-keys",
		EN: "{path}: this is no keys file of ikrar backup --with-keys",
	},
	"fault.keys-foreign.hint": {
		ID: "berkas itu bernama CADANGAN.keys, di sebelah cadangannya",
		EN: "that file is called BACKUP.keys, and lies beside its backup",
	},
	"fault.keys-damaged": {
		ID: "{path}: berkas kunci ini terpotong atau berubah; tidak ada yang dipulihkan",
		EN: "{path}: this keys file was cut off or changed; nothing was restored",
	},
	"fault.keys-damaged.hint": {
		ID: "pakai salinan lain, atau berkas .keys dari cadangan lain lembaga ini",
		EN: "use another copy, or the .keys file of another backup of this institution",
	},
	"fault.keys-passphrase": {
		ID: "{path}: frasa sandi salah, atau awal berkas ini berubah",
		EN: "{path}: wrong passphrase, or the beginning of this file was changed",
	},
	"fault.keys-passphrase.hint": {
		ID: "ulangi dengan frasa sandi yang dipilih saat cadangan dibuat; berkas .keys dari cadangan lain " +
			"mungkin memakai frasa sandi lain",
		EN: "repeat with the passphrase that was chosen for that backup; the .keys file of another backup may " +
			"have another one",
	},
	"fault.keys-origin": {
		ID: "{path}: berkas kunci ini milik {keys}, sedangkan cadangannya milik {backup}; tidak ada yang " +
			"dipulihkan",
		EN: "{path}: this keys file is of {keys}, and the backup of {backup}; nothing was restored",
	},
	"fault.keys-origin.hint": {
		ID: "pakai berkas .keys yang ada di sebelah cadangan itu",
		EN: "use the .keys file that lies beside that backup",
	},
	"fault.keys-store": {
		ID: "{path}: kunci penyimpanan di berkas ini bukan yang dipakai untuk cadangan itu; tidak ada yang " +
			"dipulihkan",
		EN: "{path}: the store key in this file is not the one that the backup was made with; nothing was " +
			"restored",
	},
	"fault.keys-store.hint": {
		ID: "pakai berkas .keys yang ada di sebelah cadangan itu",
		EN: "use the .keys file that lies beside that backup",
	},
	"fault.keys-ledger": {
		ID: "{path}: buku besar ini telah berganti kunci sejak berkas kunci ini dibuat; tidak ada yang dipulihkan",
		EN: "{path}: the ledger has another key since this keys file was made; nothing was restored",
	},
	"fault.keys-ledger.hint": {
		ID: "pakai berkas .keys dari cadangan setelah pergantian itu; bila tidak ada lagi, ulangi dengan " +
			"--accept-loss --root-key BERKAS, yang memulai kunci baru",
		EN: "use the .keys file of a backup from after that change; where there is none, repeat with " +
			"--accept-loss --root-key FILE, which begins a new key",
	},
	"fault.restore-accepted": {
		ID: "{path}: cadangan ini memuat {backup} entri, bukan {accepted}; tidak ada yang dipulihkan",
		EN: "{path}: this backup holds {backup} entries, not {accepted}; nothing was restored",
	},
	"fault.restore-accepted.hint": {
		ID: "cari cadangan dengan jumlah itu; bila entri setelah cadangan ini hilang: --accept-loss --root-key " +
			"BERKAS",
		EN: "look for the backup of that number; where the entries after this one are lost: --accept-loss " +
			"--root-key FILE",
	},
	"restore.keys-headless": {
		ID: "taruh salinan terbaru ledger.head dan ledger.erasures di {dir}, lalu ulangi. Bila setelah cadangan " +
			"ini pasti tidak ada lagi yang dicatat (ikrar serve sudah berhenti): --accept-head {backup}. Bila " +
			"mungkin ada: --accept-loss --root-key BERKAS",
		EN: "put the newest copies of ledger.head and ledger.erasures into {dir}, and repeat. Where surely " +
			"nothing was recorded after this backup (ikrar serve had stopped): --accept-head {backup}. Where " +
			"something may have been: --accept-loss --root-key FILE",
	},
}

// sealing asks for the passphrase of a backup's keys file, before the backup that may take long,
// and behind what can be told without it. What it returns writes the file, and says where it is.
func (a *app) sealing(ctx context.Context, backup string, withKeys bool) (
	seal func(h *home, state trust.Checkpoint) (string, error), err error) {
	if !withKeys {
		return func(*home, trust.Checkpoint) (string, error) { return "", nil }, nil
	}
	if _, err := a.openHome(); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Dir(backup)); err != nil {
		return nil, err
	}
	path := safekeeping.KeysBeside(backup)
	if _, err := os.Lstat(path); err == nil {
		return nil, &fs.PathError{Op: "create", Path: path, Err: fs.ErrExist}
	}
	passphrase, err := a.newPassphrase(ctx, a.passphraseFile, path)
	return func(h *home, state trust.Checkpoint) (string, error) {
		keys, left, err := safekeeping.CollectKeys(h, state)
		if err != nil {
			return "", err
		}
		if left != "" {
			a.note("backup.emblem", "path", left)
		}
		return path, keys.Seal(path, passphrase)
	}, err
}

// rebuilt is a home that a restore makes from a keys file; nil where there was one.
type rebuilt struct {
	*safekeeping.Rebuilding
	keys safekeeping.Keys
	path string // of the keys file
	dir  string
}

// restoreHome opens the home that a backup is restored in, or makes one from a keys file.
func (a *app) restoreHome(ctx context.Context, withKeys, backup string) (*home, *rebuilt, error) {
	if withKeys == "" {
		h, err := a.openHome()
		return h, nil, err
	}
	dir := a.homeFlag
	if dir == "" {
		dir = a.getenv("IKRAR_HOME")
	}
	if dir == "" {
		return nil, nil, refuse("restore-home")
	}
	if _, err := safekeeping.CheckRebuild(dir, backup); err != nil {
		return nil, nil, a.rebuildFault(dir, withKeys, backup, err)
	}
	keys, err := a.openKeys(ctx, withKeys)
	if err != nil {
		return nil, nil, err
	}
	r, err := safekeeping.Rebuild(dir, keys, backup, a.acceptHead)
	if err != nil {
		return nil, nil, a.rebuildFault(dir, withKeys, backup, err)
	}
	return r.Home, &rebuilt{r, keys, withKeys, dir}, nil
}

// rebuildFault says why no home can be built in a directory.
func (a *app) rebuildFault(dir, withKeys, backup string, err error) error {
	var other *safekeeping.OriginError
	var accepted *safekeeping.AcceptedError
	var owned *owner.Error
	switch {
	case errors.As(err, &other):
		return refuse("keys-origin", "path", withKeys, "keys", other.Keys, "backup", other.Backup)
	case errors.As(err, &accepted):
		return refuse("restore-accepted", "path", backup,
			"backup", accepted.Backup, "accepted", accepted.Accepted)
	case errors.As(err, &owned):
		return a.ownerFault("home-owner", owned)
	}
	return a.backupFault(&home{Dir: dir}, backup, err)
}

// openKeys opens a keys file, and asks again after a slip of the finger.
func (a *app) openKeys(ctx context.Context, path string) (keys safekeeping.Keys, err error) {
	if err := safekeeping.CheckKeys(path); err != nil {
		return keys, keysFault(path, err)
	}
	ask := a.passphrase(ctx, path)
	for try := 1; ; try++ {
		given, err := ask()
		if err != nil {
			return keys, err
		}
		secret, err := given.New()
		if err == nil {
			keys, err = safekeeping.OpenKeys(path, secret)
		}
		if !errors.Is(err, safekeeping.ErrPassphrase) && !errors.As(err, new(*keyfile.PassphraseError)) {
			return keys, keysFault(path, err)
		}
		wrong := refuse("keys-passphrase", "path", path)
		if try == passphraseTries || a.passphraseFile != "" || isEmpty(given) {
			return keys, wrong
		}
		a.retry(wrong)
	}
}

// keysFault says why a keys file is not read, whatever its passphrase.
func keysFault(path string, err error) error {
	switch {
	case errors.Is(err, safekeeping.ErrKeys):
		return refuse("keys-foreign", "path", path)
	case errors.Is(err, safekeeping.ErrKeysDamaged):
		return refuse("keys-damaged", "path", path)
	}
	return err
}

// fault says what a restore with keys meets in the words of whoever gave them.
func (r *rebuilt) fault(err error) error {
	f := (*fault)(nil)
	if r == nil || !errors.As(err, &f) {
		return err
	}
	switch f.code {
	case "restore-headless":
		return f.hinted("restore.keys-headless", "dir", r.dir)
	case "backup-key":
		return refuse("keys-store", "path", r.path)
	}
	return err
}

// check refuses keys that a restored ledger could not go on with.
func (r *rebuilt) check(plan *office.RestorePlan) error {
	if r == nil {
		return nil
	}
	err := safekeeping.CheckKey(plan.Options())
	if errors.Is(err, safekeeping.ErrLedgerKey) {
		return refuse("keys-ledger", "path", r.path)
	}
	return err
}

func (r *rebuilt) commit() error {
	if r == nil {
		return nil
	}
	return r.Commit()
}

func (r *rebuilt) discard() {
	if r != nil {
		// Best effort: what is left is beside the directory, and counts for nothing.
		_ = r.Discard()
	}
}

// note says what the keys file does not bring.
func (r *rebuilt) note(a *app) {
	if r == nil {
		return
	}
	if r.keys.State.Size < r.Backup.Size {
		a.note("restore.keys-older", "path", r.path, "keys", r.keys.State.Size, "backup", r.Backup.Size)
	}
	if emblem := r.Config.Certificate.Emblem; emblem != "" && !filepath.IsLocal(emblem) {
		a.note("backup.emblem", "path", emblem)
	}
	a.note("restore.by-hand", "dir", r.dir, "command", "ikrar --home "+shellWord(r.dir)+" audit")
}
