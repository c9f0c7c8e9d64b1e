// Package spelling knows what HR writes over a column: the words of a header, in one row or more,
// and which column each names.
package spelling

// Column is what a column of a file can hold.
type Column int

const (
	NIP Column = iota
	TitleBefore
	Name
	TitleAfter
	Position
	Unit
	Rank
	Grade
	Status
	Subunit
	Email
	Phone
	Fields // the columns above are fields of a person

	RankGrade Column = iota - 1 // pangkat and golongan in one cell
	Kind                        // SIASN's JENIS PEGAWAI NAMA
	CPNS                        // SIASN's STATUS CPNS PNS
	Standing                    // KEDUDUKAN HUKUM
	Unor                        // SIASN's UNOR NAMA, the subunit where the unit has a column of its own
	Pair                        // name and NIP in one cell
	Telephone                   // of any kind, where no column says that it is mobile
	Room                        // the ruang of a golongan that stands beside it
	Count
)

var names = [Count]string{
	"nip", "gelar_depan", "nama", "gelar_belakang", "jabatan", "unit", "pangkat", "golongan", "status", "subunit",
	"email", "hp",
	"pangkat_golongan", "jenis_pegawai", "status_cpns", "kedudukan", "unor", "nama_nip", "telepon", "ruang",
}

func (c Column) String() string { return names[c] }

// IsContact reports whether a column says how a person is reached.
func (c Column) IsContact() bool { return c == Email || c == Phone }

// Names are those of the columns that are read, in the order in which people are shown them.
func Names() []string {
	return []string{"nip", "gelar_depan", "nama", "gelar_belakang", "jabatan", "unit", "subunit", "pangkat", "golongan",
		"pangkat_golongan", "ruang", "status", "email", "hp", "telepon", "jenis_pegawai", "status_cpns", "kedudukan",
		"unor", "nama_nip"}
}
