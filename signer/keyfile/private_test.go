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

// TestOpenWrapped: however an editor, a shell or a password manager left a private key, it opens.
func TestOpenWrapped(t *testing.T) {
	plain := readFixture(t, "TEST-ONLY-plain.key")
	windows := strings.ReplaceAll(plain, "\n", "\r\n")
	pkcs8 := readFixture(t, "TEST-ONLY-pkcs8.pem")
	der, _ := pem.Decode([]byte(pkcs8))
	dashes := strings.ReplaceAll(plain, "-----", "—–-")
	for name, c := range map[string]struct {
		file    string
		program Program
	}{
		"CR LF": {windows, OpenSSH}, "CR": {strings.ReplaceAll(plain, "\n", "\r"), OpenSSH},
		"mark": {mark + plain, OpenSSH}, "UTF-16LE": {inUTF16(little, mark+windows), OpenSSH},
		"UTF-16BE without mark": {inUTF16(big, windows), OpenSSH},
		"blank lines":           {"\n\r\n" + strings.ReplaceAll(plain, "\n", "\n\n"), OpenSSH},
		"indented":              {"    " + strings.ReplaceAll(plain, "\n", "\n    "), OpenSSH},
		"one line":              {strings.ReplaceAll(plain, "\n", " "), OpenSSH},
		"no blanks":             {strings.NewReplacer("\n", "", " ", "").Replace(plain), OpenSSH},
		"line ends of JSON":     {`"` + strings.ReplaceAll(plain, "\n", `\n`) + `"`, OpenSSH},
		"quoted in a mail":      {"> " + strings.ReplaceAll(plain, "\n", "\n> "), OpenSSH},
		"no-break spaces":       {strings.ReplaceAll(plain, "\n", "\u00a0\n"), OpenSSH},
		"typeset dashes":        {dashes, OpenSSH}, "without its first line": {plain[strings.Index(plain, "\n"):], OpenSSH},
		"without its last line": {plain[:strings.Index(plain, "-----END")], OpenSSH},
		"remarks around":        {"Kunci saya\n" + plain + "Jangan dibuang\n", OpenSSH},
		"PuTTY 2":               {readFixture(t, "TEST-ONLY-plain-2.ppk"), PuTTY}, "PuTTY 3": {readFixture(t, "TEST-ONLY-plain-3.ppk"), PuTTY},
		"PuTTY in UTF-16":        {inUTF16(little, mark+strings.ReplaceAll(readFixture(t, "TEST-ONLY-plain-3.ppk"), "\n", "\r\n\r\n")), PuTTY},
		"PuTTY, comment touched": {strings.Replace(readFixture(t, "TEST-ONLY-plain-3.ppk"), "budi@bkd", "Budi", 1), PuTTY},
		"PKCS 8":                 {pkcs8, OpenSSL}, "PKCS 8 on one line": {strings.ReplaceAll(pkcs8, "\n", ""), OpenSSL},
		"PKCS 8 with a mark": {mark + pkcs8, OpenSSL}, "PKCS 8 in DER": {string(der.Bytes), OpenSSL},
	} {
		o, err := Unlock(writeKey(t, []byte(c.file)), nil)
		want, _, wrong := parsePublic([]byte(budi))
		if c.program == OpenSSL {
			want, _, wrong = parsePublic([]byte(readFixture(t, "TEST-ONLY-pkcs8.pem.pub")))
		}
		if err != nil || wrong != nil || !o.Public().Equal(want) || o.Program != c.program || o.Encrypted {
			t.Errorf("%s: program %q, error %v, %v", name, o.Program, err, wrong)
		}
	}
}

