package main

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// An edited file is made of a certificate, and of another person's valid one.
type edited struct {
	name string
	make func(w *edits) []byte
	// What verify answers with the ledger at hand: verdict and file, and what it says in English, both versions of it.
	verdict, file string
	says          []string
	// silent is what it must not say.
	silent string
}

const (
	changed   = "Not only a signature was appended: parts of the issued file were replaced."
	signed    = "Only an electronic signature was appended, which is not checked here."
	saved     = "some program saved the file anew."
	elsewhere = "What it shows is the same, but something else in this file differs"
)

// NAME, CODE, OTHER and THEIRS stand for the two certificates' names and codes.
var everyEdit = []edited{
	{"untouched", func(w *edits) []byte { return w.pdf }, "valid", "issued", nil, "differs"},
	{"a name changed", func(w *edits) []byte { return w.qpdf(w.opened("[NAME]", "[(Budi Contoh)]")) }, "altered", "different",
		[]string{"It reads “Budi Contoh”. Issued: “NAME”."}, saved},
	{"a text object added", func(w *edits) []byte {
		return w.qpdf(w.opened("ET\n", "ET\nBT 1 0 0 rg 100 100 Td (Terbaik se-Provinsi) Tj ET\n"))
	}, "altered", "different", []string{"It reads “Terbaik se-Provinsi”, which the issued file does not."}, saved},
	{"a text object taken away", func(w *edits) []byte { return w.qpdf(w.opened("[NAME]", "[()]")) }, "altered", "different",
		[]string{"It does not read “NAME”, as the issued file does."}, saved},
	{"painted over", func(w *edits) []byte { return w.qpdf(w.opened("ET\n", "ET\n1 1 1 rg 300 300 200 50 re f\n")) }, "altered", "different",
		[]string{"It reads the same, but drawings, letters or their places on page 1 differ."}, saved},
	{"the link changed", func(w *edits) []byte { return w.qpdf(w.opened("/URI (https://", "/URI (https://lain.example/")) }, "altered", "different",
		[]string{"Its link leads to https://lain.example/", "Issued: https://"}, saved},
	{"a page added", func(w *edits) []byte { return w.run("qpdf", "IN", "--pages", "IN", "OTHER", "--", "OUT") }, "altered", "different",
		[]string{"Pages: 2. Issued: 1.", "It reads “Pemerintah Provinsi Contoh (DEMO)”, which the issued file does not.", "QR code on the page: CODE, THEIRS. Issued for this proof: CODE."}, saved},
	{"the page of another", func(w *edits) []byte { return w.run("qpdf", "IN", "--pages", "OTHER", "--", "OUT") }, "altered", "different",
		[]string{"QR code on the page: THEIRS. Issued for this proof: CODE.", "It reads “OTHER”. Issued: “NAME”."}, saved},
	{"the attachment of another", func(w *edits) []byte { return w.swapped() }, "altered", "different",
		[]string{"QR code on the page: CODE. Issued for this proof: THEIRS.", "It reads “NAME”. Issued: “OTHER”."}, saved},
	{"no attachment", func(w *edits) []byte { return w.run("qpdf", "IN", "--remove-attachment=CODE.tlog-proof", "OUT") }, "altered", "different",
		[]string{"Its attachments: (none). Issued: CODE.tlog-proof."}, saved},
	{"the QR code of another", func(w *edits) []byte { return w.qpdf(w.recoded()) }, "altered", "different",
		[]string{"QR code on the page: THEIRS. Issued for this proof: CODE."}, "It reads"},
	{"saved by another program", func(w *edits) []byte {
		return w.run("qpdf", "--object-streams=generate", "--recompress-flate", "IN", "OUT")
	}, "undetermined", "resaved",
		[]string{"Its pages, texts, drawings, links and attachments are the same: " + saved}, "It reads"},
	{"cleaned by another program", func(w *edits) []byte { return w.run("mutool", "clean", "-gggg", "-z", "IN", "OUT") }, "undetermined", "resaved",
		[]string{saved}, "It reads"},
	{"a bit of its end", func(w *edits) []byte { return append(bytes.Clone(w.pdf[:len(w.pdf)-1]), '\r') }, "undetermined", "resaved", []string{saved}, "It reads"},
	{"linearized", func(w *edits) []byte { return w.run("qpdf", "--linearize", "IN", "OUT") }, "undetermined", "resaved", []string{saved}, elsewhere},
	{"without object streams", func(w *edits) []byte {
		return w.run("qpdf", "--object-streams=disable", "--newline-before-endstream", "IN", "OUT")
	}, "undetermined", "resaved", []string{saved}, elsewhere},
	{"uncompressed", func(w *edits) []byte {
		return w.run("qpdf", "--stream-data=uncompress", "--normalize-content=y", "IN", "OUT")
	}, "undetermined", "resaved", []string{saved}, elsewhere},
	{"readable", func(w *edits) []byte { return w.run("qpdf", "--qdf", "IN", "OUT") }, "undetermined", "resaved", []string{saved}, elsewhere},
	{"not compressed, linearized", func(w *edits) []byte {
		return w.run("qpdf", "--compress-streams=n", "--linearize", "--object-streams=generate", "IN", "OUT")
	}, "undetermined", "resaved", []string{saved}, elsewhere},
	{"cleaned", func(w *edits) []byte { return w.run("mutool", "clean", "IN", "OUT") }, "undetermined", "resaved", []string{saved}, elsewhere},
	{"cleaned and spelled out", func(w *edits) []byte { return w.run("mutool", "clean", "-d", "-g", "-c", "IN", "OUT") }, "undetermined", "resaved", []string{saved}, elsewhere},
	{"its page taken out", func(w *edits) []byte { return w.run("pdfseparate", "IN", "OUT") }, "undetermined", "resaved", []string{saved}, elsewhere},

	{"its operators cleaned", func(w *edits) []byte { return w.run("mutool", "clean", "-s", "IN", "OUT") }, "altered", "different", nil, saved},
	{"a script", func(w *edits) []byte {
		return w.qpdf(w.opened("/Lang (id)", "/Lang (id) /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"))
	}, "altered", "different", []string{elsewhere}, saved},
	{"another title", func(w *edits) []byte {
		return w.qpdf(w.opened("/Creator (ikrar)", "/Creator (ikrar) /Keywords (Terbaik)"))
	}, "altered", "different", []string{elsewhere}, saved},
	{"turned", func(w *edits) []byte { return w.run("qpdf", "--rotate=90", "IN", "OUT") }, "altered", "different", []string{"It reads the same, but drawings, letters or their places on page 1 differ."}, saved},
	{"a font that copies another text", func(w *edits) []byte { return w.qpdf(w.opened("beginbfchar", "beginbfchar ")) }, "altered", "different", []string{elsewhere}, saved},

	{"signed later", func(w *edits) []byte { return w.signed("[0 0 0 0]", nil) }, "undetermined", "extended", []string{signed}, "replaced"},
	{"signed later, with a seal", func(w *edits) []byte { return w.signed("[500 60 700 120]", nil) }, "undetermined", "extended",
		[]string{"An electronic signature was appended, which is not checked here, with a picture on the page."}, "replaced"},
	{"signed later, in a tagged field", func(w *edits) []byte { return w.signed("[0 0 0 0]", w.tagged("", "")) }, "undetermined", "extended", []string{signed}, "replaced"},
	{"signed over what a picture says", func(w *edits) []byte {
		return w.signed("[0 0 0 0]", w.tagged("/S /Figure /P", "/S /Figure /ActualText (Budi) /P"))
	}, "undetermined", "extended",
		[]string{changed}, signed},
	{"signed over another name", func(w *edits) []byte { return w.signed("[0 0 0 0]", w.content("[NAME]", "[(Budi Contoh)]")) }, "undetermined", "extended",
		[]string{changed, "It reads “Budi Contoh”. Issued: “NAME”."}, signed},
	{"an update of a name", func(w *edits) []byte { return update(w.pdf, w.content("[NAME]", "[(Budi Contoh)]")) }, "undetermined", "extended",
		[]string{changed, "It reads “Budi Contoh”. Issued: “NAME”."}, signed},
	{"an update that adds a page", func(w *edits) []byte { return update(w.pdf, w.secondPage()) }, "undetermined", "extended",
		[]string{changed, "Pages: 2. Issued: 1."}, signed},
	{"an update of the attachment", func(w *edits) []byte { return update(w.pdf, w.attachment()) }, "undetermined", "extended",
		[]string{changed, "Attached proof: THEIRS. Issued: CODE."}, signed},
	{"an update of the QR code", func(w *edits) []byte {
		return update(w.pdf, w.content(rects(w.content("", "")), rects(w.otherContent())))
	}, "undetermined", "extended",
		[]string{changed, "QR code on the page: THEIRS. Issued for this proof: CODE."}, signed},
	{"a note upon the page", func(w *edits) []byte {
		return update(w.pdf, w.annotated("<< /Type /Annot /Subtype /FreeText /Rect [300 300 500 350] /Contents (TERBAIK) /DA (/Helv 12 Tf) >>"))
	}, "undetermined", "extended", []string{"Not only a signature was appended: there are notes, stamps or fields on the page."}, "Only an"},
	{"a comment behind the end", func(w *edits) []byte { return append(bytes.Clone(w.pdf), "% tambahan\n"...) }, "undetermined", "extended",
		[]string{"What was appended shows nothing."}, "replaced"},
}

