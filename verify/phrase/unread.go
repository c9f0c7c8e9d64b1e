package phrase

// Unread are the sentences for inputs that got no verdict, one for each cause, said by the commands
// and by the page alike:
//
//	unread.headline          the word in capitals above them
//	unread.CAUSE             what was seen, and what to do
//	unread.CAUSE.headline    the word where it is another
var Unread = merged(unreadInputs, unreadFiles, unreadFormats, unreadCodes, unreadTyped, headlines())

var unreadInputs = Book{
	"unread.headline": {"TIDAK TERBACA", "NOT READABLE"},
	"unread.unreadable": {"Tidak dapat dibaca: {detail}",
		"Cannot be read: {detail}"},
	"unread.missing": {"Tidak ada berkas dengan nama itu.",
		"There is no file of that name."},
	"unread.denied": {"Berkas ini tidak boleh dibuka oleh pengguna ini.",
		"This user may not open this file."},
	"unread.directory": {"Ini direktori; sebutkan berkas di dalamnya.",
		"This is a directory; name a file in it."},
	"unread.neither": {
		"Tidak ada berkas dengan nama itu, dan sebagai teks pun tidak ada bukti di dalamnya. Pindai kode QR pada dokumen asli, atau ketik kodenya.",
		"There is no file of that name, and as a text it holds no proof either. Scan the QR code on the original document, or type its code."},
	"unread.nothing": {
		"Tidak ditemukan bukti yang dapat dibaca. Pindai kode QR pada dokumen asli, atau ketik kodenya.",
		"No readable proof was found. Scan the QR code on the original document, or type its code."},
	"unread.ambiguous": {
		"Di dalamnya ada beberapa bukti yang berbeda. Periksa satu per satu: pindai kode QR yang tercetak.",
		"It holds several different proofs. Check them one by one: scan the printed QR code."},
	"unread.large": {"Berkas ini terlalu besar untuk diperiksa (batas {limit} MB).",
		"This file is too large to check (limit {limit} MB)."},
}

var unreadFiles = Book{
	"unread.damaged": {
		"Berkas ini rusak atau terpotong. Unduh atau minta kirim lagi, atau pindai kode QR pada dokumennya.",
		"This file is damaged or cut short. Download it again or ask for it again, or scan the QR code on the document."},
	"unread.encrypted": {
		"PDF ini dikunci dengan kata sandi. Buka dengan kata sandinya dan simpan salinan tanpa kata sandi, atau pindai kode QR pada halamannya.",
		"This PDF is locked by a password. Open it with the password and save a copy without one, or scan the QR code on its page."},
	"unread.picture": {
		"Tidak ada kode QR yang terbaca dalam gambar ini. Foto ulang dari dekat, tegak lurus, dan terang; atau ketik kodenya.",
		"No QR code could be read in this picture. Take it again close up, straight on and in good light; or type the code."},
	"unread.large-picture": {
		"Gambar ini terlalu besar untuk diperiksa (batas {limit} juta piksel). Potong di sekitar kode QR, atau simpan lebih kecil.",
		"This picture is too large to check (limit {limit} million pixels). Crop it around the QR code, or save it smaller."},
	"unread.large-pdf": {
		"PDF ini terlalu besar untuk diperiksa seluruhnya. Pindai kode QR pada halamannya, atau periksa satu halaman saja.",
		"This PDF is too large to check all of it. Scan the QR code on its page, or check one page alone."},
	"unread.decoder": {
		"Peramban ini tidak dapat membaca gambar di halaman ini. Pindai kode QR dengan kamera ponsel, lalu tempel isinya.",
		"This browser cannot read pictures on this page. Scan the QR code with a phone's camera, then paste its text."},
	"unread.foreign": {"Kode QR di dalamnya bukan kode QR sertifikat ikrar.",
		"The QR code in it is not that of an ikrar certificate."},
	"unread.several": {
		"Di dalamnya ada kode QR dari beberapa sertifikat. Periksa satu per satu: berkas masing-masing, atau pindai tiap kode QR.",
		"It shows the QR codes of several certificates. Check them one at a time: each one's own file, or scan each QR code."},
	"unread.contradicts": {
		"Kode QR pada halamannya dan bukti yang terlampir adalah milik dua sertifikat yang berbeda: PDF ini bukan berkas yang diterbitkan. Periksa kode QR yang tercetak pada dokumen asli.",
		"The QR code on its page and the attached proof belong to two different certificates: this PDF is not as it was issued. Check the QR code printed on the original document."},
	"unread.print": {
		"Berkas ini dibuat untuk mencetak banyak sertifikat sekaligus. Ia sendiri bukan sertifikat siapa pun dan tidak diterbitkan. Periksa berkas masing-masing, atau pindai kode QR pada tiap halaman.",
		"This file was made to print many certificates at once. It is nobody's certificate itself, and was not issued. Check each one's own file, or scan the QR code on each page."},
}

