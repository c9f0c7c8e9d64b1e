package answer

import (
	"strings"
	"testing"

	"ikrar/verify"
	"ikrar/verify/phrase"
)

// What is said of a file accuses nobody of a change that a program made.
func TestFileSentences(t *testing.T) {
	now := int64(started + day)
	for _, c := range []struct {
		file    verify.File
		what    string // the difference
		verdict verify.Verdict
		says    string
		fact    string
	}{
		{verify.FileResaved, "nothing", verify.Undetermined,
			"The pledge is valid; this file was saved anew. Download the original; compare the details below.",
			"The issued file, saved anew"},
		{verify.FileExtended, "added-signature", verify.Undetermined,
			"Issued, then signed by somebody else. That signature is not checked here. Download the original.",
			"The issued file, with something appended"},
		{verify.FileExtended, "added-seal", verify.Undetermined,
			"Issued, then signed by somebody else. That signature is not checked here. Download the original.",
			"The issued file, with something appended"},
		{verify.FileExtended, "added-mark", verify.Undetermined,
			"This file holds the one that was issued, but something was appended to it. Ask for the original file.",
			"The issued file, with something appended"},
		{verify.FileUnchecked, "unlike", verify.Valid,
			"This pledge is recorded and has not changed since it was signed.",
			"File not checked"},
		{verify.FileUnchecked, "unissued", verify.Valid,
			"This pledge is recorded and has not changed since it was signed.",
			"File not checked"},
		{verify.FileUnchecked, "replaced", verify.Valid,
			"This pledge is recorded and has not changed since it was signed.",
			"File not checked"},
	} {
		r := verify.Check(demoProof(t).Short(), demoTrust(), source{State: verify.StateGood}, now)
		r.Differences = []verify.Difference{{What: c.what}}
		r.CheckFile(c.file)
		a := New(phrase.EN, "x", r, demoTrust(), now)
		var out strings.Builder
		if err := a.Print(&out); err != nil {
			t.Fatal(err)
		}
		said := strings.Join(strings.Fields(out.String()), " ")
		for _, want := range []string{c.says, "• " + phrase.Differences.Say(phrase.EN, "difference."+c.what),
			"File " + c.fact} {
			if !strings.Contains(said, want) {
				t.Errorf("%s, %s: does not say %q:\n%s", c.file, c.what, want, out.String())
			}
		}
		if a.Verdict != c.verdict || strings.Contains(said, "only the ledger knows") {
			t.Errorf("%s, %s: %s:\n%s", c.file, c.what, a.Verdict, out.String())
		}
	}
}
