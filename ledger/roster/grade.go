package roster

import (
	"regexp"
	"slices"
	"strings"
)

var (
	gradePrefix = regexp.MustCompile(`(?i)^gol(ongan|\.)?(\s+ruang)?\s+`)
	gradePNS    = regexp.MustCompile(`(?i)^(IV|I{1,3})\s*[/.\s-]?\s*([a-e])$`)
)

// PPPK have seventeen grades and no pangkat.
var gradesPPPK = []string{
	"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
	"X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
}

// parseGrade brings the spellings of a golongan to "III/a" or "IX". What is
// neither stays as it is: people seconded from elsewhere have grades of their own.
func parseGrade(s string) string {
	s = gradePrefix.ReplaceAllString(s, "")
	if m := gradePNS.FindStringSubmatch(s); m != nil {
		return strings.ToUpper(m[1]) + "/" + strings.ToLower(m[2])
	}
	if up := strings.ToUpper(s); slices.Contains(gradesPPPK, up) {
		return up
	}
	return s
}

// knownGrade reports whether the grade is one of the person's kind; III/e does
// not exist, only group IV has five.
func knownGrade(grade string, pppk bool) bool {
	if pppk {
		return slices.Contains(gradesPPPK, grade)
	}
	return gradePNS.MatchString(grade) && (!strings.HasSuffix(grade, "e") || grade == "IV/e")
}