var unreadCodes = Book{
	"unread.code-unknown.headline": {"TIDAK DITEMUKAN", "NOT FOUND"},
	"unread.code-unknown": {
		"Kode ini tidak ada dalam buku besar. Periksa ketikannya, atau pindai kode QR pada dokumen.",
		"This code is not in the ledger. Check your typing, or scan the QR code on the document."},
	"unread.code-erased.headline": {"DATA TELAH DIHAPUS", "DATA ERASED"},
	"unread.code-erased": {
		"Komitmen dengan kode ini tercatat, tetapi data pribadinya telah dihapus; isinya tidak dapat ditampilkan lagi.",
		"A pledge with this code is recorded, but its personal data have been erased; what it said cannot be shown again."},
	"unread.code-alone": {
		"Sebuah kode saja hanya dapat diperiksa di buku besar: beri --online, atau periksa kode QR-nya.",
		"A code alone can only be checked in the ledger: give --online, or check the QR code."},
	"unread.code-offline": {
		"Kode yang diketik hanya dapat diperiksa dengan bertanya kepada lembaga, dan lembaganya tidak dapat dihubungi. Kode QR dapat diperiksa tanpa jaringan.",
		"A typed code can only be checked by asking the institution, and it cannot be reached. A QR code can be checked without a network."},
	"unread.code-saved": {
		"Halaman tersimpan ini tidak memakai jaringan, jadi tidak dapat memeriksa kode yang diketik. Tempel isi kode QR-nya, atau pilih PDF-nya.",
		"This saved page uses no network, so it cannot check a typed code. Paste the text of the QR code, or choose the PDF."},
	"unread.code-other": {"Lembaga menjawab dengan bukti untuk kode lain. Jawaban itu tidak dipakai.",
		"The institution answered with the proof of another code. That answer was not used."},
}

// unreadTyped name what was typed in the place of a certificate's code.
var unreadTyped = Book{
	"unread.code-length": {
		"Kode sertifikat terdiri atas 12 karakter; yang ini {count}. Cocokkan dengan yang tercetak di dekat kode QR, misalnya K7QM-2F8D-9XPA.",
		"A certificate's code has 12 characters; this has {count}. Compare it with the one printed near the QR code, for example K7QM-2F8D-9XPA."},
	"unread.invitation": {
		"Ini kode slip untuk menandatangani komitmen, bukan kode sertifikat: pindai kode QR pada slip itu dengan ponsel (alamatnya berakhir dengan /tanda), atau di komputer jalankan ikrar pledge ALAMAT; jangan bagikan kodenya. Untuk memeriksa, ketik kode 12 karakter di dekat kode QR sertifikat.",
		"This is the code of a slip, for signing a pledge, not a certificate's code: scan the QR code on that slip with a telephone (its address ends in /tanda), or run ikrar pledge ADDRESS on a computer; share the code with nobody. To check, type the code of 12 characters near a certificate's QR code."},
	"unread.fingerprint": {
		"Ini sidik jari sebuah kunci, bukan kode sertifikat. Untuk memeriksa, ketik kode 12 karakter di dekat kode QR.",
		"This is the fingerprint of a key, not a certificate's code. To check, type the code of 12 characters near the QR code."},
	"unread.nip": {
		"Ini NIP. Sertifikat tidak dicari menurut NIP: ketik kode 12 karakter di dekat kode QR, atau pindai kode QR-nya.",
		"This is an NIP. Certificates are not looked up by NIP: type the code of 12 characters near the QR code, or scan the QR code."},
	"unread.number": {
		"Ini sebuah angka ({count} digit), bukan kode sertifikat. Ketik kode 12 karakter di dekat kode QR, atau pindai kode QR-nya.",
		"This is a number of {count} digits, not a certificate's code. Type the code of 12 characters near the QR code, or scan the QR code."},
	"unread.certificate-number": {
		"Ini nomor sertifikat. Yang diketik untuk memeriksa adalah kode 12 karakter di dekat kode QR, misalnya K7QM-2F8D-9XPA.",
		"This is the number of a certificate. What is typed to check it is the code of 12 characters near the QR code, for example K7QM-2F8D-9XPA."},
}

// headlines are those of what may well be a good certificate, and cannot be checked here or now.
func headlines() Book {
	book := Book{}
	for _, cause := range []string{"decoder", "code-alone", "code-offline", "code-saved", "code-other"} {
		book["unread."+cause+".headline"] = verdictWords["verdict.undetermined"]
	}
	return book
}

// UnreadHeadline is the key of the word above the sentence under key.
func UnreadHeadline(key string) string {
	if _, ok := Unread[key+".headline"]; ok {
		return key + ".headline"
	}
	return "unread.headline"
}
