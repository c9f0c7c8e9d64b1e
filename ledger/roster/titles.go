package roster

import (
	"regexp"
	"strings"
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

// splitTitles takes the titles off a name that was given with them. What does
// not look like titles stays in the name.
func splitTitles(whole string) (before, name, after string) {
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
