package papers

// minutesWords are the sentences of minutes.
type minutesWords struct {
	title, unofficial, of, number      string
	opening, held, wording, counted    string
	recorded, checked, law, end        string
	witnesses, witness, figures, asOf  string
	unit, people, signed, percent, all string
	noUnit, left                       string
	wholeText, page                    string
}

var minutesLabels = map[string]minutesWords{
	"id": {
		title:  "BERITA ACARA",
		of:     "Penandatanganan Komitmen ",
		number: "Nomor: ",
		opening: "Pada hari ini, %s (%s), bertempat di %s, kami yang bertanda tangan di bawah ini menyatakan " +
			"dengan sebenarnya bahwa:",
		held: "Telah diselenggarakan kegiatan “%s” (%s), yang dibuka %s dan ditutup %s.",
		wording: "Naskah yang ditandatangani adalah “%s”, sebagaimana terlampir, dengan sidik jari SHA-256 " +
			"%s.",
		counted: "Sampai dengan %s, komitmen itu telah ditandatangani oleh %s dari %s pegawai (%s%%), dengan rincian " +
			"per unit sebagaimana terlampir.",
		recorded: "Setiap komitmen tercatat dalam buku besar komitmen %s. Titik periksanya memuat %s entri dengan " +
			"hash akar %s.",
		checked: "Setiap sertifikat dan titik periksa itu dapat diperiksa siapa pun pada %s.",
		law: "Komitmen ditandatangani dengan tanda tangan elektronik tidak tersertifikasi sebagaimana dimaksud dalam " +
			"Peraturan Pemerintah Nomor 71 Tahun 2019.",
		end: "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",

		witnesses: "Saksi-saksi:", witness: "Saksi",
		figures: "LAMPIRAN I: RINCIAN PER UNIT", asOf: "Keadaan %s.",
		unit: "Unit", people: "Pegawai", signed: "Sudah", percent: "Persen", all: "Seluruhnya", noUnit: "Tanpa unit",
		left:      "(tidak lagi dalam daftar pegawai)",
		wholeText: "LAMPIRAN II: NASKAH KOMITMEN", page: "halaman %d dari %d",
	},
	"en": {
		title:      "MINUTES",
		unofficial: "Translation; the Indonesian form (berita acara) is the official one",
		of:         "Signing of the commitment ",
		number:     "Number: ",
		opening:    "On this day, %s (%s), in %s, we who sign below declare truthfully that:",
		held:       "The campaign “%s” (%s) was held, open from %s to %s.",
		wording:    "The text that was signed is “%s”, as annexed, with the SHA-256 fingerprint %s.",
		counted: "Up to %s the commitment was signed by %s of %s employees (%s%%); the figures of each unit are " +
			"annexed.",
		recorded: "Each commitment is recorded in the ledger %s. Its checkpoint covers %s entries, with the root hash " +
			"%s.",
		checked: "Anybody can check each certificate and that checkpoint at %s.",
		law: "The commitments are signed with uncertified electronic signatures (tanda tangan elektronik tidak " +
			"tersertifikasi) in the sense of Indonesian Government Regulation 71 of 2019.",
		end: "These minutes were made out truthfully, to be used as is proper.",

		witnesses: "Witnesses (saksi):", witness: "Witness",
		figures: "ANNEX I: FIGURES BY UNIT", asOf: "As of %s.",
		unit: "Unit", people: "People", signed: "Signed", percent: "Per cent", all: "In all", noUnit: "Without a unit",
		left:      "(no longer in the roster)",
		wholeText: "ANNEX II: THE TEXT", page: "page %d of %d",
	},
}
