package main

import "ikrar/verify/phrase"

var mailPhrases = phrase.Book{
	"mail.short": {
		ID: "Surel kepada pegawai: undangan, pengingat, sertifikat",
		EN: "Mail to people: invitations, reminders, certificates"},

	"mail.invite.short": {
		ID: "Mengirim undangan dengan kode, satu surel untuk satu orang",
		EN: "Mail invitations with their codes, one to each person"},
	"mail.invite.long": {
		ID: "Mengirim undangan kepada yang belum mendaftar dan punya alamat surel sendiri (kolom email pada daftar pegawai).\nKode yang belum ada dibuat; kode yang sudah dibuat petugas ini dan belum dikirim dipakai lagi. Setiap undangan\ndikirim sekali. Kode hanya ada di surel orangnya; alamat yang dipakai beberapa orang tidak dikirimi.\nBila terhenti, ulangi perintah ini: yang sudah terkirim tidak dikirimi lagi. Peladen surel disetel di [mail] pada ikrar.toml.",
		EN: "Mail invitations to who has not enrolled and has an address of their own (the column email of the roster).\nCodes that are missing are made; codes that this officer has made and that were not mailed are used again. Each\ninvitation is mailed once. A code stands in its person's mail alone; an address that several people have gets none.\nWhere this stops, repeat it: nobody gets the same mail again. The mail server is set in [mail] of ikrar.toml.",
	},
	"mail.invite.example": {
		ID: "ikrar mail invite --until 2026-03-31 --dry-run\nikrar mail invite --until 2026-03-31 --unit \"Dinas Pendidikan\"",
		EN: "ikrar mail invite --until 2026-03-31 --dry-run\nikrar mail invite --until 2026-03-31 --unit \"Dinas Pendidikan\""},
	"mail.remind.short": {
		ID: "Mengingatkan yang belum menandatangani, tanpa kode",
		EN: "Remind who has not signed, without a code"},
	"mail.remind.example": {
		ID: "ikrar mail remind --dry-run\nikrar mail remind --campaign deklarasi",
		EN: "ikrar mail remind --dry-run\nikrar mail remind --campaign deklarasi"},
	"mail.ready.short": {
		ID: "Mengabarkan bahwa sertifikat siap, dengan alamatnya",
		EN: "Tell people that their certificate is ready, and where"},
	"mail.ready.example": {
		ID: "ikrar mail ready --dry-run\nikrar mail ready --yes",
		EN: "ikrar mail ready --dry-run\nikrar mail ready --yes"},
	"mail.log.short": {
		ID: "Menampilkan surel yang sudah dikirim, dan nasibnya",
		EN: "Show the mail that was sent, and what became of it"},
	"mail.log.example": {
		ID: "ikrar mail log --unit \"Dinas Pendidikan\"",
		EN: "ikrar mail log --unit \"Dinas Pendidikan\""},
	"mail.bounced.short": {
		ID: "Menandai alamat yang surelnya kembali, dari laporan pengiriman (.eml)",
		EN: "Mark addresses whose mail came back, from delivery reports (.eml)"},
	"mail.bounced.long": {
		ID: "Membaca laporan gagal kirim yang disimpan dari kotak masuk pengirim sebagai berkas .eml (RFC 3464), dan menandai\nsurel terakhir ke alamat itu sebagai kembali. Alamat yang ditandai tidak dikirimi lagi sampai diperbaiki.",
		EN: "Read reports of failed deliveries that were saved from the sender's mailbox as .eml files (RFC 3464), and mark the\nlast mail to that address as bounced. A marked address gets no more mail until it is corrected.",
	},
	"mail.bounced.example": {
		ID: "ikrar mail bounced gagal-1.eml gagal-2.eml",
		EN: "ikrar mail bounced failed-1.eml failed-2.eml"},

	"mail.flag.unit": {ID: "hanya pegawai `UNIT` ini", EN: "only the people of this `UNIT`"},
	"mail.flag.campaign": {
		ID: "`ID` kegiatan, bila lebih dari satu",
		EN: "`ID` of the campaign, where there are several"},
	"mail.flag.dry-run": {
		ID: "hanya menunjukkan siapa yang akan dikirimi, dan suratnya",
		EN: "only show who would get a mail, and the mail"},
	"mail.flag.yes": {ID: "langsung mengirim, tanpa bertanya", EN: "send at once, without asking"},
	"mail.flag.unsure": {
		ID: "surel yang tidak diketahui terkirim atau belum: `again|sent` (kirim lagi, anggap terkirim)",
		EN: "mail of which nobody knows whether it was taken: `again|sent` (send again, count as sent)"},
	"mail.flag.retry": {
		ID: "juga ke alamat yang pernah ditolak atau kembali",
		EN: "also to addresses that were refused or bounced before"},
	"mail.flag.renew": {
		ID: "juga yang sudah terdaftar: kunci lamanya digantikan setelah kode baru dipakai",
		EN: "also who is enrolled: the old key is replaced once the new code is used"},

	"mail.plan.send": {
		ID: "kirim: {name} ({nip}), {unit}, {address}",
		EN: "send: {name} ({nip}), {unit}, {address}"},
	"mail.plan.no-address": {
		ID: "tanpa alamat surel: {name} ({nip}), {unit}",
		EN: "no address: {name} ({nip}), {unit}"},
	"mail.plan.shared": {
		ID: "alamat dipakai beberapa orang, jadi kode tidak dikirim: {name} ({nip}), {unit}, {address}",
		EN: "several people have this address, so no code goes there: {name} ({nip}), {unit}, {address}"},
	"mail.plan.failed": {
		ID: "alamat ini pernah ditolak atau kembali: {name} ({nip}), {unit}, {address}",
		EN: "this address was refused or bounced before: {name} ({nip}), {unit}, {address}"},
	"mail.plan.unsure": {
		ID: "tidak diketahui terkirim atau belum: {name} ({nip}), {unit}, {address}",
		EN: "nobody knows whether it was taken: {name} ({nip}), {unit}, {address}"},
	"mail.planned": {
		ID: "{count} orang akan dikirimi; {sent} sudah, {passed} tidak perlu, {without} tidak dapat",
		EN: "To be mailed: {count}; {sent} have it already, {passed} need none, {without} cannot be reached"},
	"mail.preview": {
		ID: "Contoh surat. Perihal: {subject}",
		EN: "The mail, as the first person gets it. Subject: {subject}"},
	"mail.text": {ID: "{text}", EN: "{text}"},
	"mail.confirm": {
		ID: "Kirim {count} surel sekarang, sekitar {minutes} menit?",
		EN: "Send {count} mails now, in about {minutes} minutes?"},
	"mail.nobody":   {ID: "Tidak ada yang perlu dikirimi.", EN: "Nobody needs a mail."},
	"mail.progress": {ID: "mengirim surel", EN: "sending mail"},
	"mail.password": {ID: "Kata sandi surel {path}", EN: "Mail password of {path}"},

	"mail.state.sent": {ID: "terkirim: {name}, {address}", EN: "sent: {name}, {address}"},
	"mail.state.queued": {
		ID: "ditunda peladen: {name}, {address}: {why}",
		EN: "put off by the server: {name}, {address}: {why}"},
	"mail.state.refused": {
		ID: "ditolak peladen: {name}, {address}: {why}",
		EN: "refused by the server: {name}, {address}: {why}"},
	"mail.unwritten": {
		ID: "{name}: undangannya tidak berlaku lagi; ulangi perintah ini",
		EN: "{name}: this invitation is valid no more; repeat this command"},
	"mail.waiting": {
		ID: "Menunggu {who} selesai mengirim surel; yang sudah dikirimi dilewati; Ctrl+C membatalkan",
		EN: "Waiting for {who} to finish sending mail; who has had it is passed over; Ctrl+C gives up"},
	"mail.elsewhere": {
		ID: "{name}: sudah diurus petugas lain selagi perintah ini berjalan",
		EN: "{name}: another officer has seen to this one meanwhile"},
	"mail.changed": {
		ID: "{name}: alamat surelnya baru saja diubah, atau datanya dihapus; ulangi perintah ini",
		EN: "{name}: the address was changed just now, or the person erased; repeat this command"},
	"mail.done": {
		ID: "Terkirim {sent}, ditunda {queued}, ditolak {refused}",
		EN: "Sent {sent}, put off {queued}, refused {refused}"},
	"mail.later": {
		ID: "Yang ditunda dikirim saat perintah ini diulangi; tunggu sekitar lima belas menit.",
		EN: "What was put off goes when this command is repeated; wait for a quarter of an hour."},
	"mail.unsure.ask": {
		ID: "{count} surel tidak diketahui terkirim atau belum. Tanyakan orangnya, lalu ulangi dengan --unsure again (kirim lagi) atau --unsure sent (anggap terkirim).",
		EN: "Nobody knows of {count} mails whether they were taken. Ask these people, then repeat with --unsure again or --unsure sent."},
	"mail.unsure.choices": {ID: "pilih again atau sent", EN: "choose again or sent"},

	"mail.kind.invitation":   {ID: "undangan", EN: "invitation"},
	"mail.kind.reminder":     {ID: "pengingat", EN: "reminder"},
	"mail.kind.certificate":  {ID: "sertifikat", EN: "certificate"},
	"mail.log.state.queued":  {ID: "ditunda", EN: "put off"},
	"mail.log.state.sending": {ID: "belum pasti", EN: "unsure"},
	"mail.log.state.sent":    {ID: "terkirim", EN: "sent"},
	"mail.log.state.refused": {ID: "ditolak", EN: "refused"},
	"mail.log.state.bounced": {ID: "kembali", EN: "bounced"},
	"mail.log.total":         {ID: "{count} surel", EN: "mails: {count}"},
	"mail.bounced.marked": {
		ID: "surel kembali: {name} ({nip}), {unit}, {address}",
		EN: "bounced: {name} ({nip}), {unit}, {address}"},
	"mail.bounced.unknown": {ID: "tidak ada surel yang dikirim ke {address}", EN: "no mail was sent to {address}"},
	"mail.bounced.other": {
		ID: "{path}: bukan laporan gagal kirim; dilewati",
		EN: "{path}: no report of a failed delivery; passed over"},
	"mail.bounced.next": {
		ID: "Perbaiki alamatnya dengan ikrar roster import, lalu kirim lagi; atau bagikan slip.",
		EN: "Correct the addresses by ikrar roster import and send again, or hand out slips."},
	"fault.mail-off": {ID: "{path}: peladen surel belum disetel", EN: "{path}: no mail server is set"},
	"fault.mail-off.hint": {
		ID: "isi server dan from pada bagian [mail]; tanyakan isinya kepada pengelola surel",
		EN: "fill in server and from under [mail]; ask whoever runs your mail"},
	"fault.mail-auth": {
		ID: "peladen {host}, pengguna {user}: {why}; tidak ada lagi yang dikirim",
		EN: "the server {host}, user {user}: {why}; nothing more was sent"},
	"fault.mail-auth.hint": {
		ID: "periksa user dan kata sandinya; sebagian peladen meminta kata sandi khusus aplikasi",
		EN: "check user and password; some servers want a password made for programs"},
	"fault.mail-unreachable": {
		ID: "peladen surel {host} port {port} tidak dapat dihubungi dengan aman: {why}",
		EN: "the mail server {host}, port {port}, cannot be reached safely: {why}"},
	"fault.mail-unreachable.hint": {
		ID: "periksa server, port, dan tls pada [mail], serta jaringan; kata sandi dan kode tidak pernah dikirim tanpa enkripsi",
		EN: "check server, port and tls under [mail], and the network; passwords and codes are never sent without encryption"},
	"fault.mail-sender": {
		ID: "peladen {host} tidak mengirim atas nama {from}: {why}; tidak ada lagi yang dikirim",
		EN: "the server {host} does not send as {from}: {why}; nothing more was sent"},
	"fault.mail-sender.hint": {
		ID: "isi from pada [mail] dengan alamat yang boleh dipakai user itu; tanyakan kepada pengelola surel",
		EN: "set from under [mail] to an address that this user may send as; ask whoever runs your mail"},
	"fault.mail-quota": {
		ID: "peladen {host}: {why}; tidak ada lagi yang dikirim",
		EN: "the server {host}: {why}; nothing more was sent"},
	"fault.mail-quota.hint": {
		ID: "ulangi perintah ini nanti; yang sudah terkirim tidak dikirimi lagi",
		EN: "repeat this command later; nobody gets the same mail again"},
	"fault.mail-not-taken":      {ID: "surel ke {address}: {why}", EN: "mail to {address}: {why}"},
	"fault.mail-not-taken.hint": {ID: "periksa alamatnya", EN: "check the address"},
	"fault.mail-lost": {
		ID: "peladen surel {host} terus memutus sambungan",
		EN: "the mail server {host} keeps closing the connection"},
	"fault.mail-lost.hint": {
		ID: "ulangi perintah ini nanti, atau turunkan rate pada [mail]; yang sudah terkirim tidak dikirimi lagi",
		EN: "repeat this command later, or lower rate under [mail]; nobody gets the same mail again"},
	"fault.mail-unsure": {
		ID: "sambungan putus saat surel untuk {name} diserahkan: mungkin terkirim, mungkin tidak",
		EN: "the connection broke while the mail for {name} was handed over: it may have been taken or not"},
	"fault.mail-unsure.hint": {
		ID: "ulangi perintah ini untuk yang lain; tentang {name}: --unsure again mengirim lagi, --unsure sent " +
			"menganggapnya terkirim",
		EN: "repeat this command for the others; as to {name}: --unsure again sends it once more, --unsure sent " +
			"counts it as sent"},
	"fault.mail-unsealed": {
		ID: "kunci di ssh-agent tidak dapat membaca kodenya lagi bila pengiriman terhenti; tidak ada kode yang " +
			"dibuat",
		EN: "a key in an ssh-agent could not read its codes again if this stopped; no code was made"},
	"fault.mail-unsealed.hint": {
		ID: "pakai kunci petugas berupa berkas, atau ikrar invite --csv untuk surat massal",
		EN: "use an officer's key in a file, or ikrar invite --csv for mail merge"},
	"fault.mail-password": {
		ID: "kata sandi surel perlu diketik di terminal",
		EN: "the password of the mail server has to be typed at a terminal"},
	"fault.mail-password.hint": {
		ID: "atau simpan di berkas mode 0600 dan sebutkan pada password_file di {path}",
		EN: "or keep it in a file of mode 0600 and name it as password_file in {path}"},
}
