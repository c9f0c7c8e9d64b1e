package scan

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
	"unicode/utf16"
)

// FormatError names what an input is, where this package reads no such thing, and what to do about
// it. It wraps [ErrFormat]. Whether the input is whole nobody has looked.
type FormatError struct {
	Format string // by the name that people know it by: HEIC, ZIP
	Remedy Remedy
	Holds  string // the name of a file inside that may be the certificate, or ""
}

func (e *FormatError) Error() string { return fmt.Sprintf("%s, which is not read here", e.Format) }

func (e *FormatError) Unwrap() error { return ErrFormat }

// Remedy is the way out of a [FormatError].
type Remedy string

// The remedies.
const (
	RemedyPhone    Remedy = "phone"    // a telephone's picture: set it to JPEG
	RemedyPicture  Remedy = "convert"  // another picture: save it as JPEG or PNG
	RemedyFilm     Remedy = "film"     // a film: take a picture
	RemedyInside   Remedy = "inside"   // pictures in a PDF: take one of the page
	RemedyArchive  Remedy = "archive"  // open it, take the file out
	RemedyMail     Remedy = "mail"     // open it, save the attachment
	RemedyDocument Remedy = "document" // ask for the PDF
	RemedyPrinter  Remedy = "printer"  // save it as PDF
	RemedyPacket   Remedy = "packet"   // what HR sends to sign with: sign
	RemedyPledge   Remedy = "pledge"   // what was signed, before it is recorded: send it to HR
	RemedyTrust    Remedy = "trust"    // a trust list: give it beside the certificate
	RemedyKey      Remedy = "key"      // a public key: enrol it
	RemedySecret   Remedy = "secret"   // a private key: show it to nobody
	RemedyWeb      Remedy = "web"      // a page was saved in place of the file: download again
)

// packetMark begins a packet: an array of four, of which the first is its version 1, the second a
// credential.
const packetMark = "\x84\x01\x84"

// signatures are the first bytes of formats.
var signatures = []struct {
	at     int
	bytes  string
	format string
	remedy Remedy
}{
	{0, "\x00\x00\x00\x0cjP  ", "JPEG 2000", RemedyPicture}, {0, "\xff\x4f\xff\x51", "JPEG 2000", RemedyPicture},
	{0, "\x00\x00\x00\x0cJXL ", "JPEG XL", RemedyPicture}, {0, "\xff\x0a", "JPEG XL", RemedyPicture},
	{0, "II\xbc\x01", "JPEG XR", RemedyPicture}, {0, "\x97JB2", "JBIG2", RemedyPicture},
	{0, "8BPS", "Photoshop", RemedyPicture}, {0, "AT&TFORM", "DjVu", RemedyPicture},
	{0, "\x00\x00\x01\x00", "ICO", RemedyPicture}, {0, "\xd7\xcd\xc6\x9a", "WMF", RemedyPicture},
	{40, " EMF", "EMF", RemedyPicture}, {0, "gimp xcf", "GIMP", RemedyPicture},
	{0, "\x1a\x45\xdf\xa3", "Matroska", RemedyFilm},
	{0, "Rar!\x1a\x07", "RAR", RemedyArchive}, {0, "7z\xbc\xaf\x27\x1c", "7z", RemedyArchive},
	{0, "\x1f\x8b", "GZIP", RemedyArchive}, {0, "BZh", "BZIP2", RemedyArchive},
	{0, "\xfd7zXZ\x00", "XZ", RemedyArchive}, {0, "\x28\xb5\x2f\xfd", "Zstandard", RemedyArchive},
	{0, "MSCF", "CAB", RemedyArchive}, {257, "ustar", "TAR", RemedyArchive},
	{0, "\x78\x9f\x3e\x22", "winmail.dat", RemedyMail},
	{0, "%!PS", "PostScript", RemedyPrinter}, {0, "\x04%!PS", "PostScript", RemedyPrinter},
	{0, "\xc5\xd0\xd3\xc6", "EPS", RemedyPrinter}, {0, "\x1b%-12345X", "PCL", RemedyPrinter},
	{0, packetMark, "NIP.ikrar", RemedyPacket},
	{0, "ikrar/trust/v", "trust.note", RemedyTrust},
	{0, "ssh-ed25519 ", "OpenSSH", RemedyKey}, {0, "ssh-rsa ", "OpenSSH", RemedyKey},
	{0, "ecdsa-sha2-", "OpenSSH", RemedyKey}, {0, "sk-ssh-ed25519", "OpenSSH", RemedyKey},
	{0, "-----BEGIN PUBLIC KEY-----", "PEM", RemedyKey}, {0, "---- BEGIN SSH2 PUBLIC KEY", "RFC 4716", RemedyKey},
	{0, "-----BEGIN OPENSSH PRIVATE KEY-----", "OpenSSH", RemedySecret},
	{0, "-----BEGIN PRIVATE KEY-----", "PEM", RemedySecret},
	{0, "-----BEGIN ENCRYPTED PRIVATE KEY-----", "PEM", RemedySecret},
	{0, "PuTTY-User-Key-File-", "PuTTY", RemedySecret},
	{0, "{\\rtf", "RTF", RemedyDocument},
	{0, "P4\n", "PBM", RemedyPicture}, {0, "P5\n", "PGM", RemedyPicture}, {0, "P6\n", "PPM", RemedyPicture},
}