// TestOpenEncrypted: what other programs have encrypted opens with the passphrase in any of its forms, and says so
// where it is wrong.
func TestOpenEncrypted(t *testing.T) {
	for name, program := range map[string]Program{"TEST-ONLY-encrypted-2.ppk": PuTTY, "TEST-ONLY-encrypted-3.ppk": PuTTY,
		"TEST-ONLY-pkcs8-encrypted.pem": OpenSSL} {
		path := fixture(t, name)
		o, err := Unlock(path, say(fixturePassphrase))
		if err != nil || !o.Encrypted || o.Program != program || o.Untypable != nil {
			t.Errorf("%s: %+v, error %v", name, o, err)
		}
		if _, err := Unlock(path, say("salah sekali")); !errors.Is(err, ErrPassphrase) {
			t.Errorf("%s, wrong: error %v", name, err)
		}
		if o, err := Unlock(path, nil); !errors.Is(err, ErrPassphraseNeeded) || o.Program != program {
			t.Errorf("%s, none: %q, error %v", name, o.Program, err)
		}
		file := func() (Passphrase, error) { return FirstLine([]byte(inUTF16(little, mark+fixturePassphrase+"\r\n"))) }
		if _, err := Unlock(path, file); err != nil {
			t.Errorf("%s, in UTF-16: error %v", name, err)
		}
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
		{"RSA", read("TEST-ONLY-rsa.key"), never, ErrNotEd25519, `not an Ed25519 key: algorithm ("ssh-rsa")`},
		{"RSA encrypted", read("TEST-ONLY-rsa-encrypted.key"), never, ErrNotEd25519, `not an Ed25519 key: algorithm ("ssh-rsa")`},
		{"ECDSA", read("TEST-ONLY-ecdsa.key"), never, ErrNotEd25519, `not an Ed25519 key: algorithm ("ecdsa-sha2-nistp256")`},
		{"RSA in PKCS 1", encodePEM("RSA PRIVATE KEY", nil), never, ErrNotEd25519, `not an Ed25519 key: algorithm ("RSA")`},
		{"RSA of PuTTY", read("TEST-ONLY-rsa.ppk"), never, ErrNotEd25519, `not an Ed25519 key: algorithm ("ssh-rsa")`},
		{"PKCS 8 without a key", encodePEM("PRIVATE KEY", nil), never, ErrFormat, `not a usable OpenSSH key: cut ("PKCS#8")`},
		{"PKCS 8 by scrypt", read("TEST-ONLY-pkcs8-scrypt.pem"), never, ErrFormat, `not a usable OpenSSH key: pkcs8`},
		{"PKCS 8 encrypted, truncated", read("TEST-ONLY-pkcs8-encrypted.pem")[:150], never, ErrFormat, `not a usable OpenSSH key: cut ("PKCS#8")`},
		{"PuTTY, not its own public key", read("TEST-ONLY-zero.ppk"), never, ErrFormat, `not a usable OpenSSH key: garbled ("PuTTY")`},
		{"PuTTY, truncated", read("TEST-ONLY-plain-3.ppk")[:200], never, ErrFormat, `not a usable OpenSSH key: cut ("PuTTY")`},
		{"PuTTY, hours of Argon2", bytes.Replace(read("TEST-ONLY-encrypted-3.ppk"), []byte("Passes: 3"), []byte("Passes: 99999"), 1), never, ErrFormat, `not a usable OpenSSH key: putty ("Argon2id")`},
		{"PuTTY of old", []byte("PuTTY-User-Key-File-1: ssh-ed25519\n"), never, ErrFormat, `not a usable OpenSSH key: putty ("1")`},
		{"aes256-gcm", read("TEST-ONLY-aes256-gcm.key"), never, ErrFormat, `not a usable OpenSSH key: cipher ("aes256-gcm@openssh.com")`},
		{"chacha20", read("TEST-ONLY-chacha20-poly1305.key"), never, ErrFormat, `not a usable OpenSSH key: cipher ("chacha20-poly1305@openssh.com")`},
		{"age", []byte("AGE-SECRET-KEY-1QQQQ"), never, ErrNotEd25519, `not an Ed25519 key: age`},
		{"PGP", []byte("-----BEGIN PGP PRIVATE KEY BLOCK-----"), never, ErrNotEd25519, `not an Ed25519 key: pgp`},
		{"ssh.com", []byte("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"), never, ErrFormat, `not a usable OpenSSH key: ssh-com`},
		{"a document", []byte("%PDF-1.7"), never, ErrFormat, `not a usable OpenSSH key: document ("PDF")`},
		{"public in RFC 4716", read("TEST-ONLY-rfc4716.pub"), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"public in PEM", read("TEST-ONLY-pkcs8.pem.pub"), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"public in UTF-16", []byte(inUTF16(little, mark+budi)), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"public", read("TEST-ONLY-plain.key.pub"), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"public RSA", read("TEST-ONLY-rsa.key.pub"), never, ErrIsPublic, "this is the public key, the private one is needed"},
		{"empty", nil, never, ErrFormat, "not a usable OpenSSH key: empty"},
		{"truncated", plain[:len(plain)/2], never, ErrFormat, "not a usable OpenSSH key: cut"},
		{"magic", encodePEM(privatePEM, []byte("openssh-key-v2\x00")), never, ErrFormat, "not a usable OpenSSH key: garbled"},
		{"too large", make([]byte, maxFile+1), never, ErrFormat, "not a usable OpenSSH key: more than 65536 bytes"},
		{"two keys", edit(t, plain, func(e *envelope) { e.Keys = 2 }), never, ErrFormat, "not a usable OpenSSH key: 2 keys in one file, want 1"},
		{"half a blob", edit(t, plain, func(e *envelope) { e.Private = e.Private[:len(e.Private)/2] }), never, ErrFormat, "not a usable OpenSSH key: ssh: short read"},
		{"unknown cipher", edit(t, encrypted, func(e *envelope) { e.Cipher = "rot13" }), never, ErrFormat, `not a usable OpenSSH key: cipher ("rot13")`},
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
	block, _ := pem.Decode(data)
	env, err := parseEnvelope(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	change(env)
	return encodePEM(privatePEM, append([]byte(privateMagic), ssh.Marshal(env)...))
}
