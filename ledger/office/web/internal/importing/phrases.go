package importing

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"importing.title": {ID: "Impor", EN: "Import"},
	"importing.lead": {
		ID: "Tidak ada yang ditulis sebelum Anda melihat rencananya.",
		EN: "Nothing is written before you have seen the plan."},
	"importing.file.label": {ID: "Berkas daftar pegawai", EN: "File with the list of people"},
	"importing.file.hint": {
		ID: "Excel (.xlsx) atau CSV, dari SIASN, DUK, atau daftar sendiri. Pilih, atau letakkan di sini.",
		EN: "Excel (.xlsx) or CSV, from SIASN, a DUK or a list of your own. Choose it, or drop it here."},
	"importing.read": {ID: "Baca berkas", EN: "Read the file"},
	"importing.none": {ID: "Pilih dulu berkasnya.", EN: "Choose the file first."},
	"importing.gone": {
		ID: "Berkas itu tidak disimpan lagi. Pilih sekali lagi.",
		EN: "That file is not kept any more. Choose it once more."},
	"importing.held": {ID: "Menunggu konfirmasi", EN: "Waiting for confirmation"},
	"importing.held.hint": {
		ID: "Berkas hanya disimpan di memori, paling lama 30 menit.",
		EN: "Files are kept in memory alone, for 30 minutes at most."},
	"importing.file": {ID: "Berkas ini belum dapat dibaca: {reason}",
		EN: "This file cannot be read yet: {reason}"},
	"importing.file.place": {ID: "Berkas ini belum dapat dibaca, {place}: {reason}",
		EN: "This file cannot be read yet, {place}: {reason}"},

	"importing.plan": {ID: "Rencana impor", EN: "Plan of the import"},
	"importing.plan.lead": {
		ID: "{name}. Belum ada yang ditulis.",
		EN: "{name}. Nothing has been written."},
	"importing.stale": {
		ID: "Daftar pegawai baru saja berubah, mungkin oleh petugas lain. Ini rencana yang baru; periksa, lalu konfirmasi " +
			"sekali lagi.",
		EN: "The list of people has just changed, perhaps by another officer. This is the new plan; look at it and " +
			"confirm once more."},
	"importing.remembered": {
		ID: "Kolomnya dibaca seperti yang Anda pilih untuk berkas sebelumnya. Lihat di bawah.",
		EN: "The columns are read as you chose for an earlier file. See below."},
	"importing.confirm": {ID: "Impor {count} orang", EN: "Import people: {count}"},
	"importing.nothing": {
		ID: "Tidak ada yang perlu ditulis dari berkas ini.",
		EN: "There is nothing to be written from this file."},
	"importing.out.held": {
		ID: "{held} orang menunggu: jawab pertanyaannya di bawah, atau perbaiki berkasnya dan pilih lagi.",
		EN: "People who wait: {held}. Answer the questions below, or correct the file and choose it again."},
	"importing.out.left": {
		ID: "{left} orang dilewatkan, seperti diusulkan.",
		EN: "People left out, as proposed: {left}."},
	"importing.nounit": {
		ID: "{count} orang tanpa unit. Bila berkasnya memuat unit, tunjukkan kolomnya di bawah.",
		EN: "People without a unit: {count}. If the file has units, point to the column below."},
	"importing.read.as": {ID: "Isi berkas", EN: "What the file holds"},
	"importing.again":   {ID: "Perbarui rencana", EN: "Renew the plan"},
	"importing.forget":  {ID: "Batalkan dan lupakan berkas ini", EN: "Cancel and forget this file"},
	"importing.empty":   {ID: "(kosong)", EN: "(empty)"},
	"importing.pages":   {ID: "Halaman", EN: "Pages"},
	"importing.page":    {ID: "Halaman {at} dari {last}", EN: "Page {at} of {last}"},
	"importing.before":  {ID: "Sebelumnya", EN: "Before"},
	"importing.after":   {ID: "Berikutnya", EN: "Next"},

	"importing.place":       {ID: "baris {line}", EN: "line {line}"},
	"importing.place.sheet": {ID: "lembar \"{sheet}\" baris {line}", EN: "sheet \"{sheet}\" line {line}"},
	"importing.place.whole": {ID: "lembar \"{sheet}\"", EN: "sheet \"{sheet}\""},

	"importing.list.doubts":      {ID: "pertanyaan", EN: "questions"},
	"importing.list.doubts.lead": {ID: "Mungkin salah; jawab di bawah.", EN: "Perhaps wrong; answer below."},
	"importing.list.refused":     {ID: "baris ditolak", EN: "lines refused"},
	"importing.list.refused.lead": {ID: "Tidak dapat dibaca; perbaiki dalam berkasnya.",
		EN: "Cannot be read; correct them in the file."},
	"importing.list.answered":      {ID: "pertanyaan terjawab", EN: "questions answered"},
	"importing.list.answered.lead": {ID: "Dibaca menurut jawaban Anda.", EN: "Read by your answer."},
	"importing.list.proposals":     {ID: "usul ejaan", EN: "spellings proposed"},
	"importing.list.proposals.lead": {ID: "Diimpor seperti tertulis, kecuali usulnya diambil.",
		EN: "Imported as written, unless the proposals are taken."},
	"importing.list.look": {ID: "perlu dilihat", EN: "to be looked at"},
	"importing.list.look.lead": {ID: "Diimpor; periksa apakah benar.",
		EN: "Imported; see whether they are right."},
	"importing.list.changed":      {ID: "berubah", EN: "changed"},
	"importing.list.changed.lead": {ID: "Yang lama → yang baru.", EN: "The old → the new."},
	"importing.list.new":          {ID: "baru", EN: "new"},
	"importing.list.new.lead":     {ID: "Belum ada dalam daftar pegawai.", EN: "Not in the list of people yet."},
	"importing.list.same":         {ID: "tetap", EN: "the same"},
	"importing.list.missing":      {ID: "tidak ada dalam berkas", EN: "not in the file"},
	"importing.list.missing.lead": {ID: "Tetap disimpan; tidak ada yang dihapus oleh impor.",
		EN: "Kept; an import removes nobody."},
	"importing.list.notes": {ID: "baris lain", EN: "other lines"},
	"importing.list.notes.lead": {ID: "Judul, jumlah, dan tanda tangan; bukan pegawai.",
		EN: "Titles, totals and signatures; no people."},

	"importing.col.place":    {ID: "Tempat", EN: "Place"},
	"importing.col.field":    {ID: "Kolom", EN: "Column"},
	"importing.col.value":    {ID: "Tertulis", EN: "As written"},
	"importing.col.why":      {ID: "Mengapa", EN: "Why"},
	"importing.col.proposal": {ID: "Usul", EN: "Proposal"},
	"importing.col.changes":  {ID: "Perubahan", EN: "Changes"},
	"importing.col.letter":   {ID: "Kolom", EN: "Column"},
	"importing.col.header":   {ID: "Kepala", EN: "Header"},
	"importing.col.values":   {ID: "Isi pertama", EN: "First values"},
	"importing.col.read":     {ID: "Dibaca sebagai", EN: "Read as"},

	"importing.answer": {ID: "Jawaban untuk semua pertanyaan", EN: "Answer to all questions"},
	"importing.answer.hint": {
		ID: "Tidak seorang pun hilang tanpa pemberitahuan, dan tidak ada yang diubah diam-diam.",
		EN: "Nobody is lost without a word, and nothing is changed in silence."},
	"importing.answer.wait": {ID: "Tunggu: yang dipertanyakan diimpor setelah berkasnya diperbaiki",
		EN: "Wait: those in question are imported when the file is corrected"},
	"importing.answer.take": {ID: "Ambil usulnya", EN: "Take the proposals"},
	"importing.answer.write": {ID: "Impor seperti tertulis; berkasnya memang benar",
		EN: "Import as written; the file is right"},

	"importing.sheets":         {ID: "Lembar yang dibaca", EN: "Sheets that are read"},
	"importing.sheets.none":    {ID: "Pilih paling sedikit satu lembar.", EN: "Choose one sheet at least."},
	"importing.sheet.people":   {ID: "{count} orang", EN: "people: {count}"},
	"importing.sheet.headless": {ID: "tanpa kepala kolom yang dikenal", EN: "without a header that is known"},
	"importing.sheet.hidden":   {ID: "tersembunyi", EN: "hidden"},
	"importing.sheet.rows":     {ID: "{count} baris tersembunyi ikut dibaca", EN: "hidden rows, read too: {count}"},

	"importing.columns": {ID: "Pilih kolom sendiri", EN: "Choose the columns yourself"},
	"importing.columns.hint": {
		ID: "Begini berkasnya dibaca. Ubah bila keliru; pilihan Anda diingat untuk berkas berikutnya dengan kepala yang sama.",
		EN: "This is how the file is read. Change what is wrong; it is remembered for the next file with the same header."},
	"importing.columns.sheet": {
		ID: "Begini lembar \"{sheet}\" dibaca. Pilihan berlaku untuk semua lembar yang dibaca, dan diingat untuk berkas " +
			"berikutnya dengan kepala yang sama.",
		EN: "This is how the sheet \"{sheet}\" is read. What you choose holds for all sheets that are read, and is " +
			"remembered for the next file with the same header."},
	"importing.columns.twice": {
		ID: "Dua kolom dipilih sebagai {field}. Pilih satu saja.",
		EN: "Two columns were chosen as {field}. Choose one."},
	"importing.column.none": {ID: "tidak dibaca", EN: "not read"},
	"importing.column.choose": {ID: "Kolom {letter} {header} dibaca sebagai",
		EN: "Column {letter} {header} is read as"},
	"importing.ignored": {ID: "Tidak dibaca: {columns}.", EN: "Not read: {columns}."},

	"importing.field.nip":              {ID: "NIP", EN: "NIP"},
	"importing.field.gelar_depan":      {ID: "Gelar depan", EN: "Title before"},
	"importing.field.nama":             {ID: "Nama", EN: "Name"},
	"importing.field.gelar_belakang":   {ID: "Gelar belakang", EN: "Title after"},
	"importing.field.jabatan":          {ID: "Jabatan", EN: "Position"},
	"importing.field.unit":             {ID: "Unit", EN: "Unit"},
	"importing.field.subunit":          {ID: "Subunit", EN: "Subunit"},
	"importing.field.pangkat":          {ID: "Pangkat", EN: "Rank"},
	"importing.field.golongan":         {ID: "Golongan", EN: "Grade"},
	"importing.field.pangkat_golongan": {ID: "Pangkat dan golongan", EN: "Rank and grade"},
	"importing.field.ruang":            {ID: "Ruang golongan", EN: "Step of the grade"},
	"importing.field.status":           {ID: "Status", EN: "Status"},
	"importing.field.email":            {ID: "Surel", EN: "Mail address"},
	"importing.field.hp":               {ID: "Nomor ponsel", EN: "Mobile number"},
	"importing.field.telepon":          {ID: "Nomor telepon", EN: "Telephone number"},
	"importing.field.jenis_pegawai":    {ID: "Jenis pegawai", EN: "Kind of employee"},
	"importing.field.status_cpns":      {ID: "Status CPNS/PNS", EN: "Status CPNS/PNS"},
	"importing.field.kedudukan":        {ID: "Kedudukan hukum", EN: "Legal standing"},
	"importing.field.unor":             {ID: "Unit organisasi (UNOR)", EN: "Organizational unit (UNOR)"},
	"importing.field.nama_nip":         {ID: "Nama dan NIP dalam satu sel", EN: "Name and NIP in one cell"},

	"importing.reason.nip-twice": {
		ID: "sudah ada dalam berkas ini, pada {first}; hapus salah satunya, atau pilih satu lembar saja",
		EN: "is already in this file, on {first}; delete one of them, or choose one sheet alone"},
	"importing.reason.nip-changed": {
		ID: "baru; nama dan tanggal lahirnya sama dengan {other}, yang tidak ada lagi dalam berkas. Bila orangnya sama, " +
			"cabut kunci yang lama di halamannya, lalu undang dengan NIP yang baru",
		EN: "new; name and birth date are those of {other}, who is no longer in the file. If it is one person, end the " +
			"old key on that person's page, and invite the new number"},
	"importing.reason.sheet-people": {
		ID: "lembar ini memuat {count} NIP tetapi kepala kolomnya tidak dikenal, jadi tidak dibaca; pilih lembar ini saja, " +
			"lalu pilih kolomnya",
		EN: "this sheet has {count} NIPs but no header that is known, so it was not read; choose this sheet alone, and " +
			"then its columns"},
	"importing.reason.sheet-hidden-only": {
		ID: "hanya lembar tersembunyi {detail} yang berisi pegawai; pilih lembar itu di bawah",
		EN: "only the hidden sheet {detail} has people; choose it below"},
	"importing.reason.header-missing": {
		ID: "kolom NIP dan Nama tidak ditemukan; tunjukkan kolomnya di bawah",
		EN: "the columns for NIP and name were not found; point to them below"},
	"importing.reason.header-twice": {
		ID: "dua kolom berarti sama ({detail}); pilih salah satunya di bawah",
		EN: "two columns mean the same ({detail}); choose one of them below"},
	"importing.reason.columns-missing": {
		ID: "kolom yang dipilih ({detail}) tidak ditemukan; pilih lagi di bawah",
		EN: "the columns that were chosen ({detail}) were not found; choose again below"},

	"importing.done": {ID: "Impor selesai", EN: "Imported"},
	"importing.done.figures": {
		ID: "{name}: {new} baru, {changed} berubah, {same} tetap.",
		EN: "{name}: {new} new, {changed} changed, {same} the same."},
	"importing.done.out": {
		ID: "Belum masuk: {refused} baris ditolak, {held} orang menunggu jawaban. Perbaiki berkasnya, lalu impor sekali " +
			"lagi; yang sudah masuk tidak menjadi ganda.",
		EN: "Not in yet: {refused} lines refused, {held} people waiting for an answer. Correct the file and import it " +
			"once more; who is in already does not come twice."},
	"importing.done.left": {ID: "{left} orang dilewatkan.", EN: "People left out: {left}."},
	"importing.done.missing": {ID: "{missing} orang tidak ada dalam berkas dan tetap disimpan.",
		EN: "People who are not in the file, and are kept: {missing}."},
	"importing.done.people": {ID: "Lihat pegawai", EN: "See the people"},
	"importing.done.again":  {ID: "Impor berkas lain", EN: "Import another file"},
}
