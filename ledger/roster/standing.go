package roster

import "strings"

// standing says what HR is to be asked about a KEDUDUKAN HUKUM: nothing of those in office; whether
// to leave out who has left, and to take in who is away.
func standing(s string) Reason {
	low := strings.ToLower(s)
	switch {
	case s == "":
		return ""
	case containsAny(low, "pensiun", "meninggal", "wafat", "tewas", "berhenti", "diberhentikan", "mengundurkan",
		"pindah", "mutasi keluar", "hilang", "bup", "putus kontrak", "kontrak berakhir") &&
		!containsAny(low, "masa persiapan", "mpp", "sementara"):
		return reasonStandingLeft
	case strings.Contains(low, "aktif") && !containsAny(low, "tidak", "non", "belum"):
		return ""
	}
	return reasonStandingAway
}

// leaving is standing for a column of the usual status, where only who has left is told from others.
func leaving(s string) Reason {
	if r := standing(s); r == reasonStandingLeft {
		return r
	}
	return ""
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

// status reads what SIASN says of a person's kind: "PNS Daerah" is PNS, "C" of STATUS CPNS PNS is CPNS.
func siasnStatus(kind, cpns string) string {
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
