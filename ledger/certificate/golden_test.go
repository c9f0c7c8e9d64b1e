package certificate

import (
	"bufio"
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

var update = flag.Bool("update", false, "write the golden file of this template anew")

// A change of a single byte of these certificates is a new Template: a ledger
// that makes a lost file again must know that it cannot. The bytes of template 1 also depend
// on compress/flate of the Go release, those of template 2 on the module that compresses for it,
// and would tell if a release changed it.
func TestGolden(t *testing.T) {
	for template := Template1; template <= Template; template++ {
		golden(t, template)
	}
}

func golden(t *testing.T, template int) {
	documents := samples(t)
	names := slices.Sorted(maps.Keys(documents))
	sums := make([]string, len(names))
	var group sync.WaitGroup
	for i, name := range names { // in parallel; TestRenderIsDeterministic compares with alone
		group.Go(func() {
			d := documents[name]
			d.Template = template
			pdf, err := Render(d)
			if err != nil {
				t.Error(name, err)
			}
			sums[i] = fmt.Sprintf("%x  %s", sha256.Sum256(pdf), name)
		})
	}
	group.Wait()
	file := filepath.Join("testdata", fmt.Sprintf("template-%d.sha256", template))
	if *update && template == Template {
		if err := os.WriteFile(file, []byte(strings.Join(sums, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer golden.Close()
	var want []string
	for lines := bufio.NewScanner(golden); lines.Scan(); {
		want = append(want, lines.Text())
	}
	if !slices.Equal(sums, want) {
		t.Errorf("template %d gives other bytes: if that is meant, number a new Template\n%s\nwant\n%s", template,
			strings.Join(sums, "\n"), strings.Join(want, "\n"))
	}
}
