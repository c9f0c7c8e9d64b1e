package registrar

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

const (
	vectorFile = "../testdata/registrar.json"
	origin     = "ikrar.contoh.example/buku"
	name       = "Bidang Mutasi"
)

var update = flag.Bool("update", false, "write "+vectorFile+" anew")

// demoKey gives a key from a fixed seed: TEST-ONLY.
func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) (k eddsa.PublicKey) {
	return eddsa.PublicKey(demoKey(name).Public().(ed25519.PublicKey))
}

// vector is a request, or what is meant to look like one. Its name is its defect.
type vector struct {
	Name   string `json:"name"`
	Raw    string `json:"raw"`
	Answer string `json:"answer"` // valid, encoding, key or signature
}

type labels = map[int]any

func vectors(t *testing.T) (all []vector) {
	t.Helper()
	sign := func(key, as, origin string, payload any) []byte {
		raw, err := signer.SignNamed(demoKey(key), as, origin, cbor.Encode(payload))
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	cnf := signer.Confirmation{Key: publicOf("registrar")}
	asks := func(cnf, body any) []byte {
		claims := labels{8: cnf, -65537: body}
		for label, v := range claims {
			if v == nil {
				delete(claims, label)
			}
		}
		return sign("registrar", "registrar", origin, claims)
	}
	whole := asks(cnf, labels{1: name})
	good := labels{8: cnf, -65537: labels{1: name}}
	edited := bytes.Replace(whole, []byte(name), []byte("Bidang Musasi"), 1)
	// The neutral element: whatever it "signed" would hold for some verifiers.
	small := signer.Confirmation{Key: eddsa.PublicKey{1}}
	kid := publicOf("registrar").ID()
	other := eddsa.PublicKey{1}.ID()
	for name, raw := range map[string][2]any{
		"plain":           {whole, "valid"},
		"long-name":       {asks(cnf, labels{1: strings.Repeat("n", 200)}), "valid"},
		"trailing":        {append(bytes.Clone(whole), 0), "encoding"},
		"cut":             {whole[:len(whole)-1], "encoding"},
		"name-empty":      {asks(cnf, labels{1: ""}), "encoding"},
		"name-absent":     {asks(cnf, labels{}), "encoding"},
		"name-long":       {asks(cnf, labels{1: strings.Repeat("n", 201)}), "encoding"},
		"name-two-lines":  {asks(cnf, labels{1: "Bidang\nMutasi"}), "encoding"},
		"name-turned":     {asks(cnf, labels{1: "\u202eisatuM"}), "encoding"},
		"key-plain":       {asks(labels{1: cnf.Key[:]}, labels{1: name}), "encoding"},
		"key-absent":      {asks(nil, labels{1: name}), "encoding"},
		"body-absent":     {asks(cnf, nil), "encoding"},
		"label-unknown":   {asks(cnf, labels{1: name, 2: 1}), "encoding"},
		"key-small-order": {bytes.Replace(asks(small, labels{1: name}), kid[:], other[:], 1), "key"},
		"edited":          {edited, "signature"},
		"another-origin":  {sign("registrar", "registrar", origin+"x", good), "signature"},
		"another-key":     {sign("thief", "registrar", origin, good), "signature"},
		"signed-as-enrolment": {sign("registrar", "enrolment", origin, good),
			"signature"},
	} {
		all = append(all, vector{name, hex.EncodeToString(raw[0].([]byte)), raw[1].(string)})
	}
	slices.SortFunc(all, func(a, b vector) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// TestVectors: signer/testdata/registrar.json is what this makes, and each is answered as it says.
func TestVectors(t *testing.T) {
	made := vectors(t)
	text, err := json.MarshalIndent(struct {
		Origin  string   `json:"origin"`
		Vectors []vector `json:"vectors"`
	}{origin, made}, "", " ")
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
		_, err = Open(raw, origin)
		got := "valid"
		switch {
		case errors.Is(err, signer.ErrEncoding):
			got = "encoding"
		case errors.Is(err, eddsa.ErrSignature):
			got = "signature"
		case errors.Is(err, eddsa.ErrKey):
			got = "key"
		case err != nil:
			got = err.Error()
		}
		if got != v.Answer {
			t.Errorf("%s: %s (%v), want %s", v.Name, got, err, v.Answer)
		}
	}
}

func TestRequest(t *testing.T) {
	raw, err := Sign(demoKey("registrar"), name, origin)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Open(raw, origin); err != nil || got != (Request{publicOf("registrar"), name}) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := Sign(demoKey("registrar"), "", origin); !errors.Is(err, signer.ErrEncoding) {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	raw, err := Sign(demoKey("registrar"), name, origin)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		n, c, err := parse(raw)
		if err == nil && !bytes.Equal(cbor.Encode(c), n.Payload()) {
			t.Errorf("%x was read, and is written %x", n.Payload(), cbor.Encode(c))
		}
	})
}