// TestEditedPDFs edits a certificate as people and programs do, and holds verify to telling each edit, with both versions.
func TestEditedPDFs(t *testing.T) {
	needTools(t, "qpdf", "fix-qdf", "pdfdetach", "pdfsig", "pdfseparate", "mutool", "openssl")
	w := newEdits(t)
	names := strings.NewReplacer("NAME", w.person, "CODE", w.code, "OTHER", w.otherPerson, "THEIRS", w.otherCode)
	var paths []string
	for _, e := range everyEdit {
		path := w.write(strings.ReplaceAll(e.name, " ", "-")+".pdf", e.make(w))
		paths = append(paths, path)
		if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil && !strings.HasPrefix(e.name, "a bit") {
			t.Errorf("%s: no PDF: %v\n%s", e.name, err, out)
		}
		if !strings.HasPrefix(e.name, "signed") {
			continue
		}
		if out, err := exec.Command("pdfsig", "-nocert", path).CombinedOutput(); err != nil || !strings.Contains(string(out), "Signature is Valid") {
			t.Errorf("%s: pdfsig: %v\n%s", e.name, err, out)
		}
	}
	// One command for all, which opens the ledger once.
	_, out, errs := runWith(t, nil, append([]string{"verify", "--home", w.home, "--lang", "en", "--json"}, paths...)...)
	answers := slices.Collect(strings.Lines(out))
	if len(answers) != len(everyEdit) {
		t.Fatalf("%d answers for %d files\n%s", len(answers), len(everyEdit), errs)
	}
	for n, e := range everyEdit {
		t.Run(e.name, func(t *testing.T) {
			var a struct {
				Verdict, Integrity, File, Code string
				Steps                          []struct{ Detail string }
			}
			if err := json.Unmarshal([]byte(answers[n]), &a); err != nil || len(a.Steps) != 8 {
				t.Fatalf("%v: %s", err, answers[n])
			}
			if a.Verdict != e.verdict || a.File != e.file {
				t.Errorf("%s, file %s, want %s, %s: %s", a.Verdict, a.File, e.verdict, e.file, a.Steps[7].Detail)
			}
			for _, want := range e.says {
				if want = names.Replace(want); !strings.Contains(a.Steps[7].Detail, want) {
					t.Errorf("does not say %q:\n%s", want, a.Steps[7].Detail)
				}
			}
			if e.silent != "" && strings.Contains(a.Steps[7].Detail, e.silent) {
				t.Errorf("says %q:\n%s", e.silent, a.Steps[7].Detail)
			}
			if e.name != "untouched" && e.name != "a page added" && e.name != "signed later" {
				return // printed as these are
			}
			_, printed, _ := runWith(t, nil, "verify", "--home", w.home, paths[n])
			if strings.Contains(printed, "•") != (e.says != nil) || strings.ContainsAny(printed, "{}") {
				t.Errorf("printed:\n%s", printed)
			}
		})
	}
}

