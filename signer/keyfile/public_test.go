package keyfile

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const budi = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEPIzT3V0Z0kKC8w+DHpkd/y6GNcRBNeoSLu6AgnTXCX"

func readFixture(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestParsePublic: however a public key stands in a file, it is read, and comes back as one line.
func TestParsePublic(t *testing.T) {
	named := budi + " budi@bkd"
	windows := strings.ReplaceAll(readFixture(t, "TEST-ONLY-rfc4716.pub"), "\n", "\r\n")
	for _, c := range []struct{ name, file, comment string }{
		{"without a line end", budi, ""},
		{"bare", budi + "\n", ""},
		{"what ssh-keygen of some versions writes without a comment", budi + " \n", ""},
		{"CR LF", budi + " \r\n", ""},
		{"CR alone", named + "\r", "budi@bkd"},
		{"comment", named, "budi@bkd"},
		{"blank at the end", named + " \r\n", "budi@bkd"},
		{"blanks in the comment", budi + " Budi  Santoso, S.E.\n", "Budi  Santoso, S.E."},
		{"letters in the comment", budi + " Siti Nur'aini \u00e9 \U0001F511\n", "Siti Nur'aini \u00e9 \U0001F511"},

		{"mark", mark + named, "budi@bkd"},
		{"two marks", mark + mark + named, "budi@bkd"},
		{"UTF-16LE with mark", inUTF16(little, mark+named+"\r\n"), "budi@bkd"},
		{"UTF-16BE with mark", inUTF16(big, mark+named+"\r\n"), "budi@bkd"},
		{"UTF-16LE", inUTF16(little, named+"\r\n"), "budi@bkd"},
		{"UTF-16BE", inUTF16(big, named), "budi@bkd"},
		{"UTF-16LE, cut in a letter", inUTF16(little, mark+named+"\r\n") + "\x00", "budi@bkd"},
		{"blank lines", "\n\r\n" + named + "\n\n \n", "budi@bkd"},
		{"comment lines", "# kunci Budi\n\n" + named + "\n# selesai\n", "budi@bkd"},
		{"remarks", "Yth. Kepegawaian, ini kunci ssh-ed25519 saya:\n" + named + "\nSalam,\nBudi\n", "budi@bkd"},
		{"tabs", strings.ReplaceAll(named, " ", "\t"), "budi@bkd"},
		{"blank before", "  " + named, "budi@bkd"},
		{"two blanks", strings.ReplaceAll(named, " ", "  "), "budi@bkd"},
		{"no-break spaces", strings.ReplaceAll(named, " ", "\u00a0"), "budi@bkd"},
		{"zero width", named[:30] + "\u200b" + named[30:50] + "\u00ad" + named[50:], "budi@bkd"},
		{"double quotes", `"` + named + `"`, "budi@bkd"},
		{"a list", `  - '` + named + `',`, "budi@bkd"},
		{"typeset quotes", "“" + named + "”", "budi@bkd"},
		{"quoted in a mail", "> > " + named + "\r\n> \r\n", "budi@bkd"},
		{"fences", "```\n" + named + "\n```\n", "budi@bkd"},
		{"in capitals by a telephone", "Ssh-ed25519" + strings.TrimPrefix(named, "ssh-ed25519"), "budi@bkd"},
		{"without its name", strings.TrimPrefix(named, "ssh-ed25519 "), "budi@bkd"},
		{"twice", named + "\n" + budi + " rumah\n", "budi@bkd"},
		{"what ikrar key show prints", named + "\nSidik jari kunci: x\nMenurut ssh-keygen: SHA256:x\n", "budi@bkd"},
		{"wrapped at 76", named[:76] + "\r\n" + named[76:] + "\r\n", "budi@bkd"},
		{"wrapped at 40, twice", named[:40] + "\n" + named[40:74] + "\n" + named[74:], "budi@bkd"},
		{"wrapped at the blanks", strings.ReplaceAll(named, " ", "\n"), ""},
		{"wrapped by quoted-printable", named[:70] + "=\n" + named[70:], "budi@bkd"},
		{"wrapped and quoted", "> " + named[:70] + "\n> " + named[70:], "budi@bkd"},

		{"escape in comment", budi + " \x1b[2J", "[2J"},
		{"reversing comment", budi + " a\u202eb", "ab"},
		{"Windows-1252 in comment", budi + " ren\xe9@bkd", "ren@bkd"},
		{"long comment", budi + " " + strings.Repeat("a", 1025), strings.Repeat("a", 1024)},
		{"long comment of long letters", budi + " " + strings.Repeat("é", 1000), strings.Repeat("é", 512)},

		{"RFC 4716", readFixture(t, "TEST-ONLY-rfc4716.pub"), "budi@bkd"},
		{"RFC 4716 of Windows", mark + windows, "budi@bkd"},
		{"RFC 4716 in UTF-16", inUTF16(little, mark+windows), "budi@bkd"},
		{"RFC 4716 with other headers", strings.Replace(windows, "Comment", "Subject: budi\r\nx-note: a\\\r\n  b\r\nComment", 1), "budi@bkd"},
		{"RFC 4716 without a comment", strings.Replace(windows, "Comment: \"budi@bkd\"\r\n", "", 1), ""},
		{"RFC 4716 on one line", strings.ReplaceAll(windows, "\r\n", " "), "budi@bkd"},
	} {
		pub, comment, err := parsePublic([]byte(c.file))
		if err != nil || comment != c.comment {
			t.Errorf("%s: comment %q, error %v", c.name, comment, err)
			continue
		}
		line, err := MarshalPublic(pub, comment)
		if want := strings.TrimRight(budi+" "+c.comment, " ") + "\n"; err != nil || string(line) != want {
			t.Errorf("%s: read as %q, error %v", c.name, line, err)
		}
	}
	// PEM, as openssl writes it.
	pem := readFixture(t, "TEST-ONLY-pkcs8.pem.pub")
	for _, file := range []string{pem, mark + strings.ReplaceAll(pem, "\n", "\r\n"), strings.ReplaceAll(pem, "\n", " ")} {
		o, err := Unlock(fixture(t, "TEST-ONLY-pkcs8.pem"), nil)
		pub, _, wrong := parsePublic([]byte(file))
		if err != nil || wrong != nil || !pub.Equal(o.Public()) {
			t.Errorf("%q: %v, %v", file, err, wrong)
		}
	}
}

// TestParsePublicRefusals: what is not read is called what it is.
func TestParsePublicRefusals(t *testing.T) {
	const other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBgOKJ5q2a9qkIGwyREL5YiaK3mhL3jFYrIIEWMV7rvv siti"
	rsa, pkcs8 := readFixture(t, "TEST-ONLY-rsa.key.pub"), readFixture(t, "TEST-ONLY-pkcs8.pem")
	der, _ := pem.Decode([]byte(pkcs8))
	for _, c := range []struct {
		name, file string
		form       Form // of a FormError
	}{
		{"nothing", "", FormEmpty},
		{"line ends", "\r\n\n", FormEmpty},
		{"a mark alone", mark, FormEmpty},
		{"name alone", "ssh-ed25519", FormCut},
		{"short", budi[:len(budi)-4], FormCut},
		{"short, and a comment", budi[:len(budi)-4] + " budi", FormCut}, // whose letters are base64
		{"a blank inside", budi[:40] + " " + budi[40:], FormCut},
		{"long", budi + "AAAA", FormGarbled},
		{"base64url", strings.ReplaceAll(budi, "+", "-"), FormGarbled},
		{"another name", strings.Replace(budi, "ssh-ed25519", "ssh-rsa", 1), FormGarbled},
		{"blob of another name", strings.Replace(budi, "NzaC1lZDI1NTE5", "NzaC1lZDI1NTE4", 1), FormGarbled},
		{"two keys", budi + "\n" + other + "\n", FormSeveral},
		{"two keys, one behind words", budi + "\nlama: " + other + "\n", FormSeveral},
		{"an RSA key too", budi + "\n" + rsa, FormSeveral},
		{"options", `no-pty,command="x" ` + budi, FormOptions},
		{"one option", "restrict " + budi, FormOptions},
		{"from", `from="10.0.0.0/8,192.168.1.1" ` + budi, FormOptions},
		{"an option wrapped", "restrict ssh-ed25519\n" + strings.TrimPrefix(budi, "ssh-ed25519 "), FormOptions},
		{"words before", "kunci saya: " + budi, FormBefore},
		{"JSON", `{"public":"` + budi + `","fingerprint":"x"}`, FormBefore},
		{"known_hosts", "bkd.contoh.example,10.0.0.1 " + budi, FormKnownHosts},
		{"known_hosts with a port", "[bkd.contoh.example]:2222 " + budi, FormKnownHosts},
		{"known_hosts, hashed", "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= " + budi, FormKnownHosts},
		{"known_hosts, of an authority", "@cert-authority *.contoh.example " + budi, FormKnownHosts},
		{"RSA", rsa, FormAlgorithm},
		{"RSA with options", "restrict " + rsa, FormOptions},
		{"RSA in PEM", "-----BEGIN RSA PUBLIC KEY-----\nMAYCAQMCAQM=\n-----END RSA PUBLIC KEY-----\n", FormAlgorithm},
		{"ECDSA", readFixture(t, "TEST-ONLY-ecdsa.key.pub"), FormAlgorithm},
		{"certificate", readFixture(t, "TEST-ONLY-plain-cert.pub"), FormCertificate},
		{"token", "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIEPIzT3V0Z0kKC8w+DHpkd/y6GNcRBNeoSLu6AgnTXCXAAAABHNzaDo= budi", FormHardware},
		{"X25519", readFixture(t, "TEST-ONLY-x25519.pem.pub"), FormExchange},
		{"WireGuard", "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=\n", FormExchange},
		{"age", "# public key\nage1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n", FormAge},
		{"PGP", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEY\n-----END PGP PUBLIC KEY BLOCK-----\n", FormPGP},
		{"minisign", "untrusted comment: minisign public key E7620F1842B4E81F\nRWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n", FormMinisign},
		{"a TLS certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", FormX509},
		{"JWK", `{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}`, FormJWK},
		{"fingerprint", "256 SHA256:l8hBRMnZupZ/BEjmoJ3gDC/e7KxKmtKa9YjDpnSvmMw budi@bkd (ED25519)\n", FormFingerprint},
		{"PDF", "%PDF-1.7\n", FormDocument},
		{"a key in a page of the web", "<html><p>" + budi + "</p></html>", FormDocument},
		{"a key in RTF", "{\\rtf1 " + budi + "\\par}", FormDocument},
		{"a key cut off, and a greeting below", budi[:12+encodedLen-5] + "\nSalam\n", FormCut},
		{"a key cut off, and a name below", budi[:12+encodedLen-4] + "\nBudi Contoh\n", FormCut},
		{"Word", "PK\x03\x04\x14\x00", FormDocument},
		{"Publisher, whose files are named .pub", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FormDocument},
		{"a login page", "<!DOCTYPE html><html>", FormDocument},
	} {
		_, _, err := parsePublic([]byte(c.file))
		var form *FormError
		if !errors.As(err, &form) || form.Form != c.form || !errors.Is(err, ErrFormat) && !errors.Is(err, ErrNotEd25519) {
			t.Errorf("%s: error %v, want %s", c.name, err, c.form)
		}
		if errors.Is(err, ErrFormat) == errors.Is(err, ErrNotEd25519) {
			t.Errorf("%s: %v is both or none", c.name, err)
		}
	}
	if _, _, err := parsePublic([]byte("bukan apa-apa\nsama sekali\n")); err == nil || err.Error() !=
		"not a usable OpenSSH key: neither a public line nor a private key in it" {
		t.Errorf("error %v", err)
	}
	zero := readFixture(t, "TEST-ONLY-zero.ppk")
	plain := readFixture(t, "TEST-ONLY-plain.key")
	for name, file := range map[string]string{
		"OpenSSH": plain, "encrypted": readFixture(t, "TEST-ONLY-encrypted.key"), "RSA": readFixture(t, "TEST-ONLY-rsa.key"),
		"with a mark": mark + plain, "in UTF-16": inUTF16(little, mark+plain), "on one line": strings.ReplaceAll(plain, "\n", " "),
		"without blanks": strings.NewReplacer("\n", "", " ", "").Replace(plain), "indented": "  " + plain,
		"without its first line": plain[strings.Index(plain, "\n"):], "quoted": `"` + plain + `"`,
		"beside the public one": budi + "\n" + plain,
		"PuTTY":                 readFixture(t, "TEST-ONLY-plain-3.ppk"), "PuTTY of version 2": readFixture(t, "TEST-ONLY-encrypted-2.ppk"),
		"PuTTY, zero": zero, "PuTTY in UTF-16": inUTF16(big, mark+zero), "PuTTY, RSA": readFixture(t, "TEST-ONLY-rsa.ppk"),
		"PKCS 8": pkcs8, "PKCS 8 encrypted": readFixture(t, "TEST-ONLY-pkcs8-encrypted.pem"), "PKCS 8 in DER": string(der.Bytes),
		"RSA in PKCS 1": "-----BEGIN RSA PRIVATE KEY-----\n", "PGP": "-----BEGIN PGP PRIVATE KEY BLOCK-----\n",
		"age": "# created: 2026\nAGE-SECRET-KEY-1QQQQ", "minisign": "untrusted comment: minisign encrypted secret key\nRWRT",
		"ssh.com": "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n", "JWK": `{"kty":"OKP","d":"nWGx","x":"11qY"}`,
	} {
		if _, _, err := parsePublic([]byte(file)); !errors.Is(err, ErrIsPrivate) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

func TestReadPublicNamesTheFile(t *testing.T) {
	path := fixture(t, "TEST-ONLY-plain.key")
	_, _, err := ReadPublic(path)
	if !errors.Is(err, ErrIsPrivate) || !strings.HasPrefix(err.Error(), path+": ") {
		t.Errorf("error %v", err)
	}
}

func TestMarshalPublicRefusals(t *testing.T) {
	key := make(ed25519.PublicKey, ed25519.PublicKeySize)
	for _, comment := range []string{"a\nssh-ed25519 AAAA", " a", "a ", "\t", strings.Repeat("a", 1025)} {
		if line, err := MarshalPublic(key, comment); err == nil {
			t.Errorf("comment %q gives %q", comment, line)
		}
	}
	if line, err := MarshalPublic(key[:31], ""); err == nil {
		t.Errorf("31 bytes give %q", line)
	}
}

// The fingerprint is the one that ssh-keygen -l printed for this key, in the URL's alphabet.
func TestFingerprint(t *testing.T) {
	pub, _, err := parsePublic([]byte(budi))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := Fingerprint(pub), "l8hBRMnZupZ_BEjmoJ3gDC_e7KxKmtKa9YjDpnSvmMw"; got != want {
		t.Errorf("fingerprint %s, want %s", got, want)
	}
	needTool(t, "ssh-keygen")
	said := strings.Fields(tool(t, "ssh-keygen", "-l", "-f", filepath.Join("testdata", "TEST-ONLY-plain.key.pub")))[1]
	sum, err := base64.RawStdEncoding.DecodeString(strings.TrimPrefix(said, "SHA256:"))
	if err != nil || base64.RawURLEncoding.EncodeToString(sum) != Fingerprint(pub) {
		t.Errorf("ssh-keygen says %s, we say %s, error %v", said, Fingerprint(pub), err)
	}
}
