// Package keyfile keeps people's keys the way OpenSSH keeps them, so that ssh-keygen, ssh-add and
// ssh-agent work on them as they are. A key is two files, named by the person:
//
//	siti        -----BEGIN OPENSSH PRIVATE KEY-----   (0600, encrypted with a passphrase)
//	siti.pub    ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI... siti@dinkes
//
// Only Ed25519 keys are taken. The private file is OpenSSH's PROTOCOL.key, written and decrypted by
// x/crypto/ssh (bcrypt, AES-256-CTR); the public line is RFC 4253 section 6.6 with RFC 8709's key
// blob, in base64.
//
// That is what is written. What is read is what people have: the same keys after an editor, a
// shell, a mail or a password manager had them, in PuTTY's form and in PKCS#8. What else a file may
// be is called by its name, so that its owner can be told the one way out: see [FormError].
//
// A private key is handed out as a [crypto.Signer] only, so that [Open], [Agent] and a hardware
// token look the same to those who sign. The package overwrites no file but to give a key another
// passphrase, reads no clock, and judges no curve point: which public keys are acceptable is the
// rule of package eddsa.
//
// A passphrase is text for its owner and bytes for bcrypt. Keys are made with the bytes that a
// keyboard gives (NFC, no byte-order mark, nothing that cannot be seen); keys that other programs
// made are opened with the other bytes that the same text may have been: see [Passphrase].
package keyfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

const (
	// maxFile is the largest key file read, in bytes: an encrypted Ed25519 key takes about 450, and
	// 13 KiB of RSA must still be recognised as RSA. What is longer is not a key, and must not fill
	// the memory.
	maxFile = 64 << 10
	// maxComment is the longest comment in bytes; ssh-keygen's own line buffer ends there.
	maxComment = 1024
)

var (
	// ErrPassphrase says that the passphrase does not open the key.
	ErrPassphrase = errors.New("wrong passphrase")
	// ErrPassphraseNeeded says that the key is encrypted and the caller gave no way to ask for its
	// passphrase.
	ErrPassphraseNeeded = errors.New("the key is encrypted and no passphrase was given")
	// ErrNotEd25519 says that the key is of another algorithm.
	ErrNotEd25519 = errors.New("not an Ed25519 key")
	// ErrFormat says that the bytes are no key of the expected form: damaged, cut short, encrypted
	// in a way this package does not read (the cause says which), or something else.
	ErrFormat = errors.New("not a usable OpenSSH key")
	// ErrIsPublic says that a public key was given where the private one is needed: usually the
	// name ends in .pub.
	ErrIsPublic = errors.New("this is the public key, the private one is needed")
	// ErrIsPrivate says that a private key was given where the public one is wanted. Whoever was
	// sent it must say so: its owner has to make a new key.
	ErrIsPrivate = errors.New("this is a private key, which nobody but its owner may have; the public one is needed")
)

// PermissionError says that others than the owner may read or change a private key file, so that it
// is not opened.
type PermissionError struct {
	Path string
	Mode fs.FileMode // the permission bits as found
}

func (e *PermissionError) Error() string {
	return fmt.Sprintf("%s: others can read this private key (mode %04o); run: %s", e.Path, e.Mode.Perm(), e.Fix())
}

// Fix is the shell command that makes the file private, its path quoted for a POSIX shell.
func (e *PermissionError) Fix() string {
	return "chmod 600 " + shellQuote(e.Path)
}

// shellQuote leaves plain paths readable and makes every other one a single word that is no option.
func shellQuote(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	special := func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune("_-./+,:@%", r)
	}
	if path != "" && !strings.ContainsFunc(path, special) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// CheckMode refuses a file that others than its owner may read or change, as Open does: for secrets
// in other formats.
func CheckMode(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return checkMode(path, info.Mode())
}

// readFile reads a whole key file and returns its mode, from one open file so that nobody exchanges
// it in between.
func readFile(path string) ([]byte, fs.FileMode, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, 0, err
	}
	if len(data) > maxFile {
		return nil, 0, fmt.Errorf("%s: %w: more than %d bytes", path, ErrFormat, maxFile)
	}
	return data, info.Mode(), nil
}
