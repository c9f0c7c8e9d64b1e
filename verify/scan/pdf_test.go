package scan

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
)

// proof is a *.tlog-proof in outer form only: nothing here reads further than its first line.
func proof(who string) []byte {
	return fmt.Appendf(nil, "%sextra %s\nindex 7\n%s\n\nikrar.example.go.id/ledger\n8\n%s\n\n— ledger sig\n",
		proofHeader, strings.Repeat("Zm9v", 200), strings.Repeat("A", 44), who)
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// streamObject writes a stream object; entries are added to its dictionary.
func streamObject(number int, entries string, data []byte) string {
	return fmt.Sprintf("%d 0 obj\n<< %s /Length %d >>\nstream\n%s\nendstream\nendobj\n", number, entries, len(data), data)
}

// file writes the least that readers open: a catalogue, a page, and what is added. The catalogue attaches object 10, whether it is there or not.
func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	all := append([]string{
		"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [ (a.tlog-proof) 4 0 R ] >> >> >>\nendobj\n",
		"2 0 obj\n<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>\nendobj\n",
		"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 842 595 ] >>\nendobj\n",
		"4 0 obj\n<< /Type /Filespec /F (a.tlog-proof) /EF << /F 10 0 R >> >>\nendobj\n",
	}, objects...)
	at := map[string]int{}
	for _, o := range all {
		at[strings.Fields(o)[0]] = b.Len()
		b.WriteString(o)
	}
	xref := b.Len()
	b.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for number, offset := range at {
		fmt.Fprintf(&b, "%s 1\n%010d 00000 n \n", number, offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Root 1 0 R /Size 100 >>\nstartxref\n%d\n%%%%EOF\n", xref)
	return b.Bytes()
}

func attachment(number int, data []byte) string {
	return streamObject(number, "/Type /EmbeddedFile", data)
}

func deflatedAttachment(number int, data []byte) string {
	return streamObject(number, "/Type /EmbeddedFile /Filter /FlateDecode", deflated(data))
}

func TestAttachments(t *testing.T) {
	want := proof("Sari")
	plain, flate := attachment(10, want), deflatedAttachment(10, want)
	broken := []byte(flate)
	broken[len(broken)-len("\nendstream\nendobj\n")-2] ^= 1 // in the checksum
	long := append(proof("Sari"), make([]byte, maxProof)...)
	for _, c := range []struct {
		name string
		data []byte
		want string // the error, or "" for the proof
	}{
		{"plain", file(plain), ""},
		{"deflated", file(flate), ""},
		{"filter in an array", file(strings.Replace(flate, "/FlateDecode", "[ /FlateDecode ]", 1)), ""},
		{"no spaces", file(strings.Replace(strings.Replace(flate, "<< /Type /EmbeddedFile /Filter /FlateDecode ", "<</Type/EmbeddedFile/Filter[/FlateDecode]", 1), "/Length ", "/Params<</Size 9/X[(a\\)>>b(c))<3e3e>]>>/Length ", 1)), ""},
		{"CR LF", file(strings.Replace(plain, "stream\n", "stream\r\n", 1)), ""},
		{"comments", file(strings.Replace(plain, "obj\n<<", "obj % 5 0 obj >>\n<< % >>\n", 1)), ""},
		{"length elsewhere", file(strings.Replace(plain, fmt.Sprintf("/Length %d", len(want)), "/Length 11 0 R", 1), fmt.Sprintf("11 0 obj\n%d\nendobj\n", len(want))), ""},
		{"no length", file(strings.Replace(plain, "/Length", "/Lengthy", 1)), ""},
		{"wrong length", file(strings.Replace(plain, fmt.Sprintf("/Length %d", len(want)), "/Length 5", 1)), ""},
		{"wrong length, deflated", file(strings.Replace(flate, "/Length ", "/Length 9", 1)), ""},
		{"the same twice", file(plain, attachment(12, want), deflatedAttachment(13, want)), ""},
		{"updated", append(file(flate), "14 0 obj\n<< /Type /Sig /Contents <00ff> >>\nendobj\nxref\n0 0\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"...), ""},
		{"beside other streams", file(attachment(20, []byte("1 0 obj << /X (")), streamObject(21, "/Filter /FlateDecode", []byte("no zlib")), flate), ""},
		{"not mentioned anywhere", file(strings.Replace(flate, "/Type /EmbeddedFile", "", 1)), ""},
		{"white space before", append([]byte("\ufeff\r\n"), file(flate)...), ""},
		{"cut behind the proof", file(flate)[:bytes.Index(file(flate), []byte("endstream"))], ""},
		{"marked encrypted, with a proof in the clear", bytes.Replace(file(plain), []byte("/Size"), []byte("/Encrypt 8 0 R /Size"), 1), ""},

		{"two proofs", file(plain, deflatedAttachment(12, proof("Budi"))), "several different proofs"},
		{"two proofs of one person", file(plain, attachment(12, want[:len(want)-1])), "several different proofs"},
		{"broken checksum", file(string(broken)), "unreadable PDF: the attached proof: zlib: invalid checksum"},
		{"cut in the proof", file(flate)[:bytes.Index(file(flate), []byte("endstream"))-9], "unreadable PDF: the attached proof: unexpected EOF"},
		{"long proof", file(attachment(10, long)), "proof file too large: 263076 bytes, more than 262144"},
		{"long proof, deflated", file(deflatedAttachment(10, long)), "proof file too large: 262145 bytes, more than 262144"},
		{"no proof", file(attachment(10, []byte("nothing of ours"))), "no proof found"},
		{"a proof's beginning inside", file(attachment(10, append([]byte("see "), want...))), "no proof found"},
		{"encrypted", bytes.Replace(file(), []byte("/Size"), []byte("/Encrypt 8 0 R /Size"), 1), "encrypted PDF"},
		{"encrypted, directly", bytes.Replace(file(), []byte("/Size"), []byte("/Encrypt<</Filter/Standard>>/Size"), 1), "encrypted PDF"},
		{"only metadata encryption named", bytes.Replace(file(), []byte("/Size"), []byte("/EncryptMetadata 1 /Size"), 1), "no proof found"},
		{"nothing but a header", []byte("%PDF-1.7\n"), "unreadable PDF: no object in it"},
		{"too many objects", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj 2\n"), 100_001)...), "PDF too large: 100001 objects, more than 100000"},
		{"too many streams", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj<<>>stream\nendstream "), 20_001)...), "PDF too large: 20001 streams, more than 20000"},
		{"too many broken objects", append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("1 0 obj<<("), 65_000)...), "unreadable PDF: more than 1000 broken objects"},
		{"large file", append([]byte("%PDF-1.7\n"), make([]byte, maxFile)...), "PDF too large: 67108873 bytes, more than 67108864"},
	} {
		found, err := Find(c.data)
		if found.Kind != PDF {
			t.Errorf("%s: kind %v", c.name, found.Kind)
		}
		switch {
		case c.want != "" && (err == nil || err.Error() != c.want || found.Full != nil):
			t.Errorf("%s: %v, %v; want %s", c.name, found, err, c.want)
		case c.want == "" && (err != nil || !bytes.Equal(found.Full, want)):
			t.Errorf("%s: %q, %v", c.name, found.Full, err)
		}
	}
}

// TestScannedPDF reads the QR code of a page that a photocopier scanned into a PDF.
func TestScannedPDF(t *testing.T) {
	img := drawn(modules(t, ourQR()), 3)
	foreign := drawn(modules(t, "halo"), 3)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	size := fmt.Sprintf("/Subtype /Image /Width %d /Height %d", w, h)
	var rgb, up, bits []byte
	for y := range h {
		row := img.Pix[y*w : (y+1)*w]
		up = append(up, 2) // each row less the one above it
		packed := make([]byte, (w+7)/8)
		for x, p := range row {
			rgb = append(rgb, p, p, p)
			packed[x/8] |= p & (0x80 >> (x % 8))
			if y > 0 {
				p -= img.Pix[(y-1)*w+x]
			}
			up = append(up, p)
		}
		bits = append(bits, packed...)
	}
	jpg := encodeJPEG(t, img, 60)
	for _, c := range []struct {
		name    string
		objects []string
		want    error
	}{
		{"JPEG", []string{streamObject(10, size+" /Filter /DCTDecode", jpg)}, nil},
		{"deflated JPEG", []string{streamObject(10, size+" /Filter [/FlateDecode /DCTDecode]", deflated(jpg))}, nil},
		{"grey", []string{streamObject(10, size+" /BitsPerComponent 8 /Filter /FlateDecode", deflated(img.Pix))}, nil},
		{"grey, plain", []string{streamObject(10, size+" /BitsPerComponent 8", img.Pix)}, nil},
		{"RGB", []string{streamObject(10, size+" /BitsPerComponent 8 /Filter /FlateDecode", deflated(rgb))}, nil},
		{"PNG rows", []string{streamObject(10, size+" /BitsPerComponent 8 /DecodeParms << /Predictor 15 /Columns 9 >> /Filter /FlateDecode", deflated(up))}, nil},
		{"black and white", []string{streamObject(10, size+" /BitsPerComponent 1 /Filter /FlateDecode", deflated(bits))}, nil},
		{"mask", []string{streamObject(10, size+" /ImageMask true /Filter /FlateDecode", deflated(bits))}, nil},
		{"second picture", []string{streamObject(10, size+" /Filter /DCTDecode", encodeJPEG(t, foreign, 90)), streamObject(11, size+" /Filter /DCTDecode", jpg)}, nil},
		{"foreign code", []string{streamObject(10, size+" /Filter /DCTDecode", encodeJPEG(t, foreign, 90))}, ErrForeign},
		{"JPEG 2000", []string{streamObject(10, size+" /Filter /JPXDecode", jpg)}, ErrFormat},
		{"too few samples", []string{streamObject(10, size+" /BitsPerComponent 8", img.Pix[:w])}, ErrNothing},
		{"false claim of size", []string{streamObject(10, "/Subtype /Image /Width 9000 /Height 9000 /Filter /DCTDecode", jpg)}, ErrNothing},
		{"negative size", []string{streamObject(10, "/Subtype /Image /Width -90 /Height -90 /BitsPerComponent 8", jpg)}, ErrNothing},
	} {
		found, err := Find(file(c.objects...))
		if !errors.Is(err, c.want) || c.want == nil && (found.QR != ourQR() || found.Kind != PDF) {
			t.Errorf("%s: %+.40v, %v", c.name, found, err)
		}
	}
}

// tool returns the path of a program that CI must have and others may lack.
func tool(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
	return path
}

// certificatePDF draws a page whose QR code is made of lines, as certificates have it, with or without its proof attached.
func certificatePDF(t *testing.T, full []byte) []byte {
	t.Helper()
	doc := fpdf.New("L", "mm", "A4", "")
	doc.AddPage()
	doc.SetFont("Helvetica", "", 14)
	for y := 40.0; y < 140; y += 7 {
		doc.Text(30, y, "Pernyataan Komitmen ASN BerAKHLAK: melayani, akuntabel, kompeten, harmonis")
	}
	for y, row := range modules(t, ourQR()) {
		for x, black := range row {
			if black {
				doc.Rect(qrLeft+float64(x)*moduleSize, qrTop+float64(y)*moduleSize, moduleSize, moduleSize, "F")
			}
		}
	}
	if full != nil {
		doc.SetAttachments([]fpdf.Attachment{{Content: full, Filename: "bukti.tlog-proof"}})
	}
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRewrittenPDF lets other programs store a certificate in their own ways.
func TestRewrittenPDF(t *testing.T) {
	want := proof("Sari")
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, certificatePDF(t, want), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"qpdf", "--object-streams=generate", "--compress-streams=y", "--recompress-flate", "IN", "OUT"},
		{"qpdf", "--object-streams=disable", "--stream-data=uncompress", "IN", "OUT"},
		{"qpdf", "--qdf", "IN", "OUT"},
		{"qpdf", "--linearize", "IN", "OUT"},
		{"mutool", "clean", "IN", "OUT"},
		{"mutool", "clean", "-gggg", "-z", "IN", "OUT"},
		{"mutool", "clean", "-d", "IN", "OUT"},
	} {
		t.Run(strings.Join(args[:len(args)-2], " "), func(t *testing.T) {
			tool(t, args[0])
			out := filepath.Join(t.TempDir(), "out.pdf")
			args[len(args)-2], args[len(args)-1] = in, out
			if message, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, message)
			}
			data, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			found, err := Find(data)
			if err != nil || !bytes.Equal(found.Full, want) {
				t.Errorf("Find: %v, %q", err, found.Full)
			}
		})
	}
}

