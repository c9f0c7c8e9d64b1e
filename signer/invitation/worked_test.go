package invitation

import (
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// The worked example of STATEMENT.md section 13 goes on from that of section 9: same institution,
// same keys, same person.
const (
	workedOrigin  = "ikrar.contoh.example/buku"
	workedAddress = "https://ikrar.contoh.example"
	workedCode    = Code("K7QM2F8D9XPA0R3T")
	workedDate    = 1774922400
)

func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// worked makes what the document prints, by the name of the block.
func worked() map[string][]byte {
	invited, wrapping := workedCode.Key(workedOrigin), workedCode.WrappingKey(workedOrigin)
	public := must(eddsa.PublicKeyOf(invited))
	subject := signer.DigestOf([]byte("DEMO subject"))
	who := signer.Person{Subject: signer.Subject(subject[:8]), Name: "Siti Rahmawati, S.Sos.", Unit: "Biro Organisasi",
		Position: "Analis Kebijakan Ahli Pertama", Rank: "Penata Muda, III/a", NIPLast4: "1001"}
	invitation := must(Invitation{workedDate, Body{who, public, workedDate + 30*86400}}.
		Sign(demoKey("registrar"), workedOrigin))
	request := must(Request{Address: workedAddress}.Sign(demoKey("employee"), invited, workedOrigin))
	_, first, second, _ := parseRequest(request)
	whole := must(signer.ParseNamed(invitation))
	return map[string][]byte{
		"invitation seed": invited.Seed(), "invitation public key": public[:], "wrapping key": wrapping[:],
		"invitation": invitation, "invitation signed bytes": signedBytes(whole, "invitation"),
		"request": request, "request signed bytes": signedBytes(first, "request"), "request signature": tail(first),
		"redemption signed bytes": signedBytes(second, "redemption"), "redemption signature": tail(second),
		"view": must(View{Date: workedDate, Address: workedAddress}.Sign(invited, workedOrigin)),
		"withdrawal": must(Withdrawal{Date: workedDate, Address: workedAddress, Request: signer.DigestOf(request)}.
			Sign(invited, workedOrigin)),
		"correction": must(Correction{Date: workedDate, Address: workedAddress, Field: "rank", Wish: "Penata, III/c",
			Note: "sejak April"}.Sign(invited, workedOrigin)),
	}
}

// signedBytes takes the parts from the bytes, as section 3 says.
func signedBytes(n signer.Named, name string) []byte {
	var parts []cbor.Raw
	var protected []byte
	if err := cbor.Decode(n.Bytes(), &parts); err != nil {
		panic(err)
	}
	if err := cbor.Decode(parts[0], &protected); err != nil {
		panic(err)
	}
	return cbor.Encode([]any{"Signature1", protected, []byte("ikrar/" + name + "/v1 " + workedOrigin), n.Payload()})
}

// tail is the signature, with which a COSE_Sign1 ends.
func tail(n signer.Named) []byte { return n.Bytes()[len(n.Bytes())-64:] }

func section13(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../STATEMENT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n## 13. ")
	if !ok {
		t.Fatal("STATEMENT.md has no section 13")
	}
	section, _, _ = strings.Cut(section, "\n## 14. ")
	return section
}

func TestWorkedExample(t *testing.T) {
	got := map[string]string{}
	fence := regexp.MustCompile("(?ms)^```hex ([a-z0-9 ]+)$\n(.*?)^```")
	for _, m := range fence.FindAllStringSubmatch(section13(t), -1) {
		got[m[1]] = strings.Join(strings.Fields(m[2]), "")
	}
	want := worked()
	if g, w := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(g, w) {
		t.Errorf("STATEMENT.md has the hex blocks\n%q, want\n%q", g, w)
	}
	for name, block := range want {
		if got[name] != hex.EncodeToString(block) {
			t.Errorf("STATEMENT.md, block %q differs; the code makes\n%s", name, lines(block))
		}
	}
}

// lines writes hexadecimal as the document does, 48 bytes a line.
func lines(b []byte) string {
	var s strings.Builder
	for part := range slices.Chunk(b, 48) {
		s.WriteString(hex.EncodeToString(part) + "\n")
	}
	return s.String()
}

// The grammar in STATEMENT.md has the labels of the code, says of the same ones that they may be
// absent, and the numbers are those of the code.
func TestGrammar(t *testing.T) {
	text := section13(t)
	for rule, v := range map[string]any{"invitation-claims": invitationClaims{}, "request-claims": requestClaims{},
		"request-body": requestBody{}, "view-claims": asked[viewBody]{}, "view-body": viewBody{},
		"withdrawal-claims": asked[withdrawalBody]{}, "withdrawal-body": withdrawalBody{},
		"correction-claims": asked[correctionBody]{}, "correction-body": correctionBody{},
		"invitation-body": invitationBody{}} {
		if got, want := labelsOf(text, rule), tagsOf(reflect.TypeOf(v)); !slices.Equal(got, want) {
			t.Errorf("%s has the labels %q in STATEMENT.md and %q in %T", rule, got, want, v)
		}
	}
	for _, want := range []string{fmt.Sprintf("%d seconds", Skew), "10,000 iterations", workedCode.String(),
		`"` + strings.Join(Fields, `" / "`) + `"`} {
		if rounds != 10_000 || !strings.Contains(text, want) {
			t.Errorf("STATEMENT.md does not say %q", want)
		}
	}
}

func labelsOf(grammar, rule string) (labels []string) {
	body := regexp.MustCompile(`(?ms)^` + rule + `\s*= \{(.*?)\}`).FindStringSubmatch(grammar)
	if body == nil {
		return nil
	}
	for _, m := range regexp.MustCompile(`(\? )?(-?\d+) =>`).FindAllStringSubmatch(body[1], -1) {
		labels = append(labels, m[1]+m[2])
	}
	return labels
}

func tagsOf(typ reflect.Type) (labels []string) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		label, options, ok := strings.Cut(f.Tag.Get("cbor"), ",")
		switch {
		case !ok && f.Anonymous:
			labels = append(labels, tagsOf(f.Type)...)
		case strings.Contains(options, "omitempty"):
			labels = append(labels, "? "+label)
		case ok:
			labels = append(labels, label)
		}
	}
	return labels
}
