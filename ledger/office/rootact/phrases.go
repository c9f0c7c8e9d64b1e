package rootact

import "ikrar/verify/phrase"

// Phrases say what a list changes, for the command and the office.
var Phrases = phrase.Book{
	"rootact.serial": {
		ID: "Daftar kepercayaan nomor seri {serial} menggantikan {old}, segar sampai {until}.",
		EN: "Trust list serial {serial} takes the place of {old}, fresh until {until}."},
	"rootact.institution": {
		ID: "Nama lembaga \"{from}\" menjadi \"{to}\". Sertifikat yang sudah terbit tetap memuat nama lama.",
		EN: "The institution's name \"{from}\" becomes \"{to}\". Certificates that are issued keep the old name."},
	"rootact.url": {
		ID: "Alamat {from} menjadi {to}. Kode QR yang sudah tercetak tetap menuju alamat lama; biarkan alamat itu " +
			"mengarah ke server ini.",
		EN: "The address {from} becomes {to}. QR codes that are printed go on leading to the former one; keep it " +
			"pointing at this server."},
	"rootact.timezone": {
		ID: "Zona waktu {from} menjadi {to}. Sertifikat yang sudah terbit tetap memuat tanggal menurut {from}.",
		EN: "The time zone {from} becomes {to}. Certificates that are issued keep their dates in {from}."},
	"rootact.registrar.new": {
		ID: "Petugas baru: {name}, sidik jari kunci {fingerprint}, sejak entri {index}.",
		EN: "A new registrar: {name}, key fingerprint {fingerprint}, from entry {index} on."},
	"rootact.registrar.ends": {
		ID: "Petugas {name}, sidik jari kunci {fingerprint}, berhenti sejak entri {index}. Yang sudah ia tanda " +
			"tangani tetap berlaku.",
		EN: "Registrar {name}, key fingerprint {fingerprint}, ends from entry {index} on. What was signed stays in " +
			"force."},
	"rootact.text.new": {
		ID: "Naskah baru disahkan: {title} ({id}), sidik jari {digest}.",
		EN: "A new text is approved: {title} ({id}), digest {digest}."},
	"rootact.witness.new": {
		ID: "Lembaga saksi baru: {name}, {url}, kunci {key}.",
		EN: "A new witness: {name}, {url}, key {key}."},
	"rootact.witness.gone": {
		ID: "Lembaga saksi {name} (kunci {key}) dihapus.",
		EN: "The witness {name} (key {key}) is removed."},
	"rootact.quorum": {
		ID: "Kuorum: {need} dari {count} lembaga saksi; sebelumnya {was} dari {of}.",
		EN: "Quorum: {need} of {count} witnesses; before, {was} of {of}."},
	"rootact.line.comes": {ID: "Baris baru: {line}", EN: "A new line: {line}"},
	"rootact.line.goes":  {ID: "Baris dihapus: {line}", EN: "A line goes: {line}"},
}
