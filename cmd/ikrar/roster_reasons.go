package main

import "ikrar/verify/phrase"

// rosterReasons are the reasons of package roster in words, by its codes.
var rosterReasons = phrase.Book{
	"roster.reason.nip-missing":  {ID: "kosong", EN: "missing"},
	"roster.reason.nip-number":   {ID: "diketik sebagai angka, sebagian digitnya hilang; ubah format kolom menjadi teks lalu isi kembali", EN: "typed as a number, digits are lost; format the column as text"},
	"roster.reason.nip-chars":    {ID: "memuat selain angka, spasi, titik, dan tanda hubung", EN: "holds something other than digits, spaces, dots and dashes"},
	"roster.reason.nip-length":   {ID: "bukan 18 angka", EN: "is not 18 digits"},
	"roster.reason.nip-birth":    {ID: "delapan angka pertama bukan tanggal lahir (TTTTBBHH)", EN: "its first eight digits are not a date of birth (YYYYMMDD)"},
	"roster.reason.nip-year":     {ID: "angka 9-12 bukan tahun pengangkatan", EN: "digits 9-12 are not a year of appointment"},
	"roster.reason.nip-month":    {ID: "angka 13-14 bukan bulan pengangkatan (01-12) dan bukan tanda PPPK (21-29)", EN: "digits 13-14 are neither a month of appointment (01-12) nor the mark of a PPPK (21-29)"},
	"roster.reason.nip-sex":      {ID: "angka 15 bukan 1 atau 2", EN: "digit 15 is neither 1 nor 2"},
	"roster.reason.nip-serial":   {ID: "nomor urut 000 tidak ada; bila kolom diketik sebagai angka, digit terakhirnya hilang: ubah formatnya menjadi teks", EN: "serial 000 does not exist; if the column was typed as a number, its last digits are lost: format it as text"},
	"roster.reason.nip-twice":    {ID: "sudah ada dalam berkas ini, pada {first}; hapus salah satunya, atau pilih lembarnya dengan --sheet", EN: "is already in this file, on {first}; delete one of them, or choose the sheet by --sheet"},
	"roster.reason.nip-under-18": {ID: "diangkat kurang dari 18 tahun setelah lahir", EN: "appointed less than 18 years after birth"},

	"roster.reason.nip-changed": {ID: "baru; nama dan tanggal lahirnya sama dengan {other}, yang tidak ada lagi dalam berkas. Bila orangnya sama: cabut yang lama dengan ikrar revoke --nip {other}, hapus dengan ikrar erase, dan daftarkan yang baru", EN: "new; name and birth date are those of {other}, who is no longer in the file. If it is one person: revoke the old one by ikrar revoke --nip {other}, erase it by ikrar erase, and enrol the new one"},

	"roster.reason.name-missing":    {ID: "kosong", EN: "missing"},
	"roster.reason.name-letters":    {ID: "tidak memuat huruf", EN: "has no letter"},
	"roster.reason.unit-missing":    {ID: "kosong; dari sel yang digabung hanya sel pertama yang berisi", EN: "empty; of merged cells only the first has the value"},
	"roster.reason.name-long":       {ID: "terlalu panjang: paling banyak 200 huruf bersama gelarnya", EN: "too long: at most 200 letters with its titles"},
	"roster.reason.field-long":      {ID: "terlalu panjang: paling banyak 200 huruf", EN: "too long: at most 200 letters"},
	"roster.reason.field-invisible": {ID: "memuat karakter yang tidak tampak; ketik ulang selnya", EN: "holds a control or invisible character; type the cell again"},
	"roster.reason.field-formula":   {ID: "rumus pada sel ini gagal; ganti dengan nilainya", EN: "the formula of this cell has failed; put its value in its place"},
	"roster.reason.grade-unknown":   {ID: "bukan golongan yang dikenal (PNS I/a sampai IV/e, PPPK I sampai XVII)", EN: "not a known golongan (PNS I/a to IV/e, PPPK I to XVII)"},
	"roster.reason.formula-empty":   {ID: "rumus tanpa nilai tersimpan; buka berkasnya dengan program lembar kerja, simpan kembali, atau ganti dengan nilainya", EN: "a formula without a stored value; open the file in a spreadsheet program and save it again, or put its value in its place"},
	"roster.reason.field-boolean":   {ID: "bernilai benar/salah (TRUE/FALSE), bukan teks; isi yang benar", EN: "TRUE or FALSE and not a text; put the right value in its place"},
	"roster.reason.field-date":      {ID: "tanggal, bukan teks; isi yang benar", EN: "a date and not a text; put the right value in its place"},
	"roster.reason.name-title":      {ID: "gelar, bukan nama; periksa apakah kolomnya bergeser", EN: "a title and not a name; are the columns in their places?"},

	"roster.reason.email-malformed": {ID: "bukan satu alamat surel; orangnya diimpor, alamatnya tidak diubah", EN: "not one address of mail; the person is imported, the address left as it was"},
	"roster.reason.phone-malformed": {ID: "bukan satu nomor telepon; orangnya diimpor, nomornya tidak diubah", EN: "not one telephone number; the person is imported, the number left as it was"},

	"roster.reason.name-capitals": {ID: "seluruhnya huruf besar atau huruf kecil", EN: "all in capitals or in small letters"},
	"roster.reason.name-unit":     {ID: "tampaknya nama unit, bukan nama orang; periksa apakah kolomnya bergeser", EN: "seems the name of a unit and not of a person; are the columns in their places?"},
	"roster.reason.name-digits":   {ID: "memuat angka", EN: "has digits in it"},
	"roster.reason.name-address":  {ID: "tampaknya alamat surel atau web, bukan nama", EN: "seems an address of mail or the web, and not a name"},
	"roster.reason.name-signs":    {ID: "memuat tanda yang tidak lazim dalam nama", EN: "has a sign that stands in no name"},
	"roster.reason.text-garbled":  {ID: "hurufnya rusak karena pernah dibaca dengan pengodean yang salah", EN: "its letters are garbled: it was read under a wrong encoding once"},
	"roster.reason.text-escaped":  {ID: "memuat tanda halaman web", EN: "has signs of a web page in it"},
	"roster.reason.text-quoted":   {ID: "diapit tanda kutip milik berkas", EN: "has quotes around it that belong to a file"},
	"roster.reason.text-formula":  {ID: "rumus yang tertulis sebagai teks", EN: "a formula written as a text"},
	"roster.reason.field-number":  {ID: "hanya angka atau tanda, bukan teks", EN: "only digits or signs, and not a text"},
	"roster.reason.name-other":    {ID: "pangkat, jabatan, atau status, bukan nama orang; periksa apakah kolomnya bergeser", EN: "a rank, a position or a status and not a name; are the columns in their places?"},
	"roster.reason.field-other":   {ID: "tampaknya isi kolom lain; periksa apakah kolomnya bergeser", EN: "seems to belong into another column; are the columns in their places?"},
	"roster.reason.line-signed":   {ID: "di bawah tanda tangan, mungkin pejabat yang menandatangani; usul: tidak diimpor", EN: "below a signature, perhaps the official who signs; proposed: not to import"},
	"roster.reason.text-ditto":    {ID: "berarti \"sama dengan di atas\"; tulis isinya", EN: "stands for what is written above; write it out"},
	"roster.reason.standing-left": {ID: "tidak lagi bertugas; usul: tidak diimpor", EN: "no longer in service; proposed: not to import"},
	"roster.reason.standing-away": {ID: "kedudukan hukumnya bukan aktif; usul: diimpor", EN: "not in active service; proposed: to import"},
	"roster.reason.unit-heading":  {ID: "judul yang berbeda dari kolom unit di bawahnya; kolomnya yang berlaku", EN: "a heading other than the column for the unit below it; the column counts"},

	"roster.reason.header-lost":       {ID: "di bawah kepala kolom kedua yang tidak dapat dibaca; perbaiki kepalanya, atau pisahkan berkasnya", EN: "below a second header that cannot be read; repair that header, or part the file"},
	"roster.reason.line-above":        {ID: "NIP di atas kepala kolom tidak dibaca; pindahkan ke bawahnya, atau hapus", EN: "a NIP above the header is not read; move it below, or delete it"},
	"roster.reason.line-total":        {ID: "jumlah, bukan pegawai; dilewati", EN: "a total and not a person; passed over"},
	"roster.reason.line-numbers":      {ID: "nomor kolom, bukan pegawai; dilewati", EN: "the numbers of the columns, and no person; passed over"},
	"roster.reason.line-header":       {ID: "kepala kolom yang berulang; dilewati", EN: "the header again; passed over"},
	"roster.reason.line-header-other": {ID: "kepala kolom dengan urutan lain; dipakai mulai dari sini", EN: "a header of another order; it holds from here on"},
	"roster.reason.line-group":        {ID: "judul kelompok, bukan unit; dilewati", EN: "a heading that is no unit; passed over"},
	"roster.reason.line-unit":         {ID: "unit bagi pegawai di bawahnya", EN: "the unit of the people below"},
	"roster.reason.line-unit-same":    {ID: "judul unit, sama dengan kolom unit di bawahnya", EN: "a heading, the same as the column for the unit below"},
	"roster.reason.line-empty":        {ID: "hanya bernomor, tanpa isi; dilewati", EN: "a number and nothing else; passed over"},
	"roster.reason.line-title":        {ID: "di atas daftar pegawai; dilewati", EN: "above the people; passed over"},
	"roster.reason.line-below":        {ID: "di bawah daftar pegawai; dilewati", EN: "below the people; passed over"},
	"roster.reason.text-cleaned":      {ID: "memuat karakter tak tampak, yang sudah dibuang", EN: "had invisible signs, which were taken out"},
	"roster.reason.sheet-people":      {ID: "lembar ini memuat {count} NIP tetapi tanpa kepala kolom nip dan nama, jadi tidak dibaca; tambahkan kepalanya, atau baca dengan --sheet dan --columns", EN: "this sheet has {count} NIPs but no header with nip and nama, so it was not read; add the header, or read it by --sheet and --columns"},
	"roster.reason.line-long":         {ID: "lebih dari 64 KiB", EN: "longer than 64 KiB"},
	"roster.reason.line-quote":        {ID: "tanda kutip tidak ditutup, atau ada sesuatu setelah penutupnya; kutip di dalam sel ditulis dua kali", EN: "a quote is not closed, or something follows where it closes; a quote inside a quoted cell is written twice"},
	"roster.reason.line-encoding":     {ID: "huruf di luar A-Z pada baris ini dapat dibaca lebih dari satu cara; simpan berkasnya sebagai .xlsx, atau sebagai CSV UTF-8", EN: "its letters beyond A to Z can be read in more than one way; save the file as .xlsx, or as CSV UTF-8"},
	"roster.reason.cells-many":        {ID: "selnya lebih banyak daripada kepala kolom; beri tanda kutip pada sel yang memuat pemisah", EN: "more cells than the header; put quotes around a cell that holds the separator"},
	"roster.reason.cells-few":         {ID: "selnya lebih sedikit daripada kepala kolom", EN: "fewer cells than the header"},

	"roster.reason.file-unreadable":  {ID: "tidak dapat dibaca", EN: "cannot be read"},
	"roster.reason.file-old":         {ID: "berkas .xls lama; buka dengan program lembar kerja lalu simpan sebagai .xlsx", EN: "an old .xls file; open it in a spreadsheet program and save it as .xlsx"},
	"roster.reason.file-empty":       {ID: "kosong; benarkah ini berkasnya, dan apakah tersalin utuh?", EN: "empty; is it the right file, and was it copied whole?"},
	"roster.reason.file-password":    {ID: "buku kerja berkata sandi; buka, hapus kata sandinya, lalu simpan sebagai .xlsx", EN: "a workbook with a password; open it, take the password away and save it as .xlsx"},
	"roster.reason.file-xlsb":        {ID: "buku kerja biner (.xlsb); buka dengan Excel lalu simpan sebagai .xlsx", EN: "a binary workbook (.xlsb); open it in Excel and save it as .xlsx"},
	"roster.reason.file-ods":         {ID: "lembar kerja OpenDocument (.ods); buka dengan LibreOffice lalu simpan sebagai .xlsx", EN: "an OpenDocument spreadsheet (.ods); open it in LibreOffice and save it as .xlsx"},
	"roster.reason.file-numbers":     {ID: "dokumen Numbers; ekspor dari Numbers sebagai Excel (.xlsx)", EN: "a Numbers document; export it from Numbers as Excel (.xlsx)"},
	"roster.reason.file-html":        {ID: "halaman web dengan nama lembar kerja; buka dengan program lembar kerja lalu simpan sebagai .xlsx atau CSV", EN: "a web page under the name of a spreadsheet; open it in a spreadsheet program and save it as .xlsx or CSV"},
	"roster.reason.file-mhtml":       {ID: "arsip web atau surel dengan nama lembar kerja; buka dengan Excel lalu simpan sebagai .xlsx", EN: "a web archive or an e-mail under the name of a spreadsheet; open it in Excel and save it as .xlsx"},
	"roster.reason.file-xml":         {ID: "XML, bukan tabel; buka dengan program lembar kerja lalu simpan sebagai .xlsx", EN: "XML and no table of cells; open it in a spreadsheet program and save it as .xlsx"},
	"roster.reason.file-pdf":         {ID: "dokumen PDF; mintalah lembar kerja asalnya", EN: "a PDF document; ask for the spreadsheet that it was made from"},
	"roster.reason.file-document":    {ID: "dokumen teks atau presentasi; salin tabelnya ke lembar kerja lalu simpan sebagai .xlsx", EN: "a text document or slides; copy the table into a spreadsheet and save it as .xlsx"},
	"roster.reason.file-image":       {ID: "gambar; mintalah lembar kerjanya", EN: "a picture; ask for the spreadsheet itself"},
	"roster.reason.file-archive":     {ID: "berkas terkompresi; buka, lalu berikan lembar kerja di dalamnya", EN: "a packed file; unpack it and give the spreadsheet in it"},
	"roster.reason.file-json":        {ID: "JSON, yaitu data antarprogram; mintalah isinya sebagai .xlsx atau CSV", EN: "JSON, the data of a program; ask for the same as .xlsx or CSV"},
	"roster.reason.file-card":        {ID: "daftar kontak atau kalender; mintalah daftarnya sebagai .xlsx atau CSV", EN: "contacts or a calendar; ask for the list as .xlsx or CSV"},
	"roster.reason.file-database":    {ID: "basis data atau salinannya; mintalah tabel pegawainya sebagai .xlsx atau CSV", EN: "a database or a dump of one; ask for the table of people as .xlsx or CSV"},
	"roster.reason.file-no-workbook": {ID: "bukan buku kerja .xlsx; simpan sebagai .xlsx atau CSV", EN: "not an .xlsx workbook; save it as .xlsx or CSV"},
	"roster.reason.file-damaged":     {ID: "rusak; buka dengan program lembar kerja dan simpan kembali", EN: "damaged; open it in a spreadsheet program and save it again"},
	"roster.reason.file-large":       {ID: "terlalu besar untuk buku kerja; simpan sebagai CSV", EN: "too large for a workbook; save it as CSV"},
	"roster.reason.file-empty-rows":  {ID: "hampir seluruh isinya baris, sel, atau format kosong; hapus baris dan kolom kosong di sekitar datanya lalu simpan kembali, atau simpan sebagai CSV", EN: "nearly all of it is empty rows, cells or formats; delete the empty rows and columns beside the data and save it anew, or save it as CSV"},
	"roster.reason.file-packed":      {ID: "teks yang sama berulang terus di dalamnya, jauh lebih banyak daripada isi daftar pegawai sebesar ini; simpan sebagai CSV", EN: "the same texts stand in it over and over, far more than a roster of its size holds; save it as CSV"},
	"roster.reason.file-rows":        {ID: "lebih dari 10 juta baris", EN: "more than 10 million rows"},
	"roster.reason.file-refused":     {ID: "lebih dari 100.000 baris ditolak; benarkah ini berkasnya?", EN: "more than 100,000 lines refused; is it the right file?"},
	"roster.reason.header-missing":   {ID: "tidak ada kepala kolom dengan nip dan nama pada 20 baris pertama", EN: "no header with the columns nip and nama in the first 20 lines"},
	"roster.reason.header-twice":     {ID: "dua kolom berarti sama ({detail}); sisakan satu", EN: "two columns mean the same ({detail}); keep one"},
}

