package preferences

import "ikrar/verify/phrase"

var actPhrases = phrase.Book{
	"preferences.act.perbarui": {ID: "Perbarui daftar", EN: "Renew the list"},
	"preferences.act.perbarui.lead": {
		ID: "Isinya tetap; daftar menjadi segar setahun lagi.",
		EN: "What it says stays; it is fresh for a year again."},
	"preferences.act.lembaga": {ID: "Ubah nama, alamat, zona waktu", EN: "Change name, address, time zone"},
	"preferences.act.lembaga.lead": {
		ID: "Yang dicetak dan ditandatangani sesudahnya memuat yang baru.",
		EN: "What is printed and signed from then on has the new ones."},
	"preferences.act.petugas-baru": {ID: "Tunjuk petugas", EN: "Appoint a registrar"},
	"preferences.act.petugas-baru.lead": {
		ID: "Petugas membuat kunci dan permintaannya sendiri di komputernya (ikrar office --at ALAMAT, atau ikrar registrar " +
			"request), lalu mengirimkan berkas yang berakhir .registrar-request. Kunci publik saja (.pub) juga diterima, " +
			"dengan nama yang Anda tulis. Cocokkan sidik jarinya lewat telepon.",
		EN: "The officer makes key and request on a computer of their own (ikrar office --at ADDRESS, or ikrar registrar " +
			"request), and sends the file that ends in .registrar-request. A public key alone (.pub) is taken too, under " +
			"the name that you write. Compare the fingerprint by telephone."},
	"preferences.act.petugas-henti": {ID: "Berhentikan", EN: "Retire"},
	"preferences.act.petugas-henti.lead": {
		ID: "Yang sudah ditandatangani petugas ini tetap berlaku.",
		EN: "What this registrar signed stays in force."},
	"preferences.act.saksi-baru": {ID: "Tambah lembaga saksi", EN: "Add a witness"},
	"preferences.act.saksi-baru.lead": {
		ID: "Kunci dan alamatnya dicetak oleh ikrar witness serve di lembaga itu.",
		EN: "ikrar witness serve, run by that office, prints its key and its address."},
	"preferences.act.saksi-hapus": {ID: "Hapus", EN: "Remove"},
	"preferences.act.saksi-hapus.lead": {
		ID: "Lembaga saksi ini tidak diminta lagi.",
		EN: "This witness is asked no more."},
	"preferences.act.kuorum": {ID: "Ubah kuorum", EN: "Change the quorum"},
	"preferences.act.kuorum.lead": {
		ID: "Bukti baru hanya sah bila sebanyak ini lembaga saksi ikut menandatangani.",
		EN: "A new proof is valid only where so many witnesses have cosigned."},
	"preferences.act.naskah": {ID: "Sahkan naskah sendiri", EN: "Approve a text of your own"},
	"preferences.act.naskah.lead": {
		ID: "Naskah yang sudah disahkan tidak dapat diubah; perbaikan menjadi naskah baru.",
		EN: "A text that is approved cannot be changed; a correction is a new text."},

	"preferences.need":      {ID: "Berapa yang harus ikut", EN: "How many must cosign"},
	"preferences.need.hint": {ID: "0 berarti tidak ada yang disyaratkan.", EN: "0 asks for nobody."},
	"preferences.need.wrong": {
		ID: "Tulis bilangan dari 0 sampai {count}, jumlah lembaga saksi.",
		EN: "Write a number from 0 to {count}, the number of witnesses."},
	"preferences.policy": {
		ID: "Kuorum ini disusun bertingkat; ubah dengan perintah.",
		EN: "This quorum has groups within groups; change it by a command."},
	"preferences.text.name":      {ID: "Nama pendek naskah", EN: "Short name of the text"},
	"preferences.text.name.hint": {ID: "Contoh: naskah-2027", EN: "For example: naskah-2027"},
	"preferences.text.name.wrong": {
		ID: "Pakai huruf kecil, angka, dan tanda hubung, paling banyak 32.",
		EN: "Use lower-case letters, digits and hyphens, at most 32."},
	"preferences.text.exists": {
		ID: "Naskah ini, atau nama {id}, sudah disahkan.",
		EN: "This text, or the name {id}, is approved already."},
	"preferences.body":      {ID: "Naskah", EN: "Text"},
	"preferences.body.file": {ID: "Atau pilih berkasnya", EN: "Or choose its file"},
	"preferences.body.hint": {
		ID: "Baris pertama adalah judulnya. Paling banyak 12 KiB.",
		EN: "The first line is its title. At most 12 KiB."},
	"preferences.body.wrong": {
		ID: "Naskah ini tidak dapat dibekukan: tulis teks biasa, judul di baris pertama, tanpa spasi di ujung baris.",
		EN: "This text cannot be frozen: write plain text, a title in the first line, no spaces at line ends."},

	"preferences.key":      {ID: "Kunci publik", EN: "Public key"},
	"preferences.key.hint": {ID: "Tempel isinya: ssh-ed25519 AAAA...", EN: "Paste it: ssh-ed25519 AAAA..."},
	"preferences.key.file": {ID: "Berkas kunci publik atau permintaan", EN: "File of the public key or the request"},
	"preferences.key.file.hint": {
		ID: "Bukan berkas kunci rahasianya.",
		EN: "Not the file of the private key."},
	"preferences.key.wrong": {
		ID: "Ini bukan kunci publik. Minta berkas yang namanya berakhir .pub.",
		EN: "This is no public key. Ask for the file whose name ends in .pub."},
	"preferences.key.algorithm": {
		ID: "Kunci ini jenis lain. Minta kunci yang dibuat ikrar key new, atau ssh-keygen -t ed25519.",
		EN: "This key is of another kind. Ask for one made by ikrar key new, or ssh-keygen -t ed25519."},
	"preferences.key.private": {
		ID: "Ini kunci rahasia, yang tidak boleh dilihat orang lain. Ia tidak disimpan di sini. Minta pemiliknya " +
			"membuat kunci baru, dan mengirim yang berakhir .pub.",
		EN: "This is a private key, which nobody else may see. It is not kept here. Have its owner make a new key, and " +
			"send the one that ends in .pub."},
	"preferences.registrar.name.hint": {
		ID: "Terlihat oleh siapa pun yang memeriksa sertifikat. Nama otomatis hanya untuk kunci server.",
		EN: "Whoever checks a certificate sees it. The name otomatis is for a server's key alone."},
	"preferences.registrar.exists": {
		ID: "Kunci ini sudah milik seorang petugas.",
		EN: "This key is a registrar's already."},
	"preferences.registrar.unknown": {ID: "Kunci ini bukan milik petugas.", EN: "This key is no registrar's."},
	"preferences.registrar.retired": {ID: "Petugas ini sudah berhenti.", EN: "This registrar is retired already."},
	"preferences.witness.name":      {ID: "Nama pendek", EN: "Short name"},
	"preferences.witness.name.hint": {ID: "Satu kata, misalnya inspektorat", EN: "One word, as inspektorat"},
	"preferences.witness.url":       {ID: "Alamat lembaga saksi", EN: "Address of the witness"},
	"preferences.witness.url.hint": {
		ID: "Contoh: https://saksi.contoh.example",
		EN: "For example: https://saksi.contoh.example"},
	"preferences.witness.key": {ID: "Kunci lembaga saksi", EN: "Key of the witness"},
	"preferences.witness.key.hint": {
		ID: "Satu baris, seperti inspektorat.contoh.example+c4278da5+BDug...",
		EN: "One line, as inspektorat.contoh.example+c4278da5+BDug..."},
	"preferences.witness.key.wrong": {
		ID: "Ini bukan kunci lembaga saksi. Salin seluruh barisnya.",
		EN: "This is no key of a witness. Copy the whole line."},
	"preferences.witness.exists": {
		ID: "{name}: nama atau kunci ini sudah ada.",
		EN: "{name}: this name or key is there already."},
	"preferences.witness.log": {ID: "{name}: ini kunci buku besar.", EN: "{name}: this is a ledger's key."},
	"preferences.witness.unknown": {
		ID: "{name}: tidak ada lembaga saksi ini.",
		EN: "{name}: there is no such witness."},
	"preferences.same": {
		ID: "Daftar kepercayaan sudah berisi demikian.",
		EN: "The trust list says so already."},

	"preferences.look": {ID: "Lihat akibatnya", EN: "See what it does"},
	"preferences.plan": {ID: "Yang akan berubah:", EN: "What will change:"},
	"preferences.not":  {ID: "Jangan diubah", EN: "Change nothing"},
	"preferences.fallen": {
		ID: "{count} undangan yang dibuatnya dan belum dipakai tidak berlaku lagi. Undang lagi orangnya.",
		EN: "Invitations of that registrar which nobody has used fall: {count}. Invite those people again."},
	"preferences.self": {
		ID: "Ini kunci Anda sendiri: setelah ini Anda tidak dapat bekerja di kantor ini dengannya.",
		EN: "This is your own key: after this you cannot work in this office with it."},
	"preferences.plain": {
		ID: "Alamat ini tidak terlindung: siapa pun di jaringan dapat menghentikan pencatatan. Lebih baik https://.",
		EN: "This address is not protected: anybody on the network can stop the recording. Better use https://."},
}
