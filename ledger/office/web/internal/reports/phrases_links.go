package reports

import "ikrar/verify/phrase"

// linkPhrases are what the page of units' links says.
var linkPhrases = phrase.Book{
	"reports.links": {ID: "Tautan unit", EN: "Links of units"},
	"reports.links.see.hint": {
		ID: "Petugas kepegawaian setiap unit dapat melihat kemajuan unitnya sendiri dan nama yang belum, di peramban.",
		EN: "The personnel desk of each unit can see its own progress, and the names of who is missing, in a browser."},
	"reports.links.see": {ID: "Buat atau cabut tautan unit", EN: "Make or revoke links of units"},
	"reports.links.lead": {
		ID: "Siapa yang memegang tautan sebuah unit melihat kemajuan unit itu, nama yang belum menandatangani, dan pesan untuk " +
			"grupnya. Unit lain, NIP, dan kode tidak tampak, dan tidak ada yang dapat ditandatangani dengannya.",
		EN: "Whoever holds a unit's link sees how far that unit is, the names of who has not signed, and the message to its " +
			"group. No other unit, NIP or code is shown, and nothing can be signed by it."},
	"reports.links.list":          {ID: "Tautan yang sudah dibuat", EN: "Links that were made"},
	"reports.links.until":         {ID: "Berlaku sampai", EN: "Valid until"},
	"reports.links.until.words":   {ID: "berlaku sampai {until}", EN: "valid until {until}"},
	"reports.links.by":            {ID: "Dibuat oleh", EN: "Made by"},
	"reports.links.used":          {ID: "Terakhir dibuka", EN: "Last opened"},
	"reports.links.unused":        {ID: "belum pernah", EN: "never"},
	"reports.links.note":          {ID: "Catatan", EN: "Note"},
	"reports.links.id":            {ID: "Nomor", EN: "Number"},
	"reports.links.state.open":    {ID: "berlaku", EN: "open"},
	"reports.links.state.ended":   {ID: "berakhir", EN: "ended"},
	"reports.links.state.revoked": {ID: "dicabut", EN: "revoked"},
	"reports.links.make":          {ID: "Buat tautan", EN: "Make links"},
	"reports.links.units":         {ID: "Untuk unit mana", EN: "For which units"},
	"reports.links.all":           {ID: "Semua unit", EN: "All units"},
	"reports.links.open":          {ID: "Tautan yang berlaku", EN: "Open links"},
	"reports.links.until.field":   {ID: "Berlaku sampai akhir hari", EN: "Valid until the end of"},
	"reports.links.note.field": {
		ID: "Catatan untuk petugas (boleh kosong)",
		EN: "Note for officers (may be empty)"},
	"reports.links.once": {
		ID: "Tautannya hanya tampak sekali, sesudah tombol ini: unduh atau salin saat itu juga.",
		EN: "The links are shown once, behind this button: download or copy them there and then."},
	"reports.links.do":     {ID: "Buat tautan", EN: "Make links"},
	"reports.links.making": {ID: "Membuat tautan unit", EN: "Making links of units"},
	"reports.links.done": {
		ID: "{count} tautan dibuat, berlaku sampai {until}.",
		EN: "Links made: {count}, valid until {until}."},
	"reports.links.done.hint": {
		ID: "Serahkan masing-masing kepada petugas kepegawaian unitnya saja. Sesudah kantor ini ditutup tautannya tidak dapat " +
			"ditampilkan lagi.",
		EN: "Hand each to the personnel desk of its unit alone. Once this office is closed they cannot be shown again."},
	"reports.links.unprintable": {
		ID: "Nama sebuah unit memuat huruf yang tidak dapat dicetak pada slip; pakai lembar Excel.",
		EN: "The name of a unit has letters that cannot be printed on a slip; use the workbook."},
	"reports.links.address": {ID: "Tautan", EN: "Link"},
	"reports.links.copy":    {ID: "Salin pesan", EN: "Copy the message"},
	"reports.links.message": {
		ID: "{institution}\nKemajuan {unit} dan nama yang belum menandatangani:\n{address}\nBerlaku sampai {until}. Untuk petugas " +
			"kepegawaian unit saja; jangan diteruskan ke grup.",
		EN: "{institution}\nThe progress of {unit}, and the names of who has not signed:\n{address}\nValid until {until}. For the " +
			"unit's personnel desk alone; please do not forward it to a group."},
	"reports.links.xlsx": {ID: "Unduh lembar Excel", EN: "Download the workbook"},
	"reports.links.pdf":  {ID: "Unduh slip untuk digunting (PDF)", EN: "Download slips to cut out (PDF)"},
	"reports.links.changed": {
		ID: "Daftar pegawai berubah sejak halaman tadi ditampilkan; tidak ada tautan yang dibuat. Pilih unitnya sekali lagi.",
		EN: "The roster has changed since that page was shown; no link was made. Choose the units once more."},
	"reports.links.revoke": {ID: "Cabut yang dipilih", EN: "Revoke those chosen"},
	"reports.links.revoke.plan": {
		ID: "{count} tautan ini akan dicabut. Yang memegangnya tidak dapat lagi melihat kemajuan unitnya; ini tidak dapat " +
			"dibatalkan, tetapi tautan baru dapat dibuat.",
		EN: "These links will be revoked: {count}. Who holds them will not see their unit's progress any more; that cannot be " +
			"undone, but new links can be made."},
	"reports.links.revoke.do": {ID: "Ya, cabut", EN: "Yes, revoke"},
	"reports.links.import":    {ID: "Impor daftar pegawai", EN: "Import a roster"},
	"reports.links.wrong.unit": {
		ID: "Pilih sedikitnya satu unit.",
		EN: "Choose at least one unit."},
	"reports.links.wrong.gone": {
		ID: "Tidak ada unit itu dalam daftar pegawai.",
		EN: "There is no such unit in the roster."},
	"reports.links.wrong.date": {ID: "Tulis tanggal terakhirnya.", EN: "Give its last day."},
	"reports.links.wrong.past": {ID: "Tanggal itu sudah lewat.", EN: "That day is past."},
	"reports.links.wrong.note": {
		ID: "Paling banyak 100 huruf, satu baris.",
		EN: "100 characters at most, on one line."},
	"reports.links.wrong.none": {
		ID: "Pilih sedikitnya satu tautan yang masih berlaku.",
		EN: "Choose at least one link that is open."},
}
