package preferences

import "ikrar/verify/phrase"

var sessionPhrases = phrase.Book{
	"preferences.sessions": {ID: "Sesi petugas", EN: "Officers' sessions"},
	"preferences.sessions.lead": {
		ID: "Petugas yang sedang bekerja dari komputer lain. Alamat IP tidak disimpan.",
		EN: "Officers who work from other computers now. No IP address is kept."},
	"preferences.sessions.machine":  {ID: "Komputer", EN: "Computer"},
	"preferences.sessions.nameless": {ID: "tanpa nama", EN: "without a name"},
	"preferences.sessions.since":    {ID: "Sejak", EN: "Since"},
	"preferences.sessions.seen":     {ID: "Terakhir terdengar", EN: "Last heard of"},
	"preferences.sessions.here":     {ID: "kantor ini", EN: "this office"},
	"preferences.sessions.theirs":   {ID: "hanya di peladen", EN: "on the server alone"},
	"preferences.sessions.end":      {ID: "Akhiri sesi", EN: "End the session"},
	"preferences.sessions.ended":    {ID: "Sesi sudah diakhiri.", EN: "The session was ended."},
	"preferences.sessions.none":     {ID: "Tidak ada yang tersambung sekarang.", EN: "Nobody is connected now."},
	"preferences.sessions.unserved": {
		ID: "ikrar serve tidak berjalan di komputer ini, jadi tidak ada yang tersambung.",
		EN: "No ikrar serve runs on this computer, so nobody is connected."},
	"preferences.sessions.plan": {
		ID: "Sesi {registrar} di {machine}, sejak {since}, diakhiri sekarang.",
		EN: "The session of {registrar} on {machine}, since {since}, ends now."},
	"preferences.sessions.told": {
		ID: "Yang sudah tercatat tetap tercatat. Program petugas itu diberi tahu, dan tidak menyambung lagi sendiri.",
		EN: "What was recorded stays. That officer's program is told, and does not connect again by itself."},
	"preferences.sessions.other": {
		ID: "Sesi itu milik petugas lain. Dari jauh, Anda hanya dapat mengakhiri sesi Anda sendiri; mintalah operator.",
		EN: "That session is another officer's. From afar you end your own alone; ask the operator."},
	"preferences.sessions.stolen": {
		ID: "Komputer dicuri? Siapa pun yang memegang kuncinya dapat masuk lagi: berhentikan petugas itu, dan tunjuk " +
			"kuncinya yang baru.",
		EN: "Was a computer stolen? Whoever has its key may come back: retire that registrar, and appoint the new key."},
	"preferences.sessions.fall": {
		ID: "{count} sesi petugas ini dengan peladen berakhir seketika.",
		EN: "Sessions of this registrar with the server that end at once: {count}."},

	"preferences.registrar.asked": {
		ID: "Nama ini ditulis dan ditandatangani petugas itu sendiri. Cocokkan sidik jari kuncinya lewat telepon dulu.",
		EN: "That officer has written and signed this name. Compare the key's fingerprint by telephone first."},
	"preferences.registrar.named": {
		ID: "Sudah ada petugas bernama {name}, atau namanya tampak sama. Pilih nama lain, atau berhentikan dulu kunci " +
			"lamanya.",
		EN: "There is a registrar by the name {name} already, or the names look the same. Choose another, or retire " +
			"the old key first."},
	"preferences.registrar.letters": {
		ID: "Nama ini memuat huruf aksara lain di antara huruf Latin, sehingga dapat meniru nama lain. Ketik namanya.",
		EN: "This name has letters of another script among Latin ones, and can imitate another. Type the name."},
	"preferences.registrar.root": {
		ID: "Ini kunci akar lembaga sendiri. Petugas memerlukan kunci lain.",
		EN: "This is the institution's root key itself. A registrar needs another."},
	"preferences.registrar.server": {
		ID: "Nama otomatis hanya untuk kunci server. Minta petugas itu membuat permintaan dengan namanya.",
		EN: "The name otomatis is for a server's key alone. Have that officer ask by a name of their own."},
	"preferences.registrar.foreign": {
		ID: "Permintaan ini untuk lembaga lain, atau sudah diubah orang. Minta petugas itu membuatnya lagi.",
		EN: "This request is for another institution, or somebody changed it. Have that officer make it again."},
	"preferences.registrar.format": {
		ID: "Berkas ini bukan permintaan yang utuh. Minta dikirim sekali lagi, sebagai lampiran.",
		EN: "This file is not a whole request. Have it sent once more, as an attachment."},
	"preferences.registrar.weak": {
		ID: "Kunci dalam permintaan ini cacat. Minta petugas itu membuat yang baru.",
		EN: "The key in this request is defective. Have that officer make a new one."},
}