// rosterImportPhrases are the sentences of an import and of its report.
var rosterImportPhrases = phrase.Book{
	"roster.import.short": {ID: "Mengimpor daftar pegawai dari CSV atau XLSX", EN: "Import the roster from CSV or XLSX"},
	"roster.import.long": {
		ID: `Mengimpor daftar pegawai. Kolom: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, subunit, pangkat, golongan,
status, email, hp, atau ejaan lazimnya: ekspor SIASN (NIP BARU, UNOR INDUK NAMA sebagai unit, UNOR NAMA sebagai subunit, GOL AKHIR NAMA),
DUK dan daftar nominatif berkepala dua baris, Pangkat/Gol. Ruang dalam satu kolom, nama unit sebagai baris judul.
Semua lembar yang berkepala nip dan nama dibaca; baris tersembunyi ikut. Lembar tersembunyi
yang berkepala begitu ditanyakan: sebutkan lembar yang berlaku dengan --sheet.
Baris yang baik diimpor; impor ulang memperbarui; pegawai yang tidak ada lagi dalam berkas tetap disimpan.
Baris yang ditolak disebutkan bersama sebabnya. Yang meragukan ditanyakan di samping selnya dan tidak diimpor sampai
dijawab: perbaiki selnya, atau ulangi dengan --take-proposals (usulnya diambil) atau --as-written (berkasnya memang benar).
Nama berhuruf besar semua diimpor seperti tertulis, dan ejaan cetaknya diusulkan.
Kode keluar 1 bila ada yang ditolak, belum dijawab, atau berdiri di lembar tersembunyi.`,
		EN: `Import the roster. Columns: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, subunit, pangkat, golongan,
status, email, hp, or their usual spellings: exports of SIASN (NIP BARU, UNOR INDUK NAMA as unit, UNOR NAMA as subunit, GOL AKHIR NAMA),
DUK and nominative lists with a header of two rows, Pangkat/Gol. Ruang in one column, units as heading rows.
Every sheet with a header of nip and nama is read; hidden rows are taken. A hidden sheet with
such a header is asked about: name the sheets that count by --sheet.
Good lines are imported; importing again updates; people who are no longer in the file are kept.
Refused lines are named with their reason. What is doubtful is asked beside its cell and not imported until answered:
repair the cell, or repeat with --take-proposals (takes what is proposed) or --as-written (the file is right as it is).
Names in capitals are imported as written, and proposed as they are printed.
The exit code is 1 where anything was refused, is not answered, or stands on a hidden sheet.`,
	},
	"roster.import.example": {
		ID: "ikrar roster import pegawai.csv --dry-run\nikrar roster import siasn.xlsx --take-proposals\nikrar roster import duk.xlsx --sheet PNS --columns nip=B,nama=C",
		EN: "ikrar roster import pegawai.csv --dry-run\nikrar roster import siasn.xlsx --take-proposals\nikrar roster import duk.xlsx --sheet PNS --columns nip=B,name=C",
	},
	"roster.import.flag.dry-run":        {ID: "hanya menunjukkan apa yang akan berubah", EN: "only show what would change"},
	"roster.import.flag.sheet":          {ID: "hanya lembar `NAMA` ini (boleh diulang)", EN: "only the sheet of this `NAME` (may be repeated)"},
	"roster.import.flag.columns":        {ID: "kolom pilihan, `DAFTAR` seperti nip=B,nama=C: huruf kolom atau teks kepalanya", EN: "columns by hand, a `LIST` as nip=B,name=C: letters or texts of the header"},
	"roster.import.flag.take-proposals": {ID: "mengambil semua yang diusulkan", EN: "take all that is proposed"},
	"roster.import.flag.as-written":     {ID: "berkasnya memang benar: yang ditanyakan diimpor seperti tertulis", EN: "the file is right: import what is asked about as it is written"},

	"fault.roster-file":               {ID: "{file}: {reason}", EN: "{file}: {reason}"},
	"fault.roster-file-line":          {ID: "{file} {place}: {reason}", EN: "{file} {place}: {reason}"},
	"roster.header.hint":              {ID: "contoh kepala kolom: nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status; atau tunjukkan kolomnya, misalnya --columns nip=B,nama=C,unit=F", EN: "an example of the header: nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status; or point to the columns, as --columns nip=B,name=C,unit=F"},
	"roster.columns.hint":             {ID: "bidang yang dikenal: nip, gelar_depan, nama, gelar_belakang, jabatan, unit, subunit, pangkat, golongan, pangkat_golongan, status, email, hp, kedudukan; misalnya --columns \"nip=B,nama=Nama Pegawai\"", EN: "fields: nip, title_before, name, title_after, position, unit, subunit, rank, grade, rank_grade, status, email, phone, standing; as in --columns \"nip=B,name=Nama Pegawai\""},
	"fault.roster-busy":               {ID: "{path}: orang lain terus mengubah daftar pegawai; tidak semua baris terimpor", EN: "{path}: others keep changing the roster; not every line was imported"},
	"fault.roster-busy.hint":          {ID: "ulangi perintah ini bila mereka selesai; yang sudah terimpor tidak diulang", EN: "repeat this command when they have finished; what is imported is not repeated"},
	"fault.roster-two-answers":        {ID: "--take-proposals dan --as-written tidak dapat dipakai bersama", EN: "--take-proposals and --as-written exclude each other"},
	"roster.reason.sheet-unknown":     {ID: "tidak ada lembar dengan nama itu; yang ada: {detail}", EN: "there is no sheet of that name; there are: {detail}"},
	"roster.reason.sheet-hidden-only": {ID: "hanya lembar tersembunyi {detail} yang berisi pegawai; tampilkan lembarnya, atau pilih dengan --sheet {detail}", EN: "only the hidden sheet {detail} has people; show it, or choose it by --sheet {detail}"},
	"roster.reason.columns-unknown":   {ID: "\"{detail}\" bukan bidang dan kolomnya", EN: "\"{detail}\" is not a field and its column"},
	"roster.reason.columns-missing":   {ID: "tidak ada baris kepala dengan kolom {detail} pada 20 baris pertama", EN: "no header with the column {detail} in the first 20 lines"},
}

