package entrance

import "ikrar/verify/phrase"

// farPhrases are of the way in to an institution that a server has.
var farPhrases = phrase.Book{
	"server.title": {ID: "Lembaga di sebuah server", EN: "An institution at a server"},
	"server.ask": {
		ID: "Bekerja dari komputer ini pada lembaga yang sudah ada di server. Kunci Anda tetap di komputer ini.",
		EN: "Work from this computer on an institution that a server has. Your key stays on this computer."},
	"server.address": {ID: "Alamat server", EN: "Address of the server"},
	"server.address.hint": {
		ID: "Alamat halaman publik lembaga Anda, seperti pada slip dan sertifikat.",
		EN: "The address of your institution's public page, as on slips and certificates."},
	"server.look": {ID: "Lihat", EN: "Look"},
	"server.lead": {
		ID: "Komputer ini belum mengenal lembaga itu. Cocokkan dulu sidik jari kunci akarnya.",
		EN: "This computer does not know that institution yet. Compare the fingerprint of its root key first."},
	"server.institution": {ID: "Lembaga", EN: "Institution"},
	"server.fingerprint": {ID: "Sidik jari kunci akar", EN: "Fingerprint of the root key"},
	"server.compare": {
		ID: "Sidik jari itu tercetak pada setiap slip, dan pemegang kunci akar dapat membacakannya. Jangan menyalin " +
			"dari halaman ini: server yang palsu juga dapat menampilkannya.",
		EN: "It is printed on every slip, and whoever has the root key can read it out. Do not take it from this " +
			"page: a false server can show it as well."},
	"server.same": {ID: "Sama, huruf demi huruf", EN: "It is the same, letter by letter"},
	"server.same.none": {
		ID: "Cocokkan sidik jarinya, lalu beri centang.",
		EN: "Compare the fingerprint, then tick the box."},
	"server.same.other": {
		ID: "Server itu sekarang menunjukkan kunci akar lain. Cocokkan lagi; bila berbeda, hubungi operator.",
		EN: "The server now shows another root key. Compare again; if they differ, call the operator."},
	"server.believe": {ID: "Percayai lembaga ini", EN: "Believe this institution"},
	"server.instead": {
		ID: "Lembaga Anda sudah ada di sebuah server? Bekerja dari sini",
		EN: "Does a server have your institution already? Work from here"},

	"key.title": {ID: "Kunci petugas Anda", EN: "Your officer's key"},
	"key.lead": {
		ID: "{institution}. Anda menandatangani dengan kunci sendiri, yang dibuat di komputer ini.",
		EN: "{institution}. You sign with a key of your own, which is made on this computer."},
	"key.new":  {ID: "Buat kunci baru", EN: "Make a new key"},
	"key.have": {ID: "Saya sudah punya berkas kunci", EN: "I have a key file already"},
	"key.file": {ID: "Berkas kunci pribadi", EN: "File of the private key"},
	"key.file.hint": {
		ID: "Berkas itu disalin ke komputer ini; frasa sandinya tetap sama.",
		EN: "The file is copied to this computer; its passphrase stays the same."},
	"key.public": {
		ID: "Ini kunci publik. Pilih berkas tanpa .pub.",
		EN: "This is a public key. Choose the file without .pub."},
	"key.format": {
		ID: "Berkas ini bukan kunci pribadi Ed25519. Pilih berkas lain, atau buat kunci baru.",
		EN: "This file is no private Ed25519 key. Choose another, or make a new key."},
	"key.do":   {ID: "Lanjut", EN: "Go on"},
	"key.path": {ID: "Disimpan di {path}.", EN: "Kept in {path}."},

	"waiting.title": {ID: "Menunggu ditunjuk", EN: "Waiting to be appointed"},
	"waiting.lead": {
		ID: "{institution} belum mengenal kunci ini sebagai milik petugas. Pemegang kunci akar menunjuk Anda sekali.",
		EN: "{institution} does not know this key as an officer's yet. Whoever has the root key appoints you once."},
	"waiting.take": {
		ID: "Simpan permintaan Anda dan kirim kepada pemegang kunci akar. Isinya bukan rahasia.",
		EN: "Save your request and send it to whoever has the root key. Nothing in it is secret."},
	"waiting.take.do": {ID: "Simpan permintaan", EN: "Save the request"},
	"waiting.root": {
		ID: "Ia memasukkannya di kantor (Pengaturan, Tunjuk petugas), atau mengetik di server:",
		EN: "They enter it in the office (Settings, Appoint a registrar), or type on the server:"},
	"waiting.fingerprint": {
		ID: "Bacakan lewat telepon, agar ia tahu bahwa kunci itu milik Anda:",
		EN: "Read it out by telephone, so that they know that the key is yours:"},
	"waiting.then":  {ID: "Sesudah itu, tekan Coba lagi.", EN: "After that, press Try again."},
	"waiting.again": {ID: "Coba lagi", EN: "Try again"},
	"waiting.still": {
		ID: "Belum ditunjuk. Tanyakan kepada pemegang kunci akar.",
		EN: "Not appointed yet. Ask whoever has the root key."},

	"retired.title": {ID: "Kunci ini sudah diberhentikan", EN: "This key is retired"},
	"retired.lead": {
		ID: "{institution} memberhentikan kunci milik {name} ini. Yang sudah Anda tanda tangani tetap berlaku.",
		EN: "{institution} has retired this key of {name}. What you signed stays in force."},
	"retired.next": {
		ID: "Kunci yang sama tidak dapat ditunjuk lagi. Bila Anda bertugas kembali, minta ditunjuk dengan kunci baru.",
		EN: "The same key cannot be appointed again. If you are to work here once more, ask by a new key."},
	"retired.do":   {ID: "Buat kunci baru", EN: "Make a new key"},
	"retired.kept": {ID: "Kunci lama tetap disimpan, di {path}.", EN: "The old key is kept, in {path}."},
	"retired.named": {
		ID: "Buka kantor lagi dengan kunci lain: --registrar-key BERKAS.",
		EN: "Open the office again with another key: --registrar-key FILE."},
}
