package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/signer/text"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

var initPhrases = phrase.Book{
	"arg.dir":    {ID: "DIR", EN: "DIR"},
	"init.short": {ID: "Memulai sebuah lembaga: kunci, daftar kepercayaan, buku besar", EN: "Start an institution: keys, trust list, ledger"},
	"init.long": {
		ID: "Memulai sebuah lembaga di DIR, yang belum ada atau masih kosong: kunci akar, kunci petugas pendaftar, kunci buku besar\ndan kunci penyimpanan, daftar kepercayaan, dan buku besar yang terenkripsi.",
		EN: "Start an institution in DIR, which does not exist yet or is empty: the root key, a registrar's key, the ledger's key\nand the store's, the trust list, and the encrypted ledger.",
	},
	"init.example":            {ID: "ikrar init bkd --name \"Pemerintah Provinsi Contoh\" \\\n    --origin ikrar.contoh.example/buku --url https://ikrar.contoh.example", EN: "ikrar init bkd --name \"Province of Contoh\" \\\n    --origin ikrar.contoh.example/buku --url https://ikrar.contoh.example"},
	"init.flag.name":          {ID: "`NAMA` lembaga, seperti pada sertifikat", EN: "`NAME` of the institution, as on certificates"},
	"init.flag.origin":        {ID: "nama buku besar `ASAL`, seperti alamat tanpa https://; tidak dapat diubah lagi", EN: "the ledger's `ORIGIN`, an address without https://; it cannot be changed later"},
	"init.flag.url":           {ID: "`ALAMAT` halaman publik, tercetak dalam setiap kode QR", EN: "`URL` of the public page, printed in every QR code"},
	"init.flag.timezone":      {ID: "`ZONA` waktu: WIB, WITA, atau WIT", EN: "time `ZONE`: WIB, WITA or WIT"},
	"init.flag.registrar":     {ID: "`NAMA` petugas pendaftar pertama", EN: "`NAME` of the first registrar"},
	"init.flag.no-passphrase": {ID: "kunci akar dan petugas pendaftar tanpa frasa sandi (hanya untuk mencoba)", EN: "root and registrar keys without passphrase (for trying out only)"},
	"init.registrar":          {ID: "Bagian Kepegawaian", EN: "Human Resources"},
	"init.done": {
		ID: "{name} siap di {dir}.\n\nPindahkan {root} dari mesin ini sekarang (misalnya ke dua diska lepas di brankas): ia hanya\nuntuk memperbarui daftar kepercayaan, dan siapa pun yang memegangnya dapat menunjuk petugas pendaftar.\nSidik jari kunci akar: {fingerprint}",
		EN: "{name} is ready in {dir}.\n\nMove {root} off this machine now (to two removable disks in a safe, say): it is only needed\nto renew the trust list, and whoever holds it can appoint registrars.\nFingerprint of the root key: {fingerprint}",
	},
	"init.next":              {ID: "Langkah berikutnya: cd {dir}, periksa ikrar.toml, lalu ikrar roster import BERKAS.csv", EN: "Next step: cd {dir}, look through ikrar.toml, then ikrar roster import FILE.csv"},
	"fault.home-exists":      {ID: "{dir}: sudah ada lembaga di sini; tidak ada yang diubah", EN: "{dir}: an institution is here already; nothing was changed"},
	"fault.home-exists.hint": {ID: "pakai lembaga itu dengan --home {dir}, atau pilih direktori lain", EN: "use that institution with --home {dir}, or choose another directory"},
	"fault.dir-full":         {ID: "{dir}: direktori ini tidak kosong; tidak ada yang diubah", EN: "{dir}: this directory is not empty; nothing was changed"},
	"fault.dir-full.hint":    {ID: "pilih direktori baru atau kosong", EN: "choose a new or an empty directory"},
	"fault.unsignable":       {ID: "{what}: isinya tidak dapat ditandatangani", EN: "{what}: its content cannot be signed"},
}

// initSpec is what init was asked for.
type initSpec struct {
	dir       string
	facts     facts
	config    config
	registrar string
	bare      bool   // no passphrase
	comment   string // of the keys
	marker    string // content of the file DEMO, for a demo
}

