package office

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
)

// drawer is a roster's store in memory.
type drawer map[string][]byte

func (d drawer) Get(key []byte) ([]byte, error) { return bytes.Clone(d[string(key)]), nil }
func (d drawer) Each([]byte, func(key, value []byte) error) error {
	return nil
}
func (d drawer) Swap(changes []roster.Change) error {
	for _, c := range changes {
		d[string(c.Key)] = c.New
	}
	return nil
}

// TestPrintedPosition: the subunit is printed where HR wants it, once, and while it belongs to the
// unit that is signed.
func TestPrintedPosition(t *testing.T) {
	people := roster.Open(drawer{})
	file, err := roster.Read("f", strings.NewReader("nip,nama,jabatan,unit,subunit\n"+
		"198503152010012007,Sekar,Guru,Dinas Pendidikan,SMA 1\n"), roster.Choice{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := people.Plan(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := people.Apply(plan, rand.Reader); err != nil {
		t.Fatal(err)
	}
	signed := signer.Person{Subject: signer.Subject(plan.New[0].Subject), Position: "Guru", Unit: "Dinas Pendidikan"}
	for _, c := range []struct {
		wanted         bool
		position, unit string
		want           string
	}{
		{false, "Guru", "Dinas Pendidikan", "Guru"},
		{true, "Guru", "Dinas Pendidikan", "Guru, SMA 1"},
		{true, "", "Dinas Pendidikan", "SMA 1"},
		{true, "Kepala SMA 1", "Dinas Pendidikan", "Kepala SMA 1"},
		{true, "Guru", "Dinas Sosial", "Guru"},
		{true, strings.Repeat("z", 199), "Dinas Pendidikan", strings.Repeat("z", 199)},
	} {
		i := &Institution{Home: &Home{Config: config.Default()}, Roster: people}
		i.Config.Certificate.Subunit = c.wanted
		signed.Position, signed.Unit = c.position, c.unit
		if got, err := i.printedPosition(signed); err != nil || got != c.want {
			t.Errorf("%+v: %q %v", c, got, err)
		}
	}
}
