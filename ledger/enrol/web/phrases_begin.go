package web

import "ikrar/verify/phrase"

// beginWords are what the page says at this part of the way: the frame of the page, and what stands
// before there is an invitation.
var beginWords = phrase.Book{
	"service": {ID: "Tanda tangan komitmen", EN: "Sign your commitment"},
	"description": {
		ID: "Tandatangani komitmen Anda di ponsel sendiri, dengan kode dari slip kepegawaian.",
		EN: "Sign your commitment on your own phone, with the code on the slip from your HR office.",
	},
	"skip":           {ID: "Langsung ke isi", EN: "Skip to content"},
	"noscript.title": {ID: "Halaman ini memerlukan JavaScript", EN: "This page needs JavaScript"},
	"noscript": {
		ID: "Tanda tangan dibuat di perangkat Anda sendiri, dan itu memerlukan JavaScript. Aktifkan JavaScript di setelan peramban, lalu muat ulang.",
		EN: "Your signature is made on your own device, and that takes JavaScript. Turn JavaScript on in the browser's settings, then load again.",
	},
	"framed.title": {ID: "Buka alamatnya langsung", EN: "Open the address directly"},
	"framed": {
		ID: "Halaman ini dimuat di dalam halaman lain, jadi tidak dapat dipakai menandatangani. Buka alamat pada slip Anda langsung di peramban.",
		EN: "This page was loaded inside another page, so nothing can be signed here. Open the address on your slip directly in the browser.",
	},
	"about": {ID: "Tentang halaman ini", EN: "About this page"},
	"about.served": {
		ID: "Halaman ini dilayani {host} untuk {institution}. Pastikan alamat di atas layar sama dengan alamat pada slip Anda.",
		EN: "This page is served by {host} for {institution}. Make sure that the address at the top of the screen is the one on your slip.",
	},
	"about.pinned": {
		ID: "Halaman ini untuk {institution}, yang beralamat {url}.",
		EN: "This page is for {institution}, whose address is {url}.",
	},
	"about.private": {
		ID: "Kode undangan dan kunci Anda tidak pernah dikirim. Yang dikirim hanya permintaan dan tanda tangan Anda. Halaman ini tanpa kuki, tanpa pelacak, tanpa akun.",
		EN: "Your invitation code and your key are never sent. Only your request and your signature are. This page has no cookies, no trackers and no accounts.",
	},
	"step":   {ID: "Langkah {n} dari {of}: {name}", EN: "Step {n} of {of}: {name}"},
	"step.1": {ID: "Data Anda", EN: "Your details"},
	"step.2": {ID: "Kunci", EN: "Key"},
	"step.3": {ID: "Baca dan tanda tangani", EN: "Read and sign"},
	"step.4": {ID: "Selesai", EN: "Done"},
	"next":   {ID: "Lanjut", EN: "Continue"},
	"back":   {ID: "Kembali", EN: "Back"},
	"again":  {ID: "Coba lagi", EN: "Try again"},
	"look":   {ID: "Lihat lagi sekarang", EN: "Look again now"},
	"reload": {ID: "Muat ulang halaman", EN: "Load the page again"},
	"finish": {ID: "Selesai, kosongkan layar", EN: "Finish and clear the screen"},
	"copied": {ID: "Sudah disalin", EN: "Copied"},
	"idle": {
		ID: "Masih di sini? Layar ini dikosongkan 20 detik lagi.",
		EN: "Still there? This screen is cleared in 20 seconds.",
	},
	"idle.stay":        {ID: "Ya, lanjutkan", EN: "Yes, go on"},
	"passphrase.label": {ID: "Frasa sandi kunci Anda", EN: "Passphrase of your key"},
	"passphrase.show":  {ID: "Tampilkan yang saya ketik", EN: "Show what I type"},
	"passphrase.wrong": {
		ID: "Frasa sandinya tidak cocok. Periksa huruf besar dan kecil, lalu coba lagi.",
		EN: "This is not the passphrase. Check capital and small letters, then try again.",
	},
	"warning.other.title": {ID: "Kunci lembaga berbeda", EN: "The institution's key is different"},
	"warning.other": {
		ID: "Kunci lembaga di alamat ini bukan yang dikenal perangkat ini sejak kunjungan pertama. Jangan lanjutkan sebelum bertanya ke kepegawaian.",
		EN: "The institution's key at this address is not the one that this device has known since its first visit. Do not go on before you have asked your HR office.",
	},
	"warning.older.title": {ID: "Daftar kepercayaan lama ditolak", EN: "An older trust list was refused"},
	"warning.older": {
		ID: "Alamat ini memberi daftar kepercayaan yang lebih lama daripada yang dikenal perangkat ini. Yang lama tidak dipakai.",
		EN: "This address gave an older trust list than this device knows. The older one was not used.",
	},
	"warning.bad.title": {ID: "Daftar kepercayaan ditolak", EN: "A trust list was refused"},
	"warning.bad": {
		ID: "Daftar kepercayaan dari alamat ini tidak sah, jadi tidak dipakai.",
		EN: "The trust list from this address is not valid, so it was not used.",
	},
	"code.title": {ID: "Ketik kode dari slip Anda", EN: "Type the code on your slip"},
	"code.lead": {
		ID: "Kode itu ada di slip dari kepegawaian, di bawah kode QR. Lebih mudah: pindai kode QR pada slip dengan kamera ponsel.",
		EN: "The code is on the slip from your HR office, below the QR code. It is easier to scan the QR code on the slip with your phone's camera.",
	},
	"code.lead.saved": {
		ID: "Kode itu ada di slip dari kepegawaian, di bawah kode QR.",
		EN: "The code is on the slip from your HR office, below the QR code.",
	},
	"code.lead.kiosk": {
		ID: "Ketik NIP Anda dan kode dari slip kepegawaian. Orang berikutnya tidak melihat apa pun dari Anda.",
		EN: "Type your NIP and the code on the slip from your HR office. The next person sees nothing of yours.",
	},
	"code.label": {ID: "Kode undangan", EN: "Invitation code"},
	"code.hint": {
		ID: "16 huruf dan angka, misalnya K7QM-2F8D-9XPA-0R3T. Huruf besar atau kecil sama saja.",
		EN: "16 letters and digits, for example K7QM-2F8D-9XPA-0R3T. Capital or small letters make no difference.",
	},
	"code.empty": {ID: "Ketik dulu kodenya.", EN: "Type the code first."},
	"code.mistyped": {
		ID: "Kode ini belum benar: ada huruf atau angka yang kurang atau tertukar. Cocokkan lagi dengan slip.",
		EN: "This code is not right yet: a letter or digit is missing or mixed up. Compare it with the slip again.",
	},
	"code.nip":      {ID: "NIP", EN: "NIP"},
	"code.nip.hint": {ID: "18 angka, tanpa spasi juga boleh.", EN: "18 digits, with or without spaces."},
	"code.nip.digits": {
		ID: "NIP terdiri atas 18 angka. Periksa dan lengkapi NIP Anda.",
		EN: "An NIP has 18 digits. Check your NIP and complete it.",
	},
	"code.nip.other": {
		ID: "Kode ini bukan untuk NIP tersebut. Periksa NIP dan kodenya.",
		EN: "This code is not for that NIP. Check the NIP and the code.",
	},
	"code.key":             {ID: "Saya sudah punya berkas kunci", EN: "I have a key file already"},
	"code.kept":            {ID: "Kembali ke kunci di perangkat ini", EN: "Back to the key on this device"},
	"code.check":           {ID: "Ingin memeriksa sertifikat?", EN: "Do you want to check a certificate?"},
	"code.check.link":      {ID: "Buka halaman pemeriksaan", EN: "Open the checking page"},
	"code.rewritten.title": {ID: "Ketik kodenya dari slip", EN: "Type the code from the slip"},
	"code.rewritten": {
		ID: "Alamat ini diubah oleh aplikasi lain, sehingga kodenya mungkin sudah terbaca di jalan. Anda tetap dapat mengetiknya. Lebih aman: minta undangan baru ke kepegawaian.",
		EN: "Another app changed this address, so the code may have been read on the way. You can still type it. It is safer to ask your HR office for a new invitation.",
	},
	"code.resume.title": {ID: "Ada tanda tangan yang belum selesai", EN: "A signature is not finished yet"},
	"code.resume": {
		ID: "Tidak ada yang hilang. Ketik kode dari slip yang sama, lalu kita lanjutkan dari tempat Anda berhenti.",
		EN: "Nothing is lost. Type the code from the same slip, and we go on from where you stopped.",
	},
	"code.imported.title": {ID: "Kunci Anda sudah dibuka", EN: "Your key is open"},
	"code.imported": {
		ID: "Kunci itu belum terdaftar. Ketik kode dari slip Anda, dan kunci itu yang akan dipakai.",
		EN: "It is not enrolled yet. Type the code on your slip, and that key will be used.",
	},
	"code.certificate.title": {ID: "Ini kode sertifikat", EN: "This is a certificate's code"},
	"code.certificate": {
		ID: "Kode sertifikat (12 karakter) tidak dapat dipakai untuk menandatangani, tetapi dapat diperiksa.",
		EN: "A certificate's code (12 characters) is not for signing, but it can be checked.",
	},
	"code.certificate.link": {ID: "Periksa sertifikat itu", EN: "Check that certificate"},
	"working":               {ID: "Sebentar…", EN: "One moment…"},
	"working.asking":        {ID: "Mencari undangan Anda…", EN: "Looking for your invitation…"},
	"working.deriving":      {ID: "Menyiapkan kunci…", EN: "Preparing the key…"},
	"working.enrolling":     {ID: "Mendaftarkan kunci Anda…", EN: "Enrolling your key…"},
	"working.signing":       {ID: "Menandatangani…", EN: "Signing…"},
	"working.recording":     {ID: "Mencatat komitmen Anda…", EN: "Recording your commitment…"},
	"working.checking":      {ID: "Memeriksa buktinya…", EN: "Checking the proof…"},
	"working.stay": {
		ID: "Tunggu sebentar, halaman ini jangan ditutup dulu.",
		EN: "Wait a moment and keep this page open.",
	},
	"working.slow": {
		ID: "Jaringannya lambat. Tunggu saja: tidak ada yang hilang.",
		EN: "The network is slow. Just wait: nothing is lost.",
	},
	"person.title": {ID: "Apakah ini Anda?", EN: "Is this you?"},
	"person.card":  {ID: "Data dari kepegawaian", EN: "Details from HR"},
	"person.until": {ID: "Undangan berlaku sampai {time}.", EN: "The invitation is valid until {time}."},
	"person.waits": {
		ID: "Sesudah kunci dibuat, kepegawaian menyetujuinya dulu. Itu dapat memakan waktu; Anda boleh menutup halaman ini sementara menunggu.",
		EN: "After your key is made, HR approves it first. That can take a while; you may close this page meanwhile.",
	},
	"person.mine":  {ID: "Ya, ini saya", EN: "Yes, this is me"},
	"person.wrong": {ID: "Data saya salah", EN: "My details are wrong"},
	"person.other": {
		ID: "Bukan Anda? Jangan lanjutkan. Kembalikan slip ini ke kepegawaian.",
		EN: "Not you? Do not go on. Give this slip back to your HR office.",
	},
	"person.changed.title": {
		ID: "Data Anda sudah diperbaiki. Benar begini?",
		EN: "Your details were corrected. Right now?",
	},
	"person.changed": {
		ID: "Kepegawaian mengubah data Anda sejak terakhir Anda lihat:",
		EN: "HR has changed your details since you saw them last:",
	},
	"person.nothing": {ID: "(kosong)", EN: "(empty)"},
	"wrong.title":    {ID: "Apa yang salah?", EN: "What is wrong?"},
	"wrong.lead": {
		ID: "Tulis yang benar. Kepegawaian memeriksanya, lalu memperbaikinya.",
		EN: "Write what is right. HR looks at it and corrects it.",
	},
	"wrong.field":      {ID: "Yang salah", EN: "What is wrong"},
	"wrong.field.none": {ID: "Pilih dulu yang salah.", EN: "Choose first what is wrong."},
	"wrong.wish":       {ID: "Seharusnya", EN: "It should be"},
	"wrong.wish.hint": {
		ID: "Misalnya nama lengkap dengan gelar, seperti pada SK Anda.",
		EN: "For example your full name with titles, as in your letter of appointment.",
	},
	"wrong.wish.none": {ID: "Tulis dulu yang benar.", EN: "Write first what is right."},
	"wrong.note":      {ID: "Catatan untuk kepegawaian (boleh kosong)", EN: "Note to HR (may be empty)"},
	"wrong.send":      {ID: "Kirim ke kepegawaian", EN: "Send to HR"},
	"wrong.many": {
		ID: "Sudah ada lima permintaan perbaikan Anda yang belum dijawab. Tunggu jawabannya dulu.",
		EN: "Five of your corrections are waiting already. Wait for the answers first.",
	},
	"wrong.long": {
		ID: "Terlalu panjang: masing-masing paling banyak 200 huruf. Persingkat, lalu kirim lagi.",
		EN: "Too long: 200 letters each at most. Shorten it, then send it again.",
	},
	"wrong.network": {
		ID: "Belum terkirim: tidak ada sambungan. Coba kirim lagi.",
		EN: "Not sent yet: there is no connection. Try to send it again.",
	},
	"wrong.sent.title": {ID: "Sudah terkirim ke kepegawaian", EN: "Sent to HR"},
	"wrong.sent":       {ID: "Permintaan perbaikan yang menunggu: {n}.", EN: "Corrections waiting: {n}."},
	"wrong.sent.next": {
		ID: "Tunggu kabar dari kepegawaian, baru tanda tangani: nama dan data lain ikut ditandatangani. Bila Anda diberi slip baru, pakai yang baru; bila tidak, buka lagi halaman ini dengan slip yang sama.",
		EN: "Wait for word from HR before you sign: your name and details are part of what is signed. If you are given a new slip, use the new one; if not, open this page again with the same slip.",
	},
	"wrong.more":             {ID: "Ada lagi yang salah", EN: "Something else is wrong"},
	"field.nip":              {ID: "NIP", EN: "NIP"},
	"field.other":            {ID: "Lainnya", EN: "Something else"},
	"field.closes":           {ID: "Ditutup", EN: "Closes"},
	"campaign.several.title": {ID: "Pilih kegiatannya", EN: "Choose the campaign"},
	"campaign.several": {
		ID: "Ada beberapa yang dapat Anda tandatangani. Mulailah dengan salah satu; yang lain dapat sesudahnya.",
		EN: "There are several that you can sign. Begin with one; the others can follow.",
	},
	"campaign.early.title": {ID: "Belum dibuka", EN: "Not open yet"},
	"campaign.early": {
		ID: "Penandatanganan dibuka pada {opens}. Buka lagi halaman ini waktu itu, dengan slip yang sama.",
		EN: "Signing opens on {opens}. Open this page again then, with the same slip.",
	},
	"campaign.closed.title": {ID: "Sudah ditutup", EN: "Closed already"},
	"campaign.closed": {
		ID: "Penandatanganan ditutup pada {closes}. Bila Anda seharusnya masih ikut, hubungi kepegawaian.",
		EN: "Signing closed on {closes}. If you should still take part, contact your HR office.",
	},
	"campaign.signed.title": {ID: "Tampaknya Anda sudah menandatangani", EN: "It seems that you have signed already"},
	"campaign.signed": {
		ID: "Atas nama Anda sudah tercatat sebuah komitmen pada {time}, dan satu kegiatan hanya ditandatangani sekali. Bila itu untuk kegiatan ini, tidak ada yang perlu Anda lakukan lagi.",
		EN: "A commitment was recorded in your name on {time}, and a campaign is signed once only. If that was for this campaign, there is nothing more to do.",
	},
	"campaign.signed.other": {
		ID: "Bukan Anda yang menandatangani? Hubungi kepegawaian.",
		EN: "It was not you who signed? Contact your HR office.",
	},
	"campaign.signed.wait": {
		ID: "Baru saja diminta menandatangani lagi karena data Anda diperbaiki? Tunggu sebentar, lalu muat ulang halaman ini.",
		EN: "Just asked to sign again because your details were corrected? Wait a moment, then load this page again.",
	},
	"campaign.signed.read": {
		ID: "Itu untuk kegiatan lain: buka naskahnya",
		EN: "That was for another: open the text",
	},
	"campaign.revoked.title": {ID: "Komitmen Anda dicabut", EN: "Your pledge was revoked"},
	"campaign.revoked": {
		ID: "Kepegawaian mencabut komitmen Anda nomor {index}, misalnya karena data Anda diperbaiki.",
		EN: "HR has revoked your pledge number {index}, because your details were corrected, for example.",
	},
	"campaign.revoked.next": {
		ID: "Periksa data Anda, lalu tandatangani sekali lagi.",
		EN: "Look at your details, then sign once more.",
	},
	"campaign.revoked.slip": {
		ID: "Untuk menandatangani sekali lagi, minta slip baru ke kepegawaian.",
		EN: "To sign once more, ask your HR office for a new slip.",
	},
	"campaign.revoked.read": {ID: "Lanjut, tandatangani lagi", EN: "Go on and sign again"},
	"campaign.none.title":   {ID: "Belum ada yang perlu ditandatangani", EN: "Nothing to sign at the moment"},
	"campaign.none": {
		ID: "Saat ini tidak ada kegiatan yang dibuka. Simpan slip Anda, dan buka lagi halaman ini bila kegiatan diumumkan. Kegiatan Anda sudah lewat? Hubungi kepegawaian.",
		EN: "No campaign is open at the moment. Keep your slip, and open this page again when one is announced. Yours is over already? Contact your HR office.",
	},
	"campaign.prepare.hint": {
		ID: "Anda dapat membuat kunci sekarang, supaya nanti tinggal menandatangani.",
		EN: "You can make your key now, so that only signing is left for then.",
	},
	"campaign.prepare": {ID: "Buat kunci sekarang", EN: "Make the key now"},
	"campaign.until":   {ID: "sampai {date}", EN: "until {date}"},
}
