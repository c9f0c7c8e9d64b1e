package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func TestOpenFixtures(t *testing.T) {
	for _, name := range []string{"TEST-ONLY-plain.key", "TEST-ONLY-encrypted.key"} {
		pub, _, err := ReadPublic(filepath.Join("testdata", name+".pub"))
		if err != nil {
			t.Fatal(err)
		}
		asked := 0
		signer, err := Open(fixture(t, name), func() (Passphrase, error) {
			asked++
			return Typed([]byte(fixturePassphrase)), nil
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		checkSigns(t, signer, pub)
		if want := strings.Count(name, "encrypted"); asked != want {
			t.Errorf("%s: asked %d times for the passphrase, want %d", name, asked, want)
		}
	}
}

func TestOpenAnyLineEnds(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "TEST-ONLY-plain.key"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(writeKey(t, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))), nil); err != nil {
		t.Errorf("CR LF: %v", err)
	}
}

func TestOpenKeysOfSSHKeygen(t *testing.T) {
	needTool(t, "ssh-keygen")
	for _, passphrase := range []string{"", "kata sandi é"} {
		path := filepath.Join(t.TempDir(), "id_ed25519")
		tool(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "siti@dinkes", "-f", path)
		pub, comment, err := ReadPublic(path + ".pub")
		if err != nil || comment != "siti@dinkes" {
			t.Fatalf("comment %q, error %v", comment, err)
		}
		signer, err := Open(path, say(passphrase))
		if err != nil {
			t.Fatal(err)
		}
		checkSigns(t, signer, pub)
	}
}

var errNoTerminal = errors.New("no terminal")

func TestOpenRefusals(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	plain, encrypted := read("TEST-ONLY-plain.key"), read("TEST-ONLY-encrypted.key")
	never := func() (Passphrase, error) { t.Error("asked for a passphrase"); return Passphrase{}, nil }
	tests := []struct {
		name       string
		data       []byte
		passphrase func() (Passphrase, error)
		is         error
		text       string
	}{
		{"wrong passphrase", encrypted, say("salah"), ErrPassphrase, "wrong passphrase"},
		{"empty passphrase", encrypted, say(""), ErrPassphrase, "wrong passphrase"},
		{"no way to ask", encrypted, nil, ErrPassphraseNeeded, "the key is encrypted and no passphrase was given"},
		{"asking fails", encrypted, func() (Passphrase, error) { return Passphrase{}, errNoTerminal }, errNoTerminal, "passphrase: no terminal"},
		{"RSA", read("TEST-ONLY-rsa.key"), never, ErrNotEd25519, `not an Ed25519 key ("ssh-rsa")`},
		{"RSA encrypted", read("TEST-ONLY-rsa-encrypted.key"), never, ErrNotEd25519, `not an Ed25519 key ("ssh-rsa")`},
		{"ECDSA", read("TEST-ONLY-ecdsa.key"), never, ErrNotEd25519, `not an Ed25519 key ("ecdsa-sha2-nistp256")`},
		{"RSA in PKCS 1", encodePEM("RSA PRIVATE KEY", nil), never, ErrNotEd25519, `not an Ed25519 key (PEM "RSA PRIVATE KEY")`},
		{"PKCS 8", encodePEM("PRIVATE KEY", nil), never, ErrFormat, `not a usable OpenSSH key: PEM "PRIVATE KEY", want "OPENSSH PRIVATE KEY"`},
		{"public", read("TEST-ONLY-plain.key.pub"), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"public RSA", read("TEST-ONLY-rsa.key.pub"), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"empty", nil, never, ErrFormat, "not a usable OpenSSH key: no complete PEM block in it"},
		{"truncated", plain[:len(plain)/2], never, ErrFormat, "not a usable OpenSSH key: no complete PEM block in it"},
		{"magic", encodePEM(privatePEM, []byte("openssh-key-v2\x00")), never, ErrFormat, "not a usable OpenSSH key: wrong magic"},
		{"too large", make([]byte, maxFile+1), never, ErrFormat, "not a usable OpenSSH key: more than 65536 bytes"},
		{"two keys", edit(t, plain, func(e *envelope) { e.Keys = 2 }), never, ErrFormat, "not a usable OpenSSH key: 2 keys in one file, want 1"},
		{"half a blob", edit(t, plain, func(e *envelope) { e.Private = e.Private[:len(e.Private)/2] }), never, ErrFormat, "not a usable OpenSSH key: ssh: short read"},
		{"unknown cipher", edit(t, encrypted, func(e *envelope) { e.Cipher = "rot13" }), say("x"), ErrFormat, `not a usable OpenSSH key: ssh: unknown cipher "rot13", only supports "aes256-ctr" or "aes256-cbc"`},
		{"hours of bcrypt", edit(t, encrypted, func(e *envelope) { e.KDFOpts = e.KDFOpts[:20] + "\xff\xff\xff\xff" }), say("x"), ErrFormat, "not a usable OpenSSH key: ssh: bcrypt KDF rounds 4294967295 exceed maximum 2048"},
		{"foreign public key before", edit(t, plain, func(e *envelope) { e.Public[40] ^= 1 }), never, ErrFormat, "not a usable OpenSSH key: the public key before it does not belong to the private one"},
		{"foreign public key inside", edit(t, plain, func(e *envelope) {
			at := bytes.LastIndex(e.Private, e.Public[wireLen-ed25519.PublicKeySize:])
			e.Private[at] ^= 1
		}), never, ErrFormat, "not a usable OpenSSH key: the public key in it does not belong to the private one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := writeKey(t, test.data)
			_, err := Open(path, test.passphrase)
			if !errors.Is(err, test.is) {
				t.Fatalf("error %v, want %v", err, test.is)
			}
			if want := path + ": " + test.text; err.Error() != want {
				t.Errorf("error\n\t%s, want\n\t%s", err, want)
			}
		})
	}
}