func initCommand(a *app) *cobra.Command {
	spec := initSpec{facts: facts{Timezone: "WIB"}, config: defaultConfig()}
	cmd := a.verb("init", "init", "DIR", func(cmd *cobra.Command, args []string) error {
		if err := needFlags(cmd, "name", "origin", "url"); err != nil {
			return err
		}
		spec.dir = args[0]
		if bad := spec.facts.settle(func(factRule) bool { return true }); bad != nil {
			return flagReason(cmd, bad.rule.key, bad.value, bad.reason)
		}
		if bad := spec.config.check(); bad != nil {
			return flagReason(cmd, bad.key, bad.value, bad.reason)
		}
		if reason := checkText(spec.registrar, true); reason != "" {
			return flagReason(cmd, "registrar", spec.registrar, reasonWords(reason))
		}
		root, err := a.initHome(cmd.Context(), spec)
		if err != nil {
			return err
		}
		h := &home{dir: spec.dir}
		a.result(struct {
			Home        string `json:"home"`
			Origin      string `json:"origin"`
			Root        string `json:"root"`
			Fingerprint string `json:"root_fingerprint"`
		}{spec.dir, spec.config.Origin, root.String(), rootFingerprint(root)}, func() {
			a.print("init.done", "name", spec.facts.Name, "dir", spec.dir, "root", h.keyPath("root"), "fingerprint", root.Fingerprint().Short())
			fmt.Fprintln(a.stdout)
			a.print("init.next", "dir", shellWord(spec.dir))
		})
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&spec.facts.Name, "name", "", a.say("init.flag.name"))
	flags.StringVar(&spec.config.Origin, "origin", "", a.say("init.flag.origin"))
	flags.StringVar(&spec.facts.URL, "url", "", a.say("init.flag.url"))
	flags.StringVar(&spec.facts.Timezone, "timezone", spec.facts.Timezone, a.say("init.flag.timezone"))
	flags.StringVar(&spec.registrar, "registrar", a.say("init.registrar"), a.say("init.flag.registrar"))
	flags.BoolVar(&spec.bare, "no-passphrase", false, a.say("init.flag.no-passphrase"))
	return cmd
}

func rootFingerprint(root verify.VerifierKey) string {
	return root.Fingerprint().String()
}

// initHome makes an institution. It is built beside its place and moved there whole, so that a crash leaves nothing that
// looks like one.
func (a *app) initHome(ctx context.Context, spec initSpec) (verify.VerifierKey, error) {
	if err := errors.Join(a.mayWrite(spec.dir), vacant(spec.dir)); err != nil {
		return verify.VerifierKey{}, err
	}
	parent := filepath.Dir(filepath.Clean(spec.dir))
	if err := os.MkdirAll(parent, publicDir); err != nil {
		return verify.VerifierKey{}, err
	}
	building, err := os.MkdirTemp(parent, ".ikrar-init-*")
	if err != nil {
		return verify.VerifierKey{}, err
	}
	defer os.RemoveAll(building)
	h := &home{dir: building, config: spec.config}
	root, err := a.fillHome(ctx, h, spec)
	if err != nil {
		return root, err
	}
	if err := os.Remove(spec.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return root, err
	}
	if err := os.Rename(building, spec.dir); err != nil {
		return root, err
	}
	return root, files.SyncDir(parent)
}

// vacant refuses a directory that holds anything.
func vacant(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, configName)); err == nil {
		return refuse("home-exists", "dir", dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return refuse("dir-full", "dir", dir)
	}
	return nil
}

func (a *app) fillHome(ctx context.Context, h *home, spec initSpec) (root verify.VerifierKey, err error) {
	if spec.marker != "" {
		if err := writeFile(filepath.Join(h.dir, demoMarker), []byte(spec.marker), public, keepExisting); err != nil {
			return root, err
		}
	}
	if err := os.Mkdir(filepath.Dir(h.keyPath("root")), privateDir); err != nil {
		return root, err
	}
	keys, passphrases := map[string]eddsa.PublicKey{}, map[string][]byte{}
	for _, name := range []string{"root", "registrar", "ledger"} {
		var passphrase []byte
		if name != "ledger" && !spec.bare { // the ledger's key serves a machine: nobody is there to type
			if passphrase, err = a.newPassphrase(ctx, a.passphraseFile, filepath.Join(spec.dir, "keys", name+".key")); err != nil {
				return root, err
			}
		}
		pub, err := keyfile.Create(h.keyPath(name), passphrase, spec.comment+name)
		if err != nil {
			return root, err
		}
		keys[name], passphrases[name] = eddsa.PublicKey(pub), passphrase
	}
	store := make([]byte, 32)
	rand.Read(store)
	if err := writeFile(h.keyPath("store"), []byte(hex.EncodeToString(store)+"\n"), private, keepExisting); err != nil {
		return root, err
	}
	rootKey, err := keyfile.Open(h.keyPath("root"), func() (keyfile.Passphrase, error) { return keyfile.Typed(passphrases["root"]), nil })
	if err != nil {
		return root, err
	}
	trust := firstTrust(spec, keys, a.now().Unix())
	note, err := verify.SignTrust(trust, rootKey)
	if err != nil {
		return root, err
	}
	ledgerKey, err := keyfile.Open(h.keyPath("ledger"), nil)
	if err != nil {
		return root, err
	}
	if err := os.Mkdir(h.ledgerDir(), privateDir); err != nil {
		return root, err
	}
	l, err := ledger.Create(ledger.Options{Dir: h.ledgerDir(), Head: h.headPath(), StoreKey: store, Origin: spec.config.Origin,
		Root: trust.Root, Key: ledgerKey, Reserve: uint64(spec.config.Ledger.FreeSpaceReserveMiB) << 20, Now: a.now}, note)
	if err != nil {
		return root, a.ledgerFault(h, spec.dir, err)
	}
	if err := l.Close(); err != nil {
		return root, err
	}
	return trust.Root, errors.Join(writeFile(h.trustPath(), note, public, keepExisting), h.save(keepExisting))
}

// firstTrust is the trust list that init signs: one registrar, one ledger key, the known texts, no witnesses.
func firstTrust(spec initSpec, keys map[string]eddsa.PublicKey, now int64) verify.Trust {
	whole := verify.Range{Last: verify.Open}
	log := verify.LogKey(spec.config.Origin, keys["ledger"])
	t := verify.Trust{Institution: spec.facts.Name, Origin: spec.config.Origin, URL: spec.facts.URL, Timezone: spec.facts.Timezone,
		Serial: 1, Issued: now, NextUpdate: now + verify.TrustLife, Root: verify.LogKey(verify.RootName(spec.config.Origin), keys["root"]),
		Registrars: []verify.Registrar{{Range: whole, Key: keys["registrar"], Name: spec.registrar}},
		Ledgers:    []verify.LedgerKey{{Range: whole, Key: log, State: verify.Active}},
		Policy:     verify.Policy{Logs: []verify.PolicyLog{{Key: log}}, Quorum: "none"}}
	for _, x := range text.All() {
		t.Texts = append(t.Texts, verify.Text{Digest: x.Digest(), ID: x.ID, Language: x.Language, Title: x.Title})
	}
	return t
}
