package wording

import "regexp"

var (
	AgencyName = regexp.MustCompile(`(?i)^(dinas|badan|inspektorat|sekretariat\s+(daerah|dprd|dewan)|setda|setwan|` +
		`satuan polisi|satpol|kantor|kecamatan|rumah sakit|rsud|rsj|pemerintah|kementerian)\b`)
	DivisionName = regexp.MustCompile(`(?i)^(bidang|bagian|biro|seksi|sub|subbag\w*|subbid\w*|upt|uptd|` +
		`upt-d|puskesmas|cabang|balai|` +
		`sekretariat|kelurahan|laboratorium|unit|instalasi|kelompok|sd|sdn|smp|smpn|sma|sman|smk|smkn|slb|slbn|tk)\b`)
	otherUnit = regexp.MustCompile(`(?i)^(staf ahli|asisten|lembaga|sekolah|taman|museum|pusat|direktorat|deputi|` +
		`kepala daerah|fakultas|politeknik|akademi|kel\.|kec\.)`)
	UnitLabel = regexp.MustCompile(`(?i)^(nama\s+)?(unit kerja|unit organisasi|unit|opd|skpd|perangkat daerah|` +
		`satuan kerja|` +
		`satker|unor induk|unor)\s*(/\s*(opd|skpd|unit kerja))?\s*:?\s*`)
	Ordinal      = regexp.MustCompile(`^\(?([IVXLC]{1,6}|[A-Z]|\d{1,3})[.)]\s*`)
	OrdinalAlone = regexp.MustCompile(`^\(?([IVXLC]{1,6}|[A-Za-z]|\d{1,3})[.)]?$`)
)

// Signature begins a line of what stands below the people: who signs, where and when, and remarks.
var Signature = regexp.MustCompile(`(?i)^\(?(mengetahui|menyetujui|mengesahkan|an\.|a\.n\.?|a/n|plt\.?|plh\.?|` +
	`pj\.?|kepala\b|ttd\b|` +
	`ditetapkan|dikeluarkan|disahkan|(keterangan|ket\.?|catatan|sumber)\s*:|dicetak|diunduh|` +
	`halaman\s+\d|hal\.|pejabat\b|` +
	`sekretaris\b|gubernur\b|bupati\b|wali ?kota\b|camat\b|lurah\b|direktur\b|inspektur\b|ketua\b|nip\b|` +
	`[\p{L} .]+,\s*(tanggal\s*)?(\d{1,2}|\.+|…+)?\s*(januari|februari|maret|april|mei|juni|juli|agustus|september|` +
	`oktober|november|nopember|desember)\s+(\d{4}|\.+))`)

// IsUnit reports whether a text begins as the name of a unit does.
func IsUnit(text string) bool {
	return AgencyName.MatchString(text) || DivisionName.MatchString(text) || otherUnit.MatchString(text) ||
		UnitWord(text)
}

// Remark begins a line that may stand anywhere, and signs nothing.
var Remark = regexp.MustCompile(`(?i)^\(?(keterangan|ket\b|catatan|sumber|dicetak|diunduh|halaman|hal\.|nip\b)`)

var group = regexp.MustCompile(`(?i)^((daftar|data|tabel|rekap(itulasi)?)\s.*\b(pns|cpns|pppk|p3k|asn|pegawai)\b.*` +
	`|(pegawai|pns|cpns|pppk|p3k|asn|non[ -]?asn|honorer)\b.*|gol(ongan|\.)?\s.*|ruang\s.*|eselon\b.*|laki.laki.*|` +
	`perempuan.*|pria|wanita|(jabatan|pejabat)\s+(struktural|fungsional|pelaksana|administra\w+|pimpinan|pengawas)\b.*|` +
	`(tugas belajar|cltn|cuti|mutasi|pindah|pensiun|meninggal|wafat|berhenti|diberhentikan|mpp)\b.*|` +
	`(struktural|fungsional|pelaksana|tenaga)\b.*|lanjutan.*|sambungan.*)$`)

// IsGroup reports whether a heading sorts people by something other than their unit: "PPPK",
// "Golongan III", "Jabatan Fungsional".
func IsGroup(heading string) bool {
	return group.MatchString(heading) || IsMark(heading) || IsRank(heading) || IsPost(heading) && !IsUnit(heading)
}

// Titled reports whether a text is a person's name with titles.
func Titled(text string) bool {
	before, _, after := SplitTitles(text)
	return before != "" || after != ""
}