// edits are two certificates of an institution, taken apart for editing.
type edits struct {
	*testing.T
	dir, home               string
	pdf, other              []byte
	person, otherPerson     string
	code, otherCode         string
	qdf, otherQDF, otherRaw []byte // the same by qpdf --qdf, and the other's attached proof
}

func newEdits(t *testing.T) *edits {
	t.Helper()
	w := &edits{T: t, dir: t.TempDir()}
	w.home = filepath.Join(w.dir, "d")
	if code, _, errs := runWith(t, nil, "demo", w.home, "--people", "6"); code != 0 {
		t.Fatal(errs)
	}
	_, out, errs := runWith(t, nil, "issue", "--home", w.home, "--out", filepath.Join(w.home, "sertifikat"), "--json")
	var found []struct{ Code, File, Name string }
	for line := range strings.Lines(out) {
		var c struct{ Code, File, Name string }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err, errs)
		}
		found = append(found, c)
	}
	w.person, w.code, w.otherPerson, w.otherCode = found[0].Name, found[0].Code, found[1].Name, found[1].Code
	w.pdf, w.other = w.read(found[0].File), w.read(found[1].File)
	w.write("in.pdf", w.pdf)
	w.write("other.pdf", w.other)
	w.qdf = w.run("qpdf", "--qdf", "--object-streams=disable", "IN", "OUT")
	w.otherQDF = w.run("qpdf", "--qdf", "--object-streams=disable", "OTHER", "OUT")
	w.otherRaw = w.run("pdfdetach", "-save", "1", "-o", "OUT", "OTHER")
	return w
}

