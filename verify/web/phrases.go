package web

import (
	"encoding/json"

	"ikrar/verify/phrase"
)

// words are the sentences that only the page says. The verdicts, the reasons and the fields are verify/phrase's: the
// page and the commands use the same words for the same thing.
var words = phrase.Book{
	"page.title":          {ID: "Periksa keaslian sertifikat", EN: "Check that a certificate is genuine"},
	"page.service":        {ID: "Periksa keaslian", EN: "Certificate check"},
	"page.skip":           {ID: "Langsung ke isi", EN: "Skip to content"},
	"page.lead":           {ID: "Pindai kode QR pada sertifikat, pilih berkasnya, atau ketik kodenya. Pemeriksaan berlangsung di perangkat Anda sendiri.", EN: "Scan the QR code on the certificate, choose its file, or type its code. The check runs on your own device."},
	"page.camera":         {ID: "Pindai dengan kamera", EN: "Scan with the camera"},
	"page.camera.hint":    {ID: "Arahkan kamera ke kode QR sampai memenuhi gambar. Gambarnya tidak meninggalkan perangkat Anda.", EN: "Point the camera at the QR code until it fills the picture. The picture does not leave your device."},
	"page.camera.stop":    {ID: "Tutup kamera", EN: "Close the camera"},
	"page.camera.denied":  {ID: "Kamera tidak dapat dipakai. Izinkan kamera untuk halaman ini di setelan peramban, atau pilih foto sertifikatnya.", EN: "The camera cannot be used. Allow it for this page in the browser's settings, or choose a photo of the certificate."},
	"page.file":           {ID: "Pilih PDF atau foto", EN: "Choose a PDF or photo"},
	"page.drop":           {ID: "PDF, foto, pindaian, atau .tlog-proof; dapat juga dijatuhkan di halaman ini.", EN: "A PDF, a photo, a scan or a .tlog-proof; it can also be dropped on this page."},
	"page.text":           {ID: "Kode sertifikat, atau isi kode QR", EN: "Certificate code, or the text of the QR code"},
	"page.text.hint":      {ID: "Kode 12 karakter tercetak di dekat kode QR, misalnya K7QM-2F8D-9XPA. Kode yang diketik ditanyakan kepada lembaga; isi kode QR tidak.", EN: "The 12-character code is printed near the QR code, for example K7QM-2F8D-9XPA. A typed code is asked of the institution; the text of a QR code is not."},
	"page.text.empty":     {ID: "Ketik kode sertifikat, atau tempel isi kode QR, lalu periksa.", EN: "Type the certificate's code, or paste the text of the QR code, then check."},
	"page.check":          {ID: "Periksa keaslian", EN: "Check"},
	"page.another":        {ID: "Periksa sertifikat lain", EN: "Check another certificate"},
	"page.print":          {ID: "Cetak jawaban ini", EN: "Print this answer"},
	"page.noscript.title": {ID: "Halaman ini memerlukan JavaScript", EN: "This page needs JavaScript"},
	"page.noscript":       {ID: "Tanda tangan diperiksa oleh peramban Anda sendiri, dan itu memerlukan JavaScript. Aktifkan JavaScript lalu muat ulang, buka halaman ini di ponsel lain, atau periksa PDF-nya dengan program ikrar-verify.", EN: "Your own browser checks the signatures, and that takes JavaScript. Turn JavaScript on and load again, open this page on another phone, or check the PDF with the program ikrar-verify."},

	"page.checking":          {ID: "SEDANG DIPERIKSA", EN: "CHECKING"},
	"page.checking.sentence": {ID: "Tanda tangan sedang diperiksa di perangkat Anda.", EN: "The signatures are being checked on your device."},
	"page.asking":            {ID: "Sedang ditanyakan ke buku besar…", EN: "Asking the ledger…"},
	"page.other-institution": {ID: "Bila sertifikat ini milik lembaga lain, bukan {institution}, periksalah di alamat yang tercetak pada sertifikatnya.", EN: "If this is another institution's certificate, and not of {institution}, check it at the address printed on the certificate."},
	"page.text-unknown":      {ID: "Naskah yang ditandatangani tidak ada dalam daftar kepercayaan {institution}.", EN: "The text that was signed is not in the trust list of {institution}."},

	"page.compare":              {ID: "Cocokkan dengan dokumen Anda", EN: "Compare with your document"},
	"page.compare.rosette":      {ID: "Roset komitmen ini. Bandingkan dengan yang tercetak.", EN: "The rosette of this pledge. Compare it with the printed one."},
	"page.compare.number":       {ID: "Cocokkan nama, kode, dan nomor pada halaman ini dengan dokumen Anda.", EN: "Compare the name, the code and the number on this page with your document."},
	"page.compare.self":         {ID: "Bila satu saja berbeda, dokumen di tangan Anda bukan yang dibuktikan di sini.", EN: "If even one differs, the document in your hand is not the one that is proved here."},
	"page.details":              {ID: "Yang ditandatangani", EN: "What was signed"},
	"page.details.unproved":     {ID: "Yang tertulis di dalamnya, tidak terbukti", EN: "What it says, not proved"},
	"page.commitment":           {ID: "Naskah komitmen yang ditandatangani", EN: "The commitment text that was signed"},
	"page.commitment.named":     {ID: "Naskah yang ditandatangani: {title}", EN: "The text that was signed: {title}"},
	"page.commitment.proved":    {ID: "Sidik jari naskah ini sama dengan yang ditandatangani.", EN: "The fingerprint of this text is the one that was signed."},
	"page.commitment.absent":    {ID: "Naskahnya belum dapat ditampilkan: tidak ada di perangkat ini. Sidik jarinya (SHA-256): {digest}", EN: "The text cannot be shown yet: it is not on this device. Its fingerprint (SHA-256): {digest}"},
	"page.commitment.unknown":   {ID: "Naskah dengan sidik jari ini tidak dikenal (SHA-256): {digest}", EN: "No text with this fingerprint is known (SHA-256): {digest}"},
	"page.commitment.signed":    {ID: "Yang ditandatangani adalah naskah berbahasa Indonesia ini.", EN: "What was signed is this text in Indonesian."},
	"page.signers":              {ID: "Tiga penanda tangan dan langkah pemeriksaan", EN: "The three signers and the steps of the check"},
	"page.signers.three":        {ID: "Tiga penanda tangan", EN: "The three signers"},
	"page.steps":                {ID: "Langkah pemeriksaan", EN: "Steps of the check"},
	"page.limits":               {ID: "Yang tidak dibuktikan jawaban ini", EN: "What this answer does not prove"},
	"page.limits.bearer":        {ID: "Bahwa pembawa dokumen ini adalah orang yang namanya tertulis.", EN: "That whoever shows this document is the person it names."},
	"page.limits.kept":          {ID: "Bahwa komitmen itu ditepati.", EN: "That the pledge was kept."},
	"page.limits.later":         {ID: "Bahwa tidak ada pencabutan sesudah status terakhir diketahui.", EN: "That nothing was revoked after the status was last known."},
	"page.limits.page":          {ID: "Bahwa halaman ini sendiri asli: lihatlah alamatnya.", EN: "That this page itself is genuine: look at its address."},
	"page.offline":              {ID: "Diperiksa tanpa jaringan", EN: "Checked without a network"},
	"page.offline.sentence":     {ID: "Ketiga tanda tangan diperiksa lengkap di perangkat ini. Pencabutan, dan hal lain yang hanya diketahui buku besar, belum diperiksa. Sambungkan ke internet lalu periksa lagi.", EN: "All three signatures were checked in full on this device. Revocation, and whatever else only the ledger knows, was not checked. Connect to the internet and check again."},
	"page.saved.sentence":       {ID: "Ketiga tanda tangan diperiksa lengkap di perangkat ini. Halaman tersimpan tidak memakai jaringan, jadi pencabutan belum diperiksa. Untuk memeriksanya, buka alamat yang tercetak pada sertifikat.", EN: "All three signatures were checked in full on this device. A saved page uses no network, so revocation was not checked. To check it, open the address printed on the certificate."},
	"page.unchecked.sentence":   {ID: "Ketiga tanda tangan sudah diperiksa, tetapi status pencabutan belum.", EN: "The three signatures were checked, but not the revocation status."},
	"page.unchecked.file":       {ID: "Ketiga tanda tangan sudah diperiksa, tetapi belum diketahui berkas mana yang diterbitkan.", EN: "The three signatures were checked, but it is not known yet which file was issued."},
	"page.unchecked.tree":       {ID: "Ketiga tanda tangan sudah diperiksa, tetapi letak catatannya dalam buku besar belum.", EN: "The three signatures were checked, but not the place of the entry in the ledger."},
	"page.unchecked.status":     {ID: "Status belum diperiksa: belum diketahui apakah sertifikat ini dicabut.", EN: "Status not checked: it is not known whether this certificate was revoked."},
	"page.unchecked.tree.title": {ID: "Bukti pencatatan belum diperiksa", EN: "Inclusion in the ledger not checked"},
	"page.number.ask":           {ID: "Tanyakan nomor sertifikat", EN: "Ask for the certificate number"},
	"page.number.none":          {ID: "Belum ada sertifikat bernomor yang diterbitkan untuk komitmen ini.", EN: "No numbered certificate has been issued for this pledge."},
	"page.number.revoked.title": {ID: "Sertifikat bernomor ini telah dicabut", EN: "The certificate of this number was revoked"},
	"page.number.revoked":       {ID: "Sertifikat nomor {number} telah dicabut pada {date} (alasan: {reason}). Komitmennya sendiri tetap tercatat.", EN: "Certificate number {number} was revoked on {date} (reason: {reason}). The pledge itself remains recorded."},
	"page.pdf":                  {ID: "Unduh sertifikat", EN: "Download the certificate"},
	"page.pdf.save":             {ID: "Simpan sertifikat", EN: "Save the certificate"},
	"page.pdf.hint":             {ID: "Berkas yang diterbitkan adalah pembanding terbaik. Mengunduhnya menyebut sertifikat ini kepada lembaga.", EN: "The issued file is the best comparison. Downloading it names this certificate to the institution."},
	"page.again":                {ID: "Periksa lagi", EN: "Check again"},
	"page.why":                  {ID: "Tanyakan kapan dan mengapa", EN: "Ask when and why"},
	"page.why.hint":             {ID: "Pertanyaan ini menyebut nomor pencatatan sertifikat ini kepada lembaga.", EN: "This question names the entry number of this certificate to the institution."},
	"page.why.none":             {ID: "Kapan dan mengapa belum dapat dijawab.", EN: "When and why could not be answered."},
	"page.revoked.file":         {ID: "Sertifikat dengan berkas ini dicabut pada {date} (alasan: {reason}). Komitmennya sendiri tetap tercatat.", EN: "The certificate of this file was revoked on {date} (reason: {reason}). The pledge itself remains recorded."},
	"page.result.name":          {ID: "{verdict} untuk {name}", EN: "{verdict} for {name}"},

	"page.status.expired": {ID: "Daftar status yang diberikan lembaga sudah kedaluwarsa, jadi tidak dipakai. Status pencabutan belum diperiksa.", EN: "The status list that the institution gave has expired, so it was not used. Revocation was not checked."},
	"page.status.refused": {ID: "Daftar status yang diberikan lembaga tidak ditandatangani dengan benar, jadi tidak dipakai. Status pencabutan belum diperiksa.", EN: "The status list that the institution gave is not properly signed, so it was not used. Revocation was not checked."},
	"page.accused.title":  {ID: "Buku besar di alamat ini tidak cocok", EN: "The ledger at this address does not agree"},
	"page.accused":        {ID: "Buku besar yang dilayani alamat ini tidak memuat catatan ini di tempatnya. Simpan sertifikat ini dan laporkan kepada lembaga saksi.", EN: "The ledger served at this address does not hold this entry in its place. Keep this certificate and report it to the witnesses."},
	"page.text.other":     {ID: "Naskah yang diberikan lembaga bukan naskah yang ditandatangani, jadi tidak ditampilkan.", EN: "The text that the institution gave is not the one that was signed, so it is not shown."},

	"page.trust.older":       {ID: "Lembaga memberikan daftar kepercayaan yang lebih lama (nomor seri {offered}) daripada yang dikenal perangkat ini (nomor seri {serial}). Yang lebih lama ditolak.", EN: "The institution gave an older trust list (serial {offered}) than this device knows (serial {serial}). The older one was refused."},
	"page.trust.other":       {ID: "Kunci akar lembaga di alamat ini bukan kunci yang dikenal perangkat ini sejak kunjungan pertama. Jawaban di bawah memakai kunci yang lama. Tanyakan kepada lembaganya sebelum percaya.", EN: "The institution's root key at this address is not the one that this device has known since its first visit. The answer below uses the old key. Ask the institution before you believe it."},
	"page.trust.other.title": {ID: "Kunci akar berbeda", EN: "A different root key"},
	"page.trust.older.title": {ID: "Daftar kepercayaan lama ditolak", EN: "An older trust list was refused"},
	"page.trust.stale.title": {ID: "Daftar kepercayaan perlu diperbarui", EN: "The trust list needs an update"},
	"page.trust.bad":         {ID: "Daftar kepercayaan yang diberikan alamat ini tidak sah, jadi tidak dipakai.", EN: "The trust list that this address gave is not valid, so it was not used."},
	"page.trust.none":        {ID: "Daftar kepercayaan lembaga belum dapat diambil, jadi belum ada yang dapat diperiksa.", EN: "The institution's trust list could not be fetched, so nothing can be checked yet."},
	"page.trust.bad.title":   {ID: "Daftar kepercayaan ditolak", EN: "A trust list was refused"},
	"page.engine.saved":      {ID: "Peramban ini tidak mengenal tanda tangan Ed25519, dan halaman tersimpan tidak membawa pemeriksanya sendiri. Bukalah berkas ini di peramban yang lebih baru, buka alamat yang tercetak pada sertifikat, atau periksa PDF-nya dengan program ikrar-verify.", EN: "This browser does not know Ed25519 signatures, and a saved page does not bring a verifier of its own. Open this file in a newer browser, open the address printed on the certificate, or check the PDF with the program ikrar-verify."},
	"page.engine.none":       {ID: "Peramban ini tidak dapat memeriksa tanda tangan Ed25519. Perbarui peramban, buka di ponsel lain, atau periksa PDF-nya dengan program ikrar-verify.", EN: "This browser cannot check Ed25519 signatures. Update it, use another phone, or check the PDF with the program ikrar-verify."},
	"page.framed":            {ID: "Halaman ini dimuat di dalam halaman lain, jadi tidak menjawab. Buka alamatnya langsung.", EN: "This page was loaded inside another page, so it does not answer. Open its address directly."},

	"page.code.unanswered":   {ID: "Kode yang diketik hanya dapat diperiksa dengan bertanya kepada lembaga.", EN: "A typed code can only be checked by asking the institution."},
	"page.cause.offline":     {ID: "Lembaganya tidak dapat dihubungi. Sambungkan ke internet, lalu periksa lagi.", EN: "The institution cannot be reached. Connect to the internet and check again."},
	"page.cause.many":        {ID: "Terlalu banyak pertanyaan datang dari jaringan Anda. Tunggu {wait}, lalu periksa lagi.", EN: "Too many questions came from your network. Wait {wait}, then check again."},
	"page.cause.busy":        {ID: "Layanan lembaga sedang sibuk atau dirawat. Tunggu {wait}, lalu periksa lagi.", EN: "The institution's service is busy or being maintained. Wait {wait}, then check again."},
	"page.cause.unpublished": {ID: "Catatannya baru dibuat dan belum terbit. Tunggu {wait}, lalu periksa lagi.", EN: "It was recorded just now and is not published yet. Wait {wait}, then check again."},
	"page.cause.gone":        {ID: "Data yang ditanyakan telah dihapus.", EN: "The data that were asked for have been erased."},
	"page.cause.revoked":     {ID: "Sertifikat ini telah dicabut, jadi berkasnya tidak diberikan lagi.", EN: "This certificate was revoked, so its file is no longer given out."},
	"page.cause.unissued":    {ID: "Komitmennya tercatat, tetapi sertifikatnya belum diterbitkan. Coba lagi dalam {wait}.", EN: "The pledge is recorded, but its certificate has not been issued yet. Try again in {wait}."},
	"page.cause.unkept":      {ID: "Layanan lembaga tidak menyimpan berkasnya. Mintalah berkas itu kepada lembaganya.", EN: "The institution's service does not keep the file. Ask the institution for it."},
	"page.cause.apart":       {ID: "Salinan halaman ini tidak memilikinya, dan layanan lembaganya sendiri tidak dapat dihubungi. Coba lagi nanti.", EN: "This copy of the page does not have it, and the institution's own service cannot be reached. Try again later."},
	"page.cause.absent":      {ID: "Layanan lembaga tidak menyajikannya. Coba lagi nanti; bila tetap begini, beri tahu lembaganya.", EN: "The institution's service does not serve it. Try again later; if it stays so, tell the institution."},
	"page.cause.broken":      {ID: "Layanan lembaga tidak menjawab dengan semestinya (galat {status}). Coba lagi nanti; bila tetap begini, beri tahu lembaganya.", EN: "The institution's service gave no proper answer (error {status}). Try again later; if it stays so, tell the institution."},
	"page.wait.some":         {ID: "beberapa saat", EN: "a while"},
	"page.wait.moment":       {ID: "beberapa detik", EN: "a few seconds"},
	"page.wait.seconds":      {ID: "{n} detik", EN: "{n} seconds"},
	"page.wait.minutes":      {ID: "{n} menit", EN: "{n} minutes"},

	"page.about":        {ID: "Tentang halaman ini", EN: "About this page"},
	"page.about.served": {ID: "Halaman ini dilayani {host} untuk {institution}. Pastikan alamatnya sama dengan yang tercetak pada sertifikat: halaman tiruan dapat menjawab apa saja.", EN: "This page is served by {host} for {institution}. Make sure that its address is the one printed on the certificate: an imitation can answer anything."},
	"page.about.copy":   {ID: "Halaman ini salinan di {host} untuk {institution}, yang beralamat {url}. Yang tidak ada di salinan ini, misalnya kode yang diketik, ditanyakan ke sana.", EN: "This page is a copy at {host} for {institution}, whose address is {url}. What this copy does not have, such as a typed code, is asked there."},
	"page.about.saved":  {ID: "Halaman tersimpan untuk {institution}, yang beralamat {url}. Ia tidak memakai jaringan: pencabutan tidak terlihat di sini.", EN: "A saved page for {institution}, whose address is {url}. It uses no network: revocations are not seen here."},
	"page.about.limits": {ID: "Isi kode QR, foto, dan berkas diperiksa di perangkat Anda dan tidak dikirim. Untuk PDF, lembaga ditanya berkas mana yang diterbitkan bagi komitmennya. Halaman ini tanpa kuki, tanpa pelacak, tanpa akun.", EN: "QR codes, photos and files are checked on your device and not sent. For a PDF the institution is asked which file was issued for its pledge. This page has no cookies, no trackers and no accounts."},
	"page.about.listed": {ID: "Daftar kepercayaan nomor seri {serial}, terbit {date}. Kunci akar {root}.", EN: "Trust list serial {serial}, issued {date}. Root key {root}."},
}

