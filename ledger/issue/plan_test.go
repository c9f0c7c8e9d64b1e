package issue

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"ikrar/ledger/certificate"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/verify/trust"
)

// Encode(Decode(x)) == x for every plan and counter that the drawer may hold.
func FuzzPlan(f *testing.F) {
	f.Add((&plan{Index: 7, Number: "1/2026", Ordinal: 1, Issued: 1774922400, Zone: "WIB", Offset: 25200,
		Values: []string{"Loyal"}, Proof: []byte("x")}).bytes())
	f.Add((&plan{Values: []string{}}).bytes())
	f.Add(cbor.Encode(counter{Last: 3, Free: []uint64{1, 2}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, err := parsePlan(raw); err == nil && !bytes.Equal(p.bytes(), raw) {
			t.Error("a plan is encoded in two ways")
		}
		var c counter
		if cbor.Decode(raw, &c) == nil && !bytes.Equal(cbor.Encode(c), raw) {
			t.Error("a counter is encoded in two ways")
		}
	})
}

func TestPlanIsKept(t *testing.T) {
	w := newWorld(t)
	index := w.people("pegawai ", 1)[0]
	c := w.run(Request{}).made[0]
	p, err := w.issuer().load(index)
	if err != nil || p == nil {
		t.Fatal(err)
	}
	if again, err := parsePlan(p.bytes()); err != nil || !bytes.Equal(again.bytes(), p.bytes()) {
		t.Error("a plan does not come back as it was written:", err)
	}
	if p.Number != c.Number || p.Ordinal != 1 || p.Code != string(c.Code) || !p.date().Equal(w.now) ||
		p.date().Format("MST -0700") != "WIB +0700" {
		t.Errorf("plan %+v", p)
	}
	if n := len(p.bytes()); n > 4<<10 {
		t.Errorf("a plan has %d bytes", n)
	}
}

// What another version kept is refused by name, issued or not, and stands in nobody's way.
func TestPlanOfAnotherVersion(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 3)
	w.run(Request{})
	for n, index := range indexes[:2] {
		old, err := w.issuer().load(index)
		if err != nil {
			t.Fatal(err)
		}
		raw := [][]byte{cbor.Encode(old), old.bytes()}[n]
		if n == 1 {
			raw[0]++
		}
		if err := w.issuer().write([]change{{planKey(index), raw}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	o, err := w.tryRun(context.Background(), Request{})
	if err != nil || len(o.made) != 1 || len(o.refused) != 2 || !errors.Is(o.refused[indexes[0]], ErrPlanVersion) {
		t.Fatalf("%v, %+v", err, o)
	}
	const want = "the plan of the certificate was kept by another version of this program: shape 3, not 2"
	if got := o.refused[indexes[1]]; got == nil || got.Error() != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if len(w.issuances()) != 3 {
		t.Error("a certificate was issued twice")
	}
}

// A plan that an earlier design of certificates was to be drawn by: issued, it is refused; not yet
// issued, it is drawn by this one under its number.
func TestPlanOfAnotherTemplate(t *testing.T) {
	w := newWorld(t)
	w.batch = 1
	indexes := w.people("pegawai ", 2)
	w.registrar.watch(at(2, func() error { return errBroken })) // the second is planned, and not recorded
	if _, err := w.tryRun(context.Background(), Request{Jobs: 1}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	w.registrar.before.Store(nil)
	for _, index := range indexes {
		p, err := w.issuer().load(index)
		if err != nil {
			t.Fatal(err)
		}
		p.Template++
		if err := w.issuer().write([]change{{planKey(index), p.bytes()}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	o, err := w.tryRun(context.Background(), Request{})
	if err != nil || len(o.made) != 1 || o.made[0].Number != w.settings.number(2, 2026) ||
		!errors.Is(o.refused[indexes[0]], ErrTemplate) {
		t.Fatalf("%v, %+v", err, o)
	}
	if pdf, err := w.issuer().Remake(w.digest(indexes[0])); pdf != nil || err != nil {
		t.Errorf("made again by a template that is not known: %d bytes, %v", len(pdf), err)
	}
	before := w.files()
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	if o, err = w.tryRun(context.Background(), Request{}); err != nil || len(o.made) != 1 || len(before) != 1 {
		t.Errorf("the redrawn one is not made again: %v, %+v", err, o)
	}
}

// What template 1 drew is drawn by it again where the file is lost, byte for byte.
func TestPlanOfTemplate1(t *testing.T) {
	w := newWorld(t)
	index := w.people("pegawai ", 1)[0]
	w.registrar.watch(at(1, func() error { return errBroken }))
	if _, err := w.tryRun(context.Background(), Request{}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	w.registrar.before.Store(nil)
	p, err := w.issuer().load(index)
	if err != nil {
		t.Fatal(err)
	}
	p.Template = certificate.Template1
	d, err := p.document(nil)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := certificate.Render(d)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.issuer().write([]change{{planKey(index), p.bytes()}}); err != nil {
		t.Fatal(err)
	}
	w.append(signer.KindIssuance, sign(w, "registrar", signer.Issuance{IssuedAt: w.now.Unix(),
		IssuanceBody: signer.IssuanceBody{Pledge: p.Pledge, Number: p.Number, File: signer.DigestOf(pdf),
			Length: uint64(len(pdf))}}))
	made := w.run(Request{}).made
	if len(made) != 1 {
		t.Fatal(made)
	}
	if got, err := os.ReadFile(made[0].Path); err != nil || !bytes.Equal(got, pdf) {
		t.Errorf("another file: %v", err)
	}
	if got, err := w.issuer().Remake(p.Pledge); err != nil || !bytes.Equal(got, pdf) {
		t.Errorf("it is made again as another: %v", err)
	}
}

// The institution moves, is renamed and changes its zone while one certificate is issued and
// another one planned: what is issued is made again byte for byte, the other one is drawn by the
// new trust list under its number.
func TestTrustListChanges(t *testing.T) {
	w := newWorld(t)
	w.batch = 1
	indexes := w.people("pegawai ", 2)
	w.registrar.watch(at(2, func() error { return errBroken })) // the second is planned, and not recorded
	if _, err := w.tryRun(context.Background(), Request{Jobs: 1}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	w.registrar.before.Store(nil)
	issued := w.files()
	w.newTrust(func(l *trust.List) {
		l.URL, l.Institution, l.Timezone = "https://baru.example", "Pemerintah Provinsi Baru", "WIT"
	})
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	made := w.run(Request{}).made
	if len(made) != 2 || made[0].New || made[0].URL != "https://ikrar.contoh.example" || !made[1].New ||
		made[1].URL != "https://baru.example" ||
		made[1].Number != w.settings.number(2, 2026) {
		t.Errorf("made %+v", made)
	}
	first, err := w.issuer().load(indexes[0])
	if err != nil || first.Institution != "Pemerintah Provinsi Contoh" || first.Zone != "WIB" {
		t.Errorf("%v, the plan of an issued certificate says %q, %q", err, first.Institution, first.Zone)
	}
	second, err := w.issuer().load(indexes[1])
	if err != nil || second.Institution != "Pemerintah Provinsi Baru" ||
		second.date().Format("MST -0700") != "WIT +0900" {
		t.Errorf("%v, the plan of the other one says %q, %q", err, second.Institution, second.Zone)
	}
	again := w.files()
	for path, pdf := range issued {
		if !bytes.Equal(again[path], pdf) {
			t.Errorf("%s is another file than was issued", path)
		}
	}
	w.consistent(2026, indexes...)
}

const shield = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><title>Lambang</title><g><path d="M50 2 L92 16 V98 H8 Z"/></g></svg>`

// The look is fixed into the plan: what HR changes later changes no certificate that is issued, and
// an emblem is kept once.
func TestLookIsKept(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 2)
	w.settings.Primary, w.settings.Accent, w.settings.Language, w.settings.Emblem =
		"#402010", "#806020", "id+en", []byte(shield)
	w.run(Request{})
	before := w.files()
	w.settings.Primary, w.settings.Accent, w.settings.Language, w.settings.Emblem = "", "", "en", nil
	if err := os.RemoveAll(w.dir); err != nil {
		t.Fatal(err)
	}
	w.run(Request{})
	for name, data := range w.files() {
		if !bytes.Equal(before[name], data) {
			t.Errorf("%s is another file now", name)
		}
	}
	kept := 0
	err := w.ledger.Drawer(drawerName).Each([]byte("emblem/"), func(_, value []byte) error {
		if kept++; string(value) != shield {
			t.Error("the emblem is not kept as it was given")
		}
		return nil
	})
	if err != nil || kept != 1 {
		t.Errorf("%d emblems, %v", kept, err)
	}
	w.settings.Emblem = []byte("<svg/>")
	if _, err := w.tryRun(context.Background(), Request{}); !errors.Is(err, certificate.ErrEmblem) {
		t.Errorf("an unusable emblem: %v", err)
	}
}