func (w *edits) read(path string) []byte {
	w.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		w.Fatal(err)
	}
	return data
}

func (w *edits) write(name string, data []byte) string {
	w.Helper()
	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		w.Fatal(err)
	}
	return path
}

// run has a program make OUT of IN, the certificate, and OTHER, the other person's.
func (w *edits) run(program string, args ...string) []byte {
	w.Helper()
	names := strings.NewReplacer("IN", filepath.Join(w.dir, "in.pdf"), "OTHER", filepath.Join(w.dir, "other.pdf"), "OUT", filepath.Join(w.dir, "out.pdf"), "CODE", w.code)
	for i, arg := range args {
		args[i] = names.Replace(arg)
	}
	ctx, cancel := context.WithTimeout(w.Context(), time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, program, args...).CombinedOutput(); err != nil {
		w.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return w.read(filepath.Join(w.dir, "out.pdf"))
}

// opened edits the certificate where qpdf has made it readable.
func (w *edits) opened(before, after string) []byte { return w.replaced(w.qdf, before, after) }

func (w *edits) replaced(data []byte, before, after string) []byte {
	w.Helper()
	if before == "[NAME]" {
		before = shown(data, w.person)
	}
	if !bytes.Contains(data, []byte(before)) {
		w.Fatalf("nothing to edit: no %.60q", before)
	}
	return bytes.Replace(data, []byte(before), []byte(after), 1)
}

// shown finds the operand that shows a text, kerned as it is.
func shown(content []byte, text string) string {
	kern := regexp.MustCompile(`\)-?\d+\(`)
	for _, operand := range regexp.MustCompile(`\[\([^]]*\)\]`).FindAll(content, -1) {
		if string(kern.ReplaceAll(operand, nil)) == "[("+text+")]" {
			return string(operand)
		}
	}
	return "no " + text
}

// qpdf makes a file of what was edited in its readable form.
func (w *edits) qpdf(edited []byte) []byte {
	w.Helper()
	fixed, err := exec.Command("fix-qdf", w.write("edited", edited)).Output()
	if err != nil {
		w.Fatal(err)
	}
	w.write("fixed", fixed)
	return w.run("qpdf", filepath.Join(w.dir, "fixed"), "OUT")
}

func (w *edits) swapped() []byte {
	w.Helper()
	w.write("theirs.tlog-proof", w.otherRaw)
	name := w.code + ".tlog-proof"
	return w.run("qpdf", "IN", "--remove-attachment="+name, "--add-attachment", filepath.Join(w.dir, "theirs.tlog-proof"), "--key="+name, "--filename="+name, "--", "OUT")
}

var drawnCode = regexp.MustCompile(`(\d+ \d+ \d+ 1 re\n){100,}`)

// rects are the operators that draw the QR code, in the one object of a content or in a whole readable file.
func rects(object map[int]string) string {
	for _, body := range object {
		return drawnCode.FindString(body)
	}
	return ""
}

// recoded draws the other's QR code in the place of the certificate's.
func (w *edits) recoded() []byte {
	return w.replaced(w.qdf, string(drawnCode.Find(w.qdf)), string(drawnCode.Find(w.otherQDF)))
}

var (
	contentObject = regexp.MustCompile(`/Contents (\d+) 0 R`)
	pageStream    = regexp.MustCompile(`(?s)%% Contents for page 1\n.*?stream\n(.*?)endstream`)
)

// content is the object of the page's content, edited.
func (w *edits) content(before, after string) map[int]string {
	w.Helper()
	return w.contentOf(w.replaced(pageStream.FindSubmatch(w.qdf)[1], before, after))
}

func (w *edits) otherContent() map[int]string {
	return w.contentOf(pageStream.FindSubmatch(w.otherQDF)[1])
}

func (w *edits) contentOf(data []byte) map[int]string {
	_, page := w.object("/Type /Page\n")
	number, err := strconv.Atoi(contentObject.FindStringSubmatch(page)[1])
	if err != nil {
		w.Fatal(err)
	}
	return map[int]string{number: fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(data), data)}
}

