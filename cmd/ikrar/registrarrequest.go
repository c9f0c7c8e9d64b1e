package main

import (
	"context"
	"crypto"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/signer/registrar"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var registrarRequestPhrases = phrase.Book{
	"registrar.request.short": {
		ID: "Meminta ditunjuk menjadi petugas pendaftar, dengan kunci Anda sendiri",
		EN: "Ask to be appointed a registrar, by a key of your own"},
	"registrar.request.long": {
		ID: "Membuat kunci Anda, bila belum ada, dan permintaan untuk ditunjuk menjadi petugas pendaftar. Kuncinya tetap di komputer ini;\nyang dikirim hanya BERKAS.registrar-request. Pemegang kunci akar menunjuk Anda dengan ikrar registrar add, setelah\nmencocokkan sidik jari kunci dengan Anda. Dengan --at URL cukup alamat peladennya; sesudah ditunjuk, perintah\ndengan --at yang sama langsung bekerja.",
		EN: "Make your key, where there is none yet, and a request to be appointed a registrar. The key stays on this computer; what is\nsent is FILE.registrar-request alone. Whoever has the root key appoints you by ikrar registrar add, after comparing\nthe key's fingerprint with you. By --at URL the server's address is enough; once you are appointed, commands\nwith the same --at work."},
	"registrar.request.example": {
		ID: "ikrar registrar request --name \"Bidang Mutasi\" \\\n    --at https://ikrar.contoh.example",
		EN: "ikrar registrar request --name \"Bidang Mutasi\" \\\n    --at https://ikrar.contoh.example"},
	"registrar.request.flag.key": {
		ID: "`BERKAS` kunci Anda, dibuat bila belum ada (bawaan: keys/registrar.key di direktori --at)",
		EN: "`FILE` of your key, made where there is none (default: keys/registrar.key in the directory of --at)"},
	"registrar.request.flag.output": {
		ID: "`BERKAS` permintaan (bawaan: dari nama Anda)",
		EN: "`FILE` of the request (default: by your name)"},
	"registrar.request.flag.bare": {
		ID: "kunci baru tanpa frasa sandi", EN: "a new key without a passphrase"},
	"registrar.request.key": {
		ID: "Kunci baru: {path}. Simpan salinannya di tempat aman; tidak ada orang lain yang memilikinya.",
		EN: "A new key: {path}. Keep a copy of it in a safe place; nobody else has it."},
	"registrar.request.done": {
		ID: "Permintaan: {path}. Kirimkan kepada pemegang kunci akar {institution}, dan cocokkan sidik jari kunci ini dengannya:\n{fingerprint}",
		EN: "Request: {path}. Send it to whoever has the root key of {institution}, and compare this key's fingerprint:\n{fingerprint}"},
	"fault.registrar-already": {
		ID: "{path}: kunci ini sudah menjadi kunci petugas {name}",
		EN: "{path}: this key is that of the registrar {name} already"},
	"fault.registrar-already.hint": {
		ID: "langsung saja bekerja dengan kunci itu; bila sudah diberhentikan, buat kunci lain dengan --key",
		EN: "just work with that key; where it was retired, make another by --key"},
	"fault.registrar-otomatis": {
		ID: "--name otomatis: nama itu hanya untuk kunci peladen",
		EN: "--name otomatis: that name is for a server's key alone"},
	"fault.registrar-otomatis.hint": {
		ID: "pakai nama bidang atau jabatan Anda",
		EN: "use the name of your office or post"},
}

// registrarAsking is what the flags of request say.
type registrarAsking struct {
	name, key, output string
	bare              bool
}

