package roles

import "ikrar/verify/phrase"

// Phrases are the sentences of this report.
var Phrases = phrase.Book{
	"roles.title":   {ID: "Siapa melakukan apa", EN: "Who did what"},
	"roles.summary": {ID: "Ringkasan", EN: "Summary"},
	"roles.acts":    {ID: "Peran", EN: "Roles"},
	"roles.as-of": {
		ID: "Keadaan {time}, dari buku besar dengan {size} entri",
		EN: "As of {time}, from a ledger of {size} entries"},
	"roles.hint": {
		ID: "Nama petugas dibaca dari tanda tangannya. Komputer dan sesi menurut catatan peladen; kosong bila dilakukan di " +
			"peladen sendiri, atau tidak tercatat.",
		EN: "Registrars are read from their signatures. Machine and session are the server's own record; empty where it was " +
			"done on the server itself, or not recorded."},
	"roles.page":         {ID: "Halaman {page} dari {pages}", EN: "Page {page} of {pages}"},
	"roles.registrar":    {ID: "Petugas", EN: "Registrar"},
	"roles.machine":      {ID: "Komputer", EN: "Machine"},
	"roles.session":      {ID: "Sesi sejak", EN: "Session since"},
	"roles.time":         {ID: "Waktu", EN: "Time"},
	"roles.entry":        {ID: "Entri", EN: "Entry"},
	"roles.did":          {ID: "Perbuatan", EN: "Act"},
	"roles.person":       {ID: "Nama", EN: "Name"},
	"roles.unit":         {ID: "Unit", EN: "Unit"},
	"roles.about":        {ID: "Keterangan", EN: "About"},
	"roles.vouched":      {ID: "Kunci", EN: "Keys"},
	"roles.opened":       {ID: "Kegiatan", EN: "Campaigns"},
	"roles.issued":       {ID: "Sertifikat", EN: "Certificates"},
	"roles.revoked":      {ID: "Dicabut", EN: "Revoked"},
	"roles.erased":       {ID: "Dihapus", EN: "Erased"},
	"roles.did.vouched":  {ID: "menyatakan kunci", EN: "vouched for the key"},
	"roles.did.opened":   {ID: "membuka atau mengubah kegiatan", EN: "opened or changed the campaign"},
	"roles.did.issued":   {ID: "menerbitkan sertifikat", EN: "issued the certificate"},
	"roles.did.revoked":  {ID: "mencabut", EN: "revoked"},
	"roles.did.own":      {ID: "mencabut sendiri", EN: "revoked it themselves"},
	"roles.did.erased":   {ID: "menghapus data pribadi", EN: "erased personal data"},
	"roles.did.unstated": {ID: "(telah dihapus)", EN: "(erased since)"},
}
