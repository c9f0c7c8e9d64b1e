package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

var recordPhrases = phrase.Book{
	"arg.file.pledge": {ID: "BERKAS.pledge", EN: "FILE.pledge"},
	"record.short":    {ID: "Mencatat komitmen di buku besar", EN: "Record pledges in the ledger"},
	"record.long": {
		ID: "Mencatat komitmen. Setiap yang tercatat menjadi satu baris: NOMOR KODE BERKAS; baris itu baru muncul setelah\nkomitmennya tersimpan di disk. Mengulang perintah yang sama aman: yang sudah tercatat dijawab dengan jawaban pertamanya.\nSebuah direktori berarti semua *.pledge di dalamnya.\nPencabutan kunci oleh pemiliknya (*.revocation) dicatat juga; sebagai KODE tertulis -.\nDengan --at ALAMAT komitmen yang Anda kumpulkan dikirim ke buku besar lembaga lain, banyak sekaligus, dan tanda tangan\nbuku besar itu atas setiap jawaban diperiksa.",
		EN: "Record pledges. Each one recorded becomes one line: INDEX CODE FILE; the line appears only when the pledge is on disk.\nRepeating the same command is safe: what is recorded already gets its first answer again.\nA directory means all *.pledge in it.\nRevocations of keys by their owners (*.revocation) are recorded too, with - for CODE.\nWith --at URL the pledges that you collected are sent to another institution's ledger, many at once, and that ledger's\nsignature on each answer is verified.",
	},
	"record.example":  {ID: "ikrar record masuk/*.pledge\nikrar record masuk --at https://ikrar.contoh.example", EN: "ikrar record incoming/*.pledge\nikrar record incoming --at https://ikrar.contoh.example"},
	"record.total":    {ID: "{count} tercatat ({known} sudah tercatat sebelumnya), {failed} ditolak", EN: "{count} recorded ({known} had been recorded before), {failed} refused"},
	"progress.record": {ID: "mencatat", EN: "recording"},
}

// recordReport is the --json form of one recorded pledge.
type recordReport struct {
	Index uint64      `json:"index"`
	Code  verify.Code `json:"code"`
	File  string      `json:"file"`
	Time  int64       `json:"time"`
	Known bool        `json:"known"` // it was recorded before
}

func recordCommand(a *app) *cobra.Command {
	var at, trust string
	cmd := a.verb("record", "record", "FILE.pledge...", func(cmd *cobra.Command, args []string) error {
		paths, err := gather(args, ".pledge")
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("at") {
			return a.recordAt(cmd, at, trust, paths)
		}
		if trust != "" {
			return refuse("record-flag").usage(cmd.CommandPath())
		}
		i, err := a.openToRecord(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer i.Close()
		return a.record(cmd.Context(), i, paths)
	})
	cmd.Flags().StringVar(&at, "at", "", a.say("record.flag.at"))
	cmd.Flags().StringVar(&trust, "trust", "", a.say("record.flag.trust"))
	return cmd
}

// record records the pledges in files and prints a line for each, in the order of the files, once it is on disk.
func (a *app) record(ctx context.Context, i *institution, paths []string) error {
	bar := a.progress(int64(len(paths)), "progress.record")
	defer bar.end()
	count, known, failed := 0, 0, 0
	err := i.Record(ctx, paths, func(path string) ([]byte, error) {
		return files.ReadBounded(path, signer.MaxStatement)
	}, func(path string, r office.Recorded, err error) {
		bar.add(1)
		if err != nil {
			failed++
			a.complain(path, a.ledgerFault(i.Home, path, err))
			return
		}
		count++
		if r.Known {
			known++
		}
		a.result(recordReport{r.Index, r.Code, path, r.Time, r.Known}, func() { a.line(r.Index, r.Code, path) })
	})
	if failed := (*office.LedgerError)(nil); errors.As(err, &failed) {
		return a.ledgerFault(i.Home, failed.What, failed.Err)
	}
	if err != nil {
		return err
	}
	bar.end()
	a.note("record.total", "count", phrase.Number(a.lang, count), "known", phrase.Number(a.lang, known), "failed", phrase.Number(a.lang, failed))
	if failed > 0 {
		return outcome(exitRefused)
	}
	return nil
}
