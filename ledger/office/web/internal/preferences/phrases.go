package preferences

import (
	"ikrar/ledger/office/rootact"
	"ikrar/verify/phrase"
)

var phrases = merged(settingPhrases, actPhrases, carryPhrases, sessionPhrases, backupPhrases,
	rootact.Phrases)

// merged is one book of several, which name nothing twice: a test meets it.
func merged(books ...phrase.Book) phrase.Book {
	all, err := phrase.Merge(books...)
	if err != nil {
		panic(err)
	}
	return all
}

var settingPhrases = phrase.Book{
	"preferences.title":   {ID: "Pengaturan", EN: "Settings"},
	"preferences.choices": {ID: "Pilihan kepegawaian", EN: "HR's choices"},
	"preferences.save":    {ID: "Simpan pilihan", EN: "Save the choices"},
	"preferences.saved":   {ID: "Tersimpan.", EN: "Saved."},
	"preferences.restart": {
		ID: "Halaman publik dan halaman tanda tangan memakainya setelah ikrar serve dijalankan ulang.",
		EN: "The public page and the signing page go by it once ikrar serve is started anew."},
	"preferences.on":  {ID: "ditampilkan", EN: "shown"},
	"preferences.off": {ID: "tidak ditampilkan", EN: "not shown"},

	"preferences.keys": {
		ID: "Kunci yang dibuat pegawai di ponselnya",
		EN: "Keys that people make on their telephones"},
	"preferences.keys.ask": {ID: "Pegawai memilih sendiri", EN: "People choose"},
	"preferences.keys.ask.hint": {
		ID: "Yang mau menyimpan memilih frasa sandi; yang tidak, kuncinya sekali pakai.",
		EN: "Those who want to keep it choose a passphrase; of the others it is for one use."},
	"preferences.keys.keep": {ID: "Selalu disimpan, dengan frasa sandi", EN: "Always kept, under a passphrase"},
	"preferences.keys.keep.hint": {
		ID: "Kegiatan berikutnya tidak perlu slip baru, dan pegawai dapat mencabut kuncinya sendiri. Setiap orang " +
			"harus mengingat frasa sandinya.",
		EN: "The next campaign needs no new slip, and people can revoke their own key. Everybody has to remember a " +
			"passphrase."},
	"preferences.keys.once": {ID: "Sekali pakai", EN: "For one use"},
	"preferences.keys.once.hint": {
		ID: "Paling cepat: tanpa frasa sandi, kunci dihapus setelah komitmen tercatat. Setiap kegiatan perlu slip " +
			"baru, dan pencabutan lewat kepegawaian. Hanya bila server menyetujui sendiri, dengan petugas bernama " +
			"otomatis; tanpa itu ikrar serve tidak mau berjalan.",
		EN: "The quickest: no passphrase, and the key is deleted once the pledge is recorded. Each campaign needs new " +
			"slips, and to revoke takes HR. Only where the server approves by itself, by a registrar named otomatis; " +
			"without it ikrar serve does not start."},
	"preferences.keys.wrong": {ID: "Pilih salah satu.", EN: "Choose one of them."},

	"preferences.figures": {ID: "Angka untuk umum", EN: "Public figures"},
	"preferences.figures.label": {
		ID: "Tampilkan halaman angka setiap kegiatan",
		EN: "Show a page of figures of each campaign"},
	"preferences.figures.hint": {
		ID: "Siapa pun dapat membaca berapa yang sudah menandatangani, seluruhnya dan per unit. Tidak ada nama.",
		EN: "Anybody can read how many have signed, in all and by unit. There are no names."},
	"preferences.reserve": {ID: "Cadangan ruang disk (MiB)", EN: "Reserve of disk space (MiB)"},
	"preferences.reserve.hint": {
		ID: "Pencatatan berhenti sebelum disk penuh. 256 cukup untuk kebanyakan; 0 berarti tanpa penjagaan.",
		EN: "Recording stops before the disk is full. 256 is enough for most; 0 means no guard."},
	"preferences.reserve.wrong": {
		ID: "Tulis bilangan bulat dari 0 sampai 1048576.",
		EN: "Write a whole number from 0 to 1048576."},
	"preferences.certificates": {
		ID: "Perangkat daerah, nomor, tampilan, dan penanda tangan sertifikat",
		EN: "Agency, number, look and signatory of certificates"},
	"preferences.mail": {ID: "Surel: peladen, pengirim, dan kata sandi", EN: "Mail: server, sender and password"},
	"preferences.invitations": {
		ID: "Masa berlaku undangan dipilih saat slip dibuat",
		EN: "How long invitations are valid is chosen when slips are made"},

	"preferences.stale": {
		ID: "Orang lain sudah mengubahnya sementara itu, langsung di berkas atau dengan perintah.",
		EN: "Somebody else changed this meanwhile, in the file itself or by a command."},
	"preferences.stale.by": {
		ID: "{name} sudah mengubahnya sementara itu, {moment}.",
		EN: "{name} changed this meanwhile, {moment}."},
	"preferences.stale.next": {
		ID: "Yang Anda isi belum disimpan. Periksa lagi, lalu lanjutkan kalau masih benar.",
		EN: "What you typed is not saved. Look once more, then go on where it still holds."},
	"preferences.stale.field": {ID: "{field}: sekarang {value}", EN: "{field}: now {value}"},

	"preferences.list": {ID: "Daftar kepercayaan", EN: "Trust list"},
	"preferences.list.hint": {
		ID: "Dengan daftar ini siapa pun dapat memeriksa sertifikat. Isinya hanya berubah dengan tanda tangan kunci akar.",
		EN: "By this list anybody can check certificates. It changes by the root key's signature alone."},
	"preferences.list.take":        {ID: "Unduh trust.note", EN: "Download trust.note"},
	"preferences.name":             {ID: "Nama lembaga", EN: "Name of the institution"},
	"preferences.url":              {ID: "Alamat publik", EN: "Public address"},
	"preferences.url.hint":         {ID: "Tercetak dalam setiap kode QR baru.", EN: "Printed in every new QR code."},
	"preferences.timezone":         {ID: "Zona waktu", EN: "Time zone"},
	"preferences.origin":           {ID: "Nama buku besar (tetap)", EN: "Name of the ledger (for good)"},
	"preferences.until":            {ID: "Segar sampai", EN: "Fresh until"},
	"preferences.serial":           {ID: "Nomor seri", EN: "Serial"},
	"preferences.fingerprint":      {ID: "Sidik jari kunci akar", EN: "Fingerprint of the root key"},
	"preferences.fingerprint.long": {ID: "Sidik jari lengkap", EN: "The whole fingerprint"},
	"preferences.ending": {
		ID: "Daftar kepercayaan segar sampai {day}. Perbarui sebelum itu, dengan kunci akar.",
		EN: "The trust list is fresh until {day}. Renew it before, with the root key."},
	"preferences.ended": {
		ID: "Daftar kepercayaan sudah usang sejak {day}. Sertifikat tetap sah, tetapi pemeriksa diberi peringatan. " +
			"Perbarui dengan kunci akar.",
		EN: "The trust list is stale since {day}. Certificates stay valid, but whoever checks is warned. Renew it " +
			"with the root key."},
	"preferences.root.here": {ID: "Kunci akar ada di komputer ini.", EN: "The root key is on this computer."},
	"preferences.root.away": {ID: "Simpan di brankas", EN: "Put it into a safe"},
	"preferences.root.elsewhere": {
		ID: "Kunci akar tidak ada di komputer ini. Pasang diska lepasnya, atau bawa permintaan ke tempatnya.",
		EN: "The root key is not on this computer. Plug in its stick, or carry a request to where it is."},
	"preferences.done": {
		ID: "Daftar kepercayaan nomor seri {serial} berlaku. Bagikan trust.note yang baru kepada yang memeriksa tanpa " +
			"internet.",
		EN: "Trust list serial {serial} is in force. Hand the new trust.note to those who check offline."},

	"preferences.registrars": {ID: "Petugas", EN: "Registrars"},
	"preferences.registrars.hint": {
		ID: "Mereka menjamin bahwa kunci adalah milik pegawai.",
		EN: "They vouch that a key is a person's."},
	"preferences.registrar.name":  {ID: "Nama petugas", EN: "Name of the registrar"},
	"preferences.registrar.state": {ID: "Berlaku", EN: "In force"},
	"preferences.registrar.since": {ID: "sejak {day}", EN: "since {day}"},
	"preferences.registrar.ended": {ID: "berhenti {day}", EN: "retired {day}"},
	"preferences.registrar.you":   {ID: "Anda", EN: "you"},
	"preferences.registrar.auto": {
		ID: "otomatis: server menyetujui sendiri dengan kunci ini",
		EN: "otomatis: the server approves by itself, by this key"},
	"preferences.key.fingerprint": {ID: "Sidik jari kunci", EN: "Key fingerprint"},
	"preferences.do":              {ID: "Tindakan", EN: "Act"},

	"preferences.witnesses": {ID: "Lembaga saksi", EN: "Witnesses"},
	"preferences.witnesses.none": {
		ID: "Belum ada lembaga lain yang ikut menyaksikan buku besar.",
		EN: "No other office witnesses the ledger yet."},
	"preferences.quorum": {
		ID: "{need} dari {count} lembaga saksi harus ikut menandatangani.",
		EN: "Of {count} witnesses {need} must cosign."},
	"preferences.texts":          {ID: "Naskah yang disahkan", EN: "Texts that are approved"},
	"preferences.ledgers":        {ID: "Kunci buku besar", EN: "Ledger keys"},
	"preferences.ledger.active":  {ID: "dipakai", EN: "in use"},
	"preferences.ledger.retired": {ID: "berakhir", EN: "retired"},
	"preferences.ledger.stolen":  {ID: "dinyatakan dicuri", EN: "declared stolen"},
	"preferences.ledgers.hint": {
		ID: "Menggantinya dilakukan di server: ikrar trust ledger rotate --root-key BERKAS.",
		EN: "To replace it is done on the server: ikrar trust ledger rotate --root-key FILE."},
}
