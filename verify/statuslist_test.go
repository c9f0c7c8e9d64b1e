package verify

import (
	"bytes"
	"compress/zlib"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"slices"
	"testing"

	fxamacker "github.com/fxamacker/cbor/v2"
	"github.com/veraison/go-cose"
	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// demoList is a list of the default institution in which the entries given are revoked.
func demoList(size uint64, revoked ...uint64) *StatusList {
	l := &StatusList{Origin: origin, URI: publicURL + StatusPath, Issued: listed, Expires: expires, TTL: 3600, Size: size, Root: FirstPrev("root"), Pairs: NewPairs(size)}
	for _, index := range revoked {
		SetPair(l.Pairs, index, StateRevoked)
	}
	return l
}

// What is signed opens, and answers for every entry and none beyond, at sizes that fill their last byte and do not.
func TestStatusList(t *testing.T) {
	_, list := edition("default")
	for size := uint64(1); size <= 9; size++ {
		for index := range size {
			l := demoList(size, index)
			SetPair(l.Pairs, size-1-index, StateErased)
			opened, err := OpenStatusList(must(l.Sign(demoKey("ledger"))), list, today)
			if err != nil {
				t.Fatalf("size %d: %v", size, err)
			}
			for i := range size {
				want := StateGood
				if i == size-1-index {
					want = StateErased
				} else if i == index {
					want = StateRevoked
				}
				if a, err := opened.Status(i); err != nil || a != (StatusAnswer{State: want, AsOf: listed}) {
					t.Errorf("size %d, entry %d: %+v %v, want %s", size, i, a, err, want)
				}
			}
			if a, err := opened.Status(size); err == nil {
				t.Errorf("size %d answers for entry %d: %+v", size, size, a)
			}
			SetPair(opened.Pairs, index, StateGood)
			if a, err := opened.Status(index); err != nil || index*2 != size-1 && a.State != StateGood {
				t.Errorf("size %d, entry %d set back: %+v %v", size, index, a, err)
			}
		}
	}
	old, err := OpenStatusList(must(demoList(4, 2).Sign(demoKey("ledger"))), list, expires+1)
	if err != nil {
		t.Fatal(err)
	}
	if a, err := old.Status(2); err != nil || a.State != StateRevoked {
		t.Errorf("past its expiry: %+v %v", a, err)
	}
	var stale *StaleStatusError
	if _, err := old.Status(1); !errors.As(err, &stale) || stale.Issued != listed || stale.Expires != expires {
		t.Errorf("past its expiry: %v", err)
	}
}

// The largest list of pairs that nothing compresses is within the limit, and a signer makes none beyond it.
func TestStatusListLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("deflates 8 MiB")
	}
	l := demoList(maxStatusEntries)
	must(rand.Read(l.Pairs))
	for i, b := range l.Pairs {
		l.Pairs[i] = b &^ (b & 0xaa &^ (b & 0x55 << 1)) // no pair of value 2
	}
	raw := must(l.Sign(demoKey("ledger")))
	_, list := edition("default")
	opened, err := OpenStatusList(raw, list, today)
	if err != nil || !bytes.Equal(opened.Pairs, l.Pairs) {
		t.Errorf("%d bytes: %v", len(raw), err)
	}
	for what, change := range map[string]func(*StatusList){
		"a tree too large": func(l *StatusList) { l.Size++; l.Pairs = NewPairs(l.Size) },
		"pairs missing":    func(l *StatusList) { l.Pairs = l.Pairs[1:] },
		"no origin":        func(l *StatusList) { l.URI = "" },
		"a long life":      func(l *StatusList) { l.Expires = l.Issued + maxStatusLife + 1 },
	} {
		wrong := *l
		change(&wrong)
		if _, err := wrong.Sign(demoKey("ledger")); !errors.Is(err, signer.ErrEncoding) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := OpenStatusList(append(raw, make([]byte, MaxStatusList)...), list, today); !errors.Is(err, signer.ErrEncoding) {
		t.Errorf("beyond the limit: %v", err)
	}
}

