package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/owner"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
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
		ID: "{name} siap di {dir}.\n\nPindahkan {root} dari mesin ini sekarang (misalnya ke dua diska lepas di brankas): ia hanya untuk memperbarui daftar kepercayaan, dan siapa pun yang memegangnya dapat menunjuk petugas pendaftar.\nSidik jari kunci akar: {fingerprint}",
		EN: "{name} is ready in {dir}.\n\nMove {root} off this machine now (to two removable disks in a safe, say): it is only needed to renew the trust list, and whoever holds it can appoint registrars.\nFingerprint of the root key: {fingerprint}",
	},
	"init.next":              {ID: "Langkah berikutnya: cd {dir}, periksa ikrar.toml, lalu ikrar roster import BERKAS.csv", EN: "Next step: cd {dir}, look through ikrar.toml, then ikrar roster import FILE.csv"},
	"fault.home-exists":      {ID: "{dir}: sudah ada lembaga di sini; tidak ada yang diubah", EN: "{dir}: an institution is here already; nothing was changed"},
	"fault.home-exists.hint": {ID: "pakai lembaga itu dengan --home {dir}, atau pilih direktori lain", EN: "use that institution with --home {dir}, or choose another directory"},
	"fault.dir-full":         {ID: "{dir}: direktori ini tidak kosong; tidak ada yang diubah", EN: "{dir}: this directory is not empty; nothing was changed"},
	"fault.dir-full.hint":    {ID: "pilih direktori baru atau kosong", EN: "choose a new or an empty directory"},
	"fault.unsignable":       {ID: "{what}: isinya tidak dapat ditandatangani", EN: "{what}: its content cannot be signed"},
}

func initCommand(a *app) *cobra.Command {
	spec := office.Founding{Facts: config.Facts{Timezone: "WIB"}, Config: config.Default()}
	bare := false
	cmd := a.verb("init", "init", "DIR", func(cmd *cobra.Command, args []string) error {
		if bad := spec.Check(); bad != nil {
			return valueFault(cmd, bad)
		}
		if !bare {
			spec.Passphrase = func(path string) ([]byte, error) { return a.newPassphrase(cmd.Context(), a.passphraseFile, path) }
		}
		h, root, err := a.initHome(args[0], spec)
		if err != nil {
			return err
		}
		a.result(struct {
			Home        string `json:"home"`
			Origin      string `json:"origin"`
			Root        string `json:"root"`
			Fingerprint string `json:"root_fingerprint"`
		}{h.Dir, h.Config.Origin, root.String(), rootFingerprint(root)}, func() {
			a.print("init.done", "name", spec.Facts.Name, "dir", h.Dir, "root", h.KeyPath("root"), "fingerprint", root.Fingerprint().Short())
			fmt.Fprintln(a.stdout)
			a.print("init.next", "dir", shellWord(h.Dir))
		})
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		wrong := append(flagFacts(cmd, spec.Facts, func(key string) string { return key }),
			needFlags(cmd, "name", "origin", "url"), flagText(cmd, "registrar", spec.Registrar))
		if bad := spec.Config.Check(); bad != nil && cmd.Flags().Changed("origin") {
			wrong = append(wrong, valueFault(cmd, bad))
		}
		return wrong
	})
	flags := cmd.Flags()
	flags.StringVar(&spec.Facts.Name, "name", "", a.say("init.flag.name"))
	flags.StringVar(&spec.Config.Origin, "origin", "", a.say("init.flag.origin"))
	flags.StringVar(&spec.Facts.URL, "url", "", a.say("init.flag.url"))
	flags.StringVar(&spec.Facts.Timezone, "timezone", spec.Facts.Timezone, a.say("init.flag.timezone"))
	flags.StringVar(&spec.Registrar, "registrar", a.say("init.registrar"), a.say("init.flag.registrar"))
	flags.BoolVar(&bare, "no-passphrase", false, a.say("init.flag.no-passphrase"))
	return cmd
}

func rootFingerprint(root trust.VerifierKey) string {
	return root.Fingerprint().String()
}

// initHome makes an institution.
func (a *app) initHome(dir string, spec office.Founding) (*home, trust.VerifierKey, error) {
	spec.Now = a.now
	h, root, err := office.Found(dir, spec)
	var owner *owner.Error
	var failed *office.LedgerError
	switch {
	case errors.As(err, &owner):
		err = a.ownerFault("home-owner", owner)
	case errors.As(err, &failed):
		err = a.ledgerFault(&home{Dir: dir, Config: spec.Config}, failed.What, failed.Err)
	}
	return h, root, err
}
