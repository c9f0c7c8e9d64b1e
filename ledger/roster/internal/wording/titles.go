package wording

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// HR's systems often give name and titles in one column: "Ir. H. Hendra
// Wijaya, S.T., M.T.". Titles are fields of their own here, since on some
// papers they must be dropped; printed together they read as they were written.

// titlesBefore are those that stand in front of a name, without their stop. An
// abbreviated name ("M. Yusuf", "Moh. Ali") is none of them.
var titlesBefore = map[string]bool{
	"ir": true, "dr": true, "drg": true, "drh": true, "drs": true, "dra": true, "prof": true, "apt": true, "ns": true,
	"h": true, "hj": true, "kh": true, "tgk": true, "pdt": true, "rd": true,
}

// titleAfter is one that follows a name: "S.E.", "M.Si", "SH", "Sp.PD-KGEH",
// "Ak", "S. Kom". Longer words without a stop are parts of a name.
var titleAfter = regexp.MustCompile(`^\p{Lu}[\p{L}]{0,4}(\.[ ]?[\p{L}-]{1,8})*\.?$`)

// degree is a title that no name looks like: "S.Pd.", "M.Si", "A.Md.Kep."
var degree = regexp.MustCompile(`^(S|M|A|D|Sp|SP|Ph|PH|B)\.[ ]?\p{L}{1,6}(\.[ ]?\p{L}{1,6})*\.?$`)

// SplitTitles takes the titles off a name that was given with them. What does
// not look like titles stays in the name.
func SplitTitles(whole string) (before, name, after string) {
	name = whole
	if bare, rest, ok := strings.Cut(whole, ","); ok && areTitles(rest) {
		name, after = strings.TrimSpace(bare), strings.TrimSpace(rest)
	}
	words := strings.Fields(name)
	n := 0
	for n < len(words)-1 && strings.HasSuffix(words[n], ".") &&
		titlesBefore[strings.ToLower(strings.TrimSuffix(words[n], "."))] {
		n++
	}
	return strings.Join(words[:n], " "), strings.Join(words[n:], " "), after
}

func areTitles(list string) bool {
	for one := range strings.SplitSeq(list, ",") {
		if !titleAfter.MatchString(strings.TrimSpace(one)) {
			return false
		}
	}
	return true
}

// OnlyTitles reports whether a name is nothing but titles: then it stands in another column.
func OnlyTitles(s string) bool {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		if !titlesBefore[strings.ToLower(strings.TrimSuffix(word, "."))] && !degree.MatchString(word) {
			return false
		}
	}
	return true
}

// titleKeys are titles as they are compared: without stops and case, but for dr. and Dr., which are
// two.
func titleKeys(list string) (keys []string) {
	for word := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ' ' || r == ',' }) {
		if key := titleKey(word); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

func titleKey(word string) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, word)
	if letters == "dr" {
		return letters
	}
	return strings.ToUpper(letters)
}

// WithoutTitles takes out of a name the titles that stand in their own columns too.
func WithoutTitles(name, titlesBefore, titlesAfter string) string {
	words := strings.Fields(name)
	before, after := titleKeys(titlesBefore), titleKeys(titlesAfter)
	for len(words) > 0 && isAmong(before, words[0]) {
		words = words[1:]
	}
	taken := false
	for len(words) > 1 && isAmong(after, words[len(words)-1]) {
		words, taken = words[:len(words)-1], true
	}
	name = strings.Join(words, " ")
	if taken {
		name = strings.TrimRight(name, ", ")
	}
	return name
}

// isAmong reports whether a word is one of the titles. A stop or a capital more makes no other of
// it.
func isAmong(titles []string, word string) bool {
	key := titleKey(word)
	return key != "" && slices.Contains(titles, key)
}

// titleParts are the parts of degrees that are not written in capitals.
var titleParts = titleSpelling(`Pd Si Ma Kom Md Sos Ag Kep Keb Farm Kes Pt Hut Psi Tr Hum Fil Ling Gz Ak Ph Dev Stat Sn Ars
	Ked Vet Akun Tek Pi Par Hub Bns Ec Log Kn Mat Fis Pust Th Or Ds Han`)

func titleSpelling(s string) map[string]string {
	all := map[string]string{}
	for part := range strings.FieldsSeq(s) {
		all[strings.ToUpper(part)] = part
	}
	return all
}

// MixedTitles writes titles in capitals as they are usually written: "S.PD., M.SI." as "S.Pd.,
// M.Si.".
func MixedTitles(list string) string {
	if list != strings.ToUpper(list) {
		return list
	}
	words := strings.Split(list, " ")
	for i, word := range words {
		parts := strings.Split(word, ".")
		for k, part := range parts {
			bare := strings.TrimRight(part, ",")
			if better, ok := titleParts[bare]; ok && k > 0 {
				parts[k] = better + part[len(bare):]
			}
			if titlesBefore[strings.ToLower(bare)] && k == 0 && bare != "KH" && bare != "DR" && bare != "APT" {
				parts[k] = bare[:1] + strings.ToLower(bare[1:])
			}
		}
		if len(parts) > 2 && parts[0] == "SP" {
			parts[0] = "Sp"
		}
		words[i] = strings.Join(parts, ".")
	}
	return strings.Join(words, " ")
}
