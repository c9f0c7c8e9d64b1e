package trust

import (
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// FuzzList holds the law of trust lists: what is read is written again as it came.
func FuzzList(f *testing.F) {
	for name := range editions {
		_, list := edition(name)
		f.Add(list.text())
	}
	f.Fuzz(func(t *testing.T, text string) {
		if list, err := parse(text); err == nil && list.text() != text {
			t.Errorf("%q is written as %q", text, list.text())
		}
	})
}

// FuzzPolicy holds policies to their law, and their quorum to what everybody and nobody makes of
// it.
func FuzzPolicy(f *testing.F) {
	list := demoTrust(withoutQuorum)
	before, _, _ := strings.Cut(list.text(), "log ")
	for name := range editions {
		_, other := edition(name)
		var b strings.Builder
		other.Policy.lines(&b)
		f.Add(b.String())
	}
	f.Fuzz(func(t *testing.T, lines string) {
		l, err := parse(before + lines)
		if err != nil {
			return
		}
		if l.text() != before+lines {
			t.Errorf("%q is written in another way", lines)
		}
		var all []string
		for _, w := range l.Policy.Witnesses {
			all = append(all, w.Name)
		}
		size := l.Policy.Size()
		if !l.Policy.Met(all) || l.Policy.Met(nil) != (size == 0) || size > len(all) {
			t.Errorf("quorum of %d in %q", size, lines)
		}
	})
}

// FuzzParseVerifierKey: a key that parses has the spelling that it came in, and may be listed.
func FuzzParseVerifierKey(f *testing.F) {
	f.Add(LogKey(origin, demoPublic("ledger")).String())
	f.Add(WitnessKey("bkn.example", demoPublic("bkn")).String())
	f.Add(LogKey(origin, eddsa.PublicKey{1}).String())
	f.Add("a+00000000+AQ==")
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseVerifierKey(text)
		if err == nil && (k.String() != text || k.Key().Check() != nil || signer.CheckKeyName(k.Name()) != nil) {
			t.Errorf("%q parsed as %v", text, k)
		}
	})
}
