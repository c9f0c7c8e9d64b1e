package table

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/unicode"
)

// compoundFile is the directory of a compound file with streams of these names, and no more of one.
func compoundFile(streams ...string) string {
	data := append([]byte(compoundMark), make([]byte, 512-len(compoundMark))...)
	for _, s := range append([]string{"Root Entry"}, streams...) {
		entry := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(s)) {
			binary.LittleEndian.PutUint16(entry[2*i:], u)
		}
		binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(s)+2))
		data = append(data, entry...)
	}
	return string(data)
}

// zipOf is a zip of empty parts, but for a mimetype.
func zipOf(t testing.TB, names ...string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		name, text, _ := strings.Cut(name, "=")
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	return out.String()
}

// TestForeign: a file that is no table is named.
func TestForeign(t *testing.T) {
	const table = "<table border=1><tr><th>NIP</th></tr></table>"
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("\r\n<html>" + table)
	must(t, err)
	for _, c := range []struct {
		text string
		want Reason
	}{
		{"", fileEmpty}, {"\ufeff", fileEmpty}, {" \r\n\r\n", fileEmpty}, {strings.Repeat("\x00", 4096), fileEmpty},
		{compoundFile("Workbook"), fileOld}, {compoundFile("Book"), fileOld}, {compoundFile(), fileOld},
		{compoundFile("EncryptionInfo", "EncryptedPackage"), filePassword},
		{compoundFile("1Table", "WordDocument"), fileDocument}, {compoundMark, fileOld},
		{"\x09\x08\x10\x00\x00\x06\x05\x00", fileOld}, {"\x09\x04\x06\x00\x00\x00", fileOld},

		{"<html>" + table, fileHTML}, {"\ufeff\r\n\r\n  <!DOCTYPE html>\n" + table, fileHTML},
		{"\n<!-- made by\n a program -->\n<meta charset=utf-8>" + table, fileHTML}, {table, fileHTML}, {wide, fileHTML},
		{"<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">", fileHTML},
		{"<br />\n<b>Warning</b>: Undefined index in daftar.php on line 9", fileHTML},
		{"Daftar Pegawai\r\n" + strings.ToUpper(table), fileHTML},
		{"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n" + table, fileMHTML},
		{"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: x\r\nMIME-Version: 1.0\r\n" +
			"Content-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n", fileMHTML},
		{"Return-Path: <a@b.example>\nContent-Type: multipart/mixed; boundary=x\n", fileMHTML},
		{"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"x\">", fileXML},
		{"<pegawai><nip>1</nip></pegawai>", fileXML},

		{"%PDF-1.7\n", filePDF}, {"\r\n\r\n%PDF-1.4\n", filePDF}, {"{\\rtf1\\ansi", fileDocument},
		{"{\"data\": [{\"nip\": \"1\"}]}", fileJSON}, {"\ufeff[\n  {\"nip\": 1}]", fileJSON}, {"[]", fileJSON},
		{"[[\"nip\",\"nama\"]]", fileJSON}, {"{\"url\": \"https://docs.google.example/x\"}", fileJSON},
		{"BEGIN:VCARD\r\nVERSION:3.0\r\n", fileCard}, {"begin:vcalendar\n", fileCard},
		{"-- MySQL dump 10.13\n\nCREATE TABLE `pegawai` (\n", fileDatabase},
		{"INSERT INTO pegawai VALUES (1);", fileDatabase},
		{"SQLite format 3\x00\x10", fileDatabase}, {"\x00\x01\x00\x00Standard Jet DB\x00", fileDatabase},
		{"\x03\x7a\x03\x1f" + strings.Repeat("\x00", 60), fileDatabase},
		{"\x89PNG\r\n\x1a\n", fileImage}, {"\xff\xd8\xff\xe0\x00\x10JFIF", fileImage}, {"GIF89a", fileImage},
		{"II*\x00\x08\x00", fileImage}, {"\x00\x00\x00\x20ftypheic", fileImage},
		{"RIFF\x00\x01\x00\x00WEBPVP8 ", fileImage},
		{"BM\x36\x10\x00\x00\x00\x00\x00\x00\x36\x00", fileImage},
		{"\x1f\x8b\x08\x00", fileArchive}, {"Rar!\x1a\x07\x00", fileArchive}, {"7z\xbc\xaf\x27\x1c", fileArchive},

		{zipOf(t), fileArchive}, {zipOf(t, "pegawai.xlsx"), fileArchive},
		{zipOf(t, "a/pegawai.csv", "b.csv"), fileArchive},
		{zipOf(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml"), fileDocument},
		{zipOf(t, "[Content_Types].xml", "ppt/presentation.xml"), fileDocument},
		{zipOf(t, "[Content_Types].xml", "_rels/.rels", "xl/workbook.bin"), fileXLSB},
		{zipOf(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml"), fileODS},
		{zipOf(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet-template"), fileODS},
		{zipOf(t, "mimetype=application/vnd.oasis.opendocument.text"), fileDocument},
		{zipOf(t, "mimetype=application/epub+zip"), fileArchive},
		{zipOf(t, "Index/Document.iwa", "Metadata/Properties.plist"), fileNumbers},
		{zipOf(t, "Index.zip", "Metadata/"), fileNumbers},
		{zipOf(t, "[Content_Types].xml", "other/thing.xml"), fileNoWorkbook}, {zipMark + " garbage", fileDamaged},
	} {
		_, err := Open(strings.NewReader(c.text), names)
		if !errors.Is(err, c.want) {
			t.Errorf("%.60q: %v, want %v", c.text, err, c.want)
		}
	}
}

// TestTablesAreNotForeign: a table that begins like something else is one.
func TestTablesAreNotForeign(t *testing.T) {
	for _, text := range []string{
		"From: BKD;x\nnip;nama\n1;a\n", "[1] DAFTAR PEGAWAI\nnip;nama\n", "{DAFTAR}\nnip;nama\n", "BMKG;nip\n",
		"ID;PNS\n",
		"Subject;nip;nama\n", "nip;nama\n1;%PDF\n", "\x00\x01\x02\xff\xfe%PDF", "nip,nama\n1,a < b\n", "BZ;x\n",
		"01\n\nnip;nama;unit;jabatan;pangkat;golongan\n",
		"MM;II\n",
	} {
		if _, err := Open(strings.NewReader(text), names); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestEveryReasonHasItsWords(t *testing.T) {
	if len(wordings) != 24 {
		t.Error(len(wordings), "reasons")
	}
	for r, words := range wordings {
		if words == "" || r.Error() != words {
			t.Errorf("%s has no words", string(r))
		}
	}
	if Reason("other").Error() != "other" {
		t.Error("an unknown reason must show its code")
	}
}
