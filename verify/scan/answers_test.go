package scan

import (
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var writeAnswers = flag.Bool("answers", false, "write the files of verify/testdata/answers that are made here")

const answersDir = "../testdata/answers"

// answerFiles makes the files of the table of answers: documents with the code of its first row,
// and some without.
func answerFiles(t *testing.T) map[string][]byte {
	ours, theirs := answerText(t, "address"), answerText(t, "address-other-institution")
	bits := modules(t, ours)
	img := drawn(bits, 3)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var strips, path strings.Builder
	var objects, others []string
	for i := 0; i*60 < h; i++ {
		from, to := i*60, min(i*60+60, h)
		objects = append(objects, streamObject(30+i, fmt.Sprintf(
			"/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode",
			w, to-from), deflated(img.Pix[from*w:to*w])))
		fmt.Fprintf(&strips, "q %d 0 0 %d 9 %d cm /X%d Do Q\n", w, to-from, h-to, i)
	}
	for y, row := range bits {
		for x, black := range row {
			if black {
				fmt.Fprintf(&path, "%d %d m %d %d l %d %d l %d %d l h\n", x, -y, x+1, -y, x+1, 1-y, x, 1-y)
			}
		}
	}
	for i := range 20 {
		others = append(others, streamObject(100+i, "/Subtype /Image /Width 24 /Height 24 /BitsPerComponent 8",
			make([]byte, 24*24)))
	}
	size := fmt.Sprintf("/Subtype /Image /Width %d /Height %d ", w, h)
	four := streamObject(30, size+"/ColorSpace /DeviceGray /BitsPerComponent 4 /Filter [/A85 /Fl]",
		base85(deflated(scanOf(img, 4))))
	onPage := "400 0 0 400 9 9 cm /X0 Do"
	other := drawn(modules(t, theirs), 3)
	both := image.NewGray(image.Rect(0, 0, w+other.Rect.Dx(), max(h, other.Rect.Dy())))
	for i := range both.Pix {
		x, y := i%both.Stride, i/both.Stride
		both.Pix[i] = 255
		if x < w && y < h {
			both.Pix[i] = img.Pix[y*w+x]
		} else if x >= w && y < other.Rect.Dy() {
			both.Pix[i] = other.Pix[y*other.Stride+x-w]
		}
	}
	return map[string][]byte{
		"strips.pdf":    page(strips.String(), objects...),
		"printed.pdf":   page("1.3 0 0 1.3 600 200 cm " + path.String() + "f"),
		"four-bits.pdf": page(onPage, four),
		"run-length.pdf": page(onPage, streamObject(30, size+"/BitsPerComponent 1 /Filter /RunLengthDecode",
			packed(scanOf(img, 1)))),
		"many.pdf": file(append(others, strings.Replace(four, "30 0", "200 0", 1))...),
		"behind-mail.pdf": append([]byte("Received: from mx.contoh.example\r\nContent-Type: application/pdf\r\n\r\n"),
			page(onPage, four)...),
		"within.pdf": file(deflatedAttachment(11, page(onPage, four))),
		"jpx.pdf": page(onPage, streamObject(30, size+"/Filter /JPXDecode",
			[]byte("\x00\x00\x00\x0cjP  \r\n\x87\n"))),
		"two.png":        encodePNG(t, both),
		"small.png":      encodePNG(t, image.NewGray(image.Rect(0, 0, 300, 400))),
		"phone.heic":     []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x00"),
		"attachment.zip": []byte(zipOf("K7QM-2F8D-9XPA.pdf")),
		"letter.docx":    []byte(zipOf("[Content_Types].xml", "word/document.xml")),
		"mail.eml": []byte("Subject: Sertifikat\r\nMIME-Version: 1.0\r\n\r\nContent-Disposition: " +
			"attachment; filename=sertifikat.pdf\r\n\r\nJVBERi0xLjcK\r\n"),
		"login.pdf":   []byte("<!DOCTYPE html>\n<html><head><title>Masuk</title></head><body></body></html>\n"),
		"empty.pdf":   {},
		"unknown.pdf": []byte("\x8b\xff\x00\x17\xc3\xff"),
		"cut.pdf":     []byte("%PDF-1.7\n1 0 obj\n<<"),
	}
}

func answerText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(answersDir, "table.json"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Name  string
		Input struct{ Text string }
	}
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row.Name == name {
			return row.Input.Text
		}
	}
	t.Fatalf("no row %s", name)
	return ""
}

// TestAnswerFiles holds the files of the table to what is made here: by what is found in them, for
// compression may differ.
func TestAnswerFiles(t *testing.T) {
	for name, data := range answerFiles(t) {
		path := filepath.Join(answersDir, name)
		if *writeAnswers {
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		stored, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		want, wrong := Find(data)
		got, failed := Find(stored)
		if fmt.Sprint(want.QR, want.Kind, want.Drawn, wrong) != fmt.Sprint(got.QR, got.Kind, got.Drawn, failed) {
			t.Errorf("%s: %v, %v; want %v, %v", name, got, failed, want, wrong)
		}
	}
}
