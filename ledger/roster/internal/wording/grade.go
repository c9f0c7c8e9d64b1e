package wording

import (
	"regexp"
	"slices"
	"strconv"
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

// ParseGrade brings the spellings of a golongan to "III/a" or "IX". What is
// neither stays as it is: people seconded from elsewhere have grades of their own.
func ParseGrade(s string) string {
	s = gradePrefix.ReplaceAllString(s, "")
	if m := gradePNS.FindStringSubmatch(s); m != nil {
		return strings.ToUpper(m[1]) + "/" + strings.ToLower(m[2])
	}
	if up := strings.ToUpper(s); slices.Contains(gradesPPPK, up) {
		return up
	}
	return s
}

// GradeWithRoom is the grade of a PNS whose two parts stand in two cells: "III" and "c".
func GradeWithRoom(grade, room string) string {
	if whole := ParseGrade(grade + "/" + room); KnownGrade(whole, false) {
		return whole
	}
	return grade
}

// GradeOfNumber is the grade of a PPPK that was written as a number: "9" as IX. It is empty for
// what is none.
func GradeOfNumber(s string) string {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= len(gradesPPPK) {
		return gradesPPPK[n-1]
	}
	return ""
}

// gradeInside is the grade of a PNS in a cell that holds more.
var gradeInside = regexp.MustCompile(`(?i)\b(IV|I{1,3})\s*[/.-]?\s*[a-e]\b`)

// SplitRank parts a cell of pangkat and golongan: "Penata Muda Tk. I, III/b".
func SplitRank(s string) (rank, grade string) {
	if grade = ParseGrade(s); KnownGrade(grade, false) || KnownGrade(grade, true) {
		return "", grade
	}
	all := gradeInside.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s, ""
	}
	at := all[len(all)-1]
	rest := gradeLabel.ReplaceAllString(s[:at[0]], "") + " " + s[at[1]:]
	return strings.Trim(strings.Join(strings.Fields(rest), " "), " ,/-–()[];:"), ParseGrade(s[at[0]:at[1]])
}

var gradeLabel = regexp.MustCompile(`(?i)gol(ongan|\.)?(\s*/?\s*ru(ang|\.)?)?\s*:?\s*$`)

// Ranks are the pangkat of a PNS by golongan, from I/a on.
var Ranks = map[string]string{
	"I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I",
	"II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
	"III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
	"IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
	"IV/e": "Pembina Utama",
}

// KnownGrade reports whether the grade is one of the person's kind; III/e does
// not exist, only group IV has five.
func KnownGrade(grade string, pppk bool) bool {
	if pppk {
		return slices.Contains(gradesPPPK, grade)
	}
	return gradePNS.MatchString(grade) && (!strings.HasSuffix(grade, "e") || grade == "IV/e")
}
