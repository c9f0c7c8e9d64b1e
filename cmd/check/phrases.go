package check

import "ikrar/verify/phrase"

// Phrases are the sentences about inputs that could not be read, and about ledgers that could not
// be asked.
var Phrases = phrase.Book{
	"online.unreachable": {
		ID: "{host} tidak dapat dihubungi: {why}",
		EN: "{host} cannot be reached: {why}",
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
		ID: "{host} tidak menjawab dengan benar ({what}): {why}",
		EN: "{host} gave no good answer ({what}): {why}",
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

	"check.unreadable": {
		ID: "Tidak dapat dibaca: {detail}",
		EN: "Cannot be read: {detail}",
	},
	"check.missing": {
		ID: "Tidak ada berkas dengan nama itu.",
		EN: "There is no file of that name.",
	},
	"check.denied": {
		ID: "Berkas ini tidak boleh dibuka oleh pengguna ini.",
		EN: "This user may not open this file.",
	},
	"check.neither": {
		ID: "Tidak ada berkas dengan nama itu, dan sebagai teks pun tidak ada bukti di dalamnya. Pindai kode QR pada dokumen asli, atau ketik kodenya.",
		EN: "There is no file of that name, and as a text it holds no proof either. Scan the QR code on the original document, or type its code.",
	},
	"check.directory": {
		ID: "Ini direktori; sebutkan berkas di dalamnya.",
		EN: "This is a directory; name a file in it.",
	},
	"check.nothing": {
		ID: "Tidak ditemukan bukti yang dapat dibaca. Pindai kode QR pada dokumen asli, atau ketik kodenya.",
		EN: "No readable proof was found. Scan the QR code on the original document, or type its code.",
	},
	"check.foreign": {
		ID: "Kode QR di dalamnya bukan kode QR sertifikat ikrar.",
		EN: "The QR code in it is not that of an ikrar certificate.",
	},
	"check.ambiguous": {
		ID: "Di dalamnya ada beberapa bukti yang berbeda. Periksa satu per satu: pindai kode QR yang tercetak.",
		EN: "It holds several different proofs. Check them one by one: scan the printed QR code.",
	},
	"check.print": {
		ID: "Berkas ini dibuat untuk mencetak banyak sertifikat sekaligus. Ia sendiri bukan sertifikat siapa pun dan tidak diterbitkan. Periksa berkas masing-masing, atau pindai kode QR pada tiap halaman.",
		EN: "This file was made to print many certificates at once. It is nobody's certificate itself, and was not issued. Check each one's own file, or scan the QR code on each page.",
	},
	"check.several": {
		ID: "Halaman-halamannya memuat kode QR dari beberapa sertifikat. Periksa berkas masing-masing, atau pindai kode QR pada tiap halaman.",
		EN: "Its pages show the QR codes of several certificates. Check each one's own file, or scan the QR code on each page.",
	},
	"check.contradicts": {
		ID: "Kode QR pada halamannya dan bukti yang terlampir adalah milik dua sertifikat yang berbeda: PDF ini bukan berkas yang diterbitkan. Periksa kode QR yang tercetak pada dokumen asli.",
		EN: "The QR code on its page and the attached proof belong to two different certificates: this PDF is not as it was issued. Check the QR code printed on the original document.",
	},
	"check.encrypted": {
		ID: "PDF ini terenkripsi. Periksa kode QR pada halamannya.",
		EN: "This PDF is encrypted. Check the QR code on its page.",
	},
	"check.damaged": {
		ID: "Berkas ini rusak, atau bukan PDF, PNG, JPEG, maupun teks.",
		EN: "This file is damaged, or neither a PDF, PNG, JPEG nor a text.",
	},
	"check.large": {
		ID: "Terlalu besar untuk diperiksa (batas {limit} {unit}).",
		EN: "Too large to check (limit {limit} {unit}).",
	},
	"check.code-alone": {
		ID: "Sebuah kode saja hanya dapat diperiksa di buku besar: beri --online, atau periksa kode QR-nya.",
		EN: "A code alone can only be checked in the ledger: give --online, or check the QR code.",
	},
	"check.code-erased": {
		ID: "Komitmen dengan kode ini tercatat, tetapi data pribadinya telah dihapus; isinya tidak dapat ditampilkan lagi.",
		EN: "A pledge with this code is recorded, but its personal data have been erased; what it said cannot be shown again.",
	},
	"check.code-unknown": {
		ID: "Kode ini tidak ada dalam buku besar. Periksa ketikannya, atau pindai kode QR pada dokumen.",
		EN: "This code is not in the ledger. Check your typing, or scan the QR code on the document.",
	},
}
