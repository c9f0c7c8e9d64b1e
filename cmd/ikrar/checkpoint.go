package main

import (
	"ikrar/verify/phrase"

	"github.com/spf13/cobra"
)

var checkpointPhrases = phrase.Book{
	"checkpoint.short": {ID: "Menampilkan titik periksa buku besar yang ditandatangani", EN: "Show the ledger's signed checkpoint"},
	"checkpoint.long": {
		ID: "Menampilkan titik periksa: asal, jumlah entri, dan akar pohon, ditandatangani buku besar (C2SP tlog-checkpoint).\nSimpan, umumkan, atau kirim ke lembaga saksi: setelah itu riwayatnya tidak dapat ditulis ulang diam-diam.",
		EN: "Show the checkpoint: origin, number of entries and root, signed by the ledger (C2SP tlog-checkpoint).\nKeep it, publish it, or send it to a witness: after that, history cannot be rewritten unseen.",
	},
}

func checkpointCommand(a *app) *cobra.Command {
	return a.verb("checkpoint", "checkpoint", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openInstitution(cmd.Context())
		if err != nil {
			return err
		}
		defer i.close()
		c, signed, err := i.ledger.Checkpoint()
		if err != nil {
			return err
		}
		a.result(struct {
			Origin string `json:"origin"`
			Size   uint64 `json:"size"`
			Root   string `json:"root"`
			Note   string `json:"note"`
		}{c.Origin, c.Size, c.Root.String(), string(signed)}, func() { a.stdout.Write(signed) })
		return nil
	})
}
