package signer

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The grammar in STATEMENT.md has the labels of the code, and says of the same ones that they may
// be absent.
func TestGrammar(t *testing.T) {
	grammar := document(t, "cddl")["grammar"]
	rules := map[string]any{
		"credential-claims": Credential{}, "cnf": Confirmation{}, "person": Person{},
		"campaign-claims": Campaign{}, "campaign-body": CampaignBody{}, "pledge-claims": Pledge{}, "pledge-body": PledgeBody{},
		"issuance-claims": Issuance{}, "issuance-body": IssuanceBody{}, "revocation-claims": Revocation{}, "revocation-body": RevocationBody{},
		"erasure-claims": Erasure{}, "erasure-body": ErasureBody{},
	}
	for rule, v := range rules {
		if got, want := labelsOf(grammar, rule), tagsOf(reflect.TypeOf(v)); !slices.Equal(got, want) {
			t.Errorf("%s has the labels %q in STATEMENT.md and %q in %T", rule, got, want, v)
		}
	}
	if n := strings.Count(grammar, "-claims = {") + strings.Count(grammar, "-body = {"); n != 11 {
		t.Errorf("the grammar has %d claims and bodies, this test knows 11", n)
	}
}

// labelsOf returns the labels of a map in CDDL, with a question mark before those that may be
// absent.
func labelsOf(grammar, rule string) []string {
	body := regexp.MustCompile(`(?ms)^` + rule + `\s*= \{(.*?)\}`).FindStringSubmatch(grammar)
	if body == nil {
		return nil
	}
	var labels []string
	for _, m := range regexp.MustCompile(`(\? )?(-?\d+) =>`).FindAllStringSubmatch(body[1], -1) {
		labels = append(labels, m[1]+m[2])
	}
	return labels
}

func tagsOf(typ reflect.Type) []string {
	var labels []string
	for i := range typ.NumField() {
		label, options, ok := strings.Cut(typ.Field(i).Tag.Get("cbor"), ",")
		switch {
		case !ok:
		case strings.Contains(options, "omitempty"):
			labels = append(labels, "? "+label)
		default:
			labels = append(labels, label)
		}
	}
	return labels
}

// The kinds, sizes and limits in STATEMENT.md are those of the code.
func TestNumbers(t *testing.T) {
	raw, err := os.ReadFile("STATEMENT.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(raw), "\r\n", "\n")
	wants := []string{
		fmt.Sprintf("time            = 1..%d ", maxTime-1), fmt.Sprintf("index           = 0..%d ", MaxIndex), fmt.Sprintf("4 => 1..%d,", MaxIndex),
		fmt.Sprintf("line            = tstr .size (1..%d) ", MaxName), fmt.Sprintf("line-or-nothing = tstr .size (0..%d)\n", MaxName),
		fmt.Sprintf("reason          = tstr .size (1..%d)\n", maxReason), fmt.Sprintf("text            = tstr .size (1..%d)\n", maxText),
		fmt.Sprintf(`"[a-z0-9-]{1,%d}"`, MaxCampaignID), fmt.Sprintf("2 => tstr .size (1..%d), ", maxNumber), fmt.Sprintf("[1*%d line]", maxWitnesses),
		fmt.Sprintf("[1*%d digest]", MaxErased), fmt.Sprintf("1 => 0..%d, ", TargetIssuance),
		fmt.Sprintf("| a statement | %d bytes |", MaxStatement), fmt.Sprintf("| a commitment text | %d bytes |", maxText),
		fmt.Sprintf("place, saksi | %d bytes |", MaxName), fmt.Sprintf("| a reason | %d bytes |", maxReason),
		fmt.Sprintf("| a campaign identifier | %d bytes |", MaxCampaignID), fmt.Sprintf("| a certificate number | %d bytes |", maxNumber),
		fmt.Sprintf("| saksi of a campaign | %d |", maxWitnesses), fmt.Sprintf("| digests of an erasure | %d |", MaxErased),
		fmt.Sprintf("| an origin | %d bytes |", maxOrigin), "refuse more than " + fmt.Sprint(MaxStatement),
	}
	for k := KindTrust; !k.Later(); k++ {
		wants = append(wants, fmt.Sprintf("\n| %d | `%v` |", k, k))
		if k != KindTrust {
			wants = append(wants, fmt.Sprintf("; kind %d, ", k))
		}
	}
	for _, want := range wants {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("STATEMENT.md does not say %q", want)
		}
	}
	if got := Kind(7).String(); got != "kind(7)" || !Kind(7).Later() || KindErasure.Later() {
		t.Errorf("an unknown kind calls itself %q", got)
	}
}
