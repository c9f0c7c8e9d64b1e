package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"image"
	"slices"
	"testing"
)

// look reads no codes: those are for whoever has a reader.
func look(file []byte) (View, error) {
	return Look(file, func(image.Image) (string, error) { return "", errors.New("no code") })
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func stream(entries, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(data), data)
}

// pdf writes objects from number 1 on: the catalogue, the page tree, a page of that content, and
// more.
func pdf(content string, more ...string) []byte {
	out := "%PDF-1.7\n"
	for i, body := range append([]string{"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Count 1 /Kids [3 0 R] /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", content}, more...) {
		out += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	return []byte(out + "trailer\n<< /Root 1 0 R >>\n")
}

func TestLines(t *testing.T) {
	font := "<< /Type /Font /ToUnicode 7 0 R >>"
	form := stream("/Subtype /Form", "BT (di dalam) Tj ET")
	unicode := stream("",
		"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <80> <00E9> endbfchar 2 beginbfrange <81> <82> <0061> <83> <84> [<0078> <0079007A>] endbfrange")
	for name, c := range map[string]struct {
		content string
		want    []string
	}{
		"plain":   {"BT /F 9 Tf (Sari) Tj ET", []string{"Sari"}},
		"kerned":  {"BT [(Sa)30(ri)-300(Dewi)] TJ ET", []string{"Sari Dewi"}},
		"escapes": {`BT (\(a\\b\)\101\12 (c)) Tj ET`, []string{"(a\\b)A\n (c)"}},
		"hex":     {"BT <5361 72 69> Tj ET", []string{"Sari"}},
		"unicode": {"BT /F 9 Tf <8081828384> Tj ET", []string{"éabxyz"}},
		"lines": {"BT (a) Tj 0 -12 Td (b) Tj 5 0 Td (c) Tj T* (d) Tj ET BT (e) Tj ET",
			[]string{"a", "bc", "d", "e"}},
		"form":       {"/X Do BT (luar) Tj ET", []string{"di dalam", "luar"}},
		"picture":    {"BI /W 1 /H 1 ID (no text) Tj \x00 EI BT (a) Tj ET", []string{"a"}},
		"a comment":  {"BT % (no) Tj\n(a) Tj ET", []string{"a"}},
		"unfinished": {"BT (a) Tj [(b", []string{"a"}},
	} {
		for _, content := range []string{stream("", c.content), stream("/Filter /FlateDecode", deflated(c.content)),
			stream("/Filter [/Fl]", deflated(c.content))} {
			s, err := look(pdf(content, font, form, unicode))
			if err != nil || s.Pages != 1 || !slices.Equal(s.Lines, c.want) {
				t.Errorf("%s: %v, %d pages, %q, want %q", name, err, s.Pages, s.Lines, c.want)
			}
		}
	}
}

// What is painted and by which outlines is part of the painting; what programs write anew in other
// words is not.
func TestPainting(t *testing.T) {
	look := func(content string, more ...string) [32]byte {
		t.Helper()
		s, err := look(pdf(stream("", content), more...))
		if err != nil {
			t.Fatal(err)
		}
		return s.Painting[0]
	}
	font := func(outlines string) []string {
		return []string{"<< /Type /Font /FontDescriptor << /FontFile2 7 0 R >> >>", "null", stream("", outlines)}
	}
	plain := look("BT /F 9 Tf (a) Tj ET 1 0 0 rg 0 0 10 10 re f", font("outlines")...)
	if look("BT\n/F 9.0 Tf\n<61>Tj ET\n1 0 0 rg 0 0 10 10 re f % same", font("outlines")...) != plain {
		t.Error("the same in other words differs")
	}
	for name, other := range map[string][32]byte{
		"a colour": look("BT /F 9 Tf (a) Tj ET 1 0 1 rg 0 0 10 10 re f", font("outlines")...),
		"a place":  look("BT /F 9 Tf (a) Tj ET 1 0 0 rg 0 0 10 11 re f", font("outlines")...),
		"a font":   look("BT /F 9 Tf (a) Tj ET 1 0 0 rg 0 0 10 10 re f", font("other outlines")...),
		"an order": look("1 0 0 rg 0 0 10 10 re f BT /F 9 Tf (a) Tj ET", font("outlines")...),
		"a picture": look("BT /F 9 Tf (a) Tj ET 1 0 0 rg 0 0 10 10 re f /X Do",
			append([]string{font("")[0]}, stream("/Subtype /Image", "pixels"))...),
		"an inline":  look("BT /F 9 Tf (a) Tj ET 1 0 0 rg 0 0 10 10 re f BI ID x EI", font("outlines")...),
		"its letter": look("BT /F 9 Tf (b) Tj ET 1 0 0 rg 0 0 10 10 re f", font("outlines")...),
	} {
		if other == plain {
			t.Errorf("%s makes no difference", name)
		}
	}
}

// Of several objects of one number the last counts, in object streams too; a trailer may be a
// stream.
func TestUpdates(t *testing.T) {
	first := pdf(stream("", "BT (a) Tj ET"))
	for name, update := range map[string]string{
		"object": "4 0 obj\n" + stream("", "BT (b) Tj ET") + "\nendobj\n",
		"object stream": "8 0 obj\n" + stream("", "BT (b) Tj ET") + "\nendobj\n9 0 obj\n" +
			stream("/Type /ObjStm /N 1 /First 4", "3 0 << /Type /Page /Contents 8 0 R >>") + "\nendobj\n",
		"root": "7 0 obj\n<< /Type /Page /Contents 8 0 R >>\nendobj\n8 0 obj\n" + stream("", "BT (b) Tj ET") +
			"\nendobj\n9 0 obj\n" + stream("/Type /XRef /Root << /Pages 7 0 R >>", "") + "\nendobj\n",
	} {
		if s, err := look(append(bytes.Clone(first), update...)); err != nil || !slices.Equal(s.Lines, []string{"b"}) {
			t.Errorf("%s: %v %q", name, err, s.Lines)
		}
	}
}

func TestUnread(t *testing.T) {
	deep := "[1 0 R] "
	for range 2 * maxDepth {
		deep = "[" + deep + "]"
	}
	for name, c := range map[string]struct {
		pdf  []byte
		want error
	}{
		"nothing":       {nil, ErrUnread},
		"no pages":      {[]byte("1 0 obj\n<< >>\nendobj\ntrailer << /Root 1 0 R >>"), ErrUnread},
		"encrypted":     {append(pdf(stream("", "")), "trailer << /Encrypt 9 0 R >>"...), ErrEncrypted},
		"other filter":  {pdf(stream("/Filter /LZWDecode", "x")), ErrUnread},
		"a form itself": {pdf(stream("", "/X Do"), "null", stream("/Subtype /Form", "/X Do")), ErrUnread},
		"a tree itself": {
			[]byte("1 0 obj << /Pages 2 0 R >> endobj 2 0 obj << /Kids [2 0 R 2 0 R] >> endobj trailer << /Root 1 0 R >>"), ErrUnread},
		"operands": {pdf(stream("", string(bytes.Repeat([]byte("1 "), maxOperands+1)))), ErrUnread},
		"nested":   {pdf(stream("", ""), deep), nil},
	} {
		if _, err := look(c.pdf); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// FuzzLook holds Look to its documentation: it ends, with one of its errors or with what it saw,
// the same each time.
func FuzzLook(f *testing.F) {
	f.Add(
		pdf(stream("", "BT /F 9 Tf (Sari) Tj [(a)-300(b)] TJ ET q 1 0 0 1 3 4 cm 0 0 5 5 re f Q /X Do BI ID x EI")), 40)
	f.Add(pdf(stream("/Filter /FlateDecode", deflated("BT (a) Tj ET")), "<< /ToUnicode 7 0 R >>",
		stream("/Subtype /Form /Matrix [1 0 0 1 0 0]", ""), stream("",
			"1 beginbfrange <00> <ff> <0020> endbfrange")), 9)
	f.Fuzz(func(t *testing.T, data []byte, n int) {
		s, err := look(data)
		again, err2 := look(data)
		if !errors.Is(err, err2) || fmt.Sprint(s) != fmt.Sprint(again) {
			t.Errorf("%v, %v and then %v, %v", s, err, again, err2)
		}
		if err != nil && !errors.Is(err, ErrEncrypted) && !errors.Is(err, ErrUnread) {
			t.Errorf("unknown error: %v", err)
		}
		if err == nil && (len(s.Painting) != s.Pages || len(s.QR) > maxQR+1) {
			t.Errorf("%d paintings of %d pages, %d QR codes", len(s.Painting), s.Pages, len(s.QR))
		}
		if n >= 0 && n <= len(data) {
			Appended(data, n)
		}
	})
}
