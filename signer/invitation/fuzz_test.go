package invitation

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
)

// seeds gives a fuzz target every vector, of whatever form.
func seeds(f *testing.F) {
	f.Helper()
	var file struct{ Vectors []struct{ Raw string } }
	text, err := os.ReadFile("../testdata/invitation.json")
	if err != nil {
		f.Fatal(err)
	}
	if err := json.Unmarshal(text, &file); err != nil {
		f.Fatal(err)
	}
	for _, v := range file.Vectors {
		raw, err := hex.DecodeString(v.Raw)
		if err != nil {
			f.Fatal(err)
		}
		if len(raw) < 1024 {
			f.Add(raw)
		}
	}
}

// FuzzParse holds that what is read has one encoding, the one that it came in: encode(parse(x)) is
// x.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		u, err := Parse(raw)
		lawful(t, "invitation", err, u.signed, func() []byte { return cbor.Encode(u.claims.claims()) })
		view, signed, err := parse[viewBody](raw)
		lawful(t, "view", err, signed, func() []byte { return cbor.Encode(view) })
		withdrawal, signed, err := parse[withdrawalBody](raw)
		lawful(t, "withdrawal", err, signed, func() []byte { return cbor.Encode(withdrawal) })
		correction, signed, err := parse[correctionBody](raw)
		lawful(t, "correction", err, signed, func() []byte { return cbor.Encode(correction) })
	})
}

func lawful(t *testing.T, what string, err error, signed signer.Named, encode func() []byte) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, signer.ErrEncoding) {
			t.Errorf("%s: an error of another kind: %v", what, err)
		}
		return
	}
	if got := encode(); !bytes.Equal(got, signed.Payload()) {
		t.Errorf("%s %x is encoded as %x", what, signed.Payload(), got)
	}
}

// FuzzRequest holds the same of a request, both halves.
func FuzzRequest(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, first, second, err := parseRequest(raw)
		lawful(t, "request", err, first, func() []byte {
			body := requestBody{r.Address, plainKey(r.Invitation), r.After}
			return cbor.Encode(requestClaims{signer.Confirmation{Key: r.Key}, body})
		})
		again := cbor.Encode(both{First: first.Bytes(), Second: second.Bytes()})
		if err == nil && (!bytes.Equal(again, raw) || len(second.Payload()) != 32) {
			t.Errorf("%x is encoded as %x", raw, again)
		}
	})
}

// FuzzCode holds that what is read as a code is printed as it would be typed.
func FuzzCode(f *testing.F) {
	f.Add("K7QM-2F8D-9XPA-0R3T")
	f.Add("k7qm 2f8d 9xpa ooot")
	f.Add("")
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := ParseCode(typed)
		if err != nil {
			return
		}
		if again, err := ParseCode(code.String()); err != nil || again != code || len(code) != codeLength {
			t.Errorf("%q is read as %q, and that as %q", typed, code, again)
		}
	})
}
