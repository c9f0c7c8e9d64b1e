package main

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var keyPhrases = phrase.Book{
	"key.short":     {ID: "Membuat, menampilkan, dan mengganti frasa sandi kunci pribadi", EN: "Make and show personal keys, and change their passphrases"},
	"key.new.short": {ID: "Membuat kunci baru", EN: "Make a new key"},
	"key.new.long": {
		ID: "Membuat kunci baru: kunci pribadi di BERKAS dan kunci publik di BERKAS.pub.\nKunci pribadi jangan pernah diberikan kepada siapa pun; yang didaftarkan adalah BERKAS.pub.",
		EN: "Make a new key: the private key in FILE and the public key in FILE.pub.\nNever give the private key to anybody; FILE.pub is the one to enrol.",
	},
	"key.new.example":            {ID: "ikrar key new siti.key", EN: "ikrar key new siti.key"},
	"key.new.flag.no-passphrase": {ID: "kunci tanpa frasa sandi: siapa pun yang memegang berkasnya dapat menandatangani", EN: "a key without a passphrase: whoever holds the file can sign with it"},
	"key.new.done":               {ID: "Kunci pribadi: {path}\nKunci publik: {path}.pub\nSidik jari kunci: {fingerprint}", EN: "Private key: {path}\nPublic key: {path}.pub\nKey fingerprint: {fingerprint}"},
	"key.new.unprotected":        {ID: "Kunci ini tidak dilindungi frasa sandi. Simpan di tempat yang hanya Anda pegang.", EN: "This key has no passphrase. Keep it where nobody but you can get at it."},
	"key.show.short":             {ID: "Menampilkan kunci publik dan sidik jarinya", EN: "Show a public key and its fingerprint"},
	"key.show.long": {
		ID: "Menampilkan kunci publik dan sidik jarinya. BERKAS boleh berupa kunci pribadi; yang dibaca adalah BERKAS.pub,\natau kunci itu sendiri bila berasal dari PuTTY (.ppk) atau openssl (PKCS#8). Yang ditampilkan dapat disimpan sebagai\nberkas kunci publik.",
		EN: "Show a public key and its fingerprint. FILE may be a private key; what is read then is FILE.pub, or the key\nitself where it is PuTTY's (.ppk) or openssl's (PKCS#8). What is shown may be saved as the file of a public key.",
	},
	"key.show.example": {ID: "ikrar key show siti.key.pub", EN: "ikrar key show siti.key.pub"},
	"key.show.done":    {ID: "{line}\nSidik jari kunci: {fingerprint}\nMenurut ssh-keygen: {openssh}", EN: "{line}\nKey fingerprint: {fingerprint}\nFor ssh-keygen: {openssh}"},
}

func keyCommand(a *app) *cobra.Command {
	return a.group("key", "key", keyNewCommand(a), keyShowCommand(a), keyPassphraseCommand(a))
}

// keyReport is the --json form of a key. File is the private one, where it was made or named.
type keyReport struct {
	File        string `json:"file,omitempty"`
	Public      string `json:"public"` // the OpenSSH public line
	Fingerprint string `json:"fingerprint"`
	OpenSSH     string `json:"openssh_fingerprint"`
}

func keyNewCommand(a *app) *cobra.Command {
	var bare bool
	cmd := a.verb("new", "key.new", "FILE", func(cmd *cobra.Command, args []string) error {
		path := args[0]
		pub, _, err := a.newKey(cmd.Context(), path, bare)
		if err != nil {
			return err
		}
		line, err := keyfile.MarshalPublic(pub, keyComment(path))
		if err != nil {
			return err
		}
		a.result(reportKey(path, pub, line), func() {
			a.print("key.new.done", "path", path, "fingerprint", keyfile.Fingerprint(pub))
		})
		if bare {
			a.note("key.new.unprotected")
		}
		return nil
	})
	cmd.Flags().BoolVar(&bare, "no-passphrase", false, a.say("key.new.flag.no-passphrase"))
	return cmd
}

func keyShowCommand(a *app) *cobra.Command {
	return a.verb("show", "key.show", "FILE", func(cmd *cobra.Command, args []string) error {
		path := args[0]
		pub, comment, err := keyfile.ReadPublic(path)
		if errors.Is(err, keyfile.ErrIsPrivate) {
			pub, comment, err = keyfile.ReadPublic(path + ".pub")
			if errors.Is(err, fs.ErrNotExist) {
				return a.showOther(cmd.Context(), path)
			}
			path += ".pub"
		}
		if err != nil {
			return keyFault(path, err)
		}
		return a.showKey(pub, comment)
	})
}

func (a *app) showKey(pub ed25519.PublicKey, comment string) error {
	line, err := keyfile.MarshalPublic(pub, comment)
	if err != nil {
		return err
	}
	report := reportKey("", pub, line)
	a.result(report, func() {
		a.print("key.show.done", "line", report.Public, "fingerprint", report.Fingerprint, "openssh", report.OpenSSH)
	})
	return nil
}

