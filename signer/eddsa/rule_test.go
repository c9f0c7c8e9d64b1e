package eddsa

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"filippo.io/edwards25519"
)

// vectorsFromOutside is a folder beside the work tree, not in the repository; its README names each
// file's source.
const vectorsFromOutside = "../../../shared/vectors/"

// ruleHolds is the one rule a second time, in curve arithmetic alone: neither crypto/ed25519 nor a
// table of points.
func ruleHolds(key, message, sig []byte) bool {
	a, okA := strictPoint(key)
	_, okR := strictPoint(sig[:32])
	s, err := edwards25519.NewScalar().SetCanonicalBytes(sig[32:])
	if !okA || !okR || err != nil {
		return false
	}
	minusA := new(edwards25519.Point).Negate(a)
	r := new(edwards25519.Point).VarTimeDoubleScalarBaseMult(challenge(sig[:32], key, message), minusA, s)
	return bytes.Equal(r.Bytes(), sig[:32])
}

// strictPoint decodes a point and reports whether it has this one encoding and an order other than
// 1, 2, 4 and 8.
func strictPoint(encoded []byte) (*edwards25519.Point, bool) {
	p, err := new(edwards25519.Point).SetBytes(encoded) // accepts non-canonical encodings
	if err != nil || !bytes.Equal(p.Bytes(), encoded) {
		return nil, false
	}
	return p, new(edwards25519.Point).MultByCofactor(p).Equal(edwards25519.NewIdentityPoint()) == 0
}

// enrollable is [PublicKey.Check] a second time: multiplying by 8 and by the inverse of 8 takes the
// torsion away.
func enrollable(key []byte) bool {
	p, ok := strictPoint(key)
	if !ok {
		return false
	}
	eight := [32]byte{8}
	inverse := must(edwards25519.NewScalar().SetCanonicalBytes(eight[:]))
	inverse.Invert(inverse)
	cleared := new(edwards25519.Point).MultByCofactor(p)
	return cleared.ScalarMult(inverse, cleared).Equal(p) == 1
}

// challenge is k of RFC 8032 section 5.1.7 step 2, reduced modulo the group order as every
// implementation does.
func challenge(r, key, message []byte) *edwards25519.Scalar {
	h := sha512.New()
	h.Write(r)
	h.Write(key)
	h.Write(message)
	return must(edwards25519.NewScalar().SetUniformBytes(h.Sum(nil)))
}

// agree checks that both implementations of both halves of the rule say what is expected.
func agree(t *testing.T, name string, key, message, sig []byte, valid bool) {
	t.Helper()
	err := PublicKey(key).Verify(message, Signature(sig))
	if (err == nil) != valid {
		t.Errorf("%s: Verify says %v, want valid = %v", name, err, valid)
	}
	if err != nil && !errors.Is(err, ErrKey) && !errors.Is(err, ErrSignature) {
		t.Errorf("%s: error %v is neither about the key nor about the signature", name, err)
	}
	if ruleHolds(key, message, sig) != valid {
		t.Errorf("%s: the second implementation does not say valid = %v", name, valid)
	}
	if err := PublicKey(key).Check(); (err == nil) != enrollable(key) {
		t.Errorf("%s: Check says %v, the second implementation %v", name, err, enrollable(key))
	}
	if testing.Short() {
		return
	}
	agreeInBatch(t, name, Signed{PublicKey(key), message, Signature(sig)}, len(message)%3)
}

