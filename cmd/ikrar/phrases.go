package main

import (
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/report"
	"ikrar/ledger/report/roles"
	"ikrar/verify/phrase"
)

// phrases is everything the command says. Each verb keeps its own book beside its code; a key in two books would make
// the sentence depend on the order, so it ends the program at its first start, which is a test.
var phrases = func() phrase.Book {
	all, err := phrase.Merge(phrase.Verdicts, framePhrases, faultPhrases, reasonPhrases, factPhrases,
		overviewPhrases, institutionPhrases, atPhrases, atFaultPhrases, atPeoplePhrases, officeFarPhrases,
		openPhrases, ownerPhrases, settlePhrases, passphrasePhrases, keyPhrases, keyFormPhrases, keyPassphrasePhrases, pledgePhrases, doubleClickPhrases,
		pledgeURLPhrases, pledgeInvitedPhrases, pledgeChoosePhrases, pledgeSignPhrases, pledgeCertificatePhrases,
		pledgeFaultPhrases, firstContactPhrases, demoPhrases, demoGuestPhrases, initPhrases, rosterPhrases, rosterImportPhrases,
		rosterReportPhrases, rosterReasons, rosterRetirePhrases, campaignPhrases, campaignStagePhrases,
		invitePhrases, unitPhrases, keyedPhrases, causePhrases, inviteFilesPhrases, inviteFallPhrases, inviteReprintPhrases,
		mailPhrases, wishesPhrases, unitLinkPhrases,
		kioskPhrases, kioskCampaignPhrases, kioskWebPhrases, kioskDoorPhrases, enrolPhrases, enrolFilesPhrases,
		enrolRenewPhrases, officePhrases, guidePhrases, enrolApprovePhrases, questionPhrases, recordPhrases,
		recordAtPhrases, issuePhrases, issueZIPPhrases, pdfPhrases,
		certificatePhrases,
		revokePhrases, revokeOwnPhrases, correctPhrases, erasePhrases, headPhrases, backupPhrases, restorePhrases, keysFilePhrases, recoverPhrases, registrarPhrases, registrarRequestPhrases, sessionPhrases,
		trustPhrases, trustShowPhrases, trustRootPhrases, trustSetPhrases, trustLedgerPhrases, trustPinPhrases, trustRequestPhrases, rootact.Phrases,
		trustUnpinPhrases, verifyPhrases, provePhrases, auditPhrases, laterPhrases, checkpointPhrases, servePhrases, serveOtomatisPhrases,
		auditServedPhrases, watchPhrases, reportPhrases, report.Phrases, roles.Phrases, rolesPhrases, packPhrases, paperPhrases,
		cosignedPhrases, publishPhrases, servePublishPhrases, witnessPhrases, witnessServePhrases, doctorPhrases,
		savePagePhrases, verifyPagePhrases, signPagePhrases)
	if err != nil {
		panic(err)
	}
	return all
}()

