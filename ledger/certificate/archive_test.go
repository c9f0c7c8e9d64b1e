package certificate

import (
	"bytes"
	"errors"
	"regexp"
	"testing"

	"ikrar/ledger/certificate/internal/typeset"
)

// What PDF/A-3 asks and the ordinary tools do not check, clause by clause of
// ISO 19005-3. A validator has the last word; none is run here.
func TestArchive(t *testing.T) {
	for name, d := range samples(t) {
		pdf := render(t, d)
		f, err := parseOwn(pdf)
		if err != nil {
			t.Fatal(name, err)
		}
		var dictionaries []byte
		for _, object := range f {
			dictionary, _, _ := bytes.Cut(object, []byte("\nstream\n"))
			dictionaries = append(dictionaries, dictionary...)
		}
		count := func(mark string) int { return bytes.Count(dictionaries, []byte(mark)) }
		for mark, want := range map[string]int{
			"/Type /Metadata /Subtype /XML": 1, // 6.6.2.1
			"/S /GTS_PDFA1":                 1, // 6.2.3
			"/OutputIntents [":              1,
			"/AF [":                         1, // 6.8
			"/AFRelationship /Data":         1,
			"/Subtype /text#2Fplain":        1,
			"/Params << /ModDate (D:":       1,
			"/Encoding":                     0,                      // 6.2.11.6: the fonts are symbolic
			"/ToUnicode":                    int(typeset.FaceCount), // 6.2.11.7
			"/FontFile2":                    int(typeset.FaceCount), // 6.2.11.4
			"/Subtype /Link":                1,                      // 6.3.2
			"/F 4 /A":                       1,
			"/SMask":                        0,
			"/Group":                        0, // no transparency at all
			"/DeviceCMYK":                   0,
			"/JavaScript":                   0, // 6.5.1
			"/Encrypt":                      0, // 6.1.3
			"LZWDecode":                     0, // 6.1.7.2
		} {
			if got := count(mark); got != want {
				t.Errorf("%s: %d times %s, want %d", name, got, mark, want)
			}
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")) { // 6.1.2
			t.Errorf("%s: header %q", name, pdf[:15])
		}
		if !regexp.MustCompile(`trailer\n<< /Size \d+ /Root \d+ 0 R /Info \d+ 0 R /ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\] >>\n`).Match(pdf) { // 6.1.3
			t.Errorf("%s: trailer", name)
		}
	}
}

// parseOwn splits a finished file in objects.
func parseOwn(pdf []byte) ([][]byte, error) {
	var out [][]byte
	for _, part := range bytes.Split(pdf, []byte("\nendobj\n")) {
		if _, object, ok := bytes.Cut(part, []byte(" 0 obj\n")); ok {
			out = append(out, object)
		}
	}
	if len(out) < 20 {
		return nil, errors.New("fewer objects than a certificate has")
	}
	return out, nil
}
