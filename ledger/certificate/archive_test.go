package certificate

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"testing"

	"ikrar/ledger/certificate/internal/typeset"
)

// What PDF/A-3 asks and the ordinary tools do not check, clause by clause of
// ISO 19005-3. A validator has the last word; none is run here.
func TestArchive(t *testing.T) {
	for name, d := range samples(t) {
		pdf := render(t, d)
		dictionaries := clear(t, pdf)
		count := func(mark string) int { return bytes.Count(dictionaries, []byte(mark)) }
		for mark, want := range map[string]int{
			"/Type /Metadata /Subtype /XML":    1, // 6.6.2.1
			"/S /GTS_PDFA1":                    1, // 6.2.3
			"/OutputIntents [":                 1,
			"/AF [":                            1, // 6.8
			"/AFRelationship /Data":            1,
			"/Subtype /text#2Fplain":           1,
			"/Params << /ModDate (D:":          1,
			"/Encoding":                        0,                      // 6.2.11.6: the fonts are symbolic
			"/ToUnicode":                       int(typeset.FaceCount), // 6.2.11.7
			"/FontFile2":                       int(typeset.FaceCount), // 6.2.11.4
			"/Subtype /Link":                   1,                      // 6.3.2
			"/F 4 /StructParent 1 /Contents <": 1,                      // 14289-1, 7.18.5
			"/MarkInfo << /Marked true >>":     1,                      // 6.7.2.2
			"/StructTreeRoot":                  2,
			"/ParentTree <<":                   1,
			"/S /Document":                     1,
			"/S /H1":                           1,
			"/Tabs /S":                         1, // 14289-1, 7.18.3
			"/DisplayDocTitle true":            1, // 14289-1, 7.1
			"/SMask":                           0,
			"/Group":                           0, // no transparency at all
			"/DeviceCMYK":                      0,
			"/JavaScript":                      0, // 6.5.1
			"/Encrypt":                         0, // 6.1.3
			"LZWDecode":                        0, // 6.1.7.2
		} {
			if got := count(mark); got != want {
				t.Errorf("%s: %d times %s, want %d", name, got, mark, want)
			}
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")) { // 6.1.2
			t.Errorf("%s: header %q", name, pdf[:15])
		}
		if alt, figures := count("/Alt <FEFF"), count("/S /Figure"); alt != figures || figures < 2 {
			t.Errorf("%s: %d figures, %d of them in words", name, figures, alt) // 14289-1, 7.3
		}
		if !regexp.MustCompile(`/Type /XRef /Size \d+ /W \[1 3 1\] /Root \d+ 0 R /Info \d+ 0 R ` +
			`/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\] `).Match(dictionaries) { // 6.1.3
			t.Errorf("%s: trailer", name)
		}
	}
}

// clear is all of a file that is no stream, objects in streams too.
func clear(t *testing.T, pdf []byte) []byte {
	t.Helper()
	var out []byte
	for _, object := range bytes.Split(pdf, []byte("\nendobj\n")) {
		dictionary, data, _ := bytes.Cut(object, []byte("\nstream\n"))
		out = append(out, dictionary...)
		if bytes.Contains(dictionary, []byte("/Type /ObjStm")) {
			r, err := zlib.NewReader(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			inner, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, inner...)
		}
	}
	return out
}