// TestEncryptedPDF reads what only forbids printing, and refuses what asks for a password.
func TestEncryptedPDF(t *testing.T) {
	qpdf := tool(t, "qpdf")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	want := proof("Sari")
	if err := os.WriteFile(in, certificatePDF(t, want), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		user string
		want error
	}{{"", nil}, {"rahasia", ErrEncrypted}} {
		for _, args := range [][]string{{"--object-streams=disable"}, {"--object-streams=generate"}} {
			args = append(args, "--encrypt", c.user, "owner", "256", "--", in, out)
			if message, err := exec.Command(qpdf, args...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, message)
			}
			data, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			found, err := Find(data)
			if !errors.Is(err, c.want) || c.want == nil && !bytes.Equal(found.Full, want) {
				t.Errorf("%v: %v", args, err)
			}
		}
	}
}

// TestRenderedPDF prints a certificate and scans it, by a real renderer.
func TestRenderedPDF(t *testing.T) {
	renderer := tool(t, "pdftoppm")
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, certificatePDF(t, nil), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"-r", "100"}, {"-r", "150"}, {"-r", "150", "-aa", "no", "-aaVector", "no"}, {"-r", "200", "-gray"}} {
		message, err := exec.Command(renderer, append(args, "-png", "-singlefile", in, filepath.Join(dir, "page"))...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, message)
		}
		data, err := os.ReadFile(filepath.Join(dir, "page.png"))
		if err != nil {
			t.Fatal(err)
		}
		found, err := Find(data)
		if err != nil || found.QR != ourQR() {
			t.Errorf("%v: %v", args, err)
		}
	}
}
