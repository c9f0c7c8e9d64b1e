package mailroom

import "ikrar/verify/phrase"

// resultPhrases are those of what came of sending: results, faults, the log and what came back.
var resultPhrases = phrase.Book{
	"mailroom.working": {ID: "Mengirim surel", EN: "Sending mail"},
	"mailroom.waiting": {
		ID: "Menunggu {who} selesai mengirim surel. Yang sudah dikirimi dilewati.",
		EN: "Waiting for {who} to finish sending mail. Who has had it is passed over."},
	"mailroom.connecting": {ID: "menghubungi peladen surel", EN: "reaching the mail server"},
	"mailroom.done":       {ID: "{count} surel terkirim.", EN: "Mails sent: {count}."},
	"mailroom.left":       {ID: "{count} orang belum dikirimi.", EN: "Not mailed yet: {count}."},
	"mailroom.again":      {ID: "Teruskan", EN: "Go on"},
	"mailroom.refused":    {ID: "Ditolak", EN: "Refused"},
	"mailroom.refused.hint": {
		ID: "Perbaiki alamatnya lewat Impor, lalu kirim lagi; atau bagikan slip.",
		EN: "Correct the address by an import and send again, or hand out slips."},
	"mailroom.queued": {ID: "Ditunda peladen", EN: "Put off by the server"},
	"mailroom.queued.hint": {
		ID: "Kirim lagi sekitar lima belas menit lagi.",
		EN: "Send again in a quarter of an hour."},
	"mailroom.passed-over": {ID: "Dilewati", EN: "Passed over"},
	"mailroom.passed-over.hint": {
		ID: "Lihat rencananya lagi untuk yang masih perlu.",
		EN: "Look at the plan again for who still needs it."},
	"mailroom.passed.elsewhere": {ID: "sudah diurus petugas lain", EN: "another officer has seen to it"},
	"mailroom.passed.changed": {
		ID: "alamatnya baru saja diubah, atau datanya dihapus",
		EN: "the address was changed just now, or the person erased"},
	"mailroom.passed.sealed": {
		ID: "undangannya dibuat petugas lain; mintalah ia mengirim, atau ganti slipnya",
		EN: "another officer made the invitation; ask them to send it, or replace the slip"},
	"mailroom.passed.void": {ID: "undangannya tidak berlaku lagi", EN: "the invitation is valid no more"},

	"mailroom.fault.mail-auth": {
		ID: "Peladen {host}, pengguna {user}: {why}.",
		EN: "The server {host}, user {user}: {why}."},
	"mailroom.fault.mail-auth.next": {
		ID: "Ketik kata sandinya lagi, atau ubah nama penggunanya. Sebagian peladen meminta kata sandi khusus aplikasi.",
		EN: "Type the password again, or change the user name. Some servers want a password made for programs."},
	"mailroom.fault.mail-unreachable": {
		ID: "Peladen {host} port {port} tidak dapat dihubungi dengan aman: {why}.",
		EN: "The server {host}, port {port}, cannot be reached safely: {why}."},
	"mailroom.fault.mail-unreachable.next": {
		ID: "Periksa nama, port, dan enkripsi peladen surel, serta jaringan. Kata sandi dan kode tidak pernah dikirim tanpa enkripsi.",
		EN: "Check the mail server's name, port and encryption, and the network. Passwords and codes are never sent without encryption."},
	"mailroom.fault.mail-lost": {
		ID: "Peladen {host} terus memutus sambungan.",
		EN: "The server {host} keeps closing the connection."},
	"mailroom.fault.mail-lost.next": {
		ID: "Teruskan nanti, atau kurangi surel setiap menit.",
		EN: "Go on later, or with fewer mails a minute."},
	"mailroom.fault.mail-unsure": {
		ID: "Sambungan putus tepat saat surel untuk {name} diserahkan: mungkin terkirim, mungkin tidak.",
		EN: "The connection broke just when the mail for {name} was handed over: it may have been taken or not."},
	"mailroom.fault.mail-unsure.next": {
		ID: "Teruskan untuk yang lain; tentang yang satu ini Anda ditanya pada rencananya.",
		EN: "Go on for the others; the plan asks you about this one."},
	"mailroom.fault.mail-sender": {
		ID: "Peladen {host} tidak mengirim atas nama {from}: {why}.",
		EN: "The server {host} does not send as {from}: {why}."},
	"mailroom.fault.mail-sender.next": {
		ID: "Ubah alamat pengirim menjadi alamat yang boleh dipakai nama pengguna itu.",
		EN: "Change the sender's address to one that this user may send as."},
	"mailroom.fault.mail-quota": {ID: "Peladen {host}: {why}.", EN: "The server {host}: {why}."},
	"mailroom.fault.mail-quota.next": {
		ID: "Teruskan nanti, atau kurangi surel setiap menit.",
		EN: "Go on later, or with fewer mails a minute."},
	"mailroom.fault.mail-not-taken":      {ID: "Surel ke {address}: {why}.", EN: "Mail to {address}: {why}."},
	"mailroom.fault.mail-not-taken.next": {ID: "Periksa alamatnya.", EN: "Check the address."},
	"mailroom.fault.mail-unsealed": {
		ID: "Kunci di ssh-agent tidak dapat membaca kodenya lagi bila pengiriman terhenti; tidak ada kode yang dibuat.",
		EN: "A key in an ssh-agent could not read its codes again if this stopped; no code was made."},
	"mailroom.fault.mail-unsealed.next": {
		ID: "Buka kantor dengan kunci petugas berupa berkas.",
		EN: "Open the office with an officer's key in a file."},
	"mailroom.fault.invite-changed": {
		ID: "Petugas lain baru saja mengundang, atau seseorang memakai kodenya. Tidak ada yang dikirim.",
		EN: "Another officer has just invited, or somebody used a code. Nothing was sent."},
	"mailroom.fault.invite-changed.next": {ID: "Lihat lagi rencananya.", EN: "Look at the plan again."},

	"mailroom.log":              {ID: "Catatan surel", EN: "Log of the mail"},
	"mailroom.log.open":         {ID: "Lihat surel yang sudah dikirim", EN: "See the mail that was sent"},
	"mailroom.log.take":         {ID: "Unduh tabel (CSV)", EN: "Download the table (CSV)"},
	"mailroom.search":           {ID: "Nama, NIP, atau alamat", EN: "Name, NIP or address"},
	"mailroom.find":             {ID: "Cari", EN: "Find"},
	"mailroom.found":            {ID: "{count} surel", EN: "Mails: {count}"},
	"mailroom.pages":            {ID: "Halaman", EN: "Pages"},
	"mailroom.page":             {ID: "Halaman {at} dari {last}", EN: "Page {at} of {last}"},
	"mailroom.before":           {ID: "Sebelumnya", EN: "Previous"},
	"mailroom.after":            {ID: "Berikutnya", EN: "Next"},
	"mailroom.column.time":      {ID: "Waktu", EN: "Time"},
	"mailroom.column.kind":      {ID: "Surel", EN: "Mail"},
	"mailroom.column.state":     {ID: "Keadaan", EN: "State"},
	"mailroom.column.name":      {ID: "Nama", EN: "Name"},
	"mailroom.column.unit":      {ID: "Unit", EN: "Unit"},
	"mailroom.column.address":   {ID: "Alamat", EN: "Address"},
	"mailroom.column.why":       {ID: "Sebabnya", EN: "Why"},
	"mailroom.kind.invitation":  {ID: "undangan", EN: "invitation"},
	"mailroom.kind.reminder":    {ID: "pengingat", EN: "reminder"},
	"mailroom.kind.certificate": {ID: "sertifikat", EN: "certificate"},
	"mailroom.state.sent":       {ID: "terkirim", EN: "sent"},
	"mailroom.state.queued":     {ID: "ditunda", EN: "put off"},
	"mailroom.state.refused":    {ID: "ditolak", EN: "refused"},
	"mailroom.state.bounced":    {ID: "kembali", EN: "bounced"},
	"mailroom.state.sending":    {ID: "belum pasti", EN: "unsure"},

	"mailroom.bounced": {ID: "Surel yang kembali", EN: "Mail that came back"},
	"mailroom.bounced.file": {
		ID: "Laporan gagal kirim (.eml), boleh beberapa",
		EN: "Reports of failed deliveries (.eml), also several"},
	"mailroom.bounced.hint": {
		ID: "Simpan dari kotak masuk pengirim, lalu jatuhkan di sini. Alamatnya ditandai dan tidak dikirimi lagi sampai diperbaiki.",
		EN: "Save them from the sender's mailbox and drop them here. The addresses are marked, and get no mail until they are corrected."},
	"mailroom.bounced.do":     {ID: "Tandai", EN: "Mark"},
	"mailroom.bounced.none":   {ID: "Pilih dulu laporannya.", EN: "Choose the reports first."},
	"mailroom.bounced.marked": {ID: "{count} surel ditandai kembali.", EN: "Marked as bounced: {count}."},
	"mailroom.bounced.nobody": {ID: "Tidak ada surel yang ditandai.", EN: "No mail was marked."},
	"mailroom.bounced.next": {
		ID: "Perbaiki alamatnya, lalu kirim lagi; atau bagikan slip.",
		EN: "Correct the addresses and send again, or hand out slips."},
	"mailroom.bounced.next.do": {ID: "Buka Impor", EN: "Open the import"},
	"mailroom.bounced.unknown": {
		ID: "Tidak ada surel terkirim ke alamat ini, atau sudah ditandai",
		EN: "No mail was sent to these, or it is marked already"},
	"mailroom.bounced.other": {ID: "Bukan laporan gagal kirim", EN: "No reports of failed deliveries"},
	"mailroom.bounced.other.hint": {
		ID: "Simpan surel laporannya sendiri sebagai .eml.",
		EN: "Save the report itself as .eml."},
}
