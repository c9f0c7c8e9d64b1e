package phrase_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

func TestEveryReasonHasItsSentence(t *testing.T) {
	if err := phrase.Reasons.Check(); err != nil {
		t.Error(err)
	}
	if _, err := phrase.Merge(phrase.Reasons, phrase.Verdicts); err != nil {
		t.Error(err)
	}
	known := map[string]bool{}
	for _, code := range verify.ReasonCodes {
		known["reason."+code] = true
		if _, ok := phrase.Reasons["reason."+code]; !ok {
			t.Errorf("no sentence for %s", code)
		}
	}
	for key, text := range phrase.Reasons {
		if !known[key] {
			t.Errorf("%s is no reason of verify", key)
		}
		for _, s := range []string{text.ID, text.EN} {
			if lower := strings.ToLower(s); strings.Contains(lower, "palsu") || strings.Contains(lower, "fake") ||
				strings.Contains(lower, "forge") {
				t.Errorf("%s accuses of forgery: %s", key, s)
			}
		}
	}
}

func TestEveryDifferenceHasItsSentence(t *testing.T) {
	if err := phrase.Differences.Check(); err != nil {
		t.Error(err)
	}
	for _, code := range verify.DifferenceCodes {
		if _, ok := phrase.Differences["difference."+code]; !ok {
			t.Errorf("no sentence for %s", code)
		}
	}
	if len(phrase.Differences) != len(verify.DifferenceCodes)+1 { // and one for what is not there
		t.Errorf("%d sentences for %d codes", len(phrase.Differences), len(verify.DifferenceCodes))
	}
}

// vector is what this test reads of a file in testdata/vectors; their README describes the rest.
type vector struct {
	Input struct {
		Form, Text string
		Base64     []byte
	}
	Trust, Root string
	Now         int64
	Status      *verify.StatusAnswer
	List        []byte `json:"status_list"`
	Expect      struct{ Reasons []string }
}

func (v vector) check(t *testing.T, dir string) verify.Result {
	t.Helper()
	root, err := trust.ParseVerifierKey(v.Root)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "trust", v.Trust))
	if err != nil {
		t.Fatal(err)
	}
	trustList, err := trust.Open(raw, root)
	if err != nil {
		t.Fatal(err)
	}
	proof := []byte(v.Input.Text)
	if v.Input.Form == "cbor" {
		proof = v.Input.Base64
	}
	var status verify.Status
	if v.Status != nil {
		status = answer(*v.Status)
	}
	if v.List != nil {
		if list, err := verify.OpenStatusList(v.List, trustList, v.Now); err != nil {
			status = unavailable{err}
		} else {
			status = list
		}
	}
	return verify.Check(proof, trustList, status, v.Now)
}

// unavailable is a source that cannot answer: a list that was refused, and why.
type unavailable struct{ error }

func (u unavailable) Status(uint64) (verify.StatusAnswer, error) {
	return verify.StatusAnswer{}, u.error
}

type answer verify.StatusAnswer

func (a answer) Status(uint64) (verify.StatusAnswer, error) { return verify.StatusAnswer(a), nil }

// The arguments that a check gives fill every placeholder of its sentences.
func TestReasonsAreFilled(t *testing.T) {
	const dir = "../testdata/vectors"
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(paths) < 60 {
		t.Fatalf("%d vectors (%v)", len(paths), err)
	}
	said := map[string]bool{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var v vector
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		for _, step := range v.check(t, dir).Steps {
			for _, lang := range []phrase.Lang{phrase.ID, phrase.EN} {
				said[step.Reason.Code] = true
				s := phrase.Reasons.Say(lang, "reason."+step.Reason.Code, step.Reason.Args...)
				if strings.ContainsAny(s, "{}") {
					t.Errorf("%s, step %d: %s", filepath.Base(path), step.N, s)
				}
			}
		}
	}
	for _, code := range verify.ReasonCodes {
		if !said[code] && !strings.HasPrefix(code, "file-") {
			t.Errorf("no vector says %s", code)
		}
	}
	for _, code := range []string{"file-issued", "file-extended", "file-resaved",
		"file-different", "file-revoked", "file-unchecked"} {
		if s := phrase.Reasons["reason."+code]; strings.Contains(s.ID, "{") {
			t.Errorf("%s takes arguments, which nobody promises", code)
		}
	}
}
