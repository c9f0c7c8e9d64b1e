package check

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

const vectorDir = "../../verify/testdata/vectors"

// vector is what the command's way needs of a file of verify/testdata/vectors.
type vector struct {
	Name  string `json:"name"`
	Input struct {
		Form   string `json:"form"`
		Text   string `json:"text"`
		Base64 []byte `json:"base64"`
	} `json:"input"`
	Trust      string          `json:"trust"`
	Now        int64           `json:"now"`
	Status     json.RawMessage `json:"status"`
	StatusList []byte          `json:"status_list"`
	Expect     struct {
		Verdict string   `json:"verdict"`
		Reasons []string `json:"reasons"`
	} `json:"expect"`
}

// found are the vectors that stand for what comes to step 1 as it is. The command has a finder
// before it (FINDER.md): it mends what is around a proof, and finds nothing where nothing is.
var found = map[string]string{
	"qr-line-feed":          "valid",        // every text file ends so
	"qr-two-fragments":      "valid",        // the same digits twice
	"full-carriage-returns": "valid",        // mail and Windows end lines so
	"cut-qr-space-last":     "undetermined", // a blank at the end is no defect
	"qr-empty":              "undetermined",
	"qr-no-fragment":        "undetermined", // an address and no proof
}

// TestVectors gives the command the inputs of the vectors in which no status source is at hand.
func TestVectors(t *testing.T) {
	n := 0
	for _, v := range readVectors(t) {
		if string(v.Status) != "null" || v.StatusList != nil ||
			!slices.Contains([]string{"cbor", "qr", "full"}, v.Input.Form) {
			continue
		}
		n++
		note, err := os.ReadFile(filepath.Join(vectorDir, "trust", v.Trust))
		if err != nil {
			t.Fatal(err)
		}
		list, err := trust.Pin(note)
		if err != nil {
			t.Fatal(err)
		}
		c := &Checker{Lang: phrase.ID, Known: []*trust.List{list}, Now: v.Now,
			Stdin: strings.NewReader(v.Input.Text + string(v.Input.Base64))}
		a := c.Check("-")
		if verdict, ok := found[v.Name]; ok {
			if string(a.Verdict) != verdict {
				t.Errorf("%s: %s, want %s", v.Name, a.Verdict, verdict)
			}
			continue
		}
		if nothing := strings.HasPrefix(a.Reasons()[0], "unread."); nothing && strings.HasPrefix(v.Name, "cut-") {
			continue // a word or a number, which the command names and does not accuse
		}
		if string(a.Verdict) != v.Expect.Verdict || !slices.Equal(a.Reasons(), v.Expect.Reasons) {
			t.Errorf("%s: %s %s, want %s %s", v.Name, a.Verdict, a.Reasons(), v.Expect.Verdict, v.Expect.Reasons)
		}
	}
	if n < 340 {
		t.Errorf("%d vectors without a status source, want at least 340", n)
	}
}

func readVectors(t *testing.T) (all []vector) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(vectorDir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var v vector
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, v)
	}
	return all
}
