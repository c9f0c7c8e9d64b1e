package web_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ikrar/verify/scan"
)

const finderDir = "../testdata/finder"

// texts are those of the finder's vectors, and some that are composed of their wrappings.
func texts(t *testing.T) (all []string) {
	t.Helper()
	composed, err := os.ReadFile(filepath.Join(finderDir, "composed", "texts.json"))
	if err == nil {
		err = json.Unmarshal(composed, &all)
	}
	paths, failed := filepath.Glob(filepath.Join(finderDir, "*.json"))
	if errors.Join(err, failed) != nil || len(paths) < 100 || len(all) < 40 {
		t.Fatalf("%d vectors and %d texts: %v", len(paths), len(all), err)
	}
	for _, path := range paths {
		var v struct {
			Text string `json:"text"`
		}
		data, err := os.ReadFile(path)
		if err == nil {
			err = json.Unmarshal(data, &v)
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v.Text)
	}
	return all
}

// TestFinder holds the page's finder to the one in Go, which its own tests hold to the vectors.
func TestFinder(t *testing.T) {
	t.Parallel()
	all := texts(t)
	address, _ := serve(t, map[string]any{"texts.json": all})
	var got []struct{ Proof, Code, None string }
	ways[0].open(t, address).Eval(`(async () => {
		const { findText } = await import("/verifier/finder.js")
		return (await load("texts.json")).map((text) => {
			const { proof = "", code = "", none = "" } = findText(text.replace(/^\ufeff/, ""))
			return { Proof: proof, Code: code, None: none }
		})
	})()`, &got)
	for i, text := range all {
		found, err := scan.Find([]byte(text))
		if got[i].Proof != found.QR || got[i].Code != found.Code || got[i].None != noneOf(err) {
			t.Errorf("%.90q: the page finds %.90q, Go %.90q, %v", text, got[i], found.QR+found.Code, err)
		}
	}
}

func noneOf(err error) string {
	var typed *scan.TypedError
	switch {
	case errors.As(err, &typed):
		return typed.What
	case errors.Is(err, scan.ErrAmbiguous):
		return "ambiguous"
	case err != nil:
		return "nothing"
	}
	return ""
}
