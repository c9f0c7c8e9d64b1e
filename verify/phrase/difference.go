package phrase

// Differences say in what a file is not the one that was issued. A key is "difference." and one of
// verify.DifferenceCodes; {issued} and {here} are the two versions.
var Differences = Book{
	"difference.none": {"(tidak ada)", "(none)"},
	"difference.code": {"Kode QR pada halaman: {here}. Yang diterbitkan untuk bukti ini: {issued}.",
		"QR code on the page: {here}. Issued for this proof: {issued}."},
	"difference.proof": {"Bukti terlampir: {here}. Yang diterbitkan: {issued}.",
		"Attached proof: {here}. Issued: {issued}."},
	"difference.pages": {"Jumlah halaman: {here}. Yang diterbitkan: {issued}.",
		"Pages: {here}. Issued: {issued}."},
	"difference.text": {"Tertulis: “{here}”. Yang diterbitkan: “{issued}”.",
		"It reads “{here}”. Issued: “{issued}”."},
	"difference.text-added": {"Tertulis “{here}”, yang tidak ada pada berkas yang diterbitkan.",
		"It reads “{here}”, which the issued file does not."},
	"difference.text-missing": {"Tidak tertulis “{issued}”, seperti pada berkas yang diterbitkan.",
		"It does not read “{issued}”, as the issued file does."},
	"difference.more": {"Tulisan lain yang juga berbeda: {here}.", "More texts that differ: {here}."},
	"difference.link": {"Alamat tautannya: {here}. Yang diterbitkan: {issued}.",
		"Its link leads to {here}. Issued: {issued}."},
	"difference.attachment": {"Lampirannya: {here}. Yang diterbitkan: {issued}.",
		"Its attachments: {here}. Issued: {issued}."},
	"difference.drawing": {
		"Tulisannya sama, tetapi gambar, huruf, atau letaknya di halaman {here} berbeda.",
		"It reads the same, but drawings, letters or their places on page {here} differ."},
	"difference.nothing": {
		"Halaman, tulisan, gambar, tautan, dan lampirannya sama: berkas ini disimpan ulang oleh suatu program.",
		"Its pages, texts, drawings, links and attachments are the same: some program saved the file anew."},
	"difference.unseen": {
		"Yang tampak sama, tetapi ada bagian lain dari berkas ini yang berbeda, kurang, atau tidak dapat dipahami.",
		"What it shows is the same, but something else in this file differs, is missing or cannot be understood."},
	"difference.unlike": {
		"Berkas ini bukan persis berkas yang diterbitkan. Mungkin hanya disimpan ulang oleh suatu program, mungkin diubah; di sini tidak dapat dibedakan. Cocokkan rincian di bawah.",
		"This is not exactly the file that was issued. Some program may only have saved it anew, or it was changed; that cannot be told here. Compare the details below."},
	"difference.unissued": {
		"Buku besar ini tidak mencatat berkas yang diterbitkan untuk komitmen ini, sehingga berkas ini tidak dapat dinilai. Cocokkan rincian di bawah.",
		"This ledger records no file issued for this pledge, so this file cannot be judged. Compare the details below."},
	"difference.replaced": {
		"Berkas ini pernah diterbitkan untuk komitmen ini, lalu diganti dengan terbitan yang lebih baru. Mintalah yang terbaru.",
		"This very file was issued for this pledge once, and has been replaced by a newer one since. Ask for the newest."},
	"difference.unread": {"Isinya tidak dapat dibaca untuk dibandingkan dengan yang diterbitkan.",
		"Its content could not be read to compare it with what was issued."},

	"difference.added-nothing": {"Tambahannya tidak menampilkan apa pun.", "What was appended shows nothing."},
	"difference.added-signature": {
		"Yang ditambahkan hanya tanda tangan elektronik, yang tidak diperiksa di sini. Halaman dan lampirannya tetap.",
		"Only an electronic signature was appended, which is not checked here. Page and attachments are as they were."},
	"difference.added-seal": {
		"Yang ditambahkan adalah tanda tangan elektronik, yang tidak diperiksa di sini, dengan gambar di atas halaman. Yang tertulis di bawahnya tetap.",
		"An electronic signature was appended, which is not checked here, with a picture on the page. What is written beneath is as it was."},
	"difference.added-mark": {
		"Yang ditambahkan bukan tanda tangan saja: ada catatan, cap, atau isian di atas halaman.",
		"Not only a signature was appended: there are notes, stamps or fields on the page."},
	"difference.added-change": {
		"Yang ditambahkan bukan tanda tangan saja: bagian dari berkas yang diterbitkan diganti.",
		"Not only a signature was appended: parts of the issued file were replaced."},
	"difference.added-unread": {"Tambahannya tidak dapat dibaca.", "What was appended could not be read."},
}
