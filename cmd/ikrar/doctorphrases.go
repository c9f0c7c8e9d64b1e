package main

import "ikrar/verify/phrase"

// doctorPhrases say what is wrong with an installation, and the way on.
var doctorPhrases = phrase.Book{
	"doctor.short": {
		ID: "Memeriksa pemasangan ini: apa yang salah, dan jalan keluarnya",
		EN: "Look this installation over: what is wrong, and the way on"},
	"doctor.long": {
		ID: "Memeriksa kunci, izin berkas, disk, jam, daftar kepercayaan, cadangan," +
			" PDF, lembaga saksi, dan alamat publiknya. Tidak ada\n" +
			"yang diubah. Satu baris bila semuanya baik. Kode keluar: 0 baik, 1 ada yang perlu dikerjakan: " +
			"cocok untuk pengatur waktu.",
		EN: "Look at keys, permissions, disk, clock, trust list, backups, PDFs, witnesses and the public address. Nothing is\n" +
			"changed. One line where all is well. Exit code: 0 well, 1 there is something to do: fit for a timer.",
	},
	"doctor.example": {ID: "ikrar doctor\nikrar doctor --offline", EN: "ikrar doctor\nikrar doctor --offline"},
	"doctor.flag.offline": {
		ID: "tanpa jaringan: alamat publik, peladen, dan penyetel jam tidak diperiksa",
		EN: "without a network: the public address, the server and what sets the clock are not looked at"},
	"doctor.well":    {ID: "{dir}: semuanya baik.", EN: "{dir}: all is well."},
	"doctor.error":   {ID: "SALAH", EN: "WRONG"},
	"doctor.warning": {ID: "PERHATIAN", EN: "WARNING"},
	"doctor.way":     {ID: "jalan keluar", EN: "way on"},

	"doctor.root-key": {
		ID: "kunci akar ada di mesin ini: {path}",
		EN: "the root key is on this machine: {path}"},
	"doctor.root-key.way": {
		ID: "pindahkan ke dua media terpisah dan simpan di brankas; ia hanya diperlukan untuk mengubah daftar " +
			"kepercayaan",
		EN: "move it to two separate media and lock them away; it is needed only to change the trust list"},
	"doctor.key-missing": {ID: "kunci ini tidak ada: {path}", EN: "this key is not there: {path}"},
	"doctor.key-missing.way": {
		ID: "ambil dari salinan direktori keys/; tanpanya buku besar tidak dapat dibuka",
		EN: "take it from your copy of the directory keys/; the ledger does not open without it"},
	"doctor.key-mode": {
		ID: "kunci ini dapat dibaca pengguna lain: {path}",
		EN: "other users can read this key: {path}"},
	"doctor.key-mode.way": {
		ID: "{command}; bila orang lain pernah memakai mesin ini, gantilah kuncinya",
		EN: "{command}; where others have used this machine, replace the key"},
	"doctor.store-key": {ID: "{path}: isinya bukan kunci penyimpanan", EN: "{path}: this is no key of a store"},
	"doctor.store-key.way": {
		ID: "ambil dari salinan direktori keys/; kunci lain tidak membuka penyimpanan ini",
		EN: "take it from your copy of the directory keys/; no other key opens this store"},
	"doctor.unreadable": {ID: "{path}: tidak dapat dibaca pengguna ini", EN: "{path}: this user cannot read it"},
	"doctor.unreadable.way": {
		ID: "jalankan sebagai pengguna yang menjalankan ikrar serve, misalnya dengan sudo -u",
		EN: "run this as the user who runs ikrar serve, by sudo -u say"},
	"doctor.home-mode": {
		ID: "{path}: pengguna lain dapat membaca atau mengubah isinya (mode {mode})",
		EN: "{path}: other users can read or change what is in it (mode {mode})"},
	"doctor.home-mode.way": {ID: "{command}", EN: "{command}"},
	"doctor.file-owner": {
		ID: "{path}: milik pengguna {owner}, padahal penyimpanannya milik {user}; peladen dapat gagal karenanya",
		EN: "{path}: belongs to user {owner}, and the store to {user}; the server may fail over it"},
	"doctor.file-owner.way": {
		ID: "{command}; setelah itu jalankan perintah ikrar hanya sebagai {user}",
		EN: "{command}; then run ikrar's commands as {user} only"},
	"doctor.head-none": {
		ID: "{path} tidak ada: tidak ada yang dapat mengatakan apakah entri terakhir hilang",
		EN: "{path} is not there: nothing says whether entries are missing at the end"},
	"doctor.head-none.way": {
		ID: "ambil dari cadangan; bila tidak ada: {ikrar} settle menjelaskan langkahnya",
		EN: "take it from where copies are; where there is none, {ikrar} settle says what to do"},

	"doctor.trust-ended": {
		ID: "daftar kepercayaan berakhir {days} hari yang lalu: sertifikat tidak lagi dinyatakan sah tanpa " +
			"catatan",
		EN: "the trust list ended; days since: {days}. Certificates are no longer called valid without a remark"},
	"doctor.trust-ended.way": {
		ID: "{ikrar} trust renew --root-key BERKAS",
		EN: "{ikrar} trust renew --root-key FILE"},
	"doctor.trust-ending": {
		ID: "daftar kepercayaan berakhir dalam {days} hari",
		EN: "the trust list ends soon; days left: {days}"},
	"doctor.trust-ending.way": {
		ID: "ambil kunci akar, lalu: {ikrar} trust renew --root-key BERKAS",
		EN: "fetch the root key, then: {ikrar} trust renew --root-key FILE"},
	"doctor.clock-behind": {
		ID: "jam mesin ini {seconds} detik di belakang entri terakhir: tidak ada yang dicatat",
		EN: "this machine's clock is behind the last entry, by seconds: {seconds}. Nothing is recorded"},
	"doctor.clock-behind.way": {
		ID: "setel jamnya, sebaiknya dengan NTP: timedatectl set-ntp true",
		EN: "set the clock, best by NTP: timedatectl set-ntp true"},
	"doctor.clock-alone": {
		ID: "tidak ada yang menyetel jam mesin ini (NTP)",
		EN: "nothing sets this machine's clock (NTP)"},
	"doctor.clock-alone.way": {
		ID: "timedatectl set-ntp true, atau pasang chrony; waktu pada sertifikat adalah waktu jam ini",
		EN: "timedatectl set-ntp true, or install chrony; the time on certificates is this clock's"},
	"doctor.disk-full": {
		ID: "{path}: tersisa {free} MiB, kurang dari cadangan {reserve} MiB: tidak ada yang dicatat",
		EN: "{path}: {free} MiB are free, fewer than the reserve of {reserve} MiB: nothing is recorded"},
	"doctor.disk-full.way": {
		ID: "kosongkan atau perbesar disk itu; pencatatan berlanjut sendiri",
		EN: "free or enlarge that disk; recording goes on by itself"},
	"doctor.disk-low": {
		ID: "{path}: tersisa {free} MiB; di bawah {reserve} MiB tidak ada lagi yang dicatat",
		EN: "{path}: {free} MiB are free; below {reserve} MiB nothing is recorded any more"},
	"doctor.disk-low.way": {
		ID: "kosongkan atau perbesar disk itu sekarang",
		EN: "free or enlarge that disk now"},
	"doctor.backup-none": {
		ID: "belum pernah ada cadangan; buku besar ini berisi {entries} entri",
		EN: "no backup was ever made; entries in this ledger: {entries}"},
	"doctor.backup-none.way": {
		ID: "{ikrar} backup BERKAS, di disk lain, setiap hari",
		EN: "{ikrar} backup FILE, to another disk, every day"},
	"doctor.backup-old": {
		ID: "cadangan terakhir berumur {days} hari dan kekurangan {entries} entri: {path}",
		EN: "the last backup is old; days: {days}, entries it lacks: {entries}, {path}"},
	"doctor.backup-old.way": {
		ID: "{ikrar} backup BERKAS; lihat mengapa cadangan harian berhenti",
		EN: "{ikrar} backup FILE; see why the daily backup has stopped"},
	"doctor.pdf-missing": {
		ID: "{count} PDF sertifikat yang terbit tidak tersimpan di sini",
		EN: "certificates' PDFs that were issued and are not kept here: {count}"},
	"doctor.pdf-missing.way": {
		ID: "{ikrar} issue --adopt DIR, dengan DIR tempat berkasnya",
		EN: "{ikrar} issue --adopt DIR, from the directory where they are"},
	"doctor.quorum-short": {
		ID: "lembaga saksi yang menandatangani titik periksa: {have}, yang disyaratkan: {need}; bukti baru belum " +
			"sah",
		EN: "witnesses that cosigned the checkpoint: {have}, of the {need} that are needed; new proofs do not " +
			"count yet"},
	"doctor.quorum-short.way": {
		ID: "{ikrar} witness list menunjukkan siapa yang diam; hubungi lembaga itu",
		EN: "{ikrar} witness list shows who is silent; call that office"},
	"doctor.witness-silent": {ID: "lembaga saksi {name}: {reason}", EN: "witness {name}: {reason}"},
	"doctor.witness-silent.way": {
		ID: "hubungi lembaga itu; {ikrar} witness list menunjukkan yang terakhir ditandatanganinya",
		EN: "call that office; {ikrar} witness list shows what it cosigned last"},
	"doctor.copy-forked": {
		ID: "{to} memperlihatkan {seen} entri yang tidak ada di sini, yang berisi {size}: salinan lama dipasang kembali, atau " +
			"riwayat ditulis ulang. Tidak ada yang dicatat",
		EN: "{to} shows {seen} entries that are not here, where there are {size}: an older copy was put back, or the history " +
			"was written anew. Nothing is recorded"},
	"doctor.copy-forked.way": {
		ID: "{ikrar} publish {to} memeriksa lagi dan menunjukkan jalan keluarnya",
		EN: "{ikrar} publish {to} looks again and says the way on"},
	"doctor.copy-failing": {
		ID: "penyalinan ke {to} gagal {tries} kali berturut-turut: {error}",
		EN: "copying to {to} failed, times in a row: {tries}: {error}"},
	"doctor.copy-failing.way": {
		ID: "{ikrar} publish {to}",
		EN: "{ikrar} publish {to}"},
	"doctor.copy-behind": {
		ID: "salinan di {to} berumur {days} hari, dan kurang {entries} entri",
		EN: "the copy at {to} is {days} days old, and lacks entries: {entries}"},
	"doctor.copy-behind.way": {
		ID: "{ikrar} publish {to}, atau ikrar serve --publish {to} supaya terus-menerus",
		EN: "{ikrar} publish {to}, or ikrar serve --publish {to} to have it done all the time"},
	"doctor.slips-former": {
		ID: "{count} orang mungkin memegang slip bentuk lama, yang tidak berlaku lagi",
		EN: "people who may hold a slip of the old form, which is void: {count}"},
	"doctor.slips-former.way": {
		ID: "{ikrar} invite --all --until TANGGAL --pdf slip.pdf",
		EN: "{ikrar} invite --all --until DATE --pdf slips.pdf"},
	"doctor.out-of-service": {
		ID: "buku besar berhenti melayani: {error}",
		EN: "the ledger is out of service: {error}"},
	"doctor.out-of-service.way": {
		ID: "hentikan ikrar serve, lalu {ikrar} audit; jangan menghapus apa pun",
		EN: "stop ikrar serve, then {ikrar} audit; delete nothing"},
	"doctor.later-build": {
		ID: "ikrar yang lebih baru sudah melanjutkan buku besar ini; yang ini hanya dapat membacanya",
		EN: "a newer ikrar has continued this ledger; this one can only read it"},
	"doctor.later-build.way": {ID: "pasang ikrar yang lebih baru itu", EN: "install that newer ikrar"},
	"doctor.not-serving": {
		ID: "tidak ada ikrar serve yang berjalan untuk direktori ini",
		EN: "no ikrar serve runs for this directory"},
	"doctor.not-serving.way": {
		ID: "jalankan: {ikrar} serve, atau systemctl start ikrar; tanpa peladen: {ikrar} doctor --offline",
		EN: "run {ikrar} serve, or systemctl start ikrar; where there is no server: {ikrar} doctor --offline"},
	"doctor.files-limit": {
		ID: "batas {limit} berkas terbuka hanya cukup untuk {connections} sambungan sekaligus",
		EN: "the limit of {limit} open files leaves {connections} connections at once"},
	"doctor.files-limit.way": {
		ID: "LimitNOFILE={wanted} di unit systemd, atau ulimit -n {wanted}",
		EN: "LimitNOFILE={wanted} in the systemd unit, or ulimit -n {wanted}"},
	"doctor.url-unreachable": {ID: "{url} tidak menjawab: {error}", EN: "{url} does not answer: {error}"},
	"doctor.url-unreachable.way": {
		ID: "periksa DNS, proksi TLS, dan ikrar serve; kode QR semua sertifikat menuju alamat itu",
		EN: "look at DNS, the TLS proxy and ikrar serve; the QR codes of all certificates lead there"},
	"doctor.url-other": {
		ID: "{url} menjawab dengan daftar kepercayaan lembaga lain, atau dengan yang lain sama sekali",
		EN: "{url} answers with another institution's trust list, or with something else"},
	"doctor.url-other.way": {
		ID: "arahkan alamat itu ke peladen ini; bila lembaga pindah alamat: {ikrar} trust set --url ALAMAT " +
			"--root-key BERKAS",
		EN: "lead that address to this server; where the institution has moved: {ikrar} trust set --url ADDRESS " +
			"--root-key FILE"},
	"doctor.url-behind": {
		ID: "{url} masih membagikan daftar kepercayaan nomor seri {serial}; yang berlaku {want}",
		EN: "{url} still hands out trust list serial {serial}; in force is {want}"},
	"doctor.url-behind.way": {
		ID: "bila peladennya mesin lain atau sebuah cermin, perbaruilah; kosongkan singgahan proksi",
		EN: "where another machine or a mirror answers, renew it; empty the proxy's cache"},
	"doctor.facts-differ": {
		ID: "{path} berbeda dari daftar kepercayaan: {what}; perintah yang mencetak atau menandatangani menolak",
		EN: "{path} is not what the trust list says: {what}; verbs that print or sign refuse"},
	"doctor.facts-differ.way": {
		ID: "bila ikrar.toml yang benar: {command}; bila daftar itu yang benar, hapus barisnya dari ikrar.toml",
		EN: "where ikrar.toml is right: {command}; where the list is right, take the line out of ikrar.toml"},
}