// object finds an object of the certificate that has a mark in it.
func (w *edits) object(mark string) (number int, body string) {
	w.Helper()
	for _, m := range regexp.MustCompile(`(?s)\n(\d+) 0 obj\n(.*?)\nendobj`).FindAllSubmatch(w.pdf, -1) {
		number, _ := strconv.Atoi(string(m[1]))
		dictionary, data, _ := strings.Cut(string(m[2]), "\nstream\n")
		if strings.Contains(dictionary, mark) {
			return number, dictionary
		}
		if !strings.Contains(dictionary, "/Type /ObjStm") {
			continue
		}
		r, err := zlib.NewReader(strings.NewReader(data))
		if err != nil {
			w.Fatal(err)
		}
		inner, err := io.ReadAll(r)
		if err != nil {
			w.Fatal(err)
		}
		first, _ := strconv.Atoi(regexp.MustCompile(`/First (\d+)`).FindStringSubmatch(dictionary)[1])
		places := strings.Fields(string(inner[:first]))
		for i := 0; i < len(places); i += 2 {
			from, _ := strconv.Atoi(places[i+1])
			to := len(inner) - first
			if i+3 < len(places) {
				to, _ = strconv.Atoi(places[i+3])
			}
			if body := string(inner[first+from : first+to]); strings.Contains(body, mark) {
				number, _ := strconv.Atoi(places[i])
				return number, strings.TrimSuffix(body, "\n")
			}
		}
	}
	w.Fatalf("no object with %q", mark)
	return 0, ""
}

func (w *edits) secondPage() map[int]string {
	pages, body := w.object("/Type /Pages ")
	page, _ := w.object("/Type /Page\n")
	body = strings.Replace(body, "/Count 1", "/Count 2", 1)
	body = strings.Replace(body, fmt.Sprintf("[%d 0 R", page), fmt.Sprintf("[%d 0 R 900 0 R", page), 1)
	return map[int]string{pages: body, 900: fmt.Sprintf("<< /Type /Page /Parent %d 0 R /Resources << >> >>", pages)}
}

// tagged adds the field of a signature to the structure tree, and edits an element of it.
func (w *edits) tagged(before, after string) map[int]string {
	document, body := w.object("/S /Document")
	root, tree := w.object("/Type /StructTreeRoot")
	objects := map[int]string{document: strings.Replace(body, "] >>", " 902 0 R] >>", 1),
		root: strings.Replace(tree, "/ParentTreeNextKey 2", "/ParentTreeNextKey 3", 1),
		902:  fmt.Sprintf("<< /Type /StructElem /S /Form /P %d 0 R /K << /Type /OBJR /Obj 900 0 R >> >>", document)}
	if before != "" {
		element, body := w.object(before)
		objects[element] = strings.Replace(body, before, after, 1)
	}
	return objects
}

