package web

import "ikrar/verify/phrase"

// movedWords are what the page under a former address says.
var movedWords = phrase.Book{
	"service":     {ID: "Alamat lama", EN: "Former address"},
	"description": {ID: "Lembaga ini sudah pindah alamat.", EN: "This institution has moved to another address."},
	"noscript": {
		ID: "Alamat ini sudah pindah ke {url}. Buka alamat itu. Bila Anda pernah menyimpan kunci di peramban ini, aktifkan dulu JavaScript di setelannya, lalu muat ulang halaman ini untuk membawa kunci itu.",
		EN: "This address has moved to {url}. Open that one. If you have kept a key in this browser, turn JavaScript on in its settings first, and load this page again to take the key along.",
	},
	"about": {ID: "Tentang halaman ini", EN: "About this page"},
	"about.private": {
		ID: "Kode dan kunci Anda tidak dikirim ke mana pun dari sini. Halaman ini tanpa kuki, tanpa pelacak, tanpa akun.",
		EN: "Your code and your key are sent nowhere from here. This page has no cookies, no trackers and no accounts.",
	},
	"moved.served": {
		ID: "{host} adalah alamat lama {institution}. Di sini tidak ada lagi yang ditandatangani atau diperiksa.",
		EN: "{host} is a former address of {institution}. Nothing is signed or checked here any more.",
	},
	"moved.title": {ID: "Alamat ini sudah pindah", EN: "This address has moved"},
	"moved.lead": {
		ID: "Sejak {date} {institution} beralamat di:",
		EN: "Since {date} the address of {institution} is:",
	},
	"moved.carries.certificate": {
		ID: "Sertifikat yang Anda buka ikut dibawa ke alamat baru, dan diperiksa di sana. Sertifikat lama tetap berlaku.",
		EN: "The certificate that you opened goes along to the new address, and is checked there. Old certificates stay valid.",
	},
	"moved.carries.invitation": {
		ID: "Kode dari slip Anda ikut dibawa ke alamat baru, dan tetap berlaku di sana.",
		EN: "The code on your slip goes along to the new address, and is as good there.",
	},
	"moved.go":    {ID: "Buka alamat baru", EN: "Open the new address"},
	"moved.go.on": {ID: "Lanjutkan di alamat baru", EN: "Go on at the new address"},
	"moved.doubt": {
		ID: "Ragu apakah alamat baru itu benar? Tanyakan dulu kepada kepegawaian lembaga Anda.",
		EN: "Not sure whether the new address is right? Ask the HR office of your institution first.",
	},
	"moved.unread": {
		ID: "Penyimpanan peramban ini tidak dapat dibaca. Bila Anda pernah menyimpan kunci di sini, muat ulang halaman ini sebelum melanjutkan.",
		EN: "What this browser keeps could not be read. If you have kept a key here, load this page again before you go on.",
	},
	"moved.carry.title": {ID: "Bawa kunci Anda", EN: "Take your key along"},
	"moved.carry": {
		ID: "Kunci tanda tangan Anda tersimpan di peramban ini untuk alamat lama. Alamat baru tidak dapat mengambilnya sendiri, jadi bawalah:",
		EN: "This browser has kept your signing key for the former address. The new address cannot reach it by itself, so take it along:",
	},
	"moved.carry.save": {
		ID: "Simpan berkas kunci dengan salah satu cara di bawah. Berkas itu terkunci dengan frasa sandi Anda.",
		EN: "Save the key file in one of the ways below. It is locked with your passphrase.",
	},
	"moved.carry.open": {
		ID: "Buka alamat baru, ketuk “Saya sudah punya berkas kunci”, lalu buka berkas itu dengan frasa sandi Anda.",
		EN: "Open the new address, tap “I have a key file already”, and open the file with your passphrase.",
	},
	"moved.carry.remove": {
		ID: "Sesudah kunci terbuka di sana, kembali ke sini dan hapus yang tersimpan di peramban ini.",
		EN: "Once the key opens there, come back here and delete what this browser has kept.",
	},
	"moved.key": {ID: "Kunci atas nama", EN: "The key of"},
	"moved.several": {
		ID: "Ada beberapa kunci di peramban ini. Bawa satu per satu:",
		EN: "There are several keys in this browser. Take them along one by one:",
	},
	"moved.others": {ID: "Kunci lain di peramban ini", EN: "Other keys in this browser"},
	"moved.unenrolled": {
		ID: "Kunci ini belum selesai didaftarkan. Siapkan juga slip Anda: di alamat baru kodenya ditanyakan.",
		EN: "This key is not enrolled yet. Keep your slip at hand: the new address asks for its code.",
	},
	"moved.remove": {ID: "Hapus kunci dari peramban ini", EN: "Delete the key from this browser"},
	"moved.remove.sure": {
		ID: "Berkas kunci sudah terbuka di alamat baru? Yang dihapus dari sini tidak dapat dikembalikan.",
		EN: "Does the key file open at the new address? What is deleted here cannot be brought back.",
	},
	"moved.remove.yes": {ID: "Ya, hapus dari sini", EN: "Yes, delete it here"},
	"moved.remove.no":  {ID: "Belum, biarkan", EN: "Not yet, leave it"},
	"moved.removed":    {ID: "Kunci sudah dihapus dari peramban ini.", EN: "The key was deleted from this browser."},
	"moved.once.title": {ID: "Ada tanda tangan yang belum selesai", EN: "A signature is not finished yet"},
	"moved.once": {
		ID: "Tanda tangan dengan kunci sekali pakai belum selesai di sini, dan kunci itu tidak dapat dibawa. Mulai lagi di alamat baru dengan slip yang sama; bila kodenya sudah terpakai, minta undangan baru ke kepegawaian.",
		EN: "A signature with a key to use once was not finished here, and that key cannot be taken along. Begin again at the new address with the same slip; if its code was used already, ask your HR office for a new invitation.",
	},
}
