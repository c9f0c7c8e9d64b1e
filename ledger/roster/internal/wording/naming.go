package wording

import (
	"regexp"
	"strings"
	"unicode"
)

// unitWords begin the name of a unit and no person's.
var unitWords = words(`dinas badan biro inspektorat sekretariat setda setwan satpol kecamatan kelurahan puskesmas rsud rsj
	upt uptd upt-d bagian bidang subbag subbagian subbidang seksi sdn smpn sman smkn slbn kantor balai cabang
	direktorat instansi jabatan jumlah total`)

func UnitWord(s string) bool {
	first, _, _ := strings.Cut(s, " ")
	return unitWords[strings.ToLower(strings.Trim(first, ".:"))]
}

var romans = words("ii iii iv vi vii viii ix")

// MixedCase writes a name in the case of print: "SEKAR WULANDARI" as "Sekar Wulandari". It is empty
// where the name is in mixed case already.
func MixedCase(name string) string {
	bare, after, _ := strings.Cut(name, ",")
	if !oneCase(bare) {
		return ""
	}
	words := strings.Split(bare, " ")
	for i, word := range words {
		words[i] = caseWord(word, i == 0, i == len(words)-1)
	}
	better := strings.Join(words, " ")
	if after != "" {
		better += "," + MixedTitles(after)
	}
	if better == name {
		return ""
	}
	return better
}

// oneCase reports whether all letters of a name, three at least, are capitals, or all are small.
func oneCase(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper+lower >= 3 && (upper == 0 || lower == 0)
}

// asWritten are abbreviations that stay in capitals, small those that are written small.
var (
	asWritten = words("kh fx krt kph kgph aa ra rm")
	small     = words("bin binti van den der von")
	married   = words("hj rr tb sy th ch st dr drs dra drg drh ir ns ng md moh muh muhd mhd abd abdl prof pdt hi")
)

// caseWord writes one word of a name.
func caseWord(word string, first, last bool) string {
	low := strings.ToLower(word)
	key := strings.TrimSuffix(low, ".")
	switch {
	case small[key] && !first, key == "drg", key == "drh", key == "apt":
		return low
	case asWritten[key], last && !first && romans[key]:
		return strings.ToUpper(word)
	case !married[key] && len(key) <= 3 && !strings.ContainsAny(key, "aiueoy.'’-"):
		return strings.ToUpper(word) // initials, or an abbreviation that we do not know
	}
	return capitalize(low)
}

// capitalize begins each part of a word with a capital. Behind an apostrophe it goes on small
// (Ma'ruf), but where one letter stands before it (D'Arcy).
func capitalize(low string) string {
	begins, part := true, 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == '.' || r == '(' || r == '/' || r == '"':
			begins, part = true, 0
		case strings.ContainsRune("'’‘`ʼ", r):
			begins = begins || part == 1
		case unicode.IsLetter(r) && begins:
			begins, part = false, part+1
			return unicode.ToUpper(r)
		case unicode.IsLetter(r):
			part++
		}
		return r
	}, low)
}

func words(s string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		all[word] = true
	}
	return all
}

// Unlikely knows the signs that stand in no name and no title.
func Unlikely(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune(" .,'’‘ʼʻ`´-‐‑–\"“”", r)
}

// Behind is what follows the first comma of a name.
func Behind(s string) string {
	_, after, _ := strings.Cut(s, ",")
	return strings.TrimSpace(after)
}

var nipInside = regexp.MustCompile(`(?i)[(\s/;,-]*\b(?:(?:nip|ni\s*pppk|nipppk)\s*[.:]*\s*)?` +
	`(\d{8}[ .]?\d{6}[ .]?\d[ .]?\d{3})\b[)\s]*`)

// CutNIP takes the number out of a text that has a name and a NIP.
func CutNIP(s string) (rest, nip string, ok bool) {
	at := nipInside.FindStringSubmatchIndex(s)
	if at == nil {
		return s, "", false
	}
	return strings.TrimSpace(s[:at[0]] + " " + s[at[1]:]), s[at[2]:at[3]], true
}
