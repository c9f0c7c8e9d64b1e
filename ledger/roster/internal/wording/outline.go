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
