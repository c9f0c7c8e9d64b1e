package resaved

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ikrar/verify/pdf"
)

var reference = regexp.MustCompile(`[0-9]+ 0 R`)

// A file that a program has saved anew is the issued one, whatever it changed that shows nothing.
func TestSavedAnew(t *testing.T) {
	issued := sample().written()
	flat := sample()
	for number, p := range flat {
		if p.isStream() {
			flat[number] = encodings[number%len(encodings)](p)
		}
	}
	renumbered := parts{}
	for number, p := range sample() {
		p.value = reference.ReplaceAllStringFunc(p.value, func(r string) string {
			n, _ := strconv.Atoi(strings.Fields(r)[0])
			return fmt.Sprintf("%d 0 R", n+30)
		})
		renumbered[number+30] = p
	}
	for name, file := range map[string][]byte{
		"the same":              issued,
		"an object stream":      sample().packed(),
		"other filters":         flat.written(),
		"other filters, packed": flat.packed(),
		"an identifier":         sample().writtenAs("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "/ID [<aa> (\\001)]", ""),
		"no identifier":         sample().writtenAs("%PDF-2.0\n", "", "\r\n"),
		"dates and programs": edited(t, 20, `/Producer (ikrar)`,
			`/Producer (Lain) /Creator (Lain) /ModDate (D:2027)`).written(),
		"hexadecimal": edited(t, 4, `(a.tlog-proof)`, `< 61 2e746c6f672d70726f6f66>`).written(),
		"UTF-16": edited(t, 20, `(SERTIFIKAT 1)`,
			`<feff0053004500520054004900460049004b0041005400200031>`).written(),
		"an escaped name": edited(t, 3, `/Link`, `/L#69#6Ek`).written(),
		"escapes":         edited(t, 4, `(a.tlog-proof)`, `(\141\56tlog\055\`+"\r\n"+`proof)`).written(),
		"other numbers":   edited(t, 3, `[10 10 50 50]`, `[10.0 +10. 50.000 050]`).written(),
		"a number of its own": with(parts{3: edited(t, 3, `[10 10 50 50]`, `[21 0 R 10 50 50]`)[3],
			21: {value: "10"}}).written(),
		"an entry that is null": edited(t, 3, `/Rect`, `/Tabs null /AA 99 0 R /Rect`).written(),
		"blanks in a content": edited(t, 7, "q 1 0 0 1 20 500 cm",
			"% disimpan\nq\r1.0 0 0 1 20 500 cm").written(),
		"blanks in a form": edited(t, 11, "0 0 9 9 re f", "0 0 9 9\nre\nf").written(),
		"content in two streams": edited(t, 3, `/Contents 7 0 R`, `/Contents [21 0 R 22 0 R]`).split(7, 21,
			22).written(),
		"no procedures":                 edited(t, 6, `/ProcSet [/PDF /Text]`, ``).written(),
		"a kind of which there is none": edited(t, 6, `/Font`, `/ColorSpace << >> /Font`).written(),
		"what pages are anyway": edited(t, 3, `/Parent`,
			`/Rotate 0 /UserUnit 1 /CropBox [0 0 842.0 595] /TrimBox [0 0 842 595] /Parent`).written(),
		"the size at the page": with(parts{2: {value: `<< /Type /Pages /Kids [3 0 R] /Count 1 >>`}, 3: edited(t,
			3, `/Parent`, `/MediaBox [0 0 842 595] /Parent`)[3]}).written(),
		"another page tree": with(parts{2: {value: `<< /Type /Pages /Kids [21 0 R] /Count 1 >>`},
			21: {value: `<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 /MediaBox [0 0 842 595] >>`},
			3:  edited(t, 3, `/Parent 2 0 R`, `/Parent 21 0 R`)[3]}).written(),
		"an object that nothing leads to": with(parts{21: {value: `<< /Lama true >>`}}).written(),
		"linearized": with(parts{
			21: {value: `<< /Linearized 1 /L 0 /O 3 /N 1 /T 0 >>`},
		}).written(),
		"a later ModDate of the proof": edited(t, 5, `D:20260331100000`, `D:20270331100000`).written(),
		"metadata by another program": with(parts{10: {`/Type /Metadata /Subtype /XML`, `<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Lain">
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="" xmlns:t="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmp:ModifyDate="2027-01-01"><xmpMM:InstanceID>uuid:1</xmpMM:InstanceID>
 <t:title><r:Alt><r:li xml:lang="x-default">SERTIFIKAT 1</r:li></r:Alt></t:title></r:Description></r:RDF></x:xmpmeta>`}}).written(),
	} {
		if !Of(issued, file) {
			t.Errorf("%s: said to be changed\n%s", name, file)
		}
	}
	if !Of(issued, renumbered.numbered(31, 50)) {
		t.Error("renumbered: said to be changed")
	}
}

// split spreads a stream over two.
func (all parts) split(from, one, other int) parts {
	before, after, _ := strings.Cut(all[from].stream, "BT")
	all[one], all[other] = part{"", before}, part{"", "BT" + after}
	delete(all, from)
	return all
}

// numbered writes a file whose catalogue and information have other numbers.
func (all parts) numbered(root, info int) []byte {
	file := string(all.written())
	return []byte(strings.Replace(file, "/Root 1 0 R /Info 20 0 R", fmt.Sprintf("/Root %d 0 R /Info %d 0 R",
		root, info), 1))
}

// Whatever somebody changed is a change, however small, and so is what readers do not agree about.
func TestChanged(t *testing.T) {
	issued := sample().written()
	edit := func(number int, before, after string) []byte { return edited(t, number, before, after).written() }
	raw := func(before, after string) []byte {
		if !bytes.Contains(issued, []byte(before)) {
			t.Fatalf("no %q", before)
		}
		return bytes.Replace(issued, []byte(before), []byte(after), 1)
	}
	second := `<< /Type /Page /Parent 2 0 R /Resources 6 0 R /Contents 7 0 R >>`
	for name, file := range map[string][]byte{
		"nothing":                 nil,
		"a glyph":                 edit(7, "mawati", "mawatj"),
		"a glyph's place":         edit(7, "-20", "-21"),
		"an operator":             edit(7, " TJ", " Tj"),
		"a comment that swallows": edit(7, "0.5 g", "%0.5 g"),
		"a colour":                edit(7, "0.5 g", "0.50001 g"),
		"more painted":            edit(7, "/Fm Do", "/Fm Do 0 0 9 9 re f"),
		"an inline picture":       edit(7, "/Fm Do", "/Fm Do BI /W 1 /H 1 ID x EI"),
		"a form":                  edit(11, "9 9 re", "8 9 re"),
		"a form's box":            edit(11, "[0 0 9 9]", "[0 0 9 8]"),
		"another page": with(parts{2: edited(t, 2, "[3 0 R] /Count 1", "[3 0 R 21 0 R] /Count 2")[2],
			21: {value: second}}).written(),
		"a page that is not counted": with(parts{2: edited(t, 2, "[3 0 R]", "[3 0 R 21 0 R]")[2],
			21: {value: second}}).written(),
		"the page twice":      edit(2, "[3 0 R] /Count 1", "[3 0 R 3 0 R] /Count 2"),
		"no page":             edit(2, "[3 0 R] /Count 1", "[] /Count 0"),
		"a page above itself": edit(2, "/Kids [3 0 R]", "/Kids [2 0 R]"),
		"another page above": with(parts{3: edited(t, 3, "/Parent 2 0 R", "/Parent 21 0 R")[3],
			21: {value: `<< /Type /Pages /Rotate 90 /Kids [3 0 R] /Count 1 >>`}}).written(),
		"something above all": with(parts{2: edited(t, 2, "/Count 1", "/Count 1 /Parent 21 0 R")[2],
			21: {value: `<< /Rotate 90 >>`}}).written(),
		"a node that says more": edit(2, "/Count 1", "/Count 1 /AA << >>"),
		"a note": edit(3, "/Annots [",
			"/Annots [<< /Type /Annot /Subtype /FreeText /Rect [0 0 9 9] /Contents (TERBAIK) >> "),
		"no link":               edit(3, "/Annots", "/Lain"),
		"the link":              edit(3, "#377", "#378"),
		"the link's place":      edit(3, "[10 10 50 50]", "[10 10 50 51]"),
		"a script":              edit(1, "/Lang", "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Lang"),
		"a script at the page":  edit(3, "/Parent", "/AA << /O << /S /JavaScript /JS (1) >> >> /Parent"),
		"a form to fill in":     edit(1, "/Lang", "/AcroForm << /Fields [] >> /Lang"),
		"layers":                edit(1, "/Lang", "/OCProperties << /OCGs [] /D << >> >> /Lang"),
		"an extension":          edit(1, "/Lang", "/Extensions << >> /Lang"),
		"a version":             edit(1, "/Lang", "/Version /2.0 /Lang"),
		"more names":            edit(1, "/EmbeddedFiles", "/JavaScript << /Names [] >> /EmbeddedFiles"),
		"another language":      edit(1, "(id)", "(en)"),
		"no preference":         edit(1, "true", "false"),
		"a picture":             edit(9, "\x40", "\x41"),
		"a picture's size":      edit(9, "/Width 4", "/Width 2"),
		"a picture turned over": edit(9, "/DeviceGray", "/DeviceGray /Decode [1 0]"),
		"a width":               edit(12, "333.5", "333.4"),
		"an encoding":           edit(8, "/Widths", "/Encoding /WinAnsiEncoding /Widths"),
		"a font":                edit(15, "font", "funt"),
		"no font":               edit(13, "/FontFile2 15 0 R", ""),
		"what is copied":        edit(14, "<0041>", "<0042>"),
		"nothing is copied":     edit(8, "/ToUnicode 14 0 R", ""),
		"the attachment":        edit(5, "bukti", "bokti"),
		"the attachment's name": edit(4, "/UF (a", "/UF (b"),
		"no attachment":         edit(1, "/Names << /EmbeddedFiles << /Names [(a.tlog-proof) 4 0 R] >> >>", ""),
		"another attachment":    edit(1, "4 0 R] >> >>", "4 0 R (b) 4 0 R] >> >>"),
		"turned":                edit(3, "/Parent", "/Rotate 90 /Parent"),
		"cut":                   edit(3, "/Parent", "/CropBox [0 0 800 595] /Parent"),
		"trimmed":               edit(3, "/Parent", "/TrimBox [0 0 800 595] /Parent"),
		"enlarged":              edit(3, "/Parent", "/UserUnit 2 /Parent"),
		"shown for a while":     edit(3, "/Parent", "/Dur 1 /Parent"),
		"a title":               edit(20, "SERTIFIKAT 1", "SERTIFIKAT 2"),
		"another title in UTF-16": edit(20, `(SERTIFIKAT 1)`,
			`<feff0153004500520054004900460049004b0041005400200031>`),
		"a subject":           edit(20, "/Producer", "/Subject (x) /Producer"),
		"a title in metadata": edit(10, "SERTIFIKAT 1", "SERTIFIKAT 2"),
		"more metadata": edit(10, "</rdf:Description>",
			"<dc:creator>x</dc:creator></rdf:Description>"),
		"metadata with entities":         edit(10, "<x:xmpmeta", `<!DOCTYPE x [<!ENTITY a "b">]><x:xmpmeta`),
		"metadata that are none":         edit(10, "</rdf:RDF>", ""),
		"a key twice":                    edit(3, "/Contents 7 0 R", "/Contents 11 0 R /Contents 7 0 R"),
		"a key twice, spelled":           edit(3, "/Contents 7 0 R", "/Contents 7 0 R /Content#73 11 0 R"),
		"an object twice":                raw("20 0 obj", "3 0 obj\n<< /Type /Page >>\nendobj\n20 0 obj"),
		"an object in a comment":         raw("20 0 obj", "% 3 0 obj\n20 0 obj"),
		"an object in no table":          raw("20 0 obj", "21 0 obj\n<< >>\nendobj\n20 0 obj"),
		"a trailer in a comment":         raw("20 0 obj", "% trailer << /Root 9 0 R >>\n20 0 obj"),
		"bytes between objects":          raw("endobj\n20 0 obj", "endobj\nx\n20 0 obj"),
		"bytes before":                   append([]byte("x"), issued...),
		"bytes behind":                   append(bytes.Clone(issued), "x"...),
		"a comment behind":               append(bytes.Clone(issued), "% x\n"...),
		"cut short":                      issued[:len(issued)-3],
		"a comment in an object":         edit(3, "/Contents", "% >>\n/Contents"),
		"a length too short":             raw("/Length 14", "/Length 13"),
		"a length too long":              raw("/Length 14", "/Length 15"),
		"a length that leads in circles": raw("/Length 13", "/Length 11 0 R"),
		"another generation":             edit(3, "/Contents 7 0 R", "/Contents 7 1 R"),
		"a string in doubt":              edit(4, `(a.tlog-proof)`, `(a\.tlog-proof)`),
		"a number in doubt":              edit(3, `[10 10`, `[10 1-0`),
		"hexadecimal in doubt":           edit(4, `(a.tlog-proof)`, `<61x2e>`),
		"an encrypted file":              sample().writtenAs("%PDF-1.7\n", "/Encrypt << /Filter /Standard >>", ""),
		"a second table for newer":       sample().writtenAs("%PDF-1.7\n", "/XRefStm 9", ""),
		"a table before it":              sample().writtenAs("%PDF-1.7\n", "/Prev 9", ""),
		"a table in a circle": sample().writtenAs("%PDF-1.7\n", fmt.Sprintf("/Prev %d", bytes.LastIndex(issued,
			[]byte("xref\n0"))), ""),
		"a file outside":    edit(9, "/Width", "/F (x) /Width"),
		"an unknown filter": edit(9, "/Width", "/Filter /JPXDecode /Width"),
		"two values deflated": with(parts{7: {"/Filter /FlateDecode",
			deflated(sample()[7].stream) + "x"}}).written(),
		"deflated and cut short": with(parts{7: {"/Filter /FlateDecode",
			deflated(sample()[7].stream)[:40]}}).written(),
		"a first page before the first": with(parts{21: {value: `<< /Linearized 1 /O 22 /N 1 >>`},
			22: {value: second}}).written(),
		"more pages at once": with(parts{21: {value: `<< /Linearized 1 /O 3 /N 2 >>`}}).written(),
		"another catalogue":  sample().numbered(4, 20),
		"no information":     []byte(strings.Replace(string(issued), "/Info 20 0 R", "", 1)),
		"deep":               edit(3, "/Parent", "/X "+strings.Repeat("[", 2000)+strings.Repeat("]", 2000)+" /Parent"),
		"a cycle": with(parts{3: edited(t, 3, "/Resources 6 0 R", "/Resources 21 0 R")[3],
			21: {value: `<< /Resources 21 0 R >>`}}).written(),
	} {
		if Of(issued, file) {
			t.Errorf("%s: said to be the same\n%s", name, file)
		}
	}
}

// No byte that a stream decodes to may differ, however it is encoded, but what names programs and
// days in metadata.
func TestEveryDecodedByte(t *testing.T) {
	issued := sample().written()
	for number, p := range sample() {
		if !p.isStream() || number == 10 {
			continue
		}
		for i := range p.stream {
			changed := []byte(p.stream)
			changed[i] ^= 1
			file := with(parts{number: encodings[i%len(encodings)](part{p.value, string(changed)})}).written()
			if Of(issued, file) && (isPainted(number) && !sameTokens(changed,
				[]byte(p.stream)) || !isPainted(number)) {
				t.Errorf("object %d, byte %d: said to be the same", number, i)
			}
		}
	}
}

func isPainted(number int) bool { return number == 7 || number == 11 }

// law: a file that is said to be saved anew looks as the issued one to a reader who makes out what
// can be made out.
func law(t testing.TB, issued, file []byte) {
	if !Of(issued, file) {
		return
	}
	was, err := pdf.Look(issued, noQR)
	now, err2 := pdf.Look(file, noQR)
	was.Painting, now.Painting = nil, nil // which counts bytes that are not decoded, and blanks
	if errors.Is(err2, pdf.ErrUnread) && bytes.Contains(file, []byte("ASCII")) {
		return // filters that it does not undo
	}
	if err != nil || err2 != nil || !reflect.DeepEqual(was, now) {
		t.Fatalf("said to be the same:\n%+v, %v\n%+v, %v\n%q", was, err, now, err2, file)
	}
}

// Every byte of a file saved anew is changed in turn.
func TestEveryByte(t *testing.T) {
	issued := sample().written()
	for _, file := range [][]byte{sample().written(), sample().packed()} {
		for i := range file {
			for _, bit := range []byte{1 << (i % 8)} {
				file[i] ^= bit
				law(t, issued, file)
				file[i] ^= bit
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	issued := sample().written()
	f.Add(issued)
	f.Add(sample().packed())
	flat := maps.Clone(sample())
	for number, p := range flat {
		if p.isStream() {
			flat[number] = encodings[number%len(encodings)](p)
		}
	}
	f.Add(flat.written())
	f.Add(append(sample().packed(), issued...))
	f.Fuzz(func(t *testing.T, file []byte) { law(t, issued, file) })
}

func noQR(image.Image) (string, error) { return "", errors.New("none") }

// A file that only forbids something is opened, and held against the issued one like any other.
func TestLocked(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	issued := read("issued.pdf")
	for name, want := range map[string]bool{"rc4-40.pdf": true, "rc4-128.pdf": true, "aes-128.pdf": true,
		"aes-256.pdf": true, "password.pdf": false} {
		file := read(name)
		if Of(issued, file) != want {
			t.Errorf("%s: saved anew is %v", name, !want)
		}
		if Of(edited(t, 7, "mawati", "mawatj").written(), file) {
			t.Errorf("%s: said to be another file", name)
		}
	}
}

// Padding that some readers cut off and others show is none.
func TestPadded(t *testing.T) {
	aes := func(last [16]byte) bool {
		return padded("AESV2", make([]byte, 32), func(data []byte) []byte {
			last[15] ^= data[15]
			return last[:]
		})
	}
	if !aes([16]byte{13: 3, 14: 3, 15: 3}) || aes([16]byte{13: 2, 14: 3, 15: 3}) || aes([16]byte{15: 17}) ||
		aes([16]byte{}) || padded("AESV2", make([]byte, 33), nil) {
		t.Error("padding")
	}
}

// A structure tree is dropped as a whole by programs that take pages out; one that is there is the
// issued one.
func TestStructureTree(t *testing.T) {
	tagged := func(marks, alternative string) []byte {
		all := edited(t, 1, "/Lang", marks+" /Lang")
		all[21] = part{value: `<< /Type /StructTreeRoot /K 22 0 R >>`}
		all[22] = part{value: `<< /S /Figure /P 21 0 R /Pg 3 0 R /K 0 /Alt (` + alternative + `) >>`}
		return all.written()
	}
	const whole = "/MarkInfo << /Marked true >> /StructTreeRoot 21 0 R"
	issued := tagged(whole, "Roset")
	for name, c := range map[string]struct {
		issued, here []byte
		want         bool
	}{
		"the same":         {issued, tagged(whole, "Roset"), true},
		"dropped":          {issued, tagged("", ""), true},
		"all but the mark": {issued, tagged("/MarkInfo << /Marked true >>", ""), true},
		"another mark":     {issued, tagged("/MarkInfo << /Marked false >>", ""), false},
		"other words":      {issued, tagged(whole, "Budi"), false},
		"one that was not": {sample().written(), issued, false},
	} {
		if got := Of(c.issued, c.here); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
