package web

import "ikrar/verify/phrase"

// keyWords are what the page says at this part of the way: the key, its file, and the wait for HR.
var keyWords = phrase.Book{
	"keys.title": {ID: "Kunci tanda tangan Anda", EN: "Your signing key"},
	"keys.lead": {
		ID: "Kunci dibuat di perangkat ini, dan hanya Anda yang memilikinya. Pilih salah satu:",
		EN: "The key is made on this device, and nobody but you has it. Choose one:",
	},
	"keys.keep": {ID: "Simpan kunci saya", EN: "Keep my key"},
	"keys.keep.hint": {
		ID: "Disarankan. Dengan frasa sandi. Dipakai lagi untuk kegiatan berikutnya, dan Anda dapat mencabutnya sendiri.",
		EN: "Recommended. With a passphrase. Serves the next campaign too, and you can revoke it yourself.",
	},
	"keys.once": {ID: "Sekali pakai saja", EN: "Use it once"},
	"keys.once.hint": {
		ID: "Tanpa frasa sandi. Kunci dihapus sesudah menandatangani.",
		EN: "No passphrase. The key is deleted after signing.",
	},
	"keys.import": {ID: "Pakai berkas kunci saya", EN: "Use my own key file"},
	"keep.title":  {ID: "Buat frasa sandi", EN: "Make a passphrase"},
	"keep.lead": {
		ID: "Frasa sandi mengunci kunci Anda. Anda memerlukannya setiap kali menandatangani.",
		EN: "A passphrase locks your key. You need it each time you sign.",
	},
	"keep.elsewhere": {
		ID: "Di sini kunci tidak disimpan. Sesudah ini Anda menerima berkasnya untuk disimpan sendiri, supaya kunci tidak hilang bila halaman ini tertutup.",
		EN: "The key is not kept here. You will get its file next, to keep it yourself, so that the key is not lost if this page is closed.",
	},
	"keep.questioned": {
		ID: "Kepegawaian perlu melihat permintaan Anda dulu, dan kunci sekali pakai tidak dapat menunggu. Buatlah kunci yang disimpan; slip Anda tetap berlaku.",
		EN: "HR has to look at your request first, and a key for one use cannot wait. Make one that is kept; your slip stays valid.",
	},
	"keep.passphrase": {ID: "Frasa sandi baru", EN: "New passphrase"},
	"keep.passphrase.hint": {
		ID: "Paling sedikit 8 karakter. Misalnya beberapa kata yang mudah Anda ingat, tetapi sulit ditebak orang lain.",
		EN: "At least 8 characters. For example a few words that you remember easily and that others cannot guess.",
	},
	"keep.again":  {ID: "Ketik sekali lagi", EN: "Type it once more"},
	"keep.short":  {ID: "Terlalu pendek: paling sedikit 8 karakter.", EN: "Too short: at least 8 characters."},
	"keep.differ": {ID: "Keduanya tidak sama. Ketik lagi.", EN: "The two are not the same. Type it again."},
	"keep.unprintable": {
		ID: "Ada karakter yang tidak dapat diketik di semua perangkat. Pakai huruf, angka, dan tanda baca biasa.",
		EN: "It has a character that cannot be typed on every device. Use ordinary letters, digits and punctuation.",
	},
	"keep.lost": {
		ID: "Catat di tempat yang aman. Bila lupa, tidak ada yang dapat membukanya, juga kepegawaian.",
		EN: "Write it down in a safe place. If you forget it nobody can open the key, not even HR.",
	},
	"keep.make":  {ID: "Buat kunci", EN: "Make the key"},
	"once.title": {ID: "Kunci sekali pakai", EN: "A key to use once"},
	"once.lead": {
		ID: "Kunci dipakai untuk satu tanda tangan, lalu dihapus dari perangkat ini.",
		EN: "The key is used for one signature, and then deleted from this device.",
	},
	"once.cost": {
		ID: "Akibatnya: untuk kegiatan berikutnya Anda perlu slip baru, dan bila tanda tangan ini harus dicabut, hanya kepegawaian yang dapat melakukannya.",
		EN: "The price: for the next campaign you need a new slip, and if this signature must be revoked only HR can do it.",
	},
	"once.go":    {ID: "Ya, sekali pakai", EN: "Yes, use it once"},
	"hand.title": {ID: "Simpan berkas kunci Anda", EN: "Keep your key file"},
	"hand.lead": {
		ID: "Berkas ini adalah kunci Anda, terkunci dengan frasa sandi. Simpan di tempat yang akan Anda ingat. Pilih salah satu cara:",
		EN: "This file is your key, locked with your passphrase. Keep it where you will remember it. Choose one way:",
	},
	"hand.required": {
		ID: "Simpan dulu, baru lanjut: sampai Anda menandatangani dapat lewat beberapa hari, dan perangkat dapat menghapus yang tersimpan di halaman ini.",
		EN: "Keep it before you go on: it may be days until you sign, and a device may delete what a page has stored.",
	},
	"hand.required.elsewhere": {
		ID: "Simpan dulu, baru lanjut: di sini kunci tidak disimpan. Bila halaman ini tertutup, hanya dengan berkas itu Anda dapat melanjutkan.",
		EN: "Keep it before you go on: the key is not stored here. If this page is closed, only that file lets you go on.",
	},
	"hand.lead.kiosk": {
		ID: "Kode QR berikut adalah kunci Anda, terkunci dengan frasa sandi. Potret dengan ponsel Anda dan simpan gambarnya.",
		EN: "The QR code is your key, locked with your passphrase. Take a picture of it with your phone, and keep the picture.",
	},
	"hand.ways":     {ID: "Cara menyimpan", EN: "Ways to keep it"},
	"hand.share":    {ID: "Bagikan ke aplikasi", EN: "Share to an app"},
	"hand.download": {ID: "Unduh berkas", EN: "Download the file"},
	"hand.copy":     {ID: "Salin teksnya", EN: "Copy its text"},
	"hand.qr":       {ID: "Tampilkan kode QR", EN: "Show a QR code"},
	"hand.qr.label": {ID: "Kode QR berisi kunci Anda yang terkunci", EN: "QR code of your locked key"},
	"hand.text":     {ID: "Salin teks ini", EN: "Copy this text"},
	"hand.there.share": {
		ID: "Sudah sampai di aplikasi yang Anda pilih? Lihat dulu.",
		EN: "Has it arrived in the app that you chose? Look first.",
	},
	"hand.there.download": {
		ID: "Buka folder Unduhan (Downloads) perangkat Anda. Sudah ada berkas ini?",
		EN: "Open the Downloads folder of your device. Is this file there?",
	},
	"hand.there.copy": {
		ID: "Tempel teksnya di catatan Anda. Sudah tersimpan di sana?",
		EN: "Paste the text into your notes. Is it saved there?",
	},
	"hand.there.qr": {
		ID: "Potret kode QR ini dengan ponsel lain, atau simpan tangkapan layarnya. Sudah?",
		EN: "Take a picture of this QR code with another phone, or keep a screenshot of it. Done?",
	},
	"hand.there.kiosk": {
		ID: "Potret kode QR ini dengan ponsel Anda, lalu lihat apakah gambarnya jelas. Sudah?",
		EN: "Take a picture of this QR code with your phone, and look whether it is sharp. Done?",
	},
	"hand.yes":            {ID: "Ya, sudah ada", EN: "Yes, it is there"},
	"hand.no":             {ID: "Belum, pakai cara lain", EN: "No, use another way"},
	"hand.later":          {ID: "Nanti saja", EN: "Later"},
	"hand.more":           {ID: "Simpan dengan cara lain juga", EN: "Keep it another way too"},
	"hand.taken.share":    {ID: "Berkas kunci sudah Anda bagikan.", EN: "You have shared the key file."},
	"hand.taken.download": {ID: "Berkas kunci sudah Anda unduh.", EN: "You have downloaded the key file."},
	"hand.taken.copy":     {ID: "Teks kunci sudah Anda simpan.", EN: "You have saved the text of the key."},
	"hand.taken.qr": {
		ID: "Kode QR kunci sudah Anda potret.",
		EN: "You have taken a picture of the key's QR code.",
	},
	"waiting.title": {ID: "Menunggu persetujuan kepegawaian", EN: "Waiting for HR to approve"},
	"waiting.since": {
		ID: "Permintaan Anda diterima pada {time}.",
		EN: "Your request was received on {time}.",
	},
	"waiting.close": {
		ID: "Anda boleh menutup halaman ini. Buka lagi nanti dengan slip yang sama, di perangkat yang sama.",
		EN: "You may close this page. Open it again later with the same slip, on the same device.",
	},
	"waiting.close.elsewhere": {
		ID: "Anda boleh menutup halaman ini. Nanti buka lagi dengan slip yang sama, lalu pilih “Pakai berkas kunci saya”.",
		EN: "You may close this page. Later, open it again with the same slip and choose “Use my own key file”.",
	},
	"waiting.foreign": {
		ID: "Permintaan yang menunggu ini dibuat di perangkat lain. Bila itu Anda, lanjutkan di sana, atau pakai berkas kuncinya di sini. Bila bukan Anda, hubungi kepegawaian sekarang.",
		EN: "The request that waits was made on another device. If that was you, go on there, or use its key file here. If it was not you, contact your HR office now.",
	},
	"waiting.next": {
		ID: "Halaman ini melihat sendiri lagi pada {time}.",
		EN: "This page looks again by itself at {time}.",
	},
	"waiting.withdraw": {ID: "Batalkan permintaan ini", EN: "Withdraw this request"},
	"waiting.withdraw.sure": {
		ID: "Batalkan permintaan ini? Slip tetap berlaku, dan Anda dapat memulai lagi dengan kunci baru.",
		EN: "Withdraw this request? The slip stays valid, and you can begin again with a new key.",
	},
	"waiting.withdraw.yes": {ID: "Ya, batalkan", EN: "Yes, withdraw it"},
	"waiting.withdraw.no":  {ID: "Tidak, tunggu saja", EN: "No, keep waiting"},
	"text.title":           {ID: "Baca, lalu tanda tangani", EN: "Read, then sign"},
	"text.lead": {
		ID: "Baca naskah ini sampai selesai. Tanda tangan ada di bawahnya.",
		EN: "Read this text to its end. The place to sign is below it.",
	},
	"text.region": {ID: "Naskah komitmen", EN: "Commitment text"},
	"text.signed": {
		ID: "Yang ditandatangani adalah naskah berbahasa Indonesia ini.",
		EN: "What is signed is this text in Indonesian.",
	},
	"text.proved": {
		ID: "Sidik jari naskah ini sudah dicocokkan dengan naskah yang disahkan lembaga.",
		EN: "The fingerprint of this text was compared with that of the text which the institution approved.",
	},
	"text.agree": {
		ID: "Saya sudah membaca naskah ini dan menyetujuinya.",
		EN: "I have read this text and I agree to it.",
	},
	"text.agree.none": {ID: "Centang dulu persetujuan ini.", EN: "Tick this first."},
	"text.passphrase.hint": {
		ID: "Mengetik frasa sandi dan mengetuk tombol di bawah berarti menandatangani.",
		EN: "Typing the passphrase and tapping the button below is the act of signing.",
	},
	"text.sign":  {ID: "Tanda tangani", EN: "Sign"},
	"text.wrong": {ID: "Data saya salah", EN: "My details are wrong"},
	"hold":       {ID: "Tekan dan tahan untuk menandatangani", EN: "Press and hold to sign"},
	"hold.hint": {
		ID: "Tahan sampai tombolnya penuh. Tidak dapat menahan? Ketuk sekali.",
		EN: "Hold until the button is full. You cannot hold it? Tap it once.",
	},
	"hold.sure": {ID: "Tanda tangani sekarang?", EN: "Sign now?"},
	"hold.sure.hint": {
		ID: "Sesudah dicatat, tanda tangan tidak dapat dihapus, hanya dapat dicabut.",
		EN: "Once it is recorded a signature cannot be deleted, only revoked.",
	},
	"hold.yes": {ID: "Ya, tanda tangani", EN: "Yes, sign"},
	"hold.no":  {ID: "Belum", EN: "Not yet"},
}
