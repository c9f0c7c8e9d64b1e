package main

import "ikrar/verify/phrase"

var publishPhrases = phrase.Book{
	"arg.destination": {ID: "TUJUAN", EN: "DESTINATION"},
	"publish.short": {
		ID: "Menyalin yang boleh dibaca siapa pun ke server web lain",
		EN: "Copy what anyone may read to any web host"},
	"publish.long": {
		ID: "Menyalin yang boleh dibaca siapa pun ke TUJUAN, sebuah direktori atau s3://BUCKET/PREFIX: titik periksa, ubin, daftar\n" +
			"kepercayaan, daftar status, kegiatan, pencabutan, penerbitan sertifikat, halaman pemeriksa, dan panduan. Server web mana\n" +
			"pun dapat memperlihatkannya, dan ikrar audit ALAMAT memeriksanya. Tidak ada data orang di dalamnya: bukti dengan kode\n" +
			"dan PDF tetap hanya di server ini.\n\n" +
			"Hanya yang baru yang ditulis, titik periksa paling akhir; jalan yang terputus dilanjutkan oleh yang berikutnya. Juga\n" +
			"selagi ikrar serve berjalan; ikrar serve --publish TUJUAN melakukannya terus-menerus. Bila di TUJUAN ada titik periksa\n" +
			"buku besar ini yang tidak ada di sini, salinan lama telah dipasang kembali: buku besar berhenti, dan tidak ada yang\n" +
			"ditimpa. Kunci s3:// dibaca dari lingkungan, seperti alat AWS membacanya.",
		EN: "Copy what anyone may read to DESTINATION, a directory or s3://BUCKET/PREFIX: checkpoint, tiles, trust list, status\n" +
			"list, campaigns, revocations, issuances of certificates, the checking page and the guides. Any web host can show them,\n" +
			"and ikrar audit URL checks them. No person's data are among them: proofs by code and PDFs stay with this server.\n\n" +
			"Only what is new is written, the checkpoint last; the next run finishes one that was cut off. Also while ikrar serve\n" +
			"runs; ikrar serve --publish DESTINATION does it all the time. Where DESTINATION has a checkpoint of this ledger that\n" +
			"is not here, an older copy was put back: the ledger goes out of service, and nothing is overwritten. Keys of s3:// are\n" +
			"read from the environment, as AWS's tools read them.",
	},
	"publish.example": {
		ID: "ikrar publish /srv/www/ikrar --dry-run\nikrar publish /srv/www/ikrar\nikrar publish s3://contoh-publik/ikrar",
		EN: "ikrar publish /srv/www/ikrar --dry-run\nikrar publish /srv/www/ikrar\nikrar publish s3://contoh-public/ikrar"},
	"publish.flag.dry-run": {ID: "hanya menampilkan yang akan ditulis", EN: "only show what would be written"},
	"publish.flag.anew": {
		ID: "memulai salinan di TUJUAN dari awal: yang dulu di sana hilang, atau ada entri yang hilang dari buku besar; memeriksa " +
			"pula setiap berkas yang sudah ada",
		EN: "begin the copy there from the start: what was there is gone, or entries of the ledger were lost; looks at every " +
			"file that is there, too"},
	"progress.publish": {ID: "menyalin", EN: "copying"},
	"publish.done": {
		ID: "{to} memperlihatkan {size} entri, sebelumnya {before}; ditulis: {objects}",
		EN: "{to} shows {size} entries, {before} before; written: {objects}"},
	"publish.would": {
		ID: "{to} akan memperlihatkan {size} entri, sekarang {before}; akan ditulis: {objects}. Tidak ada yang " +
			"ditulis.",
		EN: "{to} would show {size} entries, {before} now; would be written: {objects}. Nothing was written."},
	"publish.same": {
		ID: "{to} sudah memperlihatkan {size} entri, dan tidak ada yang baru.",
		EN: "{to} shows {size} entries already, and nothing is new."},
	"publish.overtaken": {
		ID: "Proses lain menyalin ke {to} pada saat yang sama dan lebih dulu; yang tersisa ditulis pada jalan " +
			"berikutnya.",
		EN: "Another process copied to {to} at the same time and was first; what is left is written by the next " +
			"run."},

	"fault.publish-scheme": {
		ID: "{value}: bukan direktori dan bukan s3://BUCKET/PREFIX",
		EN: "{value}: neither a directory nor s3://BUCKET/PREFIX"},
	"fault.publish-scheme.hint": {
		ID: "beri sebuah direktori, misalnya /srv/www/ikrar",
		EN: "give a directory, such as /srv/www/ikrar"},
	"fault.publish-open": {ID: "{to} tidak dapat dibuka", EN: "{to} cannot be opened"},
	"fault.publish-unset": {
		ID: "{to}: {name} tidak ada di lingkungan",
		EN: "{to}: {name} is not set in the environment"},
	"fault.publish-open.hint": {
		ID: "periksa nama bucket dan kunci di lingkungan (AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, " +
			"AWS_SECRET_ACCESS_KEY)",
		EN: "check the bucket's name and the keys in the environment (AWS_ENDPOINT_URL, AWS_REGION, " +
			"AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)"},
	"fault.publish-home": {
		ID: "{to}: direktori lembaga {dir} dan salinan untuk umum tidak boleh saling memuat",
		EN: "{to}: the institution's directory {dir} and a copy for everybody must not lie in each other"},
	"fault.publish-home.hint": {
		ID: "pilih direktori lain yang dibaca server web, misalnya /srv/www/ikrar",
		EN: "choose another directory that the web host reads, such as /srv/www/ikrar"},
	"fault.publish-file": {
		ID: "{to}: itu berkas, bukan direktori",
		EN: "{to}: that is a file, not a directory"},
	"fault.publish-file.hint": {
		ID: "pilih direktori yang dibaca server web, misalnya /srv/www/ikrar",
		EN: "choose a directory that the web host reads, such as /srv/www/ikrar"},
	"fault.publish-none": {
		ID: "{to}: belum ada titik periksa yang diumumkan, jadi belum ada yang disalin",
		EN: "{to}: no checkpoint is published yet, so there is nothing to copy"},
	"fault.publish-none.hint": {
		ID: "ikrar checkpoint menunjukkan lembaga saksi mana yang belum menandatangani",
		EN: "ikrar checkpoint shows which witnesses have not cosigned"},
	"publish.none-dry": {
		ID: "tanpa --dry-run titik periksa dibuat lebih dulu; ikrar checkpoint hanya membuat titik periksa",
		EN: "without --dry-run one is made first; ikrar checkpoint makes one and nothing else"},
	"fault.publish-missing": {
		ID: "{to}: salinan pernah ditulis di sini, tetapi titik periksanya tidak ada lagi. Tidak ada yang ditulis",
		EN: "{to}: a copy was written here, and its checkpoint is gone. Nothing was written"},
	"fault.publish-missing.hint": {
		ID: "periksa apakah tujuannya benar; bila isinya memang disingkirkan, mulai lagi dengan --anew",
		EN: "see whether this is the right place; where its content was cleared on purpose, begin again by --anew"},
	"fault.publish-lost": {
		ID: "{to}: ada entri yang hilang dari buku besar ini (restore --accept-loss), dan di sini belum ada " +
			"salinannya",
		EN: "{to}: entries of this ledger were lost (restore --accept-loss), and no copy was begun here since"},
	"fault.publish-lost.hint": {
		ID: "bila ini tempat yang baru, mulai dengan --anew",
		EN: "where this is a new place, begin by --anew"},
	"fault.publish-former": {
		ID: "{to}: salinan di sini berasal dari sebelum entri hilang (restore --accept-loss). Pembacanya " +
			"berpegang padanya, jadi ia dibiarkan",
		EN: "{to}: the copy here is from before entries were lost (restore --accept-loss). Its readers hold on " +
			"to it, so it stays as it is"},
	"fault.publish-former.hint": {
		ID: "pilih tempat yang baru, dan mulai di sana dengan --anew",
		EN: "choose a new place, and begin there by --anew"},
	"fault.publish-unverified": {
		ID: "{to}: isi tempat ini bukan milik buku besar ini menurut daftar kepercayaan. Tidak ada yang " +
			"ditulis",
		EN: "{to}: by the trust list, what lies here is not this ledger's. Nothing was written"},
	"fault.publish-unverified.hint": {
		ID: "mungkin tujuan ini milik lembaga lain, atau isinya diubah orang. Simpan sebagai bukti, lalu pilih " +
			"tempat lain atau kosongkan dan pakai --anew",
		EN: "this may be another institution's place, or somebody has changed it. Keep it as evidence, then " +
			"choose another place, or clear it and use --anew"},
	"fault.publish-different": {
		ID: "{to}: {name} di sini lain dari yang ada di buku besar, padahal tidak pernah berubah. Tidak ada yang " +
			"ditimpa",
		EN: "{to}: {name} here is other than the ledger's, and it never changes. Nothing was overwritten"},
	"fault.publish-different.hint": {
		ID: "simpan sebagai bukti dan cari tahu siapa yang menulisnya, lalu singkirkan dan ulangi perintah ini",
		EN: "keep it as evidence and find out who wrote it, then move it away and repeat this command"},
	"fault.publish-unfit": {
		ID: "{to}: penyimpanan ini mengabaikan {condition}, sehingga dua penulis dapat saling menimpa",
		EN: "{to}: this storage ignores {condition}, so two writers could overwrite each other"},
	"fault.publish-unfit.hint": {
		ID: "pakai penyimpanan yang menghormati penulisan bersyarat, atau sebuah direktori",
		EN: "use one that honours conditional writes, or a directory"},
	"fault.publish-store": {
		ID: "{to}: {name} tidak dapat dibaca atau ditulis",
		EN: "{to}: {name} could not be read or written"},
	"fault.publish-store.hint": {
		ID: "yang sudah ditulis tetap berguna; ulangi perintah ini",
		EN: "what was written counts; repeat this command"},
	"publish.store-denied": {
		ID: "buat {to} sekali untuk pengguna yang menjalankan ikrar: install -d -o ikrar -g ikrar {to}; di unit systemd juga " +
			"ReadWritePaths={to} dan UMask=0022",
		EN: "make {to} once for the user that runs ikrar: install -d -o ikrar -g ikrar {to}; in the systemd unit also " +
			"ReadWritePaths={to} and UMask=0022"},
	"fault.ledger-halted": {
		ID: "ikrar serve atau ikrar office yang memegang buku besar ini berhenti mencatat",
		EN: "the ikrar serve or ikrar office that has this ledger records nothing any more"},
	"fault.ledger-halted.hint": {
		ID: "hentikan proses itu; sesudahnya {ikrar} doctor mengatakan sebabnya",
		EN: "stop that process; {ikrar} doctor then says why"},
	"fault.publish-restored": {
		ID: "{dir}: {to} memperlihatkan {seen} entri, tetapi di sini hanya {size}: salinan lama telah dipasang " +
			"kembali. Tidak ada lagi yang dicatat atau ditimpa",
		EN: "{dir}: {to} shows {seen} entries, and there are only {size} here: an older copy was put back. " +
			"Nothing is recorded or overwritten any more"},
	"fault.publish-restored.hint": {
		ID: "pasang kembali salinan ledger dengan sedikitnya {seen} entri. Bila hilang untuk selamanya: ikrar " +
			"restore --accept-loss, lalu tempat yang baru. Bila {to} sudah lain, ikrar publish {to} memeriksanya lagi",
		EN: "put back a copy of ledger with at least {seen} entries. Where they are lost for good: ikrar restore " +
			"--accept-loss, then a new place. Where {to} is another by now, ikrar publish {to} looks again"},
	"fault.publish-forked": {
		ID: "{dir}: {to} memperlihatkan {seen} entri yang lain dari {seen} entri pertama di sini: riwayatnya " +
			"telah ditulis ulang. Tidak ada lagi yang dicatat atau ditimpa",
		EN: "{dir}: {to} shows {seen} entries that are not the first {seen} here: the history was written anew. " +
			"Nothing is recorded or overwritten any more"},
	"fault.publish-forked.hint": {
		ID: "simpan salinan direktori ini dan isi {to}, cari tahu sebabnya, lalu pasang " +
			"kembali salinan yang sama dengan yang diperlihatkan",
		EN: "keep a copy of this directory and of what {to} holds, find out why, then put back " +
			"the copy that agrees with what is shown"},
}
