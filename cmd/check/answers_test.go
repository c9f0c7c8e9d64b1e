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

const answersDir = "../../verify/testdata/answers"

// answersNow is within the time of the table's trust lists, Unix seconds.
const answersNow = 1796000000

// answerRow is one row of verify/testdata/answers/table.json, as its README says.
type answerRow struct {
	Name  string `json:"name"`
	Why   string `json:"why"`
	Input struct {
		Text string `json:"text"`
		File string `json:"file"`
	} `json:"input"`
	Trust   string      `json:"trust"`
	Verdict string      `json:"verdict"`
	Reason  string      `json:"reason"`
	Says    phrase.Text `json:"says"`
}

// TestAnswers runs the command's way over the table that the page is held to as well.
func TestAnswers(t *testing.T) {
	named := map[string]bool{}
	for _, row := range readAnswers(t) {
		if named[row.Name] || row.Name == "" || row.Why == "" {
			t.Errorf("%q: no name, no why, or twice", row.Name)
		}
		named[row.Name] = true
		for lang, says := range map[phrase.Lang]string{phrase.ID: row.Says.ID, phrase.EN: row.Says.EN} {
			c := &Checker{Lang: lang, Known: []*trust.List{answersTrust(t, row.Trust)}, Now: answersNow}
			input := "-"
			if row.Input.File != "" {
				input = filepath.Join(answersDir, row.Input.File)
			}
			c.Stdin = strings.NewReader(row.Input.Text)
			a := c.Check(input)
			if string(a.Verdict) != row.Verdict || !slices.Contains(a.Reasons(), row.Reason) || a.Headline() != says {
				t.Errorf("%s (%s): %s, %s, %q; want %s, %s, %q",
					row.Name, row.Why, a.Verdict, a.Reasons(), a.Headline(), row.Verdict, row.Reason, says)
			}
		}
	}
}

func readAnswers(t *testing.T) (rows []answerRow) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(answersDir, "table.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &rows); err != nil || len(rows) < 20 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	if lines := strings.Count(string(data), "\n"); lines != len(rows)+2 {
		t.Errorf("%d lines for %d rows: write one a line", lines, len(rows))
	}
	return rows
}

func answersTrust(t *testing.T, name string) *trust.List {
	t.Helper()
	note, err := os.ReadFile(filepath.Join(answersDir, name))
	if err != nil {
		t.Fatal(err)
	}
	list, err := trust.Pin(note)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
