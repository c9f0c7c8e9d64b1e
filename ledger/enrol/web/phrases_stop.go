package web

import "ikrar/verify/phrase"

// stopWords are what the page says at this part of the way: what keeps somebody from going on, and
// what to do then.
var stopWords = phrase.Book{
	"device.signing.title": {ID: "Peramban ini tidak dapat menandatangani", EN: "This browser cannot sign"},
	"device.signing": {
		ID: "Perbarui Chrome atau Safari di perangkat ini, atau buka alamat yang sama di perangkat lain.",
		EN: "Update Chrome or Safari on this device, or open the same address on another device.",
	},
	"device.storage.title": {
		ID: "Peramban ini tidak dapat menyimpan",
		EN: "This browser cannot store anything",
	},
	"device.storage": {
		ID: "Mungkin Anda memakai mode penyamaran (incognito), atau penyimpanan perangkat penuh. Buka alamat yang sama di jendela biasa, atau kosongkan sedikit ruang.",
		EN: "You may be in a private (incognito) window, or the device is full. Open the same address in an ordinary window, or free some space.",
	},
	"device.in-app.title": {ID: "Buka di Chrome atau Safari", EN: "Open in Chrome or Safari"},
	"device.in-app": {
		ID: "Halaman ini terbuka di dalam aplikasi lain, misalnya WhatsApp. Di sana berkas tidak dapat disimpan.",
		EN: "This page is open inside another app, such as WhatsApp. Files cannot be saved there.",
	},
	"device.do.copy": {ID: "Ketuk “Salin alamat”.", EN: "Tap “Copy the address”."},
	"device.do.open": {
		ID: "Buka Chrome (Android) atau Safari (iPhone).",
		EN: "Open Chrome (Android) or Safari (iPhone).",
	},
	"device.do.paste": {
		ID: "Tempel di kolom alamat di atas layar, lalu buka.",
		EN: "Paste it into the address bar at the top of the screen, and open it.",
	},
	"device.copy":    {ID: "Salin alamat", EN: "Copy the address"},
	"device.address": {ID: "Salin alamat ini", EN: "Copy this address"},
	"device.safe": {
		ID: "Undangan Anda tetap berlaku. Alamat itu memuat kode Anda: jangan kirim ke orang lain.",
		EN: "Your invitation stays valid. The address holds your code: send it to nobody.",
	},
	"device.anyway.hint": {
		ID: "Anda juga dapat melanjutkan di sini, tetapi kunci Anda tidak disimpan: Anda menerima berkasnya, dan harus menyimpannya dulu sebelum lanjut.",
		EN: "You can also go on here, but your key is not kept: you get its file, and must put it in a safe place before you go on.",
	},
	"device.anyway":         {ID: "Lanjutkan saja di sini", EN: "Go on here all the same"},
	"stopped.title":         {ID: "Belum dapat dilanjutkan", EN: "This cannot go on yet"},
	"stopped.other":         {ID: "Kembali ke awal", EN: "Back to the start"},
	"stopped.official":      {ID: "Buka alamat resmi", EN: "Open the official address"},
	"stopped.said":          {ID: "Jawaban layanan", EN: "What the service said"},
	"stopped.network.title": {ID: "Tidak ada sambungan", EN: "No connection"},
	"stopped.network": {
		ID: "Layanan lembaga tidak dapat dihubungi. Tidak ada yang hilang.",
		EN: "The institution's service cannot be reached. Nothing is lost.",
	},
	"stopped.network.next": {
		ID: "Periksa data seluler atau Wi-Fi, lalu coba lagi.",
		EN: "Check mobile data or Wi-Fi, then try again.",
	},
	"stopped.busy.title": {ID: "Layanan sedang ramai", EN: "The service is busy"},
	"stopped.busy": {
		ID: "Banyak orang memakainya sekarang. Tunggu {wait} detik. Tidak ada yang hilang.",
		EN: "Many people are using it now. Wait {wait} seconds. Nothing is lost.",
	},
	"stopped.busy.next":                {ID: "Lalu ketuk “Coba lagi”.", EN: "Then tap “Try again”."},
	"stopped.invitation-unknown.title": {ID: "Undangan tidak ditemukan", EN: "No such invitation"},
	"stopped.invitation-unknown": {
		ID: "Kode ini tidak dikenal di alamat ini. Mungkin slip Anda sudah diganti dengan yang baru.",
		EN: "This code is not known at this address. Your slip may have been replaced by a newer one.",
	},
	"stopped.invitation-unknown.next": {
		ID: "Pakai slip terbaru. Bila tidak ada, hubungi kepegawaian.",
		EN: "Use your newest slip. If there is none, contact your HR office.",
	},
	"stopped.invitation-expired.title": {ID: "Masa undangan sudah habis", EN: "The invitation has expired"},
	"stopped.invitation-expired": {
		ID: "Undangan ini berlaku sampai {time}.",
		EN: "This invitation was valid until {time}.",
	},
	"stopped.invitation-expired.next": {
		ID: "Minta slip baru ke kepegawaian.",
		EN: "Ask your HR office for a new slip.",
	},
	"stopped.invitation-used.title": {ID: "Undangan ini sudah dipakai", EN: "This invitation has been used"},
	"stopped.invitation-used": {
		ID: "Undangan ini dipakai pada {time}. Bila itu Anda, buka halaman ini di perangkat yang waktu itu Anda pakai, atau pakai berkas kunci Anda.",
		EN: "This invitation was used on {time}. If that was you, open this page on the device that you used then, or use your key file.",
	},
	"stopped.invitation-used.next": {
		ID: "Bukan Anda, atau kuncinya sudah tidak ada? Hubungi kepegawaian: mereka dapat memberi slip baru.",
		EN: "It was not you, or the key is gone? Contact your HR office: they can give you a new slip.",
	},
	"stopped.taken.title": {
		ID: "Undangan Anda dipakai di perangkat lain",
		EN: "Your invitation was used on another device",
	},
	"stopped.taken": {
		ID: "Pada {time} kunci dari perangkat lain yang didaftarkan dengan kode ini, bukan kunci dari perangkat ini. Bila itu Anda, lanjutkan di sana.",
		EN: "On {time} a key of another device was enrolled with this code, and not the one of this device. If that was you, go on there.",
	},
	"stopped.taken.next": {
		ID: "Bukan Anda? Hubungi kepegawaian sekarang. Mereka dapat mencabut kunci itu dan memberi slip baru.",
		EN: "Not you? Contact your HR office now. They can revoke that key and give you a new slip.",
	},
	"stopped.taken.ended.title": {ID: "Kunci ini tidak berlaku lagi", EN: "This key holds no longer"},
	"stopped.taken.ended": {
		ID: "Kunci yang dipakai di perangkat ini sudah dicabut atau diganti. Yang sudah ditandatangani tidak berubah karenanya.",
		EN: "The key that was used on this device has been revoked or replaced. What was signed is not changed by that.",
	},
	"stopped.taken.ended.next": {
		ID: "Untuk menandatangani, minta slip baru ke kepegawaian.",
		EN: "To sign, ask your HR office for a new slip.",
	},
	"stopped.invitation-old.title": {ID: "Slip ini dari bentuk lama", EN: "This slip is of an old form"},
	"stopped.invitation-old": {
		ID: "Slip Anda dibuat sebelum halaman ini ada, jadi kodenya tidak dapat dipakai lagi.",
		EN: "Your slip was made before this page existed, so its code cannot be used any more.",
	},
	"stopped.invitation-old.next": {
		ID: "Minta slip baru ke kepegawaian.",
		EN: "Ask your HR office for a new slip.",
	},
	"stopped.address-other.title": {ID: "Ini bukan alamat resminya", EN: "This is not the official address"},
	"stopped.address-other": {
		ID: "Jangan lanjutkan di sini. Alamat resmi lembaga ini: {url}. Kode Anda belum dikirim ke mana pun.",
		EN: "Do not go on here. The official address of this institution is {url}. Your code has not been sent anywhere.",
	},
	"stopped.address-other.next": {
		ID: "Buka alamat resmi itu, lalu ketik kode dari slip.",
		EN: "Open the official address, then type the code from your slip.",
	},
	"stopped.address-other.pinned.title": {ID: "Alamat lembaga sudah lain", EN: "The institution has another address"},
	"stopped.address-other.pinned": {
		ID: "Halaman ini dibuat untuk alamat yang bukan alamat resmi lembaga ini: {url}. Kode Anda belum dikirim ke mana pun.",
		EN: "This page was made for an address that is not the institution's, which is {url}. Your code has not been sent anywhere.",
	},
	"stopped.address-other.pinned.next": {
		ID: "Mintalah petugas membuat halaman ini lagi, atau buka alamat resmi itu.",
		EN: "Ask an officer to make this page anew, or open the official address.",
	},
	"stopped.trust.title": {ID: "Jangan lanjutkan dulu", EN: "Do not go on yet"},
	"stopped.trust": {
		ID: "Halaman ini tidak dapat membuktikan lembaga mana yang ada di baliknya. Kode Anda belum dikirim ke mana pun.",
		EN: "This page cannot prove which institution stands behind it. Your code has not been sent anywhere.",
	},
	"stopped.trust.next": {
		ID: "Cocokkan alamat di atas layar dengan slip Anda, lalu hubungi kepegawaian.",
		EN: "Compare the address at the top of the screen with your slip, then contact your HR office.",
	},
	"stopped.trust.none.title": {ID: "Belum dapat dilanjutkan", EN: "This cannot go on yet"},
	"stopped.trust.none": {
		ID: "Layanan lembaga belum memberi daftar kepercayaannya.",
		EN: "The institution's service has not given its trust list yet.",
	},
	"stopped.trust.none.next": {
		ID: "Coba lagi nanti. Bila tetap begini, hubungi kepegawaian.",
		EN: "Try again later. If it stays so, contact your HR office.",
	},
	"stopped.trust.other.title": {ID: "Kunci lembaga berbeda", EN: "The institution's key is different"},
	"stopped.trust.other": {
		ID: "Kunci lembaga di alamat ini bukan yang dikenal perangkat ini sejak kunjungan pertama. Kode Anda belum dikirim ke mana pun.",
		EN: "The institution's key at this address is not the one that this device has known since its first visit. Your code has not been sent anywhere.",
	},
	"stopped.trust.other.next": {
		ID: "Jangan lanjutkan. Hubungi kepegawaian.",
		EN: "Do not go on. Contact your HR office.",
	},
	"stopped.invitation-false.title": {ID: "Jangan lanjutkan", EN: "Do not go on"},
	"stopped.invitation-false": {
		ID: "Data yang ditunjukkan alamat ini tidak ditandatangani kepegawaian untuk slip Anda.",
		EN: "What this address showed was not signed by HR for your slip.",
	},
	"stopped.invitation-false.next": {
		ID: "Hubungi kepegawaian, dan bawa slip Anda.",
		EN: "Contact your HR office, and bring your slip.",
	},
	"stopped.text.title": {ID: "Naskahnya tidak cocok", EN: "The text does not match"},
	"stopped.text": {
		ID: "Naskah yang diberikan bukan naskah yang disahkan lembaga, jadi tidak ditampilkan dan tidak dapat ditandatangani.",
		EN: "The text that was given is not the one that the institution approved, so it is not shown and cannot be signed.",
	},
	"stopped.text.next": {ID: "Beri tahu kepegawaian.", EN: "Tell your HR office."},
	"stopped.credential.title": {
		ID: "Jawaban layanan tidak cocok",
		EN: "The service's answer does not match",
	},
	"stopped.credential": {
		ID: "Yang disetujui bukan kunci yang dibuat di sini. Belum ada yang ditandatangani.",
		EN: "What was approved is not the key that was made here. Nothing has been signed.",
	},
	"stopped.credential.next": {ID: "Beri tahu kepegawaian.", EN: "Tell your HR office."},
	"stopped.proof.title": {
		ID: "Tercatat, tetapi buktinya belum cocok",
		EN: "Recorded, but the proof does not match yet",
	},
	"stopped.proof": {
		ID: "Komitmen Anda sudah dikirim, tetapi bukti yang diterima tidak lulus pemeriksaan di perangkat ini. Jangan menandatangani lagi.",
		EN: "Your commitment was sent, but the proof that came back did not pass the check on this device. Do not sign again.",
	},
	"stopped.proof.next":    {ID: "Beri tahu kepegawaian.", EN: "Tell your HR office."},
	"stopped.refused.title": {ID: "Layanan belum menerima", EN: "The service did not accept this"},
	"stopped.refused": {
		ID: "Tidak ada yang hilang. Tunjukkan layar ini kepada kepegawaian.",
		EN: "Nothing is lost. Show this screen to your HR office.",
	},
	"stopped.unfinished": {
		ID: "Jangan tutup layar ini: kunci Anda hanya ada di sini sampai tanda tangannya tercatat. Layar ini mencoba lagi sendiri.",
		EN: "Do not close this screen: your key is nowhere else until the signature is recorded. This screen tries again by itself.",
	},
	"stopped.refused.pledge-twice.title": {
		ID: "Anda sudah menandatangani ini",
		EN: "You have signed this already",
	},
	"stopped.refused.pledge-twice": {
		ID: "Komitmen Anda dalam kegiatan ini sudah tercatat sebelumnya dan tetap berlaku. Tidak ada yang perlu ditandatangani lagi.",
		EN: "Your commitment in this campaign was recorded before and stands. There is nothing to sign again.",
	},
	"stopped.refused.pledge-twice.next": {
		ID: "Bukan Anda yang menandatangani? Hubungi kepegawaian.",
		EN: "It was not you who signed? Contact your HR office.",
	},
	"stopped.version.title": {ID: "Halaman ini perlu dimuat ulang", EN: "This page must be loaded again"},
	"stopped.version": {
		ID: "Layanannya lebih baru daripada halaman ini. Tidak ada yang hilang: sesudah dimuat ulang, lanjutkan dengan slip yang sama.",
		EN: "The service is newer than this page. Nothing is lost: after loading again, go on with the same slip.",
	},
}
