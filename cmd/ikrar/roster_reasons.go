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
	"roster.reason.nip-twice":    {ID: "sudah ada dalam berkas ini, pada baris {first}", EN: "is already in this file, on line {first}"},
	"roster.reason.nip-under-18": {ID: "diangkat kurang dari 18 tahun setelah lahir", EN: "appointed less than 18 years after birth"},

	"roster.reason.nip-changed": {ID: "baru; nama dan tanggal lahirnya sama dengan {other}, yang tidak ada lagi dalam berkas. Bila orangnya sama: cabut yang lama dengan ikrar revoke --nip {other}, hapus dengan ikrar erase, dan daftarkan yang baru", EN: "new; name and birth date are those of {other}, who is no longer in the file. If it is one person: revoke the old one by ikrar revoke --nip {other}, erase it by ikrar erase, and enrol the new one"},

	"roster.reason.name-missing":    {ID: "kosong", EN: "missing"},
	"roster.reason.name-letters":    {ID: "tidak memuat huruf", EN: "has no letter"},
	"roster.reason.unit-missing":    {ID: "kosong; dari sel yang digabung hanya sel pertama yang berisi", EN: "empty; of merged cells only the first has the value"},
	"roster.reason.name-long":       {ID: "lebih dari 200 bita bersama gelarnya", EN: "longer than 200 bytes with its titles"},
	"roster.reason.field-long":      {ID: "lebih dari 200 bita", EN: "longer than 200 bytes"},
	"roster.reason.field-invisible": {ID: "memuat karakter yang tidak tampak; ketik ulang selnya", EN: "holds a control or invisible character; type the cell again"},
	"roster.reason.field-formula":   {ID: "rumus pada sel ini gagal; ganti dengan nilainya", EN: "the formula of this cell has failed; put its value in its place"},
	"roster.reason.grade-unknown":   {ID: "bukan golongan yang dikenal (PNS I/a sampai IV/e, PPPK I sampai XVII)", EN: "not a known golongan (PNS I/a to IV/e, PPPK I to XVII)"},
	"roster.reason.line-long":       {ID: "lebih dari 64 KiB", EN: "longer than 64 KiB"},
	"roster.reason.line-quote":      {ID: "tanda kutip tidak ditutup, atau ada sesuatu setelah penutupnya; kutip di dalam sel ditulis dua kali", EN: "a quote is not closed, or something follows where it closes; a quote inside a quoted cell is written twice"},
	"roster.reason.cells-many":      {ID: "selnya lebih banyak daripada kepala kolom; beri tanda kutip pada sel yang memuat pemisah", EN: "more cells than the header; put quotes around a cell that holds the separator"},
	"roster.reason.cells-few":       {ID: "selnya lebih sedikit daripada kepala kolom", EN: "fewer cells than the header"},

	"roster.reason.file-unreadable":  {ID: "tidak dapat dibaca", EN: "cannot be read"},
	"roster.reason.file-old":         {ID: "berkas .xls lama, atau buku kerja berkata sandi; simpan sebagai .xlsx tanpa kata sandi, atau CSV", EN: "an old .xls file, or a workbook with a password; save it as .xlsx without a password, or as CSV"},
	"roster.reason.line-total":       {ID: "jumlah, bukan pegawai; dilewati", EN: "a total and not a person; passed over"},
	"roster.reason.file-html":        {ID: "halaman web dengan nama lembar kerja; buka dengan program lembar kerja lalu simpan sebagai .xlsx atau CSV", EN: "a web page under the name of a spreadsheet; open it in a spreadsheet program and save it as .xlsx or CSV"},
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
