package preferences

import "ikrar/verify/phrase"

var carryPhrases = phrase.Book{
	"preferences.sign": {ID: "Tanda tangani di sini", EN: "Sign here"},
	"preferences.sign.here": {
		ID: "Kunci akar di komputer ini dipakai, kecuali Anda memilih berkas lain.",
		EN: "The root key on this computer is used, unless you choose another file."},
	"preferences.sign.stick": {
		ID: "Pasang diska lepas yang memuat root.key, lalu pilih berkasnya.",
		EN: "Plug in the stick that holds root.key, then choose the file."},
	"preferences.sign.do":   {ID: "Tanda tangani", EN: "Sign"},
	"preferences.root.file": {ID: "Berkas kunci akar", EN: "File of the root key"},
	"preferences.root.file.hint": {
		ID: "Hanya dibaca untuk tindakan ini; tidak disimpan.",
		EN: "Read for this act alone; it is not kept."},
	"preferences.root.path":      {ID: "Atau alamat berkasnya", EN: "Or the path of the file"},
	"preferences.root.path.hint": {ID: "Contoh: /media/brankas/root.key", EN: "For example: /media/safe/root.key"},
	"preferences.passphrase":     {ID: "Frasa sandi kunci akar", EN: "Passphrase of the root key"},
	"preferences.passphrase.hint": {
		ID: "Ditanyakan setiap kali; tidak disimpan.",
		EN: "Asked for each time; it is not kept."},

	"preferences.root.none": {ID: "Pilih dulu berkas kunci akar.", EN: "Choose the file of the root key first."},
	"preferences.root.relative": {
		ID: "Tulis alamat berkas yang lengkap, misalnya /media/brankas/root.key.",
		EN: "Write the whole path, as /media/safe/root.key."},
	"preferences.root.missing": {
		ID: "Di alamat itu tidak ada berkas yang dapat dibaca. Apakah diska lepasnya sudah terpasang?",
		EN: "There is no file at that path that can be read. Is the stick plugged in?"},
	"preferences.root.passphrase": {
		ID: "Kunci akar ini memakai frasa sandi. Ketik, dan pilih lagi berkasnya.",
		EN: "This root key has a passphrase. Type it, and choose the file again."},
	"preferences.root.passphrase.wrong": {
		ID: "Frasa sandi ini tidak membuka kunci akar. Periksa huruf besar, pilih lagi berkasnya, dan coba lagi.",
		EN: "This passphrase does not open the root key. Check the capitals, choose the file again, and try again."},
	"preferences.root.mode": {
		ID: "Berkas di alamat itu dapat dibaca pemakai lain komputer ini. Pilih berkasnya dengan tombol di atas.",
		EN: "Other users of this computer can read the file at that path. Choose the file by the button above."},
	"preferences.root.format": {
		ID: "Berkas itu bukan kunci akar. Pilih root.key, bukan yang berakhir .pub.",
		EN: "That file is no root key. Choose root.key, not the one that ends in .pub."},
	"preferences.root.other": {
		ID: "Itu kunci lain, bukan kunci akar lembaga ini. Tidak ada yang diubah.",
		EN: "That is another key, not this institution's root key. Nothing was changed."},

	"preferences.carry": {ID: "Atau tandatangani di tempat kunci akar", EN: "Or sign where the root key is"},
	"preferences.carry.hint": {
		ID: "Bawa berkas permintaan ke komputer yang memakai kunci akar, lalu bawa kembali hasilnya.",
		EN: "Carry the request to the computer where the root key is used, and carry back what it writes."},
	"preferences.carry.do": {ID: "Buat berkas permintaan", EN: "Make the request"},

	"preferences.requests": {
		ID: "{count} permintaan menunggu tanda tangan kunci akar.",
		EN: "Requests that wait for the root key: {count}."},
	"preferences.requests.see": {ID: "Lihat permintaan", EN: "See the requests"},
	"preferences.carried":      {ID: "Permintaan kepada kunci akar", EN: "Requests to the root key"},
	"preferences.carried.lead": {
		ID: "Bawa berkasnya ke tempat kunci akar, tandatangani di sana, bawa kembali.",
		EN: "Carry the file to where the root key is, have it signed there, carry it back."},
	"preferences.carried.one": {
		ID: "Hanya satu dari ini yang dapat ditandatangani. Sesudah itu berlaku, yang lain diminta lagi.",
		EN: "Only one of these can be signed. Once it is in force, ask for the others again."},
	"preferences.carried.none":   {ID: "Tidak ada permintaan yang menunggu.", EN: "No request is waiting."},
	"preferences.asked":          {ID: "Diminta {moment}.", EN: "Asked {moment}."},
	"preferences.asked.by":       {ID: "Diminta {name}, {moment}.", EN: "Asked by {name}, {moment}."},
	"preferences.asked.take":     {ID: "Unduh {file}", EN: "Download {file}"},
	"preferences.asked.withdraw": {ID: "Batalkan", EN: "Withdraw"},
	"preferences.asked.how": {
		ID: "Di sana: ikrar trust sign {file} --root-key root.key. Hasilnya berkas .note.",
		EN: "There: ikrar trust sign {file} --root-key root.key. It writes a .note file."},

	"preferences.answer":      {ID: "Sudah ditandatangani?", EN: "Is it signed?"},
	"preferences.answer.file": {ID: "Berkas .note yang dibawa kembali", EN: "The .note file that came back"},
	"preferences.answer.hint": {
		ID: "Yang diterima hanya yang diminta dari sini; yang lain ditolak.",
		EN: "Only what was asked for from here is taken; anything else is refused."},
	"preferences.answer.none": {ID: "Pilih dulu berkasnya.", EN: "Choose the file first."},
	"preferences.answer.foreign": {
		ID: "Berkas itu tidak ditandatangani kunci akar lembaga ini, atau sudah berubah. Ambil berkas .note yang " +
			"ditulis ikrar trust sign.",
		EN: "That file is not signed by this institution's root key, or was changed. Take the .note file that ikrar " +
			"trust sign wrote."},
	"preferences.answer.older": {
		ID: "Daftar itu bernomor seri {serial}; yang berlaku sudah {have}. Buat permintaan baru.",
		EN: "That list has the serial {serial}; the one in force is {have}. Make a new request."},
	"preferences.answer.unasked": {
		ID: "Daftar itu ditandatangani kunci akar, tetapi isinya bukan yang diminta dari sini. Tanyakan kepada " +
			"pemegang kunci akar.",
		EN: "That list is signed by the root key, but it is not what was asked for from here. Ask who holds the root " +
			"key."},
	"preferences.answer.taken": {ID: "Daftar itu sudah berlaku.", EN: "That list is in force already."},
	"preferences.answer.stale": {
		ID: "Daftar kepercayaan berubah baru saja. Unggah berkasnya sekali lagi.",
		EN: "The trust list changed just now. Upload the file once more."},
	"preferences.answer.plan": {ID: "Berlakukan daftar yang ditandatangani", EN: "Put in force what was signed"},
	"preferences.answer.lead": {
		ID: "Tanda tangan kunci akar benar, dan isinya persis yang diminta:",
		EN: "The root key's signature is good, and it is exactly what was asked for:"},
	"preferences.answer.do": {ID: "Berlakukan", EN: "Put in force"},
	"preferences.void": {
		ID: "Sejak permintaan dibuat, petugas ini menyetujui {count} kunci lagi. Kunci itu tidak akan berlaku; " +
			"daftarkan lagi orangnya.",
		EN: "Since the request was made this registrar approved more keys: {count}. They will count for nothing; enrol " +
			"those people again."},
}

