package campaigns

import "ikrar/verify/phrase"

var paperPhrases = phrase.Book{
	"campaigns.papers.title":      {ID: "Daftar hadir dan berita acara", EN: "Attendance list and minutes"},
	"campaigns.papers.attendance": {ID: "Daftar hadir", EN: "Attendance list"},
	"campaigns.papers.attendance.what": {
		ID: "Untuk tanda tangan basah: setiap unit mulai di halaman baru, dengan tempat tanda tangan pimpinannya.",
		EN: "For signatures by hand: each unit begins a page, with room for its head's signature."},
	"campaigns.papers.attendance.get": {ID: "Unduh daftar hadir (PDF)", EN: "Download the attendance list (PDF)"},
	"campaigns.papers.whom":           {ID: "Untuk siapa", EN: "For whom"},
	"campaigns.papers.whom.gone": {
		ID: "Tahap atau unit itu tidak ada lagi. Pilih lagi.",
		EN: "That stage or unit is no longer there. Choose again."},
	"campaigns.papers.date": {ID: "Tanggal acara", EN: "Date of the event"},
	"campaigns.papers.date.hint": {
		ID: "Pada daftar hadir boleh kosong, untuk diisi tangan.",
		EN: "On the attendance list it may be empty, to be filled in by hand."},
	"campaigns.papers.place":    {ID: "Tempat", EN: "Place"},
	"campaigns.papers.language": {ID: "Bahasa", EN: "Language"},
	"campaigns.papers.minutes":  {ID: "Berita acara", EN: "Minutes (berita acara)"},
	"campaigns.papers.minutes.what": {
		ID: "Naskah, angka per unit pada saat ini, dan titik periksa, dengan tempat tanda tangan pejabat dan dua " +
			"saksi atau lebih.",
		EN: "The text, the figures by unit as of now, and the checkpoint, with room for the official and two " +
			"witnesses or more."},
	"campaigns.papers.minutes.get": {ID: "Unduh berita acara (PDF)", EN: "Download the minutes (PDF)"},
	"campaigns.papers.number":      {ID: "Nomor berita acara", EN: "Number of the minutes"},
	"campaigns.papers.number.hint": {
		ID: "Boleh kosong, untuk diisi tangan.",
		EN: "May be empty, to be filled in by hand."},
	"campaigns.papers.signatory": {
		ID: "Pejabat: {name}, seperti pada sertifikat.",
		EN: "Official: {name}, as on certificates."},
	"campaigns.papers.signatory.none": {
		ID: "Pejabat belum diatur: namanya diisi tangan.",
		EN: "No official is set: the name is filled in by hand."},
	"campaigns.papers.saksi.none": {
		ID: "Kegiatan ini tidak menyebut saksi: dua nama diisi tangan.",
		EN: "This campaign names no witnesses: two names are filled in by hand."},
	"campaigns.papers.glyph": {
		ID: "Huruf {rune} ({code}) pada {where} tidak dapat dicetak. Perbaiki, lalu coba lagi.",
		EN: "{rune} ({code}) in {where} cannot be printed. Correct it, then try again."},

	"campaigns.papers.in.institution":        {ID: "nama lembaga", EN: "the institution's name"},
	"campaigns.papers.in.number":             {ID: "nomor", EN: "the number"},
	"campaigns.papers.in.place":              {ID: "tempat", EN: "the place"},
	"campaigns.papers.in.occasion":           {ID: "judul kegiatan", EN: "the campaign's title"},
	"campaigns.papers.in.text":               {ID: "naskah", EN: "the text"},
	"campaigns.papers.in.signatory.position": {ID: "jabatan pejabat", EN: "the official's position"},
	"campaigns.papers.in.signatory.name":     {ID: "nama pejabat", EN: "the official's name"},
	"campaigns.papers.in.saksi":              {ID: "nama saksi", EN: "a witness's name"},
	"campaigns.papers.in.unit":               {ID: "nama unit", EN: "a unit's name"},
}
