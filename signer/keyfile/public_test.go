package keyfile

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const budi = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEPIzT3V0Z0kKC8w+DHpkd/y6GNcRBNeoSLu6AgnTXCX"

func TestParsePublic(t *testing.T) {
	for line, comment := range map[string]string{
		budi:                            "",
		budi + "\n":                     "",
		budi + " \n":                    "", // what ssh-keygen of some versions writes without a comment
		budi + " \r\n":                  "",
		budi + " budi@bkd":              "budi@bkd",
		budi + " budi@bkd\n":            "budi@bkd",
		budi + " budi@bkd \r\n":         "budi@bkd",
		budi + " Budi  Santoso, S.E.\n": "Budi  Santoso, S.E.",
		budi + " Siti Nur'aini \u00e9 \U0001F511\n": "Siti Nur'aini \u00e9 \U0001F511",
	} {
		pub, got, err := parsePublic([]byte(line))
		if err != nil || got != comment {
			t.Errorf("%q: comment %q, error %v", line, got, err)
			continue
		}
		again, err := MarshalPublic(pub, got)
		if err != nil || string(again) != normal(line) {
			t.Errorf("%q comes back as %q, error %v", line, again, err)
		}
	}
}

// normal is a line with its ending the way MarshalPublic writes it.
func normal(line string) string {
	line = strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
	return strings.TrimRight(line, " ") + "\n"
}

func TestParsePublicRefusals(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	const (
		prefix  = `not a usable OpenSSH key: a public line begins with "ssh-ed25519 ", without options`
		lines   = "not a usable OpenSSH key: more than one line"
		length  = "not a usable OpenSSH key: the key is not 68 characters of base64"
		blob    = "not a usable OpenSSH key: the key's blob is not one of ssh-ed25519"
		comment = "not a usable OpenSSH key: comment: control or invisible characters, spaces around it, or bad UTF-8"
	)
	tests := []struct {
		name, line string
		is         error
		text       string
	}{
		{"empty", "", ErrFormat, prefix},
		{"a line end", "\n", ErrFormat, prefix},
		{"name alone", "ssh-ed25519", ErrFormat, prefix},
		{"space before", " " + budi, ErrFormat, prefix},
		{"byte order mark", "\ufeff" + budi, ErrFormat, prefix},
		{"tab", strings.Replace(budi, " ", "\t", 1), ErrFormat, prefix},
		{"options", "no-pty,command=\"x\" " + budi, ErrFormat, prefix},
		{"one option", "restrict " + budi, ErrFormat, prefix},
		{"another name", strings.Replace(budi, "ssh-ed25519", "ssh-rsa", 1), ErrFormat, prefix},
		{"comment line", "# kunci\n" + budi, ErrFormat, lines},
		{"two lines", budi + "\n" + budi + "\n", ErrFormat, lines},
		{"two line ends", budi + "\n\n", ErrFormat, lines},
		{"two spaces", budi + "  budi", ErrFormat, comment},
		{"two spaces before the key", strings.Replace(budi, " ", "  ", 1), ErrFormat, length},
		{"short", budi[:len(budi)-4], ErrFormat, length},
		{"long", budi + "AAAA", ErrFormat, length},
		{"carriage return inside", budi[:40] + "\r" + budi[40:], ErrFormat, length},
		{"base64url", strings.ReplaceAll(budi, "+", "-"), ErrFormat, length},
		{"blob of another name", strings.Replace(budi, "NzaC1lZDI1NTE5", "NzaC1lZDI1NTE4", 1), ErrFormat, blob},
		{"escape in comment", budi + " \x1b[2J", ErrFormat, comment},
		{"reversing comment", budi + " a\u202eb", ErrFormat, comment},
		{"bad UTF-8", budi + " \xff", ErrFormat, comment},
		{"no-break space at the end", budi + " a\u00a0", ErrFormat, comment},
		{"long comment", budi + " " + strings.Repeat("a", 1025), ErrFormat, "not a usable OpenSSH key: comment of 1025 bytes, at most 1024"},
		{"RSA", read("TEST-ONLY-rsa.key.pub"), ErrNotEd25519, `not an Ed25519 key ("ssh-rsa")`},
		{"ECDSA", read("TEST-ONLY-ecdsa.key.pub"), ErrNotEd25519, `not an Ed25519 key ("ecdsa-sha2-nistp256")`},
		{"private", read("TEST-ONLY-plain.key"), ErrIsPrivate, "this is a private key, which nobody but its owner may have; the public one is needed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := parsePublic([]byte(test.line))
			if !errors.Is(err, test.is) {
				t.Fatalf("error %v, want %v", err, test.is)
			}
			if err.Error() != test.text {
				t.Errorf("error\n\t%s, want\n\t%s", err, test.text)
			}
		})
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
