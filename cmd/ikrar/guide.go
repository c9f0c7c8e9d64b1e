package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/guide"
	"ikrar/verify/phrase"
)

var guidePhrases = phrase.Book{
	"arg.guide": {ID: "PANDUAN", EN: "GUIDE"},
	"guide.short": {
		ID: "Panduan dua halaman: pegawai atau kepegawaian",
		EN: "A guide of two pages, in Indonesian: pegawai or kepegawaian"},
	"guide.long": {
		ID: "Menampilkan Panduan Pegawai (guide pegawai) atau Panduan Kepegawaian (guide kepegawaian). Dengan -o ditulis ke satu berkas\n" +
			"HTML, dua halaman bila dicetak. Server menampilkannya di /panduan dan /panduan/kepegawaian.",
		EN: "Show the guide for employees (guide pegawai) or for HR (guide kepegawaian); both are in Indonesian. With -o it is written to\n" +
			"one HTML file, two pages when printed. A server shows them at /panduan and /panduan/kepegawaian.",
	},
	"guide.example": {
		ID: "ikrar guide pegawai\nikrar guide kepegawaian -o panduan.html",
		EN: "ikrar guide pegawai\nikrar guide kepegawaian -o guide.html"},
	"guide.flag.output": {ID: "menulis ke `BERKAS` HTML, untuk dicetak", EN: "write an HTML `FILE`, to be printed"},
	"guide.done":        {ID: "{file}: buka di peramban, lalu cetak", EN: "{file}: open it in a browser, and print it"},
	"fault.guide": {
		ID: "{value}: tidak ada panduan itu; pilih {names}",
		EN: "{value}: there is no such guide; choose {names}"},
}

func guideCommand(a *app) *cobra.Command {
	var output string
	cmd := a.verb("guide", "guide", "GUIDE", func(cmd *cobra.Command, args []string) error {
		if !slices.Contains(guide.Names(), args[0]) {
			return refuse("guide", "value", args[0], "names", strings.Join(guide.Names(),
				", ")).usage(cmd.CommandPath())
		}
		if output == "" {
			text := guide.Text(args[0])
			a.result(struct {
				Text string `json:"text"`
			}{text}, func() {
				for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
					fmt.Fprintln(a.stdout, wrapped(line, textWidth))
				}
			})
			return nil
		}
		institution, url := a.whose()
		page, err := guide.Page(args[0], institution, url)
		if err != nil {
			return err
		}
		if err := writeFile(output, page, public, keepExisting); err != nil {
			return err
		}
		a.result(struct {
			File string `json:"file"`
		}{output}, func() { a.print("guide.done", "file", output) })
		return nil
	})
	cmd.Flags().StringVarP(&output, "output", "o", "", a.say("guide.flag.output"))
	return cmd
}

// whose names the institution of this home and its address; nothing where there is none, for a
// guide is read anywhere.
func (a *app) whose() (institution, url string) {
	dir, ok := a.homeDir()
	if !ok {
		return "", ""
	}
	list, err := office.ReadTrust((&office.Home{Dir: dir}).TrustPath())
	if err != nil {
		return "", ""
	}
	return list.Institution, list.URL
}
