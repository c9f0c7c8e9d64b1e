package people

import "ikrar/verify/phrase"

var renewPhrases = phrase.Book{
	"people.renew": {ID: "Perbarui data pada kunci", EN: "Renew what keys say"},
	"people.renew.lead": {
		ID: "Jabatan, unit, dan pangkat terbaru dari daftar pegawai, untuk kunci yang sama. Yang sudah " +
			"ditandatangani tetap seperti adanya.",
		EN: "The newest post, unit and rank from the list of people, for the same key. What was signed stays as it is."},
	"people.renew.none": {
		ID: "Semua kunci sesuai dengan daftar pegawai.",
		EN: "All keys say what the list of people says."},
	"people.renew.changed": {
		ID: "Daftarnya berubah sejak Anda lihat, jadi belum ada yang diperbarui. Periksa sekali lagi.",
		EN: "The list has changed since you saw it, so nothing was renewed yet. Please look once more."},
	"people.renew.question": {
		ID: "{count} orang namanya berubah",
		EN: "People whose name has changed: {count}"},
	"people.renew.question.why": {
		ID: "Tanpa centang, mereka dilewati: mungkin baris itu milik orang lain.",
		EN: "They are left out unless you tick the box: the line may be another person's."},
	"people.renew.names": {ID: "Memang orang yang sama", EN: "They are the same people"},
	"people.renew.do":    {ID: "Perbarui {count} kunci", EN: "Renew {count}"},
	"people.renew.list": {
		ID: "Yang berubah; yang perlu dilihat lebih dulu di atas",
		EN: "What has changed, what is to be looked at first"},
	"people.renew.what":         {ID: "Perubahan", EN: "Change"},
	"people.renew.look":         {ID: "Perlu dilihat", EN: "To be looked at"},
	"people.renew.row.foreign":  {ID: "bukan dari komputer ini", EN: "not from this computer"},
	"people.renew.row.question": {ID: "nama lain", EN: "another name"},
	"people.renew.more":         {ID: "dan {count} lagi", EN: "and {count} more"},
	"people.renew.done":         {ID: "{count} kunci diperbarui.", EN: "Renewed: {count}."},
	"people.renew.held": {
		ID: "{count} dilewati, karena namanya berubah.",
		EN: "Left out, since the name has changed: {count}."},
	"people.renew.failed": {
		ID: "{count} belum berhasil. Buka lagi halaman ini untuk meneruskan.",
		EN: "Not done: {count}. Open this page again to go on."},
}
