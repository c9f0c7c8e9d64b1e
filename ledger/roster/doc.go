// Package roster keeps HR's people: who may be enrolled, under which pseudonym
// the ledger knows them, and what is printed about them.
//
// People arrive as a CSV or .xlsx file with these columns, in any order:
//
//	nip,gelar_depan,nama,gelar_belakang,jabatan,unit,pangkat,golongan,status
//	197602012005052002,,Nabila Lestari,S.Pd.,Guru Ahli Pertama,Dinas Pendidikan,Pengatur Muda,II/a,PNS
//	197407242024211050,Ir.,Hendra,,Pranata Komputer,Dinas Penanaman Modal,,VII,PPPK
//
// and email and hp, by which a person is reached. Only nip and nama must be there. The usual
// other spellings (NIP/NI PPPK, Nama
// Lengkap, Gol. Ruang) and those of SIASN are known; UNOR INDUK NAMA is the unit
// and UNOR NAMA the subunit, which is the unit where nothing else is. Columns with
// any other name are not read, and File.Ignored lists them.
//
// An import has three steps, so that HR sees what it does before it is done:
//
//	file, err := roster.Read("pegawai.csv", bytes, roster.Choice{})
//	plan, err := people.Plan(file)      // reads only
//	err = people.Apply(plan, rand.Reader) // one durable write
//
// The work and memory of a file are bounded by its size, whatever it unpacks to
// (internal/table). In a CSV file, an apostrophe before the sign of a formula is
// taken away: package spreadsheet writes it.
//
// # What a file may be
//
// Every visible sheet with a header is read, hidden rows too. A header may have two
// or three rows with merged cells; it may come again, in another order, which then
// holds. Where no column says the unit, a row with a unit's name is the unit of the
// people below. Totals, numbers of columns and what stands below the people are
// notes. Choice.Columns says by hand what no spelling says.
//
// # What is asked
//
// A line that cannot be read is refused with its place and a Reason, and the other
// lines go on. A line that can be read but may be wrong (garbled letters, quotes of
// a file, digits in a name, somebody who has left) is asked about, with a proposal
// where there is one, and its person is imported when Choice.Answer has answered:
// nothing is changed and nobody lost without a word. An address or a number that cannot be read is
// warned of, and the person imported without it. Names in capitals are
// imported as written, and their spelling in print is proposed; once that is taken,
// the same name in capitals means the same.
//
// Who has retired, or is away until a day, has an [Absence], which no file gives or takes away:
// nobody waits for them, and their record and what they signed stay.
//
// A person missing from a later file is kept: files are often partial, and only an
// erasure of the ledger removes personal data.
//
// # What is stored
//
// All of it is personal data and belongs in a private, encrypted, erasable
// store (UU 27/2022). Nothing of it is signed, and no digest of it is public.
//
//	"p" + NIP (18 ASCII digits)  deterministic CBOR map of the person (RFC 8949 section 4.2.1); its
//	                             numbers 10, the subunit, 11, why nobody waits for the person, 12,
//	                             until when, 13, email, and 14, hp, are younger than the others, and
//	                             builds without them refuse a person who has one
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