// showOther shows the public half of a private key without a .pub beside it, where another program made it: ssh-keygen,
// which writes the .pub of OpenSSH's own, does not read it.
func (a *app) showOther(ctx context.Context, path string) error {
	o, err := keyfile.Unlock(path, nil)
	var odd *keyfile.FormError
	sealed := errors.Is(err, keyfile.ErrPassphraseNeeded) || errors.As(err, &odd) && odd.Form == keyfile.FormCipher
	if o.Program == keyfile.OpenSSH && (err == nil || sealed) && isOpenSSH(path) {
		return publicMissing(path)
	}
	o, err = a.unlockKey(ctx, path)
	switch code := asFault("", err).code; {
	case err == nil:
		return a.showKey(o.Public(), keyComment(path))
	case code == "key-cut" || code == "key-garbled":
		return refuse("key-is-private", "path", path) // of no use to anybody, and still not to be sent around
	}
	return err
}

// isOpenSSH says whether ssh-keygen reads the file, which knows no byte-order mark and no lost line ends.
func isOpenSSH(path string) bool {
	data, err := os.ReadFile(path)
	block, _ := pem.Decode(data)
	return err == nil && block != nil && bytes.HasPrefix(data, []byte("-----BEGIN OPENSSH PRIVATE KEY-----"))
}

// publicMissing says how to get the public line of the private key at path back.
func publicMissing(path string) *fault {
	return refuse("key-public-missing", "path", path, "private", shellWord(path), "public", shellWord(path+".pub"))
}

func reportKey(path string, pub ed25519.PublicKey, line []byte) keyReport {
	fingerprint := keyfile.Fingerprint(pub)
	// ssh-keygen -l writes the same hash in the other base64 alphabet.
	openssh := "SHA256:" + strings.NewReplacer("-", "+", "_", "/").Replace(fingerprint)
	return keyReport{path, strings.TrimSuffix(string(line), "\n"), fingerprint, openssh}
}

// keyComment names a new key by its file, without the extension: enough to tell keys apart in an agent.
func keyComment(path string) string {
	name := filepath.Base(path)
	comment := strings.TrimSpace(strings.TrimSuffix(name, filepath.Ext(name)))
	if _, err := keyfile.MarshalPublic(make(ed25519.PublicKey, ed25519.PublicKeySize), comment); err != nil {
		return "" // a file may be called what a comment may not
	}
	return comment
}

// newKey makes a key at path, asking for its passphrase unless bare. It returns that too: who uses the key at once is not
// asked again.
func (a *app) newKey(ctx context.Context, path string, bare bool) (pub ed25519.PublicKey, passphrase []byte, err error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, nil, refuse("file-exists", "path", path) // before anybody thinks up a passphrase; Create decides
	}
	if !bare {
		if passphrase, err = a.newPassphrase(ctx, a.passphraseFile, path); err != nil {
			return nil, nil, err
		}
	}
	pub, err = keyfile.Create(path, passphrase, keyComment(path))
	return pub, passphrase, err
}

// openKey opens the private key at path, asking for its passphrase if it has one.
func (a *app) openKey(ctx context.Context, path string) (crypto.Signer, error) {
	o, err := a.unlockKey(ctx, path)
	if err != nil {
		return nil, err
	}
	if o.Untypable != nil {
		change := "ikrar key passphrase " + shellWord(path)
		if a.passphraseFile != "" {
			change += " --passphrase-file " + shellWord(a.passphraseFile)
		}
		a.note("passphrase.untypable", "path", path, "command", change)
	}
	return o.Key, nil
}

// passphraseTries is how often a passphrase is asked for at a terminal: a slip of the finger is no
// reason to begin anew.
const passphraseTries = 3

// unlockKey opens the private key at path, and says what is wrong with it.
func (a *app) unlockKey(ctx context.Context, path string) (keyfile.Unlocked, error) {
	ask := a.passphrase(ctx, path)
	for try := 1; ; try++ {
		var given keyfile.Passphrase
		o, err := keyfile.Unlock(path, func() (_ keyfile.Passphrase, err error) {
			given, err = ask()
			return given, err
		})
		if !errors.Is(err, keyfile.ErrPassphrase) {
			if err != nil {
				err = keyFault(path, err)
			}
			return o, err
		}
		wrong := refuse("passphrase-wrong", "path", path)
		if given.HasEdge() {
			wrong = wrong.hinted("fault.passphrase-wrong.edge")
		}
		if try == passphraseTries || a.passphraseFile != "" || isEmpty(given) {
			return o, wrong
		}
		a.retry(wrong)
	}
}

// isEmpty says whether nothing was typed, which ends the asking.
func isEmpty(p keyfile.Passphrase) bool {
	var why *keyfile.PassphraseError
	_, err := p.New()
	return errors.As(err, &why) && why.Why == keyfile.PassphraseEmpty
}

// keyFault says what is wrong with a key file.
func keyFault(path string, err error) error {
	if f := officeFault(err); f != nil {
		return f
	}
	if f := formFault(path, err); f != nil {
		return f
	}
	for sentinel, code := range map[error]string{
		keyfile.ErrPassphrase: "passphrase-wrong",
		keyfile.ErrNotEd25519: "key-algorithm",
		keyfile.ErrIsPublic:   "key-is-public",
		keyfile.ErrIsPrivate:  "key-is-private",
	} {
		if errors.Is(err, sentinel) {
			return refuse(code, "path", path)
		}
	}
	if errors.Is(err, keyfile.ErrFormat) {
		// The library names the file too, as other callers need it.
		return refuse("key-format", "path", path).because(errors.New(strings.TrimPrefix(err.Error(), path+": ")))
	}
	return err
}
