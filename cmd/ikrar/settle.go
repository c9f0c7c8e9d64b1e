package main

import (
	"errors"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/verify/phrase"
)

var settlePhrases = phrase.Book{
	"settle.short": {ID: "Menutup buku besar yang prosesnya berhenti di tengah jalan", EN: "Close a ledger whose process was stopped"},
	"settle.long": {
		ID: "Membuka buku besar untuk ditulis, menyelesaikan apa yang ditinggalkan proses yang berhenti di tengah jalan (listrik padam,\nkill), lalu menutupnya. Setelah itu buku besar dapat dibaca tanpa diubah: ikrar audit, ikrar report, ikrar backup.\nTidak ada yang dicatat, dan yang sudah diakui tercatat tetap tercatat. Perintah yang menulis melakukannya sendiri.",
		EN: "Open the ledger to write to it, finish what a process left that was stopped (a power cut, a kill), and close it.\nAfter that it can be read as it is: ikrar audit, ikrar report, ikrar backup.\nNothing is recorded, and what was acknowledged stays. Commands that write do the same by themselves.",
	},
	"settle.example": {ID: "ikrar settle", EN: "ikrar settle"},
	"settle.done":    {ID: "Diselesaikan dan ditutup: {size} entri", EN: "Finished and closed. Entries: {size}"},
	"settle.nothing": {ID: "Tidak ada yang perlu diselesaikan: {size} entri", EN: "There was nothing to finish. Entries: {size}"},
	"settle.served":  {ID: "Buku besar ini sedang dipakai ikrar serve; tidak ada yang perlu diselesaikan: {size} entri", EN: "ikrar serve has this ledger; there is nothing to finish. Entries: {size}"},
}

func settleCommand(a *app) *cobra.Command {
	return a.verb("settle", "settle", "", func(cmd *cobra.Command, _ []string) error {
		h, err := a.openHome()
		if err != nil {
			return err
		}
		options, err := a.auditOptions(h)
		if err != nil {
			return a.denied(h.Dir, err)
		}
		settled, err := options.Settled()
		if err != nil && !errors.Is(err, ledger.ErrLocked) { // of another command, or the server, which settles it
			return a.denied(h.Dir, a.ledgerFault(h, h.Dir, err))
		}
		headless := headless(h)
		i, err := a.openInstitution(cmd.Context())
		if err != nil && asFault("", err).code == "file-system" {
			return unseen(cmd.CommandPath(), err)
		}
		if err != nil {
			return err
		}
		defer i.Close()
		if err := i.SyncTrust(); err != nil {
			return err
		}
		how := "done"
		switch {
		case !i.Own:
			how = "served"
		case headless:
			how = "head"
		case settled:
			how = "nothing"
		}
		size := i.Ledger.Size()
		if err := i.Close(); err != nil {
			return err
		}
		a.result(struct {
			Settled string `json:"settled"`
			Size    uint64 `json:"size"`
		}{how, size}, func() { a.print("settle."+how, "size", phrase.Number(a.lang, size)) })
		return nil
	})
}
