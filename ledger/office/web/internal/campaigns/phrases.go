package campaigns

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"campaigns.title": {ID: "Kegiatan", EN: "Campaigns"},
	"campaigns.new":   {ID: "Buka kegiatan baru", EN: "Open a new campaign"},
	"campaigns.none": {
		ID: "Belum ada kegiatan. Buka satu, agar pegawai dapat menandatangani.",
		EN: "There is no campaign yet. Open one, so that people can sign."},
	"campaigns.caption":      {ID: "Semua kegiatan, yang terbaru dulu", EN: "All campaigns, the latest first"},
	"campaigns.name":         {ID: "Kegiatan", EN: "Campaign"},
	"campaigns.state":        {ID: "Keadaan", EN: "State"},
	"campaigns.state.early":  {ID: "Belum dibuka", EN: "Not open yet"},
	"campaigns.state.open":   {ID: "Sedang dibuka", EN: "Open"},
	"campaigns.state.closed": {ID: "Sudah ditutup", EN: "Closed"},
	"campaigns.times":        {ID: "Waktu", EN: "Time"},
	"campaigns.until":        {ID: "sampai {moment}", EN: "until {moment}"},
	"campaigns.signed":       {ID: "Sudah", EN: "Signed"},
	"campaigns.people":       {ID: "Pegawai", EN: "People"},
	"campaigns.of":           {ID: "{signed} dari {people}", EN: "{signed} of {people}"},
	"campaigns.progress":     {ID: "Kemajuan", EN: "Progress"},
	"campaigns.unit":         {ID: "Unit", EN: "Unit"},
	"campaigns.unitless":     {ID: "(tanpa unit)", EN: "(no unit)"},
	"campaigns.left":         {ID: "(tidak lagi dalam daftar pegawai)", EN: "(no longer in the roster)"},
	"campaigns.by-unit":      {ID: "Kemajuan per unit", EN: "Progress by unit"},
	"campaigns.by-stage":     {ID: "Kemajuan per tahap", EN: "Progress by stage"},
	"campaigns.figure":       {ID: "dari {people} pegawai sudah menandatangani", EN: "of {people} people have signed"},
	"campaigns.enrolled":     {ID: "punya kunci", EN: "have a key"},
	"campaigns.issued":       {ID: "sertifikat terbit", EN: "certificates issued"},
	"campaigns.ceremony":     {ID: "Layar upacara", EN: "Ceremony screen"},
	"campaigns.stages":       {ID: "Tahap", EN: "Stages"},
	"campaigns.papers":       {ID: "Daftar hadir dan berita acara", EN: "Attendance list and minutes"},
	"campaigns.extend":       {ID: "Ubah waktu tutup", EN: "Change the end"},
	"campaigns.edit":         {ID: "Ubah lagi", EN: "Change it"},
	"campaigns.cancel":       {ID: "Batal", EN: "Cancel"},
	"campaigns.back":         {ID: "Kembali ke kegiatan", EN: "Back to the campaign"},
	"campaigns.recorded":     {ID: "Yang tercatat", EN: "What is recorded"},
	"campaigns.recorded.by": {
		ID: "ID kegiatan {id}, ditandatangani oleh {officer}.",
		EN: "The campaign's ID is {id}; {officer} signed it."},
	"campaigns.recorded.saksi": {ID: "Saksi:", EN: "Witnesses (saksi):"},

	"campaigns.new.title": {ID: "Kegiatan baru", EN: "A new campaign"},
	"campaigns.new.lead": {
		ID: "Jawab pertanyaan ini. Sebelum dicatat, semuanya ditunjukkan sekali lagi.",
		EN: "Answer these questions. Before it is recorded, all of it is shown once more."},
	"campaigns.new.name": {ID: "Judul kegiatan", EN: "Title of the campaign"},
	"campaigns.new.name.hint": {
		ID: "Seperti tercetak pada sertifikat, misalnya Deklarasi ASN BerAKHLAK.",
		EN: "As printed on certificates, for example Deklarasi ASN BerAKHLAK."},
	"campaigns.new.text":      {ID: "Naskah yang ditandatangani", EN: "The text that is signed"},
	"campaigns.new.text.read": {ID: "Baca naskah {id}", EN: "Read the text {id}"},
	"campaigns.new.place":     {ID: "Tempat", EN: "Place"},
	"campaigns.new.place.hint": {
		ID: "Kota tempat deklarasi, seperti pada sertifikat.",
		EN: "The city of the declaration, as on certificates."},
	"campaigns.new.date":  {ID: "Tanggal deklarasi", EN: "Date of the declaration"},
	"campaigns.new.opens": {ID: "Mulai dapat ditandatangani", EN: "Can be signed from"},
	"campaigns.new.opens.hint": {
		ID: "Kosongkan untuk pukul 00.00 pada tanggal deklarasi.",
		EN: "Leave it empty for midnight of the declaration's date."},
	"campaigns.new.closes": {ID: "Hari terakhir", EN: "The last day"},
	"campaigns.new.closes.hint": {
		ID: "Kosongkan untuk setahun. Hanya ini yang dapat diubah nanti.",
		EN: "Leave it empty for a year. This alone can be changed later."},
	"campaigns.new.saksi": {ID: "Saksi", EN: "Witnesses (saksi)"},
	"campaigns.new.saksi.hint": {
		ID: "Nama saksi, satu per baris; boleh kosong. Siapa pun yang memeriksa melihatnya.",
		EN: "Names, one a line; may be empty. Whoever checks sees them."},
	"campaigns.saksi.many": {ID: "Paling banyak {most} saksi.", EN: "At most {most} witnesses."},
	"campaigns.new.more":   {ID: "Setelan lain", EN: "More settings"},
	"campaigns.new.id":     {ID: "ID kegiatan", EN: "The campaign's ID"},
	"campaigns.new.id.hint": {
		ID: "Kosongkan untuk dibuat dari judul. Huruf kecil, angka, dan tanda hubung, paling banyak 32.",
		EN: "Leave it empty to have it made of the title. Lower-case letters, digits and hyphens, at most 32."},
	"campaigns.new.plan": {ID: "Lihat dulu", EN: "Look at it first"},
	"campaigns.text.uu-20-2023": {
		ID: "Menurut UU 20/2023, dasar yang terkuat sekarang.",
		EN: "By Law 20/2023, the strongest basis today."},
	"campaigns.text.se-20-2021": {
		ID: "Menurut SE Menteri PANRB 20/2021, bunyi yang lama.",
		EN: "By the ministry's circular 20/2021, the earlier wording."},
	"campaigns.text.none": {ID: "Pilih naskah yang ditandatangani.", EN: "Choose the text that is signed."},
	"campaigns.text.unapproved": {
		ID: "Naskah ini belum disahkan dengan kunci akar. Pilih naskah lain, atau sahkan dulu.",
		EN: "The root key has not approved this text. Choose another, or have it approved first."},
	"campaigns.taken": {
		ID: "ID {id} sudah dipakai kegiatan “{title}”, yang dicatat oleh {officer}. Tidak ada yang diubah.",
		EN: "The ID {id} is that of the campaign “{title}”, which {officer} recorded. Nothing was changed."},
	"campaigns.taken.next": {ID: "Pilih ID lain di bawah, atau", EN: "Choose another ID below, or"},
	"campaigns.taken.look": {ID: "lihat kegiatan itu", EN: "look at that campaign"},

	"campaigns.plan.title": {ID: "Ini yang akan ditandatangani dan dicatat", EN: "This will be signed and recorded"},
	"campaigns.plan.lead": {
		ID: "Periksa setiap baris. Setelah dicatat, hanya waktu tutupnya yang dapat diubah.",
		EN: "Check every line. Once it is recorded, only its end can be changed."},
	"campaigns.plan.past": {
		ID: "Perhatikan: waktu tutup ini sudah lewat, jadi tidak ada yang dapat menandatangani.",
		EN: "Note: this end is past already, so nobody can sign."},
	"campaigns.plan.opens":   {ID: "Dibuka", EN: "Opens"},
	"campaigns.plan.closes":  {ID: "Menit terakhir", EN: "Last minute"},
	"campaigns.plan.none":    {ID: "tidak ada", EN: "none"},
	"campaigns.plan.text":    {ID: "Naskah", EN: "Text"},
	"campaigns.plan.digest":  {ID: "Sidik jari naskah (SHA-256)", EN: "Fingerprint of the text (SHA-256)"},
	"campaigns.plan.officer": {ID: "Ditandatangani oleh", EN: "Signed by"},
	"campaigns.plan.words":   {ID: "Bunyi naskah", EN: "The words of the text"},
	"campaigns.plan.fixed": {
		ID: "Judul, naskah, tempat, waktu buka, dan saksi tidak dapat diubah lagi setelah dicatat: setiap komitmen menyebutnya.",
		EN: "Title, text, place, opening and witnesses cannot change once recorded: every pledge names them."},
	"campaigns.plan.record": {ID: "Tandatangani dan catat", EN: "Sign and record"},

	"campaigns.extend.title":  {ID: "Ubah waktu tutup", EN: "Change the end"},
	"campaigns.extend.closes": {ID: "Hari terakhir yang baru", EN: "The new last day"},
	"campaigns.extend.now":    {ID: "Sekarang: sampai {moment}.", EN: "Now: until {moment}."},
	"campaigns.extend.plan":   {ID: "Lihat dulu", EN: "Look at it first"},
	"campaigns.extend.from":   {ID: "Tutup sekarang", EN: "Ends now"},
	"campaigns.extend.to":     {ID: "Tutup nanti", EN: "Will end"},
	"campaigns.extend.sooner": {
		ID: "Perhatikan: kegiatan akan tutup lebih cepat daripada yang sudah diumumkan.",
		EN: "Note: the campaign will end sooner than was announced."},
	"campaigns.extend.kept": {
		ID: "Komitmen yang sudah ditandatangani tetap berlaku.",
		EN: "Pledges that were signed stay valid."},
	"campaigns.extend.record": {ID: "Tandatangani dan catat", EN: "Sign and record"},
	"campaigns.extend.changed": {
		ID: "{officer} baru saja mengubah waktu tutup menjadi {moment}. Perubahan Anda belum dicatat; lihat lagi, lalu putuskan.",
		EN: "{officer} has just changed the end to {moment}. Your change is not recorded yet; look again, then decide."},
	"campaigns.fixed": {ID: "Yang tidak dapat diubah", EN: "What cannot be changed"},
	"campaigns.fixed.why": {
		ID: "Judul, naskah, tempat, waktu buka, dan saksi tetap seperti yang dicatat, sebab setiap komitmen " +
			"menyebutnya. Bila ada yang keliru, buka kegiatan baru dan tutup yang ini.",
		EN: "Title, text, place, opening and witnesses stay as they are recorded, since every pledge names them. " +
			"If something is wrong, open a new campaign and end this one."},

	"campaigns.ceremony.of":    {ID: "dari {people} pegawai ({percent}%)", EN: "of {people} people ({percent}%)"},
	"campaigns.ceremony.just":  {ID: "+{count} dalam 5 menit terakhir", EN: "+{count} in the last 5 minutes"},
	"campaigns.ceremony.full":  {ID: "Layar penuh", EN: "Full screen"},
	"campaigns.ceremony.names": {ID: "Tampilkan nama", EN: "Show names"},
	"campaigns.ceremony.hide":  {ID: "Sembunyikan nama", EN: "Hide names"},
	"campaigns.names.title":    {ID: "Tampilkan nama di layar?", EN: "Show names on the screen?"},
	"campaigns.names.lead": {
		ID: "Enam nama terakhir yang menandatangani akan terbaca oleh semua yang hadir. Pastikan hal ini sudah " +
			"disampaikan kepada mereka.",
		EN: "Everybody present will read the names of the last six who signed. Make sure that they were told."},
	"campaigns.names.yes": {ID: "Ya, tampilkan nama", EN: "Yes, show names"},
	"campaigns.names.no":  {ID: "Tidak, angka saja", EN: "No, figures alone"},
}
