package roster

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Person is one civil servant as HR lists them. Every text is NFC, free of
// control characters, at most 200 bytes, and may be empty except Name.
type Person struct {
	NIP         NIP
	TitleBefore string // gelar depan: "Ir."
	Name        string // without titles
	TitleAfter  string // gelar belakang: "S.E., M.M."
	Position    string // jabatan
	Unit        string // perangkat daerah (OPD), or the unit kerja where that is all that is known
	Rank        string // pangkat; empty for PPPK
	Grade       string // golongan: "III/a", or "IX" for PPPK
	Status      string // as HR writes it: "PNS", "PPPK"
	Subunit     string // unit kerja in that unit: a school, a division
	Email       string // as contact.ParseEmail returns it; nothing of it is signed or printed
	Phone       string // as contact.ParsePhone returns it: "+6281234567890"; the same

	// Absence says that nobody waits for the person's pledge. No file changes it.
	Absence Absence

	// Subject is HR's random pseudonym, the only name the ledger has for the
	// person. Zero until Apply gives one.
	Subject [8]byte
}

// PrintedName returns the name with its titles: "Ir. Hendra, S.E.".
func (p Person) PrintedName() string {
	s := p.Name
	if p.TitleBefore != "" {
		s = p.TitleBefore + " " + s
	}
	if p.TitleAfter != "" {
		s += ", " + p.TitleAfter
	}
	return s
}

// PrintedRank returns "Penata Muda, III/a" for PNS and "Golongan IX" for PPPK,
// who have no pangkat; what is missing is left out.
func (p Person) PrintedRank() string {
	switch {
	case p.NIP.isPPPK() && p.Grade != "":
		return "Golongan " + p.Grade
	case p.NIP.isPPPK():
		return ""
	case p.Rank != "" && p.Grade != "":
		return p.Rank + ", " + p.Grade
	}
	return p.Rank + p.Grade
}

// text returns the field of a column other than the NIP, to read or to set.
func (p *Person) text(c column) *string {
	return [columnFields]*string{
		columnTitleBefore: &p.TitleBefore, columnName: &p.Name, columnTitleAfter: &p.TitleAfter,
		columnPosition: &p.Position, columnUnit: &p.Unit, columnRank: &p.Rank,
		columnGrade: &p.Grade, columnStatus: &p.Status, columnSubunit: &p.Subunit,
		columnEmail: &p.Email, columnPhone: &p.Phone,
	}[c]
}

// record is the stored value of a Person; its NIP is in the key. A new field
// takes a new number. An unknown number is refused, so that an older program
// cannot drop it by writing the person back.
type record struct {
	Subject     []byte `cbor:"1,keyasint"` // 8 bytes; an array would be padded or cut
	TitleBefore string `cbor:"2,keyasint,omitempty"`
	Name        string `cbor:"3,keyasint"`
	TitleAfter  string `cbor:"4,keyasint,omitempty"`
	Position    string `cbor:"5,keyasint,omitempty"`
	Unit        string `cbor:"6,keyasint,omitempty"`
	Rank        string `cbor:"7,keyasint,omitempty"`
	Grade       string `cbor:"8,keyasint,omitempty"`
	Status      string `cbor:"9,keyasint,omitempty"`
	Subunit     string `cbor:"10,keyasint,omitempty"`
	Absent      string `cbor:"11,keyasint,omitempty"` // the reason
	Until       int64  `cbor:"12,keyasint,omitempty"` // of the absence
	Email       string `cbor:"13,keyasint,omitempty"`
	Phone       string `cbor:"14,keyasint,omitempty"`
}

var encoding, decoding = modes()

func modes() (cbor.EncMode, cbor.DecMode) {
	enc, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // the options are constants
	}
	dec, err := cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return enc, dec
}

func encodePerson(p Person) ([]byte, error) {
	b, err := encoding.Marshal(record{
		Subject: p.Subject[:], TitleBefore: p.TitleBefore, Name: p.Name, TitleAfter: p.TitleAfter,
		Position: p.Position, Unit: p.Unit, Rank: p.Rank, Grade: p.Grade, Status: p.Status,
		Subunit: p.Subunit, Absent: p.Absence.Reason, Until: p.Absence.Until, Email: p.Email, Phone: p.Phone,
	})
	if err != nil {
		return nil, fmt.Errorf("encode person: %w", err)
	}
	return b, nil
}

// decodePerson reads a stored value. Errors do not quote it: it is personal data.
func decodePerson(n NIP, value []byte) (Person, error) {
	var r record
	if err := decoding.Unmarshal(value, &r); err != nil {
		return Person{}, fmt.Errorf("stored person ending %s: %w", n.Last4(), err)
	}
	if !n.valid() || r.Name == "" || len(r.Subject) != 8 || [8]byte(r.Subject) == [8]byte{} {
		return Person{}, fmt.Errorf("stored person ending %s: incomplete", n.Last4())
	}
	return Person{
		NIP: n, Subject: [8]byte(r.Subject), TitleBefore: r.TitleBefore, Name: r.Name, TitleAfter: r.TitleAfter,
		Position: r.Position, Unit: r.Unit, Rank: r.Rank, Grade: r.Grade, Status: r.Status,
		Subunit: r.Subunit, Absence: Absence{r.Absent, r.Until}, Email: r.Email, Phone: r.Phone,
	}, nil
}