// A COSE library that knows nothing of ikrar checks a list, and what is in it is a CWT and a Token Status List as the
// IETF has them.
func TestGoCoseReadsStatusLists(t *testing.T) {
	raw := must(demoList(13, 7).Sign(demoKey("ledger")))
	var m cose.UntaggedSign1Message
	if err := m.UnmarshalCBOR(raw); err != nil {
		t.Fatal(err)
	}
	v := must(cose.NewVerifier(cose.AlgorithmEdDSA, demoKey("ledger").Public()))
	if err := m.Verify(nil, v); err != nil {
		t.Error(err)
	}
	id := demoPublic("ledger").ID()
	if h := m.Headers.Protected; h[int64(16)] != "application/statuslist+cwt" || !bytes.Equal(h[int64(4)].([]byte), id[:]) {
		t.Errorf("header %v", h)
	}
	var claims map[int64]any
	if err := fxamacker.Unmarshal(m.Payload, &claims); err != nil {
		t.Fatal(err)
	}
	body := claims[65533].(map[any]any)
	pairs := must(io.ReadAll(must(zlib.NewReader(bytes.NewReader(body["lst"].([]byte))))))
	if claims[1] != origin || claims[2] != publicURL+"/status" || claims[4] != uint64(expires) || claims[6] != uint64(listed) ||
		body["bits"] != uint64(2) || !bytes.Equal(pairs, []byte{0, 0x40, 0, 0}) {
		t.Errorf("claims %v, pairs %x", claims, pairs)
	}
}

// One key signs registrations, checkpoints and status lists. None of the three signatures holds for another of them, nor
// for a statement, whatever the bytes that are presented with it.
func TestSignaturesOfTheLedgerStayApart(t *testing.T) {
	key, pub := demoKey("ledger"), demoPublic("ledger")
	list := must(demoList(13, 7).Sign(key))
	var e statusEnvelope
	if err := cbor.Decode(list, &e); err != nil {
		t.Fatal(err)
	}
	registration := signer.Registration{Index: 7, Time: registered, Digest: signer.DigestOf(list), Credential: 3}
	sig := must(registration.Sign(key, origin))
	checkpoint := trust.Checkpoint{Origin: origin, Size: 13, Root: FirstPrev("root")}.Text()
	revocation := must(signer.Sign(key, origin, signer.Revocation{IssuedAt: registered,
		RevocationBody: signer.RevocationBody{What: signer.TargetKey, Target: signer.Digest(pub), Reason: "hilang"}}))
	type signed struct {
		what    string
		message []byte
		sig     eddsa.Signature
	}
	all := []signed{
		{"status list", e.covered(), e.Signature},
		{"registration", array(enc("Signature1"), enc(object(enc(1), enc(-8))), enc([]byte("ikrar/registration/v1 "+origin)), enc(cbor.Encode(registration))), sig},
		{"statement", revocation.SigStructure(origin), revocation.Signature()},
		{"checkpoint", []byte(checkpoint), eddsa.Signature(ed25519.Sign(key, []byte(checkpoint)))},
	}
	for _, a := range all {
		for _, b := range all {
			if held := pub.Verify(a.message, b.sig) == nil; held != (a.what == b.what) {
				t.Errorf("the signature of a %s holds for a %s: %v", b.what, a.what, held)
			}
		}
	}
	_, trustList := edition("default")
	for _, s := range all[1:] { // and a list whose payload is the other's own cannot be put together
		swapped := cbor.Encode(statusEnvelope{Protected: e.Protected, Payload: e.Payload, Signature: s.sig})
		if _, err := OpenStatusList(swapped, trustList, today); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("a list with the signature of a %s: %v", s.what, err)
		}
	}
	if _, err := signer.Parse[signer.Revocation](list); !errors.Is(err, signer.ErrEncoding) {
		t.Errorf("a list reads as a statement: %v", err)
	}
	if _, err := note.Open(list, note.VerifierList(trustList.Root)); err == nil {
		t.Error("a list opens as a note")
	}
	if r := Check(list, trustList, nil, today); r.Verdict == Valid || r.Proof != nil {
		t.Errorf("a list checks as a proof: %s", r.Verdict)
	}
}

// FuzzStatusList: no bytes make opening panic or take more memory than the tree that they name, and what opens has only
// values that there are.
func FuzzStatusList(f *testing.F) {
	for _, v := range readVectors(f) {
		if v.List != nil {
			f.Add(v.List, []byte{0, 0, 0})
		}
	}
	_, list := edition("default")
	f.Fuzz(func(t *testing.T, raw, packed []byte) {
		if l, err := OpenStatusList(raw, list, today); err == nil && !slices.Equal(raw[:1], []byte{0x84}) {
			t.Errorf("%x opens as %+v", raw, l)
		}
		for size := uint64(1); size < 12; size++ {
			pairs, err := inflate(packed, size)
			if err != nil && !errors.Is(err, signer.ErrEncoding) {
				t.Errorf("an error of another kind: %v", err)
			}
			if err == nil && uint64(len(pairs)) != (size+3)/4 {
				t.Errorf("%d bytes for %d entries", len(pairs), size)
			}
		}
	})
}
