package keyfile

import (
	"encoding/base64"
	"regexp"
	"strings"
)

var (
	// begin and end are the lines around a PEM body, which may have lost their line ends, their
	// blanks and some of their dashes.
	begin = regexp.MustCompile(`BEGIN ?([A-Z0-9 ]*?PRIVATE ?KEY)(?: ?BLOCK)?[-–—]*`)
	end   = regexp.MustCompile(`[-–—]*\s*END ?[A-Z0-9 ]*?PRIVATE ?KEY`)
	// escapes are line ends as JSON and environment variables write them.
	escapes = strings.NewReplacer(`\r`, "\n", `\n`, "\n")
)

// bareBegin is how every private key of OpenSSH begins in base64, with or without its first line.
const bareBegin = "b3BlbnNzaC1rZXktdjE"

// armored reads the private key in a text: what PEM says it is, without blanks, and its bytes.
// label is empty where there is none. The bytes are what is there: who reads them finds out whether
// that is all.
func armored(text string) (label string, body []byte) {
	text = escapes.Replace(text)
	var encoded string
	if at := begin.FindStringSubmatchIndex(text); at != nil {
		label, encoded = noBlanks.Replace(text[at[2]:at[3]]), text[at[1]:]
	} else if at := strings.Index(text, bareBegin); at >= 0 {
		label, encoded = noBlanks.Replace(privatePEM), text[at:]
	}
	if at := end.FindStringIndex(encoded); at != nil {
		encoded = encoded[:at[0]]
	}
	encoded = strings.Map(base64Only, encoded)
	body, _ = base64.RawStdEncoding.DecodeString(encoded)
	return label, body
}

// base64Only drops blanks, quotes and padding: what else was lost or added shows in the key.
func base64Only(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '+', r == '/':
		return r
	}
	return -1
}
