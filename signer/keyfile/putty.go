package keyfile

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/sha1"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/ssh"
)

const puttyMark = "PuTTY-User-Key-File-"

// What a .ppk may ask for before its passphrase is known to be right, in KiB: puttygen asks for 8
// MiB some ten times over.
const (
	maxArgonMemory = 256 << 10
	maxArgonHashed = 8 << 20 // memory times passes, some seconds
)

// puttyKey is a .ppk file, appendix C of PuTTY's manual.
type puttyKey struct {
	version, algorithm, encryption string
	fields                         map[string]string
	public, private                []byte
}

// puttyFields are the fields of a .ppk, each blob in one piece. Lines may be indented and have
// blank ones among them.
func puttyFields(text string) map[string]string {
	fields := map[string]string{}
	lines := strings.FieldsFunc(text[strings.Index(text, puttyMark):], func(r rune) bool { return r == '\n' })
	for n := 0; n < len(lines); {
		name, value, _ := strings.Cut(lines[n], ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		n++
		if blob, ok := strings.CutSuffix(name, "-Lines"); ok {
			count, _ := strconv.Atoi(value)
			name, value = blob, ""
			for ; count > 0 && n < len(lines); n++ {
				if line := strings.TrimSpace(lines[n]); line != "" {
					value += line
					count--
				}
			}
		}
		fields[name] = value
	}
	return fields
}

// readPuTTY parses a .ppk.
func readPuTTY(text string) (k puttyKey, err error) {
	k.fields = puttyFields(text)
	for version := range 4 {
		if name, ok := k.fields[puttyMark+strconv.Itoa(version)]; ok {
			k.version, k.algorithm = strconv.Itoa(version), name
		}
	}
	k.encryption = k.fields["Encryption"]
	var bad [2]error
	k.public, bad[0] = base64.StdEncoding.DecodeString(k.fields["Public"])
	k.private, bad[1] = base64.StdEncoding.DecodeString(k.fields["Private"])
	switch {
	case k.version != "2" && k.version != "3":
		return k, form(FormPuTTY, k.version)
	case strings.Contains(k.algorithm, " "): // its line ends were lost
		return k, form(FormCut, "PuTTY")
	case k.algorithm != ssh.KeyAlgoED25519:
		return k, form(FormAlgorithm, k.algorithm)
	case bad != [2]error{} || len(k.public) == 0 || len(k.private) == 0:
		return k, form(FormCut, "PuTTY")
	case k.encryption != "none" && (k.encryption != "aes256-cbc" || len(k.private)%aes.BlockSize != 0):
		return k, form(FormPuTTY, k.encryption)
	}
	return k, nil
}

// parsePuTTY opens a .ppk of version 2 or 3.
func parsePuTTY(text string, passphrase func() (Passphrase, error)) (o Unlocked, err error) {
	o.Program = PuTTY
	k, err := readPuTTY(text)
	if err != nil {
		return o, err
	}
	if k.encryption == "none" {
		raw, err := k.open(nil)
		if err != nil {
			return o, form(FormGarbled, "PuTTY")
		}
		o.Key, err = checkPair(raw, k.public)
		return o, err
	}
	if err := k.derivable(); err != nil {
		return o, err // before anybody is asked
	}
	raw, secret, err := decrypt(passphrase, k.open)
	o.Encrypted, o.Untypable = true, untypable(secret)
	if err == nil {
		o.Key, err = checkPair(raw, k.public)
	}
	return o, err
}

// derive makes the cipher's key and initial vector of a passphrase.
func (k puttyKey) derive(secret []byte) (key, iv []byte) {
	if k.version == "2" {
		first := sha1.Sum(append([]byte{0, 0, 0, 0}, secret...))
		second := sha1.Sum(append([]byte{0, 0, 0, 1}, secret...))
		return append(first[:], second[:12]...), make([]byte, aes.BlockSize)
	}
	hashing, salt := k.argon()
	passes, memory, lanes := k.number("Argon2-Passes"), k.number("Argon2-Memory"), k.number("Argon2-Parallelism")
	all := hashing(secret, salt, passes, memory, uint8(lanes), 80)
	return all[:32], all[32:48]
}

// derivable refuses what derive cannot do, or would take too long over.
func (k puttyKey) derivable() error {
	hashing, salt := k.argon()
	passes, memory, lanes := k.number("Argon2-Passes"), k.number("Argon2-Memory"), k.number("Argon2-Parallelism")
	if k.version == "2" || hashing != nil && salt != nil && 0 < passes && 0 < memory && memory <= maxArgonMemory &&
		uint64(passes)*uint64(memory) <= maxArgonHashed && 0 < lanes && lanes < 256 {
		return nil
	}
	return form(FormPuTTY, k.fields["Key-Derivation"])
}

// argon is the hash that a .ppk of version 3 names, and its salt; nil where it is another.
func (k puttyKey) argon() (
	hashing func(secret, salt []byte, passes, memory uint32, lanes uint8, length uint32) []byte, salt []byte) {
	salt, _ = hex.DecodeString(k.fields["Argon2-Salt"])
	switch k.fields["Key-Derivation"] {
	case "Argon2id":
		return argon2.IDKey, salt
	case "Argon2i":
		return argon2.Key, salt
	}
	return nil, nil
}

func (k puttyKey) number(field string) uint32 {
	n, _ := strconv.ParseUint(k.fields[field], 10, 32)
	return uint32(n)
}

// open decrypts the private half. The public key in the file tells whether it is the right one, as
// its MAC would, which is also over the comment and breaks where an editor touched that.
func (k puttyKey) open(secret []byte) (any, error) {
	private := bytes.Clone(k.private)
	if k.encryption != "none" {
		key, iv := k.derive(secret)
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, err
		}
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(private, private)
	}
	var half struct {
		Seed []byte
		Rest []byte `ssh:"rest"`
	}
	if err := ssh.Unmarshal(private, &half); err != nil || len(half.Seed) > ed25519.SeedSize {
		return nil, x509.IncorrectPasswordError
	}
	seed := make([]byte, ed25519.SeedSize) // whose last bytes are left out where they are zero
	copy(seed, half.Seed)
	key := ed25519.NewKeyFromSeed(seed)
	if !bytes.Equal(wire(key.Public().(ed25519.PublicKey)), k.public) {
		return nil, x509.IncorrectPasswordError
	}
	return &key, nil
}
