package trust

import (
	"strings"
	"testing"
)

// The root of the trust list in PROOF.md, whose fingerprint stands there too.
const (
	demoRootLong  = "gnGJzsFQWL-K5yrRFIGaBG8-eVXmuz-A1hdoi1kBv70"
	demoRootShort = "G9RR-KKP1-A1CB-Z2Q7-5B8H"
)

func TestFingerprint(t *testing.T) {
	f := demoTrust().Root.Fingerprint()
	if f.String() != demoRootLong || f.Short() != demoRootShort {
		t.Errorf("%s and %s", f, f.Short())
	}
	if zero := (TypedFingerprint{}); zero.Of(f) || zero.Of(Fingerprint{}) {
		t.Error("what was not typed is of some key")
	}
}

func TestParseFingerprint(t *testing.T) {
	f := demoTrust().Root.Fingerprint()
	for typed, of := range map[string]bool{
		demoRootLong:                   true,
		demoRootShort:                  true,
		strings.ToLower(demoRootShort): true,
		strings.ReplaceAll(demoRootShort, "-", ""):    true,
		strings.ReplaceAll(demoRootShort, "-", " "):   true,
		strings.ReplaceAll(demoRootShort, "1", "I"):   true,
		strings.ReplaceAll(demoRootShort, "1", "l"):   true,
		"G9RR-KKP1-A1CB-Z2Q7-5B8J":                    false, // its last bit
		"09RR-KKP1-A1CB-Z2Q7-5B8H":                    false,
		"OOOO-OOOO-OOOO-OOOO-OOOO":                    false,
		"hnGJzsFQWL-K5yrRFIGaBG8-eVXmuz-A1hdoi1kBv70": false,
	} {
		if got, err := ParseFingerprint(typed); err != nil || got.Of(f) != of {
			t.Errorf("%s: of the root %v, %v", typed, got.Of(f), err)
		}
	}
	for _, typed := range []string{"", "-", demoRootShort[:23], demoRootShort + "0", "U9RR-KKP1-A1CB-Z2Q7-5B8H",
		demoRootLong[:42], demoRootLong + "A",
		demoRootLong[:42] + "1", demoRootLong[:42] + "\n", "SHA256:" + demoRootLong, strings.Repeat("-", 60) +
			demoRootShort, strings.Repeat("é", 20)} {
		if got, err := ParseFingerprint(typed); err == nil {
			t.Errorf("%q was read as %s", typed, got)
		}
	}
}

// FuzzFingerprint holds the law of fingerprints: what is printed in either spelling is of the key,
// what was read is of a key exactly when that begins as it was typed, and it is written in the one
// spelling of its length.
func FuzzFingerprint(f *testing.F) {
	demo := demoTrust().Root.Fingerprint()
	f.Add(demo[:], demoRootShort)
	f.Add(demo[:], demoRootLong)
	f.Add([]byte{}, "oooo-oooo-oooo-oooo-oooo")
	f.Fuzz(func(t *testing.T, raw []byte, typed string) {
		var of Fingerprint
		copy(of[:], raw)
		for _, printed := range []string{of.String(), of.Short(), strings.ToLower(of.Short())} {
			got, err := ParseFingerprint(printed)
			if err != nil || !got.Of(of) {
				t.Errorf("%s is not of %x: %v", printed, of, err)
			}
		}
		got, err := ParseFingerprint(typed)
		if err != nil {
			return
		}
		again, err := ParseFingerprint(got.String())
		if err != nil || again != got {
			t.Errorf("%q is written as %s, and read as %s, %v", typed, got, again, err)
		}
		whole := got.String() == of.String() || got.String() == of.Short()
		if got.Of(of) != whole {
			t.Errorf("%q is of %s: %v", typed, of, got.Of(of))
		}
	})
}