// rosterReportPhrases say what an import read, asks and did.
var rosterReportPhrases = phrase.Book{
	"roster.import.done":      {ID: "{new} baru, {changed} berubah, {moved} pindah unit, {same} tetap, {missing} tidak ada dalam berkas, {refused} ditolak", EN: "{new} new, {changed} changed, {moved} moved, {same} the same, {missing} not in the file, {refused} refused"},
	"roster.import.done.held": {ID: "{done}, {held} menunggu jawaban", EN: "{done}, {held} waiting for an answer"},
	"roster.import.done.left": {ID: "{done}, {left} dilewatkan", EN: "{done}, {left} left out"},
	"roster.import.dry":       {ID: "Percobaan saja; tidak ada yang diubah.", EN: "A dry run; nothing was changed."},
	"roster.import.new":       {ID: "{place}: baru: {nip} {name}, {unit}", EN: "{place}: new: {nip} {name}, {unit}"},
	"roster.import.changed":   {ID: "{place}: berubah: {nip} {name}, {unit} ({columns})", EN: "{place}: changed: {nip} {name}, {unit} ({columns})"},
	"roster.import.moved":     {ID: "{place}: pindah: {nip} {name}, dari {old} ke {unit} ({columns})", EN: "{place}: moved: {nip} {name}, from {old} to {unit} ({columns})"},
	"roster.import.missing":   {ID: "tidak ada dalam berkas: {nip} {name}, {unit}", EN: "not in the file: {nip} {name}, {unit}"},
	"roster.import.ignored":   {ID: "Kolom yang diabaikan: {columns}", EN: "Columns ignored: {columns}"},
	"roster.import.no-unit":   {ID: "perhatikan: {count} orang tanpa unit, sebab berkas ini tidak memuat kolom unit; bila ada, tunjukkan dengan --columns unit=...", EN: "note: {count} people have no unit, since the file has no column for it; if it has, point to it by --columns unit=..."},
	"roster.import.more":      {ID: "... dan {count} lagi seperti itu, pada baris {lines}; --json memuat semuanya", EN: "... and {count} more like that, on lines {lines}; --json has all"},
	"roster.import.asked":     {ID: "{asked} pertanyaan belum dijawab; {held} orang belum diimpor karenanya. Perbaiki selnya, atau ulangi dengan --take-proposals (usul diambil) atau --as-written (berkasnya memang benar).", EN: "{asked} questions are not answered; {held} people are not imported for that. Repair the cells, or repeat with --take-proposals (takes the proposals) or --as-written (the file is right as it is)."},
	"roster.import.headings":  {ID: "{asked} pertanyaan belum dijawab; kolomnya yang dipakai. Bila memang benar, ulangi dengan --as-written.", EN: "{asked} questions are not answered; the columns count. If that is right, repeat with --as-written."},
	"roster.import.proposed":  {ID: "{proposed} ejaan cetak diusulkan; yang diimpor tetap seperti tertulis. Untuk mengambil usulnya: --take-proposals.", EN: "{proposed} spellings for print are proposed; what is imported stays as written. To take them: --take-proposals."},
	"roster.import.refused":   {ID: "Baris yang ditolak tidak diimpor: perbaiki dalam berkasnya, lalu impor sekali lagi.", EN: "Refused lines were not imported: repair them in the file, then import it once more."},

	"roster.sheet.people":    {ID: "Lembar \"{sheet}\": {count} orang", EN: "Sheet \"{sheet}\": people: {count}"},
	"roster.sheet.hidden":    {ID: "Lembar \"{sheet}\": {count} baris tersembunyi ikut dibaca", EN: "Sheet \"{sheet}\": hidden rows, read too: {count}"},
	"roster.sheet.no-header": {ID: "Lembar \"{sheet}\" dilewati: tanpa kepala kolom nip dan nama", EN: "Sheet \"{sheet}\" passed over: no header with nip and nama"},
	"roster.sheet.passed": {ID: "Lembar tersembunyi \"{sheet}\" memuat daftar, dan tidak dibaca. Sebutkan lembar yang berlaku dengan --sheet, misalnya --sheet \"{sheet}\"",
		EN: "The hidden sheet \"{sheet}\" has a list, and was not read. Name the sheets that count by --sheet, as --sheet \"{sheet}\""},
	"roster.sheet.other": {ID: "Lembar \"{sheet}\" tidak dipilih", EN: "Sheet \"{sheet}\" not chosen"},

	"roster.place":          {ID: "baris {line}", EN: "line {line}"},
	"roster.place.sheet":    {ID: "lembar \"{sheet}\" baris {line}", EN: "sheet \"{sheet}\" line {line}"},
	"roster.line":           {ID: "{file} {place}: {column} \"{value}\": {reason}", EN: "{file} {place}: {column} \"{value}\": {reason}"},
	"roster.line.cell":      {ID: "{file} {place}: {column} ({cell}) \"{value}\": {reason}", EN: "{file} {place}: {column} ({cell}) \"{value}\": {reason}"},
	"roster.line.bare":      {ID: "{file} {place}: {reason}", EN: "{file} {place}: {reason}"},
	"roster.line.value":     {ID: "{file} {place}: \"{value}\": {reason}", EN: "{file} {place}: \"{value}\": {reason}"},
	"roster.line.proposal":  {ID: "{line}; usul: \"{proposal}\"", EN: "{line}; proposed: \"{proposal}\""},
	"roster.warning":        {ID: "perhatikan: {line}", EN: "note: {line}"},
	"roster.proposal":       {ID: "usul: {line}", EN: "proposal: {line}"},
	"roster.question":       {ID: "tanya: {line}", EN: "question: {line}"},
	"roster.answered.take":  {ID: "usul diambil: {line}", EN: "proposal taken: {line}"},
	"roster.answered.write": {ID: "seperti tertulis: {line}", EN: "as written: {line}"},
}