// book is every sentence of the page.
var book = func() phrase.Book {
	all, err := phrase.Merge(phrase.Verdicts, phrase.Reasons, phrase.Unread, phrase.Differences, words)
	if err != nil {
		panic(err) // two books share a key: the first test meets it
	}
	return all
}()

func phrasesModule() []byte { return PhrasesModule(book) }

// PhrasesModule writes the sentences of a page as the JavaScript module that say.js imports: {"key": [Indonesian, English]}.
func PhrasesModule(book phrase.Book) []byte {
	pairs := make(map[string][]string, len(book))
	for key, text := range book {
		pairs[key] = []string{text.ID, text.EN}
	}
	return phrasesOf(pairs)
}

// ApartPhrases writes the same for a page that is to begin soon: the module without the English sentences, and the element
// that has them.
func ApartPhrases(book phrase.Book) (module []byte, english string) {
	pairs, rest := make(map[string][]string, len(book)), make(map[string]string, len(book))
	for key, text := range book {
		pairs[key], rest[key] = []string{text.ID}, text.EN
	}
	return phrasesOf(pairs), `<script type="application/json" id="english">` + string(marshaled(rest)) + "</script>\n"
}

func phrasesOf(pairs map[string][]string) []byte {
	return append(append([]byte("export default "), marshaled(pairs)...), '\n')
}

func marshaled(sentences any) []byte {
	body, err := json.Marshal(sentences) // writes < as \u003c
	if err != nil {
		panic(err) // strings always marshal
	}
	return body
}
