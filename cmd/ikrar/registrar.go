package main

import (
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var registrarPhrases = phrase.Book{
	"registrar.short":          {ID: "Petugas pendaftar: menunjuk dan memberhentikan", EN: "Registrars: appoint and retire"},
	"registrar.add.short":      {ID: "Menunjuk petugas pendaftar, dengan kunci akar", EN: "Appoint a registrar, by the root key"},
	"registrar.add.example":    {ID: "ikrar registrar add siti.pub --name \"Bidang Mutasi\" \\\n    --root-key /media/brankas/root.key", EN: "ikrar registrar add siti.pub --name \"Bidang Mutasi\" \\\n    --root-key /media/safe/root.key"},
	"registrar.retire.short":   {ID: "Memberhentikan petugas pendaftar, dengan kunci akar", EN: "Retire a registrar, by the root key"},
	"registrar.retire.long":    {ID: "Memberhentikan petugas pendaftar: yang sudah ia tanda tangani tetap berlaku, yang baru tidak diterima lagi.\nBegitu pula bila kuncinya dicuri; yang dipalsukan dengannya dicabut satu per satu dengan ikrar revoke.", EN: "Retire a registrar: what was signed stays in force, nothing new is accepted.\nThe same where the key was stolen; what was forged by it is revoked one by one, by ikrar revoke."},
	"registrar.retire.example": {ID: "ikrar registrar retire siti.pub --root-key /media/brankas/root.key", EN: "ikrar registrar retire siti.pub --root-key /media/safe/root.key"},
	"registrar.add.plan":       {ID: "Daftar kepercayaan nomor seri {serial}: kunci {fingerprint} menjadi petugas pendaftar sejak entri {index}.", EN: "Trust list serial {serial}: key {fingerprint} is a registrar from entry {index} on."},
	"registrar.retire.plan":    {ID: "Daftar kepercayaan nomor seri {serial}: sejak entri {index}, kunci {fingerprint} tidak lagi petugas pendaftar.", EN: "Trust list serial {serial}: from entry {index} on, key {fingerprint} is no longer a registrar."},
	"registrar.retire.fall":    {ID: "{plan} Undangan yang dibuatnya dan belum dipakai tidak berlaku lagi: {count}; undang lagi orangnya dengan ikrar invite --renew --registrar-key BERKAS.", EN: "{plan} Invitations of that registrar which nobody has used fall: {count}; invite those people again by ikrar invite --renew --registrar-key FILE."},
	"registrar.flag.name":      {ID: "`NAMA` petugas, seperti pada hasil pemeriksaan", EN: "`NAME` of the registrar, as checks show it"},
	"registrar.flag.root-key":  {ID: "`BERKAS` kunci akar", EN: "`FILE` of the root key"},
	"registrar.done":           {ID: "Daftar kepercayaan nomor seri {serial}: {count} petugas pendaftar. Bagikan trust.note yang baru.", EN: "Trust list serial {serial}: registrars {count}. Hand out the new trust.note."},
	"fault.registrar-exists":   {ID: "{path}: kunci ini sudah ada dalam daftar petugas pendaftar", EN: "{path}: this key is in the list of registrars already"},
	"fault.registrar-unknown":  {ID: "{path}: kunci ini tidak ada dalam daftar petugas pendaftar", EN: "{path}: this key is not in the list of registrars"},
	"fault.registrar-retired":  {ID: "{path}: petugas ini sudah diberhentikan", EN: "{path}: this registrar is retired already"},
}

func registrarCommand(a *app) *cobra.Command {
	var name string
	add := registrarVerb(a, "add", func(key eddsa.PublicKey) rootact.Change { return rootact.AddRegistrar(key, name) })
	add.Flags().StringVar(&name, "name", "", a.say("registrar.flag.name"))
	needRoot := add.PreRunE
	judges(add, func(cmd *cobra.Command, args []string) []error {
		return []error{needRoot(cmd, args), needFlags(cmd, "name"), flagText(cmd, "name", name)}
	})
	retire := registrarVerb(a, "retire", rootact.RetireRegistrar)
	return a.group("registrar", "registrar", add, retire)
}

// registrarVerb makes add and retire: both renew the trust list.
func registrarVerb(a *app, name string, change func(key eddsa.PublicKey) rootact.Change) *cobra.Command {
	var c trustChange
	return c.orRequest(a, c.flags(a, a.verb(name, "registrar."+name, "KEY.pub", func(cmd *cobra.Command, args []string) error {
		pub, _, err := keyfile.ReadPublic(args[0])
		if err != nil {
			return keyFault(args[0], err)
		}
		key := eddsa.PublicKey(pub)
		if key.Check() != nil {
			return refuse("key-unusable", "path", args[0])
		}
		c := c
		c.report = a.reportRegistrars
		err = a.changeTrust(cmd.Context(), c, change(key), func(i *institution, p *rootact.Plan) words {
			plan := words{"registrar." + name + ".plan", []any{"fingerprint", keyfile.Fingerprint(pub), "index", i.Ledger.Size(), "serial", p.Next.Serial}}
			if p.Fallen == 0 {
				return plan
			}
			plan = words{"registrar.retire.fall", []any{"plan", plan, "count", phrase.Number(a.lang, p.Fallen)}}
			if !c.dry && (c.yes || !isTerminal(a.input)) { // else the question says it
				a.note(plan.key, plan.args...)
			}
			return plan
		})
		var refused *office.RefusedError
		if errors.As(err, &refused) && slices.Contains(ofKey, refused.Code) {
			return refuse(string(refused.Code), "path", args[0])
		}
		return err
	})))
}

// ofKey are the refusals that are about the key in the file that was named.
var ofKey = []office.Code{rootact.RegistrarExists, rootact.RegistrarUnknown, rootact.RegistrarRetired}

func (a *app) reportRegistrars(t *trust.List, p *rootact.Plan) {
	a.result(struct {
		Serial      uint64 `json:"serial"`
		Registrars  int    `json:"registrars"`
		Invitations int    `json:"invitations_fallen"` // with the registrar who is retired
	}{t.Serial, len(t.Registrars), p.Fallen}, func() {
		a.print("registrar.done", "serial", t.Serial, "count", len(t.Registrars))
	})
}
