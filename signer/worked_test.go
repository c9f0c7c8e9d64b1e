package signer

import (
	"bytes"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	fxamacker "github.com/fxamacker/cbor/v2"

	"ikrar/signer/cbor"
)

// workedText is the commitment text of STATEMENT.md's worked example.
const workedText = "Pernyataan\nSaya berkomitmen.\n"

// worked makes the worked example of STATEMENT.md: its statements and what else it prints, by the
// name of the block.
func worked(t testing.TB) (Statement[Pledge], map[string][]byte) {
	t.Helper()
	blocks := map[string][]byte{}
	for _, name := range []string{"registrar", "employee", "ledger"} {
		key := testKey(name)
		pub := publicOf(key)
		blocks[name+" seed"], blocks[name+" public key"] = key.Seed(), pub[:]
	}
	subject := DigestOf([]byte("DEMO subject"))
	credential := must(Sign(testKey("registrar"), origin, Credential{IssuedAt: 1774922400, Confirmation: Confirmation{publicOf(testKey("employee"))},
		Person: Person{Subject: Subject(subject[:8]), Name: "Siti Rahmawati, S.Sos.", Unit: "Biro Organisasi",
			Position: "Analis Kebijakan Ahli Pertama", Rank: "Penata Muda, III/a", NIPLast4: "1001"}}))
	pledge := must(Sign(testKey("employee"), origin, Pledge{IssuedAt: 1774922460, Credential: credential.Bytes(),
		PledgeBody: PledgeBody{Text: DigestOf([]byte(workedText)), Campaign: "deklarasi-2026", Place: "Pontianak"}}))
	digest, signature := pledge.Digest(), pledge.Signature()
	registration := Registration{Index: 7, Time: 1774922470, Digest: digest, Credential: 3}
	registered := must(registration.Sign(testKey("ledger"), origin))
	for name, block := range map[string][]byte{
		"credential": credential.Bytes(), "credential signed bytes": credential.SigStructure(origin),
		"pledge": pledge.Bytes(), "pledge signed bytes": pledge.SigStructure(origin), "pledge signature": signature[:], "pledge digest": digest[:],
		"registration": cbor.Encode(registration), "registration signed bytes": registration.sigStructure(origin), "registration signature": registered[:]} {
		blocks[name] = block
	}
	return pledge, blocks
}

// document returns STATEMENT.md's fenced blocks of one language by what follows the language on the
// opening line.
func document(t *testing.T, language string) map[string]string {
	t.Helper()
	text, err := os.ReadFile("STATEMENT.md")
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ = bytes.Cut(text, []byte("\n## 13. ")) // a test of signer/invitation reads that
	blocks := map[string]string{}
	fence := regexp.MustCompile("(?ms)^```" + language + " ([a-z0-9 ]+)\r?$\n(.*?)^```")
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		if _, twice := blocks[m[1]]; twice {
			t.Errorf("STATEMENT.md has two %s blocks %q", language, m[1])
		}
		blocks[m[1]] = m[2]
	}
	return blocks
}

func TestWorkedExample(t *testing.T) {
	_, want := worked(t)
	got := document(t, "hex")
	delete(got, "small order") // which a test of signer/eddsa reads
	if g, w := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(g, w) {
		t.Errorf("STATEMENT.md has the hex blocks\n%q, want\n%q", g, w)
	}
	for name, block := range want {
		if printed := strings.Join(strings.Fields(got[name]), ""); printed != hex.EncodeToString(block) {
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

// The specimen is the worked example's pledge, and says so to a CBOR library too.
func TestSpecimen(t *testing.T) {
	pledge, _ := worked(t)
	mode := must(fxamacker.DiagOptions{ByteStringEmbeddedCBOR: true}.DiagMode())
	want, err := mode.Diagnose(pledge.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got := compact(document(t, "cbor-diag")["pledge"]); got != compact(want) {
		t.Errorf("STATEMENT.md's specimen reads\n%s\nthe pledge is\n%s", got, compact(want))
	}
}

// compact takes comments and white space outside strings from diagnostic notation (RFC 8610
// appendix G.6).
func compact(diag string) string {
	var s strings.Builder
	inString, inComment := false, false
	for _, r := range diag {
		switch {
		case r == '"' && !inComment:
			inString = !inString
		case r == '/' && !inString:
			inComment = !inComment
			continue
		}
		if !inComment && (inString || !strings.ContainsRune(" \t\r\n", r)) {
			s.WriteRune(r)
		}
	}
	return s.String()
}

// openssl knows nothing of COSE: it checks each printed signature over the printed bytes, read from
// the document.
func TestOpenSSLAgrees(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("openssl is not installed, and CI must not skip this")
		}
		t.Skip("skipped: openssl is not installed")
	}
	blocks := document(t, "hex")
	for what, signatory := range map[string]string{"pledge": "employee", "credential": "registrar", "registration": "ledger"} {
		message, sig := unhex(t, blocks[what+" signed bytes"]), unhex(t, blocks[what+" signature"])
		if what == "credential" { // a statement ends with its signature
			statement := unhex(t, blocks[what])
			sig = statement[len(statement)-64:]
		}
		if out, err := opensslVerify(t, openssl, unhex(t, blocks[signatory+" public key"]), message, sig); err != nil {
			t.Errorf("%s: %v: %s", what, err, out)
		}
		message[len(message)-1] ^= 1
		if out, err := opensslVerify(t, openssl, unhex(t, blocks[signatory+" public key"]), message, sig); err == nil {
			t.Errorf("%s: accepted with a byte changed: %s", what, out)
		}
	}
}

func unhex(t *testing.T, block string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.Join(strings.Fields(block), ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func opensslVerify(t *testing.T, openssl string, pub, message, sig []byte) ([]byte, error) {
	t.Helper()
	dir := t.TempDir()
	// SubjectPublicKeyInfo of RFC 8410: twelve bytes that STATEMENT.md prints, then the key.
	der := append([]byte{0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00}, pub...)
	if _, err := x509.ParsePKIXPublicKey(der); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"key.pem": pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), "signed": message, "sig": sig} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "key.pem", "-in", "signed", "-sigfile", "sig")
	cmd.Dir = dir
	return cmd.CombinedOutput()
}
