package phrase

// unreadFormats name what a file is instead of a certificate, and the way out. {format} is a name
// that people know it by, {name} a file within it.
var unreadFormats = Book{
	"unread.phone": {
		"Ini foto {format} dari iPhone, yang tidak dapat dibaca di sini. Simpan sebagai JPEG atau kirim lewat WhatsApp, lalu periksa gambar itu. Agar foto berikutnya JPEG: Pengaturan, Kamera, Format, Paling Kompatibel.",
		"This is an iPhone's picture ({format}), which cannot be read here. Save it as JPEG or send it by WhatsApp, then check that picture. For JPEG from now on: Settings, Camera, Formats, Most Compatible."},
	"unread.convert": {
		"Ini gambar {format} yang tidak dapat dibaca di sini. Simpan sebagai JPEG atau PNG, atau buat tangkapan layarnya, lalu periksa gambar itu.",
		"This is a {format} picture of a kind that cannot be read here. Save it as JPEG or PNG, or take a screenshot of it, then check that picture."},
	"unread.film": {
		"Ini video ({format}). Ambil satu foto kode QR dari dekat, lalu periksa foto itu.",
		"This is a film ({format}). Take one picture of the QR code close up, then check that picture."},
	"unread.inside": {
		"Gambar di dalam PDF ini disimpan sebagai {format}, yang tidak dapat dibaca di sini. Buka PDF-nya, foto kode QR-nya atau buat tangkapan layarnya, lalu periksa gambar itu.",
		"The pictures in this PDF are stored as {format}, which cannot be read here. Open the PDF, take a picture or a screenshot of its QR code, then check that picture."},
	"unread.archive": {
		"Ini arsip {format}. Buka arsip itu, keluarkan berkas sertifikatnya, lalu periksa berkas itu.",
		"This is a {format} archive. Open it, take the certificate's file out, then check that file."},
	"unread.archive-holds": {
		"Ini arsip {format} dengan {name} di dalamnya: buka arsip itu, keluarkan berkasnya, lalu periksa berkas itu.",
		"This is a {format} archive with {name} in it: open it, take that file out, then check it."},
	"unread.mail": {
		"Ini surel ({format}). Buka surelnya, simpan lampirannya, lalu periksa lampiran itu.",
		"This is a mail ({format}). Open it, save its attachment, then check that attachment."},
	"unread.mail-holds": {
		"Ini surel ({format}) dengan lampiran {name}: buka surelnya, simpan lampiran itu, lalu periksa berkas itu.",
		"This is a mail ({format}) with the attachment {name}: open it, save that attachment, then check it."},
	"unread.document": {
		"Ini dokumen {format}, bukan sertifikat yang diterbitkan. Periksa PDF aslinya, atau foto kode QR di dalamnya dari dekat.",
		"This is a {format} document, not a certificate as it was issued. Check the original PDF, or take a picture of the QR code in it close up."},
	"unread.printer": {
		"Ini berkas cetak {format}. Simpan atau cetak sebagai PDF, lalu periksa PDF itu.",
		"This is a {format} file, made for a printer. Save or print it as PDF, then check that PDF."},
	"unread.packet": {
		"Ini paket {format} untuk menandatangani komitmen, bukan sertifikat. Tanda tangani dengan ikrar pledge; yang diperiksa di sini sertifikat yang kemudian terbit.",
		"This is a packet {format} to sign a pledge with, not a certificate. Sign by ikrar pledge; what is checked here is the certificate that is issued afterwards."},
	"unread.pledge": {
		"Ini {format}, komitmen yang sudah ditandatangani tetapi belum menjadi sertifikat. Kirimkan kepada petugas kepegawaian untuk dicatat; yang diperiksa di sini sertifikat yang kemudian terbit.",
		"This is {format}, a pledge that was signed and is not a certificate yet. Send it to HR to be recorded; what is checked here is the certificate that is issued afterwards."},
	"unread.trust": {
		"Ini daftar kepercayaan lembaga ({format}), bukan sertifikat. Simpan untuk dipakai memeriksa, lalu periksa sertifikatnya: PDF, foto, atau kode QR-nya.",
		"This is an institution's trust list ({format}), not a certificate. Keep it to check by, then check the certificate: its PDF, a picture, or its QR code."},
	"unread.key": {
		"Ini kunci publik ({format}), bukan sertifikat. Kirimkan kepada petugas kepegawaian untuk didaftarkan; yang diperiksa di sini PDF sertifikat, fotonya, atau kode QR-nya.",
		"This is a public key ({format}), not a certificate. Send it to HR to be enrolled; what is checked here is a certificate's PDF, a picture of it, or its QR code."},
	"unread.secret": {
		"Ini kunci pribadi ({format}), bukan sertifikat. Simpan baik-baik dan jangan kirimkan kepada siapa pun; yang diperiksa di sini PDF sertifikat, fotonya, atau kode QR-nya.",
		"This is a private key ({format}), not a certificate. Keep it safe and send it to nobody; what is checked here is a certificate's PDF, a picture of it, or its QR code."},
	"unread.web": {
		"Isi berkas ini halaman web ({format}), bukan sertifikat: mungkin halaman masuk yang tersimpan sebagai gantinya. Buka lagi alamatnya, masuk, lalu unduh PDF-nya.",
		"This file is a web page ({format}), not a certificate: perhaps a login page that was saved in its place. Open the address again, sign in, then download the PDF."},
	"unread.unknown": {
		"Isi berkas ini tidak dikenali: bukan PDF, gambar, .tlog-proof, maupun teks. Periksa PDF sertifikatnya, atau foto kode QR-nya dari dekat.",
		"What this file is cannot be told: neither a PDF, a picture, a .tlog-proof nor a text. Check the certificate's PDF, or take a picture of its QR code close up."},
	"unread.empty": {
		"Berkas ini kosong: unduhan atau kirimannya mungkin terputus. Unduh atau minta kirim lagi.",
		"This file is empty: its download or transfer may have broken off. Download it again, or ask for it again."},
	"unread.closer": {
		"Kode QR tidak terbaca dalam gambar ini: terlalu kecil, terlalu jauh, atau kabur. Dekatkan ke kode QR sampai hampir memenuhi gambar, lalu foto atau pindai lagi.",
		"No QR code can be made out in this picture: it is too small, too far away or blurred. Move closer to the QR code until it nearly fills the picture, then take or scan it again."},
	"unread.partly": {
		"{seen} dari {all} gambar diperiksa, dan belum ada kode QR sertifikat di dalamnya. Periksa halaman sertifikatnya saja, atau foto kode QR-nya dari dekat.",
		"{seen} of {all} pictures were checked, without a certificate's QR code in them. Check the certificate's page alone, or take a picture of its QR code close up."},
}
