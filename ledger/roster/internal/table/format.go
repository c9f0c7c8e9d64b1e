package table

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
)

// beginnings are the first bytes of files that are no tables. They stand behind what may come
// before them in a file that was mailed or joined.
var beginnings = []struct {
	first  string
	reason Reason
}{
	{"%PDF-", filePDF}, {"{\\rtf", fileDocument},
	{"\x89PNG", fileImage}, {"\xff\xd8\xff", fileImage}, {"GIF8", fileImage},
	{"II*\x00", fileImage}, {"MM\x00*", fileImage},
	{"\x1f\x8b", fileArchive}, {"7z\xbc\xaf\x27\x1c", fileArchive}, {"Rar!\x1a\x07", fileArchive},
	{"\xfd7zXZ", fileArchive}, {"BZh", fileArchive}, {"PK\x05\x06", fileArchive}, {"PK\x07\x08", fileArchive},
	{"SQLite format 3\x00", fileDatabase}, {"\x00\x01\x00\x00Standard ", fileDatabase}, // Access
	{"\x09\x08\x10\x00", fileOld}, {"\x09\x08\x08\x00", fileOld}, // .xls that is not in a compound file
	{"\x09\x04\x06\x00", fileOld}, {"\x09\x02\x06\x00", fileOld}, {"\x09\x00\x04\x00", fileOld},
}

const (
	zipMark      = "PK\x03\x04" // and what a program may have written before it is passed over
	compoundMark = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// foreign names a file that is no table by its first bytes, "" where it may be one.
func foreign(sample []byte) Reason {
	for _, b := range beginnings {
		if bytes.HasPrefix(sample, []byte(b.first)) {
			return b.reason
		}
	}
	box := sample[min(len(sample), 4):min(len(sample), 12)]
	switch {
	case bytes.HasPrefix(box, []byte("ftyp")), bytes.HasSuffix(box, []byte("WEBP")): // HEIC, AVIF; WebP
		return fileImage
	case bytes.HasPrefix(sample, []byte("BM")) && len(sample) > 10 && string(sample[6:10]) == "\x00\x00\x00\x00":
		return fileImage
	case bytes.Contains(sample[:min(len(sample), 1024)], []byte("%PDF-")):
		return filePDF
	case dBase(sample):
		return fileDatabase
	case len(bytes.Trim(sample, "\x00 \t\r\n\xef\xbb\xbf\xff\xfe")) == 0:
		return fileEmpty
	}
	return ""
}

// dBase knows the tables of dBase and FoxPro by their first byte and the date of the last change.
func dBase(b []byte) bool {
	return len(b) > 32 && (b[0] == 0x03 || b[0] == 0x30 || b[0] == 0x83 || b[0] == 0xf5) &&
		b[2] >= 1 && b[2] <= 12 && b[3] >= 1 && b[3] <= 31 && b[12] == 0 && b[13] == 0
}

var (
	markup   = regexp.MustCompile(`(?i)^<(!doctype\s+html|html|head|body|meta|title|style|script|link|table|div|p|br|b|font|center)\b`)
	tables   = regexp.MustCompile(`(?i)<(table|tr|td)[\s>]`) // below a line of text
	comment  = regexp.MustCompile(`^(?s:<!--.*?-->|<\?.*?\?>)\s*`)
	mailed   = regexp.MustCompile(`(?i)^(mime-version|from|to|subject|date|received|return-path|message-id|content-[a-z-]+|snapshot-[a-z-]+|x-[a-z-]+):`)
	mailPart = regexp.MustCompile(`(?im)^content-type:\s*(multipart/|text/html|message/)`)
	jsonText = regexp.MustCompile(`^(\{\s*("|\}|$)|\[\s*([\[{"\]]|$))`)
	dumpText = regexp.MustCompile(`(?im)^\s*(insert\s+into|create\s+table)\s`)
	cardText = regexp.MustCompile(`(?i)^begin:(vcard|vcalendar)`)
)

// foreignText names a text that is no table, "" where it may be one.
func foreignText(sample []byte) Reason {
	text := bytes.TrimLeft(sample, "\ufeff\x00 \t\r\n")
	for {
		prolog := comment.Find(text)
		if prolog == nil {
			break
		}
		text = text[len(prolog):]
	}
	switch {
	case mailed.Match(text) && mailPart.Match(text):
		return fileMHTML
	case markup.Match(text), tables.Match(text[:min(len(text), 4096)]):
		return fileHTML
	case bytes.HasPrefix(text, []byte("<")):
		return fileXML
	case jsonText.Match(text):
		return fileJSON
	case cardText.Match(text):
		return fileCard
	case dumpText.Match(text[:min(len(text), 4096)]):
		return fileDatabase
	}
	return ""
}

// compound names what lies in a compound file (MS-CFB), by the names of its streams.
func compound(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, maxWorkbook))
	if err != nil {
		return err
	}
	for _, stream := range []struct {
		name   string
		reason Reason
	}{
		{"EncryptedPackage", filePassword}, {"Workbook", fileOld}, {"Book", fileOld},
		{"WordDocument", fileDocument}, {"PowerPoint Document", fileDocument}, {"__properties_version1.0", fileMHTML},
	} {
		if hasStream(data, stream.name) {
			return stream.reason
		}
	}
	return fileOld
}

// hasStream reports whether a compound file has a stream of that name. Its directory is entries of
// 128 bytes, somewhere in the file: the name in UTF-16 and, at 64, the length of it with its zero.
func hasStream(data []byte, name string) bool {
	const entry, lengthAt = 128, 64
	var wide []byte
	for _, u := range append(utf16.Encode([]rune(name)), 0) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	for at := 0; at+entry <= len(data); at += entry {
		e := data[at : at+entry]
		if bytes.HasPrefix(e, wide) && int(binary.LittleEndian.Uint16(e[lengthAt:])) == len(wide) {
			return true
		}
	}
	return false
}

// foreignZip names a zip that is no workbook by what its parts are called, "" where it may be one.
func foreignZip(z *zip.Reader) Reason {
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		switch {
		case name == "mimetype":
			return openDocument(f)
		case name == "xl/workbook.bin":
			return fileXLSB
		case strings.HasPrefix(name, "word/"), strings.HasPrefix(name, "ppt/"), strings.HasPrefix(name, "visio/"):
			return fileDocument
		case strings.HasSuffix(name, ".iwa"), name == "index.zip":
			return fileNumbers
		}
	}
	return ""
}

// noWorkbook tells an office file without a workbook from a zip of other files.
func noWorkbook(z *zip.Reader) Reason {
	if find(z, "[Content_Types].xml") != nil {
		return fileNoWorkbook
	}
	return fileArchive
}

// openDocument tells a spreadsheet of OpenDocument from its other documents.
func openDocument(mimetype *zip.File) Reason {
	r, err := mimetype.Open()
	if err != nil {
		return fileNoWorkbook
	}
	defer r.Close()
	kind, err := io.ReadAll(io.LimitReader(r, 100))
	switch {
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF), !bytes.Contains(kind, []byte("opendocument")):
		return fileArchive
	case bytes.Contains(kind, []byte("spreadsheet")):
		return fileODS
	}
	return fileDocument
}
