package config

import (
	"bytes"
	"strings"
	"text/template"
)

// Render is the text of ikrar.toml for c, with a comment on every setting in both languages: people
// read the file long after the command that wrote it.
func (c Config) Render() []byte {
	var out bytes.Buffer
	if err := configTemplate.Execute(&out, c); err != nil {
		panic(err) // a template of ours over a struct of ours; every test of init would meet it
	}
	return out.Bytes()
}

// quoteTOML writes a TOML basic string. What Config.Check lets pass has no control characters; the
// rest is escaped all the same, so that no value can end its own line.
func quoteTOML(s string) string {
	const hex = "0123456789ABCDEF"
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < ' ' || r == 0x7f:
			out.WriteString(`\u00`)
			out.WriteByte(hex[r>>4])
			out.WriteByte(hex[r&15])
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

var configTemplate = template.Must(template.New(Name).Funcs(template.FuncMap{"q": quoteTOML}).Parse(
	`# ikrar.toml: pengaturan lembaga. Baris yang dihapus kembali ke nilai bawaan.
# The settings of the institution. A line that is deleted falls back to its default.

# Nama lembaga, alamat publik, dan zona waktu bukan pengaturan di sini: ketiganya ada di daftar kepercayaan yang ditandatangani
# kunci akar. Lihat dengan ikrar trust show, ubah dengan ikrar trust set --url ALAMAT --root-key BERKAS.
# The institution's name, public address and time zone are no settings here: they are in the trust list, signed by the root
# key. See them by ikrar trust show, change them by ikrar trust set --url URL --root-key FILE.

# Nama buku besar. Ikut ditandatangani dalam setiap pernyataan: JANGAN diubah setelah init.
# Name of the ledger. It is signed into every statement: do NOT change it after init.
origin = {{q .Origin}}

[ledger]
# Pencatatan berhenti bila ruang kosong pada disk kurang dari ini (MiB; 0 = tanpa batas).
# Recording stops when the disk has less free space than this (MiB; 0 = no guard).
free_space_reserve_mib = {{.Ledger.FreeSpaceReserveMiB}}

[signing]
# Kunci yang dibuat di halaman tanda tangan: ask (pegawai memilih), keep (disimpan dengan frasa sandi), once (sekali pakai,
# dihapus setelah komitmen tercatat; hanya bila ikrar serve berjalan dengan --registrar-key).
# A key that is made in the signing page: ask (the person chooses), keep (kept under a passphrase), once (for one pledge,
# deleted when that is recorded; only where ikrar serve runs with --registrar-key).
keys = {{q .Signing.Keys}}

[public]
# Halaman angka untuk umum di /kegiatan/ID: berapa yang sudah, seluruhnya dan per unit, tanpa nama: true atau false.
# A page of figures for everybody at /kegiatan/ID: how many have signed, in all and by unit, no names: true or false.
figures = {{.Public.Figures}}

[certificate]
# Perangkat daerah di bawah nama lembaga; boleh kosong.
# Agency under the name of the institution; may be empty.
agency = {{q .Certificate.Agency}}

# Judul: SERTIFIKAT atau PIAGAM.
# Title: SERTIFIKAT or PIAGAM.
title = {{q .Certificate.Title}}

# Pola nomor sertifikat. {urut} dan {tahun} wajib ada; {klasifikasi} dan {unit} diisi dari dua baris berikutnya.
# Pattern of certificate numbers. {urut} (counter) and {tahun} (year) must be in it; {klasifikasi} and {unit} come from
# the next two lines.
number = {{q .Certificate.Number}}
classification = {{q .Certificate.Classification}}
unit_code = {{q .Certificate.UnitCode}}

# NIP pada sertifikat: last4 (empat angka terakhir), none (tidak dicetak), atau full (lengkap; memuat tanggal lahir).
# NIP on certificates: last4 (last four digits), none (not printed) or full (whole; it shows the date of birth).
nip = {{q .Certificate.NIP}}

# Subunit pegawai (sekolah, bidang) dicetak di belakang jabatannya: true atau false. Yang ditandatangani tetap unitnya.
# The subunit of a person (a school, a division), printed behind the position: true or false. What is signed is the unit.
subunit = {{.Certificate.Subunit}}

# Bahasa label pada sertifikat: id, en, atau id+en (keduanya).
# Language of the labels on certificates: id, en or id+en (both).
language = {{q .Certificate.Language}}

# Dua warna, #RRGGBB: primary untuk judul dan bingkai, accent untuk garis dan hiasan. Warna terlalu muda ditolak.
# Two colors, #RRGGBB: primary for titles and frame, accent for lines and ornaments. Too light a color is refused.
primary = {{q .Certificate.Primary}}
accent = {{q .Certificate.Accent}}

# Lambang lembaga: berkas PNG, atau SVG yang hanya berisi path, sampai 1 MiB, dicari dari direktori ini. Kosong = netral.
# The institution's emblem: a PNG file, or an SVG of nothing but paths, up to 1 MiB, from this directory. Empty = neutral.
emblem = {{q .Certificate.Emblem}}

[certificate.signatory]
# Pejabat penanda tangan sertifikat. Kosongkan semua untuk diisi dengan tangan. NIP dan pangkat dicetak bila diisi.
# The official under the certificate. Leave all empty to fill them in by hand. NIP and rank are printed where given.
position = {{q .Certificate.Signatory.Position}}
name = {{q .Certificate.Signatory.Name}}
nip = {{q .Certificate.Signatory.NIP}}
rank = {{q .Certificate.Signatory.Rank}}

[mail]
# Peladen surel (SMTP) untuk undangan, pengingat, dan kabar sertifikat: ikrar mail. Kosong = tidak mengirim surel.
# The server (SMTP) for invitations, reminders and word of certificates: ikrar mail. Empty = no mail is sent.
server = {{q .Mail.Server}}
port = {{.Mail.Port}}

# Enkripsi: implicit (TLS sejak awal, biasanya port 465), starttls (wajib, biasanya port 587), none (hanya ke mesin ini).
# Encryption: implicit (TLS from the start, port 465 as a rule), starttls (required, port 587), none (to this machine alone).
tls = {{q .Mail.TLS}}

# Nama pengguna; kosong bila peladen tidak memintanya. Kata sandi TIDAK ditulis di sini: ia ada di baris pertama berkas
# password_file (mode 0600, dicari dari direktori ini), atau ditanyakan bila baris itu kosong.
# User name; empty where the server asks for none. The password does NOT stand here: it is on the first line of the file
# password_file (mode 0600, from this directory), or is asked for where that is empty.
user = {{q .Mail.User}}
password_file = {{q .Mail.PasswordFile}}

# Pengirim: alamat dan nama. Nama kosong = nama lembaga.
# Sender: address and name. An empty name is the institution's.
from = {{q .Mail.From}}
from_name = {{q .Mail.FromName}}

# Paling banyak surel setiap menit, 1 sampai 600. Tanyakan batasnya kepada pengelola peladen.
# Mails a minute at most, 1 to 600. Ask whoever runs the server for its limit.
rate = {{.Mail.Rate}}
`))
