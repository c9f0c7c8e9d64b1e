package event

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/text"
)

// CampaignID proposes an identifier for a campaign: the words of its title and the year, as far as
// there is room for whole words.
func CampaignID(title string, year int) string {
	end := "-" + strconv.Itoa(year)
	var id string
	for _, word := range strings.FieldsFunc(asciiWords(title), func(r rune) bool { return r == ' ' }) {
		if word == end[1:] {
			continue
		}
		if longer := strings.TrimPrefix(id+"-"+word, "-"); len(longer)+len(end) <= signer.MaxCampaignID {
			id = longer
			continue
		}
		break
	}
	if id == "" {
		id = "kegiatan"
	}
	return id + end
}

// asciiWords are the words of a text in lower-case letters and digits of ASCII, accents dropped.
func asciiWords(s string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		}
		return ' '
	}, norm.NFKD.String(s))
}

// Texts are what a campaign may sign: the known texts, and the institution's own ones that an
// earlier campaign has.
func Texts(i *office.Institution) ([]text.Text, error) {
	all := text.All()
	known := map[signer.Digest]bool{}
	for _, t := range all {
		known[t.Digest()] = true
	}
	campaigns, err := i.Ledger.Campaigns()
	if err != nil {
		return nil, err
	}
	for _, c := range campaigns {
		claims := c.Claims()
		if known[claims.Digest] {
			continue
		}
		known[claims.Digest] = true
		own, err := text.New(claims.ID, claims.Language, []byte(claims.Text))
		if err != nil {
			continue // recorded by rules that let it pass; it cannot be frozen anew
		}
		all = append(all, own)
	}
	return all, nil
}
