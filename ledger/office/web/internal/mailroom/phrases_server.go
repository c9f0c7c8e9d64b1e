package mailroom

import "ikrar/verify/phrase"

// serverPhrases are those of the mail server's settings.
var serverPhrases = phrase.Book{
	"mailroom.off": {
		ID: "Peladen surel belum disetel. Tanyakan isinya kepada pengelola surel lembaga Anda; sampai itu, bagikan slip.",
		EN: "No mail server is set. Ask whoever runs your institution's mail what to fill in; until then hand out slips."},
	"mailroom.saved": {ID: "Tersimpan.", EN: "Saved."},
	"mailroom.stale": {
		ID: "Petugas lain menyimpan setelan selagi Anda mengisi. Periksa lagi, lalu simpan.",
		EN: "Another officer has saved settings meanwhile. Look again, then save."},
	"mailroom.server":        {ID: "Peladen surel", EN: "Mail server"},
	"mailroom.server.where":  {ID: "Di mana peladennya", EN: "Where the server is"},
	"mailroom.server.login":  {ID: "Masuk ke peladen", EN: "Logging in"},
	"mailroom.server.sender": {ID: "Pengirim", EN: "Sender"},

	"mailroom.field.server": {ID: "Nama peladen (SMTP)", EN: "Name of the server (SMTP)"},
	"mailroom.field.server.hint": {
		ID: "Seperti surel.contoh.go.id. Kosong: tidak mengirim surel.",
		EN: "Like mail.example.go.id. Empty: no mail is sent."},
	"mailroom.field.port":      {ID: "Port", EN: "Port"},
	"mailroom.field.port.hint": {ID: "Biasanya 587, atau 465.", EN: "Usually 587, or 465."},
	"mailroom.field.tls":       {ID: "Enkripsi", EN: "Encryption"},
	"mailroom.tls.starttls":    {ID: "STARTTLS (port 587)", EN: "STARTTLS (port 587)"},
	"mailroom.tls.implicit":    {ID: "TLS sejak awal (port 465)", EN: "TLS from the start (port 465)"},
	"mailroom.tls.none": {
		ID: "Tanpa, hanya peladen di komputer ini",
		EN: "None, for a server on this computer only"},
	"mailroom.tls.wrong": {
		ID: "Tanpa enkripsi hanya ke peladen di komputer ini: di jaringan kode dan kata sandi terbaca. Pilih yang lain.",
		EN: "Without encryption only to this computer: on the network codes and password are read. Choose another."},
	"mailroom.field.user": {ID: "Nama pengguna", EN: "User name"},
	"mailroom.field.user.hint": {
		ID: "Kosong bila peladen tidak memintanya.",
		EN: "Empty where the server asks for none."},
	"mailroom.field.password": {ID: "Kata sandi surel", EN: "Mail password"},
	"mailroom.field.password.hint": {
		ID: "Tidak pernah ditulis ke ikrar.toml, dan tidak pernah ditampilkan lagi.",
		EN: "It is never written into ikrar.toml, and never shown again."},
	"mailroom.field.password.kept": {
		ID: "Tersimpan di {file}. Kosongkan bila tidak berubah.",
		EN: "It is kept in {file}. Leave this empty where it has not changed."},
	"mailroom.password.ask": {
		ID: "Tanyakan sekali setiap kantor dibuka; hanya di ingatan",
		EN: "Ask once each time the office opens; in memory alone"},
	"mailroom.password.file": {
		ID: "Simpan di berkas yang hanya dapat dibaca pengguna komputer ini",
		EN: "Keep it in a file that this computer's user alone can read"},
	"mailroom.password":      {ID: "Kata sandi surel", EN: "Mail password"},
	"mailroom.password.test": {ID: "Kata sandi surel, untuk contoh ini", EN: "Mail password, for this sample"},
	"mailroom.password.hint": {
		ID: "Ditanyakan sekali; diingat sampai kantor ditutup.",
		EN: "Asked once; remembered until the office closes."},
	"mailroom.password.again": {
		ID: "Ketik lagi kata sandinya: yang tadi belum disimpan.",
		EN: "Type the password again: it has not been saved yet."},
	"mailroom.password.other": {
		ID: "Peladen atau penggunanya lain dari tadi: ketik kata sandinya.",
		EN: "This is another server or user than before: type the password."},
	"mailroom.password.needed": {ID: "Ketik kata sandi surel.", EN: "Type the mail password."},
	"mailroom.field.from":      {ID: "Alamat pengirim", EN: "Sender's address"},
	"mailroom.field.from.hint": {
		ID: "Seperti bkd@contoh.go.id. Surel yang gagal kembali ke sini.",
		EN: "Like bkd@example.go.id. Mail that fails comes back here."},
	"mailroom.field.from_name":      {ID: "Nama pengirim", EN: "Sender's name"},
	"mailroom.field.from_name.hint": {ID: "Kosong: nama lembaga.", EN: "Empty: the institution's name."},
	"mailroom.field.rate":           {ID: "Surel setiap menit, paling banyak", EN: "Mails a minute, at most"},
	"mailroom.field.rate.hint": {
		ID: "1 sampai 600. Tanyakan batas peladennya; 30 biasanya aman.",
		EN: "1 to 600. Ask for the server's limit; 30 is usually safe."},
	"mailroom.save": {ID: "Simpan", EN: "Save"},
}
