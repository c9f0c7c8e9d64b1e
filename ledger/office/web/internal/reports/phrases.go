package reports

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"reports.title":    {ID: "Laporan", EN: "Reports"},
	"reports.none":     {ID: "Belum ada kegiatan yang dapat dilaporkan.", EN: "There is no campaign to report yet."},
	"reports.none.do":  {ID: "Buka kegiatan", EN: "Open a campaign"},
	"reports.campaign": {ID: "Kegiatan", EN: "Campaign"},
	"reports.choose":   {ID: "Tampilkan", EN: "Show"},
	"reports.as-of":    {ID: "{title}. Keadaan {time}.", EN: "{title}. As of {time}."},
	"reports.people":   {ID: "pegawai", EN: "people"},
	"reports.pledged":  {ID: "sudah menandatangani", EN: "have signed"},
	"reports.percent":  {ID: "persen", EN: "per cent"},
	"reports.issued":   {ID: "bersertifikat", EN: "have a certificate"},
	"reports.revoked":  {ID: "dicabut", EN: "revoked"},
	"reports.missing":  {ID: "belum", EN: "missing"},
	"reports.see":      {ID: "Lihat siapa yang belum", EN: "See who is missing"},
	"reports.take":     {ID: "Unduh laporan", EN: "Download the report"},
	"reports.take.hint": {
		ID: "Lembar kerja Excel memuat satu lembar per unit.",
		EN: "The workbook has a sheet a unit."},
	"reports.xlsx":       {ID: "Excel (XLSX)", EN: "Excel (XLSX)"},
	"reports.csv":        {ID: "CSV", EN: "CSV"},
	"reports.html":       {ID: "Halaman untuk dicetak", EN: "Page to print"},
	"reports.units":      {ID: "Menurut unit", EN: "By unit"},
	"reports.unit":       {ID: "Unit", EN: "Unit"},
	"reports.of":         {ID: "Pegawai", EN: "People"},
	"reports.signed":     {ID: "Sudah", EN: "Signed"},
	"reports.progress":   {ID: "Kemajuan", EN: "Progress"},
	"reports.issues":     {ID: "Sertifikat", EN: "Issued"},
	"reports.not":        {ID: "Belum", EN: "Missing"},
	"reports.all":        {ID: "Seluruhnya", EN: "In all"},
	"reports.days":       {ID: "Menurut hari", EN: "Day by day"},
	"reports.days.table": {ID: "Angka harian", EN: "Figures of each day"},
	"reports.date":       {ID: "Tanggal", EN: "Date"},
	"reports.day":        {ID: "Hari itu", EN: "That day"},
	"reports.until":      {ID: "Sampai hari itu", EN: "Until that day"},
	"reports.figures":    {ID: "Angka untuk umum", EN: "Public figures"},
	"reports.figures.on": {
		ID: "Siapa pun dapat membaca berapa yang sudah, per unit dan tanpa nama, di",
		EN: "Anybody can read how many have signed, by unit and with no names, at"},
	"reports.figures.off": {
		ID: "Belum dinyalakan. Bila lembaga mau, angka per unit tanpa nama dapat dibaca siapa pun dan posternya dicetak di " +
			"sini: nyalakan di Pengaturan, lalu jalankan ulang ikrar serve.",
		EN: "Off. If the institution wants it, anybody can read figures by unit with no names, and the poster is " +
			"printed here: switch it on under Settings, and start ikrar serve anew."},
	"reports.poster": {ID: "Unduh poster {paper}", EN: "Download the poster, {paper}"},
	"reports.poster.glyph": {
		ID: "Judul kegiatan memuat huruf yang tidak dapat dicetak pada poster.",
		EN: "The campaign's title has letters that cannot be printed on a poster."},
	"reports.paper": {ID: "Daftar hadir dan berita acara", EN: "Attendance list and minutes"},
	"reports.paper.hint": {
		ID: "Keduanya dicetak dari kegiatannya, dengan tempat untuk tanda tangan basah.",
		EN: "Both are printed from the campaign, with room for signatures by hand."},
	"reports.paper.do": {ID: "Ke ruang Kegiatan", EN: "To the campaigns"},

	"reports.roles": {ID: "Siapa melakukan apa", EN: "Who did what"},
	"reports.roles.hint": {
		ID: "Siapa menyatakan kunci siapa, menerbitkan, mencabut, dan menghapus, dari tanda tangannya; dan dari komputer " +
			"mana, bila tercatat.",
		EN: "Who vouched for whose key, issued, revoked and erased, by the signatures; and from which computer, where " +
			"that is recorded."},
	"reports.roles.do": {ID: "Baca siapa melakukan apa", EN: "Read who did what"},
	"reports.roles.read": {
		ID: "{count} perbuatan dalam buku besar dengan {size} entri. Unduh untuk melihatnya satu per satu.",
		EN: "Acts in the ledger of {size} entries: {count}. Download them to see each."},
	"reports.roles.source": {
		ID: "Nama petugas dibaca dari tanda tangannya. Komputer menurut catatan peladen; kosong bila dilakukan di peladen " +
			"sendiri, atau tidak tercatat.",
		EN: "Registrars are read from their signatures. Machines are the server's own record; empty where it was done on " +
			"the server itself, or not recorded."},
	"reports.pack": {ID: "Bukti dukung", EN: "Evidence pack"},
	"reports.pack.hint": {
		ID: "Satu berkas ZIP: laporan, daftar, titik periksa buku besar, dan ringkasan yang Anda tanda tangani. Siapa pun " +
			"dapat memeriksa bahwa isinya tidak diubah.",
		EN: "One ZIP file: the report, the list, the ledger's checkpoint, and a summary that you sign. Anybody can " +
			"check that nothing in it was changed."},
	"reports.pack.do":   {ID: "Buat bukti dukung", EN: "Make the evidence pack"},
	"reports.pack.take": {ID: "Unduh bukti dukung (ZIP)", EN: "Download the evidence pack (ZIP)"},
	"reports.pack.done": {
		ID: "{title}: {pledged} dari {people} pegawai, dalam {files} berkas, pada {size} entri buku besar.",
		EN: "{title}: {pledged} of {people} people, in {files} files, at {size} entries of the ledger."},
	"reports.pack.check": {
		ID: "Yang menerima membongkar ZIP itu, lalu memeriksanya dengan ikrar report --check dan daftar kepercayaan lembaga. " +
			"BACA-SAYA.txt di dalamnya menjelaskan caranya.",
		EN: "Whoever gets it unpacks the ZIP, and checks it by ikrar report --check and the institution's trust list. " +
			"README.txt in it says how."},

	"reports.absent":        {ID: "Yang belum menandatangani", EN: "Who has not signed yet"},
	"reports.absent.unit":   {ID: "Unit", EN: "Unit"},
	"reports.absent.all":    {ID: "Semua unit", EN: "All units"},
	"reports.absent.search": {ID: "Cari nama, NIP atau jabatan", EN: "Search name, NIP or position"},
	"reports.absent.show":   {ID: "Cari", EN: "Search"},
	"reports.absent.found":  {ID: "{count} orang", EN: "People: {count}"},
	"reports.absent.none": {
		ID: "Tidak ada. Semua yang dicari sudah menandatangani.",
		EN: "Nobody. All of these have signed."},
	"reports.absent.page":    {ID: "Halaman {page} dari {pages}", EN: "Page {page} of {pages}"},
	"reports.absent.former":  {ID: "Sebelumnya", EN: "Previous"},
	"reports.absent.further": {ID: "Berikutnya", EN: "Next"},
	"reports.name":           {ID: "Nama", EN: "Name"},
	"reports.nip":            {ID: "NIP", EN: "NIP"},
	"reports.position":       {ID: "Jabatan", EN: "Position"},
	"reports.state":          {ID: "Keadaan", EN: "State"},
	"reports.state.absent":   {ID: "belum membuka slip", EN: "has not opened the slip"},
	"reports.state.enrolled": {ID: "punya kunci, belum menandatangani", EN: "has a key, has not signed"},
	"reports.state.revoked":  {ID: "dicabut, belum lagi", EN: "revoked, not again yet"},

	"reports.group": {ID: "Pesan untuk grup", EN: "Message to a group"},
	"reports.group.hint": {
		ID: "Pilih satu unit untuk pesan yang siap disalin ke grupnya.",
		EN: "Choose a unit for a message that is ready to be copied to its group."},
	"reports.group.copy":   {ID: "Salin pesan grup", EN: "Copy the message"},
	"reports.group.copied": {ID: "Pesan disalin.", EN: "The message is copied."},
	"reports.group.open": {
		ID: "Periksa dulu isinya: nama-nama ini akan terbaca semua anggota grup. Kode slip tidak ikut.",
		EN: "Read it first: everybody in the group will read these names. No code of a slip is in it."},
}
