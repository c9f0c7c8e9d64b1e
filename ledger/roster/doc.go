// Package roster keeps HR's people: who may be enrolled, under which pseudonym
// the ledger knows them, and what is printed about them.
//
// People arrive as a CSV or .xlsx file with these columns, in any order:
//
//	nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status
//	197602012005052002,,Nabila Lestari,S.Pd.,Guru Ahli Pertama,Dinas Pendidikan,Pengatur Muda,II/a,PNS
//	197407242024211050,Ir.,Hendra,,Pranata Komputer,Dinas Penanaman Modal,,VII,PPPK
//
// Only nip and nama must be there. The usual other spellings (NIP/NI PPPK, Nama
// Lengkap, Unit Kerja, OPD, Gol. Ruang) are known; columns with any other name
// are not read, and Sheet.Ignored lists them.
//
// An import has three steps, so that HR sees what it does before it is done:
//
//	sheet, err := roster.Read("pegawai.csv", file)
//	plan, err := people.Plan(sheet)     // reads only
//	err = people.Apply(plan, rand.Reader) // one durable write
//
// The work and memory of a file are bounded by its size, whatever it unpacks to
// (limits.go). In a CSV file, an apostrophe before the sign of a formula is taken
// away: package spreadsheet writes it.
//
// A line that cannot be read is refused with its number and a Reason, and the
// other lines go on. A person missing from a later file is kept: files are often
// partial, and only an erasure of the ledger removes personal data.
//
// # What is stored
//
// All of it is personal data and belongs in a private, encrypted, erasable
// store (UU 27/2022). Nothing of it is signed, and no digest of it is public.
//
//	"p" + NIP (18 ASCII digits)  deterministic CBOR map of the person (RFC 8949 section 4.2.1)
//	"s" + subject (8 bytes)      the NIP, to find a person by pseudonym
//	"e"                          a random salt (16 bytes), from the first erasure on
//	"e" + fingerprint (32 bytes) the day on which a number was erased, as 2026-03-31; the fingerprint is
//	                             PBKDF2-HMAC-SHA-256 of the NIP under that salt, 600,000 rounds
//
// The subject is random, so that a credential reveals nothing of the NIP. It is
// given on the first import and kept through every later one. Who edits a "p"
// value changes what later credentials and certificates print, not those already
// signed; who edits an "s" value can only make BySubject fail or miss, since the
// person found must carry that subject.
package roster
