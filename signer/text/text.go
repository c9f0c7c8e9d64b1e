// Package text holds the commitment texts that ikrar knows, frozen byte for byte: a pledge names
// the exact text it signs by the SHA-256 of its bytes, so one changed byte is another text.
//
//	se-20-2021   the wording of SE Menteri PANRB Nomor 20 Tahun 2021
//	uu-20-2023   the wording of UU Nomor 20 Tahun 2023 Pasal 3 dan Pasal 4, the stronger basis today
//
// Each is a personal commitment without names or blanks (who signs it stands in the credential), in
// the form that the rules ([Rule]) demand of every text: its title is the first line, and nothing
// is wrapped. A wording that has been published is never edited; a better one gets a new id and
// file. Institutions register their own texts with [New].
package text

import (
	"crypto/sha256"
	_ "embed" // the texts
	"strings"
)

// Text is a commitment text.
type Text struct {
	ID       string // names the text to people, as in "uu-20-2023"
	Language string // BCP 47, as in "id"
	Title    string // the first line of Body
	Body     string // the whole text as it is signed: UTF-8 in NFC, LF, one final newline
}

// Digest is the SHA-256 of the bytes of Body, which is what a pledge signs.
func (t Text) Digest() [32]byte {
	return sha256.Sum256([]byte(t.Body))
}

// New makes a Text of an institution's own wording, with the body's first line as its title. It
// returns an [*Error] for the first rule that the body breaks; id and language are taken as they
// are.
func New(id, language string, body []byte) (Text, error) {
	if err := check(body); err != nil {
		return Text{}, err
	}
	return withTitle(id, language, string(body)), nil
}

// All returns the known texts, sorted by id.
func All() []Text {
	return []Text{withTitle("se-20-2021", "id", se2021), withTitle("uu-20-2023", "id", uu2023)}
}

// Lookup finds a known text.
func Lookup(id string) (Text, bool) {
	for _, t := range All() {
		if t.ID == id {
			return t, true
		}
	}
	return Text{}, false
}

// English is a translation of a known text, to show beside it and never to sign. There is no
// official one, and its first line says so.
func English(id string) (string, bool) {
	switch id {
	case "se-20-2021":
		return se2021English, true
	case "uu-20-2023":
		return uu2023English, true
	}
	return "", false
}

// Values returns the names of the seven BerAKHLAK values in their order, which is that of both
// known texts.
func Values() []string {
	return []string{
		"Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif",
	}
}

var (
	//go:embed se-20-2021.txt
	se2021 string
	//go:embed uu-20-2023.txt
	uu2023 string
	//go:embed se-20-2021.en.txt
	se2021English string
	//go:embed uu-20-2023.en.txt
	uu2023English string
)

func withTitle(id, language, body string) Text {
	title, _, _ := strings.Cut(body, "\n")
	return Text{ID: id, Language: language, Title: title, Body: body}
}
