package certificate

import (
	_ "embed" // the page for Typst
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/stix/stix2textitalic"
	"github.com/go-fonts/stix/stix2textsemibold"
)

// typstPackage is Typst's own compiler for Node, the fastest way to have it draw one page after the
// other: a process draws them all, its fonts are read once, and what pages share is kept.
const typstPackage = "@myriaddreamin/typst-ts-node-compiler@0.7.0"

//go:embed testdata/typst/page.typ
var typstPage []byte

//go:embed testdata/typst/race.js
var typstRace []byte

// BenchmarkTypst has Typst draw the page of a usual certificate in the same fonts, tagged as well,
// but without QR code, rosette, border, attachment and what PDF/A asks, and then us, with all
// of it: b.N of each, on one core, in processor time too since machines are busy. It fetches the
// package from the registry into a directory of its own, and so only runs when it is asked for by
// name: go test -bench Typst.
func BenchmarkTypst(b *testing.B) {
	if !strings.Contains(flag.Lookup("test.bench").Value.String(), "Typst") {
		b.Skip("asked for by name alone: -bench Typst")
	}
	dir := typst(b)
	b.ResetTimer()
	out, err := nodeIn(dir, "node", "race.js", "page.typ", "fonts", fmt.Sprint(b.N))
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var theirs struct{ Wall, CPU, Bytes float64 } // µs a page; of one
	if err := json.Unmarshal(out, &theirs); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	b.StopTimer()
	documents := make([]Document, b.N)
	for i := range documents {
		documents[i] = stretched(stretched(sample(), fmt.Sprintf("Contoh Pegawai %d", i), "Name"),
			fmt.Sprintf("800.1.3.3.22/%d/BKD/2026", i), "Number")
		documents[i].PledgeDigest[0] = byte(i)
	}
	render(b, sample()) // as Typst, which draws one before it counts
	start, before := time.Now(), processor(b)
	size := 0
	for _, d := range documents {
		size = len(render(b, d))
	}
	wall, cpu := time.Since(start), processor(b)-before
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / float64(b.N) }
	b.ReportMetric(theirs.Wall, "typst-µs")
	b.ReportMetric(theirs.CPU, "typst-cpu-µs")
	b.ReportMetric(theirs.Bytes, "typst-bytes")
	b.ReportMetric(each(wall), "ikrar-µs")
	b.ReportMetric(each(cpu), "ikrar-cpu-µs")
	b.ReportMetric(float64(size), "ikrar-bytes")
	b.ReportMetric(theirs.CPU/each(cpu), "times-as-fast")
}

// typst installs the package, and lays the page and its fonts beside it.
func typst(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			b.Skipf("%s is not installed", program)
		}
	}
	if out, err := nodeIn(dir, "npm", "install", "--no-audit", "--no-fund", typstPackage); err != nil {
		b.Skipf("%s is not to be had: %v: %.200s", typstPackage, err, out)
	}
	for name, data := range map[string][]byte{"page.typ": typstPage, "race.js": typstRace,
		"fonts/italic.otf": stix2textitalic.TTF, "fonts/semibold.otf": stix2textsemibold.TTF,
		"fonts/sans.ttf": liberationsansregular.TTF, "fonts/bold.ttf": liberationsansbold.TTF} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func nodeIn(dir, name string, arguments ...string) ([]byte, error) {
	command := exec.Command(name, arguments...)
	command.Dir = dir
	return command.Output()
}

// processor is the time that this process has had.
func processor(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
