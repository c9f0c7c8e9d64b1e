package entrance

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"entrance.title": {ID: "Buka kunci petugas", EN: "Open the officer's key"},
	"entrance.lead": {
		ID: "{institution}. Ketik frasa sandi sekali; berlaku sampai kantor ditutup.",
		EN: "{institution}. Type the passphrase once; it holds until the office is closed."},
	"entrance.passphrase": {ID: "Frasa sandi", EN: "Passphrase"},
	"entrance.open":       {ID: "Buka", EN: "Open"},
	"entrance.once": {
		ID: "Kunci tetap di komputer ini dan tidak pernah dikirim ke server.",
		EN: "The key stays on this computer and is never sent to a server."},
	"entrance.passphrase.wrong": {
		ID: "Frasa sandi ini tidak membuka kunci. Periksa huruf besar dan coba lagi.",
		EN: "This passphrase does not open the key. Check the capitals and try again."},
	"entrance.stranger": {
		ID: "Kunci ini bukan milik petugas yang ditunjuk. Mintalah pemegang kunci akar menunjuk Anda, dengan ikrar " +
			"registrar add, lalu buka kantor lagi.",
		EN: "This key is no appointed officer's. Ask whoever holds the root key to appoint you, by ikrar registrar " +
			"add, and open the office again."},
	"entrance.passphrase.same": {
		ID: "Pakai frasa sandi yang lain daripada milik kunci petugas.",
		EN: "Use another passphrase than that of the officer's key."},
	"entrance.registrar.automatic": {
		ID: "Nama ini milik server yang menyetujui sendiri. Tulis jabatan atau bagian Anda.",
		EN: "This name is that of a server that approves by itself. Write your post or division."},
	"entrance.registrar.usual": {ID: "Bagian Kepegawaian", EN: "Human Resources"},
	"entrance.root.none": {
		ID: "Pilih dulu berkas root.key di diska lepas.",
		EN: "Choose the file root.key on the stick first."},
	"entrance.root.other": {
		ID: "Berkas itu bukan salinan yang utuh. Simpan salinannya sekali lagi.",
		EN: "That file is not a whole copy. Save the copy once more."},
	"entrance.root.unchecked": {
		ID: "Baru {count} dari {wanted} salinan diperiksa. Tanpa salinan yang baik, kunci ini hilang untuk selamanya.",
		EN: "Checked so far: {count} of {wanted} copies. Without a good copy this key would be lost for good."},

	"found.title": {ID: "Lima pertanyaan untuk memulai", EN: "Five questions to begin"},
	"found.lead": {
		ID: "Belum ada lembaga di komputer ini. Setelah lima pertanyaan ini, kantor siap dipakai.",
		EN: "There is no institution on this computer yet. After these five questions the office is ready."},
	"found.name": {ID: "Nama lembaga", EN: "Name of the institution"},
	"found.name.hint": {
		ID: "Seperti tercetak pada sertifikat, misalnya Pemerintah Provinsi Contoh.",
		EN: "As printed on certificates, for example Province of Contoh."},
	"found.url": {ID: "Alamat halaman publik", EN: "Address of the public page"},
	"found.url.hint": {
		ID: "Tercetak dalam setiap kode QR. Minta pada pengelola server bila belum ada.",
		EN: "It is printed in every QR code. Ask your server's operator if there is none yet."},
	"found.url.completed": {
		ID: "Alamatnya dilengkapi menjadi {address}. Periksa, ketik frasa sandi sekali lagi, lalu tekan Mulai.",
		EN: "The address was completed to {address}. Look at it, type the passphrases once more, and press Begin."},
	"found.timezone":  {ID: "Zona waktu", EN: "Time zone"},
	"found.registrar": {ID: "Nama petugas", EN: "The officer's name"},
	"found.registrar.hint": {
		ID: "Jabatan atau bagian yang menjamin pegawai; terlihat oleh siapa pun yang memeriksa.",
		EN: "The post or division that vouches for people; whoever checks sees it."},
	"found.passphrases": {ID: "Dua frasa sandi", EN: "Two passphrases"},
	"found.passphrase":  {ID: "Kunci petugas", EN: "The officer's key"},
	"found.passphrase.hint": {
		ID: "Dipakai setiap hari, diketik saat kantor dibuka.",
		EN: "Used every day, typed when the office is opened."},
	"found.root-passphrase": {ID: "Kunci akar", EN: "The root key"},
	"found.root-passphrase.hint": {
		ID: "Dipakai beberapa kali setahun, untuk menunjuk petugas. Tulis di kertas dan simpan di brankas.",
		EN: "Used a few times a year, to appoint officers. Write it on paper and keep it in a safe."},
	"found.passphrase.label":      {ID: "Frasa sandi kunci petugas", EN: "Passphrase of the officer's key"},
	"found.passphrase.again":      {ID: "Ulangi frasa sandi petugas", EN: "The officer's passphrase again"},
	"found.root-passphrase.label": {ID: "Frasa sandi kunci akar", EN: "Passphrase of the root key"},
	"found.root-passphrase.again": {ID: "Ulangi frasa sandi akar", EN: "The root's passphrase again"},
	"found.more":                  {ID: "Setelan lain", EN: "More settings"},
	"found.origin":                {ID: "Nama buku besar", EN: "The ledger's name"},
	"found.origin.hint": {
		ID: "Kosongkan untuk memakai alamat di atas. Tidak dapat diubah lagi.",
		EN: "Leave it empty to use the address above. It cannot be changed later."},
	"found.dir":  {ID: "Disimpan di {dir}.", EN: "Kept in {dir}."},
	"found.make": {ID: "Mulai", EN: "Begin"},

	"root.title": {ID: "Simpan kunci akar di brankas", EN: "Put the root key into a safe"},
	"root.lead": {
		ID: "Siapa pun yang memegang kunci akar dapat menunjuk petugas. Kunci ini jarang dipakai, jadi jangan " +
			"dibiarkan di komputer sehari-hari.",
		EN: "Whoever holds the root key can appoint officers. It is seldom used, so do not leave it on an " +
			"everyday computer."},
	"root.copy": {ID: "Salin ke dua diska lepas", EN: "Copy it to two removable disks"},
	"root.copy.how": {
		ID: "Pasang diska lepas pertama, simpan salinannya di sana, lalu ulangi dengan diska kedua.",
		EN: "Plug in the first stick, save the copy there, then do the same with the second."},
	"root.copy.do": {ID: "Simpan salinan", EN: "Save a copy"},
	"root.check":   {ID: "Periksa setiap salinan", EN: "Check each copy"},
	"root.check.how": {
		ID: "Pilih root.key dari diska lepas. Salinan dibandingkan dengan aslinya.",
		EN: "Choose root.key on the stick. The copy is compared with the original."},
	"root.check.file": {ID: "Berkas di diska lepas", EN: "File on the stick"},
	"root.checked": {
		ID: "Salinan yang sudah cocok: {count} dari {wanted}.",
		EN: "Copies that are the same: {count} of {wanted}."},
	"root.remove":     {ID: "Hapus dari komputer ini", EN: "Remove it from this computer"},
	"root.remove.how": {ID: "Setelah kedua diska lepas ada di brankas.", EN: "Once both sticks are in the safe."},
	"root.remove.do":  {ID: "Hapus dari komputer ini", EN: "Remove from this computer"},
	"root.removed": {
		ID: "Kunci akar sudah tidak ada di komputer ini. Simpan kedua diska lepas di brankas, di dua tempat.",
		EN: "The root key is no longer on this computer. Keep the two sticks in safes, in two places."},
	"root.away": {
		ID: "Kunci akar tidak ada di komputer ini. Begitulah seharusnya.",
		EN: "The root key is not on this computer. That is as it should be."},
	"root.on":    {ID: "Lanjut ke Beranda", EN: "On to the overview"},
	"root.later": {ID: "Nanti saja; Beranda akan mengingatkan", EN: "Later; the overview will remind me"},
}
