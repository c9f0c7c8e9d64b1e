package roster

import (
	"encoding/hex"
	"testing"

	"ikrar/ledger/roster/internal/wording"
)

func TestPrinted(t *testing.T) {
	const pns, pppk = NIP("198609152011012017"), NIP("197407242024211050")
	for _, c := range []struct {
		p          Person
		name, rank string
	}{
		{Person{NIP: pppk, TitleBefore: "Ir.", Name: "Hendra", TitleAfter: "S.E.", Grade: "IX"}, "Ir. Hendra, S.E.",
			"Golongan IX"},
		{Person{NIP: pns, Name: "Ma'ruf", Rank: "Penata Muda", Grade: "III/a"}, "Ma'ruf", "Penata Muda, III/a"},
		{Person{NIP: pns, Name: "Siti", TitleAfter: "S.STP., M.Si.", Grade: "III/a"}, "Siti, S.STP., M.Si.", "III/a"},
		{Person{NIP: pns, TitleBefore: "dr.", Name: "Siti", Rank: "Penata"}, "dr. Siti", "Penata"},
		{Person{NIP: pppk, Name: "Siti", Rank: "Penata"}, "Siti", ""},
	} {
		if c.p.PrintedName() != c.name || c.p.PrintedRank() != c.rank {
			t.Errorf("%q, %q", c.p.PrintedName(), c.p.PrintedRank())
		}
	}
}

func TestGrade(t *testing.T) {
	for in, want := range map[string]string{
		"III/a": "III/a", "iii/A": "III/a", "IIIa": "III/a", "IV / e": "IV/e", "IV-b": "IV/b", "Gol. II/c": "II/c",
		"Golongan Ruang III/d": "III/d", "ix": "IX", "Golongan XVII": "XVII", "gol IX": "IX",
		"XVIII": "XVIII", "Letkol": "Letkol", "": "",
	} {
		got := wording.ParseGrade(in)
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if again := wording.ParseGrade(got); again != got {
			t.Errorf("%q: %q, then %q", in, got, again)
		}
	}
	if !wording.KnownGrade("IV/e", false) || wording.KnownGrade("III/e", false) || wording.KnownGrade("IX", false) ||
		wording.KnownGrade("III/a", true) {
		t.Error("known grades")
	}
}

// The stored form is pinned: a change of it needs a migration.
func TestStoredForm(t *testing.T) {
	p := Person{NIP: "197407242024211050", TitleBefore: "Ir.", Name: "Hendra", Unit: "Biro Umum", Grade: "VII",
		Subject: [8]byte{1, 2, 3, 4, 5, 6, 7, 8}}
	value, err := encodePerson(p)
	must(t, err)
	const want = "a501480102030405060708026349722e036648656e647261066942697" +
		"26f20556d756d0863564949"
	if got := hex.EncodeToString(value); got != want {
		t.Errorf("got %s", got)
	}
	back, err := decodePerson(p.NIP, value)
	if err != nil || back != p {
		t.Error(back, err)
	}
	p.Absence = Absence{"cuti", 1774976400}
	away, err := encodePerson(p)
	must(t, err)
	const behind = "0b64637574690c1a69cbfd90"
	if got := hex.EncodeToString(away); got != "a7"+want[2:]+behind {
		t.Errorf("away: got %s", got)
	}
	if back, err := decodePerson(p.NIP, away); err != nil || back != p {
		t.Error(back, err)
	}
	p.Absence = Absence{}
	reached := p
	reached.Email, reached.Phone = "h@a.id", "+628123456789"
	value, err = encodePerson(reached)
	must(t, err)
	const contacts = "0d66" + "6840612e6964" + "0e6d" + "2b363238313233343536373839"
	if got := hex.EncodeToString(value); got != "a7"+want[2:]+contacts {
		t.Errorf("got %s", got)
	}
	if back, err := decodePerson(p.NIP, value); err != nil || back != reached {
		t.Error(back, err)
	}
	for name, edited := range map[string][]byte{
		"cut":           value[:len(value)-1],
		"more":          append(value[:len(value):len(value)], 0),
		"unknown label": append(append([]byte{0xa6}, value[1:]...), 0x0d, 0x61, 'x'),
		"label twice":   append(append([]byte{0xa6}, value[1:]...), 0x08, 0x61, 'x'),
		"no name":       {0xa1, 0x01, 0x48, 1, 2, 3, 4, 5, 6, 7, 8},
		"no subject":    {0xa1, 0x03, 0x61, 'x'},
		"short subject": {0xa2, 0x01, 0x41, 1, 0x03, 0x61, 'x'},
		"long subject":  {0xa2, 0x01, 0x49, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x03, 0x61, 'x'},
		"empty":         {},
	} {
		if p, err := decodePerson(p.NIP, edited); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
}
