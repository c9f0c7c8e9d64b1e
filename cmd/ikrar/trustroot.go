package main

import (
	"errors"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustRootPhrases = phrase.Book{
	"trust.next-root.short": {ID: "Menyebut penerus kunci akar", EN: "Name a successor of the root key"},
	"trust.next-root.long": {
		ID: "Menyebut penerus kunci akar dalam daftar kepercayaan berikutnya. Sejak itu penerus boleh menandatangani daftar sesudahnya\n(ikrar trust succeed). Bagikan trust.note ini kepada semua pemeriksa jauh sebelum penerusnya dipakai: hanya yang sudah\nmemegangnya dapat mengikuti.",
		EN: "Name the successor of the root key in the next trust list. From then on the successor may sign the list after it (ikrar\ntrust succeed). Hand this trust.note to all who check long before the successor is used: only who holds it can follow.",
	},
	"trust.next-root.example": {ID: "ikrar key new akar-baru.key\nikrar trust next-root akar-baru.key.pub --root-key /media/brankas/root.key", EN: "ikrar key new new-root.key\nikrar trust next-root new-root.key.pub --root-key /media/safe/root.key"},
	"trust.next-root.plan":    {ID: "Daftar kepercayaan nomor seri {serial} menyebut {fingerprint} sebagai penerus kunci akar: pemegangnya dapat mengambil alih.", EN: "Trust list serial {serial} names {fingerprint} as the successor of the root key: its holder can take over."},
	"trust.succeed.short":     {ID: "Menjadikan penerus kunci akar yang berlaku", EN: "Make the successor the root key"},
	"trust.succeed.long": {
		ID: "Daftar kepercayaan berikutnya ditandatangani penerus yang disebut daftar sekarang. Kunci akar lama sejak itu tidak dapat\nmenandatangani apa pun lagi. --root-key adalah kunci penerus.",
		EN: "The next trust list is signed by the successor that the present one names. The old root key can sign nothing any more.\n--root-key is the successor's key.",
	},
	"trust.succeed.example": {ID: "ikrar trust succeed --root-key /media/brankas/akar-baru.key", EN: "ikrar trust succeed --root-key /media/safe/new-root.key"},
	"trust.succeed.plan":    {ID: "Daftar kepercayaan nomor seri {serial} ditandatangani kunci akar penerus {fingerprint}; kunci akar lama berakhir.", EN: "Trust list serial {serial} is signed by the successor {fingerprint}; the old root key ends."},
	"fault.root-same":       {ID: "{path}: ini kunci akar yang sedang berlaku", EN: "{path}: this is the root key in force"},
	"fault.root-named":      {ID: "{path}: kunci ini sudah disebut sebagai penerus", EN: "{path}: this key is named as the successor already"},
	"fault.no-successor":    {ID: "daftar kepercayaan yang berlaku tidak menyebut penerus kunci akar", EN: "the trust list in force names no successor of the root key"},
	"fault.no-successor.hint": {
		ID: "sebut penerusnya dulu, dengan kunci akar sekarang: ikrar trust next-root KUNCI.pub --root-key BERKAS",
		EN: "name it first, by the present root key: ikrar trust next-root KEY.pub --root-key FILE",
	},
}

func trustNextRootCommand(a *app) *cobra.Command {
	var c trustChange
	return c.orRequest(a, c.flags(a, a.verb("next-root", "trust.next-root", "KEY.pub", func(cmd *cobra.Command, args []string) error {
		pub, _, err := keyfile.ReadPublic(args[0])
		if err != nil {
			return keyFault(args[0], err)
		}
		key := eddsa.PublicKey(pub)
		if key.Check() != nil {
			return refuse("key-unusable", "path", args[0])
		}
		return a.changeTrust(cmd.Context(), c, func(t *trust.List, _ uint64) error {
			switch err := t.NameRoot(key); {
			case errors.Is(err, trust.ErrRootInForce):
				return refuse("root-same", "path", args[0])
			case err != nil:
				return refuse("root-named", "path", args[0])
			}
			return nil
		}, func(_ *institution, p *rootact.Plan) words {
			return words{"trust.next-root.plan", []any{"serial", p.Next.Serial, "fingerprint", keyfile.Fingerprint(pub)}}
		})
	})))
}

func trustSucceedCommand(a *app) *cobra.Command {
	var c trustChange
	return c.flags(a, a.verb("succeed", "trust.succeed", "", func(cmd *cobra.Command, _ []string) error {
		return a.changeTrust(cmd.Context(), c, func(t *trust.List, _ uint64) error {
			if t.SucceedRoot() != nil {
				return refuse("no-successor")
			}
			return nil
		}, func(_ *institution, p *rootact.Plan) words {
			return words{"trust.succeed.plan", []any{"serial", p.Next.Serial, "fingerprint", rootFingerprint(p.Next.Root)}}
		})
	}))
}
