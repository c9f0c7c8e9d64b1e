package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/ssh"
)

const publicPrefix = ssh.KeyAlgoED25519 + " "

const (
	// wireLen is the length of an Ed25519 key blob in bytes, RFC 8709 section 4: two strings, the
	// name and the key.
	wireLen = 4 + len(ssh.KeyAlgoED25519) + 4 + ed25519.PublicKeySize
	// encodedLen is its length in base64: a multiple of three, so without padding and with one
	// encoding only.
	encodedLen = wireLen / 3 * 4
)

// ReadPublic reads a public key file, which is exactly one public line:
//
//	ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<43 more characters> [comment]
//
// with single spaces. Options before the key are refused, so are other algorithms
// ([ErrNotEd25519]), a private key ([ErrIsPrivate]) and everything else ([ErrFormat]). One line end
// (LF, or the CR LF of a Windows editor) and spaces before it are not part of the line; apart from
// those, [MarshalPublic] gives the same bytes again. The comment is up to 1024 bytes of UTF-8
// without control or invisible characters; it proves nothing. Errors name the path.
func ReadPublic(path string) (pub ed25519.PublicKey, comment string, err error) {
	data, _, err := readFile(path)
	if err != nil {
		return nil, "", err
	}
	pub, comment, err = parsePublic(data)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", path, err)
	}
	return pub, comment, nil
}

// parsePublic reads the line of a public key file, as [ReadPublic] says.
func parsePublic(line []byte) (pub ed25519.PublicKey, comment string, err error) {
	if bytes.HasPrefix(line, []byte("-----BEGIN "+privatePEM)) {
		return nil, "", ErrIsPrivate
	}
	text := strings.TrimSuffix(string(line), "\n")
	text = strings.TrimRight(strings.TrimSuffix(text, "\r"), " ")
	if strings.Contains(text, "\n") {
		return nil, "", fmt.Errorf("%w: more than one line", ErrFormat)
	}
	rest, ok := strings.CutPrefix(text, publicPrefix)
	if !ok {
		return nil, "", wrongPrefix(text)
	}
	encoded, comment, _ := strings.Cut(rest, " ")
	if err := checkComment(comment); err != nil {
		return nil, "", fmt.Errorf("%w: %w", ErrFormat, err)
	}
	blob, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(encoded) != encodedLen || len(blob) != wireLen { // the decoder skips carriage returns
		return nil, "", fmt.Errorf("%w: the key is not %d characters of base64", ErrFormat, encodedLen)
	}
	pub = ed25519.PublicKey(blob[wireLen-ed25519.PublicKeySize:])
	if !bytes.Equal(wire(pub), blob) {
		return nil, "", fmt.Errorf("%w: the key's blob is not one of %s", ErrFormat, ssh.KeyAlgoED25519)
	}
	return pub, comment, nil
}

// wrongPrefix finds out why a line does not begin as it must.
func wrongPrefix(text string) error {
	name, rest, _ := strings.Cut(text, " ")
	blob, _ := base64.StdEncoding.DecodeString(strings.SplitN(rest, " ", 2)[0])
	if name != "" && algorithm(blob) == name && name != ssh.KeyAlgoED25519 {
		return fmt.Errorf("%w (%q)", ErrNotEd25519, name)
	}
	return fmt.Errorf("%w: a public line begins with %q, without options", ErrFormat, publicPrefix)
}

// MarshalPublic is the public line of a key, with its line feed: what ssh-keygen writes into a .pub
// file. It refuses a comment that [ReadPublic] would refuse, since a line feed in it would be a
// second key, and a key that is not 32 bytes.
func MarshalPublic(pub ed25519.PublicKey, comment string) ([]byte, error) {
	if len(pub) != ed25519.PublicKeySize {
		return nil, fmt.Errorf("public key of %d bytes, want %d", len(pub), ed25519.PublicKeySize)
	}
	if err := checkComment(comment); err != nil {
		return nil, err
	}
	line := publicPrefix + base64.StdEncoding.EncodeToString(wire(pub))
	if comment != "" {
		line += " " + comment
	}
	return []byte(line + "\n"), nil
}

// Fingerprint is SHA-256 of the key's SSH wire blob in base64url without padding, 43 characters.
// ssh-keygen -l prints the same hash in the other base64 alphabet, which does not fit into a URL.
func Fingerprint(pub ed25519.PublicKey) string {
	sum := sha256.Sum256(wire(pub))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

var errComment = errors.New("comment: control or invisible characters, spaces around it, or bad UTF-8")

func checkComment(comment string) error {
	if len(comment) > maxComment {
		return fmt.Errorf("comment of %d bytes, at most %d", len(comment), maxComment)
	}
	// IsGraphic leaves out the directional and zero-width characters too: they make a name look
	// like another.
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) }
	if !utf8.ValidString(comment) || comment != strings.TrimSpace(comment) || strings.ContainsFunc(comment, hidden) {
		return errComment
	}
	return nil
}

// wire is the key blob of RFC 8709 section 4.
func wire(pub ed25519.PublicKey) []byte {
	return ssh.Marshal(struct {
		Name string
		Key  []byte
	}{ssh.KeyAlgoED25519, pub})
}

// algorithm is the name that any SSH key blob begins with, or "" where there is none.
func algorithm(blob []byte) string {
	var key struct {
		Name string
		Rest []byte `ssh:"rest"`
	}
	if ssh.Unmarshal(blob, &key) != nil {
		return ""
	}
	return key.Name
}

// looksPublic tells a public line from a private key file, whatever its algorithm.
func looksPublic(data []byte) bool {
	for _, prefix := range []string{"ssh-", "ecdsa-", "sk-"} {
		if bytes.HasPrefix(data, []byte(prefix)) {
			return true
		}
	}
	return false
}
