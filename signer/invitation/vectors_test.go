package invitation_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"reflect"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	. "ikrar/signer/invitation"
)

const vectorFile = "../testdata/invitation.json"

var update = flag.Bool("update", false, "write "+vectorFile+" anew")

type hexBytes []byte

func (h hexBytes) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h)), nil }

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(string(text))
	return err
}

// vectors are signer/testdata/invitation.json, which signer/web reads too.
type vectors struct {
	Origin        string   `json:"origin"`
	Address       string   `json:"address"`
	Code          Code     `json:"code"`
	InvitationKey hexBytes `json:"invitation_seed"` // derived from the code
	WrappingKey   hexBytes `json:"wrapping_key"`
	Person        hexBytes `json:"person_seed"`
	Registrar     hexBytes `json:"registrar_key"` // public
	Vectors       []vector `json:"vectors"`
}

// A vector is something signed, or meant to look like it. Its name is its form and its defect.
type vector struct {
	Name   string            `json:"name"`
	Form   string            `json:"form"`
	Raw    hexBytes          `json:"raw"`
	Answer string            `json:"answer"` // valid, encoding or signature
	Says   map[string]string `json:"says,omitempty"`
}

const date = 1774922400 // 31 March 2026, 09.00 WIB

func TestVectors(t *testing.T) {
	made := vectors{Origin: origin, Address: address, Code: code, InvitationKey: code.Key(origin).Seed(),
		Person: person.Seed(), Registrar: hexBytes(registrar.Public().(ed25519.PublicKey)), Vectors: allVectors()}
	wrapping := code.WrappingKey(origin)
	made.WrappingKey = wrapping[:]
	text, err := json.MarshalIndent(made, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(vectorFile, append(text, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(vectorFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.TrimSpace(kept), text) {
		t.Errorf("%s is not what the code makes: go test -update", vectorFile)
	}
	names := map[string]bool{}
	for _, v := range made.Vectors {
		if names[v.Name] {
			t.Errorf("two vectors are called %s", v.Name)
		}
		names[v.Name] = true
		says, err := opened(v.Form, v.Raw)
		if got := answerOf(err); got != v.Answer || v.Answer == "valid" && !reflect.DeepEqual(says, v.Says) {
			t.Errorf("%s: %s %v (%v), want %s %v", v.Name, got, says, err, v.Answer, v.Says)
		}
	}
}

func answerOf(err error) string {
	switch {
	case err == nil:
		return "valid"
	case errors.Is(err, signer.ErrEncoding):
		return "encoding"
	case errors.Is(err, eddsa.ErrSignature):
		return "signature"
	}
	return err.Error()
}

// opened opens a form, and says what it says in texts.
func opened(form string, raw []byte) (map[string]string, error) {
	switch form {
	case "invitation":
		u, err := Parse(raw)
		if err != nil {
			return nil, err
		}
		i, err := u.Open(origin, eddsa.PublicKey(registrar.Public().(ed25519.PublicKey)))
		replaces := ""
		if i.Replaces != nil {
			replaces = i.Replaces.String()
		}
		return said("subject", i.Subject[:], "name", i.Name, "unit", i.Unit, "position", i.Position, "rank", i.Rank,
			"last4", i.NIPLast4, "replaces", replaces, "key", i.Key[:], "until", i.Until, "iat", i.IssuedAt), err
	case "request":
		r, err := OpenRequest(raw, origin)
		after := ""
		if r.After != nil {
			after = r.After.String()
		}
		return said("key", r.Key[:], "address", r.Address, "invitation", r.Invitation[:], "after", after), err
	case "view":
		v, err := OpenView(raw, origin)
		return said("date", v.Date, "address", v.Address, "key", v.Key[:]), err
	case "withdrawal":
		w, err := OpenWithdrawal(raw, origin)
		return said("date", w.Date, "address", w.Address, "key", w.Key[:], "request", w.Request[:]), err
	}
	c, err := OpenCorrection(raw, origin)
	return said("date", c.Date, "address", c.Address, "key", c.Key[:],
		"field", c.Field, "wish", c.Wish, "note", c.Note), err
}

// said makes a map of name, value, name, value; what is empty is left out.
func said(pairs ...any) map[string]string {
	all := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		text := ""
		switch v := pairs[i+1].(type) {
		case []byte:
			text = hex.EncodeToString(v)
		case string:
			text = v
		case int64:
			text = string(must(json.Marshal(v)))
		}
		if text != "" {
			all[pairs[i].(string)] = text
		}
	}
	return all
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The parts of something signed, each of which a vector may spoil.
type parts struct {
	key       ed25519.PrivateKey
	name      string // in the external data
	origin    string
	protected any // []byte is taken as it is
	payload   any // likewise
}

type labels = map[any]any

// sign signs the parts, whatever they are.
func (p parts) sign() []byte {
	if p.protected == nil {
		id := eddsa.PublicKey(p.key.Public().(ed25519.PublicKey)).ID()
		p.protected = labels{1: -8, 4: id[:]}
	}
	protected, payload := encoded(p.protected), encoded(p.payload)
	external := "ikrar/" + p.name + "/v1 " + p.origin
	signed := cbor.Encode([]any{"Signature1", protected, []byte(external), payload})
	return cbor.Encode([]any{protected, labels{}, payload, ed25519.Sign(p.key, signed)})
}

func encoded(v any) []byte {
	if b, ok := v.([]byte); ok {
		return b
	}
	return cbor.Encode(v)
}
