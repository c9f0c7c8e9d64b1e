package web_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"ikrar/signer/eddsa"
)

type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// A signature is one case of Ed25519, whoever wrote it down.
type signature struct {
	Name    string
	Key     []byte
	Message []byte
	Sig     []byte
}

// signatures reads our own vectors and, where they are present, those from outside.
func signatures(t *testing.T) (all []signature) {
	t.Helper()
	var own []struct {
		Name                    string
		Key, Message, Signature hexBytes
	}
	decodeFile(t, "../../signer/eddsa/testdata/ed25519.json", &own)
	for _, v := range own {
		all = append(all, signature{v.Name, v.Key, v.Message, v.Signature})
	}
	if len(all) < 43 {
		t.Fatalf("%d vectors of our own, want at least 43", len(all))
	}
	var cctv []struct {
		Key, Sig hexBytes
		Msg      string
	}
	if outside(t, "cctv-ed25519.json", &cctv) {
		for _, v := range cctv {
			all = append(all, signature{"cctv " + hex.EncodeToString(v.Sig[:4]), v.Key, []byte(v.Msg), v.Sig})
		}
	}
	var wycheproof struct {
		TestGroups []struct {
			PublicKey struct{ PK hexBytes }
			Tests     []struct{ Msg, Sig hexBytes }
		}
	}
	if outside(t, "wycheproof-ed25519.json", &wycheproof) {
		for _, group := range wycheproof.TestGroups {
			for _, v := range group.Tests {
				if len(v.Sig) == len(eddsa.Signature{}) { // no statement holds another
					all = append(all, signature{"wycheproof " + hex.EncodeToString(v.Sig[:4]), group.PublicKey.PK, v.Msg, v.Sig})
				}
			}
		}
		if len(all) < 43+914+100 {
			t.Errorf("%d vectors, want at least %d", len(all), 43+914+100)
		}
	}
	return all
}

func outside(t *testing.T, name string, into any) bool {
	t.Helper()
	data, err := os.ReadFile("../../../shared/vectors/" + name)
	if errors.Is(err, os.ErrNotExist) {
		t.Logf("not checked: %s is not there; it comes with the outside vectors, not with the repository", name)
		return false
	}
	if err := errors.Join(err, json.Unmarshal(data, into)); err != nil {
		t.Fatal(err)
	}
	return true
}

// The one rule: every engine accepts and refuses what Go does, as a signature and as a key to be listed.
func TestEd25519(t *testing.T) {
	t.Parallel()
	cases := signatures(t)
	address, _ := serve(t, map[string]any{"signatures.json": cases})
	for _, w := range ways[:2] {
		var got []bool
		page := w.open(t, address)
		page.Eval(`(async () => {
			const answers = []
			for (const { Key, Message, Sig } of await load("signatures.json")) answers.push(await verifier.verify(bytes(Key), bytes(Message), bytes(Sig)))
			return answers
		})()`, &got)
		if len(got) != len(cases) {
			t.Fatalf("%s: %d answers to %d signatures", w.name, len(got), len(cases))
		}
		valid := 0
		for i, c := range cases {
			want := eddsa.PublicKey(c.Key).Verify(c.Message, eddsa.Signature(c.Sig)) == nil
			if got[i] != want {
				t.Errorf("%s: %s is %t, want %t", w.name, c.Name, got[i], want)
			}
			if want {
				valid++
			}
		}
		if valid < 4 || valid == len(cases) {
			t.Errorf("%d of %d hold", valid, len(cases))
		}
	}
}

// Keys that may be listed: JavaScript has its own arithmetic for the torsion component.
func TestListedKeys(t *testing.T) {
	t.Parallel()
	cases := signatures(t)
	address, _ := serve(t, map[string]any{"signatures.json": cases})
	var got []bool
	ways[0].open(t, address).Eval(`(async () => {
		const { checkKey } = await import("/signer/ed25519.js")
		return (await load("signatures.json")).map(({ Key }) => {
			try {
				checkKey(bytes(Key))
				return true
			} catch {
				return false
			}
		})
	})()`, &got)
	if len(got) != len(cases) {
		t.Fatalf("%d answers to %d keys", len(got), len(cases))
	}
	for i, c := range cases {
		if want := eddsa.PublicKey(c.Key).Check() == nil; got[i] != want {
			t.Errorf("%s: the key may be listed: %t, want %t", c.Name, got[i], want)
		}
	}
}
