package roster

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"
)

// counter is a reproducible source of subjects: start, start+1, ...
func counter(start uint64) io.Reader { return &counting{next: start} }

type counting struct{ next uint64 }

func (c *counting) Read(b []byte) (int, error) {
	n := 0
	for ; len(b)-n >= 8; n += 8 {
		binary.BigEndian.PutUint64(b[n:], c.next)
		c.next++
	}
	return n, nil
}

func plan(t testing.TB, r *Roster, text string) *Plan {
	t.Helper()
	p, err := r.Plan(opened(t, text))
	must(t, err)
	return p
}

func found(t testing.TB, r *Roster, n NIP) Person {
	t.Helper()
	p, ok, err := r.Find(n)
	must(t, err)
	if !ok {
		t.Fatalf("%s is not there", n)
	}
	return p
}

const (
	nabila NIP = "197602012005052002"
	hendra NIP = "197407242024211050"
	siti   NIP = "198609152011012017"
)

// A year at HR: first import, promotion, a partial file, an erasure.
func TestImports(t *testing.T) {
	d := newDrawer()
	r := Open(d)
	first := plan(t, r, specimen)
	if len(first.New) != 2 || first.Same+len(first.Changed)+len(first.Missing)+len(first.Refused)+
		len(first.Warnings) != 0 || len(d.m) != 0 {
		t.Fatalf("%+v", first)
	}
	must(t, r.Apply(first, counter(1)))
	if d.writes != 1 || len(d.m) != 4 {
		t.Fatalf("%d writes, %d keys", d.writes, len(d.m))
	}
	was := found(t, r, nabila)
	if was.Subject != first.New[0].Subject || was.Subject != [8]byte{7: 1} {
		t.Fatalf("%x", was.Subject)
	}

	again := plan(t, r, specimen)
	if again.Same != 2 || len(again.New)+len(again.Changed)+len(again.Missing) != 0 {
		t.Fatalf("%+v", again)
	}
	must(t, r.Apply(again, counter(1)))
	if d.writes != 1 {
		t.Error("nothing to do, yet it wrote")
	}

	// Nabila is promoted, Siti is new, Hendra is not in the file, one line is bad.
	next := plan(t, r, head+
		"197602012005052002,,Nabila Lestari,S.Pd.,Guru Ahli Muda,Dinas Pendidikan,Pengatur,II/c,PNS\n"+
		"198609152011012017,,Siti,,Arsiparis,Biro Umum,Penata,III/c,PNS\nx,,Budi,,,,,,\n")
	if len(next.New) != 1 || len(next.Changed) != 1 || len(next.Missing) != 1 || len(next.Refused) != 1 ||
		next.Missing[0].NIP != hendra {
		t.Fatalf("%+v", next)
	}
	if c := next.Changed[0]; c.Old != was || c.New.Rank != "Pengatur" || c.New.Subject != was.Subject {
		t.Fatalf("%+v", c)
	}
	must(t, r.Apply(next, counter(2))) // 2 is Hendra's: drawn again
	if found(t, r, nabila).Grade != "II/c" || found(t, r, hendra).Name != "Hendra" ||
		found(t, r, siti).Subject != [8]byte{7: 3} {
		t.Error("after the second import")
	}

	// A file without a column leaves that column alone; a blank cell empties it.
	must(t, r.Apply(plan(t, r, "nip,nama,pangkat\n197602012005052002,Nabila L.,\n"), counter(9)))
	if p := found(t, r, nabila); p.Name != "Nabila L." || p.Rank != "" || p.Grade != "II/c" ||
		p.Unit != "Dinas Pendidikan" || p.Subject != was.Subject {
		t.Errorf("%+v", p)
	}

	if p, ok, err := r.BySubject(was.Subject); err != nil || !ok || p.NIP != nabila {
		t.Error(p, ok, err)
	}
	for _, k := range found(t, r, nabila).Keys() {
		must(t, d.Swap([]Change{{Key: k, Old: d.m[string(k)]}}))
	}
	if _, ok, err := r.BySubject(was.Subject); ok || err != nil {
		t.Error(ok, err)
	}
	for k, v := range d.m {
		if strings.Contains(k+string(v), "Nabila") || strings.Contains(k+string(v), string(nabila)) {
			t.Errorf("left after erasure: %q %q", k, v)
		}
	}
	must(t, r.Apply(plan(t, r, specimen), counter(20)))
	if found(t, r, nabila).Subject == was.Subject {
		t.Error("an erased person has the old subject again")
	}
}

