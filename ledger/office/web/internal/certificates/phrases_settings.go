package certificates

import "ikrar/verify/phrase"

var settingsPhrases = phrase.Book{
	"certificates.settings": {ID: "Tampilan dan penanda tangan", EN: "Look and signatory"},
	"certificates.look":     {ID: "Lihat contohnya", EN: "See a specimen"},
	"certificates.save":     {ID: "Simpan", EN: "Save"},
	"certificates.saved": {
		ID: "Tersimpan. Sertifikat berikutnya memakai tampilan ini; yang sudah terbit tetap seperti semula.",
		EN: "Saved. The next certificates look like this; those that are issued stay as they were."},
	"certificates.stale": {
		ID: "Pengaturan ini diubah orang lain sementara Anda mengisi, langsung di berkas atau dengan perintah.",
		EN: "Somebody else changed these settings meanwhile, in the file itself or by a command."},
	"certificates.stale.by": {
		ID: "{name} mengubah pengaturan ini sementara Anda mengisi, {moment}.",
		EN: "{name} changed these settings meanwhile, {moment}."},
	"certificates.stale.next": {
		ID: "Di atas setiap isian yang berbeda tertulis isinya sekarang. Tekan Simpan lagi kalau isian Anda yang benar.",
		EN: "What differs is written above its field. Press Save again where yours is right."},
	"certificates.stale.field": {ID: "Sekarang tersimpan: {value}", EN: "Saved now: {value}"},

	"certificates.group.head":      {ID: "Kepala sertifikat", EN: "Head"},
	"certificates.group.number":    {ID: "Nomor", EN: "Number"},
	"certificates.group.person":    {ID: "Isi", EN: "Content"},
	"certificates.group.look":      {ID: "Warna dan lambang", EN: "Colors and emblem"},
	"certificates.group.signatory": {ID: "Penanda tangan", EN: "Signatory"},

	"certificates.field.agency": {ID: "Perangkat daerah", EN: "Agency"},
	"certificates.field.agency.hint": {
		ID: "Di bawah nama lembaga; boleh kosong",
		EN: "Under the institution's name; may be empty"},
	"certificates.field.title":      {ID: "Judul", EN: "Title"},
	"certificates.field.title.hint": {ID: "SERTIFIKAT atau PIAGAM", EN: "SERTIFIKAT or PIAGAM"},
	"certificates.field.number":     {ID: "Pola nomor", EN: "Pattern of the number"},
	"certificates.field.number.hint": {
		ID: "Wajib memuat {urut} dan {tahun}",
		EN: "It must have {urut} (counter) and {tahun} (year)"},
	"certificates.field.classification": {ID: "Kode klasifikasi", EN: "Classification"},
	"certificates.field.classification.hint": {
		ID: "Mengisi {klasifikasi} pada pola",
		EN: "For {klasifikasi} in the pattern"},
	"certificates.field.unit_code":      {ID: "Kode unit", EN: "Unit code"},
	"certificates.field.unit_code.hint": {ID: "Mengisi {unit} pada pola", EN: "For {unit} in the pattern"},
	"certificates.field.nip":            {ID: "NIP pada sertifikat", EN: "NIP on certificates"},
	"certificates.field.subunit": {
		ID: "Cetak subunit di belakang jabatan",
		EN: "Print the subunit behind the position"},
	"certificates.field.language":           {ID: "Bahasa label", EN: "Language of the labels"},
	"certificates.field.primary":            {ID: "Warna judul dan bingkai", EN: "Color of titles and frame"},
	"certificates.field.accent":             {ID: "Warna garis dan hiasan", EN: "Color of lines and ornaments"},
	"certificates.field.emblem":             {ID: "Lambang", EN: "Emblem"},
	"certificates.field.signatory.position": {ID: "Jabatan", EN: "Position"},
	"certificates.field.signatory.position.hint": {
		ID: "Contoh: Kepala Badan Kepegawaian Daerah",
		EN: "For example: Kepala Badan Kepegawaian Daerah"},
	"certificates.field.signatory.name":      {ID: "Nama", EN: "Name"},
	"certificates.field.signatory.name.hint": {ID: "Lengkap dengan gelar", EN: "With titles"},
	"certificates.field.signatory.rank":      {ID: "Pangkat", EN: "Rank"},
	"certificates.field.signatory.rank.hint": {ID: "Boleh kosong", EN: "May be empty"},
	"certificates.field.signatory.nip":       {ID: "NIP", EN: "NIP"},
	"certificates.field.signatory.nip.hint":  {ID: "Boleh kosong", EN: "May be empty"},

	"certificates.nip.last4":      {ID: "Empat angka terakhir", EN: "Last four digits"},
	"certificates.nip.none":       {ID: "Tidak dicetak", EN: "Not printed"},
	"certificates.nip.full":       {ID: "Lengkap (memuat tanggal lahir)", EN: "Whole (it shows the date of birth)"},
	"certificates.language.id":    {ID: "Indonesia", EN: "Indonesian"},
	"certificates.language.en":    {ID: "Inggris", EN: "English"},
	"certificates.language.id+en": {ID: "Keduanya", EN: "Both"},

	"certificates.emblem.hint": {
		ID: "PNG, atau SVG yang hanya berisi path; sampai 1 MiB.",
		EN: "PNG, or an SVG of nothing but paths; up to 1 MiB."},
	"certificates.emblem.now":  {ID: "Sekarang: {file}.", EN: "Now: {file}."},
	"certificates.emblem.none": {ID: "Sekarang: bunga netral.", EN: "Now: a neutral flower."},
	"certificates.emblem.kept": {
		ID: "Berkas yang tadi dipilih masih dipakai.",
		EN: "The file that you chose is still used."},
	"certificates.emblem.remove": {ID: "Tanpa lambang sendiri", EN: "No emblem of our own"},
	"certificates.emblem.wrong": {
		ID: "Lambang ini tidak dapat dicetak. Pakai PNG, atau SVG yang hanya berisi path, sampai 1 MiB.",
		EN: "This emblem cannot be printed. Use a PNG, or an SVG of nothing but paths, up to 1 MiB."},
	"certificates.signatory.is":   {ID: "Penanda tangan: {name}", EN: "Signatory: {name}"},
	"certificates.signatory.none": {ID: "Penanda tangan diisi dengan tangan", EN: "The signatory is filled in by hand"},
	"certificates.signatory.hint": {
		ID: "Kosongkan semua bila diisi dengan tangan.",
		EN: "Leave all empty where they are filled in by hand."},

	"certificates.preview.title": {ID: "Contoh sertifikat", EN: "Specimen of a certificate"},
	"certificates.preview.of":    {ID: "Contoh untuk {name}.", EN: "Specimen for {name}."},
	"certificates.preview.longest": {
		ID: "Contoh untuk {name}: nama terpanjang dalam daftar.",
		EN: "Specimen for {name}: the longest name in the list."},
	"certificates.preview.person": {ID: "Lihat contoh untuk", EN: "See the specimen of"},
	"certificates.preview.person.hint": {
		ID: "NIP atau sebagian nama; kosong berarti nama terpanjang",
		EN: "NIP or a part of the name; empty means the longest name"},
	"certificates.person.none": {
		ID: "Tidak ada pegawai \"{typed}\" dalam daftar.",
		EN: "Nobody in the list is \"{typed}\"."},
	"certificates.wrong": {ID: "{field}: {why}.", EN: "{field}: {why}."},

	"certificates.specimen.word": {ID: "CONTOH", EN: "SPECIMEN"},
	"certificates.specimen.sentence": {
		ID: "Ini contoh, bukan sertifikat.",
		EN: "This is a specimen, not a certificate."},
	"certificates.specimen.campaign": {ID: "Deklarasi ASN BerAKHLAK", EN: "Deklarasi ASN BerAKHLAK"},
	"certificates.specimen.place":    {ID: "Kota Contoh", EN: "Kota Contoh"},
	"certificates.specimen.name": {
		ID: "Nama Pegawai Contoh Yang Cukup Panjang, S.E., M.M.",
		EN: "Nama Pegawai Contoh Yang Cukup Panjang, S.E., M.M."},
	"certificates.specimen.position": {
		ID: "Analis Sumber Daya Manusia Aparatur",
		EN: "Analis Sumber Daya Manusia Aparatur"},
	"certificates.specimen.unit": {ID: "Badan Contoh", EN: "Badan Contoh"},

	"certificates.unseen": {ID: "Tampilan yang belum Anda lihat", EN: "Settings that you have not seen"},
	"certificates.unseen.why": {
		ID: "Di server, sertifikat diatur begini. Bukan dari komputer ini, jadi periksa dulu.",
		EN: "This is how the server has certificates set. It was not done on this computer, so look at it first."},
	"certificates.unseen.emblem": {ID: "ada; lihat contohnya", EN: "there is one; look at the specimen"},
	"certificates.unseen.none":   {ID: "bunga netral", EN: "a neutral flower"},
	"certificates.unseen.seen": {
		ID: "Sudah saya periksa, dan benar",
		EN: "I have looked at them, and they are right"},
	"certificates.unseen.missing": {
		ID: "Periksa pengaturannya, lalu beri centang. Belum ada yang diterbitkan.",
		EN: "Look at the settings, then tick the box. Nothing was issued yet."},
}
