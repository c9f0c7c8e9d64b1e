package phrase

// Verdicts are the words for what a check found. The keys are the codes of verify:
//
//	verdict.CODE, verdict.CODE.sentence     the word in capitals, and what it means
//	verdict.erased, verdict.incomplete      the word in place of undetermined's
//	integrity.CODE, trust.CODE              the two answers given apart from the verdict
//	status.CODE, file.CODE                  revocation status, and the PDF against the one issued
//	step.1 ... step.8                       the numbered steps of verify.Check
//	step.ok, step.failed, step.skipped      the outcome of a step
//	signer.registrar, .employee, .ledger    whose signatures a certificate carries
//	field.NAME                              labels of the signed details, by their names in JSON
//	caveat, caveat.uncertified, .recorded   what a green answer does not prove
//	compare, compare.output                 what the reader does next, on a page and in a terminal
//	offline, online                         how the check was made
var Verdicts = merged(verdictWords, stepWords, fieldWords)

// merged is Merge for the books of this package, whose keys a test holds apart.
func merged(books ...Book) Book {
	all := Book{}
	for _, book := range books {
		for key, text := range book {
			all[key] = text
		}
	}
	return all
}

var verdictWords = Book{
	"verdict.valid": {"SAH", "VALID"},
	"verdict.valid.sentence": {"Komitmen ini tercatat dan tidak berubah sejak ditandatangani.",
		"This pledge is recorded and has not changed since it was signed."},
	"verdict.altered": {"TELAH DIUBAH", "ALTERED"},
	"verdict.altered.sentence": {"Isi tidak cocok dengan tanda tangannya.",
		"The content does not match its signature."},
	"verdict.altered.file": {
		"Berkas ini berbeda dari berkas yang diterbitkan untuk sertifikat ini. Mencetaknya ke PDF atau mengecilkannya juga mengubahnya: mintalah berkas aslinya.",
		"This file differs from the one that was issued for this certificate. Printing it to PDF or compressing it changes it too: ask for the original file."},
	"verdict.altered.encoding": {
		"Isi kode atau berkas ini rusak atau telah diubah, sehingga tidak ada yang dapat dibuktikannya. Pindai ulang kode QR pada dokumen aslinya.",
		"What this code or file holds is damaged or altered, so it can prove nothing. Scan the QR code on the original document again."},
	"verdict.untrusted": {"TIDAK DIKENAL", "NOT RECOGNISED"},
	"verdict.untrusted.sentence": {"Penerbit atau naskahnya tidak ada dalam daftar kepercayaan.",
		"Its issuer or its text is not in the trust list."},
	"verdict.unrecorded":          {"TIDAK TERCATAT", "NOT RECORDED"},
	"verdict.unrecorded.sentence": {"Tidak ada dalam buku besar komitmen.", "It is not in the ledger of pledges."},
	"verdict.revoked":             {"DICABUT", "REVOKED"},
	"verdict.revoked.sentence":    {"Sertifikat ini telah dicabut.", "This certificate has been revoked."},
	"verdict.revoked.dated": {"Sertifikat ini dicabut pada {date} (alasan: {reason}).",
		"This certificate was revoked on {date} (reason: {reason})."},
	"verdict.revoked.file": {"Sertifikat dengan berkas ini telah dicabut. Komitmennya sendiri tetap tercatat.",
		"The certificate of this file has been revoked. The pledge itself remains recorded."},
	"verdict.undetermined": {"BELUM DAPAT DIPERIKSA", "CANNOT BE CHECKED NOW"},
	"verdict.undetermined.sentence": {"Keasliannya belum dapat dipastikan. Ini tidak berarti sertifikat ini tidak sah.",
		"Whether it is genuine could not be decided. This does not mean that it is invalid."},
	"verdict.incomplete": {"TIDAK LENGKAP", "INCOMPLETE"},
	"verdict.undetermined.incomplete": {
		"Baru sebagian dari kode ini yang terbaca, dan yang terbaca itu tidak salah. Pindai ulang kode QR pada dokumen aslinya, atau salin alamatnya sampai angka terakhir.",
		"Only a part of this code was read, and nothing is wrong with that part. Scan the QR code on the original document again, or copy its address to the last digit."},
	"verdict.undetermined.version": {
		"Bukti ini memakai versi yang lebih baru daripada pemeriksa ini. Muat ulang halamannya, atau perbarui programnya, lalu periksa lagi.",
		"This proof is of a later version than this checker. Load the page again, or update the program, and check again."},
	"verdict.erased": {"DATA TELAH DIHAPUS", "DATA ERASED"},
	"verdict.undetermined.erased": {
		"Data pribadi pada komitmen ini telah dihapus. Pencatatannya tetap ada dan tidak berubah.",
		"The personal data of this pledge have been erased. Its record remains, unchanged."},
	"verdict.undetermined.stolen": {
		"Kunci buku besar yang mencatatnya pernah dicuri. Mintalah bukti lengkap (.tlog-proof) dari penerbit.",
		"The ledger key that recorded it was stolen. Ask the issuer for the full proof (.tlog-proof)."},
	"verdict.undetermined.extended": {
		"Berkas ini memuat berkas yang diterbitkan, tetapi ada tambahan di belakangnya. Mintalah berkas aslinya.",
		"This file holds the one that was issued, but something was appended to it. Ask for the original file."},

	"verdict.undetermined.signed": {
		"Diterbitkan, lalu ditandatangani pihak lain. Tanda tangan itu tidak diperiksa di sini. Unduh aslinya.",
		"Issued, then signed by somebody else. That signature is not checked here. Download the original."},
	"verdict.undetermined.resaved": {
		"Komitmen sah; berkas ini disimpan ulang. Unduh aslinya; cocokkan rincian di bawah.",
		"The pledge is valid; this file was saved anew. Download the original; compare the details below."},

	"integrity":         {"Keutuhan", "Integrity"},
	"integrity.intact":  {"Utuh", "Intact"},
	"integrity.broken":  {"Tidak utuh", "Broken"},
	"integrity.unknown": {"Belum diketahui", "Not known"},
	"trust":             {"Kepercayaan", "Trust"},
	"trust.trusted":     {"Penerbit dikenal", "Issuer recognised"},
	"trust.unknown":     {"Penerbit tidak dikenal", "Issuer not recognised"},
	"trust.stale":       {"Daftar kepercayaan perlu diperbarui", "Trust list needs an update"},
	"trust.stale.serial": {
		"Daftar kepercayaan nomor seri {serial} terbit {age} hari yang lalu dan sudah melewati batas pembaruannya.",
		"Trust list serial {serial} was issued {age} days ago and is past its next update."},
	"status":           {"Status", "Status"},
	"status.good":      {"Berlaku, tidak dicabut", "In force, not revoked"},
	"status.revoked":   {"Dicabut", "Revoked"},
	"status.erased":    {"Data pribadi telah dihapus", "Personal data erased"},
	"status.unchecked": {"Status belum diperiksa", "Status not checked"},
	"status.asof":      {"Menurut daftar status per {moment}.", "By the status list as of {moment}."},
	"file":             {"Berkas", "File"},
	"file.issued":      {"Berkas ini sama persis dengan yang diterbitkan", "This is the very file that was issued"},
	"file.extended": {"Berkas yang diterbitkan, dengan tambahan di belakangnya",
		"The issued file, with something appended"},
	"file.resaved":   {"Berkas yang diterbitkan, disimpan ulang", "The issued file, saved anew"},
	"file.different": {"Berkas ini berbeda dari yang diterbitkan", "This file differs from the one issued"},
	"file.unchecked": {"Berkas belum diperiksa", "File not checked"},
	"offline": {"Diperiksa secara luring: pencabutan setelah daftar status terakhir belum terlihat.",
		"Checked offline: a revocation later than the last status list is not seen."},
	"online": {"Diperiksa secara daring pada {moment}.", "Checked online at {moment}."},
	"compare": {"Cocokkan nama dan kode pada halaman ini dengan dokumen Anda.",
		"Compare the name and the code on this page with your document."},
	"compare.output": {"Cocokkan nama dan kode di atas dengan dokumen Anda.",
		"Compare the name and the code above with your document."},
	"compare.host": {"Pastikan alamat halaman ini {host}.",
		"Make sure that the address of this page is {host}."},
	"caveat": {
		"Jawaban ini membuktikan bahwa komitmen ditandatangani dan dicatat, bukan bahwa komitmen itu ditepati. Tanda tangannya adalah tanda tangan elektronik tidak tersertifikasi menurut PP Nomor 71 Tahun 2019.",
		"This answer proves that the pledge was signed and recorded, not that it was kept. Its signatures are uncertified electronic signatures under Government Regulation (PP) 71/2019."},
	"caveat.uncertified": {"Tanda tangan elektronik tidak tersertifikasi menurut PP Nomor 71 Tahun 2019.",
		"An uncertified electronic signature under Government Regulation (PP) 71/2019."},
	"caveat.recorded": {"Membuktikan bahwa komitmen ditandatangani dan dicatat, bukan bahwa komitmen itu ditepati.",
		"Proves that the pledge was signed and recorded, not that it was kept."},
	"caveat.certificate": {"Nomor sertifikat dan berkasnya hanya dapat dipastikan secara daring.",
		"The certificate number and its file can only be confirmed online."},
	"caveat.demo": {"DEMO: lembaga dan orang pada dokumen ini rekaan.",
		"DEMO: the institution and the people in this document are invented."},
	"caveat.translation": {"Terjemahan tidak resmi (unofficial translation).",
		"Unofficial translation (terjemahan tidak resmi)."},
	"signer":           {"Penanda tangan", "Signer"},
	"signer.registrar": {"Petugas pendaftar: kunci ini milik orang ini", "Registrar: this key is this person's"},
	"signer.employee":  {"Pegawai: saya berkomitmen pada naskah ini", "Employee: I commit to this text"},
	"signer.ledger": {"Buku besar: tercatat sebagai nomor {index} pada waktu ini",
		"Ledger: recorded as number {index} at this time"},
	"signer.witness": {"Lembaga saksi: titik periksa ini sejalan dengan semua yang pernah saya lihat",
		"Witness: this checkpoint is consistent with every one I have seen"},
	"signer.root": {"Kunci akar lembaga: merekalah yang saya tunjuk",
		"Root key of the institution: these are the ones I appointed"},
	"signer.quorum": {"{have} dari {need} lembaga saksi yang disyaratkan",
		"{have} of the {need} required witnesses"},
	"signer.quorum.names": {"Lembaga saksi: {names}", "Witnesses: {names}"},
}

