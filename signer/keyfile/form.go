package keyfile

import (
	"bytes"
	"crypto/x509"
	"fmt"
	"regexp"
	"strings"
)

// A FormError says what a file is that holds no key which can be used as it is. Each form has one
// way out, which who shows the error can tell. It is an [ErrFormat] or an [ErrNotEd25519].
type FormError struct {
	Form   Form
	Detail string // the algorithm, cipher or program, as it names itself; may be empty
}

// Form is what a file is instead of a key that can be used.
type Form string

// The forms that are known by name.
const (
	FormEmpty       Form = "empty"
	FormCut         Form = "cut"         // begins as a key, and a part of it is missing
	FormGarbled     Form = "garbled"     // looks like a key and has other characters in it
	FormSeveral     Form = "several"     // more than one key
	FormBefore      Form = "before"      // other words stand before the key on its line
	FormOptions     Form = "options"     // a line of authorized_keys, with options
	FormKnownHosts  Form = "known-hosts" // a server's key
	FormCertificate Form = "certificate" // an SSH certificate
	FormHardware    Form = "hardware"    // a key in a FIDO token, which signs something else
	FormAlgorithm   Form = "algorithm"   // RSA, ECDSA, DSA
	FormExchange    Form = "exchange"    // X25519: WireGuard, agreement on secrets; it cannot sign
	FormAge         Form = "age"
	FormPGP         Form = "pgp"
	FormMinisign    Form = "minisign" // and signify
	FormX509        Form = "x509"     // a TLS certificate
	FormJWK         Form = "jwk"
	FormSSHCom      Form = "ssh-com" // the private keys of another SSH
	FormFingerprint Form = "fingerprint"
	FormDocument    Form = "document" // a PDF, a picture, a document of an office program
	FormCipher      Form = "cipher"   // an OpenSSH key, encrypted in a way that is not opened here
	FormPKCS8       Form = "pkcs8"    // a PKCS#8 key, likewise
	FormPuTTY       Form = "putty"    // a PuTTY key, likewise
)

func (e *FormError) Error() string {
	if e.Detail == "" {
		return fmt.Sprintf("%v: %s", e.Unwrap(), e.Form)
	}
	return fmt.Sprintf("%v: %s (%q)", e.Unwrap(), e.Form, e.Detail)
}

// Unwrap returns [ErrNotEd25519] for keys of another kind, else [ErrFormat].
func (e *FormError) Unwrap() error {
	switch e.Form {
	case FormAlgorithm, FormHardware, FormExchange, FormAge, FormPGP, FormMinisign:
		return ErrNotEd25519
	}
	return ErrFormat
}

func form(f Form, detail string) error { return &FormError{f, detail} }

// privateMarks are in every private key of their program, whatever became of its blanks.
var privateMarks = regexp.MustCompile(`BEGIN ?[A-Z0-9 ]*?PRIVATE ?KEY|PuTTY-User-Key-File-|AGE-SECRET-KEY-|` +
	`(?:minisign|signify|rsign) (?:encrypted )?secret key|b3BlbnNzaC1rZXktdjE|"d" ?: ?"|"privateKey"`)

// isPrivate says whether a file is a private key of any program, encrypted or not.
func isPrivate(data []byte, text string) bool {
	if privateMarks.MatchString(strings.ReplaceAll(text, "\n", " ")) {
		return true
	}
	_, err := x509.ParsePKCS8PrivateKey(data) // as openssl writes it with -outform DER
	return err == nil
}

// forms are texts by which files of other programs are known. What is private is not told apart
// here: see isPrivate.
var forms = []struct {
	form Form
	mark *regexp.Regexp
}{
	{FormPGP, regexp.MustCompile(`BEGIN ?PGP`)},
	{FormX509, regexp.MustCompile(`BEGIN ?(?:X509 |TRUSTED |NEW )?CERTIFICATE`)},
	{FormAge, regexp.MustCompile(`\bage1[02-9ac-hj-np-z]{20,}|AGE-SECRET-KEY-`)},
	{FormMinisign, regexp.MustCompile(`untrusted comment:|^RW[A-Za-z0-9+/]{54}=*$`)},
	{FormSSHCom, regexp.MustCompile(`BEGIN ?SSH2 ?ENCRYPTED ?PRIVATE ?KEY`)},
	{FormJWK, regexp.MustCompile(`"kty" ?:`)},
	{FormFingerprint, regexp.MustCompile(`\b(?:SHA256:[A-Za-z0-9+/]{43}|MD5:[0-9a-f]{2}:)`)},
	{FormExchange, regexp.MustCompile(`^[A-Za-z0-9+/]{43}=$`)}, // 32 bytes without a name, as WireGuard writes them
}

// documents are what begins files that people send in place of a key.
var documents = []struct{ begin, name string }{
	{"%PDF", "PDF"}, {"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"}, {"PK\x03\x04", "ZIP, DOCX, XLSX"},
	{"\xd0\xcf\x11\xe0", "DOC, XLS, Publisher"}, {"{\\rtf", "RTF"}, {"<!DOCTYPE", "HTML"}, {"<html", "HTML"},
}

// documentOf names a document by what it begins with; nil where it is none.
func documentOf(data []byte) error {
	for _, d := range documents {
		if bytes.HasPrefix(data, []byte(d.begin)) {
			return form(FormDocument, d.name)
		}
	}
	return nil
}

// unknown says what a file is in which there is no key of a form that is read here.
func unknown(data []byte, text string) error {
	text = strings.TrimSpace(text)
	if text == "" {
		return form(FormEmpty, "")
	}
	if document := documentOf(data); document != nil {
		return document
	}
	for _, f := range forms {
		if f.mark.MatchString(strings.ReplaceAll(text, "\n", " ")) {
			return form(f.form, "")
		}
	}
	return fmt.Errorf("%w: neither a public line nor a private key in it", ErrFormat)
}
