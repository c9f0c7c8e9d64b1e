package certificates

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"certificates.title": {ID: "Sertifikat", EN: "Certificates"},
	"certificates.missing": {
		ID: "{count} komitmen belum bersertifikat",
		EN: "Pledges without a certificate: {count}"},
	"certificates.none-missing": {
		ID: "Semua komitmen yang tercatat sudah bersertifikat.",
		EN: "Every recorded pledge has its certificate."},
	"certificates.campaign":       {ID: "Per unit: {title}", EN: "By unit: {title}"},
	"certificates.no-pledges":     {ID: "Belum ada komitmen yang tercatat.", EN: "No pledge is recorded yet."},
	"certificates.total":          {ID: "Jumlah", EN: "In all"},
	"certificates.unit.none":      {ID: "(tanpa unit)", EN: "(no unit)"},
	"certificates.column.name":    {ID: "Nama", EN: "Name"},
	"certificates.column.unit":    {ID: "Unit", EN: "Unit"},
	"certificates.column.number":  {ID: "Nomor", EN: "Number"},
	"certificates.column.code":    {ID: "Kode", EN: "Code"},
	"certificates.column.file":    {ID: "Berkas", EN: "File"},
	"certificates.column.day":     {ID: "Tanggal", EN: "Date"},
	"certificates.column.missing": {ID: "Belum", EN: "Missing"},
	"certificates.column.issued":  {ID: "Terbit", EN: "Issued"},
	"certificates.column.do":      {ID: "Tindakan", EN: "Actions"},
	"certificates.column.why":     {ID: "Sebabnya", EN: "Why"},
	"certificates.more":           {ID: "dan {count} lagi", EN: "and {count} more"},

	"certificates.choose.campaign": {ID: "Kegiatan", EN: "Campaign"},
	"certificates.choose.unit":     {ID: "Unit", EN: "Unit"},
	"certificates.choose.all":      {ID: "Semua unit", EN: "All units"},
	"certificates.choose.do":       {ID: "Tampilkan", EN: "Show"},
	"certificates.no-campaign":     {ID: "Belum ada kegiatan.", EN: "There is no campaign yet."},
	"certificates.no-campaign.do":  {ID: "Buka kegiatan", EN: "Open a campaign"},

	"certificates.plan":       {ID: "Terbitkan sertifikat", EN: "Issue certificates"},
	"certificates.plan.do":    {ID: "Lihat rencana penerbitan", EN: "See what would be issued"},
	"certificates.plan.short": {ID: "Terbitkan", EN: "Issue"},
	"certificates.plan.unit":  {ID: "Terbitkan untuk {unit}", EN: "Issue for {unit}"},
	"certificates.plan.none": {
		ID: "Di sini semua komitmen sudah bersertifikat.",
		EN: "Every pledge here has its certificate."},
	"certificates.plan.count":    {ID: "{count} sertifikat akan terbit", EN: "Certificates to be issued: {count}"},
	"certificates.plan.campaign": {ID: "Kegiatan: {title}", EN: "Campaign: {title}"},
	"certificates.plan.number":   {ID: "Nomor {first}", EN: "Number {first}"},
	"certificates.plan.numbers":  {ID: "Nomor {first} sampai {last}", EN: "Numbers {first} to {last}"},
	"certificates.plan.witnesses": {
		ID: "{count} lembaga saksi diminta ikut menandatangani lebih dulu",
		EN: "Witnesses that are asked to sign first: {count}"},
	"certificates.plan.last": {
		ID: "Yang sudah terbit tidak dapat diubah; kalau ada yang salah, sertifikatnya dicabut dan diganti.",
		EN: "What is issued cannot be changed; where something is wrong, the certificate is revoked and replaced."},
	"certificates.plan.names": {ID: "Mereka yang akan menerimanya, urut nomor", EN: "Who will receive them, by number"},
	"certificates.plan.changed": {
		ID: "Ada yang berubah sejak rencana ini Anda lihat, jadi belum ada yang diterbitkan. Periksa sekali lagi.",
		EN: "Something has changed since you saw this plan, so nothing was issued yet. Please look once more."},
	"certificates.issue.do": {ID: "Terbitkan {count} sertifikat", EN: "Issue {count}"},
	"certificates.working":  {ID: "Menerbitkan sertifikat", EN: "Issuing certificates"},
	"certificates.covering": {ID: "Menyiapkan bukti pencatatan", EN: "Preparing the proofs"},
	"certificates.who": {
		ID: "{officer}, di kantor ikrar (PID {pid})",
		EN: "{officer}, in the ikrar office (PID {pid})"},
	"certificates.who.unknown": {
		ID: "proses lain di komputer ini",
		EN: "another process of this computer"},
	"certificates.waiting": {
		ID: "Sedang diterbitkan oleh {who}. Giliran Anda sesudah itu; tidak ada yang terbit dua kali.",
		EN: "{who} is issuing now. Yours comes next; nothing is issued twice."},

	"certificates.done":    {ID: "{count} sertifikat baru terbit.", EN: "Certificates issued now: {count}."},
	"certificates.refused": {ID: "{count} tidak dapat dibuat", EN: "Could not be made: {count}"},
	"certificates.refused.invalid": {
		ID: "Naskah kegiatan ini tidak lagi disetujui dalam daftar kepercayaan. Perbarui daftar itu dengan kunci akar.",
		EN: "The text of this campaign is no longer approved in the trust list. Renew that list with the root key."},
	"certificates.refused.revoked": {
		ID: "Komitmennya baru saja dicabut atau datanya dihapus.",
		EN: "The pledge was revoked, or the data erased, just now."},
	"certificates.left":  {ID: "{count} belum diterbitkan.", EN: "Not issued yet: {count}."},
	"certificates.again": {ID: "Teruskan", EN: "Go on"},

	"certificates.take": {ID: "Unduh dan cetak", EN: "Download and print"},
	"certificates.take.hint": {
		ID: "ZIP untuk dibagikan, atau berkas cetak setiap unit",
		EN: "A ZIP to hand out, or a print file for each unit"},
	"certificates.take.short": {ID: "Unduh", EN: "Download"},
	"certificates.take.unit":  {ID: "Unduh untuk {unit}", EN: "Download for {unit}"},
	"certificates.take.none": {
		ID: "Di sini belum ada sertifikat yang terbit.",
		EN: "No certificate is issued here yet."},
	"certificates.take.count": {ID: "{count} sertifikat", EN: "Certificates: {count}"},
	"certificates.take.kode": {
		ID: "ZIP: satu PDF setiap orang, dinamai kodenya",
		EN: "ZIP: one PDF a person, named by its code"},
	"certificates.take.nama": {
		ID: "ZIP: satu PDF setiap orang, dinamai nama orangnya",
		EN: "ZIP: one PDF a person, named after the person"},
	"certificates.take.cetak": {
		ID: "Untuk dicetak: satu PDF setiap unit, urut nama",
		EN: "To print: one PDF a unit, sorted by name"},
	"certificates.take.private": {
		ID: "Berkasnya memuat nama orang. Simpan di tempat yang aman, dan hapus sesudah dibagikan.",
		EN: "The files hold names of people. Keep them in a safe place, and delete them when they are handed out."},
	"certificates.take.do":     {ID: "Unduh", EN: "Download"},
	"certificates.take.part":   {ID: "Unduh yang ada", EN: "Download what is here"},
	"certificates.take.zip":    {ID: "Unduh ZIP", EN: "Download the ZIP"},
	"certificates.take.prints": {ID: "Unduh berkas cetak", EN: "Download the print files"},
	"certificates.take.more":   {ID: "Cara lain mengunduh", EN: "Other ways to download"},
	"certificates.print.title": {
		ID: "{pages} sertifikat untuk dicetak: {unit}",
		EN: "{pages} certificates to print: {unit}"},
	"certificates.lacking": {
		ID: "PDF berikut tidak tersimpan di sini. Kalau ada salinannya, ambil dengan perintah ikrar issue --adopt DIR; " +
			"berkas cetak menunggu sampai lengkap.",
		EN: "These PDFs are not kept here. Where there are copies, take them in by ikrar issue --adopt DIR; a print " +
			"file waits until all are here."},

	"certificates.list": {ID: "Daftar sertifikat", EN: "Certificates issued"},
	"certificates.list.hint": {
		ID: "{count} sudah terbit: cari, unduh satu, cabut atau ganti",
		EN: "Issued: {count}. Search, download one, revoke or replace"},
	"certificates.list.caption": {ID: "Terbaru lebih dulu: {title}", EN: "The newest first: {title}"},
	"certificates.search":       {ID: "Cari nama, nomor, kode, atau unit", EN: "Search name, number, code or unit"},
	"certificates.found":        {ID: "{count} sertifikat", EN: "Certificates: {count}"},
	"certificates.pdf.of":       {ID: "PDF {name}", EN: "PDF of {name}"},
	"certificates.person":       {ID: "Cabut atau ganti", EN: "Revoke or replace"},
	"certificates.person.of": {
		ID: "Cabut atau ganti sertifikat {name}",
		EN: "Revoke or replace the certificate of {name}"},
	"certificates.before":       {ID: "Sebelumnya", EN: "Previous"},
	"certificates.behind":       {ID: "Berikutnya", EN: "Next"},
	"certificates.gone":         {ID: "PDF tidak dapat diunduh", EN: "The PDF cannot be downloaded"},
	"certificates.gone.unknown": {ID: "Tidak ada sertifikat dengan kode ini.", EN: "No certificate has this code."},
	"certificates.gone.revoked": {ID: "Sertifikat ini sudah dicabut.", EN: "This certificate was revoked."},
	"certificates.gone.erased":  {ID: "Data orang ini sudah dihapus.", EN: "The data of this person were erased."},
	"certificates.gone.lost": {
		ID: "PDF ini tidak tersimpan di sini. Kalau ada salinannya, ambil dengan perintah ikrar issue --adopt DIR.",
		EN: "This PDF is not kept here. Where there is a copy, take it in by ikrar issue --adopt DIR."},
	"certificates.gone.unissued": {ID: "Sertifikat ini belum terbit.", EN: "This certificate is not issued yet."},
}
