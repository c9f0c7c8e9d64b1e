package web

import "ikrar/verify/phrase"

// unitWords are what the page of a unit's link says. Figures are called as in the office's reports.
var unitWords = phrase.Book{
	"service": {ID: "Kemajuan unit", EN: "Progress of a unit"},
	"description": {
		ID: "Berapa orang di unit ini yang sudah menandatangani, dan siapa yang belum.",
		EN: "How many people of this unit have signed, and who has not.",
	},
	"noscript": {
		ID: "Kode tautan Anda hanya dibaca oleh peramban ini, dan itu memerlukan JavaScript. Aktifkan JavaScript di setelan peramban, lalu muat ulang.",
		EN: "The code of your link is read by this browser alone, and that takes JavaScript. Turn JavaScript on in the browser's settings, then load again.",
	},
	"framed": {
		ID: "Halaman ini dimuat di dalam halaman lain, jadi tidak menampilkan apa pun. Buka tautannya langsung di peramban.",
		EN: "This page was loaded inside another page, so it shows nothing. Open the link directly in the browser.",
	},
	"about": {ID: "Tentang halaman ini", EN: "About this page"},
	"about.private": {
		ID: "Siapa pun yang memegang tautan ini dapat membaca nama-nama di sini; jangan disebarkan. Tautan ini tidak dapat menandatangani apa pun. Halaman ini tanpa kuki, tanpa pelacak, tanpa akun.",
		EN: "Whoever holds this link can read the names here; do not pass it around. It cannot sign anything. This page has no cookies, no trackers and no accounts.",
	},
	"unit.served": {
		ID: "Halaman ini dilayani {host} untuk {institution}.",
		EN: "This page is served by {host} for {institution}.",
	},
	"unit.open.title": {ID: "Buka tautan unit Anda", EN: "Open your unit's link"},
	"unit.open": {
		ID: "Buka tautan dari kepegawaian secara utuh, dengan kode di belakang tanda #. Atau tempelkan di sini.",
		EN: "Open the link that HR gave you as a whole, with the code behind the # sign. Or paste it here.",
	},
	"unit.open.rewritten": {
		ID: "Program yang mengirim tautan ini mengubahnya di jalan. Tempelkan tautan aslinya di sini, dan beri tahu kepegawaian: sebaiknya Anda diberi tautan baru.",
		EN: "The program that sent this link changed it on its way. Paste the original one here, and tell HR: you should be given a new link.",
	},
	"unit.paste":      {ID: "Tautan atau kodenya", EN: "The link, or its code"},
	"unit.paste.help": {ID: "Kodenya 26 huruf dan angka.", EN: "The code has 26 letters and digits."},
	"unit.paste.fault": {
		ID: "Ini bukan tautan unit yang utuh. Salin sekali lagi dari pesan kepegawaian.",
		EN: "This is not a whole link of a unit. Copy it once more from HR's message.",
	},
	"unit.paste.do":            {ID: "Buka", EN: "Open"},
	"unit.asking":              {ID: "Sebentar", EN: "One moment"},
	"unit.stopped.wrong.title": {ID: "Tautan tidak dikenal", EN: "This link is not known"},
	"unit.stopped.wrong": {
		ID: "Tidak ada unit dengan kode ini. Periksa apakah tautannya tersalin utuh; bila sudah, mintalah yang " +
			"baru kepada kepegawaian.",
		EN: "No unit has this code. See whether the link was copied as a whole; if it was, ask HR for a new one."},
	"unit.stopped.ended.title": {ID: "Tautan sudah berakhir", EN: "This link has ended"},
	"unit.stopped.ended": {
		ID: "Tautan ini berlaku sampai {moment}. Mintalah yang baru kepada kepegawaian.",
		EN: "This link was good until {moment}. Ask HR for a new one."},
	"unit.stopped.revoked.title": {ID: "Tautan sudah dicabut", EN: "This link was revoked"},
	"unit.stopped.revoked": {
		ID: "Kepegawaian mencabut tautan ini pada {moment}. Bila Anda masih memerlukannya, mintalah yang baru.",
		EN: "HR revoked this link on {moment}. If you still need it, ask for a new one."},
	"unit.stopped.unreachable.title": {
		ID: "Belum tersambung",
		EN: "Not connected",
	},
	"unit.stopped.unreachable": {
		ID: "Peladen tidak dapat dihubungi. Periksa sambungan internet Anda, lalu coba lagi; tautan Anda tetap berlaku.",
		EN: "The server cannot be reached. Check your internet connection, then try again; your link is as good as before.",
	},
	"unit.stopped.other.title": {ID: "Belum dapat ditampilkan", EN: "Nothing can be shown yet"},
	"unit.again":               {ID: "Coba lagi", EN: "Try again"},
	"unit.other":               {ID: "Buka tautan lain", EN: "Open another link"},
	"unit.as-of":               {ID: "Keadaan {moment}.", EN: "As of {moment}."},
	"unit.refresh":             {ID: "Perbarui", EN: "Refresh"},
	"unit.refreshed":           {ID: "Sudah diperbarui.", EN: "Refreshed."},
	"unit.until": {
		ID: "Tautan ini berlaku sampai {moment}. Simpan sebagai penanda halaman bila perlu.",
		EN: "This link is good until {moment}. Bookmark it if you need it again.",
	},
	"unit.gone": {
		ID: "Tidak ada pegawai dengan unit \"{unit}\" yang ditunggu tanda tangannya. Bila nama unit Anda berubah, mintalah tautan baru kepada kepegawaian.",
		EN: "Nobody of the unit \"{unit}\" is waited for. If the name of your unit has changed, ask HR for a new link.",
	},
	"unit.early": {
		ID: "Belum ada kegiatan yang dibuka. {title} dibuka {moment}; lihat lagi sesudah itu.",
		EN: "No campaign is open yet. {title} opens on {moment}; look again after that.",
	},
	"unit.closed": {
		ID: "Saat ini tidak ada kegiatan yang dibuka, jadi tidak ada yang ditunggu.",
		EN: "No campaign is open now, so nobody is waited for."},
	"unit.progress":   {ID: "{signed} dari {people} sudah menandatangani", EN: "{signed} of {people} have signed"},
	"unit.people":     {ID: "Pegawai", EN: "People"},
	"unit.invited":    {ID: "Sudah diundang", EN: "Invited"},
	"unit.signed":     {ID: "Sudah menandatangani", EN: "Have signed"},
	"unit.certified":  {ID: "Bersertifikat", EN: "Have a certificate"},
	"unit.missing":    {ID: "Belum", EN: "Missing"},
	"unit.closes":     {ID: "Ditutup", EN: "Closes"},
	"unit.done.title": {ID: "Selamat, semua sudah menandatangani", EN: "Well done, everybody has signed"},
	"unit.done": {
		ID: "Tidak ada lagi yang ditunggu dari unit ini. Terima kasih atas bantuan Anda.",
		EN: "Nobody of this unit is waited for any more. Thank you for your help.",
	},
	"unit.names":    {ID: "Belum menandatangani", EN: "Not signed yet"},
	"unit.copy":     {ID: "Salin pesan grup", EN: "Copy the message to the group"},
	"unit.copied":   {ID: "Pesan disalin", EN: "The message is copied"},
	"unit.whatsapp": {ID: "Kirim lewat WhatsApp", EN: "Send by WhatsApp"},
	"unit.message":  {ID: "Isi pesan", EN: "The message"},
	"unit.message.hint": {
		ID: "Nama-nama ini akan terbaca semua anggota grup. Kode slip tidak ikut.",
		EN: "Everybody in the group will read these names. No code of a slip is in it.",
	},
	"unit.text": {
		ID: "Peramban ini tidak dapat menyalin sendiri. Tahan teks ini, lalu pilih Salin",
		EN: "This browser cannot copy by itself. Hold this text, then choose Copy",
	},
	"unit.search": {ID: "Cari nama", EN: "Search a name"},
	"unit.found":  {ID: "{count} orang.", EN: "People: {count}."},
	"unit.found.more": {
		ID: "{count} orang; {shown} yang pertama ditampilkan. Cari namanya untuk melihat yang lain.",
		EN: "People: {count}; the first {shown} are shown. Search a name to see others."},
	"unit.found.none": {
		ID: "Tidak ada yang bernama begitu di antara yang belum.",
		EN: "Nobody of that name is among them."},
}
