package phrase

// Reasons say why each step of a check came out as it did. A key is "reason." and one of
// verify.ReasonCodes; the placeholders are the arguments that verify.Check gives with that code. A
// detail is an error of the library, in English, for whoever asks the engineers. When and why
// something was revoked or erased is often unknown to the source that says so: those sentences are
// verdict.revoked.dated's.
var Reasons = Book{
	"reason.encoding-one": {"Bukti ditulis dalam satu-satunya bentuk yang berlaku.",
		"The proof is written in its one valid form."},
	"reason.encoding-other": {"Bukti tidak ditulis dalam satu-satunya bentuk yang berlaku. Rincian teknis: {detail}",
		"The proof is not written in its one valid form. Technical detail: {detail}"},
	"reason.encoding-incomplete": {
		"Bukti ini tidak lengkap: bagian akhirnya tidak ikut terbaca. Yang terbaca tidak ada yang salah. Pindai ulang kode QR, atau ambil kembali berkasnya.",
		"This proof is incomplete: its end was not read. Nothing is wrong with what was. Scan the QR code again, or fetch the file again."},
	"reason.encoding-version": {
		"Bukti ini memakai versi yang belum dikenal program ini. Perbarui program, lalu periksa kembali. Rincian teknis: {detail}",
		"This proof is of a version that this program does not know. Update the program, then check again. Technical detail: {detail}"},

	"reason.registrar-known": {"Kunci pegawai ini didaftarkan oleh {name}, petugas pendaftar yang dikenal.",
		"This employee's key was registered by {name}, a recognised registrar."},
	"reason.registrar-unknown": {"Petugas pendaftarnya tidak ada dalam daftar kepercayaan.",
		"Its registrar is not in the trust list."},
	"reason.registrar-range": {"{name} tidak berwenang mendaftarkan kunci pada entri nomor {index}.",
		"{name} had no authority to register a key as entry {index}."},
	"reason.registrar-signature": {
		"Pendaftaran kunci ini tidak ditandatangani oleh {name}, petugas pendaftar yang disebutnya.",
		"This key's registration is not signed by {name}, the registrar that it names."},

	"reason.pledge-signed": {"Kunci yang terdaftar atas nama {name} menandatanganinya.",
		"The key registered in the name of {name} signed it."},
	"reason.pledge-signature": {"Tanda tangan tidak cocok dengan isi komitmen dan kunci yang terdaftar.",
		"The signature does not match the content of the pledge and the registered key."},
	"reason.pledge-undecided": {"Tanda tangan tidak dapat dinilai karena lembaga penerbitnya tidak dikenal.",
		"The signature cannot be judged, since the issuing institution is not recognised."},

	"reason.text-known": {"Naskah yang ditandatangani adalah naskah resmi lembaga: {title} ({id}).",
		"The text that was signed is one of the institution's: {title} ({id})."},
	"reason.text-unknown": {"Naskah yang ditandatangani tidak ada dalam daftar kepercayaan.",
		"The text that was signed is not in the trust list."},

	"reason.registered": {"Buku besar mencatatnya sebagai nomor {index} pada {time}.",
		"The ledger registered it as entry {index} on {time}."},
	"reason.registration-signature": {"Pencatatannya tidak ditandatangani oleh buku besar lembaga.",
		"Its registration is not signed by the institution's ledger."},
	"reason.registration-range": {"Tidak ada kunci buku besar yang berwenang untuk entri nomor {index}.",
		"No ledger key has authority over entry {index}."},
	"reason.registration-early": {"Waktu pencatatan, {time}, lebih awal daripada waktu penandatanganan.",
		"The time of registration, {time}, is earlier than the time of signing."},
	"reason.registration-order": {
		"Komitmen tercatat sebagai nomor {index}, padahal kuncinya baru didaftarkan pada entri nomor {credential}.",
		"The pledge was recorded as entry {index}, but its key was only registered as entry {credential}."},
	"reason.registration-stolen": {
		"Tercatat sebagai nomor {index} pada {time}, tetapi kunci buku besar yang mencatatnya pernah dicuri.",
		"Registered as entry {index} on {time}, but the ledger key that registered it was stolen."},
	"reason.registration-witnessed": {
		"Tercatat sebagai nomor {index} pada {time}. Kunci buku besarnya kemudian dicuri, tetapi lembaga saksi telah melihat entri ini sebelumnya.",
		"Registered as entry {index} on {time}. The ledger key was stolen later, but witnesses had seen this entry before."},

	"reason.included": {
		"Termuat dalam buku besar dengan {size} entri. Lembaga saksi yang ikut menandatangani: {have}; yang disyaratkan: {need}.",
		"Included in the ledger of {size} entries. Witnesses that cosigned: {have}; required: {need}."},
	"reason.inclusion-absent": {"Tidak diperiksa: bukti ringkas tidak memuat bukti pencatatan.",
		"Not checked: a short proof holds no inclusion proof."},
	"reason.inclusion-index": {"Bukti pencatatan berlaku untuk catatan lain, nomor {index}.",
		"The inclusion proof is for another entry, {index}."},
	"reason.inclusion-path": {"Catatan ini tidak termuat dalam buku besar dengan {size} entri.",
		"This entry is not included in the ledger of {size} entries."},
	"reason.checkpoint-signature": {
		"Titik periksa tidak ditandatangani dengan benar oleh buku besar atau lembaga saksinya. Rincian teknis: {detail}",
		"The checkpoint is not properly signed by the ledger or its witnesses. Technical detail: {detail}"},
	"reason.checkpoint-range": {
		"Titik periksa dengan {size} entri ditandatangani oleh kunci buku besar yang tidak berwenang untuk itu.",
		"The checkpoint of {size} entries is signed by a ledger key that has no authority over it."},
	"reason.quorum-short": {
		"Kuorum lembaga saksi tidak terpenuhi. Yang ikut menandatangani: {have}; yang disyaratkan sedikitnya: {need}.",
		"The quorum of witnesses is not met. Witnesses that cosigned: {have}; required at least: {need}."},
	"reason.quorum-late": {
		"Tidak ada kuorum lembaga saksi yang melihat entri ini sebelum kunci buku besar dicuri pada {time}.",
		"No quorum of witnesses saw this entry before the ledger key was stolen on {time}."},

	"reason.status-good": {"Berlaku, tidak dicabut.", "In force, not revoked."},
	"reason.status-absent": {"Status belum diperiksa: tidak ada daftar status yang dapat dibaca.",
		"Status not checked: no status list could be read."},
	"reason.status-stale": {
		"Status belum diperiksa: daftar status yang ada kedaluwarsa pada {time}. Ambil yang baru dengan sambungan jaringan.",
		"Status not checked: the status list at hand expired on {time}. Fetch a new one over the network."},
	"reason.status-revoked": {"Komitmen ini, kuncinya, atau pendaftaran kuncinya telah dicabut.",
		"This pledge, its key or the registration of its key has been revoked."},
	"reason.status-erased": {"Data pribadi pada komitmen ini telah dihapus.",
		"The personal data of this pledge have been erased."},

	"reason.file-issued": {"Berkas ini sama persis dengan yang diterbitkan.",
		"This is the very file that was issued."},
	"reason.file-extended": {"Berkas ini memuat berkas yang diterbitkan, dengan tambahan di belakangnya.",
		"This file holds the one that was issued, with something appended."},
	"reason.file-resaved": {"Berkas ini disimpan ulang oleh suatu program; isinya sama dengan yang diterbitkan.",
		"Some program saved this file anew; what it holds is the same as what was issued."},
	"reason.file-different": {"Berkas ini berbeda dari yang diterbitkan.",
		"This file differs from the one that was issued."},
	"reason.file-revoked": {"Berkas ini sama persis dengan yang diterbitkan, tetapi sertifikatnya telah dicabut.",
		"This is the very file that was issued, but the certificate has been revoked."},
	"reason.file-unchecked": {"Berkas belum diperiksa: berkas yang diterbitkan tidak ada di sini untuk dibandingkan.",
		"File not checked: the issued file is not at hand to compare it with."},
	"reason.file-absent": {"Tidak ada berkas sertifikat yang diperiksa.", "There was no certificate file to check."},

	"reason.not-reached": {"Tidak diperiksa karena bukti tidak dapat dibaca.",
		"Not checked, since the proof could not be read."},
}
