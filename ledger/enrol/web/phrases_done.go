package web

import "ikrar/verify/phrase"

// doneWords are what the page says at this part of the way: the end of the way, and coming back.
var doneWords = phrase.Book{
	"done.title": {ID: "Selesai. Terima kasih.", EN: "Done. Thank you."},
	"done.lead": {
		ID: "Komitmen Anda sudah ditandatangani dan tercatat.",
		EN: "Your commitment is signed and recorded.",
	},
	"done.certificate":        {ID: "Sertifikat Anda", EN: "Your certificate"},
	"done.certificate.asking": {ID: "Sedang ditanyakan…", EN: "Asking for it…"},
	"done.certificate.later": {
		ID: "Sertifikat Anda belum terbit. Kepegawaian menerbitkannya kemudian.",
		EN: "Your certificate has not been issued yet. HR issues it later.",
	},
	"done.certificate.gone": {
		ID: "Sertifikatnya tidak ada lagi: data pribadinya telah dihapus. Hubungi kepegawaian bila ini keliru.",
		EN: "The certificate is gone: its personal data were erased. Contact your HR office if this is a mistake.",
	},
	"done.certificate.revoked": {
		ID: "Sertifikat ini telah dicabut. Hubungi kepegawaian.",
		EN: "This certificate was revoked. Contact your HR office.",
	},
	"done.download":      {ID: "Unduh sertifikat", EN: "Download the certificate"},
	"done.download.hint": {ID: "Berkas {name}, PDF.", EN: "File {name}, PDF."},
	"done.later": {
		ID: "Catat kode {code}. Dengan kode itu sertifikat dapat diunduh di halaman ini atau di halaman pemeriksaan begitu terbit.",
		EN: "Write down the code {code}. With it the certificate can be downloaded on this page or on the checking page as soon as it is issued.",
	},
	"done.entry": {ID: "Yang tercatat", EN: "What is recorded"},
	"done.rosette": {
		ID: "Roset komitmen Anda. Yang sama tercetak pada sertifikat.",
		EN: "The rosette of your commitment. The same is printed on the certificate.",
	},
	"done.checked.valid": {
		ID: "Sudah diperiksa di perangkat ini: sah, dan tercatat dalam buku besar.",
		EN: "Checked on this device: valid, and recorded in the ledger.",
	},
	"done.checked.undetermined": {
		ID: "Buktinya belum dapat diperiksa sepenuhnya di perangkat ini. Periksa lagi nanti dengan kodenya.",
		EN: "The proof cannot be checked fully on this device yet. Check it later by its code.",
	},
	"done.checked.other": {
		ID: "Buktinya tidak lulus pemeriksaan di perangkat ini. Tunjukkan layar ini kepada kepegawaian.",
		EN: "The proof did not pass the check on this device. Show this screen to your HR office.",
	},
	"done.witnesses": {ID: "Disaksikan oleh: {names}.", EN: "Witnessed by: {names}."},
	"done.unpublished": {
		ID: "Catatannya baru saja dibuat. Buktinya muncul di sini sebentar lagi.",
		EN: "It was recorded just now. The proof appears here in a moment.",
	},
	"done.copy.title": {ID: "Simpan juga berkas kunci Anda", EN: "Keep your key file too"},
	"done.copy": {
		ID: "Perangkat dapat hilang, dan iPhone menghapus yang tersimpan di halaman bila lama tidak dibuka. Dengan berkas ini kunci Anda selamat.",
		EN: "Devices get lost, and an iPhone deletes what a page has stored if it is not opened for long. With this file your key is safe.",
	},
	"done.copy.go": {ID: "Simpan berkas kunci", EN: "Keep the key file"},
	"done.certificate.kiosk": {
		ID: "Sertifikat Anda sudah terbit. Unduh di ponsel Anda, lewat kode QR di bawah.",
		EN: "Your certificate is issued. Download it on your phone, by the QR code below.",
	},
	"done.take": {ID: "Bawa pulang", EN: "Take it with you"},
	"done.take.hint": {
		ID: "Pindai dengan ponsel Anda: alamat ini menunjukkan komitmen Anda, dan sertifikatnya begitu terbit.",
		EN: "Scan it with your phone: this address shows your commitment, and its certificate once it is issued.",
	},
	"done.take.label": {ID: "Kode QR alamat komitmen Anda", EN: "QR code of your commitment's address"},
	"done.proof":      {ID: "Unduh bukti", EN: "Download the proof"},
	"done.proof.hint": {
		ID: "Bukti ini dapat diperiksa siapa pun, juga tanpa internet. Di dalamnya ada nama Anda.",
		EN: "Anybody can check this proof, without the internet too. It holds your name.",
	},
	"done.key.kept": {
		ID: "Kunci Anda tersimpan di perangkat ini, terkunci dengan frasa sandi.",
		EN: "Your key is kept on this device, locked with your passphrase.",
	},
	"done.key.once": {
		ID: "Kunci sekali pakai sudah dihapus dari perangkat ini.",
		EN: "The key that was used once has been deleted from this device.",
	},
	"done.key.handed": {
		ID: "Kunci Anda hanya ada di berkas yang Anda simpan.",
		EN: "Your key is only in the file that you kept.",
	},
	"done.mine":      {ID: "Lihat yang tercatat atas nama saya", EN: "See what is recorded in my name"},
	"done.other":     {ID: "Pakai kode lain di perangkat ini", EN: "Use another code on this device"},
	"share":          {ID: "Tunjukkan kepada orang lain", EN: "Show it to others"},
	"share.share":    {ID: "Bagikan", EN: "Share"},
	"share.linkedin": {ID: "Tambahkan ke LinkedIn", EN: "Add to LinkedIn"},
	"share.title":    {ID: "Sertifikat komitmen", EN: "Certificate of commitment"},
	"share.text":     {ID: "{name}: {title}", EN: "{name}: {title}"},
	"share.share.sure": {
		ID: "Alamat yang dibagikan menunjukkan nama ({name}), jabatan, dan unit kerja Anda kepada siapa pun yang membukanya. Bagikan?",
		EN: "The address that is shared shows your name ({name}), position and unit to whoever opens it. Share it?",
	},
	"share.share.yes": {ID: "Ya, bagikan", EN: "Yes, share it"},
	"share.linkedin.sure": {
		ID: "LinkedIn menerima nama kegiatan dan alamat yang menunjukkan nama ({name}), jabatan, dan unit kerja Anda. Lanjutkan ke LinkedIn?",
		EN: "LinkedIn gets the campaign's name and an address that shows your name ({name}), position and unit. Go on to LinkedIn?",
	},
	"share.linkedin.yes": {ID: "Ya, buka LinkedIn", EN: "Yes, open LinkedIn"},
	"share.no":           {ID: "Tidak jadi", EN: "No"},
	"pledged.title":      {ID: "Tinggal serahkan berkasnya", EN: "Only the file is left to hand over"},
	"pledged.lead": {
		ID: "Komitmen Anda sudah ditandatangani, tetapi belum tercatat: di sini tidak ada internet.",
		EN: "Your commitment is signed, but not recorded yet: there is no internet here.",
	},
	"pledged.save": {ID: "Simpan berkas komitmen", EN: "Save the commitment file"},
	"pledged.next": {
		ID: "Serahkan berkas itu ke kepegawaian, misalnya dengan flashdisk. Mereka yang mencatatnya.",
		EN: "Give that file to your HR office, for example on a USB stick. They record it.",
	},
	"pledged.again":    {ID: "Coba kirim lewat internet", EN: "Try to send it over the internet"},
	"returning.title":  {ID: "Selamat datang kembali", EN: "Welcome back"},
	"returning.nobody": {ID: "Kunci di perangkat ini", EN: "The key on this device"},
	"returning.next":   {ID: "Yang dapat Anda tandatangani sekarang", EN: "What you can sign now"},
	"returning.none": {
		ID: "Saat ini tidak ada yang perlu ditandatangani.",
		EN: "There is nothing to sign at the moment.",
	},
	"returning.pledged": {ID: "Yang sudah Anda tandatangani", EN: "What you have signed"},
	"returning.signed":  {ID: "Ditandatangani pada {time}", EN: "Signed on {time}"},
	"returning.entries": {ID: "Yang tercatat atas nama Anda", EN: "What is recorded in your name"},
	"returning.asking":  {ID: "Sedang ditanyakan ke buku besar…", EN: "Asking the ledger…"},
	"returning.look":    {ID: "Tanyakan lagi", EN: "Ask again"},
	"returning.strange": {
		ID: "Ada yang bukan perbuatan Anda? Hubungi kepegawaian, dan cabut kunci Anda: ketuk “Kunci dan data saya” di bawah.",
		EN: "Is there something that you did not do? Contact your HR office, and revoke your key: tap “My key and my details” below.",
	},
	"returning.strange.ended": {
		ID: "Ada yang bukan perbuatan Anda? Hubungi kepegawaian.",
		EN: "Is there something that you did not do? Contact your HR office.",
	},
	"returning.unproved": {
		ID: "Catatan bertanda garis tidak dapat dibuktikan oleh alamat ini. Tunjukkan layar ini kepada kepegawaian.",
		EN: "This address could not prove the entries with a dash. Show this screen to your HR office.",
	},
	"returning.offline": {
		ID: "Tidak ada sambungan, jadi yang tercatat belum dapat ditanyakan.",
		EN: "There is no connection, so what is recorded could not be asked for.",
	},
	"returning.ended.title": {ID: "Kunci ini tidak berlaku lagi", EN: "This key is no longer valid"},
	"returning.ended": {
		ID: "Kunci ini sudah dicabut atau diganti. Yang sudah ditandatangani tetap tercatat. Untuk menandatangani lagi, minta slip baru ke kepegawaian.",
		EN: "This key was revoked or replaced. What it signed stays recorded. To sign again, ask your HR office for a new slip.",
	},
	"returning.others": {ID: "Kunci lain di perangkat ini", EN: "Other keys on this device"},
	"returning.key":    {ID: "Kunci dan data saya", EN: "My key and my details"},
	"returning.export": {ID: "Simpan berkas kunci", EN: "Keep the key file"},
	"returning.wrong":  {ID: "Data saya salah", EN: "My details are wrong"},
	"returning.revoke": {ID: "Cabut kunci saya", EN: "Revoke my key"},
	"returning.forget": {ID: "Hapus kunci dari perangkat ini", EN: "Delete the key from this device"},
	"returning.forget.sure": {
		ID: "Hapus kunci dari perangkat ini? Tanpa berkas kunci yang Anda simpan sendiri, kunci itu hilang selamanya. Yang sudah ditandatangani tetap tercatat.",
		EN: "Delete the key from this device? Without a key file that you have kept, the key is lost for ever. What it signed stays recorded.",
	},
	"returning.forget.ended": {ID: "Hapus catatan ini dari perangkat ini", EN: "Delete this from the device"},
	"returning.forget.ended.sure": {
		ID: "Hapus catatan ini dari perangkat ini? Yang sudah ditandatangani tetap tercatat di buku besar.",
		EN: "Delete this from the device? What you have signed stays recorded in the ledger.",
	},
	"returning.forget.yes": {ID: "Ya, hapus", EN: "Yes, delete it"},
	"returning.forget.no":  {ID: "Tidak jadi", EN: "No"},
	"returning.code":       {ID: "Saya punya kode baru", EN: "I have a new code"},
	"returning.import":     {ID: "Buka berkas kunci lain", EN: "Open another key file"},
	"entry.credential":     {ID: "Kunci didaftarkan", EN: "Key enrolled"},
	"entry.pledge":         {ID: "Komitmen ditandatangani", EN: "Commitment signed"},
	"entry.issuance":       {ID: "Sertifikat diterbitkan", EN: "Certificate issued"},
	"entry.revocation":     {ID: "Pencabutan", EN: "Revocation"},
	"entry.erasure":        {ID: "Penghapusan data pribadi", EN: "Erasure of personal data"},
	"entry.later":          {ID: "Catatan lain", EN: "Another entry"},
	"entry.proved":         {ID: "Nomor {index}, {time}. Terbukti.", EN: "Number {index}, {time}. Proved."},
	"entry.unproved": {
		ID: "Nomor {index}, {time}. Tidak terbukti.",
		EN: "Number {index}, {time}. Not proved.",
	},
	"revoke.title": {ID: "Cabut kunci saya", EN: "Revoke my key"},
	"revoke.lead": {
		ID: "Lakukan ini bila kunci atau frasa sandi Anda mungkin diketahui orang lain. Mulai saat ini kunci tidak dapat dipakai lagi.",
		EN: "Do this if somebody else may know your key or passphrase. From now on the key cannot be used any more.",
	},
	"revoke.stay": {
		ID: "Yang sudah Anda tandatangani tetap berlaku:",
		EN: "What you have signed stays valid:",
	},
	"revoke.final": {
		ID: "Pencabutan tidak dapat dibatalkan. Untuk menandatangani lagi Anda perlu slip baru.",
		EN: "A revocation cannot be undone. To sign again you need a new slip.",
	},
	"revoke.reason": {ID: "Alasan", EN: "Reason"},
	"revoke.reason.hint": {
		ID: "Alasan ini tercatat dan dapat dibaca siapa pun. Misalnya: ponsel hilang.",
		EN: "The reason is recorded and can be read by anybody. For example: phone lost.",
	},
	"revoke.reason.none": {ID: "Tulis alasannya dulu.", EN: "Write the reason first."},
	"revoke.key":         {ID: "Kunci:", EN: "Key:"},
	"revoke.go":          {ID: "Cabut kunci", EN: "Revoke the key"},
	"revoked.title":      {ID: "Kunci Anda sudah dicabut", EN: "Your key is revoked"},
	"revoked": {
		ID: "Tercatat dengan nomor {index} pada {time}.",
		EN: "Recorded as number {index} on {time}.",
	},
	"revoked.next": {
		ID: "Untuk menandatangani lagi, minta slip baru ke kepegawaian.",
		EN: "To sign again, ask your HR office for a new slip.",
	},
	"import.title": {ID: "Buka berkas kunci Anda", EN: "Open your key file"},
	"import.lead": {
		ID: "Berkas kunci adalah yang Anda simpan waktu kunci dibuat, atau buatan ssh-keygen. Berkas itu tidak dikirim ke mana pun.",
		EN: "The key file is the one that you kept when the key was made, or one made by ssh-keygen. It is not sent anywhere.",
	},
	"import.file": {ID: "Pilih berkas kunci", EN: "Choose the key file"},
	"import.scan": {ID: "Pindai kode QR kunci", EN: "Scan the key's QR code"},
	"import.scan.hint": {
		ID: "Arahkan kamera ke kode QR sampai memenuhi gambar.",
		EN: "Point the camera at the QR code until it fills the picture.",
	},
	"import.scan.stop": {ID: "Tutup kamera", EN: "Close the camera"},
	"import.scan.denied": {
		ID: "Kamera tidak dapat dipakai. Izinkan kamera di setelan peramban, atau pilih berkasnya.",
		EN: "The camera cannot be used. Allow it in the browser's settings, or choose the file.",
	},
	"import.text": {ID: "Isi berkas kunci", EN: "Content of the key file"},
	"import.text.hint": {
		ID: "Terisi sendiri sesudah berkas dipilih; dapat juga ditempel.",
		EN: "Filled in once a file is chosen; it can also be pasted.",
	},
	"import.passphrase.hint": {
		ID: "Kosongkan bila kuncinya tanpa frasa sandi.",
		EN: "Leave it empty if the key has no passphrase.",
	},
	"import.open": {ID: "Buka kunci", EN: "Open the key"},
	"import.not-a-key": {
		ID: "Ini bukan berkas kunci yang dapat dipakai di sini. Pilih berkas yang Anda simpan waktu kunci dibuat.",
		EN: "This is no key file that can be used here. Choose the file that you kept when the key was made.",
	},
	"import.not-a-key.form": {
		ID: "Ini bukan berkas kunci yang dapat dipakai di sini, tetapi: {form}. Pilih berkas yang Anda simpan waktu kunci dibuat.",
		EN: "This is no key file that can be used here, but: {form}. Choose the file that you kept when the key was made.",
	},
	"import.passphrase": {
		ID: "Frasa sandinya tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.",
		EN: "This is not the passphrase. Check capital and small letters, then try again.",
	},
	"import.needs-passphrase": {
		ID: "Kunci ini terkunci. Ketik frasa sandinya.",
		EN: "This key is locked. Type its passphrase.",
	},
	"import.not-enrolled": {
		ID: "Kunci ini belum terdaftar di sini. Kembali, lalu ketik kode dari slip Anda.",
		EN: "This key is not enrolled here. Go back, and type the code on your slip.",
	},
	"import.packet.lead": {
		ID: "Tanpa kode: pilih berkas NIP.ikrar dari kepegawaian.",
		EN: "Without a code: choose the file NIP.ikrar from your HR office.",
	},
	"import.packet.file": {ID: "Pilih berkas .ikrar", EN: "Choose the .ikrar file"},
	"import.packet": {
		ID: "Berkas ini bukan untuk kunci Anda, atau tidak dapat dibaca.",
		EN: "This file is not for your key, or cannot be read.",
	},
}