var stepWords = Book{
	"step.1":       {"Satu pengodean", "One encoding"},
	"step.2":       {"Petugas pendaftar", "Registrar"},
	"step.3":       {"Tanda tangan komitmen", "Signature of the pledge"},
	"step.4":       {"Naskah komitmen", "Text of the pledge"},
	"step.5":       {"Pencatatan", "Registration"},
	"step.6":       {"Bukti pencatatan dan titik periksa", "Inclusion proof and checkpoint"},
	"step.7":       {"Status", "Status"},
	"step.8":       {"Berkas", "File"},
	"step.ok":      {"cocok", "holds"},
	"step.failed":  {"tidak cocok", "fails"},
	"step.skipped": {"tidak diperiksa", "not checked"},
}

var fieldWords = Book{
	"field.name":        {"Nama", "Name"},
	"field.unit":        {"Unit kerja", "Unit"},
	"field.position":    {"Jabatan", "Position"},
	"field.rank":        {"Pangkat/golongan", "Rank"},
	"field.nip_last4":   {"Empat angka terakhir NIP", "Last four digits of the NIP"},
	"field.campaign":    {"Kegiatan deklarasi", "Campaign"},
	"field.text":        {"Naskah", "Text"},
	"field.place":       {"Tempat", "Place"},
	"field.time":        {"Waktu pencatatan", "Time recorded"},
	"field.signed":      {"Waktu penandatanganan", "Time signed"},
	"field.code":        {"Kode", "Code"},
	"field.number":      {"Nomor sertifikat", "Certificate number"},
	"field.index":       {"Nomor pencatatan", "Entry number"},
	"field.institution": {"Lembaga", "Institution"},
	"field.registrar":   {"Petugas pendaftar", "Registrar"},
	"field.issued":      {"Tanggal terbit", "Issued on"},
	"field.reason":      {"Alasan", "Reason"},
	"field.fingerprint": {"Sidik jari kunci", "Key fingerprint"},
	"field.saksi":       {"Saksi", "Witnesses (saksi)"},
}
