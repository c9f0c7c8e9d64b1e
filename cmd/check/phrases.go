package check

import "ikrar/verify/phrase"

// Phrases are the sentences about ledgers that could not be asked, and keys that are believed.
var Phrases = phrase.Book{
	"online.unreachable": {
		ID: "{host} tidak dapat dihubungi",
		EN: "{host} cannot be reached",
	},
	"online.roots": {
		ID: "{host} menyajikan daftar kepercayaan {origin} dari kunci akar {offered}, sedangkan di sini dipercaya {kept}: dua kunci akar yang berbeda memakai nama itu. Tanyakan sidik jarinya kepada lembaga itu. Dengan ikrar trust unpin {origin} yang tersimpan di sini dilepas, bila itu yang keliru.",
		EN: "{host} serves a trust list of {origin} by the root key {offered}, and here {kept} is believed: two different root keys claim that name. Ask the institution for its fingerprint. By ikrar trust unpin {origin} the one kept here is let go, if it is the wrong one.",
	},
	"check.kept": {
		ID: "{fingerprint}, tersimpan sejak {since} di {path}",
		EN: "{fingerprint}, kept since {since} in {path}",
	},
	"check.roots": {
		ID: "Sertifikat ini menyebut alamat atau nama {institution}, tetapi petugas pendaftarnya tidak ada dalam daftar yang dipercaya di sini (kunci akar {kept}). Mungkin daftar itu sudah lama: periksa dengan --online, atau simpan trust.note yang baru. Bila tetap begini, dua kunci akar yang berbeda memakai nama {origin}: tanyakan sidik jarinya kepada lembaga itu. Dengan ikrar trust unpin {origin} yang tersimpan di sini dilepas, bila itu yang keliru.",
		EN: "This certificate gives the address or the name of {institution}, but its registrar is not in the list that is believed here (root key {kept}). That list may be an old one: check with --online, or keep the new trust.note. If this stays, two different root keys claim the name {origin}: ask the institution for its fingerprint. By ikrar trust unpin {origin} the one kept here is let go, if it is the wrong one.",
	},
	"online.failed": {
		ID: "{host} tidak menjawab dengan benar ({what})",
		EN: "{host} gave no good answer ({what})",
	},
	"online.trust": {
		ID: "daftar kepercayaan",
		EN: "trust list",
	},
	"online.status": {
		ID: "daftar status",
		EN: "status list",
	},
	"online.checkpoint": {
		ID: "titik periksa",
		EN: "checkpoint",
	},
	"online.tiles": {
		ID: "ubin",
		EN: "tiles",
	},
	"online.certificate": {
		ID: "penerbitan sertifikat",
		EN: "issuance",
	},
}