func registrarRequestCommand(a *app) *cobra.Command {
	var spec registrarAsking
	cmd := a.verb("request", "registrar.request", "", func(cmd *cobra.Command, _ []string) error {
		list, err := a.listToJoin(cmd.Context(), &spec)
		if err != nil {
			return err
		}
		key, err := a.keyToJoin(cmd.Context(), spec, list)
		if err != nil {
			return err
		}
		raw, err := registrar.Sign(key, spec.name, list.Origin)
		if err != nil {
			return err
		}
		if err := writeFile(spec.output, raw, public, replaceExisting); err != nil {
			return err
		}
		pub, err := eddsa.PublicKeyOf(key)
		if err != nil {
			return err
		}
		a.result(struct {
			Request     string `json:"request"`
			Key         string `json:"key"`
			Fingerprint string `json:"fingerprint"`
			Name        string `json:"name"`
			Origin      string `json:"origin"`
		}{spec.output, spec.key, fingerprintOf(pub), spec.name, list.Origin}, func() {
			a.print("registrar.request.done", "path", spec.output, "institution", list.Institution, "fingerprint",
				fingerprintOf(pub))
		})
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		wrong := []error{needFlags(cmd, "name"), flagText(cmd, "name", spec.name)}
		if spec.name == rootact.Automatic {
			wrong = append(wrong, refuse("registrar-otomatis").usage(cmd.CommandPath()))
		}
		if a.at == "" && spec.key == "" {
			wrong = append(wrong, needOneFlag(cmd, "key", "at"))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringVar(&spec.name, "name", "", a.say("registrar.flag.name"))
	flags.StringVar(&spec.key, "key", "", a.say("registrar.request.flag.key"))
	flags.StringVarP(&spec.output, "output", "o", "", a.say("registrar.request.flag.output"))
	flags.BoolVar(&spec.bare, "no-passphrase", false, a.say("registrar.request.flag.bare"))
	flags.StringVar(&a.at, "at", "", a.say("flag.at"))
	flags.Var(&a.atRoot, "root", a.say("at.flag.root"))
	return cmd
}

// listToJoin is the trust list of the institution: of the server that --at names, whose directory
// is made here, or of the home. It settles where key and request lie.
func (a *app) listToJoin(ctx context.Context, spec *registrarAsking) (*trust.List, error) {
	dir, named := a.homeDir()
	if a.at != "" {
		a.registrarKey = spec.key // which commands with this --at will use
		at, err := a.atServer(ctx)
		if err != nil {
			return nil, err
		}
		dir, named = at, true
	}
	if !named {
		return nil, refuse("home-unnamed")
	}
	h := &office.Home{Dir: dir}
	if spec.key == "" {
		spec.key = h.KeyPath("registrar")
	}
	switch slug := fileName(spec.name); {
	case spec.output == "":
		spec.output = slug + ".registrar-request"
	case filepath.Ext(spec.output) == "":
		spec.output += ".registrar-request"
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return nil, a.openFault(h, err)
	}
	return list, nil
}

// fileName is a name as a file has it: letters and digits in small, a hyphen for whatever is
// between.
func fileName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	if len(words) == 0 {
		return "petugas"
	}
	return strings.Join(words, "-")
}

// keyToJoin opens the key that asks, or makes it. One that is in the list already has nothing to
// ask.
func (a *app) keyToJoin(ctx context.Context, spec registrarAsking, list *trust.List) (crypto.Signer, error) {
	var key crypto.Signer
	_, err := os.Lstat(spec.key)
	switch {
	case err == nil:
		if key, err = a.openKey(ctx, spec.key); err != nil {
			return nil, err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	default:
		if err := files.MakeDir(filepath.Dir(spec.key)); err != nil {
			return nil, err
		}
		_, passphrase, err := a.newKey(ctx, spec.key, spec.bare)
		if err != nil {
			return nil, err
		}
		defer clear(passphrase)
		var ask func() (keyfile.Passphrase, error)
		if len(passphrase) > 0 {
			ask = func() (keyfile.Passphrase, error) { return keyfile.Typed(passphrase), nil }
		}
		if key, err = keyfile.Open(spec.key, ask); err != nil {
			return nil, err
		}
		a.note("registrar.request.key", "path", spec.key)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, err
	}
	if pub == list.Root.Key() {
		return nil, refuse("registrar-root", "path", spec.key)
	}
	for _, r := range list.Registrars {
		if r.Key == pub {
			return nil, refuse("registrar-already", "path", spec.key, "name", r.Name)
		}
	}
	return key, nil
}
