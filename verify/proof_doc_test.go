package verify

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"ikrar/verify/trust"
)

// document returns PROOF.md and its fenced blocks, by language and name.
func document(t *testing.T) (string, map[string]string) {
	t.Helper()
	raw, err := os.ReadFile("PROOF.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(raw), "\r\n", "\n") // as git may check it out
	blocks := map[string]string{}
	for _, m := range regexp.MustCompile("(?ms)^```([a-z-]+ [a-z ]+)$\n(.*?)^```").FindAllStringSubmatch(text, -1) {
		if _, twice := blocks[m[1]]; twice {
			t.Errorf("PROOF.md has two blocks %q", m[1])
		}
		blocks[m[1]] = m[2]
	}
	return text, blocks
}

// compact takes comments and white space outside strings from diagnostic notation (RFC 8610 appendix G.6).
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
		if !inComment && (inString || !strings.ContainsRune(" \n", r)) {
			s.WriteRune(r)
		}
	}
	return s.String()
}

// The bytes that PROOF.md prints are those of the vectors.
func TestDocumentedBytes(t *testing.T) {
	_, blocks := document(t)
	vectors := map[string]vector{}
	for _, v := range readVectors(t) {
		vectors[v.Name] = v
	}
	diagnose := must(cbor.DiagOptions{ByteStringEmbeddedCBOR: true}.DiagMode())
	short := vectors["valid"].Input.Base64
	full := must(Read(vectors["full"].Input.bytes()))
	note, list := edition("default")
	leaf := full.entry().LeafHash()
	joined := func(s string) string { return strings.Join(strings.Fields(s), "") }
	for block, c := range map[string][2]string{
		"cbor-diag short":  {compact(blocks["cbor-diag short"]), compact(must(diagnose.Diagnose(short)))},
		"text qr":          {joined(blocks["text qr"]), vectors["qr-valid"].Input.Text},
		"text full":        {strings.ReplaceAll(blocks["text full"], " \\\n", ""), vectors["full"].Input.Text},
		"text code":        {joined(blocks["text code"]), string(vectors["valid"].Expect.Code)},
		"text trust":       {blocks["text trust"], string(note)},
		"text fingerprint": {blocks["text fingerprint"], demoTrust().Root.Fingerprint().Short() + "\n" + demoTrust().Root.Fingerprint().String() + "\n"},
		"hex entry":        {joined(blocks["hex entry"]), hexOf(full.entry().Bytes())},
		"cbor-diag status": {compact(blocks["cbor-diag status"]), compact(must(diagnose.Diagnose(vectors["list-same-tree"].List)))},
		"hex leaf hash":    {joined(blocks["hex leaf hash"]), hexOf(leaf[:])},
	} {
		if c[0] != c[1] || c[0] == "" {
			t.Errorf("PROOF.md, block %q reads\n%s\nwant\n%s", block, c[0], c[1])
		}
	}
	if c := must(list.Policy.Open(full.Inclusion.Checkpoint)); !strings.Contains(blocks["cbor-diag status"], hexOf(c.Root[:])) {
		t.Error("PROOF.md shows two roots for one size")
	}
	examples := strings.Split(strings.TrimSpace(blocks["text digits"]), "\n")
	if len(examples) < 5 {
		t.Errorf("%d examples of digits", len(examples))
	}
	for _, line := range examples {
		if f := strings.Fields(line); encodeDigits(part(f[0])) != f[1] {
			t.Errorf("PROOF.md writes %s as %s, want %s", f[0], f[1], encodeDigits(part(f[0])))
		}
	}
}

// Every reason code stands in the table of its step, with its outcome.
func TestDocumentedCodes(t *testing.T) {
	text, _ := document(t)
	rows := map[string]string{}
	step := 0
	for _, line := range strings.Split(text, "\n") {
		if m := regexp.MustCompile(`^\*\*([1-8])\. `).FindStringSubmatch(line); m != nil {
			step++
			if m[1] != fmt.Sprint(step) {
				t.Errorf("step %d is numbered %s", step, m[1])
			}
		}
		if m := regexp.MustCompile("^\\| `([a-z-]+)` \\| (holds|fails|open) \\|").FindStringSubmatch(line); m != nil {
			if n := stepOf(m[1]); n != step && n != 0 {
				t.Errorf("%s stands under step %d", m[1], step)
			}
			rows[m[1]] = m[2]
		}
	}
	for _, code := range ReasonCodes {
		want := map[*bool]string{holds: "holds", fails: "fails", nil: "open"}[outcomes[code]]
		if rows[code] != want {
			t.Errorf("PROOF.md says of %s %q, want %q", code, rows[code], want)
		}
	}
	if len(rows) != len(ReasonCodes) {
		t.Errorf("PROOF.md has %d codes, Check %d", len(rows), len(ReasonCodes))
	}
}

// The limits and the verdicts' exit codes that PROOF.md prints are the program's.
func TestDocumentedNumbers(t *testing.T) {
	text, _ := document(t)
	for _, want := range []string{fmt.Sprintf("at most %d bytes, a file %d", maxShort, MaxProof), fmt.Sprintf("more than %d digits", maxDigits),
		fmt.Sprintf("at most %d bytes", trust.MaxList), fmt.Sprintf("at most %d bytes", MaxStatusList), fmt.Sprintf("at most %d seconds", maxStatusLife),
		fmt.Sprintf("1..%d, 2 =>", maxStatusEntries), fmt.Sprintf("more than %d seconds", pledgeSkewSec), fmt.Sprintf("at most %d lines", maxPath),
		fmt.Sprintf("(%d bytes)", len(newDraft().short()))} {
		if !strings.Contains(text, want) {
			t.Errorf("PROOF.md does not say %q", want)
		}
	}
	for _, v := range []Verdict{Valid, Altered, Untrusted, Unrecorded, Revoked, Undetermined} {
		if !regexp.MustCompile(fmt.Sprintf("(?m)^\\| `%s` \\|.*\\| %d \\|$", v, v.ExitCode())).MatchString(text) {
			t.Errorf("PROOF.md does not give %s its exit code %d", v, v.ExitCode())
		}
	}
}