// framePhrases are the sentences of help, prompts and the bare command.
var framePhrases = phrase.Book{
	"error": {ID: "galat", EN: "error"},
	"hint":  {ID: "saran", EN: "hint"},

	"root.short":                {ID: "Komitmen BerAKHLAK yang ditandatangani, dicatat, dan dapat diperiksa siapa pun", EN: "BerAKHLAK pledges, signed, recorded, and open to anyone's check"},
	"root.flag.version":         {ID: "menampilkan versi program ini, dan keluar", EN: "show this program's version, and end"},
	"root.flag.home":            {ID: "`DIR` lembaga (atau IKRAR_HOME, atau direktori ini bila memuat ikrar.toml)", EN: "`DIR` of the institution (or IKRAR_HOME, or this directory if ikrar.toml is in it)"},
	"root.flag.lang":            {ID: "bahasa, `id|en` (atau IKRAR_LANG; bawaan id)", EN: "language, `id|en` (or IKRAR_LANG; default id)"},
	"root.flag.json":            {ID: "keluaran untuk program, dalam JSON", EN: "output for programs, in JSON"},
	"root.flag.passphrase-file": {ID: "frasa sandi dari baris pertama `BERKAS`, tanpa bertanya", EN: "passphrase from the first line of `FILE`, without asking"},
	"root.flag.accept-clock":    {ID: "jam komputer ini benar, walaupun tampak mundur atau melompat", EN: "this computer's clock is right, although it seems to be behind or to have jumped"},
	"root.flag.help":            {ID: "menampilkan bantuan", EN: "show help"},

	"door.sign":  {ID: "Saya menandatangani:", EN: "I sign:"},
	"door.run":   {ID: "Saya mengelola (kepegawaian):", EN: "I run it (HR):"},
	"door.check": {ID: "Saya memeriksa:", EN: "I check:"},

	"help.short":        {ID: "Menampilkan bantuan suatu perintah", EN: "Show help for a command"},
	"help.usage":        {ID: "Pemakaian:", EN: "Usage:"},
	"help.commands":     {ID: "Perintah:", EN: "Commands:"},
	"help.examples":     {ID: "Contoh:", EN: "Examples:"},
	"help.options":      {ID: "Opsi:", EN: "Options:"},
	"help.global":       {ID: "Opsi umum:", EN: "Global options:"},
	"help.options-word": {ID: "opsi", EN: "options"},
	"help.default":      {ID: "bawaan {value}", EN: "default {value}"},
	"help.more":         {ID: "Bantuan suatu perintah: {command} PERINTAH --help", EN: "Help for a command: {command} COMMAND --help"},

	"arg.command": {ID: "PERINTAH", EN: "COMMAND"},
	"arg.file":    {ID: "BERKAS", EN: "FILE"},
	"arg.text":    {ID: "TEKS", EN: "TEXT"},
	"arg.name":    {ID: "NAMA", EN: "NAME"},

	"progress.slow":    {ID: "Belum ada jawaban dari alamat itu; masih dicoba. Ctrl+C menghentikan.", EN: "No answer from that address yet; still trying. Ctrl+C stops it."},
	"confirm.choices":  {ID: "ya/tidak", EN: "yes/no"},
	"passphrase.old":   {ID: "Frasa sandi untuk {path}", EN: "Passphrase for {path}"},
	"passphrase.new":   {ID: "Frasa sandi baru untuk {path}", EN: "New passphrase for {path}"},
	"passphrase.again": {ID: "Ulangi frasa sandi untuk {path}", EN: "Repeat the passphrase for {path}"},

	"overview.introduction": {
		ID: `ikrar mencatat komitmen BerAKHLAK yang ditandatangani pegawai
dengan kuncinya sendiri.

Saya menandatangani: saya pegawai dan diminta menandatangani komitmen.
  ikrar pledge ALAMAT         menandatangani, dengan slip atau kunci Anda
  ikrar key new saya.key      hanya membuat kunci

Saya mengelola: saya menyelenggarakannya di kepegawaian.
  ikrar office                semuanya di peramban komputer ini
  ikrar demo DIR              mencoba dulu, dengan lembaga dan pegawai rekaan
  ikrar init DIR              memulai untuk lembaga Anda, di terminal

Saya memeriksa: saya ditunjukkan sebuah sertifikat.
  ikrar verify BERKAS.pdf     memeriksa keasliannya, dapat tanpa internet

Semua perintah: ikrar --help`,
		EN: `ikrar records BerAKHLAK pledges that employees sign with their own keys.

I sign: I am an employee and was asked to sign the pledge.
  ikrar pledge URL            signs, with your slip or your key
  ikrar key new my.key        only makes a key

I run it: I organise it in HR.
  ikrar office                all of it in this computer's browser
  ikrar demo DIR              try it first, with an invented institution
  ikrar init DIR              start for your institution, in the terminal

I check: I was shown a certificate.
  ikrar verify FILE.pdf       checks that it is genuine, offline if need be

All commands: ikrar --help`,
	},
	"overview.institution": {ID: "{name} ({dir})", EN: "{name} ({dir})"},
	"overview.next":        {ID: "Langkah berikutnya: {command}", EN: "Next step: {command}"},
}
