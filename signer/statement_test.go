package signer

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"github.com/veraison/go-cose"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

const origin = "ikrar.contoh.example/buku"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// testKey gives a key from a fixed seed: DEMO keys, for tests only.
func testKey(name string) ed25519.PrivateKey {
	seed := DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(key ed25519.PrivateKey) eddsa.PublicKey {
	return eddsa.PublicKey(key.Public().(ed25519.PublicKey))
}

func testCredential(t testing.TB, claims ...func(*Credential)) Statement[Credential] {
	t.Helper()
	c := Credential{IssuedAt: 1774922400, Confirmation: Confirmation{publicOf(testKey("employee"))}, Person: Person{
		Subject: Subject{1, 2, 3, 4, 5, 6, 7, 8}, Name: "Robertus Sintang, S.STP., M", Unit: "Dinas Tenaga Kerja dan Transmigrasi Prov",
		Position: "Pranata Komputer Ahli Pertama.", Rank: "II/b", NIPLast4: "1001"}}
	for _, change := range claims {
		change(&c)
	}
	s, err := Sign(testKey("registrar"), origin, c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func testPledge(t testing.TB) Statement[Pledge] {
	t.Helper()
	s, err := Sign(testKey("employee"), origin, Pledge{IssuedAt: 1774922460, Credential: testCredential(t).Bytes(),
		PledgeBody: PledgeBody{Text: DigestOf([]byte("text")), Campaign: "deklarasi-2026", Place: "Pontianak"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// every returns one statement of each kind.
func every(t testing.TB) map[Kind][]byte {
	registrar := testKey("registrar")
	digest := DigestOf([]byte("statement"))
	text := "Pernyataan\nSaya berkomitmen.\n"
	campaign, err := Sign(registrar, origin, Campaign{IssuedAt: 1774915200, CampaignBody: CampaignBody{ID: "deklarasi-2026", Title: "Deklarasi",
		Text: text, Digest: DigestOf([]byte(text)), Language: "id", Place: "Pontianak", Opens: 1774915200, Closes: 1775001600, Witnesses: []string{"Siti"}}})
	issuance, err2 := Sign(registrar, origin, Issuance{IssuedAt: 1774922500, IssuanceBody: IssuanceBody{Pledge: digest, Number: "800/1/BKD/2026", File: digest, Length: 40000}})
	revocation, err3 := Sign(testKey("employee"), origin, Revocation{IssuedAt: 1774922600, RevocationBody: RevocationBody{What: TargetKey, Target: Digest(publicOf(testKey("employee"))), From: 7, Reason: "kunci hilang"}})
	erasure, err4 := Sign(registrar, origin, Erasure{IssuedAt: 1774922700, ErasureBody: ErasureBody{Digests: []Digest{digest}, Reason: "permintaan"}})
	if err := errors.Join(err, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	return map[Kind][]byte{KindCredential: testCredential(t).Bytes(), KindPledge: testPledge(t).Bytes(), KindCampaign: campaign.Bytes(),
		KindIssuance: issuance.Bytes(), KindRevocation: revocation.Bytes(), KindErasure: erasure.Bytes()}
}

// open parses and opens a statement of any kind, as the ledger does.
func open(kind Kind, raw []byte, origin string, key eddsa.PublicKey) error {
	switch kind {
	case KindCredential:
		return openAs[Credential](raw, origin, key)
	case KindCampaign:
		return openAs[Campaign](raw, origin, key)
	case KindPledge:
		return openAs[Pledge](raw, origin, key)
	case KindIssuance:
		return openAs[Issuance](raw, origin, key)
	case KindRevocation:
		return openAs[Revocation](raw, origin, key)
	case KindErasure:
		return openAs[Erasure](raw, origin, key)
	}
	return errors.New("no such kind")
}

func openAs[C Claims](raw []byte, origin string, key eddsa.PublicKey) error {
	u, err := Parse[C](raw)
	if err != nil {
		return err
	}
	s, err := u.Open(origin, key)
	if err == nil && !bytes.Equal(s.Bytes(), raw) {
		return errors.New("bytes changed in opening")
	}
	return err
}

func keyOf(kind Kind) eddsa.PublicKey {
	if kind == KindPledge || kind == KindRevocation {
		return publicOf(testKey("employee"))
	}
	return publicOf(testKey("registrar"))
}

func TestEveryKindOpensAsItselfOnly(t *testing.T) {
	for kind, raw := range every(t) {
		for other := KindCredential; other <= KindErasure; other++ {
			err := open(other, raw, origin, keyOf(kind))
			if (err == nil) != (kind == other) {
				t.Errorf("%v opened as %v: %v", kind, other, err)
			}
		}
		if err := open(kind, raw, origin+"x", keyOf(kind)); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("%v opened for another origin: %v", kind, err)
		}
		if err := open(kind, raw, origin, publicOf(testKey("stranger"))); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("%v opened under another key: %v", kind, err)
		}
	}
}

func TestEveryByteCounts(t *testing.T) {
	for kind, raw := range every(t) {
		for i := range raw {
			for _, bit := range []byte{1, 0x20, 0x80} {
				flipped := bytes.Clone(raw)
				flipped[i] ^= bit
				if open(kind, flipped, origin, keyOf(kind)) == nil {
					t.Fatalf("%v opens with byte %d flipped by %#x", kind, i, bit)
				}
			}
			if open(kind, raw[:i], origin, keyOf(kind)) == nil {
				t.Fatalf("%v opens truncated to %d bytes", kind, i)
			}
		}
		if err := open(kind, append(bytes.Clone(raw), 0), origin, keyOf(kind)); !errors.Is(err, ErrEncoding) {
			t.Errorf("%v opens with a trailing byte: %v", kind, err)
		}
	}
}

// The traps of general COSE libraries: what they accept and we must not.
func TestOtherEncodingsAreRefused(t *testing.T) {
	s := testPledge(t)
	protected, payload := s.envelope.Protected, s.envelope.Payload
	sig := s.envelope.Signature[:]
	employee := testKey("employee")
	resign := func(protected, payload []byte) []byte {
		return ed25519.Sign(employee, sigStructure(protected, externalData("pledge", origin), payload))
	}
	longAlg := append([]byte{0xa2, 0x01, 0x38, 0x07}, protected[3:]...)          // -8 in two bytes
	noAlg := append([]byte{0xa1}, protected[3:]...)                              // label 1 missing
	extra := append(append([]byte{0xa3}, protected[1:]...), 0x18, 0x63, 0x01)    // unknown label 99
	swapped := append(append([]byte{0xa2}, protected[3:]...), protected[1:3]...) // labels out of order
	indefinite := append(append([]byte{0xbf}, payload[1:]...), 0xff)             // indefinite-length map
	otherAlg := append([]byte{0xa2, 0x01, 0x26}, protected[3:]...)               // ES256
	type raw = []byte
	cases := map[string]raw{
		"tagged":                    append([]byte{0xd2}, s.Bytes()...),
		"extra unprotected label":   cbor.Encode([]any{protected, map[int]int{99: 1}, payload, sig}),
		"detached payload":          cbor.Encode([]any{protected, map[int]int{}, nil, sig}),
		"missing alg":               cbor.Encode([]any{noAlg, map[int]int{}, payload, resign(noAlg, payload)}),
		"alg in unprotected header": cbor.Encode([]any{noAlg, map[int]int{1: -8}, payload, resign(noAlg, payload)}),
		"other alg":                 cbor.Encode([]any{otherAlg, map[int]int{}, payload, resign(otherAlg, payload)}),
		"non-minimal alg":           cbor.Encode([]any{longAlg, map[int]int{}, payload, resign(longAlg, payload)}),
		"unknown protected label":   cbor.Encode([]any{extra, map[int]int{}, payload, resign(extra, payload)}),
		"labels out of order":       cbor.Encode([]any{swapped, map[int]int{}, payload, resign(swapped, payload)}),
		"indefinite payload":        cbor.Encode([]any{protected, map[int]int{}, indefinite, resign(protected, indefinite)}),
		"empty protected header":    cbor.Encode([]any{[]byte{}, map[int]int{}, payload, resign([]byte{}, payload)}),
		"five elements":             cbor.Encode([]any{protected, map[int]int{}, payload, sig, 0}),
		"long signature":            cbor.Encode([]any{protected, map[int]int{}, payload, append(bytes.Clone(sig), 0)}),
		"short signature":           cbor.Encode([]any{protected, map[int]int{}, payload, sig[:63]}),
		"payload as a map":          cbor.Encode([]any{protected, map[int]int{}, map[int]int{6: 1}, sig}),
	}
	for name, raw := range cases {
		if _, err := Parse[Pledge](raw); !errors.Is(err, ErrEncoding) {
			t.Errorf("%s: got %v, want an encoding error", name, err)
		}
	}
}

// A third party's COSE code checks our statements from the format alone, and what it signs in our
// form we open.
func TestGoCoseAgrees(t *testing.T) {
	for kind, raw := range every(t) {
		var message cose.UntaggedSign1Message
		if err := message.UnmarshalCBOR(raw); err != nil {
			t.Fatalf("%v: %v", kind, err)
		}
		pub := keyOf(kind)
		verifier, err := cose.NewVerifier(cose.AlgorithmEdDSA, ed25519.PublicKey(pub[:]))
		if err != nil {
			t.Fatal(err)
		}
		if err := (*cose.Sign1Message)(&message).Verify([]byte("ikrar/"+kind.String()+"/v1 "+origin), verifier); err != nil {
			t.Errorf("%v: go-cose refuses it: %v", kind, err)
		}
		if err := (*cose.Sign1Message)(&message).Verify([]byte("ikrar/"+kind.String()+"/v1 other"), verifier); err == nil {
			t.Errorf("%v: go-cose accepts it for another origin", kind)
		}
	}
	signer, err := cose.NewSigner(cose.AlgorithmEdDSA, testKey("registrar"))
	if err != nil {
		t.Fatal(err)
	}
	id := publicOf(testKey("registrar")).ID()
	ours := testCredential(t)
	message := cose.NewSign1Message()
	message.Headers.Protected.SetAlgorithm(cose.AlgorithmEdDSA)
	message.Headers.Protected[cose.HeaderLabelKeyID] = id[:]
	message.Payload = ours.envelope.Payload
	if err := message.Sign(rand.Reader, externalData("credential", origin), signer); err != nil {
		t.Fatal(err)
	}
	raw, err := (*cose.UntaggedSign1Message)(message).MarshalCBOR()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, ours.Bytes()) {
		t.Errorf("go-cose makes\n%x, we make\n%x", raw, ours.Bytes())
	}
}

func TestSignRefuses(t *testing.T) {
	long := strings.Repeat("a", MaxName+1)
	cases := map[string]func(*Credential){
		`name has 0 bytes, want 1 to 200`:           func(c *Credential) { c.Name = "" },
		`name has 201 bytes, want 1 to 200`:         func(c *Credential) { c.Name = long },
		`unit has 201 bytes, want 0 to 200`:         func(c *Credential) { c.Unit = long },
		`name holds the character U+0000`:           func(c *Credential) { c.Name = "a\x00b" },
		`name holds the character U+FFFD`:           func(c *Credential) { c.Name = "a\xffb" },
		`position holds the character U+000A`:       func(c *Credential) { c.Position = "a\nb" },
		`name begins or ends with a space`:          func(c *Credential) { c.Name = "Siti " },
		`NIP part is not four digits`:               func(c *Credential) { c.NIPLast4 = "12345" },
		`time 0 is not in Unix seconds after 1970`:  func(c *Credential) { c.IssuedAt = 0 },
		`time -1 is not in Unix seconds after 1970`: func(c *Credential) { c.IssuedAt = -1 },
	}
	for want, change := range cases {
		c := testCredential(t).Claims()
		change(&c)
		if _, err := Sign(testKey("registrar"), origin, c); err == nil || err.Error() != "credential: "+want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := Sign(testKey("stranger"), origin, testPledge(t).Claims()); !errors.Is(err, eddsa.ErrKey) {
		t.Errorf("a pledge was signed by another key than its credential's: %v", err)
	}
	for _, bad := range []string{"", "a b", "a+b", "é", strings.Repeat("o", maxOrigin+1)} {
		if _, err := Sign(testKey("registrar"), bad, testCredential(t).Claims()); err == nil {
			t.Errorf("signed for origin %q", bad)
		}
	}
}

func TestZeroValuesAreRefused(t *testing.T) {
	if _, err := (Unverified[Pledge]{}).Open(origin, publicOf(testKey("employee"))); err == nil {
		t.Error("a zero statement opened")
	}
}

func TestRegistration(t *testing.T) {
	r := Registration{Index: 7, Time: 1774922470, Digest: testPledge(t).Digest(), Credential: 3}
	ledger := testKey("ledger")
	sig, err := r.Sign(ledger, origin)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Verify(origin, publicOf(ledger), sig); err != nil {
		t.Error(err)
	}
	other := []Registration{{Index: 8, Time: r.Time, Digest: r.Digest, Credential: 3}, {Index: 7, Time: r.Time + 1, Digest: r.Digest, Credential: 3},
		{Index: 7, Time: r.Time, Credential: 3}, {Index: 7, Time: r.Time, Digest: r.Digest, Credential: 4}}
	for _, o := range other {
		if err := o.Verify(origin, publicOf(ledger), sig); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if err := r.Verify("other", publicOf(ledger), sig); !errors.Is(err, eddsa.ErrSignature) {
		t.Errorf("another origin: %v", err)
	}
}

// FuzzParse holds the law of the format: what parses is the one encoding of what it says.
func FuzzParse(f *testing.F) {
	for kind, raw := range every(f) {
		f.Add(byte(kind), raw)
	}
	f.Fuzz(func(t *testing.T, kind byte, raw []byte) {
		switch Kind(kind) {
		case KindCredential:
			law[Credential](t, raw)
		case KindCampaign:
			law[Campaign](t, raw)
		case KindPledge:
			law[Pledge](t, raw)
		case KindIssuance:
			law[Issuance](t, raw)
		case KindRevocation:
			law[Revocation](t, raw)
		case KindErasure:
			law[Erasure](t, raw)
		}
	})
}

func law[C Claims](t *testing.T, raw []byte) {
	u, err := Parse[C](raw)
	if err != nil {
		return
	}
	u.header.Credential = u.claims.credential()
	again := cbor.Encode(envelope{Protected: cbor.Encode(u.header), Payload: cbor.Encode(u.claims), Signature: u.envelope.Signature})
	if !bytes.Equal(again, raw) {
		t.Errorf("parsed %x, encodes as %x", raw, again)
	}
}

func BenchmarkPledge(b *testing.B) {
	claims, s := testPledge(b).Claims(), testPledge(b)
	key, pub := testKey("employee"), publicOf(testKey("employee"))
	message := s.SigStructure(origin)
	b.Run("sign", func(b *testing.B) {
		for b.Loop() {
			if _, err := Sign(key, origin, claims); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sign-bound", func(b *testing.B) { // raw crypto/ed25519 over the same bytes
		for b.Loop() {
			ed25519.Sign(key, message)
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			if err := openAs[Pledge](s.Bytes(), origin, pub); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open-bound", func(b *testing.B) {
		for b.Loop() {
			if !ed25519.Verify(pub[:], message, s.envelope.Signature[:]) {
				b.Fatal("refused")
			}
		}
	})
}
