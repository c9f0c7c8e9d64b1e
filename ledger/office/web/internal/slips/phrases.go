package slips

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"slips.title": {ID: "Slip & Undangan", EN: "Slips & invitations"},
	"slips.lead": {
		ID: "Setiap slip memuat kode untuk satu orang. Dengan kode itu ia membuat kuncinya sendiri di ponsel, lalu menandatangani.",
		EN: "Each slip has a code for one person. With it they make their own key on a telephone, and sign."},
	"slips.reach.none":    {ID: "belum diundang", EN: "not invited"},
	"slips.reach.lapsed":  {ID: "undangan kedaluwarsa", EN: "invitation ended"},
	"slips.reach.invited": {ID: "diundang", EN: "invited"},
	"slips.reach.waiting": {ID: "menunggu persetujuan", EN: "waiting for approval"},
	"slips.reach.key":     {ID: "sudah punya kunci", EN: "have a key"},

	"slips.choose": {ID: "Buat slip", EN: "Make slips"},
	"slips.units":  {ID: "Pilih unit, atau satu orang di bawahnya", EN: "Choose units, or one person below"},
	"slips.all":    {ID: "Semua unit", EN: "All units"},
	"slips.people": {ID: "Pegawai", EN: "People"},
	"slips.nounit": {ID: "(tanpa unit)", EN: "(no unit)"},
	"slips.nip":    {ID: "Satu orang: NIP", EN: "One person: NIP"},
	"slips.until":  {ID: "Berlaku sampai dengan", EN: "Valid through"},
	"slips.until.hint": {
		ID: "Biasanya hari terakhir kegiatan. Sesudah itu kodenya tidak dapat dipakai.",
		EN: "Usually the last day of the campaign. After it the code cannot be used."},
	"slips.renew": {ID: "Ganti slip yang lama", EN: "Replace old slips"},
	"slips.renew.hint": {
		ID: "Juga untuk yang sudah diundang atau sudah punya kunci. Kode lamanya tidak berlaku lagi.",
		EN: "Also for who is invited or has a key already. Their old code is void then."},
	"slips.look":  {ID: "Lihat rencana", EN: "Look at the plan"},
	"slips.again": {ID: "Cetak lagi slip yang masih berlaku", EN: "Print valid slips again"},
	"slips.again.hint": {
		ID: "Cetak lagi memakai kode yang sama; tidak ada yang berubah. Hanya petugas yang membuatnya yang dapat.",
		EN: "To print again uses the same codes; nothing changes. Only the officer who made them can."},
	"slips.empty":    {ID: "Belum ada pegawai.", EN: "There are no people yet."},
	"slips.empty.do": {ID: "Impor pegawai", EN: "Import people"},

	"slips.wrong.nobody":  {ID: "Centang unit, atau ketik NIP.", EN: "Tick units, or type a NIP."},
	"slips.wrong.both":    {ID: "Pilih salah satu: unit, atau satu orang.", EN: "Choose one: units, or one person."},
	"slips.wrong.nip":     {ID: "NIP terdiri dari 18 angka. Periksa lagi.", EN: "A NIP has 18 digits. Check it."},
	"slips.wrong.unknown": {ID: "Tidak ada pegawai dengan NIP ini.", EN: "Nobody has this NIP."},
	"slips.wrong.date":    {ID: "Isi tanggal terakhir berlakunya.", EN: "Give the last day of validity."},
	"slips.wrong.past":    {ID: "Tanggal ini sudah lewat.", EN: "This day is past."},

	"slips.plan": {ID: "Rencana slip", EN: "Plan of the slips"},
	"slips.plan.count": {
		ID: "{count} slip akan dibuat, berlaku sampai {last}.",
		EN: "Slips to be made: {count}, valid until {last}."},
	"slips.plan.none": {
		ID: "Tidak ada slip baru yang perlu dibuat. Lihat di bawah mengapa.",
		EN: "No new slip is needed. See below why."},
	"slips.renew.plan": {
		ID: "Slip lama orang-orang ini tidak berlaku lagi. Kunci yang sudah ada tetap dipakai sampai kode baru digunakan.",
		EN: "The old slips of these people are void then. A key they have stays in use until the new code is used."},
	"slips.former": {
		ID: "{count} dari mereka mungkin masih memegang slip bentuk lama, yang tidak berlaku: tukar dengan slip ini.",
		EN: "Who may still hold a slip of the old form, which is void: {count}. Exchange it for this one."},
	"slips.falls": {
		ID: "{count} permintaan yang menunggu akan gugur",
		EN: "Waiting requests that will fall: {count}"},
	"slips.since": {ID: "sejak {time}", EN: "since {time}"},
	"slips.falls.hint": {
		ID: "Mereka sudah memakai slipnya dan harus mulai lagi dengan slip baru. Lebih baik setujui dulu.",
		EN: "They have used their slip, and would begin again with the new one. Better approve them first."},
	"slips.falls.do": {ID: "Buka Persetujuan", EN: "Open Approvals"},
	"slips.make":     {ID: "Buat {count} slip", EN: "Make slips: {count}"},
	"slips.make.hint": {
		ID: "Kode berlaku begitu slip selesai dibuat. Sampai itu, pekerjaan dapat dihentikan tanpa akibat.",
		EN: "Codes are valid once the slips are made. Until then you can stop, and nothing has happened."},
	"slips.faulty": {
		ID: "{count} orang tidak mendapat slip: namanya tidak dapat dicetak",
		EN: "Who gets no slip, because the name cannot be printed: {count}"},
	"slips.faulty.rune": {ID: "huruf {rune} pada {field}", EN: "{rune} in the {field}"},
	"slips.faulty.hint": {
		ID: "Perbaiki datanya lewat Impor, lalu buat slipnya.",
		EN: "Correct the data by an import, then make their slips."},
	"slips.field.name":   {ID: "nama", EN: "name"},
	"slips.field.unit":   {ID: "unit", EN: "unit"},
	"slips.left":         {ID: "Yang tidak mendapat slip baru", EN: "Who gets no new slip"},
	"slips.left.key":     {ID: "{count} sudah punya kunci", EN: "Have a key: {count}"},
	"slips.left.invited": {ID: "{count} sudah diundang", EN: "Invited already: {count}"},
	"slips.left.waiting": {ID: "{count} menunggu persetujuan", EN: "Waiting for approval: {count}"},
	"slips.more":         {ID: "dan {count} lagi", EN: "and {count} more"},
	"slips.back":         {ID: "Kembali ke Slip & Undangan", EN: "Back to slips & invitations"},

	"slips.making":     {ID: "Membuat slip", EN: "Making slips"},
	"slips.reprinting": {ID: "Mencetak lagi slip", EN: "Printing slips again"},
	"slips.step.codes": {ID: "membuat kode", EN: "making codes"},
	"slips.step.print": {ID: "mencetak slip", EN: "printing slips"},
	"slips.step.read":  {ID: "membaca kode", EN: "reading codes"},
	"slips.changed": {
		ID: "Ada yang berubah sejak rencana dilihat: petugas lain mengundang, atau seseorang memakai slipnya. " +
			"Tidak ada slip yang dibuat. Lihat lagi rencananya.",
		EN: "Something changed since you saw the plan: another officer invited, or somebody used a slip. No slip was " +
			"made. Look at the plan again."},
	"slips.done": {
		ID: "Berkas {number}: {count} slip selesai dibuat, berlaku sampai {last}.",
		EN: "File {number}: slips made: {count}, valid until {last}."},
	"slips.done.again": {
		ID: "Berkas {number}: {count} slip dicetak lagi dengan kode yang sama, berlaku sampai {last}.",
		EN: "File {number}: slips printed again with the same codes: {count}, valid until {last}."},
	"slips.done.none": {ID: "Tidak ada slip yang dapat dicetak lagi.", EN: "No slip could be printed again."},
	"slips.done.hint": {
		ID: "Unduh sekarang. Siapa yang membaca kode dapat memakainya: hapus berkasnya setelah slip dibagikan. " +
			"Selama kantor terbuka, berkasnya juga ada di Slip & Undangan.",
		EN: "Download now. Whoever reads a code can use it: delete the file once slips are handed out. While the office " +
			"is open, it is also at Slips & invitations."},
	"slips.sealed": {ID: "Tidak dapat Anda cetak lagi", EN: "You cannot print these again"},
	"slips.sealed.hint": {
		ID: "Slip mereka dibuat petugas lain. Minta petugas itu mencetaknya, atau ganti slipnya.",
		EN: "Another officer made their slips. Ask that officer to print them, or replace them."},
	"slips.passed": {
		ID: "{count} orang lainnya tidak punya slip yang masih berlaku.",
		EN: "Others without a valid slip: {count}."},
	"slips.take.pdf":  {ID: "Unduh slip {number} (PDF)", EN: "Download slips {number} (PDF)"},
	"slips.take.xlsx": {ID: "Unduh tabel {number} (Excel)", EN: "Download table {number} (Excel)"},
	"slips.gone": {
		ID: "Slip itu tidak ada lagi di memori. Pilih orangnya, lalu cetak lagi.",
		EN: "Those slips are not in memory any more. Choose the people, and print again."},
	"slips.sheet":      {ID: "Slip", EN: "Slips"},
	"slips.sheet.page": {ID: "Halaman {page} dari {pages}", EN: "Page {page} of {pages}"},
	"slips.made":       {ID: "Dibuat sejak kantor dibuka", EN: "Made since the office was opened"},
	"slips.made.hint": {
		ID: "Ada di sini sampai kantor ditutup. Sesudah itu, cetak lagi.",
		EN: "They are here until the office closes. After that, print them again."},
	"slips.made.one": {ID: "{number}. {count} slip, sampai {last}", EN: "{number}. Slips: {count}, until {last}"},
	"slips.made.one.again": {
		ID: "{number}. {count} slip, dicetak lagi, sampai {last}",
		EN: "{number}. Slips printed again: {count}, until {last}"},

	"slips.status":       {ID: "Keadaan setiap orang", EN: "Where each person stands"},
	"slips.search":       {ID: "Nama atau NIP", EN: "Name or NIP"},
	"slips.state":        {ID: "Keadaan", EN: "State"},
	"slips.unit":         {ID: "Unit", EN: "Unit"},
	"slips.any":          {ID: "semua", EN: "all"},
	"slips.find":         {ID: "Cari", EN: "Search"},
	"slips.found":        {ID: "{count} orang", EN: "People: {count}"},
	"slips.name":         {ID: "Nama", EN: "Name"},
	"slips.slip":         {ID: "Tindakan", EN: "Action"},
	"slips.judge":        {ID: "Lihat permintaan", EN: "See the request"},
	"slips.one.new":      {ID: "Buat slip", EN: "Make a slip"},
	"slips.one.renew":    {ID: "Ganti slip", EN: "Replace the slip"},
	"slips.ends.lapsed":  {ID: "sampai {day}", EN: "until {day}"},
	"slips.ends.invited": {ID: "sampai {day}", EN: "until {day}"},
	"slips.ends.key":     {ID: "diundang lagi sampai {day}", EN: "invited again until {day}"},
	"slips.ends.none":    {ID: "sampai {day}", EN: "until {day}"},
	"slips.pages":        {ID: "Halaman", EN: "Pages"},
	"slips.page":         {ID: "Halaman {at} dari {last}", EN: "Page {at} of {last}"},
	"slips.before":       {ID: "Sebelumnya", EN: "Before"},
	"slips.after":        {ID: "Berikutnya", EN: "Next"},
}
