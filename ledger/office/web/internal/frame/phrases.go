package frame

import "ikrar/verify/phrase"

// Phrases are the sentences around every room.
var Phrases = phrase.Book{
	"frame.name":     {ID: "Kantor ikrar", EN: "ikrar office"},
	"frame.skip":     {ID: "Langsung ke isi", EN: "Skip to content"},
	"frame.menu":     {ID: "Ruang", EN: "Rooms"},
	"frame.noscript": {ID: "Nyalakan JavaScript untuk halaman ini.", EN: "Switch on JavaScript for this page."},
	"frame.lost":     {ID: "Jendela ini belum dibuka oleh ikrar", EN: "This window was not opened by ikrar"},
	"frame.lost.next": {
		ID: "Tutup jendela ini. Di terminal, tekan Enter pada perintah ikrar office yang masih berjalan, atau " +
			"ketik ikrar office lagi.",
		EN: "Close this window. In the terminal, press Enter where ikrar office still runs, or type ikrar office " +
			"again."},
	"frame.gone": {ID: "Kantor sudah ditutup", EN: "The office is closed"},
	"frame.gone.next": {
		ID: "Yang sudah tercatat tetap tersimpan. Ketik ikrar office untuk membukanya lagi.",
		EN: "What is recorded is kept. Type ikrar office to open it again."},
	"frame.sooner": {
		ID: "Perubahan terakhir lewat kantor: {officer}, {moment}.",
		EN: "Last changed in an office: {officer}, {moment}."},
	"frame.passphrase.hint": {
		ID: "Delapan karakter atau lebih; empat kata acak mudah diingat. Tidak ada yang dapat memulihkannya.",
		EN: "Eight characters or more; four random words are easy to remember. Nobody can recover them."},
	"frame.passphrase.empty": {ID: "Ketik frasa sandi.", EN: "Type a passphrase."},
	"frame.passphrase.differ": {
		ID: "Keduanya tidak sama. Ketik lagi.",
		EN: "The two are not the same. Type them again."},
	"frame.large": {ID: "Berkas ini terlalu besar", EN: "This file is too large"},
	"frame.large.next": {
		ID: "Paling besar {most} MB; daftar 15.000 pegawai sekitar 3 MB. Periksa apakah ini berkas yang benar.",
		EN: "It may have {most} MB; a list of 15,000 people has about 3 MB. Check whether this is the right file."},
	"frame.again": {ID: "Coba lagi", EN: "Try again"},
	"frame.fault": {ID: "Belum berhasil", EN: "Not done"},
	"frame.none": {
		ID: "Halaman ini tidak ada. Pilih ruang di atas.",
		EN: "There is no such page. Choose a room above."},
	"frame.work.none": {
		ID: "Hasil pekerjaan itu tidak disimpan lagi, karena pekerjaan yang sama sudah dijalankan sesudahnya. " +
			"Buka ruangnya di atas.",
		EN: "What came of that work is not kept any more, since the same was run again later. Open its room above."},
	"frame.work.gone": {
		ID: "Berkas ini dibuang, karena data seseorang di dalamnya sudah dihapus. Buat lagi di ruangnya.",
		EN: "This file was dropped, since somebody in it has been erased. Make it again in its room."},
	"frame.back":         {ID: "Kembali", EN: "Back"},
	"frame.progress":     {ID: "{done} dari {total}", EN: "{done} of {total}"},
	"frame.running":      {ID: "Sedang berjalan: {what}.", EN: "Under way: {what}."},
	"frame.running.look": {ID: "Lihat", EN: "Look"},
	"frame.work.free": {
		ID: "Halaman ini boleh ditinggalkan; pekerjaan tetap berjalan selama ikrar office terbuka.",
		EN: "You may leave this page; the work goes on while ikrar office is open."},
	"frame.busy": {
		ID: "Yang Anda minta belum dimulai",
		EN: "What you asked for was not begun"},
	"frame.busy.running": {
		ID: "Masih ada yang berjalan: {what} ({done} dari {total}). Itu pekerjaan lain, bukan pilihan Anda di sini.",
		EN: "Still under way: {what} ({done} of {total}). That is other work, not what you chose here."},
	"frame.busy.next": {
		ID: "Pilihan Anda tetap ada di halaman ini. Tunggu sampai pekerjaan itu selesai, lalu tekan Coba lagi.",
		EN: "This page keeps your choice. Wait until that work is done, then press Try again."},
	"frame.unseen": {
		ID: "{count} orang belum Anda lihat di komputer ini, atau diubah petugas lain",
		EN: "People whom you have not seen on this computer, or whom another officer has changed: {count}"},
	"frame.unseen.why": {
		ID: "Datanya diimpor petugas lain, atau server menunjukkannya begitu. Anda yang menandatangani atau " +
			"mengirim untuk mereka, jadi cocokkan dulu dengan daftar Anda sendiri.",
		EN: "Another officer imported their data, or the server shows them so. You are about to sign or send for " +
			"them: compare them with your own list first."},
	"frame.unseen.more": {ID: "dan {count} lagi", EN: "and {count} more"},
	"frame.unseen.seen": {ID: "Sudah saya periksa, dan benar", EN: "I have looked at them, and they are right"},
	"frame.unseen.fault": {
		ID: "Periksa dulu, lalu beri centang. Belum ada yang dikerjakan.",
		EN: "Look at them first, then tick the box. Nothing was done yet."},
	"frame.message.copy":     {ID: "Salin pesan WhatsApp", EN: "Copy WhatsApp message"},
	"frame.message.copy.for": {ID: "Salin pesan WhatsApp untuk {name}", EN: "Copy WhatsApp message for {name}"},
	"frame.message.copied":   {ID: "Pesan disalin", EN: "Message copied"},
	"frame.message.open":     {ID: "Buka WhatsApp", EN: "Open WhatsApp"},
	"frame.message.open.for": {ID: "Buka WhatsApp untuk {name}", EN: "Open WhatsApp for {name}"},
	"frame.work.stop":        {ID: "Hentikan", EN: "Stop"},
	"frame.work.stopped": {
		ID: "Dihentikan. Yang sudah selesai tetap tersimpan; jalankan lagi untuk meneruskan.",
		EN: "Stopped. What was finished is kept; run it again to go on."},
}