func TestOpenMissing(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "nobody"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want %v", err, fs.ErrNotExist)
	}
}

func TestOpenModes(t *testing.T) {
	for _, mode := range []fs.FileMode{0o644, 0o640, 0o604, 0o620, 0o601, 0o777} {
		path := fixture(t, "TEST-ONLY-plain.key")
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path, nil)
		if runtime.GOOS == "windows" {
			if err != nil {
				t.Errorf("mode %o: %v", mode, err)
			}
			continue
		}
		var perm *PermissionError
		if !errors.As(err, &perm) || perm.Path != path || perm.Mode != mode {
			t.Errorf("mode %o: error %v", mode, err)
		}
	}
	for _, mode := range []fs.FileMode{0o600, 0o400, 0o700} {
		path := fixture(t, "TEST-ONLY-plain.key")
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path, nil); err != nil {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
}

func TestPermissionErrorNamesTheCommand(t *testing.T) {
	for path, command := range map[string]string{
		"keys/siti.key":  "chmod 600 keys/siti.key",
		"kunci saya.key": "chmod 600 'kunci saya.key'",
		"Ma'ruf; rm -r":  `chmod 600 'Ma'\''ruf; rm -r'`,
		"-rf":            "chmod 600 ./-rf",
		"~/key":          "chmod 600 '~/key'",
	} {
		err := &PermissionError{Path: path, Mode: 0o640}
		if want := path + ": others can read this private key (mode 0640); run: " + command; err.Error() != want {
			t.Errorf("error\n\t%s, want\n\t%s", err, want)
		}
	}
}

func encodePEM(kind string, data []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data})
}

// edit changes the envelope of a private key file.
func edit(t *testing.T, data []byte, change func(*envelope)) []byte {
	t.Helper()
	env, err := parseEnvelope(data)
	if err != nil {
		t.Fatal(err)
	}
	change(env)
	return encodePEM(privatePEM, append([]byte(privateMagic), ssh.Marshal(env)...))
}
