package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/signer/text"
	"ikrar/verify/phrase"
	"ikrar/verify/web"
)

var verifyPagePhrases = phrase.Book{
	"verify-page.short": {ID: "Menyimpan halaman pemeriksa sebagai satu berkas HTML", EN: "Save the checking page as one HTML file"},
	"verify-page.long": {
		ID: "Menyimpan halaman pemeriksa dalam satu berkas yang dapat dibuka tanpa jaringan, dari USB atau surel. Di dalamnya\nada daftar kepercayaan lembaga ini beserta kunci akarnya, dan naskah-naskahnya. Ia memeriksa isi kode QR, PDF, dan\nberkas .tlog-proof; pencabutan tidak terlihat olehnya. Simpan lagi setelah daftar kepercayaan diperbarui.",
		EN: "Save the checking page as one file that opens without a network, from a USB stick or a mail. It holds this\ninstitution's trust list with its root key, and its texts. It checks the text of QR codes, PDFs and .tlog-proof\nfiles; it does not see revocations. Save it again when the trust list was renewed.",
	},
	"verify-page.example": {ID: "ikrar verify-page -o periksa.html", EN: "ikrar verify-page -o check.html"},
	"verify-page.done":    {ID: "{file}: halaman pemeriksa {institution}, daftar kepercayaan nomor seri {serial}, {texts} naskah", EN: "{file}: checking page of {institution}, trust list serial {serial}, {texts} texts"},
}

// verifyPageMark is what the data in a saved checking page begins with.
const verifyPageMark = `<script type="application/json" id="saved">{"root":`

func verifyPageCommand(a *app) *cobra.Command {
	return a.savesPage("verify-page", verifyPageMark, func(i *institution, output string) (p savedPage, err error) {
		trust, note := i.Ledger.Trust()
		texts, err := texts(i)
		if err != nil {
			return p, err
		}
		p.html, err = web.Saved(note, trust.Root.String(), texts)
		p.value = struct {
			File   string `json:"file"`
			Serial uint64 `json:"serial"`
			Texts  int    `json:"texts"`
		}{output, trust.Serial, len(texts)}
		p.say = func() {
			a.print("verify-page.done", "file", output, "institution", trust.Institution,
				"serial", trust.Serial, "texts", len(texts))
		}
		return p, err
	})
}

// texts returns the commitment texts of the trust list by digest: those that ikrar knows, and those of recorded campaigns.
// One that no campaign used yet has no pledge either.
func texts(i *institution) (map[string]string, error) {
	known := map[string]string{}
	for _, t := range text.All() {
		known[fmt.Sprintf("%x", t.Digest())] = t.Body
	}
	texts := map[string]string{}
	trust, _ := i.Ledger.Trust()
	for _, listed := range trust.Texts {
		digest := listed.Digest.String()
		body, ok := known[digest]
		if !ok {
			var err error
			if body, err = i.Ledger.CommitmentText(listed.Digest); errors.Is(err, ledger.ErrNotFound) {
				continue
			} else if err != nil {
				return nil, err
			}
		}
		texts[digest] = body
	}
	return texts, nil
}
