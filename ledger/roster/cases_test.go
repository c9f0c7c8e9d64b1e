package roster

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what is wanted in testdata/cases anew")

// TestCases reads what HR really has. Each archive of testdata/cases names a file, its own part
// "file" or one beside it, says what HR chooses, and has the outcome in its part "want".
func TestCases(t *testing.T) {
	archives, err := filepath.Glob("testdata/cases/*.txtar")
	must(t, err)
	if len(archives) < 40 {
		t.Fatalf("only %d cases", len(archives))
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			must(t, err)
			parts := map[string][]byte{}
			for _, f := range a.Files {
				parts[f.Name] = f.Data
			}
			got := outcome(t, string(a.Comment), parts["file"])
			if *update {
				a.Files = append(withoutWant(a.Files), txtar.File{Name: "want", Data: []byte(got)})
				must(t, os.WriteFile(path, txtar.Format(a), 0o644))
			} else if want := string(parts["want"]); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func withoutWant(files []txtar.File) (others []txtar.File) {
	for _, f := range files {
		if f.Name != "want" {
			others = append(others, f)
		}
	}
	return others
}

// outcome imports the file of a case into an empty roster, or into what "before" names.
func outcome(t *testing.T, comment string, data []byte) string {
	r, name, choice := Open(newDrawer()), "f", Choice{}
	for line := range strings.Lines(comment) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		var err error
		switch key {
		case "open":
			data, err = os.ReadFile("testdata/cases/" + value)
		case "sheet":
			choice.Sheets = append(choice.Sheets, value)
		case "columns":
			choice.Columns, err = ParseColumns(value)
		case "take":
			choice.Answer = TakeProposals
		case "as-written":
			choice.Answer = AsWritten
		case "before":
			must(t, r.Apply(plan(t, r, strings.ReplaceAll(value, `\n`, "\n")), counter(1)))
		}
		must(t, err)
	}
	var out strings.Builder
	f, err := Read(name, bytes.NewReader(data), choice)
	if err == nil {
		var p *Plan
		if p, err = r.Plan(f); err == nil {
			show(&out, f, p)
			return out.String()
		}
	}
	fmt.Fprintf(&out, "refused: %v\n", err)
	return out.String()
}

func show(out *strings.Builder, f *File, p *Plan) {
	person := func(what string, at Place, n Person) {
		fmt.Fprintf(out, "%s%s: %s %s | %s | %s | %s | %s | %s\n", what, at, n.NIP, n.PrintedName(), n.Position, n.Unit,
			n.Subunit, n.PrintedRank(), n.Status)
	}
	for i, n := range p.New {
		person("new", p.Places[i], n)
	}
	for _, d := range p.Changed {
		person("changed", d.Place, d.New)
	}
	for _, list := range []struct {
		what  string
		lines []*LineError
	}{{"refused", p.Refused}, {"asked", p.Questions}, {"proposed", p.Proposals}, {"answered", p.Answered},
		{"warned", p.Warnings}, {"noted", p.Notes}} {
		for _, e := range list.lines {
			fmt.Fprintf(out, "%s: %v\n", list.what, e)
		}
	}
	for _, s := range f.Sheets {
		if len(f.Sheets) > 1 || s.HiddenRows > 0 {
			fmt.Fprintf(out, "sheet %q: %d people, %d hidden rows, passed over: %q\n", s.Name, s.People, s.HiddenRows,
				string(s.Passed))
		}
	}
	if p.Same+p.Held+p.Left+p.NoUnit > 0 {
		fmt.Fprintf(out, "same %d, held %d, left out %d, without a unit %d\n", p.Same, p.Held, p.Left, p.NoUnit)
	}
	if len(f.Ignored) > 0 {
		fmt.Fprintf(out, "ignored: %s\n", strings.Join(f.Ignored, ", "))
	}
}
