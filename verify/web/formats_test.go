package web_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/gif"
	"strings"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"ikrar/verify/phrase"
	"ikrar/verify/scan"
	"ikrar/verify/web"
	"ikrar/verify/web/browser"
)

// Pictures of every common format are read, also by a browser that detects no codes itself.
func TestPictureFormats(t *testing.T) {
	t.Parallel()
	s, o := newSite(t), newOffice()
	s.opens(o)
	s.programs(t)
	p := browser.Tab(t)
	visit(p, s, today)
	img := photo(fragment(o))
	for name, data := range map[string][]byte{
		"BMP":  encoded(func(b *bytes.Buffer) error { return bmp.Encode(b, img) }),
		"TIFF": encoded(func(b *bytes.Buffer) error { return tiff.Encode(b, img, nil) }),
		"GIF":  encoded(func(b *bytes.Buffer) error { return gif.Encode(b, img, nil) }),
		"WebP": asWebP(p, img),
	} {
		t.Run(name, func(t *testing.T) {
			drop(p, "foto", data)
			expect(t, settled(p), "verdict.valid", "page.compare")
			another(p)
		})
	}
}

// What cannot be read is called by its name, in the words of the command, and says the way out.
func TestNamedFormats(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.opens(newOffice())
	s.programs(t)
	p := browser.Tab(t)
	visit(p, s, today)
	for name, c := range map[string]struct {
		data []byte
		says string // a word of the sentence
	}{
		"foto.heic": {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + strings.Repeat("\x00", 80)),
			"HEIC"},
		"foto.avif": {[]byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1avif" + strings.Repeat("\x00", 80)),
			"AVIF"},
		"berkas.zip":      {zipped("Sertifikat Siti.pdf"), "Sertifikat Siti.pdf"},
		"sertifikat.docx": {zipped("word/document.xml"), "DOCX"},
		"surat.eml": {
			[]byte("From: hr@contoh.example\r\nSubject: Sertifikat\r\nMIME-Version: 1.0\r\n\r\nTerlampir.\r\n"), "EML"},
		"kosong.pdf": {nil, "kosong"},
		"masuk.pdf":  {[]byte("<!DOCTYPE html>\n<html><title>Masuk</title><form>Kata sandi</form></html>\n"), "HTML"},
		"apa.bin":    {[]byte("\x00\x01\x02\xff\xfe tidak dikenal"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := scan.Find(c.data)
			key, args := scan.Cause(found.Kind, err)
			want := web.Book.Say(phrase.ID, key, args...)
			if !strings.Contains(want, c.says) {
				t.Fatalf("%s: %q does not say %q", key, want, c.says)
			}
			drop(p, name, c.data)
			if got := settled(p); got.Kind != "unread" || !strings.Contains(got.Text, want) {
				t.Errorf("%s, want %q", got.Text, want)
			}
			another(p)
		})
	}
}

// A pledge that HR has not recorded yet is called what it is. Its bytes alone are those of a short
// proof that lacks its registration, so its name tells it.
func TestNamedPledge(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.opens(newOffice())
	p := browser.Tab(t)
	visit(p, s, today)
	drop(p, "197602012005052002.pledge", []byte("\x84\x43\xa1\x01\x27\xa0\x41\x00\x41\xff"))
	want := web.Book.Say(phrase.ID, "unread.pledge", "format", "197602012005052002.pledge")
	if got := settled(p); got.Kind != "unread" || !strings.Contains(got.Text, want) {
		t.Errorf("%s, want %q", got.Text, want)
	}
}

func encoded(encode func(*bytes.Buffer) error) []byte {
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// asWebP has the browser write a picture as WebP, for which Go has no encoder.
func asWebP(p *browser.Page, img *image.Gray) []byte {
	var text string
	p.Eval(fmt.Sprintf(`(async () => {
		const bytes = Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))
		const bitmap = await createImageBitmap(new Blob([bytes]))
		const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
		canvas.getContext("2d").drawImage(bitmap, 0, 0)
		const webp = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.9 })).arrayBuffer())
		return btoa(Array.from(webp, (c) => String.fromCharCode(c)).join(""))
	})()`, base64.StdEncoding.EncodeToString(asJPEG(img))), &text)
	return must(base64.StdEncoding.DecodeString(text))
}

func zipped(name string) []byte {
	return encoded(func(b *bytes.Buffer) error {
		z := zip.NewWriter(b)
		if _, err := z.Create(name); err != nil {
			return err
		}
		return z.Close()
	})
}

// another puts the last answer away.
func another(p *browser.Page) {
	p.Eval(`document.getElementById("answer").dataset.settled = "false"`, nil)
}
