package main

import (
	"strings"
	"testing"

	"ikrar/ledger/certificate"
	"ikrar/verify/phrase"
)

// TestCertificateFields: fields have the reader's words, and what several people are to do is said once.
func TestCertificateFields(t *testing.T) {
	for lang, want := range map[phrase.Lang]string{
		"id": `galat: Wang: sertifikat tidak dapat digambar: huruf 漢 (U+6F22) pada nama tidak ada dalam fontnya
galat: Budi: sertifikat tidak dapat digambar: huruf ☃ (U+2603) pada unit tidak ada dalam fontnya
galat: Siti: sertifikat tidak dapat digambar: jabatan penanda tangan: tidak muat pada halamannya bersama yang lain
saran: perbaiki datanya dengan ikrar roster import, lalu daftarkan ulang
`,
		"en": `error: Wang: the certificate cannot be drawn: the font has no 漢 (U+6F22), which is in the name
error: Budi: the certificate cannot be drawn: the font has no ☃ (U+2603), which is in the unit
error: Siti: the certificate cannot be drawn: signatory's position: too long for the page together with the rest
hint: correct the data by ikrar roster import, then enrol again
`,
	} {
		a, _, stderr := testApp("")
		a.lang = lang
		all := complaints{app: a}
		all.add("Wang", a.issueFault(nil, "Wang", &certificate.MissingGlyphError{Field: "Name", Rune: '漢'}))
		all.add("Budi", a.issueFault(nil, "Budi", &certificate.MissingGlyphError{Field: "Unit", Rune: '☃'}))
		all.add("Siti", a.issueFault(nil, "Siti", &certificate.FieldError{Field: "Signatory.Position", Reason: certificate.ErrNoRoom}))
		all.end()
		if got := stderr.String(); got != want || strings.Contains(got, "{") {
			t.Errorf("%s\n got %s\nwant %s", lang, got, want)
		}
	}
}
