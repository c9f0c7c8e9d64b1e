package wording

import "strings"

// Service is what a KEDUDUKAN HUKUM says of a person.
type Service byte

const (
	Active Service = iota
	Left           // pensiun, meninggal
	Away           // tugas belajar, CLTN; also what is not known
)

// Standing reads a KEDUDUKAN HUKUM; one that is not given is active.
func Standing(s string) Service {
	low := strings.ToLower(s)
	switch {
	case s == "":
		return Active
	case containsAny(low, "pensiun", "meninggal", "wafat", "tewas", "berhenti", "diberhentikan", "mengundurkan",
		"pindah", "mutasi keluar", "hilang", "bup", "putus kontrak", "kontrak berakhir") &&
		!containsAny(low, "masa persiapan", "mpp", "sementara"):
		return Left
	case strings.Contains(low, "aktif") && !containsAny(low, "tidak", "non", "belum"):
		return Active
	}
	return Away
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// SIASNStatus reads what SIASN says of a person's kind: "PNS Daerah" is PNS, "C" of STATUS CPNS PNS
// is CPNS.
func SIASNStatus(kind, cpns string) string {
	first, _, _ := strings.Cut(strings.ToUpper(kind), " ")
	switch c := strings.ToUpper(cpns); {
	case first == "PPPK" && containsAny(strings.ToLower(kind), "paruh"):
		return kind
	case first == "PPPK", first == "CPNS":
		return first
	case c == "C" || c == "CPNS":
		return "CPNS"
	case c == "P" || c == "PNS" || first == "PNS":
		return "PNS"
	case kind != "":
		return kind
	}
	return cpns
}
