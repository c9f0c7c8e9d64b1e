package keyfile

import (
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

// ReadPublic reads the one public key in a file that people send. What it is meant to be is a
// public line, as [MarshalPublic] writes it:
//
//	ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI<43 more characters> [comment]
//
// Editors, shells and mail programs change how it stands there, and not what it is: a byte-order
// mark, UTF-16, blank lines and lines of remarks around it, tabs, invisible characters, quotes, a
// line that was wrapped, the same key twice. All that is read; so are RFC 4716 (PuTTYgen's "Save
// public key") and PEM (openssl pkey -pubout), which hold the same key in another wrapping.
//
// Errors to branch on: [ErrIsPrivate] for a private key of any program; a [*FormError] for what is
// known and is no such key, two different keys among it; else [ErrFormat] or [ErrNotEd25519]. They
// name the path. The comment is up to 1024 bytes of UTF-8 that can be seen; it proves nothing.
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

// ParsePublic is [ReadPublic] of what is in such a file, as somebody pastes it.
func ParsePublic(data []byte) (pub ed25519.PublicKey, comment string, err error) {
	if len(data) > maxFile {
		return nil, "", fmt.Errorf("%w: more than %d bytes", ErrFormat, maxFile)
	}
	return parsePublic(data)
}

// parsePublic finds the public key in a file, as [ReadPublic] says.
func parsePublic(data []byte) (pub ed25519.PublicKey, comment string, err error) {
	text := readable(data)
	if isPrivate(data, text) {
		return nil, "", ErrIsPrivate
	}
	unwrapped, err := unwrap(text)
	if err != nil {
		return nil, "", err
	}
	found := publicLines(unwrapped)
	if len(found) == 0 {
		return nil, "", unknown(data, text)
	}
	if document := documentOf(data); document != nil && found[0].err != nil { // its marks stand among the key's
		return nil, "", document
	}
	for _, f := range found[1:] {
		if f.err == nil && found[0].err == nil && found[0].key.Equal(f.key) {
			continue // the same key twice
		}
		return nil, "", form(FormSeveral, "")
	}
	return found[0].key, visible(found[0].comment), found[0].err
}

// MarshalPublic is the public line of a key, with its line feed: what ssh-keygen writes into a .pub
// file. It refuses a comment that cannot be seen or is longer than 1024 bytes, since a line feed in
// it would be a second key, and a key that is not 32 bytes.
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
