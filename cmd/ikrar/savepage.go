package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"ikrar/verify/phrase"
)

var savePagePhrases = phrase.Book{
	"page.flag.output": {ID: "menulis ke `BERKAS`; hanya halaman yang disimpan ikrar yang ditimpa",
		EN: "write to `FILE`; only a page that ikrar saved is replaced"},
	"fault.page-output": {ID: "halaman ini perlu nama berkas: -o BERKAS", EN: "the page needs a file name: -o FILE"},
	"fault.page-other": {ID: "{path}: sudah ada dan bukan halaman yang sejenis; tidak ditimpa",
		EN: "{path}: exists already and is no such page; it is not overwritten"},
	"fault.page-other.hint": {ID: "pilih nama lain, atau pindahkan dulu berkas itu",
		EN: "choose another name, or move that file away first"},
}

// A savedPage is a page of an institution in one file.
type savedPage struct {
	html  []byte
	value any    // of --json
	say   func() // what was saved
}

// savesPage is a verb that writes a page to the file of -o. A page is saved again whenever what it
// holds has changed, so the same verb's own is replaced; of anything else under that name there may
// be no other copy. mark is in every page of the verb, and in nothing else.
func (a *app) savesPage(name, mark string, make func(i *institution, output string) (savedPage, error)) *cobra.Command {
	var output string
	cmd := a.verb(name, name, "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		page, err := make(i, output)
		if err != nil {
			return err
		}
		old, err := os.ReadFile(output)
		switch {
		case err == nil && !bytes.Contains(old, []byte(mark)):
			return refuse("page-other", "path", output)
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		}
		if err := writeFile(output, page.html, public, replaceExisting); err != nil {
			return err
		}
		a.result(page.value, page.say)
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		if output != "" {
			return nil
		}
		return []error{refuse("page-output").usage(cmd.CommandPath())}
	})
	cmd.Flags().StringVarP(&output, "output", "o", "", a.say("page.flag.output"))
	return cmd
}
