package report

import "ikrar/verify/phrase"

// Phrases are the sentences of reports.
var Phrases = phrase.Book{
	"report.unit":      {ID: "Unit", EN: "Unit"},
	"report.people":    {ID: "Pegawai", EN: "People"},
	"report.enrolled":  {ID: "Terdaftar", EN: "Enrolled"},
	"report.pledged":   {ID: "Berkomitmen", EN: "Pledged"},
	"report.percent":   {ID: "Persen", EN: "Per cent"},
	"report.issued":    {ID: "Bersertifikat", EN: "Issued"},
	"report.revoked":   {ID: "Dicabut", EN: "Revoked"},
	"report.missing":   {ID: "Belum", EN: "Missing"},
	"report.name":      {ID: "Nama", EN: "Name"},
	"report.nip":       {ID: "NIP", EN: "NIP"},
	"report.position":  {ID: "Jabatan", EN: "Position"},
	"report.state":     {ID: "Keadaan", EN: "State"},
	"report.time":      {ID: "Waktu", EN: "Time"},
	"report.index":     {ID: "Entri", EN: "Entry"},
	"report.code":      {ID: "Kode", EN: "Code"},
	"report.number":    {ID: "Nomor", EN: "Number"},
	"report.registrar": {ID: "Petugas pendaftar", EN: "Registrar"},
	"report.all":       {ID: "Seluruhnya", EN: "In all"},
	"report.left":      {ID: "(tidak lagi dalam daftar pegawai)", EN: "(no longer in the roster)"},
	"report.unitless":  {ID: "(tanpa unit)", EN: "(no unit)"},
	"report.title":     {ID: "Laporan kegiatan deklarasi", EN: "Report of the campaign"},
	"report.away": {
		ID: "{count} orang tidak dihitung: pensiun, pindah, berhenti, cuti, atau sejenisnya.",
		EN: "People who are not counted, as retired, moved or on leave: {count}.",
	},
	"report.as-of": {
		ID: "Keadaan {time}, dari buku besar dengan {size} entri",
		EN: "As of {time}, from a ledger of {size} entries"},
	"report.by-unit":        {ID: "Menurut unit", EN: "By unit"},
	"report.over-time":      {ID: "Menurut waktu", EN: "Over time"},
	"report.by-registrar":   {ID: "Siapa menyatakan kunci siapa", EN: "Who vouched for whom"},
	"report.summary":        {ID: "Ringkasan", EN: "Summary"},
	"report.state.absent":   {ID: "belum terdaftar", EN: "no key"},
	"report.state.enrolled": {ID: "belum berkomitmen", EN: "enrolled"},
	"report.state.pledged":  {ID: "berkomitmen", EN: "pledged"},
	"report.state.issued":   {ID: "bersertifikat", EN: "issued"},
	"report.state.revoked":  {ID: "dicabut", EN: "revoked"},
	"report.none-missing":   {ID: "Semua sudah berkomitmen.", EN: "Everybody has pledged."},
	"report.page":           {ID: "Halaman {page} dari {pages}", EN: "Page {page} of {pages}"},
	"report.missing-list":   {ID: "Belum berkomitmen", EN: "Have yet to pledge"},
	"report.missing-unit":   {ID: "Belum berkomitmen: {unit}", EN: "Have yet to pledge: {unit}"},
	"report.date":           {ID: "Tanggal", EN: "Date"},
	"report.day":            {ID: "Hari itu", EN: "That day"},
	"report.in-all":         {ID: "Sampai hari itu", EN: "Until that day"},
	"report.group": {
		ID: "*{campaign}*\n{unit}: {count} orang belum menandatangani, sampai {until}.\n\n{names}\n\n" +
			"Ketik alamat {address} di Chrome atau Safari, lalu kode dari slip masing-masing. Yang sudah punya kunci " +
			"dari kegiatan sebelumnya menandatangani dengan kunci itu, tanpa kode. Kode jangan dikirim ke grup ini. " +
			"Terima kasih.",
		EN: "*{campaign}*\n{unit}: {count} have not signed yet, until {until}.\n\n{names}\n\n" +
			"Type the address {address} in Chrome or Safari, then the code from your own slip. Who has a key " +
			"from an earlier campaign signs with it, without a code. Please send no code to this group. Thank you."},
	"report.public.as-of": {ID: "Dihitung {time}.", EN: "Counted {time}."},
	"report.public.of": {
		ID: "dari {people} pegawai sudah menandatangani ({share}%)",
		EN: "of {people} people have signed ({share}%)"},
	"report.public.count": {ID: "{pledged} dari {people}", EN: "{pledged} of {people}"},
	"report.public.small": {ID: "Unit kecil, digabung", EN: "Small units, joined"},
	"report.public.small.why": {
		ID: "Unit dengan kurang dari lima orang digabung, supaya angka tidak menunjuk seseorang.",
		EN: "Units of fewer than five people are joined, so that no figure points at a person."},
	"report.public.check": {ID: "Dari mana angka ini", EN: "Where these figures come from"},
	"report.public.checkpoint": {
		ID: "Dari buku besar yang dapat diperiksa siapa pun, pada titik periksa {size} entri dengan sidik",
		EN: "From a ledger that anybody can check, at the checkpoint of {size} entries with the fingerprint"},
	"report.public.checkpoint.link": {ID: "Titik periksa yang terbit", EN: "The published checkpoint"},
	"report.public.certificate":     {ID: "Periksa sebuah sertifikat", EN: "Check a certificate"},
	"report.readme-file":            {ID: "BACA-SAYA.txt", EN: "README.txt"},
	"report.readme": {
		ID: "Bukti dukung: {title}\n{institution}\n\nlaporan.*   angka per unit dan seluruhnya (halaman, lembar kerja, CSV, JSON)\ndaftar.csv  setiap pegawai: keadaan, nomor entri, kode, nomor sertifikat\ntitik-periksa.note  titik periksa buku besar pada {size} entri, dengan tanda tangan lembaga saksi\ntrust.note  daftar kepercayaan lembaga\n{summary}  ringkasan: angka, titik periksa, dan SHA-256 setiap berkas, ditandatangani petugas pendaftar\n\nMemeriksanya:\n1. ikrar report --check DIREKTORI-INI --trust trust.note, dengan trust.note dari tangan yang Anda percayai: ringkasan\n   ditandatangani petugas yang ditunjuk, tidak ada berkas yang diubah, titik periksa dari buku besar dan para saksi.\n2. ikrar audit {url} --trust trust.note: buku besar yang sekarang adalah lanjutan dari titik periksa itu.\n3. Ambil beberapa baris daftar.csv: ikrar verify KODE --online, atau periksa sertifikatnya dengan kamera ponsel.",
		EN: "Evidence: {title}\n{institution}\n\nlaporan.*   figures per unit and in all (page, workbook, CSV, JSON)\ndaftar.csv  every person: state, entry number, code, number of the certificate\ntitik-periksa.note  the ledger's checkpoint at {size} entries, with the witnesses' signatures\ntrust.note  the institution's trust list\n{summary}  the summary: figures, checkpoint, and the SHA-256 of every file, signed by a registrar\n\nTo check it:\n1. ikrar report --check THIS-DIRECTORY --trust trust.note, with a trust.note from a hand that you trust: the summary is\n   signed by an appointed registrar, no file was changed, the checkpoint is the ledger's and its witnesses'.\n2. ikrar audit {url} --trust trust.note: the ledger of today continues that checkpoint.\n3. Take some lines of daftar.csv: ikrar verify CODE --online, or check the certificate with a phone's camera.",
	},
}

// words are the sentences in one language.
type words phrase.Lang

func (w words) lang() phrase.Lang { return phrase.Lang(w) }

func (w words) say(key string, args ...any) string {
	return Phrases.Say(w.lang(), "report."+key, args...)
}

// asOf says of when a report is, and of which ledger.
func (r *Report) asOf(w words) string {
	said := w.say("as-of", "time", phrase.Moment(w.lang(), r.Now, r.Now.Location()), "size",
		phrase.Number(w.lang(), r.Size))
	if r.Away > 0 {
		said += " " + w.say("away", "count", phrase.Number(w.lang(), r.Away))
	}
	return said
}

// figure writes a number as a language does, and a share of a hundred with two places.
func (w words) figure(v any) string {
	switch v := v.(type) {
	case int:
		return phrase.Number(w.lang(), v)
	case float64:
		return phrase.Decimal(w.lang(), v, 2)
	}
	return ""
}