func (w *edits) attachment() map[int]string {
	number, _ := w.object("/Type /EmbeddedFile")
	return map[int]string{number: fmt.Sprintf("<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream", len(w.otherRaw), w.otherRaw)}
}

// annotated puts one more annotation, object 900, upon the page.
func (w *edits) annotated(annotation string) map[int]string {
	page, body := w.object("/Type /Page\n")
	return map[int]string{page: strings.Replace(body, "/Annots [", "/Annots [900 0 R ", 1), 900: annotation}
}

// signed appends a signature as signing programs do: its field with a widget upon the page, named by the catalogue, and in
// the room left for it a CMS signature of all that stands around that room (ISO 32000-1 section 12.8.1).
func (w *edits) signed(rect string, more map[int]string) []byte {
	w.Helper()
	root, catalog := w.object("/Type /Catalog")
	objects := w.annotated(fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tanda tangan) /F 132 /Rect %s /V 901 0 R >>", rect))
	room := "<" + strings.Repeat("0", 4096) + ">"
	objects[901] = fmt.Sprintf("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [%30s] /Contents %s >>", "", room)
	objects[root] = strings.Replace(catalog, "/Type /Catalog\n", "/Type /Catalog\n/AcroForm << /SigFlags 3 /Fields [900 0 R] >>\n", 1)
	maps.Copy(objects, more)
	out := update(w.pdf, objects)
	from := bytes.Index(out, []byte(room))
	to := from + len(room)
	ranges := fmt.Sprintf("[%-30s]", fmt.Sprintf("0 %d %d %d", from, to, len(out)-to))
	copy(out[bytes.LastIndexByte(out[:from], '['):], ranges)
	hex.Encode(out[from+1:to], w.cms(slices.Concat(out[:from], out[to:])))
	return out
}

// cms signs data by a key and a certificate of nobody, made at the first call.
func (w *edits) cms(data []byte) []byte {
	w.Helper()
	key, certificate := filepath.Join(w.dir, "key.pem"), filepath.Join(w.dir, "certificate.pem")
	openssl := func(args ...string) {
		if out, err := exec.CommandContext(w.Context(), "openssl", args...).CombinedOutput(); err != nil {
			w.Fatalf("openssl %v: %v\n%s", args, err, out)
		}
	}
	if _, err := os.Stat(key); err != nil {
		openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Contoh Pejabat", "-keyout", key, "-out", certificate)
	}
	signature := filepath.Join(w.dir, "signature")
	openssl("cms", "-sign", "-binary", "-md", "sha256", "-in", w.write("data", data), "-signer", certificate, "-inkey", key, "-outform", "DER", "-out", signature)
	return w.read(signature)
}

// update appends objects as an incremental update, with a table of its own kind behind a table in a stream (ISO 32000-1
// sections 7.5.6 and 7.5.8).
func update(pdf []byte, objects map[int]string) []byte {
	out := bytes.Clone(pdf)
	tail := string(pdf[bytes.LastIndex(pdf, []byte("/Type /XRef")):])
	rest := regexp.MustCompile(`/Root \d+ 0 R /Info \d+ 0 R /ID \[[^]]*\]`).FindString(tail)
	previous := regexp.MustCompile(`startxref\n(\d+)`).FindStringSubmatch(tail)[1]
	size, err := strconv.Atoi(regexp.MustCompile(`/Size (\d+)`).FindStringSubmatch(tail)[1])
	if err != nil {
		panic(err)
	}
	numbers := slices.Sorted(maps.Keys(objects))
	size = max(size, numbers[len(numbers)-1]+1)
	var index string
	var table []byte
	entry := func(number int) {
		index += fmt.Sprintf("%d 1 ", number)
		table = append(binary.BigEndian.AppendUint32(append(table, 1), uint32(len(out))), 0)
	}
	for _, number := range numbers {
		entry(number)
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", number, objects[number])
	}
	entry(size)
	at := len(out)
	return fmt.Appendf(out, "%d 0 obj\n<< /Type /XRef /Size %d /W [1 4 1] /Index [%s] %s /Prev %s /Length %d >>\nstream\n%s\nendstream\nendobj\n"+
		"startxref\n%d\n%%%%EOF\n", size, size+1, index, rest, previous, len(table), table, at)
}
