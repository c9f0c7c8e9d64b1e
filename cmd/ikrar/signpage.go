package main

import (
	"github.com/spf13/cobra"

	signing "ikrar/ledger/enrol/web"
	"ikrar/verify/phrase"
)

var signPagePhrases = phrase.Book{
	"sign-page.short": {ID: "Menyimpan halaman penandatanganan sebagai satu berkas HTML",
		EN: "Save the signing page as one HTML file"},
	"sign-page.long": {
		ID: "Menyimpan halaman penandatanganan dalam satu berkas, untuk laptop dan media USB. Di dalamnya ada daftar kepercayaan\n" +
			"lembaga ini beserta kunci akarnya, dan kegiatan yang belum ditutup. Ia hanya bertanya kepada alamat lembaga dalam daftar\n" +
			"itu, dan tanpa jaringan pun menghasilkan berkas .pledge dari NIP.ikrar. Kunci tidak disimpannya. Simpan lagi setelah\n" +
			"daftar kepercayaan atau kegiatan berubah.",
		EN: "Save the signing page as one file, for laptops and USB sticks. It holds this institution's trust list with its root\n" +
			"key, and the campaigns that are not closed. It asks the institution's address in that list and no other, and makes a\n" +
			".pledge of NIP.ikrar without a network too. It keeps no key. Save it again when trust list or campaigns have changed.",
	},
	"sign-page.example": {ID: "ikrar sign-page -o tanda.html", EN: "ikrar sign-page -o tanda.html"},
	"sign-page.done": {
		ID: "{file}: halaman penandatanganan {institution}, {url}, {campaigns} kegiatan",
		EN: "{file}: signing page of {institution}, {url}, campaigns: {campaigns}"},
	"sign-page.none": {ID: "Tidak ada kegiatan yang belum ditutup: halaman itu hanya dapat bertanya kepada {url}.",
		EN: "No campaign is open or to come: the page can only ask {url}."},
}

// signPageMark is what the data in a saved signing page begins with.
const signPageMark = `<script type="application/json" id="saved">{"campaigns":`

func signPageCommand(a *app) *cobra.Command {
	return a.savesPage("sign-page", signPageMark, func(i *institution, output string) (p savedPage, err error) {
		pinned, err := a.pinnedPage(i)
		if err != nil {
			return p, err
		}
		p.html, err = signing.Saved(pinned)
		p.value = struct {
			File      string `json:"file"`
			URL       string `json:"url"`
			Campaigns int    `json:"campaigns"`
		}{output, pinned.URL, len(pinned.Campaigns)}
		p.say = func() {
			if len(pinned.Campaigns) == 0 {
				a.note("sign-page.none", "url", pinned.URL)
			}
			a.print("sign-page.done", "file", output, "institution", i.Facts().Name, "url", pinned.URL,
				"campaigns", len(pinned.Campaigns))
		}
		return p, err
	})
}

// pinnedPage is what a page of this institution is sure of without a server: its trust list, and
// the campaigns that have not closed.
func (a *app) pinnedPage(i *institution) (signing.Pinned, error) {
	list, note := i.Ledger.Trust()
	p := signing.Pinned{URL: list.URL, Trust: note, Root: list.Root.String()}
	campaigns, err := i.Ledger.Campaigns()
	for _, c := range campaigns {
		if a.now().Unix() < c.Claims().Closes {
			p.Campaigns = append(p.Campaigns, c.Bytes())
		}
	}
	return p, err
}
