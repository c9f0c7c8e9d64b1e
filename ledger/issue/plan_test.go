package issue

import (
	"bytes"
	"testing"

	"ikrar/signer"
)

// Encode(Decode(x)) == x for every plan and counter that the drawer may hold.
func FuzzPlan(f *testing.F) {
	f.Add(signer.Encode(plan{Index: 7, Number: "1/2026", Ordinal: 1, Issued: 1774922400, Zone: "WIB", Offset: 25200, Values: []string{"Loyal"}, Proof: []byte("x")}))
	f.Add(signer.Encode(plan{Values: []string{}}))
	f.Add(signer.Encode(counter{Last: 3, Free: []uint64{1, 2}}))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var p plan
		if signer.Decode(raw, &p) == nil && !bytes.Equal(signer.Encode(p), raw) {
			t.Error("a plan is encoded in two ways")
		}
		var c counter
		if signer.Decode(raw, &c) == nil && !bytes.Equal(signer.Encode(c), raw) {
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
	var again plan
	if err := signer.Decode(signer.Encode(p), &again); err != nil || !bytes.Equal(signer.Encode(again), signer.Encode(p)) {
		t.Error("a plan does not come back as it was written:", err)
	}
	if p.Number != c.Number || p.Ordinal != 1 || p.Code != string(c.Code) || !p.date().Equal(w.now) || p.date().Format("MST -0700") != "WIB +0700" {
		t.Errorf("plan %+v", p)
	}
	if n := len(signer.Encode(p)); n > 4<<10 {
		t.Errorf("a plan has %d bytes", n)
	}
}
