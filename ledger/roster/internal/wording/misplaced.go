package wording

import (
	"regexp"
	"strings"
)

// What belongs into a column of its own, and stands in another one where cells have shifted.
var (
	marks = words(`pns cpns pppk p3k cpppk asn l p lk pr islam kristen katolik hindu buddha budha konghucu aktif
		pensiun laki-laki perempuan pria wanita`)
	posts = words(`guru kepala wakil sekretaris bendahara analis pranata perawat bidan dokter apoteker pengawas
		pengelola pengadministrasi pengolah penyuluh arsiparis auditor pustakawan perencana penelaah penata pengatur
		operator staf staff fungsional pelaksana plt plh camat lurah bupati gubernur inspektur direktur widyaiswara
		penguji penyusun pengemudi pramu`)
	postWord = regexp.MustCompile(`(?i)\b(ahli|terampil|mahir|penyelia|pemula|muda|madya|utama|pertama|dinas|` +
		`badan|bidang|bagian|seksi|sub|subbag\w*|sekolah|daerah|operasional|layanan|kelas|kebijakan|kepegawaian|` +
		`keuangan|kelola|umum|data|komputer|perkantoran|pemerintahan)\b`)
)

// IsMark reports whether a text is a status, a sex or a religion, and nothing else.
func IsMark(s string) bool { return marks[strings.ToLower(strings.Trim(s, ". "))] }

// IsRank reports whether a text is a pangkat, a golongan of a PNS or both, and nothing else.
func IsRank(s string) bool {
	rank, grade := SplitRank(s)
	if rank == "" {
		return KnownGrade(grade, false)
	}
	return ranks[rankKey(rank)]
}

var ranks = func() map[string]bool {
	all := map[string]bool{}
	for _, rank := range Ranks {
		all[rankKey(rank)] = true
	}
	return all
}()

var firstLevel = strings.NewReplacer("tingkat", "tk", "tkt", "tk", ".", " ", "1", "i")

// rankKey is a pangkat as it is compared: "Penata Muda Tk. I" is "Penata Muda Tingkat I".
func rankKey(s string) string {
	return strings.Join(strings.Fields(firstLevel.Replace(strings.ToLower(s))), " ")
}

// IsPost reports whether a text names a jabatan as no person is called: "Guru Ahli Pertama".
func IsPost(s string) bool {
	first, rest, _ := strings.Cut(s, " ")
	return posts[strings.ToLower(strings.Trim(first, ".:"))] && (rest == "" || postWord.MatchString(rest))
}

// IsDegree reports whether a text is a degree that stands behind a name, and nothing else.
func IsDegree(s string) bool { return degree.MatchString(s) }

var ditto = words(`sda s.d.a s.d.a. sd.a. idem ditto dito sama -"- " '' ” „ 〃 --"-- -''-`)

// IsDitto reports whether a cell says that it is as the one above.
func IsDitto(s string) bool { return len(s) <= 12 && ditto[strings.ToLower(s)] }
