package pdf

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestPaintingWithoutEnd is about time and memory: forms that paint one another, fonts that are
// named again, areas over areas.
func TestPaintingWithoutEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	fan := strings.Repeat("/X Do ", 10)
	nested := "%PDF-1.7\n1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [3 0 R] >> endobj 3 0 obj << " +
		"/Contents 10 0 R " +
		"/Resources << /XObject << /X 11 0 R >> >> >> endobj 10 0 obj " + stream("", fan) + " endobj "
	for i := 11; i < 40; i++ {
		nested += fmt.Sprintf("%d 0 obj %s endobj ", i,
			stream(fmt.Sprintf("/Subtype /Form /Resources << /XObject << /X %d 0 R >> >>", i+1), fan))
	}
	squares := strings.Repeat("0 0 m 99999 0 l 99999 99999 l 0 99999 l h f ", 20_000)
	fonts := strings.Repeat("/F 1 Tf (aaaa) Tj ", 20_000)
	for name, data := range map[string][]byte{
		"forms": []byte(nested + "trailer << /Root 1 0 R >>"),
		"areas": pdf(stream("", squares)),
		"fonts": pdf(stream("", "BT "+fonts),
			"<< /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 7 0 R >> /Encoding << /Differences [97 "+
				"/a] >> >>", "null", stream("", fan)),
		"curves": pdf(stream("", strings.Repeat("0 0 1 1 2 2 c ", 100_000)+"f")),
	} {
		start := time.Now()
		f, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range f.Pictures(leastSide) {
			p.Decode()
		}
		// a hang ends at go test's own limit
		t.Logf("%s in %v", name, time.Since(start).Round(time.Millisecond))
	}
}
