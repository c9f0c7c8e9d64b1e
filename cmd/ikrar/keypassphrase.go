package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var keyPassphrasePhrases = phrase.Book{
	"key.passphrase.short": {ID: "Mengganti frasa sandi sebuah kunci", EN: "Change the passphrase of a key"},
	"key.passphrase.long": {
		ID: "Mengganti frasa sandi kunci pribadi di BERKAS; kuncinya tetap sama, tidak ada yang perlu didaftarkan lagi. Frasa sandi\nlama ditanyakan atau dibaca dari --passphrase-file, yang baru dari --new-passphrase-file. Kunci tanpa frasa sandi\nmendapat frasa sandi. Salinan kunci di tempat lain tetap terbuka dengan frasa sandi lama.",
		EN: "Change the passphrase of the private key in FILE; the key stays the same, and nothing has to be enrolled again. The old\npassphrase is asked for or read from --passphrase-file, the new one from --new-passphrase-file. A key without passphrase\ngets one. Copies of the key elsewhere still open with the old passphrase.",
	},
	"key.passphrase.example":                  {ID: "ikrar key passphrase siti.key", EN: "ikrar key passphrase siti.key"},
	"key.passphrase.flag.new-passphrase-file": {ID: "frasa sandi baru dari baris pertama `BERKAS`, tanpa bertanya", EN: "new passphrase from the first line of `FILE`, without asking"},
	"key.passphrase.done":                     {ID: "Frasa sandi {path} telah diganti; kuncinya tetap sama.\nSidik jari kunci: {fingerprint}", EN: "The passphrase of {path} was changed; the key is the same.\nKey fingerprint: {fingerprint}"},
	"key.passphrase.copies":                   {ID: "Salinan kunci ini di tempat lain masih terbuka dengan frasa sandi lama: ganti juga di sana, atau hapus.", EN: "Copies of this key elsewhere still open with the old passphrase: change it there too, or delete them."},
	"fault.key-store":                         {ID: "{path}: ini kunci penyimpanan buku besar, yang tidak memakai frasa sandi; yang melindunginya adalah hak akses berkasnya", EN: "{path}: this is the key of the ledger's store, which has no passphrase; what protects it is who may read the file"},
	"fault.key-store.hint":                    {ID: "frasa sandi dimiliki root.key, registrar.key, dan kunci perorangan", EN: "root.key, registrar.key and personal keys have a passphrase"},
}

func keyPassphraseCommand(a *app) *cobra.Command {
	var file string
	cmd := a.verb("passphrase", "key.passphrase", "FILE", func(cmd *cobra.Command, args []string) error {
		report, err := a.changePassphrase(cmd.Context(), args[0], file)
		if err != nil {
			return err
		}
		a.result(report, func() {
			a.print("key.passphrase.done", "path", report.File, "fingerprint", report.Fingerprint)
		})
		a.note("key.passphrase.copies")
		return nil
	})
	cmd.Flags().StringVar(&file, "new-passphrase-file", "", a.say("key.passphrase.flag.new-passphrase-file"))
	return cmd
}

// changePassphrase gives the key at path the passphrase in a file, or one that is asked for.
func (a *app) changePassphrase(ctx context.Context, path, file string) (keyReport, error) {
	old, err := a.unlockKey(ctx, path)
	if err != nil {
		if _, isStore := office.ReadStoreKey(path); isStore == nil {
			err = refuse("key-store", "path", path)
		}
		return keyReport{}, err
	}
	if old.Program == keyfile.PuTTY {
		return keyReport{}, refuse("key-of-putty", "path", path, "file", shellWord(path))
	}
	secret, err := a.newPassphrase(ctx, file, path)
	if f := (*fault)(nil); errors.As(err, &f) && f.code == "passphrase-needed" {
		err = f.hinted("fault.passphrase-needed.new")
	}
	if err != nil {
		return keyReport{}, err
	}
	pub, comment := old.Public(), keyComment(path)
	if beside, said, err := keyfile.ReadPublic(path + ".pub"); err == nil && beside.Equal(pub) {
		comment = said
	}
	line, err := keyfile.MarshalPublic(pub, comment)
	if err == nil {
		err = keyfile.ChangePassphrase(path, old.Key, secret, comment)
	}
	return reportKey(path, pub, line), err
}