var backupPhrases = phrase.Book{
	"preferences.backups":      {ID: "Cadangan", EN: "Backup"},
	"preferences.backup":       {ID: "Membuat cadangan", EN: "Making a backup"},
	"preferences.backup.never": {ID: "Belum pernah dibuat.", EN: "None was made yet."},
	"preferences.backup.last": {
		ID: "Terakhir {moment}, di {path}.",
		EN: "The last one {moment}, at {path}."},
	"preferences.backup.do": {ID: "Buat cadangan", EN: "Make a backup"},
	"preferences.backup.lead": {
		ID: "Satu berkas terenkripsi, dan di sebelahnya direktori sertifikat. Simpan di luar komputer ini.",
		EN: "One encrypted file, and beside it a directory of the certificates. Keep them off this computer."},
	"preferences.backup.path": {ID: "Simpan sebagai", EN: "Save as"},
	"preferences.backup.path.hint": {
		ID: "Alamat lengkap di diska lepas, misalnya /media/cadangan/ikrar-2026-03-31.backup",
		EN: "A whole path on a stick, as /media/backups/ikrar-2026-03-31.backup"},
	"preferences.backup.relative": {
		ID: "Tulis alamat yang lengkap, misalnya /media/cadangan/ikrar.backup.",
		EN: "Write the whole path, as /media/backups/ikrar.backup."},
	"preferences.backup.home": {
		ID: "Itu di dalam direktori lembaga ({home}): hilang bersamanya. Pilih tempat lain.",
		EN: "That is within the institution's directory ({home}): it would be lost with it. Choose another place."},
	"preferences.backup.exists": {
		ID: "{path} sudah ada, dan tidak ditimpa. Pilih nama lain.",
		EN: "{path} is there already, and is not overwritten. Choose another name."},
	"preferences.backup.missing": {
		ID: "Direktori untuk {path} belum ada. Apakah diska lepasnya sudah terpasang?",
		EN: "There is no directory for {path}. Is the stick plugged in?"},
	"preferences.backup.entries": {ID: "Buku besar", EN: "The ledger"},
	"preferences.backup.pdfs":    {ID: "Sertifikat", EN: "Certificates"},
	"preferences.backup.made": {
		ID: "Cadangan {path} selesai: {count} entri.",
		EN: "The backup {path} is made: {count} entries."},
	"preferences.backup.files": {ID: "{count} sertifikat di {dir}.", EN: "Certificates in {dir}: {count}."},
	"preferences.backup.lacking": {
		ID: "{count} sertifikat tidak dapat disalin. Ketik ikrar issue untuk membuatnya lagi.",
		EN: "Certificates that could not be copied: {count}. Type ikrar issue to make them again."},
	"preferences.backup.erased": {
		ID: "Selama cadangan dibuat ada data yang dihapus, jadi cadangan itu tidak disimpan. Buat sekali lagi.",
		EN: "Data were erased while the backup was made, so it was not kept. Make it once more."},
	"preferences.backup.keys": {ID: "Simpan juga", EN: "Keep these too"},
	"preferences.backup.keys.hint": {
		ID: "Tanpa keys/store.key cadangan tidak dapat dibuka. Bila tidak ada berkas kuncinya, salin keys/, trust.note, " +
			"dan ikrar.toml ke tempat lain.",
		EN: "Without keys/store.key a backup cannot be opened. Where there is no file of its keys, copy keys/, " +
			"trust.note and ikrar.toml to another place."},
	"preferences.backup.daily": {
		ID: "ledger.head dan ledger.erasures berubah setiap hari: salin keduanya sesering mungkin.",
		EN: "ledger.head and ledger.erasures change every day: copy both as often as you can."},
	"preferences.backup.machine": {ID: "Kunci untuk mesin baru", EN: "Keys for a new machine"},
	"preferences.backup.seal":    {ID: "Buat juga berkas kunci di sebelahnya", EN: "Make a file of the keys beside it"},
	"preferences.backup.seal.hint": {
		ID: "Berkas .keys, disegel dengan frasa sandi, memuat yang diperlukan mesin baru untuk membuka cadangan ini dan " +
			"melanjutkan buku besar: kunci penyimpanan, kunci buku besar, daftar kepercayaan, setelan, lambang.",
		EN: "The .keys file, sealed under a passphrase, holds what a new machine needs to open this backup and to go on " +
			"with the ledger: the store key, the ledger key, the trust list, the settings, the emblem."},
	"preferences.backup.seal.without": {
		ID: "Kunci akar, kunci petugas, kunci persetujuan otomatis, dan sandi surel tidak ada di dalamnya: simpan sendiri.",
		EN: "The root key, officers' keys, the key of automatic approval and the mail password are not in it: keep " +
			"these yourself."},
	"preferences.backup.passphrase":       {ID: "Frasa sandi berkas kunci", EN: "Passphrase of the file of keys"},
	"preferences.backup.passphrase.again": {ID: "Ulangi frasa sandi itu", EN: "That passphrase again"},
	"preferences.backup.sealed": {
		ID: "Kunci untuk mesin baru ada di {path}.",
		EN: "Keys for a new machine are in {path}."},
	"preferences.backup.elsewhere": {
		ID: "Simpan frasa sandinya terpisah dari diska ini, misalnya di kertas dalam brankas: siapa yang punya keduanya " +
			"dapat membaca seluruh data pegawai.",
		EN: "Keep its passphrase apart from this disk, on paper in a safe for example: whoever has both can read all " +
			"people's data."},
	"preferences.backup.emblem": {
		ID: "Lambang {path} di luar direktori lembaga, jadi tidak ikut. Simpan salinannya.",
		EN: "The emblem {path} is outside the institution's directory, so it is not in it. Keep a copy."},
	"preferences.restore": {ID: "Bila komputer ini rusak", EN: "Should this computer fail"},
	"preferences.restore.hint": {
		ID: "Tanpa berkas kunci: kembalikan berkas-berkas yang disalin ke direktori kosong, lalu ketik di sana:",
		EN: "Without one: put the files that were copied into an empty directory, then type there:"},
	"preferences.restore.keys": {
		ID: "Dengan berkas kunci, di mesin baru: taruh salinan terbaru ledger.head dan ledger.erasures di direktori " +
			"kosong bernama baru, lalu ketik di sebelahnya:",
		EN: "With a file of the keys, on a new machine: put the newest copies of ledger.head and ledger.erasures into " +
			"an empty directory called new, then type beside it:"},
	"preferences.restore.dir":  {ID: "baru", EN: "new"},
	"preferences.restore.file": {ID: "BERKAS.backup", EN: "FILE.backup"},

	"preferences.sign.away": {
		ID: "Kunci akar hanya menandatangani di server {url}, atau di komputer tempat ia disimpan. Dari sini Anda " +
			"membuat permintaannya.",
		EN: "The root key signs on the server {url} alone, or on the machine where it is kept. Here you make the " +
			"request for it."},
	"preferences.answer.away": {
		ID: "Sesudah ditandatangani (ikrar trust sign BERKAS --root-key root.key), jawabannya diberlakukan di server " +
			"{url}: ikrar trust take BERKAS.note, atau di Pengaturan kantor yang dibuka di sana.",
		EN: "Once it is signed (ikrar trust sign FILE --root-key root.key), the answer is put in force on the server " +
			"{url}: ikrar trust take FILE.note, or in Settings of an office that is opened there."},
	"preferences.backup.away": {
		ID: "Cadangan dibuat di server {url}, oleh operatornya. Berkas kunci untuk mesin baru pun hanya dibuat di sana: " +
			"kunci server tidak pernah dikirim ke komputer ini.",
		EN: "Backups are made on the server {url}, by its operator. So is the file of keys for a new machine: the " +
			"server's keys are never sent to this computer."},
	"preferences.root.away.server": {
		ID: "Perubahan ditandatangani dengan kunci akar, yang tidak ada di komputer ini: Anda membuat permintaannya di " +
			"sini, lalu membawanya ke pemegang kunci itu.",
		EN: "Changes are signed by the root key, which is not on this computer: make the request here, and carry it to " +
			"whoever has that key."},
}
