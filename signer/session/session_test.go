package session

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

const (
	vectorFile = "../testdata/session.json"
	origin     = "ikrar.contoh.example/buku"
)

var update = flag.Bool("update", false, "write "+vectorFile+" anew")

// demoKey gives a key from a fixed seed: TEST-ONLY.
func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) eddsa.PublicKey {
	return eddsa.PublicKey(demoKey(name).Public().(ed25519.PublicKey))
}

var good = Session{Date: 1774922400, Address: "https://ikrar.contoh.example", Nonce: Nonce{1, 2, 3},
	Key:     publicOf("session"),
	Machine: "laptop Bidang Mutasi"}

// vector is a session, or what is meant to look like one. Its name is its defect.
type vector struct {
	Name   string `json:"name"`
	Raw    string `json:"raw"`
	Answer string `json:"answer"` // valid, encoding or signature
}

type labels = map[int]any

func vectors(t *testing.T) (all []vector) {
	t.Helper()
	sign := func(key, name, origin string, payload any) []byte {
		raw, err := signer.SignNamed(demoKey(key), name, origin, cbor.Encode(payload))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	body := labels{1: good.Address, 2: good.Key, 3: good.Nonce[:]}
	with := func(label int, value any) []byte {
		b := maps.Clone(body)
		if b[label] = value; value == nil {
			delete(b, label)
		}
		return sign("registrar", "session", origin, labels{6: good.Date, -65537: b})
	}
	whole := sign("registrar", "session", origin, labels{6: good.Date, -65537: body})
	for name, v := range map[string]vector{
		"plain":             {Raw: string(whole), Answer: "valid"},
		"machine":           {Raw: string(with(4, good.Machine)), Answer: "valid"},
		"trailing":          {Raw: string(whole) + "\x00", Answer: "encoding"},
		"cut":               {Raw: string(whole[:len(whole)-1]), Answer: "encoding"},
		"address-empty":     {Raw: string(with(1, "")), Answer: "encoding"},
		"address-two-lines": {Raw: string(with(1, "https://a\nb")), Answer: "encoding"},
		"address-absent":    {Raw: string(with(1, nil)), Answer: "encoding"},
		"key-plain":         {Raw: string(with(2, good.Key[:])), Answer: "encoding"},
		"key-absent":        {Raw: string(with(2, nil)), Answer: "encoding"},
		"nonce-short":       {Raw: string(with(3, good.Nonce[:15])), Answer: "encoding"},
		"nonce-absent":      {Raw: string(with(3, nil)), Answer: "encoding"},
		"machine-empty":     {Raw: string(with(4, "")), Answer: "encoding"},
		"machine-turned":    {Raw: string(with(4, "\u202eesinim")), Answer: "encoding"},
		"label-unknown":     {Raw: string(with(77, 1)), Answer: "encoding"},
		"date-zero": {Raw: string(sign("registrar", "session", origin, labels{6: 0, -65537: body})),
			Answer: "encoding"},
		"date-absent": {Raw: string(sign("registrar", "session", origin, labels{-65537: body})),
			Answer: "encoding"},
		"another-origin": {Raw: string(sign("registrar", "session", origin+"x", labels{6: good.Date,
			-65537: body})), Answer: "signature"},
		"another-key": {Raw: string(sign("thief", "session", origin, labels{6: good.Date, -65537: body})),
			Answer: "signature"},
		"signed-as-view": {Raw: string(sign("registrar", "view", origin, labels{6: good.Date, -65537: body})),
			Answer: "signature"},
	} {
		v.Name, v.Raw = name, hex.EncodeToString([]byte(v.Raw))
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b vector) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func open(raw []byte) (Session, error) {
	u, err := Parse(raw)
	if err != nil {
		return Session{}, err
	}
	return u.Open(origin, publicOf("registrar"))
}

// TestVectors: signer/testdata/session.json is what this makes, and each is answered as it says.
func TestVectors(t *testing.T) {
	made := vectors(t)
	text, err := json.MarshalIndent(struct {
		Origin    string   `json:"origin"`
		Registrar string   `json:"registrar_key"`
		Vectors   []vector `json:"vectors"`
	}{origin, hex.EncodeToString(demoKey("registrar").Public().(ed25519.PublicKey)), made}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(vectorFile, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(vectorFile)
	if err != nil || !bytes.Equal(bytes.TrimSpace(kept), text) {
		t.Errorf("%s is not what the code makes: go test -update (%v)", vectorFile, err)
	}
	for _, v := range made {
		raw, err := hex.DecodeString(v.Raw)
		if err != nil {
			t.Fatal(err)
		}
		_, err = open(raw)
		got := "valid"
		switch {
		case errors.Is(err, signer.ErrEncoding):
			got = "encoding"
		case errors.Is(err, eddsa.ErrSignature):
			got = "signature"
		case err != nil:
			got = err.Error()
		}
		if got != v.Answer {
			t.Errorf("%s: %s (%v), want %s", v.Name, got, err, v.Answer)
		}
	}
}

func TestSession(t *testing.T) {
	raw, err := good.Sign(demoKey("registrar"), origin)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := open(raw); err != nil || got != good {
		t.Errorf("%+v %v", got, err)
	}
	bad := good
	bad.Address = ""
	if _, err := bad.Sign(demoKey("registrar"), origin); !errors.Is(err, signer.ErrEncoding) {
		t.Error(err)
	}
	a, b := Call(origin, ID{1}, 7, signer.Digest{2}), Call(origin, ID{1}, 8, signer.Digest{2})
	if bytes.Equal(a, b) || !bytes.HasPrefix(a, []byte("ikrar/call/v1 "+origin+"\n")) ||
		len(a) != len("ikrar/call/v1 "+origin+"\n")+16+8+32 {
		t.Errorf("%q", a)
	}
}

func FuzzParse(f *testing.F) {
	raw, err := good.Sign(demoKey("registrar"), origin)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		u, err := Parse(raw)
		if err != nil {
			return
		}
		s := u.said
		again := cbor.Encode(claims{s.Date, body{s.Address, s.Key, s.Nonce, s.Machine}})
		if !bytes.Equal(again, u.signed.Payload()) {
			t.Errorf("%x was read, and is written %x", u.signed.Payload(), again)
		}
	})
}