func TestList(t *testing.T) {
	r := Open(newDrawer())
	must(t, r.Apply(plan(t, r, specimen+"198609152011012017,,Siti,,,Dinas Pendidikan,,,\n"), rand.Reader))
	names := func(unit string) string {
		var all []string
		for p, err := range r.List(unit) {
			must(t, err)
			all = append(all, p.Name)
		}
		return strings.Join(all, ",")
	}
	for unit, want := range map[string]string{
		"": "Hendra,Nabila Lestari,Siti", "dinas  pendidikan": "Nabila Lestari,Siti", "Dinas": "",
	} {
		if got := names(unit); got != want {
			t.Errorf("%q: %s, want %s", unit, got, want)
		}
	}
	for range r.List("") {
		break // must end the drawer's walk
	}
}

func TestWarnings(t *testing.T) {
	p := plan(t, Open(newDrawer()), "nip,nama,golongan\n198609151999012017,Siti,III/e\n")
	if len(p.New) != 1 || len(p.Warnings) != 2 {
		t.Fatalf("%+v", p)
	}
	for i, want := range []string{
		`pegawai.csv line 2: nip "198609151999012017": appointed less than 18 years after birth`,
		`pegawai.csv line 2: golongan "III/e": not a known golongan (PNS I/a to IV/e, PPPK I to XVII)`,
	} {
		if got := p.Warnings[i].Error(); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

// Titles kept from the roster can make a name too long that fits without them.
func TestMergedNameTooLong(t *testing.T) {
	r := Open(newDrawer())
	must(t, r.Apply(plan(t, r, "nip,nama,gelar_belakang\n198609152011012017,Siti,"+strings.Repeat("M.Pd. ", 20)+"\n"),
		rand.Reader))
	p := plan(t, r, "nip,nama\n198609152011012017,"+strings.Repeat("Siti ", 20)+"\n")
	if len(p.Refused) != 1 || !errors.Is(p.Refused[0], reasonNameLong) || p.Refused[0].Line != 2 {
		t.Fatalf("%+v", p)
	}
}

func TestStalePlans(t *testing.T) {
	d := newDrawer()
	r := Open(d)
	a, b := plan(t, r, specimen), plan(t, r, specimen)
	must(t, r.Apply(a, rand.Reader))
	change := plan(t, r, strings.ReplaceAll(specimen, "Nabila", "Nabilah"))
	other := plan(t, r, strings.ReplaceAll(specimen, "Nabila", "Nabella"))
	must(t, r.Apply(other, rand.Reader))
	before := maps.Clone(d.m)
	for i, p := range []*Plan{a, b, change} {
		if err := r.Apply(p, rand.Reader); !errors.Is(err, ErrStale) {
			t.Errorf("%d: %v", i, err)
		} else if strings.Contains(err.Error(), string(nabila)) || strings.Contains(err.Error(), string(hendra)) {
			t.Errorf("a whole NIP in %v", err)
		}
	}
	if !maps.EqualFunc(before, d.m, bytes.Equal) {
		t.Error("a stale plan wrote")
	}
}

func TestRandomSourceFails(t *testing.T) {
	for name, c := range map[string]struct {
		rand io.Reader
		want error
	}{
		"constant": {repeat(7), errRandom},
		"zero":     {repeat(0), errRandom},
		"short":    {strings.NewReader("12345678abc"), io.ErrUnexpectedEOF},
	} {
		d := newDrawer()
		r := Open(d)
		if err := r.Apply(plan(t, r, specimen), c.rand); !errors.Is(err, c.want) || len(d.m) != 0 {
			t.Errorf("%s: %v, %d keys", name, err, len(d.m))
		}
	}
}

// Who edits the index cannot make one person pass for another.
func TestEditedSubjectIndex(t *testing.T) {
	d := newDrawer()
	r := Open(d)
	must(t, r.Apply(plan(t, r, specimen), counter(1)))
	d.m[string(subjectKey([8]byte{7: 1}))] = []byte(hendra)
	d.m[string(subjectKey([8]byte{7: 2}))] = []byte("nonsense")
	for _, s := range [][8]byte{{7: 1}, {7: 2}} {
		if p, ok, err := r.BySubject(s); err == nil || ok {
			t.Errorf("%+v %v", p, ok)
		}
	}
	if _, ok, err := r.BySubject([8]byte{9}); ok || err != nil {
		t.Error(ok, err)
	}
}
