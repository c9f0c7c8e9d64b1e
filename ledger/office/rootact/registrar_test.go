package rootact_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"testing"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/signer/registrar"
)

// TestCandidates: who asks is appointed under the name of the request; each other file is refused
// for its own reason, and so is who cannot be a registrar.
func TestCandidates(t *testing.T) {
	w := newWorld(t, "Contoh")
	list, _ := w.Ledger.Trust()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) // TEST-ONLY
	asks := func(name, origin string) []byte { return must(registrar.Sign(key, name, origin)) }
	good := asks("Bidang Data", list.Origin)
	c := must(rootact.ReadCandidate(good, list.Origin))
	if c.Name != "Bidang Data" || c.Key != eddsa.PublicKey(key.Public().(ed25519.PublicKey)) {
		t.Errorf("%+v", c)
	}
	bare := must(keyfile.MarshalPublic(key.Public().(ed25519.PublicKey), "laptop"))
	if got := must(rootact.ReadCandidate(bare, list.Origin)); got.Name != "" || got.Key != c.Key {
		t.Errorf("%+v", c)
	}
	weak := must(signer.SignNamed(key, "registrar", list.Origin, cbor.Encode(map[int]any{
		8: signer.Confirmation{Key: eddsa.PublicKey{1}}, -65537: map[int]any{1: "Bidang Data"}})))
	for code, raw := range map[office.Code][]byte{
		rootact.RegistrarForeign: asks("Bidang Data", "ikrar.lain.example/buku"),
		rootact.RegistrarServer:  asks(rootact.Automatic, list.Origin),
		rootact.RegistrarFormat:  good[:len(good)-1],
		rootact.RegistrarWeak:    weak,
	} {
		if _, err := rootact.ReadCandidate(raw, list.Origin); !errors.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	edited := bytes.Replace(good, []byte("Data"), []byte("Dana"), 1)
	if _, err := rootact.ReadCandidate(edited, list.Origin); !errors.Is(err, rootact.RegistrarForeign) {
		t.Errorf("edited: %v", err)
	}
	if _, err := rootact.ReadCandidate([]byte("ssh-rsa AAAA x\n"), list.Origin); err == nil {
		t.Error("another algorithm was taken")
	}
	for code, change := range map[office.Code]rootact.Change{
		rootact.RegistrarNamed: rootact.AddRegistrar(c.Key, list.Registrars[0].Name),
		rootact.RegistrarRoot:  rootact.AddRegistrar(list.Root.Key(), "Akar"),
	} {
		if _, err := rootact.PlanChange(w.Institution, change); !errors.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	w.do(rootact.AddRegistrar(c.Key, c.Name))
	if p := must(rootact.PlanChange(w.Institution, rootact.RetireRegistrar(c.Key))); p.Fallen+p.Sessions != 0 {
		t.Errorf("%d invitations and %d sessions of nobody fall", p.Fallen, p.Sessions)
	}
	w.do(rootact.RetireRegistrar(c.Key))
	w.do(rootact.AddRegistrar(newKey(), c.Name)) // the name is free again; the key is not
	if _, err := rootact.PlanChange(w.Institution, rootact.AddRegistrar(c.Key, "Lain")); !errors.Is(err,
		rootact.RegistrarExists) {
		t.Error(err)
	}
}

// TestNamesThatLookTheSame: a check shows the name alone of who vouched.
func TestNamesThatLookTheSame(t *testing.T) {
	w := newWorld(t, "Contoh")
	w.do(rootact.AddRegistrar(newKey(), "Bidang Mutasi Lama"))
	for name, want := range map[string]office.Code{
		"bidang mutasi lama":      rootact.RegistrarNamed,
		"Bidang  Mutasi Lama":     rootact.RegistrarNamed,
		"Bidang Mutas\u00ed Lama": rootact.RegistrarNamed, // an acute accent
		"B1dang Mutasi Iama":      rootact.RegistrarNamed,
		"\uff22idang Mutasi Lama": rootact.RegistrarNamed,   // a wide B
		"Bid\u0430ng Mutasi Baru": rootact.RegistrarLetters, // a Cyrillic a
		"Otomatis":                rootact.RegistrarServer,
		"otomat1s":                rootact.RegistrarServer,
	} {
		if _, err := rootact.PlanChange(w.Institution, rootact.AddRegistrar(newKey(), name)); !errors.Is(err, want) {
			t.Errorf("%q: %v, want %s", name, err, want)
		}
	}
	for _, name := range []string{rootact.Automatic, "Bidang Mutasi Baru", "Bidang Mutasi Lama 2", "\ua9a7\ua9a4"} {
		if _, err := rootact.PlanChange(w.Institution, rootact.AddRegistrar(newKey(), name)); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}
