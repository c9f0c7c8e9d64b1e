package mailroom

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"mailroom.title": {ID: "Surel", EN: "Mail"},
	"mailroom.lead": {
		ID: "Undangan, pengingat, dan kabar sertifikat, satu surel untuk satu orang. Setiap orang mendapatnya sekali saja.",
		EN: "Invitations, reminders and word of certificates, one mail to each person. Nobody gets one twice."},
	"mailroom.set": {
		ID: "Dikirim lewat {server}, dari {from}, paling banyak {rate} surel setiap menit.",
		EN: "Sent over {server}, from {from}, {rate} mails a minute at most."},
	"mailroom.set.change": {ID: "Ubah peladen surel", EN: "Change the mail server"},
	"mailroom.busy": {
		ID: "Surel sedang dikirim oleh {who}.",
		EN: "Mail is being sent by {who}."},
	"mailroom.busy.wait": {
		ID: "Tunggu sampai selesai: rencana ini ikut berubah.",
		EN: "Wait until that is done: it changes this plan."},
	"mailroom.busy.again":  {ID: "Lihat lagi", EN: "Look again"},
	"mailroom.who":         {ID: "{officer} (PID {pid})", EN: "{officer} (PID {pid})"},
	"mailroom.who.unknown": {ID: "petugas lain", EN: "another officer"},

	"mailroom.choose":      {ID: "Kirim surel", EN: "Send mail"},
	"mailroom.choose.kind": {ID: "Surel apa?", EN: "Which mail?"},
	"mailroom.choose.undangan": {
		ID: "Undangan dengan kode, untuk yang belum punya kunci",
		EN: "Invitation with the code, to who has no key yet"},
	"mailroom.choose.pengingat": {
		ID: "Pengingat tanpa kode, untuk yang belum menandatangani",
		EN: "Reminder without a code, to who has not signed"},
	"mailroom.choose.sertifikat": {ID: "Kabar bahwa sertifikat siap diunduh", EN: "Word that the certificate is ready"},
	"mailroom.choose.campaign":   {ID: "Kegiatan", EN: "Campaign"},
	"mailroom.choose.all":        {ID: "Semua", EN: "All"},
	"mailroom.choose.language":   {ID: "Bahasa surat", EN: "Language of the mail"},
	"mailroom.language.id":       {ID: "Bahasa Indonesia", EN: "Indonesian"},
	"mailroom.language.en":       {ID: "Bahasa Inggris", EN: "English"},
	"mailroom.choose.until":      {ID: "Undangan berlaku sampai dengan", EN: "Invitations are valid through"},
	"mailroom.choose.until.hint": {
		ID: "Hanya untuk undangan baru. Biasanya hari terakhir kegiatan.",
		EN: "For new invitations only. Usually the last day of the campaign."},
	"mailroom.choose.more":  {ID: "Pilihan lain", EN: "More choices"},
	"mailroom.choose.renew": {ID: "Undang lagi yang sudah punya kunci", EN: "Invite again who has a key"},
	"mailroom.choose.renew.hint": {
		ID: "Kuncinya yang lama digantikan setelah kode baru dipakai.",
		EN: "Their old key is replaced once the new code is used."},
	"mailroom.choose.retry": {
		ID: "Coba lagi alamat yang pernah ditolak atau kembali",
		EN: "Try addresses again that were refused or bounced"},
	"mailroom.look":           {ID: "Lihat rencana", EN: "Look at the plan"},
	"mailroom.no-campaign":    {ID: "Belum ada kegiatan.", EN: "There is no campaign yet."},
	"mailroom.no-campaign.do": {ID: "Buka kegiatan", EN: "Open a campaign"},
	"mailroom.until.wrong": {
		ID: "Isi tanggal terakhir berlakunya undangan.",
		EN: "Give the last day of the invitations."},
	"mailroom.until.past": {
		ID: "Tanggal berlakunya undangan sudah lewat.",
		EN: "The invitations' last day is past."},
	"mailroom.unit.gone": {
		ID: "Unit itu tidak ada lagi pada daftar pegawai.",
		EN: "That unit is not in the roster any more."},

	"mailroom.plan":            {ID: "Rencana surel", EN: "Plan of the mail"},
	"mailroom.plan.undangan":   {ID: "Undangan untuk {title}", EN: "Invitations to {title}"},
	"mailroom.plan.pengingat":  {ID: "Pengingat untuk {title}", EN: "Reminders of {title}"},
	"mailroom.plan.sertifikat": {ID: "Kabar sertifikat {title}", EN: "Word of the certificates of {title}"},
	"mailroom.changed": {
		ID: "Ada yang berubah sejak rencana dilihat. Belum ada yang dikirim; periksa lagi rencananya.",
		EN: "Something changed since you saw the plan. Nothing was sent; look at the plan again."},
	"mailroom.to":       {ID: "akan dikirimi", EN: "to be mailed"},
	"mailroom.to.names": {ID: "Siapa saja yang dikirimi ({count})", EN: "Who gets it ({count})"},
	"mailroom.sent":     {ID: "sudah mendapatnya", EN: "have it already"},
	"mailroom.passed.undangan": {
		ID: "tidak perlu: punya kunci, menunggu persetujuan, pensiun, atau cuti",
		EN: "need none: have a key, wait for approval, retired, or on leave"},
	"mailroom.passed.pengingat": {
		ID: "tidak perlu: sudah menandatangani, belum diundang, pensiun, atau cuti",
		EN: "need none: signed, not invited, retired, or on leave"},
	"mailroom.passed.sertifikat": {ID: "belum punya sertifikat", EN: "have no certificate yet"},
	"mailroom.without":           {ID: "Tanpa alamat surel", EN: "Without an address"},
	"mailroom.without.hint": {
		ID: "Tambahkan kolom email lewat Impor, atau bagikan slip.",
		EN: "Add a column email by an import, or hand out slips."},
	"mailroom.shared": {ID: "Alamat dipakai bersama", EN: "Address shared with others"},
	"mailroom.shared.hint": {
		ID: "Beberapa orang memakai alamat ini, jadi kode tidak dikirim ke sana: orang lain dapat memakainya. Bagikan slip.",
		EN: "Several people have this address, so no code goes there: somebody else could use it. Hand out slips."},
	"mailroom.failed": {ID: "Alamat pernah ditolak atau kembali", EN: "Address refused or bounced before"},
	"mailroom.failed.hint": {
		ID: "Perbaiki alamatnya lewat Impor, lalu kirim lagi.",
		EN: "Correct the address by an import, then send again."},
	"mailroom.more": {ID: "dan {count} orang lagi", EN: "and {count} more"},
	"mailroom.unsure": {
		ID: "{count} surel belum pasti: mungkin terkirim, mungkin tidak",
		EN: "Unsure: {count} mail may have been taken or not"},
	"mailroom.unsure.ask": {
		ID: "Pengiriman terputus tepat saat surel ini diserahkan. Tanyakan orangnya, lalu pilih. Sampai itu, surel ini tidak dikirim.",
		EN: "Sending broke off just when this was handed over. Ask the person, then choose. Until then it is not sent."},
	"mailroom.unsure.again":    {ID: "Belum sampai: kirim lagi", EN: "It did not come: send again"},
	"mailroom.unsure.counted":  {ID: "Sudah sampai: anggap terkirim", EN: "It came: count it as sent"},
	"mailroom.unsure.again.is": {ID: "Yang belum pasti dikirim sekali lagi.", EN: "What was unsure goes once more."},
	"mailroom.unsure.counted.is": {
		ID: "{count} surel yang belum pasti akan dianggap terkirim.",
		EN: "Unsure mail that will count as sent: {count}."},
	"mailroom.send": {ID: "Kirim {count} surel", EN: "Send mails: {count}"},
	"mailroom.send.hint": {
		ID: "Sekitar {minutes} menit. Boleh dihentikan dan diteruskan.",
		EN: "About {minutes} minutes. You may stop and go on."},
	"mailroom.count":  {ID: "Anggap terkirim", EN: "Count as sent"},
	"mailroom.nobody": {ID: "Tidak ada yang perlu dikirimi.", EN: "Nobody needs a mail."},

	"mailroom.letter":      {ID: "Isi surat", EN: "The mail"},
	"mailroom.letter.this": {ID: "yang dikirim", EN: "this is sent"},
	"mailroom.test":        {ID: "Kirim contoh ke alamat Anda sendiri", EN: "Send a sample to your own address"},
	"mailroom.test.hint": {
		ID: "Surat yang sama, tanpa kode. Tidak dicatat, dan tidak ada orang lain yang mendapatnya.",
		EN: "The same mail, without a code. It is not logged, and nobody else gets it."},
	"mailroom.test.do":    {ID: "Kirim contoh", EN: "Send the sample"},
	"mailroom.test.wrong": {ID: "Isi satu alamat surel.", EN: "Give one address of mail."},
	"mailroom.tested": {
		ID: "Contoh sudah diterima peladen untuk {address}. Periksa kotak masuknya.",
		EN: "The server has taken the sample for {address}. Look into that mailbox."},
}
