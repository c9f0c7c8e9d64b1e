package mail

import "ikrar/verify/phrase"

// Phrases are the letters, the notes, and why a letter was not taken, in both languages.
var Phrases = phrase.Book{
	"letter.subject.invitation": {
		ID: "Undangan menandatangani {campaign}",
		EN: "Your invitation to sign {campaign}"},
	"letter.subject.reminder": {
		ID: "Pengingat: {campaign} menunggu tanda tangan Anda",
		EN: "A reminder: {campaign} waits for your signature"},
	"letter.subject.certificate": {
		ID: "Sertifikat Anda siap: {campaign}",
		EN: "Your certificate is ready: {campaign}"},

	"letter.greeting": {ID: "Yth. {name},", EN: "Dear {name},"},
	"letter.invitation": {
		ID: `{institution} mengundang Anda menandatangani {campaign} dengan kunci Anda sendiri. Di ponsel, sekitar dua menit.

1. Buka Chrome atau Safari, lalu ketik alamat ini:

   {address}

2. Ketik kode Anda:

   {code}

3. Periksa nama Anda, baca teksnya, lalu tanda tangani.

Kode ini hanya untuk Anda dan berlaku sekali, sampai {until}. Jangan diteruskan, difoto, atau dikirim ke grup. Petugas tidak pernah menanyakannya.`,
		EN: `{institution} invites you to sign {campaign} with a key of your own. It takes about two minutes on a telephone.

1. Open Chrome or Safari and type this address:

   {address}

2. Type your code:

   {code}

3. Check your name, read the text, and sign.

The code is for you alone and works once, until {until}. Do not forward it, take its picture or send it to a group. No officer will ever ask you for it.`},
	"letter.reminder": {
		ID: `Tanda tangan Anda untuk {campaign} belum kami terima. Masih ada waktu sampai {until}.

Buka Chrome atau Safari, ketik alamat ini, lalu ketik kode dari slip atau surel undangan Anda:

   {address}

Sudah punya kunci dari kegiatan sebelumnya? Kode tidak perlu: ketuk “Saya sudah punya berkas kunci” di halaman itu.

Kode tidak kami ulangi di surel ini. Bila tidak lagi Anda miliki, mintalah yang baru kepada kepegawaian. Bila Anda baru saja menandatangani, abaikan surel ini.`,
		EN: `We have not received your signature under {campaign} yet. There is time until {until}.

Open Chrome or Safari, type this address, and then the code from your slip or your invitation:

   {address}

Do you have a key from an earlier campaign? Then you need no code: tap “I have a key file already” on that page.

The code is not repeated in this mail. If you no longer have it, ask your personnel office for a new one. If you have just signed, there is nothing left to do.`},
	"letter.certificate": {
		ID: `Terima kasih telah menandatangani {campaign}. Sertifikat Anda dapat diunduh di:

   {url}/v1/certificates/{certificate}.pdf

Siapa pun yang menerima sertifikat ini dapat memeriksanya dengan memindai kode QR di dalamnya.`,
		EN: `Thank you for signing {campaign}. You can download your certificate here:

   {url}/v1/certificates/{certificate}.pdf

Whoever is shown it can check it by scanning its QR code.`},
	"letter.closing": {
		ID: "Salam,\n{institution}\n\nAda yang keliru? Hubungi kepegawaian Anda. Surel ini dikirim otomatis.",
		EN: "Kind regards,\n{institution}\n\nIs something wrong? Talk to your personnel office. This mail was sent by a program."},

	"whatsapp.person": {
		ID: "Yth. {name}, tanda tangan Anda untuk {campaign} belum kami terima. Ketik alamat {address} di Chrome atau Safari, lalu kode dari slip Anda. Masih ada waktu sampai {until}. Terima kasih. {institution}",
		EN: "Dear {name}, we have not received your signature under {campaign} yet. Type the address {address} in Chrome or Safari, then the code from your slip. There is time until {until}. Thank you. {institution}"},

	"letter.test": {ID: "[Uji coba] {subject}", EN: "[Test] {subject}"},

	"mail.said": {ID: "{why} (kata peladen: “{said}”)", EN: "{why} (the server: “{said}”)"},
	"mail.fault.host": {
		ID: "tidak ada peladen dengan nama itu",
		EN: "there is no server of that name"},
	"mail.fault.closed": {
		ID: "tidak ada yang menjawab di sana",
		EN: "nobody answers there"},
	"mail.fault.slow": {
		ID: "jawabannya terlalu lama ditunggu",
		EN: "it takes too long to answer"},
	"mail.fault.untrusted": {
		ID: "sertifikat TLS-nya tidak dapat dipercaya untuk nama itu",
		EN: "its TLS certificate is not to be trusted for that name"},
	"mail.fault.no-tls": {
		ID: "peladen tidak menyediakan enkripsi seperti yang disetel",
		EN: "it does not offer encryption as it is set"},
	"mail.fault.unreached": {
		ID: "sambungannya tidak terbentuk",
		EN: "no connection came about"},
	"mail.fault.password": {
		ID: "nama pengguna dan kata sandi tidak diterima",
		EN: "user name and password are not taken"},
	"mail.fault.sender": {
		ID: "alamat pengirim tidak diterima",
		EN: "the sender's address is not taken"},
	"mail.fault.quota": {
		ID: "peladen tidak menerima surel lagi untuk sementara; jatahnya mungkin habis",
		EN: "the server takes no more mail for now; an allowance may be used up"},
	"mail.fault.address": {
		ID: "alamat ini tidak ada, atau tidak menerima surel",
		EN: "there is no such address, or it takes no mail"},
	"mail.fault.full": {ID: "kotak suratnya penuh", EN: "the mailbox is full"},
	"mail.fault.later": {
		ID: "peladen belum mau menerima; coba lagi nanti",
		EN: "the server does not take it yet; try later"},
	"mail.fault.policy": {
		ID: "peladen menolak isinya, seperti surel sampah",
		EN: "the server refuses what it says, as if it were spam"},
	"mail.fault.other": {ID: "peladen tidak menerimanya", EN: "the server does not take it"},
}