// formatOf names the format of data by its first bytes; nil where that is not known.
func formatOf(data []byte) error {
	for _, s := range signatures {
		if len(data) >= s.at && bytes.HasPrefix(data[s.at:], []byte(s.bytes)) {
			return &FormatError{Format: s.format, Remedy: s.remedy}
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return zipped(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return compound(data)
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		return boxed(data)
	}
	return nil
}

// boxed names an ISO media file by its brands (ISO/IEC 14496-12 section 4.3).
func boxed(data []byte) error {
	brands := string(data[8:min(len(data), 64, max(12, int(data[3])+int(data[2])<<8))])
	for _, b := range []struct {
		brands, format string
		remedy         Remedy
	}{
		{"avif avis", "AVIF", RemedyPicture}, {"heic heix heim heis hevc hevx", "HEIC", RemedyPhone},
		{"mif1 msf1", "HEIF", RemedyPhone}, {"jxl ", "JPEG XL", RemedyPicture}, {"jp2 jpx ", "JPEG 2000",
			RemedyPicture},
		{"crx ", "CR3", RemedyPicture},
	} {
		for brand := range strings.FieldsSeq(b.brands) {
			if strings.Contains(brands, brand) {
				return &FormatError{Format: b.format, Remedy: b.remedy}
			}
		}
	}
	return &FormatError{Format: "MP4", Remedy: RemedyFilm}
}

// offices are the files by which a ZIP is told for a document.
var offices = []struct{ prefix, format string }{
	{"word/", "Word (DOCX)"}, {"xl/", "Excel (XLSX)"}, {"ppt/", "PowerPoint (PPTX)"}, {"FixedDocSeq.fdseq", "XPS"},
	{"Documents/1/", "XPS"}, {"META-INF/manifest.xml", "OpenDocument (ODT)"}, {"Index/Document.iwa", "Pages"},
}

// zipped names a ZIP, a document that is one, and what may be a certificate in it.
func zipped(data []byte) error {
	archive := &FormatError{Format: "ZIP", Remedy: RemedyArchive}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return archive
	}
	for _, f := range r.File {
		for _, o := range offices {
			if strings.HasPrefix(f.Name, o.prefix) {
				return &FormatError{Format: o.format, Remedy: RemedyDocument}
			}
		}
		if archive.Holds == "" && isCertificateName(f.Name) {
			archive.Holds = shortName(f.Name)
		}
	}
	return archive
}

// isCertificateName says whether a file of that name may be one that this package reads.
func isCertificateName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".tlog-proof":
		return !strings.HasPrefix(path.Base(name), ".") // which a Mac adds
	}
	return false
}

const longestName = 60 // characters of a file's name in a sentence

func shortName(name string) string {
	r := []rune(strings.ToValidUTF8(path.Base(strings.ReplaceAll(name, "\\", "/")), "?"))
	if len(r) > longestName {
		return "…" + string(r[len(r)-longestName+1:])
	}
	return string(r)
}

// compound names the documents of old office programs, by the names in their directory, which are
// in UTF-16.
func compound(data []byte) error {
	for _, c := range []struct {
		entry, format string
		remedy        Remedy
	}{
		{"__substg1.0_", "Outlook (MSG)", RemedyMail}, {"WordDocument", "Word (DOC)", RemedyDocument},
		{"Workbook", "Excel (XLS)", RemedyDocument}, {"PowerPoint Document", "PowerPoint (PPT)", RemedyDocument},
	} {
		var wide []byte
		for _, unit := range utf16.Encode([]rune(c.entry)) {
			wide = append(wide, byte(unit), byte(unit>>8))
		}
		if bytes.Contains(data, wide) {
			return &FormatError{Format: c.format, Remedy: c.remedy}
		}
	}
	return &FormatError{Format: "Microsoft Office", Remedy: RemedyDocument}
}

var (
	mailHeader = regexp.MustCompile(`(?i)^(from |(return-path|received|delivered-to|x-[a-z0-9-]+|dkim-signature|` +
		`arc-[a-z-]+|from|to|date|subject|message-id|mime-version):)`)
	mailBody     = regexp.MustCompile(`(?im)^(mime-version|message-id|content-type):`)
	webSaved     = regexp.MustCompile(`(?im)^(content-type:[ \t]*multipart/related|snapshot-content-location:)`)
	attachedName = regexp.MustCompile(`(?i)(?:file)?name\*?[0-9]*\*?=(?:utf-8'')?"?([^"\r\n;]+)`)
	webPage      = regexp.MustCompile(`(?i)^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|meta|title|div|table)[\s>]`)
	drawing      = regexp.MustCompile(`(?is)^(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]`)
)

// textFormatOf names the format of a text in which nothing was found; nil of a plain one.
func textFormatOf(text []byte) error {
	head := text[:min(len(text), maxBefore)]
	switch {
	case webPage.Match(head):
		return &FormatError{Format: "HTML", Remedy: RemedyWeb}
	case drawing.Match(head):
		return &FormatError{Format: "SVG", Remedy: RemedyPicture}
	case mailHeader.Match(head) && mailBody.Match(head):
		if webSaved.Match(head) {
			return &FormatError{Format: "MHTML", Remedy: RemedyWeb}
		}
		mail := &FormatError{Format: "EML", Remedy: RemedyMail}
		for _, m := range attachedName.FindAllSubmatch(text, 100) {
			if name := strings.TrimSpace(string(m[1])); mail.Holds == "" && isCertificateName(name) {
				mail.Holds = shortName(name)
			}
		}
		return mail
	}
	return formatOf(text)
}