func TestVectorsByDefect(t *testing.T) {
	want := craftVectors()
	const file = "testdata/ed25519.json"
	made := append(must(json.MarshalIndent(want, "", "\t")), '\n')
	if *update {
		if err := os.WriteFile(file, made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(stored, []byte("\r\n"), []byte("\n")), made) {
		t.Fatalf("%s differs from what vectors_test.go makes; go test -update writes it", file)
	}
	fooled := 0
	for _, v := range want {
		agree(t, v.Name, v.Key, v.Message, v.Signature, v.Valid)
		if err := PublicKey(v.Key).Check(); (err == nil) != v.Enrol {
			t.Errorf("%s: Check says %v, want enrol = %v", v.Name, err, v.Enrol)
		}
		if plain := ed25519.Verify([]byte(v.Key), v.Message, v.Signature); plain != v.Plain {
			t.Errorf("%s: crypto/ed25519 alone says %v, the vector %v", v.Name, plain, v.Plain)
		} else if plain && !v.Valid {
			fooled++
		}
	}
	// 14 encodings of A, 8 of R over a mixed key, 1 over an honest one.
	if len(want) < 40 || fooled != 23 {
		t.Errorf("%d vectors, %d of which plain RFC 8032 verification accepts; want 40 and 23", len(want), fooled)
	}
}

// Every mixture of torsion in A and in R: whether the signature holds follows from the residue
// alone.
func TestTorsionGrid(t *testing.T) {
	held := 0
	for i := range 8 {
		for j := range 8 {
			for n := range uint32(16) {
				key, r := mixed(keyScalar, i), mixed(nonceScalar, j)
				message := binary.BigEndian.AppendUint32(nil, n)
				sig, residue := seal(key, r, message, i, j, keyScalar, nonceScalar)
				agree(t, "torsion grid", key, message, sig, residue == 0)
				if residue == 0 {
					held++
				}
			}
		}
	}
	if held < 100 || held > 400 {
		t.Errorf("%d of 1024 hold, which is not what chance gives", held)
	}
}

func TestCheckRefuses(t *testing.T) {
	y := func(low byte, sign byte) []byte { // y = p + low - 0xed
		b := bytes.Repeat([]byte{0xff}, 32)
		b[0], b[31] = low, 0x7f|sign
		return b
	}
	for low := 0xed; low <= 0xff; low++ {
		for _, sign := range []byte{0, 0x80} {
			key := PublicKey(y(byte(low), sign))
			if err := key.Check(); err == nil || err.Error() != "unusable Ed25519 key: non-canonical point" {
				t.Errorf("%x: %v", key, err)
			}
		}
	}
	for i := range 8 {
		key := PublicKey(torsion(i).Bytes())
		if err := key.Check(); err == nil || err.Error() != "unusable Ed25519 key: point of small order" {
			t.Errorf("%x: %v", key, err)
		}
		mixedKey := PublicKey(mixed(keyScalar, i))
		const torn = "unusable Ed25519 key: the point has a torsion component"
		if err := mixedKey.Check(); (err == nil) != (i == 0) || i != 0 && err.Error() != torn {
			t.Errorf("torsion %d: %v", i, err)
		}
	}
	if err := (PublicKey{2}).Check(); err == nil || err.Error() != "unusable Ed25519 key: not a point of the curve" {
		t.Errorf("y = 2: %v", err)
	}
	for _, name := range []string{"employee", "registrar", "ledger"} {
		if err := publicOf(testKey(name)).Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// CCTV says what each vector exercises; what follows from it under our rule is computed here from
// its flags.
func TestCCTV(t *testing.T) {
	var vectors []struct {
		Number   int
		Key, Sig hexBytes
		Msg      string
		Flags    []string
	}
	readOutside(t, "cctv-ed25519.json", &vectors)
	valid := 0
	for _, v := range vectors {
		want := true
		for _, flag := range v.Flags {
			switch flag {
			case "low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R":
				want = false
			case "low_order_residue": // only the equation with the cofactor holds
				want = false
			case "low_order_component_A", "low_order_component_R", "reencoded_k":
			default:
				t.Fatalf("vector %d: unknown flag %q", v.Number, flag)
			}
		}
		agree(t, "cctv "+hex.EncodeToString(v.Sig[:4]), v.Key, []byte(v.Msg), v.Sig, want)
		if want {
			valid++
		}
	}
	if len(vectors) < 914 || valid < 43 {
		t.Errorf("%d vectors, %d valid; want at least 914 and 43", len(vectors), valid)
	}
}

func TestWycheproof(t *testing.T) {
	var file struct {
		TestGroups []struct {
			PublicKey struct{ PK hexBytes }
			Tests     []struct {
				TcID     int
				Msg, Sig hexBytes
				Result   string
			}
		}
	}
	readOutside(t, "wycheproof-ed25519.json", &file)
	total, valid := 0, 0
	for _, group := range file.TestGroups {
		for _, v := range group.Tests {
			total++
			if v.Result == "valid" {
				valid++
			}
			if len(v.Sig) != len(Signature{}) { // no Signature can hold it
				if v.Result != "invalid" {
					t.Errorf("%d: signature of %d bytes is %s", v.TcID, len(v.Sig), v.Result)
				}
				continue
			}
			agree(t, "wycheproof", group.PublicKey.PK, v.Msg, v.Sig, v.Result == "valid")
		}
	}
	if total < 151 || valid < 88 {
		t.Errorf("%d vectors, %d valid; want at least 151 and 88", total, valid)
	}
}

func readOutside(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(vectorsFromOutside + name)
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("skipped: %s is not there; it comes with the outside vectors, not with the repository",
			vectorsFromOutside+name)
	}
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}
