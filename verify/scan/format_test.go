package scan

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

func zipOf(names ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		f, _ := w.Create(name)
		_, _ = f.Write([]byte("isi"))
	}
	_ = w.Close()
	return b.String()
}

func wide(s string) string {
	out := ""
	for _, u := range utf16.Encode([]rune(s)) {
		out += string([]byte{byte(u), byte(u >> 8)})
	}
	return out
}

// TestFormats names what people send instead of a certificate. None of it is called damaged.
func TestFormats(t *testing.T) {
	const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
	const mail = "Return-Path: <sari@contoh.example>\r\nSubject: Sertifikat\r\nMIME-Version: 1.0\r\nContent-Type: " +
		"multipart/mixed; boundary=x\r\n\r\n--x\r\n"
	for name, c := range map[string]struct {
		data   string
		format string
		remedy Remedy
		holds  string
	}{
		"HEIC":            {"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "HEIC", RemedyPhone, ""},
		"HEIC of Android": {"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heicmiaf", "HEIC", RemedyPhone, ""},
		"HEIF":            {"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1miaf", "HEIF", RemedyPhone, ""},
		"AVIF":            {"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf", "AVIF", RemedyPicture, ""},
		"a film":          {"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "MP4", RemedyFilm, ""},
		"JPEG XL":         {"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL", RemedyPicture, ""},
		"JPEG 2000":       {"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000", RemedyPicture, ""},
		"Photoshop":       {"8BPS\x00\x01", "Photoshop", RemedyPicture, ""},
		"a drawing": {`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>`, "SVG",
			RemedyPicture, ""},
		"ZIP": {zipOf("foto/", "foto/baca.txt"), "ZIP", RemedyArchive, ""},
		"ZIP with a PDF": {zipOf("__MACOSX/._a.pdf", "dinas/K7QM-2F8D-9XPA.pdf"), "ZIP", RemedyArchive,
			"K7QM-2F8D-9XPA.pdf"},
		"half a ZIP": {zipOf("a.pdf")[:40], "ZIP", RemedyArchive, ""},
		"DOCX": {zipOf("[Content_Types].xml", "word/document.xml"), "Word (DOCX)", RemedyDocument,
			""},
		"XLSX": {zipOf("[Content_Types].xml", "xl/workbook.xml"), "Excel (XLSX)", RemedyDocument,
			""},
		"XPS": {zipOf("[Content_Types].xml", "FixedDocSeq.fdseq"), "XPS", RemedyDocument, ""},
		"ODT": {zipOf("mimetype", "META-INF/manifest.xml"), "OpenDocument (ODT)", RemedyDocument,
			""},
		"DOC":            {compound + wide("Root Entry WordDocument"), "Word (DOC)", RemedyDocument, ""},
		"MSG":            {compound + wide("__substg1.0_0037001F"), "Outlook (MSG)", RemedyMail, ""},
		"a packet":       {"\x84\x01\x84\x58", "NIP.ikrar", RemedyPacket, ""},
		"a trust list":   {"ikrar/trust/v1\ninstitution Contoh\n", "trust.note", RemedyTrust, ""},
		"a public key":   {"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI TEST-ONLY\n", "OpenSSH", RemedyKey, ""},
		"a private key":  {"-----BEGIN OPENSSH PRIVATE KEY-----\nVEVTVC1PTkxZ\n", "OpenSSH", RemedySecret, ""},
		"a key of PuTTY": {"PuTTY-User-Key-File-3: ssh-ed25519\n", "PuTTY", RemedySecret, ""},
		"RTF":            {`{\rtf1\ansi Sertifikat}`, "RTF", RemedyDocument, ""},
		"RAR":            {"Rar!\x1a\x07\x01\x00", "RAR", RemedyArchive, ""},
		"7z":             {"7z\xbc\xaf\x27\x1c\x00\x04", "7z", RemedyArchive, ""},
		"TAR with a PDF": {"a.pdf" + strings.Repeat("\x00", 252) + "ustar\x0000" + strings.Repeat("\x00",
			248) + string(file()), "TAR", RemedyArchive, ""},
		"PostScript": {"%!PS-Adobe-3.0\n%%Pages: 1\n", "PostScript", RemedyPrinter, ""},
		"PostScript pixels": {"%!PS\n" + strings.Repeat("0", 300) + "\n" + strings.Repeat("1", 200),
			"PostScript", RemedyPrinter, ""},
		"RTF pixels": {`{\rtf1{\pict ` + strings.Repeat("0", 300) + "}}", "RTF", RemedyDocument, ""},
		"a large mail": {mail + "filename=a.pdf\r\n" + strings.Repeat("JVBERi0xLjcK\r\n", 100_000), "EML",
			RemedyMail, "a.pdf"},
		"a mail": {mail, "EML", RemedyMail, ""},
		"a mail with a PDF": {mail +
			"Content-Disposition: attachment;\r\n filename=\"sertifikat Sari.pdf\"\r\n\r\nJVBERi0xLjcK\r\n", "EML",
			RemedyMail, "sertifikat Sari.pdf"},
		"a mail, coded name": {mail + "Content-Disposition: attachment; filename*=utf-8''sari.pdf\r\n", "EML",
			RemedyMail, "sari.pdf"},
		"a login page": {"<!DOCTYPE html>\n<html><title>Masuk</title><form></form></html>", "HTML",
			RemedyWeb, ""},
		"a page without head":     {"\r\n<html><body>Sesi berakhir</body></html>", "HTML", RemedyWeb, ""},
		"a page and a PDF's mark": {"<html><body>%PDF-1.4 5 0 obj</body></html>", "HTML", RemedyWeb, ""},
		"a saved page": {"From: <Saved by Blink>\r\nSnapshot-Content-Location: " +
			"https://contoh.example/\r\nMIME-Version: 1.0\r\nContent-Type: " +
			"multipart/related;\r\n", "MHTML", RemedyWeb, ""},
	} {
		_, err := Find([]byte(c.data))
		var format *FormatError
		if !errors.As(err, &format) || *format != (FormatError{c.format, c.remedy, c.holds}) {
			t.Errorf("%s: %+v, %v", name, format, err)
		}
	}
	for name, data := range map[string]string{"nothing": "", "blanks": " \r\n\t", "zeros": strings.Repeat("\x00",
		9000)} {
		if _, err := Find([]byte(data)); !errors.Is(err, ErrEmpty) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range map[string]string{"unknown bytes": "\x8b\xff\x00\x17\xc3", "a program": "MZ\x90\x00\xff"} {
		if _, err := Find([]byte(data)); err != ErrFormat {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, data := range map[string]string{"a word": "Sari", "a question": "From: where is the date?",
		"a NIP": "199001012015031001"} {
		if _, err := Find([]byte(data)); !errors.Is(err, ErrNothing) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPictureFormats reads our code in every format of pictures, and says when it is to be seen
// closer.
func TestPictureFormats(t *testing.T) {
	img := drawn(modules(t, ourQR()), 3)
	blank := image.NewGray(image.Rect(0, 0, 1500, 1000))
	for name, encode := range map[string]func(*bytes.Buffer, image.Image) error{
		"BMP":  func(b *bytes.Buffer, img image.Image) error { return bmp.Encode(b, img) },
		"TIFF": func(b *bytes.Buffer, img image.Image) error { return tiff.Encode(b, img, nil) },
		"TIFF, deflated": func(b *bytes.Buffer, img image.Image) error {
			return tiff.Encode(b, img, &tiff.Options{Compression: tiff.Deflate})
		},
	} {
		var b bytes.Buffer
		if err := encode(&b, img); err != nil {
			t.Fatal(err)
		}
		if found, err := Find(b.Bytes()); err != nil || found.QR != ourQR() || found.Kind != Image {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, c := range []struct {
		name string
		img  *image.Gray
		want error
	}{
		{"a small picture", image.NewGray(image.Rect(0, 0, 900, 1200)), ErrUnclear},
		{"a large one of nothing", blank, ErrNothing},
	} {
		if _, err := FindImage(c.img); err != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
